package frontmatter

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"diglot/generator/internal/diag"
)

// Parts are the two halves of an author's file. Both are slices of the file.
type Parts struct {
	Meta     []byte // the lines between the two lines of hyphens; nil without front matter
	MetaLine int    // the file's line on which Meta begins
	Body     []byte // the rest; the whole file without front matter
	BodyLine int    // the file's line on which Body begins
}

var byteOrderMark = []byte("\uFEFF")

// Split cuts a file into its front matter and its body. Front matter opens
// with a line of three hyphens at the very start, after a byte order mark if
// there is one, and ends with the next such line; spaces after the hyphens do
// no harm, lines may end in LF or CRLF.
//
// The whole file is checked as text first: what is not UTF-8, or holds control
// characters, is refused, and so is front matter that is never closed. With
// diagnostics the parts are empty.
func Split(file string, src []byte) (Parts, []diag.Diagnostic) {
	if bad := checkText(file, 1, src); len(bad) > 0 {
		return Parts{}, bad
	}
	rest := bytes.TrimPrefix(src, byteOrderMark)
	first, after := cutLine(rest)
	if !isFence(first) {
		if bad := corrected(file, rest); bad != nil {
			return Parts{}, bad
		}
		return Parts{Body: rest, BodyLine: 1}, nil
	}
	meta, dashed := after, false
	for line, at := 2, 0; at < len(meta); line++ {
		text, next := cutLine(meta[at:])
		if isFence(text) {
			if dashed { // this one may be a break of the text
				if d := unclosed(file, meta[:at]); d.Fix != "" {
					return Parts{}, []diag.Diagnostic{d}
				}
			}
			return Parts{meta[:at:at], 2, next, line + 1}, nil
		}
		dashed = dashed || isLostFence(text)
		at = len(meta) - len(next)
	}
	return Parts{}, []diag.Diagnostic{unclosed(file, meta)}
}

// unclosed tells of front matter without an end: at the line that was to be it,
// where an editor has made dashes of its hyphens, else with the first line that
// looks like text, above which its end is probably missing.
func unclosed(file string, meta []byte) diag.Diagnostic {
	d := diag.New("frontmatter-unclosed", diag.Span{File: file, Line: 1, Col: 1, End: 4}, "open", "1")
	l := newLines(file, 2, meta)
	for row, text := range l.text {
		bare := strings.TrimSpace(text)
		switch {
		case bare != "-" && isDashes(bare):
			d.Span = l.span(row, 0, len(text))
			return d.WithFix("---")
		case bare == "", strings.IndexByte(" \t#-", text[0]) >= 0, startsEntry(text):
		default:
			return d.WithRelated(l.span(row, 0, 1), "text-begins")
		}
	}
	return d
}

// cutLine returns the first line without its end, and what follows it.
func cutLine(src []byte) (line, rest []byte) {
	line, rest, _ = bytes.Cut(src, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r")), rest
}

// corrected tells of front matter that does not open as it must: an editor has
// made dashes of its hyphens, or lines stand above it. Hyphens above a text are
// a break like any other, so fields have to follow them; dashes are none.
func corrected(file string, src []byte) []diag.Diagnostic {
	line, rest := int32(1), src
	var first []byte
	for ; len(bytes.TrimSpace(first)) == 0; line++ {
		if len(rest) == 0 {
			return nil
		}
		first, rest = cutLine(rest)
	}
	line--
	text := string(bytes.TrimSpace(first))
	certain := utf8.RuneCountInString(text) > 1 && strings.Trim(text, "-") != ""
	if !isDashes(text) {
		return headless(file, line, first, rest)
	}
	if !certain && !opensFields(rest) {
		return nil
	}
	at := diag.Span{File: file, Line: line, Col: 1, End: int32(utf8.RuneCount(first)) + 1}
	if isFence(first) {
		return []diag.Diagnostic{diag.New("frontmatter-late", at)}
	}
	return []diag.Diagnostic{diag.New("frontmatter-opening", at, "text", string(first)).WithFix("---")}
}

// isLostFence reports whether a line was the end of front matter before an
// editor changed its hyphens: no field, item or text of fields looks like it.
func isLostFence(line []byte) bool {
	if len(line) == 0 || line[0] < utf8.RuneSelf && line[0] != '-' {
		return false
	}
	text := string(bytes.TrimRight(line, " \t"))
	return text != "-" && isDashes(text)
}

// headless tells of fields that only lack the line above them: the file begins
// with one, and nothing but fields, remarks and what is indented below them stands
// above three hyphens. Markdown would make a heading of it, for all to read.
func headless(file string, line int32, first, rest []byte) []diag.Diagnostic {
	field := string(first)
	if !opensFields(first) {
		return nil
	}
	for len(rest) > 0 {
		var next []byte
		next, rest = cutLine(rest)
		switch text := string(next); {
		case isFence(next):
			at := diag.Span{File: file, Line: line, Col: 1, End: int32(utf8.RuneCount(first)) + 1}
			return []diag.Diagnostic{diag.New("frontmatter-opening", at, "text", strings.TrimSpace(field))}
		case strings.TrimSpace(text) == "", strings.IndexByte(" \t#-", text[0]) >= 0, opensFields(next):
		default:
			return nil
		}
	}
	return nil
}

// isDashes reports whether a text consists of hyphens and of what editors and
// keyboards make of them: dashes, minus signs, lines of boxes.
func isDashes(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool {
		return !unicode.Is(unicode.Pd, r) && !strings.ContainsRune("\u00ad−─━", r)
	})
}

// opensFields reports whether the first line that is neither empty nor a
// comment is a field such as those of front matter, in small letters, or its
// end below a comment.
func opensFields(src []byte) bool {
	commented := false
	for len(src) > 0 {
		var line []byte
		line, src = cutLine(src)
		text := strings.TrimSpace(string(line))
		switch {
		case text == "":
		case text[0] == '#':
			commented = true
		case isDashes(text):
			return commented
		default:
			n := nameLength(text)
			return n > 0 && text[0] >= 'a' && (isColonAt(text, n) || strings.HasPrefix(text[n:], wideColon))
		}
	}
	return false
}

// isColonAt reports whether a colon that ends a name stands at i, if anything does.
func isColonAt(s string, i int) bool { return i < len(s) && isColon(s, i) }

// isFence reports whether the line is the three hyphens around front matter.
func isFence(line []byte) bool {
	return bytes.Equal(bytes.TrimRight(line, " \t"), []byte("---"))
}
