package record

import (
	"embed"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"diglot/generator/internal/diag"
)

//go:embed manual/*.md
var manuals embed.FS

// Manual returns what authors need to know of files and fields, in Markdown and
// in a language: the text of its file with the tables of the schema in the places
// of its comments.
func Manual(l diag.Language) string {
	text, err := manuals.ReadFile("manual/" + l.String() + ".md")
	if err != nil {
		panic("record: " + err.Error())
	}
	m := manual{l}
	return strings.NewReplacer(
		"<!-- codes -->", m.codes(),
		"<!-- source -->", m.fields(SourceSchema()),
		"<!-- common -->", m.fields(fieldsOf(reflect.TypeFor[Common]())),
		"<!-- kinds -->", m.kinds(),
		"<!-- config -->", m.fields(ConfigSchema()),
	).Replace(string(text))
}

// ConfigSchema returns the fields of site.yaml but for languages, which is a
// map in order and no group.
func ConfigSchema() []Field { return fieldsOf(reflect.TypeFor[Config]()) }

// SourceSchema returns the fields of a source.
func SourceSchema() []Field { return fieldsOf(reflect.TypeFor[Source]()) }

// manual makes the tables of the manual in a language. Its words are in the files
// of package diag.
type manual struct{ diag.Language }

func (m manual) say(words string) string { return m.Term("manual", words) }

// row writes a line of a table.
func row(b *strings.Builder, cells ...string) {
	for _, cell := range cells {
		fmt.Fprintf(b, "| %s ", strings.ReplaceAll(cell, "|", `\|`))
	}
	b.WriteString("|\n")
}

// head writes the first two lines of a table.
func (m manual) head(b *strings.Builder, names ...string) {
	for i := range names {
		names[i] = m.say(names[i])
	}
	row(b, names...)
	b.WriteString(strings.Repeat("|---", len(names)) + "|\n")
}

func (m manual) codes() string {
	var b strings.Builder
	m.head(&b, "code", "what is written")
	for _, name := range slices.Sorted(maps.Keys(codes)) {
		row(&b, name, m.Term("want", codes[name].want))
	}
	return strings.TrimSpace(b.String())
}

func (m manual) kinds() string {
	var b strings.Builder
	for _, k := range Kinds {
		fmt.Fprintf(&b, "## %s: `content/%s/`\n\n%s\n\n%s\n\n", k.Name, k.Section, k.Meaning(m.Language), m.say(k.needs()))
		if own := fieldsOf(k.typ); len(own) > 0 {
			fmt.Fprintf(&b, "%s\n\n", m.fields(own))
		}
	}
	return strings.TrimSpace(b.String())
}

// needs says which of the common fields a record of the kind must have, and
// whether it needs texts.
func (k *Kind) needs() string {
	switch name := k.NameField(); {
	case k.Prose:
		return "It must have a `" + name + "`, and a text in every language."
	case k.Unnamed:
		return "It may have a `" + name + "`."
	default:
		return "It must have a `" + name + "`."
	}
}

func (m manual) fields(fields []Field) string {
	var b strings.Builder
	m.head(&b, "field", "what is written", "required", "meaning")
	m.rows(&b, "", fields)
	return strings.TrimSpace(b.String())
}

// rows writes a row for each field, and below a group those of its fields
// under their full names.
func (m manual) rows(b *strings.Builder, prefix string, fields []Field) {
	for i := range fields {
		f := &fields[i]
		required := ""
		if f.Required {
			required = m.say("yes")
		}
		name := prefix + f.Key
		if f.List {
			name += "[]"
		}
		row(b, "`"+name+"`", m.written(f), required, f.Meaning(m.Language))
		if f.Form == "group" {
			m.rows(b, name+".", f.Fields)
		}
	}
}

// written says in a few words what is written for a field.
func (m manual) written(f *Field) string {
	s := m.one(f)
	if f.List {
		s = m.say("list") + m.Colon() + s
	}
	if f.Min > 0 {
		s = m.say(fmt.Sprintf("%s, at least %d", s, f.Min))
	}
	if f.Fact {
		s = m.say(s + " (fact)")
	}
	return s
}

// one is what is written for each item of a list, or for a field that is none.
func (m manual) one(f *Field) string {
	switch {
	case len(f.Enum) > 0:
		quoted := make([]string, len(f.Enum))
		for i, word := range f.Enum {
			quoted[i] = "`" + word + "`"
		}
		return m.List(quoted)
	case f.Form == "reference" && f.admits("*"):
		return m.say("reference to any record, with its kind")
	case f.Form == "reference":
		return m.say("reference") + " → " + m.List(f.Refs)
	case f.Code == "language":
		return m.say("language of the site")
	case f.Code == "translation":
		return m.say("line of the accept command, for each language")
	case f.Code != "" && f.Form == "text per language":
		return m.say(f.Code + ", for all languages or for each")
	case f.Code != "":
		return f.Code
	case f.Form == "group":
		for _, g := range f.Fields {
			if g.Short {
				return m.say("fields, or the " + g.Key + " alone")
			}
		}
		return m.say("fields")
	}
	return m.say(f.Form)
}
