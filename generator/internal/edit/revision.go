package edit

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"diglot/generator/internal/diag"
)

// revision collects the changes of one file. All else in it stays, byte for
// byte: comments, the order of fields, the ends of lines.
type revision struct {
	path    string
	src     []byte
	changes []change
	count   int // references that are rewritten
}

// change is new text for the bytes from an offset to another.
type change struct {
	from, to int
	text     string
}

// put replaces bytes; what has been replaced already is left.
func (r *revision) put(from, to int, text string) {
	c := change{from, to, text}
	if !slices.Contains(r.changes, c) {
		r.changes = append(r.changes, c)
	}
}

// bytes returns the file with all changes made.
func (r *revision) bytes() []byte {
	changes := slices.Clone(r.changes)
	slices.SortStableFunc(changes, func(a, b change) int { return a.from - b.from })
	var out []byte
	at := 0
	for _, c := range changes {
		out = append(append(out, r.src[at:c.from]...), c.text...)
		at = c.to
	}
	return append(out, r.src[at:]...)
}

// substitute replaces the last occurrence of a text within a place.
func (r *revision) substitute(at diag.Span, old, new string) error {
	from, to := r.offsets(at)
	i := bytes.LastIndex(r.src[from:to], []byte(old))
	if i < 0 {
		return r.tooIntricate(at, old)
	}
	r.put(from+i, from+i+len(old), new)
	return nil
}

// tooIntricate refuses what is written in a way that is not understood well
// enough to be changed.
func (r *revision) tooIntricate(at diag.Span, what string) error {
	return refuse("move-intricate", "file", r.path, "line", strconv.Itoa(int(at.Line)), "text", what)
}

// byteOrderMark may stand before the first line, and is no part of it.
const byteOrderMark = "\uFEFF"

// line returns where a line begins and ends, without its end; lines count
// from 1.
func (r *revision) line(n int32) (from, to int) {
	if bytes.HasPrefix(r.src, []byte(byteOrderMark)) {
		from = len(byteOrderMark)
	}
	for ; n > 1; n-- {
		i := bytes.IndexByte(r.src[from:], '\n')
		if i < 0 {
			return len(r.src), len(r.src)
		}
		from += i + 1
	}
	to = len(r.src)
	if i := bytes.IndexByte(r.src[from:], '\n'); i >= 0 {
		to = from + i
	}
	return from, from + len(bytes.TrimSuffix(r.src[from:to], []byte("\r")))
}

// offsets returns the bytes of a place. One without an end reaches to that of
// its line.
func (r *revision) offsets(at diag.Span) (from, to int) {
	start, end := r.line(at.Line)
	text := string(r.src[start:end])
	from = start + column(text, at.Col)
	if at.End <= at.Col {
		return from, end
	}
	return from, start + column(text, at.End)
}

// column returns the offset of a column, which counts characters from 1.
func column(text string, col int32) int {
	at := 0
	for ; col > 1 && at < len(text); col-- {
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return at
}

// lineEnd is how the file ends its lines.
func (r *revision) lineEnd() string {
	if line, _, ok := strings.Cut(string(r.src), "\n"); ok && strings.HasSuffix(line, "\r") {
		return "\r\n"
	}
	return "\n"
}
