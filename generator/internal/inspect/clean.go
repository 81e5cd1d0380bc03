package inspect

import "encoding/binary"

// A text that holds nothing but characters that it may hold is recognised in one
// pass by a machine that reads the bytes of UTF-8 (RFC 3629, section 4): in less than
// half the time of a pass for UTF-8 and one for control characters. A row of its
// table holds for one byte the next state after each state, six bits each, so
// that a step is a shift and waits for no other step's memory.
const (
	between = 6 * iota // characters
	broken             // for good
	oneMore            // any one byte of 80 to BF, as those that follow
	twoMore            // two of them
	afterC2            // A0 to BF: no C1
	afterE0            // A0 to BF: none too long
	afterED            // 80 to 9F: no surrogate
	afterEF            // of which BF may begin a character that is none
	afterBF            // 80 to BD: no U+FFFE, no U+FFFF
	stateEnd
)

// states are 64 bits wide.
const _ = uint(63 - stateEnd)

// The tables of texts in which a CR has a place, and has none.
var withReturns, withoutReturns = stateTable(true), stateTable(false)

// stateTable makes the table. Of four bytes are so few characters that they are
// left to the slow way: the machine has no states for them.
func stateTable(returns bool) (table [256]uint64) {
	for c := range table {
		for from := 0; from < stateEnd; from += 6 {
			table[c] |= uint64(stateAfter(from, byte(c), returns)) << from
		}
	}
	return table
}

func stateAfter(from int, c byte, returns bool) int {
	low, high, next := byte(0x80), byte(0xBF), between
	switch from {
	case between:
		return stateOf(c, returns)
	case broken:
		return broken
	case twoMore:
		next = oneMore
	case afterC2:
		low = 0xA0
	case afterE0:
		low, next = 0xA0, oneMore
	case afterED:
		high, next = 0x9F, oneMore
	case afterEF:
		if next = oneMore; c == 0xBF {
			next = afterBF
		}
	case afterBF:
		high = 0xBD
	}
	if c < low || c > high {
		return broken
	}
	return next
}

// stateOf is the state after the first byte of a character.
func stateOf(c byte, returns bool) int {
	switch {
	case c == '\t', c == '\n', c == '\r' && returns, ' ' <= c && c < 0x7F:
		return between
	case c == 0xC2:
		return afterC2
	case 0xC3 <= c && c <= 0xDF:
		return oneMore
	case c == 0xE0:
		return afterE0
	case c == 0xED:
		return afterED
	case c == 0xEF:
		return afterEF
	case 0xE1 <= c && c <= 0xEE:
		return twoMore
	}
	return broken
}

// isClean reports whether a text is known to hold only what it may hold.
func isClean(b []byte, table *[256]uint64) bool {
	state := uint64(between)
	for ; len(b) >= wordSize; b = b[wordSize:] {
		word := binary.LittleEndian.Uint64(b)
		// The word is asked first: what the last one led to is known later.
		if isPrintable(word) && state&63 == between {
			continue
		}
		// Of the word, and not of b: half the time.
		state = table[byte(word)] >> (state & 63)
		state = table[byte(word>>8)] >> (state & 63)
		state = table[byte(word>>16)] >> (state & 63)
		state = table[byte(word>>24)] >> (state & 63)
		state = table[byte(word>>32)] >> (state & 63)
		state = table[byte(word>>40)] >> (state & 63)
		state = table[byte(word>>48)] >> (state & 63)
		state = table[byte(word>>56)] >> (state & 63)
	}
	for _, c := range b {
		state = table[c] >> (state & 63)
	}
	return state&63 == between
}

// wordSize is how many bytes are looked at together.
const wordSize = 8

// isPrintable reports whether the eight bytes of a word are printable ASCII. Most
// that are not have a high bit.
func isPrintable(word uint64) bool {
	const low, high = 0x0101010101010101, 0x8080808080808080
	return word&high == 0 && ((word-low*' ')|(word+low))&high == 0
}
