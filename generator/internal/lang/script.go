package lang

import (
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/width"
)

// Narrow returns a text with plain characters in the place of the full-width
// Latin letters, digits and signs of a Chinese keyboard.
func Narrow(s string) string { return width.Fold.String(s) }

// Script is what a run of text is written in, as far as a page must know.
type Script uint8

const (
	OtherScript Script = iota // Latin, digits, signs: needs no mark of its language
	Cyrillic
	Han
)

// ScriptOf returns the script in which the language of a tag is written.
func ScriptOf(tag string) Script {
	t, err := language.Parse(tag)
	if err != nil {
		return OtherScript
	}
	script, _ := t.Script()
	switch script.String() {
	case "Cyrl":
		return Cyrillic
	case "Hani", "Hans", "Hant":
		return Han
	}
	return OtherScript
}

// IsCJK reports whether the language of a tag is written in Chinese characters
// or kana: no spaces between words or sentences, and a line of the source that
// ends within a paragraph joins the next without one. Korean has spaces.
func IsCJK(tag string) bool {
	t, err := language.Parse(tag)
	if err != nil {
		return false
	}
	script, _ := t.Script()
	return ScriptOf(tag) == Han || script.String() == "Jpan"
}

// ScriptIn returns the script of the first letter of a text.
func ScriptIn(text string) Script {
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Cyrillic, r):
			return Cyrillic
		case unicode.Is(unicode.Han, r):
			return Han
		case unicode.IsLetter(r):
			return OtherScript
		}
	}
	return OtherScript
}
