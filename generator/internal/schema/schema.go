// Package schema says to other programs how records are written: to an editor
// as JSON Schema, one for each kind, and to a content management system as its
// configuration. Both follow from the schema of package record, in which a field
// is declared once, and from the records that there are, which references name.
//
// It says what can be said of one file. What holds between files is for the
// build to find.
package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/record"
	"diglot/generator/internal/roster"
)

// File is a file for another program.
type File struct {
	Name  string // within the folder of schemas
	Bytes []byte
}

// Draft is the dialect of JSON Schema.
const Draft = "https://json-schema.org/draft/2020-12/schema"

// Descriptions is the keyword, beside description, that says the same in every
// language of the program: an object by language. Validators pass over it.
const Descriptions = "x-descriptions"

// Files returns the schema of each kind: member.schema.json. Descriptions are in
// the language, and in all of them below Descriptions. The schema admits what
// may stand in any of a record's files: no field is required, for it may stand
// in another.
func Files(r *roster.Roster, l diag.Language) ([]File, error) {
	var files []File
	for _, k := range record.Kinds {
		w := &writer{r: r, l: l}
		b, err := indented(w.kind(k))
		if err != nil {
			return nil, fmt.Errorf("write the schema of %s: %w", k.Name, err)
		}
		files = append(files, File{k.Name + ".schema.json", b})
	}
	return files, nil
}

// writer writes one schema.
type writer struct {
	r *roster.Roster
	l diag.Language
}

func (w *writer) kind(k *record.Kind) object {
	fields := record.Ordered(k)
	return object{
		{"$schema", Draft}, {"title", k.Name}, {"description", k.Meaning(w.l)}, {Descriptions, inAll(k.Meaning)},
		{"type", []string{"object", "null"}}, // for an editor, an empty document follows the second line of hyphens
		{"properties", w.properties(fields)}, {"additionalProperties", false}, {"$defs", w.defs()},
	}
}

// inAll says something in every language.
func inAll(say func(diag.Language) string) object {
	var all object
	for _, key := range diag.Languages() {
		l, _ := diag.LanguageOf(key)
		all = append(all, member{key, say(l)})
	}
	return all
}

func (w *writer) properties(fields []record.Field) object {
	var all object
	for i := range fields {
		f := &fields[i]
		of := append(object{{"description", f.Meaning(w.l)}, {Descriptions, inAll(f.Meaning)}}, w.field(f)...)
		all = append(all, member{f.Key, of})
	}
	return all
}

// field is what is written for a field: short, long, or the word notStated.
func (w *writer) field(f *record.Field) object {
	of := w.value(f)
	if !f.Fact {
		return of
	}
	return object{{"anyOf", []object{of, {{"const", string(record.NotStated)}}, {
		{"type", "object"}, {"additionalProperties", false}, {"properties", object{
			{"value", of}, {"certainty", object{{"enum", []record.Certainty{record.Stated, record.Derived, record.NotStated}}}}, {"source", def("sources")},
		}},
	}}}}
}

// value is a field's value without how it is known.
func (w *writer) value(f *record.Field) object {
	if !f.List {
		return w.one(f)
	}
	if f.Form == "source" {
		return def("sources")
	}
	list := object{{"type", "array"}, {"items", w.one(f)}}
	if f.Min > 0 {
		list = append(list, member{"minItems", f.Min})
	}
	return list
}

// plain are the types that a program takes a value for which is written without
// quotes: the name 2021 is read as a number there, and as a text by the build.
var plain = []string{"string", "number"}

// one is a single value.
func (w *writer) one(f *record.Field) object {
	switch f.Form {
	case "text per language":
		return w.text(f)
	case "date":
		return dated(`^[1-9][0-9]{3}(-[0-9]{2}(-[0-9]{2})?)?$`)
	case "date, with an hour if known":
		return dated(`^[1-9][0-9]{3}(-[0-9]{2}(-[0-9]{2}( [0-2][0-9]:[0-5][0-9])?)?)?$`)
	case "day, hour and time zone":
		return object{{"type", "string"}, {"pattern", `^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2} +[0-2][0-9]:[0-5][0-9] +[A-Za-z]+/?`}}
	case "reference":
		return w.reference(f.Refs)
	case "source":
		return def("source")
	case "true, or languages":
		return anyOf(object{{"type", "boolean"}}, object{{"type", "array"}, {"items", w.languages()}})
	case "number by country":
		return object{{"type", "object"}, {"additionalProperties", object{{"type", "integer"}, {"minimum", 0}}},
			{"propertyNames", object{{"pattern", record.CodePattern("country")}}}}
	case "true or false":
		return object{{"type", "boolean"}}
	case "number":
		return object{{"type", "integer"}, {"minimum", 0}}
	case "group":
		return w.group(f)
	}
	return w.code(f)
}

// dated is a date of a form; a year alone is read as a number.
func dated(pattern string) object {
	return object{{"type", []string{"string", "integer"}}, {"pattern", pattern}, {"minimum", 1000}, {"maximum", 9999}}
}

// code is a text of a certain form, a word of a list, or any text.
func (w *writer) code(f *record.Field) object {
	switch pattern := record.CodePattern(f.Code); {
	case len(f.Enum) > 0:
		return object{{"enum", f.Enum}}
	case f.Code == "language":
		return w.languages()
	case pattern != "":
		return object{{"type", plain}, {"pattern", pattern}}
	}
	return object{{"type", plain}}
}

// languages is the key of an edition.
func (w *writer) languages() object {
	var keys []string
	for _, l := range w.r.Config.Languages {
		keys = append(keys, l.Key)
	}
	return object{{"enum", keys}}
}

// text is a text by its languages, or in that of the file.
func (w *writer) text(f *record.Field) object {
	one := w.code(&record.Field{Code: f.Code})
	var each object
	for _, l := range w.r.Config.Languages {
		each = append(each, member{l.Key, append(object{{"description", l.Name}}, one...)})
	}
	for _, key := range w.r.Config.ReferenceLanguages {
		each = append(each, member{key, one})
	}
	return anyOf(object{{"type", "object"}, {"properties", each}, {"additionalProperties", false}, {"minProperties", 1}}, one)
}

// group is a group of fields. The fields of one that is no item of a list may
// stand in several files.
func (w *writer) group(f *record.Field) object {
	of := object{{"type", "object"}, {"properties", w.properties(f.Fields)}, {"additionalProperties", false}}
	if !f.List {
		return of
	}
	var required []string
	alone := -1
	for i, g := range f.Fields {
		if g.Required {
			required = append(required, g.Key)
		}
		if g.Short {
			alone = i
		}
	}
	if required != nil {
		of = append(of, member{"required", required})
	}
	if alone >= 0 {
		return anyOf(w.field(&f.Fields[alone]), of)
	}
	return of
}

// reference is the id of a record that there is, where one kind is admitted; with
// its kind it is admitted, too, but not offered. Else it has its kind.
func (w *writer) reference(kinds []string) object {
	switch {
	case slices.Contains(kinds, "*"):
		return def("any")
	case len(kinds) == 1:
		return anyOf(def(kinds[0]), def("admitted-"+kinds[0]))
	}
	var each []object
	for _, k := range kinds {
		each = append(each, def("full-"+k))
	}
	return anyOf(each...)
}

// defs are what several fields share: references, and sources.
func (w *writer) defs() object {
	var defs object
	var all []object
	for _, k := range record.Kinds {
		var ids, refs, names []string
		for _, e := range w.r.Of(k.Name) {
			ids, refs, names = append(ids, e.ID), append(refs, e.String()), append(names, e.Label())
		}
		defs = append(defs, member{k.Name, choice(ids, names)}, member{"full-" + k.Name, choice(refs, names)},
			member{"admitted-" + k.Name, object{{"type", "string"}, {"pattern", "^" + k.Name + ":(" + strings.Join(ids, "|") + ")$"}}})
		all = append(all, def("full-"+k.Name))
	}
	source := anyOf(object{{"type", "string"}, {"pattern", record.CodePattern("url")}}, def("any"), object{
		{"type", "object"}, {"properties", w.properties(record.SourceSchema())}, {"additionalProperties", false},
	})
	return append(defs, member{"any", anyOf(all...)}, member{"source", source},
		member{"sources", anyOf(def("source"), object{{"type", "array"}, {"items", def("source")}})})
}

// choice is one of the records that there are; enumDescriptions is a keyword of
// editors, which show the names beside the ids.
func choice(ids, names []string) object {
	if ids == nil {
		return object{{"not", object{}}} // there is none yet
	}
	return object{{"enum", ids}, {"enumDescriptions", names}}
}

func def(name string) object { return object{{"$ref", "#/$defs/" + name}} }

func anyOf(each ...object) object { return object{{"anyOf", each}} }

// object is a JSON object whose members keep their order: editors offer fields
// in it.
type object []member

type member struct {
	key   string
	value any
}

// MarshalJSON writes the members in order.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	for i, m := range o {
		lead := byte(',')
		if i == 0 {
			lead = '{'
		}
		b.WriteByte(lead)
		if err := encode(&b, m.key, ""); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := encode(&b, m.value, ""); err != nil {
			return nil, err
		}
	}
	if len(o) == 0 {
		b.WriteByte('{')
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// encode writes a value with its letters as they are.
func encode(b *bytes.Buffer, v any, indent string) error {
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	return enc.Encode(v)
}

// indented writes a value for people to read, too.
func indented(v any) ([]byte, error) {
	var b bytes.Buffer
	err := encode(&b, v, "  ")
	return b.Bytes(), err
}
