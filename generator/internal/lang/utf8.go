package lang

import "encoding/binary"

// A text is known to be UTF-8 by a machine that reads its bytes (RFC 3629, section
// 4), in two thirds of the time of utf8.Valid where most have more bytes than one. A row of its
// table holds for one byte the next state after each state, six bits each, so that
// a step is a shift and waits for no other step's memory.
const (
	notUTF8   = 6 * iota // for good
	anyByte              // between two characters
	oneMore              // any one byte of 80 to BF, as those that follow
	twoMore              // two of them
	threeMore            // three
	afterE0              // A0 to BF: none too long
	afterED              // 80 to 9F: no surrogate
	afterF0              // 90 to BF: none too long
	afterF4              // 80 to 8F: none above U+10FFFF
)

var stepsOfUTF8 = func() (table [256]uint64) {
	step := func(from, low, high, to int) {
		for c := low; c <= high; c++ {
			table[c] |= uint64(to) << from
		}
	}
	step(anyByte, 0x00, 0x7F, anyByte)
	step(anyByte, 0xC2, 0xDF, oneMore)
	step(anyByte, 0xE0, 0xE0, afterE0)
	step(anyByte, 0xE1, 0xEC, twoMore)
	step(anyByte, 0xED, 0xED, afterED)
	step(anyByte, 0xEE, 0xEF, twoMore)
	step(anyByte, 0xF0, 0xF0, afterF0)
	step(anyByte, 0xF1, 0xF3, threeMore)
	step(anyByte, 0xF4, 0xF4, afterF4)
	step(oneMore, 0x80, 0xBF, anyByte)
	step(twoMore, 0x80, 0xBF, oneMore)
	step(threeMore, 0x80, 0xBF, twoMore)
	step(afterE0, 0xA0, 0xBF, oneMore)
	step(afterED, 0x80, 0x9F, oneMore)
	step(afterF0, 0x90, 0xBF, twoMore)
	step(afterF4, 0x80, 0x8F, twoMore)
	return table
}()

// IsUTF8 reports what utf8.Valid reports.
func IsUTF8(text []byte) bool {
	const notASCII = 0x8080808080808080
	table, state := &stepsOfUTF8, uint64(anyByte)
	for ; len(text) >= 8; text = text[8:] {
		word := binary.LittleEndian.Uint64(text)
		if state&63 == anyByte && word&notASCII == 0 {
			continue
		}
		state = table[byte(word)] >> (state & 63)
		state = table[byte(word>>8)] >> (state & 63)
		state = table[byte(word>>16)] >> (state & 63)
		state = table[byte(word>>24)] >> (state & 63)
		state = table[byte(word>>32)] >> (state & 63)
		state = table[byte(word>>40)] >> (state & 63)
		state = table[byte(word>>48)] >> (state & 63)
		state = table[byte(word>>56)] >> (state & 63)
	}
	for _, c := range text {
		state = table[c] >> (state & 63)
	}
	return state&63 == anyByte
}
