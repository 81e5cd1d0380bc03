package lang

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestRunsKeepNamesWhole(t *testing.T) {
	mark := map[Script]string{Cyrillic: "c", Han: "h"}
	for text, want := range map[string]string{
		"": "", "KhPI 2021": "KhPI 2021",
		"与Андрій Вітренко会谈":       "h[与]c[Андрій Вітренко]h[会谈]",
		"乌克兰«Київський шлях»大学":    "h[乌克兰]c[«Київський шлях»]h[大学]",
		"університет (大连理工大学)":     "c[університет] (h[大连理工大学])",
		"від 2021年6月23日, 《协议》（副本）": "c[від] h[2021年6月23日, 《协议》（副本）]",
		"О. Гончара та П'ять":      "c[О. Гончара та П'ять]",
		"大学 KhPI 大学":               "h[大学] KhPI h[大学]",
		"5 大学":                     "5 h[大学]",
	} {
		var got strings.Builder
		for _, r := range Runs(text) {
			if m := mark[r.Script]; m != "" {
				got.WriteString(m + "[" + r.Text + "]")
			} else {
				got.WriteString(r.Text)
			}
		}
		if got.String() != want {
			t.Errorf("%q: %s, want %s", text, got.String(), want)
		}
	}
}

// Planted bugs this test has caught: the last run lost; a bridge laid over a
// Latin word.
func TestRunsJoinedAreTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := string(rapid.SliceOf(rapid.SampledFrom([]rune("аЇ'«»大学，《》a5 .—"))).Draw(t, "text"))
		var joined strings.Builder
		last := Script(99)
		for _, r := range Runs(text) {
			joined.WriteString(r.Text)
			if r.Text == "" || r.Script == last {
				t.Fatalf("%q: %v", text, Runs(text))
			}
			last = r.Script
			for _, c := range r.Text {
				if s := letterScript(c); s != r.Script && (s != OtherScript || c == 'a') {
					t.Fatalf("%q: %q in a run of script %d", text, c, r.Script)
				}
			}
		}
		if joined.String() != text {
			t.Fatalf("%q became %q", text, joined.String())
		}
	})
}

func TestScriptAndFoldingFollowTheTag(t *testing.T) {
	for tag, want := range map[string]struct {
		script Script
		cjk    bool
	}{
		"uk": {Cyrillic, false}, "zh-Hans": {Han, true}, "zh": {Han, true}, "zh-TW": {Han, true}, "yue": {Han, true}, "en": {OtherScript, false},
		"ja": {OtherScript, true}, "ko": {OtherScript, false}, "sr-Latn": {OtherScript, false}, "no tag": {OtherScript, false},
	} {
		if ScriptOf(tag) != want.script || IsCJK(tag) != want.cjk {
			t.Errorf("%s: script %d, CJK %v", tag, ScriptOf(tag), IsCJK(tag))
		}
	}
}
