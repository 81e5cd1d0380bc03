package site

import (
	"cmp"
	"slices"
	"strings"

	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
)

// Signed returns the day on which an agreement was signed, and how that is
// known: as stated, or derived from the ceremony at which it was signed.
func (e *Entry) Signed() record.Fact[lang.Date] {
	a := e.Agreement
	if a.DateSigned.Certainty != record.Absent {
		return a.DateSigned
	}
	if at := e.graph.Find(a.SignedAt.Value); at != nil && at.Ceremony.StartDate.Known() {
		return record.Fact[lang.Date]{
			Value:     at.Ceremony.StartDate.Value.Date,
			Certainty: record.Derived,
			Source:    []record.Source{{Ref: a.SignedAt.Value}},
			At:        a.SignedAt.At,
		}
	}
	return record.Fact[lang.Date]{Certainty: record.NotStated}
}

// Date is the day by which an entry is listed; zero where it has none.
func (e *Entry) Date() lang.Date {
	if e.Agreement != nil {
		return e.Signed().Value
	}
	return e.date()
}

// Status says how an agreement stands on the day of the build.
type Status string

const (
	StatusUnknown  Status = "notStated" // nothing is known of its signature
	StatusSigned   Status = "signed"    // signed; whether it is in force is not stated
	StatusInForce  Status = "inForce"
	StatusEnded    Status = "ended"    // its term is over
	StatusReplaced Status = "replaced" // another agreement supersedes it
)

// Status computes how an agreement stands.
func (e *Entry) Status() Status {
	a, today := e.Agreement, e.graph.Today
	switch {
	case len(e.From("agreement", "supersedes")) > 0:
		return StatusReplaced
	case a.ValidThrough.Known() && a.ValidThrough.Value.LastDay().Compare(today) < 0:
		return StatusEnded
	case a.EntryIntoForce.Known() && a.EntryIntoForce.Value.Compare(today) <= 0:
		return StatusInForce
	case e.Signed().Known() || a.SignedAt.Known():
		return StatusSigned
	}
	return StatusUnknown
}

// orderAgreements puts agreements in their order once their days are known.
func (g *Graph) orderAgreements() {
	slices.SortStableFunc(g.byKind["agreement"], func(a, b *Entry) int {
		return cmp.Or(b.Date().Compare(a.Date()), strings.Compare(a.ID, b.ID))
	})
}

// Ordered returns the entries of a kind as the edition in a language lists
// them: dated kinds newest first, others by their names in its alphabet. What
// is published in other languages only is listed too.
func (g *Graph) Ordered(kind, language string) []*Entry { return g.ordered[kind+" "+language] }

func (g *Graph) sorted(kind string, l lang.Language) []*Entry {
	list := slices.Clone(g.byKind[kind])
	switch kind {
	case "announcement", "ceremony", "agreement":
		return list
	}
	locale := lang.For(l.Tag)
	keys := make(map[*Entry]string, len(list))
	for _, e := range list {
		keys[e] = locale.SortKey(e.sortName(l.Key))
	}
	slices.SortStableFunc(list, func(a, b *Entry) int {
		return cmp.Or(strings.Compare(keys[a], keys[b]), strings.Compare(a.ID, b.ID))
	})
	return list
}

// sortName is the text by which an entry is sorted in a language.
func (e *Entry) sortName(key string) string {
	switch {
	case e.Member != nil && e.Member.SortKey.Has(key):
		return e.Member.SortKey.In(key)
	case e.Person != nil && e.Person.SortName.Has(key):
		return e.Person.SortName.In(key)
	}
	if name := e.Called(); name.Has(key) || len(name) == 0 {
		return name.In(key)
	}
	return e.Called()[0].Value
}

// Alternat orders entries by side, the side of the language first, and keeps
// their order within a side.
func (g *Graph) Alternat(list []*Entry, language string) []*Entry {
	countries := g.Countries(language)
	rank := func(e *Entry) int {
		if i := slices.Index(countries, e.Country); i >= 0 {
			return i
		}
		return len(countries)
	}
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b *Entry) int { return rank(a) - rank(b) })
	return list
}

// Resolved returns the entries that references name, in their order; those
// that are broken are left out.
func (g *Graph) Resolved(refs []record.Ref) []*Entry {
	var list []*Entry
	for _, r := range refs {
		if e := g.Find(r); e != nil {
			list = append(list, e)
		}
	}
	return list
}
