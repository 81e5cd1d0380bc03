package view

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/markdown"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
)

// filler resolves the holes of one text.
type filler struct {
	e         *edition
	x         *site.Entry
	prose     record.Prose
	text      Text
	absolute  bool            // full addresses, for a text that is read outside its page
	rows      map[string]bool // ids on the page, for a text that is shown in parts
	found     []diag.Diagnostic
	fragments []Fragment
	heading   int // behind the last whose names were asked for
}

// prose makes the text of an entry in the edition's language.
func (e *edition) prose(x *site.Entry, bodies Bodies) (Prose, *filler) {
	p := x.ProseIn(e.Key)
	if p.File == "" {
		return Prose{}, &filler{}
	}
	f := &filler{e: e, x: x, prose: p, text: bodies(p)}
	made := f.fill()
	if a, ok := e.ageOf(x, bodies); ok {
		made.Marks = a.marks()
	}
	return made, f
}

// feedProse makes the text as a feed holds it.
func (e *edition) feedProse(x *site.Entry, bodies Bodies) Prose {
	p := x.ProseIn(e.Key)
	if p.File == "" {
		return Prose{}
	}
	f := &filler{e: e, x: x, prose: p, text: bodies(p), absolute: true}
	return f.fill()
}

func (f *filler) fill() Prose {
	made := f.part(0, len(f.text.HTML))
	made.Tag, made.Start, made.End = "", 0, 0
	return made
}

// part makes a part of the text.
func (f *filler) part(start, end int) Prose {
	made := Prose{File: f.prose.File, Digest: f.text.Digest, Tag: f.e.Tag, Start: start, End: end}
	holes := f.text.Holes
	from, _ := slices.BinarySearchFunc(holes, start, func(h markdown.Hole, at int) int { return h.At - at })
	to, _ := slices.BinarySearchFunc(holes, end, func(h markdown.Hole, at int) int { return h.At - at })
	if from == to {
		return made
	}
	made.Fills = make([]Fill, to-from)
	for i := range made.Fills {
		made.Fills[i] = f.hole(&holes[from+i])
	}
	return made
}

func (f *filler) hole(h *markdown.Hole) Fill {
	if h.Kind == markdown.Anchor {
		return Fill{Names: f.names(h.Target)}
	}
	if h.Kind == markdown.Image {
		return f.picture(h)
	}
	fill, target := f.link(h)
	if h.Kind == markdown.LinkName {
		fill = f.label(h, target)
	}
	return fill
}

// names are the names in the heading of an id. Headings are asked for in their
// order, mostly: the search begins behind the last that was found.
func (f *filler) names(id string) []string {
	all := f.text.Headings
	for n := range all {
		i := (f.heading + n) % len(all)
		if all[i].ID != id {
			continue
		}
		f.heading = i + 1
		var names []string
		for _, p := range f.e.together.Split(all[i].Text) {
			if p.Name {
				names = append(names, p.Text)
			}
		}
		return names
	}
	return nil
}

// label is the name of a link's target.
func (f *filler) label(h *markdown.Hole, target *site.Entry) Fill {
	if target == nil {
		return Fill{Text: h.Target}
	}
	n := f.e.called(target)
	return Fill{Text: n.Text, Lang: n.Lang}
}

// link resolves where a link leads: elsewhere, within the text, to a record or
// to a file beside it. The entry is nil where it leads to none.
func (f *filler) link(h *markdown.Hole) (Fill, *site.Entry) {
	target, fragment, _ := strings.Cut(h.Target, "#")
	scheme, rest, schemed := strings.Cut(target, ":")
	schemed = schemed && !strings.ContainsAny(scheme, "/?") // a path may hold a colon
	switch {
	case schemed && record.KindNamed(scheme) != nil:
		return f.toRecord(h, record.Ref{Kind: scheme, ID: rest, Full: true, At: h.Span}, fragment)
	case schemed:
		return Fill{URL: h.Target, External: true}, nil
	case target == "":
		f.fragment(f.prose, fragment, h.Span)
		return Fill{URL: f.here(fragment) + "#" + fragment}, nil
	case strings.HasPrefix(target, "/"):
		f.report("link-absolute", h, "target", h.Target)
		return Fill{}, nil
	}
	return f.toFile(h, beside(f.prose.File, target), fragment)
}

// here is the address before a fragment: needed only where the text is read
// outside its page, or in parts of which none has the fragment.
func (f *filler) here(fragment string) string {
	switch {
	case f.absolute:
		return f.e.absolute(f.x.Path(f.e.Key))
	case f.rows != nil && !f.rows[fragment]:
		return f.e.at(f.x.Path(f.e.Key))
	}
	return ""
}

func (f *filler) toRecord(h *markdown.Hole, ref record.Ref, fragment string) (Fill, *site.Entry) {
	x, bad := f.e.graph.Resolve(ref)
	f.found = append(f.found, bad...)
	if x == nil {
		return Fill{}, nil
	}
	return f.toEntry(h, x, fragment), x
}

// toEntry leads to an entry: in the edition's language, or across.
func (f *filler) toEntry(h *markdown.Hole, x *site.Entry, fragment string) Fill {
	l := f.e.link(x)
	if fragment != "" {
		if p := x.ProseIn(f.e.Key); p.File != "" {
			f.fragment(p, fragment, h.Span)
		}
		l.URL += "#" + fragment
	}
	return Fill{URL: f.address(l.URL), Hreflang: l.Hreflang}
}

// address makes an address full where the text needs it so.
func (f *filler) address(url string) string {
	if f.absolute && strings.HasPrefix(url, "/") {
		return f.e.origin + url
	}
	return url
}

// toFile leads to the record of a Markdown file, or to a document.
func (f *filler) toFile(h *markdown.Hole, file, fragment string) (Fill, *site.Entry) {
	if x := f.e.graph.ByFile(file); x != nil {
		return f.toEntry(h, x, fragment), x
	}
	if a := f.e.graph.Attachment(file); a != nil {
		return Fill{URL: f.address(f.e.at(mediaPath(a.Path)))}, nil
	}
	switch {
	case f.e.graph.IsHidden(file):
		f.found = append(f.found, f.e.graph.Hidden(h.Target, h.Span, func(r *record.Record) bool { return slices.Contains(r.Files, file) }))
	case !f.e.graph.IsBrokenFile(file):
		d := diag.New("link-dead", h.Span, "target", h.Target)
		f.found = append(f.found, d.WithFix(cmp.Or(elsewhere(h.Target), f.near(file))))
	}
	return Fill{}, nil
}

// elsewhere is what a target was meant as that is written like a path, but names
// a record with a full-width colon or is a web address without https://; else "".
func elsewhere(target string) string {
	if kind, id, wide := strings.Cut(target, "："); wide && record.KindNamed(kind) != nil {
		return kind + ":" + strings.TrimSpace(id)
	}
	if strings.HasSuffix(target, ".md") {
		return ""
	}
	return record.MeantURL(target)
}

// beside is the path that is meant by a relative one in a file.
func beside(file, target string) string {
	dir, rest := path.Dir(file), target
	for up, ok := strings.CutPrefix(rest, "../"); ok && strings.Contains(dir, "/"); up, ok = strings.CutPrefix(rest, "../") {
		dir, rest = path.Dir(dir), up
	}
	if dir == "." || rest == "" || strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, "/") || strings.Contains(rest, "/.") || strings.Contains(rest, "//") || strings.HasSuffix(rest, "/") {
		return path.Join(dir, rest) // which takes longer
	}
	return dir + "/" + rest
}

// near returns the existing file that was probably meant, as the author would
// write it.
func (f *filler) near(file string) string {
	meant, ok := lang.Nearest(file, f.e.graph.FilePaths())
	if !ok {
		return ""
	}
	return relative(path.Dir(f.prose.File), meant)
}

// relative writes a path as seen from a folder.
func relative(from, to string) string {
	up := ""
	for from != "." && !strings.HasPrefix(to, from+"/") {
		from = path.Dir(from)
		up += "../"
	}
	return up + strings.TrimPrefix(to, from+"/")
}

func (f *filler) picture(h *markdown.Hole) Fill {
	file := beside(f.prose.File, h.Target)
	a := f.e.graph.Attachment(file)
	if a == nil {
		own := f.x.Dir() + "/" + path.Base(file)
		reference := relative(path.Dir(f.prose.File), own)
		d := diag.New("picture-missing", h.Span, "picture", h.Target, "folder", f.x.Dir(), "reference", reference)
		if f.e.graph.Attachment(own) == nil {
			reference = f.near(file)
		}
		f.found = append(f.found, d.WithFix(reference))
		return Fill{}
	}
	p := f.e.picture(a)
	if f.absolute {
		p.Sizes, p.WebP = nil, nil // what reads a feed takes one
	}
	return Fill{URL: f.address(p.URL), Text: h.Alt, Width: p.Width, Height: p.Height, Sizes: p.Sizes, WebP: p.WebP}
}

// mediaPath is the address of a file of a record's folder.
func mediaPath(file string) string { return "/" + MediaFile(file) }

// MediaFile is where a file of a record's folder is published.
func MediaFile(file string) string {
	return "media/" + strings.TrimPrefix(file, record.ContentDir+"/")
}

func (f *filler) fragment(p record.Prose, id string, at diag.Span) {
	f.fragments = append(f.fragments, Fragment{p, id, at})
}

func (f *filler) report(code diag.Code, h *markdown.Hole, args ...string) {
	f.found = append(f.found, diag.New(code, h.Span, args...))
}
