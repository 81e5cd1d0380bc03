package diag

import "strings"

// group is a part of the catalogue: what is wrong with one kind of thing.
type group struct {
	title   string
	entries []entry
}

// groups are the whole catalogue, in the order in which the documentation lists
// it: from the file to what is made of it.
var groups = []group{
	{"Files and their names", fileTable},
	{"How fields are written", fieldTable},
	{"What fields say", recordTable},
	{"Records among each other", siteTable},
	{"Texts", textTable},
	{"Texts beside each other", compareTable},
	{"Layouts, strings and styles", layoutTable},
}

// byCode is the catalogue for lookup.
var byCode = func() map[Code]entry {
	m := map[Code]entry{}
	for _, g := range groups {
		for _, e := range g.entries {
			m[e.code] = e
		}
	}
	return m
}()

// Sentences are what the catalogue says about a code, with names in braces
// where the facts of a case go.
type Sentences struct {
	Code     Code
	Group    string // heading of the part of the catalogue it stands in
	Severity Severity
	Message  string
	Fix      string // advice, where a case has no exact text of its own
	Because  string
}

// Catalogue returns all codes in English, in the order in which the
// documentation lists them.
func Catalogue() []Sentences { return English.Catalogue() }

// Catalogue returns all codes, in the order in which the documentation lists
// them.
func (l Language) Catalogue() []Sentences {
	var list []Sentences
	for _, g := range groups {
		for _, e := range g.entries {
			e = l.entry(e.code)
			list = append(list, Sentences{e.code, l.word("groups", g.title), e.severity, e.message, e.advice(), e.because})
		}
	}
	return list
}

// advice is what helps where there is no exact text.
func (e entry) advice() string {
	parts := strings.Split(e.fix, either)
	return parts[len(parts)-1]
}

// either stands in a fix between what is said where the case has the exact text
// or the other facts that are named, and what is said else.
const either = " | "
