package markdown

import (
	"fmt"
	"testing"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Runs open and close emphasis as goldmark reads CommonMark, but for what the
// relaxed rule adds.
//
// Planted bugs this test has caught: an underscore within a word that opens; one
// before punctuation that does not close; what stands behind punctuation left out; a
// run one shorter than it is.
func TestRunsFlankAsCommonMarkSays(t *testing.T) {
	sides := []string{"", " ", "\n", "\u00a0", "a", "ж", "7", ".", "(", "$", "«", "”", "—", "，", "大", "ア", "\u3000", "😀"}
	for _, before := range sides {
		for _, after := range sides {
			for _, marks := range []string{"*", "**", "***", "_", "__"} {
				src := []byte(before + marks + after)
				lines := text.NewSegments()
				lines.Append(text.NewSegment(0, len(src)))
				reader := text.NewBlockReader(src, lines)
				reader.Advance(len(before))
				line, _ := reader.PeekLine()
				outside := reader.PrecendingCharacter()
				c := &context{Context: parser.NewContext()}
				want := parser.ScanDelimiter(line, outside, 1, emphasis{})
				got := emphasis{}.Parse(ast.NewParagraph(), reader, c).(*parser.Delimiter)
				if marks[0] == '*' {
					inside := []rune(after + " ")[0]
					want.CanOpen = want.CanOpen || flanksAnyway(outside, inside)
					want.CanClose = want.CanClose || flanksAnyway(inside, outside)
				}
				want.Segment = text.NewSegment(len(before), len(before)+len(marks))
				if show := fmt.Sprintf("%+v", *want); fmt.Sprintf("%+v", *got) != show {
					t.Errorf("%q is read as\n%+v\nand should be as\n%s", src, *got, show)
				}
			}
		}
	}
}
