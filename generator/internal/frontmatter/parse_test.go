package frontmatter

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"diglot/generator/internal/diag"

	"gopkg.in/yaml.v3"
	"pgregory.net/rapid"
)

// outline writes a tree as "key@line:col-end=value", nested in braces and
// brackets.
func outline(n *Node) string {
	at := fmt.Sprintf("@%d:%d-%d", n.Span.Line, n.Span.Col, n.Span.End)
	switch n.Kind {
	case Null:
		return "null" + n.Text + at
	case Scalar:
		if n.Quoted {
			return fmt.Sprintf("%q%s", n.Text, at)
		}
		return n.Text + at
	case List:
		var items []string
		for _, v := range n.Items {
			items = append(items, outline(v))
		}
		return "[" + strings.Join(items, " ") + "]" + at
	}
	var fields []string
	for _, k := range n.Keys {
		fields = append(fields, fmt.Sprintf("%s@%d:%d-%d=%s", k.Key, k.KeySpan.Line, k.KeySpan.Col, k.KeySpan.End, outline(k.Value)))
	}
	flow := ""
	if n.Flow {
		flow = "flow"
	}
	return flow + "{" + strings.Join(fields, " ") + "}" + at
}

func TestEveryFieldHasItsPlaceInTheFile(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"edrpou: 02071180\n", "{edrpou@5:1-7=02071180@5:9-17}@5:1-7"},
		{"назва: Угода # так\n", "{назва@5:1-6=Угода@5:8-13}@5:1-6"},
		{"name:\n  uk: ХПІ\n  zh: '大连''工'\n", `{name@5:1-5={uk@6:3-5=ХПІ@6:7-10 zh@7:3-5="大连'工"@7:7-14}@6:3-5}@5:1-5`},
		{"parties: [khpi, \"d]\"]\n", `{parties@5:1-8=[khpi@5:11-15 "d]"@5:17-21]@5:10-22}@5:1-8`},
		{"n: {uk: a, b і c, zh: d}\n", "{n@5:1-2=flow{uk@5:5-7=a@5:9-10 b і c@5:12-17=null@5:12-17 zh@5:19-21=d@5:23-24}@5:4-25}@5:1-2"},
		{"a:\nb: ~\nc:\n  -\n  - x\n", "{a@5:1-2=null@5:1-2 b@6:1-2=null~@6:4-5 c@7:1-2=[null@8:3-4 x@9:5-6]@8:3-4}@5:1-2"},
		{"t: |\n  a\n  b\nu: >- # c\n  d\n", `{t@5:1-2="a\nb\n"@5:4-5 u@8:1-2="d"@8:4-6}@5:1-2`},
		{"t: довгий\n  текст\n", "{t@5:1-2=довгий текст@5:4-10}@5:1-2"},
		{"t: \"a\n  b\" # c\n", `{t@5:1-2="a b"@5:4-6}@5:1-2`},
		{"x: [\n  a,\n  b: c ]\n", "{x@5:1-2=[a@6:3-4 flow{b@7:3-4=c@7:6-7}@7:3-4]@5:4-5}@5:1-2"},
		{"\"ключ\": v\n", `{ключ@5:1-7=v@5:9-10}@5:1-7`},
		{"date: 2021-06-23\r\nno: NO\r\n", "{date@5:1-5=2021-06-23@5:7-17 no@6:1-3=NO@6:5-7}@5:1-5"},
		{"", "{}@5:1-0"},
		{"# лише\n", "{}@5:1-0"},
	} {
		tree, found := Parse("a.md", 5, []byte(c.src))
		if len(found) > 0 {
			t.Errorf("%q: %s", c.src, told(found))
			continue
		}
		if got := outline(tree); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.src, got, c.want)
		}
	}
}

func TestRepeatedFieldNamesBothLinesAndKeepsTheFirst(t *testing.T) {
	tree, found := Parse("a.md", 2, []byte("date: 2021\ntitle: x\ndate: 2022\n"))
	if len(found) != 1 || found[0].Code != "field-repeated" || found[0].Span.Line != 4 || len(found[0].Related) != 1 || found[0].Related[0].Span.Line != 2 {
		t.Fatalf("%s, related %v", told(found), found)
	}
	if got := tree.Get("date").Text; got != "2021" || len(tree.Keys) != 2 {
		t.Errorf("date is %q of %d fields", got, len(tree.Keys))
	}
}

func TestFieldsThatAreNotThereCanBeAskedFor(t *testing.T) {
	var none *Node
	tree, _ := Parse("a.md", 1, []byte("a: b\n"))
	if none.Get("x") != nil || tree.Get("x") != nil || tree.Get("a").Get("x") != nil {
		t.Error("a field that is not there was found")
	}
}

func TestBombsAreRefusedAtOnce(t *testing.T) {
	var aliases strings.Builder
	aliases.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x]\n")
	for i := range 9 {
		fmt.Fprintf(&aliases, "a%d: &a%d [%s]\n", i+1, i+1, strings.Repeat(fmt.Sprintf("*a%d, ", i), 9))
	}
	var keys strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&keys, "k%d: v\n", i)
	}
	var deep strings.Builder
	for i := range 40 {
		fmt.Fprintf(&deep, "%sk:\n", strings.Repeat(" ", i))
	}
	full := maxMeta - 100
	const longest = 50 // times many keys, which are read just before: the worst takes three times as long
	timed := func(src string) (time.Duration, []diag.Diagnostic) {
		start := time.Now()
		_, found := Parse("a.md", 2, []byte(src))
		return time.Since(start), found
	}
	for _, c := range []struct {
		name, src string
		code      diag.Code // "" where it is accepted
	}{
		{"a megabyte", strings.Repeat("title: x\n", 120_000), "frontmatter-too-large"},
		{"aliases", aliases.String(), "text-needs-quotes"},
		{"many keys", keys.String(), ""},
		{"deep fields", deep.String(), "fields-too-deep"},
		{"deep brackets", "a: " + strings.Repeat("[", full), "bracket-unclosed"},
		{"deep closed brackets", "a: " + strings.Repeat("[", full/2) + strings.Repeat("]", full/2), "frontmatter-syntax"},
		{"brackets closed below the limit of yaml.v3", "a: " + strings.Repeat("[", 5000) + strings.Repeat("]", 5000), "fields-too-deep"},
		{"many items on one line", "a: [" + strings.Repeat("x,", full/2) + "]", "fields-too-many"},
		{"a long text", "a: " + strings.Repeat("ї ", full/3), ""},
		{"many quotation marks", "a: [" + strings.Repeat("\"", full), "comma-missing"},
		{"many colons", strings.Repeat("a: ", full/3), "colon-unquoted"},
		{"many hyphens", strings.Repeat("- ", full/2), "frontmatter-syntax"},
		{"unclosed marks on each line", strings.Repeat("a: \"\n", full/5), "quote-unclosed"},
		{"unclosed brackets on each line", strings.Repeat("a: [\n", full/5), "bracket-unclosed"},
		{"open texts", strings.Repeat("a: 'x\n", full/6+1), "quote-unclosed"},
	} {
		usual, _ := timed(keys.String())
		took, found := timed(c.src)
		if took > longest*usual {
			t.Errorf("%s: took %v, and many keys %v", c.name, took, usual)
		}
		switch {
		case c.code == "" && len(found) > 0:
			t.Errorf("%s: refused: %.200s", c.name, told(found))
		case c.code != "" && (len(found) == 0 || found[0].Code != c.code):
			t.Errorf("%s: %.200s, want %s", c.name, told(found), c.code)
		}
	}
}

func TestFileOfFieldsMayBeLongerThanFrontMatter(t *testing.T) {
	src := []byte("\uFEFF" + strings.Repeat("# коментар\n", 8000) + "назва: x\n")
	tree, found := ParseFile("layouts/strings/uk.yaml", src)
	if len(found) > 0 || tree.Get("назва").Span.Line != 8001 {
		t.Fatalf("%s", told(found))
	}
	if _, found := ParseFile("site.yaml", make([]byte, maxFile+1)); told(found) != "1:1-0 fields-too-large" {
		t.Errorf("too large: %s", told(found))
	}
	if _, found := ParseFile("site.yaml", []byte("a: \xd3\xe3\xee\xe4\xe0\n")); len(found) != 1 || found[0].Code != "encoding-other" {
		t.Errorf("encoding: %s", told(found))
	}
}

// sameAsYAML says where the tree differs from yaml.v3's own, or "".
func sameAsYAML(ours *Node, n *yaml.Node) string {
	switch n.Kind {
	case yaml.ScalarNode:
		wantKind := Scalar
		if n.Tag == "!!null" {
			wantKind = Null
		}
		quoted := n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
		if ours.Kind != wantKind || ours.Text != n.Value || ours.Quoted != quoted {
			return fmt.Sprintf("text %q (kind %d, quoted %t), want %q (kind %d, quoted %t)", ours.Text, ours.Kind, ours.Quoted, n.Value, wantKind, quoted)
		}
		if n.Value != "" && (int(ours.Span.Line) != n.Line || int(ours.Span.Col) != n.Column) {
			return fmt.Sprintf("%q at %d:%d, want %d:%d", n.Value, ours.Span.Line, ours.Span.Col, n.Line, n.Column)
		}
	case yaml.SequenceNode:
		if ours.Kind != List || len(ours.Items) != len(n.Content) {
			return fmt.Sprintf("%d items of kind %d, want %d", len(ours.Items), ours.Kind, len(n.Content))
		}
		for i, v := range n.Content {
			if diff := sameAsYAML(ours.Items[i], v); diff != "" {
				return diff
			}
		}
	case yaml.MappingNode:
		if ours.Kind != Map || len(ours.Keys) != len(n.Content)/2 {
			return fmt.Sprintf("%d fields of kind %d, want %d", len(ours.Keys), ours.Kind, len(n.Content)/2)
		}
		for i, k := range ours.Keys {
			if k.Key != n.Content[2*i].Value || int(k.KeySpan.Line) != n.Content[2*i].Line || int(k.KeySpan.Col) != n.Content[2*i].Column {
				return fmt.Sprintf("field %q at %v, want %q", k.Key, k.KeySpan, n.Content[2*i].Value)
			}
			if diff := sameAsYAML(k.Value, n.Content[2*i+1]); diff != "" {
				return diff
			}
		}
	}
	return ""
}

// drawNode draws a tree of what authors write, in every style.
func drawNode(t *rapid.T, depth int) *yaml.Node {
	kinds := []yaml.Kind{yaml.ScalarNode}
	if depth < 4 {
		kinds = append(kinds, yaml.MappingNode, yaml.SequenceNode)
	}
	n := &yaml.Node{Kind: rapid.SampledFrom(kinds).Draw(t, "kind")}
	if depth == 0 {
		n.Kind = yaml.MappingNode
	}
	switch n.Kind {
	case yaml.ScalarNode:
		words := []string{"Угода", "大连", "a", "2021-06-23", "02071180", "it's", "«ХПІ»", "x:y", "a: b", "#", " # ", "\"", "- ", "-", "[", "]", "{", ",", "，", "：", "*", "&", "!", "|", "\n", "\\", "~", "null", "true", "\u00a0", "%", "@"}
		n.Value = strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 5).Draw(t, "words"), rapid.SampledFrom([]string{"", " "}).Draw(t, "between"))
		n.Style = rapid.SampledFrom([]yaml.Style{0, 0, yaml.DoubleQuotedStyle, yaml.SingleQuotedStyle, yaml.LiteralStyle, yaml.FoldedStyle}).Draw(t, "style")
		n.SetString(n.Value)
		if n.Style == 0 && n.Value == "" {
			n.Tag = "!!null"
		}
	case yaml.SequenceNode:
		n.Style = rapid.SampledFrom([]yaml.Style{0, 0, yaml.FlowStyle}).Draw(t, "style")
		for range rapid.IntRange(0, 4).Draw(t, "items") {
			n.Content = append(n.Content, drawNode(t, depth+1))
		}
	case yaml.MappingNode:
		n.Style = rapid.SampledFrom([]yaml.Style{0, 0, yaml.FlowStyle}).Draw(t, "style")
		keys := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"title", "name", "uk", "zh", "дата", "名称", "a b", "x-y", "it's", "\"q", "k: v"}), 0, 5, rapid.ID).Draw(t, "keys")
		for _, k := range keys {
			n.Content = append(n.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: k}, drawNode(t, depth+1))
		}
	}
	return n
}

// drawFields draws the text of valid fields, and yaml.v3's tree of it.
func drawFields(t *rapid.T) ([]byte, *yaml.Node) {
	var b strings.Builder
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(rapid.IntRange(2, 4).Draw(t, "indent"))
	if err := enc.Encode(drawNode(t, 0)); err != nil {
		t.Skip("cannot be written:", err)
	}
	enc.Close()
	src := b.String()
	if rapid.Bool().Draw(t, "crlf") {
		src = strings.ReplaceAll(src, "\n", "\r\n")
	}
	root, err := decode([]byte(src))
	if err != nil || root == nil {
		t.Skip("cannot be read back:", err)
	}
	return []byte(src), root
}

// Planted bugs this test has caught: texts were trimmed; a folded block did not
// count as quoted; a place ended one column late; columns were counted in bytes
// behind the first letter.
func TestTreeIsTheOneThatYAMLReads(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src, root := drawFields(t)
		tree, found := Parse("a.md", 1, src)
		if tree == nil {
			if onlyCertain(found) {
				return
			}
			t.Fatalf("refused: %s\n%s", told(found), src)
		}
		if diff := sameAsYAML(tree, root); diff != "" && len(found) == 0 {
			t.Fatalf("%s\n%s", diff, src)
		}
		checkPlaces(t, src, tree)
	})
}

// onlyCertain reports whether the findings are slips that YAML would accept.
func onlyCertain(found []diag.Diagnostic) bool {
	certain := []diag.Code{"space-odd", "colon-fullwidth", "colon-no-space", "comma-fullwidth", "text-needs-quotes", "field-name-bad"}
	for _, d := range found {
		if !slices.Contains(certain, d.Code) {
			return false
		}
	}
	return len(found) > 0
}

// checkPlaces asserts that the text at the place of each plain text that fits
// on a line is that text.
func checkPlaces(t interface{ Fatalf(string, ...any) }, src []byte, n *Node) {
	if n.Kind == Scalar && !n.Quoted {
		if got := cutOut(src, n.Span); !strings.HasPrefix(n.Text, got) || got == "" {
			t.Fatalf("at the place of %q stands %q\n%s", n.Text, got, src)
		}
	}
	for _, k := range n.Keys {
		if got := cutOut(src, k.KeySpan); strings.Trim(got, `"'`) != k.Key && !strings.ContainsAny(k.Key, `"'`) {
			t.Fatalf("at the place of the field %q stands %q\n%s", k.Key, got, src)
		}
		checkPlaces(t, src, k.Value)
	}
	for _, v := range n.Items {
		checkPlaces(t, src, v)
	}
}

func cutOut(src []byte, at diag.Span) string {
	line := []rune(strings.Split(string(src), "\n")[at.Line-1])
	return string(line[at.Col-1 : min(int(at.End)-1, len(line))])
}

// Planted bugs this test has caught: two single marks in a quoted text ended it;
// a text without marks went on into the next field; colons in brackets were
// counted across commas; the end of a text on a later line was missed. It also
// found one that nobody planted: a mark behind a special space opened a quoted
// text.
func TestNoSlipIsSeenInWhatYAMLReads(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src, _ := drawFields(t)
		for _, a := range accidents(newLines("a.md", 1, src)) {
			if !a.certain && a.code != "colon-no-space" && a.code != "colon-fullwidth" {
				t.Fatalf("%s at %v\n%s", a.code, a.at, src)
			}
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"title: x\n", "a: [b, {c: d}]\n", "a: \"b\n", "\ta: b", "a:\u00a0b\n", "- - a: b\n   c\n", "a: |\n b\n", "x：y\n", "{a:б}", "? a", "a: &b *c", "---\n...\n", "a: 'b''c' d\n",
		"a: b\r\n\r\nc: d\r\n", "\xff\xfe", "a: \x00", "[[[[", "a: >-\n\tb", "а: б: в\n  г: ґ\n д", "%TAG", "a: {b: [c}", "a: \"\\", "\rc: d\r\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		const first = 3
		rows := strings.Split(string(src), "\n")
		within := func(what string, at diag.Span) {
			row := int(at.Line) - first
			if row < 0 || row >= len(rows) {
				t.Fatalf("%s lies on line %d of %d", what, at.Line, len(rows))
			}
			limit := utf8.RuneCountInString(rows[row]) + 1
			if at.Col < 1 || int(at.Col) > limit || at.End != 0 && (at.End <= at.Col || int(at.End) > limit+1) {
				t.Fatalf("%s lies at columns %d to %d of a line of %d: %q", what, at.Col, at.End, limit-1, rows[row])
			}
		}
		tree, found := Parse("a.md", first, src)
		if tree == nil && len(found) == 0 {
			t.Fatal("nothing was read and nothing told")
		}
		for _, d := range found {
			within(string(d.Code), d.Span)
			if diag.Message(d) == "" || strings.ContainsAny(diag.Message(d), "\n") {
				t.Fatalf("%s has no sentence", d.Code)
			}
		}
		var walk func(*Node)
		walk = func(n *Node) {
			within("a value", n.Span)
			for _, k := range n.Keys {
				within("the field "+k.Key, k.KeySpan)
				walk(k.Value)
			}
			for _, v := range n.Items {
				walk(v)
			}
		}
		if tree != nil {
			walk(tree)
		}
		Split("a.md", src)
		ParseFile("a.yaml", src)
	})
}
