package markdown

import (
	"strings"
	"testing"

	"diglot/generator/internal/diag"
)

func TestKindsOfBlocksAreTranslated(t *testing.T) {
	for _, l := range []diag.Language{diag.Ukrainian, diag.Chinese} {
		for _, kind := range append(blockKinds[:], "heading of level 2", "end") {
			text := l.Message(diag.New("translation-unaligned", diag.Span{}, "block", kind, "other", kind, "file", "x"))
			if strings.Contains(text, kind) {
				t.Errorf("%q is not translated: %s", kind, text)
			}
		}
	}
}
