package search

import (
	"encoding/binary"
	"math/bits"
)

// spellings are the words that a Reader remembers, with the numbers of their
// terms. Every word of the site is looked up here: an open table takes half of
// the time of a map.
type spellings struct {
	slots []spelling // of which at least half are free
	count int
	words []string
}

// spelling is small, so that the table stays in the processor's cache.
type spelling struct {
	key    uint64 // of the word; 0 where the slot is free
	number uint32
	word   uint32 // its place among the words, where the key is not the whole of it
}

// manySpellings is how many a Reader remembers.
const manySpellings = 1 << 15

// find returns the slot of a word, or the free one that would be its.
func (t *spellings) find(word []byte) *spelling {
	if len(t.slots) == 0 {
		t.slots = make([]spelling, 1<<10)
	}
	key, whole := keyOf(word)
	last := uint64(len(t.slots) - 1)
	for i := place(key); ; i++ {
		s := &t.slots[i&last]
		if s.key == 0 || s.key == key && (whole || t.words[s.word] == string(word)) {
			return s
		}
	}
}

// add remembers a word in the free slot that was found for it.
func (t *spellings) add(s *spelling, word []byte, number uint32) {
	key, whole := keyOf(word)
	*s = spelling{key: key, number: number}
	if !whole {
		s.word = uint32(len(t.words))
		t.words = append(t.words, string(word))
	}
	t.count++
	switch {
	case t.count > manySpellings:
		clear(t.slots)
		clear(t.words)
		t.words, t.count = t.words[:0], 0
	case 2*t.count > len(t.slots):
		t.grow()
	}
}

func (t *spellings) grow() {
	old := t.slots
	t.slots = make([]spelling, 2*len(old))
	last := uint64(len(t.slots) - 1)
	for _, s := range old {
		if s.key == 0 {
			continue
		}
		i := place(s.key)
		for t.slots[i&last].key != 0 {
			i++
		}
		t.slots[i&last] = s
	}
}

// odd is 2^64 divided by the golden ratio.
const odd = 0x9E3779B97F4A7C15

// place is where in a table a key would stand.
func place(key uint64) uint64 { return key * odd >> 40 }

// keyOf makes a number of a word that is not 0. Of up to seven bytes, which is
// most Chinese pairs, it is the whole word.
func keyOf(word []byte) (key uint64, whole bool) {
	size := len(word)
	switch {
	case size < 4:
		return uint64(word[0]) | uint64(word[size/2])<<8 | uint64(word[size-1])<<16 | uint64(size)<<56, true
	case size < 8:
		first, last := binary.LittleEndian.Uint32(word), binary.LittleEndian.Uint32(word[size-4:])
		return uint64(first) | uint64(last)>>(8*(8-size))<<32 | uint64(size)<<56, true
	}
	for i := 0; i < size-8; i += 8 {
		key = bits.RotateLeft64((key^binary.LittleEndian.Uint64(word[i:]))*odd, 29)
	}
	return (key^binary.LittleEndian.Uint64(word[size-8:]))*odd | 1, false
}
