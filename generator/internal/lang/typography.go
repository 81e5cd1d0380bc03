package lang

import (
	"bytes"
	"encoding/binary"
	"strings"
	"sync"
	"unicode/utf8"
)

// Setter sets running text as its language prints it: quotation marks, dashes,
// apostrophes, dots and the gaps between words; never a letter or a digit. What
// it has set, it leaves as it is. The rules are those of Ukrainian (ДСТУ 3582,
// Український правопис 2019) and of Chinese (CLREQ, GB/T 15834); a text in
// another language is unchanged, and in a Ukrainian text what stands between
// Chinese characters follows theirs, as Ukrainian words do in a Chinese text.
//
// A text may come in pieces, such as those around emphasis: quotation marks
// match across them. The zero Setter changes nothing.
type Setter struct {
	tag   string // that was asked for last, whose home is own
	own   home
	home  home
	marks []openMark // that are open
	last  rune       // printed before the piece; 0 at the beginning of the text
	tail  []byte     // what was printed before the piece, as far as rules look back
	out   []byte     // the piece in the making, where something changes
	done  int        // how much of the piece is in out
	near  []byte     // room for what stands on both sides of a piece's beginning
	far   []byte     // and of its end
	whole []byte     // room for a text that is one piece
}

// home is the language of the text as a whole.
type home uint8

const (
	elsewhere home = iota
	ukrainianHome
	chineseHome
)

// reach is how far rules look back or ahead, in bytes.
const reach = 32

// Begin begins a new text in the language of a BCP 47 tag.
func (s *Setter) Begin(tag string) {
	if tag != s.tag {
		s.tag, s.own = tag, homeOf(tag)
	}
	s.begin(s.own)
}

func (s *Setter) begin(h home) {
	s.home, s.last, s.marks, s.tail = h, 0, s.marks[:0], s.tail[:0]
}

func homeOf(tag string) home {
	base, _, _ := strings.Cut(tag, "-")
	switch strings.ToLower(base) {
	case "uk":
		return ukrainianHome
	case "zh":
		return chineseHome
	}
	return elsewhere
}

var setters = sync.Pool{New: func() any { return new(Setter) }}

// Typeset sets a whole text in the language of a BCP 47 tag.
func Typeset(tag, text string) string {
	h := homeOf(tag)
	if h == elsewhere || text == "" {
		return text
	}
	s := setters.Get().(*Setter)
	defer setters.Put(s)
	s.begin(h)
	s.whole = append(s.whole[:0], text...)
	if set := s.Set(s.whole, nil); s.done > 0 {
		return string(set)
	}
	return text
}

// Set returns the next piece of the text as it is printed: the piece itself
// where nothing changes, else bytes that hold until the next call. Ahead is the
// beginning of what follows in the same text; it is nil at its end. A gap that
// a line's end stands for is not part of a piece, but of what is ahead.
func (s *Setter) Set(piece, ahead []byte) []byte {
	if s.home == elsewhere || len(piece) == 0 {
		return piece
	}
	s.out, s.done = s.out[:0], 0
	for i := 0; i < len(piece); {
		switch size := int(passes[piece[i]]); {
		case size == 0:
			i = s.stop(piece, ahead, i)
		case size == 2 && len(piece)-i >= 8 && areFourLetters(piece[i:]):
			i += 8
		default:
			i += size
		}
	}
	set := piece
	if s.done > 0 {
		s.out = append(s.out, piece[s.done:]...)
		set = s.out
	}
	s.remember(set)
	return set
}

// Gap returns how the gap is printed that a line's end stands for: as a space
// that no line breaks at, or as a plain one. Ahead is what follows it.
func (s *Setter) Gap(ahead []byte) (bound bool) {
	bound = s.home != elsewhere && s.binds(s.tail, ahead)
	s.Pass(' ')
	return bound
}

// Pass tells of a character that is printed but not set, or of what stands for
// it, such as the last one of a piece of code.
func (s *Setter) Pass(r rune) {
	s.last = r
	s.tail = utf8.AppendRune(s.tail[:0], r)
}

// remember keeps of what was printed what the next piece must know.
func (s *Setter) remember(set []byte) {
	if len(set) == 0 {
		return
	}
	s.last, _ = utf8.DecodeLastRune(set)
	if over := len(s.tail) + len(set) - reach; over > 0 {
		s.tail = s.tail[:copy(s.tail, s.tail[min(over, len(s.tail)):])]
	}
	s.tail = append(s.tail, set[max(0, len(set)-reach):]...)
}

// passes holds the length of the characters that never change, by their first
// byte: 0 where one may.
var passes = func() (table [256]uint8) {
	for c := range table {
		switch {
		case c >= 0xE0 && c < 0xF0:
			table[c] = 3
		case c >= 0xC0 && c < 0xE0:
			table[c] = 2
		default:
			table[c] = 1
		}
	}
	for _, c := range []byte(" \"'`-.\u00a0ʼ—") {
		if c < utf8.RuneSelf || c >= 0xC0 {
			table[c] = 0
		}
	}
	return table
}()

// areFourLetters reports whether a text begins with four characters of U+0400 to
// U+047F, as most words do: each is a byte D0 or D1 and one of 80 to BF.
func areFourLetters(text []byte) bool {
	return binary.LittleEndian.Uint64(text)&0xC0FE_C0FE_C0FE_C0FE == 0x80D0_80D0_80D0_80D0
}

// stop looks at what begins at i, and returns where to go on.
func (s *Setter) stop(piece, ahead []byte, i int) int {
	switch c := piece[i]; c {
	case ' ':
		if plainGap(piece, i) {
			return i + 1
		}
		return s.space(piece, ahead, i, 1)
	case '"':
		s.quote(piece, ahead, i)
	case '\'', '`':
		s.apostrophe(piece, ahead, i, 1)
	case '-':
		return s.hyphens(piece, ahead, i)
	case '.':
		return s.dots(piece, ahead, i, 1)
	default:
		r, size := utf8.DecodeRune(piece[i:])
		switch r {
		case '\u00a0':
			return s.space(piece, ahead, i, size)
		case 'ʼ':
			s.apostrophe(piece, ahead, i, size)
		case '…':
			return s.dots(piece, ahead, i, size)
		case '—':
			return s.dash(piece, ahead, i, size)
		case '«', '»', '„', '“', '”', '‘', '’':
			s.typed(r)
		}
		return i + size
	}
	return i + 1
}

// replace prints other characters instead of those from i to end.
func (s *Setter) replace(piece []byte, i, end int, by string) {
	s.out = append(s.out, piece[s.done:i]...)
	s.out = append(s.out, by...)
	s.done = end
}

// printed returns the character that stands in print before the one at i; 0 at
// the beginning of the text.
func (s *Setter) printed(piece []byte, i int) (r rune) {
	switch {
	case s.done < i:
		r, _ = utf8.DecodeLastRune(piece[:i])
	case len(s.out) > 0:
		r, _ = utf8.DecodeLastRune(s.out)
	default:
		r = s.last
	}
	return r
}

// before returns what stands in print before the character at i, as far as
// rules look back: no farther, or a text that is set again would differ.
func (s *Setter) before(piece []byte, i int) []byte {
	if i-s.done >= reach || s.done == 0 && len(s.tail) == 0 {
		return piece[max(0, i-reach):i]
	}
	s.near = s.near[:0]
	if len(s.out) < reach {
		s.near = append(s.near, s.tail...)
	}
	s.near = append(append(s.near, s.out[max(0, len(s.out)-reach):]...), piece[s.done:i]...)
	return s.near[max(0, len(s.near)-reach):]
}

// after returns what is written from i on, at least as far as rules look ahead.
func (s *Setter) after(piece, ahead []byte, i int) []byte {
	if len(piece)-i >= reach || len(ahead) == 0 {
		return piece[i:]
	}
	s.far = append(append(s.far[:0], piece[i:]...), ahead[:min(reach, len(ahead))]...)
	return s.far
}

// first returns the first character of a text, and last its last one; 0 where
// there is none.
func first(text []byte) rune {
	if len(text) == 0 {
		return 0
	}
	r, _ := utf8.DecodeRune(text)
	return r
}

func last(text []byte) rune {
	if len(text) == 0 {
		return 0
	}
	r, _ := utf8.DecodeLastRune(text)
	return r
}

// blank reports whether a character is a gap between words, or there is none.
func blank(r rune) bool {
	return r == ' ' || r == '\u00a0' || r == '\n' || r == '\t' || r == 0 || r == '\u202f' || r == '\u2009' || r == '\u3000'
}

// square reports whether a character is Chinese, its punctuation included.
func square(r rune) bool {
	return r >= 0x2E80 && (r <= 0x9FFF || r >= 0xF900 && r <= 0xFAFF || r >= 0xFE30 && r <= 0xFE4F ||
		r >= 0xFF01 && r <= 0xFFE6 || r >= 0x20000 && r <= 0x3FFFF)
}

// inAddress reports whether what stands at i is part of a web address, an
// e-mail address, a path or a name for machines: of a word with one of their
// signs. A word that is too long to look at counts as one.
func inAddress(piece []byte, i int) bool {
	const longest = 200 // bytes
	from, to := i, i
	for from > 0 {
		r, size := utf8.DecodeLastRune(piece[:from])
		if blank(r) || square(r) {
			break
		}
		if from -= size; i-from > longest {
			return true
		}
	}
	for to < len(piece) {
		r, size := utf8.DecodeRune(piece[to:])
		if blank(r) || square(r) {
			break
		}
		if to += size; to-i > longest {
			return true
		}
	}
	return bytes.ContainsAny(piece[from:to], `@/\=_#&?~<>{}|$*`) || bytes.HasPrefix(piece[from:to], []byte("www."))
}
