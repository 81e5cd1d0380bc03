// Package compare finds what two texts of a record say differently, and what
// in one of them a reader would take for a slip: numbers, dates, links, pictures
// and names that stand in one language and not beside it in the other; letters
// of another script or language; spellings that the site does not use.
//
// It is pure, and knows no particular language: what a number, a date or a
// strange letter is, package lang says. Precision comes first: what cannot be
// read surely is not told, and whatever may explain a difference does so. An
// author silences what is right all the same, with a reason, in the front
// matter; a silence that silences nothing is told as well.
//
// A text is read once, when its page is made, in one pass. What is kept of it
// are facts of a few bytes each. Texts are looked at again only where their
// facts differ.
package compare

import (
	"bytes"
	"cmp"
	"slices"
	"sync"

	"diglot/generator/internal/align"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/markdown"
)

// A Kind says what a fact is about.
type Kind uint8

const (
	figureFact Kind = iota
	nameFact        // of a pair of names that are taken for each other
	linkFact
	recordFact
	pictureFact
)

// Fact is something that a text says and that its translation says as well.
type Fact struct {
	value uint64 // of a figure; of a name its number; else the hash of what it leads to
	at    int32  // offset in the bytes; of links and pictures the line
	size  int32  // in bytes; of links and pictures the column
	block int32  // of package align; 0 where there are none
	kind  Kind
	form  lang.FigureKind
	sure  bool
}

// Text is a text as it was read.
type Text struct {
	Source []byte // the prose, as it is in the file
	Head   []byte // what stands before it
	File   string
	Line   int // of the file, on which the prose begins
	Body   *markdown.Body
	Alone  bool // it stands beside no other, so that nobody asks for its facts
}

// Reading is what is kept of a text.
type Reading struct {
	Facts    []Fact
	Silences []Silence
	Used     uint64 // the Silences that have silenced something, by bits
	Found    []diag.Diagnostic
}

// Read reads a text: its facts, unless it is Alone, and the slips that can be told
// from it alone.
func (r *Reader) Read(t Text) Reading {
	if bytes.IndexByte(t.Source, '\r') >= 0 {
		t.Source = []byte(normal(string(t.Source)))
	}
	p := passes.Get().(*pass)
	*p = pass{out: Reading{Facts: p.out.Facts[:0]}, figs: p.figs[:0], blocks: p.blocks[:0],
		Reader: r, t: &t, text: t.Body.Text}
	p.scan()
	if !t.Alone {
		p.targets()
	}
	slices.SortStableFunc(p.out.Facts, func(a, b Fact) int { return int(a.block) - int(b.block) })
	p.out.Silences = silences(t.File, t.Head)
	p.out.Found, p.out.Used = quiet(p.out.Found, p.out.Silences, t.Source, t.Line)
	kept := p.out
	kept.Facts = slices.Clone(p.out.Facts) // as many as there are
	p.Reader, p.t, p.text, p.out = nil, nil, nil, Reading{Facts: p.out.Facts}
	passes.Put(p)
	return kept
}

// passes are those whose buffers are free.
var passes = sync.Pool{New: func() any { return new(pass) }}

// Side is one of two texts that are compared.
type Side struct {
	File   string
	Tag    string
	Line   int // on which the prose begins
	Blocks []align.Block
	Reading
	Source func() (string, error) // the prose; it is asked for where facts differ

	src string // once it was asked for
}

// Compare tells what stands in one of two texts and not in the other, at its
// place in either. Rows say which blocks belong together; nil means that the
// texts are compared as wholes. The bits say which Silences of each did
// something. The error is that of reading a text again.
func Compare(a, b Side, rows []align.Row) (found []diag.Diagnostic, used [2]uint64, err error) {
	c := &comparison{sides: [2]*Side{&a, &b}}
	if rows == nil {
		c.block(everything, everything)
	} else {
		c.rows(rows)
	}
	if len(c.found) == 0 || c.err != nil {
		return nil, used, c.err
	}
	for _, d := range c.found {
		if s, ok := c.silenced(d); ok {
			used[s.side] |= 1 << s.at
			continue
		}
		found = append(found, d.Diagnostic)
	}
	return found, used, nil
}

// difference is a finding in two texts: what it is about in the side where it is
// told, and in the other, if anything.
type difference struct {
	diag.Diagnostic
	side  int
	words [2]string // by side
}

// silence is one of a side's.
type silence struct{ side, at int }

// silenced returns what silences a difference. It may stand in either file.
func (c *comparison) silenced(d difference) (silence, bool) {
	for side, s := range c.sides {
		at := d.Span
		if side != d.side {
			at = d.Related[0].Span
		}
		if d.words[side] == "" {
			continue
		}
		if at := speaksOf(s.Silences, d.Code, d.words[side], lineAt(s.src, lineStart(s.src, int(at.Line)-s.Line))); at >= 0 {
			return silence{side, at}, true
		}
	}
	return silence{}, false
}

// everything stands for the whole text in place of a block.
const everything = -1

type comparison struct {
	sides [2]*Side
	found []difference
	ready bool // the sources are there
	err   error
}

// load asks for the sources, once.
func (c *comparison) load() bool {
	for _, s := range c.sides {
		if c.ready || c.err != nil {
			break
		}
		s.src, c.err = s.Source()
		s.src = normal(s.src)
	}
	c.ready = true
	return c.err == nil
}

// rows compares blocks that belong together, and are as they were when one was
// translated from the other.
func (c *comparison) rows(rows []align.Row) {
	for _, row := range rows {
		if row.Source >= 0 && row.Target >= 0 && (row.State == align.Current || row.State == align.Moved) {
			c.block(row.Source, row.Target)
		}
	}
}

// of are the facts of a block, which are sorted by block.
func (s *Side) of(block int) []Fact {
	if block == everything {
		return s.Facts
	}
	start, _ := slices.BinarySearchFunc(s.Facts, int32(block), func(f Fact, b int32) int { return cmp.Compare(f.block, b) })
	end := start
	for end < len(s.Facts) && s.Facts[end].block == int32(block) {
		end++
	}
	return s.Facts[start:end]
}

// block compares two blocks.
func (c *comparison) block(i, j int) {
	a, b := c.sides[0].of(i), c.sides[1].of(j)
	if len(a) == 0 && len(b) == 0 {
		return
	}
	left, right := missing(a, b), missing(b, a)
	if (len(left) > 0 || len(right) > 0) && c.load() {
		left, right = c.unexplained(left, 1, j), c.unexplained(right, 0, i)
		c.tell(left, right, i, j)
	}
	c.names(a, b)
}

// missing are the facts of one block to which nothing in the other answers,
// each once.
func missing(of, in []Fact) (list []Fact) {
	for i, f := range of {
		if !f.sure || f.kind == nameFact || slices.ContainsFunc(in, f.agrees) {
			continue
		}
		if !slices.ContainsFunc(of[:i], func(o Fact) bool { return o.sure && o.kind == f.kind && o.form == f.form && o.value == f.value }) {
			list = append(list, f)
		}
	}
	return list
}

func (f Fact) agrees(o Fact) bool {
	if f.kind != o.kind {
		return false
	}
	if f.kind != figureFact {
		return f.value == o.value
	}
	return f.figure().Agrees(o.figure())
}

func (f *Fact) figure() lang.Figure {
	return lang.Figure{Kind: f.form, Sure: f.sure, Value: f.value}
}

// unexplained leaves out the figures that the other side may say in words.
func (c *comparison) unexplained(list []Fact, other, block int) []Fact {
	s := c.sides[other]
	figures := lang.FiguresOf(s.Tag)
	if !slices.ContainsFunc(list, func(f Fact) bool { return f.kind == figureFact }) {
		return list
	}
	if figures == nil { // nobody can say what numbers it states
		return slices.DeleteFunc(list, func(f Fact) bool { return f.kind == figureFact })
	}
	words := figures.Words(nil, []byte(s.text(block)))
	return slices.DeleteFunc(list, func(f Fact) bool {
		return f.kind == figureFact && slices.ContainsFunc(words, f.figure().Agrees)
	})
}

// text returns the source of a block: the lines from its first to the next one's.
func (s *Side) text(block int) string {
	src := s.src
	if block == everything {
		return src
	}
	first := int(s.Blocks[block].Line) - s.Line
	last := first + 1
	for next := block + 1; ; next++ {
		if next >= len(s.Blocks) {
			last = -1
			break
		}
		if line := int(s.Blocks[next].Line) - s.Line; line > first {
			last = line
			break
		}
	}
	start := lineStart(src, first)
	if last < 0 {
		return src[start:]
	}
	return src[start:lineStart(src, last)]
}

// names tells of blocks of which one names a thing and the other the one that it
// is taken for.
func (c *comparison) names(a, b []Fact) {
	for k, f := range a {
		partner := f.value ^ 1
		if f.kind != nameFact || namesThe(a[:k], f.value) || namesThe(a, partner) || namesThe(b, f.value) {
			continue
		}
		i := slices.IndexFunc(b, func(o Fact) bool { return o.kind == nameFact && o.value == partner })
		if i < 0 || !c.load() {
			continue
		}
		here, there := c.sides[1].words(b[i]), c.sides[0].words(f)
		d := diag.New("names-confused", c.sides[1].span(b[i]), "text", here, "other", there, "file", c.sides[0].File)
		c.found = append(c.found, difference{d.WithRelated(c.sides[0].span(f), "parts-here"), 1, [2]string{there, here}})
	}
}

func namesThe(list []Fact, value uint64) bool {
	return slices.ContainsFunc(list, func(f Fact) bool { return f.kind == nameFact && f.value == value })
}
