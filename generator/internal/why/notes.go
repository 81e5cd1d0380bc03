package why

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"hash/crc32"
	"path"
	"slices"
	"strings"
	"sync"

	"diglot/generator/internal/build"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
	"diglot/generator/internal/source"
)

// Notes are what is remembered of a publication so that the next question can
// be answered with what has changed since: the facts of the site as they were,
// copied while its files were read, and a checksum of everything else. No page is
// noted: a page of then is made of the facts of then. Nothing is decided by
// notes, and a build does not read them.
type Notes struct {
	Version string
	Clock   site.Clock
	Drafts  bool

	mu    sync.Mutex
	files []noted // sorted by path when they are written
}

// noted is a file of the site.
type noted struct {
	path  string
	facts []byte // fields and the lines around them; nil where it holds none
	rest  uint32 // checksum (CRC-32C) of what follows
}

// NewNotes are those of a publication. Their Take is for build.Input.Read.
func NewNotes(in build.Input) *Notes {
	return &Notes{Version: in.Version, Clock: in.Clock, Drafts: in.Drafts}
}

// Take notes a file that is read. Goroutines may call it side by side.
func (n *Notes) Take(f source.File) {
	if strings.HasPrefix(f.Path, staticDir) {
		return // what is only copied is what it is
	}
	facts, rest := parted(f.Path, f.Bytes)
	x := noted{f.Path, bytes.Clone(facts), crc32.Checksum(rest, crc32.MakeTable(crc32.Castagnoli))}
	n.mu.Lock()
	n.files = append(n.files, x)
	n.mu.Unlock()
}

var fence = []byte("---")

// parted parts a file into its facts and the rest.
func parted(name string, b []byte) (facts, rest []byte) {
	switch {
	case name == record.ConfigFile:
		return b, nil
	case path.Ext(name) != ".md" || !bytes.HasPrefix(b, fence):
		return nil, b
	}
	for at := len(fence); ; {
		i := bytes.Index(b[at:], []byte("\n---"))
		if i < 0 {
			return nil, b
		}
		at += i + len("\n---")
		if line, after, _ := bytes.Cut(b[at:], []byte("\n")); len(bytes.TrimSpace(line)) == 0 {
			return b[:len(b)-len(after)], after
		}
	}
}

const notesHead = "diglot notes 2\n"

// Bytes writes notes as a file. Equal notes make equal bytes.
func (n *Notes) Bytes() []byte {
	slices.SortFunc(n.files, func(a, b noted) int { return strings.Compare(a.path, b.path) })
	b := make([]byte, len(notesHead)+sha256.Size, 1<<16)
	b = appendText(b, n.Version)
	b = binary.AppendVarint(b, int64(n.Clock))
	b = binary.AppendVarint(b, int64(map[bool]int{true: 1}[n.Drafts]))
	for _, f := range n.files {
		b = appendText(appendText(b, f.path), string(f.facts))
		b = binary.BigEndian.AppendUint32(b, f.rest)
	}
	sum := sha256.Sum256(b[len(notesHead)+sha256.Size:])
	copy(b[copy(b, notesHead):], sum[:])
	return b
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// ReadNotes reads a file of notes; ok is false where it is not whole.
func ReadNotes(b []byte) (n *Notes, ok bool) {
	rest, ok := bytes.CutPrefix(b, []byte(notesHead))
	if !ok || len(rest) < sha256.Size || sha256.Sum256(rest[sha256.Size:]) != [sha256.Size]byte(rest) {
		return nil, false
	}
	r := bytes.NewReader(rest[sha256.Size:]) // whole: whatever is read is there
	text := func() []byte {
		size, _ := binary.ReadUvarint(r)
		s := make([]byte, size)
		r.Read(s)
		return s
	}
	n = &Notes{Version: string(text())}
	clock, _ := binary.ReadVarint(r)
	drafts, _ := binary.ReadVarint(r)
	n.Clock, n.Drafts = site.Clock(clock), drafts == 1
	for r.Len() > 0 {
		f := noted{path: string(text()), facts: text()}
		binary.Read(r, binary.BigEndian, &f.rest)
		if len(f.facts) == 0 {
			f.facts = nil
		}
		n.files = append(n.files, f)
	}
	return n, true
}

// Since is what has changed of a file since it was published.
type Since struct {
	State  string   `json:"state"`            // one of the constants below
	Fields []string `json:"fields,omitempty"` // of the view, as layouts name them
	Edited []Origin `json:"edited,omitempty"` // files that the page is made from, with those of the fields it shows that are not as they were
}

// The states of a file since the last publication.
const (
	Never     = "unpublished" // nothing was published yet
	New       = "new"         // the file was not published
	Generator = "generator"   // it was published by another version of the generator
	Same      = "same"
	Changed   = "changed"
)

// since makes the page of the last publication, and compares.
func (a *asker) since(n *Notes, version string, p page, from []Origin) (Since, error) {
	switch {
	case n == nil:
		return Since{State: Never}, nil
	case n.Version != version:
		return Since{State: Generator}, nil
	}
	then := build.Change{Clock: n.Clock, Drafts: n.Drafts}
	edited := map[string]*edition{}
	for _, f := range n.files {
		e, err := a.edition(f)
		if err != nil {
			return Since{}, err
		}
		if e != nil {
			edited[f.path] = e
			then.Files = append(then.Files, e.then...)
		}
	}
	for _, f := range a.paths() {
		_, known := slices.BinarySearchFunc(n.files, f, func(x noted, f string) int { return strings.Compare(x.path, f) })
		if !known && strings.HasPrefix(f, record.ContentDir+"/") {
			then.Files = append(then.Files, source.File{Path: f})
		}
	}
	with, ok := a.site.With(then)
	if !ok {
		return Since{State: Changed}, nil
	}
	if _, was := with.View(p.path); !was {
		return Since{State: New}, nil
	}
	s := Since{State: Same}
	s.Fields, _ = p.changes(with)
	for _, o := range from {
		if e := edited[o.File]; e != nil && e.counts(o, len(s.Fields) > 0) {
			s.Edited = append(s.Edited, Origin{o.File, o.Role, e.fields(o.Fields)})
		}
	}
	if len(s.Fields)+len(s.Edited) > 0 {
		s.State = Changed
	}
	return s, nil
}

// edition is a file that is not what it was.
type edition struct {
	then []source.File // what it was, as far as that is known
	was  []*value
	is   []*value
	text bool // what follows the fields is not what it was
}

// edition compares a file with what it was; nil where it is the same. The words
// of an earlier text are not known: they are those of today with another digest.
func (a *asker) edition(f noted) (*edition, error) {
	src, err := []byte(nil), error(nil)
	if a.has(f.path) {
		if src, err = a.site.Read(f.path); err != nil {
			return nil, err
		}
	}
	facts, rest := parted(f.path, src)
	e := &edition{text: crc32.Checksum(rest, crc32.MakeTable(crc32.Castagnoli)) != f.rest}
	if !e.text && bytes.Equal(facts, f.facts) {
		return nil, nil
	}
	if isSheet(f.path) {
		body := rest
		if e.text {
			body = append(bytes.Clone(rest), "\n\n…\n"...)
		}
		b := slices.Concat(f.facts, body)
		e.then = []source.File{{Path: f.path, Bytes: b}}
		e.was, e.is = a.sheet(f.path, f.facts).values, a.sheet(f.path, facts).values
	}
	return e, nil
}

// counts reports whether an edit of the file can be one of the page: an edit of
// facts that it does not show is none.
func (e *edition) counts(o Origin, differs bool) bool {
	switch o.Role {
	case Content, Settings:
		return differs && (len(e.fields(o.Fields)) > 0 || len(e.is) < len(e.was))
	case Text:
		return e.text
	}
	return true
}

// fields are those that are not as they were.
func (e *edition) fields(list []Field) []Field {
	return slices.DeleteFunc(slices.Clone(list), func(f Field) bool { return textOf(e.was, f) == textOf(e.is, f) })
}

func textOf(list []*value, f Field) string {
	i := slices.IndexFunc(list, func(v *value) bool { return v.is(f) })
	if i < 0 {
		return ""
	}
	return list[i].text
}
