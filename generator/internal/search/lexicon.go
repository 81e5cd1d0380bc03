package search

import (
	"encoding/binary"
	"sync"
)

// Lexicon numbers terms. It only grows; what it was given by texts that are no
// more does no harm, since a term without a page is not published. It may be
// used by several goroutines.
type Lexicon struct {
	mu      sync.RWMutex
	numbers map[string]uint32
	terms   []string
}

// NewLexicon returns an empty one.
func NewLexicon() *Lexicon { return &Lexicon{numbers: map[string]uint32{}} }

func (l *Lexicon) number(term string) uint32 {
	l.mu.RLock()
	n, ok := l.numbers[term]
	l.mu.RUnlock()
	if ok {
		return n
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if n, ok = l.numbers[term]; !ok {
		n = uint32(len(l.terms))
		l.numbers[term] = n
		l.terms = append(l.terms, term)
	}
	return n
}

// all returns the terms by their numbers. What others add meanwhile stands
// behind them.
func (l *Lexicon) all() []string {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.terms
}

// Reader takes the terms out of texts, one after another; each goroutine needs
// its own. It remembers words as they were written, since most come again.
type Reader struct {
	lexicon *Lexicon
	known   spellings
	seen    []uint32 // by number: the last text that had the term, twice its number, and one more in a heading
	text    uint32
	terms   []uint32 // of the text
	list    []byte
}

// Reader returns a reader of texts.
func (l *Lexicon) Reader() *Reader { return &Reader{lexicon: l} }

// number is the number of what a scanner found.
func (r *Reader) number(raw []byte, han bool) uint32 {
	n, known := r.known.find(raw)
	if !known {
		n = r.lexicon.number(term(raw, han))
		r.known.add(raw, n)
		for int(n) >= len(r.seen) {
			r.seen = append(r.seen, make([]uint32, 1024+len(r.seen)/2)...)
		}
	}
	return n
}

// Page returns the terms of a text in HTML, each once, as Index.Add takes them;
// they are the Reader's own until the next text. It is the HTML of our own
// writer: tags and references are complete. A term that stands in a heading is
// marked so.
func (r *Reader) Page(html []byte) []byte {
	r.text++
	if most := len(html)/2 + 1; most > len(r.terms) { // words of one letter, and what is between them
		r.terms = make([]uint32, 2*most)
	}
	count := 0
	s := scanner{text: html, html: true}
	for raw, han := s.next(); raw != nil; raw, han = s.next() {
		n := r.number(raw, han)
		// Whether the text has had the term in a place as good is a toss-up, which
		// the processor need not guess where both ways are one: it is written down in
		// either case, and what follows is written over it.
		before, now := r.seen[n], r.text<<1|s.heading
		r.seen[n] = max(before, now)
		r.terms[count] = n<<1 | s.heading
		if before < now {
			count++
		}
	}
	r.list = r.list[:0]
	for _, t := range r.terms[:count] {
		if t&1 < r.seen[t>>1]&1 {
			continue // it came again in a heading
		}
		r.list = binary.AppendUvarint(r.list, uint64(t))
	}
	return r.list
}

// Retell returns a function that says what Reader.Page made of a text in the
// numbers of another lexicon, which comes to know the terms of those texts and
// no others. What the function returns is its own until it is called again.
func (l *Lexicon) Retell(into *Lexicon) func(text []byte) []byte {
	terms := l.all()
	numbers := make([]uint32, len(terms)) // in the other lexicon, counted from 1
	var list []byte
	return func(text []byte) []byte {
		list = list[:0]
		for len(text) > 0 {
			n, size := binary.Uvarint(text)
			text = text[size:]
			if numbers[n>>1] == 0 {
				numbers[n>>1] = into.number(terms[n>>1]) + 1
			}
			list = binary.AppendUvarint(list, uint64(numbers[n>>1]-1)<<1|n&1)
		}
		return list
	}
}
