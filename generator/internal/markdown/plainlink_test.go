package markdown

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

// Planted bugs this test has caught: brackets that are open forgotten, or those of
// pictures; a label with markup in it; a target with a parenthesis, an escape, a
// space or in angle brackets.
func TestPlainLinksAreThoseOfTheirParser(t *testing.T) {
	quick, slow := shared, newParser()
	defer func() { shared = quick }()
	pieces := []string{"[а](b.md)", "[大学](https://a.example/b?c=d)", "[](member:b)", "[а](b.md)", `[а](b\)c)`, "[а](b(c)d)", "а", "слово ", " ", "\n", "\n\n", "[", "]", "](", "(", ")", "()", "!", "![",
		"*", "**", "_", "`", "\\", "<", ">", "&amp;", "[^1]", "[^1]: а", "\"т\"", "- ", "|", "|-|-|\n", "#", "c.md", "[с]: d.md", "[с]", "\t", "ё" + strings.Repeat("х", 600)}
	random := rand.New(rand.NewPCG(11, 12))
	links := 0
	for range 60_000 {
		var b strings.Builder
		for range 1 + random.IntN(10) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		src := []byte(b.String())
		shared = quick
		got, found := Parse(src, ukrainian)
		shared = slow
		want, told := Parse(src, ukrainian)
		if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(found, told) {
			t.Fatalf("%q is read as\n%s %v\nand without plain links as\n%s %v", src, show(got), found, show(want), told)
		}
		links += strings.Count(string(got.HTML), "</a>")
	}
	if links < 10_000 {
		t.Errorf("no more than %d links", links)
	}
}
