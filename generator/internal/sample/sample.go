// Package sample makes synthetic bilingual sites of any size, for tests and
// benchmarks only.
//
// A site depends on its number of pages and its seed alone: the same two give
// the same bytes on every machine. It has no mistakes, so that a build of it
// tells nothing. Its records, institutions and people are made up; its words
// and sentences are those that such a site would have, in Ukrainian and
// Chinese, since the cost of a text depends on its letters. Layouts, strings,
// styles and static files are those of the repository that the test runs in.
// What tests of several packages ask of a page, its text and the strings in it,
// is here, too.
package sample

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"testing/fstest"
)

// Clock is a moment at which everything in a sample is public, in seconds
// since 1970-01-01T00:00Z: 2026-11-20T12:00Z.
const Clock = 1795176000

// Site returns a site of about so many HTML pages, and at least 250, in
// memory. It panics outside the repository, whose layouts it takes.
func Site(pages int, seed int64) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, content := range Files(pages, seed) {
		fsys[name] = &fstest.MapFile{Data: content, Mode: 0o644}
	}
	return fsys
}

// Write writes the site to a folder, which it makes. It holds one record at a
// time.
func Write(dir string, pages int, seed int64) error {
	for name, content := range Files(pages, seed) {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return fmt.Errorf("write the sample: %w", err)
		}
		if err := os.WriteFile(name, content, 0o644); err != nil {
			return fmt.Errorf("write the sample: %w", err)
		}
	}
	return nil
}

// Files returns the files of a site by their path, each once.
func Files(pages int, seed int64) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		dress := Dress()
		// Every second page would be a parallel one, without a record of its own.
		dress["site.yaml"].Data = bytes.Replace(dress["site.yaml"].Data, []byte("\nparallel:"), []byte("\n# parallel:"), 1)
		for _, name := range slices.Sorted(mapKeys(dress)) {
			if !yield(name, dress[name].Data) {
				return
			}
		}
		w := &writer{plan: planFor(pages), seed: seed, yield: yield}
		w.site()
	}
}

func mapKeys(m fstest.MapFS) iter.Seq[string] {
	return func(yield func(string) bool) {
		for name := range m {
			if !yield(name) {
				return
			}
		}
	}
}

// Dress returns what every site has besides its content: site.yaml and the
// folders layouts/ and static/ of the repository.
func Dress() fstest.MapFS {
	fsys := fstest.MapFS{}
	root := os.DirFS(repository())
	for _, name := range []string{"site.yaml", "layouts", "static"} {
		err := fs.WalkDir(root, name, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := fs.ReadFile(root, name)
			fsys[name] = &fstest.MapFile{Data: b, Mode: 0o644}
			return err
		})
		if err != nil {
			panic("sample: " + err.Error())
		}
	}
	return fsys
}

// repository is the folder above the current one that holds go.mod: a test
// runs in the folder of its package.
func repository() string {
	dir, err := os.Getwd()
	for err == nil {
		if _, missing := os.Stat(filepath.Join(dir, "go.mod")); missing == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			err = errors.New("no go.mod above the current folder")
		}
		dir = up
	}
	panic("sample: " + err.Error())
}
