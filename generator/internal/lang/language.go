// Package lang knows languages: their tags, how each writes dates, numbers,
// plurals and lists, how it sorts, and texts that exist in several of them. It
// is the only package in which a particular language may be named, and it does
// no input or output.
package lang

// Language is one edition of the site, as site.yaml declares it.
type Language struct {
	Key     string // file suffix, map key and first part of the address: "uk"
	Tag     string // BCP 47: "zh-Hans"
	Name    string // in itself: "Українська"
	Country string // ISO 3166-1 alpha-2 of the side that speaks it; "" where no side does

	AsWritten bool // its texts are printed as they are written, not as Setter has them
}

// Typeset returns a text of the language as it is printed.
func (l Language) Typeset(text string) string {
	if l.AsWritten {
		return text
	}
	return Typeset(l.Tag, text)
}
