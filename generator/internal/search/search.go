// Package search makes the index that readers search in their browsers: what
// words a text consists of, in which pages each of them stands, and the files
// that tell it to the script of the search page, layouts/search.js.
//
// Go and the script share one rule for words, Terms, written twice and held
// equal by a test. Of a text only its terms are kept, as numbers of a Lexicon:
// no more than two bytes for most. What is published depends on the documents
// alone, never on the order in which texts were read.
package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longest is the length of a term in runes; what is longer is cut.
const longest = 24

// Terms returns the terms of a text in their order. A word is its folded stem;
// of a run of Chinese characters every two neighbours are a term, and the last
// one alone, so that each character begins one.
func Terms(text string) []string {
	var list []string
	scan([]byte(text), func(raw []byte, han bool) { list = append(list, term(raw, han)) })
	return list
}

// term is the term of what scan found.
func term(raw []byte, han bool) string {
	if han {
		return norm.NFKC.String(string(raw))
	}
	return Stem(Fold(string(raw)))
}

// scan calls found for every word and every pair of characters of a text.
func scan(text []byte, found func(raw []byte, han bool)) {
	for i := 0; i < len(text); {
		c, size := classAt(text[i:])
		switch c {
		case letter:
			end := wordEnd(text, i+size)
			found(text[i:end], false)
			i = end
		case han:
			i = pairs(text, i, size, found)
		default:
			i += size
		}
	}
}

// wordEnd returns where the word ends that goes on at i. An apostrophe between
// letters belongs to it.
func wordEnd(text []byte, i int) int {
	for i < len(text) {
		c, size := classAt(text[i:])
		switch c {
		case letter, mark:
			i += size
			continue
		case apostrophe:
			if next, _ := classAt(text[i+size:]); next == letter || next == mark {
				i += size
				continue
			}
		}
		break
	}
	return i
}

// pairs calls found for the pairs of the run of Chinese characters that begins
// at i, and returns where it ends.
func pairs(text []byte, i, size int, found func(raw []byte, han bool)) int {
	for {
		c, next := classAt(text[i+size:])
		if c != han {
			found(text[i:i+size], true)
			return i + size
		}
		found(text[i:i+size+next], true)
		i, size = i+size, next
	}
}

type class uint8

const (
	other class = iota
	letter
	mark
	apostrophe
	han
)

// classAt is the class of the first character and its length in bytes. Most are
// known by their first byte: those of U+0400 to U+045F, and of U+5000 to U+9FFF.
func classAt(b []byte) (class, int) {
	switch {
	case len(b) == 0:
		return other, 0
	case b[0] < utf8.RuneSelf:
		return ofASCII[b[0]], 1
	case len(b) > 1 && (b[0] == 0xD0 || b[0] == 0xD1 && b[1] < 0xA0):
		return letter, 2
	case len(b) > 2 && 0xE5 <= b[0] && b[0] <= 0xE9:
		return han, 3
	}
	r, size := utf8.DecodeRune(b)
	return classOf(r), size
}

var ofASCII = func() (table [utf8.RuneSelf]class) {
	for c := range table {
		table[c] = classOf(rune(c))
	}
	return table
}()

func classOf(r rune) class {
	switch {
	case 'a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9' || 0x400 <= r && r <= 0x45F:
		return letter
	case r == '\'' || r == '`' || r == '’' || r == 'ʼ':
		return apostrophe
	case r < 0xAA:
		return other
	case 0x4E00 <= r && r <= 0x9FFF || unicode.Is(unicode.Han, r):
		return han
	case unicode.IsLetter(r) || unicode.IsNumber(r):
		return letter
	case unicode.Is(unicode.Mn, r):
		return mark
	}
	return other
}

// Fold writes a word as it is compared: in small letters, Latin ones without
// their accents, full-width ones in half width (NFKC), ґ as г, without
// apostrophes and marks of stress.
func Fold(word string) string {
	var b strings.Builder
	n := 0
	for _, r := range norm.NFKC.String(word) {
		for _, r := range lower(r) {
			if n == longest {
				break
			}
			if classOf(r) == letter {
				b.WriteString(plain(r))
				n++
			}
		}
	}
	return b.String()
}

// lower is one letter in small ones.
func lower(r rune) string { return string(unicode.ToLower(r)) }

// letters are those that Unicode does not take apart, and ґ, which readers
// write as г.
var letters = map[rune]string{'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i", 'ґ': "г"}

// plain is a small letter without its accent.
func plain(r rune) string {
	if r < 0x80 || 0x430 <= r && r <= 0x45F {
		return string(r)
	}
	if s, ok := letters[r]; ok {
		return s
	}
	if 0xC0 <= r && r <= 0x24F || 0x1E00 <= r && r <= 0x1EFF {
		base, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
		return string(base)
	}
	return string(r)
}
