package view

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"sync"
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
		switch c := s[i]; {
		case ' ' <= c && c < 0x7F && c != '"' && c != '\\' && c != '<':
			i++
			continue
		case 0xC2 <= c && c < 0xE0 && i+1 < len(s) && s[i+1]&0xC0 == 0x80: // Cyrillic
			i += 2
			continue
		case 0xE3 <= c && c < 0xED && i+2 < len(s) && s[i+1]&0xC0 == 0x80 && s[i+2]&0xC0 == 0x80: // Han
			i += 3
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

// IsBareJSON reports whether s is a JSON number, true or false.
func IsBareJSON(s string) bool {
	if s == "" || !json.Valid([]byte(s)) {
		return false
	}
	first, last := s[0], s[len(s)-1]
	number := first == '-' || '0' <= first && first <= '9'
	return s == "true" || s == "false" || number && '0' <= last && last <= '9'
}

// linker writes linked data: values, which are texts and nodes, and within
// nodes properties, whose names need no escapes. What comes next is told from
// the last byte: a text ends with a quotation mark, so that "{", "[" and ":"
// are always JSON's own.
type linker struct {
	*Maker
	whole  bool // the document has a node for everything, so that references need no names
	out    []byte
	starts []int // of the values of all open lists
}

var linkers = sync.Pool{New: func() any { return new(linker) }}

// document returns what is written.
func (m *Maker) document(write func(*linker)) string {
	l := linkers.Get().(*linker)
	l.Maker, l.out, l.starts = m, l.out[:0], l.starts[:0]
	write(l)
	text := string(l.out)
	l.Maker = nil // which would keep the whole site
	linkers.Put(l)
	return text
}

// begin begins a value.
func (l *linker) begin() {
	if n := len(l.out); n > 0 && l.out[n-1] != '[' && l.out[n-1] != ':' {
		l.out = append(l.out, ',')
	}
	l.starts = append(l.starts, len(l.out))
}

// end returns where a value ends that began at starts[i], in the innermost
// list.
func (l *linker) end(i int) int {
	if i+1 < len(l.starts) {
		return l.starts[i+1] - len(",")
	}
	return len(l.out)
}

// value writes a text, or nothing where there is none.
func (l *linker) value(text string) {
	if text != "" {
		l.begin()
		l.out = AppendJSON(l.out, text)
	}
}

// inLanguage writes a text with its language.
func (l *linker) inLanguage(text, tag string) {
	l.begin()
	l.out = AppendJSON(append(l.out, `{"@value":`...), text)
	l.out = append(AppendJSON(append(l.out, `,"@language":`...), tag), '}')
}

// id writes a node that only refers to another.
func (l *linker) id(id string) {
	l.begin()
	l.out = append(AppendJSON(append(l.out, `{"@id":`...), id), '}')
}

// thing writes a node with the properties that add adds; id is "" where it has
// none.
func (l *linker) thing(id, kind string, add func()) {
	l.begin()
	l.out = append(l.out, '{')
	l.text("@id", id)
	l.text("@type", kind)
	add()
	l.out = append(l.out, '}')
}

// name begins a property.
func (l *linker) name(name string) {
	if l.out[len(l.out)-1] != '{' {
		l.out = append(l.out, ',')
	}
	l.out = append(append(append(l.out, '"'), name...), '"', ':')
}

// text adds a text, or nothing where there is none.
func (l *linker) text(name, value string) {
	if value != "" {
		l.name(name)
		l.out = AppendJSON(l.out, value)
	}
}

// number adds a number.
func (l *linker) number(name string, n int) {
	l.name(name)
	l.out = strconv.AppendInt(l.out, int64(n), 10)
}

// refer adds a node that only refers to another.
func (l *linker) refer(name, id string) { l.list(name, func() { l.id(id) }) }

// node adds a node without an "@id".
func (l *linker) node(name, kind string, add func()) {
	l.list(name, func() { l.thing("", kind, add) })
}

// list adds the values that write writes, each once: one value stands alone,
// none is left out.
func (l *linker) list(name string, write func()) {
	before, outer := len(l.out), len(l.starts)
	l.name(name)
	l.out = append(l.out, '[')
	write()
	l.once(outer)
	switch list := l.starts[outer:]; {
	case len(list) == 0:
		l.out = l.out[:before]
	case len(list) == 1:
		l.out = append(l.out[:list[0]-len("[")], l.out[list[0]:]...)
	default:
		l.out = append(l.out, ']')
	}
	l.starts = l.starts[:outer]
}

// few is of how many values each may be compared with each.
const few = 16

// once takes out the values since starts[first] that are there already. A node
// without an "@id" is like no other.
func (l *linker) once(first int) {
	starts := l.starts[first:]
	if len(starts) < 2 {
		return
	}
	var seen map[string]bool
	if len(starts) > few {
		seen = make(map[string]bool, len(starts))
	}
	kept, end := 0, starts[0]-len("[")
	for i, start := range starts {
		value := l.out[start:l.end(first+i)]
		switch {
		case bytes.HasPrefix(value, []byte(`{"@type"`)):
		case seen[string(value)], seen == nil && l.among(starts[:kept], value):
			continue
		case seen != nil:
			seen[string(value)] = true
		}
		if kept > 0 {
			l.out[end] = ','
		}
		starts[kept] = end + 1
		kept++
		end += 1 + copy(l.out[end+1:], value)
	}
	l.out, l.starts = l.out[:end], l.starts[:first+kept]
}

// among reports whether a value begins at one of some places. No value begins
// with another.
func (l *linker) among(starts []int, value []byte) bool {
	return slices.ContainsFunc(starts, func(at int) bool { return bytes.HasPrefix(l.out[at:], value) })
}
