package search

import (
	"encoding/binary"
	"math/bits"
)

// spellings are the words that a Reader remembers, with the numbers of their
// terms. Every word of the site is looked up here: an open table takes half of
// the time of a map. The words stand close together and the frequent ones, which
// are met first, next to each other: most are in the processor's cache still when
// they come again.
type spellings struct {
	slots []uint16 // indexes of words, counted from 1; at least three quarters are free
	words []spelling
	count int
	long  map[string]uint32 // words that no spelling holds
}

// spelling is a word and the number of its term.
type spelling struct {
	first, middle, last uint64 // its bytes, and zeros behind them
	number              uint32
}

const (
	longestSpelling = 3 * 8
	// manySpellings is how many a Reader remembers.
	manySpellings = 1 << 15
)

// find returns the number of a word, and whether it is known. It looks at what
// follows the word up to its capacity, and changes nothing there.
func (t *spellings) find(word []byte) (number uint32, known bool) {
	if len(word) > longestSpelling {
		number, known = t.long[string(word)]
		return number, known
	}
	if len(t.slots) == 0 {
		return 0, false
	}
	first, middle, last := lettersOf(word)
	for i := slotOf(first, middle, last); ; i++ {
		at := int(t.slots[i&uint64(len(t.slots)-1)]) - 1
		if at < 0 {
			return 0, false
		}
		if w := &t.words[at]; w.first == first && w.middle == middle && w.last == last {
			return w.number, true
		}
	}
}

// slotOf returns where a word's slot is looked for first.
func slotOf(first, middle, last uint64) uint64 {
	return (first + bits.RotateLeft64(middle, 29) ^ last*odd) * odd >> 40
}

// add remembers a word that was not known.
func (t *spellings) add(word []byte, number uint32) {
	if t.count++; t.count > manySpellings {
		clear(t.slots)
		clear(t.long)
		t.words, t.count = t.words[:0], 1
	}
	if len(word) > longestSpelling {
		if t.long == nil {
			t.long = map[string]uint32{}
		}
		t.long[string(word)] = number
		return
	}
	if 4*t.count > len(t.slots) {
		t.slots = make([]uint16, max(1<<11, 2*len(t.slots)))
		for i := range t.words {
			t.place(i)
		}
	}
	first, middle, last := lettersOf(word)
	t.words = append(t.words, spelling{first, middle, last, number})
	t.place(len(t.words) - 1)
}

// place gives a word its slot.
func (t *spellings) place(at int) {
	w, end := &t.words[at], uint64(len(t.slots)-1)
	i := slotOf(w.first, w.middle, w.last)
	for t.slots[i&end] > 0 {
		i++
	}
	t.slots[i&end] = uint16(at + 1)
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
