// Package why says what a published file is made from, and what of it has
// changed since: which files, facts, layouts and strings.
//
// Nobody keeps account while a site is built. The first law of the generator is
// asked backwards instead: the page is made again of a site in one of whose
// files something else stands, and what changes the page is what it was made
// from. Everything is such an edit of a file, be it a fact, a phrase of the
// layouts, a record that is not there, or the facts as they were when the site
// was published.
package why

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"diglot/generator/internal/build"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
	"diglot/generator/internal/search"
	"diglot/generator/internal/site"
	"diglot/generator/internal/view"
)

// Answer says what a published file is made from, or what is made from a file
// of the site.
type Answer struct {
	File    string    `json:"file,omitempty"`    // in the published folder; "" where the question was about a file of the site
	Address string    `json:"address,omitempty"` // "/uk/members/khpi/"
	Index   string    `json:"index,omitempty"`   // language of the edition whose search it is a part of
	Source  string    `json:"source,omitempty"`  // the file of the site that was asked about
	Origins []Origin  `json:"origins,omitempty"`
	Today   bool      `json:"today,omitempty"`     // the day of the build counts
	Open    int       `json:"undecided,omitempty"` // values that may count, too: there were too many to look at each
	Since   *Since    `json:"since,omitempty"`
	Held    string    `json:"held,omitempty"`  // why it is not published: "draft", "embargo" or "future"
	Pages   []Reached `json:"pages,omitempty"` // made from Source
}

// Origin is a file that a page is made from.
type Origin struct {
	File   string  `json:"file"`
	Role   Role    `json:"role"`
	Fields []Field `json:"fields,omitempty"`
}

// Role is what a file is to a page.
type Role string

// The roles.
const (
	Content  Role = "content" // facts and short texts; its Fields count
	Text     Role = "text"    // prose
	Picture  Role = "picture" // or document: a file of a record's folder
	Settings Role = "settings"
	Layout   Role = "layout"
	Strings  Role = "strings" // its Fields are keys
	Style    Role = "style"
	Copied   Role = "copied" // the file itself is published
)

var roles = []Role{Content, Text, Picture, Settings, Layout, Strings, Style, Copied} // in the order of an answer

// Field is a part of a file that a page shows, or that decides what it shows.
type Field struct {
	Name string   `json:"name"`           // "identifier.ror"; IsThere, HasText, or the key of a string
	Lang string   `json:"lang,omitempty"` // of a text
	Line int      `json:"line,omitempty"`
	In   []string `json:"in,omitempty"` // fields of the view, as layouts name them
}

// is reports whether two fields are the same part of a file.
func (f Field) is(other Field) bool { return f.Name == other.Name && f.Lang == other.Lang }

// Names of fields that are none.
const (
	IsThere = "(is there)" // that the record is there: the page counts it, or leads to it
	HasText = "(has text)" // whether there is a text in the language
	ItsText = "(text)"     // the words of the text
)

// Reached is a file that is made from a file of the site.
type Reached struct {
	Address string  `json:"address"`
	Fields  []Field `json:"fields,omitempty"`
}

// UnknownError says that neither a published file nor one of the site is called
// so.
type UnknownError struct {
	Asked string
	Near  string // what was probably meant, or ""
}

func (e *UnknownError) Error() string {
	if e.Near != "" {
		return fmt.Sprintf("nothing is published at %q; did you mean %s?", e.Asked, e.Near)
	}
	return fmt.Sprintf("nothing is published at %q", e.Asked)
}

// Ask answers what the file at an address is made from: about is an address of
// the site, with or without its origin, or a path in the published folder. For
// a file of the site (content/…, layouts/…) it answers which pages are made
// from it. The notes of the last publication may be nil. Where the content has
// errors there is no answer, and the report has them; UnknownError is returned
// where there is no such file.
func Ask(ctx context.Context, in build.Input, about string, notes *Notes) (Answer, build.Report, error) {
	s, report, err := build.Look(ctx, in)
	if s == nil {
		return Answer{}, report, err
	}
	a := &asker{ctx: ctx, site: s, copies: s.Copies(), refs: map[string][]string{}}
	for _, e := range s.Graph.Entries {
		a.refs[e.Kind.Name] = append(a.refs[e.Kind.Name], e.ID)
	}
	answer, err := a.answer(about, notes, in.Version)
	if err == nil {
		err = cmp.Or(s.Err(), ctx.Err())
	}
	return answer, report, err
}

// asker works out one answer.
type asker struct {
	ctx    context.Context
	site   *build.Site
	copies map[string]string   // published file, file of the site
	refs   map[string][]string // ids by kind
	sheets []*sheet
	spent  int // pages that were made
	open   int // values that were not looked at: the budget was spent
}

// answer finds out what is asked about.
func (a *asker) answer(about string, notes *Notes, version string) (Answer, error) {
	if a.has(about) {
		return a.reach(about), nil
	}
	for _, file := range a.called(about) {
		if i := slices.IndexFunc(a.site.Jobs, func(j view.Job) bool { return j.Path == file }); i >= 0 {
			return a.explain(a.site.Jobs[i], notes, version)
		}
		answer := Answer{File: file, Address: addressOf(file)}
		from, ok := a.copies[file]
		if !ok {
			from, ok = a.site.WebP()[file]
		}
		if ok {
			answer.Origins = []Origin{{File: from, Role: Copied}}
			return answer, nil
		}
		if file == a.site.Stylesheet {
			answer.Origins = a.styles()
			return answer, nil
		}
		if i := slices.IndexFunc(a.site.Indexes, func(x search.Address) bool { return x.Has(file) }); i >= 0 {
			answer.Index = a.site.Config.Languages[i].Key
			answer.Origins = a.indexed(answer.Index)
			return answer, a.site.Err()
		}
		if held, files := a.heldAt(file); held != "" {
			answer.Held = held
			for _, f := range files {
				answer.Origins = append(answer.Origins, Origin{File: f, Role: Content})
			}
			return answer, nil
		}
	}
	return Answer{}, a.unknown(about)
}

func (a *asker) has(file string) bool {
	_, is := slices.BinarySearchFunc(a.paths(), file, strings.Compare)
	return is
}

// paths are the files of the site, sorted.
func (a *asker) paths() []string {
	var list []string
	for _, f := range a.site.Files {
		list = append(list, f.Path)
	}
	return list
}

// called are the published files that somebody may mean by an address.
func (a *asker) called(about string) []string {
	about, _, _ = strings.Cut(about, "#")
	about, _, _ = strings.Cut(about, "?")
	for _, base := range []string{a.site.Config.BaseURL, basePath(a.site.Config.BaseURL)} {
		if rest, ok := strings.CutPrefix(about+"/", base); ok {
			about = "/" + strings.TrimSuffix(rest, "/")
		}
	}
	if plain, err := url.PathUnescape(about); err == nil {
		about = plain
	}
	name := strings.TrimPrefix(path.Clean("/"+about), "/")
	return []string{name, path.Join(name, "index.html")}
}

func basePath(base string) string {
	u, err := url.Parse(base)
	if err != nil {
		return "/"
	}
	return u.Path
}

// unknown names the nearest address.
func (a *asker) unknown(about string) error {
	all := a.paths()
	for _, j := range a.site.Jobs {
		all = append(all, addressOf(j.Path))
	}
	for _, x := range a.site.Indexes {
		all = append(all, addressOf(x.Directory))
	}
	asked := about
	if !strings.HasPrefix(about, record.ContentDir+"/") && !strings.HasPrefix(about, layoutsDir) {
		names := a.called(about)
		asked = addressOf(names[1])
		if path.Ext(names[0]) != "" {
			asked = addressOf(names[0])
		}
	}
	near, ok := lang.Nearest(asked, all)
	if i := slices.IndexFunc(all, func(x string) bool { return len(asked) > 3 && path.Base(x) == path.Base(asked) }); !ok && i >= 0 {
		near = all[i] // the same last part somewhere else
	}
	return &UnknownError{Asked: about, Near: near}
}

// addressOf is where readers find a published file.
func addressOf(file string) string { return "/" + strings.TrimSuffix(file, "index.html") }

const (
	layoutsDir = "layouts/"
	stylesDir  = "layouts/css/"
	stringsDir = "layouts/strings/"
	staticDir  = "static/"
)

func (a *asker) styles() []Origin {
	var list []Origin
	for _, f := range a.paths() {
		if strings.HasPrefix(f, stylesDir) {
			list = append(list, Origin{File: f, Role: Style})
		}
	}
	return list
}

// indexed are the files whose names and texts readers of an edition can find. The
// index holds them all in each of its files, or leads to them: nothing is tried.
func (a *asker) indexed(lang string) (list origins) {
	if a.read() != nil {
		return nil
	}
	for _, s := range a.sheets {
		stated := slices.ContainsFunc(s.values, func(v *value) bool { return v.Name != HasText })
		if stated && s.file != record.ConfigFile {
			list.add(Origin{File: s.file, Role: Content})
		}
	}
	for _, e := range a.site.Graph.Entries {
		if p := e.ProseIn(lang); p.File != "" {
			list.add(Origin{File: p.File, Role: Text})
		}
	}
	list.add(Origin{record.ConfigFile, Settings, []Field{{Name: "baseURL"}}})
	list.add(Origin{File: stringsDir + lang + ".yaml", Role: Strings})
	list.sort(nil)
	return list
}

// heldAt answers for a page that would be there if its record were public.
func (a *asker) heldAt(file string) (held string, files []string) {
	with, ok := a.site.With(build.Change{Clock: a.site.Clock, Drafts: true})
	if a.site.Drafts || !ok {
		return "", nil
	}
	for _, e := range with.Graph.Entries {
		for _, l := range e.Languages {
			if h, ok := with.Graph.HeldBack(e); ok && e.Path(l.Key) == addressOf(file) {
				return whyHeld(h), e.Files
			}
		}
	}
	return "", nil
}

func whyHeld(h site.Held) string {
	switch {
	case h.Draft:
		return "draft"
	case h.Until.Unix != 0:
		return "embargo"
	}
	return "future"
}
