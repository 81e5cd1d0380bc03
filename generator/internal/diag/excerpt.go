package diag

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// Measures of an excerpt, in cells: the places of a terminal, of which a
// Chinese character takes two.
const (
	maxCells = 100
	context  = 40 // before the mark, where the line is cut there
	tabStop  = 4
)

// cell is a character as it is printed.
type cell struct {
	text  string
	width int
}

// excerpt returns the part of a line around the columns col to end (counted
// in characters from 1, the end not included), and a second line that marks
// them: ^ at the first cell and ~ at the further ones. Without a column there
// is no mark; an end of zero means a single character.
func excerpt(line string, col, end int) (text, mark string) {
	cells := measure(line)
	from := min(max(col-1, 0), len(cells))
	to := min(max(end-1, from+1), len(cells))
	first, last := window(cells, from)

	var b strings.Builder
	lead := 0
	if first > 0 {
		b.WriteString("…")
		lead = 1
	}
	for _, c := range cells[first:last] {
		b.WriteString(c.text)
	}
	text = strings.TrimRight(b.String(), " ")
	if last < len(cells) {
		text += "…"
	}
	if col < 1 {
		return text, ""
	}
	lead += span(cells[first:from])
	marked := max(span(cells[from:max(from, min(to, last))]), 1)
	return text, strings.Repeat(" ", lead) + "^" + strings.Repeat("~", marked-1)
}

// span returns how many cells the characters take.
func span(cells []cell) (n int) {
	for _, c := range cells {
		n += c.width
	}
	return n
}

// window returns which characters of a long line are shown: the first ones if
// the mark is among them, else those around it.
func window(cells []cell, mark int) (first, last int) {
	if span(cells[:mark]) > maxCells-context/2 {
		first = mark
		for room := context; first > 0 && room >= cells[first-1].width; first-- {
			room -= cells[first-1].width
		}
	}
	last = first
	for room := maxCells; last < len(cells) && room >= cells[last].width; last++ {
		room -= cells[last].width
	}
	return first, last
}

// measure returns a line's characters as they are printed: tabs as spaces, and
// what a terminal would obey or hide as an escape that can be seen.
func measure(line string) []cell {
	cells := make([]cell, 0, len(line))
	at := 0
	for len(line) > 0 {
		r, n := utf8.DecodeRuneInString(line)
		c := cell{line[:n], cellsOf(r)}
		switch {
		case r == '\t':
			c.width = tabStop - at%tabStop
			c.text = strings.Repeat(" ", c.width)
		case hidden(r) || r == utf8.RuneError && n == 1:
			c.text = escape(r, line[:n])
			c.width = len(c.text)
		}
		cells = append(cells, c)
		at += c.width
		line = line[n:]
	}
	return cells
}

// cellsOf returns how many cells a character takes (Unicode Standard Annex 11):
// two if it is wide, none if it stands on the one before it. What the annex
// calls ambiguous counts as narrow.
func cellsOf(r rune) int {
	if r < 0x300 {
		return 1
	}
	if unicode.In(r, unicode.Mn, unicode.Me) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// hidden reports whether a terminal would obey the character or show nothing:
// controls, direction marks, line and paragraph separators.
func hidden(r rune) bool {
	return r < 0x20 || r >= 0x7F && (unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp))
}

// escape writes a character as Go does in a string, and a byte that is no
// character as two hexadecimal digits.
func escape(r rune, raw string) string {
	switch {
	case r == utf8.RuneError && len(raw) == 1:
		return fmt.Sprintf(`\x%02x`, raw[0])
	case r < 0x80:
		return fmt.Sprintf(`\x%02x`, r)
	case r < 0x10000:
		return fmt.Sprintf(`\u%04x`, r)
	}
	return fmt.Sprintf(`\U%08x`, r)
}

// visible returns a text with its hidden characters as escapes.
func visible(s string) string {
	plain := utf8.ValidString(s)
	for _, r := range s {
		plain = plain && !hidden(r)
	}
	if plain {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if hidden(r) || r == utf8.RuneError && n == 1 {
			b.WriteString(escape(r, s[:n]))
		} else {
			b.WriteString(s[:n])
		}
		s = s[n:]
	}
	return b.String()
}
