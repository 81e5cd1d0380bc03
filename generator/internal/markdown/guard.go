package markdown

import (
	"bytes"
	"strconv"

	"diglot/generator/internal/diag"
)

// The limits of a text. goldmark takes quadratic time or worse on the shapes
// they count, and cannot be stopped once it runs; no text for readers comes near.
const (
	maxBytes      = 1 << 20
	maxContainers = 40          // quotation and list markers on one line
	maxColumns    = 100         // of a table
	maxCells      = 20_000      // of a table
	maxNotes      = 1_000       // footnotes and references to them together
	maxWork       = 250_000_000 // steps of the parser, of about a nanosecond each
	maxDepth      = 200         // of elements within each other: browsers stop at 512
)

// guard refuses a text that would take the parser too long: it returns the
// diagnostic and true. Its own time is bounded by the same limits.
func (w *writer) guard() (diag.Diagnostic, bool) {
	if len(w.src) > maxBytes {
		return diag.New("markdown-too-large", w.spanOf(0, 0), "limit", strconv.Itoa(maxBytes>>20)+" MB"), true
	}
	if i := nthIndex(w.src, "[^", maxNotes); i >= 0 {
		return w.tooComplex(i, "footnotes", maxNotes), true
	}
	g := gauge{src: w.src, fewMarks: fewMarks(w.src)}
	for start := 0; start < len(w.src); {
		end := len(w.src)
		if i := bytes.IndexByte(w.src[start:], '\n'); i >= 0 {
			end = start + i
		}
		if what, limit := g.line(start, end); what != "" {
			return w.tooComplex(start, what, limit), true
		}
		if g.work > maxWork {
			return diag.New("markdown-too-intricate", w.spanOf(start, 0)), true
		}
		start = end + 1
	}
	return diag.Diagnostic{}, false
}

func (w *writer) tooComplex(at int, what string, limit int) diag.Diagnostic {
	return diag.New("markdown-too-complex", w.spanOf(at, 0), "what", what, "limit", strconv.Itoa(limit))
}

// nthIndex returns the offset of the nth occurrence of what, or -1.
func nthIndex(src []byte, what string, n int) int {
	for at := 0; ; {
		i := bytes.Index(src[at:], []byte(what))
		if i < 0 {
			return -1
		}
		at += i + len(what)
		if n--; n == 0 {
			return at - len(what)
		}
	}
}

// gauge adds up, line by line, what a text asks of the parser.
type gauge struct {
	src     []byte
	depth   int  // of containers that may be open, at most
	fresh   bool // the line before was blank
	columns int  // of the table that may be running
	rows    int
	marks   int // runs of asterisks and underscores in the paragraph
	pipes   int // escaped bars in it
	open    int // brackets in it that are not closed yet
	work    int // so far, of the whole text
	// The inline markup cannot take long, however it stands.
	fewMarks bool
}

// fewMarks reports whether inline, given the whole text, would count less than
// a hundredth of maxWork. That is so of any text for readers, and saves 5 % of
// the time.
func fewMarks(src []byte) bool {
	n := 0
	for _, mark := range []string{"*", "_", `\`, "[", "]"} {
		n += bytes.Count(src, []byte(mark))
	}
	return n*(10*n+3*len(src)) < maxWork/100
}

// line takes the line between two offsets. It returns what is too much, and the
// limit.
func (g *gauge) line(start, end int) (what string, limit int) {
	line := g.src[start:end]
	rest, containers := stripContainers(line)
	if containers > maxContainers {
		return "markers", maxContainers
	}
	g.nest(line, containers, len(rest) == 0)
	if len(rest) == 0 && containers == 0 { // a blank line: whatever was open in the paragraph is over
		g.columns, g.rows, g.marks, g.pipes, g.open = 0, 0, 0, 0, 0
	} else if what, limit = g.table(rest); what != "" {
		return what, limit
	} else if !g.fewMarks {
		g.inline(start, end)
	}
	return "", 0
}

// nest adds the steps that the containers open on a line take. Each is asked
// whether it goes on, and a list needs two columns of indentation for each that
// it stands in. A line that begins further left closes them only behind a blank
// line: else it may be the rest of a paragraph.
func (g *gauge) nest(line []byte, containers int, empty bool) {
	if blank := empty && containers == 0; !blank {
		own := containers + columns(line)/2
		if g.fresh {
			g.depth = own
		}
		g.depth = max(g.depth, own)
		g.fresh = false
	} else {
		g.fresh = true
	}
	g.work += g.depth * (600 + 14*g.depth) // measured
}

// columns returns the width of a line's indentation, tabs reaching to the next
// multiple of four (CommonMark, "Tabs").
func columns(line []byte) (width int) {
	for _, c := range line {
		switch c {
		case ' ':
			width++
		case '\t':
			width += 4 - width%4
		default:
			return width
		}
	}
	return width
}

// stripContainers takes the markers of quotations, list items, definitions and
// footnotes off the beginning of a line, and counts them.
func stripContainers(line []byte) (rest []byte, n int) {
	for {
		line = bytes.TrimLeft(line, " \t")
		size := markerLength(line)
		if size == 0 {
			return line, n
		}
		line = line[size:]
		n++
	}
}

// markerLength returns the length of the container's marker that the line
// begins with, or 0.
func markerLength(line []byte) int {
	if len(line) == 0 {
		return 0
	}
	size := 1
	switch c := line[0]; {
	case c == '>':
		return 1
	case c == '-' || c == '+' || c == '*' || c == ':':
	case c >= '0' && c <= '9':
		for size < len(line) && line[size] >= '0' && line[size] <= '9' {
			size++
		}
		if size == len(line) || line[size] != '.' && line[size] != ')' {
			return 0
		}
		size++
	case c == '[' && len(line) > 1 && line[1] == '^':
		size = bytes.Index(line, []byte("]:")) + len("]:")
		if size < len("[^]:") {
			return 0
		}
		return size
	default:
		return 0
	}
	if size < len(line) && line[size] != ' ' && line[size] != '\t' {
		return 0
	}
	return size
}

// table counts the cells of what may be a table: the lines behind one of
// hyphens, colons and bars.
func (g *gauge) table(line []byte) (what string, limit int) {
	if len(line) > 0 && bytes.IndexByte([]byte("-:|"), line[0]) >= 0 && len(bytes.Trim(line, "-:| \t")) == 0 {
		g.columns, g.rows = max(g.columns, bytes.Count(line, []byte("|"))+1), 0
	}
	g.rows++
	switch {
	case g.columns > maxColumns:
		return "columns", maxColumns
	case g.columns > 1 && g.columns*g.rows > maxCells:
		return "cells", maxCells
	}
	return "", 0
}

// inline adds the steps that the inline markup of a line may take: every run of
// asterisks may be compared with all before it, every bar with all before it,
// and the parenthesis behind a bracket is read to the end of an address.
func (g *gauge) inline(start, end int) {
	for i := start; i < end && g.work <= maxWork; i++ {
		c := g.src[i]
		if !counted[c] {
			continue
		}
		switch c {
		case '*', '_':
			if i == start || g.src[i-1] != c {
				g.marks++
				g.work += g.marks
			}
		case '\\':
			if i+1 < end && g.src[i+1] == '|' {
				g.pipes++
				g.work += 10 * g.pipes
			}
		case '[':
			g.open++
		case ']':
			g.work += g.open
			g.open = max(g.open-1, 0)
			if i+1 < end && g.src[i+1] == '(' {
				g.work += 3 * destinationLength(g.src[i+2:end])
			}
		}
	}
}

// counted are the bytes that inline looks at.
var counted = [256]bool{'*': true, '_': true, '\\': true, '[': true, ']': true}

// destinationLength returns how far a link's address may reach: to a space or
// an unmatched parenthesis, or of one in angle brackets to the closing one.
func destinationLength(line []byte) int {
	if len(line) > 0 && line[0] == '<' {
		if i := bytes.IndexByte(line, '>'); i >= 0 {
			return i
		}
		return len(line)
	}
	depth := 0
	for i, c := range line {
		switch c {
		case ' ', '\t':
			return i
		case '(':
			depth++
		case ')':
			if depth--; depth < 0 {
				return i
			}
		}
	}
	return len(line)
}
