package lang

import (
	"unicode"

	"golang.org/x/text/language"
)

// Script is what a run of text is written in, as far as a page must know.
type Script uint8

const (
	OtherScript Script = iota // Latin, digits, signs: needs no mark of its language
	Cyrillic
	Han
)

// Run is a stretch of text in one script.
type Run struct {
	Text   string
	Script Script
}

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

// Runs splits a text into runs of Han, of Cyrillic and of everything else;
// joined, they are the text. Spaces and signs between two words of a script
// belong to its run (Андрій Вітренко is one), and so do the marks that only
// that script uses, where they touch it: 《…》 and full-width signs with Han,
// «…» with Cyrillic, digits with Han (2021年).
func Runs(s string) []Run {
	text := []rune(s)
	scripts := make([]Script, len(text))
	for i, r := range text {
		scripts[i] = letterScript(r)
	}
	for i := 1; i < len(text); i++ {
		attach(scripts, text, i, i-1)
	}
	for i := len(text) - 2; i >= 0; i-- {
		attach(scripts, text, i, i+1)
	}
	bridge(scripts, text)
	var runs []Run
	for from, i := 0, 1; i <= len(text); i++ {
		if i == len(text) || scripts[i] != scripts[from] {
			runs = append(runs, Run{string(text[from:i]), scripts[from]})
			from = i
		}
	}
	return runs
}

func letterScript(r rune) Script {
	switch {
	case unicode.Is(unicode.Han, r):
		return Han
	case unicode.Is(unicode.Cyrillic, r):
		return Cyrillic
	}
	return OtherScript
}

// attach gives a mark the script of its neighbour if it is of that script's
// own marks.
func attach(scripts []Script, text []rune, i, neighbour int) {
	r := text[i]
	switch {
	case scripts[i] != OtherScript:
	case scripts[neighbour] == Han && ('0' <= r && r <= '9' || 0x3001 <= r && r <= 0x301F || 0xFF01 <= r && r <= 0xFF5E):
		scripts[i] = Han
	case scripts[neighbour] == Cyrillic && (r == '«' || r == '»' || r == '„'):
		scripts[i] = Cyrillic
	}
}

// bridge gives what stands between two runs of one script, and holds no letter,
// to that script.
func bridge(scripts []Script, text []rune) {
	last := -1 // the last place of a script, if no other letter has followed
	for i := range text {
		switch {
		case scripts[i] == OtherScript && unicode.IsLetter(text[i]) && !unicode.Is(unicode.Lm, text[i]):
			last = -1
		case scripts[i] == OtherScript:
		default:
			if last >= 0 && scripts[last] == scripts[i] {
				for j := last + 1; j < i; j++ {
					scripts[j] = scripts[i]
				}
			}
			last = i
		}
	}
}
