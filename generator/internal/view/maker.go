package view

import (
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/markdown"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
)

// Maker makes the views of a graph. It may be used by several goroutines.
type Maker struct {
	graph    *site.Graph
	assets   Assets
	origin   string // "https://alliance.example"
	base     string // base path with its final slash
	editions []*edition

	website      string   // "@id" of the site as a whole
	identities   []string // "@id"s of entries, by their numbers
	zones        memo[string, *time.Location]
	latin        memo[string, string] // Ukrainian names, which readers of every language look for
	references   ofEntries[string]    // JSON texts, the same in every document but the site's own
	descriptions [8]atomic.Pointer[description]
}

// Assets are the files that every page needs, as paths from the root of the
// site, without the base path.
type Assets struct {
	Stylesheet string
	Script     string // of the search page
	Icon       string
	Share      string // the picture of the site, of a size in pixels; "" where there is none

	ShareWidth, ShareHeight int
}

// Bodies returns the parsed text of a publication.
type Bodies func(record.Prose) Text

// Text is a parsed text with the digest of what it was parsed from.
type Text struct {
	*markdown.Body // never nil
	Digest         string
}

// Job is one file to be published.
type Job struct {
	Path  string         // in the published folder: "uk/members/khpi/index.html"
	Lang  string         // key of the language; "" for a file of all
	Entry *site.Entry    // the record of which it is a page; nil where it is of none
	Shows []record.Prose // the texts that the file contains
	Make  func(Bodies) Made
}

// Made is a view with what was found while it was made.
type Made struct {
	View      any // pointer to one of the types of this package
	Found     []diag.Diagnostic
	Fragments []Fragment
}

// Fragment is a link to a heading, which is checked once every text is read.
type Fragment struct {
	Prose record.Prose // the text that should have the heading
	ID    string
	At    diag.Span
}

// edition makes the views of one language.
type edition struct {
	*Maker
	lang.Language
	words     *lang.Catalogue
	together  *lang.Names // what headings keep on one line
	locale    *lang.Locale
	frames    map[string]Frame     // by section
	events    []*site.Entry        // of the timeline, the latest first
	years     []chapter            // the same
	nameOf    []Name               // what entries are called, by their numbers
	lines     ofEntries[Item]      // of entries, in lists
	countries memo[string, string] // names, by code
	dates     map[lang.Date]Date   // of entries, as they are printed
	abroad    Edition              // what the pages of other editions say of this one
}

// New returns a maker of the graph's views. There must be a catalogue for each
// language of the site, with every string of Strings.
func New(g *site.Graph, words []*lang.Catalogue, a Assets) *Maker {
	u, err := url.Parse(g.Config.BaseURL)
	if err != nil {
		panic("view: the base URL was checked when site.yaml was read: " + err.Error())
	}
	m := &Maker{graph: g, assets: a, origin: u.Scheme + "://" + u.Host, base: u.EscapedPath()}
	m.website = m.absolute("/") + "#website"
	m.references = make(ofEntries[string], len(g.Entries))
	m.identities = make([]string, len(g.Entries))
	for i, x := range g.Entries {
		m.identities[i] = m.absolute(x.Identity())
	}
	for _, l := range g.Config.Languages {
		e := &edition{Maker: m, Language: l, locale: lang.For(l.Tag)}
		for _, w := range words {
			if w.Key == l.Key {
				e.words = w
			}
		}
		e.together = lang.NewNames(e.namesOfHeadings())
		m.editions = append(m.editions, e)
	}
	for _, e := range m.editions {
		e.lines = make(ofEntries[Item], len(g.Entries))
		e.makeNames()
		e.makeDates()
		e.abroad = e.otherwise()
	}
	for _, e := range m.editions {
		e.frames, e.events = e.makeFrames(), e.happened()
		e.years = chapters(e.events)
	}
	return m
}

// Strings are the keys of the strings that views are made with; the layouts
// name their own.
var Strings = func() []string {
	keys := []string{"title.page", "home.title", "feed.title", "calendar.title", "names.title", "timeline.title",
		"list.year", "list.facet", "agreementName.separator", "agreementName.unnamed", "section.alliance", "switch.read",
		"entrance.enter", "search.title", "search.count", "parallel.title", "parallel.both", "parallel.all", "parallel.missing", "parallel.whole", "translation.text.other", "translation.to.other",
		"translation.changed", "translation.moved", "translation.removed", "certainty.notStated", "certainty.derived", "notFound.title", "notFound.text",
		"data.link", "data.title", "data.lede"}
	for _, k := range record.Kinds {
		if !k.Glossed && !k.Single && !k.Rooted {
			keys = append(keys, "section."+k.Section)
		}
	}
	for _, name := range ranked {
		keys = append(keys, "kind."+name)
	}
	for _, t := range record.AgreementTypes() {
		keys = append(keys, "agreementName."+t)
	}
	return keys
}()

// memo remembers what was made of a key.
type memo[K comparable, V any] struct{ made sync.Map }

func (m *memo[K, V]) of(key K, make func(K) V) V {
	if v, ok := m.made.Load(key); ok {
		return v.(V)
	}
	v := make(key)
	m.made.Store(key, v)
	return v
}

// ofEntries holds what was made of entries, by their numbers.
type ofEntries[V any] []atomic.Pointer[V]

func (m ofEntries[V]) of(x *site.Entry, make func(*site.Entry) V) V {
	if v := m[x.Number].Load(); v != nil {
		return *v
	}
	v := make(x)
	m[x.Number].Store(&v)
	return v
}

// zone returns a time zone; nil where there is none of that name.
func (m *Maker) zone(name string) *time.Location {
	return m.zones.of(name, func(name string) *time.Location {
		zone, _ := time.LoadLocation(name) // reads a file
		return zone
	})
}

// say returns a string of the edition. That it exists was checked when the
// strings were read.
func (e *edition) say(key string, args ...string) string {
	text, err := e.words.T(key, args...)
	if err != nil {
		panic("view: " + err.Error())
	}
	return text
}

// sayIf returns a string, or a word of the caller's where there is none.
func (e *edition) sayIf(key, otherwise string) string {
	if text, err := e.words.T(key); err == nil {
		return text
	}
	return otherwise
}

// at returns a path of this site with its base path: at("/uk/") is "/sub/uk/".
func (m *Maker) at(path string) string {
	if path == "" || m.base == "/" {
		return path
	}
	return m.base + strings.TrimPrefix(path, "/")
}

// absolute returns the full address of a path of this site.
func (m *Maker) absolute(path string) string {
	if path == "" {
		return ""
	}
	return m.origin + m.at(path)
}

// file returns where the page of an address is published.
func file(path string) string { return strings.TrimPrefix(path, "/") + "index.html" }

// root is the address of the edition's front page.
func (e *edition) root() string { return "/" + e.Key + "/" }

func (e *edition) section(name string) string { return e.root() + name + "/" }
