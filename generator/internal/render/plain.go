package render

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// plainText prepares a text for formats of lines and cells. Every kind of line
// break becomes a line feed; other control characters but the tab, and bytes
// that are not UTF-8, become U+FFFD, since neither iCalendar (RFC 5545 section
// 3.1) nor a spreadsheet has a way to write them.
func plainText(s string) string {
	return strings.Map(plainRune, strings.ReplaceAll(s, "\r\n", "\n"))
}

func plainRune(r rune) rune {
	switch {
	case r == '\r' || r == '\v' || r == '\f' || r == 0x85 || r == 0x2028 || r == 0x2029:
		return '\n'
	case 0 <= r && r < ' ' && r != '\t' && r != '\n' || r == 0x7F:
		return '\uFFFD'
	}
	return r
}

// typedText is a plain text with the spaces that a keyboard has, and without
// what tells a browser where a line may end: readers of calendars, feeds and
// reference managers search titles for what they type, and these programs break
// lines as they like.
func typedText(s string) string {
	if isTyped(s) {
		return s
	}
	return strings.Map(func(r rune) rune { return plainRune(typedRune(r)) }, strings.ReplaceAll(s, "\r\n", "\n"))
}

// isTyped reports whether a text is known to be a typed one: it is UTF-8 and has
// no byte with which anything begins that plainRune and typedRune change.
func isTyped(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == 0x7F || c == 0xC2 || c == 0xE2 {
			return false
		}
	}
	return utf8.ValidString(s)
}

// onKeyboard does the same for formats that hold every character.
func onKeyboard(s string) string { return strings.Map(typedRune, s) }

// typedRune is negative for what no keyboard has.
func typedRune(r rune) rune {
	switch r {
	case '\u00A0', '\u202F':
		return ' '
	case '\u2060', '\u00AD':
		return -1
	}
	return r
}

// checkAddress returns an error unless an address is an absolute one of the
// web: who reads a feed or a calendar has no page that it could stand on, and a
// program that opens it must not be told to run something.
func checkAddress(address string) error {
	for _, scheme := range []string{"https://", "http://"} {
		if rest, ok := strings.CutPrefix(address, scheme); ok && rest != "" {
			return nil
		}
	}
	return fmt.Errorf("address %q is not an absolute one of the web", address)
}

// isTokenRune reports whether r is an ASCII letter or digit.
func isTokenRune(r rune) bool {
	return '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z'
}
