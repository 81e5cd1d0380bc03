package build

import (
	"crypto/sha256"
	"fmt"
	"path"
	"slices"

	"diglot/generator/internal/asset"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/inspect"
	"diglot/generator/internal/render"
	"diglot/generator/internal/source"
	"diglot/generator/internal/view"
)

// output is one file on its way to the sink.
type output struct {
	path   string
	key    Key
	parts  []render.Part // the file; some make several
	kept   bool
	made   bool
	result produced
	texts  []textOf // proses that were read for it
}

// edition makes the outputs: pages through the layouts, files for machines
// through their writers, then the files that are copied. Where an error stands
// already, nothing is rendered, but every text is read and every link looked
// at, so that all mistakes are told at once.
func (r *run) edition() error {
	r.jobs = r.inOrderOfWish(r.next.graph.value.jobs)
	r.next.outputs = map[string]produced{}
	r.next.texts = make(map[string]*text, len(r.inputs.content))
	copies := r.copies()
	r.claims(copies)
	for _, p := range r.media() {
		r.tell(p.unfit...)
	}
	r.hush(r.report.Found)
	err := inOrder(r.ctx, len(r.jobs), r.ofOneRecord, r.newWorker, (*worker).output, r.take)
	if err != nil {
		return err
	}
	if err := r.readTheRest(); err != nil {
		return err
	}
	if err := r.tellTexts(); err != nil {
		return err
	}
	if hasError(r.report.Found) {
		return nil
	}
	if err := r.copy(copies); err != nil {
		return err
	}
	if err := r.putSlowly(); err != nil {
		return err
	}
	r.tellWeights()
	return r.search()
}

// ofOneRecord reports whether a job is one of the same record as the job before:
// what was read for one is at hand for the other.
func (r *run) ofOneRecord(i int) bool {
	x := r.jobs[i].Entry
	return x != nil && x == r.jobs[i-1].Entry
}

// hush ends the rendering where there is an error among the findings. What is
// wrong with texts and links is still looked for.
func (r *run) hush(found []diag.Diagnostic) {
	if hasError(found) {
		r.silent = true
		r.failing.Store(true)
	}
}

// inOrderOfWish puts the outputs that are wanted first at the beginning.
func (r *run) inOrderOfWish(jobs []view.Job) []view.Job {
	if len(r.in.First) == 0 {
		return jobs
	}
	jobs = slices.Clone(jobs)
	slices.SortStableFunc(jobs, func(a, b view.Job) int { return r.wish(a) - r.wish(b) })
	return jobs
}

func (r *run) wish(j view.Job) int {
	if i := slices.Index(r.in.First, j.Path); i >= 0 {
		return i
	}
	return len(r.in.First)
}

// jobKey covers what a view is made from: the graph, and the texts that it
// shows. Where it is the same, so is the view: the first law.
func (r *run) jobKey(j view.Job) source.Digest {
	if len(j.Shows) == 0 {
		return r.next.graph.key
	}
	parts := []any{r.next.graph.key}
	for _, p := range j.Shows {
		parts = append(parts, p.File, r.next.files[p.File].file.Text)
	}
	return digestOf(parts...)
}

// outputKey covers what the bytes are made from: the view and the theme.
func (r *run) outputKey(viewDigest [16]byte) Key {
	theme := r.next.theme.key
	return sha256.Sum256(append(viewDigest[:], theme[:]...))
}

// take hands an output to the sink, in its turn.
func (r *run) take(i int, o output) error {
	job := r.jobs[i]
	if !r.in.Once || len(o.result.fragments) > 0 {
		r.next.outputs[o.path] = o.result
	}
	for _, t := range o.texts {
		r.next.texts[t.file] = t.text
	}
	if o.made {
		r.report.Made++
	}
	r.tell(o.result.found...)
	r.hush(o.result.found)
	r.count(job)
	if r.silent {
		return nil
	}
	take := r.put
	if o.kept {
		take = r.keep
	}
	if err := take(job, &o); err != nil {
		return err
	}
	if o.result.weight.bytes > 0 {
		r.heavy = append(r.heavy, weighed{o.result.weight, job})
	}
	return nil
}

func (r *run) put(_ view.Job, o *output) error {
	r.report.Rendered++
	for _, p := range o.parts {
		r.report.Outputs++
		if err := r.sink.Put(p.Name, p.Bytes, o.key); err != nil {
			return err
		}
		r.spare.put(p.Bytes)
	}
	return nil
}

// keep leaves an output as it is; where the sink finds that it is not what it
// was, it is made after all.
func (r *run) keep(job view.Job, o *output) error {
	ok, err := r.sink.Keep(o.path, o.key)
	if err != nil || ok {
		r.report.Outputs++
		return err
	}
	w := r.newWorker()
	made := w.make(job)
	if w.err != nil {
		return w.err
	}
	o.key = r.outputKey(o.result.view)
	if err = w.finish(o, job, made.View); err != nil {
		return err
	}
	r.next.outputs[o.path] = o.result
	return r.put(job, o)
}

// count counts a page of a language.
func (r *run) count(j view.Job) {
	if path.Ext(j.Path) != ".html" {
		return
	}
	i := slices.IndexFunc(r.report.Pages, func(c Count) bool { return c.Lang == j.Lang })
	if i < 0 {
		i = len(r.report.Pages)
		r.report.Pages = append(r.report.Pages, Count{Lang: j.Lang})
	}
	r.report.Pages[i].Pages++
}

// copied is a file that is published as it is.
type copied struct {
	from, to string
	digest   source.Digest
}

// copies are the static files and the documents of public records. Pictures of
// records are published in another form, and the stylesheet's parts stay behind.
func (r *run) copies() []copied {
	list := slices.Clone(r.inputs.static)
	for _, p := range r.media() {
		if !asset.IsPicture(p.Path) {
			list = append(list, copied{p.Path, view.MediaFile(p.Path), p.Digest})
		}
	}
	return list
}

// copy publishes the stylesheet, the script and what is copied.
func (r *run) copy(copies []copied) error {
	for _, f := range []asset.File{r.next.theme.value.style, r.next.theme.value.script} {
		if err := (inspect.Output{Path: f.Path}).Check(f.Bytes); err != nil {
			return err
		}
		if err := r.sink.Put(f.Path, f.Bytes, sha256.Sum256(f.Bytes)); err != nil {
			return err
		}
	}
	r.report.Outputs += 2 + len(copies)
	for _, c := range copies {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		key := sha256.Sum256(fmt.Append(nil, "copy ", c.digest))
		if err := r.keepOrPut(c.to, key, func() ([]byte, error) { return r.inputs.tree.Read(c.from) }); err != nil {
			return err
		}
	}
	return nil
}

// keepOrPut keeps a file that the sink has made with a key, or gives it the
// bytes.
func (r *run) keepOrPut(path string, key Key, bytes func() ([]byte, error)) error {
	if r.sink.Made(path) == key {
		if ok, err := r.sink.Keep(path, key); ok || err != nil {
			return err
		}
	}
	b, err := bytes()
	if err != nil {
		return err
	}
	return r.sink.Put(path, b, key)
}
