package markdown

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// inlines writes the text of a block from its beginning.
func (w *writer) inlines(parent ast.Node) {
	w.last, w.lineStart = ' ', true
	w.setter.Begin(w.o.Tag)
	w.within(parent)
}

// within writes what is in a piece of running text.
func (w *writer) within(parent ast.Node) {
	if !w.enter(parent) {
		return
	}
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		w.inline(c)
	}
	w.depth--
}

func (w *writer) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.text(n)
	case *ast.String:
		w.visible(n.Value)
	case *ast.Emphasis:
		w.emphasis(n)
	case *ast.CodeSpan:
		w.elsewhere()
		w.codeSpan(n)
	case *ast.Link:
		w.link(n)
	case *ast.AutoLink:
		w.elsewhere()
		w.autoLink(n)
	case *ast.Image:
		w.elsewhere()
		w.image(n)
	case *extast.FootnoteLink:
		w.elsewhere()
		w.noteReference(n)
	case *extast.FootnoteBacklink:
		w.wayBack(n)
	case *ast.RawHTML:
		w.rawHTML(n)
	default:
		w.within(n)
	}
}

// text writes a piece of text up to the end of its line.
func (w *writer) text(n *ast.Text) {
	text := n.Segment.Value(w.src)
	calm := w.calm(text)
	if !calm {
		w.lintText(text, n.Segment.Start)
		text, w.scratch = plain(text, w.scratch)
	}
	w.keep(text, n)
	if w.lineStart && len(text) > 0 {
		for bytes.HasPrefix(text, []byte("\u3000")) {
			text = text[len("\u3000"):] // an indent, which is the style sheet's business
		}
		w.lineStart = len(text) == 0
	}
	text = w.set(text, n)
	if !calm {
		w.visible(text)
	} else if len(text) > 0 {
		w.note(text)
		w.HTML = append(w.HTML, text...)
	}
	switch {
	case n.HardLineBreak():
		w.raw("<br>\n")
		w.rest()
		w.setter.Pass('\n')
		w.last, w.lineStart = ' ', true
	case n.SoftLineBreak():
		if !joins(w.last, w.firstRune(following(n)), w.unspaced) {
			w.space(w.bound(n))
		}
		w.lineStart = true
	}
}

// space writes the gap that a folded line stands for.
func (w *writer) space(bound bool) {
	if bound {
		w.raw("\u00a0")
	} else {
		w.raw("\n")
	}
	w.rest()
	if w.wantPlain {
		w.plainText = append(w.plainText, ' ')
	}
	w.last = ' '
}

// visible writes characters that a reader sees.
func (w *writer) visible(text []byte) {
	if len(text) == 0 {
		return
	}
	w.note(text)
	w.HTML = w.appendRuns(w.HTML, text)
}

// literal writes characters of code.
func (w *writer) literal(text []byte) {
	if len(text) > 0 {
		w.note(text)
		w.setter.Pass(w.last)
		w.HTML = appendText(w.HTML, text)
	}
}

// note takes characters into the digest and the plain text.
func (w *writer) note(text []byte) {
	w.last, _ = utf8.DecodeLastRune(text)
	if w.current >= 0 {
		w.blocks[w.current].add(text)
	}
	if w.wantPlain {
		w.plainText = append(w.plainText, text...)
	}
}

// following returns the node that comes after n in the running text, or nil.
func following(n ast.Node) ast.Node {
	for ; n != nil && n.Type() == ast.TypeInline; n = n.Parent() {
		if next := n.NextSibling(); next != nil {
			return next
		}
	}
	return nil
}

// firstRune returns the first character of a node and what follows it, or 0
// where it is not known.
func (w *writer) firstRune(n ast.Node) rune {
	for n != nil {
		switch n := n.(type) {
		case *ast.Text:
			if text := n.Segment.Value(w.src); len(text) > 0 {
				r, _ := utf8.DecodeRune(bytes.TrimLeft(text[:min(len(text), 4*utf8.UTFMax)], `\`))
				return r
			}
		case *ast.AutoLink, *ast.RawHTML, *extast.FootnoteLink:
			return 'x'
		case *ast.Image:
			return 0
		}
		if c := n.FirstChild(); c != nil {
			n = c
		} else if _, ok := n.(*ast.Link); ok {
			return 0
		} else {
			n = following(n)
		}
	}
	return ' '
}

func (w *writer) emphasis(n *ast.Emphasis) {
	before, after := "<em>", "</em>"
	if n.Level == 2 {
		before, after = "<strong>", "</strong>"
	}
	w.raw(before)
	w.within(n)
	w.raw(after)
}

func (w *writer) codeSpan(n *ast.CodeSpan) {
	w.raw("<code>")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			line, folded := bytes.CutSuffix(t.Segment.Value(w.src), []byte("\n"))
			w.literal(line)
			if folded {
				w.literal([]byte(" "))
			}
		}
	}
	w.raw("</code>")
	w.lineStart = false
}

// noteReference writes the number that refers to a footnote. Within a link it
// cannot be one itself.
func (w *writer) noteReference(n *extast.FootnoteLink) {
	number := strconv.Itoa(n.Index)
	w.raw("<sup")
	if w.inLink == 0 {
		w.raw(` id="` + w.noteID("fnref", n.Index, n.RefIndex) + `"><a href="#` + w.noteID("fn", n.Index, 0) +
			`" role="doc-noteref">` + number + "</a></sup>")
	} else {
		w.raw(">" + number + "</sup>")
	}
	w.last, w.lineStart = '0', false
	w.setter.Pass('0')
}

// wayBack writes the link from a footnote to where it was referred to.
func (w *writer) wayBack(n *extast.FootnoteBacklink) {
	w.raw(`&#160;<a href="#` + w.noteID("fnref", n.Index, n.RefIndex) + `" role="doc-backlink">↩&#xFE0E;</a>`)
}

// rawHTML refuses HTML within a text and prints it as it is written.
func (w *writer) rawHTML(n *ast.RawHTML) {
	for i := range n.Segments.Len() {
		segment := n.Segments.At(i)
		if i == 0 {
			w.refuseHTML(segment.Value(w.src), segment.Start)
		}
		w.literal(segment.Value(w.src))
	}
	w.lineStart = false
}

// refuseHTML reports HTML by its beginning.
func (w *writer) refuseHTML(html []byte, at int) {
	line, _, _ := bytes.Cut(html, []byte("\n"))
	if end := bytes.IndexByte(line, '>'); end >= 0 {
		line = line[:end+1]
	}
	lead := len(line) - len(bytes.TrimLeft(line, " \t"))
	line = bytes.TrimSpace(line)
	span := w.spanOf(at+lead, at+lead+len(line))
	if bytes.HasPrefix(line, []byte("<!--")) {
		w.report("markdown-comment", span)
		return
	}
	w.reportOnce("markdown-raw-html", span, "html", excerpt(line))
}

// excerpt returns the beginning of a text for a message.
func excerpt(text []byte) string {
	const most = 40 // characters: a message is one line
	n := 0
	for i := range string(text) {
		if n++; n > most {
			return string(text[:i]) + "…"
		}
	}
	return string(text)
}
