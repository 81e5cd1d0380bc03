package inspect

import (
	"bytes"
	"unicode/utf8"
)

// The bytes that a text must not have, or begin characters that it must not.
const (
	control = 1 << iota
	lineFeed
	carriageReturn
	mayBeControl // the first byte of U+0080 to U+00BF
	mayBeNoChar  // the first byte of U+F000 to U+FFFF
)

var classes = func() (table [256]byte) {
	for c := range ' ' {
		table[c] = control
	}
	table['\t'], table['\n'], table['\r'], table[0x7F] = 0, lineFeed, carriageReturn, control
	table[0xC2], table[0xEF] = mayBeControl, mayBeNoChar
	return table
}()

// text finds bytes that are no UTF-8 and control characters: those of C0 but
// tab and line feed, DEL, those of C1, U+FFFE and U+FFFF.
func (p *parser) text() finding { return p.characters(control | carriageReturn) }

// lines is text for a format whose lines end with CR LF.
func (p *parser) lines() finding {
	if f := p.characters(control); f.what != "" {
		return f
	}
	for at := 0; at < len(p.src); {
		line, _, ended := bytes.Cut(p.src[at:], []byte("\n"))
		half := bytes.IndexByte(line, '\r')
		switch {
		case half < 0 && ended:
			half = len(line)
		case half == len(line)-1 && ended:
			half = -1
		}
		if half >= 0 {
			return finding{at + half, "half an end of a line"}
		}
		at += len(line) + 1
	}
	return finding{}
}

func (p *parser) characters(refused byte) finding {
	known := &withReturns
	if refused&carriageReturn != 0 {
		known = &withoutReturns
	}
	if isClean(p.src, known) {
		return finding{}
	}
	if !utf8.Valid(p.src) {
		return finding{invalidAt(p.src), "no UTF-8"}
	}
	refused |= mayBeControl | mayBeNoChar
	for i, c := range p.src {
		switch class := classes[c] & refused; {
		case class == 0:
		case class == mayBeControl && p.src[i+1] >= 0xA0:
		case class == mayBeNoChar && (p.src[i+1] != 0xBF || p.src[i+2] < 0xBE):
		default:
			return finding{i, "a control character"}
		}
	}
	return finding{}
}

func invalidAt(b []byte) int {
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(b)
}

// style looks at a stylesheet, which its maintainers wrote: at its characters,
// and for what ends it where it is put into a page.
func (p *parser) style() finding {
	if i := bytes.Index(p.src, []byte("</")); i >= 0 {
		return finding{i, "an end tag in a stylesheet"}
	}
	return p.text()
}

// robots looks at the lines of robots.txt: each is one of those that our writer
// makes.
func (p *parser) robots() finding {
	return p.statements(func(line []byte) bool {
		for _, begin := range [...]string{"User-agent: ", "Allow: /", "Disallow: /", "Sitemap: http"} {
			if bytes.HasPrefix(line, []byte(begin)) {
				return true
			}
		}
		return len(line) == 0
	})
}

// headers looks at the lines of the file _headers: paths, and below them
// headers that make a page safer, never one that sets a cookie or leads away.
func (p *parser) headers() finding {
	return p.statements(func(line []byte) bool {
		header, indented := bytes.CutPrefix(line, []byte("  "))
		if !indented {
			return len(line) == 0 || line[0] == '/'
		}
		name, _, ok := bytes.Cut(header, []byte(": "))
		switch string(name) {
		case "Content-Security-Policy", "Cross-Origin-Opener-Policy", "Permissions-Policy", "Referrer-Policy",
			"X-Content-Type-Options", "Cache-Control", "Content-Type", "Access-Control-Allow-Origin":
			return ok
		}
		return false
	})
}

// moves looks at the lines of the file _redirects: a path, where it leads on
// this site, and the status. An asterisk or a colon would make a pattern of one.
func (p *parser) moves() finding {
	return p.statements(func(line []byte) bool {
		words := bytes.Split(line, []byte(" "))
		return len(words) == 3 && isPath(words[0]) && isPath(words[1]) && !bytes.ContainsAny(line, "*:") &&
			(string(words[2]) == "301" || string(words[2]) == "410")
	})
}

// statements looks at a file of lines in ASCII.
func (p *parser) statements(known func(line []byte) bool) finding {
	for at := 0; at < len(p.src); {
		line, _, ended := bytes.Cut(p.src[at:], []byte("\n"))
		for i, c := range line {
			if c < ' ' || c > '~' {
				return finding{at + i, "a character that has no place in a file of statements"}
			}
		}
		if !ended || !known(line) {
			return finding{at, "a line that says nothing known"}
		}
		at += len(line) + 1
	}
	return finding{}
}

// bibTeX looks at a file of one entry: its name, fields in braces that are
// closed on their own line, and its end.
func (p *parser) bibTeX() finding {
	at := 0
	for n := 0; at < len(p.src); n++ {
		line, _, _ := bytes.Cut(p.src[at:], []byte("\n"))
		field := bytes.HasPrefix(line, []byte("  ")) && bytes.Contains(line, []byte(" = {"))
		if n == 0 && !bytes.HasPrefix(line, []byte("@misc{")) || n > 0 && !field && string(line) != "}" {
			return finding{at, "a line that says nothing known"}
		}
		at += len(line) + 1
	}
	return p.text()
}

// reference looks at the lines of a file in the format RIS: a tag of two
// characters, then its value.
func (p *parser) reference() finding {
	for at := 0; at < len(p.src); {
		line, _, _ := bytes.Cut(p.src[at:], []byte("\n"))
		if len(line) < 6 || line[0] < 'A' || line[0] > 'Z' || string(line[2:6]) != "  - " {
			return finding{at, "a line that says nothing known"}
		}
		at += len(line) + 1
	}
	return p.lines()
}

// reaching are words of a program that runs texts as programs, writes HTML, or
// speaks to other places.
var reaching = [...]string{"eval", "Function", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "setTimeout(\"",
	"import", "XMLHttpRequest", "WebSocket", "EventSource", "sendBeacon", "cookie", "localStorage", "http:", "https:", "javascript:"}

// module looks at the site's script for what it must not be able to do.
func (p *parser) module() finding {
	if f := p.text(); f.what != "" {
		return f
	}
	for _, word := range reaching {
		if i := bytes.Index(p.src, []byte(word)); i >= 0 {
			return finding{i, "a program that could do more than search"}
		}
	}
	return finding{}
}
