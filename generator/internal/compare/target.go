package compare

import (
	"path"
	"slices"
	"strings"

	"diglot/generator/internal/markdown"
)

// targets are the facts about links and pictures.
func (p *pass) targets() {
	body := p.t.Body
	next := 0
	block := int32(-1)
	for i := range body.Holes {
		h := &body.Holes[i]
		for next < len(body.Blocks) && body.Blocks[next].Start <= h.At {
			block = int32(next)
			next++
		}
		if h.Kind != markdown.LinkOpen && h.Kind != markdown.Image {
			continue
		}
		kind, target := p.target(h)
		if target == "" {
			continue
		}
		p.out.Facts = append(p.out.Facts, Fact{kind: kind, sure: true, value: hashOf(target), at: h.Span.Line, size: h.Span.Col, block: p.block(block)})
	}
}

// target says what a link or a picture leads to, alike in every language. It is
// "" for a place on the same page.
func (p *pass) target(h *markdown.Hole) (Kind, string) {
	t, _, _ := strings.Cut(h.Target, "#")
	switch scheme, rest, _ := strings.Cut(t, ":"); {
	case h.Kind == markdown.Image:
		return pictureFact, p.unmarked(path.Base(t))
	case t == "":
		return linkFact, ""
	case strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"):
		return linkFact, p.address(strings.TrimPrefix(rest, "//"))
	case rest != "":
		return recordFact, t // member:khpi; or somebody's address
	}
	full := path.Join(path.Dir(p.t.File), t)
	if id, ok := strings.CutSuffix(path.Base(full), ".md"); ok {
		id, _, _ = strings.Cut(id, ".")
		parts := strings.SplitN(full, "/", 3) // content, section, the rest
		return recordFact, p.kinds[parts[min(1, len(parts)-1)]] + ":" + id
	}
	return linkFact, p.unmarked(path.Base(t))
}

// address is a web address without what says its language. Of a page that is
// in one language only the site counts: in others its pages have other names.
func (p *pass) address(t string) string {
	t = strings.TrimPrefix(strings.TrimSuffix(strings.ToLower(t), "/"), "www.")
	host, rest, _ := strings.Cut(t, "/")
	labels := strings.Split(host, ".")
	parts := strings.FieldsFunc(rest, func(r rune) bool { return strings.ContainsRune("/?&=", r) })
	parts = append(parts, labels[:len(labels)-1]...)
	if slices.ContainsFunc(parts, func(s string) bool { return s == "en" || slices.Contains(p.markers, s) }) {
		return p.unmarked(host)
	}
	return t
}

// unmarked leaves out the parts that are a language's mark.
func (p *pass) unmarked(s string) string {
	split := func(r rune) bool { return strings.ContainsRune(".-_", r) }
	parts := slices.DeleteFunc(strings.FieldsFunc(strings.ToLower(s), split), func(part string) bool { return slices.Contains(p.markers, part) })
	return strings.Join(parts, ".")
}
