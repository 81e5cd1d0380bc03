package site

import (
	"slices"
	"strings"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
)

// Reserved are the last parts of addresses that belong to pages which the
// generator makes itself, directly below a language.
var reserved = []string{"names", "timeline", "search", "data", "feed.xml", "parallel"}

// addresses gives every entry its slug in every language, and reports two
// claims on one address.
func (l *linker) addresses() {
	claims := map[string]claim{}
	for _, e := range l.graph.Entries {
		e.paths = make([]string, len(l.graph.Config.Languages))
		for i, language := range l.graph.Config.Languages {
			if e.In(language.Key) {
				e.paths[i] = e.path(language.Key)
				l.claim(claims, e, language)
			}
		}
	}
	for _, e := range l.graph.Entries {
		for _, alias := range e.Aliases {
			l.claimAlias(claims, e, alias)
		}
	}
}

// claim is who wants an address, and where that is written.
type claim struct {
	entry *Entry
	at    diag.Span
}

func (e *Entry) slug(key string) string {
	if s := e.Slug.In(key); s != "" {
		return s
	}
	return e.ID
}

// SlugAt returns where the slug of a language is written, or the record as a
// whole where it is the id.
func (e *Entry) SlugAt(key string) diag.Span {
	for _, v := range e.Slug {
		if v.Lang == key || v.Lang == "" {
			return v.At
		}
	}
	return e.At()
}

func (l *linker) claim(claims map[string]claim, e *Entry, language lang.Language) {
	at := e.SlugAt(language.Key)
	path := e.Path(language.Key)
	if e.Kind.Glossed {
		return // entries of the page of names are told apart by kind and id
	}
	slug := e.slug(language.Key)
	switch {
	case e.Kind.Rooted && l.isReserved(slug), !e.Kind.Rooted && !e.Kind.Single && (isYear(slug) || slug == "by"):
		l.once(diag.New("address-reserved", at, "address", path, "slug", slug))
	default:
		l.claimPath(claims, path, claim{e, at})
	}
}

// claimAlias claims an earlier address, unless it is one of the site's own.
func (l *linker) claimAlias(claims map[string]claim, e *Entry, alias string) {
	at := e.FieldAt("aliases")
	if l.siteOwns(strings.ToLower(alias)) {
		l.once(diag.New("address-reserved", at, "address", alias, "slug", alias))
		return
	}
	l.claimPath(claims, alias, claim{e, at})
}

// siteOwns reports whether an address belongs to what the generator makes
// itself: front pages, lists, parallel editions, and the folders of files.
func (l *linker) siteOwns(path string) bool {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	_, edition := l.graph.Config.Language(parts[0])
	switch {
	case !edition:
		return slices.Contains([]string{"assets", "data", "id", "media"}, parts[0])
	case len(parts) == 1:
		return true
	case record.KindOf(parts[1]) == nil:
		return slices.Contains(reserved, parts[1])
	case len(parts) == 2:
		return true
	}
	return isYear(parts[2]) || parts[2] == "by" || parts[len(parts)-1] == "parallel"
}

func (l *linker) claimPath(claims map[string]claim, path string, c claim) {
	key := strings.ToLower(path)
	other, taken := claims[key]
	switch {
	case taken && c.entry.Kind.Single && c.entry.Kind == other.entry.Kind:
		return // told as a second alliance
	case taken:
		l.once(diag.New("address-taken", c.at, "address", path).WithRelated(other.at, "also-claimed"))
		return
	}
	claims[key] = c
}

// once reports a finding unless the same was told of its place already: one
// slug may stand for several languages.
func (l *linker) once(d diag.Diagnostic) {
	if !slices.ContainsFunc(l.bad, func(b diag.Diagnostic) bool { return b.Code == d.Code && b.Span == d.Span }) {
		l.bad = append(l.bad, d)
	}
}

func (l *linker) isReserved(slug string) bool {
	for _, r := range reserved {
		if r == slug {
			return true
		}
	}
	return record.KindOf(slug) != nil
}

// isYear reports whether a slug could be a year's list.
func isYear(s string) bool {
	return len(s) == 4 && strings.Trim(s, "0123456789") == ""
}

// Path returns the entry's address in a language, from the root of the site
// and without its base path: /uk/members/khpi/. It is "" where the entry is
// not published in that language.
func (e *Entry) Path(key string) string {
	for i, l := range e.graph.Config.Languages {
		if l.Key == key {
			return e.paths[i]
		}
	}
	return ""
}

func (e *Entry) path(key string) string {
	if e.Kind.Glossed {
		return "/" + key + "/names/#" + e.Anchor()
	}
	return Address(e.Kind, key, e.slug(key))
}

// Address returns the address of a record of a kind that has pages of its own,
// in a language and under a slug: /uk/members/khpi/.
func Address(kind *record.Kind, key, slug string) string {
	switch {
	case kind.Single:
		return "/" + key + "/" + kind.Section + "/"
	case kind.Rooted:
		return "/" + key + "/" + slug + "/"
	}
	return "/" + key + "/" + kind.Section + "/" + slug + "/"
}

// Anchor is the entry's fragment on the page of names.
func (e *Entry) Anchor() string { return e.Kind.Name + "-" + e.ID }

// Identity is the entry's permanent name as a path, the same in all languages:
// /id/member/khpi.
func (e *Entry) Identity() string { return "/id/" + e.Kind.Name + "/" + e.ID }

// ByFile returns the public record that a Markdown file belongs to, or nil.
func (g *Graph) ByFile(file string) *Entry { return g.byFile[file] }

// FilePaths returns the Markdown files of all public records and the files in
// their folders.
func (g *Graph) FilePaths() []string {
	var list []string
	for _, e := range g.Entries {
		list = append(list, e.Files...)
	}
	for _, a := range g.Files {
		list = append(list, a.Path)
	}
	return list
}

// IsBrokenFile reports whether a file belongs to a record that could not be
// read.
func (g *Graph) IsBrokenFile(file string) bool {
	ref, ok := record.Guess(file)
	return ok && g.IsBroken(ref)
}
