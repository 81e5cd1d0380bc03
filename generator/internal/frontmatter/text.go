package frontmatter

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"unicode/utf8"

	"diglot/generator/internal/diag"
)

// maxControls bounds how many control characters of one file are told.
const maxControls = 5

// checkText tells what makes the bytes unreadable as text: another encoding
// than UTF-8, or control characters. Only LF and CRLF end a line here, so U+2028
// and its kin count as control characters too: YAML and Markdown would
// disagree about them.
func checkText(file string, firstLine int, src []byte) []diag.Diagnostic {
	if name := wideEncoding(src); name != "" {
		return []diag.Diagnostic{diag.New("encoding-other", diag.Span{File: file, Line: 1, Col: 1}, "encoding", name)}
	}
	if at := firstInvalid(src); at >= 0 {
		span := placeOf(file, firstLine, src, at)
		if name := byteEncoding(src); name != "" {
			return []diag.Diagnostic{diag.New("encoding-other", span, "encoding", name)}
		}
		return []diag.Diagnostic{diag.New("encoding-unknown", span)}
	}
	var found []diag.Diagnostic
	for at := nextControl(src, 0); at >= 0 && len(found) < maxControls; at = nextControl(src, at+1) {
		r, _ := utf8.DecodeRune(src[at:])
		found = append(found, diag.New("character-control", placeOf(file, firstLine, src, at), "character", fmt.Sprintf("U+%04X", r)))
	}
	return found
}

// placeOf returns the place of the character at a byte offset.
func placeOf(file string, firstLine int, src []byte, at int) diag.Span {
	start := bytes.LastIndexByte(src[:at], '\n') + 1
	col := utf8.RuneCount(bytes.TrimPrefix(src[start:at], byteOrderMark)) + 1
	return diag.Span{
		File: file,
		Line: int32(firstLine + bytes.Count(src[:start], []byte("\n"))),
		Col:  int32(col),
		End:  int32(col + 1),
	}
}

func firstInvalid(src []byte) int {
	if utf8.Valid(src) {
		return -1
	}
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// nextControl returns the offset of the next control character in valid
// UTF-8, or -1. A byte order mark is none at the very start, a CR none before
// a LF.
func nextControl(src []byte, from int) int {
	for i := from; i < len(src); i++ {
		for len(src)-i > 8 && areCalm(binary.LittleEndian.Uint64(src[i:])) {
			i += 8
		}
		c := src[i]
		if isCalm[c] {
			continue
		}
		switch {
		case c == '\n', c == '\t':
		case c == '\r' && i+1 < len(src) && src[i+1] == '\n':
		case c < 0x20, c == 0x7f:
			return i
		case c == 0xC2 && src[i+1] < 0xA0: // C1, with NEL
			return i
		case c == 0xE2 && src[i+1] == 0x80 && (src[i+2] == 0xA8 || src[i+2] == 0xA9): // line, paragraph separator
			return i
		case c == 0xEF && src[i+1] == 0xBB && src[i+2] == 0xBF && i > 0: // byte order mark
			return i
		case c == 0xEF && src[i+1] == 0xBF && src[i+2] >= 0xBE: // U+FFFE, U+FFFF
			return i
		}
	}
	return -1
}

// areCalm reports whether isCalm has all of eight bytes.
func areCalm(bytes uint64) bool {
	const each, highest = 0x0101_0101_0101_0101, 0x8080_8080_8080_8080
	below20 := bytes & (0xE0 * each)
	is7F := bytes ^ 0x7F*each
	isC2orE2 := (bytes | 0x20*each) ^ 0xE2*each
	isEF := bytes ^ 0xEF*each
	// v-each&^v has a highest bit where v has a byte of zero, and else none.
	return ((below20-each)&^below20|(is7F-each)&^is7F|(isC2orE2-each)&^isC2orE2|(isEF-each)&^isEF)&highest == 0
}

// isCalm are the bytes with which no control character begins.
var isCalm = func() (table [256]bool) {
	for c := 0x20; c < len(table); c++ {
		table[c] = c != 0x7F && c != 0xC2 && c != 0xE2 && c != 0xEF
	}
	return table
}()

// wideEncoding recognises the encodings of two and four bytes a character.
func wideEncoding(src []byte) string {
	switch {
	case bytes.HasPrefix(src, []byte{0xFF, 0xFE, 0, 0}), bytes.HasPrefix(src, []byte{0, 0, 0xFE, 0xFF}):
		return "UTF-32"
	case bytes.HasPrefix(src, []byte{0xFF, 0xFE}), bytes.HasPrefix(src, []byte{0xFE, 0xFF}):
		return "UTF-16"
	}
	// Without a mark, the hyphens and line ends of such a file still carry zeros.
	if zeros := bytes.Count(src, []byte{0}); zeros > 3 && zeros > len(src)/50 {
		return "UTF-16"
	}
	return ""
}

// byteEncoding guesses which of the two encodings our authors' older tools
// write the bytes are in, or "". Ukrainian letters in Windows-1251 lie above
// 0xBF but for a few, lower case above 0xDF, in words of any length; Chinese
// characters in GB18030 come in pairs that begin with 0x81 to 0xFE.
func byteEncoding(src []byte) string {
	var high, lower, paired int
	if mostlyUTF8(src) {
		return ""
	}
	for i := 0; i < len(src); i++ {
		c := src[i]
		if c < 0x80 {
			continue
		}
		high++
		if c >= 0xE0 || c == 0xB3 || c == 0xBF || c == 0xBA || c == 0xB4 {
			lower++
		}
	}
	for i := 0; i+1 < len(src); i++ {
		if src[i] > 0x80 && src[i] < 0xFF && src[i+1] >= 0x40 && src[i+1] != 0x7F && src[i+1] != 0xFF {
			paired++
			if src[i+1] >= 0x80 {
				paired++
			}
			i++
		}
	}
	switch {
	case lower*10 >= high*7:
		return "Windows-1251"
	case paired*100 >= high*95:
		return "GB18030"
	}
	return ""
}

// mostlyUTF8 reports whether the characters beyond ASCII are UTF-8 but for a
// few broken places, which no text in the other encodings looks like.
func mostlyUTF8(src []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRune(src[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		i += n
	}
	return good > bad
}
