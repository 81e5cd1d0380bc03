package search

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// Planted bugs this test has caught: a word of 25 bytes kept as a spelling; the
// middle of a word not compared; bytes behind a word taken for its own; words lost
// where the table grows, or found still where it is emptied.
func TestEverySpellingIsFoundUnderItsOwnNumber(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	var known spellings
	want := map[string]uint32{}
	for n := range uint32(3 * manySpellings) {
		word := []string{"", "", "", "a"}[random.IntN(4)]
		for range 1 + random.IntN(16) {
			word += []string{"а", "б"}[random.IntN(2)]
		}
		text := slices.Grow([]byte(word+"а"), random.IntN(2*longestSpelling))[:len(word)] // with and without room behind it
		number, found := known.find(text)
		if number != want[word] || found != (number > 0) {
			t.Fatalf("%q (%d bytes) is known as %d, and should be as %d", word, len(word), number, want[word])
		}
		if !found {
			known.add(text, n+1)
			want[word] = n + 1
			if known.count == 1 { // it forgot the others
				want = map[string]uint32{word: n + 1}
			}
		}
	}
	if known.count == len(want) && len(known.long) > 0 && len(known.words) == known.count-len(known.long) && len(known.slots) >= 4*known.count {
		return
	}
	t.Errorf("%d words of %d are counted, %d of them long, in %d slots", known.count, len(want), len(known.long), len(known.slots))
}

// wordEndPlainly looks at one character after the other.
func wordEndPlainly(text []byte, i int) int {
	for i < len(text) {
		c, size := classAt(text[i:])
		next, _ := classAt(text[i+size:])
		if c != letter && c != mark && (c != apostrophe || next != letter && next != mark) {
			break
		}
		i += size
	}
	return i
}

// Planted bugs this test has caught: characters of U+4DC0 taken for Chinese ones.
func TestCharactersAreKnownByTheirFirstBytes(t *testing.T) {
	for r := rune(' '); r <= 0x2FFFF; r++ {
		text := string(r)
		if got, size := classAt([]byte(text)); r != utf8.RuneError && (got != classOf(r) || size != len(text)) && (r < 0x460 || r > 0x47F) {
			t.Fatalf("%U is of class %d with %d bytes, and should be of %d", r, got, size, classOf(r))
		}
	}
}

// Planted bugs this test has caught: a sign above U+047F taken for a letter;
// eight bytes behind the end.
func TestWordsEndWhereTheirCharactersDo(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	pieces := []string{"а", "жовт", "ї", "\u0482", "Ґ", "ѿ", "Ҁ", "’", "'", "-", " ", "a", "Z", "7", "大", "é", "\u0301", "Ω", "«", "<", "\u00a0"}
	for range 50_000 {
		var b strings.Builder
		for range random.IntN(12) {
			n := len(pieces)
			if random.IntN(4) > 0 {
				n = 4 // mostly what a word holds
			}
			b.WriteString(pieces[random.IntN(n)])
		}
		text := []byte(b.String())
		for i := range b.String() {
			if got, want := wordEnd(text, i), wordEndPlainly(text, i); got != want {
				t.Fatalf("%q from %d: the word ends at %d, and by its characters at %d", text, i, got, want)
			}
		}
	}
}

// pagePlainly looks at one character after the other, and returns the terms, each
// once, behind a # where it stands in a heading.
func pagePlainly(html string) (list []string) {
	noted := map[string]bool{} // whether in a heading
	heading := false
	for i := 0; i < len(html); {
		r, size := utf8.DecodeRuneInString(html[i:])
		raw := ""
		switch class := classOf(r); {
		case r == '<' || r == '&':
			size = strings.IndexByte(html[i:], map[rune]byte{'<': '>', '&': ';'}[r]) + 1
			if strings.HasPrefix(html[i:], "<h") {
				heading = true
			} else if strings.HasPrefix(html[i:], "</h") {
				heading = false
			}
		case class == letter:
			raw = html[i:wordEndPlainly([]byte(html), i)]
			size = len(raw)
		case class == han:
			raw = html[i : i+size]
			if next, more := utf8.DecodeRuneInString(html[i+size:]); more > 0 && classOf(next) == han {
				raw += string(next)
			}
		}
		i += size
		if raw == "" {
			continue
		}
		t := term([]byte(raw), classOf(first(raw)) == han)
		if in, had := noted[t]; had && (in || !heading) {
			continue
		}
		noted[t] = heading
		list = slices.DeleteFunc(list, func(o string) bool { return o == t })
		if heading {
			t = "#" + t
		}
		list = append(list, t)
	}
	return list
}

func first(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// Planted bugs this test has caught: a term told again that a heading has had; a
// character before a rare one taken for a pair with what is behind that; U+4DC0
// taken for a Chinese character; terms of the text before; a term of a heading told
// for the text, too.
func TestPagesHaveTheTermsOfTheirCharacters(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	pieces := []string{"大", "学", "会", "\u4E00", "\u9FFF", " ", " ", "мова", "мови", "ліс", "a", "Z7", "，", "\u3400", "\U00020000", "\u4DC0", "\uFA11",
		"<h2 id=\"大\">", "</h2>", "<p>", "&amp;", "—", "’", "é", "\u0301", "\n", "університетів", "\u0482", "<h3>", "Ґ", "</h3>"}
	lexicon := NewLexicon()
	reader := lexicon.Reader()
	for range 20_000 {
		var b strings.Builder
		some := pieces[random.IntN(len(pieces)):]
		for range random.IntN(16) {
			b.WriteString(some[random.IntN(len(some))])
		}
		var got []string
		for list := reader.Page([]byte(b.String())); len(list) > 0; {
			n, size := binary.Uvarint(list)
			list = list[size:]
			got = append(got, strings.Repeat("#", int(n&1))+lexicon.all()[n>>1])
		}
		if want := pagePlainly(b.String()); !slices.Equal(got, want) {
			t.Fatalf("%q has the terms %q, and by its characters %q", b.String(), got, want)
		}
	}
}

// BenchmarkTerms reads pages of some 9 kB whose words come again, as those of a
// site do.
func BenchmarkTerms(b *testing.B) {
	for key, sentence := range map[string]string{
		"uk": "<p>Окрему увагу %d приділено тому, як <a href=\"/uk/\">поєднати</a> програми подвійних дипломів з дослідженнями в галузі перекладознавства на рівні магістратури.</p>",
		"zh": "<p>在成立仪式上，%d所大学的校长与<a href=\"/zh/\">合作院校</a>签署了合作协议，两国教育部副部长强调了师生交流对两国的重要意义。</p>",
	} {
		var pages [20][]byte
		for n := range pages {
			for len(pages[n]) < 9000 {
				pages[n] = fmt.Appendf(pages[n], sentence, len(pages[n])+n)
			}
		}
		b.Run(key, func(b *testing.B) {
			r := NewLexicon().Reader()
			b.SetBytes(9000)
			for n := 0; b.Loop(); n++ {
				r.Page(pages[n%len(pages)])
			}
		})
	}
}
