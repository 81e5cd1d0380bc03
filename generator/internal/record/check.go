package record

import (
	"cmp"
	"path"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
)

// Editions returns the languages in which the record is to be published, in
// the order of the site.
func (r *Record) Editions(c *Config) []lang.Language {
	if len(r.Languages) == 0 {
		return c.Languages
	}
	var list []lang.Language
	for _, l := range c.Languages {
		if slices.Contains(r.Languages, l.Key) {
			list = append(list, l)
		}
	}
	return list
}

// checker looks at a merged record by itself.
type checker struct {
	r         *Record
	languages []lang.Language
	bad       []diag.Diagnostic
}

// check reports what a record lacks, and where its facts contradict each
// other.
func check(r *Record, c *Config) []diag.Diagnostic {
	k := &checker{r: r, languages: r.Editions(c)}
	k.fields(reflect.ValueOf(&r.Common).Elem(), schemas[reflect.TypeFor[Common]()], r.At(), r.Kind.Name, "")
	own := reflect.ValueOf(r.own()).Elem()
	k.fields(own, schemas[r.Kind.typ], r.At(), r.Kind.Name, "")
	k.called()
	k.unwritten(reflect.ValueOf(&r.Common).Elem())
	k.unwritten(own)
	k.prose(c)
	k.dates()
	return k.bad
}

// own returns the struct of the record's kind.
func (r *Record) own() any {
	v := reflect.ValueOf(r).Elem()
	for i := range v.NumField() {
		if v.Field(i).Type() == reflect.PointerTo(r.Kind.typ) {
			return v.Field(i).Interface()
		}
	}
	panic("record: a record without its kind: " + r.Kind.Name)
}

// fields checks that what is required is there, in every language, also in
// groups and lists of groups. Top is the top-level field they stand in, "" at
// the top.
func (k *checker) fields(v reflect.Value, fields []Field, at diag.Span, of, top string) {
	for i := range fields {
		f := &fields[i]
		value := v.Field(f.index)
		within := cmp.Or(top, f.Key)
		switch {
		case f.Required && value.IsZero():
			k.missing(at, f.Key, of, value.Type() == textType)
		case f.Required && value.Type() == textType:
			k.inEveryLanguage(value.Interface().(lang.Text), f.Key, within)
		case value.IsZero() || f.Form != "group":
		case f.List:
			for j := range value.Len() {
				k.fields(value.Index(j), f.Fields, placeOf(value.Index(j), at), f.Key, within)
			}
		default:
			k.fields(value, f.Fields, placeOf(value, at), f.Key, within)
		}
	}
}

// placeOf returns where a group stands, or the place around it.
func placeOf(v reflect.Value, around diag.Span) diag.Span {
	if at := v.FieldByName("At"); at.IsValid() {
		return at.Interface().(diag.Span)
	}
	return around
}

// report adds a finding; what is not finished in a draft is but a note.
func (k *checker) report(code diag.Code, at diag.Span, args ...string) {
	k.add(diag.New(code, at, args...))
}

func (k *checker) add(d diag.Diagnostic) {
	if k.r.Draft && unfinished[d.Code] {
		d.Severity = diag.Note
	}
	k.bad = append(k.bad, d)
}

// unfinished are the findings that a draft may still have.
var unfinished = map[diag.Code]bool{
	"text-lacks-language": true, "prose-missing": true, "prose-empty": true, "prose-one-sided": true, "field-missing": false,
	"text-placeholder": true,
}

// Placeholder stands where a text is to be written, in a new record.
const Placeholder = "…"

// isUnwritten reports whether nothing but the placeholder is there, or what
// keyboards make of it: dots of any kind, and spaces among them.
func isUnwritten(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool { return !strings.ContainsRune("….。．｡⋯·・", r) && !unicode.IsSpace(r) })
}

// unwritten reports texts, and facts in words, that are not written yet.
func (k *checker) unwritten(v reflect.Value) {
	switch {
	case v.Type() == textType:
		for _, t := range v.Interface().(lang.Text) {
			if isUnwritten(t.Value) {
				k.report("text-placeholder", t.At, "language", t.Lang)
			}
		}
	case v.Type() == reflect.TypeFor[Fact[string]]():
		if f := v.Interface().(Fact[string]); isUnwritten(f.Value) {
			k.report("text-placeholder", f.At)
		}
	case v.Kind() == reflect.Slice && v.Type() != reflect.TypeFor[[]string]():
		for i := range v.Len() {
			k.unwritten(v.Index(i))
		}
	case v.Kind() == reflect.Struct && v.Type() != spanType:
		for i := range v.NumField() {
			k.unwritten(v.Field(i))
		}
	}
}

// missing reports a field that is not there. A text among the facts has a line
// for each language.
func (k *checker) missing(at diag.Span, field, of string, text bool) {
	args := []string{"field", field, "kind", of}
	if text && !inLanguageFile(at.File) {
		var keys []string
		for _, l := range k.languages {
			keys = append(keys, l.Key)
		}
		args = append(args, "languages", strings.Join(keys, ", "))
	}
	k.report("field-missing", at, args...)
}

// inEveryLanguage reports the languages that a text lacks. Top is the top-level
// field that it stands in.
func (k *checker) inEveryLanguage(t lang.Text, field, top string) {
	for _, l := range k.languages {
		if t.Has(l.Key) {
			continue
		}
		file := k.r.languageFile(l.Key)
		args := []string{"field", field, "language", l.Key, "inLanguage", l.Name, "file", file}
		switch among := !inLanguageFile(t.At().File); {
		case !among && top == field:
			args = append(args, "beside", file)
		case !among: // items of a list stand in one file
			args = append(args, "top", top, "facts", path.Join(path.Dir(file), k.r.ID+".md"))
		case top != field:
			args = append(args, "nested", field)
		}
		k.report("text-lacks-language", t.At(), args...)
	}
}

// inLanguageFile reports whether a record's file speaks a language.
func inLanguageFile(file string) bool {
	_, ending, _ := strings.Cut(path.Base(file), ".")
	return ending != "md"
}

// called checks the text that names the record.
func (k *checker) called() {
	t := k.r.Called()
	switch {
	case len(t) > 0:
		k.inEveryLanguage(t, k.r.Kind.NameField(), k.r.Kind.NameField())
	case !k.r.Kind.Unnamed:
		k.missing(k.r.At(), k.r.Kind.NameField(), k.r.Kind.Name, true)
	}
}

// prose checks that the text is there in every language, or in none.
func (k *checker) prose(c *Config) {
	for _, l := range k.languages {
		if k.r.ProseIn(l.Key).File != "" {
			continue
		}
		want := k.r.languageFile(l.Key)
		i := slices.IndexFunc(k.r.Files, func(file string) bool { return path.Base(file) == path.Base(want) })
		switch {
		case k.r.Kind.Prose && i >= 0:
			k.report("prose-empty", diag.Span{File: k.r.Files[i]}, "file", k.r.Files[i], "inLanguage", l.Name)
		case k.r.Kind.Prose:
			k.report("prose-missing", k.r.At(), "file", want, "inLanguage", l.Name, "kind", k.r.Kind.Name)
		case len(k.r.Prose) > 0:
			k.report("prose-one-sided", diag.Span{File: k.r.Prose[0].File}, "file", want, "inLanguage", l.Name)
		}
	}
	for _, p := range k.r.Prose {
		if !slices.ContainsFunc(k.languages, func(l lang.Language) bool { return l.Key == p.Lang }) {
			k.report("prose-unpublished", diag.Span{File: p.File}, "language", p.Lang)
		}
	}
}

// languageFile is where the record's text in a language belongs: beside its
// first file.
func (r *Record) languageFile(key string) string {
	return path.Join(path.Dir(r.Files[0]), r.ID+"."+key+".md")
}

// dates checks that nothing ends before it begins.
func (k *checker) dates() {
	if c := k.r.Ceremony; c != nil {
		k.inOrder(c.StartDate.Value.Date, c.EndDate.Value.Date, c.EndDate.At, "startDate", "endDate")
	}
	if a := k.r.Agreement; a != nil {
		_ = k.inOrder(a.EntryIntoForce.Value, a.ValidThrough.Value, a.ValidThrough.At, "entryIntoForce", "validThrough") &&
			k.inOrder(a.DateSigned.Value, a.ValidThrough.Value, a.ValidThrough.At, "dateSigned", "validThrough")
	}
}

// inOrder reports whether one date is not before another, and tells where it is.
func (k *checker) inOrder(from, to lang.Date, at diag.Span, first, last string) bool {
	if from.IsZero() || to.IsZero() || to.LastDay().Compare(from) >= 0 {
		return true
	}
	k.report("dates-reversed", at, "first", first, "from", from.String(), "last", last, "to", to.String())
	return false
}
