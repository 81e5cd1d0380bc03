package inspect

import (
	"bytes"
	"strings"
)

type elementKind uint8

const (
	refused  elementKind = iota
	plain                // holds elements and text
	textOnly             // its text is read as text to its end
	void                 // holds nothing and has no end tag
	ofHead               // belongs to a page, not to the text of an entry
	headVoid             // both
	data                 // a script that is none
	drawn                // part of an SVG drawing
)

// elements are those that pages may have, of HTML and of SVG. What is not here
// loads, runs or frames something, or is none.
var elements = func() map[string]elementKind {
	m := map[string]elementKind{"script": data}
	for kind, names := range map[elementKind]string{
		plain: `body header nav main footer section article aside hgroup h1 h2 h3 h4 h5 h6 p a ul ol li dl dt dd div span
			em strong b i u s small sub sup mark del ins q cite dfn abbr time data code kbd samp var pre blockquote figure
			figcaption picture bdi bdo ruby rt rp table caption colgroup thead tbody tfoot tr th td details summary address
			search form label button select option optgroup fieldset legend output progress meter menu audio video`,
		void:     `br hr img wbr col input source track`,
		textOnly: `title textarea`,
		ofHead:   `html head`,
		drawn: `svg g path circle ellipse rect line polyline polygon text tspan desc defs use symbol clipPath mask
			linearGradient radialGradient stop pattern marker`,
	} {
		for name := range strings.FieldsSeq(names) {
			m[name] = kind
		}
	}
	m["meta"], m["link"] = headVoid, headVoid
	return m
}()

// known are the elements by a number made of their names, which is quicker to look
// up than a map.
var known = func() (table [256][]namedKind) {
	for name, kind := range elements {
		n := numberOf([]byte(name))
		table[n] = append(table[n], namedKind{name, kind})
	}
	return table
}()

type namedKind struct {
	name string
	kind elementKind
}

// numberOf makes a number of a name, which has a letter at least.
func numberOf(name []byte) byte {
	return name[0] ^ name[len(name)-1]<<3 ^ byte(len(name))<<6
}

func kindOf(name []byte) elementKind {
	for _, k := range known[numberOf(name)] {
		if string(name) == k.name {
			return k.kind
		}
	}
	return refused
}

// attributes looks at the attributes of the tag that was read.
func (p *parser) attributes() finding {
	for i := range p.tag.attributes {
		a := &p.tag.attributes[i]
		if what := p.attribute(a); what != "" {
			return finding{a.name.from, what + ", " + string(p.of(a.name))}
		}
	}
	return finding{}
}

// attribute returns what is wrong with one, or "". Names are compared as HTML
// compares them, in small letters.
func (p *parser) attribute(a *attribute) string {
	name := p.of(a.name)
	for _, c := range name {
		if 'A' <= c && c <= 'Z' {
			name = bytes.ToLower(name)
			break
		}
	}
	if len(name) > 2 && name[0] == 'o' && name[1] == 'n' {
		return "an event handler"
	}
	switch string(name) {
	case "style", "srcdoc", "ping", "is", "attributename", "xml:base", "csp", "nonce":
		return "an attribute that has no place on a page"
	case "href", "xlink:href":
		url := p.decode(p.of(a.value))
		if p.drawing > 0 && string(p.tag.name) != "a" && (len(url) == 0 || url[0] != '#') {
			return "an address in a drawing"
		}
		return addressFault(url)
	case "src", "cite", "poster", "data", "background", "longdesc", "manifest", "codebase", "classid", "usemap":
		return addressFault(p.decode(p.of(a.value)))
	case "action", "formaction":
		if !isPath(p.decode(p.of(a.value))) {
			return "a form that sends elsewhere"
		}
	case "srcset", "imagesrcset":
		for candidate := range bytes.SplitSeq(p.decode(p.of(a.value)), []byte(",")) {
			if what := addressFault(bytes.TrimSpace(candidate)); what != "" {
				return what
			}
		}
	}
	return ""
}
