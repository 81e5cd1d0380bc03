package inspect

import (
	"bytes"
	"encoding/binary"
	"unicode/utf8"
)

// addressFault returns what is wrong with an address whose references are
// undone, or "". It is read as browsers read it (WHATWG URL, "basic URL
// parser"): tabs and line ends do not count, nor what stands before it up to
// the space, and a backslash is a slash.
func addressFault(url []byte) string {
	url = bytes.TrimLeft(url, " ")
	end := 0 // of a scheme
	for end < len(url) && inAddress[url[end]] == 0 {
		end++
	}
	if holdsControl(url[end:]) {
		return "an address with a control character"
	}
	if len(url) > 1 && isSlash(url[0]) && (isSlash(url[1]) || url[1] == '&') { // a reference may hide a tab
		return "an address that names a host without its scheme"
	}
	if end == len(url) || url[end] != ':' && url[end] != '&' {
		return ""
	}
	for _, scheme := range [...]string{"https", "http", "mailto", "tel"} {
		if bytes.EqualFold(url[:end], []byte(scheme)) && url[end] == ':' {
			return ""
		}
	}
	return "an active address"
}

// holdsControl reports whether a part of an address has a control character.
func holdsControl(part []byte) bool {
	for len(part) >= wordSize && isPrintable(binary.LittleEndian.Uint64(part)) {
		part = part[wordSize:]
	}
	for _, c := range part {
		if inAddress[c] == control {
			return true
		}
	}
	return false
}

// inAddress are the bytes that decide what an address is.
var inAddress = func() (table [256]byte) {
	for c := range ' ' {
		table[c] = control
	}
	table[0x7F] = control
	for _, c := range []byte(":/?#&") {
		table[c] = endsScheme
	}
	return table
}()

const endsScheme = control + 1

// isPath reports whether an address is a path of the same site.
func isPath(url []byte) bool {
	return len(url) > 0 && url[0] == '/' && (len(url) == 1 || !isSlash(url[1])) && addressFault(url) == ""
}

func isSlash(c byte) bool { return c == '/' || c == '\\' }

// decode undoes the references in a value: numbers, with their semicolon or
// without, and the five names that XML has too. Others stay, so that what they
// hide stands behind an ampersand. The result is the value itself or in a
// buffer that the next call uses again.
func (p *parser) decode(value []byte) []byte {
	i := bytes.IndexByte(value, '&')
	if i < 0 {
		return value
	}
	out := append(p.decoded[:0], value[:i]...)
	for i < len(value) {
		if value[i] != '&' {
			out = append(out, value[i])
			i++
			continue
		}
		r, size := reference(value[i:])
		if size == 0 {
			r, size = '&', 1
		}
		out = utf8.AppendRune(out, r)
		i += size
	}
	p.decoded = out
	return out
}

// reference reads the reference that b begins with; its size is 0 where b
// begins with none that is known.
func reference(b []byte) (r rune, size int) {
	if len(b) > 1 && b[1] == '#' {
		return numeric(b)
	}
	for _, named := range [...]struct {
		name string
		r    rune
	}{{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}} {
		if bytes.HasPrefix(b, []byte(named.name)) {
			return named.r, len(named.name)
		}
	}
	return 0, 0
}

func numeric(b []byte) (r rune, size int) {
	base, i := rune(10), 2
	if i < len(b) && b[i]|0x20 == 'x' {
		base, i = 16, 3
	}
	from := i
	for ; i < len(b); i++ {
		digit := rune(-1)
		switch c := b[i]; {
		case '0' <= c && c <= '9':
			digit = rune(c - '0')
		case base == 16 && 'a' <= c|0x20 && c|0x20 <= 'f':
			digit = rune(c|0x20-'a') + 10
		}
		if digit < 0 {
			break
		}
		r = min(r*base+digit, utf8.MaxRune+1)
	}
	if i == from {
		return 0, 0
	}
	if i < len(b) && b[i] == ';' {
		i++
	}
	if r == 0 || !utf8.ValidRune(r) {
		r = utf8.RuneError
	}
	return r, i
}
