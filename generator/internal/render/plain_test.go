package render

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"diglot/generator/internal/view"
)

var partOfCell = regexp.MustCompile(`[^;\n]*[;\n]|[^;\n]+`)

// Most texts are left as they are, and that is found quickly.
//
// Planted bugs this test has caught: a word joiner left where it is; DEL, too;
// half a character; a second formula of a cell; what stands before a formula
// written twice; a part that begins with a letter behind which no other is looked at.
func TestTextsOfTablesAreMadeAsCharacterByCharacter(t *testing.T) {
	pieces := []string{"a", "news-2011", "7", "ж", "大", "—", "\u00A0", "\u202F", "\u2060", "\u00AD", "\u2028", "\u0085", "\r\n", "\r", "\n", "\t", "\x00", "\x7f", "\xd0", "\xff", "🙂",
		"=", "+", "-", "-1", "@", "＝", "＠", ";", ";", " ", "'", `"`, "\u3000", "\uFEFF"}
	random := rand.New(rand.NewPCG(7, 8))
	for range 50_000 {
		text := ""
		for range random.IntN(8) {
			text += pieces[random.IntN(len(pieces))]
		}
		want := strings.Map(func(r rune) rune { return plainRune(typedRune(r)) }, strings.ReplaceAll(text, "\r\n", "\n"))
		if got := typedText(text); got != want {
			t.Fatalf("%q is typed as %q, and character by character as %q", text, got, want)
		}
		want = ""
		for _, part := range partOfCell.FindAllString(text, -1) {
			words := strings.TrimLeft(part, " ")
			want += part[:len(part)-len(words)]
			first, _ := utf8.DecodeRuneInString(strings.TrimLeft(words, " '\"\u00A0\u3000\u200B\uFEFF"))
			if strings.ContainsRune("=+-@\t＝＋－＠", first) && !(words[0] == '-' && view.IsBareJSON(strings.TrimRight(words, ";\n"))) {
				want += "'"
			}
			want += words
		}
		if got := disarmFormulas(text); got != want {
			t.Fatalf("%q is disarmed as %q, and part by part as %q", text, got, want)
		}
	}
}
