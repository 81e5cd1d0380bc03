package hostile

import (
	"bytes"
	"encoding/json"
	"slices"

	"diglot/generator/internal/frontmatter"
	"diglot/generator/internal/record"
	"diglot/generator/internal/sitetest"
)

// planter writes the fields of a file anew.
type planter struct {
	*planting
	file *sitetest.ContentFile
	text string
	out  bytes.Buffer
}

func schemaOf(f *sitetest.ContentFile) []record.Field { return record.Schema(f.Kind) }

func (g *planter) fields(prefix string, fields []record.Field, n *frontmatter.Node, indent string) {
	for _, k := range n.Keys {
		i := slices.IndexFunc(fields, func(s record.Field) bool { return s.Key == k.Key })
		g.out.WriteString(indent + k.Key + ":")
		g.value(prefix+"."+k.Key, fields[i], k.Value, indent+"  ")
	}
}

// value writes what stands behind a colon or a hyphen, and its line end.
func (g *planter) value(name string, field record.Field, n *frontmatter.Node, indent string) {
	switch {
	case n.Kind == frontmatter.List:
		g.out.WriteByte('\n')
		for _, item := range n.Items {
			g.out.WriteString(indent + "-")
			g.value(name, field, item, indent+"  ")
		}
	case n.Kind != frontmatter.Map:
		g.leaf(sitetest.Leaf{Path: name, Value: n.Text, Lang: g.file.Lang, Field: field, File: g.file})
	default:
		g.out.WriteByte('\n')
		g.group(name, field, n, indent)
	}
}

// group writes what is below a key.
func (g *planter) group(name string, field record.Field, n *frontmatter.Node, indent string) {
	fields := field.Fields
	if field.Fact {
		value := field
		value.Fact = false
		source := record.Field{Key: "source", Form: "source", List: true, Fields: sourceFields()}
		for _, k := range n.Keys {
			g.out.WriteString(indent + k.Key + ":")
			switch k.Key {
			case "value":
				g.value(name, value, k.Value, indent+"  ")
			case "source":
				g.value("source", source, k.Value, indent+"  ")
			default:
				g.leaf(sitetest.Leaf{Path: name, Value: k.Value.Text, Field: record.Field{Code: "word"}, File: g.file})
			}
		}
		return
	}
	if field.Form == "group" || field.Form == "source" {
		if field.Form == "source" {
			name = "source"
		}
		g.fields(name, fields, n, indent)
		return
	}
	for _, k := range n.Keys {
		g.out.WriteString(indent + k.Key + ":")
		g.leaf(sitetest.Leaf{Path: name, Value: k.Value.Text, Lang: k.Key, Field: field, File: g.file})
	}
}

// leaf writes a value between quotation marks: of a text the one that is
// planted.
func (g *planter) leaf(l sitetest.Leaf) {
	value := l.Value
	if isWords(l) && value != string(record.NotStated) {
		value = g.text + " " + mark(len(g.leaves))
		g.leaves = append(g.leaves, l)
	}
	b, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	g.out.WriteString(" " + string(b) + "\n")
}

// sourceFields are the fields of a source.
func sourceFields() []record.Field {
	for _, f := range record.Schema(record.KindNamed("page")) {
		if f.Form == "source" {
			return f.Fields
		}
	}
	panic("no field of the schema is a source")
}
