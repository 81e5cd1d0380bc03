package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

func (w *writer) children(parent ast.Node) {
	if !w.enter(parent) {
		return
	}
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		w.block(c)
	}
	w.depth--
}

// block writes one block and what is in it.
func (w *writer) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		w.heading(n)
	case *ast.Paragraph:
		w.paragraph(n)
	case *ast.TextBlock:
		w.leaf(n)
		w.raw("\n")
	case *ast.Blockquote:
		w.quote(n)
	case *ast.List:
		w.list(n)
	case *extast.Table:
		w.table(n)
	case *extast.DefinitionList:
		w.definitions(n)
	case *ast.FencedCodeBlock:
		w.code(n, codeLanguage(n.Language(w.src)))
	case *ast.CodeBlock:
		w.code(n, "")
	case *ast.ThematicBreak:
		w.enclose(Rule, n, "<hr>", "\n", nothingInside)
	case *extast.FootnoteList:
		w.notes(n)
	case *ast.HTMLBlock:
		w.html(n)
	case *ast.LinkReferenceDefinition: // shows where it is used
	default:
		w.inline(n) // the way back of a footnote that ends with a list
	}
}

func nothingInside(ast.Node) {}

// enclose writes a block of a kind between two tags.
func (w *writer) enclose(kind BlockKind, n ast.Node, before, after string, inside func(ast.Node)) {
	b := w.openBlock(kind, n)
	w.raw(before)
	inside(n)
	w.raw(after)
	w.closeBlock(b)
}

// paragraph writes a paragraph. In a list item or a quotation it is part of
// that block; one that is a single picture is a figure.
func (w *writer) paragraph(n *ast.Paragraph) {
	if picture, ok := n.FirstChild().(*ast.Image); ok && picture.NextSibling() == nil {
		w.enclose(Figure, n, "<figure>", "</figure>\n", func(ast.Node) { w.figure(picture) })
		return
	}
	if w.current >= 0 {
		w.opaque++
		defer func() { w.opaque-- }()
	}
	w.enclose(Paragraph, n, "<p>", "</p>\n", w.leaf)
}

// figure writes a picture whose title is its caption.
func (w *writer) figure(n *ast.Image) {
	caption := n.Title
	n.Title = nil
	w.image(n)
	if len(caption) == 0 {
		return
	}
	w.rest()
	w.raw("<figcaption>")
	var text []byte
	text, w.scratch = plain(caption, w.scratch)
	w.visible(text)
	w.raw("</figcaption>")
}

// leaf writes the text of a block that holds text only.
func (w *writer) leaf(n ast.Node) {
	w.lintLines(n)
	w.inlines(n)
	w.rest()
	w.endText()
}

// rest ends the current word in the digest.
func (w *writer) rest() {
	if w.current >= 0 {
		w.blocks[w.current].rest()
	}
}

// quote writes a quotation, which is one block whatever is in it.
func (w *writer) quote(n *ast.Blockquote) {
	b := w.openBlock(Quote, n)
	w.opaque++
	w.quoted++
	defer func() { w.quoted-- }()
	source := attribution(n, w.src)
	if source != nil {
		w.raw(`<figure class="quote">`)
	}
	w.raw("<blockquote>\n")
	if w.enter(n) {
		for c := n.FirstChild(); c != source; c = c.NextSibling() {
			w.block(c)
		}
		w.depth--
	}
	w.raw("</blockquote>")
	if source != nil {
		w.raw("<figcaption>")
		w.leaf(source)
		w.raw("</figcaption></figure>")
	}
	w.raw("\n")
	w.opaque--
	w.closeBlock(b)
}

// attribution returns the paragraph of a quotation that says who is quoted: the
// last of several, if it begins with a dash. Else it returns nil.
func attribution(n *ast.Blockquote, src []byte) ast.Node {
	last, ok := n.LastChild().(*ast.Paragraph)
	if !ok || last.PreviousSibling() == nil || last.Lines().Len() == 0 {
		return nil
	}
	line := last.Lines().At(0)
	text := line.Value(src)
	if bytes.HasPrefix(text, []byte("— ")) || bytes.HasPrefix(text, []byte("——")) {
		return last
	}
	return nil
}

func (w *writer) list(n *ast.List) {
	before, after := "<ul>\n", "</ul>\n"
	if n.IsOrdered() {
		before, after = "<ol>\n", "</ol>\n"
		if n.Start != 1 {
			before = `<ol start="` + strconv.Itoa(n.Start) + "\">\n"
		}
	}
	w.enclose(List, n, before, after, func(ast.Node) {
		for item := n.FirstChild(); item != nil; item = item.NextSibling() {
			w.enclose(Item, item, "<li>", "</li>\n", w.item)
		}
	})
}

// item writes what is in a list item, a description or a footnote. Text that is
// all there is stands on the line of its tag.
func (w *writer) item(n ast.Node) {
	if only, ok := n.FirstChild().(*ast.TextBlock); ok && only.NextSibling() == nil {
		w.leaf(only)
		return
	}
	w.children(n)
}

// table writes a table in a box of its own, so that a wide one can scroll.
// Alignment is a class: a style attribute would break the page's policy.
func (w *writer) table(n *extast.Table) {
	w.enclose(Table, n, `<div class="table"><table>`+"\n", "</table></div>\n", func(ast.Node) {
		for row := n.FirstChild(); row != nil; row = row.NextSibling() {
			_, head := row.(*extast.TableHeader)
			switch {
			case head:
				w.raw("<thead>")
			case row.PreviousSibling() == nil || row.PreviousSibling().Kind() == extast.KindTableHeader:
				w.raw("<tbody>\n")
			}
			w.row(row, head)
			switch {
			case head:
				w.raw("</thead>\n")
			case row.NextSibling() == nil:
				w.raw("</tbody>\n")
			}
		}
	})
}

// alignments are the classes of cells.
var alignments = map[extast.Alignment]string{
	extast.AlignLeft: ` class="start"`, extast.AlignCenter: ` class="center"`, extast.AlignRight: ` class="end"`,
}

func (w *writer) row(n ast.Node, head bool) {
	w.raw("<tr>")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		class := alignments[c.(*extast.TableCell).Alignment]
		if head {
			w.enclose(Cell, c, `<th scope="col"`+class+">", "</th>", w.leaf)
		} else {
			w.enclose(Cell, c, "<td"+class+">", "</td>", w.leaf)
		}
	}
	w.raw("</tr>\n")
}

func (w *writer) definitions(n *extast.DefinitionList) {
	w.enclose(Definitions, n, "<dl>\n", "</dl>\n", func(ast.Node) {
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if _, term := c.(*extast.DefinitionTerm); term {
				w.enclose(Term, c, "<dt>", "</dt>\n", w.leaf)
			} else {
				w.enclose(Description, c, "<dd>", "</dd>\n", w.item)
			}
		}
	})
}

func (w *writer) code(n ast.Node, language string) {
	before := "<pre><code>"
	if language != "" {
		before = `<pre><code class="language-` + language + `">`
	}
	w.enclose(Code, n, before, "</code></pre>\n", func(ast.Node) {
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			w.literal(line.Value(w.src))
			w.rest()
		}
	})
}

// notes writes the footnotes, which stand at the end in the order in which they
// are first referred to.
func (w *writer) notes(n *extast.FootnoteList) {
	w.raw(`<section class="footnotes" role="doc-endnotes"><ol>` + "\n")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		note := c.(*extast.Footnote)
		w.enclose(Note, c, `<li id="`+w.noteID("fn", note.Index, 0)+`">`, "</li>\n", w.item)
	}
	w.raw("</ol></section>\n")
}

// noteID returns the id of a footnote, or of the nth reference to it.
func (w *writer) noteID(kind string, index, nth int) string {
	id := string(appendAttribute(nil, w.o.IDPrefix)) + kind + strconv.Itoa(index)
	if nth > 0 {
		id += "-" + strconv.Itoa(nth+1)
	}
	return id
}

// html refuses a block of HTML and prints it as the author wrote it: nothing is
// dropped without a word.
func (w *writer) html(n *ast.HTMLBlock) {
	lines := n.Lines()
	if n.HasClosure() {
		lines.Append(n.ClosureLine)
	}
	if lines.Len() == 0 {
		return
	}
	first := lines.At(0)
	w.refuseHTML(first.Value(w.src), first.Start)
	w.enclose(Code, n, "<pre>", "</pre>\n", func(ast.Node) {
		for i := range lines.Len() {
			line := lines.At(i)
			w.literal(line.Value(w.src))
		}
	})
}
