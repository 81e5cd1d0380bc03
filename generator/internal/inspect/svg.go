package inspect

import (
	"bytes"
	"strings"
)

// picture looks at an SVG picture that an author put into the site. Whoever
// opens it by its own address opens a document of the site's origin.
func (p *parser) picture() finding {
	if f := p.characters(control); f.what != "" {
		return f
	}
	if f := p.prologue(); f.what != "" {
		return f
	}
	return p.elementsOf(xmlRules{tag: (*parser).drawnTag, text: (*parser).drawnText, comments: true})
}

// prologue goes over the XML declaration: the encoding must be the one in which
// the file is read here.
func (p *parser) prologue() finding {
	const mark, begin = "\uFEFF", "<?xml "
	if bytes.HasPrefix(p.src, []byte(mark)) {
		p.at = len(mark)
	}
	if !bytes.HasPrefix(p.src[p.at:], []byte(begin)) {
		return finding{}
	}
	end := bytes.Index(p.src, []byte("?>"))
	if end < 0 {
		return finding{p.at, "a declaration that is not closed"}
	}
	head := strings.ToLower(string(p.src[p.at:end]))
	if strings.Contains(head, "encoding") && !strings.Contains(head, `encoding="utf-8"`) && !strings.Contains(head, `encoding='utf-8'`) {
		return finding{p.at, "another encoding than UTF-8"}
	}
	p.at = end + len("?>")
	return finding{}
}

// activeParts are the elements of SVG and of what may stand in it that run,
// load or frame something, in small letters.
var activeParts = setOf(`script foreignobject handler listener iframe frame frameset embed object applet audio video
	canvas html body head link meta base form input button textarea img import include style-sheet portal`)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		set[word] = true
	}
	return set
}

// drawnTag looks at a tag of a picture. A prefix does not count: it may stand
// for the namespace of SVG.
func (p *parser) drawnTag() finding {
	t := &p.tag
	name := localName(t.name)
	switch {
	case len(p.open) == 0 && name != "svg":
		return finding{t.at, "no drawing but " + name}
	case activeParts[name]:
		return finding{t.at, "an active part, " + name}
	}
	for _, a := range t.attributes {
		if what := p.drawnAttribute(name, a); what != "" {
			return finding{a.name.from, what}
		}
	}
	return finding{}
}

// drawnAttribute returns what is wrong with an attribute, or "".
func (p *parser) drawnAttribute(element string, a attribute) string {
	value := strings.ToLower(string(bytes.TrimSpace(p.decode(p.of(a.value)))))
	written := p.of(a.name)
	name := localName(written)
	switch {
	case strings.HasPrefix(name, "on") && len(name) > len("on"):
		return "an event handler, " + name
	case bytes.HasPrefix(written, []byte("xmlns")):
		if strings.Contains(value, "xhtml") || strings.Contains(value, "xinclude") || strings.Contains(value, "xml-events") {
			return "elements of another kind, " + value
		}
		return ""
	case name == "href" || name == "src" || string(written) == "xml:base":
		if !strings.HasPrefix(value, "#") && !isInnerPicture(element, value) {
			return "an address, " + value
		}
	case name == "attributename" && (strings.HasSuffix(value, "href") || strings.HasPrefix(value, "on")):
		return "an animation of " + value
	case name == "style":
		return styleFault(value)
	}
	return urlFault(value)
}

// isInnerPicture reports whether an address holds the picture itself.
func isInnerPicture(element, value string) bool {
	for _, kind := range [...]string{"png", "jpeg", "jpg", "gif", "webp"} {
		if element == "image" && strings.HasPrefix(value, "data:image/"+kind+";base64,") {
			return true
		}
	}
	return false
}

// drawnText looks at the text of a style element.
func (p *parser) drawnText(from, to int) finding {
	if localName(p.open[len(p.open)-1]) != "style" {
		return finding{}
	}
	if what := styleFault(strings.ToLower(string(p.decode(p.src[from:to])))); what != "" {
		return finding{from, what}
	}
	return finding{}
}

// styleFault returns what is wrong with a style in small letters, or "". A
// backslash could spell any of the words that are looked for.
func styleFault(style string) string {
	for _, word := range [...]string{`\`, "@import", "expression", "behavior", "-moz-binding", "image-set", "@font-face"} {
		if strings.Contains(style, word) {
			return "a style that loads or runs something, " + word
		}
	}
	return urlFault(style)
}

// urlFault finds an address in a style or an attribute of one, other than that
// of a part of the picture itself: url(#shadow).
func urlFault(style string) string {
	for {
		_, rest, found := strings.Cut(style, "url(")
		if !found {
			return ""
		}
		if style = strings.TrimLeft(rest, " \t\n'\""); !strings.HasPrefix(style, "#") {
			return "an address in a style"
		}
	}
}

// localName returns a name without its prefix, in small letters.
func localName(name []byte) string {
	if i := bytes.LastIndexByte(name, ':'); i >= 0 {
		name = name[i+1:]
	}
	return strings.ToLower(string(name))
}
