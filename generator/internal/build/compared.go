package build

import (
	"slices"

	"diglot/generator/internal/align"
	"diglot/generator/internal/compare"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
	"diglot/generator/internal/source"
)

// compared is what was found in two texts of a record, and what it was found in.
type compared struct {
	graph source.Digest
	a, b  source.Mark
	found []diag.Diagnostic
	used  [2]uint64 // silences of each, by bits
}

// readers makes what reads the texts of each language, by the site's rules for
// names.
func (r *run) readers() {
	key := digestOf(r.next.config.key, r.inputs.names.Digest())
	if r.prev.readers.key == key {
		r.next.readers = r.prev.readers
	} else {
		r.next.readers = keyed[map[string]*compare.Reader]{key: key, value: map[string]*compare.Reader{}}
		names := r.names()
		kinds := map[string]string{}
		for i := range record.Kinds {
			kinds[record.Kinds[i].Section] = record.Kinds[i].Name
		}
		var all []compare.Language
		for _, l := range r.next.config.value.Languages {
			all = append(all, compare.Language{Key: l.Key, Tag: l.Tag, Country: l.Country})
		}
		for _, l := range all {
			r.next.readers.value[l.Key] = compare.NewReader(l, all, names, kinds)
		}
	}
	r.tell(r.next.readers.found...)
}

// names are the site's rules for names.
func (r *run) names() *compare.Names {
	names := compare.NewNames()
	if r.inputs.names.Bytes == nil {
		return names
	}
	rules, found := record.ParseSpellings(r.inputs.names.Bytes, r.next.config.value)
	r.next.readers.found = found
	for _, s := range rules.Spelling {
		names.Avoid(s.Not, s.Write)
	}
	for i, c := range rules.Confused {
		names.Confuse(i, c.One, c.Other)
	}
	return names
}

// tellDifferences tells what texts say differently that stand side by side, on a
// page or because one was made from the other, and which silences are idle.
// Elsewhere each language may tell the thing in its own way.
func (r *run) tellDifferences() error {
	r.next.pairs = map[string]compared{}
	for _, e := range r.next.graph.value.graph.Entries {
		texts := r.sound(e)
		var used map[string]uint64 // silences, by file
		for i, p := range texts {
			from, ok := r.beside(e, texts, i)
			if !ok {
				continue
			}
			c, err := r.compare(e, from, p)
			if err != nil {
				return err
			}
			r.next.pairs[p.File] = c
			if used == nil {
				used = map[string]uint64{}
			}
			used[from.File] |= c.used[0]
			used[p.File] |= c.used[1]
			r.tellOf(e, c.found)
		}
		for _, p := range texts {
			t := r.next.textOf(p.File).reading
			r.tellOf(e, compare.Idle(t.Silences, t.Used|used[p.File]))
		}
	}
	return nil
}

// beside is the text with which another one is compared.
func (r *run) beside(e *site.Entry, texts []record.Prose, i int) (record.Prose, bool) {
	if from, made := sourceOf(e, texts, texts[i]); made {
		return from, true
	}
	laid := slices.Contains(r.next.config.value.Parallel, e.Kind.Section)
	return texts[0], laid && i > 0 && !madeFrom(e, texts[0], texts[i])
}

// tellOf tells what was found in a record's texts, but for what is an error
// already: a dead link leads elsewhere than that of the other text.
func (r *run) tellOf(e *site.Entry, found []diag.Diagnostic) {
	for _, d := range found {
		if slices.ContainsFunc(r.report.Found, func(o diag.Diagnostic) bool {
			return o.Severity == diag.Error && (o.Span == d.Span || len(d.Related) > 0 && o.Span == d.Related[0].Span)
		}) {
			continue
		}
		if e.Draft {
			d.Severity = diag.Note
		}
		r.tell(d)
	}
}

// compare compares two texts of a record, unless that has been done.
func (r *run) compare(e *site.Entry, a, b record.Prose) (compared, error) {
	c := compared{graph: r.next.graph.key, a: r.next.files[a.File].mark, b: r.next.files[b.File].mark}
	if old := r.prev.pairs[b.File]; old.graph == c.graph && old.a == c.a && old.b == c.b {
		return old, nil
	}
	var err error
	c.found, c.used, err = compare.Compare(r.side(a), r.side(b), r.rowsOf(e, a, b))
	return c, err
}

// side is one of two texts that are compared.
func (r *run) side(p record.Prose) compare.Side {
	t := r.next.textOf(p.File)
	l, _ := r.next.config.value.Language(p.Lang)
	return compare.Side{File: p.File, Tag: l.Tag, Line: p.Line, Blocks: t.blocks, Reading: t.reading, Source: func() (string, error) {
		src, err := r.inputs.tree.Read(p.File)
		if err != nil {
			return "", err
		}
		return string(src[r.next.files[p.File].file.Start:]), nil
	}}
}

// rowsOf says which blocks of two texts belong together, or nil where nobody can.
func (r *run) rowsOf(e *site.Entry, a, b record.Prose) []align.Row {
	theirs, own := r.next.textOf(a.File).blocks, r.next.textOf(b.File).blocks
	if sealed, ok := align.Read(e.TranslationOf.In(b.Lang)); ok && sealed.Lang == a.Lang {
		if rows, fit := align.Compare(theirs, own, sealed.Marks); fit {
			return rows
		}
	}
	if len(theirs) == 0 || len(own) == 0 || align.Parting(theirs, own) >= 0 {
		return nil
	}
	return align.Pair(theirs, own)
}
