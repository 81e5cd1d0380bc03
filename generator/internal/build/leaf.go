package build

import (
	"reflect"
	"slices"
	"strings"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
)

// leaf is a value that an author wrote: a field of a record or of site.yaml, of
// a text one language. All items of a list share a leaf.
type leaf struct {
	field string // "identifier.ror"
	lang  string // of a text; "" for what holds in all languages
}

// visit is a leaf with what could be written there instead. Calling one of the
// others writes it; turn tells neighbours apart, for which one alternative may
// come first in an order and the other last.
type visit struct {
	leaf
	at     diag.Span
	words  *string // of a text that readers see; nil for any other leaf
	others []func(turn int)
}

// leaves calls see for every value of a record, in the order of the schema. The
// record is written to when an alternative is called: it must be a copy.
func leaves(r *record.Record, p *pool, see func(visit)) {
	w := walker{pool: p, see: see, record: r}
	w.group(reflect.ValueOf(&r.Common).Elem(), "", r.At())
	w.group(own(r).Elem(), "", r.At())
	for _, prose := range slices.Clone(r.Prose) {
		see(visit{leaf: leaf{hasText, prose.Lang}, at: diag.Span{File: prose.File, Line: int32(prose.Line)},
			others: []func(int){func(int) {
				r.Prose = slices.DeleteFunc(r.Prose, func(q record.Prose) bool { return q == prose })
			}}})
	}
}

// The prose of a record among its fields: whether there is one, and its words.
const (
	hasText = "(has text)"
	itsText = "(text)"
)

// settings calls see for every value of site.yaml.
func settings(c *record.Config, p *pool, see func(visit)) {
	w := walker{pool: p, see: see}
	at := diag.Span{File: record.ConfigFile}
	w.group(reflect.ValueOf(c).Elem(), "", at)
	for i := range c.Languages {
		l := &c.Languages[i]
		prefix := "languages." + l.Key + "."
		w.scalar(reflect.ValueOf(&l.Name).Elem(), "", prefix+"name", at)
		w.scalar(reflect.ValueOf(&l.Tag).Elem(), `code:"tag"`, prefix+"tag", at)
		w.scalar(reflect.ValueOf(&l.Country).Elem(), `code:"country"`, prefix+"country", at)
	}
}

// own is the struct of a record's kind.
func own(r *record.Record) reflect.Value {
	v := reflect.ValueOf(r).Elem()
	for i := range v.NumField() {
		if f := v.Field(i); f.Kind() == reflect.Pointer && !f.IsNil() && f.Type() != reflect.TypeFor[*record.Kind]() {
			return f
		}
	}
	panic("build: a record without its kind: " + r.ID)
}

// copyOf copies a record with all that it holds.
func copyOf(r *record.Record) *record.Record {
	c := *r
	c.Prose = slices.Clone(r.Prose)
	deepen(reflect.ValueOf(&c.Common).Elem())
	mine := reflect.New(own(r).Elem().Type())
	mine.Elem().Set(own(r).Elem())
	deepen(mine.Elem())
	v := reflect.ValueOf(&c).Elem()
	for i := range v.NumField() {
		if v.Field(i).Type() == mine.Type() {
			v.Field(i).Set(mine)
		}
	}
	return &c
}

// copyOfConfig copies the settings of the site.
func copyOfConfig(c *record.Config) *record.Config {
	made := *c
	deepen(reflect.ValueOf(&made).Elem())
	return &made
}

// deepen replaces the lists of a value by copies of their own.
func deepen(v reflect.Value) {
	switch v.Kind() {
	case reflect.Slice:
		if v.IsNil() {
			return
		}
		list := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(list, v)
		v.Set(list)
		for i := range v.Len() {
			deepen(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			deepen(v.Field(i))
		}
	}
}

// walker goes through the values of a record.
type walker struct {
	pool   *pool
	see    func(visit)
	record *record.Record // nil for site.yaml
}

// group goes through the fields of a struct that the schema names.
func (w *walker) group(v reflect.Value, prefix string, at diag.Span) {
	at = placeOf(v, at)
	for i := range v.NumField() {
		tag := v.Type().Field(i).Tag
		key, ok := tag.Lookup("field")
		if !ok || v.Field(i).IsZero() {
			continue
		}
		place := at
		if prefix == "" && w.record != nil {
			place = w.record.FieldAt(key)
		}
		w.value(v.Field(i), tag, strings.TrimPrefix(prefix+"."+key, "."), place)
	}
}

// placeOf returns where a value stands, or the place around it.
func placeOf(v reflect.Value, around diag.Span) diag.Span {
	if v.Kind() != reflect.Struct {
		return around
	}
	if at := v.FieldByName("At"); at.IsValid() && at.Type() == spanType && !at.IsZero() {
		return at.Interface().(diag.Span)
	}
	return around
}

var (
	spanType   = reflect.TypeFor[diag.Span]()
	textType   = reflect.TypeFor[lang.Text]()
	refType    = reflect.TypeFor[record.Ref]()
	sourceType = reflect.TypeFor[record.Source]()
)

// whole are the structs and lists that are one value to an author.
var whole = []reflect.Type{refType, reflect.TypeFor[lang.Date](), reflect.TypeFor[record.When](),
	reflect.TypeFor[record.Moment](), reflect.TypeFor[record.Review](), reflect.TypeFor[[]record.CountryCount]()}

// value goes through one field.
func (w *walker) value(v reflect.Value, tag reflect.StructTag, field string, at diag.Span) {
	t := v.Type()
	switch {
	case v.IsZero():
	case t == textType:
		w.text(v, tag, field)
	case slices.Contains(whole, t):
		w.scalar(v, tag, field, placeOf(v, at))
	case isFact(t):
		w.fact(v, tag, field, placeOf(v, at))
	case t == sourceType:
		w.scalar(v.FieldByName("Ref"), `ref:"*"`, field, placeOf(v, at))
		w.group(v, field, at)
	case t.Kind() == reflect.Slice:
		w.list(v, tag, field, at)
	case t.Kind() == reflect.Struct:
		w.group(v, field, at)
	default:
		w.scalar(v, tag, field, at)
	}
}

// isFact reports whether a type is a record.Fact.
func isFact(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && t.NumField() == 4 && t.Field(1).Type == reflect.TypeFor[record.Certainty]()
}

// text goes through the languages of a text.
func (w *walker) text(v reflect.Value, tag reflect.StructTag, field string) {
	t := v.Addr().Interface().(*lang.Text)
	coded := tag.Get("code") != ""
	list := *t
	for i, variant := range list {
		words, key := &list[i].Value, variant.Lang
		seen := visit{leaf: leaf{field, key}, at: variant.At, others: append(textChanges(words), func(int) {
			*t = slices.DeleteFunc(slices.Clone(*t), func(v lang.Variant) bool { return v.Lang == key })
		})}
		if !coded {
			seen.words = words
		}
		w.see(seen)
	}
}

// list goes through the items of a list, of which there may be fewer, and in
// another order.
func (w *walker) list(v reflect.Value, tag reflect.StructTag, field string, at diag.Span) {
	if v.Type().Elem().Kind() == reflect.Struct || v.Type().Elem() == textType {
		for i := range v.Len() {
			w.value(v.Index(i), tag, field, placeOf(v.Index(i), at))
		}
	}
	w.see(visit{leaf: leaf{field: field}, at: at, others: w.pool.changes(v, tag)})
}

// fact goes through a value and how it is known.
func (w *walker) fact(v reflect.Value, tag reflect.StructTag, field string, at diag.Span) {
	value, certainty := v.FieldByName("Value"), v.FieldByName("Certainty").Addr().Interface().(*record.Certainty)
	var others []func(int)
	if *certainty != record.NotStated {
		others = append(w.pool.changes(value, tag),
			func(int) { value.SetZero(); *certainty = record.NotStated },
			func(int) {
				*certainty = map[record.Certainty]record.Certainty{record.Stated: record.Derived, record.Derived: record.Stated}[*certainty]
			})
	}
	others = append(others, func(int) { v.SetZero() })
	w.value(v.FieldByName("Source"), "", field+".source", at)
	w.see(visit{leaf: leaf{field: field}, at: at, others: others})
}

func (w *walker) scalar(v reflect.Value, tag reflect.StructTag, field string, at diag.Span) {
	if v.IsZero() {
		return
	}
	w.see(visit{leaf: leaf{field: field}, at: at, others: w.pool.changes(v, tag)})
}
