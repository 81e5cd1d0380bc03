package markdown

import (
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// emphasis is CommonMark's emphasis with one rule relaxed. There, a run of
// asterisks beside punctuation opens or closes only if the other side is a
// space or punctuation as well, which languages written without spaces never
// fulfil: "**“合作”**很". Here, punctuation beyond ASCII does not stand in the way,
// nor does any punctuation if the other side is a Chinese character. ASCII
// texts, and underscores, are read as CommonMark reads them.
type emphasis struct{}

func (emphasis) Trigger() []byte { return []byte{'*', '_'} }

func (emphasis) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	run := parser.ScanDelimiter(line, before, 1, emphasis{})
	if run == nil {
		return nil
	}
	if run.Char == '*' {
		after := ' '
		if run.OriginalLength < len(line) {
			after = util.ToRune(line, run.OriginalLength)
		}
		run.CanOpen = run.CanOpen || flanks(before, after)
		run.CanClose = run.CanClose || flanks(after, before)
	}
	run.Segment = segment.WithStop(segment.Start + run.OriginalLength)
	block.Advance(run.OriginalLength)
	pc.PushDelimiter(run)
	return run
}

// flanks reports whether asterisks between outside and inside may enclose what
// is inside.
func flanks(outside, inside rune) bool {
	if util.IsSpaceRune(inside) {
		return false
	}
	return isCJK(outside) || inside >= 0x80 && unicode.IsPunct(inside)
}

func (emphasis) IsDelimiter(b byte) bool { return b == '*' || b == '_' }

func (emphasis) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (emphasis) OnMatch(consumes int) ast.Node { return ast.NewEmphasis(consumes) }
