package render

import (
	"bytes"
	"strings"
	"text/template/parse"
)

// A tidier walks the HTML of one template in the order of its file. It takes
// out the white space that no reader sees, so that pages are compact without a
// pass over each of them, and finds code, which the site's policy would keep a
// browser from running.
type tidier struct {
	scanner
	tell func(at parse.Pos, length int, what string)
	// loose holds the texts whose first character is white space that may be
	// dropped where white space stands before it.
	loose map[*parse.TextNode]bool
	// module allows a script that is a file of the site: that of the search page.
	module bool
}

// scanner knows where in the HTML it stands.
type scanner struct {
	mode    scanMode
	element string // name of the tag that the scanner is in, "/p" for its end
	equals  bool   // the last thing in the tag was the sign between a name and its value
	quote   byte   // that ends the attribute's value
	pre     int    // open elements whose white space counts
	block   bool   // nothing but a block's tag and white space stands before
}

type scanMode uint8

const (
	inText scanMode = iota
	inTag
	inValue
	inComment
)

// blocks are the elements around whose tags white space means nothing.
var blocks = setOf(`address article aside base blockquote body br caption col colgroup dd details dialog div dl
	doctype dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li link main
	meta nav ol optgroup option p section summary table tbody td tfoot th thead title tr ul`)

// verbatim are the elements whose white space counts.
var verbatim = setOf("pre textarea script style")

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// list walks the nodes of a list.
func (t *tidier) list(l *parse.ListNode) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			t.text(n)
		case *parse.IfNode:
			t.branches(&n.BranchNode, t.block)
		case *parse.WithNode:
			t.branches(&n.BranchNode, t.block)
		case *parse.RangeNode:
			t.branches(&n.BranchNode, false)
		case *parse.ActionNode:
			t.block = t.block && len(n.Pipe.Decl) > 0
		default:
			t.block = false
		}
	}
}

// branches walks both sides of a branch from the same place.
func (t *tidier) branches(b *parse.BranchNode, block bool) {
	before := t.scanner
	before.block = block
	t.scanner = before
	t.list(b.List)
	after := t.scanner
	t.scanner = before
	t.list(b.ElseList)
	t.scanner = after
	t.block = false
}

// text tidies one text. The bytes are the node's own afterwards.
func (t *tidier) text(n *parse.TextNode) {
	out := make([]byte, 0, len(n.Text))
	loose := false
	for i := 0; i < len(n.Text); {
		c := n.Text[i]
		switch {
		case t.mode == inText && isSpace(c) && t.pre == 0:
			end := i + spaces(n.Text[i:])
			if !t.block && !beginsBlock(n.Text[end:]) {
				loose = loose || len(out) == 0
				out = append(out, oneSpace(n.Text[i:end]))
			}
			i = end
			continue
		case t.mode == inTag && isSpace(c):
			out = append(out, ' ')
			i += spaces(n.Text[i:])
			continue
		}
		size := t.step(n, i)
		out = append(out, n.Text[i:i+size]...)
		i += size
	}
	n.Text = out
	if loose {
		t.loose[n] = true
	}
}

// step takes one token of the HTML, white space outside values excepted, and
// returns its length.
func (t *tidier) step(n *parse.TextNode, i int) int {
	rest := n.Text[i:]
	switch t.mode {
	case inValue:
		return t.value(rest)
	case inComment:
		return t.comment(rest)
	case inTag:
		return t.tag(n, i)
	}
	if bytes.HasPrefix(rest, []byte("<!--")) {
		t.mode = inComment
		return 4
	}
	if name := tagName(rest); name != "" {
		t.openTag(n, i, name)
		return 1 + len(name)
	}
	t.block = t.block && isSpace(rest[0])
	return 1
}

func (t *tidier) value(rest []byte) int {
	end := bytes.IndexByte(rest, t.quote)
	if end < 0 {
		return len(rest)
	}
	t.mode = inTag
	return end + 1
}

func (t *tidier) comment(rest []byte) int {
	end := bytes.Index(rest, []byte("-->"))
	if end < 0 {
		return len(rest)
	}
	t.mode = inText
	return end + 3
}

// openTag begins a tag.
func (t *tidier) openTag(n *parse.TextNode, i int, name string) {
	t.mode, t.element, t.equals = inTag, strings.ToLower(name), false
	isModule := t.module && string(n.Text[i:]) == `<script type="module" src="` // its address is a value
	if t.element == "style" || t.element == "script" && !isModule {
		t.tell(n.Pos+parse.Pos(i), 1+len(name), "<"+t.element+">")
	}
}

// tag takes an attribute's name, the sign before its value, the beginning of the
// value, or the end of the tag.
func (t *tidier) tag(n *parse.TextNode, i int) int {
	rest := n.Text[i:]
	value := t.equals
	t.equals = rest[0] == '='
	switch rest[0] {
	case '>':
		t.closeTag()
		return 1
	case '"', '\'':
		t.mode, t.quote = inValue, rest[0]
		t.address(n, i, rest[1:])
		return 1
	case '=', '/':
		return 1
	}
	end := bytes.IndexAny(rest, "=>/\"' \t\r\n\f")
	if end < 0 {
		end = len(rest)
	}
	if value {
		t.address(n, i, rest)
	} else if name := strings.ToLower(string(rest[:end])); name == "style" || strings.HasPrefix(name, "on") {
		t.tell(n.Pos+parse.Pos(i), end, name+"=")
	}
	return end
}

// address finds a value that is a program where an address is expected.
func (t *tidier) address(n *parse.TextNode, i int, value []byte) {
	if isScriptURL(value) {
		t.tell(n.Pos+parse.Pos(i), 1+len("javascript:"), "javascript:")
	}
}

func (t *tidier) closeTag() {
	t.mode = inText
	name, end := strings.CutPrefix(t.element, "/")
	t.block = blocks[strings.TrimPrefix(name, "!")]
	switch {
	case !verbatim[name]:
	case end:
		t.pre = max(t.pre-1, 0)
	default:
		t.pre++
	}
}

// tagName returns the name of the tag that s begins with, with a slash before
// it where it is an end, or "" where s begins with no tag.
func tagName(s []byte) string {
	if len(s) < 2 || s[0] != '<' {
		return ""
	}
	i := 1
	if s[i] == '/' || s[i] == '!' {
		i++
	}
	start := i
	for i < len(s) && (isLetter(s[i]) || i > start && ('0' <= s[i] && s[i] <= '9' || s[i] == '-')) {
		i++
	}
	if i == start {
		return ""
	}
	return string(s[1:i])
}

func beginsBlock(s []byte) bool {
	return blocks[strings.ToLower(strings.TrimLeft(tagName(s), "/!"))]
}

func isScriptURL(s []byte) bool {
	const scheme = "javascript:"
	s = bytes.TrimLeft(s, " \t\r\n")
	return len(s) >= len(scheme) && strings.EqualFold(string(s[:len(scheme)]), scheme)
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// isSpace knows the white space of HTML.
func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

func spaces(s []byte) (n int) {
	for n < len(s) && isSpace(s[n]) {
		n++
	}
	return n
}

// oneSpace is what remains of white space: the end of a line where there was
// one, so that a page keeps lines that a person can read.
func oneSpace(run []byte) byte {
	if bytes.IndexByte(run, '\n') >= 0 {
		return '\n'
	}
	return ' '
}
