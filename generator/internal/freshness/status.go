package freshness

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"diglot/generator/internal/build"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
)

// State is what is to be done about a text.
type State string

// The states, the worst first.
const (
	Missing    State = "missing"    // the record lacks the text, or a name or title, in the language
	Parted     State = "parted"     // the source has changed, and the two no longer run side by side
	Stale      State = "stale"      // blocks of the source have changed
	FactsOnly  State = "factsOnly"  // there is a text in another language
	Unaccepted State = "unaccepted" // nobody has said that it corresponds to another
	Review     State = "review"     // a native reader has not confirmed it
)

var ranks = []State{Missing, Parted, Stale, FactsOnly, Unaccepted, Review}

// Item is a text about which something is to be done.
type Item struct {
	Record   string   `json:"record"`
	Language string   `json:"language"`
	State    State    `json:"state"`
	File     string   `json:"file"`             // of the text, or where it belongs
	Source   string   `json:"source,omitempty"` // file of the text that it was made from
	Since    string   `json:"since,omitempty"`  // when it was accepted
	Behind   int      `json:"behind"`           // blocks that have changed since
	Blocks   int      `json:"blocks"`           // of these
	Counts   *Counts  `json:"counts,omitempty"` // what has become of them
	NoText   bool     `json:"noText,omitempty"` // the text itself is missing
	Lacks    []string `json:"lacks,omitempty"`  // fields without a text in the language
	Hidden   bool     `json:"hidden,omitempty"` // the record is not public yet
	kind     *record.Kind
	Standing build.Standing `json:"-"`
}

// Say says what is to be done about the text.
func (i Item) Say(l diag.Language) string {
	phrase := "state-" + string(i.State)
	if len(i.Lacks) > 0 && !i.NoText {
		phrase = "state-lacks"
	}
	return l.Say(phrase, "file", i.File, "date", i.Since, "behind", strconv.Itoa(i.Behind), "blocks", l.Count(i.Blocks, "paragraph"), "fields", l.List(i.Lacks))
}

// Section counts the records of a section.
type Section struct {
	Section    string         `json:"section"`
	Texts      map[string]int `json:"texts"` // by language
	InStep     int            `json:"inStep"`
	Behind     int            `json:"behind"`
	Unaccepted int            `json:"unaccepted"`
	Missing    int            `json:"missing"`
}

// Status says how the languages of a site stand to each other.
type Status struct {
	Languages []string  `json:"languages"`
	Sections  []Section `json:"sections"`
	Items     []Item    `json:"items"` // the worst first
	Held      []Held    `json:"held"`  // drafts first, then by moment
	Errors    int       `json:"errors"`
	Warnings  int       `json:"warnings"`
}

// Status looks at some records, or at all where none are named. The error is
// as that of Find.
func (d Desk) Status(records []string) (Status, error) {
	s := Status{Sections: []Section{}, Items: []Item{}, Held: []Held{},
		Errors: diag.Count(d.Report.Found, diag.Error), Warnings: diag.Count(d.Report.Found, diag.Warning)}
	g := d.State.Graph()
	if g == nil {
		return s, &UnsoundError{d.Report.Found}
	}
	wanted := map[string]bool{}
	for _, name := range records {
		e, _, err := d.Find(name)
		if err != nil {
			return s, err
		}
		wanted[Name(e.Ref())] = true
	}
	skip := func(name string) bool { return len(wanted) > 0 && !wanted[name] }
	for _, l := range g.Config.Languages {
		s.Languages = append(s.Languages, l.Key)
	}
	s.Items = slices.DeleteFunc(append(s.Items, d.items()...), func(i Item) bool { return skip(i.Record) })
	s.Held = slices.DeleteFunc(append(s.Held, d.Held()...), func(h Held) bool { return skip(h.Record) })
	s.Sections = append(s.Sections, d.sections(s.Items, skip)...)
	return s, nil
}

// items are all texts about which something is to be done.
func (d Desk) items() []Item {
	list := d.missing()
	for _, st := range d.State.Standings() {
		behind, blocks := st.Behind()
		i := Item{Record: Name(st.Entry.Ref()), Language: st.Text.Lang, State: Unaccepted, File: st.Text.File, kind: st.Entry.Kind, Standing: st}
		if st.Accepted() {
			counts := countsOf(st.Rows)
			i.State, i.Source, i.Since, i.Behind, i.Blocks, i.Counts = Stale, st.Source.File, st.Sealed.Date.String(), behind, blocks, &counts
		}
		if st.Parted {
			i.State = Parted
		}
		list = append(list, i)
	}
	for _, e := range d.State.Graph().Entries {
		for _, l := range e.Languages {
			if e.NeedsReview.Of(l.Key) {
				list = append(list, Item{Record: Name(e.Ref()), Language: l.Key, State: Review, File: fileIn(e, l.Key), kind: e.Kind})
			}
		}
	}
	hidden := map[string]bool{}
	for _, h := range d.State.Graph().Held {
		hidden[Name(h.Ref)] = true
	}
	for n := range list {
		list[n].Hidden = hidden[list[n].Record]
	}
	slices.SortStableFunc(list, d.worst)
	return list
}

// fileIn is where a record's text in a language stands, or its facts.
func fileIn(e *site.Entry, language string) string {
	if f := e.ProseIn(language).File; f != "" {
		return f
	}
	return e.Files[0]
}

// worst orders what is to be done: what the public sees before what it does not,
// then by state, by the share that is behind, by record and by language.
func (d Desk) worst(a, b Item) int {
	hidden := func(i Item) int {
		if i.Hidden {
			return 1
		}
		return 0
	}
	return cmp.Or(hidden(a)-hidden(b), slices.Index(ranks, a.State)-slices.Index(ranks, b.State), b.Behind*max(a.Blocks, 1)-a.Behind*max(b.Blocks, 1),
		slices.Index(record.Kinds, a.kind)-slices.Index(record.Kinds, b.kind), strings.Compare(a.Record, b.Record), d.place(a.Language)-d.place(b.Language))
}

func (d Desk) place(language string) int {
	for i, l := range d.State.Graph().Config.Languages {
		if l.Key == language {
			return i
		}
	}
	return -1
}

// missing are the texts that were found to be missing, one item for each
// record and language.
func (d Desk) missing() []Item {
	var list []Item
	for _, f := range d.Report.Found {
		file := f.Arg("file") // the language file that lacks, whether it is there or not
		state := Missing
		switch f.Code {
		case "prose-missing", "prose-empty", "text-lacks-language":
		case "prose-one-sided":
			state = FactsOnly
		default:
			continue
		}
		ref, language := parts(file)
		if record.KindNamed(ref.Kind) == nil {
			continue
		}
		i := slices.IndexFunc(list, func(i Item) bool { return i.Record == Name(ref) && i.Language == language })
		if i < 0 {
			i = len(list)
			list = append(list, Item{Record: Name(ref), Language: language, State: state, File: file, kind: record.KindNamed(ref.Kind)})
		}
		if field := f.Arg("field"); field != "" {
			list[i].State = Missing
			list[i].Lacks = append(list[i].Lacks, field)
		} else {
			list[i].NoText = true
		}
	}
	return list
}

// sections count the texts of each section that has any, or lacks some.
func (d Desk) sections(items []Item, skip func(string) bool) []Section {
	var list []Section
	at := func(kind *record.Kind) *Section {
		i := slices.IndexFunc(list, func(s Section) bool { return s.Section == kind.Section })
		if i < 0 {
			i = len(list)
			list = append(list, Section{Section: kind.Section, Texts: map[string]int{}})
		}
		return &list[i]
	}
	for _, e := range d.State.Graph().Entries {
		if skip(Name(e.Ref())) {
			continue
		}
		for _, p := range e.Prose {
			s := at(e.Kind)
			s.Texts[p.Lang]++
			if d.State.StandingOf(e, p).InStep() {
				s.InStep++
			}
		}
	}
	for _, i := range items {
		switch i.State {
		case Missing, FactsOnly:
			at(i.kind).Missing++
		case Parted, Stale:
			at(i.kind).Behind++
		case Unaccepted:
			at(i.kind).Unaccepted++
		}
	}
	slices.SortStableFunc(list, func(a, b Section) int {
		return slices.Index(record.Kinds, record.KindOf(a.Section)) - slices.Index(record.Kinds, record.KindOf(b.Section))
	})
	return list
}
