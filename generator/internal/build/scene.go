package build

import (
	"bytes"
	"fmt"

	"diglot/generator/internal/lang"
	"diglot/generator/internal/markdown"
	"diglot/generator/internal/record"
	"diglot/generator/internal/render"
	"diglot/generator/internal/site"
	"diglot/generator/internal/view"
)

// scene is all that pages are made from besides texts and layouts. A question
// such as “what would this page be if the member had another name” is answered
// by making the page from another world: the same pure functions, asked again.
type scene struct {
	config  *record.Config
	records []*record.Record // the public ones; what is hidden goes into no page
	files   []site.Attachment
	clock   site.Clock
	words   []*lang.Catalogue
}

// asker makes pages of scenes.
type asker struct {
	worker *worker
	theme  *render.Theme
	pages  *render.Worker
	bodies map[string]view.Text
}

// now is the scene as it is.
func (r *run) now() scene {
	g := r.next.graph.value.graph
	w := scene{config: r.next.config.value, files: g.Files, clock: r.in.Clock, words: r.next.theme.value.words}
	for _, e := range g.Entries {
		w.records = append(w.records, e.Record)
	}
	return w
}

func (r *run) asker(theme *render.Theme) *asker {
	a := &asker{worker: r.newWorker(), theme: theme, bodies: map[string]view.Text{}}
	a.renew()
	return a
}

// renew forgets the fragments that pages share.
func (a *asker) renew() {
	a.pages = a.theme.Worker(func(file, _ string) (*markdown.Body, error) {
		return a.body(record.Prose{File: file}).Body, a.worker.err
	})
}

// body reads a text once.
func (a *asker) body(p record.Prose) view.Text {
	if t, ok := a.bodies[p.File]; ok {
		return t
	}
	t := a.worker.text(p)
	a.bodies[p.File] = t
	return t
}

// jobs lists what a scene publishes; nothing where it cannot be linked.
func (a *asker) jobs(w scene) (jobs []view.Job, err error) {
	defer recovered(&err)
	graph, _ := site.Link(w.records, site.Options{Config: w.config, Clock: w.clock, Drafts: a.worker.in.Drafts, Attachments: w.files})
	if graph.Alliance == nil {
		return nil, nil
	}
	style := a.worker.next.theme.value.style.Path
	return view.New(graph, w.words, view.Assets{Stylesheet: "/" + style, Icon: "/favicon.svg"}).Jobs(), nil
}

// recovered makes an error of a panic: an alternative need not be one that the
// schema admits, and a page that cannot be made of it does depend on it.
func recovered(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("the page cannot be made: %v", p)
	}
}

// made is a file that is published, made from a scene.
type made struct {
	view  any
	parts [][]byte
}

// view makes the view of a job.
func (a *asker) view(job view.Job) (v any, err error) {
	defer recovered(&err)
	return job.Make(a.body).View, nil
}

// render makes the bytes of a view.
func (a *asker) render(job view.Job, v any) (parts [][]byte, err error) {
	defer recovered(&err)
	rendered, err := a.pages.Parts(job.Path, v)
	for _, p := range rendered {
		parts = append(parts, bytes.Clone(p.Bytes))
	}
	return parts, err
}

// page makes one file of a scene; ok is false where the world has none at that
// path.
func (a *asker) page(w scene, path string) (m made, ok bool) {
	jobs, err := a.jobs(w)
	if err != nil {
		return made{}, false
	}
	for _, j := range jobs {
		if j.Path != path {
			continue
		}
		if m.view, err = a.view(j); err != nil {
			return made{}, false
		}
		m.parts, err = a.render(j, m.view)
		return m, err == nil
	}
	return made{}, false
}

// differing reports which fields of two views differ, those of the frame by name.
// It is meant for pages whose bytes differ.
func differing(was, is any) []string {
	var names []string
	for _, fields := range []func(any) []view.Field{view.Fields, view.FrameFields} {
		old, new := fields(was), fields(is)
		for i := range new {
			if new[i].Name != "Frame" && (len(old) != len(new) || old[i] != new[i]) {
				names = append(names, new[i].Name)
			}
		}
	}
	return names
}

// equals reports whether two files are of the same bytes.
func (m made) equals(other made) bool {
	if len(m.parts) != len(other.parts) {
		return false
	}
	for i := range m.parts {
		if !bytes.Equal(m.parts[i], other.parts[i]) {
			return false
		}
	}
	return true
}
