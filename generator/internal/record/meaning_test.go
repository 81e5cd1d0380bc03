package record

import (
	"strings"
	"testing"
	"unicode"

	"diglot/generator/internal/diag"
)

// Planted bugs this test has caught: a field without words in Chinese; words
// for a field that there is not; a Latin letter within a Ukrainian word.
func TestEveryFieldSaysWhatItIsForInEveryLanguage(t *testing.T) {
	paths := map[string]string{}
	var walk func(fields []Field)
	walk = func(fields []Field) {
		for _, f := range fields {
			paths[f.Path] = f.Doc
			walk(f.Fields)
		}
	}
	for _, k := range Kinds {
		paths["kind "+k.Name] = k.Doc
		walk(Schema(k))
	}
	walk(ConfigSchema())
	for l, script := range map[diag.Language]*unicode.RangeTable{diag.Ukrainian: unicode.Cyrillic, diag.Chinese: unicode.Han} {
		words := readMeanings(l)
		for path := range paths {
			if !strings.ContainsFunc(words[path], func(r rune) bool { return unicode.Is(script, r) }) && path != "member.identifier.ror" {
				t.Errorf("%s: %s is not explained: %q", l, path, words[path])
			}
		}
		for path, text := range words {
			_, known := paths[path]
			sentence := strings.HasSuffix(text, ".") || strings.HasSuffix(text, "。")
			if !known || sentence != strings.HasPrefix(path, "kind ") {
				t.Errorf("%s: %s: %q", l, path, text)
			}
			for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
				if is := func(t *unicode.RangeTable) bool {
					return strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(t, r) })
				}; is(unicode.Cyrillic) && is(unicode.Latin) {
					t.Errorf("%s: %s mixes scripts in %q", l, path, word)
				}
			}
		}
	}
}

func TestFieldsAreOrderedAsTheyAreWritten(t *testing.T) {
	var keys []string
	for _, f := range Ordered(KindNamed("announcement")) {
		keys = append(keys, f.Key)
	}
	const want = "draft embargoUntil languages title description date dateline about changeNote isBasedOn " +
		"slug aliases needsReview source image document contact translationOf"
	if got := strings.Join(keys, " "); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}
