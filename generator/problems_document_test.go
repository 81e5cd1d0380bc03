package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"diglot/generator/internal/diag"
)

// TestProblemsDocumentIsCurrent compares docs/problems.md and its translations
// with the catalogue and the fixtures, from which they are generated.
func TestProblemsDocumentIsCurrent(t *testing.T) {
	fixtures := problems(t)
	inAllLanguages(t, func(t *testing.T, l diag.Language) {
		current(t, documentIn(l, "problems"), problemsDocument(l, fixtures))
	})
}

// TestExamplesOfExplainAreCurrent compares what the explain command shows with
// the fixtures.
func TestExamplesOfExplainAreCurrent(t *testing.T) {
	examples := map[diag.Code]diag.Example{}
	for _, p := range problems(t) {
		examples[p.code] = p.example()
	}
	b, err := json.MarshalIndent(examples, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	current(t, filepath.Join("internal", "diag", "examples.json"), string(b)+"\n")
}

// Planted bugs this test has caught: a fixture that describes its mistake in
// English only.
func TestDescriptionsOfMistakesAreTranslated(t *testing.T) {
	english := regexp.MustCompile(`[a-z]+ [a-z]+ [a-z]+|\([a-z]`)
	described := 0
	for _, p := range problems(t) {
		if p.mistake == "" {
			continue
		}
		described++
		for _, l := range []diag.Language{diag.Ukrainian, diag.Chinese} {
			x := p.example().In(l)
			if words := english.FindString(x.Mistake + "\n" + x.Mended); words != "" {
				t.Errorf("%s: %s: %q is not translated", p.code, l, words)
			}
		}
	}
	if described < 10 {
		t.Errorf("only %d mistakes are described", described)
	}
}

// aboutProblems begins the document in each language.
var aboutProblems = map[diag.Language]string{
	diag.English: `# What can be wrong

Also in [Ukrainian](problems.uk.md) and in [Chinese](problems.zh.md). This page is generated from the catalogue in “internal/diag” and the
fixtures in “testdata/problems”, each of which a test builds. The same is told in the terminal by “diglot explain CODE”. In the sentences …
stands for the facts of the case; where just one text mends the line, that text is printed in place of the advice below.

An **error** keeps the site from being published. A **warning** does not, unless the command is given “--strict”. What is told of a draft is
a **note**: it becomes an error or a warning when the draft is published.
`,
	diag.Ukrainian: `# Що може бути не так

Цей перелік є й [англійською](problems.md) та [китайською](problems.zh.md). Його складено з каталогу “internal/diag” і прикладів у
“testdata/problems”, кожен з яких перевіряється. Те саме каже в терміналі команда “diglot explain КОД”. Знак … у реченнях стоїть на місці
подробиць конкретного випадку; де рядок можна виправити лише одним способом, замість наведеної тут поради програма друкує готовий
текст.

**Помилка** не дає опублікувати сайт. **Попередження** цьому не заважає, хіба що команду запущено з “--strict”. Сказане про чернетку —
**зауваження**: коли чернетку публікують, воно стає помилкою або попередженням.
`,
	diag.Chinese: `# 可能出现的问题

本文另有[英文版](problems.md)和[乌克兰语版](problems.uk.md)。它由“internal/diag”中的问题清单和“testdata/problems”中的例子生成，每个例子都经过测试。
在终端运行“diglot explain 代码”，可以看到同样的说明。句中的…代表具体情况；只有一种改法时，程序会直接给出应写的文字，而不是这里的建议。

有**错误**时网站不会发布。有**警告**时照常发布，除非命令带有“--strict”。草稿中的问题是**提示**，草稿发布时就成为错误或警告。
`,
}

func problemsDocument(l diag.Language, fixtures []problem) string {
	var b strings.Builder
	b.WriteString(strings.NewReplacer("“", "`", "”", "`").Replace(aboutProblems[l]))
	examples := map[diag.Code]diag.Example{}
	for _, p := range fixtures {
		examples[p.code] = p.example()
	}
	group := ""
	for _, s := range l.Catalogue() {
		if s.Group != group {
			group = s.Group
			fmt.Fprintf(&b, "\n## %s\n", group)
		}
		describeProblem(&b, l, s.Open(), examples[s.Code].In(l))
	}
	return b.String()
}

func describeProblem(b *strings.Builder, l diag.Language, s diag.Sentences, x diag.Example) {
	label := func(name string) string { return "**" + name + strings.TrimSpace(l.Colon()) + "** " }
	fmt.Fprintf(b, "\n### %s\n\n%s%s\n\n%s%s\n", s.Code, label(l.Severity(s.Severity)), outsideCode(s.Message), label(l.Say("fix")), outsideCode(s.Fix))
	if s.Because != "" {
		fmt.Fprintf(b, "\n%s%s\n", label(l.Say("because")), outsideCode(s.Because))
	}
	fmt.Fprintf(b, "\n````\n%s\n````\n\n%s\n\n````\n%s\n````\n", x.Mistake, l.Say("mended")+strings.TrimSpace(l.Colon()), x.Mended)
}

// outsideCode keeps a sentence from being read as Markdown.
func outsideCode(s string) string {
	return strings.NewReplacer("<", `\<`, "*", `\*`, "[", `\[`, "#", `\#`, "_", `\_`).Replace(s)
}

// The measures of an example.
const (
	exampleLines  = 9   // of one file
	exampleWidth  = 100 // characters of a line
	exampleAround = 2   // lines before and behind
)

// example is the mistake as its author sees it, and mended, or else the nearest
// text without it: of every file that differs the lines that do, with one before and behind.
func (p problem) example() diag.Example {
	if p.mistake != "" {
		return diag.Example{Mistake: p.mistake, Mended: p.mended}
	}
	right := p.silent
	if len(p.mends) > 0 {
		right = p.afterMending()
	}
	return diag.Example{Mistake: p.shownOf(p.fires, right), Mended: p.shownOf(right, p.fires)}
}

// shownOf shows what is in some files and not in the others, and the line at
// which the mistake is told. Where they have nothing of their own it shows what
// they lack.
func (p problem) shownOf(files, others fstest.MapFS) string {
	file, line := p.line()
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(files)) {
		have := string(files[name].Data)
		other, both := others[name]
		switch {
		case both && have == string(other.Data):
		case both:
			at := 0
			if name == file {
				at = line
			}
			parts = append(parts, name+"\n"+differing(have, string(other.Data), at))
		case moved(have, others):
			parts = append(parts, name)
		default:
			parts = append(parts, name+"\n"+differing(have, "", 0))
		}
	}
	if len(parts) == 0 {
		for _, name := range slices.Sorted(maps.Keys(others)) {
			if f, ok := files[name]; ok {
				parts = append(parts, name+"\n"+differing(string(f.Data), "", 0))
			} else {
				parts = append(parts, name+" (is not there)")
			}
		}
	}
	return strings.Join(parts, "\n\n")
}

// line is the file and the line at which the mistake is told, 0 for the whole
// file.
func (p problem) line() (file string, line int) {
	file, rest, _ := strings.Cut(p.at, ":")
	_, _ = fmt.Sscanf(rest, "%d", &line)
	return file, line
}

// moved reports whether another file has the same bytes: only its name is wrong.
func moved(text string, files fstest.MapFS) bool {
	for _, f := range files {
		if string(f.Data) == text {
			return true
		}
	}
	return false
}

// differing returns the lines of a text that another has not, the line at if it
// is not 0, and some more on each side, each after four spaces.
func differing(text, other string, at int) string {
	have, theirs := linesOf(text), linesOf(other)
	first := 0
	for first < len(have) && first < len(theirs) && have[first] == theirs[first] {
		first++
	}
	last := len(have)
	for end := len(theirs); last > first && end > first && have[last-1] == theirs[end-1]; end-- {
		last--
	}
	if at > 0 && at <= len(have) {
		first, last = min(first, at-1), max(last, at)
	}
	first, last = max(first-exampleAround, 0), min(last+exampleAround, len(have))
	cut := last-first > exampleLines
	if cut {
		last = first + exampleLines
	}
	var b strings.Builder
	for _, line := range have[first:last] {
		if letters := []rune(line); len(letters) > exampleWidth {
			line = string(letters[:exampleWidth]) + "…"
		}
		b.WriteString(strings.TrimRight("    "+line, " ") + "\n")
	}
	if cut {
		b.WriteString("    …\n")
	}
	return strings.TrimRight(b.String(), "\n")
}

func linesOf(s string) []string { return strings.Split(strings.TrimSuffix(s, "\n"), "\n") }
