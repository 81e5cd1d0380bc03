// Package tidy puts the files of a record in order without changing what they
// say: facts stand in the file of facts, fields in the order of the schema,
// lines without spaces at their ends. Comments stay, and stay with what they
// are about; so do byte order marks and the ends of lines.
//
// What is tidied is read again and compared with what was there. Where that
// would differ in anything, less is tidied: an author's file is never made to
// say something else. Prose is not touched but for a missing end of its last
// line, and no text is: how its language prints it is for the build.
package tidy

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/frontmatter"
	"diglot/generator/internal/record"
)

// File is a file of a record.
type File struct {
	Path  string
	Bytes []byte // nil where there is none
}

// Change is a file that is tidied, and what was done to it.
type Change struct {
	Path          string
	Before, After []byte // Before is nil where the file is new
	Ordered       bool   // fields changed places
	Moved         []Move // facts that came or went
}

// Move is a fact that went home.
type Move struct{ Field, From, To string }

// Record tidies the files of one record. What is wrong with them is returned
// instead: what is not understood is left alone.
func Record(files []File, c *record.Config) ([]Change, []diag.Diagnostic) {
	before, bad := read(files, c)
	if len(bad) > 0 {
		return nil, bad
	}
	for _, how := range []manner{{true, true, true}, {false, true, true}, {false, false, true}, {true, true, false}, {false, true, false}} {
		changes, after := how.tidy(files, c)
		if now, bad := read(after, c); len(bad) == 0 && record.Same(before, now) && sameProse(files, after) {
			return changes, nil
		}
	}
	return nil, nil
}

// read makes a record of its files, or says what is wrong with them.
func read(files []File, c *record.Config) (*record.Record, []diag.Diagnostic) {
	var parsed []record.File
	var bad []diag.Diagnostic
	for _, f := range files {
		origin, wrong := record.OriginOf(f.Path, c)
		if len(wrong) > 0 {
			return nil, wrong
		}
		p := record.ParseFile(f.Path, origin, f.Bytes, c)
		bad = append(bad, p.Bad...)
		parsed = append(parsed, p)
	}
	if diag.Count(bad, diag.Error) > 0 {
		return nil, bad
	}
	r, found := record.Merge(parsed, c)
	for _, d := range found {
		if d.Severity == diag.Error && (d.Code == "fact-conflict" || d.Code == "list-length") {
			bad = append(bad, d)
		}
	}
	if diag.Count(bad, diag.Error) > 0 {
		return nil, bad
	}
	return r, nil
}

// sameProse reports whether the texts below the fields are what they were, but
// for an end of the last line.
func sameProse(before, after []File) bool {
	for _, f := range before {
		i := slices.IndexFunc(after, func(a File) bool { return a.Path == f.Path })
		was, _ := frontmatter.Split(f.Path, f.Bytes)
		is, _ := frontmatter.Split(f.Path, after[i].Bytes)
		if rest, ok := bytes.CutPrefix(is.Body, was.Body); !ok || len(bytes.Trim(rest, "\r\n")) > 0 {
			return false
		}
	}
	return true
}

// manner is how much is tidied.
type manner struct{ move, order, trim bool }

// tidy returns what changes, and all files as they are afterwards.
func (m manner) tidy(files []File, c *record.Config) ([]Change, []File) {
	var sheets []*sheet
	for _, f := range files {
		sheets = append(sheets, readSheet(f, c))
	}
	if m.move {
		sheets = sendHome(sheets)
	}
	var changes []Change
	var after []File
	for _, s := range sheets {
		if m.order {
			s.sort()
		}
		b := s.bytes(m.trim)
		after = append(after, File{s.path, b})
		if !bytes.Equal(b, s.src) || s.src == nil {
			changes = append(changes, Change{s.path, s.src, b, s.sorted, s.moved})
		}
	}
	return changes, after
}

// sendHome moves the facts that stand in files of languages to the file of facts,
// which is made where there is none. A fact that is there already, equally, is
// taken out, unless it has a comment of its own.
func sendHome(sheets []*sheet) []*sheet {
	i := slices.IndexFunc(sheets, func(s *sheet) bool { return s.lang == "" })
	var home *sheet
	if i >= 0 {
		home = sheets[i]
	} else {
		first := sheets[0]
		home = &sheet{path: path.Join(path.Dir(first.path), first.id+".md"), kind: first.kind, id: first.id, end: first.end, regular: true}
	}
	for _, s := range sheets {
		if s == home || !s.regular || !home.regular {
			continue
		}
		kept := s.chunks[:0:0]
		for _, e := range s.chunks {
			if !e.homeless || e.sleeps || home.refuses(e) {
				kept = append(kept, e)
				continue
			}
			if !home.has(e.key) {
				home.chunks = append(home.chunks, chunk{key: e.key, field: e.field, comment: ended(e.comment, home.end), lines: ended(e.lines, home.end)})
			}
			move := Move{e.key, s.path, home.path}
			s.moved, home.moved = append(s.moved, move), append(home.moved, move)
			s.pending = append(s.pending, e.free...)
		}
		s.chunks = kept
	}
	if i < 0 && len(home.chunks) > 0 {
		return append([]*sheet{home}, sheets...)
	}
	return sheets
}

// refuses reports whether an entry cannot go to the home: a part of the same
// group is there, or it is there and something is said about it here.
func (s *sheet) refuses(e chunk) bool {
	return s.has(e.key) && (e.field.Form == "group" && !e.field.List || e.commented())
}

func (s *sheet) has(key string) bool {
	return slices.ContainsFunc(s.chunks, func(c chunk) bool { return c.key == key && !c.sleeps })
}

// speaks reports whether a value holds a text that speaks a language.
func speaks(f *record.Field, n *frontmatter.Node) bool {
	switch {
	case f.Form == "text per language":
		return true
	case n.Kind == frontmatter.List:
		return slices.ContainsFunc(n.Items, func(item *frontmatter.Node) bool { return speaks(f, item) })
	case n.Kind != frontmatter.Map:
		return false
	}
	for _, k := range n.Keys {
		if i := slices.IndexFunc(f.Fields, func(g record.Field) bool { return g.Key == k.Key }); i >= 0 {
			if speaks(&f.Fields[i], k.Value) {
				return true
			}
		} else if k.Key == "value" && f.Fact && speaks(f, k.Value) {
			return true
		} else if k.Key == "source" && f.Fact && speaksSource(k.Value) {
			return true
		}
	}
	return false
}

// speaksSource reports whether the source of a fact has a name in a language.
func speaksSource(n *frontmatter.Node) bool {
	if n.Kind == frontmatter.List {
		return slices.ContainsFunc(n.Items, speaksSource)
	}
	return n.Get("name") != nil
}

// ended gives lines the end that a file has.
func ended(lines []string, end string) []string {
	var list []string
	for _, l := range lines {
		list = append(list, strings.TrimRight(l, "\r\n")+end)
	}
	return list
}
