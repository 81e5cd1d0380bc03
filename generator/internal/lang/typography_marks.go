package lang

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// openMark is a quotation mark that has been opened.
type openMark struct {
	kind  quotation
	typed bool // its author wrote it as it is printed
}

// quotation is a pair of quotation marks.
type quotation uint8

const (
	ukrainianOuter quotation = iota
	ukrainianInner
	chineseOuter
	chineseInner
)

var quotations = [...]pair{{"«", "»"}, {"„", "“"}, {"“", "”"}, {"‘", "’"}}

// deepest is how many quotations may be open in one another; those within are
// left as they are.
const deepest = 8

func (s *Setter) open(kind quotation, typed bool) bool {
	if len(s.marks) == deepest {
		return false
	}
	s.marks = append(s.marks, openMark{kind, typed})
	return true
}

// inside returns the innermost open quotation.
func (s *Setter) inside() (m openMark, any bool) {
	if len(s.marks) == 0 {
		return m, false
	}
	return s.marks[len(s.marks)-1], true
}

// typed takes note of a mark that is as it should be.
func (s *Setter) typed(r rune) {
	m, any := s.inside()
	closes := func(kind quotation) {
		if any && m.kind == kind {
			s.marks = s.marks[:len(s.marks)-1]
		}
	}
	switch {
	case r == '«':
		s.open(ukrainianOuter, true)
	case r == '„':
		s.open(ukrainianInner, true)
	case r == '»':
		closes(ukrainianOuter)
	case r == '”':
		closes(chineseOuter)
	case r == '‘':
		s.open(chineseInner, true)
	case r == '’':
		closes(chineseInner)
	case any && m.kind == ukrainianInner:
		closes(ukrainianInner)
	default:
		s.open(chineseOuter, true)
	}
}

// quote sets a straight quotation mark: the second half of a quotation that one
// has begun, or the first where a word follows a gap or an opening mark, or a
// Chinese character. What is neither stays, such as the mark of inches.
func (s *Setter) quote(piece, ahead []byte, i int) {
	before, next := s.printed(piece, i), first(s.after(piece, ahead, i+1))
	m, any := s.inside()
	begins := opensAfter(before) && !blank(next)
	switch {
	case !opensAfter(before) && (unicode.IsLetter(next) || isDigit(next)) && inAddress(piece, i):
	case any && !m.typed && m.kind >= chineseOuter && !opensAfter(before),
		any && !m.typed && m.kind < chineseOuter && !begins && !blank(before) && !unicode.IsLetter(next):
		s.marks = s.marks[:len(s.marks)-1]
		s.replace(piece, i, i+1, quotations[m.kind][1])
	default:
		kind, ok := s.quotation(piece, i, before, next)
		if ok && s.open(kind, false) {
			s.replace(piece, i, i+1, quotations[kind][0])
		}
	}
}

// quotation returns the marks of a quotation that begins at i.
func (s *Setter) quotation(piece []byte, i int, before, next rune) (quotation, bool) {
	opens := opensAfter(before) && !blank(next)
	chinese := square(before) && !blank(next)
	switch {
	case s.home == ukrainianHome:
		chinese = chinese && square(next)
	case opens && !chinese:
		chinese = square(next) || quotesChinese(piece[i+1:])
		opens = !chinese && unicode.Is(unicode.Cyrillic, next)
	}
	m, any := s.inside()
	switch {
	case chinese && any && m.kind == chineseOuter:
		return chineseInner, true
	case chinese:
		return chineseOuter, true
	case any && m.kind == ukrainianOuter:
		return ukrainianInner, opens
	}
	return ukrainianOuter, opens
}

// opensAfter reports whether a quotation may begin after a character.
func opensAfter(r rune) bool {
	switch r {
	case '(', '[', '{', '«', '„', '“', '—', '–', '（', '【', '《':
		return true
	}
	return blank(r)
}

// quotesChinese reports whether a quotation that begins a text is followed by
// a Chinese character or holds one.
func quotesChinese(text []byte) bool {
	end := bytes.IndexAny(text, "\"“”«»„")
	if end < 0 {
		return false
	}
	for rest := text[:end]; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		if square(r) {
			return true
		}
		rest = rest[size:]
	}
	return text[end] == '"' && square(first(text[end+1:]))
}

// apostrophe sets the apostrophe between two letters, in whatever way it is
// typed (Український правопис, § 7).
func (s *Setter) apostrophe(piece, ahead []byte, i, size int) {
	before, next := last(s.before(piece, i)), first(s.after(piece, ahead, i+size))
	both := unicode.IsLetter(before) && unicode.IsLetter(next) && !square(before) && !square(next)
	if s.home == chineseHome {
		both = unicode.Is(unicode.Cyrillic, before) && unicode.Is(unicode.Cyrillic, next)
	}
	if both && !inAddress(piece, i) {
		s.replace(piece, i, i+size, "’")
	}
}

// dots sets the ellipsis of Chinese, which is two characters wide (CLREQ): three
// dots or more, or a single ….
func (s *Setter) dots(piece, ahead []byte, i, size int) int {
	dot, end := piece[i:i+size], i
	for bytes.HasPrefix(piece[end:], dot) {
		end += size
	}
	n := (end - i) / size
	if (size == 1) != (n >= 3) || size > 1 && n > 1 || !square(s.printed(piece, i)) {
		return end
	}
	if s.home == chineseHome || square(first(s.after(piece, ahead, end))) {
		s.replace(piece, i, end, "……")
	}
	return end
}
