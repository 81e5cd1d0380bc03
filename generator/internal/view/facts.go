package view

import (
	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
)

// rows collects the facts of a page in their order.
type rows struct {
	e    *edition
	list []Fact
}

// add adds a row, unless nothing at all is said of the fact.
func (r *rows) add(key string, certainty record.Certainty, from []record.Source, values ...Link) {
	if certainty == record.Absent || certainty != record.NotStated && len(values) == 0 {
		return
	}
	r.list = append(r.list, Fact{Key: key, Values: values, Certainty: Certainty(certainty), Sources: r.e.sources(from)})
}

func (r *rows) date(key string, f record.Fact[lang.Date]) {
	if f.Certainty == record.Absent {
		return
	}
	row := Fact{Key: key, Certainty: Certainty(f.Certainty), Sources: r.e.sources(f.Source)}
	if f.Known() {
		row.Date = r.e.date(f.Value)
	}
	r.list = append(r.list, row)
}

// word adds a fact that is one of the schema's words: its text is the string
// "<key>.<word>".
func (r *rows) word(key string, f record.Fact[string]) {
	if !f.Known() {
		r.add(key, f.Certainty, f.Source)
		return
	}
	r.add(key, f.Certainty, f.Source, plain(r.e.sayIf(key+"."+f.Value, f.Value)))
}

func (r *rows) text(key string, f record.Fact[string]) {
	if !f.Known() {
		r.add(key, f.Certainty, f.Source)
		return
	}
	r.add(key, f.Certainty, f.Source, plain(f.Value))
}

func (r *rows) ref(key string, f record.Fact[record.Ref]) {
	var values []Link
	if f.Known() {
		if l := r.e.linkTo(f.Value); l.Text != "" {
			values = append(values, l)
		}
	}
	r.add(key, f.Certainty, f.Source, values...)
}

// languages adds a list of languages by their names in the page's language.
func (r *rows) languages(key string, certainty record.Certainty, from []record.Source, tags ...string) {
	var values []Link
	for _, tag := range tags {
		values = append(values, plain(r.e.locale.LanguageName(tag)))
	}
	r.add(key, certainty, from, values...)
}

func plain(text string) Link { return Link{Name: Name{Text: text}} }

// outside leads to an address elsewhere.
func outside(text, url string) Link { return Link{Name: Name{Text: text}, URL: url} }

// orBlank turns a fact that is left out into one that is not stated: an
// agreement prints what nobody says.
func orBlank[T any](f record.Fact[T]) record.Fact[T] {
	if f.Certainty == record.Absent {
		f.Certainty = record.NotStated
	}
	return f
}
