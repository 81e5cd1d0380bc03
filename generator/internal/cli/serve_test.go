package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/sample"
)

// upTo ends a command when it has printed a word.
type upTo struct {
	bytes.Buffer
	word string
	end  context.CancelFunc
}

func (w *upTo) Write(b []byte) (int, error) {
	n, err := w.Buffer.Write(b)
	if strings.Contains(w.String(), w.word) {
		w.end()
	}
	return n, err
}

// Planted bugs this test has caught: serve without a cache; a cache elsewhere.
func TestServeKeepsPicturesAsBuildDoes(t *testing.T) {
	dir := t.TempDir()
	files := sample.Small()
	files["content/announcements/first/photo.png"].Data = sample.Picture(1200, 20)
	for name, f := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	kept := func() map[string]time.Time {
		t.Helper()
		ctx, end := context.WithTimeout(context.Background(), time.Minute)
		defer end()
		out := &upTo{word: "Ctrl+C", end: end}
		s := &settings{stdout: out, stderr: out, source: dir, destination: "public", format: text, lang: diag.English.String(), drafts: true}
		if err := s.serve(ctx, 0, false, false, nil); err != nil || !strings.Contains(out.String(), "built ") {
			t.Fatalf("%v\n%s", err, out)
		}
		times := map[string]time.Time{}
		entries, _ := os.ReadDir(filepath.Join(dir, workDir, "pictures"))
		for _, e := range entries {
			info, err := e.Info()
			if err != nil {
				t.Fatal(err)
			}
			times[e.Name()] = info.ModTime()
		}
		return times
	}
	first := kept()
	if len(first) < 3 {
		t.Fatalf("%d pictures are kept", len(first))
	}
	for name, at := range kept() {
		if !at.Equal(first[name]) {
			t.Errorf("%s was made again", name)
		}
	}
}
