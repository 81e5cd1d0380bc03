package inspect

import "bytes"

// The texts with which an XML document begins, and that of comments.
const (
	declaration  = `<?xml version="1.0" encoding="UTF-8"?>`
	commentStart = "<!--"
	commentEnd   = "-->"
)

// xml looks at a feed or a map of the site.
func (p *parser) xml() finding {
	if f := p.text(); f.what != "" {
		return f
	}
	if !bytes.HasPrefix(p.src, []byte(declaration)) {
		return finding{0, "no XML declaration"}
	}
	p.at = len(declaration)
	return p.elementsOf(xmlRules{tag: (*parser).feedTag, text: (*parser).feedText})
}

// xmlRules are what one kind of XML document is looked at for.
type xmlRules struct {
	tag      func(*parser) finding           // a start tag
	text     func(*parser, int, int) finding // the text between two offsets, in the element opened last
	comments bool                            // there may be some
}

// elementsOf reads a well-formed document (XML 1.0) of one root, without
// document type, entities and processing instructions.
func (p *parser) elementsOf(rules xmlRules) finding {
	p.strict = true
	for p.at < len(p.src) {
		from := p.at
		if i := bytes.IndexByte(p.src[from:], '<'); i >= 0 {
			p.at += i
		} else {
			p.at = len(p.src)
		}
		if f := p.characterData(from, p.at, rules); f.what != "" || p.at == len(p.src) {
			return orElse(f, p.ended())
		}
		if rules.comments && bytes.HasPrefix(p.src[p.at:], []byte(commentStart)) {
			if f := p.comment(); f.what != "" {
				return f
			}
			continue
		}
		if f := p.xmlElement(rules); f.what != "" {
			return f
		}
	}
	return p.ended()
}

// orElse returns the first of two findings that is one.
func orElse(f, otherwise finding) finding {
	if f.what != "" {
		return f
	}
	return otherwise
}

func (p *parser) ended() finding {
	if len(p.open) > 0 || p.count == 0 {
		return finding{len(p.src), "the end of a document that is not complete"}
	}
	return finding{}
}

// comment goes over one. Two hyphens end it (XML 1.0, section 2.5).
func (p *parser) comment() finding {
	body := p.src[p.at+len(commentStart):]
	end := bytes.Index(body, []byte("--"))
	if end < 0 || !bytes.HasPrefix(body[end:], []byte(commentEnd)) {
		return finding{p.at, "a comment that is not closed"}
	}
	p.at += len(commentStart) + end + len(commentEnd)
	return finding{}
}

// xmlElement reads a tag and looks at it.
func (p *parser) xmlElement(rules xmlRules) finding {
	at := p.at
	if bytes.HasPrefix(p.src[at:], []byte("<!")) || bytes.HasPrefix(p.src[at:], []byte("<?")) {
		return finding{at, "a document type, a section, a comment or an instruction"}
	}
	if f := p.readTag(); f.what != "" {
		return f
	}
	if !p.tag.end {
		if p.count++; len(p.open) == 0 && p.count > 1 {
			return finding{at, "a second root"}
		}
		for _, a := range p.tag.attributes {
			if !p.references(p.of(a.value)) {
				return finding{a.name.from, "a reference that XML has not"}
			}
		}
		if f := rules.tag(p); f.what != "" {
			return f
		}
	}
	if p.tag.empty {
		return finding{}
	}
	return p.enter()
}

// characterData looks at the text between two offsets.
func (p *parser) characterData(from, to int, rules xmlRules) finding {
	text := p.src[from:to]
	switch {
	case len(p.open) == 0 && len(bytes.TrimSpace(text)) > 0:
		return finding{from, "text outside of the root"}
	case bytes.Contains(text, []byte("]]>")):
		return finding{from, "the end of a section that has not begun"}
	case !p.references(text):
		return finding{from, "a reference that XML has not"}
	case len(p.open) == 0 || rules.text == nil:
		return finding{}
	}
	return rules.text(p, from, to)
}

// references reports whether every ampersand begins a reference that XML has
// without a document type, to a character that XML has.
func (p *parser) references(text []byte) bool {
	for {
		i := bytes.IndexByte(text, '&')
		if i < 0 {
			return true
		}
		text = text[i:]
		r, size := reference(text)
		if size == 0 || text[size-1] != ';' || r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return false
		}
		text = text[size:]
	}
}

// feedTag looks at a tag of a feed or a map: only the content of an entry may
// be HTML, and addresses are of the web.
func (p *parser) feedTag() finding {
	t := &p.tag
	for _, a := range t.attributes {
		switch string(p.of(a.name)) {
		case "href", "src", "uri", "scheme", "xml:base":
			if !isWeb(p.decode(p.of(a.value))) {
				return finding{a.name.from, "an address that is not of the web"}
			}
		case "type":
			if kind := string(p.of(a.value)); (kind == "html" || kind == "xhtml") && (string(t.name) != "content" || kind != "html") {
				return finding{a.name.from, "markup in a text"}
			}
		}
	}
	return finding{}
}

// feedText looks at the text of an element.
func (p *parser) feedText(from, to int) finding {
	t := &p.tag
	if t.end || !bytes.Equal(p.open[len(p.open)-1], t.name) {
		return finding{}
	}
	switch string(t.name) {
	case "uri", "loc":
		if !isWeb(p.decode(p.src[from:to])) {
			return finding{from, "an address that is not of the web"}
		}
	case "content":
		if kind, _ := p.value("type"); string(kind) != "html" {
			return finding{from, "a text of an unknown type"}
		}
		html := p.decode(p.src[from:to])
		f := Output{}.with(html, func(q *parser) finding { return orElse(q.text(), q.html(false)) })
		if f.what != "" {
			return finding{from, f.what + ", in the text of an entry"}
		}
	}
	return finding{}
}

// isWeb reports whether an address has a scheme of the web.
func isWeb(url []byte) bool {
	return (bytes.HasPrefix(url, []byte("https://")) || bytes.HasPrefix(url, []byte("http://"))) && addressFault(url) == ""
}
