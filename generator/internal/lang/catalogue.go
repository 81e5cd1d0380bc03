package lang

import (
	"fmt"
	"slices"
	"strings"
)

// Catalogue holds the words that readers of one language see besides the
// content: labels, headings, counted nouns. Keys are dotted, such as
// "section.members". It is immutable.
type Catalogue struct {
	Key    string // of the language
	Locale *Locale
	texts  map[string]string
}

// Phrase is one text of a catalogue. A counted phrase has one for each of its
// language's plural categories.
type Phrase struct {
	Key      string
	Category string // CLDR plural category, or "" for a phrase that counts nothing
	Text     string // {name} stands for an argument, {n} for the number
}

// NewCatalogue makes the catalogue of a language from its phrases, which are set
// as the language prints them. Of phrases with equal keys the last counts.
func NewCatalogue(l Language, phrases []Phrase) *Catalogue {
	c := &Catalogue{Key: l.Key, Locale: For(l.Tag), texts: make(map[string]string, len(phrases))}
	for _, p := range phrases {
		c.texts[p.id()] = l.Typeset(p.Text)
	}
	return c
}

func (p Phrase) id() string {
	if p.Category == "" {
		return p.Key
	}
	return p.Key + "#" + p.Category
}

// Has reports whether the catalogue has a phrase, counted or not.
func (c *Catalogue) Has(key string) bool {
	if _, plain := c.texts[key]; plain {
		return true
	}
	_, counted := c.texts[key+"#"+c.Locale.PluralCategories()[0]]
	return counted
}

// Keys returns the keys of all phrases in their order, each once.
func (c *Catalogue) Keys() []string {
	var keys []string
	for id := range c.texts {
		key, _, _ := strings.Cut(id, "#")
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// T returns a phrase with its arguments, names and values in turn, in place.
// An unknown key is an error.
func (c *Catalogue) T(key string, args ...string) (string, error) {
	text, ok := c.texts[key]
	if !ok {
		return "", fmt.Errorf("the strings of %q have no %q", c.Key, key)
	}
	return insert(text, args), nil
}

// N returns a counted phrase for a number, in the language's plural category,
// with {n} and the arguments in place. An unknown key is an error.
func (c *Catalogue) N(key string, n int, args ...string) (string, error) {
	text, ok := c.texts[key+"#"+c.Locale.Plural(n)]
	if !ok {
		text, ok = c.texts[key+"#other"]
	}
	if !ok {
		return "", fmt.Errorf("the strings of %q have no counted %q", c.Key, key)
	}
	return insert(text, append([]string{"n", c.Locale.Number(n)}, args...)), nil
}

// Forms returns the phrases of a counted one as they are written, in the order
// of the language's plural categories.
func (c *Catalogue) Forms(key string) []Phrase {
	var list []Phrase
	for _, category := range c.Locale.PluralCategories() {
		if text, ok := c.texts[key+"#"+category]; ok {
			list = append(list, Phrase{key, category, text})
		}
	}
	return list
}

// insert puts the arguments in place of their names. A name in braces that is
// none of theirs stays as it is.
func insert(text string, args []string) string {
	if len(args) == 0 || !strings.Contains(text, "{") {
		return text
	}
	size := len(text)
	for i := 1; i < len(args); i += 2 {
		size += len(args[i])
	}
	var b strings.Builder
	b.Grow(size)
	for {
		before, after, opens := strings.Cut(text, "{")
		b.WriteString(before)
		if !opens {
			return b.String()
		}
		name, rest, shuts := strings.Cut(after, "}")
		value, known := argument(args, name)
		if !shuts || !known {
			b.WriteByte('{')
			text = after
			continue
		}
		b.WriteString(value)
		text = rest
	}
}

// argument finds the value of a name among names and values in turn.
func argument(args []string, name string) (string, bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == name {
			return args[i+1], true
		}
	}
	return "", false
}
