package compare_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"diglot/generator/internal/align"
	"diglot/generator/internal/compare"
)

// FuzzCompare reads and compares any two texts: whatever they hold, findings have
// places in the files, and a text beside itself differs in nothing.
func FuzzCompare(f *testing.F) {
	for _, p := range pairs(f) {
		f.Add(p.uk, p.zh)
	}
	f.Add("> Мы 5\\. \\* 7&nbsp;000 [5](a.md)\r\n\r\n- 29.06.2021—1/3\n", "二〇二一年\u3000１２人,第十百千届[](member:khpi)![签](a.png)")
	f.Add("+380 (44", "百分之")
	r := readers(f)
	f.Fuzz(func(t *testing.T, uk, zh string) {
		if !utf8.ValidString(uk) || !utf8.ValidString(zh) || len(uk)+len(zh) > 5000 {
			t.Skip()
		}
		a, b := side(r, "uk", "uk", "", uk), side(r, "zh", "zh-Hans", "", zh)
		for _, rows := range [][]align.Row{nil, align.Pair(a.Blocks, b.Blocks)} {
			found, _, err := compare.Compare(a, b, rows)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range append(append(found, a.Found...), b.Found...) {
				text := uk
				if strings.HasSuffix(d.Span.File, ".zh.md") {
					text = zh
				}
				if lines := int32(strings.Count(text, "\n") + strings.Count(text, "\r") + 1); d.Span.Line < 1 || d.Span.Line > lines {
					t.Errorf("%s at %+v of %d lines", d.Code, d.Span, lines)
				}
			}
		}
		twin := a
		twin.File = b.File
		if found, _, _ := compare.Compare(a, twin, align.Pair(a.Blocks, a.Blocks)); len(found) > 0 {
			t.Errorf("beside itself:%s", told(found))
		}
	})
}
