package build

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/sample"
)

// published is an output with its key.
type published struct {
	bytes []byte
	key   Key
}

// shelf is a published folder in memory. Like the real one it shows the site of
// the last build that was committed, and takes the next one beside it.
type shelf struct {
	mu    sync.RWMutex
	site  map[string]published
	next  map[string]published
	order []string // paths, as they came
}

func (s *shelf) Made(path string) Key {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.site[path].key
}

func (s *shelf) Keep(path string, key Key) (bool, error) {
	p, ok := s.site[path]
	if !ok || p.key != key || key == (Key{}) {
		return false, nil
	}
	return true, s.add(path, p)
}

func (s *shelf) Put(path string, b []byte, key Key) error {
	return s.add(path, published{slices.Clone(b), key})
}

func (s *shelf) add(path string, p published) error {
	if _, twice := s.next[path]; twice {
		return fmt.Errorf("%s was made twice", path)
	}
	if s.next == nil {
		s.next = map[string]published{}
	}
	s.next[path] = p
	s.order = append(s.order, path)
	return nil
}

// commit publishes what was taken; discard forgets it.
func (s *shelf) commit() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.site = s.next
	s.discard()
}

func (s *shelf) discard() { s.next, s.order = nil, nil }

// build runs a build onto the shelf, and publishes it unless it failed.
func (s *shelf) build(t testing.TB, prev State, in Input) (State, Report) {
	t.Helper()
	state, report, err := Run(context.Background(), prev, in, s)
	if err != nil {
		t.Fatalf("Run: %v", err)
	}
	if report.Failed(false) {
		s.discard()
	} else {
		s.commit()
	}
	return state, report
}

// mustBuild is build of a site without errors.
func (s *shelf) mustBuild(t testing.TB, prev State, in Input) (State, Report) {
	t.Helper()
	state, report := s.build(t, prev, in)
	if report.Failed(false) {
		t.Fatalf("the site has errors:\n%s", told(report.Found))
	}
	return state, report
}

// differ describes the first difference of two published sites, or returns "".
func differ(got, want map[string]published) string {
	for _, path := range slices.Sorted(maps.Keys(want)) {
		g, ok := got[path]
		if !ok {
			return path + " is missing"
		}
		if w := want[path]; !bytes.Equal(g.bytes, w.bytes) {
			at := 0
			for at < min(len(g.bytes), len(w.bytes)) && g.bytes[at] == w.bytes[at] {
				at++
			}
			return fmt.Sprintf("%s differs at byte %d:\n got  …%.160q\n want …%.160q", path, at, g.bytes[max(0, at-40):], w.bytes[max(0, at-40):])
		}
	}
	for _, path := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[path]; !ok {
			return path + " should not be there"
		}
	}
	return ""
}

// told prints findings, one a line, with all that a reader is told.
func told(found []diag.Diagnostic) string {
	var b strings.Builder
	for _, d := range found {
		fmt.Fprintf(&b, "%s:%d:%d: %v[%s] %s fix=%q related=%v\n", d.Span.File, d.Span.Line, d.Span.Col, d.Severity, d.Code, diag.Message(d), d.Fix, d.Related)
	}
	return b.String()
}

// input is a build of a site at the clock of the samples.
func input(site fs.FS) Input { return Input{Site: site, Clock: sample.Clock, Version: "test"} }

// with returns the files of both maps; the second has the last word, and nil
// takes a file away.
func with(base fstest.MapFS, files map[string]string) fstest.MapFS {
	site := maps.Clone(base)
	for name, s := range files {
		site[name] = &fstest.MapFile{Data: []byte(s), Mode: 0o644}
	}
	return site
}

// without returns the files except the named ones.
func without(base fstest.MapFS, names ...string) fstest.MapFS {
	site := maps.Clone(base)
	for _, name := range names {
		if site[name] == nil {
			panic("there is no " + name)
		}
		delete(site, name)
	}
	return site
}

// setFlag gives a flag of a library another default; what the command line
// says stands.
func setFlag(t *testing.T, name, byDefault, value string) {
	t.Helper()
	f := flag.Lookup(name)
	if f == nil {
		t.Fatalf("there is no flag %s", name)
	}
	if was := f.Value.String(); was == byDefault {
		flag.Set(name, value)
		t.Cleanup(func() { flag.Set(name, was) })
	}
}
