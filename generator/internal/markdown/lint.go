package markdown

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"diglot/generator/internal/diag"
)

// The checks of this file find what an author meant as markup and Markdown
// takes for text.

// lintText reports asterisks and links that are printed as they stand.
func (w *writer) lintText(text []byte, at int) {
	if i := bytes.Index(text, []byte("**")); i >= 0 && !escaped(text, i) {
		w.reportOnce("markdown-emphasis-literal", w.spanOf(at+i, at+i+2))
	}
	if bytes.IndexByte(text, '[') < 0 && bytes.IndexByte(text, ']') < 0 && !bytes.Contains(text, []byte(wideBracket)) {
		return
	}
	for i := range text {
		if (text[i] == ']' || bytes.HasPrefix(text[i:], []byte(wideBracket))) && !escaped(text, i) && w.lintWideLink(at+i) {
			continue
		}
		switch text[i] {
		case '[':
			if bytes.HasPrefix(w.src[at+i:], []byte("[^")) && !escaped(text, i) {
				w.lintNote(at + i)
			}
		case ']':
			if bytes.HasPrefix(w.src[at+i:], []byte("](")) && !escaped(text, i) {
				w.lintLink(at + i)
			}
		}
	}
}

// escaped reports whether the character at i stands behind a backslash.
func escaped(text []byte, i int) bool { return i > 0 && text[i-1] == '\\' }

// longestLink is how far around its middle a failed link is looked for, in bytes.
const longestLink = 500

// lintLink reports a link that is none. The parenthesis behind its label is at at+1.
func (w *writer) lintLink(at int) {
	line := w.src[at:min(len(w.src), at+longestLink)]
	if i := bytes.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	head := max(0, at-longestLink)
	head += bytes.LastIndexByte(w.src[head:at], '\n') + 1
	closing, opening := bytes.IndexByte(line, ')'), bytes.LastIndexByte(w.src[head:at], '[')
	if closing < 0 || opening < 0 || escaped(w.src[head:at], opening) {
		return
	}
	w.report("markdown-not-a-link", w.spanOf(head+opening, at+closing+1), "target", excerpt(line[2:closing]))
}

// wideBracket is what a Chinese keyboard types for the bracket behind a label.
const wideBracket = "］"

// wideLink is a link written with brackets of either width, and with an address
// that nobody would write between parentheses otherwise: [注]（见下）is a text.
var wideLink = regexp.MustCompile(`^[\[［]([^\[\]［］\n]*)[\]］][(（]((?:https?[:：]//|[a-z]+[:：][a-z0-9]|[^\s()（）:：]*\.md\b)[^\s()（）]*)[)）]`)

// lintWideLink reports a link with full-width brackets, and whether it is one.
// The bracket behind its label is at at.
func (w *writer) lintWideLink(at int) bool {
	head := max(0, at-longestLink)
	opening := bytes.LastIndexAny(w.src[head:at], "[［")
	if opening < 0 || escaped(w.src[head:at], opening) {
		return false
	}
	start := head + opening
	m := wideLink.FindSubmatch(w.src[start:min(len(w.src), at+longestLink)])
	if m == nil || !bytes.ContainsAny(m[0], "［］（）") {
		return false
	}
	fix := "[" + string(m[1]) + "](" + strings.Replace(string(m[2]), "：", ":", 1) + ")"
	if !bytes.ContainsAny(bytes.ReplaceAll(m[0], m[1], nil), "［］（）") {
		return false // they are within the label of a link
	}
	w.found = append(w.found, diag.New("markdown-brackets-wide", w.spanOf(start, start+len(m[0]))).WithFix(fix))
	return true
}

// lintNote reports a reference to a footnote that does not exist.
func (w *writer) lintNote(at int) {
	rest := w.src[at:min(len(w.src), at+100)] // labels are short
	end := bytes.IndexAny(rest, "]\n")
	if end > 2 && rest[end] == ']' {
		w.report("markdown-footnote-unknown", w.spanOf(at, at+end+1), "label", string(bytes.ToValidUTF8(rest[2:end], nil)))
	}
}

// lintLines looks at the beginning of each line of a block. A cell of a table
// cannot hold a list or a heading, and nobody expects it to.
func (w *writer) lintLines(n ast.Node) {
	lines := n.Lines()
	cell := n.Kind() == extast.KindTableCell
	for i := range lines.Len() {
		line := lines.At(i)
		text := line.Value(w.src)
		if len(text) == 0 {
			continue
		}
		switch c := text[0]; {
		case c == '{':
			w.lintAttribute(text, line.Start)
		case cell:
		case c == '#':
			w.lintHeading(text, line.Start)
		case beginsMarker[c]:
			if end := notAList(text, i > 0); end > 0 {
				w.report("markdown-not-a-list", w.spanOf(line.Start, line.Start+end), "marker", string(text[:end]))
			}
		}
	}
}

// beginsMarker are the bytes with which a marker may begin that notAList knows:
// also those of bullets (E2), of ideographic spaces (E3) and of full-width signs
// (EF).
var beginsMarker = [256]bool{'-': true, '+': true, '0': true, '1': true, '2': true, '3': true, '4': true, '5': true, '6': true, '7': true, '8': true, '9': true,
	0xE2: true, 0xE3: true, 0xEF: true}

// lintAttribute reports "{.class}", which other dialects understand.
func (w *writer) lintAttribute(text []byte, at int) {
	text = bytes.TrimSpace(text)
	if len(text) > 3 && text[len(text)-1] == '}' && bytes.IndexByte([]byte(".#:"), text[1]) >= 0 {
		w.report("markdown-not-an-attribute", w.spanOf(at, at+len(text)), "text", excerpt(text))
	}
}

// lintHeading reports "##Title" without a space. A single # may be a hashtag.
func (w *writer) lintHeading(text []byte, at int) {
	title := bytes.TrimLeft(text, "#")
	marks := len(text) - len(title)
	r, _ := utf8.DecodeRune(title)
	if marks >= 2 && marks <= 6 && unicode.IsLetter(r) {
		w.report("markdown-not-a-heading", w.spanOf(at, at+marks), "marker", string(text[:marks]))
	}
}

// notAList returns the length of what looks like the marker of a list item at
// the beginning of a line but is none: "-第一", "1.第一", "１．", a bullet of a
// word processor, any marker behind ideographic spaces; within a paragraph also
// "2、". It returns 0 where there is nothing of the kind.
func notAList(line []byte, within bool) int {
	text := bytes.TrimLeft(line, "\u3000")
	indent := len(line) - len(text)
	digits := 0
	for digits < len(text) && text[digits] >= '0' && text[digits] <= '9' {
		digits++
	}
	wide := 0
	for bytes.HasPrefix(text[digits+wide:], []byte("\xEF\xBC")) && isWideDigit(text[digits+wide:]) {
		wide += 3
	}
	mark, size := utf8.DecodeRune(text[digits+wide:])
	end := digits + wide + size
	next, _ := utf8.DecodeRune(text[end:])
	spaced := next == ' ' || next == '\t'
	switch {
	case digits+wide > 3*3 || size == 0:
		return 0
	case wide > 0:
		if mark == '．' || mark == '、' || mark == '.' || mark == ')' || mark == '）' {
			return indent + end
		}
	case digits > 0:
		if (mark == '.' || mark == ')') && (unicode.IsLetter(next) || indent > 0 && spaced) ||
			mark == '．' || mark == '、' && within {
			return indent + end
		}
	case mark == '-' || mark == '+':
		if unicode.IsLetter(next) || indent > 0 && spaced {
			return indent + end
		}
	case mark == '•' || mark == '●' || mark == '▪' || mark == '‣' || mark == '－' && unicode.IsLetter(next):
		return indent + end
	}
	return 0
}

// isWideDigit reports whether text begins with a full-width digit.
func isWideDigit(text []byte) bool {
	r, _ := utf8.DecodeRune(text)
	return r >= '０' && r <= '９'
}
