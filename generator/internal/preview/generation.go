package preview

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"time"

	"diglot/generator/internal/build"
	"diglot/generator/internal/site"
	"diglot/generator/internal/source"
)

// generation is a whole site: what one Run made. It never changes.
type generation struct {
	number  int // from 1; 0 where nothing was made yet
	made    time.Time
	graph   *site.Graph // nil where nothing was made yet
	base    string      // path of the site's address, with its final slash
	outputs map[string]*output
	pages   map[string]page // of records, by output
	indexed bool            // the index of the search is among the outputs
}

// output is a file of the site. Ten thousand pages of 25 kB would take 250 MB
// as they are, and a fifth of that packed.
type output struct {
	key    build.Key
	digest source.Digest
	seen   string // digest of the bytes without the links to stylesheets
	style  string // those links
	size   int
	packed []byte // nil where the bytes are in the spool, at
	at     int64
}

// sink takes the outputs of a Run beside the generation that is shown. Made may
// be called from several goroutines: old does not change.
type sink struct {
	old    *generation
	spool  *spool
	next   map[string]*output
	packer *flate.Writer
}

func (s *sink) Made(path string) build.Key {
	if o := s.old.outputs[path]; o != nil {
		return o.key
	}
	return build.Key{}
}

func (s *sink) Keep(path string, key build.Key) (bool, error) {
	o := s.old.outputs[path]
	if o == nil || o.key != key {
		return false, nil
	}
	s.next[path] = o
	return true, nil
}

func (s *sink) Put(name string, b []byte, key build.Key) error {
	digest := source.Sum(b)
	if old := s.old.outputs[name]; old != nil && old.digest == digest {
		same := *old
		same.key = key
		s.next[name] = &same
		return nil
	}
	o := &output{key: key, digest: digest, size: len(b)}
	if path.Ext(name) == ".html" {
		o.seen, o.style = looks(b)
	}
	s.next[name] = o
	if len(b) >= large && !packable[path.Ext(name)] {
		var err error
		o.at, err = s.spool.add(b)
		return err
	}
	var err error
	o.packed, err = s.pack(b)
	return err
}

// pack makes bytes small. The fastest way takes a page of 25 kB to a fifth in
// 0.2 ms; the best would take three times as long to save a tenth.
func (s *sink) pack(b []byte) ([]byte, error) {
	var packed bytes.Buffer
	if s.packer == nil {
		s.packer, _ = flate.NewWriter(&packed, flate.BestSpeed) // errs at an unknown level only
	} else {
		s.packer.Reset(&packed)
	}
	if _, err := s.packer.Write(b); err != nil {
		return nil, fmt.Errorf("keep a page: %w", err)
	}
	if err := s.packer.Close(); err != nil {
		return nil, fmt.Errorf("keep a page: %w", err)
	}
	return bytes.Clone(packed.Bytes()), nil
}

// large is from how many bytes on pictures and documents go to the spool.
const large = 16 << 10

// packable are the endings of what is text, and is kept packed whatever its size.
var packable = map[string]bool{
	".html": true, ".css": true, ".js": true, ".json": true, ".xml": true, ".svg": true, ".txt": true, ".csv": true, ".ics": true, ".bib": true, ".ris": true,
}

// bytes returns the file.
func (o *output) bytes(s *spool) ([]byte, error) {
	if o.packed == nil {
		return s.read(o.at, o.size)
	}
	b := make([]byte, o.size)
	if _, err := io.ReadFull(flate.NewReader(bytes.NewReader(o.packed)), b); err != nil {
		return nil, fmt.Errorf("unpack a page: %w", err)
	}
	return b, nil
}

// looks tells a page from another by what it says and by how it is dressed.
func looks(page []byte) (seen, style string) {
	const open, shut = `<link rel="stylesheet"`, ">"
	h := sha256.New()
	rest := page
	for {
		before, after, found := bytes.Cut(rest, []byte(open))
		h.Write(before)
		link, next, closed := bytes.Cut(after, []byte(shut))
		if !found || !closed {
			h.Write(after)
			return hex.EncodeToString(h.Sum(nil)[:8]), style
		}
		style += string(link)
		rest = next
	}
}

// shows says what a browser shows that has the output: the part before the dot
// is of the page, the one behind it of its stylesheets.
func (o *output) shows() string {
	style := sha256.Sum256([]byte(o.style))
	return o.seen + "." + hex.EncodeToString(style[:4])
}

// changed counts what differs from the generation that is shown: also what is
// no more.
func (s *sink) changed() (pages, outputs int) {
	digests := func(m map[string]*output) map[string]source.Digest {
		d := make(map[string]source.Digest, len(m))
		for name, o := range m {
			d[name] = o.digest
		}
		return d
	}
	for _, name := range differing(digests(s.old.outputs), digests(s.next)) {
		outputs++
		if path.Ext(name) == ".html" {
			pages++
		}
	}
	return pages, outputs
}

// generation makes a generation of what was taken.
func (s *sink) generation(number int, made time.Time, graph *site.Graph, indexed bool) *generation {
	return &generation{number: number, made: made, graph: graph, base: basePath(graph.Config.BaseURL),
		outputs: s.next, pages: pagesOf(graph), indexed: indexed}
}

// differing lists the names that lead to another digest, or are in one of the
// maps alone, in order.
func differing(before, after map[string]source.Digest) []string {
	names := maps.Clone(before)
	maps.Copy(names, after)
	var list []string
	for name := range names {
		was, had := before[name]
		if is, has := after[name]; had != has || was != is {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}
