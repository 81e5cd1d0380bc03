package view

import (
	"encoding/json"
	"unicode/utf8"
)

// AppendJSON appends s as a JSON string (RFC 8259). The result may stand
// in a <script> element and in a line of a file as it is: "<", control
// characters, U+2028 and U+2029 are escaped. Bytes that are not UTF-8 become
// U+FFFD.
func AppendJSON(dst []byte, s string) []byte {
	dst = append(dst, '"')
	start := 0 // of what can be copied as it is
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf && c >= ' ' && c != '"' && c != '\\' && c != '<' && c != 0x7F {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r >= utf8.RuneSelf && r != 0x2028 && r != 0x2029 && (r != utf8.RuneError || size > 1) {
			i += size
			continue
		}
		dst = append(dst, s[start:i]...)
		if r == utf8.RuneError {
			dst = append(dst, "\uFFFD"...)
		} else {
			dst = appendEscape(dst, r)
		}
		i += size
		start = i
	}
	return append(append(dst, s[start:]...), '"')
}

// appendEscape appends a character that cannot stand in a JSON string as it is.
func appendEscape(dst []byte, r rune) []byte {
	const hex = "0123456789abcdef"
	switch r {
	case '"', '\\':
		return append(dst, '\\', byte(r))
	case '\n':
		return append(dst, `\n`...)
	case '\t':
		return append(dst, `\t`...)
	}
	return append(dst, '\\', 'u', hex[r>>12], hex[r>>8&15], hex[r>>4&15], hex[r&15])
}

// AppendNode appends linked data as one JSON object on one line, its
// members in their order.
func AppendNode(dst []byte, node []Property) []byte {
	dst = append(dst, '{')
	for i, p := range node {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = AppendJSON(dst, p.Name)
		dst = append(dst, ':')
		dst = appendPropertyValue(dst, p)
	}
	return append(dst, '}')
}

// appendPropertyValue appends what a property is: a node, a list, or a text. A
// bare text that is no JSON number or boolean is quoted all the same.
func appendPropertyValue(dst []byte, p Property) []byte {
	switch {
	case p.Node != nil:
		return AppendNode(dst, p.Node)
	case p.Items != nil:
		return appendJSONValues(dst, p.Items)
	case p.Bare && IsBareJSON(p.Text):
		return append(dst, p.Text...)
	}
	return AppendJSON(dst, p.Text)
}

// appendJSONValues appends a list of texts and nodes.
func appendJSONValues(dst []byte, values []Value) []byte {
	dst = append(dst, '[')
	for i, v := range values {
		if i > 0 {
			dst = append(dst, ',')
		}
		if v.Node != nil {
			dst = AppendNode(dst, v.Node)
		} else {
			dst = AppendJSON(dst, v.Text)
		}
	}
	return append(dst, ']')
}

// IsBareJSON reports whether s is a JSON number, true or false.
func IsBareJSON(s string) bool {
	if s == "" || !json.Valid([]byte(s)) {
		return false
	}
	first, last := s[0], s[len(s)-1]
	number := first == '-' || '0' <= first && first <= '9'
	return s == "true" || s == "false" || number && '0' <= last && last <= '9'
}
