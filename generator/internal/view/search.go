package view

import (
	"slices"
	"strings"
	"unicode"

	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
	"diglot/generator/internal/search"
	"diglot/generator/internal/site"
)

// ranked are the kinds in the order in which readers look for them: of two
// pages that match equally the one of the earlier kind is found first.
var ranked = []string{"alliance", "member", "programme", "fund", "agreement", "ceremony", "announcement", "page", "place", "body", "person"}

// How many titles the search page lists of one kind, and in all: 12 kB
// compressed, or so.
const (
	titlesOfKind = 150
	titlesInAll  = 250
)

func (e *edition) searchPage() *SearchPage {
	p := e.everywhere(e.page("search", "search", e.section("search"), e.say("search.title")), "search/", "search")
	v := &SearchPage{Page: p, Script: e.at(e.assets.Script), Index: e.at("/" + e.SearchAddress(e.Key).Directory)}
	v.Linked = e.linkedPage(&v.Page, "SearchResultsPage")
	for _, p := range e.words.Forms("search.count") {
		v.Counted = append(v.Counted, Word{p.Category, p.Text})
	}
	room := titlesInAll
	for _, name := range ranked {
		v.Kinds = append(v.Kinds, Word{name, e.say("kind." + name)})
		if t := e.titles(record.KindNamed(name), room); len(t.Pages)+len(t.Lists) > 0 {
			v.Titles = append(v.Titles, t)
			room -= len(t.Pages)
		}
	}
	return v
}

// titles lists a kind, if it has no more pages than there is room for.
func (e *edition) titles(kind *record.Kind, room int) Titles {
	t := Titles{Section: kind.Section}
	entries := e.graph.Ordered(kind.Name, e.Key)
	if len(entries) > min(room, titlesOfKind) && !kind.Glossed && !kind.Rooted {
		t.Lists = []Link{{Name: Name{Text: e.sectionName(kind.Section)}, URL: e.at(e.section(kind.Section))}}
		if (listing{kind: kind}).dated() {
			for _, y := range chapters(entries) {
				if y.year == "" {
					continue
				}
				t.Lists = append(t.Lists, Link{Name: Name{Text: y.year}, URL: e.at(e.section(kind.Section) + y.year + "/")})
			}
		}
		return t
	}
	if len(entries) > room {
		return t
	}
	keys := map[string]string{}
	for _, x := range entries {
		l := e.link(x)
		keys[l.URL] = e.locale.SortKey(l.Text)
		t.Pages = append(t.Pages, l)
	}
	slices.SortStableFunc(t.Pages, func(a, b Link) int { return strings.Compare(keys[a.URL], keys[b.URL]) })
	return t
}

// SearchAddress says where the index of an edition is published.
func (m *Maker) SearchAddress(key string) search.Address {
	parts := hashedDir + "search/" + key + "-"
	return search.Address{Directory: key + "/search/index.json", Parts: strings.TrimPrefix(parts, "/"), URL: m.at(parts)}
}

// Search gives add every page that readers of an edition can find, those that
// they look for more often first, with the text that it shows.
func (m *Maker) Search(key string, add func(search.Document, record.Prose) error) error {
	i := slices.IndexFunc(m.editions, func(e *edition) bool { return e.Key == key })
	e := m.editions[i]
	for _, kind := range ranked {
		for _, x := range e.graph.OfKind(kind) {
			if err := add(e.findable(x), x.ProseIn(e.Key)); err != nil {
				return err
			}
		}
	}
	for _, d := range e.listDocuments() {
		if err := add(d, record.Prose{}); err != nil {
			return err
		}
	}
	return nil
}

// listDocuments are the sections, as they are found by their names, and the
// page of the open data, by what it says of itself.
func (e *edition) listDocuments() []search.Document {
	var list []search.Document
	for _, kind := range record.Kinds {
		if !kind.Glossed && !kind.Single && !kind.Rooted && e.shown(kind.Section) {
			list = append(list, search.Document{URL: e.at(e.section(kind.Section)), Names: []search.Name{{Text: e.sectionName(kind.Section)}}, Kind: "list"})
		}
	}
	for _, name := range []string{"timeline", "names"} {
		list = append(list, search.Document{URL: e.at(e.section(name)), Names: []search.Name{{Text: e.sectionName(name)}}, Kind: "list"})
	}
	return append(list, search.Document{URL: e.at(e.section("data")), Names: []search.Name{{Text: e.say("data.title")}},
		Lede: e.say("data.lede"), Headings: []string{e.say("data.link")}, Kind: "page"})
}

func (e *edition) findable(x *site.Entry) search.Document {
	link, date := e.link(x), e.date(x.Date())
	d := search.Document{URL: link.URL, Hreflang: link.Hreflang, Names: []search.Name{{Text: link.Text, Lang: link.Lang}},
		Kind: x.Kind.Name, Date: date.Text, ISO: date.ISO, Lede: e.own(x.Description)}
	for _, n := range e.others(x) {
		d.Names = append(d.Names, search.Name{Text: n.Text, Lang: n.Lang})
	}
	if x.Member != nil {
		for _, v := range x.Member.ShortName {
			d.Names = append(d.Names, search.Name{Text: v.Value, Lang: e.foreign(v.Lang)})
		}
	}
	d.Further = append(d.Further, x.ID)
	d.Further = append(d.Further, furtherNames(x)...)
	for _, n := range d.Further {
		d.Further = e.inLatin(d.Further, n)
	}
	for _, n := range d.Names {
		d.Further = e.inLatin(d.Further, n.Text)
	}
	d.Headings = e.topics(x)
	return d
}

// inLatin appends a Ukrainian name as passports write it.
func (m *Maker) inLatin(list []string, name string) []string {
	if strings.ContainsFunc(name, isCyrillic) {
		return append(list, m.latin.of(name, lang.Latin))
	}
	return list
}

func isCyrillic(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }

// furtherNames are those that an entry has besides the first, in all languages.
func furtherNames(x *site.Entry) []string {
	var texts []lang.Text
	var codes []string
	switch {
	case x.Alliance != nil:
		texts = x.Alliance.AlternateName
	case x.Ceremony != nil:
		texts = x.Ceremony.AlternateName
	case x.Member != nil:
		texts = []lang.Text{x.Member.SortKey}
		for _, f := range x.Member.FormerName {
			texts = append(texts, f.Name)
		}
		codes = []string{x.Member.Identifier.EDRPOU, x.Member.Identifier.ROR, x.Member.Identifier.Wikidata}
	case x.Person != nil:
		texts = []lang.Text{x.Person.SortName}
	case x.Agreement != nil:
		codes = []string{x.Agreement.Number.Value}
	}
	for _, t := range texts {
		for _, v := range t {
			codes = append(codes, v.Value)
		}
	}
	return slices.DeleteFunc(codes, func(s string) bool { return s == "" })
}

// topics are what an entry's page is about: what it refers to, under all names,
// and the texts of its facts.
func (e *edition) topics(x *site.Entry) []string {
	var list []string
	for _, to := range x.Outbound {
		for _, v := range to.Called() {
			list = append(list, v.Value)
		}
		if to.Member != nil {
			list = append(list, e.own(to.Member.ShortName), to.ID)
		}
	}
	for _, t := range statedTexts(x) {
		list = append(list, e.own(t))
	}
	for _, doc := range x.Document {
		list = append(list, e.own(doc.Title))
	}
	return list
}

// statedTexts are the texts among an entry's facts that its page shows.
func statedTexts(x *site.Entry) []lang.Text {
	var list []lang.Text
	switch {
	case x.Alliance != nil:
		list = append(slices.Clone(x.Alliance.Purpose), x.Alliance.PriorityArea...)
	case x.Agreement != nil:
		list = x.Agreement.Scope
	case x.Ceremony != nil:
		list = []lang.Text{x.Ceremony.SuperEvent.Name, x.Ceremony.Commemorates}
		for _, s := range x.Ceremony.Programme {
			list = append(list, s.Text)
		}
		for _, p := range x.Ceremony.Participant {
			list = append(list, p.Capacity, p.Action)
		}
	case x.Programme != nil:
		for _, p := range x.Programme.Item {
			list = append(append(list, p.Name, p.Text), p.Beneficiary...)
		}
	case x.Fund != nil:
		list = append([]lang.Text{x.Fund.Purpose}, x.Fund.Beneficiary...)
	case x.Person != nil:
		for _, o := range x.Person.Office {
			list = append(list, o.Title)
		}
	}
	return list
}
