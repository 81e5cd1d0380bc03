package frontmatter

import "diglot/generator/internal/diag"

// checkText tells what makes the bytes unreadable as text: another encoding
// than UTF-8, control characters.
func checkText(file string, firstLine int, src []byte) []diag.Diagnostic {
	return nil
}
