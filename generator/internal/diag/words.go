package diag

import (
	"embed"
	"strconv"
	"strings"
	"sync"
)

// wordFiles are the words of each language, for whoever translates them to edit.
//
//go:embed words/*.txt
var wordFiles embed.FS

// section is a part of a file of words: what is said for a key, in the order
// of the file.
type section []struct{ key, text string }

// speech is a file of words by its sections. A section is a code of the
// catalogue, the name of an argument whose values are words, or one of groups,
// help, notes, nouns and phrases.
type speech map[string]section

var speeches = func() (all [len(manners)]func() speech) {
	for l := range manners {
		all[l] = sync.OnceValue(func() speech { return readSpeech("words/" + manners[l].key + ".txt") })
	}
	return all
}()

// readSpeech reads a file of words: [section] lines, and below them lines of a
// key, a colon with a space, and a text. Lines that begin with # are comments.
func readSpeech(name string) speech {
	b, err := wordFiles.ReadFile(name)
	if err != nil {
		panic("diag: " + err.Error())
	}
	words := speech{}
	var under []string
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		key, text, _ := strings.Cut(line, ": ")
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			under = strings.Split(strings.Trim(line, "[]"), ", ")
		default:
			for _, name := range under {
				words[name] = append(words[name], struct{ key, text string }{key, text})
			}
		}
	}
	return words
}

func (s section) get(key string) (string, bool) {
	for _, e := range s {
		if e.key == key {
			return e.text, true
		}
	}
	return "", false
}

// word returns what a section says for a key: in the language, else in
// English, else the key, so that what is missing is noticed.
func (l Language) word(of, key string) string {
	for _, s := range []speech{speeches[l](), speeches[English]()} {
		if text, ok := s[of].get(key); ok {
			return text
		}
	}
	return key
}

// Say returns a phrase of the catalogue with facts in its places: names and
// values in turn. Hidden characters in them are made visible.
func (l Language) Say(phrase string, facts ...string) string {
	return said(l.word("phrases", phrase), facts)
}

// Help returns what is said of a command or a flag in a help, with facts in its
// places; nothing where the language has nothing.
func (l Language) Help(of string, facts ...string) (string, bool) {
	text, ok := speeches[l]()["help"].get(of)
	return said(text, facts), ok
}

// Refusal is Say for why a folder is not published to. Package output says it
// in English by itself: in that language there is nothing here.
func (l Language) Refusal(reason string, facts ...string) (string, bool) {
	text, ok := speeches[l]()["folder"].get(reason)
	return said(text, facts), ok
}

func said(text string, facts []string) string {
	return fill(text, func(name string) (string, bool) {
		for i := 0; i+1 < len(facts); i += 2 {
			if facts[i] == name {
				return visible(facts[i+1]), true
			}
		}
		return "", false
	})
}

// Count returns a number with what is counted, a noun of the catalogue: “7 pages”.
func (l Language) Count(n int, noun string) string {
	forms := strings.Split(l.word("nouns", noun), either)
	form := forms[min(manners[l].form(n), len(forms)-1)]
	return strings.ReplaceAll(form, "{n}", strconv.Itoa(n))
}

// Term returns words of ours as a section of the catalogue says them in the
// language: those that a finding would take for one of its facts, or what stands
// in a document. Words that the section does not know stay as they are.
func (l Language) Term(section, words string) string { return l.value(section, words) }

// value returns a fact of the case as the language says it. Most facts are the
// author's own text, and stay; but some arguments take words of ours, such as
// “a text” or the name of a month, and have a section of their own. Its keys
// are those words, with … for whatever else stands there.
func (l Language) value(name, value string) string {
	words := speeches[l]()[name]
	if text, ok := words.get(value); ok {
		return text
	}
	for _, e := range words {
		before, after, open := strings.Cut(e.key, "…")
		rest, begins := strings.CutPrefix(value, before)
		rest, ends := strings.CutSuffix(rest, after)
		if open && begins && ends {
			if before+after != "" {
				rest = l.value(name, rest)
			}
			return strings.Replace(e.text, "…", rest, 1)
		}
	}
	if lists[name] {
		return strings.ReplaceAll(value, ", ", manners[l].comma)
	}
	return value
}

// lists are arguments that hold several items, as English writes them.
var lists = map[string]bool{"languages": true, "zones": true, "kinds": true, "sections": true, "words": true, "addresses": true, "changed": true, "others": true}
