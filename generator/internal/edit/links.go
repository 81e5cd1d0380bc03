package edit

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"

	"diglot/generator/internal/frontmatter"
	"diglot/generator/internal/markdown"
	"diglot/generator/internal/record"
)

// holes are the links and pictures of a file's prose.
func (m *mover) holes(file record.File, src []byte) []markdown.Hole {
	if file.Prose.File == "" {
		return nil
	}
	parts, _ := frontmatter.Split(file.Path, src)
	l, _ := m.config.Language(file.Lang)
	body, _ := markdown.Parse(parts.Body, markdown.Options{
		File: file.Path, FirstLine: file.Prose.Line, Tag: l.Tag, References: record.KindNames(),
	})
	return body.Holes
}

// links rewrites the links and pictures of a file's prose that lead to the
// record or its files, or that lead from them.
func (m *mover) links(rev *revision, file record.File) error {
	rewritten := map[[2]int32]bool{}
	for _, h := range m.holes(file, rev.src) {
		to := m.retarget(file.Path, h.Target)
		if h.Kind == markdown.Anchor || to == h.Target {
			continue
		}
		if err := rev.retarget(h, to); err != nil {
			return err
		}
		if at := [2]int32{h.Span.Line, h.Span.Col}; !rewritten[at] {
			rewritten[at] = true // a link without a label is two holes
			rev.count++
		}
	}
	return nil
}

// retarget returns a link's target after the move: the same where it leads to
// the same still.
func (m *mover) retarget(file, target string) string {
	to, fragment, hasFragment := strings.Cut(target, "#")
	if hasFragment {
		fragment = "#" + fragment
	}
	kind, id, schemed := strings.Cut(to, ":")
	switch {
	case schemed && kind == m.From.Kind && id == m.From.ID:
		return m.To.String() + fragment
	case schemed, to == "", strings.HasPrefix(to, "/"):
		return target
	}
	dir := path.Dir(m.Now(file))
	want := m.Now(path.Join(path.Dir(file), to))
	if path.Join(dir, to) == want {
		return target
	}
	if named := m.renamed(to); path.Join(dir, named) == want {
		return named + fragment
	}
	return relative(dir, want) + fragment
}

// renamed puts the new id in the place of the old one in a relative path,
// which stays as its author wrote it otherwise.
func (m *mover) renamed(to string) string {
	parts := strings.Split(to, "/")
	for i, part := range parts {
		if id, ending, _ := strings.Cut(part, "."); id == m.From.ID && (ending == "" || i == len(parts)-1) {
			parts[i] = m.To.ID + strings.TrimPrefix(part, id)
		}
	}
	return strings.Join(parts, "/")
}

// relative writes a path as seen from a folder.
func relative(from, to string) string {
	up := ""
	for from != "." && !strings.HasPrefix(to, from+"/") {
		from = path.Dir(from)
		up += "../"
	}
	if from == "." {
		return up + to
	}
	return up + strings.TrimPrefix(to, from+"/")
}

// retarget replaces a link's target: where the parser saw it; else behind the
// beginning of the link, and in the definitions of such links.
func (r *revision) retarget(h markdown.Hole, target string) error {
	from, to := r.offsets(h.Span)
	if i := bytes.Index(r.src[from:to], []byte(h.Target)); i >= 0 && h.Span.End > h.Span.Col {
		r.put(from+i, from+i+len(h.Target), target)
		return nil
	}
	before := len(r.changes)
	defined := regexp.MustCompile(`(?m)^[ >]*\[[^\]\n]+\]:[ \t]*<?(` + regexp.QuoteMeta(h.Target) + `)(?:[>\s]|$)`)
	for _, at := range defined.FindAllSubmatchIndex(r.src, -1) {
		r.put(at[2], at[3], target)
	}
	inline := regexp.MustCompile(`\]\(\s*<?(` + regexp.QuoteMeta(h.Target) + `)[>)\s]`)
	if at := inline.FindSubmatchIndex(r.src[from:]); at != nil {
		r.put(from+at[2], from+at[3], target)
	}
	if len(r.changes) == before && !slices.ContainsFunc(r.changes, func(c change) bool { return c.text == target }) {
		return r.tooIntricate(h.Span, h.Target)
	}
	return nil
}

// verify reads a rewritten file as the build will, and refuses it if anything
// in it says else than it should.
func (m *mover) verify(rev *revision, after []byte) error {
	unsure := refuse("move-unsure", "file", rev.path, "record", m.From.String())
	if rev.path == record.ConfigFile {
		config, bad := record.ParseConfig(after)
		if len(bad) > 0 || !config.About.Names(m.To) {
			return unsure
		}
		return nil
	}
	origin, _ := record.OriginOf(rev.path, m.config)
	was := record.ParseFile(rev.path, origin, rev.src, m.config)
	is := record.ParseFile(rev.path, origin, after, m.config)
	same := len(is.Bad) == len(was.Bad) && slices.EqualFunc(was.Refs(), is.Refs(), func(a, b record.Ref) bool {
		if a.Names(m.From) {
			a = m.To
		}
		return a.Names(b)
	})
	links := slices.EqualFunc(m.holes(was, rev.src), m.holes(is, after), func(a, b markdown.Hole) bool {
		return a.Kind == b.Kind && (a.Kind == markdown.Anchor || m.retarget(rev.path, a.Target) == b.Target)
	})
	if !same || !links {
		return unsure
	}
	return nil
}
