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
	marks := make([]Mark, len(blocks))
	for i := range blocks {
		marks[i] = markOf(blocks[i].Hash)
	}
	return spelled(marks)
}

func spelled(marks []Mark) string {
	var b strings.Builder
	for i, m := range marks {
		if i > 0 {
			b.WriteByte('-')
		}
		for shift := markBits - 5; shift >= 0; shift -= 5 {
			b.WriteByte(digits[m>>shift&31])
		}
	}
	return b.String()
}

// String is the line translationOf, as Read reads it.
func (s Sealed) String() string { return s.Lang + " " + s.Date.String() + " " + spelled(s.Marks) }

// Renamed is the note where blocks of the source are called otherwise and say
// the same: before and after are all of them, in order.
func (s Sealed) Renamed(before, after []Block) Sealed {
	now := map[Mark]Mark{}
	for i := range min(len(before), len(after)) {
		now[markOf(before[i].Hash)] = markOf(after[i].Hash)
	}
	s.Marks = slices.Clone(s.Marks)
	for i, m := range s.Marks {
		if other, known := now[m]; known {
			s.Marks[i] = other
		}
	}
	return s
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
