package build

import (
	"reflect"
	"slices"
	"strings"

	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
)

// pool is what a field could hold instead of what it holds.
type pool struct {
	refs  map[string][]record.Ref // by kind
	today lang.Date
}

func poolOf(records []*record.Record, today lang.Date) *pool {
	p := &pool{refs: map[string][]record.Ref{}, today: today}
	for _, r := range records {
		p.refs[r.Kind.Name] = append(p.refs[r.Kind.Name], r.Ref())
	}
	return p
}

// changes are the alternatives to a value: others that the schema admits, one
// that comes first in every order and one that comes last, and nothing at all.
func (p *pool) changes(v reflect.Value, tag reflect.StructTag) []func(int) {
	if v.Kind() == reflect.Slice && v.Len() == 0 {
		return nil
	}
	switch x := v.Addr().Interface().(type) {
	case *lang.Date:
		return append(p.dateChanges(x), nothing(v))
	case *record.When:
		return append(p.dateChanges(&x.Date), func(int) { x.HasHour, x.Hour, x.Minute = !x.HasHour, 3, 59 },
			func(int) { x.Minute = (x.Minute + 1) % 60 }, nothing(v))
	case *record.Ref:
		return append(p.refChanges(x), nothing(v))
	case *record.Moment:
		return []func(int){func(int) { x.Unix = 1 << 40 }, nothing(v)}
	case *record.Review:
		return []func(int){func(int) { *x = record.Review{All: !x.All} }}
	case *[]record.CountryCount:
		return append(listChanges(v), func(int) {
			for i := range *x {
				(*x)[i].Number++
			}
		})
	case *[]record.Ref:
		return append(listChanges(v), p.refChanges(&(*x)[0])...)
	case *[]string:
		return append(listChanges(v), words(&(*x)[0], tag)...)
	case *string:
		return append(words(x, tag), nothing(v))
	case *bool:
		return []func(int){func(int) { *x = !*x }}
	case *int:
		return []func(int){func(int) { *x++ }, nothing(v)}
	}
	if v.Kind() == reflect.Slice {
		return listChanges(v)
	}
	panic("build: nothing else can be written for a " + v.Type().String())
}

func nothing(v reflect.Value) func(int) { return func(int) { v.SetZero() } }

// dateChanges keep the precision: the next day, and one before or after all.
func (p *pool) dateChanges(d *lang.Date) []func(int) {
	is := *d
	first, last := lang.Date{Year: 1700}, lang.Date{Year: p.today.Year}
	if is.Month != 0 {
		first.Month, last.Month = 1, p.today.Month
	}
	if is.Day != 0 {
		first.Day, last.Day = 1, p.today.Day
	}
	next := is
	switch {
	case is.Day != 0:
		next.Day = is.Day%28 + 1
	case is.Month != 0:
		next.Month = is.Month%12 + 1
	default:
		next.Year++
	}
	return append(inTurn(d, first, last), func(int) { *d = next })
}

// inTurn are two alternatives: each neighbour gets the other value.
func inTurn[T any](to *T, a, b T) []func(int) {
	values := []T{a, b}
	return []func(int){
		func(turn int) { *to = values[turn%2] },
		func(turn int) { *to = values[(turn+1)%2] },
	}
}

// refChanges are two other records of the kind.
func (p *pool) refChanges(r *record.Ref) []func(int) {
	others := slices.DeleteFunc(slices.Clone(p.refs[r.Kind]), r.Names)
	if len(others) == 0 {
		return nil
	}
	at := r.At
	first, last := others[0], others[len(others)-1]
	first.At, last.At = at, at
	return inTurn(r, first, last)
}

// listChanges: the list in reverse, without its first or last item, and none.
func listChanges(v reflect.Value) []func(int) {
	n := v.Len()
	return []func(int){
		func(int) {
			list := reflect.MakeSlice(v.Type(), n, n)
			for i := range n {
				list.Index(i).Set(v.Index(n - 1 - i))
			}
			v.Set(list)
		},
		func(int) { v.Set(v.Slice(1, n)) },
		func(int) { v.Set(v.Slice(0, n-1)) },
		nothing(v),
	}
}

// admitted are codes by their forms, where a made-up one would not do.
var admitted = map[string][]string{
	"timezone":  {"Asia/Shanghai", "Europe/Kyiv", "UTC"},
	"country":   {"UA", "CN", "PL"},
	"tag":       {"uk", "zh-Hans", "en"},
	"language":  {"uk", "zh", "en"},
	"clock":     {"00:01", "23:59"},
	"direction": {"CN-UA", "UA-CN", "both"},
	"section":   {"announcements", "members", "timeline"},
	"licence":   {"CC0-1.0", "CC-BY-4.0"},
	"url":       {"https://other.example/a/", "https://another.example/"},
	"path":      {"/was/here/"},
}

// words are the alternatives to a word or code.
func words(s *string, tag reflect.StructTag) []func(int) {
	list := append(strings.Fields(tag.Get("enum")), admitted[tag.Get("code")]...)
	if len(list) == 0 {
		return textChanges(s)
	}
	var others []func(int)
	for _, word := range list {
		if word != *s {
			others = append(others, func(int) { *s = word })
		}
	}
	return others
}

// textChanges: another text, one that comes first in every order and one that
// comes last. Digits stand before letters, and 座 is among the last in Chinese
// and after the letters of other scripts.
func textChanges(s *string) []func(int) {
	is := *s
	return append([]func(int){func(int) { *s = is + "x" }}, inTurn(s, "0"+is, "座"+is)...)
}
