package render

import (
	"bytes"
	"fmt"
	"slices"
	"sort"

	"diglot/generator/internal/markdown"
	"diglot/generator/internal/view"
)

// appendProse appends a text, or a part of it, with its holes filled and its
// marks set. It is an error if the body cannot be had or an address has a scheme
// that is not allowed; fills that do not fit the body's holes break an invariant
// of the view.
func appendProse(dst []byte, p view.Prose, bodies Bodies) ([]byte, error) {
	if p.File == "" {
		return dst, nil
	}
	body, err := bodies(p.File, p.Digest)
	if err != nil {
		return dst, fmt.Errorf("read text %s: %w", p.File, err)
	}
	part := p.End > 0
	at, end, holes := 0, len(body.HTML), body.Holes
	if part {
		at, end, holes = p.Start, p.End, holesWithin(holes, p.Start, p.End)
	}
	if len(holes) != len(p.Fills) {
		panic(fmt.Sprintf("render: the text %s has %d holes and the view %d fills", p.File, len(holes), len(p.Fills)))
	}
	marks := p.Marks
	var names []string // of the heading that has begun
	for i := range holes {
		hole, fill := &holes[i], &p.Fills[i]
		from := len(dst)
		dst, marks = appendMarked(dst, body.HTML, at, hole.At, marks)
		dst = keepNames(dst, from, names)
		at, names = hole.At, fill.Names
		if err := checkURL(fill.URL); err != nil {
			return dst, fmt.Errorf("fill text %s: %w", p.File, err)
		}
		if part && hole.Kind == markdown.Anchor {
			continue
		}
		dst = appendFill(dst, hole, fill)
	}
	from := len(dst)
	dst, _ = appendMarked(dst, body.HTML, at, end, marks)
	return keepNames(dst, from, names), nil
}

// keepNames marks the names in a heading, so that they stay on one line. What
// stands in dst behind from begins with the rest of the heading's tag.
func keepNames(dst []byte, from int, names []string) []byte {
	for _, name := range names {
		escaped := appendEscaped(nil, name)
		i := bytes.Index(dst[from:], escaped)
		if i < 0 || i > bytes.Index(dst[from:], []byte("</h")) {
			continue
		}
		marked := append(append([]byte(`<span class="whole">`), escaped...), "</span>"...)
		dst = slices.Replace(dst, from+i, from+i+len(escaped), marked...)
		from += i + len(marked)
	}
	return dst
}

func holesWithin(holes []markdown.Hole, start, end int) []markdown.Hole {
	from := sort.Search(len(holes), func(i int) bool { return holes[i].At >= start })
	to := sort.Search(len(holes), func(i int) bool { return holes[i].At >= end })
	return holes[from:to]
}

// appendMarked appends what stands between two places, with the marks that
// belong there, and returns the marks that are left.
func appendMarked(dst, html []byte, from, to int, marks []view.Mark) ([]byte, []view.Mark) {
	for len(marks) > 0 && marks[0].At <= to {
		m := marks[0]
		marks = marks[1:]
		dst = append(dst, html[from:m.At]...)
		from = m.At
		dst = append(dst, `<span class="lag"`...)
		dst = appendAttribute(dst, "id", m.ID)
		dst = append(appendEscaped(append(dst, '>'), m.Text), "</span> "...)
	}
	return append(dst, html[from:to]...), marks
}

// appendFill appends what stands in a hole.
func appendFill(dst []byte, hole *markdown.Hole, fill *view.Fill) []byte {
	switch hole.Kind {
	case markdown.LinkOpen:
		return appendLinkOpen(dst, hole, fill)
	case markdown.LinkName:
		return appendLinkName(dst, fill)
	case markdown.Image:
		p := view.Picture{URL: fill.URL, Width: fill.Width, Height: fill.Height, Sizes: fill.Sizes, WebP: fill.WebP, Eager: fill.Eager}
		return appendPicture(dst, &p, fill.Text, fill.Lang, hole.Title)
	case markdown.Anchor:
		return appendAttribute(dst, "id", hole.Target) // the text knows its headings; there is nothing to resolve
	}
	panic(fmt.Sprintf("render: a hole of the unknown kind %d", hole.Kind))
}

// appendLinkOpen appends the start of a link, or of its placeholder where there
// is nothing to lead to.
func appendLinkOpen(dst []byte, hole *markdown.Hole, fill *view.Fill) []byte {
	dst = append(dst, "<a"...)
	if fill.URL != "" {
		dst = append(appendHref(append(dst, ` href="`...), fill.URL), '"')
		dst = appendAttribute(dst, "hreflang", fill.Hreflang)
	}
	dst = appendAttribute(dst, "title", hole.Title)
	if fill.External {
		dst = append(dst, ` rel="external noopener"`...)
	}
	return append(dst, '>')
}

// appendLinkName appends the label of a link that was written without one.
func appendLinkName(dst []byte, fill *view.Fill) []byte {
	if fill.Lang == "" {
		return appendEscaped(dst, fill.Text)
	}
	dst = append(dst, "<span"...)
	dst = appendAttribute(dst, "lang", fill.Lang)
	dst = appendEscaped(append(dst, '>'), fill.Text)
	return append(dst, "</span>"...)
}

// appendAttribute appends an attribute with a space before it, or nothing where
// there is no value.
func appendAttribute(dst []byte, name, value string) []byte {
	if value == "" {
		return dst
	}
	dst = append(append(append(dst, ' '), name...), '=', '"')
	return append(appendEscaped(dst, value), '"')
}

// appendLinked appends linked data as a script element, which a browser reads
// and does not run; nothing where there is none.
func appendLinked(dst []byte, graph string) []byte {
	if graph == "" {
		return dst
	}
	return append(append(append(dst, `<script type="application/ld+json">`...), graph...), "</script>"...)
}
