package align

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"diglot/generator/internal/markdown"
)

func parse(t *testing.T, src string) *markdown.Body {
	t.Helper()
	body, found := markdown.Parse([]byte(src), markdown.Options{File: "x.md", Tag: "uk", Blocks: true})
	if len(found) > 0 {
		t.Fatalf("%v in\n%s", found, src)
	}
	return body
}

func read(t *testing.T, line string) Sealed {
	t.Helper()
	s, ok := Read(line)
	if !ok {
		t.Fatalf("%q is no line", line)
	}
	return s
}

// written writes rows as the tests name them: "0=0 1-2:changed 3+:added".
func written(rows []Row) string {
	var list []string
	for _, r := range rows {
		switch {
		case r.Target < 0:
			list = append(list, fmt.Sprintf("%d+:%s", r.Source, r.State))
		case r.Source < 0:
			list = append(list, fmt.Sprintf("+%d:%s", r.Target, r.State))
		case r.State == Current:
			list = append(list, fmt.Sprintf("%d=%d", r.Source, r.Target))
		default:
			list = append(list, fmt.Sprintf("%d-%d:%s", r.Source, r.Target, r.State))
		}
	}
	return strings.Join(list, " ")
}

// The text that is edited; its blocks are numbered in the comments.
const edited = `## Підписання {#signing}

Ректори підписали угоду. Вона діє п’ять років.

Церемонія тривала годину.

- спільні програми
- обмін студентами

| рік | угод |
|-----|------|
| 2020 | дві |
| 2021 | сім |

### Далі

Наступна [зустріч](https://example.org/) буде восени.
`

// 0 heading; 1, 2 paragraphs; 3, 4 items; 5 to 10 cells; 11 heading; 12 paragraph

const same = "0=0 1=1 2=2 3=3 4=4 5=5 6=6 7=7 8=8 9=9 10=10 11=11 12=12"

// Planted bugs this test has caught: blocks that moved taken for changed ones; the
// level of a heading taken for a word.
func TestTwelveEditsGiveExactStates(t *testing.T) {
	const long = "Ректори підписали угоду. Вона діє п’ять років."
	for _, e := range []struct{ name, old, new, want string }{
		{"nothing", "", "", same},
		{"split", long, "Ректори підписали угоду.\n\nВона діє п’ять років.",
			"0=0 1-1:changed 2+:added 3=2 4=3 5=4 6=5 7=6 8=7 9=8 10=9 11=10 12=11 13=12"},
		{"join", long + "\n\nЦеремонія", long + " Церемонія",
			"0=0 1-1:changed +2:removed 2=3 3=4 4=5 5=6 6=7 7=8 8=9 9=10 10=11 11=12"},
		{"move", long + "\n\nЦеремонія тривала годину.", "Церемонія тривала годину.\n\n" + long,
			"0=0 1=2 2-1:moved 3=3 4=4 5=5 6=6 7=7 8=8 9=9 10=10 11=11 12=12"},
		{"insert", "Церемонія", "Були гості.\n\nЦеремонія",
			"0=0 1=1 2+:added 3=2 4=3 5=4 6=5 7=6 8=7 9=8 10=9 11=10 12=11 13=12"},
		{"delete", "Церемонія тривала годину.\n\n", "",
			"0=0 1=1 +2:removed 2=3 3=4 4=5 5=6 6=7 7=8 8=9 9=10 10=11 11=12"},
		{"typo", "годину", "години", strings.Replace(same, "2=2", "2-2:changed", 1)},
		{"emphasis", "Ректори", "**Ректори**", same},
		{"link target", "example.org", "example.com", same},
		{"heading level", "### Далі", "## Далі", same},
		{"table cell", "| сім", "| вісім", strings.Replace(same, "10=10", "10-10:changed", 1)},
		{"list item", "обмін студентами", "обмін викладачами", strings.Replace(same, "4=4", "4-4:changed", 1)},
		{"front matter", "## Підписання {#signing}", "\n\n\n## Підписання {#signing}", same}, // it but moves the text down
	} {
		t.Run(e.name, func(t *testing.T) {
			if e.old != "" && strings.Count(edited, e.old) != 1 {
				t.Fatalf("%q is not there once", e.old)
			}
			before := Blocks(parse(t, edited))
			sealed := read(t, "uk 2021-07-07 "+Seal(before))
			rows, fit := Compare(Blocks(parse(t, strings.Replace(edited, e.old, e.new, 1))), before, sealed.Marks)
			if have := written(rows); have != e.want || !fit {
				t.Errorf("%t\n%s\nnot\n%s", fit, have, e.want)
			}
			if Stale(rows) != (e.want != same) {
				t.Errorf("stale is %t", Stale(rows))
			}
		})
	}
}

// Planted bugs this test has caught: sections matched by order although one of
// them is named; headings of different levels paired.
func TestTextsWithoutANoteArePairedByKindOrByHeadings(t *testing.T) {
	for _, e := range []struct{ name, source, target, want string }{
		{"equal kinds", "## А\n\nб\n\n- в", "## 甲\n\n乙\n\n- 丙", "0=0 1=1 2=2"},
		{"a paragraph more", "## А\n\nб\n\n## В\n\nг", "## 甲\n\n乙\n\n又\n\n## 丙\n\n丁", "0=0 1=1 +2:removed 2=3 3=4"},
		{"a named section more", "## А {#a}\n\nб\n\n## В {#b}\n\nг", "## 丙 {#b}\n\n丁", "0+:added 1+:added 2=0 3=1"},
		{"a section of another name", "## А {#a}\n\nб", "## 甲 {#b}\n\n乙\n\n又", "0=0 1=1 +2:removed"},
		{"levels", "## А\n\nб\n\n### В\n\nг", "## 甲\n\n乙\n\n## 丙\n\n丁", "0=0 1=1 +2:removed 2+:added 3=3"},
		{"nothing at all", "", "甲", "+0:removed"},
	} {
		rows := Pair(Blocks(parse(t, e.source)), Blocks(parse(t, e.target)))
		if have := written(rows); have != e.want {
			t.Errorf("%s: %s, not %s", e.name, have, e.want)
		}
	}
}

func TestATranslationWhoseBlocksWereChangedIsPairedAsItIs(t *testing.T) {
	before := Blocks(parse(t, "а\n\nб"))
	sealed := read(t, "uk 2021 "+Seal(before))
	rows, fit := Compare(Blocks(parse(t, "а\n\nв")), Blocks(parse(t, "甲\n\n乙\n\n丙")), sealed.Marks)
	if have := written(rows); fit || have != "0=0 1-1:changed +2:removed" {
		t.Errorf("%t %s", fit, have)
	}
}

func TestPartingIsTheFirstBlockOfAnotherKind(t *testing.T) {
	a, b := Blocks(parse(t, "а\n\n- б\n\nв")), Blocks(parse(t, "甲\n\n乙"))
	for _, e := range []struct {
		a, b []Block
		want int
	}{{a, a, -1}, {a, b, 1}, {b, a, 1}, {a, a[:2], 2}, {nil, a, 0}} {
		if have := Parting(e.a, e.b); have != e.want {
			t.Errorf("%d, not %d", have, e.want)
		}
	}
}

func TestLinesOfAnotherFormAreNone(t *testing.T) {
	for _, line := range []string{"", "uk", "uk 2021-07-07", "uk 2021-07-07 k3f", "uk 2021-07-07 k3fu", "uk 2021-02-30 k3f9", "uk 2021-07-07 k3f9 2mx1", "uk 2021-07-07 k3f9-"} {
		if _, ok := Read(line); ok {
			t.Errorf("%q was read", line)
		}
	}
	s := read(t, "uk 2021-07-07 k3f9-2mx1")
	if s.Lang != "uk" || s.Date.String() != "2021-07-07" || len(s.Marks) != 2 || Seal([]Block{{Hash: uint64(s.Marks[0])}, {Hash: uint64(s.Marks[1])}}) != "k3f9-2mx1" {
		t.Errorf("%v", s)
	}
}

func marksOf(blocks []Block) []Mark {
	var list []Mark
	for i := range blocks {
		list = append(list, markOf(blocks[i].Hash))
	}
	return list
}

// blocks are texts as rapid makes them: few words, so that they repeat.
var blocks = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Block {
	b := Block{Kind: rapid.SampledFrom([]markdown.BlockKind{markdown.Paragraph, markdown.Paragraph, markdown.Item, markdown.HeadingBlock}).Draw(t, "kind")}
	b.Hash = uint64(rapid.IntRange(0, 9).Draw(t, "hash"))
	if b.Kind == markdown.HeadingBlock {
		b.Level = int8(rapid.IntRange(2, 3).Draw(t, "level"))
		b.ID = rapid.SampledFrom([]string{"", "", "a", "b"}).Draw(t, "id")
	}
	return b
}), 0, 20)

// once checks that every block of both sides is in one row, those of the source
// in their order.
func once(t *rapid.T, rows []Row, n, m int) {
	var sources, targets []int
	for _, r := range rows {
		if r.Source < 0 && r.Target < 0 {
			t.Fatalf("an empty row: %s", written(rows))
		}
		if (r.Target < 0) != (r.State == Added) || (r.Source < 0) != (r.State == Removed) {
			t.Fatalf("a row of another state: %s", written(rows))
		}
		if r.Source >= 0 {
			sources = append(sources, r.Source)
		}
		if r.Target >= 0 {
			targets = append(targets, r.Target)
		}
	}
	slices.Sort(targets)
	for _, side := range []struct {
		have []int
		n    int
	}{{sources, n}, {targets, m}} {
		want := make([]int, side.n)
		for i := range want {
			want[i] = i
		}
		if !slices.Equal(side.have, want) {
			t.Fatalf("%v of %d: %s", side.have, side.n, written(rows))
		}
	}
}

// Planted bugs this test has caught: what only the translation has left out at
// the beginning; a moved block that parts what stands around it.
func TestEveryBlockStandsInOneRow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := blocks.Draw(t, "source"), blocks.Draw(t, "target"), blocks.Draw(t, "sealed")
		once(t, Pair(a, b), len(a), len(b))
		rows, fit := Compare(a, b, marksOf(c))
		once(t, rows, len(a), len(b))
		if fit != (len(b) == len(c)) {
			t.Fatal("fit", fit)
		}
	})
}

func TestATextBesideItselfIsInStep(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := blocks.Draw(t, "text")
		rows, _ := Compare(a, a, marksOf(a))
		for _, list := range [][]Row{rows, Pair(a, a)} {
			for i, r := range list {
				if len(list) != len(a) || r != (Row{i, i, Current}) {
					t.Fatal(written(list))
				}
			}
		}
	})
}

// One edit of a text without repetitions is found for what it is.
func TestOneEditIsFoundForWhatItIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 30).Draw(t, "n")
		a := make([]Block, n)
		for i := range a {
			a[i] = Block{Kind: markdown.Paragraph, Hash: uint64(i + 1)}
		}
		at := rapid.IntRange(0, n-1).Draw(t, "at")
		now := slices.Clone(a)
		want := map[State]int{Current: n}
		switch rapid.SampledFrom([]State{Changed, Added, Removed, Moved}).Draw(t, "edit") {
		case Changed:
			now[at].Hash = 1000
			want = map[State]int{Current: n - 1, Changed: 1}
		case Added:
			now = slices.Insert(now, at, Block{Kind: markdown.Paragraph, Hash: 1000})
			want[Added] = 1
		case Removed:
			now = slices.Delete(now, at, at+1)
			want = map[State]int{Current: n - 1, Removed: 1}
		case Moved:
			to := rapid.IntRange(0, n-2).Draw(t, "to")
			now = slices.Insert(slices.Delete(now, at, at+1), to, a[at])
			if to != at {
				want = map[State]int{Current: n - 1, Moved: 1}
			}
		}
		rows, _ := Compare(now, a, marksOf(a))
		have := map[State]int{}
		for _, r := range rows {
			have[r.State]++
			if r.Source >= 0 && r.Target >= 0 && r.State != Changed && now[r.Source].Hash != a[r.Target].Hash {
				t.Fatalf("other words side by side: %s", written(rows))
			}
		}
		for s, number := range want {
			if have[s] != number {
				t.Fatalf("%v, not %v: %s", have, want, written(rows))
			}
		}
	})
}

// Texts that differ everywhere take the longest.
func TestATextOfAThousandBlocksTakesMilliseconds(t *testing.T) {
	a, b := make([]Block, 1000), make([]Block, 1000)
	for i := range a {
		a[i] = Block{Kind: markdown.BlockKind(i % 3), Hash: uint64(i)}
		b[i] = Block{Kind: markdown.BlockKind(i % 2), Hash: uint64(i * 7 % 1000)}
	}
	start := time.Now()
	Compare(a, b, marksOf(b))
	compared := time.Since(start)
	start = time.Now()
	Pair(a, b)
	t.Logf("compared in %v, paired in %v", compared, time.Since(start))
}

// Beyond the limit the time grows with the texts: minutes otherwise.
func TestHugeTextsAreAlignedInOnePass(t *testing.T) {
	a := make([]Block, 60_000)
	b := make([]Block, 50_000)
	for i := range a {
		a[i] = Block{Hash: uint64(i * 3)}
	}
	for i := range b {
		b[i] = Block{Hash: uint64(i * 5), Kind: markdown.BlockKind(i % 2)}
	}
	start := time.Now()
	rows, _ := Compare(a, b, marksOf(b))
	if len(rows) < len(a) {
		t.Errorf("%d rows", len(rows))
	}
	t.Log(time.Since(start))
}

func BenchmarkCompare(b *testing.B) {
	one, other := make([]Block, 1000), make([]Block, 1000)
	for i := range one {
		one[i], other[i] = Block{Hash: uint64(i)}, Block{Hash: uint64(i * 7 % 1000)}
	}
	marks := marksOf(other)
	for b.Loop() {
		Compare(one, other, marks)
	}
}

// Planted bugs this test has caught: an item with the words of the items in it;
// the number of a footnote taken for a word.
func TestTheWordsOfABlockAreItsOwn(t *testing.T) {
	body := parse(t, "## А *б* {#x}\n\nв [](khpi.md) &amp; [г](a.md)[^1]\nд\n\n- е\n\n  є\n  - ж\n\n| з | и |\n|---|---|\n| і | ї |\n\n![й](a.png \"к\")\n\n[^1]: л\n")
	have := Texts(body, func(target string) string { return "<" + target + ">" })
	want := []string{"А б", "в <khpi.md> & г д", "е є", "ж", "з", "и", "і", "ї", "й к", "л"}
	if !slices.Equal(have, want) || len(have) != len(Blocks(body)) {
		t.Errorf("%q", have)
	}
}
