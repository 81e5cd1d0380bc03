package view

import (
	"slices"

	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
)

// How much of each list the front page shows.
const (
	newsOnFront   = 5
	eventsOnFront = 5
)

func (e *edition) home() *HomePage {
	g := e.graph
	p := e.everywhere(e.page("home", "", e.root(), e.siteName().Text), "", "")
	p.Breadcrumb = nil
	p.Full = e.siteName().Text
	p.Description = e.own(g.Alliance.Description)
	p.Alternates = append(p.Alternates, Alternate{"x-default", e.absolute("/")})
	v := &HomePage{Page: p, Alliance: e.link(g.Alliance), Lede: e.own(g.Alliance.Description), Claims: e.claims(),
		Coordinators: e.parties(g.Alliance.Alliance.Coordinator.Value)}
	v.Linked = e.linkedPage(&v.Page, "WebSite")
	news := e.graph.Ordered("announcement", e.Key)
	if len(news) > 0 {
		v.Lead = e.item(news[0])
		v.LeadHeading = e.heading(v.Lead.Text)
		v.News = e.items(news[1:min(len(news), newsOnFront+1)])
	}
	v.Events = e.items(e.events[:min(len(e.events), eventsOnFront)])
	agreements := e.graph.Ordered("agreement", e.Key)
	v.Agreements = e.items(agreements[:min(len(agreements), newsOnFront)])
	v.Network = e.network()
	for _, k := range record.Kinds {
		if n := len(g.OfKind(k.Name)); n > 0 && !k.Glossed && !k.Single && !k.Rooted {
			v.Counts = append(v.Counts, Count{k.Section, n, e.at(e.section(k.Section))})
		}
	}
	return v
}

// named are the kinds on the page of names, in its order.
var named = []string{"alliance", "member", "person", "body", "place"}

func (e *edition) namesPage() *NamesPage {
	v := &NamesPage{Page: e.everywhere(e.page("names", "names", e.section("names"), e.say("names.title")), "names/", "names")}
	v.Linked = e.linkedPage(&v.Page, "DefinedTermSet")
	columns := e.columns()
	for _, key := range columns {
		v.Languages = append(v.Languages, Name{e.languageName(key), e.foreign(key)})
	}
	for _, kind := range named {
		group := NamesGroup{Kind: kind}
		for _, x := range e.graph.Ordered(kind, e.Key) {
			group.Entries = append(group.Entries, e.nameEntry(x, columns))
		}
		if len(group.Entries) > 0 {
			v.Groups = append(v.Groups, group)
		}
	}
	return v
}

// columns are the languages of the page of names: its own, the other
// editions', the reference languages.
func (e *edition) columns() []string {
	columns := []string{e.Key}
	for _, o := range e.Maker.editions {
		if o.Key != e.Key {
			columns = append(columns, o.Key)
		}
	}
	return append(columns, e.graph.Config.ReferenceLanguages...)
}

// languageName is a language's name in itself; a reference language's name in
// the page's language.
func (e *edition) languageName(key string) string {
	if l, ok := e.graph.Config.Language(key); ok {
		return l.Name
	}
	return lang.For(key).LanguageName(key)
}

// mentionsOfName is how many publications an entry names, the first in the
// order of the graph: announcements and ceremonies newest first.
const mentionsOfName = 10

func (e *edition) nameEntry(x *site.Entry, columns []string) NameEntry {
	n := NameEntry{Anchor: x.Anchor(), NeedsReview: x.NeedsReview.Of(e.Key)}
	for _, key := range columns {
		n.Names = append(n.Names, Name{x.Called().In(key), e.foreign(key)})
	}
	if !x.Kind.Glossed {
		n.URL = e.link(x).URL
	}
	n.Notes = e.notes(x)
	if x.Kind.Glossed { // the others say it on their own pages
		n.Lede, n.Sources = e.own(x.Description), e.sources(x.Source)
	}
	for _, in := range x.Inbound {
		if len(n.Mentions) == mentionsOfName {
			break
		}
		if l := e.link(in.From); !in.From.Kind.Glossed && !slices.Contains(n.Mentions, l) {
			n.Mentions = append(n.Mentions, l)
		}
	}
	return n
}

// notes say who or what the named thing is.
func (e *edition) notes(x *site.Entry) []Name {
	var list []Name
	switch {
	case x.Person != nil:
		for _, o := range x.Person.Office {
			list = append(list, e.name(o.Title))
			if org := e.linkTo(o.Organization); org.Text != "" {
				list = append(list, org.Name)
			}
		}
	case x.Body != nil:
		if parent := e.linkTo(x.Body.ParentOrganization.Value); parent.Text != "" {
			list = append(list, parent.Name)
		}
	}
	if x.Country != "" && x.Person == nil {
		list = append(list, e.country(x.Country))
	}
	return list
}

// entrance makes the page that is in all languages at once: the first page of
// the site, or the one for an address that does not exist.
func (m *Maker) entrance(missing bool) *EntrancePage {
	first := m.editions[0]
	path, title := "/", ""
	if missing {
		path = "/404.html"
	}
	v := &EntrancePage{Page: first.page("entrance", "", path, first.siteName().Text), Missing: missing}
	v.Breadcrumb = nil
	v.Noindex = missing
	for _, e := range m.editions {
		v.Halves = append(v.Halves, e.half(missing))
		if title != "" {
			title += " · "
		}
		title += e.siteName().Text
		if !missing {
			v.Alternates = append(v.Alternates, Alternate{e.Tag, e.absolute(e.root())})
		}
	}
	if missing {
		v.Full = first.say("notFound.title")
	} else {
		v.Full = title
		v.Description = first.own(m.graph.Alliance.Description)
		v.Alternates = append(v.Alternates, Alternate{"x-default", m.absolute("/")})
		v.Linked = first.linkedPage(&v.Page, "WebSite")
	}
	return v
}

func (e *edition) half(missing bool) Half {
	h := Half{Key: e.Key, Lang: e.Tag, Language: e.Name, Name: e.siteName().Text,
		Lede: e.own(e.graph.Alliance.Description), Home: e.at(e.root()),
		Sections: e.navigation(""), Enter: e.say("entrance.enter")}
	if missing {
		h.Search = e.searchLink()
		h.Heading, h.Text = e.say("notFound.title"), e.say("notFound.text")
	}
	return h
}

// redirect makes the page that stands at an earlier address of an entry.
func (m *Maker) redirect(x *site.Entry, moved Moved) *RedirectPage {
	e := m.editionOfPath(x, moved.From)
	v := &RedirectPage{Page: e.page("redirect", "", moved.To, e.called(x).Text), Target: Link{Name: e.called(x), URL: e.at(moved.To)}}
	v.Breadcrumb, v.Noindex = nil, true
	return v
}

// editionOfPath is the language in whose part of the site an address lies, or
// the first one in which the entry is published.
func (m *Maker) editionOfPath(x *site.Entry, path string) *edition {
	var first *edition
	for _, e := range m.editions {
		if !x.In(e.Key) {
			continue
		}
		if len(path) > len(e.root()) && path[:len(e.root())] == e.root() {
			return e
		}
		if first == nil {
			first = e
		}
	}
	return first
}
