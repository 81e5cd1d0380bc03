package schema

import (
	"fmt"
	"regexp"
	"slices"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/record"
	"diglot/generator/internal/roster"
)

// Sveltia returns the configuration of Sveltia CMS, config.yml, with which records
// are edited in the browser. It is written as JSON, which is YAML, too. The
// repository is owner/name on GitHub.
//
// A kind has two collections: its facts, whose file has all languages, and its
// texts, one file for each language beside each other. What a form could spoil
// is in no form: sources, counts, and whatever has two ways to be written. The
// CMS leaves such properties in the file as they are.
func Sveltia(r *roster.Roster, l diag.Language, repository string) (File, error) {
	c := &cms{r: r, l: l, first: r.Config.Languages[0].Key}
	var locales []string
	for _, l := range r.Config.Languages {
		locales = append(locales, l.Key)
	}
	var collections []object
	for _, k := range record.Kinds {
		collections = append(collections, c.facts(k))
		if !k.Glossed {
			collections = append(collections, c.texts(k))
		}
	}
	b, err := indented(object{
		{"backend", object{{"name", "github"}, {"repo", repository}}},
		{"site_url", r.Config.BaseURL}, {"media_folder", "static/uploads"}, {"public_folder", "/uploads"},
		{"slug", object{{"encoding", "ascii"}, {"clean_accents", true}}},
		{"output", object{{"omit_empty_optional_fields", true}}}, // an empty field is a mistake
		{"i18n", object{{"structure", "multiple_files"}, {"locales", locales}, {"default_locale", c.first}, {"initial_locales", "all"}}},
		{"collections", collections},
	})
	if err != nil {
		return File{}, fmt.Errorf("write the configuration of the CMS: %w", err)
	}
	return File{"config.yml", b}, nil
}

// cms writes the configuration.
type cms struct {
	r     *roster.Roster
	l     diag.Language
	first string // language
}

// facts is the collection of a kind's facts.
func (c *cms) facts(k *record.Kind) object {
	called := k.NameField() + "." + c.first
	slug := object{{"template", "{{" + called + "}}"}, {"editable", []string{"create"}}, // later, the mv command keeps every link
		{"pattern", []string{"^[a-z0-9]+(-[a-z0-9]+)*$", c.l.Say("cms-id")}}}
	of := append(c.collection(k, k.Section), member{"slug", slug}, member{"identifier_field", called}, member{"filter", c.isFacts(k)},
		member{"i18n", false})
	if !k.Single && !k.Glossed {
		of = append(of, member{"preview_path", c.first + "/" + map[bool]string{true: "", false: k.Section + "/"}[k.Rooted] + "{{slug}}/"})
	}
	return append(of, member{"fields", c.fields(record.Ordered(k))})
}

// texts is the collection of a kind's texts, in Markdown: an editor that shows
// it as it will look would write it anew, and lose marks of headings.
func (c *cms) texts(k *record.Kind) object {
	body := object{{"name", "body"}, {"label", "Markdown"}, {"widget", "markdown"}, {"modes", []string{"raw"}}, {"required", k.Prose}, {"i18n", true}}
	return append(c.collection(k, k.Section+"-texts"), member{"slug", object{{"editable", []string{"create"}}}},
		member{"summary", "{{slug}}"}, member{"i18n", true}, member{"fields", []object{body}})
}

func (c *cms) collection(k *record.Kind, name string) object {
	label := k.Section
	if name != k.Section {
		label = c.l.Say("cms-texts", "section", k.Section)
	}
	return object{{"name", name}, {"label", label}, {"description", k.Meaning(c.l)}, {"folder", record.ContentDir + "/" + k.Section},
		{"extension", "md"}, {"format", "yaml-frontmatter"}, {"create", !k.Single}, {"delete", !k.Single}}
}

// isFacts tells files of facts from those of texts in the same folder: by what
// stands in the former only.
func (c *cms) isFacts(k *record.Kind) object {
	field := k.NameField() + "." + c.first
	for _, f := range record.Schema(k) {
		if f.Required && f.Path != f.Key && f.Fact && !f.List {
			field = f.Key
			break
		}
	}
	return object{{"field", field}, {"pattern", "."}}
}

func (c *cms) fields(fields []record.Field) []object {
	list := []object{}
	for i := range fields {
		if f := &fields[i]; editable(f) {
			list = append(list, c.field(f))
		}
	}
	return list
}

// editable reports whether a form can hold all that may be written for a field.
func editable(f *record.Field) bool {
	switch f.Form {
	case "source", "true, or languages", "number by country":
		return false
	}
	return f.Code != "translation" && !slices.ContainsFunc(f.Fields, func(g record.Field) bool { return g.Short || g.Required && !editable(&g) })
}

// field is a field of a form. What a fact needs may be notStated, which a choice
// among records cannot say: the build then tells what is missing.
func (c *cms) field(f *record.Field) object {
	required := f.Required && f.Form != "reference"
	of := object{{"name", f.Key}, {"label", f.Key}, {"hint", f.Meaning(c.l)}, {"required", required}, {"i18n", false}}
	if f.List {
		return append(of, c.list(f)...)
	}
	return append(of, c.widget(f)...)
}

// list is a list: a choice of several where the values are known, else items.
func (c *cms) list(f *record.Field) object {
	switch {
	case f.Form == "group":
		return object{{"widget", "list"}, {"collapsed", true}, {"fields", c.fields(f.Fields)}}
	case f.Form == "text per language":
		return object{{"widget", "list"}, {"collapsed", true}, {"fields", c.languages(f)}}
	case f.Form == "reference", f.Code == "language":
		of := append(c.widget(f), member{"multiple", true})
		if f.Min > 0 {
			of = append(of, member{"min", f.Min})
		}
		return of
	}
	item := append(object{{"name", "item"}, {"label", f.Key}}, c.widget(f)...)
	return object{{"widget", "list"}, {"field", item}}
}

// widget is how one value is edited.
func (c *cms) widget(f *record.Field) object {
	switch f.Form {
	case "text per language":
		if f.Code != "" {
			return c.checked(record.CodePattern(f.Code))
		}
		return object{{"widget", "object"}, {"collapsed", false}, {"fields", c.languages(f)}}
	case "true or false":
		return object{{"widget", "boolean"}}
	case "number":
		return object{{"widget", "number"}, {"value_type", "int"}, {"min", 0}}
	case "date", "date, with an hour if known", "day, hour and time zone":
		return c.checked(c.written(f))
	case "group":
		return object{{"widget", "object"}, {"collapsed", true}, {"fields", c.fields(f.Fields)}}
	case "reference":
		return c.relation(f)
	}
	switch {
	case len(f.Enum) > 0 && f.Fact:
		return choose(append(slices.Clone(f.Enum), string(record.NotStated)), nil)
	case len(f.Enum) > 0:
		return choose(f.Enum, nil)
	case f.Code == "language":
		var keys, names []string
		for _, l := range c.r.Config.Languages {
			keys, names = append(keys, l.Key), append(names, l.Name)
		}
		return choose(keys, names)
	}
	pattern := record.CodePattern(f.Code)
	if f.Fact && pattern != "" {
		pattern = orNotStated(pattern)
	}
	return c.checked(pattern)
}

func orNotStated(pattern string) string { return "^" + string(record.NotStated) + "$|" + pattern }

// written is the form of a date: a text, for a date may be a year alone.
func (c *cms) written(f *record.Field) string {
	pattern := (&writer{r: c.r, l: c.l}).one(f).get("pattern").(string)
	if f.Fact {
		return orNotStated(pattern)
	}
	return pattern
}

func (o object) get(key string) any {
	return o[slices.IndexFunc(o, func(m member) bool { return m.key == key })].value
}

// checked is a text of a form.
func (c *cms) checked(pattern string) object {
	if pattern == "" {
		return object{{"widget", "string"}}
	}
	return object{{"widget", "string"}, {"pattern", []string{pattern, c.l.Say("cms-form")}}}
}

// long are the texts that may have several sentences.
var long = regexp.MustCompile(`(^|\.)(description|boilerplate|text)$`)

// languages are the texts of each language, side by side.
func (c *cms) languages(f *record.Field) []object {
	widget := "string"
	if long.MatchString(f.Path) {
		widget = "text"
	}
	var list []object
	for _, l := range c.r.Config.Languages {
		list = append(list, object{{"name", l.Key}, {"label", l.Name}, {"widget", widget}, {"required", f.Required}})
	}
	for _, key := range c.r.Config.ReferenceLanguages {
		list = append(list, object{{"name", key}, {"label", key}, {"widget", widget}, {"required", false}})
	}
	return list
}

// relation is a choice among the records of a kind; where a field admits several
// kinds, among those that there are now.
func (c *cms) relation(f *record.Field) object {
	if len(f.Refs) == 1 && f.Refs[0] != "*" {
		k := record.KindNamed(f.Refs[0])
		display := []string{"{{slug}}"}
		for _, l := range c.r.Config.Languages {
			display = append(display, k.NameField()+"."+l.Key)
		}
		return object{{"widget", "relation"}, {"collection", k.Section}, {"value_field", "{{slug}}"},
			{"display_fields", display}, {"search_fields", display}}
	}
	var refs, labels []string
	for _, e := range c.r.Entries {
		if slices.Contains(f.Refs, e.Kind) || slices.Contains(f.Refs, "*") {
			refs, labels = append(refs, e.String()), append(labels, e.Label())
		}
	}
	return choose(refs, labels)
}

// choose is a choice among words, which are told by labels.
func choose(words, labels []string) object {
	options := []object{}
	for i, w := range words {
		label := w
		if labels != nil && labels[i] != "" {
			label += " · " + labels[i]
		}
		options = append(options, object{{"label", label}, {"value", w}})
	}
	return object{{"widget", "select"}, {"options", options}}
}
