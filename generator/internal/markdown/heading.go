package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"diglot/generator/internal/diag"
)

// atxHeading and setextHeading are CommonMark's headings with an id at the end
// of the line: "## Signing {#signing}".
type (
	atxHeading    struct{ parser.BlockParser }
	setextHeading struct{ parser.BlockParser }
)

func (p atxHeading) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	n, state := p.BlockParser.Open(parent, reader, pc)
	if n != nil {
		cutID(n, reader.Source())
	}
	return n, state
}

func (p setextHeading) Close(n ast.Node, reader text.Reader, pc parser.Context) {
	p.BlockParser.Close(n, reader, pc)
	if n.Parent() != nil { // else it was no heading after all
		cutID(n, reader.Source())
	}
}

// cutID takes "{#…}" off the end of a heading. It stands behind the heading's
// last line still, where explicitID finds it; nothing else with a brace can.
func cutID(heading ast.Node, src []byte) {
	lines := heading.Lines()
	if lines.Len() == 0 {
		return
	}
	last := lines.At(lines.Len() - 1)
	last = last.TrimRightSpace(src)
	line := last.Value(src)
	open := bytes.LastIndex(line, []byte("{#"))
	if open < 0 || line[len(line)-1] != '}' || open > 0 && line[open-1] == '\\' {
		return
	}
	last.Stop = last.Start + open
	lines.Set(lines.Len()-1, last.TrimRightSpace(src))
}

// sections counts headings to make structural ids.
type sections [7]int // by level; 2 to 6 are used

// next counts a heading and appends its id to dst: the numbers of the sections
// it stands in, from level 2 down to its own.
func (s *sections) next(dst []byte, level int) []byte {
	s[level]++
	clear(s[level+1:])
	id := append(dst, 'p')
	for l := 2; l <= level; l++ {
		if l > 2 {
			id = append(id, '-')
		}
		id = strconv.AppendInt(id, int64(s[l]), 10)
	}
	return id
}

const (
	mostIDs   = 256 // that a writer remembers
	longestID = 64  // bytes
)

// ids are those of headings that a writer remembers: the texts of a site have
// few different ones, and each is kept once.
type ids map[string]string

func (known ids) of(id []byte) string {
	s, ok := known[string(id)]
	if ok {
		return s
	}
	s = string(id)
	if len(known) == mostIDs {
		clear(known)
	}
	if len(s) <= longestID {
		known[s] = s
	}
	return s
}

// heading writes a heading and enters it in the list.
func (w *writer) heading(n *ast.Heading) {
	span := w.spanOf(w.place(n), 0)
	level := w.headingLevel(n.Level, span)
	w.scratch = w.sections.next(w.scratch[:0], level)
	h := Heading{Level: level, ID: w.ids.of(w.scratch), Span: span}
	w.explicitID(n, &h)
	w.Headings = append(w.Headings, h)
	at := len(w.Headings) - 1

	b := w.openBlock(HeadingBlock, n)
	if b.index >= 0 {
		w.Blocks[b.index].Level, w.Blocks[b.index].ID = int8(level), h.ID
	}
	w.tag("<h", level)
	w.hole(Hole{Kind: Anchor, Target: h.ID, Span: span})
	w.raw(">")
	w.plainText, w.wantPlain = w.plainText[:0], true
	w.inlines(n)
	w.endText()
	w.wantPlain = false
	w.Headings[at].Text = string(bytes.TrimSpace(w.plainText))
	w.tag("</h", level)
	w.raw(">\n")
	w.closeBlock(b)
	if w.Headings[at].Text == "" {
		w.report("markdown-heading-empty", span)
	}
}

// headingLevel returns the level at which a heading is printed, and reports one
// that is out of order: the page's title is the only heading of level 1.
func (w *writer) headingLevel(level int, span diag.Span) int {
	if level == 1 {
		w.report("markdown-heading-level", span)
		level = 2
	}
	above := 1
	if len(w.Headings) > 0 {
		above = w.Headings[len(w.Headings)-1].Level
	}
	if level > above+1 {
		w.report("markdown-heading-skipped", span,
			"level", strconv.Itoa(level), "expected", strconv.Itoa(above+1))
	}
	return level
}

// explicitID gives the heading the id that its author wrote, if it is a good one.
func (w *writer) explicitID(n *ast.Heading, h *Heading) {
	start, stop := w.behind(n)
	if start < 0 {
		return
	}
	id := w.ids.of(w.src[start:stop])
	span := w.spanOf(start, stop)
	if !goodID(id) {
		w.report("markdown-heading-id", span, "id", id)
		return
	}
	for i := range w.Headings {
		if w.Headings[i].ID == id {
			w.found = append(w.found, diag.New("markdown-heading-repeated", span, "id", id).
				WithRelated(w.Headings[i].Span, "also-stated"))
			return
		}
	}
	h.ID, h.Explicit = id, true
}

// behind returns the range of the id that cutID took off a heading, or -1.
func (w *writer) behind(n *ast.Heading) (start, stop int) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return -1, -1
	}
	start = lines.At(lines.Len() - 1).Stop
	line, _, _ := bytes.Cut(w.src[start:], []byte("\n"))
	id := util.TrimLeftSpace(line)
	if !bytes.HasPrefix(id, []byte("{#")) {
		return -1, -1
	}
	return start + len(line) - len(id) + len("{#"), start + bytes.LastIndexByte(line, '}')
}

// goodID reports whether an id has the form [a-z][a-z0-9-]* and is not taken
// for a structural one.
func goodID(id string) bool {
	structural := true
	for i := range len(id) {
		c := id[i]
		digit := c >= '0' && c <= '9' || c == '-'
		if i == 0 && digit || !digit && (c < 'a' || c > 'z') {
			return false
		}
		structural = structural && (digit || i == 0 && c == 'p')
	}
	return id != "" && (!structural || id == "p")
}
