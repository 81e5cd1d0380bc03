package site

import (
	"path"
	"slices"
	"strings"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
)

// linker resolves what the records say of each other.
type linker struct {
	graph *Graph
	bad   []diag.Diagnostic
}

// references resolves every reference, and notes it at both of its ends.
func (l *linker) references() {
	for _, e := range l.graph.Entries {
		for _, ref := range e.Refs() {
			if target := l.resolve(ref.Ref); target != nil {
				target.Inbound = append(target.Inbound, Inbound{e, ref.Field})
				e.Outbound = append(e.Outbound, target)
			}
		}
	}
}

// attachments checks that the pictures and documents of every record lie in its
// folder.
func (l *linker) attachments() {
	for _, e := range l.graph.Entries {
		for _, i := range e.Image {
			l.attached(e, i.Src, i.SrcAt)
		}
		for _, d := range e.Document {
			l.attached(e, d.File, d.FileAt)
		}
	}
}

func (l *linker) attached(e *Entry, name string, at diag.Span) {
	if l.graph.Attachment(e.Dir()+"/"+name) == nil {
		l.bad = append(l.bad, missing(e.Record, name, at, l.graph.Files))
	}
}

// missing tells of a file that is not among those of a record's folder.
func missing(r *record.Record, name string, at diag.Span, files []Attachment) diag.Diagnostic {
	var there []string
	for _, a := range files {
		if beside, ok := strings.CutPrefix(a.Path, r.Dir()+"/"); ok {
			there = append(there, beside)
		}
	}
	near, _ := lang.Nearest(name, there)
	if own := path.Base(name); slices.Contains(there, own) { // the folder is not written
		near = own
	}
	return diag.New("file-missing", at, "file", name, "folder", r.Dir()).WithFix(near)
}

// awaited tells what would keep the site from being published on the day on
// which a hidden record is shown: a warning where that day is set, a note where
// it is not. What else is hidden may be public by then.
func (l *linker) awaited(o Options) {
	for _, h := range l.graph.Held {
		if !l.graph.IsHidden(h.Ref.String()) {
			continue // is shown, and was checked as all others
		}
		severity := diag.Warning
		if h.Draft {
			severity = diag.Note
		}
		ahead := linker{graph: l.graph}
		for _, ref := range h.Record.Refs() {
			if !l.graph.IsHidden(ref.Ref.String()) {
				ahead.resolve(ref.Ref)
			}
		}
		ahead.awaitedFiles(h.Record, o.Attachments)
		for _, d := range ahead.bad {
			d.Severity = severity
			l.bad = append(l.bad, d)
		}
	}
}

// awaitedFiles is attachments for a hidden record, whose files are not those of
// the graph.
func (l *linker) awaitedFiles(r *record.Record, files []Attachment) {
	need := func(name string, at diag.Span) {
		if !slices.ContainsFunc(files, func(a Attachment) bool { return a.Path == r.Dir()+"/"+name }) {
			l.bad = append(l.bad, missing(r, name, at, files))
		}
	}
	for _, i := range r.Image {
		need(i.Src, i.At)
	}
	for _, d := range r.Document {
		need(d.File, d.At)
	}
}

// strays reports files below content/ that belong to no record: nobody would
// see them. Files of hidden and broken records wait.
func (l *linker) strays() {
	for _, a := range l.graph.Files {
		ref, ok := record.Guess(path.Dir(a.Path) + ".md")
		if !ok || l.graph.Find(ref) == nil && !l.graph.IsHidden(ref.String()) && !l.graph.IsBroken(ref) {
			l.bad = append(l.bad, l.stray(a.Path))
		}
	}
}

// stray tells of a file that belongs to no record, and what it was meant for
// where its ending says so.
func (l *linker) stray(file string) diag.Diagnostic {
	at, name := diag.Span{File: file}, path.Base(file)
	switch path.Ext(name) {
	case ".txt":
		meant := strings.TrimSuffix(name, ".txt")
		if l.lacks(path.Join(path.Dir(file), meant+".md")) {
			meant += ".md"
		}
		if path.Ext(meant) == ".md" {
			return diag.New("file-ending-txt", at, "name", name).WithFix(meant)
		}
	case ".doc", ".docx", ".odt", ".rtf", ".pages":
		return diag.New("file-word", at, "name", name)
	}
	return diag.New("file-orphan", at)
}

// lacks reports whether a file would be the text, in a language of the site, of a
// record that has none. Of a record that could not be read this is not known.
func (l *linker) lacks(file string) bool {
	origin, bad := record.OriginOf(file, l.graph.Config)
	if len(bad) > 0 || origin.Lang == "" {
		return false
	}
	ref := record.Ref{Kind: origin.Kind.Name, ID: origin.ID}
	if e := l.graph.Find(ref); e != nil {
		return !slices.Contains(e.Files, file)
	}
	return l.graph.IsBroken(ref) || l.graph.IsHidden(ref.String()) && !l.graph.IsHidden(file)
}

// resolve returns the entry that a reference names, or reports why it cannot.
func (l *linker) resolve(ref record.Ref) *Entry {
	target, d := l.graph.Resolve(ref)
	l.bad = append(l.bad, d...)
	return target
}

// Resolve returns the entry that a reference names. Where there is none the
// diagnostics say why; they are empty where the record is there but broken,
// which has been told already.
func (g *Graph) Resolve(ref record.Ref) (*Entry, []diag.Diagnostic) {
	target := g.Find(ref)
	switch {
	case target != nil || g.IsBroken(ref) || ref.IsZero():
		return target, nil
	case g.IsHidden(ref.String()):
		d := g.Hidden(ref.String(), ref.At, func(r *record.Record) bool { return ref.Names(r.Ref()) })
		return nil, []diag.Diagnostic{d}
	}
	d := diag.New("ref-unknown", ref.At, "kind", ref.Kind, "id", ref.ID)
	if meant := g.meant(ref); meant != nil {
		d = d.WithFix(ref.Written(meant.ID) + " (" + strings.Join(meant.names(), ", ") + ")")
	}
	return nil, []diag.Diagnostic{d}
}

// Hidden reports what a public record says at a place of one that is held back,
// and points to the lines that hold it back.
func (g *Graph) Hidden(said string, at diag.Span, of func(*record.Record) bool) diag.Diagnostic {
	d := diag.New("ref-hidden", at, "ref", said)
	for _, h := range g.Held {
		if of(h.Record) {
			for _, field := range h.fields() {
				d = d.WithRelated(h.Record.FieldAt(field), "held-back")
			}
		}
	}
	return d
}

// Kinded returns the reference to the only record of an id among some kinds; ""
// where there is none, or more than one.
func (g *Graph) Kinded(id string, kinds []string) string {
	found := ""
	for _, kind := range kinds {
		ref := record.Ref{Kind: kind, ID: id}
		if g.Find(ref) == nil && !g.IsBroken(ref) && !g.IsHidden(ref.String()) {
			continue
		}
		if found != "" {
			return ""
		}
		found = ref.String()
	}
	return found
}

// meant returns the record that was probably meant: by its id, or by its name
// in any language.
func (g *Graph) meant(ref record.Ref) *Entry {
	var ids, names []string
	byName := map[string]*Entry{}
	for _, e := range g.byKind[ref.Kind] {
		ids = append(ids, e.ID)
		for _, n := range append(e.names(), e.shortNames()...) {
			names = append(names, n)
			byName[n] = e
		}
	}
	if id, ok := lang.Nearest(ref.ID, ids); ok {
		return g.Find(record.Ref{Kind: ref.Kind, ID: id})
	}
	if name, ok := lang.Nearest(ref.ID, names); ok {
		return byName[name]
	}
	return nil
}

// names returns the entry's name in each language that has one.
func (e *Entry) names() []string { return values(e.Called()) }

func (e *Entry) shortNames() []string {
	if e.Member == nil {
		return nil
	}
	return values(e.Member.ShortName)
}

func values(t lang.Text) []string {
	var list []string
	for _, v := range t {
		list = append(list, v.Value)
	}
	return list
}

// alliance finds the record that the site is about.
func (l *linker) alliance() {
	g := l.graph
	g.Alliance = l.resolve(g.Config.About)
	for _, other := range g.byKind["alliance"] {
		if g.Alliance != nil && other != g.Alliance {
			l.bad = append(l.bad, diag.New("alliance-second", other.At()).WithRelated(g.Alliance.At(), "also-stated"))
		}
	}
}

// derive works out what follows from references: countries, days, orders.
func (g *Graph) derive() {
	for _, kind := range []string{"place", "body", "member", "person", "agreement"} {
		for _, e := range g.byKind[kind] {
			e.Country = g.country(e)
		}
	}
	g.sides = map[string][]string{}
	for _, l := range g.Config.Languages {
		g.sides[l.Key] = g.sidesFrom(l)
	}
	g.orderAgreements()
	for _, l := range g.Config.Languages {
		for _, kind := range record.KindNames() {
			g.ordered[kind+" "+l.Key] = g.sorted(kind, l)
		}
	}
}

// country returns the side that an entry belongs to.
func (g *Graph) country(e *Entry) string {
	switch {
	case e.Place != nil:
		return e.Place.Country.Value
	case e.Body != nil:
		return e.Body.Country.Value
	case e.Member != nil:
		return g.countryOf(e.Member.Location.Value)
	case e.Person != nil && len(e.Person.Office) > 0:
		return g.countryOf(e.Person.Office[0].Organization)
	}
	return ""
}

func (g *Graph) countryOf(ref record.Ref) string {
	if e := g.Find(ref); e != nil {
		return g.country(e)
	}
	return ""
}

// Countries returns the countries of the sides, in the order of the site's
// languages, the side of the given language first: the alternat. The list must
// not be changed.
func (g *Graph) Countries(first string) []string { return g.sides[first] }

func (g *Graph) sidesFrom(first lang.Language) []string {
	var list []string
	add := func(country string) {
		if country != "" && !slices.Contains(list, country) {
			list = append(list, country)
		}
	}
	add(first.Country)
	for _, l := range g.Config.Languages {
		add(l.Country)
	}
	for _, m := range g.byKind["member"] {
		add(m.Country)
	}
	return slices.Clip(list)
}
