package render

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"diglot/generator/internal/view"
)

// object is a JSON object that is written with its members in the order of
// their names.
type object map[string]any

// DataSchema writes what a table of open data may hold as a JSON Schema (draft
// 2020-12). It admits the JSON file of the table and nothing that has another
// column, a word that is not in the list, a number that is a text.
func DataSchema(s view.DataSchema) ([]byte, error) {
	d := s.Table
	columns := object{}
	for _, c := range d.Columns {
		columns[c.Name] = factSchema(c)
	}
	texts, tags := object{}, object{}
	for _, l := range d.Languages {
		texts[l.Key] = object{"type": "string"}
		tags[l.Key] = object{"const": l.Tag}
	}
	members := object{
		"dataset": object{"const": d.Name}, "url": object{"const": d.URL}, "schema": object{"const": s.URL},
		"title": object{"$ref": "#/$defs/texts"}, "description": object{"$ref": "#/$defs/texts"},
		"licence": object{"type": "string"}, "licenceUrl": object{"type": []string{"string", "null"}},
		"languages": closed(tags), "records": object{"type": "array", "items": closed(columns)},
	}
	root := closed(members)
	root["$schema"], root["$id"], root["title"] = "https://json-schema.org/draft/2020-12/schema", s.URL, d.Name
	lists := object{}
	for name := range texts {
		lists[name] = object{"type": "array", "items": object{"type": "string"}}
	}
	root["$defs"] = object{"texts": optional(texts), "lists": optional(lists)}
	out, err := json.MarshalIndent(root, "", " ")
	if err != nil {
		return nil, fmt.Errorf("write the schema of %s: %w", d.Name, err)
	}
	return append(out, '\n'), nil
}

// closed is an object that has all of these members and no others.
func closed(members object) object {
	o := optional(members)
	o["required"] = slices.Sorted(maps.Keys(members))
	return o
}

// optional is an object that has no other members than these.
func optional(members object) object {
	return object{"type": "object", "properties": members, "additionalProperties": false}
}

// factSchema is what a column holds, with how it is known if that is told.
func factSchema(c view.Column) object {
	cell := cellSchema(c)
	if c.Sourced {
		cell = closed(object{
			"value": cell, "certainty": object{"enum": []any{"stated", "derived", "notStated", nil}}, "source": object{"type": []string{"string", "null"}},
		})
	}
	if c.Doc != "" {
		cell["description"] = c.Doc
	}
	return cell
}

func cellSchema(c view.Column) object {
	switch c.Shape {
	case shapeNumber:
		return object{"type": []string{"integer", "null"}}
	case shapeBoolean:
		return object{"type": []string{"boolean", "null"}}
	case shapeTexts, shapeLists:
		o := object{"$ref": "#/$defs/" + string(c.Shape)}
		if c.Shape == shapeTexts && c.Pattern != "" {
			o["additionalProperties"] = object{"pattern": c.Pattern}
		}
		return o
	case shapeList:
		return object{"type": "array", "items": textSchema(c, "string")}
	}
	return textSchema(c, "string", "null")
}

// textSchema is a text of a column's words and pattern.
func textSchema(c view.Column, types ...string) object {
	o := object{"type": types}
	if len(c.Words) > 0 {
		words := []any{}
		for _, w := range c.Words {
			words = append(words, w)
		}
		if len(types) > 1 {
			words = append(words, nil)
		}
		o["enum"] = words
	}
	if c.Pattern != "" {
		o["pattern"] = c.Pattern
	}
	return o
}
