package inspect

import (
	"math/rand/v2"
	"slices"
	"testing"
	"unicode/utf8"
)

// isCleanSlowly says with package utf8 what isClean says.
func isCleanSlowly(b []byte, returns bool) bool {
	if !utf8.Valid(b) {
		return false
	}
	for _, r := range string(b) {
		switch {
		case r == '\t', r == '\n', r == '\r' && returns:
		case r < ' ', 0x7F <= r && r < 0xA0, r == 0xFFFE, r == 0xFFFF, r > 0xFFFF:
			return false
		}
	}
	return true
}

// Planted bugs this test has caught: no lower bound after E0; a surrogate; C1
// characters; DEL at the end of a word; a text that ends within a character; a
// character that goes on behind a word of ASCII.
func TestTheMachineKnowsEveryCharacter(t *testing.T) {
	check := func(b []byte) {
		t.Helper()
		if got, want := isClean(b, &withReturns), isCleanSlowly(b, true); got != want {
			t.Fatalf("%q: %t, and slowly %t", b, got, want)
		}
		if got, want := isClean(b, &withoutReturns), isCleanSlowly(b, false); got != want {
			t.Fatalf("%q, no CR: %t, and slowly %t", b, got, want)
		}
	}
	for a := range 256 { // all that can begin a character, and what follows it
		for b := range 256 {
			check([]byte{byte(a), byte(b)})
			for _, c := range []byte{0, ' ', 0x7F, 0x80, 0x81, 0x9F, 0xA0, 0xBD, 0xBE, 0xBF, 0xC0, 0xFF} {
				check([]byte{byte(a), byte(b), c})
			}
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"a", "abcdefgh", "ж", "大", " ", "\t", "\n", "\r", "\x7f", "\u0085", "\u00a0", "\ufffd", "\ufffe", "\u2028", "\xff", "\xd0", "\xed\xa0\x80", "👩"}
	for range 20_000 {
		var b []byte
		for range random.IntN(12) {
			n := len(pieces)
			if random.IntN(4) > 0 {
				n = 5 // mostly what a text holds
			}
			b = append(b, pieces[random.IntN(n)]...)
		}
		check(b)
		if len(b) > 0 {
			changed := slices.Clone(b)
			changed[random.IntN(len(b))] = byte(random.IntN(256))
			check(changed)
			check(slices.Insert(b, random.IntN(len(b)), []byte("abcdefgh12345678")...)) // perhaps within a character
		}
	}
}
