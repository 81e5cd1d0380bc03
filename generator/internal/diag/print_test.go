package diag

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// author is a site of one line a file, for excerpts.
type author map[string]string

func (a author) line(file string, line int) string {
	return a[fmt.Sprintf("%s:%d", file, line)]
}

func printed(t *testing.T, p Printer, list ...Diagnostic) string {
	t.Helper()
	var b bytes.Buffer
	if err := p.Print(&b, list); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func at(file string, line, col, end int32) Span { return Span{file, line, col, end} }

func TestPrintedFindingShowsTheAuthorsLineWithAMarkFixAndRelatedPlace(t *testing.T) {
	lines := author{
		"content/agreements/a.md:6":    "dateSigned: 2021-06-23",
		"content/agreements/a.uk.md:2": "dateSigned: 2021-06-24",
	}
	d := New("field-repeated", at("content/agreements/a.uk.md", 2, 1, 11), "field", "dateSigned").
		WithRelated(at("content/agreements/a.md", 6, 1, 11), "also-stated")
	want := `content/agreements/a.uk.md:2:1: error[field-repeated]: The field “dateSigned” is written twice.
    dateSigned: 2021-06-24
    ^~~~~~~~~~
  fix: keep one of the two lines
  content/agreements/a.md:6:1: also stated here
    dateSigned: 2021-06-23
    ^~~~~~~~~~
`
	if got := printed(t, Printer{Lines: lines.line}, d); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestExactFixStandsInPlaceOfTheAdviceAndBecauseFollowsIt(t *testing.T) {
	d := New("space-odd", at("a.md", 2, 7, 8), "character", "U+00A0").WithFix("title: b")
	want := `a.md:2:7: error[space-odd]: A special space (U+00A0) stands where a plain one belongs.
  fix: title: b
  because: it looks like a space but is read as a letter
`
	if got := printed(t, Printer{}, d); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestMarkStandsBelowItsTextInEveryScript(t *testing.T) {
	for _, c := range []struct {
		name, line string
		col, end   int
		text, mark string
	}{
		{"ASCII", "parties: [kphi, dlpu]", 11, 15, "parties: [kphi, dlpu]", "          ^~~~"},
		{"Ukrainian", "title: Альянс: угода", 14, 15, "title: Альянс: угода", "             ^"},
		{"Chinese", "title: 联盟：协议", 9, 10, "title: 联盟：协议", "         ^~"},
		{"Chinese to the end", "名称: 大连工业大学", 5, 11, "名称: 大连工业大学", "      ^~~~~~~~~~~~"},
		{"mixed", "ХПІ与大连 kphi", 8, 11, "ХПІ与大连 kphi", "          ^~~"},
		{"a letter with a stress mark is one cell", "за\u0301мок kphi", 8, 12, "за\u0301мок kphi", "      ^~~~"},
		{"tab", "\tname: x", 1, 2, "    name: x", "^~~~"},
		{"behind a tab", "a:\tb", 4, 5, "a:  b", "    ^"},
		{"behind the end", "title: ", 8, 0, "title:", "       ^"},
		{"single character without an end", "abc", 2, 0, "abc", " ^"},
		{"no column", "abc", 0, 0, "abc", ""},
		{"far outside", "abc", 900, 1000, "abc", "   ^"},
		{"terminal escape", "x: \x1b[31mred", 4, 5, `x: \x1b[31mred`, "   ^~~~"},
		{"direction override", "x: \u202eabc", 5, 6, `x: \u202eabc`, "         ^"},
		{"not UTF-8", "x: \xd3\xe3", 4, 5, `x: \xd3\xe3`, "   ^~~~"},
	} {
		text, mark := excerpt(c.line, c.col, c.end)
		if text != c.text || mark != c.mark {
			t.Errorf("%s:\n got %q\n     %q\nwant %q\n     %q", c.name, text, mark, c.text, c.mark)
		}
	}
}

func TestLongLineIsCutAroundTheMark(t *testing.T) {
	for _, filler := range []string{"a", "ї", "联"} {
		line := strings.Repeat(filler, 300) + "!" + strings.Repeat(filler, 300)
		text, mark := excerpt(line, 301, 302)
		if n := span(measure(text)); n > maxCells+2 {
			t.Errorf("%s: the excerpt takes %d cells", filler, n)
		}
		if !strings.HasPrefix(text, "…") || !strings.HasSuffix(text, "…") {
			t.Errorf("%s: no sign of the cuts in %q", filler, text)
		}
		before, _, _ := strings.Cut(text, "!")
		if got, want := len(mark)-1, span(measure(before)); got != want {
			t.Errorf("%s: mark in cell %d, its text in %d", filler, got, want)
		}
	}
	text, mark := excerpt(strings.Repeat("a", 300), 1, 301)
	if len(mark) != maxCells || span(measure(text)) != maxCells+1 {
		t.Errorf("a mark longer than the excerpt: %d cells of mark", len(mark))
	}
}

func TestTwentyFindingsAreShownAndAllAreCounted(t *testing.T) {
	var list []Diagnostic
	for i := range 33 {
		list = append(list, New("comma-extra", at("a.md", int32(33-i), 1, 2)))
	}
	got := printed(t, Printer{}, list...)
	if n := strings.Count(got, "error["); n != 20 {
		t.Errorf("%d shown", n)
	}
	if !strings.HasPrefix(got, "a.md:1:1:") || !strings.HasSuffix(got, "\n\nand 13 more\n") {
		t.Errorf("not in order, or not counted:\n%s", got)
	}
	if list[0].Span.Line != 33 {
		t.Error("the caller's list was sorted")
	}
}

func TestNoFactOfTheCaseCommandsTheTerminal(t *testing.T) {
	evil := "\x1b]0;x\x07\u202e\u200b\n"
	d := New("field-repeated", at("a"+evil+".md", 1, 1, 2), "field", evil).WithFix("b"+evil+"c").WithRelated(at(evil, 1, 1, 2), "also-stated")
	got := printed(t, Printer{Lines: func(string, int) string { return evil }}, d)
	for _, r := range got {
		if r != '\n' && hidden(r) {
			t.Fatalf("%U reached the terminal:\n%q", r, got)
		}
	}
	if want := `\x1b]0;x\x07\u202e\u200b`; !strings.Contains(got, want) {
		t.Errorf("%q does not show %q", got, want)
	}
}

func TestColourOnlyWhenAskedForAndNeverAlone(t *testing.T) {
	d := New("comma-extra", at("a.md", 1, 2, 3))
	lines := author{"a.md:1": "[,a]"}
	plain := printed(t, Printer{Lines: lines.line}, d)
	colour := printed(t, Printer{Lines: lines.line, Colour: true}, d)
	if strings.Contains(plain, "\x1b") || !strings.Contains(colour, "\x1b[1;31merror") {
		t.Errorf("plain %q, colour %q", plain, colour)
	}
	for _, n := range []string{"1", "1;31", "1;35", "0"} {
		colour = strings.ReplaceAll(colour, "\x1b["+n+"m", "")
	}
	if colour != plain {
		t.Errorf("without its colours %q, want %q", colour, plain)
	}
}

func TestMachinesReadAllFindingsAsOneArray(t *testing.T) {
	var b bytes.Buffer
	list := []Diagnostic{
		New("field-repeated", at("b.md", 4, 1, 6), "field", "<назва>").WithRelated(at("b.md", 2, 1, 6), "also-stated"),
		New("file-not-regular", Span{File: "a.md"}),
	}
	if err := English.Write(&b, "json", list, nil); err != nil {
		t.Fatal(err)
	}
	want := `[
{"code":"file-not-regular","severity":"error","file":"a.md","message":"This is no plain file but a link, a pipe or a device, and is not read.","fix":"put the file itself in its place","because":"a link could publish what lies outside the site's folder"},
{"code":"field-repeated","severity":"error","file":"b.md","line":4,"column":1,"end":6,"message":"The field “<назва>” is written twice.","fix":"keep one of the two lines","related":[{"file":"b.md","line":2,"column":1,"end":6,"note":"also stated here"}]}
]
`
	if b.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", b.String(), want)
	}
	var none bytes.Buffer
	if err := English.Write(&none, "json", nil, nil); err != nil || none.String() != "[]\n" && none.String() != "[\n]\n" {
		t.Errorf("no findings: %q, %v", none.String(), err)
	}
	if !json.Valid(none.Bytes()) || !json.Valid(b.Bytes()) {
		t.Error("not JSON")
	}
}

type brokenPipe struct{}

var errPipe = errors.New("broken pipe")

func (brokenPipe) Write([]byte) (int, error) { return 0, errPipe }

func TestFailedWriteIsReported(t *testing.T) {
	list := []Diagnostic{New("comma-extra", at("a.md", 1, 2, 3))}
	if err := (Printer{}).Print(brokenPipe{}, list); !errors.Is(err, errPipe) {
		t.Errorf("Print: %v", err)
	}
	if err := English.Write(brokenPipe{}, "json", list, nil); !errors.Is(err, errPipe) {
		t.Errorf("JSON: %v", err)
	}
}
