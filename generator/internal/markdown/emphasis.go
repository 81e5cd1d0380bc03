package markdown

import (
	"bytes"
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
	before, after := block.PrecendingCharacter(), ' '
	line, segment := block.PeekLine()
	mark := line[0]
	length := len(line) - len(bytes.TrimLeft(line, string(mark)))
	if length < len(line) {
		after = util.ToRune(line, length)
	}
	opens, closes := flanks(before, after), flanks(after, before)
	switch {
	case mark == '*':
		opens, closes = opens || flanksAnyway(before, after), closes || flanksAnyway(after, before)
	case opens && closes: // an underscore within a word is one
		opens, closes = util.IsPunctRune(before), util.IsPunctRune(after)
	}
	run := pc.(*context).delimiters.next()
	*run = parser.Delimiter{
		CanOpen: opens, CanClose: closes, Length: length, OriginalLength: length, Char: mark, Processor: emphasis{},
		Segment: segment.WithStop(segment.Start + length),
	}
	block.Advance(length)
	pc.PushDelimiter(run)
	return run
}

// flanks reports whether a run between outside and inside may enclose what is
// inside (CommonMark, "Left-flanking delimiter run", and right-flanking in a
// mirror).
func flanks(outside, inside rune) bool {
	return !util.IsSpaceRune(inside) && (!util.IsPunctRune(inside) || util.IsSpaceRune(outside) || util.IsPunctRune(outside))
}

// flanksAnyway reports whether asterisks may enclose what is inside by the
// relaxed rule.
func flanksAnyway(outside, inside rune) bool {
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
