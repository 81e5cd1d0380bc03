package frontmatter

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

// checkPlain compares the fields as they are read quickly with those of yaml.v3,
// and reports whether they were plain.
func checkPlain(t *testing.T, src string) bool {
	t.Helper()
	quick, ok := readPlain("a.md", 3, []byte(src))
	if !ok {
		return false
	}
	slow, found := parseYAML("a.md", 3, []byte(src))
	if len(found) > 0 || !reflect.DeepEqual(bared(quick), bared(slow)) {
		t.Fatalf("%q\nquickly %s\nslowly  %s, %v", src, outline(quick), drawn(slow), found)
	}
	return true
}

func drawn(n *Node) string {
	if n == nil {
		return "nothing"
	}
	return outline(n)
}

// bared makes empty lists nil.
func bared(n *Node) *Node {
	if n == nil {
		return nil
	}
	b := *n
	b.Keys, b.Items = nil, nil
	for _, k := range n.Keys {
		k.Value = bared(k.Value)
		b.Keys = append(b.Keys, k)
	}
	for _, item := range n.Items {
		b.Items = append(b.Items, bared(item))
	}
	return &b
}

var plainSeeds = []string{
	"", "\n", "# x\n\na: b\n", "date: 2023-12-24\ndateline:\n  place: shanghai\ntitle:\n  uk: Делегація — 2\n  zh: 代表团：参观，实验室\n",
	"about: [member:khpi, ceremony:a-b, x]\nurl:\n  uk: https://a.example/uk\n", "scope:\n  - uk: a, b\n    zh: б\n  - uk: c\n    zh: д\n",
	"a:\n- b\n- member:c\nd: e\n", "a:\n  b:\n    c: d\ne: f\n", "a:   b\n", "a:\n  - b:\n    - c\n    - d\n", "a: «б» в\nb: 1.10\nc: 010\nd: true\n",
}

// Planted bugs this test has caught: a text that goes on in the next line; a
// name that stands twice; null; a colon at the end of a text; an item with a wide
// colon; a column counted in bytes; no list in the column of its name.
func TestPlainFieldsAreThoseOfYAML(t *testing.T) {
	for _, src := range plainSeeds {
		if !checkPlain(t, src) {
			t.Errorf("%q is left to yaml.v3", src)
		}
	}
	random := rand.New(rand.NewPCG(7, 7))
	names := strings.Fields("a b uk zh null yes date-x")
	texts := []string{"x", "ХПІ й ДПУ", "大连：理工，大学", "2021-06-23", "a:b", "a: b", "null", "~", "", "a #b", "[a, b:c]", "[a,b]", "[null]", "[a: b]", "x:", "«я»", "- x", "é：b", "é:b", "12:30", "a, b", "a 'b'", "[]", "[a:б]", "\u00a0x", "x\u3000y", "0x1f", "- a: b", "name：b", "name:б", "- uk:б", "=", "<<", "?"}
	count := 0
	for range 60_000 {
		var b strings.Builder
		for range 1 + random.IntN(6) {
			b.WriteString(strings.Repeat(" ", random.IntN(4)/2*2))
			switch random.IntN(8) {
			case 0:
				fmt.Fprintf(&b, "- %s\n", texts[random.IntN(len(texts))])
			case 1:
				fmt.Fprintf(&b, "- %s: %s\n", names[random.IntN(len(names))], texts[random.IntN(len(texts))])
			case 2, 3:
				fmt.Fprintf(&b, "%s:\n", names[random.IntN(len(names))])
			case 4:
				b.WriteString([]string{"\n", "# c\n", "x\n", "---\n", " \n", "\t\n"}[random.IntN(6)])
			default:
				fmt.Fprintf(&b, "%s: %s\n", names[random.IntN(len(names))], texts[random.IntN(len(texts))])
			}
		}
		if checkPlain(t, b.String()) {
			count++
		}
	}
	if count < 2000 {
		t.Errorf("only %d were plain", count)
	}
}

func FuzzPlainFieldsAreThoseOfYAML(f *testing.F) {
	for _, src := range plainSeeds {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) { checkPlain(t, src) })
}
