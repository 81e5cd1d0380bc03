package build

import (
	"strings"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/frontmatter"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
	"diglot/generator/internal/view"
)

// A mark is three characters of private use behind a text. It travels with the
// text through graph, view and layout, and where it comes out, the text is
// shown: that is how a page tells which texts it is made of, without anybody
// having kept account.
const (
	markFirst  = '\uE000'
	markDigits = '\uE100' // the first of a number's digits
	markBase   = 4096
)

func mark(n int) string {
	return string([]rune{markFirst, markDigits + rune(n/markBase), markDigits + rune(n%markBase)})
}

// marksIn calls tell with the number of every mark in a text. Calendars fold
// their lines wherever a line is full, also within a mark.
func marksIn(text string, tell func(n int)) {
	if strings.Contains(text, "\r\n ") {
		text = strings.ReplaceAll(text, "\r\n ", "")
	}
	for {
		i := strings.IndexRune(text, markFirst)
		if i < 0 {
			return
		}
		text = text[i+len(string(markFirst)):]
		digits := []rune(text[:min(len(text), 6)])
		if len(digits) < 2 {
			return
		}
		high, low := digits[0]-markDigits, digits[1]-markDigits
		if high >= 0 && high < markBase && low >= 0 && low < markBase {
			tell(int(high)*markBase + int(low))
		}
	}
}

// phrase is a text of the layouts' strings.
type phrase struct{ file, key string }

// marks are the texts of a site, by the numbers of their marks: those of
// records first, then phrases.
type marks struct {
	leaves  []place
	phrases []phrase
}

// place is a leaf of a record, and where it is written.
type place struct {
	record int // among those of the scene; ofConfig for site.yaml
	leaf
	at diag.Span
}

// ofConfig stands for site.yaml among the numbers of records.
const ofConfig = -1

// records copies records with every text of theirs marked.
func (m *marks) records(records []*record.Record, p *pool) []*record.Record {
	copies := make([]*record.Record, len(records))
	for i, r := range records {
		copies[i] = copyOf(r)
		leaves(copies[i], p, func(v visit) {
			if v.words != nil {
				*v.words += mark(len(m.leaves))
				m.leaves = append(m.leaves, place{i, v.leaf, v.at})
			}
		})
	}
	return copies
}

// catalogues are the strings of all languages with every phrase marked.
func (r *run) markedWords(m *marks) []*lang.Catalogue {
	var list []*lang.Catalogue
	for _, l := range r.next.config.value.Languages {
		for _, f := range r.inputs.strings {
			if f.Path != stringsDir+l.Key+".yaml" {
				continue
			}
			root, _ := frontmatter.ParseFile(f.Path, f.Bytes)
			p := phrases{file: f.Path, locale: lang.For(l.Tag)}
			p.read("", root)
			for i := range p.list {
				m.phrases = append(m.phrases, phrase{f.Path, p.list[i].Key})
				p.list[i].Text += mark(len(m.leaves) + len(m.phrases) - 1)
			}
			list = append(list, lang.NewCatalogue(l, p.list))
		}
	}
	return list
}

// found are the marks that came out.
type found struct {
	leaves  map[int][]string // fields of the view that show a text
	phrases map[int]bool
}

// look looks for marks in a view and in the bytes that were made of it. Only
// what is in the bytes is shown.
func (m *marks) look(v any, parts [][]byte) found {
	f := found{leaves: map[int][]string{}, phrases: map[int]bool{}}
	for _, b := range parts {
		marksIn(string(b), func(n int) {
			switch {
			case n < len(m.leaves):
				f.leaves[n] = nil
			case n < len(m.leaves)+len(m.phrases):
				f.phrases[n-len(m.leaves)] = true
			}
		})
	}
	view.Texts(v, func(field, text string) {
		marksIn(text, func(n int) {
			if in, shown := f.leaves[n]; shown {
				f.leaves[n] = adding(in, field)
			}
		})
	})
	return f
}

// adding adds a name to a list that has it not.
func adding(list []string, name string) []string {
	for _, have := range list {
		if have == name {
			return list
		}
	}
	return append(list, name)
}
