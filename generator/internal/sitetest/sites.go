// Package sitetest helps tests that build whole sites: the sites themselves, a
// build in memory, and what a reader finds in the HTML that comes out.
package sitetest

import (
	"bytes"
	"diglot/generator/internal/record"
	"diglot/generator/internal/sample"
	"errors"
	"image"
	"image/png"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"
)

// root is the folder of the repository, from wherever a test runs.
var root = sync.OnceValue(func() string {
	dir, err := os.Getwd()
	for err == nil {
		if _, missing := os.Stat(filepath.Join(dir, "go.mod")); missing == nil {
			return dir
		}
		if filepath.Dir(dir) == dir {
			err = errors.New("no folder above the test has a go.mod")
		}
		dir = filepath.Dir(dir)
	}
	panic(err)
})

// Testdata is the path of a file or folder of generator/testdata.
func Testdata(name string) string {
	return filepath.Join(root(), "generator", "testdata", filepath.FromSlash(name))
}

// Shipped are the files of the site that comes with the generator.
func Shipped(t *testing.T) fstest.MapFS {
	t.Helper()
	files, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	return maps.Clone(files)
}

var shipped = sync.OnceValues(func() (fstest.MapFS, error) {
	return FilesOf(root(), "site.yaml", "content", "layouts", "static")
})

// Variant is a site below testdata/sites with the shipped layouts. Strings of
// languages that the shipped site does not have are in testdata/sites/strings.
func Variant(t *testing.T, name string) fstest.MapFS {
	t.Helper()
	files, err := FilesOf(Testdata("sites/"+name), "site.yaml", "content")
	if err != nil {
		t.Fatal(err)
	}
	for name, f := range Shipped(t) {
		if strings.HasPrefix(name, "layouts/") || strings.HasPrefix(name, "static/") {
			files[name] = f
		}
	}
	words, err := FilesOf(Testdata("sites/strings"), ".")
	if err != nil {
		t.Fatal(err)
	}
	for name, f := range words {
		files["layouts/strings/"+name] = f
	}
	return files
}

// ProblemBase is the site without mistakes to which fixtures are added.
func ProblemBase(t *testing.T) fstest.MapFS {
	t.Helper()
	a, err := txtar.ParseFile(Testdata("problems/base.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, f := range a.Files {
		files[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	for name, f := range Shipped(t) {
		if strings.HasPrefix(name, "layouts/") {
			files[name] = f
		}
	}
	return files
}

// Dress gives a site the repository's layouts and static files.
func Dress(site fstest.MapFS) {
	for name, f := range sample.Dress() {
		if name != record.ConfigFile {
			site[name] = f
		}
	}
}

// FilesOf reads the folders and files of a site into memory.
func FilesOf(root string, names ...string) (fstest.MapFS, error) {
	return FilesIn(os.DirFS(root), names...)
}

// FilesIn is FilesOf a folder that need not be one of the system.
func FilesIn(folder fs.FS, names ...string) (fstest.MapFS, error) {
	files := fstest.MapFS{}
	for _, name := range names {
		err := fs.WalkDir(folder, name, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := fs.ReadFile(folder, name)
			files[name] = &fstest.MapFile{Data: b}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}

// Lay writes files into a folder.
func Lay(t *testing.T, dir string, files fstest.MapFS) {
	t.Helper()
	for name, f := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// Walk calls each for the files below a folder, by their paths in it.
func Walk(t *testing.T, dir string, each func(name string, b []byte)) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		each(filepath.ToSlash(rel), b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Gate is a picture of two pixels.
var Gate = sync.OnceValue(func() []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 2, 1))); err != nil {
		panic(err)
	}
	return b.Bytes()
})

// Windows1251 encodes Ukrainian text as older programs save it.
func Windows1251(text []byte) []byte {
	var b []byte
	for _, r := range string(text) {
		switch {
		case r < 0x80:
			b = append(b, byte(r))
		case r == 'і':
			b = append(b, 0xB3)
		default:
			b = append(b, byte(r-'А'+0xC0))
		}
	}
	return b
}
