package tidy

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"diglot/generator/internal/build"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/draft"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
	"diglot/generator/internal/roster"
	"diglot/generator/internal/site"
)

// kept is a sink that keeps every output.
type kept map[string][]byte

func (kept) Made(string) build.Key                { return build.Key{} }
func (kept) Keep(string, build.Key) (bool, error) { return false, nil }
func (k kept) Put(path string, b []byte, _ build.Key) error {
	k[path] = bytes.Clone(b)
	return nil
}

// built publishes a site, and returns its files and how many findings there are.
func built(t *testing.T, files fs.FS) (kept, int) {
	t.Helper()
	out := kept{}
	const clock site.Clock = 1638360000 // 2021-12-01T12:00Z
	_, report, err := build.Run(context.Background(), build.State{}, build.Input{Site: files, Clock: clock, Version: "test", Drafts: true}, out)
	if err != nil || report.Failed(false) {
		t.Fatal(err, report.Found)
	}
	return out, len(report.Found)
}

// whole is a site of this repository with the shipped layouts.
func whole(t *testing.T, dir string) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	add := func(root, below, as string) {
		err := fs.WalkDir(os.DirFS(root), below, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := fs.ReadFile(os.DirFS(root), name)
			files[as+name] = &fstest.MapFile{Data: b}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	add("../../..", "layouts", "")
	add("../../..", "static", "")
	add("../../testdata/sites/strings", ".", "layouts/strings/")
	add(dir, record.ContentDir, "")
	add(dir, record.ConfigFile, "")
	return files
}

// The published site is the same, byte for byte, whatever fields were moved,
// shuffled and commented, and after they are tidied.
//
// Planted bugs this test has caught, where what is tidied was not compared with
// what was there: a fact lost on its way home.
func TestTidiedSiteIsPublishedAsItWas(t *testing.T) {
	for i, dir := range sites {
		before := whole(t, dir)
		want, warned := built(t, before)
		if len(want) < 40 {
			t.Fatalf("%s: only %d files", dir, len(want))
		}
		c, list := records(t, dir)
		rounds := 2
		if i == 0 {
			rounds = 1 // the largest
		}
		for seed := range rounds {
			disturbed := rapid.Custom(func(t *rapid.T) [][]File {
				var all [][]File
				for _, files := range list {
					all = append(all, Disturb(t, files, c))
				}
				return all
			}).Example(seed + i)
			after, changed := fstest.MapFS{}, 0
			for name, f := range before {
				after[name] = f
			}
			for _, files := range disturbed {
				changes, bad := Record(files, c)
				if len(bad) > 0 {
					t.Fatal(bad)
				}
				changed += len(changes)
				for _, f := range applied(files, changes) {
					after[f.Path] = &fstest.MapFile{Data: f.Bytes}
				}
			}
			if changed < len(list)/2 {
				t.Errorf("%s: only %d of the files of %d records were tidied", dir, changed, len(list))
			}
			have, again := built(t, after)
			if again != warned {
				t.Errorf("%s: %d findings, were %d", dir, again, warned)
			}
			compare(t, dir, want, have)
		}
	}
}

func compare(t *testing.T, dir string, want, have kept) {
	t.Helper()
	names := map[string]bool{}
	for name := range want {
		names[name] = true
	}
	for name := range have {
		names[name] = true
	}
	for name := range names {
		if !bytes.Equal(want[name], have[name]) {
			t.Errorf("%s: %s is not what it was", dir, name)
		}
	}
}

// What stands in the repository is in order.
func TestShippedContentIsTidy(t *testing.T) {
	c, list := records(t, sites[0])
	for _, files := range list {
		changes, bad := Record(files, c)
		for _, ch := range changes {
			t.Errorf("%s is not in order: go run ./generator fmt", ch.Path)
		}
		if len(bad) > 0 {
			t.Error(bad)
		}
	}
}

// What the new command makes is in order.
func TestNewRecordsAreTidy(t *testing.T) {
	r, bad, err := roster.Read(whole(t, sites[0]))
	if err != nil || len(bad) > 0 {
		t.Fatal(bad, err)
	}
	for _, k := range record.Kinds {
		w := draft.Wish{Kind: k, ID: "made", Today: lang.Date{Year: 2026}, Language: diag.Ukrainian, Site: r}
		var files []File
		for _, f := range draft.Files(w) {
			files = append(files, File{f.Path, f.Bytes})
		}
		if changes, bad := Record(files, r.Config); len(changes)+len(bad) > 0 {
			t.Errorf("%s: %v\n%s", k.Name, bad, written(applied(files, changes)))
		}
	}
}
