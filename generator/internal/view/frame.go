package view

import (
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
)

// makeFrames makes the edition's frames: one for each section and one for all
// other pages.
func (e *edition) makeFrames() map[string]Frame {
	common := e.commonFrame()
	frames := map[string]Frame{}
	for _, name := range append(record.Sections(), "", "timeline", "names", "search") {
		f := common
		f.Navigation = e.navigation(name)
		f.Search.Current = name == "search"
		f.Digest = hexDigest(f)
		frames[name] = f
	}
	return frames
}

func (e *edition) commonFrame() Frame {
	g := e.graph
	f := Frame{
		Lang: e.Tag, Key: e.Key, Base: e.base,
		Home:       Link{Name: e.siteName(), URL: e.at(e.root())},
		Navigation: e.navigation(""),
		Alliance:   e.link(g.Alliance),
		Names:      Link{Name: Name{Text: e.say("names.title")}, URL: e.at(e.section("names"))},
		Timeline:   Link{Name: Name{Text: e.say("timeline.title")}, URL: e.at(e.section("timeline"))},
		Search:     e.searchLink(),
		Feed:       Link{Name: Name{Text: e.say("feed.title", "site", e.siteName().Text)}, URL: e.at(e.root() + "feed.xml")},
		Calendar:   Link{Name: Name{Text: e.say("calendar.title", "site", e.siteName().Text)}, URL: e.at(e.root() + "ceremonies.ics")},
		Data:       Link{Name: Name{Text: e.say("data.link")}, URL: e.at(e.section("data"))},
		TextTerms:  licence(g.Config.Licence.Text),
		DataTerms:  licence(g.Config.Licence.Data),
		Stylesheet: e.at(e.assets.Stylesheet),
		Icon:       e.at(e.assets.Icon),
	}
	for _, o := range e.Maker.editions {
		f.Languages = append(f.Languages, Link{Name{o.Name, e.foreign(o.Key)}, e.at(o.root()), o.Tag, o.Key == e.Key})
		if o.Key != e.Key {
			f.Others = append(f.Others, Name{o.siteName().Text, o.Tag})
		}
	}
	for _, p := range g.Ordered("page", e.Key) {
		f.About = append(f.About, e.link(p))
	}
	for _, c := range g.Alliance.Contact {
		f.Contacts = append(f.Contacts, e.contact(c))
	}
	return f
}

func (e *edition) searchLink() Link {
	return Link{Name: Name{Text: e.say("search.title")}, URL: e.at(e.section("search"))}
}

// siteName is the name of the alliance in the edition's language.
func (e *edition) siteName() Name { return Name{Text: e.graph.Alliance.Name.In(e.Key)} }

// navigation lists the sections of the menu that have something to show.
func (e *edition) navigation(current string) []Link {
	var links []Link
	for _, name := range e.graph.Config.Navigation {
		if !e.shown(name) {
			continue
		}
		links = append(links, Link{Name: Name{Text: e.sectionName(name)}, URL: e.at(e.section(name)), Current: name == current})
	}
	return links
}

// shown reports whether a section has pages.
func (m *Maker) shown(section string) bool {
	if kind := record.KindOf(section); kind != nil {
		return len(m.graph.OfKind(kind.Name)) > 0
	}
	return true
}

func (e *edition) sectionName(name string) string {
	if name == "timeline" || name == "names" {
		return e.say(name + ".title")
	}
	return e.say("section." + name)
}

// licences are where the terms of the usual licences stand.
var licences = map[string]string{
	"CC-BY-4.0":    "https://creativecommons.org/licenses/by/4.0/",
	"CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
	"CC0-1.0":      "https://creativecommons.org/publicdomain/zero/1.0/",
}

func licence(id string) Licence {
	if id == "" {
		return Licence{}
	}
	if url := licences[id]; url != "" {
		return Licence{id, url}
	}
	return Licence{id, "https://spdx.org/licenses/" + id + ".html"}
}

func (e *edition) contact(c record.Contact) Contact {
	return Contact{e.name(c.Name), c.Email, c.Telephone, e.own(c.Hours)}
}

// page makes what every page has. The address is the same in all languages but
// for the language itself; entries pass their own addresses afterwards.
func (e *edition) page(layout, section, path, title string) Page {
	p := Page{
		Frame: e.frames[section], Layout: layout, Type: "website",
		URL: e.at(path), Canonical: e.absolute(path), Title: title, Heading: e.heading(title),
		Full: e.say("title.page", "page", title, "site", e.siteName().Text),
	}
	p.Breadcrumb = []Link{{Name: Name{Text: e.say("home.title")}, URL: e.at(e.root())}}
	p.Share = e.siteShare()
	return p
}

// everywhere completes a page that exists in all languages at the same address
// but for the language's key; rest is that address after the key.
func (e *edition) everywhere(p Page, rest, section string) Page {
	for _, o := range e.Maker.editions {
		path := o.root() + rest
		p.Alternates = append(p.Alternates, Alternate{o.Tag, e.absolute(path)})
		if o.Key != e.Key {
			p.Editions = append(p.Editions, o.stands("ready", e.at(path)))
		}
	}
	return p
}

// otherwise is the edition as the others refer to it, without state and address.
func (e *edition) otherwise() Edition {
	return Edition{Language: Name{e.Language.Name, e.Tag}, Site: Name{e.siteName().Text, e.Tag},
		Key: e.Key, Hreflang: e.Tag, Read: Name{e.say("switch.read"), e.Tag}}
}

func (e *edition) stands(state, url string) Edition {
	made := e.abroad
	made.State, made.URL = state, url
	return made
}

// entryPage makes the page of an entry.
func (e *edition) entryPage(x *site.Entry, bodies Bodies) Page {
	name := e.called(x)
	p := e.page(x.Kind.Name, x.Kind.Section, x.Path(e.Key), name.Text)
	p.Description = e.described(x)
	p.Breadcrumb = e.entryPath(x)
	p.Editions = e.editionsOf(x)
	p.Notices = e.notices(x)
	if a, ok := e.ageOf(x, bodies); ok {
		p.Notices = append(p.Notices, a.notice(x))
	}
	if len(x.Languages) > 1 {
		for _, l := range x.Languages {
			p.Alternates = append(p.Alternates, Alternate{l.Tag, e.absolute(x.Path(l.Key))})
		}
	}
	if x.Announcement != nil {
		p.Type = "article"
	}
	p.Share = e.share(x)
	p.Linked = e.linked(x, &p)
	return p
}

// entryPath leads from the front page to the list that an entry belongs to.
func (e *edition) entryPath(x *site.Entry) []Link {
	path := []Link{{Name: Name{Text: e.say("home.title")}, URL: e.at(e.root())}}
	if !x.Kind.Single && !x.Kind.Rooted {
		path = append(path, Link{Name: Name{Text: e.sectionName(x.Kind.Section)}, URL: e.at(e.section(x.Kind.Section))})
	}
	return path
}

// editionsOf says how an entry stands in the other languages.
func (e *edition) editionsOf(x *site.Entry) []Edition {
	list := make([]Edition, 0, len(e.Maker.editions)-1)
	for _, o := range e.Maker.editions {
		if o.Key != e.Key {
			list = append(list, o.editionOf(x))
		}
	}
	return list
}

// editionOf says how an entry stands in the edition's language.
func (e *edition) editionOf(x *site.Entry) Edition {
	switch {
	case !x.In(e.Key):
		return e.stands("missing", e.at(e.sectionOf(x)))
	case len(x.Prose) > 0 && x.ProseIn(e.Key).File == "":
		return e.stands("facts", e.at(x.Path(e.Key)))
	}
	return e.stands("ready", e.at(x.Path(e.Key)))
}

// sectionOf is the list that an entry belongs to, or the front page.
func (e *edition) sectionOf(x *site.Entry) string {
	if x.Kind.Single || x.Kind.Rooted {
		return e.root()
	}
	return e.section(x.Kind.Section)
}

// notices are the remarks above an entry's text.
func (e *edition) notices(x *site.Entry) []Notice {
	var list []Notice
	if held, ok := e.graph.HeldBack(x); ok {
		switch {
		case held.Draft:
			list = append(list, Notice{Key: "draft"})
		case held.Until.Unix != 0:
			list = append(list, Notice{Key: "embargo"})
		default:
			list = append(list, Notice{Key: "future", Date: e.date(held.Dated)})
		}
	}
	if len(x.Prose) > 0 && x.ProseIn(e.Key).File == "" {
		n := Notice{Key: "factsOnly"}
		for _, o := range e.Maker.editions {
			if x.ProseIn(o.Key).File != "" && x.In(o.Key) {
				n.Links = append(n.Links, Link{Name{o.Language.Name, o.Tag}, e.at(x.Path(o.Key)), o.Tag, false})
			}
		}
		list = append(list, n)
	}
	if x.NeedsReview.Of(e.Key) {
		list = append(list, Notice{Key: "needsReview"})
	}
	return list
}
