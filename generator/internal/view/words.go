package view

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
)

// foreign returns the tag of a language where it is not the edition's own.
func (e *edition) foreign(key string) string {
	if key == e.Key || key == "" {
		return ""
	}
	return e.tag(key)
}

// tag returns the BCP 47 tag of a language of the site; a reference language
// is its own tag.
func (m *Maker) tag(key string) string {
	if l, ok := m.graph.Config.Language(key); ok {
		return l.Tag
	}
	return key
}

// name returns a text in the edition's language, else in the first one that it
// has, which is then said.
func (e *edition) name(t lang.Text) Name {
	if own := t.Shown(e.Key); own != "" || len(t) == 0 {
		return Name{Text: own}
	}
	return Name{t[0].Shown(), e.foreign(t[0].Lang)}
}

// own returns a text in the edition's language as it is printed, or "".
func (e *edition) own(t lang.Text) string { return t.Shown(e.Key) }

// called returns the name of an entry: its own, or the one made of an
// agreement's type and parties, the edition's side first.
func (e *edition) called(x *site.Entry) Name { return e.nameOf[x.Number] }

// makeNames makes the names of all entries: those that are made of others' last.
func (e *edition) makeNames() {
	e.nameOf = make([]Name, len(e.graph.Entries))
	for i, x := range e.graph.Entries {
		if t := x.Called(); len(t) > 0 {
			e.nameOf[i] = e.name(t)
		}
	}
	for i, x := range e.graph.Entries {
		if len(x.Called()) == 0 {
			e.nameOf[i] = Name{Text: e.agreementName(x)}
		}
	}
}

// described is a sentence about an entry for search engines and shared links:
// its description or, where it has none, its names and what it is about.
func (e *edition) described(x *site.Entry) string {
	if own := e.own(x.Description); own != "" {
		return own
	}
	parts := []string{e.called(x).Text}
	if x.Agreement != nil {
		parts = append(parts, e.texts(x.Agreement.Scope)...)
	}
	for _, n := range e.others(x) {
		parts = append(parts, n.Text)
	}
	return strings.Join(parts, " · ")
}

// short returns a member's short name, or its name.
func (e *edition) short(x *site.Entry) Name {
	if x.Member != nil && x.Member.ShortName.Has(e.Key) {
		return Name{Text: e.own(x.Member.ShortName)}
	}
	return e.called(x)
}

func (e *edition) agreementName(x *site.Entry) string {
	kind := cmp.Or(x.Agreement.AgreementType.Value, "other") // which says nothing that is not stated
	var parties []string
	for _, p := range e.alternat(x.Agreement.Parties.Value) {
		parties = append(parties, e.short(p).Text)
	}
	if len(parties) == 0 {
		return e.say("agreementName."+kind, "parties", e.say("agreementName.unnamed"))
	}
	return e.say("agreementName."+kind, "parties", strings.Join(parties, e.say("agreementName.separator")))
}

// alternat returns the entries that references name, the edition's side first.
func (e *edition) alternat(refs []record.Ref) []*site.Entry {
	return e.graph.Alternat(e.graph.Resolved(refs), e.Key)
}

// namesOfHeadings are the names that a heading keeps together: of members and of
// what stands on the page of names, and the Alliance's.
func (e *edition) namesOfHeadings() []string {
	var names []string
	for _, x := range e.graph.Entries {
		if x.Member != nil || x.Kind.Glossed || x.Alliance != nil {
			names = append(names, e.own(x.Called()))
		}
		if x.Member != nil {
			names = append(names, e.own(x.Member.ShortName))
		}
	}
	return names
}

// heading returns a title in parts.
func (e *edition) heading(title string) []Part {
	var parts []Part
	for _, p := range e.together.Split(title) {
		parts = append(parts, Part(p))
	}
	return parts
}

// others returns an entry's name in the other languages of the site, then in
// the reference languages. A name that is borrowed because there is none in the
// edition's own language is not told again.
func (e *edition) others(x *site.Entry) []Name {
	borrowed := e.called(x)
	list := e.allOthers(x)
	return slices.DeleteFunc(list, func(n Name) bool { return n == borrowed })
}

func (e *edition) allOthers(x *site.Entry) []Name {
	var list []Name
	for _, o := range e.Maker.editions {
		if o.Key == e.Key {
			continue
		}
		if len(x.Called()) == 0 {
			list = append(list, Name{o.called(x).Text, o.Tag})
		} else if t := x.Called().Shown(o.Key); t != "" {
			list = append(list, Name{t, o.Tag})
		}
	}
	for _, key := range e.graph.Config.ReferenceLanguages {
		if t := x.Called().Shown(key); t != "" {
			list = append(list, Name{t, key})
		}
	}
	return list
}

// names returns texts as names, those in the edition's language first.
func (e *edition) names(texts []lang.Text) []Name {
	var own, foreign []Name
	for _, t := range texts {
		for _, v := range t {
			n := Name{v.Shown(), e.foreign(v.Lang)}
			if n.Lang == "" {
				own = append(own, n)
			} else {
				foreign = append(foreign, n)
			}
		}
	}
	return append(own, foreign...)
}

// texts returns the texts that exist in the edition's language.
func (e *edition) texts(list []lang.Text) []string {
	var own []string
	for _, t := range list {
		if s := e.own(t); s != "" {
			own = append(own, s)
		}
	}
	return own
}

// link leads to an entry in the edition's language, or across to one in which
// it is published.
func (e *edition) link(x *site.Entry) Link { return e.linkAs(x, e.called(x)) }

func (e *edition) linkAs(x *site.Entry, n Name) Link {
	l := Link{Name: n}
	switch {
	case x.In(e.Key):
		l.URL = e.at(x.Path(e.Key))
	case len(x.Languages) > 0:
		l.URL = e.at(x.Path(x.Languages[0].Key))
		l.Hreflang = x.Languages[0].Tag
	}
	return l
}

func (e *edition) links(list []*site.Entry) []Link {
	var links []Link
	for _, x := range list {
		links = append(links, e.link(x))
	}
	return links
}

// linkTo leads to the record that a reference names; the zero Link where there
// is none.
func (e *edition) linkTo(ref record.Ref) Link {
	if x := e.graph.Find(ref); x != nil {
		return e.link(x)
	}
	return Link{}
}

// date prints a date.
func (e *edition) date(d lang.Date) Date {
	if d.IsZero() {
		return Date{}
	}
	if known, ok := e.dates[d]; ok {
		return known
	}
	return Date{Text: e.locale.Date(d), ISO: d.String()}
}

// makeDates prints the dates of all entries: most are on several pages.
func (e *edition) makeDates() {
	e.dates = map[lang.Date]Date{}
	for _, x := range e.graph.Entries {
		d := x.Date()
		e.dates[d] = e.date(d)
	}
}

// span prints the days of an event.
func (e *edition) span(from, to lang.Date) Date {
	if to.IsZero() || to == from {
		return e.date(from)
	}
	return Date{Text: e.locale.DateRange(from, to)}
}

// sources prints where something comes from.
func (e *edition) sources(list []record.Source) []Source {
	var made []Source
	for _, s := range list {
		if src := e.source(s); src.Text != "" {
			made = append(made, src)
		}
	}
	return made
}

func (e *edition) source(s record.Source) Source {
	switch {
	case !s.Ref.IsZero():
		x := e.graph.Find(s.Ref)
		if x == nil {
			return Source{}
		}
		made := Source{Link: e.link(x)}
		if x.Announcement != nil {
			made.Date = e.date(x.Announcement.Date.Value)
		}
		return made
	case len(s.Name) > 0:
		return Source{Link{Name: e.name(s.Name), URL: s.URL}, e.date(s.Date)}
	case s.URL != "":
		return Source{Link{Name: Name{Text: s.URL}, URL: s.URL}, e.date(s.Date)}
	}
	return Source{}
}

// country returns a country's name in the edition's language.
func (e *edition) country(code string) Name {
	if code == "" {
		return Name{}
	}
	return Name{Text: e.countries.of(code, e.locale.Country)}
}

// strand returns the place of a country's language among those of the site; ""
// where no language is that country's.
func (m *Maker) strand(country string) string {
	i := slices.IndexFunc(m.graph.Config.Languages, func(l lang.Language) bool { return l.Country == country && country != "" })
	if i < 0 {
		return ""
	}
	return strconv.Itoa(i)
}
