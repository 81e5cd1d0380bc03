// Package markdown turns an author's prose into a Body: finished HTML with
// holes, and the blocks it consists of. It is the sole importer of goldmark,
// and it never resolves a link: what a link or a picture points to depends on
// other files, and a Body depends on one file only. So it leaves a hole there,
// and whoever knows the whole site fills it.
//
// What an author may write is CommonMark with tables, footnotes, definition
// lists and the following of our own:
//
//   - A heading may name its id: "## Signing {#signing}". Else the id is the
//     heading's place: "p2" is the second section, "p2-1" its first part.
//   - A paragraph that is one picture is a figure; the picture's title is the
//     caption.
//   - A quotation of several paragraphs whose last begins with a dash ("— " or
//     "——") is a figure too; that paragraph says who is quoted.
//   - Emphasis works beside Chinese punctuation and quotation marks, and no gap
//     appears where a Chinese line is folded.
//   - HTML is refused, comments included.
//
// Whatever the bytes, Parse returns, in time that grows with their number:
// what the parser could not bear is refused before it sees it.
package markdown

import (
	"unicode"

	"diglot/generator/internal/diag"
)

// Options is what Parse must know besides the bytes.
type Options struct {
	File      string // named in spans
	FirstLine int    // line of the file on which the bytes begin; 0 means 1
	Tag       string // BCP 47 tag of the prose: its script decides how folded lines join
	// IDPrefix stands before the ids of footnotes, such as "uk-": texts of two
	// languages may share a page.
	IDPrefix string
	// References are the schemes that name a record, such as "member" in
	// "member:khpi". Every other scheme but those of the web, mail and
	// telephone is refused.
	References []string
	// Foreign are the scripts that belong to other languages of the site. Runs
	// of them are wrapped in a span with the language's tag.
	Foreign []Foreign
	// Typography asks that the text be set as its language prints it.
	Typography bool
	// Blocks asks for Body.Blocks and Body.Words, which take a quarter of the
	// time and are of use only where texts are compared.
	Blocks bool
	// Text asks for Body.Text and Body.Pieces.
	Text bool
	// Valid says that the bytes are known to be UTF-8. To look takes a tenth of
	// the time.
	Valid bool
	// Into is a Body that nobody reads any more, or nil: Parse returns it with
	// what it found, in the same memory.
	Into *Body
}

// Foreign is a script that the prose's own language is not written in, and the
// BCP 47 tag of the language that is meant where it occurs.
type Foreign struct {
	Script *unicode.RangeTable // such as unicode.Han
	Tag    string
}

// Body is a parsed text.
type Body struct {
	HTML     []byte  // complete but for the holes
	Holes    []Hole  // in the order of At
	Blocks   []Block // where Options ask for them
	Headings []Heading
	// Text is the running text as its author wrote it: escapes are undone, nothing
	// is set, and what is no running text (code, addresses, pictures, numbers of
	// notes) is Elsewhere. Folded lines end with \n, blocks with EndOfBlock. It is
	// there where Options ask for it, as are its pieces.
	Text   []byte
	Pieces []Piece
	// Words is the length of the text: words, where the script puts spaces
	// between them, else characters. It is known with the Blocks.
	Words int
}

// What stands in a Body's Text for other things.
const (
	EndOfBlock = '\x00'
	Elsewhere  = '\x01'
)

// Piece is a piece of a Body's Text, and where it comes from.
type Piece struct {
	At     int32 // its offset in Text
	Source int32 // its offset in the bytes, line ends being one
	Block  int32 // index in Blocks, or -1
	Quoted bool  // it is part of a quotation
}

// A HoleKind says which markup belongs into a hole.
type HoleKind uint8

const (
	LinkOpen HoleKind = iota // the start tag <a href=…>; its </a> is part of the HTML
	LinkName                 // the label of a link written without one: the name of its target
	Image                    // the whole <img …>
	Anchor                   // the attribute ` id="…"` of a heading, space included; nothing where the page has the id elsewhere
)

// Hole is a place in the HTML that is filled when the site is known.
type Hole struct {
	At     int // offset in HTML at which the markup goes
	Kind   HoleKind
	Target string // where a link leads, escapes undone: "../members/khpi.md", "member:khpi", "#p3"; of an Anchor the id
	Alt    string // of an Image
	Title  string // of a link or an image, unless it became the caption of a figure
	Span   diag.Span
}

// Heading is one heading of the text, for tables of contents and references.
type Heading struct {
	Level    int    // 2 to 6
	ID       string // explicit, or structural
	Explicit bool   // the author wrote the id
	Text     string // plain
	Span     diag.Span
}

// A BlockKind says what a block is.
type BlockKind uint8

const (
	HeadingBlock BlockKind = iota
	Paragraph
	Item
	Quote
	Figure
	Cell
	Code
	Term
	Description
	Note // a footnote
	Rule // a thematic break; it has no text
	// The remaining kinds hold other blocks and have no text of their own.
	List
	Table
	Definitions
)

var blockKinds = [...]string{"heading", "paragraph", "item", "quote", "figure", "cell", "code",
	"term", "description", "note", "rule", "list", "table", "definitions"}

func (k BlockKind) String() string { return blockKinds[k] }

// Container reports whether blocks of the kind only hold other blocks.
func (k BlockKind) Container() bool { return k >= List }

// Block is a unit of the text that can be aligned with one of another language.
// Blocks come in document order, a container before what it holds.
type Block struct {
	Kind   BlockKind
	Level  int8  // of a heading
	Parent int32 // index of the block that holds this one, or -1
	// ID is the heading's id, or a structural address: "p2.3" is the third block
	// of section p2, "p2.3.1" the first item in it; what stands before the first
	// heading is in section p0.
	ID string
	// Hash is the FNV-1a hash (64 bits) of the block's words: letters, digits
	// and marks in NFC, whatever else stands between them being one space, or
	// nothing beside Han and kana. Of blocks within this one only those count
	// that are not listed themselves. It is written to authors' files: the rule
	// must never change.
	Hash       uint64
	Span       diag.Span // of the block's beginning
	Start, End int       // range of its markup in HTML
}

// AppendHTML appends the markup from offset start to offset end to dst. At each
// hole in between, fill appends what belongs there.
func (b *Body) AppendHTML(dst []byte, start, end int, fill func(dst []byte, h *Hole) []byte) []byte {
	for i := range b.Holes {
		h := &b.Holes[i]
		if h.At < start {
			continue
		}
		if h.At >= end {
			break
		}
		dst = append(dst, b.HTML[start:h.At]...)
		dst = fill(dst, h)
		start = h.At
	}
	return append(dst, b.HTML[start:end]...)
}

// Parse reads a text. The Body is never nil: of a text that had to be refused
// as a whole it is empty, and a diagnostic says why.
func Parse(src []byte, o Options) (body *Body, found []diag.Diagnostic) {
	w := newWriter(src, o)
	defer func() {
		// The parser is not ours; a fault in it must not end the build. The
		// writer, half used, is left to the collector.
		if broken := recover(); broken != nil {
			body, found = &Body{}, append(found, diag.New("markdown-unreadable", w.spanOf(0, 0)))
		}
	}()
	if d, refused := w.guard(); refused {
		found = []diag.Diagnostic{d}
	} else {
		w.document(parse(w.src, &w.context))
		found = w.found
	}
	body = w.finish()
	w.release()
	return body, found
}
