package build

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"diglot/generator/internal/asset"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/markdown"
	"diglot/generator/internal/record"
	"diglot/generator/internal/render"
	"diglot/generator/internal/search"
	"diglot/generator/internal/site"
	"diglot/generator/internal/source"
	"diglot/generator/internal/view"
)

// Site is a site that was read and linked, and of which nothing is made yet. It
// can be asked for single outputs, and what they would be if other things stood
// in its files: the same pure functions, asked again. It is for one goroutine.
type Site struct {
	Config     *record.Config
	Graph      *site.Graph
	Jobs       []view.Job // all outputs but copies, as Run makes them
	Files      []source.Stamp
	Stylesheet string           // where it is published
	Indexes    []search.Address // of the search, in the order of the languages
	Clock      site.Clock
	Drafts     bool

	run      *run
	theme    *render.Theme
	words    []*lang.Catalogue
	strings  []source.File
	files    map[string]*record.File
	records  []*record.Record // hidden ones, too
	attached []site.Attachment
	worker   *worker
	bodies   map[string]*markdown.Body // by file: an edit of facts leaves the texts as they are
}

// Change is what a site could be made from instead. Its zero Clock is the zero
// of time: whoever wants that of the Site must say so.
type Change struct {
	Files  []source.File // as they would be; one that would not be there has no bytes
	Clock  site.Clock
	Drafts bool
	Trace  func(file string) // is called with every layout that is used
}

// Look reads and links a site. Where its content has errors there is none, and
// the report has them.
func Look(ctx context.Context, in Input) (*Site, Report, error) {
	in.First, in.WebP = nil, Encoder{} // nothing is made that takes long
	in.Once = false
	r := &run{ctx: ctx, in: in}
	for _, step := range []func() error{r.configure, r.read, r.dress, r.link} {
		if err := step(); err != nil || r.stopped {
			r.conclude()
			return nil, r.report, err
		}
	}
	r.conclude()
	if hasError(r.report.Found) {
		return nil, r.report, nil
	}
	theme := r.next.theme.value
	s := &Site{Config: r.next.config.value, Files: r.inputs.tree.Files, Stylesheet: theme.style.Path, Indexes: r.searchAddresses(), Clock: in.Clock, Drafts: in.Drafts,
		run: r, theme: theme.Theme, words: theme.words, strings: r.inputs.strings, files: map[string]*record.File{},
		worker: r.newWorker(), bodies: map[string]*markdown.Body{}}
	for _, p := range r.inputs.content {
		s.files[p.path] = &p.file
	}
	for _, m := range r.next.records {
		s.records = append(s.records, m.record)
	}
	slices.SortFunc(s.records, func(a, b *record.Record) int { return strings.Compare(a.Ref().String(), b.Ref().String()) })
	for _, p := range r.inputs.attached {
		s.attached = append(s.attached, p.Attachment)
	}
	s.Graph, s.Jobs = r.next.graph.value.graph, r.next.graph.value.jobs
	return s, r.report, nil
}

// Read returns a file of the site.
func (s *Site) Read(name string) ([]byte, error) { return s.run.inputs.tree.Read(name) }

// Copies returns the files that are published as they are, and pictures, which
// are published in several widths: where each goes, and where it is from.
func (s *Site) Copies() map[string]string {
	from := map[string]string{s.run.next.theme.value.script.Path: asset.ScriptPath}
	for _, c := range s.run.copies() {
		from[c.to] = c.from
	}
	for _, slow := range s.run.slowly() {
		for _, f := range slow.to {
			from[f.path] = slow.from
		}
	}
	return from
}

// WebP returns the files that a publication may have besides, with the picture
// that each would be made from: they depend on the machine that publishes.
func (s *Site) WebP() map[string]string {
	from := map[string]string{}
	for _, p := range s.run.media() {
		p.WebP = p.Scales
		for _, f := range view.WebP(p.Attachment) {
			from[f.File] = p.Path
		}
	}
	return from
}

// Err returns the machine's failure to read a text, which any of the outputs
// may have met.
func (s *Site) Err() error { return s.worker.err }

// With returns the site as it would be; ok is false where the schema does not
// admit what a file would hold, or the languages of the site would be others.
// What is wrong between records does not count.
func (s *Site) With(c Change) (with *Site, ok bool) {
	defer recovered(&ok)
	next := *s
	next.Clock, next.Drafts = c.Clock, c.Drafts
	next.files, next.records, next.attached = maps.Clone(s.files), slices.Clone(s.records), slices.Clone(s.attached)
	next.strings = slices.Clone(s.strings)
	var touched []record.Ref
	for _, f := range c.Files {
		if f.Path == record.ConfigFile && !next.configure(f) {
			return nil, false
		}
	}
	for _, f := range c.Files {
		switch {
		case f.Path == record.ConfigFile:
		case strings.HasPrefix(f.Path, stringsDir):
			i := slices.IndexFunc(next.strings, func(have source.File) bool { return have.Path == f.Path })
			next.strings[i] = f
		case path.Ext(f.Path) == ".md":
			ref, ok := next.edit(f)
			if !ok {
				return nil, false
			}
			touched = append(touched, ref)
		default:
			next.attach(f)
		}
	}
	for _, ref := range touched {
		if !next.merge(ref) {
			return nil, false
		}
	}
	if c.Trace != nil {
		next.words, _ = catalogues(next.strings, next.Config.Languages)
		next.theme, _ = render.Traced(s.run.inputs.layouts, next.words, c.Trace)
	}
	next.link()
	return &next, next.theme != nil && next.Graph.Alliance != nil
}

// recovered takes what cannot be made for what is not there: between records
// anything may be wrong.
func recovered(ok *bool) {
	if recover() != nil {
		*ok = false
	}
}

// configure takes other settings.
func (s *Site) configure(f source.File) bool {
	c, bad := record.ParseConfig(f.Bytes)
	key := func(l lang.Language) string { return l.Key }
	if hasError(bad) || !slices.EqualFunc(c.Languages, s.Config.Languages, func(a, b lang.Language) bool { return key(a) == key(b) }) {
		return false
	}
	if s.run.in.BaseURL != "" {
		c.BaseURL = s.Config.BaseURL
	}
	s.Config = c
	return true
}

// edit takes another Markdown file, and returns whose it is.
func (s *Site) edit(f source.File) (record.Ref, bool) {
	origin, bad := record.OriginOf(f.Path, s.Config)
	if len(bad) > 0 {
		return record.Ref{}, false
	}
	ref := record.Ref{Kind: origin.Kind.Name, ID: origin.ID}
	if f.Bytes == nil {
		delete(s.files, f.Path)
		return ref, true
	}
	parsed := record.ParseFile(f.Path, origin, f.Bytes, s.Config)
	s.files[f.Path] = &parsed
	return ref, !hasError(parsed.Bad)
}

// attach takes another picture or document.
func (s *Site) attach(f source.File) {
	s.attached = slices.DeleteFunc(s.attached, func(a site.Attachment) bool { return a.Path == f.Path })
	if f.Bytes != nil {
		s.attached = append(s.attached, s.run.measure(f, f.Stamp().Mark).Attachment)
	}
}

// merge makes a record of its files anew.
func (s *Site) merge(ref record.Ref) bool {
	var files []record.File
	for _, f := range s.files {
		if f.Kind.Name == ref.Kind && f.ID == ref.ID {
			files = append(files, *f)
		}
	}
	slices.SortFunc(files, func(a, b record.File) int { return strings.Compare(a.Path, b.Path) })
	i := slices.IndexFunc(s.records, func(r *record.Record) bool { return ref.Names(r.Ref()) })
	if len(files) == 0 {
		if i >= 0 {
			s.records = slices.Delete(s.records, i, i+1)
		}
		return true
	}
	made, bad := record.Merge(files, s.Config)
	if i < 0 {
		s.records = append(s.records, made)
	} else {
		s.records[i] = made
	}
	return !hasError(bad)
}

// link makes the graph anew.
func (s *Site) link() {
	s.Graph, _ = site.Link(s.records, site.Options{Config: s.Config, Clock: s.Clock, Drafts: s.Drafts,
		Attachments: slices.Clone(s.attached), Gone: s.run.next.graph.value.graph.Gone})
	s.Jobs = nil
	if s.Graph.Alliance != nil {
		s.Jobs = view.New(s.Graph, s.words, s.run.next.theme.value.assets()).Jobs()
	}
}

// View returns what the output at a path is rendered from; ok is false where
// there is none.
func (s *Site) View(path string) (v any, ok bool) {
	defer recovered(&ok)
	i := slices.IndexFunc(s.Jobs, func(j view.Job) bool { return j.Path == path })
	if i < 0 {
		return nil, false
	}
	return s.Jobs[i].Make(s.body).View, true
}

// Render makes the bytes of a view, or nil.
func (s *Site) Render(path string, v any) (b []byte) {
	ok := true
	defer func() {
		if !ok {
			b = nil
		}
	}()
	defer recovered(&ok)
	parts, err := s.theme.Worker(func(file, _ string) (*markdown.Body, error) {
		return s.body(record.Prose{File: file}).Body, s.worker.err
	}).Parts(path, v)
	if err != nil {
		return nil
	}
	for _, p := range parts {
		b = fmt.Appendf(b, "%s %d\n", p.Name, len(p.Bytes))
		b = append(b, bytes.Clone(p.Bytes)...)
	}
	return b
}

// body gives a text: the words are those of today, the digest is that of the
// file as it would be.
func (s *Site) body(p record.Prose) view.Text {
	body, read := s.bodies[p.File]
	if _, is := s.worker.next.files[p.File]; !is {
		body, read = &markdown.Body{}, true
	}
	if !read {
		body = s.worker.text(p).Body
		s.bodies[p.File] = body
	}
	return view.Text{Body: body, Digest: s.files[p.File].Text.String()}
}
