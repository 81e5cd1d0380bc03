package lang

import "diglot/generator/internal/diag"

// Text is one text in several languages, in the order in which they are
// written. A language occurs at most once.
type Text []Variant

// Variant is a text in one language.
type Variant struct {
	Lang  string // key of a language or reference language; "" for a text that holds in every one, such as an address
	Value string
	Print string // as it is printed; "" where that is Value
	At    diag.Span
}

// NewVariant returns a text in a language, which knows how it is printed. The
// key is the one under which the text stands.
func NewVariant(l Language, key, value string, at diag.Span) Variant {
	v := Variant{Lang: key, Value: value, At: at}
	if set := l.Typeset(value); set != value {
		v.Print = set
	}
	return v
}

// Shown returns the text as it is printed: Value with the typography of its
// language. Data and comparisons have Value itself.
func (v Variant) Shown() string {
	if v.Print != "" {
		return v.Print
	}
	return v.Value
}

// In returns the text in a language, or "" where it has none.
func (t Text) In(key string) string {
	for i := range t {
		if t[i].Lang == key || t[i].Lang == "" {
			return t[i].Value
		}
	}
	return ""
}

// Shown returns the text in a language as it is printed, or "" where it has
// none.
func (t Text) Shown(key string) string {
	for i := range t {
		if t[i].Lang == key || t[i].Lang == "" {
			return t[i].Shown()
		}
	}
	return ""
}

// Has reports whether the text exists in a language.
func (t Text) Has(key string) bool { return t.In(key) != "" }

// At returns where the text is written: the place of its first variant.
func (t Text) At() diag.Span {
	if len(t) == 0 {
		return diag.Span{}
	}
	return t[0].At
}
