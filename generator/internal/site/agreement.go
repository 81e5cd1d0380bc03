package site

import (
	"cmp"
	"slices"
	"time"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
)

// agreements reports what agreements say that cannot be, where it takes more
// than one record to see it.
func (l *linker) agreements() {
	told := map[*Entry]bool{}
	for _, e := range l.graph.byKind["agreement"] {
		l.signedAt(e)
		l.supersedes(e, told)
		l.later(e)
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
	first, last := l.days(at)
	if signed.Value.Compare(last.LastDay()) <= 0 && first.Compare(signed.Value.LastDay()) <= 0 {
		return
	}
	held := first.String()
	if last != first {
		held += " – " + last.String()
	}
	l.bad = append(l.bad, diag.New("signed-other-day", signed.At, "signed", signed.Value.String(), "held", held).
		WithRelated(at.Ceremony.StartDate.At, "held-on"))
}

// days are the first and the last day of a ceremony. Where its hour is known, it
// may have begun a day earlier or later in a place that took part: each side
// dates what it signed by its own clock.
func (l *linker) days(at *Entry) (first, last lang.Date) {
	c := at.Ceremony
	start := c.StartDate.Value
	first, last = start.Date, start.Date
	if c.EndDate.Known() {
		last = c.EndDate.Value.Date
	}
	zone, err := time.LoadLocation(cmp.Or(c.Timezone, l.graph.Config.Timezone))
	if !start.HasHour || err != nil {
		return first, last
	}
	d := start.Date
	begun := time.Date(int(d.Year), time.Month(d.Month), int(d.Day), int(start.Hour), int(start.Minute), 0, 0, zone)
	for _, place := range l.graph.Resolved(c.Location.Value) {
		if zone, err := time.LoadLocation(place.Place.Timezone); err == nil && place.Place.Timezone != "" {
			there := lang.DateOf(begun.In(zone))
			if there.Compare(first) < 0 {
				first = there
			}
			if there.Compare(last) > 0 {
				last = there
			}
		}
	}
	return first, last
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

// later reports an agreement that replaces one which was signed after it, unless
// the two are of a circle.
func (l *linker) later(e *Entry) {
	old := l.graph.Find(e.Agreement.Supersedes.Value)
	if old == nil || !e.Signed().Known() || !old.Signed().Known() {
		return
	}
	mine, theirs := e.Signed(), old.Signed()
	if mine.Value.LastDay().Compare(theirs.Value) >= 0 {
		return
	}
	for next, steps := old, 0; next != nil && steps < len(l.graph.Entries); steps++ {
		if next = l.graph.Find(next.Agreement.Supersedes.Value); next == e {
			return
		}
	}
	l.bad = append(l.bad, diag.New("supersedes-later", e.Agreement.Supersedes.At, "signed", mine.Value.String(), "later", theirs.Value.String()).
		WithRelated(mine.At, "also-stated").WithRelated(theirs.At, "also-stated"))
}

func (l *linker) circle(of []*Entry) {
	d := diag.New("supersedes-circle", of[0].Agreement.Supersedes.At)
	for _, other := range of[1:] {
		d = d.WithRelated(other.Agreement.Supersedes.At, "also-stated")
	}
	l.bad = append(l.bad, d)
}
