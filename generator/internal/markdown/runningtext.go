package markdown

import "github.com/yuin/goldmark/ast"

// keep takes a piece of running text into Body.Text.
func (w *writer) keep(text []byte, n *ast.Text) {
	if !w.o.Text {
		return
	}
	if len(text) > 0 {
		w.Pieces = append(w.Pieces, Piece{int32(len(w.Text)), int32(n.Segment.Start), int32(w.current), w.quoted > 0})
		w.Text = append(w.Text, text...)
	}
	if n.SoftLineBreak() || n.HardLineBreak() {
		w.Text = append(w.Text, '\n')
	}
}

// elsewhere notes that something stands in the running text that is none.
func (w *writer) elsewhere() {
	if w.o.Text {
		w.Text = append(w.Text, Elsewhere)
	}
}

// endText ends a block of running text.
func (w *writer) endText() {
	if w.o.Text {
		w.Text = append(w.Text, EndOfBlock)
	}
}
