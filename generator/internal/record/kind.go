// Package record knows the kinds of records and their schema, and makes one
// Record of the files of one id, in all its languages.
//
// The schema is the struct types of this package and their tags: they drive
// decoding, the documentation and the editors' schema alike. A Record depends
// on its own files and the site's list of languages, never on another record
// and never on the clock; what it refers to is not looked up here.
package record

import (
	"reflect"
	"slices"
	"strings"
)

// Kind is a kind of record, with the section of content/ it lives in.
type Kind struct {
	Name    string // "member", as in references: member:khpi
	Section string // folder of content/ and part of the address: "members"
	Doc     string
	Titled  bool // called by a title (a text), not by a name (a thing)
	Unnamed bool // the name may be left out
	Prose   bool // prose is required in every language
	Glossed bool // has no page of its own: an entry on the page of names
	Single  bool // the site has exactly one, addressed by the section alone
	Rooted  bool // addressed without its section: /uk/<slug>/
	typ     reflect.Type
}

// Kinds are all kinds, in the order in which documentation and data list them.
var Kinds = []*Kind{
	{Name: "alliance", Section: "alliance", Single: true, typ: reflect.TypeFor[Alliance](),
		Doc: "The alliance whose site this is: exactly one record."},
	{Name: "member", Section: "members", typ: reflect.TypeFor[Member](),
		Doc: "A university or another institution of the alliance."},
	{Name: "agreement", Section: "agreements", Unnamed: true, typ: reflect.TypeFor[Agreement](),
		Doc: "An agreement, memorandum or contract. Its name is made of type and parties where it has none of its own; its status is computed."},
	{Name: "ceremony", Section: "ceremonies", typ: reflect.TypeFor[Ceremony](),
		Doc: "An event: an opening, a signing, a meeting."},
	{Name: "announcement", Section: "announcements", Titled: true, Prose: true, typ: reflect.TypeFor[Announcement](),
		Doc: "A press release or another dated text."},
	{Name: "programme", Section: "programmes", typ: reflect.TypeFor[Programme](),
		Doc: "A plan with its points."},
	{Name: "fund", Section: "funds", typ: reflect.TypeFor[Fund](),
		Doc: "A fund, a foundation, or a measure that finances something."},
	{Name: "person", Section: "people", Glossed: true, typ: reflect.TypeFor[Person](),
		Doc: "A person who is named: an entry on the page of names."},
	{Name: "body", Section: "bodies", Glossed: true, typ: reflect.TypeFor[Body](),
		Doc: "A ministry, commission or other organisation that is no member: an entry on the page of names."},
	{Name: "place", Section: "places", Glossed: true, typ: reflect.TypeFor[Place](),
		Doc: "A city or another place: an entry on the page of names."},
	{Name: "page", Section: "pages", Titled: true, Prose: true, Rooted: true, typ: reflect.TypeFor[Page](),
		Doc: "A page of prose, addressed without its section."},
}

// KindNamed returns the kind of a name, or nil.
func KindNamed(name string) *Kind { return find(func(k *Kind) bool { return k.Name == name }) }

// KindOf returns the kind that lives in a section, or nil.
func KindOf(section string) *Kind { return find(func(k *Kind) bool { return k.Section == section }) }

func find(is func(*Kind) bool) *Kind {
	if i := slices.IndexFunc(Kinds, is); i >= 0 {
		return Kinds[i]
	}
	return nil
}

// Sections returns the sections of all kinds.
func Sections() []string { return names(func(k *Kind) string { return k.Section }) }

// KindNames returns the names of all kinds.
func KindNames() []string { return names(func(k *Kind) string { return k.Name }) }

func names(of func(*Kind) string) []string {
	var list []string
	for _, k := range Kinds {
		list = append(list, of(k))
	}
	return list
}

// IsID reports whether a text has the form of an id: small letters, digits and
// single hyphens between them.
func IsID(s string) bool {
	if s == "" || strings.Contains(s, "--") || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool {
		return r != '-' && (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
}
