package diag

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Cells returns how many cells of a terminal a text takes: two for a Chinese
// character.
func Cells(s string) int { return span(measure(s)) }

// Pad returns a text with gaps behind it up to a number of cells.
func Pad(s string, cells int) string {
	return s + strings.Repeat(" ", max(cells-Cells(s), 0))
}

// Wrap divides a text into lines of at most so many cells: at gaps, and on
// both sides of Chinese characters, but not before marks that close or behind
// those that open. A word that is longer than a line stays whole, so that what is
// to be copied can be. Hidden characters are made visible.
func Wrap(s string, cells int) []string {
	var lines []string
	line, wide := "", 0
	for _, p := range pieces(visible(s)) {
		w := Cells(strings.TrimRight(p, " "))
		if line != "" && wide+w > cells {
			lines = append(lines, strings.TrimRight(line, " "))
			line, wide = "", 0
		}
		line += p
		wide += Cells(p)
	}
	return append(lines, strings.TrimRight(line, " "))
}

// pieces are the parts of a text between which a line may end, each with the
// gap behind it.
func pieces(s string) []string {
	var list []string
	start := 0
	for i, r := range s {
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		if i > start && mayPart(before, r) {
			list = append(list, s[start:i])
			start = i
		}
	}
	return append(list, s[start:])
}

func mayPart(before, after rune) bool {
	switch {
	case after == ' ' || unicode.In(after, unicode.Pe, unicode.Pf, unicode.Mn) || strings.ContainsRune("，。、；：！？…—·", after):
		return false
	case before == ' ':
		return true
	case unicode.In(before, unicode.Ps, unicode.Pi) || strings.ContainsRune("—…", before):
		return false
	}
	return cellsOf(before) == 2 || cellsOf(after) == 2
}
