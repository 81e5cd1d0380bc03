package lang

import "testing"

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
