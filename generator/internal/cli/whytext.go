package cli

import (
	"path"
	"slices"
	"strings"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/why"
)

// inWords writes an answer for a person.
func inWords(a why.Answer, l diag.Language) string {
	w := &wording{l: l}
	switch {
	case a.Held != "" && a.Source != "":
		w.say("why-held-file", "file", a.Source, "reason", l.Say("why-"+a.Held))
	case a.Held != "":
		w.say("why-held", "address", a.Address, "reason", l.Say("why-"+a.Held))
		w.origins(a.Origins)
	case a.Source != "":
		w.pages(a)
	case a.Index != "":
		w.say("why-index", "address", a.Address, "language", a.Index)
		w.origins(a.Origins)
	default:
		w.say("why-from", "address", a.Address)
		w.origins(a.Origins)
		w.rest(a)
	}
	return w.String()
}

type wording struct {
	strings.Builder
	l diag.Language
}

// say writes a phrase as a line.
func (w *wording) say(phrase string, facts ...string) {
	w.WriteString(w.l.Say(phrase, facts...) + "\n")
}

// part writes it behind a blank line.
func (w *wording) part(phrase string, facts ...string) {
	w.WriteByte('\n')
	w.say(phrase, facts...)
}

// item writes what is listed, and what is said of it.
func (w *wording) item(name, of string) {
	if of != "" {
		of = w.l.Colon() + of
	}
	w.WriteString("  " + name + of + "\n")
}

// origins lists files by their roles.
func (w *wording) origins(list []why.Origin) {
	around := slices.DeleteFunc(slices.Clone(list), func(o why.Origin) bool { return !isAround(o) })
	list = slices.DeleteFunc(slices.Clone(list), isAround)
	var role why.Role
	for i := 0; i < len(list); i++ {
		o := list[i]
		if role != o.Role {
			role = o.Role
			w.part("role-" + string(role))
		}
		if n := w.alike(list[i:]); n > manyAlike {
			w.item(w.l.Say("why-alike", "folder", path.Dir(o.File)+"/", "files", w.l.Count(n, "file")), w.fields(o.Fields))
			i += n - 1
			continue
		}
		w.item(o.File, w.fields(o.Fields))
	}
	for i, o := range around {
		if i == 0 {
			w.part("why-around")
		}
		w.item(o.File, w.fields(o.Fields))
	}
}

// isAround reports whether a record shows in the frame of the page only.
func isAround(o why.Origin) bool {
	return o.Role == why.Content && len(o.Fields) > 0 && !slices.ContainsFunc(o.Fields, func(f why.Field) bool {
		return len(f.In) == 0 || slices.ContainsFunc(f.In, func(in string) bool { return !strings.HasPrefix(in, "Frame.") })
	})
}

// manyAlike is how many files of one folder are named when the same is said of
// all of them.
const manyAlike = 8

// alike counts the files at the beginning of a list of which the same is said.
func (w *wording) alike(list []why.Origin) int {
	n := 1
	for n < len(list) && list[n].Role == list[0].Role && path.Dir(list[n].File) == path.Dir(list[0].File) &&
		w.fields(list[n].Fields) == w.fields(list[0].Fields) {
		n++
	}
	return n
}

// ofOurs are fields of a record that have no name in its file.
var ofOurs = map[string]string{why.IsThere: "why-there", why.HasText: "why-has-text", why.ItsText: "why-text"}

// fields names fields, each once, with the languages of texts.
func (w *wording) fields(fields []why.Field) string {
	var names []string
	languages := map[string][]string{}
	for _, f := range fields {
		name := f.Name
		if phrase, ok := ofOurs[name]; ok {
			name = w.l.Say(phrase)
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
		if f.Lang != "" {
			languages[name] = append(languages[name], f.Lang)
		}
	}
	for i, name := range names {
		if spoken := languages[name]; len(spoken) > 0 {
			names[i] = w.l.Say("why-languages", "field", name, "languages", w.l.List(spoken))
		}
	}
	return w.l.List(names)
}

// rest says what is no file, and what has changed.
func (w *wording) rest(a why.Answer) {
	if a.Today {
		w.part("why-today")
	}
	if a.Open > 0 {
		w.part("why-open", "values", w.l.Count(a.Open, "value"))
	}
	if a.Since != nil {
		w.part("since-" + string(a.Since.State))
		w.changed(a)
	}
}

// changed lists what has changed, with what is shown there.
func (w *wording) changed(a why.Answer) {
	if a.Since.State != why.Changed {
		return
	}
	for _, field := range a.Since.Fields {
		w.item("."+field, strings.Join(w.shownIn(a.Since.Edited, field), "; "))
	}
	for i, o := range a.Since.Edited {
		if i == 0 {
			w.part("why-edited")
		}
		w.item(o.File, "")
	}
}

// shownIn names what a field of the view shows of edited files.
func (w *wording) shownIn(list []why.Origin, field string) []string {
	var names []string
	for _, o := range list {
		var fields []why.Field
		for _, f := range o.Fields {
			if slices.Contains(f.In, field) {
				fields = append(fields, f)
			}
		}
		if len(fields) > 0 {
			names = append(names, strings.TrimSuffix(path.Base(o.File), ".md")+" "+w.fields(fields))
		}
	}
	return names
}

// pages lists what is made from a file.
func (w *wording) pages(a why.Answer) {
	if len(a.Pages) == 0 {
		w.say("why-nowhere", "file", a.Source)
		return
	}
	w.say("why-into", "file", a.Source)
	for _, p := range a.Pages {
		w.item(p.Address, w.fields(p.Fields))
	}
}
