package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"diglot/generator/internal/cli"
	"diglot/generator/internal/sitetest"
)

// Whatever authors do wrong, they are told of all of it at once, each at its
// line with how to mend it, and what is published stays as it was.
//
// Planted bugs this test has caught: reading that ends with the first file that
// cannot be decoded; a build that empties the folder before it fails.
func TestSeventeenMistakesInOneRun(t *testing.T) {
	t.Setenv("CI", "") // there no address may be new
	dir := t.TempDir()
	base := sitetest.ProblemBase(t)
	base["content/announcements/opening/gate.png"] = &fstest.MapFile{Data: sitetest.Gate()}
	sitetest.Lay(t, dir, base)
	args := []string{"-s", dir, "--clock", "2026-12-01T00:00:00Z"}
	var stdout, stderr bytes.Buffer
	if code := cli.Main(append([]string{"build"}, args...), &stdout, &stderr); code != 0 {
		t.Fatalf("the base was not published: exit code %d\n%s", code, &stderr)
	}
	before := folderDigest(t, filepath.Join(dir, "public"))

	mistakes, err := txtar.ParseFile("testdata/mistakes.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := filesIn(mistakes)
	files["content/places/sumy.md"].Data = sitetest.Windows1251(files["content/places/sumy.md"].Data)
	sitetest.Lay(t, dir, files)
	stdout.Reset()
	stderr.Reset()
	if code := cli.Main(append([]string{"build", "--format", "json"}, args...), &stdout, &stderr); code != 1 {
		t.Errorf("exit code %d\n%s", code, &stderr)
	}
	compareMistakes(t, expectedMistakes(mistakes), stdout.Bytes())
	if lines := strings.Count(stderr.String(), "\n"); lines != 1 {
		t.Errorf("beside the data %d lines were printed:\n%s", lines, &stderr)
	}
	if after := folderDigest(t, filepath.Join(dir, "public")); after != before {
		t.Error("the published folder has changed")
	}
}

func filesIn(a *txtar.Archive) fstest.MapFS {
	files := fstest.MapFS{}
	for _, f := range a.Files {
		files[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return files
}

// expectedMistakes are the lines of the file's head that begin with a number or
// a letter, as "code file:line".
func expectedMistakes(a *txtar.Archive) (list []string) {
	for line := range strings.Lines(string(a.Comment)) {
		if words := strings.Fields(line); len(words) == 3 && len(words[0]) <= 2 {
			list = append(list, words[1]+" "+words[2])
		}
	}
	return list
}

func compareMistakes(t *testing.T, want []string, document []byte) {
	t.Helper()
	var got []sitetest.Finding
	if err := json.Unmarshal(document, &got); err != nil {
		t.Fatal(err)
	}
	if len(want) != 17+5 {
		t.Fatalf("%d mistakes are made", len(want))
	}
	var places []string
	for _, f := range got {
		places = append(places, f.Place())
		if f.Fix == "" || f.Message == "" {
			t.Errorf("%s: nothing says how to mend it", f.Place())
		}
		if !slices.Contains(want, f.Place()) {
			t.Errorf("told besides: %s: %s", f.Place(), f.Message)
		}
	}
	for _, w := range want {
		if !slices.Contains(places, w) {
			t.Errorf("not told: %s", w)
		}
	}
}

// folderDigest covers the names, bytes and times of all files of a folder.
func folderDigest(t *testing.T, dir string) [sha256.Size]byte {
	t.Helper()
	h := sha256.New()
	count := 0
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		count++
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		fmt.Fprintf(h, "%q %d %x %v\n", name, len(b), sha256.Sum256(b), info.ModTime())
		return nil
	})
	if err != nil || count < 10 {
		t.Fatalf("%d files in %s: %v", count, dir, err)
	}
	return [sha256.Size]byte(h.Sum(nil))
}
