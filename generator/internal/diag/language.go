package diag

import "strings"

// Language is one in which the catalogue speaks. The zero value is English, in
// which it is written; the others are files of this package.
type Language uint8

const (
	English Language = iota
	Ukrainian
	Chinese
)

// manner is how a language puts words together.
type manner struct {
	key   string // as it is chosen: a language code of ISO 639
	colon string // between a label and what it labels
	comma string // between the items of a list
	form  func(n int) int
}

var manners = [...]manner{
	English:   {"en", ": ", ", ", englishForm},
	Ukrainian: {"uk", ": ", ", ", ukrainianForm},
	Chinese:   {"zh", "：", "、", func(int) int { return 0 }},
}

// Languages returns the keys of all languages.
func Languages() []string {
	var keys []string
	for _, m := range manners {
		keys = append(keys, m.key)
	}
	return keys
}

// LanguageOf returns the language that a name means: a key, a tag such as
// zh-Hans, or a locale of POSIX such as uk_UA.UTF-8.
func LanguageOf(name string) (Language, bool) {
	first, _, _ := strings.Cut(strings.ToLower(name), ".")
	first, _, _ = strings.Cut(strings.ReplaceAll(first, "_", "-"), "-")
	for l, m := range manners {
		if m.key == first {
			return Language(l), true
		}
	}
	return English, false
}

// String returns the language's key.
func (l Language) String() string { return manners[l].key }

// Colon returns what stands between a label and what it labels.
func (l Language) Colon() string { return manners[l].colon }

// List writes items one behind the other.
func (l Language) List(items []string) string { return strings.Join(items, manners[l].comma) }

// englishForm and ukrainianForm choose the form of a noun behind a whole
// number: its place among the plural categories of CLDR.
func englishForm(n int) int {
	if n == 1 {
		return 0
	}
	return 1
}

func ukrainianForm(n int) int {
	switch ones, tens := n%10, n%100; {
	case ones == 1 && tens != 11:
		return 0
	case ones >= 2 && ones <= 4 && (tens < 12 || tens > 14):
		return 1
	}
	return 2
}
