package build

import (
	"path"
	"slices"
	"strings"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
	"diglot/generator/internal/source"
	"diglot/generator/internal/view"
)

// link makes the graph, unless no fact has changed.
func (r *run) link() error {
	r.readers()
	key := r.factsKey()
	if r.prev.graph.key == key {
		r.next.graph, r.next.records = r.prev.graph, r.prev.records
	} else if err := r.relink(key); err != nil {
		return err
	}
	if r.in.Once {
		for _, p := range r.inputs.content {
			p.file.Forget()
		}
	}
	r.tell(r.next.graph.found...)
	r.report.Held = r.next.graph.value.graph.Held
	r.report.WebP, r.report.NotWebP = r.next.graph.value.webp, r.next.graph.value.plain
	if after := r.next.graph.value.lock; after != nil {
		r.report.Lock = Rewrite{r.inputs.lock.Bytes, after}
	}
	r.kinded()
	r.stopped = r.next.graph.value.graph.Alliance == nil
	return nil
}

// kinded says which record is meant where an id lacks its kind: a file that is
// read by itself knows no other record.
func (r *run) kinded() {
	for i, d := range r.report.Found {
		if d.Code == "ref-kind-missing" {
			r.report.Found[i] = d.WithFix(r.next.graph.value.graph.Kinded(d.Arg("ref"), strings.Split(d.Arg("kinds"), ", ")))
		}
	}
}

// factsKey covers all that the graph is made from: the facts of every file,
// never its prose; the attachments; and of the clock only what it decides.
func (r *run) factsKey() source.Digest {
	parts := append(make([]any, 0, 16+4*len(r.inputs.content)), r.next.config.key, r.next.theme.key, r.inputs.lock.Digest(), r.inputs.names.Digest(), r.in.Locked, r.in.Drafts, r.in.Clock.Day(r.next.config.value))
	for _, file := range r.inputs.unread {
		parts = append(parts, "unread", file)
	}
	for _, p := range r.inputs.content {
		parts = append(parts, p.path, p.file.Facts, p.file.Prose.Line, len(p.found))
		if until := p.file.Embargo(); until != 0 {
			parts = append(parts, until > int64(r.in.Clock))
		}
	}
	for _, p := range r.inputs.attached {
		parts = append(parts, p.Path, p.Digest)
	}
	return digestOf(parts...)
}

// relink merges records and links them.
func (r *run) relink(key source.Digest) error {
	config := r.next.config.value
	var files []*record.File
	for _, p := range r.inputs.content {
		if p.known {
			files = append(files, &p.file)
		}
	}
	groups, broken, found := site.Pair(files)
	broken = append(broken, r.unplaced()...)
	r.next.records = map[string]merged{}
	var records []*record.Record
	for _, g := range groups {
		if slices.ContainsFunc(broken, g.Ref.Names) {
			continue // one of its files has a wrong name: what the others seem to lack is told there
		}
		m := r.merge(g)
		if !r.in.Once {
			r.next.records[g.Ref.String()] = m
		}
		found = append(found, m.found...)
		if m.record == nil {
			broken = append(broken, g.Ref)
			continue
		}
		records = append(records, m.record)
	}
	var attached []site.Attachment
	for _, p := range r.inputs.attached {
		attached = append(attached, p.Attachment)
	}
	lock := site.ParseLock(r.inputs.lock.Bytes)
	options := site.Options{Config: config, Clock: r.in.Clock, Drafts: r.in.Drafts,
		Attachments: attached, Broken: broken, Gone: lock.Gone()}
	graph, bad := site.Link(records, options)
	value := linked{graph: graph}
	if len(broken) == 0 && !hasError(found) && !hasError(bad) { // else nothing is published
		if err := r.offer(&value, attached); err != nil {
			return err
		}
	}
	value.maker = r.makerOf(graph)
	if value.maker != nil {
		value.jobs = value.maker.Jobs()
	}
	bad = append(bad, r.lock(&value, lock)...)
	r.next.graph = keyed[linked]{key, value, append(found, bad...)}
	if hasError(r.next.graph.found) {
		return nil
	}
	var err error
	r.next.graph.value.proof, err = r.prove(value, records, options)
	return err
}

const icon = "/favicon.svg" // in static/

// makerOf makes the views of a graph: nil without its alliance.
func (r *run) makerOf(g *site.Graph) *view.Maker {
	if g.Alliance == nil {
		return nil
	}
	theme := r.next.theme.value
	return view.New(g, theme.words, theme.assets())
}

// lock compares the addresses with those that were published before. With
// drafts there is nothing to compare: their addresses are not published.
func (r *run) lock(value *linked, lock site.Lock) []diag.Diagnostic {
	if r.in.Drafts {
		return nil
	}
	fresh, bad := lock.Kept(value.graph)
	if r.in.Locked {
		return append(bad, lock.Unlocked(value.graph)...)
	}
	value.lock = fresh
	return bad
}

// unplaced are the records that files of a wrong name, or ones that cannot be
// read, were probably meant for: nobody is told a second time that these are missing.
func (r *run) unplaced() []record.Ref {
	files := slices.Clone(r.inputs.unread)
	for _, p := range r.inputs.content {
		if !p.known {
			files = append(files, p.path)
		}
	}
	files = append(files, r.endingTxt()...)
	var refs []record.Ref
	for _, file := range files {
		if ref, ok := record.Guess(file); ok {
			refs = append(refs, ref)
		}
	}
	return refs
}

// endingTxt are the texts to whose names an editor has added its own ending, but
// for those in the folder of a record, which are published with it.
func (r *run) endingTxt() []string {
	var files []string
	for _, p := range r.inputs.attached {
		meant, txt := strings.CutSuffix(p.Path, ".txt")
		if owner, ok := record.Guess(path.Dir(p.Path) + ".md"); txt && path.Ext(meant) == ".md" && !(ok && r.known(owner)) {
			files = append(files, meant)
		}
	}
	return files
}

// known reports whether there is a file of a record.
func (r *run) known(ref record.Ref) bool {
	return slices.ContainsFunc(r.inputs.content, func(p *parsed) bool {
		return p.known && p.file.Kind.Name == ref.Kind && p.file.ID == ref.ID
	})
}

// merge makes a record of a group of files, unless it is known. Files with
// errors make none.
func (r *run) merge(g site.Group) merged {
	parts := append(make([]any, 0, 2+3*len(g.Files)), r.next.config.key)
	files := make([]record.File, 0, len(g.Files))
	bad := false
	for _, f := range g.Files {
		parts = append(parts, f.Path, f.Facts, f.Prose.Line)
		files = append(files, *f)
		bad = bad || hasError(f.Bad)
	}
	parts = append(parts, bad) // an error may lie outside the facts
	key := digestOf(parts...)
	if old, ok := r.prev.records[g.Ref.String()]; ok && old.key == key {
		return old
	}
	m := merged{key: key}
	if bad {
		return m
	}
	record, found := record.Merge(files, r.next.config.value)
	m.found = found
	if !hasError(found) {
		m.record = record
	}
	return m
}

func hasError(found []diag.Diagnostic) bool {
	return slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Severity == diag.Error })
}

// media are the attachments to be published: those of public records.
func (r *run) media() []picture {
	public := r.next.graph.value.graph
	list := slices.DeleteFunc(slices.Clone(r.inputs.attached), func(p picture) bool { return !public.Publishes(p.Path) })
	for i := range list {
		list[i].WebP = public.Attachment(list[i].Path).WebP
	}
	return list
}
