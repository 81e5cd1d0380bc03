package render

import (
	"fmt"
	"reflect"

	"diglot/generator/internal/markdown"
	"diglot/generator/internal/view"
)

// Bodies returns the parsed text of a Markdown file whose digest is known.
type Bodies func(file, digest string) (*markdown.Body, error)

// Worker renders pages one after another. It holds buffers and the fragments
// that pages share; each goroutine needs its own.
type Worker struct {
	theme     *Theme
	bodies    Bodies
	fragments fragments
	run       run
}

// Worker returns a worker that takes the texts of publications from bodies.
func (t *Theme) Worker(bodies Bodies) *Worker {
	return &Worker{theme: t, bodies: bodies}
}

// Into says into which buffer the next page is rendered. Without one, each page
// grows its own.
func (w *Worker) Into(buffer []byte) { w.run.out = buffer }

// Page renders a view: a pointer to a struct that contains view.Page, of the
// type that belongs to its Layout, in the language of its Frame; a page of all
// languages has none and takes what strings it needs from the first. The bytes
// are the caller's. An error names the page.
func (w *Worker) Page(v any) ([]byte, error) {
	dot := reflect.ValueOf(v).Elem()
	index, ok := w.theme.types[dot.Type()]
	if !ok {
		return nil, fmt.Errorf("render page: no layout is made for a %s", dot.Type())
	}
	page := dot.FieldByIndex(index).Addr().Interface().(*view.Page)
	p, err := w.theme.program(page, dot.Type())
	if err != nil {
		return nil, err
	}
	w.run = run{w: w, out: w.run.out[:0], vars: w.run.vars[:0]}
	w.run.call(p, dot)
	if w.run.err != nil {
		return nil, fmt.Errorf("render page %s: %w", page.URL, w.run.err)
	}
	out := append(w.run.out, '\n')
	w.run.out = nil
	return out, nil
}

// program finds the program of a page whose view is of a type.
func (t *Theme) program(page *view.Page, typ reflect.Type) (*program, error) {
	language, ok := t.languages[page.Frame.Key]
	if !ok && page.Frame.Key != "" {
		return nil, fmt.Errorf("render page %s: there are no strings for the language %q", page.URL, page.Frame.Key)
	}
	p := t.pages[language][page.Layout]
	if p == nil {
		return nil, fmt.Errorf("render page %s: there is no layout %q", page.URL, page.Layout)
	}
	if p.dot != typ {
		return nil, fmt.Errorf("render page %s: the layout %q shows a %s and not a %s", page.URL, page.Layout, p.dot, typ)
	}
	return p, nil
}
