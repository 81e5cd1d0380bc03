package view

import (
	"slices"
	"strconv"
	"strings"

	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
)

// wholeList is how many entries a list shows before it is split by year.
const wholeList = 50

// listing is a list of a section, in one language.
type listing struct {
	*edition
	kind    *record.Kind
	entries []*site.Entry
	split   []chapter // the years, where they are on pages of their own
	sorted  []facet   // the entries by facet
	facets  []Facet   // links to these
}

func (e *edition) listing(kind *record.Kind) listing {
	l := listing{edition: e, kind: kind, entries: e.graph.Ordered(kind.Name, e.Key)}
	if l.dated() && len(l.entries) > wholeList {
		l.split = slices.DeleteFunc(chapters(l.entries), func(y chapter) bool { return y.year == "" })
	}
	l.sorted = l.facetList()
	l.facets = l.facetLinks()
	return l
}

// dated reports whether the list is in order of days.
func (l listing) dated() bool {
	return slices.Contains([]string{"announcement", "ceremony", "agreement"}, l.kind.Name)
}

// page makes a list page: rest is its address within the section, crumbs what
// stands between the section and it.
func (l listing) page(rest, title string, entries []*site.Entry) *ListPage {
	section := l.kind.Section
	v := &ListPage{Page: l.edition.page("list", section, l.section(section)+rest, title),
		Section: section, Kind: l.kind.Name, Total: len(entries)}
	v.Page = l.everywhere(v.Page, section+"/"+rest, section)
	if rest != "" {
		v.Breadcrumb = append(v.Breadcrumb, Link{Name: Name{Text: l.sectionName(section)}, URL: l.at(l.section(section))})
	}
	v.Linked = l.linkedPage(&v.Page, "CollectionPage")
	v.Groups = l.groups(entries)
	if l.kind.Name == "member" && rest == "" {
		v.Claims = l.claims()
		v.Network = l.network()
	}
	for _, f := range [][2]string{{"CSV", "text/csv"}, {"JSON", "application/json"}} {
		url := l.at(dataDir + section + "." + strings.ToLower(f[0]))
		v.Files = append(v.Files, Download{url, f[0]})
		if rest == "" {
			v.Forms = append(v.Forms, Download{url, f[1]})
		}
	}
	return v
}

// groups puts entries under headings: members by side, dated ones by year.
func (l listing) groups(entries []*site.Entry) []Group {
	switch {
	case l.kind.Name == "member":
		return l.bySide(entries)
	case l.dated():
		return l.byYear(entries)
	case len(entries) == 0:
		return nil
	}
	return []Group{{Items: l.items(entries)}}
}

func (l listing) bySide(entries []*site.Entry) []Group {
	var groups []Group
	for _, s := range l.sides(entries) {
		groups = append(groups, Group{ID: "side-" + strings.ToLower(s.Country), Label: s.Label, Country: s.Country,
			Strand: s.Strand, Claim: l.claim(s.Country), Items: s.Items})
	}
	return groups
}

func (l listing) byYear(entries []*site.Entry) []Group {
	var groups []Group
	for _, y := range chapters(entries) {
		g := Group{ID: "year-" + y.year, Label: Name{Text: y.year}, Items: l.items(y.entries)}
		if y.year == "" {
			g.ID = "undated"
		}
		groups = append(groups, g)
	}
	return groups
}

func yearOf(d lang.Date) string {
	if d.IsZero() {
		return ""
	}
	return strconv.Itoa(int(d.Year))
}

// main is the section's own page: all entries, or those of the newest year
// where they are too many, with links to the other years.
func (l listing) main() *ListPage {
	shown := l.entries
	if len(l.split) > 0 {
		shown = l.split[0].entries
	}
	v := l.page("", l.sectionName(l.kind.Section), shown)
	v.Total = len(l.entries)
	v.Years = l.yearLinks("")
	v.Facets = l.facets
	return v
}

func (l listing) yearLinks(current string) []Link {
	var links []Link
	for _, y := range l.split {
		links = append(links, Link{Name: Name{Text: y.year}, URL: l.at(l.section(l.kind.Section) + y.year + "/"), Current: y.year == current})
	}
	return links
}

func (l listing) year(y chapter) *ListPage {
	v := l.page(y.year+"/", l.say("list.year", "section", l.sectionName(l.kind.Section), "year", y.year), y.entries)
	v.Years = l.yearLinks(y.year)
	return v
}

// facet is a way to see a part of a list: its choices in order, and which
// entries each holds.
type facet struct {
	key     string
	choices []choice
}

type choice struct {
	slug    string // last part of the address
	name    Name
	entries []*site.Entry
}

// facetsOf are the facets of each kind, with the value or values of an entry.
var facetsOf = map[string][]struct {
	key    string
	values func(e *edition, x *site.Entry) []choice
}{
	"member":    {{"country", byCountry}, {"place", byPlace}, {"role", byRole}},
	"agreement": {{"type", byType}, {"status", byStatus}, {"party", byParty}},
}

func byCountry(e *edition, x *site.Entry) []choice {
	return []choice{{slug: strings.ToLower(x.Country), name: e.country(x.Country)}}
}

func byPlace(e *edition, x *site.Entry) []choice {
	var list []choice
	for _, place := range e.graph.Resolved([]record.Ref{x.Member.Location.Value}) {
		list = append(list, choice{slug: place.ID, name: e.called(place)})
	}
	return list
}

func byRole(e *edition, x *site.Entry) []choice {
	role := e.role(x)
	return []choice{{slug: strings.ToLower(role), name: Name{Text: e.sayIf("role."+role, role)}}}
}

func byType(e *edition, x *site.Entry) []choice {
	word := x.Agreement.AgreementType.Value
	if word == "" {
		return nil
	}
	return []choice{{slug: strings.ToLower(word), name: Name{Text: e.sayIf("agreementType."+word, word)}}}
}

func byStatus(e *edition, x *site.Entry) []choice {
	word := string(x.Status())
	return []choice{{slug: strings.ToLower(word), name: Name{Text: e.sayIf("status."+word, word)}}}
}

func byParty(e *edition, x *site.Entry) []choice {
	var list []choice
	for _, p := range e.alternat(x.Agreement.Parties.Value) {
		list = append(list, choice{slug: p.ID, name: e.short(p)})
	}
	return list
}

// facetList sorts the entries into the choices of each facet; a value that an
// entry lacks is no choice.
func (l listing) facetList() []facet {
	var list []facet
	for _, def := range facetsOf[l.kind.Name] {
		f := facet{key: def.key}
		for _, x := range l.entries {
			for _, c := range def.values(l.edition, x) {
				if c.slug == "" {
					continue
				}
				i := slices.IndexFunc(f.choices, func(o choice) bool { return o.slug == c.slug })
				if i < 0 {
					i = len(f.choices)
					f.choices = append(f.choices, c)
				}
				f.choices[i].entries = append(f.choices[i].entries, x)
			}
		}
		l.order(f)
		list = append(list, f)
	}
	return list
}

// order puts a facet's choices in the order of the alphabet, countries in that
// of the sides.
func (l listing) order(f facet) {
	sides := l.graph.Countries(l.Key)
	slices.SortStableFunc(f.choices, func(a, b choice) int {
		if f.key == "country" {
			return slices.Index(sides, strings.ToUpper(a.slug)) - slices.Index(sides, strings.ToUpper(b.slug))
		}
		return l.locale.Compare(a.name.Text, b.name.Text)
	})
}

// facetPath is the address of a choice within its section.
func facetPath(key, slug string) string { return "by/" + key + "/" + slug + "/" }

// countryPath is the address of a side's members.
func (e *edition) countryPath(country string) string {
	return e.section("members") + facetPath("country", strings.ToLower(country))
}

// facetLinks are the links to the parts of the list.
func (l listing) facetLinks() []Facet {
	var list []Facet
	for _, f := range l.sorted {
		made := Facet{Key: f.key}
		for _, c := range f.choices {
			url := l.at(l.section(l.kind.Section) + facetPath(f.key, c.slug))
			made.Choices = append(made.Choices, Choice{Link{Name: c.name, URL: url}, len(c.entries)})
		}
		if len(made.Choices) > 0 {
			list = append(list, made)
		}
	}
	return list
}

// choice shows a part of the list: the links to the parts are those of the
// list, but for the mark on this one.
func (l listing) choice(f facet, c choice) *ListPage {
	path := facetPath(f.key, c.slug)
	v := l.page(path, l.say("list.facet", "section", l.sectionName(l.kind.Section), "choice", c.name.Text), c.entries)
	v.Facets = slices.Clone(l.facets)
	for i, other := range v.Facets {
		if other.Key == f.key {
			choices := slices.Clone(other.Choices)
			choices[slices.IndexFunc(choices, func(o Choice) bool { return o.URL == v.URL })].Current = true
			v.Facets[i].Choices = choices
		}
	}
	return v
}
