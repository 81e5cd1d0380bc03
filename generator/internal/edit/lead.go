package edit

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/frontmatter"
	"diglot/generator/internal/record"
)

// lead lets the addresses that the record leaves lead to it, in its file of
// facts or wherever it has aliases already. An alias that becomes the record's
// own address again is taken out.
func (m *mover) lead(rev *revision, file record.File) error {
	parts, _ := frontmatter.Split(rev.path, rev.src)
	root, _ := frontmatter.Parse(rev.path, parts.MetaLine, parts.Meta)
	list := root.Get("aliases")
	if list == nil && (m.has("aliases") || rev.path != m.record.Files[0]) {
		return nil
	}
	add, drop := m.left(m.record)
	m.Aliases, m.Home = add, m.Now(rev.path)
	if len(add)+len(drop) == 0 {
		return nil
	}
	switch {
	case list != nil:
		return rev.listed(list, add, drop)
	case parts.Meta == nil:
		at := len(rev.src) - len(parts.Body)
		rev.put(at, at, rev.lines("---", "aliases:", "  - "+strings.Join(add, rev.lineEnd()+"  - "), "---"))
	default:
		at := bytes.Index(rev.src, parts.Meta) + len(parts.Meta)
		if len(parts.Meta) == 0 {
			at, _ = rev.line(int32(parts.MetaLine))
		}
		rev.put(at, at, rev.lines("aliases:", "  - "+strings.Join(add, rev.lineEnd()+"  - ")))
	}
	return nil
}

// has reports whether one of the record's files has a field.
func (m *mover) has(field string) bool {
	return m.record.FieldAt(field).Line > 0
}

// lines ends lines as the file does.
func (r *revision) lines(lines ...string) string {
	return strings.Join(lines, r.lineEnd()) + r.lineEnd()
}

// listed changes the items of a list: the first to be added take the places of
// those to be dropped, the others follow behind the last.
func (r *revision) listed(list *frontmatter.Node, add, drop []string) error {
	var last diag.Span
	for _, item := range list.Items {
		last = item.Span
		switch {
		case !slices.Contains(drop, item.Text):
		case len(add) > 0:
			from, to := r.offsets(item.Span)
			r.put(from, to, add[0])
			add = add[1:]
		case list.Flow || len(list.Items) == len(drop):
			return refuse("move-alias", "file", r.path, "line", strconv.Itoa(int(item.Span.Line)), "alias", item.Text)
		default:
			from, _ := r.line(item.Span.Line)
			next, _ := r.line(item.Span.Line + 1)
			r.put(from, next, "")
		}
	}
	if len(add) == 0 {
		return nil
	}
	_, to := r.offsets(last)
	if list.Flow {
		r.put(to, to, ", "+strings.Join(add, ", "))
		return nil
	}
	from, end := r.line(last.Line)
	start, _ := r.offsets(last)
	indent := r.lineEnd() + string(r.src[from:start])
	r.put(end, end, indent+strings.Join(add, indent))
	return nil
}
