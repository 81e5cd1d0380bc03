package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"diglot/generator/internal/build"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/draft"
	"diglot/generator/internal/edit"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
	"diglot/generator/internal/roster"
	"diglot/generator/internal/site"
	"diglot/generator/internal/source"
)

// wanted is what the flags say of a new record.
type wanted struct {
	titles  []string
	date    string
	members []string
	yes     bool
}

func newCommand(s *settings) *cobra.Command {
	var w wanted
	c := &cobra.Command{
		Use:     "new KIND [ID]",
		Example: "  diglot new announcement --title 'uk=Весняна зустріч'\n  diglot new agreement --members 'хпі, 大连工业' --date 23.06.2021\n  diglot new member khnu",
		Args:    s.takes(1, 2),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return record.KindNames(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(c *cobra.Command, args []string) error { return s.begin(c.Context(), args, w, s.asker(w.yes)) },
	}
	f := c.Flags()
	f.StringArrayVar(&w.titles, "title", nil, "")
	f.StringVar(&w.date, "date", "", "")
	f.StringSliceVar(&w.members, "members", nil, "")
	f.BoolVar(&w.yes, "yes", false, "")
	return c
}

// begin makes the first files of a record.
func (s *settings) begin(ctx context.Context, args []string, want wanted, a *asker) error {
	folder, err := s.open(ctx)
	if err != nil {
		return err
	}
	defer folder.Close()
	content, err := s.roster(folder)
	if err != nil {
		return err
	}
	w := draft.Wish{Language: s.words(), Site: content, Title: map[string]string{}}
	if err := s.wish(&w, args, want, a); err != nil {
		return err
	}
	files := draft.Files(w)
	plan := edit.Plan{Command: fmt.Sprintf("%s new %s %s", invocation(), w.Kind.Name, w.ID)}
	for _, f := range files {
		plan.Edits = append(plan.Edits, edit.Edit{Path: f.Path, After: f.Bytes})
	}
	if err := plan.Apply(ctx, s.edited()); err != nil {
		return s.failed("unmade", err)
	}
	s.tellMade(w, files)
	return nil
}

// roster lists the content of a site; mistakes in site.yaml are told.
func (s *settings) roster(folder *source.Folder) (*roster.Roster, error) {
	content, bad, err := roster.Read(folder)
	if errors.Is(err, os.ErrNotExist) {
		bad, err = []diag.Diagnostic{diag.New("config-missing", diag.Span{File: record.ConfigFile})}, nil
	}
	if err != nil {
		return nil, failure{err}
	}
	if len(bad) > 0 {
		if err := s.findings(build.Report{Found: bad}, folder); err != nil {
			return nil, failure{err}
		}
		return nil, exitError(exitContent)
	}
	return content, nil
}

// wish completes what is known of the record from the arguments, the flags and
// the answers.
func (s *settings) wish(w *draft.Wish, args []string, want wanted, a *asker) error {
	clock, err := s.moment()
	if err != nil {
		return err
	}
	w.Today = clock.Day(w.Site.Config)
	if w.Kind, err = s.kindOf(args[0]); err != nil {
		return err
	}
	if len(args) > 1 {
		if w.ID, err = s.idOf(w, args[1]); err != nil {
			return err
		}
	}
	if first := w.Site.Of(w.Kind.Name); w.Kind.Single && len(first) > 0 {
		return usage(s.words(), "new-single", "kind", w.Kind.Name, "file", first[0].File)
	}
	for _, step := range []func(*draft.Wish, wanted, *asker) error{s.titled, s.dated, s.joined, s.named} {
		if err := step(w, want, a); err != nil {
			return err
		}
	}
	return nil
}

// kindOf finds a kind by its name or its section.
func (s *settings) kindOf(given string) (*record.Kind, error) {
	name := strings.ToLower(strings.Trim(strings.TrimPrefix(given, record.ContentDir+"/"), "/"))
	if k := record.KindNamed(name); k != nil {
		return k, nil
	}
	if k := record.KindOf(name); k != nil {
		return k, nil
	}
	l := s.words()
	if near, ok := lang.Nearest(name, slices.Concat(record.KindNames(), record.Sections())); ok {
		if k := record.KindOf(near); k != nil {
			near = k.Name
		}
		return nil, usage(l, "new-kind-meant", "given", given, "near", near)
	}
	return nil, usage(l, "new-kind", "given", given, "words", l.List(record.KindNames()))
}

// idOf takes an id that is given, if no other record has it.
func (s *settings) idOf(w *draft.Wish, given string) (string, error) {
	id := strings.TrimSuffix(path.Base(given), ".md")
	if !record.IsID(id) {
		near := lang.Slug(given)
		if near == "" {
			near = "khpi"
		}
		return "", usage(s.words(), "new-id", "given", given, "near", near)
	}
	ref := record.Ref{Kind: w.Kind.Name, ID: id}
	if e, taken := w.Site.Taken(ref); taken {
		return "", usage(s.words(), "new-taken", "record", ref.String(), "file", e.File)
	}
	return id, nil
}

// titled takes the titles that are given, or asks for one in each language. A
// title without a language speaks the first that is written in its letters.
func (s *settings) titled(w *draft.Wish, want wanted, a *asker) error {
	c := w.Site.Config
	var keys []string
	for _, l := range c.Languages {
		keys = append(keys, l.Key)
	}
	known := slices.Concat(keys, c.ReferenceLanguages)
	for _, given := range want.titles {
		key, text, ok := cutAt(given, "=＝")
		key = strings.TrimSpace(lang.Narrow(key))
		switch {
		case ok && slices.Contains(known, key):
		case ok && record.IsID(key) && len(key) <= 8:
			return usage(s.words(), "new-language", "given", key, "words", orList(s.words(), known), "near", keys[0])
		default:
			key, text = c.Spoken(given).Key, given
		}
		w.Title[key] = strings.TrimSpace(text)
	}
	if len(want.titles) > 0 || w.Kind.Unnamed {
		return nil
	}
	for _, l := range c.Languages {
		w.Title[l.Key] = a.ask(s.say("ask-title", "language", l.Name))
	}
	return nil
}

// cutAt cuts a text at the first of some signs.
func cutAt(s, signs string) (before, after string, ok bool) {
	i := strings.IndexAny(s, signs)
	if i < 0 {
		return s, "", false
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return s[:i], s[i+n:], true
}

// dated takes the day that is given, or asks for it. An announcement is of
// today where nothing else is known.
func (s *settings) dated(w *draft.Wish, want wanted, a *asker) error {
	if draft.DateField(w.Kind) == "" {
		if want.date != "" {
			return usage(s.words(), "new-flag", "flag", "date", "kind", w.Kind.Name)
		}
		return nil
	}
	if want.date != "" {
		return s.day(w, want.date)
	}
	usual, otherwise := lang.Date{}, s.say("ask-later")
	if w.Kind.Name == "announcement" {
		usual, otherwise = w.Today, w.Today.String()
	}
	for w.Date.IsZero() {
		answer := a.ask(s.say("ask-date", "near", otherwise))
		if answer == "" {
			w.Date = usual
			return nil
		}
		if err := s.day(w, answer); err != nil {
			a.tell(err.Error())
		}
	}
	return nil
}

// day takes a date as people write it, where it can mean one day only, with its
// hour where the kind has one.
func (s *settings) day(w *draft.Wish, given string) error {
	day, clock := cutClock(strings.TrimSpace(given))
	d, bad := lang.ParseDate(day)
	if bad != nil {
		d, bad = lang.ParseDate(bad.Fix)
	}
	switch {
	case bad != nil || strings.Contains(lang.Narrow(day), ":") || clock != "" && d.Day == 0:
		return usage(s.words(), "new-date", "given", given)
	case clock != "" && !draft.TakesHour(w.Kind):
		return usage(s.words(), "new-hour", "kind", w.Kind.Name, "near", d.String())
	}
	w.Date, w.Clock = d, clock
	return nil
}

// cutClock cuts the hour off that stands behind a day: 2021-06-23 9:30.
func cutClock(given string) (day, clock string) {
	given = lang.Narrow(given)
	i := strings.LastIndexAny(given, " T")
	if i < 0 {
		return given, ""
	}
	for _, form := range []string{"15:04", "15:04:05"} {
		if t, err := time.Parse(form, given[i+1:]); err == nil {
			return strings.TrimSpace(given[:i]), t.Format("15:04")
		}
	}
	return given, ""
}

// joined takes the members that are given, or asks for them.
func (s *settings) joined(w *draft.Wish, want wanted, a *asker) error {
	if draft.MembersField(w.Kind) == "" {
		if len(want.members) > 0 {
			return usage(s.words(), "new-flag", "flag", "members", "kind", w.Kind.Name)
		}
		return nil
	}
	for _, given := range parts(want.members...) {
		found := w.Site.Find("member", given)
		if len(found) != 1 {
			return s.notOne(w.Site, given, found)
		}
		add(w, found[0].ID)
	}
	for len(want.members) == 0 {
		answer := a.ask(s.say("ask-members"))
		if answer == "" {
			break
		}
		for _, part := range parts(answer) {
			if e, ok := s.which(w.Site, part, a); ok {
				add(w, e.ID)
			}
		}
	}
	if n := len(w.Members); w.Kind.Name == "agreement" && n == 1 {
		return usage(s.words(), "new-two")
	}
	return nil
}

// parts are the names in lists of them, whichever keyboard wrote the commas. A
// list of commas alone is taken as it is: nothing is found by it.
func parts(lists ...string) (names []string) {
	for _, list := range lists {
		before := len(names)
		for _, part := range strings.FieldsFunc(list, func(r rune) bool { return strings.ContainsRune(",;，、；", r) }) {
			if part = strings.TrimSpace(part); part != "" {
				names = append(names, part)
			}
		}
		if len(names) == before {
			names = append(names, list)
		}
	}
	return names
}

// notOne says that a part of a name finds none, or several.
func (s *settings) notOne(content *roster.Roster, given string, found []roster.Entry) error {
	l := s.words()
	if len(found) == 0 {
		if near, ok := content.Nearest("member", given); ok {
			return usage(l, "new-member-meant", "given", given, "near", near.ID+" ("+near.Label()+")")
		}
		return usage(l, "new-member", "given", given)
	}
	var ids []string
	for _, e := range found {
		ids = append(ids, e.ID)
	}
	return usage(l, "new-members", "given", given, "words", l.List(ids))
}

// which lets a person choose among the members that a part of a name finds.
func (s *settings) which(content *roster.Roster, words string, a *asker) (roster.Entry, bool) {
	found := content.Find("member", words)
	switch len(found) {
	case 0:
		a.tell(s.notOne(content, words, nil).Error())
		return roster.Entry{}, false
	case 1:
		a.tell(found[0].ID + "  " + found[0].Label())
		return found[0], true
	}
	for i, e := range found {
		a.tell(strconv.Itoa(i+1) + "  " + e.ID + "  " + e.Label())
	}
	n, err := strconv.Atoi(a.ask(s.say("ask-which")))
	if err != nil || n < 1 || n > len(found) {
		return roster.Entry{}, false
	}
	return found[n-1], true
}

// named gives the record an id, where it has none: the one that is made of its
// title, or another that a person prefers.
func (s *settings) named(w *draft.Wish, _ wanted, a *asker) error {
	if w.ID != "" {
		return nil
	}
	made := draft.ID(*w)
	for a != nil && !w.Kind.Single {
		question := s.say("ask-id", "near", made)
		if made == "" {
			question = s.say("ask-id-needed")
		}
		answer := a.ask(question)
		if answer == "" {
			break
		}
		id, err := s.idOf(w, answer)
		if err == nil {
			w.ID = id
			return nil
		}
		a.tell(err.Error())
	}
	if w.ID = made; made == "" {
		return usage(s.words(), "new-id-needed", "command", invocation(), "kind", w.Kind.Name, "near", "khpi-dlpu")
	}
	return nil
}

// tellMade says what was made, and what to do next.
func (s *settings) tellMade(w draft.Wish, files []draft.File) {
	var texts []string
	for i, f := range files {
		var fill []string
		for _, line := range f.Fill {
			fill = append(fill, strconv.Itoa(line))
		}
		phrase := "made"
		switch {
		case i == 0 && len(fill) == 1:
			phrase = "made-fill"
		case i == 0 && len(fill) > 1:
			phrase = "made-fills"
		}
		fmt.Fprintln(s.stderr, s.say(phrase, "file", f.Path, "line", s.words().List(fill)))
		if i > 0 {
			texts = append(texts, f.Path)
		}
	}
	fmt.Fprintln(s.stderr, s.say("next-open", "file", files[0].Path))
	address := "names/#" + w.Kind.Name + "-" + w.ID
	if len(texts) > 0 {
		fmt.Fprintln(s.stderr, s.say("next-texts", "files", s.words().List(texts)))
	}
	first := w.Site.Config.Languages[0].Key
	if address = "/" + first + "/" + address; !w.Kind.Glossed {
		address = site.Address(w.Kind, first, w.ID)
	}
	fmt.Fprintln(s.stderr, s.say("next-serve", "command", invocation(), "address", "http://localhost:"+strconv.Itoa(usualPort)+address))
	if !w.Kind.Single {
		fmt.Fprintln(s.stderr, s.say("next-public"))
	}
}

// asker returns one who asks on the terminal; nil where nobody would answer:
// in CI, in a pipe, or if the author wants no questions.
func (s *settings) asker(silent bool) *asker {
	if silent || inCI() || !terminal(os.Stdin) || !terminal(s.stderr) {
		return nil
	}
	signal.Reset(os.Interrupt, syscall.SIGTERM) // Ctrl+C ends a question, and nothing is written before the last
	return newAsker(os.Stdin, s.stderr)
}

// add takes a member once.
func add(w *draft.Wish, id string) {
	if !slices.Contains(w.Members, id) {
		w.Members = append(w.Members, id)
	}
}
