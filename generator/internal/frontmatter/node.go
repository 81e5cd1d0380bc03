// Package frontmatter reads the fields that an author writes in YAML, at the
// head of a Markdown file or in a file of their own, with a place for every
// key and value.
//
// It is the only package that imports yaml.v3, and takes from it nothing but
// the tree of nodes: no value is ever decoded into a Go type here, so that
// 02071180 stays the text 02071180 and a date stays what was written. What a
// text means is for the schema to decide. Whatever cannot be read is told in
// plain words, at its line and column in the author's file; nothing is mended
// in silence, and no input makes the package panic.
package frontmatter

import "diglot/generator/internal/diag"

// Kind says what a Node is.
type Kind uint8

const (
	Null   Kind = iota // nothing: "title:" with no value, or the words null and ~
	Scalar             // one text
	List
	Map
)

// Node is a value as it stands in the author's file.
type Node struct {
	Kind Kind
	// Text is the text of a Scalar, without its quotes and with its escapes
	// resolved; of a Null, what was written for it.
	Text string
	// Quoted means that the author put the text in quotes, or wrote it as a
	// block (| or >), so that it is surely meant as text.
	Quoted bool
	// Flow means a Map in braces or a List in brackets. A Flow map that has
	// keys without a value was probably split at a comma in its text.
	Flow bool
	// Span is where the value stands: the whole of it if it ends on the line on
	// which it begins, else the part on its first line. A block Map or List has
	// the place of its first key or item, a Null of its key.
	Span  diag.Span
	Keys  []Key   // of a Map, in the order written, each name once
	Items []*Node // of a List
	// Repeated are the keys that a Map has once more; each was reported.
	Repeated []Key
}

// Key is one field of a Map.
type Key struct {
	Key     string
	KeySpan diag.Span
	Value   *Node // never nil
}

// Get returns the value of a key, or nil where the node is no map or has no
// such key. It may be called on a nil node.
func (n *Node) Get(key string) *Node {
	if k, ok := n.Lookup(key); ok {
		return k.Value
	}
	return nil
}

// Lookup returns the field of a name, with its place.
func (n *Node) Lookup(key string) (Key, bool) {
	if n == nil {
		return Key{}, false
	}
	for _, k := range n.Keys {
		if k.Key == key {
			return k, true
		}
	}
	return Key{}, false
}
