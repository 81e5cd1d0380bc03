package inspect

import (
	"encoding/binary"
	"math/bits"
)

// json looks at a JSON text (RFC 8259) that ends its last line.
func (p *parser) json() finding {
	if f := p.text(); f.what != "" {
		return f
	}
	if at := scanJSON(p.src); at >= 0 {
		return finding{at, "no JSON"}
	}
	return finding{}
}

// scanJSON returns where a JSON text goes wrong, or -1. It must be one value.
func scanJSON(b []byte) int {
	j := jsonScanner{b: b}
	j.space()
	if !j.value(0) {
		return min(j.at, len(b))
	}
	if j.space(); j.at < len(b) {
		return j.at
	}
	return -1
}

type jsonScanner struct {
	b  []byte
	at int
}

func (j *jsonScanner) space() {
	for j.at < len(j.b) && isSpace(j.b[j.at]) {
		j.at++
	}
}

// take goes over a byte, if it is the next one.
func (j *jsonScanner) take(c byte) bool {
	if j.at < len(j.b) && j.b[j.at] == c {
		j.at++
		return true
	}
	return false
}

func (j *jsonScanner) word(w string) bool {
	for i := range len(w) {
		if !j.take(w[i]) {
			return false
		}
	}
	return true
}

func (j *jsonScanner) value(depth int) bool {
	if j.at == len(j.b) || depth == deepest {
		return false
	}
	switch c := j.b[j.at]; c {
	case '{':
		return j.members('}', depth, true)
	case '[':
		return j.members(']', depth, false)
	case '"':
		return j.text()
	case 't':
		return j.word("true")
	case 'f':
		return j.word("false")
	case 'n':
		return j.word("null")
	}
	return j.number()
}

// members reads what stands in braces or brackets.
func (j *jsonScanner) members(end byte, depth int, named bool) bool {
	j.at++
	if j.space(); j.take(end) {
		return true
	}
	for {
		if !named {
			j.wholeNumbers()
			j.space()
		} else {
			if j.at == len(j.b) || j.b[j.at] != '"' || !j.text() {
				return false
			}
			if j.space(); !j.take(':') {
				return false
			}
			j.space()
		}
		if !j.value(depth + 1) {
			return false
		}
		if j.space(); j.take(end) {
			return true
		}
		if !j.take(',') {
			return false
		}
		j.space()
	}
}

// wholeNumbers goes over numbers without sign, fraction and exponent that a comma
// follows: most of an index is lists of them.
func (j *jsonScanner) wholeNumbers() {
	b, i := j.b, j.at
	for from := i; i < len(b); i++ {
		if '0' <= b[i] && b[i] <= '9' {
			continue
		}
		if b[i] != ',' || i == from || b[from] == '0' && i > from+1 {
			break
		}
		from = i + 1
		j.at = from
	}
}

func (j *jsonScanner) text() bool {
	for j.at++; ; j.at++ {
		if j.at += plainBytes(j.b[j.at:]); j.at == len(j.b) {
			return false
		}
		switch c := j.b[j.at]; {
		case c == '"':
			j.at++
			return true
		case c < ' ':
			return false
		case c == '\\':
			if !j.escape() {
				return false
			}
		}
	}
}

// plainBytes is how many bytes at the beginning stand in a text for themselves.
func plainBytes(b []byte) int {
	n := 0
	for ; n+wordSize <= len(b); n += wordSize {
		if special := specialIn(binary.LittleEndian.Uint64(b[n:])); special != 0 {
			return n + bits.TrailingZeros64(special)/8
		}
	}
	for n < len(b) && inText[b[n]] {
		n++
	}
	return n
}

// specialIn marks the first byte of a word that is a quotation mark, a backslash
// or a control character. What it marks behind that byte means nothing.
func specialIn(word uint64) uint64 {
	const low, high = 0x0101010101010101, 0x8080808080808080
	quote, escape := word^low*'"', word^low*'\\'
	return ((quote-low)&^quote | (escape-low)&^escape | (word-low*' ')&^word) & high
}

// inText are the bytes that stand in a text for themselves.
var inText = func() (table [256]bool) {
	for c := range table {
		table[c] = c >= ' ' && c != '"' && c != '\\'
	}
	return table
}()

// escape goes to the last byte of an escape.
func (j *jsonScanner) escape() bool {
	if j.at++; j.at == len(j.b) {
		return false
	}
	switch j.b[j.at] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return true
	case 'u':
		for range 4 {
			if j.at++; j.at == len(j.b) || !isHex(j.b[j.at]) {
				return false
			}
		}
		return true
	}
	return false
}

func isHex(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f' }

func (j *jsonScanner) number() bool {
	j.take('-')
	if !j.take('0') && !j.digits() {
		return false
	}
	if j.take('.') && !j.digits() {
		return false
	}
	if j.take('e') || j.take('E') {
		if !j.take('+') {
			j.take('-')
		}
		return j.digits()
	}
	return true
}

func (j *jsonScanner) digits() bool {
	from := j.at
	for j.at < len(j.b) && '0' <= j.b[j.at] && j.b[j.at] <= '9' {
		j.at++
	}
	return j.at > from
}
