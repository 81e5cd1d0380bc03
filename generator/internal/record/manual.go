package record

import (
	_ "embed"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
)

//go:embed manual.md
var manual string

// Manual returns what authors need to know of files and fields, in Markdown:
// the text of manual.md with the tables of the schema in the places of its
// comments.
func Manual() string {
	return strings.NewReplacer(
		"<!-- codes -->", codeTable(),
		"<!-- source -->", fieldTable(SourceSchema()),
		"<!-- common -->", fieldTable(fieldsOf(reflect.TypeFor[Common]())),
		"<!-- kinds -->", kindTables(),
		"<!-- config -->", fieldTable(ConfigSchema()),
	).Replace(manual)
}

// ConfigSchema returns the fields of site.yaml but for languages, which is a
// map in order and no group.
func ConfigSchema() []Field { return fieldsOf(reflect.TypeFor[Config]()) }

// SourceSchema returns the fields of a source.
func SourceSchema() []Field { return fieldsOf(reflect.TypeFor[Source]()) }

func codeTable() string {
	var b strings.Builder
	b.WriteString("| code | what is written |\n|---|---|\n")
	for _, name := range slices.Sorted(maps.Keys(codes)) {
		fmt.Fprintf(&b, "| %s | %s |\n", name, inTable(codes[name].want))
	}
	return strings.TrimSpace(b.String())
}

func kindTables() string {
	var b strings.Builder
	for _, k := range Kinds {
		fmt.Fprintf(&b, "## %s: `content/%s/`\n\n%s %s\n\n", k.Name, k.Section, k.Doc, k.calledBy())
		if own := fieldsOf(k.typ); len(own) > 0 {
			fmt.Fprintf(&b, "%s\n\n", fieldTable(own))
		}
	}
	return strings.TrimSpace(b.String())
}

// calledBy says which of the common fields a record of the kind must have, and
// whether it needs texts.
func (k *Kind) calledBy() string {
	says := fmt.Sprintf("It must have a `%s`.", k.NameField())
	if k.Unnamed {
		says = fmt.Sprintf("It may have a `%s`.", k.NameField())
	}
	if k.Prose {
		says += " It must have a text in every language."
	}
	return says
}

func fieldTable(fields []Field) string {
	var b strings.Builder
	b.WriteString("| field | what is written | required | meaning |\n|---|---|---|---|\n")
	fieldRows(&b, "", fields)
	return strings.TrimSpace(b.String())
}

// fieldRows writes a row for each field, and below a group those of its fields
// under their full names.
func fieldRows(b *strings.Builder, prefix string, fields []Field) {
	for i := range fields {
		f := &fields[i]
		required := ""
		if f.Required {
			required = "yes"
		}
		name := prefix + f.Key
		if f.List {
			name += "[]"
		}
		fmt.Fprintf(b, "| `%s` | %s | %s | %s |\n", name, inTable(f.written()), required, inTable(f.Doc))
		if f.Form == "group" {
			fieldRows(b, name+".", f.Fields)
		}
	}
}

// written says in a few words what is written for a field.
func (f *Field) written() string {
	s := f.Form
	switch {
	case len(f.Enum) > 0:
		s = "`" + strings.Join(f.Enum, "`, `") + "`"
	case f.Form == "reference" && f.admits("*"):
		s = "reference to any record, with its kind"
	case f.Form == "reference":
		s = "reference → " + strings.Join(f.Refs, ", ")
	case f.Code == "language":
		s = "language of the site"
	case f.Code == "translation":
		s = "line of the accept command, for each language"
	case f.Code != "" && f.Form == "text per language":
		s = f.Code + ", for all languages or for each"
	case f.Code != "":
		s = f.Code
	case f.Form == "group":
		s = "fields"
		for _, g := range f.Fields {
			if g.Short {
				s += ", or the " + g.Key + " alone"
			}
		}
	}
	if f.List {
		s = "list: " + s
	}
	if f.Min > 0 {
		s += fmt.Sprintf(", at least %d", f.Min)
	}
	if f.Fact {
		s += " (fact)"
	}
	return s
}

func inTable(s string) string { return strings.ReplaceAll(s, "|", `\|`) }
