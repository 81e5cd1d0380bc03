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
	"bytes"
	"encoding/binary"
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
	s := scanner{text: []byte(text)}
	for raw, han := s.next(); raw != nil; raw, han = s.next() {
		list = append(list, term(raw, han))
	}
	return list
}

// term is the term of what a scanner found.
func term(raw []byte, han bool) string {
	if han {
		return norm.NFKC.String(string(raw))
	}
	return Stem(Fold(string(raw)))
}

// scanner finds the words and the pairs of characters of a text, one after
// another.
type scanner struct {
	text    []byte
	at      int
	html    bool   // the text has tags and references, all of them complete
	heading uint32 // 1 within a heading, that is, behind <h2 and before </h2
}

// next returns what comes next, and whether it is Chinese; nil at the end.
func (s *scanner) next() (raw []byte, isHan bool) {
	text := s.text
	for s.at < len(text) {
		i := s.at
		switch size := int(letterSize[text[i]]); { // what texts mostly consist of
		case text[i] == ' ':
			s.at++
			continue
		case size > 0 && i+size <= len(text):
			s.at = wordEnd(text, i)
			return text[i:s.at], false
		case commonHan(text[i:]) && commonHan(text[i+3:]):
			s.at = i + 3
			return text[i : i+6], true
		}
		c, size := classAt(text[i:])
		switch {
		case c == letter:
			s.at = wordEnd(text, i+size)
			return text[i:s.at], false
		case c == han:
			s.at = i + size
			if second, more := classAt(text[s.at:]); second == han {
				size += more
			}
			return text[i : i+size], true
		case s.html && (text[i] == '<' || text[i] == '&'):
			s.skip(text[i:])
		default:
			s.at += size
		}
	}
	return nil, false
}

// skip goes on behind the tag or reference at which the scanner is.
func (s *scanner) skip(text []byte) {
	end := byte(';')
	if text[0] == '<' {
		end = '>'
		switch {
		case len(text) < 3:
		case text[1] == 'h' && '2' <= text[2] && text[2] <= '6':
			s.heading = 1
		case text[1] == '/' && text[2] == 'h':
			s.heading = 0
		}
	}
	size := bytes.IndexByte(text, end) + 1
	if size == 0 {
		size = len(text)
	}
	s.at += size
}

// wordEnd returns where the word ends that goes on at i. An apostrophe between
// letters belongs to it.
func wordEnd(text []byte, i int) int {
	for i < len(text) {
		if len(text)-i >= 8 && binary.LittleEndian.Uint64(text[i:])&fourMask == fourLetters {
			i += 8
			continue
		}
		if size := int(letterSize[text[i]]); size > 0 && i+size <= len(text) {
			i += size
			continue
		}
		if c := text[i]; c < utf8.RuneSelf && ofASCII[c] == other {
			return i
		}
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

// Four letters of U+0400 to U+047F, as most words begin with: each is a byte D0
// or D1 and one of 80 to BF.
const (
	fourMask    = 0xC0FE_C0FE_C0FE_C0FE
	fourLetters = 0x80D0_80D0_80D0_80D0
)

type class uint8

const (
	other class = iota
	letter
	mark
	apostrophe
	han
)

// classAt is the class of the first character and its length in bytes. Most are
// known by their first byte or two: the letters of ASCII and of U+0400 to U+047F,
// and the characters of U+4E00 to U+9FFF.
func classAt(b []byte) (class, int) {
	switch {
	case len(b) == 0:
		return other, 0
	case b[0] < utf8.RuneSelf:
		return ofASCII[b[0]], 1
	case len(b) > 1 && letterSize[b[0]] == 2:
		return letter, 2
	case commonHan(b):
		return han, 3
	}
	r, size := utf8.DecodeRune(b)
	return classOf(r), size
}

// commonHan reports whether a text begins with a character of U+4E00 to U+9FFF.
func commonHan(b []byte) bool {
	return len(b) > 2 && 0xE4 <= b[0] && b[0] <= 0xE9 && (b[0] > 0xE4 || b[1] >= 0xB8)
}

// letterSize is the length in bytes of the letters that are known by their first
// byte.
var letterSize = func() (table [256]uint8) {
	for c, class := range ofASCII {
		if class == letter {
			table[c] = 1
		}
	}
	table[0xD0], table[0xD1] = 2, 2
	return table
}()

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
	case r < 0xAA || isPunctuation(r):
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

// isPunctuation knows the marks that most texts have, before Unicode's tables are
// asked: general punctuation, quotation marks, and the Chinese ones.
func isPunctuation(r rune) bool {
	return r == '«' || r == '»' || 0x2000 <= r && r < 0x2070 || 0x3000 <= r && r < 0x3005 || 0x3008 <= r && r < 0x3021 ||
		0xFF01 <= r && r < 0xFF10 || 0xFF1A <= r && r < 0xFF21
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
