package search

import (
	"encoding/binary"
	"slices"
	"strings"
)

// A Place is where a term stands in a document. The lower, the more it counts.
type Place uint8

const (
	InTitle   Place = iota // or in another name that is shown with it
	InName                 // in another script, or shorter, or earlier
	InHeading              // or in the description, or in the name of something that the page is about
	InText
	places
)

// Index is the index of one edition. Documents are added in the order of their
// rank: of two that match equally, the earlier one is the better.
type Index struct {
	reader    *Reader
	documents uint32
	postings  []posting // by number of the term
	touched   []uint32  // terms of the document that is being added
	best      []Place   // of the terms of that document, by number
	text      []byte    // room for the one whose terms are noted
	files     files
}

// posting are the documents of a term: for each the distance from the one
// before, and its place.
type posting struct {
	bytes []byte
	last  uint32 // document, counted from 1
}

// NewIndex returns an empty index that speaks of terms by the lexicon's numbers.
// Its files are given to put one by one, as they are complete; the bytes are
// put's while it runs.
func NewIndex(l *Lexicon, at Address, put func(path string, bytes []byte) error) *Index {
	return &Index{reader: l.Reader(), files: files{at: at, put: put}}
}

// Document is a page as readers find it.
type Document struct {
	URL      string
	Hreflang string // where it is in another language
	Names    []Name // what it is called; the first is its title
	Kind     string
	Date     string // printed
	ISO      string
	Lede     string

	Further  []string // names that are not shown: in other scripts, or codes
	Headings []string // what the page is about
	Text     []byte   // what Reader.Page made of the text, or nil
}

// Name is a name and its language, where that is not the edition's.
type Name struct{ Text, Lang string }

// Add adds a document.
func (x *Index) Add(d Document) error {
	x.documents++
	for _, n := range d.Names {
		x.say(InTitle, n.Text)
	}
	for _, n := range d.Further {
		x.say(InName, n)
	}
	x.say(InHeading, d.Lede)
	for _, h := range d.Headings {
		x.say(InHeading, h)
	}
	for list := d.Text; len(list) > 0; {
		t, size := binary.Uvarint(list)
		list = list[size:]
		n, p := uint32(t>>1), InText-Place(t&1)
		x.room(n)
		if x.best[n] == places { // as of most: nothing else says it
			x.post(n, p)
		} else {
			x.best[n] = min(x.best[n], p)
		}
	}
	for _, n := range x.touched {
		x.post(n, x.best[n])
		x.best[n] = places
	}
	x.touched = x.touched[:0]
	return x.files.record(d)
}

// say notes the terms of a short text.
func (x *Index) say(p Place, text string) {
	x.text = append(x.text[:0], text...)
	s := scanner{text: x.text}
	for raw, han := s.next(); raw != nil; raw, han = s.next() {
		x.note(x.reader.number(raw, han), p)
	}
}

// room makes room for a term.
func (x *Index) room(n uint32) {
	for int(n) >= len(x.best) {
		x.best = append(x.best, slices.Repeat([]Place{places}, 1024)...)
		x.postings = append(x.postings, make([]posting, 1024)...)
	}
}

// post adds the document to those of a term.
func (x *Index) post(n uint32, in Place) {
	p := &x.postings[n]
	p.bytes = binary.AppendUvarint(p.bytes, uint64(x.documents-p.last)<<2|uint64(in))
	p.last = x.documents
}

func (x *Index) note(n uint32, p Place) {
	x.room(n)
	if x.best[n] == places {
		x.touched = append(x.touched, n)
	}
	x.best[n] = min(x.best[n], p)
}

// sorted are the numbers of the terms that stand in a document, in the order of
// the terms' code points.
func (x *Index) sorted(terms []string) []uint32 {
	var list []uint32
	for n, p := range x.postings {
		if len(p.bytes) > 0 {
			list = append(list, uint32(n))
		}
	}
	slices.SortFunc(list, func(a, b uint32) int { return strings.Compare(terms[a], terms[b]) })
	return list
}
