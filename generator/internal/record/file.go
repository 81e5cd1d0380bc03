package record

import (
	"bytes"
	"path"
	"reflect"
	"slices"
	"strings"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/frontmatter"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/source"
)

// ContentDir is the folder of the records.
const ContentDir = "content"

// Origin is what a file's path says: of which record it is, and in which
// language it speaks.
type Origin struct {
	Kind *Kind
	ID   string
	Lang string // "" for a file of facts
}

// OriginOf reads the path of a Markdown file below content/. Sub-folders of a
// section count neither in the id nor in the address.
func OriginOf(file string, c *Config) (Origin, []diag.Diagnostic) {
	at := diag.Span{File: file}
	parts := strings.Split(file, "/")
	if len(parts) < 3 {
		return Origin{}, []diag.Diagnostic{diag.New("file-place", at, "sections", strings.Join(Sections(), ", "))}
	}
	kind := KindOf(parts[1])
	if kind == nil {
		near, _ := lang.Nearest(parts[1], Sections())
		return Origin{}, []diag.Diagnostic{diag.New("section-unknown", at, "section", parts[1],
			"sections", strings.Join(Sections(), ", ")).WithFix(near)}
	}
	name := strings.TrimSuffix(path.Base(file), ".md")
	id, language, spoken := strings.Cut(name, ".")
	switch {
	case !IsID(id):
		return Origin{}, []diag.Diagnostic{diag.New("id-form", at, "id", id).WithFix(lang.Slug(id))}
	case spoken && !c.isEdition(language):
		d := diag.New("file-language", at, "language", language, "languages", strings.Join(c.editionKeys(), ", "))
		if meant := c.meantLanguage(language); c.isEdition(meant) {
			d = d.WithFix(id + "." + meant + ".md")
		}
		return Origin{}, []diag.Diagnostic{d}
	}
	return Origin{kind, id, language}, nil
}

// File is one Markdown file, decoded. It depends on the file's bytes, its
// path and site.yaml, and on nothing else.
type File struct {
	Origin
	Path  string
	Facts source.Digest // of the front matter
	Prose Prose         // File is "" where there is none
	Text  source.Digest // of the bytes of the prose
	Start int           // offset of the prose in the file
	Bad   []diag.Diagnostic

	stated *stated // nil where the file states nothing
}

// stated are the fields of one file.
type stated struct {
	common Common
	own    reflect.Value // pointer to the kind's struct
	keys   places
}

// places are the top-level fields of a file or of a record, each once, and
// where they are written. They are few, and many have some.
type places []struct {
	key string
	at  diag.Span
}

// of returns the place of a field.
func (p places) of(key string) (diag.Span, bool) {
	for i := range p {
		if p[i].key == key {
			return p[i].at, true
		}
	}
	return diag.Span{}, false
}

// add adds fields that are not among them yet.
func (p places) add(more places) places {
	for _, f := range more {
		if _, seen := p.of(f.key); !seen {
			p = append(p, f)
		}
	}
	return p
}

// Prose is where the text of a record in one language stands. What it says is
// no fact: a record is the same whatever its prose.
type Prose struct {
	Lang string
	File string
	Line int // line on which it begins
}

// ParseFile decodes a Markdown file of a record. Its origin is known already.
func ParseFile(file string, origin Origin, src []byte, c *Config) File {
	f := File{Origin: origin, Path: file}
	parts, bad := frontmatter.Split(file, src)
	f.Facts = source.Sum(parts.Meta)
	f.Bad = bad
	if len(bad) > 0 {
		return f
	}
	root, bad := frontmatter.Parse(file, parts.MetaLine, parts.Meta)
	d := &decoder{file: file, speaks: origin.Lang, config: c, bad: bad}
	if root != nil && len(root.Keys) > 0 {
		f.stated = d.stated(f.Kind, root)
	}
	f.readProse(d, parts, len(src))
	f.Bad = d.bad
	return f
}

// readProse notes where the text of a language file begins. A file of facts
// has none: its text would speak no language.
func (f *File) readProse(d *decoder, parts frontmatter.Parts, size int) {
	text := bytes.TrimSpace(parts.Body)
	if len(text) == 0 {
		return
	}
	if f.Lang == "" {
		line := parts.BodyLine + bytes.Count(parts.Body[:bytes.Index(parts.Body, text)], []byte("\n"))
		d.report("prose-in-facts", diag.Span{File: f.Path, Line: int32(line)}, "file", f.ID, "language", d.config.Spoken(string(text)).Key)
		return
	}
	f.Prose, f.Text = Prose{f.Lang, f.Path, parts.BodyLine}, source.Sum(parts.Body)
	f.Start = size - len(parts.Body) // the prose is the rest of the file
}

// stated decodes the fields: each into the kind's struct or the common one.
func (d *decoder) stated(kind *Kind, root *frontmatter.Node) *stated {
	if !kind.Unnamed {
		d.named = kind.NameField()
	}
	f := &stated{own: reflect.New(kind.typ), keys: make(places, len(root.Keys))}
	own, common := schemas[kind.typ], schemas[reflect.TypeFor[Common]()]
	for i, k := range root.Keys {
		f.keys[i].key, f.keys[i].at = k.Key, k.KeySpan
	}
	var mine, shared, strange frontmatter.Node
	keys := root.Keys
	if slices.ContainsFunc(keys, kind.lacks) {
		keys = d.indented(root, Schema(kind))
	}
	for _, k := range keys {
		switch {
		case fieldNamed(own, k.Key) != nil:
			mine.Keys = append(mine.Keys, k)
		case fieldNamed(common, k.Key) != nil && kind.has(k.Key):
			shared.Keys = append(shared.Keys, k)
		default:
			strange.Keys = append(strange.Keys, k)
		}
	}
	d.group(f.own.Elem(), own, &mine, kind.Name)
	d.group(reflect.ValueOf(&f.common).Elem(), common, &shared, kind.Name)
	if len(strange.Keys) > 0 && !d.misplaced(kind, keys, strange.Keys) {
		d.group(reflect.ValueOf(&struct{}{}).Elem(), Schema(kind), &strange, kind.Name)
	}
	return f
}

// spans are the places of the file's top-level fields.
func (f *File) spans() places {
	if f.stated == nil {
		return nil
	}
	return f.stated.keys
}

// Embargo returns until when the file's record is held back, in seconds since
// 1970-01-01T00:00Z; 0 where it says nothing of it.
func (f *File) Embargo() int64 {
	if f.stated == nil {
		return 0
	}
	return f.stated.common.EmbargoUntil.Unix
}

// Languages returns the languages to which the file confines its record; none
// where it says nothing of it.
func (f *File) Languages() []string {
	if f.stated == nil {
		return nil
	}
	return f.stated.common.Languages
}

// Forget lets go of what the file states, once its record was made of it and no
// other will be. What the file is, and where its prose stands, it still says.
func (f *File) Forget() { f.stated = nil }

// Guess returns the record that a file of a wrong name was probably meant for.
func Guess(file string) (Ref, bool) {
	parts := strings.Split(strings.TrimSuffix(file, ".md"), "/")
	if len(parts) < 3 || KindOf(parts[1]) == nil {
		return Ref{}, false
	}
	id, _, _ := strings.Cut(parts[len(parts)-1], ".")
	return Ref{Kind: KindOf(parts[1]).Name, ID: id}, IsID(id)
}
