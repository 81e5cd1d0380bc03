package frontmatter

import (
	"diglot/generator/internal/diag"

	"gopkg.in/yaml.v3"
)

// Parse reads front matter whose first line is line firstLine of the file.
// Without fields it returns an empty Map. The tree is never nil; where
// something cannot be read the diagnostics say so and the tree holds the rest.
func Parse(file string, firstLine int, src []byte) (*Node, []diag.Diagnostic) {
	return nil, nil
}

// ParseFile reads a whole file of fields, such as site.yaml or the strings of
// a language. It checks the text as Split does.
func ParseFile(file string, src []byte) (*Node, []diag.Diagnostic) {
	return nil, nil
}

var _ yaml.Node
