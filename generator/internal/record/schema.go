package record

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
)

// Field is one field of the schema, as its struct tag declares it.
type Field struct {
	Key      string
	Path     string // from the kind to the field: agreement.signatory.person; without it where every record may have the field
	Doc      string
	Form     string   // what is written: "text per language", "date", "reference", …
	Required bool     // must be there
	Fact     bool     // may be notStated, or written long with certainty and source
	List     bool     // several, in a list
	Enum     []string // the words it admits
	Refs     []string // kinds of record it may name; "*" for any
	Code     string   // form of a code, a key of codes
	Min      int      // least number of items
	Fields   []Field  // of a group of fields, or of a source

	Short bool // the group may be written as this field alone

	index int
	typ   reflect.Type
}

// Schema returns the fields of a kind, those of its own first, then the ones
// that every record may have.
func Schema(k *Kind) []Field {
	own := fieldsOf(k.typ)
	common := slices.DeleteFunc(fieldsOf(reflect.TypeFor[Common]()), func(f Field) bool {
		return !k.has(f.Key)
	})
	for i := range common {
		if common[i].Key == k.NameField() {
			common[i].Required = !k.Unnamed
		}
	}
	return append(own, common...)
}

// Ordered returns the fields of a kind in the order in which they are written:
// whether the record is public, what it is called, its own facts, the rest, and
// in the end what the accept command writes.
func Ordered(k *Kind) []Field {
	fields := Schema(k)
	place := func(f Field) int {
		i := slices.Index(foremost, f.Key)
		switch {
		case f.Path != f.Key: // the kind's own
			return len(foremost)
		case i >= 0:
			return i
		case f.Code == "translation":
			return len(foremost) + 2
		}
		return len(foremost) + 1
	}
	slices.SortStableFunc(fields, func(a, b Field) int { return place(a) - place(b) })
	return fields
}

// foremost are the common fields that stand before a kind's own.
var foremost = []string{"draft", "embargoUntil", "languages", "name", "title", "description"}

// NameField is the field that names a record of the kind: title or name.
func (k *Kind) NameField() string {
	if k.Titled {
		return "title"
	}
	return "name"
}

// has reports whether records of the kind may have a common field. What has no
// page of its own has no address, and nothing to show pictures or files on.
func (k *Kind) has(key string) bool {
	switch key {
	case "title":
		return k.Titled
	case "name":
		return !k.Titled
	case "slug", "aliases", "image", "document", "contact":
		return !k.Glossed
	}
	return true
}

var (
	textType   = reflect.TypeFor[lang.Text]()
	spanType   = reflect.TypeFor[diag.Span]()
	countsType = reflect.TypeFor[[]CountryCount]() // written as a map, not as a list
	schemas    = map[reflect.Type][]Field{}
)

// The schema is fixed when the program starts, so that goroutines may share it.
func init() {
	schemas[reflect.TypeFor[Common]()] = readFields(reflect.TypeFor[Common](), "")
	schemas[reflect.TypeFor[Source]()] = readFields(reflect.TypeFor[Source](), "source.")
	schemas[reflect.TypeFor[Config]()] = readFields(reflect.TypeFor[Config](), "site.")
	for _, k := range Kinds {
		schemas[k.typ] = readFields(k.typ, k.Name+".")
	}
}

// fieldsOf returns a copy of a struct's fields.
func fieldsOf(t reflect.Type) []Field {
	return slices.Clone(schemas[t])
}

// readFields reads the tags of a struct, whose fields lie below a path.
func readFields(t reflect.Type, path string) []Field {
	var fields []Field
	for i := range t.NumField() {
		sf := t.Field(i)
		key, ok := sf.Tag.Lookup("field")
		if !ok {
			continue
		}
		f := Field{
			Key: key, Path: path + key, Doc: sf.Tag.Get("doc"), Code: sf.Tag.Get("code"),
			Required: sf.Tag.Get("req") == "true", Short: sf.Tag.Get("short") == "true",
			Enum: strings.Fields(sf.Tag.Get("enum")), Refs: strings.Fields(sf.Tag.Get("ref")),
			index: i, typ: sf.Type,
		}
		f.Min, _ = strconv.Atoi(sf.Tag.Get("min"))
		f.describe(sf.Type)
		fields = append(fields, f)
	}
	return fields
}

// describe derives the written form of a field from its Go type.
func (f *Field) describe(t reflect.Type) {
	if isFact(t) {
		f.Fact = true
		t = t.Field(0).Type
	}
	if t.Kind() == reflect.Slice && t != textType && t != countsType {
		f.List = true
		t = t.Elem()
	}
	f.Form = f.form(t)
	switch f.Form {
	case "group":
		f.Fields = readFields(t, f.Path+".")
	case "source":
		f.Fields = readFields(t, "source.")
	}
}

// isFact reports whether a type is a Fact of something.
func isFact(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(reflect.TypeFor[factual]())
}

func (f *Field) form(t reflect.Type) string {
	switch t {
	case textType:
		return "text per language"
	case reflect.TypeFor[lang.Date]():
		return "date"
	case reflect.TypeFor[When]():
		return "date, with an hour if known"
	case reflect.TypeFor[Moment]():
		return "day, hour and time zone"
	case reflect.TypeFor[Ref]():
		return "reference"
	case reflect.TypeFor[Source]():
		return "source"
	case reflect.TypeFor[Review]():
		return "true, or languages"
	case countsType:
		return "number by country"
	}
	switch t.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.Int:
		return "number"
	case reflect.Struct:
		return "group"
	}
	switch {
	case len(f.Enum) > 0:
		return "word"
	case f.Code != "":
		return "code"
	}
	return "text"
}
