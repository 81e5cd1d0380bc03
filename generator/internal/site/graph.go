// Package site links records into a graph: which of them are public, where
// each has its address, what each refers to and what refers to it.
//
// The graph is made of facts alone: front matter and the names of files. It
// never sees prose and renders nothing. Hidden records are taken out before
// anything else looks at the records, so that no page, feed or list can show a
// trace of them; broken ones are taken out as well, and whoever refers to them
// is not told again.
package site

import (
	"cmp"
	"slices"
	"strings"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
	"diglot/generator/internal/source"
)

// Graph is all that is public, linked.
type Graph struct {
	Config   *record.Config
	Today    lang.Date // in the site's time zone; decides what is in force
	Alliance *Entry
	Entries  []*Entry // by kind, then in the order of the kind
	Held     []Held   // records that are not public, and why
	Files    []Attachment
	Gone     []string // addresses that were given up, sorted

	byRef   map[name]*Entry
	byFile  map[string]*Entry
	byKind  map[string][]*Entry
	files   map[string]*Attachment
	ordered map[string][]*Entry // by kind and language
	hidden  map[string]bool     // files and references of hidden records
	folders map[string]bool     // of records; whether the record is public
	broken  map[string]bool

	sides map[string][]string // countries of the sides, by the language whose side comes first
}

// name is what a reference says, without its place.
type name struct{ kind, id string }

// Entry is a public record with what links to it.
type Entry struct {
	*record.Record
	Number    int             // its place among the graph's entries
	Languages []lang.Language // in which it is published
	Inbound   []Inbound       // what refers to it, in the order of the graph
	Outbound  []*Entry        // what it refers to, in the order of the schema
	Country   string          // of the side it belongs to; "" where that is not known
	paths     []string        // addresses by the site's languages; "" where it is not published
	graph     *Graph
}

// Inbound is a reference from another record.
type Inbound struct {
	From  *Entry
	Field string // top-level field that holds the reference
}

// Held is a record that is not public yet.
type Held struct {
	Ref    record.Ref
	Draft  bool
	Until  record.Moment // of an embargo; zero where there is none
	Dated  lang.Date     // of an announcement with a day in the future
	Record *record.Record
}

// Attachment is a picture or document in a record's folder.
type Attachment struct {
	Path          string // in content/
	Digest        source.Digest
	Bytes         int64
	Width, Height int  // of a picture as it is published, in pixels; 0 where it is none
	Scales        bool // the picture is published in several widths
	WebP          bool // and as WebP, too; Link does not say it
}

// Options say what Link needs besides the records.
type Options struct {
	Config      *record.Config
	Clock       Clock
	Drafts      bool // hidden records are shown too, marked
	Attachments []Attachment
	Broken      []record.Ref // records that could not be read
	Gone        []string     // addresses that were given up, sorted
}

// Link makes the graph of all records.
func Link(records []*record.Record, o Options) (*Graph, []diag.Diagnostic) {
	g := &Graph{
		Config: o.Config, Today: o.Clock.Day(o.Config), Gone: o.Gone,
		byRef: map[name]*Entry{}, byFile: map[string]*Entry{}, byKind: map[string][]*Entry{},
		files: map[string]*Attachment{}, ordered: map[string][]*Entry{},
		hidden: map[string]bool{}, folders: map[string]bool{}, broken: map[string]bool{},
	}
	for _, ref := range o.Broken {
		g.broken[ref.String()] = true
	}
	public := g.hide(records, o)
	for i := range g.Files {
		g.files[g.Files[i].Path] = &g.Files[i]
	}
	g.enter(public)
	l := &linker{graph: g}
	l.addresses()
	l.references()
	l.agreements()
	l.ceremonies()
	l.attachments()
	l.awaited(o)
	l.strays()
	l.alliance()
	g.derive()
	return g, l.bad
}

// enter makes an entry of every public record, in the order of the graph.
func (g *Graph) enter(records []*record.Record) {
	for _, r := range records {
		e := &Entry{Record: r, Languages: r.Editions(g.Config), graph: g}
		g.Entries = append(g.Entries, e)
		g.byRef[name{r.Kind.Name, r.ID}] = e
		for _, f := range r.Files {
			g.byFile[f] = e
		}
	}
	slices.SortStableFunc(g.Entries, byKindDateID)
	for i, e := range g.Entries {
		e.Number = i
		g.byKind[e.Kind.Name] = append(g.byKind[e.Kind.Name], e)
	}
}

// byKindDateID orders entries by kind; dated kinds newest first, others by id.
func byKindDateID(a, b *Entry) int {
	return cmp.Or(
		slices.Index(record.Kinds, a.Kind)-slices.Index(record.Kinds, b.Kind),
		b.date().Compare(a.date()),
		strings.Compare(a.ID, b.ID),
	)
}

// date is the day by which lists are ordered: that of the announcement or
// ceremony; an agreement's follows from its ceremony only once the graph is
// linked, so it is not used here.
func (e *Entry) date() lang.Date {
	switch {
	case e.Announcement != nil:
		return e.Announcement.Date.Value
	case e.Ceremony != nil:
		return e.Ceremony.StartDate.Value.Date
	}
	return lang.Date{}
}

// Find returns the public record that a reference names, or nil.
func (g *Graph) Find(ref record.Ref) *Entry { return g.byRef[name{ref.Kind, ref.ID}] }

// OfKind returns the public records of a kind: announcements, ceremonies and
// agreements newest first, others by id.
func (g *Graph) OfKind(kind string) []*Entry { return g.byKind[kind] }

// Attachment returns the file at a path below content/, or nil.
func (g *Graph) Attachment(path string) *Attachment { return g.files[path] }

// From returns the entries of a kind that refer to this one by a field ("" for
// any), each once, in the order of the graph.
func (e *Entry) From(kind, field string) []*Entry {
	var list []*Entry
	for _, in := range e.Inbound {
		if in.From.Kind.Name == kind && (field == "" || in.Field == field) && !slices.Contains(list, in.From) {
			list = append(list, in.From)
		}
	}
	return list
}

// In reports whether the entry is published in a language.
func (e *Entry) In(key string) bool {
	return slices.ContainsFunc(e.Languages, func(l lang.Language) bool { return l.Key == key })
}
