package build

import (
	"encoding/binary"
	"hash/fnv"
	"maps"
	"slices"
	"strings"

	"diglot/generator/internal/source"
	"diglot/generator/internal/view"
)

// Notes are what is remembered of a publication so that the next question can
// be answered with what has changed since: of every published file the fields of
// its view, as digests, and the digests of the site's files. Nothing is decided
// by them, and a build does not read them.
//
// A page weighs its path, a bit for each field and eight bytes for each that is
// not empty; frames, which pages share, are kept once.
type Notes struct {
	version uint64
	pages   map[string][]uint64
	frames  map[uint64][]uint64
	files   map[string]uint64
}

func newNotes(version string) *Notes {
	return &Notes{sumOf([]byte(version)), map[string][]uint64{}, map[uint64][]uint64{}, map[string]uint64{}}
}

func sumOf(b []byte) uint64 {
	h := fnv.New64a()
	h.Write(b)
	return h.Sum64()
}

// noted is what is remembered of one view.
type noted struct {
	fields, frame []uint64
	key           uint64 // of the frame: its digest among the fields
}

// note takes the fields of a view, and those of its frame unless it was met.
func (w *worker) note(v any) noted {
	var n noted
	for _, f := range view.Fields(v) {
		if f.Name == "Frame" {
			n.key = f.Digest
		}
		n.fields = append(n.fields, f.Digest)
	}
	if w.framed[n.key] {
		return n
	}
	w.framed[n.key] = true
	for _, f := range view.FrameFields(v) {
		n.frame = append(n.frame, f.Digest)
	}
	return n
}

// add remembers a view.
func (n *Notes) add(path string, of noted) {
	n.pages[path] = of.fields
	if of.frame != nil {
		n.frames[of.key] = of.frame
	}
}

// stamp remembers the files of the site; those that are only copied need it not.
func (n *Notes) stamp(files []source.Stamp) {
	for _, f := range files {
		if !strings.HasPrefix(f.Path, staticDir) {
			n.files[f.Path] = binary.BigEndian.Uint64(f.Digest[:])
		}
	}
}

const notesHead = "diglot notes 1\n"

// Bytes writes notes as a file. Equal notes make equal bytes.
func (n *Notes) Bytes() []byte {
	b := binary.BigEndian.AppendUint64([]byte(notesHead), n.version)
	b = binary.AppendUvarint(b, uint64(len(n.files)))
	for _, name := range slices.Sorted(maps.Keys(n.files)) {
		b = appendDigests(appendName(b, name), []uint64{n.files[name]})
	}
	b = binary.AppendUvarint(b, uint64(len(n.frames)))
	for _, key := range slices.Sorted(maps.Keys(n.frames)) {
		b = appendDigests(binary.BigEndian.AppendUint64(b, key), n.frames[key])
	}
	b = binary.AppendUvarint(b, uint64(len(n.pages)))
	for _, path := range slices.Sorted(maps.Keys(n.pages)) {
		b = appendDigests(appendName(b, path), n.pages[path])
	}
	return binary.BigEndian.AppendUint64(b, sumOf(b))
}

func appendName(b []byte, name string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(name))), name...)
}

// appendDigests writes how many there are, which are not zero, and these.
func appendDigests(b []byte, list []uint64) []byte {
	b = binary.AppendUvarint(b, uint64(len(list)))
	at := len(b)
	b = append(b, make([]byte, (len(list)+7)/8)...)
	for i, d := range list {
		if d != 0 {
			b[at+i/8] |= 1 << (i % 8)
			b = binary.BigEndian.AppendUint64(b, d)
		}
	}
	return b
}

// ReadNotes reads a file of notes; ok is false where it is not whole.
func ReadNotes(b []byte) (n *Notes, ok bool) {
	end := len(b) - 8
	if end < len(notesHead)+8 || string(b[:len(notesHead)]) != notesHead || binary.BigEndian.Uint64(b[end:]) != sumOf(b[:end]) {
		return nil, false
	}
	r := reader{b: b[len(notesHead):end]}
	n = newNotes("")
	n.version = r.number64()
	for range r.number() {
		name := r.name()
		if d := r.digests(); len(d) == 1 {
			n.files[name] = d[0]
		}
	}
	for range r.number() {
		key := r.number64()
		n.frames[key] = r.digests()
	}
	for range r.number() {
		path := r.name()
		n.pages[path] = r.digests()
	}
	return n, !r.short && len(r.b) == 0
}

// reader takes notes apart. What is missing is zero, and short says so.
type reader struct {
	b     []byte
	short bool
}

func (r *reader) take(n uint64) []byte {
	if r.short = r.short || n > uint64(len(r.b)); r.short {
		return nil
	}
	taken := r.b[:n]
	r.b = r.b[n:]
	return taken
}

func (r *reader) number() uint64 {
	n, size := binary.Uvarint(r.b)
	if size <= 0 || n > uint64(len(r.b)) {
		r.short = true
		return 0
	}
	r.b = r.b[size:]
	return n
}

func (r *reader) number64() uint64 {
	if b := r.take(8); b != nil {
		return binary.BigEndian.Uint64(b)
	}
	return 0
}

func (r *reader) name() string { return string(r.take(r.number())) }

func (r *reader) digests() []uint64 {
	list := make([]uint64, r.number())
	bits := r.take(uint64(len(list)+7) / 8)
	for i := range list {
		if !r.short && bits[i/8]&(1<<(i%8)) != 0 {
			list[i] = r.number64()
		}
	}
	return list
}

// Since is what has changed of a file since it was published.
type Since struct {
	State  string   `json:"state"`            // one of the constants below
	Fields []string `json:"fields,omitempty"` // of the view, as layouts name them
	Files  []string `json:"files,omitempty"`  // of the site, that the page is made from and that are not as they were
}

// The states of a file since the last publication.
const (
	SinceNever = "unpublished" // nothing was published yet
	SinceNew   = "new"         // the file was not published
	SinceOther = "generator"   // it was published by another version of the generator
	SinceSame  = "same"
	SinceEdit  = "changed"
)

// since compares a view with what was published, and the files that it is made
// from. An edit of facts that the page does not show is none of its changes.
func (n *Notes) since(version, path string, v any, from []string, files map[string]uint64) Since {
	switch {
	case n == nil:
		return Since{State: SinceNever}
	case n.version != sumOf([]byte(version)):
		return Since{State: SinceOther}
	case n.pages[path] == nil:
		return Since{State: SinceNew}
	}
	s := Since{State: SinceSame, Fields: n.differing(path, v)}
	for _, file := range from {
		if n.files[file] != files[file] && (len(s.Fields) > 0 || strings.HasPrefix(file, layoutsDir)) {
			s.Files = append(s.Files, file)
		}
	}
	if len(s.Fields)+len(s.Files) > 0 {
		s.State = SinceEdit
	}
	return s
}

// differing names the fields of a view that are not as they were.
func (n *Notes) differing(path string, v any) []string {
	was := n.pages[path]
	var names []string
	fields := view.Fields(v)
	if len(was) != len(fields) {
		return []string{"Layout"} // another kind of page
	}
	for i, f := range fields {
		switch {
		case f.Digest == was[i]:
		case f.Name == "Frame":
			names = append(names, n.framed(was[i], v)...)
		default:
			names = append(names, f.Name)
		}
	}
	return names
}

// framed names the fields of a frame that are not as they were.
func (n *Notes) framed(key uint64, v any) []string {
	var names []string
	was, fields := n.frames[key], view.FrameFields(v)
	for i, f := range fields {
		if len(was) != len(fields) || was[i] != f.Digest {
			names = append(names, f.Name)
		}
	}
	return names
}
