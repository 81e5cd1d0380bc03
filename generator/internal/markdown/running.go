package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// running takes running text in one step up to the next byte that may be
// markup. goldmark alone asks itself at every byte whether somebody wants it:
// of a text with a few links that is half its time.
//
// It is asked last, and at any byte, so goldmark never comes to ask about a
// second one. The pieces of text in the tree are those that goldmark makes, but
// that a backslash at the end of a line escapes nothing on the next.
type running struct{}

// markup are the bytes that begin inline markup, and the backslash.
var markup = [256]bool{'`': true, '!': true, '[': true, ']': true, '<': true, '*': true, '_': true, '\\': true}

func (running) Trigger() []byte {
	all := []byte{' '} // stands for whatever is not punctuation
	for c := byte('!'); c < 0x7F; c++ {
		if util.IsPunct(c) {
			all = append(all, c)
		}
	}
	return all
}

func (running) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if segment.Padding != 0 {
		return nil
	}
	end, soft, hard := endOfLine(line)
	stop := nextMarkup(line, end)
	if stop < end {
		block.Advance(stop)
		return join(parent, segment.WithStop(segment.Start+stop), pc)
	}
	piece := segment.WithStop(segment.Start + end)
	if !hard || line[end] != '\\' {
		piece = piece.TrimRightSpace(block.Source())
	}
	n := pc.(*context).text(piece)
	n.SetSoftLineBreak(soft)
	n.SetHardLineBreak(hard)
	block.AdvanceLine()
	return n
}

// endOfLine returns where the text of a line ends, and the break that follows.
func endOfLine(line []byte) (end int, soft, hard bool) {
	end = len(line) - 1
	if line[end] != '\n' {
		return len(line), false, false
	}
	switch {
	case end > 0 && line[end-1] == '\\' && (end == 1 || line[end-2] != '\\'):
		return end - 1, false, true
	case end > 1 && line[end-1] == ' ' && line[end-2] == ' ':
		return end - 2, false, true
	}
	return end, true, false
}

// nextMarkup returns the offset of the first byte behind the one at 0 that may
// be markup and is not escaped, or end.
func nextMarkup(line []byte, end int) int {
	i := 1
	if line[0] == '\\' {
		i = 2
	}
	for ; i < end; i++ {
		if c := line[i]; markup[c] {
			if c != '\\' {
				return i
			}
			i++
		}
	}
	return end
}

// join appends a piece of text to its parent, or to the text that it goes on.
func join(parent ast.Node, piece text.Segment, pc parser.Context) ast.Node {
	last, ok := parent.LastChild().(*ast.Text)
	if ok && last.Segment.Stop == piece.Start && !last.SoftLineBreak() {
		last.Segment = last.Segment.WithStop(piece.Stop)
		return last
	}
	return pc.(*context).text(piece)
}
