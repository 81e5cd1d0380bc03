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

// spelling is a word of at most longestSpelling bytes.
type spelling struct {
	first, middle, last uint64 // its bytes: the first eight, those behind them, the last eight
	size                uint32 // in bytes; 0 where the slot is free
	number              uint32
}

const (
	longestSpelling = 3 * 8
	// manySpellings is how many a Reader remembers.
	manySpellings = 1 << 15
)

// find returns the number of a word, and whether it is known.
func (t *spellings) find(word []byte) (number uint32, known bool) {
	if len(word) > longestSpelling {
		number, known = t.long[string(word)]
		return number, known
	}
	first, middle, last := bytesOf(word)
	s := t.slot(first, middle, last, uint32(len(word)))
	return s.number, s.size > 0
}

// slot returns the slot of a word, or the free one that would be its.
func (t *spellings) slot(first, middle, last uint64, size uint32) *spelling {
	if len(t.slots) == 0 {
		t.slots = make([]spelling, 1<<10)
	}
	end := uint64(len(t.slots) - 1)
	for i := (first ^ bits.RotateLeft64(last, 32) + middle*odd) * odd >> 40; ; i++ {
		s := &t.slots[i&end]
		if s.size == 0 || s.first == first && s.last == last && s.middle == middle && s.size == size {
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
	first, middle, last := bytesOf(word)
	size := uint32(len(word))
	*t.slot(first, middle, last, size) = spelling{first, middle, last, size, number}
}

func (t *spellings) grow() {
	old := t.slots
	t.slots = make([]spelling, max(1<<10, 2*len(old)))
	for _, s := range old {
		if s.size > 0 {
			*t.slot(s.first, s.middle, s.last, s.size) = s
		}
	}
}

// odd is 2^64 divided by the golden ratio.
const odd = 0x9E3779B97F4A7C15

// bytesOf returns the bytes of a word as three numbers, which overlap where it is
// shorter than they are together.
func bytesOf(word []byte) (first, middle, last uint64) {
	switch size := len(word); {
	case size < 4:
		return uint64(word[0]) | uint64(word[size/2])<<8 | uint64(word[size-1])<<16, 0, 0
	case size < 8:
		return uint64(binary.LittleEndian.Uint32(word)), 0, uint64(binary.LittleEndian.Uint32(word[size-4:]))
	case size > 16:
		middle = binary.LittleEndian.Uint64(word[8:])
	}
	return binary.LittleEndian.Uint64(word), middle, binary.LittleEndian.Uint64(word[len(word)-8:])
}
