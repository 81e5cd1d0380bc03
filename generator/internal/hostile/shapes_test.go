package hostile

import (
	"bytes"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/net/html"

	"diglot/generator/internal/build"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/sitetest"
)

// repeated is a text of about a size, made of a part.
func repeated(part string, size int) string { return strings.Repeat(part, size/len(part)+1) }

// hugeShapes are the texts on which Markdown parsers take quadratic time or
// worse, at 100 kB each, and some on which ours might.
func hugeShapes() map[string]string {
	const size = 100_000
	rep := func(part string) string { return repeated(part, size) }
	return map[string]string{
		"nested lists on a line":  rep("* "),
		"nested quotes on a line": rep("> "),
		"numbered lists":          rep("1. "),
		"quotes and lists":        rep("> * "),
		"a wide table":            "|" + strings.Repeat("a|", 700) + "\n|" + strings.Repeat("-|", 700) + "\n" + rep("|a\n"),
		"a long table":            "|a|b|\n|-|-|\n" + rep("|a|b|\n"),
		"links that never end":    rep("[a]("),
		"pictures that never end": rep("![a]("),
		"mixed emphasis":          rep("*a_ "),
		"emphasis before stars":   rep("a**b") + rep("c* "),
		"stars":                   rep("*"),
		"underscores":             rep("_a"),
		"apostrophes":             rep("'"),
		"quotation marks":         rep("\"a"),
		"brackets within":         strings.Repeat("[", size/2) + "a" + strings.Repeat("]", size/2),
		"brackets":                rep("["),
		"footnotes":               rep("[^a]"),
		"definitions of links":    rep("[a]: b\n\n"),
		"backticks":               rep("`a``b"),
		"angle brackets":          rep("<a "),
		"comments that never end": rep("<!-- "),
		"entities":                rep("&"),
		"backslashes":             rep(`\`),
		"deep indentation":        deepIndentation(size),
		"deep lists":              deepLists(size),
		"headings":                rep("## a\n\n"),
		"rules":                   rep("***\n"),
		"line ends":               rep("\n"),
		"spaces":                  rep(" ") + "a",
		"bars with escapes":       "|a|\n|-|\n|" + rep(`\|`) + "|\n",
		"addresses":               rep("<https://a.example/> "),
		"strikes":                 rep("~~a"),
	}
}

func deepIndentation(size int) string {
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		b.WriteString(strings.Repeat(" ", i) + "- a\n")
	}
	return b.String()
}

func deepLists(size int) string {
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		b.WriteString(strings.Repeat("  ", i%100) + "- a\n\n")
	}
	return b.String()
}

// allocated is how many bytes were ever allocated.
func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// No text of 100 kB, whatever its shape, takes more than a bounded time and
// memory: it is read or it is refused at a line. The time is bounded by that of an
// ordinary text of as many bytes, which is read just before: that takes longer,
// too, where the machine is slow or busy, or looks for races. The worst of these
// texts takes some seven times as long.
func TestHugeShapesAreReadOrRefused(t *testing.T) {
	const (
		longest = 100     // times the ordinary text
		most    = 1 << 30 // bytes allocated
	)
	base := sitetest.ProblemBase(t)
	state, _ := sitetest.Found(t, build.State{}, base, false)
	read := func(text string) (took time.Duration, bytes uint64, list []diag.Diagnostic) {
		files := maps.Clone(base)
		files[opening] = &fstest.MapFile{Data: []byte("---\ntitle: Альянс\n---\n" + text + "\n")}
		before, began := allocated(), time.Now()
		_, list = sitetest.Found(t, state, files, false)
		return time.Since(began), allocated() - before, list
	}
	ordinary := repeated("Слово про **альянс** університетів двох країн.\n\n", 100_000)
	var count hostileCount
	shapes := hugeShapes()
	for _, name := range slices.Sorted(maps.Keys(shapes)) {
		t.Run(name, func(t *testing.T) {
			usual, _, _ := read(ordinary)
			took, bytes, list := read(shapes[name])
			refused := slices.ContainsFunc(list, func(d diag.Diagnostic) bool {
				return d.Severity == diag.Error && d.Span.File == opening && d.Span.Line > 0
			})
			if refused {
				count.refused.Add(1)
			} else {
				count.safe.Add(1)
			}
			if took > longest*usual || bytes > most {
				t.Errorf("%v, where an ordinary text takes %v, and %d MB", took, usual, bytes>>20)
			}
			t.Logf("refused %t in %v (%v), %d MB allocated", refused, took.Round(time.Millisecond), usual.Round(time.Millisecond), bytes>>20)
		})
	}
	count.print(t, "huge texts")
}

// oddity is a legitimate text of an announcement with what a reader must find,
// as typography prints it.
type oddity struct{ name, text, seen string }

func oddTexts() []oddity {
	quotes := strings.Repeat("> ", 30) + "Глибоко."
	return []oddity{
		{"thirty quotations within each other", quotes, "Глибоко."},
		{"an article of 400 kB", strings.Repeat("Слово про альянс університетів двох країн.\n\n", 5200) + "Кінець.", "Кінець."},
		{"templates in code", "`{{ .Title }}` і\n\n```\n{{range .}}{{end}}\n```", "{{range .}}{{end}}"},
		{"templates in text", "Пишіть {{ name }} тут.", "{{ name }}"},
		{"a comparison", "Якщо a < b і b > c.", "a < b і b > c"},
		{"an ampersand", "R&D, AT&T &c.", "R&D, AT&T &c."},
		{"the typewriter's apostrophe", "Об'єднання.", "Об’єднання"},
		{"the printed apostrophe", "Об’єднання.", "Об’єднання"},
		{"the letter apostrophe", "Обʼєднання.", "Об’єднання"},
		{"line ends of Windows", "Один.\r\n\r\nДва.\r\n", "Два."},
		{"an accent apart", "Украи\u0306на.", "Украи\u0306на"},
		{"a family of characters", "👩‍👩‍👧‍👦 і 🇺🇦🇨🇳.", "👩‍👩‍👧‍👦"},
		{"a run from right to left", "Слово שלום слово.", "שלום"},
		{"marks of direction", "A\u200fשלום\u200e!", "שלום"},
		{"a very long word", strings.Repeat("довго", 2000), strings.Repeat("довго", 2000)},
		{"rare characters", "𠮷野家 𪚥 \U0002ebf0.", "𠮷野家 𪚥"},
		{"spaces of typographers", "1\u00a0000\u202f000\u2009км", "000"},
		{"a soft hyphen", "уні\u00adверситет", "уні"},
		{"ideographic spaces", "\u3000\u3000Слово.", "Слово."},
		{"full width", "ＡＢＣ１２３（１）", "ＡＢＣ１２３"},
		{"a formula", "=1+1 і +380 57 700 00 00", "=1+1"},
		{"a mail address in words", "Пишіть на press@alliance.example.", "press@alliance.example"},
		{"an address in words", "Див. javascript:alert у словнику.", "javascript:alert"},
		{"an address with marks", "[x](<https://a.example/?a=1&b=«2»#c>)", "x"},
		{"an address with parentheses", "[x](https://uk.wikipedia.example/wiki/Альянс_(значення))", "x"},
		{"a table", "| а | б |\n|:--|--:|\n| 1 \\| 2 | 3 |", "1 | 2"},
		{"a footnote", "Слово[^1].\n\n[^1]: Примітка.", "Примітка."},
		{"a list with gaps", "3. три\n4. чотири\n\n- а\n\n  далі", "далі"},
		{"a thousand paragraphs", strings.Repeat("Так.\n\n", 1000) + "Кінець.", "Кінець."},
		{"a hundred links", strings.Repeat("[x](https://a.example/) ", 100) + "Кінець.", "Кінець."},
		{"stars and underscores", "2 * 3 * 4, snake_case_name, \\*", "snake_case_name, *"},
		{"an emoticon", "Так :) <3 :-> ¯\\\\\\_(ツ)\\_/¯", "<3 :->"},
		{"quotation marks of three kinds", "«а „б“ в» \"г\" “д” 《е》「ж」", "«а „б“ в» «г» “д” 《е》「ж」"},
		{"dashes", "а – б — в ‒ г ― ґ", "а – б — в ‒ г ― ґ"},
		{"code with markup", "`<b>` і `` ` `` і `&lt;`", "<b>"},
		{"no line end", "Слово", "Слово"},
		{"many line ends", "Слово" + strings.Repeat("\n", 5000), "Слово"},
		{"trailing spaces", "Слово  \nдалі   ", "далі"},
		{"a tab", "а\tб", "б"},
	}
}

// What is odd and right is accepted, and is on the page.
func TestOddTextsAreAccepted(t *testing.T) {
	base := sitetest.ProblemBase(t)
	var count hostileCount
	var warm warmth
	sound := func(t *testing.T, files fstest.MapFS, page, seen string) {
		t.Helper()
		count.odd.Add(1)
		out, report, err := warm.over(t, base, files)
		if err != nil || report.Failed(false) {
			t.Fatalf("%v\n%.500s", err, sitetest.Told(report.Found))
		}
		root, err := html.Parse(bytes.NewReader(out[page]))
		if err != nil {
			t.Fatal(err)
		}
		if text := sitetest.Fold(sitetest.TextOf(root)); !strings.Contains(text, sitetest.Fold(seen)) {
			t.Errorf("%.80q is not on %s", seen, page)
		}
		inert(t, out)
	}
	for _, o := range oddTexts() {
		t.Run(o.name, func(t *testing.T) {
			files := maps.Clone(base)
			files[opening] = &fstest.MapFile{Data: []byte("---\ntitle: Альянс\n---\n" + o.text + "\n")}
			sound(t, files, "uk/announcements/opening/index.html", o.seen)
		})
	}
	t.Run("a byte order mark", func(t *testing.T) {
		files := maps.Clone(base)
		files[opening] = &fstest.MapFile{Data: []byte("\uFEFF---\r\ntitle: Альянс\r\n---\r\nСлово.\r\n")}
		sound(t, files, "uk/announcements/opening/index.html", "Слово.")
	})
	t.Run("141 members", func(t *testing.T) {
		files := maps.Clone(base)
		for i := range 141 {
			place := []string{"kharkiv", "dalian"}[i%2]
			files[fmt.Sprintf("content/members/m%d.md", i)] = &fstest.MapFile{Data: []byte(fmt.Sprintf(
				"---\nname:\n  uk: Університет № %d\n  zh: 第%d大学\nlocation: %s\n---\n", i, i, place))}
		}
		sound(t, files, "uk/members/index.html", "Університет № 140")
	})
	t.Run("an agreement of 141 parties", func(t *testing.T) {
		files := maps.Clone(base)
		var parties []string
		for i := range 141 {
			parties = append(parties, fmt.Sprintf("m%d", i))
			files[fmt.Sprintf("content/members/m%d.md", i)] = &fstest.MapFile{Data: []byte(fmt.Sprintf(
				"---\nname:\n  uk: Університет № %d\n  zh: 第%d大学\nlocation: kharkiv\n---\n", i, i))}
		}
		files["content/agreements/all.md"] = &fstest.MapFile{Data: []byte("---\nagreementType: memorandum\nparties: [" + strings.Join(parties, ", ") + "]\n---\n")}
		sound(t, files, "uk/agreements/all/index.html", "Університет № 140")
	})
	t.Run("a page and a script of the maintainers", func(t *testing.T) {
		files := maps.Clone(base)
		files["static/tool/index.html"] = &fstest.MapFile{Data: []byte("<script src=x.js></script>")}
		files["static/tool/x.js"] = &fstest.MapFile{Data: []byte("alert(1)")}
		count.odd.Add(1)
		if out, report, err := sitetest.Build(files, ""); err != nil || string(out["tool/x.js"]) != "alert(1)" {
			t.Errorf("%v\n%s", err, sitetest.Told(report.Found))
		}
	})
	count.print(t, "oddities")
}
