package record

import (
	"cmp"
	"reflect"
	"slices"
	"strings"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/frontmatter"
)

// Slips that make every line after them wrong are told once, as the slip that
// they are: what belongs below a field and stands at the margin, and a file
// that lies in another kind's folder.

// indented returns the keys of a group without those that belong to the field
// before them, which is empty or lacks them, and are not indented. It reports each such field once, and
// not as repeated what stands below another one.
func (d *decoder) indented(n *frontmatter.Node, fields []Field) []frontmatter.Key {
	keys := n.Keys
	if len(n.Repeated) > 0 {
		keys = slices.Concat(keys, n.Repeated)
		slices.SortStableFunc(keys, func(a, b frontmatter.Key) int { return cmp.Compare(a.KeySpan.Line, b.KeySpan.Line) })
	}
	for i := 0; i+1 < len(keys); i++ {
		over := fieldNamed(fields, keys[i].Key)
		if over == nil || over.List || !over.goesOn(keys[i].Value) {
			continue
		}
		end := i + 1
		for end < len(keys) && fieldNamed(fields, keys[end].Key) == nil && d.belongs(keys[end].Key, over) && keys[i].Value.Get(keys[end].Key) == nil &&
			!slices.ContainsFunc(keys[i+1:end], func(k frontmatter.Key) bool { return k.Key == keys[end].Key }) {
			end++
		}
		if end > i+1 {
			d.report("field-unindented", keys[i+1].KeySpan, "field", keys[i+1].Key, "over", over.Key)
			d.bad = slices.DeleteFunc(d.bad, func(b diag.Diagnostic) bool {
				return b.Code == "field-repeated" && slices.ContainsFunc(keys[i+1:end], at(b.Span))
			})
			if empty(keys[i].Value) {
				i--
			}
			keys = slices.Concat(keys[:i+1], keys[end:])
		}
	}
	if len(n.Repeated) > 0 {
		keys = slices.DeleteFunc(keys, func(k frontmatter.Key) bool { return slices.ContainsFunc(n.Repeated, at(k.KeySpan)) })
	}
	return keys
}

// goesOn reports whether what stands at the margin may belong to a field of such
// a value: there is none yet, or it is a text in some of the languages.
func (f *Field) goesOn(n *frontmatter.Node) bool {
	return empty(n) || f.Form == "text per language" && n.Kind == frontmatter.Map && !n.Flow
}

// at fits the key at a place.
func at(place diag.Span) func(frontmatter.Key) bool {
	return func(k frontmatter.Key) bool { return k.KeySpan == place }
}

// belongs reports whether a key may stand below a field.
func (d *decoder) belongs(key string, over *Field) bool {
	return over.Form == "text per language" && d.config.knows(key) ||
		over.Fact && fieldNamed(longForm, key) != nil ||
		fieldNamed(over.Fields, key) != nil
}

// misplaced reports whether fields that the file's kind does not have are those
// of one other kind, which has all fields of the file, and says so.
func (d *decoder) misplaced(kind *Kind, root, strange []frontmatter.Key) bool {
	if len(strange) < 2 { // one field may be a mistake of its own
		return false
	}
	var homes []*Kind
	for _, k := range Kinds {
		if !slices.ContainsFunc(root, k.lacks) {
			homes = append(homes, k)
		}
	}
	if len(homes) != 1 {
		return false
	}
	var fields []string
	for _, k := range strange {
		fields = append(fields, k.Key)
	}
	d.report("record-misplaced", strange[0].KeySpan, "kind", kind.Name, "fields", strings.Join(fields, ", "), "section", homes[0].Section)
	return true
}

// lacks reports whether records of the kind have no such field.
func (k *Kind) lacks(key frontmatter.Key) bool {
	own, common := schemas[k.typ], schemas[reflect.TypeFor[Common]()]
	return fieldNamed(own, key.Key) == nil && (fieldNamed(common, key.Key) == nil || !k.has(key.Key))
}
