package render

import (
	"bytes"
	"unicode/utf8"
)

// xmlWriter writes an XML document of elements, attributes and text. It opens
// nothing that its caller does not close.
type xmlWriter struct{ bytes.Buffer }

// xmlHeader stands before every XML document.
const xmlHeader = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// open writes a start tag. The attributes are names and values in turn; one
// with the value "" is left out.
func (w *xmlWriter) open(name string, attributes ...string) {
	w.WriteString("<" + name)
	for i := 0; i+1 < len(attributes); i += 2 {
		if attributes[i+1] != "" {
			w.WriteString(" " + attributes[i] + `="`)
			w.escape(attributes[i+1], "&#10;")
			w.WriteByte('"')
		}
	}
	w.WriteByte('>')
}

// shut writes an end tag and ends the line.
func (w *xmlWriter) shut(name string) { w.WriteString("</" + name + ">\n") }

// empty writes an element without content on a line of its own.
func (w *xmlWriter) empty(name string, attributes ...string) {
	w.open(name, attributes...)
	w.Truncate(w.Len() - 1)
	w.WriteString("/>\n")
}

// element writes an element with a text on a line of its own, or nothing where
// the text is "".
func (w *xmlWriter) element(name, text string, attributes ...string) {
	if text == "" {
		return
	}
	w.open(name, attributes...)
	w.text(text)
	w.shut(name)
}

// text writes s as character data.
func (w *xmlWriter) text(s string) { w.escape(s, "\n") }

// escape writes s so that a parser gives it back, with newline for a line feed,
// which in an attribute would become a space. What XML 1.0 forbids (section
// 2.2: most control characters, U+FFFE and U+FFFF, and bytes that are not
// UTF-8) has no escape in it either and becomes U+FFFD.
func (w *xmlWriter) escape(s, newline string) {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch entity := xmlEntity(r); {
		case entity != "":
			w.WriteString(entity)
		case r == '\n':
			w.WriteString(newline)
		case !allowedInXML(r) || r == utf8.RuneError && size == 1:
			w.WriteRune(utf8.RuneError)
		default:
			w.WriteString(s[i : i+size])
		}
		i += size
	}
}

// xmlEntity returns what stands for a character, or "" for the character
// itself. ">" is among them for the sake of "]]>"; a carriage return and a tab
// would otherwise be changed by the parser.
func xmlEntity(r rune) string {
	switch r {
	case '&':
		return "&amp;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	case '"':
		return "&#34;"
	case '\t':
		return "&#9;"
	case '\r':
		return "&#13;"
	}
	return ""
}

// allowedInXML reports whether XML 1.0 has the character (production Char).
func allowedInXML(r rune) bool {
	switch {
	case r < ' ':
		return r == '\t' || r == '\n' || r == '\r'
	case r <= 0xD7FF:
		return true
	}
	return 0xE000 <= r && r <= 0xFFFD || 0x10000 <= r
}
