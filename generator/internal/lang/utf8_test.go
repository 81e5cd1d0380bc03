package lang

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

// Planted bugs this test has caught: characters that are too long, surrogates and
// what lies above U+10FFFF taken for good; a word of ASCII within a character; a
// text that ends within one.
func TestIsUTF8SaysWhatTheStandardLibrarySays(t *testing.T) {
	check := func(text []byte) {
		t.Helper()
		if got, want := IsUTF8(text), utf8.Valid(text); got != want {
			t.Fatalf("%q: %t, and by package utf8 %t", text, got, want)
		}
	}
	edges := []byte{0, 'a', 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xE0, 0xED, 0xF0, 0xF4, 0xFF}
	for a := range 256 {
		for _, b := range edges {
			for _, c := range edges {
				check(append([]byte("abcdef"), byte(a), b, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', c))
				for _, d := range edges {
					check([]byte{byte(a), b, c, d})
					check([]byte{'a', 'b', 'c', 'd', 'e', 'f', byte(a), b, c, d, 'g', 'h', 'i', 'j', 'k', 'l', 'm'})
				}
			}
		}
	}
	random := rand.New(rand.NewPCG(9, 10))
	pieces := []string{"abcdefgh", "a", "ж", "слово", "大", "👩", "\u00a0"}
	for range 20_000 {
		var b strings.Builder
		for range 1 + random.IntN(8) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		text := []byte(b.String())
		check(text)
		check(text[:random.IntN(len(text))])
		text[random.IntN(len(text))] = byte(random.IntN(256))
		check(text)
	}
}

func BenchmarkIsUTF8(b *testing.B) {
	for key, text := range map[string]string{"uk": "Роботу координують університети країн. ", "zh": "该联盟又称“乌克兰-中国大学联盟”。", "en": "All of it is ASCII. "} {
		text := []byte(strings.Repeat(text, 10_000/len(text)))
		b.Run(key, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				IsUTF8(text)
			}
		})
		b.Run(key+"/library", func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				utf8.Valid(text)
			}
		})
	}
}
