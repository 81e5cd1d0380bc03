package compare

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"diglot/generator/internal/markdown"
)

// scanPlainly looks at one character after the other.
func (p *pass) scanPlainly() {
	last := uint8(0)
	for i := 0; i < len(p.text); {
		r, size := utf8.DecodeRune(p.text[i:])
		i, last = p.step(i, size, r, last)
	}
}

// Planted bugs this test has caught: a letter of another language passed within
// a word; one of another script behind a Chinese character taken for one behind a
// letter; a name passed that begins with a Chinese character; a letter above
// U+047F passed; the first letter of a word passed.
func TestTextIsReadAsItsCharactersAre(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 3))
	names := NewNames()
	names.Avoid([]string{"ім’я"}, "назва")
	names.Avoid([]string{"大学"}, "学校")
	names.Confuse(0, []string{"Далян"}, []string{"Даньдун"})
	names.Confuse(1, []string{"沈阳"}, []string{"绵阳"})
	own, other := Language{"uk", "uk", "UA"}, Language{"zh", "zh-Hans", "CN"}
	pieces := []string{"а", "б", "і", "слово", "ы", "ё", "ім’я", "Далян", "a", "i", "Word", " ", " ", "\n", "大", "大学", "沈阳", "學", "会", "二十", "7", "12", ",",
		"，", "。", "《", "》", "«", "»", "\x00", "\x01", "\u0485", "ґ", "ѫ", "Ҁ", "\u2F00", "\u3000", "\u9FFF", "\uA000", "\U00020000", "é", "5 %", "月"}
	for _, l := range []Language{own, other} {
		r := NewReader(l, []Language{own, other}, names, nil)
		facts, found := 0, 0
		for range 20_000 {
			var b strings.Builder
			some := pieces[random.IntN(len(pieces)):]
			for range random.IntN(24) {
				b.WriteString(some[random.IntN(len(some))])
			}
			text := Text{Source: []byte(b.String()), File: "content/pages/a.uk.md", Line: 1}
			text.Body = &markdown.Body{Text: text.Source, Pieces: []markdown.Piece{{Block: -1}}}
			got := pass{Reader: r, t: &text, text: text.Source}
			want := got
			got.scan()
			want.scanPlainly()
			if !reflect.DeepEqual(got.out, want.out) {
				t.Fatalf("%s: %q\n%+v, and by its characters\n%+v", l.Key, b.String(), got.out, want.out)
			}
			facts, found = facts+len(got.out.Facts), found+len(got.out.Found)
		}
		if facts < 1000 || found < 1000 {
			t.Errorf("%s: only %d facts and %d slips were in the texts", l.Key, facts, found)
		}
	}
}
