package site

import (
	"slices"

	"diglot/generator/internal/diag"
)

// agreements reports what agreements say that cannot be, where it takes more
// than one record to see it.
func (l *linker) agreements() {
	told := map[*Entry]bool{}
	for _, e := range l.graph.byKind["agreement"] {
		l.signedAt(e)
		l.supersedes(e, told)
	}
}

// signedAt reports an agreement that was signed on another day than the
// ceremony at which it was signed. Days of less precision agree with what they
// cover: 2021-06 with 2021-06-23.
func (l *linker) signedAt(e *Entry) {
	signed, at := e.Agreement.DateSigned, l.graph.Find(e.Agreement.SignedAt.Value)
	if !signed.Known() || at == nil || !at.Ceremony.StartDate.Known() {
		return
	}
	first := at.Ceremony.StartDate.Value.Date
	last := first
	if at.Ceremony.EndDate.Known() {
		last = at.Ceremony.EndDate.Value.Date
	}
	if signed.Value.Compare(last.LastDay()) <= 0 && first.Compare(signed.Value.LastDay()) <= 0 {
		return
	}
	held := first.String()
	if last != first {
		held += " – " + last.String()
	}
	l.bad = append(l.bad, diag.New("signed-other-day", signed.At, "signed", signed.Value.String(), "held", held).
		WithRelated(at.Ceremony.StartDate.At, "also-stated"))
}

// supersedes reports a circle of agreements that replace each other, once, at
// the first of them; the others are named beside it.
func (l *linker) supersedes(e *Entry, told map[*Entry]bool) {
	var path []*Entry
	for next := e; next != nil && !told[next]; next = l.graph.Find(next.Agreement.Supersedes.Value) {
		if i := slices.Index(path, next); i >= 0 {
			l.circle(path[i:])
			break
		}
		path = append(path, next)
	}
	for _, seen := range path {
		told[seen] = true
	}
}

func (l *linker) circle(of []*Entry) {
	d := diag.New("supersedes-circle", of[0].Agreement.Supersedes.At)
	for _, other := range of[1:] {
		d = d.WithRelated(other.Agreement.Supersedes.At, "also-stated")
	}
	l.bad = append(l.bad, d)
}
