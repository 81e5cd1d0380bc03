// Package freshness answers those who translate: which texts lag behind the ones
// that they were made from, what has changed there, and that a translation is
// up to date from now on. The terminal and the preview ask it alike.
//
// It works on what a Run has found, and reads the texts in question again only
// as long as they are the same: what an author accepts is what was looked at.
// It writes nothing; what it would write is an edit.Plan.
package freshness

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"diglot/generator/internal/align"
	"diglot/generator/internal/build"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/edit"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
	"diglot/generator/internal/roster"
	"diglot/generator/internal/site"
	"diglot/generator/internal/source"
)

// Desk is a site after a Run with drafts.
type Desk struct {
	State  build.State
	Report build.Report
	Site   fs.FS
}

// UnsoundError says that texts have mistakes which must be mended first.
type UnsoundError struct{ Found []diag.Diagnostic }

func (e *UnsoundError) Error() string { return "the content has errors" }

func refuse(phrase string, facts ...string) error { return &edit.Refused{Phrase: phrase, Facts: facts} }

// Name is the name of a record as commands take it: announcements/opening.
func Name(ref record.Ref) string { return record.KindNamed(ref.Kind).Section + "/" + ref.ID }

// Find finds a record by what an author calls it: a file (which may say the
// language, too), announcements/opening, announcement:opening, or an id that
// no other record has. The error is an *edit.Refused that says what may have
// been meant, by id or by name in any language; or an *UnsoundError.
func (d Desk) Find(name string) (e *site.Entry, language string, err error) {
	if d.State.Graph() == nil {
		return nil, "", &UnsoundError{d.Report.Found}
	}
	asked, language := parts(name)
	matches := slices.DeleteFunc(d.State.Records(), func(r record.Ref) bool { return r.ID != asked.ID || asked.Kind != "" && r.Kind != asked.Kind })
	switch {
	case len(matches) > 1:
		return nil, "", refuse("record-several", "name", name, "words", names(matches))
	case len(matches) == 0:
		return nil, "", d.meant(name, asked)
	}
	e = d.State.Graph().Find(matches[0])
	found := d.errorsIn(d.State.FilesOf(matches[0]))
	if e == nil && found == nil {
		found = d.Report.Found // what keeps it from the site is told elsewhere
	}
	if found != nil {
		return nil, "", &UnsoundError{found}
	}
	return e, language, nil
}

// errorsIn are the errors that were found in files.
func (d Desk) errorsIn(files []string) (found []diag.Diagnostic) {
	for _, f := range d.Report.Found {
		if f.Severity == diag.Error && slices.Contains(files, f.Span.File) {
			found = append(found, f)
		}
	}
	return found
}

// parts reads a name: which kind it says, which id and which language; what it
// does not say is "".
func parts(name string) (ref record.Ref, language string) {
	name = strings.TrimPrefix(path.Clean(name), record.ContentDir+"/")
	rest := name
	if kind, id, ok := strings.Cut(name, ":"); ok && record.KindNamed(kind) != nil {
		ref.Kind, rest = kind, id
	} else if section, in, ok := strings.Cut(name, "/"); ok {
		rest = in
		if k := record.KindOf(section); k != nil {
			ref.Kind = k.Name
		}
	}
	id, suffix, _ := strings.Cut(path.Base(rest), ".")
	ref.ID = id
	if language = strings.TrimSuffix(suffix, "md"); language != suffix {
		language = strings.TrimSuffix(language, ".")
	}
	return ref, language
}

func names(refs []record.Ref) string {
	var list []string
	for _, r := range refs {
		list = append(list, Name(r))
	}
	return strings.Join(list, ", ")
}

// meant says that there is no such record, and which may have been meant.
func (d Desk) meant(name string, asked record.Ref) error {
	r, _, err := roster.Read(d.Site)
	if err != nil {
		return err
	}
	var near, all []roster.Entry
	for _, k := range record.Kinds {
		if asked.Kind == "" || asked.Kind == k.Name {
			near = append(near, r.Find(k.Name, strings.TrimSuffix(path.Base(name), ".md"))...)
			all = append(all, r.Of(k.Name)...)
		}
	}
	if len(near) == 0 {
		near = nearest(asked.ID, all)
	}
	switch len(near) {
	case 0:
		return refuse("record-unknown", "name", name)
	case 1:
		return refuse("record-meant", "name", name, "near", Name(near[0].Ref)+" ("+near[0].Label()+")")
	}
	var refs []record.Ref
	for _, e := range near {
		refs = append(refs, e.Ref)
	}
	return refuse("record-several", "name", name, "words", names(refs))
}

// nearest is the record of which an id or a name differs from a word by a slip.
func nearest(word string, all []roster.Entry) []roster.Entry {
	var list []string
	of := map[string]roster.Entry{}
	for _, e := range all {
		list = append(list, e.ID)
		of[e.ID] = e
		for _, v := range e.Name {
			list = append(list, v.Value)
			of[v.Value] = e
		}
	}
	if near, ok := lang.Nearest(word, list); ok {
		return []roster.Entry{of[near]}
	}
	return nil
}

// read reads a file again as the Run read it. Where it is another by now, the
// error is a *source.ChangedError.
func (d Desk) read(name string) (build.Text, []byte, error) {
	f, err := source.Load(d.Site, name)
	if err != nil {
		return build.Text{}, nil, err
	}
	if f.Stamp().Mark != d.State.Mark(name) {
		return build.Text{}, nil, &source.ChangedError{Path: name}
	}
	t, _ := d.State.ReadText(name, f.Bytes)
	return t, f.Bytes, nil
}

// words are the words of a text's blocks.
func (d Desk) words(t build.Text) []string {
	return align.Texts(t.Body, func(target string) string { return d.nameOf(t.File, target) })
}

// nameOf is the name of a link's target in the language of the text.
func (d Desk) nameOf(f record.File, target string) string {
	target, _, _ = strings.Cut(target, "#")
	kind, id, _ := strings.Cut(target, ":")
	e := d.State.Graph().Find(record.Ref{Kind: kind, ID: id})
	if e == nil {
		e = d.State.Graph().ByFile(path.Join(path.Dir(f.Path), target))
	}
	if e == nil {
		return target
	}
	return e.Called().In(f.Lang)
}
