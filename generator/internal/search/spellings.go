package search

import (
	"encoding/binary"
	"math/bits"
)

// spellings are the words that a Reader remembers, with the numbers of their
// terms. Every word of the site is looked up here: an open table takes half of
// the time of a map, and less where it holds the words themselves, since each
// is then found in one place of the memory.
type spellings struct {
	slots []spelling // of which at least half are free
	count int
	long  map[string]uint32 // words that no slot holds
}

// spelling is a word and the number of its term. Two fill a line of the
// processor's cache.
type spelling struct {
	letters [3]uint64 // its bytes, and zeros behind them; the first is 0 where the slot is free
	number  uint32
}

const (
	longestSpelling = 3 * 8
	// manySpellings is how many a Reader remembers.
	manySpellings = 1 << 15
)

// find returns the number of a word, and whether it is known. It looks at what
// follows the word up to its capacity, and changes nothing there.
func (t *spellings) find(word []byte) (number uint32, known bool) {
	switch {
	case len(word) > longestSpelling:
		number, known = t.long[string(word)]
	case len(t.slots) > 0:
		s := t.slot(lettersOf(word))
		number, known = s.number, s.letters[0] != 0
	}
	return number, known
}

// slot returns the slot of a word, or the free one that would be its.
func (t *spellings) slot(first, middle, last uint64) *spelling {
	end := uint64(len(t.slots) - 1)
	for i := (first + bits.RotateLeft64(middle, 29) ^ last*odd) * odd >> 40; ; i++ {
		s := &t.slots[i&end]
		if s.letters[0] == first && s.letters[1] == middle && s.letters[2] == last || s.letters[0] == 0 {
			return s
		}
	}
}

// add remembers a word that was not known.
func (t *spellings) add(word []byte, number uint32) {
	if t.count++; t.count > manySpellings {
		clear(t.slots)
		clear(t.long)
		t.count = 1
	}
	if len(word) > longestSpelling {
		if t.long == nil {
			t.long = map[string]uint32{}
		}
		t.long[string(word)] = number
		return
	}
	if 2*t.count > len(t.slots) {
		t.grow()
	}
	first, middle, last := lettersOf(word)
	*t.slot(first, middle, last) = spelling{[3]uint64{first, middle, last}, number}
}

func (t *spellings) grow() {
	old := t.slots
	t.slots = make([]spelling, max(1<<10, 2*len(old)))
	for _, s := range old {
		if s.letters[0] != 0 {
			*t.slot(s.letters[0], s.letters[1], s.letters[2]) = s
		}
	}
}

// odd is 2^64 divided by the golden ratio.
const odd = 0x9E3779B97F4A7C15

// lettersOf returns the bytes of a word as three numbers. It reads as many bytes
// of every word, where they are there, and blots out those that are not its own:
// lengths differ from word to word, and to ask for them takes longer.
func lettersOf(word []byte) (first, middle, last uint64) {
	if cap(word) < longestSpelling {
		word = append(make([]byte, 0, longestSpelling), word...)
	}
	own := &ownLetters[len(word)]
	all := word[:longestSpelling]
	return binary.LittleEndian.Uint64(all) & own[0], binary.LittleEndian.Uint64(all[8:]) & own[1], binary.LittleEndian.Uint64(all[16:]) & own[2]
}

// ownLetters are the bits of three numbers that hold a word, by its length.
var ownLetters = func() (table [longestSpelling + 1][3]uint64) {
	for size := range table {
		for i := range size {
			table[size][i/8] |= 0xFF << (i % 8 * 8)
		}
	}
	return table
}()
