package render

import (
	"errors"

	"diglot/generator/internal/markdown"
)

// Bodies returns the parsed text of a Markdown file whose digest is known.
type Bodies func(file, digest string) (*markdown.Body, error)

// Worker renders pages one after another. It holds buffers and the fragments
// that pages share; each goroutine needs its own.
type Worker struct {
	theme  *Theme
	bodies Bodies
}

// Worker returns a worker that takes the texts of publications from bodies.
func (t *Theme) Worker(bodies Bodies) *Worker {
	return &Worker{theme: t, bodies: bodies}
}

// Page renders a view: a pointer to a struct that contains view.Page, of the
// type that belongs to its Layout. The bytes are valid until the next call. An
// error names the page.
func (w *Worker) Page(v any) ([]byte, error) {
	return nil, errors.New("render page: not yet written")
}
