package build

import (
	"slices"
	"strconv"
	"strings"

	"diglot/generator/internal/align"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
)

// tellTranslations tells which translations their originals have left behind,
// and which texts cannot be laid side by side where a page does so. Elsewhere
// each language may tell the thing in its own way.
func (r *run) tellTranslations() {
	for _, e := range r.next.graph.value.graph.Entries {
		texts := r.sound(e)
		for i, p := range texts {
			st := r.next.standing(e, texts, p)
			if d, ok := r.translation(st, texts, i); ok {
				if e.Draft {
					d.Severity = diag.Note
				}
				r.tell(d)
			}
			if st.Accepted() && !st.InStep() || unaccepted(e, texts, i) {
				r.next.standings = append(r.next.standings, st)
			}
		}
	}
}

// sound are the texts of a record in the languages in which it is published,
// without those that have errors: their blocks are not what was meant.
func (r *run) sound(e *site.Entry) []record.Prose {
	var list []record.Prose
	for _, p := range e.Prose {
		if e.In(p.Lang) && !hasError(r.next.textOf(p.File).found) {
			list = append(list, p)
		}
	}
	return list
}

// translation tells of a text that its source has left behind, or that does not
// run beside the first of the record where it notes no source: of two texts
// nobody knows which one is the translation.
func (r *run) translation(st Standing, texts []record.Prose, i int) (diag.Diagnostic, bool) {
	switch {
	case st.Parted:
		return r.unaligned(st.Source, st.Text)
	case st.InStep():
		return diag.Diagnostic{}, false
	case st.Accepted():
		return r.stale(st), true
	}
	beside := slices.Contains(r.next.config.value.Parallel, st.Entry.Kind.Section)
	if !beside || i == 0 || madeFrom(st.Entry, texts[0], st.Text) {
		return diag.Diagnostic{}, false
	}
	return r.unaligned(texts[0], st.Text)
}

// madeFrom reports whether a text notes that it was made from another.
func madeFrom(e *site.Entry, p, from record.Prose) bool {
	sealed, ok := align.Read(e.TranslationOf.In(p.Lang))
	return ok && sealed.Lang == from.Lang
}

// stale tells which lines of the source are others, with their places in both
// files.
func (r *run) stale(st Standing) diag.Diagnostic {
	theirs, own := r.next.textOf(st.Source.File).blocks, r.next.textOf(st.Text.File).blocks
	var lines []string
	var places []diag.Span
	first, last := int32(0), int32(st.Text.Line)
	for _, row := range st.Rows {
		if row.Target >= 0 {
			last = own[row.Target].Line
		}
		if row.State == align.Current {
			continue
		}
		if first == 0 {
			first = last
		}
		if row.Source >= 0 {
			line := theirs[row.Source].Line
			lines, places = append(lines, strconv.Itoa(int(line))), append(places, diag.Span{File: st.Source.File, Line: line})
		}
	}
	d := diag.New("translation-stale", diag.Span{File: st.Text.File, Line: first}, "file", st.Source.File, "date", st.Sealed.Date.String(),
		"changed", changed(slices.Compact(lines)))
	const shown = 5 // places; the sentence names the lines of all
	for _, at := range places[:min(len(places), shown)] {
		d = d.WithRelated(at, "changed-since")
	}
	return d
}

func changed(lines []string) string {
	switch len(lines) {
	case 0:
		return "a part of it was taken out"
	case 1:
		return "line " + lines[0]
	}
	return "lines " + strings.Join(lines, ", ")
}

// unaligned tells where two texts part.
func (r *run) unaligned(source, p record.Prose) (diag.Diagnostic, bool) {
	return Unaligned(source, p, r.next.textOf(source.File).blocks, r.next.textOf(p.File).blocks)
}

// Unaligned is the finding that a text and its source do not consist of blocks
// of the same kinds: at which one they part.
func Unaligned(source, p record.Prose, theirs, own []align.Block) (diag.Diagnostic, bool) {
	at := align.Parting(theirs, own)
	if at < 0 || len(theirs) == 0 || len(own) == 0 {
		return diag.Diagnostic{}, false
	}
	here, what := parted(p, own, at)
	there, other := parted(source, theirs, at)
	return diag.New("translation-unaligned", here, "block", what, "other", other, "file", source.File).
		WithRelated(there, "parts-here"), true
}

// parted returns the place of a block and what it is called; behind the last
// one, the place of that.
func parted(p record.Prose, blocks []align.Block, at int) (diag.Span, string) {
	if at < len(blocks) {
		b := blocks[at]
		what := b.Kind.String()
		if b.Level > 0 {
			what += " of level " + strconv.Itoa(int(b.Level))
		}
		return diag.Span{File: p.File, Line: b.Line}, what
	}
	return diag.Span{File: p.File, Line: blocks[len(blocks)-1].Line}, "end"
}
