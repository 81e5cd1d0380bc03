package build

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"diglot/generator/internal/asset"
	"diglot/generator/internal/record"
	"diglot/generator/internal/render"
	"diglot/generator/internal/site"
	"diglot/generator/internal/view"
)

// reach says which published files are made from a file of the site.
func (r *run) reach(file string) (Answer, error) {
	a := Answer{Source: file}
	g := r.next.graph.value.graph
	switch {
	case strings.HasPrefix(file, staticDir):
		a.Pages = []Reached{{Address: "/" + strings.TrimPrefix(file, staticDir)}}
		return a, nil
	case file == site.LockFile:
		return a, nil
	case g.IsHidden(file):
		i := slices.IndexFunc(g.Held, func(h site.Held) bool { return slices.Contains(h.Record.Files, file) })
		a.Held = whyHeld(g.Held[i])
		return a, nil
	}
	w := &reacher{asker: r.asker(r.next.theme.value.Theme), scene: r.now(), file: file, fields: map[string][]Field{}}
	w.pool = poolOf(w.scene.records, g.Today)
	if strings.HasPrefix(file, layoutsDir) {
		w.layouts(r)
	} else {
		w.matters(r)
	}
	for _, j := range r.next.graph.value.jobs {
		if fields, ok := w.fields[j.Path]; ok {
			if len(fields) > 1 { // where more is shown, that it is there goes without saying
				fields = slices.DeleteFunc(fields, func(f Field) bool { return f.Name == isThere || f.Name == hasText })
			}
			sortFields(fields)
			a.Pages = append(a.Pages, Reached{addressOf(j.Path), fields})
		}
	}
	if media := view.MediaFile(file); r.copiedFrom(media) != nil {
		a.Pages = append(a.Pages, Reached{Address: "/" + media})
	}
	return a, w.worker.err
}

// reacher makes all pages with something different, and compares.
type reacher struct {
	*asker
	scene  scene
	pool   *pool
	file   string
	views  map[string]any // of the site as it is
	fields map[string][]Field
}

// note notes that a page is made from a field of the file.
func (w *reacher) note(path string, f Field) {
	have := w.fields[path]
	if f.Name != "" && !slices.ContainsFunc(have, func(h Field) bool { return h.Name == f.Name && h.Lang == f.Lang }) {
		have = append(have, f)
	}
	w.fields[path] = have
}

// layouts notes the pages that are rendered with a file of the layouts.
func (w *reacher) layouts(r *run) {
	m, used := &marks{}, false
	words := r.markedWords(m)
	s := w.scene
	s.words = words
	theme, bad := render.Traced(r.inputs.layouts, words, func(file string) { used = used || file == w.file })
	if len(bad) > 0 {
		panic("build: a layout that was sound is not so with other strings")
	}
	style := strings.HasPrefix(w.file, asset.StyleDir+"/")
	a := r.asker(theme)
	jobs, _ := a.jobs(s)
	for _, j := range jobs {
		used = false
		a.renew()
		v, err := a.view(j)
		if err != nil {
			continue
		}
		parts, _ := a.render(j, v)
		for n := range m.look(v, parts).phrases {
			if m.phrases[n].file == w.file {
				w.note(j.Path, Field{Name: m.phrases[n].key})
			}
		}
		if used || style && slices.ContainsFunc(parts, func(b []byte) bool { return bytes.Contains(b, []byte(r.next.theme.value.style.Path)) }) {
			w.note(j.Path, Field{})
		}
		clear(a.bodies)
	}
}

// matters notes the pages that would differ if a value that stands in the file
// did.
func (w *reacher) matters(r *run) {
	for _, j := range r.next.graph.value.jobs {
		if slices.ContainsFunc(j.Shows, func(p record.Prose) bool { return p.File == w.file }) {
			w.note(j.Path, Field{Name: itsText})
		}
	}
	w.views = w.all(w.scene)
	p := &prober{asker: w.asker, scene: w.scene, pool: w.pool}
	var list []matter
	for _, m := range append(p.leavesOf(nil), p.pictures()...) {
		if m.at.File == w.file {
			list = append(list, m)
		}
	}
	for _, m := range p.presence(nil) {
		if w.scene.records[m.record].Files[0] == w.file {
			list = append(list, m)
		}
	}
	if len(w.views)*len(list) > 20*budget { // too many to look at each
		for other := range 6 {
			w.compare(p.altered(list, other), Field{})
		}
		return
	}
	for _, m := range list {
		f := fieldOf(m.place, nil)
		if path.Ext(w.file) != ".md" && w.file != record.ConfigFile {
			f = Field{}
		}
		for other := range m.others {
			w.compare(p.altered([]matter{m}, other), f)
		}
	}
}

// all makes the views of a scene.
func (w *reacher) all(s scene) map[string]any {
	views := map[string]any{}
	jobs, err := w.jobs(s)
	if err != nil {
		return nil
	}
	for _, j := range jobs {
		if v, err := w.view(j); err == nil {
			views[j.Path] = v
		}
	}
	return views
}

// compare notes the pages that are not the same in another scene.
func (w *reacher) compare(s scene, f Field) {
	views := w.all(s)
	for name, was := range w.views {
		is, ok := views[name]
		if ok && view.Digest(was) == view.Digest(is) {
			continue
		}
		if ok && f.Name != "" && slices.ContainsFunc(w.fields[name], func(h Field) bool { return h.Name == f.Name && h.Lang == f.Lang }) {
			continue
		}
		if !ok || !w.rendersSame(name, was, is) {
			w.note(name, f)
		}
	}
}

// rendersSame reports whether two views make the same bytes: a layout need not
// show all of a view.
func (w *reacher) rendersSame(name string, was, is any) bool {
	old, err1 := w.render(view.Job{Path: name}, was)
	new, err2 := w.render(view.Job{Path: name}, is)
	return err1 == nil && err2 == nil && made{parts: old}.equals(made{parts: new})
}
