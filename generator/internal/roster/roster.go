// Package roster is who and what is in a site's content: every record by its
// id and its names in all languages, found by a part of a name in any script.
//
// It takes what it can read: a record with mistakes is there with its id, for
// the id is taken. It reads facts and never prose, and links nothing.
package roster

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
	"diglot/generator/internal/source"
)

// Roster is the content of a site, by its records.
type Roster struct {
	Config  *record.Config
	Entries []Entry // by kind, then by id
}

// Entry is a record as others refer to it.
type Entry struct {
	record.Ref
	File  string    // the first of its files
	Files []string  // all of them, by path
	Name  lang.Text // its name or title; none where it has none, or cannot be read
	Other []string  // short, earlier and further names
}

// Read lists the records of a site. Where site.yaml has mistakes there is no
// roster, and they are returned.
func Read(site fs.FS) (*Roster, []diag.Diagnostic, error) {
	f, err := source.Load(site, record.ConfigFile)
	if err != nil {
		return nil, nil, err
	}
	config, bad := record.ParseConfig(f.Bytes)
	if diag.Count(bad, diag.Error) > 0 {
		return nil, bad, nil
	}
	r := &Roster{Config: config}
	files, err := r.files(site)
	if err != nil {
		return nil, nil, err
	}
	for _, k := range record.Kinds {
		for i, of := range files {
			if of[0].Kind == k {
				r.Entries = append(r.Entries, entry(files[i], config))
			}
		}
	}
	return r, nil, nil
}

// files are the decoded files of each record, in the order of ids.
func (r *Roster) files(site fs.FS) ([][]record.File, error) {
	entries, _, err := source.List(site)
	if err != nil {
		return nil, err
	}
	at := map[record.Ref]int{}
	var records [][]record.File
	for _, e := range entries {
		if !strings.HasPrefix(e.Path, record.ContentDir+"/") || path.Ext(e.Path) != ".md" {
			continue
		}
		origin, bad := record.OriginOf(e.Path, r.Config)
		if len(bad) > 0 {
			continue
		}
		f, err := source.Load(site, e.Path)
		if err != nil {
			return nil, fmt.Errorf("list the records: %w", err)
		}
		ref := record.Ref{Kind: origin.Kind.Name, ID: origin.ID}
		i, known := at[ref]
		if !known {
			i = len(records)
			at[ref] = i
			records = append(records, nil)
		}
		records[i] = append(records[i], record.ParseFile(e.Path, origin, f.Bytes, r.Config))
	}
	slices.SortStableFunc(records, func(a, b []record.File) int { return strings.Compare(a[0].ID, b[0].ID) })
	return records, nil
}

// entry names a record.
func entry(files []record.File, c *record.Config) Entry {
	e := Entry{Ref: record.Ref{Kind: files[0].Kind.Name, ID: files[0].ID}, File: files[0].Path}
	for _, f := range files {
		e.Files = append(e.Files, f.Path)
	}
	for _, f := range files {
		if diag.Count(f.Bad, diag.Error) > 0 {
			return e
		}
	}
	r, _ := record.Merge(files, c)
	e.File, e.Name = r.Files[0], r.Called()
	var more []lang.Text
	switch {
	case r.Member != nil:
		more = append(more, r.Member.ShortName)
		for _, former := range r.Member.FormerName {
			more = append(more, former.Name)
		}
	case r.Ceremony != nil:
		more = r.Ceremony.AlternateName
	case r.Alliance != nil:
		more = r.Alliance.AlternateName
	}
	for _, t := range more {
		for _, v := range t {
			e.Other = append(e.Other, v.Value)
		}
	}
	return e
}

// Label names the record in every language it is named in, as a list for
// authors to choose from has it.
func (e Entry) Label() string {
	var names []string
	for _, v := range e.Name {
		if !slices.Contains(names, v.Value) {
			names = append(names, v.Value)
		}
	}
	return strings.Join(names, " · ")
}

// Of returns the records of a kind.
func (r *Roster) Of(kind string) []Entry {
	var list []Entry
	for _, e := range r.Entries {
		if e.Kind == kind {
			list = append(list, e)
		}
	}
	return list
}

// Taken returns the record that has an id already.
func (r *Roster) Taken(ref record.Ref) (Entry, bool) {
	i := slices.IndexFunc(r.Entries, func(e Entry) bool { return e.Ref.Names(ref) })
	if i < 0 {
		return Entry{}, false
	}
	return r.Entries[i], true
}

// Find returns the records of a kind that somebody may mean: the one of that
// id; else all in one of whose names each of the words begins a word; else all
// in one of whose names each of them is found. The script makes no difference:
// Далянь, Dalian and 大连 find the same. Nor do case, accents and apostrophes.
func (r *Roster) Find(kind, words string) []Entry {
	all := r.Of(kind)
	for _, e := range all {
		if e.ID == strings.ToLower(strings.TrimSpace(words)) {
			return []Entry{e}
		}
	}
	want := strings.Fields(fold(words))
	for _, before := range []string{" ", ""} {
		var list []Entry
		for _, e := range all {
			if len(want) > 0 && slices.ContainsFunc(e.forms(), func(form string) bool { return holds(form, before, want) }) {
				list = append(list, e)
			}
		}
		if len(list) > 0 {
			return list
		}
	}
	return nil
}

// holds reports whether a name holds all words, each behind a certain text.
func holds(form, before string, words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(" "+form, before+w) })
}

// forms are the names of a record as they are searched: as they are written,
// and in Latin letters, in which a Ukrainian name is found by whoever has no
// Ukrainian keyboard.
func (e Entry) forms() []string {
	forms := []string{strings.ReplaceAll(e.ID, "-", " ")}
	for _, name := range append([]string{}, e.Other...) {
		forms = append(forms, fold(name), fold(lang.Latin(name)))
	}
	for _, v := range e.Name {
		forms = append(forms, fold(v.Value), fold(lang.Latin(v.Value)))
	}
	return forms
}

// fold is a text as it is compared.
func fold(s string) string {
	s = strings.ToLower(norm.NFKC.String(s))
	return strings.Map(func(r rune) rune {
		switch r {
		case '\'', '’', 'ʼ', '`', '«', '»', '“', '”', '"':
			return -1
		case '-', '–', '—', '·':
			return ' '
		}
		return r
	}, s)
}

// Nearest returns the id or the kind's record that was most likely meant by a
// word that finds nothing.
func (r *Roster) Nearest(kind, word string) (Entry, bool) {
	all := r.Of(kind)
	var ids []string
	for _, e := range all {
		ids = append(ids, e.ID)
	}
	near, ok := lang.Nearest(strings.TrimSpace(word), ids)
	if !ok {
		return Entry{}, false
	}
	return all[slices.Index(ids, near)], true
}
