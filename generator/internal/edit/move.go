package edit

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
	"diglot/generator/internal/source"
)

// Move is a record with another id, thought through: its files and folders have
// new names, its earlier addresses lead to it, and all that refers to it in
// the site says the new id.
type Move struct {
	Plan
	From, To record.Ref
	Aliases  []string    // that were added, so that earlier addresses lead on
	Home     string      // the file that they were added to, under its new name
	Rewrites []Rewritten // by path
}

// Rewritten is a file in which references were rewritten, under its new name.
type Rewritten struct {
	Path  string
	Count int
}

// Refused says why a move cannot be made, in a phrase of diag and its facts:
// names and values in turn. Nothing is wrong with the machine.
type Refused struct {
	Phrase string
	Facts  []string
}

func (r *Refused) Error() string { return diag.English.Say(r.Phrase, r.Facts...) }

func refuse(phrase string, facts ...string) error { return &Refused{phrase, facts} }

// ParseRef reads the name of a record as a command takes it: members/khpi or
// member:khpi.
func ParseRef(name string) (record.Ref, error) {
	kind, id, byKind := strings.Cut(name, ":")
	section, inSection, bySection := strings.Cut(strings.TrimPrefix(name, record.ContentDir+"/"), "/")
	k := record.KindNamed(kind)
	if bySection && !byKind {
		k, id = record.KindOf(section), path.Base(inSection)
	}
	id, _, _ = strings.Cut(id, ".")
	if k == nil || !record.IsID(id) {
		return record.Ref{}, refuse("move-name", "name", name)
	}
	return record.Ref{Kind: k.Name, ID: id}, nil
}

// mover plans a move.
type mover struct {
	Move
	site   fs.FS
	config *record.Config
	hidden bool
	own    []record.File // of the record
	record *record.Record
	lock   site.Lock
}

// PlanMove plans to give a record another id. The site must be free of errors:
// what cannot be read cannot be rewritten. hidden says that the record is not
// public, so that only addresses lead on which the lock knows. The error is a
// *Refused, or of the machine.
func PlanMove(files fs.FS, from record.Ref, id string, hidden bool) (Move, error) {
	m := &mover{site: files, hidden: hidden}
	m.From, m.To = from, record.Ref{Kind: from.Kind, ID: id}
	if !record.IsID(id) {
		return m.Move, refuse("move-id", "id", id, "near", orKhpi(lang.Slug(id)))
	}
	if id == from.ID {
		return m.Move, refuse("move-same", "record", from.String())
	}
	f, err := source.Load(files, record.ConfigFile)
	if err != nil {
		return m.Move, err
	}
	m.config, _ = record.ParseConfig(f.Bytes)
	if err := m.plan(f); err != nil {
		return m.Move, err
	}
	return m.Move, nil
}

func orKhpi(slug string) string {
	if slug == "" {
		return "khpi"
	}
	return slug
}

// plan goes through the files of the site twice: for those of the record, and
// for those that speak of it.
func (m *mover) plan(config source.File) error {
	entries, _, err := source.List(m.site)
	if err != nil {
		return err
	}
	var texts []string
	for _, e := range entries {
		if strings.HasPrefix(e.Path, record.ContentDir+"/") && path.Ext(e.Path) == ".md" {
			texts = append(texts, e.Path)
		}
	}
	if err := m.find(texts); err != nil {
		return err
	}
	if err := m.names(); err != nil {
		return err
	}
	if err := m.addresses(); err != nil {
		return err
	}
	if m.config.About.Names(m.From) {
		if err := m.rewrite(&revision{path: config.Path, src: config.Bytes}, []record.Ref{m.config.About}); err != nil {
			return err
		}
	}
	for _, name := range texts {
		if err := m.text(name); err != nil {
			return err
		}
	}
	return nil
}

// find reads the files of the record, and looks whether the new id is free.
func (m *mover) find(texts []string) error {
	var ids []string
	for _, name := range texts {
		origin, bad := record.OriginOf(name, m.config)
		if len(bad) > 0 || origin.Kind.Name != m.From.Kind {
			continue
		}
		ids = append(ids, origin.ID)
		switch origin.ID {
		case m.To.ID:
			return refuse("move-taken", "record", m.To.String(), "file", name)
		case m.From.ID:
			f, err := source.Load(m.site, name)
			if err != nil {
				return err
			}
			m.own = append(m.own, record.ParseFile(name, origin, f.Bytes, m.config))
		}
	}
	if len(m.own) > 0 {
		m.record, _ = record.Merge(m.own, m.config)
		return nil
	}
	if near, ok := lang.Nearest(m.From.ID, ids); ok {
		return refuse("move-meant", "record", m.From.String(), "near", m.From.Kind+":"+near)
	}
	return refuse("move-unknown", "record", m.From.String())
}

// names gives the record's files and the folders beside them new names, which
// nothing may have yet.
func (m *mover) names() error {
	var folders []string
	for _, f := range m.own {
		dir, base := path.Split(f.Path)
		m.Renames = append(m.Renames, Rename{f.Path, dir + m.To.ID + strings.TrimPrefix(base, m.From.ID)})
		folder := dir + m.From.ID
		info, err := fs.Stat(m.site, folder)
		if err == nil && info.IsDir() && !slices.Contains(folders, folder) {
			folders = append(folders, folder)
		}
	}
	slices.SortFunc(folders, func(a, b string) int { return len(b) - len(a) }) // the innermost first
	for _, folder := range folders {
		m.Renames = append(m.Renames, Rename{folder, path.Dir(folder) + "/" + m.To.ID})
	}
	for _, r := range m.Renames {
		if _, err := fs.Stat(m.site, r.To); !errors.Is(err, fs.ErrNotExist) {
			return refuse("move-there", "file", r.To)
		}
	}
	return nil
}

// addresses works out which addresses the record leaves, and names the record
// anew in the lock that keeps them.
func (m *mover) addresses() error {
	f, err := source.Load(m.site, site.LockFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	m.lock = site.ParseLock(f.Bytes)
	name := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(m.From.String()) + `([ \t])`)
	if after := name.ReplaceAll(f.Bytes, []byte(m.To.String()+"$1")); !bytes.Equal(f.Bytes, after) {
		m.Edits = append(m.Edits, Edit{site.LockFile, f.Bytes, after})
	}
	return nil
}

// left are the addresses that the record leaves, and taken those of its aliases
// to which it comes back.
func (m *mover) left(r *record.Record) (left, taken []string) {
	if r.Kind.Glossed {
		return nil, nil
	}
	var now []string
	known := m.lock.Of(m.From)
	for _, l := range r.Editions(m.config) {
		slug := r.Slug.In(l.Key)
		if slug != "" {
			now = append(now, site.Address(r.Kind, l.Key, slug))
			continue
		}
		now = append(now, site.Address(r.Kind, l.Key, m.To.ID))
		if old := site.Address(r.Kind, l.Key, m.From.ID); !m.hidden && !slices.Contains(known, old) {
			known = append(known, old)
		}
	}
	for _, a := range known {
		if !slices.Contains(now, a) && !slices.Contains(r.Aliases, a) {
			left = append(left, a)
		}
	}
	for _, a := range r.Aliases {
		if slices.Contains(now, a) {
			taken = append(taken, a)
		}
	}
	return left, taken
}

// text rewrites what one Markdown file says of the record.
func (m *mover) text(name string) error {
	origin, bad := record.OriginOf(name, m.config)
	if len(bad) > 0 {
		return nil
	}
	f, err := source.Load(m.site, name)
	if err != nil {
		return err
	}
	parsed := record.ParseFile(name, origin, f.Bytes, m.config)
	if len(parsed.Bad) > 0 && slices.ContainsFunc(parsed.Bad, func(d diag.Diagnostic) bool { return d.Severity == diag.Error }) {
		return refuse("move-mistakes", "file", name)
	}
	rev := &revision{path: name, src: f.Bytes}
	if err := m.links(rev, parsed); err != nil {
		return err
	}
	if origin.Kind.Name == m.From.Kind && origin.ID == m.From.ID {
		if err := m.lead(rev, parsed); err != nil {
			return err
		}
	}
	return m.rewrite(rev, parsed.Refs())
}

// rewrite puts the new id into references, and adds the file to the plan if
// anything in it has changed. That it says what it should is checked.
func (m *mover) rewrite(rev *revision, refs []record.Ref) error {
	for _, ref := range refs {
		if ref.Names(m.From) {
			if err := rev.substitute(ref.At, m.From.ID, m.To.ID); err != nil {
				return err
			}
			rev.count++
		}
	}
	if len(rev.changes) == 0 {
		return nil
	}
	after := rev.bytes()
	if err := m.verify(rev, after); err != nil {
		return err
	}
	m.Edits = append(m.Edits, Edit{rev.path, rev.src, after})
	if rev.count > 0 {
		m.Rewrites = append(m.Rewrites, Rewritten{m.Now(rev.path), rev.count})
	}
	return nil
}
