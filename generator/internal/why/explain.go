package why

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"diglot/generator/internal/build"
	"diglot/generator/internal/record"
	"diglot/generator/internal/source"
	"diglot/generator/internal/view"
)

// budget is how many pages are made for one answer, and alone how many edits
// are tried one by one. On a site of some hundred records every edit is tried by
// itself. Where there are more, they are tried together and parted where the
// page changes: what does not matter costs almost nothing then, but two edits
// that undo each other's effect could be missed.
const (
	budget = 6000
	alone  = 4000
)

// matter is something that a page may be made from.
type matter struct {
	Origin // with one field, or none
	sheet  *sheet
	edits  []edit        // of the sheet
	files  []source.File // instead of edits: what the files would be
	in     []string      // fields of the view that an edit changes
}

func (m *matter) others() int { return max(len(m.edits), min(len(m.files), 1)) }

// read opens the files of fields that may count: not those of hidden records,
// which go into no page.
func (a *asker) read() error {
	for _, file := range a.paths() {
		if !isSheet(file) || !a.isPublic(file) {
			continue
		}
		src, err := a.site.Read(file)
		if err != nil {
			return err
		}
		a.sheets = append(a.sheets, a.sheet(file, src))
	}
	return nil
}

func isSheet(file string) bool {
	return file == record.ConfigFile || strings.HasPrefix(file, record.ContentDir+"/") && path.Ext(file) == ".md"
}

// sheet reads a file of fields.
func (a *asker) sheet(file string, src []byte) *sheet {
	w := writer{refs: a.refs, today: a.site.Graph.Today, isLang: a.speaks, fields: record.ConfigSchema(), turn: len(a.sheets)}
	if origin, bad := record.OriginOf(file, a.site.Config); isSheet(file) && len(bad) == 0 {
		w.fields, w.speaks = record.Schema(origin.Kind), origin.Lang
	}
	return open(file, src, w)
}

func (a *asker) isPublic(file string) bool { return a.site.Drafts || !a.site.Graph.IsHidden(file) }

func (a *asker) speaks(key string) bool {
	_, is := a.site.Config.Language(key)
	return is || slices.Contains(a.site.Config.ReferenceLanguages, key)
}

// values are the matters of all sheets.
func (a *asker) values() []*matter {
	var list []*matter
	for _, s := range a.sheets {
		role := Content
		if s.file == record.ConfigFile {
			role = Settings
		}
		for _, v := range s.values {
			list = append(list, &matter{Origin: Origin{s.file, role, []Field{v.Field}}, sheet: s, edits: v.others})
		}
	}
	return list
}

// pictures are the files in records' folders, which another could stand for.
func (a *asker) pictures() []*matter {
	var list []*matter
	for _, f := range a.site.Graph.Files {
		list = append(list, &matter{Origin: Origin{File: f.Path, Role: Picture}, files: []source.File{{Path: f.Path, Bytes: []byte("x")}}})
	}
	return list
}

// presence are the records, which might not be there. Without the alliance
// there is no site.
func (a *asker) presence() []*matter {
	var list []*matter
	for _, e := range a.site.Graph.Entries {
		if e.Alliance == nil {
			m := &matter{Origin: Origin{e.Files[0], Content, []Field{{Name: IsThere}}}}
			for _, f := range e.Files {
				m.files = append(m.files, source.File{Path: f})
			}
			list = append(list, m)
		}
	}
	return list
}

// with is the site with an edit of each of the matters.
func (a *asker) with(list []*matter, other int) (*build.Site, bool) {
	c := build.Change{Clock: a.site.Clock, Drafts: a.site.Drafts}
	edits := map[*sheet][]edit{}
	for _, m := range list {
		if m.sheet != nil {
			edits[m.sheet] = append(edits[m.sheet], m.edits[other])
		}
		c.Files = append(c.Files, m.files...)
	}
	for s, e := range edits {
		c.Files = append(c.Files, s.with(e...))
	}
	return a.site.With(c)
}

// page is one output, as it is.
type page struct {
	of    *build.Site
	path  string
	view  any
	bytes []byte // nil where they are made when they are wanted
}

func (a *asker) page(path string) (page, bool) {
	v, ok := a.site.View(path)
	return page{of: a.site, path: path, view: v}, ok
}

// changes reports whether the page is another on another site, and which fields
// of its view differ then. Layouts need not show all of a view.
func (p page) changes(s *build.Site) (in []string, changed bool) {
	v, ok := s.View(p.path)
	switch {
	case !ok:
		return nil, true
	case view.Digest(v) == view.Digest(p.view):
		return nil, false
	case p.bytes == nil:
		p.bytes = p.of.Render(p.path, p.view)
	}
	if bytes.Equal(s.Render(p.path, v), p.bytes) {
		return nil, false
	}
	return differing(p.view, v), true
}

// differing reports which fields of two views differ, those of the frame by name.
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

// find returns the matters that a page is made from.
func (a *asker) find(p page, list []*matter) []*matter {
	total, most := 0, 0
	for _, m := range list {
		total, most = total+m.others(), max(most, m.others())
	}
	found := map[*matter]bool{}
	for other := range most {
		var rest []*matter
		for _, m := range list {
			if other < m.others() && !found[m] {
				rest = append(rest, m)
			}
		}
		size := len(rest)
		if total <= alone {
			size = 1
		}
		for group := range slices.Chunk(rest, max(size, 1)) {
			for _, m := range a.part(p, group, other) {
				found[m] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(list), func(m *matter) bool { return !found[m] })
}

// part finds those of some matters an edit of which changes the page, by halves.
// Of edits that are not admitted together each is tried.
func (a *asker) part(p page, list []*matter, other int) []*matter {
	if a.spent >= budget || a.ctx.Err() != nil {
		a.open += len(list)
		return nil
	}
	a.spent++
	if with, ok := a.with(list, other); ok {
		in, changed := p.changes(with)
		if !changed {
			return nil
		}
		list[0].in = in
	} else if len(list) == 1 {
		return nil
	}
	if len(list) == 1 {
		return list
	}
	half := len(list) / 2
	return append(a.part(p, list[:half], other), a.part(p, list[half:], other)...)
}

// explain says what the output of a job is made from.
func (a *asker) explain(job view.Job, notes *Notes, version string) (Answer, error) {
	p, ok := a.page(job.Path)
	if err := a.read(); err != nil || !ok {
		return Answer{}, cmp.Or(err, a.site.Err(), fmt.Errorf("make %s: the page cannot be made", job.Path))
	}
	p.bytes = a.site.Render(p.path, p.view)
	answer := Answer{File: job.Path, Address: addressOf(job.Path)}
	var o origins
	for _, prose := range job.Shows {
		o.add(Origin{File: prose.File, Role: Text})
	}
	shown := map[string]bool{}
	for _, m := range append(a.find(p, a.values()), a.find(p, a.pictures())...) {
		if m.Role == Content && m.Fields[0].Name == HasText && o.index(Text, m.File) >= 0 {
			continue // the text itself is shown
		}
		o.found(m)
		if e := a.owner(m.File); e != nil {
			shown[e[0]] = true
		}
	}
	for _, m := range a.find(p, slices.DeleteFunc(a.presence(), func(m *matter) bool { return shown[m.File] })) {
		o.found(m)
	}
	used, phrases := a.dressed(job.Path)
	for _, from := range append(used, phrases...) {
		o.add(from)
	}
	if bytes.Contains(p.bytes, []byte(a.site.Stylesheet)) {
		o = append(o, a.styles()...)
	}
	const century = 100 * 365 * 24 * 60 * 60 // seconds
	if later, ok := a.site.With(build.Change{Clock: a.site.Clock + century, Drafts: a.site.Drafts}); ok {
		_, answer.Today = p.changes(later)
	}
	o.sort(a.ownFiles(job))
	answer.Origins, answer.Open = o, a.open
	since, err := a.since(notes, version, p, o)
	answer.Since = &since
	return answer, err
}

// owner are the files of the record that a file belongs to.
func (a *asker) owner(file string) []string {
	for _, e := range a.site.Graph.Entries {
		if slices.Contains(e.Files, file) {
			return e.Files
		}
	}
	return nil
}

// ownFiles are the files of the record whose page is made.
func (a *asker) ownFiles(job view.Job) []string {
	for _, e := range a.site.Graph.Entries {
		if p := e.Path(job.Lang); p != "" && addressOf(job.Path) == p {
			return e.Files
		}
	}
	return nil
}

// firstMark is what is written behind the first phrase of the layouts, a
// character of private use; the next is behind the next. Where it comes out, the
// phrase is shown.
const firstMark = '\U000F0000'

// marked is the site with a mark behind every phrase.
func (a *asker) marked(trace func(string)) (*build.Site, []Origin) {
	var phrases []Origin
	c := build.Change{Clock: a.site.Clock, Drafts: a.site.Drafts, Trace: trace}
	for _, l := range a.site.Config.Languages {
		file := stringsDir + l.Key + ".yaml"
		src, err := a.site.Read(file)
		if err != nil {
			continue
		}
		s := open(file, src, writer{isLang: func(string) bool { return false }})
		var edits []edit
		for _, v := range s.values {
			key, category := path.Split(strings.ReplaceAll(v.Name, ".", "/"))
			if !slices.Contains([]string{"zero", "one", "two", "few", "many", "other"}, category) {
				key += category
			}
			mark := string(rune(firstMark + len(phrases)))
			phrases = append(phrases, Origin{file, Strings, []Field{{Name: strings.ReplaceAll(strings.Trim(key, "/"), "/", ".")}}})
			edits = append(edits, func() func() {
				v.node.Text += mark
				return func() {}
			})
		}
		c.Files = append(c.Files, s.with(edits...))
	}
	with, ok := a.site.With(c)
	if !ok {
		panic("why: a layout that was sound is not so with other strings")
	}
	return with, phrases
}

// dressed returns which layouts and phrases a page is made with.
func (a *asker) dressed(path string) (layouts, phrases []Origin) {
	with, all := a.marked(func(file string) { layouts = append(layouts, Origin{File: file, Role: Layout}) })
	if v, ok := with.View(path); ok {
		phrases = marksIn(with.Render(path, v), all)
	}
	return layouts, phrases
}

func marksIn(b []byte, all []Origin) []Origin {
	shown := map[int]Origin{}
	for _, r := range string(b) {
		if i := int(r - firstMark); i >= 0 && i < len(all) {
			shown[i] = all[i]
		}
	}
	return slices.Collect(maps.Values(shown))
}

// origins collects the files of an answer.
type origins []Origin

func (o origins) index(role Role, file string) int {
	return slices.IndexFunc(o, func(have Origin) bool { return have.File == file && have.Role == role })
}

// add notes a file, and its fields, each once.
func (o *origins) add(from Origin) {
	i := o.index(from.Role, from.File)
	if i < 0 {
		i = len(*o)
		*o = append(*o, Origin{File: from.File, Role: from.Role})
	}
	to := &(*o)[i]
	for _, f := range from.Fields {
		if !slices.ContainsFunc(to.Fields, f.is) {
			to.Fields = append(to.Fields, f)
		}
	}
}

func (o *origins) found(m *matter) {
	from := m.Origin
	from.Fields = slices.Clone(from.Fields)
	for i := range from.Fields {
		from.Fields[i].In = m.in
	}
	o.add(from)
}

// sort puts the files in the order of their roles and names, the record's own
// first, and fields in the order of their lines.
func (o origins) sort(own []string) {
	rank := func(x Origin) int { return 1 - min(1, 1+slices.Index(own, x.File)) }
	slices.SortStableFunc(o, func(a, b Origin) int {
		return cmp.Or(slices.Index(roles, a.Role)-slices.Index(roles, b.Role), rank(a)-rank(b), strings.Compare(a.File, b.File))
	})
	for _, x := range o {
		sortFields(x.Fields)
	}
}

func sortFields(list []Field) {
	slices.SortStableFunc(list, func(a, b Field) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), strings.Compare(a.Name, b.Name), strings.Compare(a.Lang, b.Lang))
	})
}
