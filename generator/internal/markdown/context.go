package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// context is what the parsers of one text share. It and the most frequent nodes
// of the tree are used again for the next text: what goldmark allocates is a
// third of its time, and these are half of it.
type context struct {
	parser.Context
	texts      slab[ast.Text]
	paragraphs slab[ast.Paragraph]
	links      slab[ast.Link]
	delimiters slab[parser.Delimiter]
	bracket    bool  // see plainLink
	unused     []int // see unusedNotes
}

// release forgets the text and its tree.
func (c *context) release() {
	clear(c.texts.all[:c.texts.used])
	for i := range c.paragraphs.used {
		n := &c.paragraphs.all[i]
		lines := *n.Lines()
		lines.SetSliced(0, 0)
		*n = ast.Paragraph{}
		n.SetLines(&lines)
	}
	clear(c.links.all[:c.links.used])
	clear(c.delimiters.all[:c.delimiters.used])
	c.texts.used, c.paragraphs.used, c.links.used, c.delimiters.used, c.bracket, c.unused = 0, 0, 0, 0, false, nil
	if c.Context == nil {
		return
	}
	if len(c.References()) > 0 { // which cannot be taken out
		c.Context = nil
		return
	}
	c.SetOpenedBlocks(nil)
	for key := range parser.ContextKeyMax {
		c.Set(key+1, nil)
	}
}

// slab holds nodes that are allocated many at once.
type slab[T any] struct {
	all  []T
	used int
}

func (s *slab[T]) next() *T {
	if s.used == len(s.all) {
		s.all, s.used = make([]T, max(32, 2*len(s.all))), 0 // the tree holds on to the others
	}
	s.used++
	return &s.all[s.used-1]
}

// text returns a new node.
func (c *context) text(at text.Segment) *ast.Text {
	n := c.texts.next()
	n.Segment = at
	return n
}

// paragraph is CommonMark's paragraph, in a node of the context.
type paragraph struct{ parser.BlockParser }

func (paragraph) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	if util.IsBlank(line) {
		return nil, parser.NoChildren
	}
	n := pc.(*context).paragraphs.next()
	n.Lines().Append(segment)
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}
