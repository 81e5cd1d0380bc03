package frontmatter

import (
	"strings"
	"unicode/utf8"

	"diglot/generator/internal/diag"

	"gopkg.in/yaml.v3"
)

// lines are the author's lines, without their ends, with their places in the
// file.
type lines struct {
	file  string
	first int // the file's number of text[0]
	text  []string
	// The place last looked up. yaml.v3's nodes come in the order of the text,
	// so that a long line is counted once and not once a node.
	row, col, off int
}

func newLines(file string, first int, src []byte) *lines {
	text := strings.Split(string(src), "\n")
	for i, l := range text {
		text[i] = strings.TrimSuffix(l, "\r")
	}
	return &lines{file: file, first: first, text: text, row: -1}
}

// offset returns the byte at which column col (from 1) of a row begins.
func (l *lines) offset(row, col int) int {
	if l.row != row || l.col > col {
		l.row, l.col, l.off = row, 1, 0
	}
	text := l.text[row]
	for l.col < col && l.off < len(text) {
		_, n := utf8.DecodeRuneInString(text[l.off:])
		l.off += n
		l.col++
	}
	return l.off
}

// span returns the place of bytes from..to of a row.
func (l *lines) span(row, from, to int) diag.Span {
	text := l.text[row]
	from, to = min(from, len(text)), min(to, len(text))
	col := utf8.RuneCountInString(text[:from]) + 1
	end := col + utf8.RuneCountInString(text[from:max(from, to)])
	return diag.Span{File: l.file, Line: int32(l.first + row), Col: int32(col), End: int32(max(end, col+1))}
}

// spanOf returns the place of a node: the whole of it, or its part on its
// first line.
func (l *lines) spanOf(n *yaml.Node) diag.Span {
	row := min(max(n.Line-1, 0), len(l.text)-1)
	col := max(n.Column, 1)
	off := l.offset(row, col)
	col = min(col, l.col) // yaml.v3 also ends lines at a CR, we do not
	rest := l.text[row][off:]
	width := utf8.RuneCountInString(rest[:l.extent(n, rest)])
	return diag.Span{
		File: l.file,
		Line: int32(l.first + row),
		Col:  int32(col),
		End:  int32(col + max(width, 1)),
	}
}

// extent returns how many bytes of the rest of its line belong to a node.
func (l *lines) extent(n *yaml.Node, rest string) int {
	switch {
	case rest == "":
		return 0
	case n.Kind == yaml.ScalarNode && n.Style == 0 && n.Value != "" && strings.HasPrefix(rest, n.Value):
		return len(n.Value)
	case n.Kind == yaml.ScalarNode && n.Style == 0 && n.Value == "":
		return 1
	case rest[0] == '"' || rest[0] == '\'':
		if end := closingQuote(rest); end > 0 {
			return end
		}
	case rest[0] == '[' || rest[0] == '{':
		if end := closingBracket(rest); end > 0 {
			return end
		}
	case n.Kind == yaml.MappingNode || n.Kind == yaml.SequenceNode:
		return 1
	}
	return len(strings.TrimRight(uncomment(rest), " \t"))
}

// runeAt returns the character at a place, or "".
func (l *lines) runeAt(at diag.Span) string {
	row := int(at.Line) - l.first
	if row < 0 || row >= len(l.text) {
		return ""
	}
	rest := l.text[row][l.offset(row, int(at.Col)):]
	_, n := utf8.DecodeRuneInString(rest)
	return rest[:n]
}

// uncomment cuts a comment off, which begins with # at the start or after a
// space.
func uncomment(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] == '#' && (i == 0 || s[i-1] == ' ' || s[i-1] == '\t') {
			return s[:i]
		}
	}
	return s
}

// closingQuote returns the offset after the quotation mark that closes the one
// with which s begins, or -1.
func closingQuote(s string) int {
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && s[0] == '"':
			i++
		case s[i] != s[0]:
		case s[0] == '\'' && i+1 < len(s) && s[i+1] == '\'':
			i++
		default:
			return i + 1
		}
	}
	return -1
}

// closingBracket returns the offset after the bracket that closes the one with
// which s begins, or -1 where it is not on this line.
func closingBracket(s string) int {
	depth, atStart := 0, true // a quotation mark counts where a value may start
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '[' || c == '{':
			depth++
			atStart = true
		case c == ']' || c == '}':
			if depth--; depth == 0 {
				return i + 1
			}
			atStart = false
		case (c == '"' || c == '\'') && atStart:
			n := closingQuote(s[i:])
			if n < 0 {
				return -1
			}
			i += n - 1
			atStart = false
		case c == '#' && i > 0 && s[i-1] == ' ':
			return -1
		case c == ',' || c == ':':
			atStart = true
		case c != ' ' && c != '\t':
			atStart = false
		}
	}
	return -1
}
