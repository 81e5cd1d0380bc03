package build

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"path"
	"slices"
	"unicode"

	"diglot/generator/internal/align"
	"diglot/generator/internal/compare"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/markdown"
	"diglot/generator/internal/record"
	"diglot/generator/internal/render"
	"diglot/generator/internal/search"
	"diglot/generator/internal/source"
	"diglot/generator/internal/view"
)

// worker makes outputs one after another, on a goroutine of its own.
type worker struct {
	*run
	pages  *render.Worker
	held   []body // the texts read last
	free   []*markdown.Body
	texts  []textOf
	err    error                       // the machine's failure to read a text
	prose  map[string]markdown.Options // by language
	reader *search.Reader
	scales *gzip.Writer
}

// body is a text that was read.
type body struct {
	file string
	view.Text
}

// textOf is what is kept of the text of a file.
type textOf struct {
	file string
	*text
}

// heldTexts is how many texts a worker holds on to from one output to the next: a
// record's, in all its languages.
const heldTexts = 4

// forget lets the oldest texts go, and uses their memory again: nothing that is
// made may refer to one.
func (w *worker) forget() {
	for len(w.held) > heldTexts {
		if b := w.held[0].Body; len(w.free) < heldTexts && cap(b.HTML) <= largestBuffer {
			w.free = append(w.free, b)
		}
		w.held = slices.Delete(w.held, 0, 1)
	}
}

// freeBody returns a Body that nobody reads any more, or nil.
func (w *worker) freeBody() (b *markdown.Body) {
	if last := len(w.free) - 1; last >= 0 {
		b, w.free = w.free[last], w.free[:last]
	}
	return b
}

func (r *run) newWorker() *worker {
	w := &worker{run: r, prose: map[string]markdown.Options{}}
	w.pages = w.next.theme.value.Worker(func(file, digest string) (*markdown.Body, error) {
		t := w.text(record.Prose{File: file})
		return t.Body, w.err
	})
	return w
}

// output makes the output of one job, or finds that it is there already.
func (w *worker) output(i int) (output, error) {
	w.forget()
	job := w.jobs[i]
	o := output{path: job.Path}
	var key source.Digest
	if !w.in.Once { // or nobody will ask for it
		key = w.jobKey(job)
	}
	old, known := w.prev.outputs[job.Path]
	var made view.Made
	if known && old.key == key {
		o.result = old
		w.inherit(job)
	} else {
		made = w.make(job)
		o.made = true
		o.result = produced{key: key, view: view.Digest(made.View), found: made.Found, fragments: made.Fragments}
		if err := w.holds(job, o.result.view); err != nil {
			return o, err
		}
	}
	o.texts, w.texts = w.texts, nil
	o.key = w.outputKey(o.result.view)
	switch w.sink.Made(job.Path) {
	case o.key:
		o.kept = true
	case o.key.heavy():
		if o.kept = o.result.weight.bytes > 0; o.kept {
			o.key = o.key.heavy()
		}
	}
	if o.kept || w.err != nil || w.failing.Load() {
		return o, w.err
	}
	if made.View == nil {
		made = w.make(job)
	}
	if w.err != nil {
		return o, w.err
	}
	err := w.finish(&o, job, made.View)
	return o, err
}

// make makes the view of a job.
func (w *worker) make(job view.Job) view.Made { return job.Make(w.text) }

// inherit takes over what the last build found in the texts that a job shows.
func (w *worker) inherit(job view.Job) {
	for _, p := range job.Shows {
		w.texts = append(w.texts, textOf{p.File, w.prev.textOf(p.File)})
	}
}

// text reads and parses the text of a record in one language.
func (w *worker) text(p record.Prose) view.Text {
	if i := slices.IndexFunc(w.held, func(b body) bool { return b.file == p.File }); i >= 0 {
		return w.held[i].Text
	}
	file := &w.next.files[p.File].file
	t := view.Text{Body: &markdown.Body{}, Digest: file.Text.String()}
	src, err := w.inputs.tree.ReadInto(w.spare.take(), p.File)
	if err != nil {
		w.err = err
		return t
	}
	defer w.spare.put(src)
	var found []diag.Diagnostic
	o := w.options(file)
	o.Valid = true // only of such a file the prose is known, and the tree gives no other bytes
	o.Into = w.freeBody()
	t.Body, found = markdown.Parse(src[file.Start:], o)
	kept := &text{blocks: align.Blocks(t.Body)}
	kept.reading = w.next.readers.value[file.Lang].Read(compare.Text{Source: src[file.Start:], Head: src[:file.Start],
		File: file.Path, Line: file.Prose.Line, Body: t.Body, Alone: !o.Blocks})
	kept.found = append(found, kept.reading.Found...)
	kept.keepHeadings(t.Headings)
	kept.terms = w.terms(t.HTML)
	w.texts = append(w.texts, textOf{p.File, kept})
	w.held = append(w.held, body{p.File, t})
	return t
}

// terms are those of a text, for the index; nil where none is made.
func (w *worker) terms(html []byte) []byte {
	if w.next.words == nil {
		return nil
	}
	if w.reader == nil {
		w.reader = w.next.words.Reader()
	}
	return bytes.Clone(w.reader.Page(html))
}

// options say what the parser must know of a text besides its bytes.
func (w *worker) options(f *record.File) markdown.Options {
	o, known := w.prose[f.Lang]
	if !known {
		config := w.next.config.value
		l, _ := config.Language(f.Lang)
		o = markdown.Options{
			Tag: l.Tag, IDPrefix: l.Key + "-",
			References: record.KindNames(), Foreign: foreign(config.Languages, l), Typography: !l.AsWritten, Text: true,
		}
		w.prose[f.Lang] = o // to read the tags takes as long as a tenth of a text
	}
	o.File, o.FirstLine, o.Blocks = f.Path, f.Prose.Line, w.compares(f)
	return o
}

// compares reports whether a text is laid beside another: on a page, or because
// one of its record's texts notes from which it was made.
func (r *run) compares(f *record.File) bool {
	if slices.Contains(r.next.config.value.Parallel, f.Kind.Section) {
		return true
	}
	e := r.next.graph.value.graph.ByFile(f.Path)
	return e != nil && len(e.TranslationOf) > 0
}

// foreign are the scripts by which another language of the site is known in a
// text.
func foreign(languages []lang.Language, own lang.Language) []markdown.Foreign {
	var list []markdown.Foreign
	seen := []lang.Script{lang.ScriptOf(own.Tag)}
	for _, l := range languages {
		script := lang.ScriptOf(l.Tag)
		if table := tableOf(script); table != nil && !slices.Contains(seen, script) {
			list = append(list, markdown.Foreign{Script: table, Tag: l.Tag})
		}
		seen = append(seen, script)
	}
	return list
}

// tableOf returns the letters of a script. Latin is no sign of a language:
// names, numbers and addresses are written in it everywhere.
func tableOf(s lang.Script) *unicode.RangeTable {
	switch s {
	case lang.Han:
		return unicode.Han
	case lang.Cyrillic:
		return unicode.Cyrillic
	}
	return nil
}

// render makes the bytes of a view.
func (w *worker) render(job view.Job, v any) ([]render.Part, error) {
	if path.Ext(job.Path) == ".html" {
		w.pages.Into(w.spare.take()) // the worker goes on while the bytes wait for their turn
	}
	parts, err := w.pages.Parts(job.Path, v)
	if err != nil {
		return nil, fmt.Errorf("make %s: %w", job.Path, err)
	}
	if err := w.inspect(job, v, parts); err != nil {
		return nil, err
	}
	return parts, nil
}
