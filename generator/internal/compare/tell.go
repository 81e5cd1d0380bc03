package compare

import (
	"slices"
	"strings"
	"unicode/utf8"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
)

// code is that of a difference in facts of a kind.
func (f *Fact) code() diag.Code {
	switch f.kind {
	case linkFact:
		return "links-differ"
	case recordFact:
		return "records-differ"
	case pictureFact:
		return "pictures-differ"
	}
	if f.form == lang.Day {
		return "dates-differ"
	}
	return "numbers-differ"
}

// tell tells of what is missing. Where each side has one thing of a sort alone,
// they are taken for the two halves of one difference.
func (c *comparison) tell(left, right []Fact, i, j int) {
	for _, f := range right {
		at := slices.IndexFunc(left, func(o Fact) bool { return o.code() == f.code() })
		if at < 0 {
			c.differ(1, f, c.sides[0].begin(i), "")
			continue
		}
		c.differ(1, f, c.sides[0].span(left[at]), c.sides[0].words(left[at]))
		left = slices.Delete(slices.Clone(left), at, at+1)
	}
	for _, f := range left {
		c.differ(0, f, c.sides[1].begin(j), "")
	}
}

// differ tells of a fact of a side, and of the place in the other where it would
// be, with what stands there.
func (c *comparison) differ(side int, f Fact, there diag.Span, other string) {
	s := c.sides[side]
	text := s.words(f)
	d := diag.New(f.code(), s.span(f), "text", text, "file", c.sides[1-side].File).WithRelated(there, "parts-here")
	words := [2]string{text, other}
	if side == 1 {
		words = [2]string{other, text}
	}
	c.found = append(c.found, difference{d, side, words})
}

// begin is the place at which a block begins.
func (s *Side) begin(block int) diag.Span {
	if block == everything {
		return diag.Span{File: s.File, Line: int32(s.Line)}
	}
	return diag.Span{File: s.File, Line: s.Blocks[block].Line}
}

// span is the place of a fact.
func (s *Side) span(f Fact) diag.Span {
	src := s.src
	if f.kind >= linkFact {
		line := lineAt(src, lineStart(src, int(f.at)-s.Line))
		return diag.Span{File: s.File, Line: f.at, Col: f.size, End: f.size + int32(utf8.RuneCountInString(target(line, int(f.size))))}
	}
	return place(s.File, src, s.Line, int(f.at), int(f.at+f.size))
}

// words are what the author wrote for a fact.
func (s *Side) words(f Fact) string {
	src := s.src
	if f.kind >= linkFact {
		return target(lineAt(src, lineStart(src, int(f.at)-s.Line)), int(f.size))
	}
	return strings.Join(strings.Fields(src[f.at:f.at+f.size]), " ")
}

// target is what a link leads to: what stands from a column on to its end.
func target(line string, col int) string {
	for ; col > 1 && line != ""; col-- {
		_, size := utf8.DecodeRuneInString(line)
		line = line[size:]
	}
	line = strings.TrimPrefix(line, "<")
	if i := strings.IndexAny(line, ")> \t\""); i > 0 {
		line = line[:i]
	}
	return line
}

// place is that of the bytes from start to end, which may be on several lines.
func place(file, src string, first, start, end int) diag.Span {
	line := strings.LastIndexByte(src[:start], '\n') + 1
	col := int32(utf8.RuneCountInString(src[line:start])) + 1
	if i := strings.IndexByte(src[start:end], '\n'); i >= 0 {
		end = start + i
	}
	return diag.Span{File: file, Line: int32(first + strings.Count(src[:line], "\n")), Col: col,
		End: col + int32(utf8.RuneCountInString(src[start:end]))}
}

// lineStart is the offset of the nth line, from 0.
func lineStart(src string, n int) int {
	at := 0
	for ; n > 0; n-- {
		i := strings.IndexByte(src[at:], '\n')
		if i < 0 {
			return len(src)
		}
		at += i + 1
	}
	return at
}

// lineAt is the line that begins at an offset.
func lineAt(src string, at int) string {
	line, _, _ := strings.Cut(src[at:], "\n")
	return line
}

// normal is a text whose lines end as package markdown counts them.
func normal(src string) string {
	if !strings.ContainsRune(src, '\r') {
		return src
	}
	return strings.ReplaceAll(strings.ReplaceAll(src, "\r\n", "\n"), "\r", "\n")
}
