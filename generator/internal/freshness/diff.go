package freshness

import (
	"slices"

	"diglot/generator/internal/align"
	"diglot/generator/internal/build"
	"diglot/generator/internal/markdown"
)

// Change is a block of a source that is not what it was when its translation was
// accepted, beside that translation.
type Change struct {
	State    string `json:"state"`
	Line     int    `json:"line,omitempty"`     // in the source; 0 where it was taken out
	Was      string `json:"was,omitempty"`      // where an earlier version of the source is known
	Now      string `json:"now,omitempty"`      // the source of today
	TextLine int    `json:"textLine,omitempty"` // in the translation; 0 where it has none
	Text     string `json:"text,omitempty"`     // the translation
}

// Diff is what has changed in the source of a translation.
type Diff struct {
	Record   string   `json:"record"`
	Language string   `json:"language"`
	From     string   `json:"from"` // language of the source
	File     string   `json:"file"`
	Source   string   `json:"source"`
	Since    string   `json:"since"`
	Blocks   int      `json:"blocks"`
	Then     bool     `json:"then"` // the source of then is known
	Changes  []Change `json:"changes"`
}

// Earlier finds the newest version of a file that is the wanted one; ok is false
// where there is none.
type Earlier func(file string, wanted func(src []byte) bool) (src []byte, ok bool)

// Diff says what has changed since a translation was accepted. Without earlier,
// or where it knows no such text, the old wording is left out. The error is
// as that of Accept.
func (d Desk) Diff(st build.Standing, earlier Earlier) (Diff, error) {
	source, _, err := d.read(st.Source.File)
	if err != nil {
		return Diff{}, err
	}
	text, _, err := d.read(st.Text.File)
	if err != nil {
		return Diff{}, err
	}
	diff := Diff{Record: Name(st.Entry.Ref()), Language: st.Text.Lang, From: st.Source.Lang, File: st.Text.File, Source: st.Source.File,
		Since: st.Sealed.Date.String(), Blocks: len(st.Rows), Changes: []Change{}}
	then := build.Text{Body: &markdown.Body{}}
	if earlier != nil {
		then, diff.Then = d.then(st, earlier)
	}
	was := former(source.Blocks, then.Blocks, st)
	now, theirs, old := d.words(source), d.words(text), d.words(then)
	for n, r := range st.Rows {
		if r.State == align.Current {
			continue
		}
		c := Change{State: r.State.String()}
		if r.Source >= 0 {
			c.Line, c.Now = int(source.Blocks[r.Source].Line), now[r.Source]
		}
		if r.Target >= 0 {
			c.TextLine, c.Text = int(text.Blocks[r.Target].Line), theirs[r.Target]
		}
		if at := was(n); diff.Then && at >= 0 {
			c.Was = old[at]
		}
		diff.Changes = append(diff.Changes, c)
	}
	return diff, nil
}

// then is the text that a translation was made from.
func (d Desk) then(st build.Standing, earlier Earlier) (build.Text, bool) {
	then := build.Text{Body: &markdown.Body{}}
	_, ok := earlier(st.Source.File, func(src []byte) bool {
		t, _ := d.State.ReadText(st.Source.File, src)
		if !st.Sealed.Seals(t.Blocks) {
			return false
		}
		then = t
		return true
	})
	return then, ok
}

// former says of a row which block of the text of then it is about, or -1. That
// a translation has as many blocks as its note means that these are theirs.
func former(now, then []align.Block, st build.Standing) func(row int) int {
	if then == nil {
		return func(int) int { return -1 }
	}
	rows, _ := align.Compare(now, then, st.Sealed.Marks)
	return func(n int) int {
		r := st.Rows[n]
		i := slices.IndexFunc(rows, func(o align.Row) bool {
			return r.Source >= 0 && o.Source == r.Source || r.Source < 0 && o.Source < 0 && o.Target == r.Target
		})
		if i < 0 {
			return -1
		}
		return rows[i].Target
	}
}
