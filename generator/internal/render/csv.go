package render

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"

	"diglot/generator/internal/view"
)

// DataCSV writes a table for spreadsheets (RFC 4180: commas, CRLF) in UTF-8
// with a byte order mark, without which Excel reads another encoding.
//
//   - A column with a text per language becomes one column a language, called
//     "name_uk" and "name_zh"; a sourced one is followed by
//     "dateSigned_certainty" and "dateSigned_source".
//   - A list is joined by "; ". A semicolon of an item's own is written "\;"
//     and a backslash "\\".
//   - A fact that a record lacks is an empty cell.
//   - The last column, "licence", says in every row on what terms it may be used:
//     rows travel without their file.
//   - A code is written as it is, with its zeros: RFC 4180 has no way to say that
//     02071180 is a text, and quotation marks say nothing to a spreadsheet.
//   - Line breaks in a cell are CRLF too; control characters are U+FFFD. Spaces
//     are those that are typed: a filter finds no other. JSON has what was written.
//   - What a spreadsheet would take for a formula is disarmed: see
//     disarmFormulas.
//
// It is an error if the rows do not fit the columns.
func DataCSV(d view.Dataset) ([]byte, error) {
	if err := checkDataset(d); err != nil {
		return nil, fmt.Errorf("write data %s: %w", d.Name, err)
	}
	var out bytes.Buffer
	out.WriteString("\uFEFF")
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	var record []string
	for _, c := range d.Columns {
		record = appendHeader(record, c, d.Languages)
	}
	w.Write(append(record, "licence"))
	terms := field(d.Licence.Name)
	for i, row := range d.Rows {
		out.Grow(rest(out.Len(), i, len(d.Rows)))
		record = record[:0]
		for j, c := range d.Columns {
			record = appendFields(record, c, row[j], d.Languages)
		}
		w.Write(append(record, terms))
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return nil, fmt.Errorf("write data %s: %w", d.Name, err)
	}
	return out.Bytes(), nil
}

// appendHeader appends the names of a column's columns.
func appendHeader(record []string, c view.Column, languages []view.Language) []string {
	switch c.Shape {
	case shapeTexts, shapeLists:
		for _, l := range languages {
			record = append(record, field(c.Name+"_"+l.Key))
		}
	default:
		record = append(record, field(c.Name))
	}
	if c.Sourced {
		record = append(record, field(c.Name+"_certainty"), field(c.Name+"_source"))
	}
	return record
}

// appendFields appends a cell, one field for each name of appendHeader.
func appendFields(record []string, c view.Column, cell view.Cell, languages []view.Language) []string {
	switch c.Shape {
	case shapeTexts, shapeLists:
		for _, l := range languages {
			record = append(record, field(textOf(c.Shape, cell.Texts, l.Key)))
		}
	case shapeList:
		record = append(record, field(joinList(cell.Items)))
	default:
		record = append(record, field(cell.Text))
	}
	if c.Sourced {
		record = append(record, field(string(cell.Certainty)), field(cell.Source))
	}
	return record
}

// textOf returns the text of a language, or its list of texts joined.
func textOf(shape view.Shape, texts []view.DataText, key string) string {
	for _, t := range texts {
		if t.Key == key && shape == shapeLists {
			return joinList(t.Items)
		} else if t.Key == key {
			return t.Text
		}
	}
	return ""
}

// joinList writes a list in one field.
func joinList(items []string) string {
	escaped := make([]string, len(items))
	for i, s := range items {
		escaped[i] = listEscapes.Replace(s)
	}
	return strings.Join(escaped, "; ")
}

var listEscapes = strings.NewReplacer(`\`, `\\`, `;`, `\;`)

// field makes a text fit for a spreadsheet.
func field(s string) string { return disarmFormulas(typedText(s)) }

// disarmFormulas puts an apostrophe before what a spreadsheet would take for a
// formula: a part of s that begins with = + - @ or a tab, with spaces, quotation
// marks and apostrophes passed over. The same signs in full width count, since
// East Asian editions of Excel take them too. A negative number is left alone.
//
// Parts are divided by semicolons and line feeds, not only cells: a program set
// to Ukrainian divides the file at semicolons, and would find its cells there.
// Who reads the file with a program takes one apostrophe away where a part has
// a sign after it.
func disarmFormulas(s string) string {
	var b strings.Builder
	written := 0
	for at := 0; at < len(s); {
		end := at
		for end < len(s) && s[end] != ';' && s[end] != '\n' {
			end++
		}
		end = min(end+1, len(s))
		if words := strings.TrimLeft(s[at:end], " "); isFormula(words) {
			b.WriteString(s[written : end-len(words)])
			b.WriteByte('\'')
			written = end - len(words)
		}
		at = end
	}
	if b.Len() == 0 {
		return s
	}
	b.WriteString(s[written:])
	return b.String()
}

// isFormula reports whether a spreadsheet may take a part of a cell for a
// formula (OWASP, CSV Injection).
func isFormula(part string) bool {
	if part == "" || isTokenRune(rune(part[0])) { // as most do
		return false
	}
	start := strings.TrimLeft(part, " '\"\u00A0\u3000\u200B\uFEFF")
	if start == "" || !strings.ContainsAny(start[:1], "=+-@\t") && strings.IndexAny(start, "＝＋－＠") != 0 {
		return false
	}
	words := strings.TrimRight(part, ";\n")
	return words[0] != '-' || !view.IsBareJSON(words)
}
