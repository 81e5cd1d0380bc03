package why

import (
	"bytes"
	"slices"
	"strings"

	"diglot/generator/internal/build"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
)

// reach says which published files are made from a file of the site.
func (a *asker) reach(file string) Answer {
	answer := Answer{Source: file}
	if !a.isPublic(file) {
		i := slices.IndexFunc(a.site.Graph.Held, func(h site.Held) bool { return slices.Contains(h.Record.Files, file) })
		answer.Held = whyHeld(a.site.Graph.Held[i])
		return answer
	}
	fields := map[string][]Field{}
	switch {
	case strings.HasPrefix(file, layoutsDir):
		a.layouts(file, fields)
	case !strings.HasPrefix(file, staticDir):
		a.facts(file, fields)
	}
	for _, j := range a.site.Jobs {
		if list, ok := fields[j.Path]; ok {
			list = slices.DeleteFunc(list, func(f Field) bool {
				return f.Name == "" || len(list) > 1 && (f.Name == IsThere || f.Name == HasText) // goes without saying where more is shown
			})
			sortFields(list)
			answer.Pages = append(answer.Pages, Reached{addressOf(j.Path), list})
		}
	}
	for to, from := range a.copies {
		if from == file {
			answer.Pages = append(answer.Pages, Reached{Address: addressOf(to)})
		}
	}
	return answer
}

// layouts notes the pages that are rendered with a file of the layouts.
func (a *asker) layouts(file string, fields map[string][]Field) {
	used := false
	with, phrases := a.marked(func(f string) { used = used || f == file })
	for _, j := range with.Jobs {
		used = false
		v, ok := with.View(j.Path)
		if !ok {
			continue
		}
		b := with.Render(j.Path, v)
		for _, p := range marksIn(b, phrases) {
			if p.File == file && !slices.ContainsFunc(fields[j.Path], p.Fields[0].is) {
				fields[j.Path] = append(fields[j.Path], p.Fields...)
			}
		}
		if used || strings.HasPrefix(file, stylesDir) && bytes.Contains(b, []byte(a.site.Stylesheet)) {
			fields[j.Path] = append(fields[j.Path], Field{})
		}
	}
}

// facts notes the pages that an edit of what stands in a file changes.
func (a *asker) facts(file string, fields map[string][]Field) {
	if a.read() != nil {
		return
	}
	var pages []page
	for _, j := range a.site.Jobs {
		if p, ok := a.page(j.Path); ok {
			pages = append(pages, p)
		}
		if slices.ContainsFunc(j.Shows, func(p record.Prose) bool { return p.File == file }) {
			fields[j.Path] = []Field{{Name: ItsText}}
		}
	}
	list := slices.DeleteFunc(slices.Concat(a.values(), a.pictures(), a.presence()), func(m *matter) bool { return m.File != file })
	if len(pages)*len(list) > 20*budget && a.together(list, pages, fields) {
		return
	}
	for _, m := range list {
		for other := range m.others() {
			if with, ok := a.with([]*matter{m}, other); ok {
				f := Field{}
				if len(m.Fields) > 0 {
					f = m.Fields[0]
				}
				reached(pages, with, f, fields)
			}
		}
	}
}

// together edits all that stands in a file at once, where there are too many
// pages to look at each edit: which fields count is not told then.
func (a *asker) together(list []*matter, pages []page, fields map[string][]Field) bool {
	for other := range 6 {
		with, ok := a.with(slices.DeleteFunc(slices.Clone(list), func(m *matter) bool { return other >= m.others() }), other)
		if !ok {
			return false
		}
		reached(pages, with, Field{}, fields)
	}
	return true
}

// reached notes the pages that are others on another site.
func reached(pages []page, with *build.Site, f Field, fields map[string][]Field) {
	for _, p := range pages {
		if slices.ContainsFunc(fields[p.path], f.is) {
			continue
		}
		if _, changed := p.changes(with); changed {
			fields[p.path] = append(fields[p.path], f)
		}
	}
}
