package record

import (
	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
)

// Ref names another record.
type Ref struct {
	Kind string
	ID   string
	Full bool // written with its kind
	At   diag.Span
}

// IsZero reports whether there is no reference.
func (r Ref) IsZero() bool { return r.ID == "" }

// Names reports whether two references name the same record, wherever they
// stand.
func (r Ref) Names(other Ref) bool { return r.Kind == other.Kind && r.ID == other.ID }

// String returns the reference as authors write it in full: "member:khpi".
func (r Ref) String() string { return r.Kind + ":" + r.ID }

// Written returns the reference to another record of the kind as it would stand
// in the place of this one: with the kind, or the id alone.
func (r Ref) Written(id string) string {
	if r.Full {
		return r.Kind + ":" + id
	}
	return id
}

// Certainty says how a fact is known.
type Certainty string

const (
	Absent    Certainty = ""          // the field is not there
	Stated    Certainty = "stated"    // the source says so
	Derived   Certainty = "derived"   // it follows from the source
	NotStated Certainty = "notStated" // the source does not say
)

// Fact is a value together with how it is known. It is written short
// (dateSigned: 2021-06-23), long (value, certainty and source below the
// field), or as the word notStated.
type Fact[T any] struct {
	Value     T
	Certainty Certainty
	Source    []Source
	At        diag.Span
}

// Known reports whether the fact has a value, stated or derived.
func (f Fact[T]) Known() bool { return f.Certainty == Stated || f.Certainty == Derived }

// Source says where something comes from: a record of this site, an address,
// or a publication in words.
type Source struct {
	Ref  Ref
	URL  string    `field:"url" code:"url" doc:"web address of the source"`
	Name lang.Text `field:"name" doc:"what the source is called"`
	Date lang.Date `field:"date" doc:"day of the source"`
	At   diag.Span
}

// Moment is a point in time that an author wrote with its zone:
// 2026-12-01 09:00 Europe/Kyiv.
type Moment struct {
	Unix int64  // seconds since 1970-01-01T00:00Z; 0 where there is none
	Zone string // IANA name
	At   diag.Span
}

// When is a civil date, with an hour where one is stated.
type When struct {
	Date    lang.Date
	Hour    int8 // 0 to 23
	Minute  int8
	HasHour bool
}

// Review lists the languages whose names or text wait for a native reader.
type Review struct {
	All       bool
	Languages []string
	At        diag.Span
}

// Of reports whether a language waits for review.
func (r Review) Of(key string) bool {
	if r.All {
		return true
	}
	for _, l := range r.Languages {
		if l == key {
			return true
		}
	}
	return false
}

// CountryCount is a number that belongs to a country.
type CountryCount struct {
	Country string // ISO 3166-1 alpha-2
	Number  int
	At      diag.Span
}
