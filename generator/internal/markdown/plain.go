package markdown

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// plain returns the characters that src stands for: backslash escapes and
// entities are undone (CommonMark, "Backslash escapes" and "Entity and numeric
// character references"). The result is src itself or in scratch.
func plain(src, scratch []byte) (text, _ []byte) {
	i := bytes.IndexAny(src, "\\&")
	if i < 0 {
		return src, scratch
	}
	out := append(scratch[:0], src[:i]...)
	for i < len(src) {
		switch c := src[i]; {
		case c == '\\' && i+1 < len(src) && util.IsPunct(src[i+1]):
			out = append(out, src[i+1])
			i += 2
		case c == '&':
			var n int
			out, n = appendEntity(out, src[i:])
			i += n
		default:
			out = append(out, c)
			i++
		}
	}
	return out, out
}

// longestEntity is the length of the longest name, CounterClockwiseContourIntegral.
const longestEntity = 31

// appendEntity appends what the entity at the beginning of src stands for, or
// its ampersand where it is none, and returns the length of what it stands for.
func appendEntity(out, src []byte) ([]byte, int) {
	end := bytes.IndexByte(src[:min(len(src), longestEntity+2)], ';')
	if end < 2 {
		return append(out, '&'), 1
	}
	name := src[1:end]
	if name[0] == '#' {
		if r, ok := numericEntity(name[1:]); ok {
			return utf8.AppendRune(out, r), end + 1
		}
	} else if e, ok := util.LookUpHTML5EntityByName(string(name)); ok {
		return append(out, e.Characters...), end + 1
	}
	return append(out, '&'), 1
}

// numericEntity reads "1234" or "x4D2": at most seven digits or six hexadecimal ones.
func numericEntity(digits []byte) (rune, bool) {
	base, limit := 10, 7
	if len(digits) > 0 && (digits[0] == 'x' || digits[0] == 'X') {
		base, limit, digits = 16, 6, digits[1:]
	}
	if len(digits) > limit {
		return 0, false
	}
	n, err := strconv.ParseUint(string(digits), base, 32)
	if err != nil {
		return 0, false
	}
	if r := rune(n); utf8.ValidRune(r) && isCharacter(r) {
		return r, true
	}
	return utf8.RuneError, true
}

// isCharacter reports whether a page may hold a character: the control
// characters but for tab and line feed mean nothing in HTML, nor do U+FFFE and
// U+FFFF anywhere.
func isCharacter(r rune) bool {
	return r == '\t' || r == '\n' || r >= ' ' && r < 0x7F || r >= 0xA0 && r != 0xFFFE && r != 0xFFFF
}

// escapes holds what stands for the bytes that may not stand for themselves in
// text or attributes. Control characters mean nothing in HTML.
var escapes = func() (table [256]string) {
	for c := range 0x20 {
		table[c] = "\uFFFD"
	}
	table['\t'], table['\n'], table[0x7F] = "", "", "\uFFFD"
	table['&'], table['<'], table['>'] = "&amp;", "&lt;", "&gt;"
	return table
}()

// appendText appends text as HTML.
func appendText(dst, text []byte) []byte {
	done := 0
	for i, c := range text {
		if e := escapes[c]; e != "" {
			dst = append(dst, text[done:i]...)
			dst = append(dst, e...)
			done = i + 1
		}
	}
	return append(dst, text[done:]...)
}

// appendAttribute appends text as the value of an attribute between double quotes.
func appendAttribute(dst []byte, text string) []byte {
	for i := range len(text) {
		switch c := text[i]; {
		case c == '"':
			dst = append(dst, "&#34;"...)
		case escapes[c] != "":
			dst = append(dst, escapes[c]...)
		default:
			dst = append(dst, c)
		}
	}
	return dst
}
