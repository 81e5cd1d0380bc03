package compare

import (
	"io/fs"
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
		if target == 0 {
			continue
		}
		p.out.Facts = append(p.out.Facts, Fact{kind: kind, sure: true, value: uint64(target), at: h.Span.Line, size: h.Span.Col, block: p.block(block)})
	}
}

// hash is what a link or a picture leads to, as a number: FNV-1a of a text, and 0
// of none.
type hash uint64

func (h hash) add(s string) hash {
	if h == 0 && s != "" {
		h = 14695981039346656037
	}
	for i := range len(s) {
		h = (h ^ hash(s[i])) * 1099511628211
	}
	return h
}

// target says what a link or a picture leads to, alike in every language. It is
// 0 for a place on the same page.
func (p *pass) target(h *markdown.Hole) (Kind, hash) {
	t, _, _ := strings.Cut(h.Target, "#")
	switch scheme, rest, _ := strings.Cut(t, ":"); {
	case h.Kind == markdown.Image:
		return pictureFact, p.unmarked(path.Base(t))
	case t == "":
		return linkFact, 0
	case strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"):
		return linkFact, p.address(strings.TrimPrefix(rest, "//"))
	case rest != "":
		return recordFact, hash(0).add(t) // member:khpi; or somebody's address
	}
	section, base := p.beside(t)
	if id, ok := strings.CutSuffix(base, ".md"); ok {
		id, _, _ = strings.Cut(id, ".")
		return recordFact, hash(0).add(p.kinds[section]).add(":").add(id) // as if it were named so
	}
	return linkFact, p.unmarked(path.Base(t))
}

// beside says in which section a file lies that a relative address leads to, and
// its name there.
func (p *pass) beside(t string) (section, base string) {
	dir, rest := path.Dir(p.t.File), t
	for strings.HasPrefix(rest, "../") {
		dir, rest = path.Dir(dir), rest[len("../"):]
	}
	if dir == "." || !fs.ValidPath(rest) {
		full := path.Join(path.Dir(p.t.File), t) // which takes longer
		dir, rest = path.Dir(full), path.Base(full)
	}
	_, section, within := strings.Cut(dir, "/") // content/, the section, the rest
	if !within {
		section = rest
	}
	section, _, _ = strings.Cut(section, "/")
	return section, path.Base(rest)
}

// address is a web address without what says its language. Of a page that is
// in one language only the site counts: in others its pages have other names.
func (p *pass) address(t string) hash {
	t = strings.TrimPrefix(strings.TrimSuffix(strings.ToLower(t), "/"), "www.")
	host, rest, _ := strings.Cut(t, "/")
	for part := range strings.FieldsFuncSeq(rest, func(r rune) bool { return strings.ContainsRune("/?&=", r) }) {
		if p.marks(part) {
			return p.unmarked(host)
		}
	}
	for label, more, ok := strings.Cut(host, "."); ok; label, more, ok = strings.Cut(more, ".") {
		if p.marks(label) {
			return p.unmarked(host)
		}
	}
	return hash(0).add(t)
}

// marks reports whether a part of an address says that it is of a language.
func (p *pass) marks(part string) bool { return part == "en" || slices.Contains(p.markers, part) }

// unmarked leaves out the parts that are a language's mark. It is 0 where
// nothing is left.
func (p *pass) unmarked(s string) (h hash) {
	for part := range strings.FieldsFuncSeq(strings.ToLower(s), func(r rune) bool { return strings.ContainsRune(".-_", r) }) {
		if slices.Contains(p.markers, part) {
			continue
		}
		if h != 0 {
			h = h.add(".")
		}
		h = h.add(part)
	}
	return h
}
