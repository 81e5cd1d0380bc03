package edit

import (
	"bytes"
	"slices"
	"strings"

	"diglot/generator/internal/frontmatter"
)

// sealField is where a translation notes from which text it was made.
const sealField = "translationOf"

// Seal is the edit that lets a file note what the text in a language was made
// from: in the place of an earlier note, else on the last line of the front
// matter, which is written where there is none. All else stays, byte for byte.
// The error is a *Refused where the front matter is written in a way that
// cannot be changed surely.
func Seal(file string, src []byte, lang, note string) (Edit, error) {
	rev := &revision{path: file, src: src}
	parts, bad := frontmatter.Split(file, src)
	if len(bad) > 0 {
		return Edit{}, refuse("move-mistakes", "file", file)
	}
	root, _ := frontmatter.Parse(file, parts.MetaLine, parts.Meta)
	switch have := sealOf(root, lang); {
	case have != nil && have.Kind == frontmatter.Scalar:
		from, to := rev.offsets(have.Span)
		rev.put(from, to, note)
	case parts.Meta == nil:
		at := len(src) - len(parts.Body)
		rev.put(at, at, rev.lines("---", sealField+": "+note, "---"))
	default:
		at, _ := rev.line(int32(parts.MetaLine))
		rev.put(at+len(parts.Meta), at+len(parts.Meta), rev.lines(indentOf(root)+sealField+": "+note))
	}
	e := Edit{file, src, rev.bytes()}
	if !e.seals(parts, root, lang, note) {
		return Edit{}, refuse("accept-intricate", "file", file, "note", sealField+": "+note)
	}
	return e, nil
}

// sealOf is what a file notes of a language; nil where there is nothing. It may
// be written as a map of languages.
func sealOf(root *frontmatter.Node, lang string) *frontmatter.Node {
	field := root.Get(sealField)
	if field != nil && field.Kind == frontmatter.Map {
		return field.Get(lang)
	}
	return field
}

// indentOf is what stands before the fields of the front matter.
func indentOf(root *frontmatter.Node) string {
	if root == nil || len(root.Keys) == 0 {
		return ""
	}
	return strings.Repeat(" ", int(root.Keys[0].KeySpan.Col-1))
}

// seals reads the file as it will be, and reports whether it notes what it
// should and says the same as before in all else.
func (e Edit) seals(was frontmatter.Parts, before *frontmatter.Node, lang, note string) bool {
	is, bad := frontmatter.Split(e.Path, e.After)
	if len(bad) > 0 || !bytes.Equal(was.Body, is.Body) {
		return false
	}
	after, bad := frontmatter.Parse(e.Path, is.MetaLine, is.Meta)
	value := sealOf(after, lang)
	if len(bad) > 0 || value == nil || value.Text != note {
		return false
	}
	return slices.EqualFunc(others(before), others(after), alike)
}

// others are the fields besides the note.
func others(root *frontmatter.Node) []frontmatter.Key {
	if root == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(root.Keys), func(k frontmatter.Key) bool { return k.Key == sealField })
}

// alike reports whether two fields say the same, wherever they stand.
func alike(a, b frontmatter.Key) bool { return a.Key == b.Key && same(a.Value, b.Value) }

func same(a, b *frontmatter.Node) bool {
	return a.Kind == b.Kind && a.Text == b.Text && slices.EqualFunc(a.Keys, b.Keys, alike) && slices.EqualFunc(a.Items, b.Items, same)
}
