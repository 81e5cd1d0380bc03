package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
)

// set returns a piece of text as its language prints it. The digest of a block
// does not see the difference: gaps and marks do not count there.
func (w *writer) set(text []byte, n *ast.Text) []byte {
	if !w.o.Typography || len(text) == 0 {
		return text
	}
	var ahead []byte
	if n.SoftLineBreak() {
		ahead = append(append(w.ahead[:0], ' '), w.beginning(following(n))...)
		w.ahead = ahead
	} else if c := text[len(text)-1]; c < 'A' && !n.HardLineBreak() || c == lastOfDash {
		ahead = w.beginning(following(n)) // what follows matters to signs and gaps
	}
	return w.setter.Set(text, ahead)
}

// lastOfDash is the last byte of —, and of few others.
const lastOfDash = 0x94

// beginning returns the beginning of the text that a node shows: a letter for
// what shows no text of its own.
func (w *writer) beginning(n ast.Node) []byte {
	for n != nil {
		switch n := n.(type) {
		case *ast.Text:
			if text := n.Segment.Value(w.src); len(text) > 0 {
				return bytes.TrimPrefix(text, []byte(`\`))
			}
		case *ast.AutoLink, *ast.RawHTML, *ast.Image:
			return []byte("x")
		}
		if c := n.FirstChild(); c != nil {
			n = c
		} else if _, ok := n.(*ast.Link); ok {
			return []byte("x")
		} else {
			n = following(n)
		}
	}
	return nil
}

// bound reports whether no line may break where one of the source does.
func (w *writer) bound(n *ast.Text) bool {
	return w.o.Typography && w.setter.Gap(w.beginning(following(n)))
}
