package build

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"diglot/generator/internal/asset"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
	"diglot/generator/internal/render"
	"diglot/generator/internal/site"
	"diglot/generator/internal/view"
)

// Answer says what a published file is made from, or what is made from a file
// of the site.
type Answer struct {
	File    string    `json:"file,omitempty"`    // in the published folder; "" where the question was about a file of the site
	Address string    `json:"address,omitempty"` // "/uk/members/khpi/"
	Source  string    `json:"source,omitempty"`  // the file of the site that was asked about
	Origins []Origin  `json:"origins,omitempty"`
	Today   bool      `json:"today,omitempty"`     // the day of the build counts
	Open    int       `json:"undecided,omitempty"` // values that may count, too: there were too many to look at each
	Since   *Since    `json:"since,omitempty"`
	Held    string    `json:"held,omitempty"`  // why it is not published: "draft", "embargo" or "future"
	Pages   []Reached `json:"pages,omitempty"` // made from Source
}

// Origin is a file that a page is made from.
type Origin struct {
	File   string  `json:"file"`
	Role   Role    `json:"role"`
	Fields []Field `json:"fields,omitempty"`
}

// Role is what a file is to a page.
type Role string

// The roles, in the order of an answer.
const (
	RoleContent  Role = "content" // facts and short texts; its Fields count
	RoleText     Role = "text"    // prose
	RolePicture  Role = "picture" // or document: a file of a record's folder
	RoleSettings Role = "settings"
	RoleLayout   Role = "layout"
	RoleStrings  Role = "strings" // its Fields are keys
	RoleStyle    Role = "style"
	RoleCopied   Role = "copied" // the file itself is published
)

var roles = []Role{RoleContent, RoleText, RolePicture, RoleSettings, RoleLayout, RoleStrings, RoleStyle, RoleCopied}

// Field is a part of a file that a page shows, or that decides what it shows.
type Field struct {
	Name string   `json:"name"`           // "identifier.ror"; IsThere, HasText, or the key of a string
	Lang string   `json:"lang,omitempty"` // of a text
	Line int      `json:"line,omitempty"`
	In   []string `json:"in,omitempty"` // fields of the view, as layouts name them
}

// Names of fields that are none.
const (
	IsThere = isThere // that the record is there: the page counts it, or leads to it
	HasText = hasText // whether there is a text in the language
	ItsText = itsText // the words of the text
)

// Reached is a file that is made from a file of the site.
type Reached struct {
	Address string  `json:"address"`
	Fields  []Field `json:"fields,omitempty"`
}

// UnknownError says that neither a published file nor one of the site is called
// so.
type UnknownError struct {
	Asked string
	Near  string // what was probably meant, or ""
}

func (e *UnknownError) Error() string {
	if e.Near != "" {
		return fmt.Sprintf("nothing is published at %q; did you mean %s?", e.Asked, e.Near)
	}
	return fmt.Sprintf("nothing is published at %q", e.Asked)
}

// Why answers what the file at an address is made from: about is an address of
// the site, with or without its origin, or a path in the published folder. For
// a file of the site (content/…, layouts/…) it answers which pages are made
// from it. Nothing is known beforehand: pages are made again from a site in
// which something is different, and compared. The notes of the last publication
// may be nil. Where the content has errors there is no answer, and the report
// has them; UnknownError is returned where there is no such file.
func Why(ctx context.Context, in Input, about string, notes *Notes) (Answer, Report, error) {
	in.First = nil
	r := &run{ctx: ctx, in: in, sink: nil}
	for _, step := range []func() error{r.configure, r.read, r.dress, r.link} {
		if err := step(); err != nil || r.stopped {
			r.conclude()
			return Answer{}, r.report, err
		}
	}
	r.conclude()
	if hasError(r.report.Found) {
		return Answer{}, r.report, nil
	}
	a, err := r.answer(about, notes)
	return a, r.report, err
}

// answer finds out what is asked about.
func (r *run) answer(about string, notes *Notes) (Answer, error) {
	if _, ok := r.inputs.tree.Find(about); ok {
		return r.reach(about)
	}
	for _, file := range r.called(about) {
		if i := slices.IndexFunc(r.next.graph.value.jobs, func(j view.Job) bool { return j.Path == file }); i >= 0 {
			return r.explain(r.next.graph.value.jobs[i], notes)
		}
		if origins := r.copiedFrom(file); origins != nil {
			return Answer{File: file, Address: "/" + file, Origins: origins}, nil
		}
		if a, ok := r.heldAt(file); ok {
			return a, nil
		}
	}
	return Answer{}, r.unknown(about)
}

// called are the published files that somebody may mean by an address.
func (r *run) called(about string) []string {
	base := r.next.config.value.BaseURL
	about, _, _ = strings.Cut(about, "#")
	about, _, _ = strings.Cut(about, "?")
	if strings.HasPrefix(about+"/", base) {
		about = "/" + strings.TrimPrefix(about+"/", base)
		about = strings.TrimSuffix(about, "/")
	}
	if u, err := url.Parse(base); err == nil && u.Path != "/" {
		if rest, ok := strings.CutPrefix(about+"/", u.Path); ok {
			about = "/" + strings.TrimSuffix(rest, "/")
		}
	}
	if plain, err := url.PathUnescape(about); err == nil {
		about = plain
	}
	name := strings.TrimPrefix(path.Clean("/"+about), "/")
	return []string{name, path.Join(name, "index.html")}
}

// unknown names the nearest address.
func (r *run) unknown(about string) error {
	var all []string
	for _, j := range r.next.graph.value.jobs {
		all = append(all, addressOf(j.Path))
	}
	for _, s := range r.inputs.tree.Files {
		all = append(all, s.Path)
	}
	asked := about
	if !strings.HasPrefix(about, "content/") && !strings.HasPrefix(about, layoutsDir) {
		names := r.called(about)
		asked = addressOf(names[1])
		if path.Ext(names[0]) != "" {
			asked = addressOf(names[0])
		}
	}
	near, ok := lang.Nearest(asked, all)
	if !ok { // the same last part somewhere else
		i := slices.IndexFunc(all, func(a string) bool { return len(asked) > 3 && path.Base(a) == path.Base(asked) })
		if i >= 0 {
			near = all[i]
		}
	}
	return &UnknownError{Asked: about, Near: near}
}

// addressOf is where readers find a published file.
func addressOf(file string) string { return "/" + strings.TrimSuffix(file, "index.html") }

// copiedFrom are the files that are published as they are, or bound together.
func (r *run) copiedFrom(file string) []Origin {
	if file == r.next.theme.value.style.Path {
		return r.styles()
	}
	for _, c := range r.copies() {
		if c.to == file {
			return []Origin{{File: c.from, Role: RoleCopied}}
		}
	}
	return nil
}

func (r *run) styles() []Origin {
	var list []Origin
	for _, s := range r.inputs.tree.Files {
		if strings.HasPrefix(s.Path, asset.StyleDir+"/") {
			list = append(list, Origin{File: s.Path, Role: RoleStyle})
		}
	}
	return list
}

// heldAt answers for a page that would be there if its record were public.
func (r *run) heldAt(file string) (Answer, bool) {
	g := r.next.graph.value.graph
	if r.in.Drafts || len(g.Held) == 0 {
		return Answer{}, false
	}
	var all []*record.Record
	for _, m := range r.next.records {
		if m.record != nil {
			all = append(all, m.record)
		}
	}
	slices.SortFunc(all, func(a, b *record.Record) int { return strings.Compare(a.Ref().String(), b.Ref().String()) })
	with, _ := site.Link(all, site.Options{Config: r.next.config.value, Clock: r.in.Clock, Drafts: true})
	for _, e := range with.Entries {
		for _, l := range e.Languages {
			if file != strings.TrimPrefix(e.Path(l.Key)+"index.html", "/") {
				continue
			}
			a := Answer{File: file, Address: addressOf(file)}
			if held, ok := with.HeldBack(e); ok {
				a.Held = whyHeld(held)
				for _, f := range e.Files {
					a.Origins = append(a.Origins, Origin{File: f, Role: RoleContent})
				}
				return a, true
			}
		}
	}
	return Answer{}, false
}

func whyHeld(h site.Held) string {
	switch {
	case h.Draft:
		return "draft"
	case h.Until.Unix != 0:
		return "embargo"
	}
	return "future"
}

// explain says what the file of a job is made from.
func (r *run) explain(job view.Job, notes *Notes) (Answer, error) {
	p := &prober{asker: r.asker(r.next.theme.value.Theme), path: job.Path, scene: r.now()}
	p.pool = poolOf(p.scene.records, r.next.graph.value.graph.Today)
	base, ok := p.page(p.scene, job.Path)
	if !ok {
		return Answer{}, fmt.Errorf("make %s: the page cannot be made", job.Path)
	}
	p.base = base
	a := Answer{File: job.Path, Address: addressOf(job.Path)}
	o := origins{run: r, own: r.ownFiles(job)}
	for _, prose := range job.Shows {
		o.add(RoleText, prose.File, Field{})
	}
	known := r.shown(p, &o, job)
	r.probed(p, &o, known)
	if m := today(); len(p.find([]matter{m})) > 0 {
		a.Today = true
	}
	for _, b := range base.parts {
		if bytes.Contains(b, []byte(r.next.theme.value.style.Path)) {
			o.list = append(o.list, r.styles()...)
			break
		}
	}
	a.Origins, a.Open = o.sorted(), p.open
	since := notes.since(r.in.Version, job.Path, base.view, o.files(), r.stamps())
	a.Since = &since
	return a, p.worker.err
}

// stamps are the digests of the site's files.
func (r *run) stamps() map[string]uint64 {
	n := newNotes("")
	n.stamp(r.inputs.tree.Files)
	return n.files
}

// ownFiles are the files of the record whose page is made.
func (r *run) ownFiles(job view.Job) []string {
	for _, e := range r.next.graph.value.graph.Entries {
		if p := e.Path(job.Lang); p != "" && addressOf(job.Path) == p {
			return e.Files
		}
	}
	return nil
}

// shown finds, with marks, which texts and phrases the page shows, and which
// layouts it is made with.
func (r *run) shown(p *prober, o *origins, job view.Job) map[place]bool {
	m := &marks{}
	s := p.scene
	s.records, s.words = m.records(s.records, p.pool), r.markedWords(m)
	theme, bad := render.Traced(r.inputs.layouts, s.words, func(file string) { o.add(RoleLayout, file, Field{}) })
	if len(bad) > 0 {
		panic("build: a layout that was sound is not so with other strings")
	}
	a := r.asker(theme)
	a.bodies = p.bodies
	page, ok := a.page(s, job.Path)
	if !ok {
		return nil
	}
	known := map[place]bool{}
	f := m.look(page.view, page.parts)
	for n := range m.leaves {
		if in, ok := f.leaves[n]; ok {
			at := m.leaves[n]
			known[place{record: at.record, leaf: at.leaf}] = true
			o.leaf(s.records[at.record], at, in)
		}
	}
	for n := range m.phrases {
		if f.phrases[n] {
			o.add(RoleStrings, m.phrases[n].file, Field{Name: m.phrases[n].key})
		}
	}
	return known
}

// probed finds what else counts: facts that are no texts, texts that decide an
// order or an address, pictures, settings, and records that are but counted.
func (r *run) probed(p *prober, o *origins, known map[place]bool) {
	shown := map[int]bool{}
	for at := range known {
		shown[at.record] = true
	}
	for _, f := range p.find(p.leavesOf(known)) {
		if f.record == ofConfig {
			o.add(RoleSettings, record.ConfigFile, Field{Name: f.field, In: f.in})
			continue
		}
		shown[f.record] = true
		o.leaf(p.scene.records[f.record], f.place, f.in)
	}
	for _, f := range p.find(p.presence(shown)) {
		o.leaf(p.scene.records[f.record], f.place, f.in)
	}
	for _, f := range p.find(p.pictures()) {
		o.add(RolePicture, f.at.File, Field{})
	}
}

// origins collects the files of an answer.
type origins struct {
	*run
	own  []string
	list []Origin
}

// add notes a field of a file, each once; a field without a name is the file as
// a whole.
func (o *origins) add(role Role, file string, f Field) {
	i := o.index(role, file)
	if i < 0 {
		i = len(o.list)
		o.list = append(o.list, Origin{File: file, Role: role})
	}
	to := &o.list[i]
	j := slices.IndexFunc(to.Fields, func(have Field) bool { return have.Name == f.Name && have.Lang == f.Lang })
	switch {
	case f.Name == "":
	case j < 0:
		to.Fields = append(to.Fields, f)
	default:
		for _, in := range f.In {
			to.Fields[j].In = adding(to.Fields[j].In, in)
		}
	}
}

func (o *origins) index(role Role, file string) int {
	return slices.IndexFunc(o.list, func(have Origin) bool { return have.File == file && have.Role == role })
}

func (o *origins) has(role Role, file string) bool { return o.index(role, file) >= 0 }

// leaf notes a value of a record.
func (o *origins) leaf(r *record.Record, at place, in []string) {
	file := at.at.File
	if file == "" {
		file = r.Files[0]
	}
	if at.field == hasText && o.has(RoleText, file) {
		return // the text itself is shown
	}
	o.add(RoleContent, file, fieldOf(at, in))
}

func fieldOf(at place, in []string) Field {
	return Field{Name: at.field, Lang: at.lang, Line: int(at.at.Line), In: in}
}

// files are the files of the answer, each once.
func (o *origins) files() []string {
	var files []string
	for _, x := range o.list {
		files = adding(files, x.File)
	}
	return files
}

// sorted puts the files in the order of their roles and names, the record's own
// first, and fields in the order of their lines.
func (o *origins) sorted() []Origin {
	rank := func(x Origin) int {
		if slices.Contains(o.own, x.File) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(o.list, func(a, b Origin) int {
		return cmp.Or(slices.Index(roles, a.Role)-slices.Index(roles, b.Role), rank(a)-rank(b), strings.Compare(a.File, b.File))
	})
	for _, x := range o.list {
		sortFields(x.Fields)
	}
	return o.list
}

func sortFields(list []Field) {
	slices.SortStableFunc(list, func(a, b Field) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), strings.Compare(a.Name, b.Name), strings.Compare(a.Lang, b.Lang))
	})
}
