package cli

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"diglot/generator/internal/why"
)

// inWords writes an answer for a person.
func inWords(a why.Answer) string {
	w := &wording{}
	switch {
	case a.Held != "" && a.Source != "":
		w.line("%s goes into no page: %s", a.Source, heldWords[a.Held])
	case a.Held != "":
		w.line("%s is not published: %s", a.Address, heldWords[a.Held])
		w.origins(a.Origins)
	case a.Source != "":
		w.pages(a)
	default:
		w.line("%s is made from", a.Address)
		w.origins(a.Origins)
		w.rest(a)
	}
	return w.String()
}

// heldWords say why a record is held back.
var heldWords = map[string]string{
	"draft":   "its record is a draft. Take “draft: true” out when it is ready, or build with --drafts",
	"embargo": "its record is held back until the moment in embargoUntil. To see it before, build with --drafts",
	"future":  "its record is dated in the future, and appears on that day. To see it before, build with --drafts",
}

type wording struct{ strings.Builder }

func (w *wording) line(format string, args ...any) { fmt.Fprintf(w, format+"\n", args...) }

// headings of the parts of an answer, by role.
var headings = map[why.Role]string{
	why.Content: "Facts and short texts", why.Text: "Texts", why.Picture: "Pictures and documents",
	why.Settings: "Settings", why.Layout: "Layouts", why.Strings: "Words of the layouts",
	why.Style: "Styles", why.Copied: "The file itself",
}

// origins lists files by their roles.
func (w *wording) origins(list []why.Origin) {
	around := slices.DeleteFunc(slices.Clone(list), func(o why.Origin) bool { return !isAround(o) })
	list = slices.DeleteFunc(slices.Clone(list), isAround)
	heading := ""
	for i := 0; i < len(list); i++ {
		o := list[i]
		if heading != headings[o.Role] {
			heading = headings[o.Role]
			w.line("\n%s", heading)
		}
		if n := alike(list[i:]); n > manyAlike {
			w.line("  %s/: %d files%s", path.Dir(o.File), n, behind(fieldsInWords(o.Fields)))
			i += n - 1
			continue
		}
		w.line("  %s%s", o.File, behind(fieldsInWords(o.Fields)))
	}
	for i, o := range around {
		if i == 0 {
			w.line("\nAround it, in menu and footer")
		}
		w.line("  %s%s", o.File, behind(fieldsInWords(o.Fields)))
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
func alike(list []why.Origin) int {
	n := 1
	for n < len(list) && list[n].Role == list[0].Role && path.Dir(list[n].File) == path.Dir(list[0].File) &&
		fieldsInWords(list[n].Fields) == fieldsInWords(list[0].Fields) {
		n++
	}
	return n
}

func behind(text string) string {
	if text == "" {
		return ""
	}
	return ": " + text
}

// fieldsInWords names fields, each once, with the languages of texts.
func fieldsInWords(fields []why.Field) string {
	var names []string
	languages := map[string][]string{}
	for _, f := range fields {
		name := f.Name
		switch name {
		case why.IsThere:
			name = "that it is there"
		case why.HasText:
			name = "whether it has a text"
		case why.ItsText:
			name = "its text"
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
		if f.Lang != "" {
			languages[name] = append(languages[name], f.Lang)
		}
	}
	for i, name := range names {
		if l := languages[name]; len(l) > 0 {
			names[i] = fmt.Sprintf("%s (%s)", name, strings.Join(l, ", "))
		}
	}
	return strings.Join(names, ", ")
}

// rest says what is no file, and what has changed.
func (w *wording) rest(a why.Answer) {
	if a.Today {
		w.line("\nThe day of the build counts, too: what is in force depends on it.")
	}
	if a.Open > 0 {
		w.line("\nThere are too many records to look at each: %s may count, too.", number(a.Open, "other value"))
	}
	if a.Since != nil {
		w.line("\n%s", sinceWords[a.Since.State])
		w.changed(a)
	}
}

var sinceWords = map[string]string{
	why.Never:     "Nothing was published to this folder yet, so there is nothing to compare with.",
	why.New:       "The page is new: at the last publication it was not there.",
	why.Generator: "The last publication was made by another version of the generator, and cannot be compared with.",
	why.Same:      "Nothing of it has changed since the last publication.",
	why.Changed:   "Changed since the last publication:",
}

// changed lists what has changed, with what is shown there.
func (w *wording) changed(a why.Answer) {
	if a.Since.State != why.Changed {
		return
	}
	for _, field := range a.Since.Fields {
		w.line("  .%s%s", field, behind(strings.Join(shownIn(a.Since.Edited, field), "; ")))
	}
	for i, o := range a.Since.Edited {
		if i == 0 {
			w.line("\nThese files that it is made from have been edited:")
		}
		w.line("  %s", o.File)
	}
}

// shownIn names what a field of the view shows of edited files.
func shownIn(list []why.Origin, field string) []string {
	var names []string
	for _, o := range list {
		var fields []why.Field
		for _, f := range o.Fields {
			if slices.Contains(f.In, field) {
				fields = append(fields, f)
			}
		}
		if len(fields) > 0 {
			names = append(names, strings.TrimSuffix(path.Base(o.File), ".md")+" "+fieldsInWords(fields))
		}
	}
	return names
}

// pages lists what is made from a file.
func (w *wording) pages(a why.Answer) {
	if len(a.Pages) == 0 {
		w.line("%s goes into no page", a.Source)
		return
	}
	w.line("%s goes into", a.Source)
	for _, p := range a.Pages {
		w.line("  %s%s", p.Address, behind(fieldsInWords(p.Fields)))
	}
}
