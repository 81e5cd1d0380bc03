package align

import (
	"slices"
	"strings"

	"diglot/generator/internal/lang"
)

// Mark is the short hash of a block, as a translation notes it: twenty bits of
// the block's hash. That an edit goes unnoticed has a chance of one in a
// million. It is written to authors' files: the rule must never change.
type Mark uint32

const markBits = 20

func markOf(hash uint64) Mark {
	return Mark((hash ^ hash>>markBits ^ hash>>(2*markBits) ^ hash>>(3*markBits)) & (1<<markBits - 1))
}

// digits are the letters and digits that are not mistaken for each other
// (Crockford's Base 32), in small letters.
const digits = "0123456789abcdefghjkmnpqrstvwxyz"

const markLength = markBits / 5 // digits

// Sealed is what a translation notes of the text it was made from.
type Sealed struct {
	Lang  string    // key of the source's language
	Date  lang.Date // of the source
	Marks []Mark    // of its blocks, in order
}

// Seal writes the marks of a text, as they stand at the end of the line
// translationOf: "k3f9-2mx1". A text without blocks has none.
func Seal(blocks []Block) string {
	var b strings.Builder
	for i := range blocks {
		if i > 0 {
			b.WriteByte('-')
		}
		m := markOf(blocks[i].Hash)
		for shift := markBits - 5; shift >= 0; shift -= 5 {
			b.WriteByte(digits[m>>shift&31])
		}
	}
	return b.String()
}

// Read reads the line translationOf: "uk 2021-07-07 k3f9-2mx1". It is false
// where the line has another form.
func Read(line string) (Sealed, bool) {
	parts := strings.Fields(line)
	if len(parts) != 3 {
		return Sealed{}, false
	}
	date, bad := lang.ParseDate(parts[1])
	if bad != nil {
		return Sealed{}, false
	}
	s := Sealed{Lang: parts[0], Date: date}
	for word := range strings.SplitSeq(parts[2], "-") {
		m, ok := readMark(word)
		if !ok {
			return Sealed{}, false
		}
		s.Marks = append(s.Marks, m)
	}
	return s, true
}

func readMark(word string) (m Mark, ok bool) {
	for i := range len(word) {
		digit := strings.IndexByte(digits, word[i])
		if digit < 0 {
			return 0, false
		}
		m = m<<5 | Mark(digit)
	}
	return m, len(word) == markLength
}

// Seals reports whether a text is the one that the translation was made from.
func (s Sealed) Seals(blocks []Block) bool {
	return slices.EqualFunc(s.Marks, blocks, func(m Mark, b Block) bool { return m == markOf(b.Hash) })
}
