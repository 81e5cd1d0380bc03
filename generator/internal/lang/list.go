package lang

import (
	"strings"
	"unicode"
)

// List joins items with the language's commas and its "and": «А, Б і В»,
// A、B和C.
func (l *Locale) List(items []string) string {
	var b strings.Builder
	separators := l.Separators(items)
	for i, item := range items {
		if i > 0 {
			b.WriteString(separators[i-1])
		}
		b.WriteString(item)
	}
	return b.String()
}

// Separators returns what stands between the items of a list, one fewer than
// there are items, for a caller that makes each item a link.
func (l *Locale) Separators(items []string) []string {
	if len(items) < 2 {
		return nil
	}
	separators := make([]string, len(items)-1)
	for i := range separators {
		separators[i] = l.comma
	}
	last := len(separators) - 1
	separators[last] = l.and
	if l.euphony {
		separators[last] = euphonic(items[last], items[last+1])
	}
	return separators
}

// euphonic returns the Ukrainian "and" between two words, with its spaces: та
// before і, ї, й, я, є, ю, where both other forms would run together with the
// word; else й after a vowel; else і.
func euphonic(before, after string) string {
	if r := firstLetter(after); strings.ContainsRune("іїйяєю", unicode.ToLower(r)) {
		return " та "
	}
	if r := lastLetter(before); strings.ContainsRune("аеєиіїоуюя", unicode.ToLower(r)) {
		return " й\u00a0"
	}
	return " і\u00a0"
}

// firstLetter returns the letter or digit with which a text begins, quotation
// marks aside, or U+FFFD.
func firstLetter(s string) rune {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
	}
	return unicode.ReplacementChar
}

func lastLetter(s string) (last rune) {
	last = unicode.ReplacementChar
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			last = r
		}
	}
	return last
}

// Comma returns what separates the items of an enumeration: ", " or 、.
func (l *Locale) Comma() string { return l.comma }

// Colon returns the colon with the space that it takes: ": " or ：.
func (l *Locale) Colon() string { return l.colon }

// Gap returns what stands between words and between sentences: a space, or
// nothing in Chinese and Japanese.
func (l *Locale) Gap() string { return l.gap }

// Parens puts s in the language's parentheses: (…) or （…）.
func (l *Locale) Parens(s string) string { return l.parens[0] + s + l.parens[1] }

// WithParens adds a parenthesis to a text: «ХПІ (Харків)», 大连（辽宁）.
func (l *Locale) WithParens(text, aside string) string {
	if l.parens[0] == "(" {
		text += " "
	}
	return text + l.Parens(aside)
}

// Quote puts s in quotation marks. The language's marks within it become the
// inner ones: «Угода „Шлях“».
func (l *Locale) Quote(s string) string {
	return l.outer[0] + nest(s, l.outer, l.inner) + l.outer[1]
}

// TitleQuote marks s as the title of a document: 《…》 in Chinese, quotation
// marks where a language has no marks of its own for it.
func (l *Locale) TitleQuote(s string) string {
	if l.title[0] == "" {
		return l.Quote(s)
	}
	return l.title[0] + nest(s, pair{"《", "》"}, pair{"〈", "〉"}) + l.title[1]
}

func nest(s string, from, to pair) string {
	return strings.NewReplacer(from[0], to[0], from[1], to[1]).Replace(s)
}
