package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// shared parses every text: it keeps no state between them and may be used by
// several goroutines at once.
var shared = newParser(parser.WithInlineParsers(util.Prioritized(plainLink{}, 199)))

// newParser returns the parser of our Markdown, without what only makes it
// quicker. Attributes are not enabled: they would let style= through.
func newParser(quicker ...parser.Option) parser.Parser {
	p := parser.NewParser(options...)
	p.AddOptions(quicker...)
	return p
}

var options = []parser.Option{
	parser.WithBlockParsers(
		util.Prioritized(setextHeading{parser.NewSetextHeadingParser()}, 100),
		util.Prioritized(extension.NewDefinitionListParser(), 101),
		util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(parser.NewListParser(), 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(atxHeading{parser.NewATXHeadingParser()}, 600),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(parser.NewBlockquoteParser(), 800),
		util.Prioritized(parser.NewHTMLBlockParser(), 900),
		util.Prioritized(extension.NewFootnoteBlockParser(), 999),
		util.Prioritized(paragraph{parser.NewParagraphParser()}, 1000),
	),
	parser.WithInlineParsers(
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(extension.NewFootnoteParser(), 101),
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(emphasis{}, 450),
		util.Prioritized(running{}, 999),
	),
	parser.WithParagraphTransformers(
		util.Prioritized(definitions{parser.LinkReferenceParagraphTransformer}, 100),
		util.Prioritized(extension.NewTableParagraphTransformer(), 200),
	),
	parser.WithASTTransformers(
		util.Prioritized(extension.NewTableASTTransformer(), 0),
		util.Prioritized(unusedNotes{}, 998), // before the next one throws them away
		util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
	),
}

// parse returns the tree of a text, and the offsets of the footnotes that
// nothing refers to. They last until the context is released.
func parse(src []byte, c *context) (ast.Node, []int) {
	if c.Context == nil {
		c.Context = parser.NewContext()
	}
	return shared.Parse(text.NewReader(src), parser.WithContext(c)), c.unused
}

// definitions looks for the definitions of links where a paragraph may hold one:
// goldmark makes a reader for each paragraph (5 % of the time).
type definitions struct{ parser.ParagraphTransformer }

func (d definitions) Transform(n *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := n.Lines()
	if bytes.Contains(reader.Source()[lines.At(0).Start:lines.At(lines.Len()-1).Stop], []byte("]:")) {
		d.ParagraphTransformer.Transform(n, reader, pc)
	}
}

// unusedNotes remembers footnotes without a reference, which goldmark drops
// without a word.
type unusedNotes struct{}

func (unusedNotes) Transform(root *ast.Document, reader text.Reader, pc parser.Context) {
	if !bytes.Contains(reader.Source(), []byte("[^")) {
		return
	}
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if note, ok := n.(*extast.Footnote); ok && entering && note.Index < 0 {
			c := pc.(*context)
			c.unused = append(c.unused, note.Pos())
		}
		if n.Type() == ast.TypeInline {
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
}
