package markdown

import (
	"sync"
	"unicode"

	"diglot/generator/internal/lang"
)

// isCJK reports whether r is a character of Chinese or Japanese writing, its
// punctuation included: whatever is set in a square and has no space beside it.
func isCJK(r rune) bool {
	switch {
	case r < 0x2E80:
		return false
	case r < 0xAC00: // radicals, punctuation, kana, Han; behind them Yi and others
		return r <= 0x9FFF && (r < 0x3130 || r > 0x318F) // Hangul jamo are written with spaces
	case r < 0x20000:
		return r >= 0xF900 && r <= 0xFAFF || r >= 0xFE30 && r <= 0xFE4F ||
			r >= 0xFF01 && r <= 0xFF9F || r >= 0xFFE0 && r <= 0xFFE6
	}
	return r <= 0x3FFFF
}

// isSharedMark reports whether r is punctuation that Chinese and European texts
// share: quotation marks, dashes, the ellipsis, the middle dot.
func isSharedMark(r rune) bool { return r >= 0x2010 && r <= 0x2027 || r == 0xB7 }

// isUnspaced reports whether prose puts no spaces between words. The answers
// are kept: to read a tag takes as long as 5 % of a text.
func isUnspaced(tag string) bool {
	known, ok := unspaced.Load(tag)
	if !ok {
		known = lang.IsCJK(tag)
		unspaced.Store(tag, known)
	}
	return known.(bool)
}

var unspaced sync.Map // from tags to bool

// joins reports whether a line that ends with last and one that begins with
// next are one text without a space between them. A zero rune is something
// whose text is not known yet. In unspaced prose no space belongs beside a
// Chinese character (the browser adds the gap before a Latin word), and shared
// marks are Chinese ones.
func joins(last, next rune, unspaced bool) bool {
	if !unspaced {
		return isCJK(last) && isCJK(next)
	}
	return last == 0 || next == 0 || isCJK(last) || isCJK(next) || isSharedMark(last) || isSharedMark(next)
}

// The classes of characters in a digest.
const (
	gap     = iota // space, punctuation, symbol
	word           // letter, digit, mark
	han            // a word by itself
	nothing        // soft hyphens and other invisible characters
)

// classes holds the class of the characters below U+0800, which cover Latin and
// Cyrillic.
var classes = func() (table [0x800]uint8) {
	for r := range table {
		table[r] = classify(rune(r))
	}
	return table
}()

func classOf(r rune) uint8 {
	if int(r) < len(classes) {
		return classes[r]
	}
	if r >= 0x4E00 && r <= 0x9FFF {
		return han
	}
	return classify(r)
}

func classify(r rune) uint8 {
	switch {
	case r == 0x2BC: // the apostrophe as a letter: to a reader the same as U+2019
		return gap
	case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
		if isCJK(r) {
			return han
		}
		return word
	case unicode.Is(unicode.Cf, r):
		return nothing
	}
	return gap
}
