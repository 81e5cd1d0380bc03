package diag

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Planted bugs this test has caught: characters counted for cells; a full stop at
// the beginning of a line.
func TestLinesEndWhereTheirScriptLetsThem(t *testing.T) {
	for _, c := range []struct {
		text  string
		cells int
		want  []string
	}{
		{"Ректори підписали угоду", 12, []string{"Ректори", "підписали", "угоду"}},
		{"Ректори підписали угоду", 80, []string{"Ректори підписали угоду"}},
		{"校长们签署了协议。仪式结束。", 8, []string{"校长们签", "署了协", "议。仪式", "结束。"}},
		{"（甲）（乙）", 7, []string{"（甲）", "（乙）"}},
		{"写 content/pages/a.zh.md 吧", 10, []string{"写", "content/pages/a.zh.md", "吧"}},
		{"", 10, []string{""}},
	} {
		if have := Wrap(c.text, c.cells); !slices.Equal(have, c.want) {
			t.Errorf("%q: %q", c.text, have)
		}
	}
	if Pad("中文", 6)+"|" != "中文  |" || Pad("中文", 2) != "中文" {
		t.Error("padded by characters")
	}
}

func TestWrappingLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.RuneFrom([]rune("ab ж。，中（）—"))).Draw(t, "s")
		cells := rapid.IntRange(1, 20).Draw(t, "cells")
		bare := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		lines := Wrap(s, cells)
		if bare(strings.Join(lines, "")) != bare(s) {
			t.Fatalf("%q became %q", s, lines)
		}
		for _, l := range lines {
			if Cells(l) > cells && len(pieces(l)) > 1 {
				t.Fatalf("%q takes %d cells of %d", l, Cells(l), cells)
			}
		}
	})
}
