package render

import (
	"encoding/json"
	"unicode/utf8"

	"diglot/generator/internal/view"
)

// appendJSONString appends s as a JSON string (RFC 8259). The result may stand
// in a <script> element and in a line of a file as it is: "<", control
// characters, U+2028 and U+2029 are escaped. Bytes that are not UTF-8 become
// U+FFFD.
func appendJSONString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			dst = append(dst, "\uFFFD"...)
		} else {
			dst = appendJSONRune(dst, r, s[i:i+size])
		}
		i += size
	}
	return append(dst, '"')
}

// appendJSONRune appends one character of a JSON string, whose bytes are text.
func appendJSONRune(dst []byte, r rune, text string) []byte {
	const hex = "0123456789abcdef"
	switch {
	case r == '"' || r == '\\':
		return append(dst, '\\', byte(r))
	case r == '\n':
		return append(dst, `\n`...)
	case r == '\t':
		return append(dst, `\t`...)
	case r < ' ' || r == 0x7F || r == '<' || r == 0x2028 || r == 0x2029:
		return append(dst, '\\', 'u', hex[r>>12], hex[r>>8&15], hex[r>>4&15], hex[r&15])
	}
	return append(dst, text...)
}

// appendProperties appends linked data as one JSON object on one line, its
// members in their order.
func appendProperties(dst []byte, node []view.Property) []byte {
	dst = append(dst, '{')
	for i, p := range node {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendJSONString(dst, p.Name)
		dst = append(dst, ':')
		dst = appendPropertyValue(dst, p)
	}
	return append(dst, '}')
}

// appendPropertyValue appends what a property is: a node, a list, or a text. A
// bare text that is no JSON number or boolean is quoted all the same.
func appendPropertyValue(dst []byte, p view.Property) []byte {
	switch {
	case p.Node != nil:
		return appendProperties(dst, p.Node)
	case p.Items != nil:
		return appendJSONValues(dst, p.Items)
	case p.Bare && isBareJSON(p.Text):
		return append(dst, p.Text...)
	}
	return appendJSONString(dst, p.Text)
}

// appendJSONValues appends a list of texts and nodes.
func appendJSONValues(dst []byte, values []view.Value) []byte {
	dst = append(dst, '[')
	for i, v := range values {
		if i > 0 {
			dst = append(dst, ',')
		}
		if v.Node != nil {
			dst = appendProperties(dst, v.Node)
		} else {
			dst = appendJSONString(dst, v.Text)
		}
	}
	return append(dst, ']')
}

// isBareJSON reports whether s is a JSON number, true or false.
func isBareJSON(s string) bool {
	if s == "" || !json.Valid([]byte(s)) {
		return false
	}
	first, last := s[0], s[len(s)-1]
	number := first == '-' || '0' <= first && first <= '9'
	return s == "true" || s == "false" || number && '0' <= last && last <= '9'
}
