package render

import (
	"fmt"
	"slices"
	"strconv"

	"diglot/generator/internal/view"
)

// The shapes of a column: see view.Shape.
const (
	shapeText    view.Shape = "text"
	shapeNumber  view.Shape = "number"
	shapeBoolean view.Shape = "boolean"
	shapeList    view.Shape = "list"
	shapeTexts   view.Shape = "texts"
	shapeLists   view.Shape = "lists"
)

// checkDataset finds a table that is none: a column of an unknown shape or of
// another's name, a row of another length, a cell that is not of its shape.
func checkDataset(d view.Dataset) error {
	seen := map[string]bool{}
	for _, c := range d.Columns {
		switch c.Shape {
		case shapeText, shapeNumber, shapeBoolean, shapeList, shapeTexts, shapeLists:
		default:
			return fmt.Errorf("column %s has the unknown shape %q", c.Name, c.Shape)
		}
		if seen[c.Name] {
			return fmt.Errorf("two columns are called %s", c.Name)
		}
		seen[c.Name] = true
	}
	for i, row := range d.Rows {
		if len(row) != len(d.Columns) {
			return fmt.Errorf("row %d has %d cells and not %d", i+1, len(row), len(d.Columns))
		}
		for j, c := range d.Columns {
			if err := checkCell(c.Shape, row[j], d.Languages); err != nil {
				return fmt.Errorf("row %d, %s: %w", i+1, c.Name, err)
			}
		}
	}
	return nil
}

// checkCell finds a number that is none, and a text in a language that has no
// column or already has a text.
func checkCell(shape view.Shape, cell view.Cell, languages []view.Language) error {
	if bare := shape == shapeNumber || shape == shapeBoolean; bare && cell.Text != "" && !isBare(shape, cell.Text) {
		return fmt.Errorf("%q is not a %s", cell.Text, shape)
	}
	for i, t := range cell.Texts {
		if !slices.ContainsFunc(languages, func(l view.Language) bool { return l.Key == t.Key }) {
			return fmt.Errorf("the table has no language %q", t.Key)
		}
		if slices.ContainsFunc(cell.Texts[:i], func(o view.DataText) bool { return o.Key == t.Key }) {
			return fmt.Errorf("there are two texts in the language %q", t.Key)
		}
	}
	return nil
}

// isBare reports whether a text is of the shape, a number or a boolean.
func isBare(shape view.Shape, text string) bool {
	boolean := text == "true" || text == "false"
	return view.IsBareJSON(text) && boolean == (shape == shapeBoolean)
}

// DataJSON writes a table as JSON: an object with what the table is, and its
// records one to a line, so that a change of one record is a change of one
// line. A record has every column in the columns' order; a fact that it lacks
// is null, an empty list or an object without languages. A fact of a sourced
// column is an object of "value", "certainty" and "source".
//
// It is an error if the rows do not fit the columns.
func DataJSON(d view.Dataset) ([]byte, error) {
	if err := checkDataset(d); err != nil {
		return nil, fmt.Errorf("write data %s: %w", d.Name, err)
	}
	dst := append([]byte(nil), '{')
	dst = appendDataHead(dst, d)
	dst = append(dst, `,"records":[`...)
	for i, row := range d.Rows {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = slices.Grow(dst, rest(len(dst), i, len(d.Rows)))
		dst = append(dst, "\n{"...)
		for j, c := range d.Columns {
			if j > 0 {
				dst = append(dst, ',')
			}
			dst = appendKey(dst, c.Name)
			dst = appendFact(dst, c, row[j])
		}
		dst = append(dst, '}')
	}
	return append(dst, "\n]}\n"...), nil
}

// rest guesses how many bytes a table of the whole site will still take, after
// enough of its rows: a buffer that doubles until it fits leaves three times as
// much garbage, at the time when most memory is in use. Before and after it is 0.
func rest(size, done, rows int) int {
	const enough = 64
	if done != enough {
		return 0
	}
	return size / enough * (rows - enough) / 8 * 9
}

// appendDataHead appends what a table is.
func appendDataHead(dst []byte, d view.Dataset) []byte {
	dst = view.AppendJSON(appendKey(dst, "dataset"), d.Name)
	dst = view.AppendJSON(appendKey(append(dst, ','), "url"), d.URL)
	dst = view.AppendJSON(appendKey(append(dst, ','), "schema"), d.Schema)
	dst = appendTexts(appendKey(append(dst, ','), "title"), shapeTexts, d.Titles)
	dst = appendTexts(appendKey(append(dst, ','), "description"), shapeTexts, d.Description)
	dst = appendLicence(append(dst, ','), d.Licence)
	dst = appendKey(append(dst, ','), "languages")
	dst = append(dst, '{')
	for i, l := range d.Languages {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = view.AppendJSON(appendKey(dst, l.Key), l.Tag)
	}
	return append(dst, '}')
}

// appendLicence appends the two members that name a licence.
func appendLicence(dst []byte, l view.Licence) []byte {
	dst = view.AppendJSON(appendKey(dst, "licence"), l.Name)
	return appendTextOrNull(appendKey(append(dst, ','), "licenceUrl"), l.URL)
}

// appendKey appends the name of a member with its colon.
func appendKey(dst []byte, name string) []byte { return append(view.AppendJSON(dst, name), ':') }

// appendFact appends a cell of a column, with how it is known if that is told.
func appendFact(dst []byte, c view.Column, cell view.Cell) []byte {
	if !c.Sourced {
		return appendCell(dst, c.Shape, cell)
	}
	dst = appendCell(appendKey(append(dst, '{'), "value"), c.Shape, cell)
	dst = appendTextOrNull(appendKey(append(dst, ','), "certainty"), string(cell.Certainty))
	dst = appendTextOrNull(appendKey(append(dst, ','), "source"), cell.Source)
	return append(dst, '}')
}

// appendCell appends the value of a cell.
func appendCell(dst []byte, shape view.Shape, cell view.Cell) []byte {
	switch shape {
	case shapeList:
		return appendStrings(dst, cell.Items)
	case shapeTexts, shapeLists:
		return appendTexts(dst, shape, cell.Texts)
	case shapeNumber, shapeBoolean:
		if cell.Text != "" {
			return append(dst, cell.Text...)
		}
	}
	return appendTextOrNull(dst, cell.Text)
}

// appendTextOrNull appends a text, or null where there is none.
func appendTextOrNull(dst []byte, s string) []byte {
	if s == "" {
		return append(dst, "null"...)
	}
	return view.AppendJSON(dst, s)
}

// appendStrings appends a list of texts.
func appendStrings(dst []byte, items []string) []byte {
	dst = append(dst, '[')
	for i, s := range items {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = view.AppendJSON(dst, s)
	}
	return append(dst, ']')
}

// appendTexts appends texts, or lists of them, by language.
func appendTexts(dst []byte, shape view.Shape, texts []view.DataText) []byte {
	dst = append(dst, '{')
	for i, t := range texts {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendKey(dst, t.Key)
		if shape == shapeLists {
			dst = appendStrings(dst, t.Items)
		} else {
			dst = view.AppendJSON(dst, t.Text)
		}
	}
	return append(dst, '}')
}

// DataIndex writes the list of the files of open data as JSON, one file to a
// line.
func DataIndex(x view.DataIndex) []byte {
	dst := appendTexts(appendKey([]byte{'{'}, "title"), shapeTexts, x.Titles)
	dst = appendTexts(appendKey(append(dst, ','), "pages"), shapeTexts, x.Pages)
	dst = appendLicence(append(dst, ','), x.Licence)
	dst = append(dst, `,"files":[`...)
	for i, f := range x.Files {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, "\n{"...)
		dst = view.AppendJSON(appendKey(dst, "url"), f.URL)
		dst = view.AppendJSON(appendKey(append(dst, ','), "type"), f.Type)
		dst = view.AppendJSON(appendKey(append(dst, ','), "dataset"), f.Dataset)
		dst = appendTexts(appendKey(append(dst, ','), "title"), shapeTexts, f.Titles)
		dst = appendTexts(appendKey(append(dst, ','), "description"), shapeTexts, f.Description)
		dst = appendLicence(append(dst, ','), f.Licence)
		dst = strconv.AppendInt(appendKey(append(dst, ','), "records"), int64(f.Records), 10)
		dst = append(dst, '}')
	}
	return append(dst, "\n]}\n"...)
}

// DataGraph writes linked data as one JSON-LD document, one node to a line.
func DataGraph(g view.Graph) []byte {
	size := 1 << 10 // bytes, for what stands around the nodes
	for _, node := range g.Nodes {
		size += len(",\n") + len(node)
	}
	dst := view.AppendJSON(append(make([]byte, 0, size), `{"@context":`...), g.Context)
	dst = append(dst, `,"@graph":[`...)
	for i, node := range g.Nodes {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(append(dst, '\n'), node...)
	}
	return append(dst, "\n]}\n"...)
}
