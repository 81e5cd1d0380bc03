package view

import (
	"strings"

	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
)

// The linked data of the site is JSON-LD in the terms of schema.org alone. A
// thing is the same node in every language: its "@id" is its identity, its
// texts are in all languages, what is not stated is left out, and what only
// follows from a source stands nowhere as if it were stated: it is left out
// too, or in a PropertyValue whose measurementMethod is "derived".
//
// A publication of prose is two things: the work, under the identity, and its
// text in a language, under the identity with the language's key as fragment,
// as in the feeds.

const schemaOrg = "https://schema.org"

// worded writes texts in all their languages.
func (l *linker) worded(texts ...lang.Text) {
	for _, t := range texts {
		for _, v := range t {
			if v.Lang == "" {
				l.value(v.Value)
			} else {
				l.inLanguage(v.Value, l.tag(v.Lang))
			}
		}
	}
}

// words adds texts in all their languages.
func (l *linker) words(name string, texts ...lang.Text) { l.list(name, func() { l.worded(texts...) }) }

// called adds the name of an entry in all languages, made where it has none of
// its own.
func (l *linker) called(x *site.Entry) {
	if len(x.Called()) > 0 {
		l.words("name", x.Called())
		return
	}
	l.list("name", func() {
		for _, e := range l.editions {
			l.inLanguage(e.called(x).Text, e.Tag)
		}
	})
}

// identity is the "@id" of an entry.
func (m *Maker) identity(x *site.Entry) string { return m.identities[x.Number] }

// editionID is the "@id" of an entry's text in a language.
func (m *Maker) editionID(x *site.Entry, key string) string { return m.identity(x) + "#" + key }

// to refers to an entry.
func (l *linker) to(x *site.Entry) {
	if l.whole {
		l.id(l.identity(x))
		return
	}
	reference := l.references.of(x, l.reference)
	l.begin()
	l.out = append(l.out, reference...)
}

func (m *Maker) reference(x *site.Entry) string {
	return m.document(func(l *linker) { l.thing(l.identity(x), typeOf(x), func() { l.called(x) }) })
}

// toAll refers to entries.
func (l *linker) toAll(list []*site.Entry) {
	for _, x := range list {
		l.to(x)
	}
}

// ref adds a reference to an entry, or nothing where there is none.
func (l *linker) ref(name string, x *site.Entry) {
	if x != nil {
		l.list(name, func() { l.to(x) })
	}
}

// linkedData is a document with the nodes that write gives.
func (m *Maker) linkedData(write func(*linker)) JSON {
	return JSON(m.document(func(l *linker) {
		l.out = append(l.out, `{"@context":"`+schemaOrg+`","@graph":[`...)
		write(l)
		l.out = append(l.out, "]}"...)
	}))
}

// linked is the JSON-LD of an entry's page: the thing, the page, and where the
// page stands in the site. A person, body or place has no page of its own: it
// is found on the page of names and in the linked data of the whole site.
func (e *edition) linked(x *site.Entry, p *Page) JSON {
	return e.linkedData(func(l *linker) {
		if isText(x) && x.Page == nil {
			l.edition(x, e)
		}
		l.description(x)
		l.thing(p.Canonical, pageType(x), func() {
			l.webPage(e, p, e.called(x))
			switch {
			case x.Page != nil: // the page is the text
				l.refer("exampleOfWork", l.identity(x))
				l.translation(x, e)
			case isText(x):
				l.refer("mainEntity", l.textID(x, e.Key))
			default:
				l.refer("mainEntity", l.identity(x))
			}
		})
	})
}

// description is what the pages of an entry say of it in every language.
type description struct {
	of    *site.Entry
	nodes string
}

// description writes the nodes of an entry. Its pages are made one after another,
// mostly by one goroutine: what was written for the first is at hand for the
// others, in a place that entries share whose ids end alike.
func (l *linker) description(x *site.Entry) {
	if x.Alliance != nil { // which has several
		l.nodes(x)
		return
	}
	place := &l.descriptions[int(x.ID[len(x.ID)-1])%len(l.descriptions)]
	if known := place.Load(); known != nil && known.of == x {
		l.begin()
		l.out = append(l.out, known.nodes...)
		return
	}
	l.nodes(x)
	start := l.starts[len(l.starts)-1]
	place.Store(&description{x, string(l.out[start:])})
}

func pageType(x *site.Entry) string {
	if x.Alliance != nil {
		return "AboutPage"
	}
	return "WebPage"
}

// webPage adds what every page has. Its words are in the language that
// inLanguage names.
func (l *linker) webPage(e *edition, p *Page, title Name) {
	l.text("url", p.Canonical)
	if title.Lang == "" {
		l.text("name", title.Text)
	} else {
		l.list("name", func() { l.inLanguage(title.Text, title.Lang) })
	}
	l.text("description", p.Description)
	l.text("inLanguage", e.Tag)
	l.refer("isPartOf", l.website)
	l.breadcrumb(p, title.Text)
}

// breadcrumb adds the way from the front page to a page; nothing where it is
// the front page itself.
func (l *linker) breadcrumb(p *Page, title string) {
	if len(p.Breadcrumb) == 0 {
		return
	}
	step := func(i int, name, url string) {
		l.thing("", "ListItem", func() {
			l.number("position", i+1)
			l.text("name", name)
			l.refer("item", url)
		})
	}
	l.node("breadcrumb", "BreadcrumbList", func() {
		l.list("itemListElement", func() {
			for i, c := range p.Breadcrumb {
				step(i, c.Text, l.full(c.URL))
			}
			step(len(p.Breadcrumb), title, p.Canonical)
		})
	})
}

// full makes an address of this site that has its base path absolute.
func (m *Maker) full(url string) string {
	if strings.HasPrefix(url, "/") {
		return m.origin + url
	}
	return url
}

// linkedPage is the JSON-LD of a page that shows no record of its own. Its kind
// is the type of the page, or what the page holds: "WebSite" for the front page
// and the entrance, "DefinedTermSet" for the page of names.
func (e *edition) linkedPage(p *Page, kind string) JSON {
	return e.linkedData(func(l *linker) {
		switch kind {
		case "WebSite":
			l.site()
			l.to(e.graph.Alliance)
			l.plainPage(e, p, "WebPage")
		case "DefinedTermSet":
			l.plainPage(e, p, "WebPage")
			l.glossary(e, p)
		default:
			l.plainPage(e, p, kind)
		}
	})
}

func (l *linker) plainPage(e *edition, p *Page, kind string) {
	l.thing(p.Canonical, kind, func() {
		if p.Layout == "entrance" { // it is in all languages at once
			l.text("url", p.Canonical)
			l.words("name", l.graph.Alliance.Called())
			l.tags("inLanguage", l.graph.Config.Languages)
			l.refer("isPartOf", l.website)
			return
		}
		l.webPage(e, p, Name{Text: p.Title})
		if p.Layout == "names" {
			l.refer("mainEntity", p.Canonical+"#names")
		}
	})
}

// site is the node of the whole site. Its names are those of the alliance.
func (l *linker) site() {
	a := l.graph.Alliance
	l.thing(l.website, "WebSite", func() {
		l.text("url", l.absolute("/"))
		l.words("name", a.Called())
		l.words("alternateName", a.Alliance.AlternateName...)
		l.tags("inLanguage", l.graph.Config.Languages)
		l.refer("about", l.identity(a))
		l.refer("publisher", l.identity(a))
		l.text("license", licence(l.graph.Config.Licence.Text).URL)
	})
}

func (l *linker) tags(name string, languages []lang.Language) {
	l.list(name, func() {
		for _, language := range languages {
			l.value(language.Tag)
		}
	})
}

// glossary is the page of names as a set of terms: each entry of the page that
// has no page of its own, in all languages.
func (l *linker) glossary(e *edition, p *Page) {
	terms := func() {
		for _, kind := range named {
			for _, x := range e.graph.Ordered(kind, e.Key) {
				if !x.Kind.Glossed {
					continue
				}
				l.thing(p.Canonical+"#"+x.Anchor(), "DefinedTerm", func() {
					l.called(x)
					l.list("about", func() { l.thing(e.identity(x), typeOf(x), func() {}) })
				})
			}
		}
	}
	l.thing(p.Canonical+"#names", "DefinedTermSet", func() {
		l.list("name", func() { l.inLanguage(p.Title, e.Tag) })
		l.list("hasDefinedTerm", terms)
	})
}

// siteGraph is the linked data of the whole site, each thing once.
func (m *Maker) siteGraph() *Graph {
	g := &Graph{Context: schemaOrg}
	l := linker{Maker: m, whole: true}
	// take moves what has been written to the graph, node by node: the whole
	// would not fit into a buffer.
	take := func() {
		for i, start := range l.starts {
			g.Nodes = append(g.Nodes, string(l.out[start:l.end(i)]))
		}
		l.out, l.starts = l.out[:0], l.starts[:0]
	}
	l.site()
	take()
	for _, x := range m.graph.Entries {
		l.nodes(x)
		if isText(x) {
			for _, e := range m.editions {
				if x.In(e.Key) {
					l.edition(x, e)
				}
			}
		}
		take()
	}
	return g
}

// stated is the record of a fact that a source states; nil where there is none.
func (l *linker) stated(f record.Fact[record.Ref]) *site.Entry {
	if f.Certainty != record.Stated {
		return nil
	}
	return l.graph.Find(f.Value)
}
