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
	known   map[string]uint32
	pairs   map[uint32]uint32 // of three bytes and three bytes: most of Chinese
	seen    []uint32          // by number: the last text that had the term, twice its number, and one more in a heading
	text    uint32
}

// manyWords is how many spellings a Reader remembers.
const manyWords = 1 << 15

// Reader returns a reader of texts.
func (l *Lexicon) Reader() *Reader {
	return &Reader{lexicon: l, known: map[string]uint32{}, pairs: map[uint32]uint32{}}
}

// number is the number of what scan found.
func (r *Reader) number(raw []byte, han bool) uint32 {
	if han && len(raw) == 6 {
		return r.pair(raw)
	}
	if n, ok := r.known[string(raw)]; ok {
		return n
	}
	if len(r.known) == manyWords {
		clear(r.known)
	}
	n := r.lexicon.number(term(raw, han))
	r.known[string(raw)] = n
	return n
}

// pair is the number of two characters below U+10000, of which the bytes that
// vary are 16 bits each.
func (r *Reader) pair(raw []byte) uint32 {
	key := uint32(raw[0]&15)<<28 | uint32(raw[1]&63)<<22 | uint32(raw[2]&63)<<16 |
		uint32(raw[3]&15)<<12 | uint32(raw[4]&63)<<6 | uint32(raw[5]&63)
	if n, ok := r.pairs[key]; ok {
		return n
	}
	if len(r.pairs) == manyWords {
		clear(r.pairs)
	}
	n := r.lexicon.number(term(raw, true))
	r.pairs[key] = n
	return n
}

// Page returns the terms of a text in HTML, each once, as Index.Add takes them.
// It is the HTML of our own writer: tags and references are complete. A term
// that stands in a heading is marked so.
func (r *Reader) Page(html []byte) []byte {
	r.text++
	var list []byte
	var heading uint32
	note := func(raw []byte, han bool) { list = r.note(list, r.number(raw, han), heading) }
	for len(html) > 0 {
		end := 0
		for end < len(html) && html[end] != '<' && html[end] != '&' {
			end++
		}
		scan(html[:end], note)
		if html = html[end:]; len(html) == 0 {
			break
		}
		close := byte('>')
		if html[0] == '&' {
			close = ';'
		} else if len(html) > 2 {
			heading = headingAt(html, heading)
		}
		end = 0
		for end < len(html) && html[end] != close {
			end++
		}
		html = html[min(end+1, len(html)):]
	}
	return list
}

// headingAt is 1 within a heading, that is, behind <h2 and before </h2.
func headingAt(tag []byte, before uint32) uint32 {
	switch {
	case tag[1] == 'h' && '2' <= tag[2] && tag[2] <= '6':
		return 1
	case tag[1] == '/' && tag[2] == 'h':
		return 0
	}
	return before
}

// note appends a term, unless the text has had it in a place as good.
func (r *Reader) note(list []byte, n, heading uint32) []byte {
	for int(n) >= len(r.seen) {
		r.seen = append(r.seen, make([]uint32, 1024+len(r.seen)/2)...)
	}
	if r.seen[n] >= r.text<<1|heading {
		return list
	}
	r.seen[n] = r.text<<1 | heading
	return binary.AppendUvarint(list, uint64(n)<<1|uint64(heading))
}
