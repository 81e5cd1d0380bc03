package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// plainLink takes a link in one step where nothing about it can be read in two
// ways, as nearly all are: "[label](target)" without markup in the label, which
// may be empty, and without space, parenthesis, backslash or title. All others, and those behind a
// bracket that may still be open in the same block, are goldmark's own.
type plainLink struct{}

func (plainLink) Trigger() []byte { return []byte{'[', '!'} }

func (plainLink) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	c := pc.(*context)
	line, segment := block.PeekLine()
	if line[0] == '!' {
		c.bracket = c.bracket || len(line) > 1 && line[1] == '['
		return nil
	}
	label, end := 0, 0
	if !c.bracket && segment.Padding == 0 {
		label, end = plainLinkIn(line)
	}
	if end == 0 {
		c.bracket = true
		return nil
	}
	n := c.links.next()
	n.SetPos(segment.Start)
	n.Destination = line[label+len("](") : end-len(")")]
	if label > len("[") {
		n.AppendChild(n, c.text(text.NewSegment(segment.Start+len("["), segment.Start+label)))
	}
	block.Advance(end)
	return n
}

// CloseBlock ends a block of text, with which every bracket is closed.
func (plainLink) CloseBlock(_ ast.Node, _ text.Reader, pc parser.Context) {
	pc.(*context).bracket = false
}

// plainLinkIn returns where in a line that begins with a bracket the label of a
// plain link ends, and the link itself; 0 where there is none.
func plainLinkIn(line []byte) (label, end int) {
	label = 1
	for label < len(line) && !markup[line[label]] {
		label++
	}
	if label+1 >= len(line) || line[label] != ']' || line[label+1] != '(' {
		return 0, 0
	}
	target := label + len("](")
	for i := target; i < len(line); i++ {
		switch c := line[i]; {
		case c == ')' && i > target:
			return label, i + 1
		case c <= ' ', c == '(', c == ')', c == '\\', c == '<':
			return 0, 0
		}
	}
	return 0, 0
}
