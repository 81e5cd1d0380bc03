package view

import (
	"slices"
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

// node is a thing of the linked data while it is made.
type node []Property

// thing begins a node; id is "" where it has none.
func thing(id, kind string) node {
	n := node{{Name: "@type", Text: kind}}
	if id != "" {
		n = append(node{{Name: "@id", Text: id}}, n...)
	}
	return n
}

// text adds a text, or nothing where there is none.
func (n *node) text(name, value string) {
	if value != "" {
		*n = append(*n, Property{Name: name, Text: value})
	}
}

// bare adds a number.
func (n *node) bare(name, number string) {
	*n = append(*n, Property{Name: name, Text: number, Bare: true})
}

// node adds a node, or nothing where it says nothing.
func (n *node) node(name string, value node) {
	if len(value) > 0 {
		*n = append(*n, Property{Name: name, Node: value})
	}
}

// list adds values, each once: one value stands alone, none is left out.
func (n *node) list(name string, values ...Value) {
	seen := map[string]bool{}
	var once []Value
	for _, v := range values {
		if key := valueKey(v); key == "" || !seen[key] {
			seen[key] = true
			once = append(once, v)
		}
	}
	switch {
	case len(once) == 1 && once[0].Node == nil:
		n.text(name, once[0].Text)
	case len(once) == 1:
		n.node(name, once[0].Node)
	case len(once) > 1:
		*n = append(*n, Property{Name: name, Items: once})
	}
}

// valueKey tells values apart: texts, texts in a language, and nodes by their
// "@id". It is "" for a node without one, which is like no other.
func valueKey(v Value) string {
	switch {
	case v.Node == nil:
		return "text " + v.Text
	case v.Node[0].Name == "@value":
		return v.Node[1].Text + " " + v.Node[0].Text
	case v.Node[0].Name == "@id":
		return v.Node[0].Text
	}
	return ""
}

// values makes values of nodes.
func values(nodes ...node) []Value {
	var list []Value
	for _, n := range nodes {
		list = append(list, Value{Node: n})
	}
	return list
}

// inLanguage is a text with its language.
func inLanguage(text, tag string) Value {
	return Value{Node: node{{Name: "@value", Text: text}, {Name: "@language", Text: tag}}}
}

// worded are texts in all their languages.
func (m *Maker) worded(texts ...lang.Text) []Value {
	var list []Value
	for _, t := range texts {
		for _, v := range t {
			if v.Lang == "" {
				list = append(list, Value{Text: v.Value})
			} else {
				list = append(list, inLanguage(v.Value, m.tag(v.Lang)))
			}
		}
	}
	return list
}

// calledInAll is the name of an entry in all languages, made where it has none
// of its own.
func (m *Maker) calledInAll(x *site.Entry) []Value {
	if len(x.Called()) > 0 {
		return m.worded(x.Called())
	}
	var list []Value
	for _, e := range m.editions {
		list = append(list, inLanguage(e.agreementName(x), e.Tag))
	}
	return list
}

// identity is the "@id" of an entry.
func (m *Maker) identity(x *site.Entry) string { return m.absolute(x.Identity()) }

// editionID is the "@id" of an entry's text in a language.
func (m *Maker) editionID(x *site.Entry, key string) string { return m.identity(x) + "#" + key }

// website is the "@id" of the site as a whole.
func (m *Maker) website() string { return m.absolute("/") + "#website" }

// linker makes the nodes of one document.
type linker struct {
	*Maker
	whole bool // the document has a node for everything, so that references need no names
}

// to refers to an entry.
func (l linker) to(x *site.Entry) node {
	if l.whole {
		return node{{Name: "@id", Text: l.identity(x)}}
	}
	n := thing(l.identity(x), typeOf(x))
	n.list("name", l.calledInAll(x)...)
	return n
}

// toAll refers to entries.
func (l linker) toAll(list []*site.Entry) []Value {
	var refs []Value
	for _, x := range list {
		refs = append(refs, Value{Node: l.to(x)})
	}
	return refs
}

// toRef refers to the record that a reference names; nil where there is none.
func (l linker) toRef(ref record.Ref) node {
	if x := l.graph.Find(ref); x != nil {
		return l.to(x)
	}
	return nil
}

func document(nodes ...node) []Property {
	return node{{Name: "@context", Text: schemaOrg}, {Name: "@graph", Items: values(nodes...)}}
}

// linked is the JSON-LD of an entry's page: the thing, the page, and where the
// page stands in the site. A person, body or place has no page of its own: it
// is found on the page of names and in the linked data of the whole site.
func (e *edition) linked(x *site.Entry) []Property {
	l := linker{Maker: e.Maker}
	page := e.webPage(pageType(x), e.absolute(x.Path(e.Key)), e.called(x), e.own(x.Description))
	crumbs := []Link{{Name: Name{Text: e.say("home.title")}, URL: e.at(e.root())}}
	if !x.Kind.Single && !x.Kind.Rooted {
		crumbs = append(crumbs, Link{Name: Name{Text: e.sectionName(x.Kind.Section)}, URL: e.at(e.section(x.Kind.Section))})
	}
	page.node("breadcrumb", e.breadcrumb(crumbs, e.called(x).Text, e.absolute(x.Path(e.Key))))
	nodes := l.nodes(x)
	switch {
	case x.Page != nil: // the page is the text
		page.node("exampleOfWork", node{{Name: "@id", Text: e.identity(x)}})
		page = append(page, l.translation(x, e)...)
	case isText(x):
		nodes = append([]node{l.edition(x, e)}, nodes...)
		page.node("mainEntity", node{{Name: "@id", Text: e.textID(x, e.Key)}})
	default:
		page.node("mainEntity", node{{Name: "@id", Text: e.identity(x)}})
	}
	return document(append(nodes, page)...)
}

func pageType(x *site.Entry) string {
	if x.Alliance != nil {
		return "AboutPage"
	}
	return "WebPage"
}

// webPage begins the node of a page. Its words are in the language that
// inLanguage names.
func (e *edition) webPage(kind, url string, title Name, description string) node {
	n := thing(url, kind)
	n.text("url", url)
	if title.Lang == "" {
		n.text("name", title.Text)
	} else {
		n.list("name", inLanguage(title.Text, title.Lang))
	}
	n.text("description", description)
	n.text("inLanguage", e.Tag)
	n.node("isPartOf", node{{Name: "@id", Text: e.website()}})
	return n
}

// breadcrumb is the way from the front page to a page; nil where it is the
// front page itself.
func (e *edition) breadcrumb(above []Link, title, url string) node {
	if len(above) == 0 {
		return nil
	}
	var items []Value
	for i, c := range append(slices.Clone(above), Link{Name: Name{Text: title}, URL: url}) {
		item := thing("", "ListItem")
		item.bare("position", decimal(i+1))
		item.text("name", c.Text)
		item.node("item", node{{Name: "@id", Text: e.full(c.URL)}})
		items = append(items, Value{Node: item})
	}
	n := thing("", "BreadcrumbList")
	return append(n, Property{Name: "itemListElement", Items: items})
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
func (e *edition) linkedPage(p Page, kind string) []Property {
	pageKind := kind
	if kind == "WebSite" || kind == "DefinedTermSet" {
		pageKind = "WebPage"
	}
	page := e.webPage(pageKind, p.Canonical, Name{Text: p.Title}, p.Description)
	page.node("breadcrumb", e.breadcrumb(p.Breadcrumb, p.Title, p.Canonical))
	if p.Layout == "entrance" {
		page = e.entranceNode(p)
	}
	l := linker{Maker: e.Maker}
	switch kind {
	case "WebSite":
		return document(l.site(), l.to(e.graph.Alliance), page)
	case "DefinedTermSet":
		page.node("mainEntity", node{{Name: "@id", Text: p.Canonical + "#names"}})
		return document(page, l.glossary(e, p))
	}
	return document(page)
}

// entranceNode is the page that is in all languages at once.
func (m *Maker) entranceNode(p Page) node {
	n := thing(p.Canonical, "WebPage")
	n.text("url", p.Canonical)
	n.list("name", m.worded(m.graph.Alliance.Called())...)
	n.list("inLanguage", m.tags(m.graph.Config.Languages)...)
	n.node("isPartOf", node{{Name: "@id", Text: m.website()}})
	return n
}

// site is the node of the whole site. Its names are those of the alliance.
func (l linker) site() node {
	a := l.graph.Alliance
	n := thing(l.website(), "WebSite")
	n.text("url", l.absolute("/"))
	n.list("name", l.worded(a.Called())...)
	n.list("alternateName", l.worded(a.Alliance.AlternateName...)...)
	n.list("inLanguage", l.tags(l.graph.Config.Languages)...)
	n.node("about", node{{Name: "@id", Text: l.identity(a)}})
	n.node("publisher", node{{Name: "@id", Text: l.identity(a)}})
	n.text("license", licence(l.graph.Config.Licence.Text).URL)
	return n
}

func (m *Maker) tags(languages []lang.Language) []Value {
	var tags []Value
	for _, language := range languages {
		tags = append(tags, Value{Text: language.Tag})
	}
	return tags
}

// glossary is the page of names as a set of terms: each entry of the page that
// has no page of its own, in all languages.
func (l linker) glossary(e *edition, p Page) node {
	n := thing(p.Canonical+"#names", "DefinedTermSet")
	n.list("name", inLanguage(p.Title, e.Tag))
	var terms []Value
	for _, kind := range named {
		for _, x := range e.graph.Ordered(kind, e.Key) {
			if !x.Kind.Glossed {
				continue
			}
			term := thing(p.Canonical+"#"+x.Anchor(), "DefinedTerm")
			term.list("name", l.calledInAll(x)...)
			term.node("about", node{{Name: "@id", Text: e.identity(x)}, {Name: "@type", Text: typeOf(x)}})
			terms = append(terms, Value{Node: term})
		}
	}
	n.list("hasDefinedTerm", terms...)
	return n
}

// siteGraph is the linked data of the whole site, each thing once.
func (m *Maker) siteGraph() *Graph {
	g := &Graph{Context: schemaOrg}
	m.siteNodes(func(node []Property) { g.Nodes = append(g.Nodes, string(AppendNode(nil, node))) })
	return g
}

// siteNodes adds the nodes of the whole site, one after the other.
func (m *Maker) siteNodes(add func([]Property)) {
	l := linker{Maker: m, whole: true}
	add(l.site())
	for _, x := range m.graph.Entries {
		for _, n := range l.nodes(x) {
			add(n)
		}
		if !isText(x) {
			continue
		}
		for _, e := range m.editions {
			if x.In(e.Key) {
				add(l.edition(x, e))
			}
		}
	}
}
