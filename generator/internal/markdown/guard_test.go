package markdown

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"diglot/generator/internal/diag"
)

var repeat = strings.Repeat

// hostile are texts of about 100 kB on which goldmark takes seconds, minutes or
// more, and whether they have to be refused. The others are read in time.
var hostile = map[string]struct {
	src     string
	refused bool
}{
	"nested list items":         {repeat("* ", 50_000), true},
	"nested numbered items":     {repeat("1. ", 33_000), true},
	"nested quotations":         {repeat("> ", 50_000), true},
	"both by turns":             {repeat("> * ", 25_000), true},
	"nested definitions":        {"а\n" + repeat(": ", 50_000), true},
	"nested footnotes":          {repeat("[^a]: ", 16_000), true},
	"lists nested by lines":     {nested(310), true},
	"blank lines in deep lists": {nested(60) + repeat("\n", 100_000), true},
	"a wide table":              {repeat("a|", 700) + "\n" + repeat("-|", 700) + "\n" + repeat("a\n", 50_000), true},
	"a long table":              {repeat("a|", 50) + "\n" + repeat("-|", 50) + "\n" + repeat("a\n", 50_000), true},
	"a wide table in a quote":   {"> " + repeat("a|", 700) + "\n> " + repeat("-|", 700) + "\n", true},
	"bars in code in cells":     {"a|b\n-|-\n" + repeat("a|`\\|`|\n", 12_000), true},
	"link beginnings":           {repeat("[a](", 25_000), true},
	"link beginnings in angles": {repeat("[a](<", 20_000), true},
	"mixed emphasis":            {repeat("*a_ ", 25_000), true},
	"mixed emphasis by lines":   {repeat("*a_\n", 25_000), true},
	"openers, then closers":     {repeat("a**b", 12_500) + repeat("c* ", 16_500), true},
	"nested brackets":           {repeat("[", 50_000) + "a" + repeat("]", 50_000), true},
	"nested links":              {repeat("[", 20_000) + "a" + repeat("](b)", 20_000), false},
	"nested pictures":           {repeat("![", 20_000) + "a" + repeat("](b)", 20_000), false},
	"emphasis in brackets":      {repeat("[*a_](", 16_000), true},
	"many footnotes":            {repeat("[^a]\n\n[^a]: b\n\n", 8_000), true},
	"more than a megabyte":      {repeat("Слово. ", 100_000), true},
	"nested emphasis":           {repeat("**a ", 2_000) + repeat("a**", 2_000), true},
	"quotation marks":           {repeat("'", 100_000), false},
	"open brackets":             {repeat("[", 100_000), false},
	"ampersands":                {repeat("&a", 50_000), false},
	"definitions of links":      {repeat("[a]: b\n", 14_000), false},
	"open tags":                 {repeat("<a b='", 16_000), false},
	"one line of a list":        {repeat("- a\n", 25_000), false},
	"literal asterisks":         {repeat("\t** а\n\n", 16_000), false},
	"backticks":                 {backticks(440), false},
	"failed links":              {repeat("](\t", 33_000), false},
}

// nested returns a list of so many levels, each on its line.
func nested(levels int) string {
	var b strings.Builder
	for i := range levels {
		b.WriteString(repeat("  ", i) + "- a\n")
	}
	return b.String()
}

func backticks(longest int) string {
	var b strings.Builder
	for i := range longest {
		b.WriteString(repeat("`", i+1) + "a")
	}
	return b.String()
}

// The gate is what is refused. The time is bounded by that of an ordinary text of
// as many bytes, which is read just before: that takes longer, too, where the
// machine is slow or busy, or looks for races. The worst of these texts takes
// some thirty times as long.
func TestHostileTextsAreReadOrRefusedInTime(t *testing.T) {
	const bound = 1000 // times
	timed := func(src string) (time.Duration, []diag.Diagnostic) {
		start := time.Now()
		_, found := Parse([]byte(src), ukrainian)
		return time.Since(start), found
	}
	ordinary := repeat("Слово **важливе** про [партнера](../members/khpi.md) і *решту*.\n\n", 1_000)
	for name, c := range hostile {
		usual, _ := timed(ordinary)
		took, found := timed(c.src)
		if took > bound*usual {
			t.Errorf("%s: it took %v, and an ordinary text %v", name, took, usual)
		}
		refused := false
		for _, d := range found {
			refused = refused || d.Code == "markdown-too-large" || d.Code == "markdown-too-complex" || d.Code == "markdown-too-intricate"
			if d.Span.Line < 1 || d.Code == "markdown-unreadable" {
				t.Errorf("%s: %+v", name, d)
			}
		}
		if refused != c.refused {
			t.Errorf("%s: refused is %v", name, refused)
		}
	}
}

func TestLegitimateTextsAreNotRefused(t *testing.T) {
	row := "| [Харківський політехнічний інститут](khpi.md) | **Харків** | [Даляньський університет](dlut.md) | *Далянь* |\n"
	for name, src := range map[string]string{
		"thirty quotations within each other": repeat("> ", 30) + "слово",
		"an article of 400 kB":                repeat("Слово **важливе** про [партнера](../members/khpi.md) і *решту*. ", 4_000),
		"the same in paragraphs":              repeat("Слово **важливе** про [партнера](../members/khpi.md) і *решту*.\n\n", 4_000),
		"a roster of 141 members":             "| а | б | в | г |\n|---|---|---|---|\n" + repeat(row, 141),
		"a list of 2000 members":              repeat("- [Університет](a.md), **Київ**\n", 2_000),
		"a list of five levels":               repeat("- а\n  - б\n    - в\n      - г\n        - ґ\n\n", 300),
		"a paragraph of 200 kB in Chinese":    repeat("**联盟**的[成员](a.md)，", 6_000),
	} {
		b, found := Parse([]byte(src), ukrainian)
		if len(found) > 0 {
			t.Errorf("%s: %+v", name, found[0])
		}
		if utf8.RuneCount(b.HTML) < utf8.RuneCountInString(src)/4 {
			t.Errorf("%s: text is missing", name)
		}
	}
}
