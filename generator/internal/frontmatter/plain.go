package frontmatter

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"diglot/generator/internal/diag"
)

// plain reads the fields that most files hold, and nothing else: names and plain
// texts, one to a line, lists of them, maps and lists indented below a name. It
// takes a fraction of the time of yaml.v3, and leaves to it whatever it does not
// surely read alike: quotation marks, braces, texts of several lines, all that
// is wrong. FuzzPlainFieldsAreThoseOfYAML compares the two.
type plain struct {
	file string
	rest string // the lines after the current one
	next int    // number of the first of them
	line string // the current one, without its indentation; "" at the end
	row  int    // its number
	col  int    // bytes of its indentation
	odd  bool   // something is not plain
}

const (
	plainSize  = 8 << 10 // bytes of fields, well below the limits of parse
	plainDepth = 8       // levels of them
	plainKeys  = 64      // names of one map, which are compared one by one
)

// readPlain returns the tree of plain fields, or false where they are not plain.
func readPlain(file string, firstLine int, src []byte) (*Node, bool) {
	if len(src) > plainSize || !isPlainText(src) {
		return nil, false
	}
	p := plain{file: file, rest: string(src), next: firstLine}
	p.advance()
	if p.line == "" && !p.odd {
		return &Node{Kind: Map, Span: diag.Span{File: file, Line: int32(firstLine), Col: 1}}, true
	}
	root := p.fields(0)
	return root, !p.odd && p.line == ""
}

// isPlainText reports whether there are no characters but visible ones, spaces
// and line feeds.
func isPlainText(src []byte) bool {
	for i, c := range src {
		switch {
		case c < ' ' && c != '\n', c == 0x7F, c == 0xC2 && i+1 < len(src) && src[i+1] <= 0xA0:
			return false
		case c == 0xE2 && i+2 < len(src) && src[i+1] == 0x80 && src[i+2]|1 == 0xA9: // U+2028, U+2029
			return false
		case c == 0xEF && i+1 < len(src) && (src[i+1] == 0xBB || src[i+1] == 0xBF): // U+FEFF, U+FFFE, U+FFFF
			return false
		}
	}
	return utf8.Valid(src)
}

// advance goes to the next line that is neither empty nor a comment.
func (p *plain) advance() {
	for p.rest != "" {
		var line string
		line, p.rest, _ = strings.Cut(p.rest, "\n")
		p.row = p.next
		p.next++
		if line == "" || line[0] == '#' {
			continue
		}
		p.line = strings.TrimLeft(line, " ")
		p.col = len(line) - len(p.line)
		p.odd = p.odd || p.line == "" || strings.HasSuffix(p.line, " ")
		return
	}
	p.line = ""
}

func (p *plain) span(col int, text string) diag.Span {
	return diag.Span{File: p.file, Line: int32(p.row), Col: int32(col + 1), End: int32(col + 1 + utf8.RuneCountInString(text))}
}

// fail gives up: the fields are left to yaml.v3.
func (p *plain) fail() *Node {
	p.odd = true
	return &Node{}
}

// block reads what stands below a name in a column.
func (p *plain) block(above, depth int) *Node {
	switch p.advance(); {
	case p.line == "" || depth == plainDepth:
		return p.fail()
	case strings.HasPrefix(p.line, "- ") && p.col >= above:
		return p.items(depth)
	case p.col > above:
		return p.fields(depth)
	}
	return p.fail()
}

// fields reads a map, from the current line on.
func (p *plain) fields(depth int) *Node {
	n := &Node{Kind: Map}
	for col := p.col; !p.odd && p.line != "" && p.col == col; {
		name := p.line[:nameLength(p.line)]
		if !isPlainField(p.line, name) || len(n.Keys) == plainKeys {
			return p.fail()
		}
		if _, twice := n.Lookup(name); twice {
			return p.fail()
		}
		key := Key{Key: name, KeySpan: p.span(col, name)}
		if value := p.line[len(name)+1:]; value == "" {
			key.Value = p.block(col, depth+1)
		} else {
			text := strings.TrimLeft(value, " ")
			key.Value = p.value(col+len(p.line)-len(text), text)
			p.advance()
		}
		n.Keys = append(n.Keys, key)
	}
	if len(n.Keys) > 0 {
		n.Span = n.Keys[0].KeySpan
	}
	return n
}

// isPlainField reports whether a line begins with a name and the colon of one.
func isPlainField(line, name string) bool {
	rest := line[len(name):]
	return name != "" && len(name) < 100 && (rest == ":" || strings.HasPrefix(rest, ": "))
}

// items reads a list, from the current line on.
func (p *plain) items(depth int) *Node {
	n := &Node{Kind: List, Span: p.span(p.col, "-")}
	for col := p.col; !p.odd && p.col == col && strings.HasPrefix(p.line, "- "); {
		text := p.line[len("- "):]
		if isPlainField(text, text[:nameLength(text)]) {
			p.line, p.col = text, p.col+len("- ")
			n.Items = append(n.Items, p.fields(depth+1))
			continue
		}
		for i, c := range text { // a colon without its space is a slip at the head of a line
			if c == '：' || c == ':' && (i+1 == len(text) || !isWordByte(text[i+1])) {
				return p.fail()
			}
		}
		n.Items = append(n.Items, p.scalar(col+len("- "), text))
		p.advance()
	}
	return n
}

// value reads what stands behind a colon.
func (p *plain) value(col int, text string) *Node {
	if text[0] == '[' {
		return p.flow(col, text)
	}
	return p.scalar(col, text)
}

// scalar reads a text, which does not go on in the next line: that would stand
// where no field of a level can.
func (p *plain) scalar(col int, text string) *Node {
	if !isPlainScalar(text) {
		return p.fail()
	}
	return &Node{Kind: Scalar, Text: text, Span: p.span(col, text)}
}

func isPlainScalar(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	if !unicode.IsLetter(first) && !(first >= '0' && first <= '9') && first != '«' && first != '“' {
		return false
	}
	for i := range len(text) {
		switch text[i] {
		case '#', '"', '\'', '[', ']', '{', '}', '`':
			return false
		case ':':
			if isColon(text, i) {
				return false
			}
		}
	}
	return !strings.EqualFold(text, "null")
}

// flow reads a list in brackets, of ids and the like.
func (p *plain) flow(col int, text string) *Node {
	list, ok := strings.CutSuffix(text[1:], "]")
	if !ok {
		return p.fail()
	}
	n := &Node{Kind: List, Flow: true, Span: p.span(col, text)}
	at := col + 1
	for item := range strings.SplitSeq(list, ", ") {
		if !isPlainItem(item) {
			return p.fail()
		}
		n.Items = append(n.Items, &Node{Kind: Scalar, Text: item, Span: p.span(at, item)})
		at += len(item) + len(", ")
	}
	return n
}

func isPlainItem(item string) bool {
	for i := range len(item) {
		if c := item[i]; !isWordByte(c) && (i == 0 || i+1 == len(item) || strings.IndexByte("-_.:/", c) < 0 || c == ':' && !isWordByte(item[i+1])) {
			return false
		}
	}
	return item != "" && !strings.EqualFold(item, "null")
}

func isWordByte(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' }
