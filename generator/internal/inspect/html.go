package inspect

import "bytes"

// page looks at an HTML document.
func (p *parser) page() finding {
	if f := p.text(); f.what != "" {
		return f
	}
	const doctype = "<!doctype html>"
	if len(p.src) < len(doctype) || !bytes.EqualFold(p.src[:len(doctype)], []byte(doctype)) {
		return finding{0, "no doctype"}
	}
	p.at = len(doctype)
	if f := p.html(true); f.what != "" {
		return f
	}
	if p.count < len(beginning) {
		return finding{len(p.src), "the end of a page that has not begun"}
	}
	return finding{}
}

// html reads elements to the end.
func (p *parser) html(document bool) finding {
	for {
		if p.next < p.at { // of another tag
			p.seek(p.at)
		}
		if p.at = p.next; p.at == len(p.src) {
			break
		}
		if p.closes() {
			continue
		}
		if f := p.readTag(); f.what != "" {
			return f
		}
		if f := p.element(document); f.what != "" {
			return f
		}
	}
	if len(p.open) > 0 {
		return finding{len(p.src), "the end, though an element is open: " + string(p.open[len(p.open)-1])}
	}
	return finding{}
}

// closes reports whether what stands at p.at is the plain end tag of the element
// opened last, as nearly every second tag is, and goes behind it.
func (p *parser) closes() bool {
	last := len(p.open) - 1
	if last < 0 {
		return false
	}
	name, tag := p.open[last], p.src[p.at:]
	end := len("</") + len(name)
	if len(tag) <= end || tag[1] != '/' || tag[end] != '>' || !bytes.Equal(tag[len("</"):end], name) {
		return false
	}
	p.at += end + len(">")
	p.open = p.open[:last]
	p.leave()
	return true
}

// leave notes that an element has been closed.
func (p *parser) leave() {
	if p.drawing > len(p.open) {
		p.drawing = 0
	}
}

// element looks at the tag that was read.
func (p *parser) element(document bool) finding {
	t := &p.tag
	if t.end {
		if f := p.enter(); f.what != "" {
			return f
		}
		p.leave()
		return finding{}
	}
	p.count++
	kind := kindOf(t.name)
	switch {
	case kind == refused:
		return finding{t.at, "an element that has no place on a page, " + string(t.name)}
	case (kind == ofHead || kind == headVoid) && !document:
		return finding{t.at, "an element of a page's head, " + string(t.name)}
	case kind == drawn && p.drawing == 0 && string(t.name) != "svg":
		return finding{t.at, "a part of a drawing outside of one"}
	case document && p.count <= len(beginning) && string(t.name) != beginning[p.count-1]:
		return finding{t.at, "an element before the policy, " + string(t.name)}
	}
	if f := p.attributes(); f.what != "" {
		return f
	}
	if string(t.name) == "meta" {
		if f := p.meta(); f.what != "" {
			return f
		}
	}
	return p.content(kind)
}

// content opens an element, or reads the whole of one that holds text alone.
func (p *parser) content(kind elementKind) finding {
	t := &p.tag
	switch {
	case t.empty && kind != void && kind != headVoid && p.drawing == 0:
		return finding{t.at, "an element that HTML would not close"}
	case t.empty || kind == void || kind == headVoid:
		return finding{}
	case kind == data:
		return p.data()
	case kind == textOnly && p.drawing == 0:
		if i := bytes.IndexByte(p.src[p.at:], '<'); i >= 0 && (p.at+i+1 == len(p.src) || p.src[p.at+i+1] != '/') {
			return finding{p.at + i, "a < in a text"}
		}
	case string(t.name) == "svg" && p.drawing == 0:
		p.drawing = len(p.open) + 1
	}
	return p.enter()
}

// beginning are the elements with which a page begins: the second meta is its
// policy, under which all that follows is read.
var beginning = [...]string{"html", "head", "meta", "meta"}

// meta looks at a meta element: at the first two for what they must be, at all
// others for what they must not be.
func (p *parser) meta() finding {
	t := &p.tag
	equiv, set := p.value("http-equiv")
	content, _ := p.value("content")
	charset, coded := p.value("charset")
	switch {
	case p.count == 3:
		if !coded || !bytes.EqualFold(charset, []byte("utf-8")) || set {
			return finding{t.at, "no declaration of UTF-8 where a page has one"}
		}
	case p.count == 4 && (!set || !bytes.EqualFold(equiv, []byte("content-security-policy"))):
		return finding{t.at, "no policy where a page has one"}
	case coded:
		return finding{t.at, "a second declaration of the encoding"}
	case !set:
	case bytes.EqualFold(equiv, []byte("content-security-policy")):
		policy := p.decode(content)
		if bytes.Equal(policy, p.tight) {
			break
		}
		if !isTight(policy) {
			return finding{t.at, "a policy that lets scripts of others in"}
		}
		p.tight = append(p.tight[:0], policy...)
	case bytes.EqualFold(equiv, []byte("refresh")):
		if !p.redirect || !leadsWithin(p.decode(content)) {
			return finding{t.at, "a page that leads away"}
		}
	default:
		return finding{t.at, "an order to the browser, " + string(equiv)}
	}
	return finding{}
}

var semicolon = []byte(";")

// isTight reports whether a policy (CSP 3) refuses what it does not name, and
// names nothing but the site's own, and pictures within the page.
func isTight(policy []byte) bool {
	var none, base, form bool
	for directive := range bytes.SplitSeq(policy, semicolon) {
		directive = bytes.TrimSpace(directive)
		name, sources, _ := bytes.Cut(directive, []byte(" "))
		for source := range bytes.FieldsSeq(sources) {
			switch string(source) {
			case "'none'", "'self'":
			case "data:":
				if string(name) != "img-src" {
					return false
				}
			default:
				return false
			}
		}
		switch alone := string(sources) == "'none'"; string(name) {
		case "default-src":
			none = alone
		case "base-uri":
			base = alone
		case "form-action":
			form = true
		}
	}
	return none && base && form
}

// leadsWithin reports whether the content of a refresh leads to a path of the
// same site: "0; url=/uk/".
func leadsWithin(content []byte) bool {
	target, ok := bytes.CutPrefix(content, []byte("0; url="))
	return ok && isPath(target)
}

// data reads the text of a script element, which must be data that no browser
// runs, and its end.
func (p *parser) data() finding {
	t := &p.tag
	kind, _ := p.value("type")
	if string(kind) == "module" {
		return p.loaded()
	}
	if string(kind) != "application/ld+json" || len(t.attributes) != 1 {
		return finding{t.at, "a script"}
	}
	const end = "</script>"
	size := bytes.IndexByte(p.src[p.at:], '<')
	if size < 0 || !bytes.HasPrefix(p.src[p.at+size:], []byte(end)) {
		return finding{p.at + max(size, 0), "a < in data"}
	}
	if at := scanJSON(p.src[p.at : p.at+size]); at >= 0 {
		return finding{p.at + at, "linked data that is no JSON"}
	}
	p.at += size + len(end)
	return finding{}
}

// loaded reads a script element that is a file of the site, and says nothing
// itself.
func (p *parser) loaded() finding {
	t := &p.tag
	src, _ := p.value("src")
	const end = "</script>"
	if p.script == "" || string(p.decode(src)) != p.script || !isPath(src) || len(t.attributes) != 2 || !bytes.HasPrefix(p.src[p.at:], []byte(end)) {
		return finding{t.at, "a script"}
	}
	p.at += len(end)
	return finding{}
}
