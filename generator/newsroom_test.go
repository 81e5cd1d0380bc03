package main

import (
	"bytes"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"diglot/generator/internal/build"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/site"
	"diglot/generator/internal/sitetest"
)

// fault is what somebody did wrong in the newsroom, and the one finding that must
// be made of it.
type fault struct {
	name, want string
	plant      func(files fstest.MapFS) error
}

// faults reads faults.txtar. A file of it is a fault, named in words. Its first
// line is what must be told, "code file:line"; the others say what was done:
//
//	edit FILE       the line after it is replaced by the lines up to an empty one
//	rename OLD NEW  a file gets another name
//	remove FILE     a file is taken away
func faults(t *testing.T) []fault {
	t.Helper()
	a, err := txtar.ParseFile(filepath.Join("testdata", "sites", "newsroom", "faults.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	var list []fault
	for _, f := range a.Files {
		want, deeds, _ := strings.Cut(string(f.Data), "\n")
		list = append(list, fault{f.Name, want, func(files fstest.MapFS) error {
			for deed := range strings.SplitSeq(strings.TrimSpace(deeds), "\n\n") {
				if err := do(files, strings.Split(deed, "\n")); err != nil {
					return err
				}
			}
			return nil
		}})
	}
	return list
}

func do(files fstest.MapFS, deed []string) error {
	words := strings.Fields(deed[0])
	f, ok := files[words[1]]
	switch {
	case !ok:
		return fmt.Errorf("there is no %s", words[1])
	case words[0] == "remove":
		delete(files, words[1])
	case words[0] == "rename":
		delete(files, words[1])
		files[words[2]] = f
	case bytes.Count(f.Data, []byte(deed[1]+"\n")) != 1:
		return fmt.Errorf("%s does not hold %q once", words[1], deed[1])
	default:
		new := strings.Join(append(slices.Clone(deed[2:]), ""), "\n")
		files[words[1]] = &fstest.MapFile{Data: bytes.Replace(f.Data, []byte(deed[1]+"\n"), []byte(new), 1)}
	}
	return nil
}

// Whatever goes wrong in a newsroom is found, each fault once, alone and among
// all the others; where nothing is wrong nothing is found.
//
// Planted bugs this test has caught: agreements not compared with their
// ceremonies; moments compared with their zones; the lock not compared.
func TestNewsroomFaultsAreFoundOnceAndNoneIsInvented(t *testing.T) {
	clean := sitetest.Newsroom(t)
	state, wrong := sitetest.Found(t, build.State{}, clean, false)
	if len(wrong) > 0 {
		t.Fatalf("the clean twin has mistakes:\n%s", sitetest.Told(wrong))
	}
	clean[site.LockFile] = &fstest.MapFile{Data: sitetest.LockOf(t, clean)}
	if n := countRecords(clean); n < 90 {
		t.Fatalf("only %d records", n)
	}
	all, want := maps.Clone(clean), []string(nil)
	for _, f := range faults(t) {
		want = append(want, f.want)
		if err := f.plant(all); err != nil {
			t.Fatalf("%s: %v", f.name, err)
		}
		t.Run(f.name, func(t *testing.T) {
			one := maps.Clone(clean)
			if err := f.plant(one); err != nil {
				t.Fatal(err)
			}
			_, list := sitetest.Found(t, state, one, false)
			compareFound(t, list, []string{f.want})
		})
	}
	if len(want) < 20 {
		t.Errorf("only %d faults", len(want))
	}
	_, list := sitetest.Found(t, state, all, false)
	compareFound(t, list, want)
}

func countRecords(files fstest.MapFS) int {
	ids := map[string]bool{}
	for name := range files {
		if id, _, ok := strings.Cut(path.Base(name), "."); ok && strings.HasPrefix(name, "content/") && path.Ext(name) == ".md" {
			ids[path.Dir(name)+"/"+id] = true
		}
	}
	return len(ids)
}

// compareFound compares findings as "code file:line".
func compareFound(t *testing.T, list []diag.Diagnostic, want []string) {
	t.Helper()
	var got []string
	for _, d := range list {
		place := d.Span.File
		if d.Span.Line > 0 {
			place = fmt.Sprintf("%s:%d", place, d.Span.Line)
		}
		got = append(got, fmt.Sprintf("%s %s", d.Code, place))
	}
	slices.Sort(got)
	want = slices.Sorted(slices.Values(want))
	if !slices.Equal(got, want) {
		t.Errorf("found\n  %s\nnot\n  %s\n%s", strings.Join(got, "\n  "), strings.Join(want, "\n  "), sitetest.Told(list))
	}
}
