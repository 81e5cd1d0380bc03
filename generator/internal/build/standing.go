package build

import (
	"slices"
	"strings"

	"diglot/generator/internal/align"
	"diglot/generator/internal/markdown"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
	"diglot/generator/internal/source"
)

// Standing is how a text of a record stands to the one that it was made from.
type Standing struct {
	Entry  *site.Entry
	Text   record.Prose
	Source record.Prose // File is "" where the text does not note from which it was made
	Sealed align.Sealed // what it notes
	Rows   []align.Row  // of blocks; none where it notes nothing
	Parted bool         // blocks of the text were changed since, and it no longer runs beside its source
}

// Accepted reports whether the text notes what it was made from.
func (s Standing) Accepted() bool { return s.Source.File != "" }

// InStep reports whether the text matches its source of today.
func (s Standing) InStep() bool { return s.Accepted() && !s.Parted && !align.Stale(s.Rows) }

// Behind counts the blocks that the source has changed, and all that there are.
func (s Standing) Behind() (behind, of int) {
	for _, r := range s.Rows {
		if r.State != align.Current {
			behind++
		}
	}
	return behind, len(s.Rows)
}

// Standings are the texts that are out of step with their source, or may be, in
// the order of the graph. What has errors is not among them. Of a record that
// notes nothing the first text is taken for the source, and is not listed.
func (s State) Standings() []Standing { return s.standings }

// StandingOf says how a text of a record stands to its source.
func (s State) StandingOf(e *site.Entry, p record.Prose) Standing { return s.standing(e, e.Prose, p) }

// standing compares a text with the one that it notes among others.
func (s *State) standing(e *site.Entry, texts []record.Prose, p record.Prose) Standing {
	st := Standing{Entry: e, Text: p}
	from, ok := sourceOf(e, texts, p)
	if !ok {
		return st
	}
	st.Source = from
	st.Sealed, _ = align.Read(e.TranslationOf.In(p.Lang))
	theirs, own := s.textOf(from.File).blocks, s.textOf(p.File).blocks
	var fit bool
	st.Rows, fit = align.Compare(theirs, own, st.Sealed.Marks)
	st.Parted = !fit && align.Parting(theirs, own) >= 0
	return st
}

// sourceOf is the one among texts that a text notes it was made from.
func sourceOf(e *site.Entry, texts []record.Prose, p record.Prose) (record.Prose, bool) {
	sealed, ok := align.Read(e.TranslationOf.In(p.Lang))
	at := slices.IndexFunc(texts, func(q record.Prose) bool { return q.Lang == sealed.Lang })
	if !ok || at < 0 || sealed.Lang == p.Lang {
		return record.Prose{}, false
	}
	return texts[at], true
}

// loose reports whether nobody has said how a text stands to any of the others:
// neither it nor another notes it.
func loose(e *site.Entry, texts []record.Prose, p record.Prose) bool {
	if _, made := sourceOf(e, texts, p); made {
		return false
	}
	return !slices.ContainsFunc(texts, func(q record.Prose) bool {
		from, made := sourceOf(e, texts, q)
		return made && from.File == p.File
	})
}

// unaccepted reports whether a text is to be accepted, or another as made from
// it: it is loose. Where all are, the first is taken for the source.
func unaccepted(e *site.Entry, texts []record.Prose, i int) bool {
	bound := func(p record.Prose) bool { return !loose(e, texts, p) }
	return !bound(texts[i]) && (i > 0 || slices.ContainsFunc(texts, bound))
}

// Text is a file of a record as a Run reads it.
type Text struct {
	File   record.File
	Body   *markdown.Body
	Blocks []align.Block
	Bad    bool // it has errors
}

// ReadText reads bytes as those of a Markdown file of the site: of today, or of
// another time. ok is false where the path names no record.
func (s State) ReadText(name string, src []byte) (t Text, ok bool) {
	origin, bad := record.OriginOf(name, s.config.value)
	if len(bad) > 0 {
		return Text{}, false
	}
	t.File = record.ParseFile(name, origin, src, s.config.value)
	t.Body = &markdown.Body{}
	if t.Bad = hasError(t.File.Bad); t.Bad || t.File.Prose.File == "" {
		return t, true
	}
	w := worker{run: &run{next: s}, prose: map[string]markdown.Options{}}
	o := w.options(&t.File)
	o.Blocks = true
	body, found := markdown.Parse(src[t.File.Start:], o)
	t.Body, t.Blocks, t.Bad = body, align.Blocks(body), hasError(found)
	return t, true
}

// Stamps are those of all files of the site, sorted by path, as they were when the
// Run read them, or an earlier one.
func (s State) Stamps() []source.Stamp { return s.stamps }

// Mark is that of a Markdown file as the Run has read it.
func (s State) Mark(name string) source.Mark {
	if p := s.files[name]; p != nil {
		return p.mark
	}
	return 0
}

// Records are the references of all records of which there is a file, broken
// ones too, each once, sorted.
func (s State) Records() []record.Ref {
	var list []record.Ref
	for _, p := range s.files {
		if p.known {
			list = append(list, record.Ref{Kind: p.file.Kind.Name, ID: p.file.ID})
		}
	}
	slices.SortFunc(list, func(a, b record.Ref) int { return strings.Compare(a.String(), b.String()) })
	return slices.CompactFunc(list, func(a, b record.Ref) bool { return a.Names(b) })
}

// FilesOf are the Markdown files of a record, sorted.
func (s State) FilesOf(ref record.Ref) []string {
	var list []string
	for name, p := range s.files {
		if p.known && ref.Names(record.Ref{Kind: p.file.Kind.Name, ID: p.file.ID}) {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}
