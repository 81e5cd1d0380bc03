package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
)

// webSchemes are the schemes that lead out of the site.
var webSchemes = []string{"http", "https", "mailto", "tel"}

// link writes a link with a hole for its start tag, or its label alone where
// the target is refused.
func (w *writer) link(n *ast.Link) {
	var destination []byte
	destination, w.scratch = plain(n.Destination, w.scratch)
	target := cleanTarget(string(destination))
	span := w.targetSpan(n, n.Destination)
	open := w.openLink(target, n.Title, span)
	w.inLink++
	switch {
	case !blank(n, w.src):
		w.within(n)
	case !open:
		w.visible([]byte(target))
	case target == "" || slices.Contains(webSchemes, schemeOf(target)):
		w.report("markdown-link-empty", span, "target", target)
		w.visible([]byte(target))
	default:
		w.name(target, span)
	}
	w.inLink--
	if open {
		w.raw("</a>")
	}
}

// name leaves a hole for the name of what a link leads to. The name is text of
// the block: the digest knows it by the target.
func (w *writer) name(target string, span diag.Span) {
	w.elsewhere()
	w.hole(Hole{Kind: LinkName, Target: target, Span: span})
	if w.current >= 0 {
		w.blocks[w.current].add([]byte(target))
	}
	w.last, w.lineStart = 0, false
	w.setter.Pass('x')
}

// openLink leaves a hole for the start tag of a link. It reports whether it did.
func (w *writer) openLink(target string, title []byte, span diag.Span) bool {
	if w.inLink > 0 || !w.admits(target, span) {
		return false
	}
	var text []byte
	text, w.scratch = plain(title, w.scratch)
	w.hole(Hole{Kind: LinkOpen, Target: target, Title: string(text), Span: span})
	return true
}

// blank reports whether a node shows nothing.
func blank(n ast.Node, src []byte) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok || len(bytes.TrimSpace(t.Segment.Value(src))) > 0 {
			return false
		}
	}
	return true
}

// autoLink writes <https://…> or <somebody@…>.
func (w *writer) autoLink(n *ast.AutoLink) {
	target := string(n.URL(w.src))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(target), "mailto:") {
		target = "mailto:" + target
	}
	at := max(n.Pos(), 0)
	label := n.Label(w.src)
	open := w.openLink(target, nil, w.spanOf(at, at+len(label)+len("<>")))
	w.literal(label)
	if open {
		w.raw("</a>")
	}
	w.lineStart = false
}

// image leaves a hole for a picture.
func (w *writer) image(n *ast.Image) {
	var text []byte
	text, w.scratch = plain(n.Destination, w.scratch)
	h := Hole{Kind: Image, Target: cleanTarget(string(text)), Span: w.targetSpan(n, n.Destination)}
	h.Alt = strings.TrimSpace(string(w.appendAlt(nil, n)))
	w.elsewhere()
	text, w.scratch = plain(n.Title, w.scratch)
	h.Title = string(text)
	if w.o.Typography {
		h.Alt, h.Title = lang.Typeset(w.o.Tag, h.Alt), lang.Typeset(w.o.Tag, h.Title)
	}
	w.setter.Pass('x')
	if h.Alt == "" {
		w.report("markdown-image-alt", h.Span, "image", h.Target)
	}
	if w.admits(h.Target, h.Span) {
		w.hole(h)
	}
	if w.current >= 0 {
		w.blocks[w.current].add([]byte(h.Alt))
		w.rest()
	}
	w.last, w.lineStart = 0, false
}

// appendAlt appends the characters of an image's label.
func (w *writer) appendAlt(dst []byte, parent ast.Node) []byte {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			var text []byte
			text, w.scratch = plain(c.Segment.Value(w.src), w.scratch)
			w.keep(text, c)
			dst = append(dst, text...)
			if c.SoftLineBreak() || c.HardLineBreak() {
				if !joins(lastRune(dst), w.firstRune(following(c)), w.unspaced) {
					dst = append(dst, ' ')
				}
			}
		case *ast.AutoLink:
			dst = append(dst, c.Label(w.src)...)
		default:
			dst = w.appendAlt(dst, c)
		}
	}
	return dst
}

// admits reports whether a clean target may stand in a page, and says so if not.
func (w *writer) admits(target string, at diag.Span) bool {
	if len(target) > 1 && isSlash(target[0]) && isSlash(target[1]) {
		w.report("link-scheme", at, "target", target, "scheme", "//")
		return false
	}
	scheme := schemeOf(target)
	kind, _, _ := strings.Cut(target, ":") // of a record: in small letters, unlike a scheme
	if scheme == "" && kind != "" || target == "" || slices.Contains(webSchemes, scheme) || slices.Contains(w.o.References, kind) {
		return true
	}
	w.report("link-scheme", at, "target", target, "scheme", scheme+":")
	return false
}

func isSlash(c byte) bool { return c == '/' || c == '\\' }

// cleanTarget returns a target as a browser reads it: without control characters
// and spaces around it, without tabs and line ends in it (WHATWG URL, "basic URL
// parser").
func cleanTarget(target string) string {
	for i := 0; i < len(target) && target[i] > ' '; i++ {
		if i == len(target)-1 {
			return target
		}
	}
	target = strings.TrimFunc(target, func(r rune) bool { return r <= ' ' })
	return strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(target)
}

// schemeOf returns the scheme of a target in small letters, or "". Whatever
// stands before the first colon counts, unless the path has begun.
func schemeOf(target string) string {
	for i := range len(target) {
		switch target[i] {
		case ':':
			return strings.ToLower(target[:i])
		case '/', '?', '#':
			return ""
		}
	}
	return ""
}

// targetSpan returns the place of a link's target in the file; of a link whose
// target stands elsewhere, that of its beginning.
func (w *writer) targetSpan(n ast.Node, destination []byte) diag.Span {
	start := max(n.Pos(), 0)
	if i := w.findTarget(n, destination); i >= 0 {
		return w.spanOf(i, i+len(destination))
	}
	return w.spanOf(start, 0)
}

// farthest is how far behind the last text of a label its target is looked for, in bytes.
const farthest = 4

func (w *writer) findTarget(n ast.Node, destination []byte) int {
	from := max(n.Pos(), 0)
	for c := n.LastChild(); c != nil; c = c.LastChild() {
		if t, ok := c.(*ast.Text); ok {
			from = max(from, t.Segment.Stop)
		}
	}
	end := min(len(w.src), from+farthest+len("](<")+len(destination))
	if from >= end || len(destination) == 0 {
		return -1
	}
	if i := bytes.Index(w.src[from:end], destination); i >= 0 {
		return from + i
	}
	return -1
}
