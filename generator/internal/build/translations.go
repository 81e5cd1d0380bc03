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
		for i := range texts {
			if d, ok := r.translation(e, texts, i); ok {
				if e.Draft {
					d.Severity = diag.Note
				}
				r.tell(d)
			}
		}
	}
}

// sound are the texts of a record in the languages in which it is published,
// without those that have errors: their blocks are not what was meant.
func (r *run) sound(e *site.Entry) []record.Prose {
	var list []record.Prose
	for _, p := range e.Prose {
		if e.In(p.Lang) && !hasError(r.next.texts[p.File].found) {
			list = append(list, p)
		}
	}
	return list
}

// translation compares a text with the one that it was made from, or the first
// of the record where that is not noted: of two texts nobody knows which one is
// the translation.
func (r *run) translation(e *site.Entry, texts []record.Prose, i int) (diag.Diagnostic, bool) {
	p := texts[i]
	sealed, ok := align.Read(e.TranslationOf.In(p.Lang))
	at := slices.IndexFunc(texts, func(q record.Prose) bool { return q.Lang == sealed.Lang })
	if ok && at >= 0 && at != i {
		return r.stale(texts[at], p, sealed)
	}
	beside := slices.Contains(r.next.config.value.Parallel, e.Kind.Section)
	if !beside || i == 0 || madeFrom(e, texts[0], p) {
		return diag.Diagnostic{}, false
	}
	return r.unaligned(texts[0], p)
}

// madeFrom reports whether a text notes that it was made from another.
func madeFrom(e *site.Entry, p, from record.Prose) bool {
	sealed, ok := align.Read(e.TranslationOf.In(p.Lang))
	return ok && sealed.Lang == from.Lang
}

// stale tells which lines of the original are others, with their places in both
// files. A translation whose own blocks were changed without being accepted is
// told as such where the two no longer run side by side.
func (r *run) stale(source, p record.Prose, sealed align.Sealed) (diag.Diagnostic, bool) {
	theirs, own := r.next.texts[source.File].blocks, r.next.texts[p.File].blocks
	rows, fit := align.Compare(theirs, own, sealed.Marks)
	if !fit && align.Parting(theirs, own) >= 0 {
		return r.unaligned(source, p)
	}
	if !align.Stale(rows) {
		return diag.Diagnostic{}, false
	}
	var lines []string
	var places []diag.Span
	first, last := int32(0), int32(p.Line)
	for _, row := range rows {
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
			lines, places = append(lines, strconv.Itoa(int(line))), append(places, diag.Span{File: source.File, Line: line})
		}
	}
	d := diag.New("translation-stale", diag.Span{File: p.File, Line: first}, "file", source.File, "date", sealed.Date.String(),
		"changed", changed(slices.Compact(lines)))
	const shown = 5 // places; the sentence names the lines of all
	for _, at := range places[:min(len(places), shown)] {
		d = d.WithRelated(at, "changed-since")
	}
	return d, true
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
	theirs, own := r.next.texts[source.File].blocks, r.next.texts[p.File].blocks
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
