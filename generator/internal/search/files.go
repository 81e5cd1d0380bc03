package search

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// What is published for an edition: the directory, and parts that it names. A
// part holds the terms from one letter combination to the next, or what is
// shown of some documents. Their names hold their digests, so that a reader's
// browser keeps what has not changed. All of it is JSON:
//
//	directory  {"documents":5033,"each":16,"parts":"/assets/search/uk-","terms":["а","бе"],"digests":"0a1b2c3d4e…","shown":"…"}
//	terms      {"далян":[[3,1],[],[40]]}
//	documents  [["/uk/members/dlut/","kind","date","ISO date","lede","language of the page","title","its language","another name","its language"]]
//
// The lists of a term are its places in their order: title, name, heading,
// text. A number is the distance from the document before, counted from 1.
const (
	fewBytes   = 6 << 10  // of a part with terms: two to five of them answer a question
	manyBytes  = 14 << 10 // after which a part ends in any case
	recordsPer = 16       // documents in a part: ten results are rarely in fewer parts than ten
)

// endsPart reports whether a part of a size ends behind a term. Which terms end
// one hangs on their letters, so that an edit changes a part or two and not the
// borders of all that follow.
func endsPart(term string, size int) bool {
	h := fnv.New32a()
	h.Write([]byte(term))
	return size >= manyBytes || size >= fewBytes && h.Sum32()%8 == 0
}

// digestBytes is how much of a digest tells parts apart: of a thousand, two are
// confused once in two million sites.
const digestBytes = 5

// Address says where the files of an edition are.
type Address struct {
	Directory string // path in the published folder: "uk/search/index.json"
	Parts     string // beginning of the paths of parts: "assets/search/uk-"
	URL       string // the same as an address, with the site's base path
}

// part is what follows Parts in the path of a part.
var part = regexp.MustCompile(`^[dt]\.[0-9a-f]{10}\.json$`)

// Has reports whether a path of the published folder is that of a file of the
// index, by its name.
func (a Address) Has(path string) bool {
	rest, within := strings.CutPrefix(path, a.Parts)
	return path == a.Directory || within && part.MatchString(rest)
}

// files writes the files of an index.
type files struct {
	at      Address
	put     func(path string, bytes []byte) error
	terms   []string // first of each part
	digests []byte   // of the parts with terms
	shown   []byte   // digests of the parts with documents
	part    []byte
	count   int // documents

	fields []string // buffers
	lists  [places][]byte
}

// record appends what is shown of a document.
func (f *files) record(d Document) error {
	open := byte(',')
	if f.count%recordsPer == 0 {
		open = '['
	}
	f.part = append(f.part, open)
	fields := append(f.fields[:0], d.URL, d.Kind, d.Date, d.ISO, d.Lede, d.Hreflang)
	for _, n := range d.Names {
		fields = append(fields, n.Text, n.Lang)
	}
	f.fields = fields
	for len(fields) > 0 && fields[len(fields)-1] == "" {
		fields = fields[:len(fields)-1]
	}
	for i, s := range fields {
		f.part = append(f.part, separator(i))
		f.part = appendString(f.part, s)
	}
	f.part = append(f.part, ']')
	if f.count++; f.count%recordsPer == 0 {
		return f.endRecords()
	}
	return nil
}

func separator(i int) byte {
	if i == 0 {
		return '['
	}
	return ','
}

func (f *files) endRecords() error {
	sum, err := f.end("d", ']')
	f.shown = append(f.shown, sum...)
	return err
}

// end completes a part and gives it away.
func (f *files) end(kind string, close byte) (digest string, err error) {
	b := append(f.part, close, '\n')
	f.part = b[:0]
	sum := sha256.Sum256(b)
	digest = hex.EncodeToString(sum[:digestBytes])
	return digest, f.put(fmt.Sprintf("%s%s.%s.json", f.at.Parts, kind, digest), b)
}

// Close gives away what is left: the terms, and the directory as the last.
func (x *Index) Close() error {
	f := &x.files
	if len(f.part) > 0 {
		if err := f.endRecords(); err != nil {
			return err
		}
	}
	terms := x.reader.lexicon.all()
	for _, n := range x.sorted(terms) {
		if err := f.term(terms[n], x.postings[n].bytes); err != nil {
			return err
		}
	}
	if len(f.part) > 0 {
		if err := f.endTerms(); err != nil {
			return err
		}
	}
	return f.directory()
}

// term appends a term with its documents.
func (f *files) term(term string, posting []byte) error {
	if len(f.part) == 0 {
		f.terms = append(f.terms, term)
	}
	f.part = append(f.part, "{,"[min(len(f.part), 1)])
	f.part = append(appendString(f.part, term), ':')
	lists := &f.lists
	for p := range lists {
		lists[p] = lists[p][:0]
	}
	var last [places]uint64
	document := uint64(0)
	for len(posting) > 0 {
		v, size := binary.Uvarint(posting)
		posting = posting[size:]
		p := v & 3
		document += v >> 2
		if last[p] > 0 {
			lists[p] = append(lists[p], ',')
		}
		lists[p] = strconv.AppendUint(lists[p], document-last[p], 10)
		last[p] = document
	}
	end := places
	for end > 1 && len(lists[end-1]) == 0 {
		end--
	}
	for i, list := range lists[:end] {
		f.part = append(append(append(f.part, separator(i), '['), list...), ']')
	}
	f.part = append(f.part, ']')
	if endsPart(term, len(f.part)) {
		return f.endTerms()
	}
	return nil
}

func (f *files) endTerms() error {
	sum, err := f.end("t", '}')
	f.digests = append(f.digests, sum...)
	return err
}

func (f *files) directory() error {
	b := fmt.Appendf(nil, `{"documents":%d,"each":%d,"parts":`, f.count, recordsPer)
	b = append(appendString(b, f.at.URL), `,"terms":[`...)
	for i, t := range f.terms {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(b, t)
	}
	b = fmt.Appendf(b, "],\"digests\":%q,\"shown\":%q}\n", f.digests, f.shown)
	return f.put(f.at.Directory, b)
}

// appendString writes a text as JSON (RFC 8259). What a browser reads as a
// line's end in no language is written out, as are the signs of HTML.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r < ' ' || r == 0x7F || r == '<' || r == 0x2028 || r == 0x2029:
			b = fmt.Appendf(b, `\u%04x`, r)
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}
