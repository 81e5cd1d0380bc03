package frontmatter

import (
	"slices"
	"strings"
)

// bracket is an opening bracket that is not yet closed.
type bracket struct {
	row, off int
	sign     byte
}

func (b bracket) closing() string {
	if b.sign == '{' {
		return "}"
	}
	return "]"
}

// flowReader reads what stands in brackets, which may go over several lines.
type flowReader struct {
	*reader
	open []bracket
	// state of the entry being read
	last   byte // the sign before; '"' for a quoted text, 'x' for a plain one
	colons int  // colons so far in the entry
}

// flow reads from an opening bracket to its closing one and moves behind it.
func (r *reader) flow(off, parent int) {
	f := flowReader{reader: r}
	start := r.row
	for row, at := start, off; row < len(r.text); row, at = row+1, 0 {
		if end := f.scan(row, at); end >= 0 {
			r.row = row + 1
			r.behindBracket(start, off, row, end, parent)
			return
		}
	}
	// What seemed wrong on further lines was read as if it stood in the bracket.
	r.found = slices.DeleteFunc(r.found, func(a accident) bool { return int(a.at.Line) > r.first+start })
	b := f.open[len(f.open)-1]
	r.unclosed(b, len(f.open) == 1)
	r.endless++
	r.row = start + 1
}

func (r *reader) unclosed(b bracket, only bool) {
	fix := ""
	if text := strings.TrimRight(uncomment(r.text[b.row]), " \t"); only && !strings.ContainsAny(text[b.off:], "]}") {
		fix = strings.TrimLeft(text, " \t") + b.closing()
	}
	r.note("bracket-unclosed", r.span(b.row, b.off, b.off+1), fix, "bracket", string(b.sign))
}

// behindBracket tells of what follows a closed bracket on its line.
func (r *reader) behindBracket(start, off, row, end, parent int) {
	text := r.text[row]
	after := end + leading(text[end:])
	switch {
	case endsHere(text, after) || text[after] == ':':
	case text[after] == ']' || text[after] == '}':
		r.note("bracket-extra", r.span(row, after, after+1), "", "bracket", text[after:after+1])
	case start == row:
		r.row = row
		fix := r.quote(off)
		r.row = row + 1
		r.note("text-needs-quotes", r.span(row, off, off+1), fix, "sign", text[off:off+1])
	default:
		r.note("bracket-extra", r.span(row, end-1, end), "", "bracket", text[end-1:end])
	}
}

// scan reads one line from an offset, and returns the offset behind the
// bracket that closes the whole, or -1.
func (f *flowReader) scan(row, at int) int {
	text := f.text[row]
	for i := at; i < len(text); i++ {
		switch c := text[i]; {
		case c == ' ' || c == '\t':
		case c == '#' && (i == 0 || text[i-1] == ' ' || text[i-1] == '\t'):
			return -1
		case (c == '[' || c == '{') && f.last != 'x':
			f.open = append(f.open, bracket{row, i, c})
			f.last, f.colons = c, 0
		case c == ']' || c == '}':
			f.close(row, i)
			if len(f.open) == 0 {
				return i + 1
			}
		case c == ',':
			f.comma(row, i)
		case c == ':' && (i+1 == len(text) || strings.IndexByte(" \t,]}", text[i+1]) >= 0 || f.last == '"'):
			f.colon(row, i)
		case (c == '"' || c == '\'') && f.starts():
			n := closingQuote(text[i:])
			if n < 0 { // it goes on below; rare enough to be read as closed there
				f.last = '"'
				return -1
			}
			i += n - 1
			f.last = '"'
		default:
			f.letter(row, i)
		}
	}
	return -1
}

// starts reports whether an entry or a value may begin here.
func (f *flowReader) starts() bool { return strings.IndexByte("[{,:", f.last) >= 0 }

func (f *flowReader) letter(row, i int) {
	c := f.text[row][i]
	switch {
	case f.last == ']' || f.last == '"' && (c == '"' || c == '\''):
		f.note("comma-missing", f.span(row, i, i+1), "")
	case f.last == '"':
		f.note("text-after-quote", f.span(row, i, i+1), "")
	case f.starts() && strings.IndexByte("*&!", c) >= 0:
		f.noteCertain("text-needs-quotes", f.span(row, i, i+1), "", "sign", string(c))
	case f.starts() && strings.IndexByte("|>@%`", c) >= 0:
		f.note("text-needs-quotes", f.span(row, i, i+1), "", "sign", string(c))
	}
	f.last = 'x'
}

func (f *flowReader) comma(row, i int) {
	if strings.IndexByte("[{,", f.last) >= 0 {
		f.note("comma-extra", f.span(row, i, i+1), "")
	}
	f.last, f.colons = ',', 0
}

func (f *flowReader) colon(row, i int) {
	if f.colons++; f.colons == 2 {
		f.note("colon-unquoted", f.span(row, i, i+1), "")
	}
	f.last = ':'
}

// close takes the bracket that a closing one belongs to off the stack. One
// that closes another kind means that the inner one was forgotten.
func (f *flowReader) close(row, i int) {
	b := f.open[len(f.open)-1]
	if b.closing() != f.text[row][i:i+1] {
		f.unclosed(b, false)
		if len(f.open) > 1 {
			f.open = f.open[:len(f.open)-1]
		}
	}
	f.open = f.open[:len(f.open)-1]
	f.last, f.colons = ']', 0
	if len(f.open) > 0 && f.open[len(f.open)-1].sign == '{' {
		f.colons = 1 // what was closed is a value
	}
}
