package record

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/frontmatter"
	"diglot/generator/internal/lang"
)

// decoder turns the fields of one file into the structs of the schema. It
// reports everything that is wrong with the file, and returns what it could
// read.
type decoder struct {
	file   string
	speaks string // language of the file; "" for a file of facts
	config *Config
	named  string // the field that names the record, if it must be there
	bad    []diag.Diagnostic
}

func (d *decoder) report(code diag.Code, at diag.Span, args ...string) {
	d.bad = append(d.bad, diag.New(code, at, args...))
}

func (d *decoder) reportFix(code diag.Code, at diag.Span, fix string, args ...string) {
	d.bad = append(d.bad, diag.New(code, at, args...).WithFix(fix))
}

// wrongForm reports a value that is not written as its field wants it.
func (d *decoder) wrongForm(f *Field, n *frontmatter.Node) {
	d.report("field-form", n.Span, "field", f.Key, "want", f.Wants())
}

// Wants says in words what is to be written for a field.
func (f *Field) Wants() string {
	if f.List {
		return "a list, each item " + wants[f.Form]
	}
	return wants[f.Form]
}

var wants = map[string]string{
	"text per language":           "a text for each language, each on a line of its own",
	"date":                        "a date such as 2021-06-23, 2021-06 or 2021",
	"date, with an hour if known": "a date such as 2021-06-23, or with its hour 2021-06-23 09:30",
	"day, hour and time zone":     "a day, an hour and a time zone, such as 2026-12-01 09:00 Europe/Kyiv",
	"reference":                   "the id of a record, such as khpi, or with its kind member:khpi",
	"source":                      "a record such as announcement:opening, a web address, or the fields name, url and date",
	"true, or languages":          "true, or a list of languages",
	"number by country":           "a number for each country, each on a line of its own",
	"true or false":               "true or false",
	"number":                      "a whole number",
	"each once":                   "each record once",
	"value or notStated":          "either a value or notStated, and not both",
	"group":                       "fields of its own, indented below it",
	"word":                        "one of the words that the field admits",
	"code":                        "a code",
	"text":                        "a text",
}

// group decodes the fields of a map into a struct. The struct's At, if it has
// one, becomes the place of the map, and that of a file's name the place of the
// name: SrcAt, FileAt.
func (d *decoder) group(dst reflect.Value, fields []Field, n *frontmatter.Node, of string) {
	if at := dst.FieldByName("At"); at.IsValid() && at.Type() == spanType {
		at.Set(reflect.ValueOf(n.Span))
	}
	for _, k := range d.indented(n, fields) {
		f := fieldNamed(fields, k.Key)
		switch {
		case f == nil && n.Flow && k.Value.Kind == frontmatter.Null:
			d.split(k)
		case f == nil:
			d.unknownField(k, fields, of)
		case empty(k.Value):
			d.blank(k, f, d.needs(f))
		default:
			d.value(dst.Field(f.index).Addr().Interface(), f, k.Value)
			if f.Code == "file" {
				dst.FieldByName(dst.Type().Field(f.index).Name + "At").Set(reflect.ValueOf(k.Value.Span))
			}
		}
	}
}

// needs reports whether a record must have a field.
func (d *decoder) needs(f *Field) bool {
	return f.Required || d.named != "" && f.Path == d.named
}

// blank reports a line without a value. One that is needed is not to be deleted.
func (d *decoder) blank(k frontmatter.Key, f *Field, needed bool) {
	args := []string{"field", k.Key}
	if needed {
		args = append(args, "needed", f.Key)
	}
	d.report("field-empty", k.KeySpan, args...)
}

// split reports a field in braces without a value: a comma split the text
// before it, unless its colon was told to be wrong already.
func (d *decoder) split(k frontmatter.Key) {
	told := slices.ContainsFunc(d.bad, func(b diag.Diagnostic) bool {
		return (b.Code == "colon-no-space" || b.Code == "colon-fullwidth") && b.Span.Line == k.KeySpan.Line &&
			b.Span.Col >= k.KeySpan.Col && b.Span.Col < k.KeySpan.End
	})
	if !told {
		d.report("inline-map-split", k.KeySpan, "text", k.Key)
	}
}

// empty reports whether nothing is written for a field.
func empty(n *frontmatter.Node) bool {
	return n.Kind == frontmatter.Null || strings.TrimSpace(n.Text) == "" && len(n.Items) == 0 && len(n.Keys) == 0
}

func fieldNamed(fields []Field, key string) *Field {
	for i := range fields {
		if fields[i].Key == key {
			return &fields[i]
		}
	}
	return nil
}

// fieldsByOtherName are words that authors bring along from elsewhere.
var fieldsByOtherName = map[string][]string{
	"headline": {"title", "name"}, "heading": {"title", "name"},
	"title": {"name"}, "name": {"title"},
	"summary": {"description"}, "lede": {"description"}, "excerpt": {"description"},
	"publishDate": {"date"}, "signed_on": {"dateSigned"}, "signedOn": {"dateSigned"},
	"members": {"parties", "signatories"}, "tags": {"about"}, "type": {"agreementType", "fundKind"},
	"city": {"location"}, "website": {"url"}, "founded": {"foundingDate"}, "permalink": {"slug"},
}

// unknownField names the field that was probably meant.
func (d *decoder) unknownField(k frontmatter.Key, fields []Field, of string) {
	var known []string
	for _, f := range fields {
		known = append(known, f.Key)
	}
	for _, other := range slices.Concat(fieldsByOtherName[k.Key], translatedFields[strings.ToLower(k.Key)]) {
		if slices.Contains(known, other) {
			d.reportFix("field-unknown", k.KeySpan, other, "field", k.Key, "kind", of, "fields", strings.Join(known, ", "))
			return
		}
	}
	near, _ := lang.Nearest(k.Key, known)
	d.reportFix("field-unknown", k.KeySpan, near, "field", k.Key, "kind", of, "fields", strings.Join(known, ", "))
}

// factual is a Fact of any type.
type factual interface {
	decode(d *decoder, f *Field, n *frontmatter.Node)
}

// decode reads the short form, the long form, or the word notStated.
func (x *Fact[T]) decode(d *decoder, f *Field, n *frontmatter.Node) {
	x.At = n.Span
	switch {
	case n.Kind == frontmatter.Scalar && n.Text == string(NotStated):
		x.Certainty = NotStated
	case n.Kind == frontmatter.Map:
		x.long(d, f, n)
	default:
		if d.ok(func() { d.value(&x.Value, f, n) }) {
			x.Certainty = Stated
		}
	}
}

var longForm = []Field{{Key: "value"}, {Key: "certainty"}, {Key: "source"}}

// long reads value, certainty and source.
func (x *Fact[T]) long(d *decoder, f *Field, n *frontmatter.Node) {
	value := *f
	value.Fact = false // the word notStated stands for certainty then
	for _, k := range n.Keys {
		switch {
		case fieldNamed(longForm, k.Key) == nil:
			d.unknownField(k, longForm, f.Key)
		case empty(k.Value):
			d.blank(k, fieldNamed(longForm, k.Key), k.Key == "value")
		case k.Key == "value":
			x.At = k.Value.Span
			if d.ok(func() { d.value(&x.Value, &value, k.Value) }) && x.Certainty == Absent {
				x.Certainty = Stated
			}
		case k.Key == "certainty":
			word := Field{Key: "certainty", Enum: []string{"stated", "derived", "notStated"}}
			var c string
			d.value(&c, &word, k.Value)
			x.Certainty = Certainty(c)
		case k.Key == "source":
			d.value(&x.Source, &Field{Key: "source", List: true, Form: "source"}, k.Value)
		}
	}
	switch value := n.Get("value"); {
	case value == nil && x.Certainty != NotStated:
		d.report("field-missing", n.Span, "field", "value", "kind", f.Key)
	case value != nil && x.Certainty == NotStated:
		d.report("field-form", value.Span, "field", f.Key, "want", wants["value or notStated"])
	}
}

// ok runs a step and reports whether it found nothing wrong.
func (d *decoder) ok(step func()) bool {
	before := len(d.bad)
	step()
	return len(d.bad) == before
}

// value decodes a node into a pointer to one of the schema's types.
func (d *decoder) value(dst any, f *Field, n *frontmatter.Node) {
	switch v := dst.(type) {
	case factual:
		v.decode(d, f, n)
	case *lang.Text:
		*v = d.text(f, n)
	case *[]lang.Text:
		*v = decodeList(d, f, n, d.text)
	case *string:
		*v = d.code(f, n)
	case *[]string:
		*v = decodeList(d, f, n, d.code)
	case *bool:
		*v = d.truth(f, n)
	case *int:
		*v = d.number(f, n)
	case *lang.Date:
		*v = d.date(f, n)
	case *When:
		*v = d.when(f, n)
	case *Moment:
		*v = d.moment(f, n)
	case *Ref:
		*v = d.ref(f, n)
	case *[]Ref:
		*v = decodeList(d, f, n, d.ref)
		d.atLeast(f, n, len(*v))
		d.eachOnce(f, *v)
	case *Source:
		*v = d.source(f, n)
	case *[]Source:
		*v = d.sources(f, n)
	case *Review:
		*v = d.review(f, n)
	case *[]CountryCount:
		*v = d.counts(f, n)
	default:
		d.structured(reflect.ValueOf(dst).Elem(), f, n)
	}
}

// structured decodes a group of fields, or a list of groups.
func (d *decoder) structured(dst reflect.Value, f *Field, n *frontmatter.Node) {
	if dst.Kind() != reflect.Slice {
		d.one(dst, f, n)
		return
	}
	if n.Kind != frontmatter.List {
		d.wrongForm(f, n)
		return
	}
	items := reflect.MakeSlice(dst.Type(), len(n.Items), len(n.Items))
	for i, item := range n.Items {
		d.one(items.Index(i), f, item)
	}
	dst.Set(items)
}

// one decodes a group, or the one field by which it may be written short.
func (d *decoder) one(dst reflect.Value, f *Field, n *frontmatter.Node) {
	if n.Kind == frontmatter.Map {
		d.group(dst, f.Fields, n, f.Key)
		return
	}
	i := slices.IndexFunc(f.Fields, func(g Field) bool { return g.Short })
	if i < 0 || n.Kind != frontmatter.Scalar {
		d.wrongForm(f, n)
		return
	}
	dst.FieldByName("At").Set(reflect.ValueOf(n.Span))
	d.value(dst.Field(f.Fields[i].index).Addr().Interface(), &f.Fields[i], n)
}

// decodeList decodes each item of a list.
func decodeList[T any](d *decoder, f *Field, n *frontmatter.Node, item func(*Field, *frontmatter.Node) T) []T {
	if n.Kind != frontmatter.List {
		d.wrongForm(f, n)
		return nil
	}
	list := make([]T, 0, len(n.Items))
	for _, i := range n.Items {
		list = append(list, item(f, i))
	}
	return list
}

func (d *decoder) atLeast(f *Field, n *frontmatter.Node, count int) {
	if n.Kind == frontmatter.List && count < f.Min && !d.glued(n) {
		d.report("list-too-short", n.Span, "field", f.Key, "min", strconv.Itoa(f.Min))
	}
}

// eachOnce reports a record that a fact names again, as if there were two of it.
// What an announcement is about is a mere pointer, and may repeat.
func (d *decoder) eachOnce(f *Field, list []Ref) {
	if !f.Fact {
		return
	}
	named := make(map[string]bool, len(list))
	for _, r := range list {
		if !r.IsZero() && named[r.String()] {
			d.report("field-form", r.At, "field", f.Key, "want", wants["each once"])
		}
		named[r.String()] = true
	}
}

// glued reports whether a comma that does not separate was told in the list: it
// has fewer items than its author wrote.
func (d *decoder) glued(n *frontmatter.Node) bool {
	return slices.ContainsFunc(d.bad, func(b diag.Diagnostic) bool {
		return b.Code == "comma-fullwidth" && b.Span.Line >= n.Span.Line
	})
}

func (d *decoder) truth(f *Field, n *frontmatter.Node) bool {
	if n.Kind != frontmatter.Scalar || n.Text != "true" && n.Text != "false" {
		d.wrongForm(f, n)
	}
	return n.Text == "true"
}

func (d *decoder) number(f *Field, n *frontmatter.Node) int {
	i, err := strconv.Atoi(n.Text)
	if err != nil || n.Kind != frontmatter.Scalar || i < 0 {
		d.wrongForm(f, n)
	}
	return i
}

// counts reads numbers by country.
func (d *decoder) counts(f *Field, n *frontmatter.Node) []CountryCount {
	if n.Kind != frontmatter.Map {
		d.wrongForm(f, n)
		return nil
	}
	var list []CountryCount
	country := Field{Key: f.Key, Form: "code", Code: "country"}
	for _, k := range n.Keys {
		key := &frontmatter.Node{Kind: frontmatter.Scalar, Text: k.Key, Span: k.KeySpan}
		list = append(list, CountryCount{d.code(&country, key), d.number(f, k.Value), k.KeySpan})
	}
	return list
}

// review reads true or a list of languages.
func (d *decoder) review(f *Field, n *frontmatter.Node) Review {
	r := Review{At: n.Span}
	if n.Kind == frontmatter.Scalar {
		r.All = d.truth(f, n)
		return r
	}
	language := Field{Key: f.Key, Form: "code", Code: "language", List: true}
	r.Languages = decodeList(d, &language, n, d.code)
	return r
}

// source reads a record, a web address, or the fields of a source.
func (d *decoder) source(f *Field, n *frontmatter.Node) Source {
	s := Source{At: n.Span}
	switch {
	case n.Kind == frontmatter.Map:
		d.group(reflect.ValueOf(&s).Elem(), schemas[reflect.TypeFor[Source]()], n, "source")
	case strings.HasPrefix(n.Text, "https://") || strings.HasPrefix(n.Text, "http://") || MeantURL(n.Text) != "":
		s.URL = d.code(&Field{Key: f.Key, Form: "code", Code: "url"}, n)
	case n.Kind != frontmatter.Scalar || !likeRef(n.Text): // one source, also where the field takes several
		d.report("field-form", n.Span, "field", f.Key, "want", wants["source"])
	default:
		s.Ref = d.ref(&Field{Key: f.Key, Form: "source", Refs: []string{"*"}}, n)
	}
	return s
}

// sources reads one source or a list of them.
func (d *decoder) sources(f *Field, n *frontmatter.Node) []Source {
	if n.Kind == frontmatter.List {
		return decodeList(d, f, n, d.source)
	}
	return []Source{d.source(f, n)}
}
