package frontmatter

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"diglot/generator/internal/diag"

	"gopkg.in/yaml.v3"
)

// converter makes our tree of yaml.v3's, and refuses what our format leaves
// out of YAML: anchors, tags, keys that are no plain words.
type converter struct {
	lines *lines
	found []diag.Diagnostic
	nodes int
	full  bool // a limit was told; the rest is left out
}

// document returns the tree of a document, an empty Map where there are no
// fields, or nil where the document is something else than fields.
func (c *converter) document(doc *yaml.Node) *Node {
	if doc == nil || doc.Kind == yaml.ScalarNode && doc.Tag == "!!null" {
		return &Node{Kind: Map, Span: diag.Span{File: c.lines.file, Line: int32(c.lines.first), Col: 1}}
	}
	root := c.node(doc, diag.Span{}, 0)
	if root.Kind != Map && !c.full {
		c.say("fields-expected", root.Span)
		return nil
	}
	if c.full {
		return nil
	}
	return root
}

func (c *converter) say(code diag.Code, at diag.Span, args ...string) {
	c.found = append(c.found, diag.New(code, at, args...))
}

// node converts one node. Where it is nothing, its place is that of its key.
func (c *converter) node(n *yaml.Node, key diag.Span, depth int) *Node {
	out := &Node{Kind: kindOf(n), Span: c.lines.spanOf(n), Flow: n.Style&yaml.FlowStyle != 0}
	switch c.nodes++; {
	case c.full:
		return out
	case depth > maxDepth:
		c.full = true
		c.say("fields-too-deep", out.Span, "limit", strconv.Itoa(maxDepth))
		return out
	case c.nodes > maxNodes:
		c.full = true
		c.say("fields-too-many", out.Span, "limit", strconv.Itoa(maxNodes))
		return out
	case n.Kind == yaml.AliasNode || n.Anchor != "" || n.Style&yaml.TaggedStyle != 0:
		c.needsQuotes(out.Span)
		return out
	}
	switch out.Kind {
	case Null, Scalar:
		out.Text = n.Value
		out.Quoted = n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
		if n.Value == "" && !out.Quoted && key.Line > 0 {
			out.Span = key
		}
		if n.Style&yaml.DoubleQuotedStyle != 0 {
			c.escapes(out)
		}
		if n.Style == 0 && n.Kind == yaml.ScalarNode {
			c.cut(out)
		}
	case List:
		c.items(out, n, depth)
	case Map:
		c.fields(out, n, depth)
	}
	return out
}

// cut tells of a text that ends for YAML where # stands behind a space, and was
// meant to go on: “Meeting #1”. A remark of an author has a space behind the #.
func (c *converter) cut(n *Node) {
	row := int(n.Span.Line) - c.lines.first
	if n.Text == "" || row < 0 || row >= len(c.lines.text) {
		return
	}
	text := c.lines.text[row]
	from := c.lines.offset(row, int(n.Span.Col))
	at := strings.Index(text[from:], n.Text)
	if at != 0 {
		return // a text of several lines
	}
	end := from + len(n.Text)
	rest := strings.TrimLeft(text[end:], " \t")
	hash := len(text) - len(rest)
	if len(rest) < 2 || rest[0] != '#' || strings.ContainsRune(" \t#", rune(rest[1])) {
		return
	}
	whole := strings.TrimRight(text[from:], " \t\r")
	c.found = append(c.found, diag.New("text-cut", c.lines.span(row, hash, hash+1), "rest", strings.TrimRight(rest, " \t\r")).WithFix(inQuotes(whole)))
}

// escapes tells of a control character that an escape has put into a text: it
// is none of an author's words there either.
func (c *converter) escapes(n *Node) {
	text := []byte(" " + n.Text) // a byte order mark may begin a file, not a text
	i := nextControl(text, 0)
	if cr := bytes.IndexByte(text, '\r'); cr >= 0 && (i < 0 || cr < i) {
		i = cr
	}
	if i >= 0 {
		r, _ := utf8.DecodeRune(text[i:])
		c.say("character-control", n.Span, "character", fmt.Sprintf("U+%04X", r))
	}
}

func kindOf(n *yaml.Node) Kind {
	switch {
	case n.Kind == yaml.MappingNode:
		return Map
	case n.Kind == yaml.SequenceNode:
		return List
	case n.Kind == yaml.ScalarNode && n.Tag == "!!null":
		return Null
	}
	return Scalar
}

func (c *converter) items(out *Node, n *yaml.Node, depth int) {
	out.Items = make([]*Node, 0, len(n.Content))
	for _, v := range n.Content {
		item := c.node(v, diag.Span{}, depth+1)
		if item.Kind == Null && item.Text == "" { // its place is that of its hyphen
			item.Span.Col = max(1, item.Span.Col-1)
			item.Span.End = item.Span.Col + 1
		}
		if out.Flow && item.Kind == Scalar && !item.Quoted {
			c.wideComma(item, len(n.Content))
		}
		out.Items = append(out.Items, item)
	}
}

// wideComma tells of a comma that was meant to separate items. The enumeration
// comma is common inside a text, so it is told only where nothing else
// separates.
func (c *converter) wideComma(item *Node, items int) {
	comma := "，"
	at := strings.Index(item.Text, comma)
	if at < 0 && items == 1 {
		comma = "、"
		at = strings.Index(item.Text, comma)
	}
	if at < 0 {
		return
	}
	span := item.Span
	span.Col += int32(len([]rune(item.Text[:at])))
	span.End = span.Col + 1
	fix := strings.ReplaceAll(item.Text, comma, ", ")
	if items == 1 {
		fix = "[" + fix + "]"
	}
	c.found = append(c.found, diag.New("comma-fullwidth", span, "comma", comma).WithFix(fix))
}

func (c *converter) fields(out *Node, n *yaml.Node, depth int) {
	out.Keys = make([]Key, 0, len(n.Content)/2)
	first := make(map[string]diag.Span, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content) && !c.full; i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		at := c.lines.spanOf(k)
		if !c.isName(k, at) {
			continue
		}
		value := c.node(v, at, depth+1)
		if out.Flow && value.Kind == Null && value.Text == "" {
			c.glued(k, at)
		}
		if before, twice := first[k.Value]; twice {
			c.found = append(c.found, diag.New("field-repeated", at, "field", k.Value).WithRelated(before, "also-stated"))
			out.Repeated = append(out.Repeated, Key{k.Value, at, value})
			continue
		}
		first[k.Value] = at
		out.Keys = append(out.Keys, Key{k.Value, at, value})
	}
	if len(out.Keys) > 0 && (!out.Flow || out.Span.End == 0) {
		out.Span = out.Keys[0].KeySpan
	}
}

// isName reports whether a key can be the name of a field, and tells if not.
func (c *converter) isName(k *yaml.Node, at diag.Span) bool {
	switch {
	case k.Kind == yaml.AliasNode || k.Anchor != "" || k.Style&yaml.TaggedStyle != 0:
		c.needsQuotes(at)
	case k.Kind != yaml.ScalarNode || strings.TrimSpace(k.Value) == "" || strings.Contains(k.Value, "\n"):
		c.say("field-name-bad", at)
	default:
		return true
	}
	return false
}

// glued tells of {uk:Альянс}, which YAML takes for a name without a value.
func (c *converter) glued(k *yaml.Node, at diag.Span) {
	name, value, ok := cutGlued(k.Value)
	if !ok || k.Style != 0 {
		return
	}
	span := at
	span.Col += int32(len(name))
	span.End = span.Col + 1
	code := diag.Code("colon-no-space")
	if strings.HasPrefix(k.Value[len(name):], wideColon) {
		code = "colon-fullwidth"
	}
	c.found = append(c.found, diag.New(code, span, "field", name).WithFix(name+": "+value))
}

func (c *converter) needsQuotes(at diag.Span) {
	sign := c.lines.runeAt(at)
	c.say("text-needs-quotes", at, "sign", sign)
}
