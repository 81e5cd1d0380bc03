package site

import (
	"path"
	"slices"
	"strings"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
)

// Group is the files of one record.
type Group struct {
	Ref   record.Ref
	Files []*record.File
}

// Pair brings the files of each record together, in the order of section and
// id. A language file whose id differs by a slip from that of a record which
// lacks just this language was meant as its partner: it is reported, and both
// are left out. Two lonely files are told of once, at the later one. So is a record of which two files hold the same part.
func Pair(files []*record.File) ([]Group, []record.Ref, []diag.Diagnostic) {
	groups := grouped(files)
	byID := map[string]*Group{}
	ids := map[string][]string{}
	for i := range groups {
		g := &groups[i]
		byID[g.Ref.String()] = g
		ids[g.Ref.Kind] = append(ids[g.Ref.Kind], g.Ref.ID)
	}
	var left []record.Ref
	var bad []diag.Diagnostic
	for _, g := range slices.Backward(groups) {
		if again := g.repeated(); again != nil {
			bad = append(bad, *again)
			left = append(left, g.Ref)
		}
		lonely := g.lonely()
		if lonely == nil || g.chosen() || slices.ContainsFunc(left, g.Ref.Names) {
			continue
		}
		others := slices.DeleteFunc(slices.Clone(ids[g.Ref.Kind]), func(id string) bool { return id == g.Ref.ID })
		near, ok := lang.Nearest(g.Ref.ID, others)
		if !ok {
			continue
		}
		partner := byID[record.Ref{Kind: g.Ref.Kind, ID: near}.String()]
		if partner.has(lonely.Lang) || partner.chosen() {
			continue
		}
		right := path.Join(path.Dir(lonely.Path), near+strings.TrimPrefix(path.Base(lonely.Path), g.Ref.ID))
		bad = append(bad, diag.New("pair-id", diag.Span{File: lonely.Path}, "id", g.Ref.ID, "near", near).
			WithFix(right).WithRelated(diag.Span{File: partner.Files[0].Path}, "partner"))
		left = append(left, g.Ref, partner.Ref)
	}
	groups = slices.DeleteFunc(groups, func(g Group) bool {
		return slices.ContainsFunc(left, g.Ref.Names)
	})
	return groups, left, bad
}

// grouped puts files of one section and id side by side.
func grouped(files []*record.File) []Group {
	index := map[string]int{}
	var groups []Group
	for _, f := range files {
		ref := record.Ref{Kind: f.Kind.Name, ID: f.ID}
		i, seen := index[ref.String()]
		if !seen {
			i = len(groups)
			index[ref.String()] = i
			groups = append(groups, Group{Ref: ref})
		}
		groups[i].Files = append(groups[i].Files, f)
	}
	slices.SortFunc(groups, func(a, b Group) int { return strings.Compare(a.Ref.String(), b.Ref.String()) })
	return groups
}

// lonely returns the one language file that is all there is of a record, or
// nil.
func (g Group) lonely() *record.File {
	if len(g.Files) == 1 && g.Files[0].Lang != "" {
		return g.Files[0]
	}
	return nil
}

// chosen reports whether the record says in which languages it is published:
// that others are missing is no slip then.
func (g Group) chosen() bool {
	return slices.ContainsFunc(g.Files, func(f *record.File) bool { return len(f.Languages()) > 0 })
}

// repeated reports two files that hold the same part of the record.
func (g Group) repeated() *diag.Diagnostic {
	for i, f := range g.Files {
		for _, earlier := range g.Files[:i] {
			if earlier.Lang == f.Lang {
				d := diag.New("file-repeated", diag.Span{File: f.Path}).WithRelated(diag.Span{File: earlier.Path}, "also-stated")
				return &d
			}
		}
	}
	return nil
}

// has reports whether the group has a file in a language.
func (g Group) has(language string) bool {
	return slices.ContainsFunc(g.Files, func(f *record.File) bool { return f.Lang == language })
}
