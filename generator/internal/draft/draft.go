// Package draft makes the first files of a record: the facts, with every field
// that its kind knows, and a file for the text of each language. What must be
// there is there, as far as it is known; what may be there is commented out,
// with a sentence about it in the language of whoever goes on writing.
//
// A draft is hidden until its author says otherwise, and builds without errors.
// The package is a pure function of what is wished; it writes no file.
package draft

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
	"diglot/generator/internal/roster"
)

// Wish is what is known of the new record.
type Wish struct {
	Kind     *record.Kind
	ID       string
	Title    map[string]string // its name or title, by the keys of languages
	Date     lang.Date         // of the announcement, signature or ceremony; zero where it is not known
	Clock    string            // the hour of that day, such as 09:30, where the kind takes one; "" where it is not known
	Today    lang.Date         // for examples
	Members  []string          // ids: parties of an agreement, or what an announcement is about
	Language diag.Language     // of the comments
	Site     *roster.Roster
}

// File is a file of the new record.
type File struct {
	Path  string
	Bytes []byte
	Fill  []int // lines on which something is to be written
}

// DateField returns the field of a kind that holds the day of the thing itself;
// "" where it has none.
func DateField(k *record.Kind) string {
	return map[string]string{"announcement": "date", "agreement": "dateSigned", "ceremony": "startDate"}[k.Name]
}

// TakesHour reports whether the day of the thing itself may have an hour.
func TakesHour(k *record.Kind) bool {
	return slices.ContainsFunc(record.Schema(k), func(f record.Field) bool { return f.Key == DateField(k) && f.Form == withHour })
}

// withHour is the form of a date that may have an hour.
const withHour = "date, with an hour if known"

// MembersField returns the field of a kind in which members are named; "" where
// there is none.
func MembersField(k *record.Kind) string {
	return map[string]string{"announcement": "about", "agreement": "parties"}[k.Name]
}

// Files returns the files of the record: that of the facts, then one for each
// language, where records of the kind have pages. An entry of the page of names
// has all its texts among the facts.
func Files(w Wish) []File {
	base := path.Join(record.ContentDir, w.Kind.Section, w.ID)
	files := []File{w.facts(base + ".md")}
	if w.Kind.Glossed {
		return files
	}
	for _, l := range w.Site.Config.Languages {
		s := sheet{}
		s.line("---")
		s.comment(w.say("draft-text", "inLanguage", l.Name, "facts", w.ID+".md"))
		s.line("---")
		s.line("")
		files = append(files, File{base + "." + l.Key + ".md", []byte(s.String()), []int{4}})
	}
	return files
}

func (w Wish) say(phrase string, facts ...string) string { return w.Language.Say(phrase, facts...) }

// facts writes the file of facts: first what the record must have, then what it
// may have.
func (w Wish) facts(name string) File {
	s := sheet{}
	s.line("---")
	s.comment(w.Kind.Meaning(w.Language))
	s.comment(w.say("draft-head"))
	s.line("")
	fields := record.Ordered(w.Kind)
	for i := range fields {
		if w.states(&fields[i]) {
			s.comment(fields[i].Meaning(w.Language))
			w.state(&s, &fields[i])
		}
	}
	s.line("")
	s.comment(w.say("draft-more"))
	for i := range fields {
		f := &fields[i]
		if w.states(f) || f.Code == "translation" || f.Key == "draft" {
			continue
		}
		s.line("")
		s.comment(f.Meaning(w.Language))
		s.off = true
		w.example(&s, f)
		s.off = false
	}
	s.line("---")
	return File{name, []byte(s.String()), s.fill}
}

// states reports whether the new record states a field.
func (w Wish) states(f *record.Field) bool {
	switch f.Path {
	case "draft":
		return !w.Kind.Single // the site has no other alliance to show
	case "name":
		return f.Required || len(w.Title) > 0
	case "agreement.dateSigned":
		return !w.Date.IsZero()
	}
	return f.Required
}

// state writes a field with what is known of it.
func (w Wish) state(s *sheet, f *record.Field) {
	switch {
	case f.Key == "draft":
		s.line("draft: true")
	case f.Key == "name" || f.Key == "title":
		s.texts(f.Key, w.Site.Config, func(key string) string { return w.Title[key] })
	case f.Key == DateField(w.Kind) && !w.Date.IsZero():
		s.line(strings.TrimSpace(f.Key + ": " + w.Date.String() + " " + w.Clock))
	case f.Key == MembersField(w.Kind) && len(w.Members) > 0:
		s.line(f.Key + ":")
		for _, id := range w.Members {
			s.line("  - " + w.reference(f, record.Ref{Kind: "member", ID: id}))
		}
	case f.Path == "announcement.about":
		s.line(f.Key + ":")
		s.line("  - " + w.Site.Config.About.String())
	case f.Fact:
		s.line(f.Key + ": " + string(record.NotStated) + choices(f))
	default:
		s.texts(f.Key, w.Site.Config, func(string) string { return "" })
	}
}

// reference writes a reference as a field takes it.
func (w Wish) reference(f *record.Field, ref record.Ref) string {
	if len(f.Refs) == 1 && f.Refs[0] != "*" {
		return ref.ID
	}
	return ref.String()
}

// choices are the words that a field takes, behind the one that is there.
func choices(f *record.Field) string {
	if len(f.Enum) < 2 {
		return ""
	}
	return "  # " + strings.Join(f.Enum, " | ")
}

// sheet is a file that is being written.
type sheet struct {
	strings.Builder
	lines int
	fill  []int // lines with a placeholder
	off   bool  // lines are commented out
}

func (s *sheet) line(text string) {
	s.lines++
	if s.off {
		text = "#" + text
	}
	if !s.off && !strings.HasPrefix(text, "#") && strings.HasSuffix(text, record.Placeholder) {
		s.fill = append(s.fill, s.lines)
	}
	s.WriteString(text + "\n")
}

// comment writes a sentence on lines of its own, a line for each line.
func (s *sheet) comment(sentence string) { s.line("# " + sentence) }

// texts writes a text in the languages of the site, a line for each, with the
// placeholder where it is not known.
func (s *sheet) texts(key string, c *record.Config, known func(key string) string) {
	indent := strings.Repeat(" ", len(key)-len(strings.TrimLeft(key, " -")))
	s.line(key + ":")
	for _, l := range c.Languages {
		s.line(indent + "  " + l.Key + ": " + orPlaceholder(known(l.Key)))
	}
	for _, key := range c.ReferenceLanguages {
		if text := known(key); text != "" {
			s.line(indent + "  " + key + ": " + scalar(tidy(text)))
		}
	}
}

func orPlaceholder(text string) string {
	if text = tidy(text); text == "" {
		return record.Placeholder
	}
	return scalar(text)
}

// tidy is a text on one line, without what cannot be seen.
func tidy(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsGraphic(r) || r == unicode.ReplacementChar }), " ")
}

// scalar writes a text so that it is read as that text: as it is where that is
// sure, else in quotes.
func scalar(text string) string {
	first, _, _ := strings.Cut(text, " ")
	plain := strings.IndexFunc(text, unicode.IsLetter) == 0 && !strings.ContainsAny(text, ":：#\"\\{}[],&*!|>%@`") &&
		!(first == text && isWord(first))
	if plain {
		return text
	}
	return strconv.Quote(text)
}

// isWord reports whether a single word is short and Latin, so that it might be
// read as true, as nothing or as a number.
func isWord(s string) bool {
	return len(s) <= 5 && !strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII })
}

// ID makes an id of what the record is called: of the first title that can be
// written in Latin letters, or of the members. It returns "" where there is none.
func ID(w Wish) string {
	for _, key := range titleKeys(w.Site.Config) {
		if id := shortened(lang.Slug(w.Title[key])); id != "" {
			return w.free(id)
		}
	}
	if w.Kind.Unnamed && len(w.Members) > 0 {
		return w.free(strings.Join(w.Members, "-"))
	}
	if w.Kind.Single {
		return w.Site.Config.About.ID
	}
	return ""
}

func titleKeys(c *record.Config) []string {
	var keys []string
	for _, l := range c.Languages {
		keys = append(keys, l.Key)
	}
	return append(keys, c.ReferenceLanguages...)
}

// longest is how long an id is made: it is part of every address.
const longest = 60

// shortened cuts an id between words.
func shortened(id string) string {
	if len(id) <= longest {
		return id
	}
	id = id[:longest+1]
	if i := strings.LastIndexByte(id, '-'); i > 0 {
		return id[:i]
	}
	return id[:longest]
}

// free adds the year or a number to an id that another record has.
func (w Wish) free(id string) string {
	taken := func(id string) bool {
		_, is := w.Site.Taken(record.Ref{Kind: w.Kind.Name, ID: id})
		return is
	}
	if taken(id) && !w.Date.IsZero() {
		id += "-" + w.Date.String()
	}
	base := id
	for n := 2; taken(id); n++ {
		id = base + "-" + strconv.Itoa(n)
	}
	return id
}
