//go:build unix

package source

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestLinksAndPipesAreToldAndNeverOpened(t *testing.T) {
	outside := filepath.Join(t.TempDir(), "secret.md")
	if err := os.WriteFile(outside, []byte("secret"), 0o666); err != nil {
		t.Fatal(err)
	}
	dir, f := folder(t, map[string]string{"content/a.md": "a", "content/b/c.md": "c"})
	at := func(name string) string { return filepath.Join(dir, name) }
	err := errors.Join(
		os.Symlink(outside, at("content/out.md")),
		os.Symlink("a.md", at("content/in.md")),
		os.Symlink(filepath.Dir(outside), at("content/outdir")),
		os.Symlink("..", at("content/b/loop")),
		os.Symlink("nowhere", at("content/dangling.md")),
		os.Symlink(filepath.Dir(outside), at("static")),
		syscall.Mkfifo(at("content/pipe.md"), 0o666),
	)
	if err != nil {
		t.Skip("this system has no links or pipes:", err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		tree, found, err := walk(f, nil)
		want := "content/b/loop | content/dangling.md | content/in.md | content/out.md | content/outdir | content/pipe.md | static"
		if got := strings.ReplaceAll(told(found), " file-not-regular", ""); got != want || err != nil {
			t.Errorf("got  %s\nwant %s, %v", got, want, err)
		}
		if len(tree.Files) != 2 {
			t.Errorf("%d files were read", len(tree.Files))
		}
		for _, name := range []string{"content/out.md", "content/in.md", "content/pipe.md", "content/b"} {
			if _, err := Load(f, name); !errors.Is(err, ErrNotRegular) {
				t.Errorf("Load(%s): %v", name, err)
			}
		}
		for _, name := range []string{"content/outdir/secret.md", "../secret.md", "/etc/passwd", outside} {
			if file, err := Load(f, name); err == nil {
				t.Errorf("Load(%s) read %q", name, file.Bytes)
			}
		}
		// Even asked for by name, behind the back of List, a pipe does not hold us up.
		if pipe, err := f.Open("content/pipe.md"); err == nil {
			pipe.Close()
		}
	}()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		t.Fatal("the walk waits for a pipe")
	}
}
