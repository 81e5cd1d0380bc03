package build

import (
	"fmt"
	"slices"
	"strconv"

	"diglot/generator/internal/align"
	"diglot/generator/internal/asset"
	"diglot/generator/internal/compare"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/markdown"
	"diglot/generator/internal/record"
	"diglot/generator/internal/render"
	"diglot/generator/internal/search"
	"diglot/generator/internal/site"
	"diglot/generator/internal/source"
	"diglot/generator/internal/view"
)

// State is what a build leaves to the next one. The zero State is that of a
// cold build. A State is not changed by the Run it is passed to.
type State struct {
	config  keyed[*record.Config]
	theme   keyed[theme]
	loads   map[string]loaded  // what was read of every file, by path
	stamps  []source.Stamp     // of the same, sorted by path
	files   map[string]*parsed // Markdown files by path
	media   map[string]picture // attachments by path
	records map[string]merged  // by reference
	graph   keyed[linked]
	readers keyed[map[string]*compare.Reader] // of texts, by language
	texts   map[string]*text                  // prose by file
	pairs   map[string]compared               // by file of the second text
	outputs map[string]produced
	words   *search.Lexicon // of the texts; it grows from build to build
	index   keyed[[]indexed]
	once    bool // nothing is kept for another build

	standings []Standing
}

// Graph returns what was linked last: of a build without errors all that it
// published, else perhaps nil.
func (s State) Graph() *site.Graph { return s.graph.value.graph }

// keyed is a result with the digest of all that it was made from.
type keyed[T any] struct {
	key   source.Digest
	value T
	found []diag.Diagnostic
}

// theme is everything but the content that pages are made from.
type theme struct {
	*render.Theme
	style  asset.File
	script asset.File  // of the search page
	share  asset.Share // its path is "" where there is none
	words  []*lang.Catalogue
}

// parsed is a Markdown file.
type parsed struct {
	path  string
	mark  source.Mark
	file  record.File
	known bool // its path names a record
	found []diag.Diagnostic
}

// picture is an attachment with the size that was read from its head.
type picture struct {
	mark source.Mark
	site.Attachment
	pixels int // of the picture as it came
	found  []diag.Diagnostic
	unfit  []diag.Diagnostic // told where it is to be published
}

// merged is a record with the digest of its files' facts.
type merged struct {
	key    source.Digest
	record *record.Record // nil where the files have errors
	found  []diag.Diagnostic
}

// linked is the graph and what it publishes.
type linked struct {
	graph *site.Graph
	proof *proof
	webp  int             // pictures that are offered so
	plain []*EncoderError // those that could not be made
	lock  []byte          // what the lock of addresses should hold, where it does not
	maker *view.Maker     // nil without an alliance
	jobs  []view.Job
}

// text is what is kept of a prose: not its words, but which headings it has
// and what was wrong with it.
type text struct {
	headings []string
	blocks   []align.Block
	named    []named // those whose id the author wrote
	terms    []byte  // for the index
	reading  compare.Reading
	found    []diag.Diagnostic
}

// none is what is kept of a prose that was not read.
var none text

// textOf returns what is kept of the prose of a file.
func (s *State) textOf(file string) *text {
	if t := s.texts[file]; t != nil {
		return t
	}
	return &none
}

// named is a heading, by its index, and where its author wrote the id.
type named struct{ heading, line, col, end int32 }

func (t *text) keepHeadings(list []markdown.Heading) {
	explicit := 0
	for i := range list {
		if list[i].Explicit {
			explicit++
		}
	}
	t.headings, t.named = make([]string, len(list)), make([]named, 0, explicit)
	for i, h := range list {
		if t.headings[i] = h.ID; h.Explicit {
			t.named = append(t.named, named{int32(i), h.Span.Line, h.Span.Col, h.Span.End})
		}
	}
}

// has reports whether the author of a text gave a heading this id.
func (t *text) has(id string) bool {
	return slices.ContainsFunc(t.named, func(n named) bool { return t.headings[n.heading] == id })
}

// produced is an output with what it was made from.
type produced struct {
	key       source.Digest // of the graph and the texts that it shows
	view      [16]byte
	found     []diag.Diagnostic
	fragments []view.Fragment
	weight    weight // where it is too much
}

// digestOf makes a digest of parts, so that no two different lists of parts
// have the same.
func digestOf(parts ...any) source.Digest {
	b := make([]byte, 0, 32*len(parts))
	for _, p := range parts {
		switch p := p.(type) {
		case string:
			b = append(strconv.AppendInt(b, int64(len(p)), 10), ':')
			b = append(b, p...)
		case source.Digest:
			b = append(append(b, 'd'), p[:]...)
		default:
			s := fmt.Sprint(p)
			b = append(strconv.AppendInt(append(b, 'x'), int64(len(s)), 10), ':')
			b = append(b, s...)
		}
	}
	return source.Sum(b)
}

// unique leaves each finding once, of a sorted list.
func unique(found []diag.Diagnostic) []diag.Diagnostic {
	return slices.CompactFunc(found, func(a, b diag.Diagnostic) bool {
		return a.Code == b.Code && a.Span == b.Span && a.Fix == b.Fix && slices.Equal(a.Args, b.Args)
	})
}
