package build

import (
	"slices"
	"strings"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
)

// readTheRest parses the texts that no output shows: those of hidden and of
// broken records. Their authors are told of mistakes all the same.
func (r *run) readTheRest() error {
	var rest []*parsed
	for _, p := range r.inputs.content {
		if _, read := r.next.texts[p.path]; !read && p.file.Prose.File != "" {
			rest = append(rest, p)
		}
	}
	w := r.newWorker()
	for _, p := range rest {
		old, ok := r.prev.texts[p.path]
		if ok && r.prev.files[p.path] == p { // the same file under the same site.yaml
			r.next.texts[p.path] = old
			continue
		}
		w.forget()
		w.text(p.file.Prose)
		if w.err != nil {
			return w.err
		}
		for _, t := range w.texts {
			r.next.texts[t.file] = t.text
		}
		w.texts = nil
	}
	return nil
}

// tellTexts tells what is wrong with the texts, and which links to headings
// lead nowhere.
func (r *run) tellTexts() error {
	for _, t := range r.next.texts {
		r.tell(t.found...)
	}
	for _, o := range r.next.outputs {
		for _, f := range o.fragments {
			headings := r.next.textOf(f.Prose.File).headings
			if slices.Contains(headings, f.ID) || strings.HasPrefix(f.ID, "fn") {
				continue
			}
			near, _ := lang.Nearest(f.ID, headings)
			r.tell(diag.New("fragment-dead", f.At, "fragment", f.ID, "file", f.Prose.File).WithFix(near))
		}
	}
	r.tellHeadings()
	r.tellTranslations()
	return r.tellDifferences()
}

// tellHeadings tells which headings have an id in one language of a record and
// not in another.
func (r *run) tellHeadings() {
	for _, e := range r.next.graph.value.graph.Entries {
		for _, p := range e.Prose {
			for _, other := range e.Prose {
				r.compareHeadings(p.File, other.File)
			}
		}
	}
}

func (r *run) compareHeadings(file, other string) {
	own, theirs := r.next.textOf(file), r.next.textOf(other)
	for _, h := range own.named {
		if id := own.headings[h.heading]; !theirs.has(id) {
			at := diag.Span{File: file, Line: h.line, Col: h.col, End: h.end}
			r.tell(diag.New("headings-differ", at, "id", id, "file", other))
		}
	}
}
