package align

import (
	"bytes"
	"html"
	"strings"

	"diglot/generator/internal/markdown"
)

// Texts returns the words of a text's Blocks, without markup, each in a line.
// name says what stands where a link without a label takes that of its target.
// Numbers and arrows of footnotes are left out.
func Texts(body *markdown.Body, name func(target string) string) []string {
	fill := func(dst []byte, h *markdown.Hole) []byte {
		switch h.Kind {
		case markdown.LinkName:
			return append(dst, html.EscapeString(name(h.Target))...)
		case markdown.Image:
			return append(dst, html.EscapeString(h.Alt)...)
		}
		return dst
	}
	var list []string
	for i := range body.Blocks {
		b := &body.Blocks[i]
		if !Counts(b.Kind) {
			continue
		}
		var markup []byte
		at := b.Start
		for j := i + 1; j < len(body.Blocks) && body.Blocks[j].Start < b.End; j++ {
			if inner := &body.Blocks[j]; inner.Start >= at {
				markup = append(body.AppendHTML(markup, at, inner.Start, fill), ' ')
				at = inner.End
			}
		}
		list = append(list, words(body.AppendHTML(markup, at, b.End, fill)))
	}
	return list
}

// words are what a reader reads of markup that we wrote ourselves. An end of a
// line, and one of a block, is a gap.
func words(markup []byte) string {
	var b strings.Builder
	for len(markup) > 0 {
		text, rest, _ := bytes.Cut(markup, []byte("<"))
		b.WriteString(html.UnescapeString(string(text)))
		tag, after, _ := bytes.Cut(rest, []byte(">"))
		switch {
		case bytes.Contains(tag, []byte(`role="doc-`)):
			_, after, _ = bytes.Cut(after, []byte("</a>"))
		case bytes.HasPrefix(tag, []byte("br")) || bytes.HasPrefix(tag, []byte("figcaption")):
			b.WriteByte(' ')
		}
		markup = after
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
