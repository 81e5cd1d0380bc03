package frontmatter

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"

	"diglot/generator/internal/diag"

	"gopkg.in/yaml.v3"
)

// Limits keep yaml.v3 within bounds: its tree takes some 0.3 s a megabyte.
const (
	maxMeta  = 64 << 10  // bytes of front matter; a long agreement has two thousand
	maxFile  = 256 << 10 // bytes of site.yaml or a file of strings
	maxDepth = 16        // levels of maps and lists; the schema needs six
	maxNodes = 20000     // keys and values
)

// Parse reads front matter whose first line is line firstLine of the file.
// Without fields it returns an empty Map. The tree is nil where the fields
// cannot be read at all; the diagnostics, never empty then, say why. A key
// that is written twice is told and keeps its first value.
//
// The bytes have been checked as text, as Split does it.
func Parse(file string, firstLine int, src []byte) (*Node, []diag.Diagnostic) {
	if len(src) > maxMeta {
		at := diag.Span{File: file, Line: int32(firstLine), Col: 1}
		return nil, []diag.Diagnostic{diag.New("frontmatter-too-large", at, "limit", kilobytes(maxMeta))}
	}
	return parse(file, firstLine, src)
}

// ParseFile reads a whole file of fields, such as site.yaml or the strings of
// a language, as Parse does. It checks the text as Split does.
func ParseFile(file string, src []byte) (*Node, []diag.Diagnostic) {
	if len(src) > maxFile {
		at := diag.Span{File: file, Line: 1, Col: 1}
		return nil, []diag.Diagnostic{diag.New("fields-too-large", at, "limit", kilobytes(maxFile))}
	}
	if bad := checkText(file, 1, src); len(bad) > 0 {
		return nil, bad
	}
	return parse(file, 1, bytes.TrimPrefix(src, byteOrderMark))
}

func kilobytes(n int) string { return strconv.Itoa(n>>10) + " kB" }

func parse(file string, firstLine int, src []byte) (*Node, []diag.Diagnostic) {
	if root, ok := readPlain(file, firstLine, src); ok {
		return root, nil
	}
	return parseYAML(file, firstLine, src)
}

func parseYAML(file string, firstLine int, src []byte) (*Node, []diag.Diagnostic) {
	lines := newLines(file, firstLine, src)
	found := accidents(lines)
	doc, err := decode(src)
	if err != nil {
		if len(found) == 0 {
			found = append(found, accident{at: lines.unexplained(src, err), code: "frontmatter-syntax"})
		}
		return nil, lines.tell(found, true)
	}
	if certain := lines.tell(found, false); len(certain) > 0 {
		return nil, certain
	}
	c := converter{lines: lines}
	tree := c.document(doc)
	return tree, c.found
}

var errSecondDocument = errors.New("a second document follows")

// decode returns the node of the only document, or nil where there is none.
func decode(src []byte) (root *yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("parse YAML: %v", r)
		}
	}()
	var doc, more yaml.Node
	dec := yaml.NewDecoder(bytes.NewReader(src))
	switch err := dec.Decode(&doc); {
	case err == io.EOF:
		return nil, nil
	case err != nil:
		return nil, err
	}
	switch err := dec.Decode(&more); {
	case err == nil:
		return nil, errSecondDocument
	case err != io.EOF:
		return nil, err
	}
	if len(doc.Content) != 1 {
		return nil, nil
	}
	return doc.Content[0], nil
}
