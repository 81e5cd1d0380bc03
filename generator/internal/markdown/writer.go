package markdown

import (
	"bytes"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
)

// writer turns one tree into a Body. What it needs beside it is used again for
// other texts.
type writer struct {
	o        Options
	src      []byte // with line ends as \n and valid UTF-8
	unspaced bool   // the prose puts no spaces between words
	*Body           // in the making
	found    []diag.Diagnostic

	blocks    []blockState // by index of Blocks
	addresses []byte       // of all blocks, one after the other
	current   int          // index of the block that text counts for, or -1
	top       int          // blocks of the current section so far
	opaque    int          // depth of blocks whose inner blocks do not count; where none do, at least 1
	sections  sections
	quoted    int // depth of quotations

	last      rune // last character written, 0 where it is not known
	lineStart bool // nothing of the line has been written yet
	inLink    int  // depth of links
	depth     int  // of elements within each other
	scratch   []byte
	plainText []byte // characters of the heading or alternative text being read
	wantPlain bool
	lines     []int // offsets at which lines begin, once somebody asked
	known     known
	ids       ids
	context   context
	setter    lang.Setter
	ahead     []byte    // of a piece of text, as its typography must know
	stirring  [256]bool // bytes for which text must be looked at closely
}

// blockState is what is known of a block while it is written.
type blockState struct {
	digest
	start, end int // of its address in addresses
	children   int
}

var writers = sync.Pool{New: func() any { return &writer{ids: ids{}} }}

func newWriter(src []byte, o Options) *writer {
	w := writers.Get().(*writer)
	o.FirstLine = max(o.FirstLine, 1)
	if !o.Valid && !utf8.Valid(src) {
		src = bytes.ToValidUTF8(src, []byte("\uFFFD"))
	}
	src = readable(src)
	*w = writer{
		o: o, src: src, unspaced: isUnspaced(o.Tag), current: -1, Body: emptied(o.Into, len(src)),
		blocks: w.blocks[:0], addresses: w.addresses[:0],
		stirring: stirring(o.Foreign), scratch: w.scratch, plainText: w.plainText, lines: w.lines[:0], known: known{column: 1}, context: w.context,
		ids: w.ids, setter: w.setter, ahead: w.ahead,
	}
	if !o.Blocks {
		w.opaque = 1
	}
	return w
}

// emptied returns a Body without anything in it, in the memory of one that is
// over, or a new one for a text of a size in bytes.
func emptied(b *Body, size int) *Body {
	if b == nil {
		return &Body{HTML: make([]byte, 0, size+size/4)} // most texts have so little markup
	}
	*b = Body{HTML: b.HTML[:0], Holes: b.Holes[:0], Blocks: b.Blocks[:0], Headings: b.Headings[:0], Text: b.Text[:0], Pieces: b.Pieces[:0]}
	return b
}

// release gives the buffers back, without what they hold on to.
func (w *writer) release() {
	w.context.release()
	w.o, w.src, w.found, w.Body = Options{}, nil, nil, nil
	writers.Put(w)
}

// readable returns a text as goldmark expects it: line ends are \n, and a line
// of nothing but ideographic spaces is blank. The number of lines, and columns
// in what remains, do not change.
func readable(src []byte) []byte {
	if bytes.IndexByte(src, '\r') >= 0 {
		src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
		src = bytes.ReplaceAll(src, []byte("\r"), []byte("\n"))
	}
	if !bytes.Contains(src, []byte("\u3000")) {
		return src
	}
	src = bytes.Clone(src)
	for start := 0; start < len(src); {
		end := start + len(src[start:])
		if i := bytes.IndexByte(src[start:], '\n'); i >= 0 {
			end = start + i
		}
		if line := src[start:end]; len(bytes.TrimLeft(line, " \t\u3000")) == 0 {
			copy(line, bytes.Repeat([]byte(" "), len(line)))
		}
		start = end + 1
	}
	return src
}

// finish returns the Body, whose blocks know their words and addresses now.
func (w *writer) finish() *Body {
	addresses := string(w.addresses)
	for i := range w.Blocks {
		b, s := &w.Blocks[i], &w.blocks[i]
		if b.Hash = s.sum; b.ID == "" {
			b.ID = addresses[s.start:s.end]
		}
		w.Words += s.words
	}
	return w.Body
}

// document writes a whole tree.
func (w *writer) document(root ast.Node, unusedNotes []int) {
	w.children(root)
	for _, at := range unusedNotes {
		w.report("markdown-footnote-unused", w.spanOf(at, 0))
	}
}

func (w *writer) raw(s string) { w.HTML = append(w.HTML, s...) }

// tag writes the beginning of a heading's tag.
func (w *writer) tag(s string, level int) {
	w.raw(s)
	w.HTML = append(w.HTML, '0'+byte(level))
}

func (w *writer) hole(h Hole) {
	h.At = len(w.HTML)
	w.Holes = append(w.Holes, h)
}

func (w *writer) report(code diag.Code, at diag.Span, args ...string) {
	w.found = append(w.found, diag.New(code, at, args...))
}

// reportOnce reports what comes in pairs, such as tags, once a line.
func (w *writer) reportOnce(code diag.Code, at diag.Span, args ...string) {
	if n := len(w.found); n > 0 && w.found[n-1].Code == code && w.found[n-1].Span.Line == at.Line {
		return
	}
	w.report(code, at, args...)
}

// opened is a block that is being written: its index, or -1 where it does not
// count, and what was current before.
type opened struct{ index, before int }

// enter goes one element further in. Where that is too deep it says so and
// returns false: what is in there is left out.
func (w *writer) enter(n ast.Node) bool {
	if w.depth == maxDepth {
		w.found = append(w.found, w.tooComplex(w.place(n), "levels", maxDepth))
		return false
	}
	w.depth++
	return true
}

// openBlock begins a block at the end of the HTML.
func (w *writer) openBlock(kind BlockKind, n ast.Node) opened {
	b := opened{-1, w.current}
	if w.opaque > 0 {
		return b
	}
	b.index = len(w.Blocks)
	w.Blocks = append(w.Blocks, Block{
		Kind: kind, Parent: int32(w.current), Span: w.spanOf(w.place(n), 0), Start: len(w.HTML),
	})
	start := len(w.addresses)
	if kind != HeadingBlock {
		w.appendAddress()
	}
	w.blocks = append(w.blocks, blockState{start: start, end: len(w.addresses)})
	w.current = b.index
	return b
}

// appendAddress writes the address of the next block in the current one.
func (w *writer) appendAddress() {
	number := &w.top
	if w.current >= 0 {
		outer := &w.blocks[w.current]
		number = &outer.children
		w.addresses = append(w.addresses, w.addresses[outer.start:outer.end]...)
	} else if len(w.Headings) > 0 {
		w.addresses = append(w.addresses, w.Headings[len(w.Headings)-1].ID...)
	} else {
		w.addresses = append(w.addresses, "p0"...)
	}
	*number++
	w.addresses = append(w.addresses, '.')
	w.addresses = strconv.AppendInt(w.addresses, int64(*number), 10)
}

func (w *writer) closeBlock(b opened) {
	if b.index < 0 {
		return
	}
	w.Blocks[b.index].End = len(w.HTML)
	w.current = b.before
	if w.Blocks[b.index].Kind == HeadingBlock && b.before < 0 {
		w.top = 0
	}
}

// codeLanguage returns the language of a code block, or "" where it is not a
// plain name.
func codeLanguage(info []byte) string {
	name, _, _ := strings.Cut(string(info), " ")
	for _, c := range name {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && !strings.ContainsRune("+-#_.", c) {
			return ""
		}
	}
	return name
}
