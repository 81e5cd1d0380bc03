package markdown

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"sort"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"diglot/generator/internal/diag"
)

// spanOf returns the place of the bytes from start to end in the author's file.
// An end that is not behind start, or on another line, leaves the span open.
func (w *writer) spanOf(start, end int) diag.Span {
	if len(w.lines) == 0 {
		w.indexLines()
	}
	start = min(max(start, 0), len(w.src))
	// Places are mostly asked for in order: go on from the last one.
	line := w.known.line
	if w.lines[line] > start {
		line = sort.SearchInts(w.lines, start+1) - 1
	}
	for line+1 < len(w.lines) && w.lines[line+1] <= start {
		line++
	}
	if w.known.line != line || w.known.at > start {
		w.known = known{line, w.lines[line], 1}
	}
	w.known.column += characters(w.src[w.known.at:start])
	w.known.at = start
	span := diag.Span{File: w.o.File, Line: int32(w.o.FirstLine + line), Col: int32(w.known.column)}
	if end > start && end <= len(w.src) && bytes.IndexByte(w.src[start:end], '\n') < 0 {
		span.End = span.Col + int32(characters(w.src[start:end]))
	}
	return span
}

// characters counts the characters of valid UTF-8: the bytes that do not go on
// with one, eight at a time. utf8.RuneCount takes 5 % of a text.
func characters(text []byte) int {
	n := len(text)
	for ; len(text) >= 8; text = text[8:] {
		b := binary.LittleEndian.Uint64(text)
		n -= bits.OnesCount64(b & (^b << 1) & 0x8080808080808080)
	}
	for _, c := range text {
		if !utf8.RuneStart(c) {
			n--
		}
	}
	return n
}

// known is a place whose column has been counted.
type known struct{ line, at, column int }

// indexLines notes the offset at which each line begins.
func (w *writer) indexLines() {
	w.lines = append(w.lines, 0)
	for at := 0; ; {
		i := bytes.IndexByte(w.src[at:], '\n')
		if i < 0 {
			return
		}
		at += i + 1
		w.lines = append(w.lines, at)
	}
}

// place returns the offset at which a node begins. Where the parser does not
// say, it is that of the first thing in it.
func (w *writer) place(n ast.Node) int {
	for c := n; c != nil; c = c.FirstChild() {
		if at := c.Pos(); at >= 0 {
			return at
		}
		if c.Type() == ast.TypeBlock && c.Lines().Len() > 0 {
			return c.Lines().At(0).Start
		}
	}
	if p := n.Parent(); p != nil && p.Type() != ast.TypeDocument {
		return w.place(p)
	}
	return 0
}
