package record

import (
	"path"
	"reflect"
	"slices"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
)

// Record is one publication, or one thing that publications name, in all its
// languages. Exactly one of the pointers is set: that of its kind.
type Record struct {
	Kind  *Kind
	ID    string
	Files []string // the record's Markdown files, facts first
	Prose []Prose  // in the order of the site's languages
	Common
	fields places // top-level fields, where each is written first

	Alliance     *Alliance
	Member       *Member
	Agreement    *Agreement
	Ceremony     *Ceremony
	Announcement *Announcement
	Programme    *Programme
	Fund         *Fund
	Person       *Person
	Body         *Body
	Place        *Place
	Page         *Page
}

// Ref returns the reference to the record, as another record would write it.
func (r *Record) Ref() Ref { return Ref{Kind: r.Kind.Name, ID: r.ID} }

// At returns the record as a whole, for diagnostics: its first file.
func (r *Record) At() diag.Span { return diag.Span{File: r.Files[0]} }

// FieldAt returns where a top-level field is written, or the record as a whole
// where it is not.
func (r *Record) FieldAt(key string) diag.Span {
	if at, ok := r.fields.of(key); ok {
		return at
	}
	return r.At()
}

// Called returns the text that names the record: its title or its name.
func (r *Record) Called() lang.Text {
	if r.Kind.Titled {
		return r.Title
	}
	return r.Name
}

// ProseIn returns the record's text in a language; File is "" where there is
// none.
func (r *Record) ProseIn(key string) Prose {
	for _, p := range r.Prose {
		if p.Lang == key {
			return p
		}
	}
	return Prose{}
}

// Dir is the folder of the record's pictures and documents, beside its files.
func (r *Record) Dir() string { return path.Join(path.Dir(r.Files[0]), r.ID) }

// Merge makes a record of all its files, which must be of one section and id
// and free of errors. A fact that is stated in several files must be the same
// in each; texts of several languages come together; a list stands whole in
// one file, except for a list of plain texts, which language files hold side
// by side, equal in length.
func Merge(files []File, c *Config) (*Record, []diag.Diagnostic) {
	files = slices.Clone(files)
	slices.SortStableFunc(files, func(a, b File) int { return c.rank(a.Lang) - c.rank(b.Lang) })
	m := merger{files: files}
	r := &Record{Kind: files[0].Kind, ID: files[0].ID}
	own := reflect.New(r.Kind.typ)
	for i := range files {
		f := &files[i]
		r.Files = append(r.Files, f.Path)
		if f.Prose.File != "" {
			r.Prose = append(r.Prose, f.Prose)
		}
		r.fields = r.fields.add(f.spans())
		m.at = i
		if f.stated != nil {
			m.group(reflect.ValueOf(&r.Common).Elem(), reflect.ValueOf(&f.stated.common).Elem(), schemas[reflect.TypeFor[Common]()], "")
			m.group(own.Elem(), f.stated.own.Elem(), schemas[r.Kind.typ], "")
		}
	}
	r.set(own)
	return r, append(m.bad, check(r, c)...)
}

// rank orders a record's files: facts, then the languages as the site has them.
func (c *Config) rank(language string) int {
	return slices.IndexFunc(c.Languages, func(l lang.Language) bool { return l.Key == language }) + 1
}

// set puts the kind's struct into the field of its type.
func (r *Record) set(own reflect.Value) {
	v := reflect.ValueOf(r).Elem()
	for i := range v.NumField() {
		if v.Field(i).Type() == own.Type() {
			v.Field(i).Set(own)
			return
		}
	}
	panic("record: no field for " + own.Type().String())
}

// merger brings the fields of files together, one file after the other.
type merger struct {
	files []File
	at    int // index of the file that is being added
	bad   []diag.Diagnostic
}

func (m *merger) group(dst, src reflect.Value, fields []Field, top string) {
	for i := range fields {
		f := &fields[i]
		key := top
		if key == "" {
			key = f.Key
		}
		m.field(dst.Field(f.index), src.Field(f.index), f, key)
	}
}

// field adds one field; key is the top-level field it stands in.
func (m *merger) field(dst, src reflect.Value, f *Field, key string) {
	switch {
	case src.IsZero():
	case dst.IsZero():
		dst.Set(src)
	case dst.Type() == textType:
		dst.Set(reflect.ValueOf(m.texts(dst.Interface().(lang.Text), src.Interface().(lang.Text), key)))
	case dst.Type() == reflect.TypeFor[[]lang.Text]():
		dst.Set(reflect.ValueOf(m.lists(dst.Interface().([]lang.Text), src.Interface().([]lang.Text), key)))
	case f.Form == "group" && !f.List && !f.Fact:
		m.group(dst, src, f.Fields, key)
	case !same(dst, src):
		m.conflict(key)
	}
}

// texts brings the languages of a text together.
func (m *merger) texts(have, more lang.Text, key string) lang.Text {
	joined := slices.Clone(have)
	for _, v := range more {
		switch i := slices.IndexFunc(have, func(h lang.Variant) bool { return h.Lang == v.Lang }); {
		case i < 0:
			joined = append(joined, v)
		case have[i].Value != v.Value:
			m.bad = append(m.bad, diag.New("fact-conflict", v.At, "field", key).WithRelated(have[i].At, "also-stated"))
		}
	}
	return joined
}

// lists pairs two lists of texts by position, where each speaks its own
// language.
func (m *merger) lists(have, more []lang.Text, key string) []lang.Text {
	if same(reflect.ValueOf(have), reflect.ValueOf(more)) {
		return have
	}
	if !plain(more) || len(have) != len(more) {
		m.bad = append(m.bad, diag.New("list-length", m.place(m.at, key), "field", key).
			WithRelated(m.earlier(key), "also-stated"))
		return have
	}
	joined := make([]lang.Text, len(have))
	for i := range have {
		joined[i] = m.texts(have[i], more[i], key)
	}
	return joined
}

// plain reports whether every text of a list is in one language only.
func plain(list []lang.Text) bool {
	return !slices.ContainsFunc(list, func(t lang.Text) bool { return len(t) != 1 })
}

func (m *merger) conflict(key string) {
	m.bad = append(m.bad, diag.New("fact-conflict", m.place(m.at, key), "field", key).
		WithRelated(m.earlier(key), "also-stated"))
}

// place returns where a file holds a top-level field.
func (m *merger) place(file int, key string) diag.Span {
	at, _ := m.files[file].spans().of(key)
	return at
}

// earlier returns where the first file before this one holds the field.
func (m *merger) earlier(key string) diag.Span {
	for i := range m.at {
		if at, ok := m.files[i].spans().of(key); ok {
			return at
		}
	}
	return diag.Span{}
}

// same compares two values of the schema; where they stand makes no
// difference.
func same(a, b reflect.Value) bool {
	if a.Type() == spanType {
		return true
	}
	if m, ok := a.Interface().(Moment); ok {
		return m.Unix == b.Interface().(Moment).Unix // one instant, in whichever zone it is told
	}
	if r, ok := a.Interface().(Ref); ok {
		return r.Names(b.Interface().(Ref)) // with its kind, or the id alone
	}
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			if !same(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Slice:
		if a.Len() != b.Len() {
			return false
		}
		for i := range a.Len() {
			if !same(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	}
	return a.Interface() == b.Interface()
}

// Same reports whether two records say the same, wherever in their files it
// stands.
func Same(a, b *Record) bool {
	if a.Kind != b.Kind || a.ID != b.ID || len(a.Prose) != len(b.Prose) {
		return false
	}
	for i := range a.Prose {
		if a.Prose[i].Lang != b.Prose[i].Lang {
			return false
		}
	}
	return same(reflect.ValueOf(a.Common), reflect.ValueOf(b.Common)) &&
		same(reflect.ValueOf(a.own()).Elem(), reflect.ValueOf(b.own()).Elem())
}
