package freshness

import (
	"slices"
	"strings"

	"diglot/generator/internal/align"
	"diglot/generator/internal/build"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/edit"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
)

// Accepted is a translation that corresponds to its source from now on.
type Accepted struct {
	Record string `json:"record"`
	File   string `json:"file"`
	Source string `json:"source"`
	Date   string `json:"date"`   // of the note
	Blocks int    `json:"blocks"` // of the source
	First  bool   `json:"first"`  // it was not accepted before
	Was    Counts `json:"was"`    // how its blocks stood
	Kept   bool   `json:"kept"`   // it was in step already: nothing is written
}

// Counts say of how many blocks what had become.
type Counts struct {
	Changed int `json:"changed"`
	Added   int `json:"added"`
	Removed int `json:"removed"`
	Moved   int `json:"moved"`
}

func countsOf(rows []align.Row) (c Counts) {
	for _, r := range rows {
		switch r.State {
		case align.Changed:
			c.Changed++
		case align.Added:
			c.Added++
		case align.Removed:
			c.Removed++
		case align.Moved:
			c.Moved++
		}
	}
	return c
}

// Pair is a text and the one that it is said to be made from.
type Pair struct {
	Entry        *site.Entry
	Text, Source record.Prose
}

// Pairs says which translations are meant by a name. That of a record means all
// its texts that note what they were made from; that of a language file this
// one, whose source is the text that it notes, the only other one, or that in
// the language from. The error is an *edit.Refused or an *UnsoundError.
func (d Desk) Pairs(name, from string) ([]Pair, error) {
	e, language, err := d.Find(name)
	if err != nil {
		return nil, err
	}
	if from != "" && !slices.ContainsFunc(e.Prose, func(p record.Prose) bool { return p.Lang == from && p.Lang != language }) {
		return nil, refuse("accept-from", "from", from, "name", Name(e.Ref()))
	}
	if len(e.Prose) < 2 {
		return nil, refuse("accept-alone", "name", Name(e.Ref()))
	}
	if language != "" {
		p := e.ProseIn(language)
		if p.File == "" {
			return nil, refuse("accept-no-text", "name", Name(e.Ref()), "language", language)
		}
		s, err := d.source(e, p, from)
		return []Pair{{e, p, s}}, err
	}
	var list []Pair
	var files []string
	for _, p := range e.Prose {
		files = append(files, p.File)
		if s := d.State.StandingOf(e, p).Source; s.File != "" && (from == "" || s.Lang == from) {
			list = append(list, Pair{e, p, s})
		}
	}
	if len(list) == 0 {
		return nil, refuse("accept-which", "name", Name(e.Ref()), "files", strings.Join(files, ", "), "near", files[len(files)-1])
	}
	return list, nil
}

// source is the text from which another was made.
func (d Desk) source(e *site.Entry, p record.Prose, from string) (record.Prose, error) {
	if from != "" {
		return e.ProseIn(from), nil
	}
	if s := d.State.StandingOf(e, p).Source; s.File != "" {
		return s, nil
	}
	var others []string
	var only record.Prose
	for _, o := range e.Prose {
		if o.File == p.File {
			continue
		}
		if d.State.StandingOf(e, o).Source.File == p.File {
			return only, refuse("accept-original", "file", p.File, "other", o.File)
		}
		only = o
		others = append(others, o.Lang)
	}
	if len(others) > 1 {
		return only, refuse("accept-several", "file", p.File, "words", strings.Join(others, ", "))
	}
	return only, nil
}

// Accept plans to note in translations that they correspond to their sources on
// a day. Either all of them can be accepted or none. The error is an
// *edit.Refused, an *UnsoundError or a *source.ChangedError, or of the machine.
func (d Desk) Accept(pairs []Pair, day lang.Date) (edit.Plan, []Accepted, error) {
	var plan edit.Plan
	var list []Accepted
	for _, p := range pairs {
		if slices.ContainsFunc(list, func(a Accepted) bool { return a.File == p.Text.File }) {
			continue
		}
		a, note, err := d.accept(p, day)
		if err == nil && !a.Kept {
			err = d.note(&plan, p, note)
		}
		if err != nil {
			return edit.Plan{}, nil, err
		}
		list = append(list, a)
	}
	return plan, list, nil
}

// accept looks whether a translation can be accepted, and what it is to note.
func (d Desk) accept(p Pair, day lang.Date) (a Accepted, note string, err error) {
	source, _, err := d.read(p.Source.File)
	if err != nil {
		return a, "", err
	}
	text, _, err := d.read(p.Text.File)
	if err != nil {
		return a, "", err
	}
	if source.Bad || text.Bad {
		return a, "", &UnsoundError{d.errorsIn(p.Entry.Files)}
	}
	if found, parted := build.Unaligned(p.Source, p.Text, source.Blocks, text.Blocks); parted {
		found.Severity = diag.Error
		return a, "", &UnsoundError{[]diag.Diagnostic{found}}
	}
	if len(source.Blocks) == 0 || len(text.Blocks) == 0 {
		return a, "", refuse("accept-empty", "file", p.Text.File)
	}
	st := d.State.StandingOf(p.Entry, p.Text)
	a = Accepted{Record: Name(p.Entry.Ref()), File: p.Text.File, Source: p.Source.File, Date: day.String(), Blocks: len(source.Blocks), First: st.Source != p.Source}
	if !a.First {
		a.Was = countsOf(st.Rows)
		// Where a block was taken out of both, the note still has it.
		if a.Kept = st.InStep() && st.Sealed.Seals(source.Blocks); a.Kept {
			a.Date = st.Sealed.Date.String()
			return a, "", nil
		}
	}
	return a, p.Source.Lang + " " + day.String() + " " + align.Seal(source.Blocks), nil
}

// note adds a note to the plan: where the record has one already, else in the
// file of the translation.
func (d Desk) note(plan *edit.Plan, p Pair, note string) error {
	home := p.Text.File
	for _, v := range p.Entry.TranslationOf {
		if v.Lang == p.Text.Lang && v.At.File != "" {
			home = v.At.File
		}
	}
	at := slices.IndexFunc(plan.Edits, func(e edit.Edit) bool { return e.Path == home })
	if at < 0 {
		_, src, err := d.read(home)
		if err != nil {
			return err
		}
		at = len(plan.Edits)
		plan.Edits = append(plan.Edits, edit.Edit{Path: home, Before: src, After: src})
	}
	e, err := edit.Seal(home, plan.Edits[at].After, p.Text.Lang, note)
	plan.Edits[at].After = e.After
	return err
}
