package record

import (
	"embed"
	"strings"
	"sync"

	"diglot/generator/internal/diag"
)

// meanings are what fields are for, in the languages other than that of the
// schema's tags, for whoever translates them to edit.
//
//go:embed words/*.txt
var meanings embed.FS

var translated = map[diag.Language]func() map[string]string{
	diag.Ukrainian: sync.OnceValue(func() map[string]string { return readMeanings(diag.Ukrainian) }),
	diag.Chinese:   sync.OnceValue(func() map[string]string { return readMeanings(diag.Chinese) }),
}

// readMeanings reads lines of a field's path, a colon with a space, and what
// the field means.
func readMeanings(l diag.Language) map[string]string {
	b, err := meanings.ReadFile("words/" + l.String() + ".txt")
	if err != nil {
		panic("record: " + err.Error())
	}
	words := map[string]string{}
	for line := range strings.Lines(string(b)) {
		if path, text, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && line[0] != '#' {
			words[path] = text
		}
	}
	return words
}

// Meaning says what the field is for, in a language; in English where it is not
// translated.
func (f *Field) Meaning(l diag.Language) string { return meaning(l, f.Path, f.Doc) }

// Meaning says what the kind is, in a language.
func (k *Kind) Meaning(l diag.Language) string { return meaning(l, "kind "+k.Name, k.Doc) }

func meaning(l diag.Language, path, english string) string {
	if words, ok := translated[l]; ok && words()[path] != "" {
		return words()[path]
	}
	return english
}
