package lang

import "diglot/generator/internal/diag"

// Text is one text in several languages, in the order in which they are
// written. A language occurs at most once.
type Text []Variant

// Variant is a text in one language.
type Variant struct {
	Lang  string // key of a language or reference language; "" for a text that holds in every one, such as an address
	Value string
	At    diag.Span
}

// In returns the text in a language, or "" where it has none.
func (t Text) In(key string) string {
	for _, v := range t {
		if v.Lang == key || v.Lang == "" {
			return v.Value
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
