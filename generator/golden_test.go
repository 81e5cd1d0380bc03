package main

import (
	"context"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"diglot/generator/internal/build"
	"diglot/generator/internal/sample"
	"diglot/generator/internal/sitetest"
)

// TestGoldenPages compares the outputs that lie in golden/ of a site below
// testdata/sites with what the site gives. Of a page its readable text is
// compared, so that a change of markup is no change of words; of other files
// every byte. A new file is added by making it there, empty, and running the
// test with -update.
//
// Planted bugs this test has caught: parties in the written order in both
// languages; a derived date that is not marked; an entry of the feed without
// its text.
func TestGoldenPages(t *testing.T) {
	folders, err := filepath.Glob("testdata/sites/*/golden")
	if err != nil || len(folders) == 0 {
		t.Fatal("no golden files", err)
	}
	for _, golden := range folders {
		dir := filepath.Dir(golden)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			out := publishSite(t, dir)
			sitetest.Walk(t, golden, func(name string, want []byte) {
				have := out[strings.TrimSuffix(name, ".txt")]
				if path.Ext(name) == ".txt" {
					have = sample.Readable(have) + "\n"
				}
				switch {
				case have == string(want):
				case *update:
					if err := os.WriteFile(filepath.Join(golden, name), []byte(have), 0o644); err != nil {
						t.Error(err)
					}
				default:
					t.Errorf("%s is\n%s\nnot\n%s", name, have, want)
				}
			})
		})
	}
}

// publishSite builds a site of testdata with the repository's layouts, as of
// 1 December 2021.
func publishSite(t *testing.T, dir string) outputs {
	t.Helper()
	site := fstest.MapFS{}
	sitetest.Walk(t, dir, func(name string, b []byte) { site[name] = &fstest.MapFile{Data: b} })
	sitetest.Dress(site)
	out := outputs{}
	_, report, err := build.Run(context.Background(), build.State{}, build.Input{Site: site, Clock: 1638360000}, out)
	if err != nil || len(report.Found) > 0 {
		t.Fatal(report.Found, err)
	}
	return out
}

// outputs are a published site: files by path.
type outputs map[string]string

func (outputs) Made(string) build.Key                { return build.Key{} }
func (outputs) Keep(string, build.Key) (bool, error) { return false, nil }

func (m outputs) Put(path string, b []byte, _ build.Key) error {
	m[path] = string(b)
	return nil
}
