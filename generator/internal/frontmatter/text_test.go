package frontmatter

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// controlPlainly looks at one character after the other.
func controlPlainly(src string, from int) int {
	for i, r := range src[from:] {
		i += from
		switch {
		case r == '\n', r == '\t', r == '\r' && strings.HasPrefix(src[i:], "\r\n"), r == '\uFEFF' && i == 0:
		case r < ' ', r >= 0x7F && r < 0xA0, r == 0x2028, r == 0x2029, r == '\uFEFF', r == 0xFFFE, r == 0xFFFF:
			return i
		}
	}
	return -1
}

// Planted bugs this test has caught: 0x7F left out where eight bytes are looked
// at together; U+2028 passed where its first byte is the last of eight; nine bytes passed at a time.
func TestControlCharactersAreFoundWhereverTheyStand(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	often := []string{"а", "大", "a", "ї", " ", "ґ", "\n", "，"}
	seldom := []string{"\r\n", "\r", "\t", "«", "—", "\u0080", "\u009F", "\u00A0", "\u2028", "\u2029", "\u2027", "\uFEFF", "\uFFFE", "\uFFFF", "\uFFFD",
		"\x00", "\x1F", "\x7F", "\U0001F600", "~", "\U0010FFFF"}
	for range 100_000 {
		var b strings.Builder
		for range random.IntN(24) {
			list := often
			if random.IntN(16) == 0 {
				list = seldom
			}
			b.WriteString(list[random.IntN(len(list))])
		}
		src := b.String()
		for from := range src {
			if got, want := nextControl([]byte(src), from), controlPlainly(src, from); got != want {
				t.Fatalf("%q from %d: %d, and by its characters %d", src, from, got, want)
			}
		}
	}
}
