package build

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"diglot/generator/internal/sample"
	"diglot/generator/internal/source"
)

// Planted bugs this test has caught: what was read under another site.yaml is
// taken over.
func TestAFileThatIsAsItWasIsNotReadAgain(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("elsewhere every file is read")
	}
	dir := fast(t)
	if err := sample.Write(dir, 250, 1); err != nil {
		t.Fatal(err)
	}
	time.Sleep(3500 * time.Millisecond) // until the files are no longer young
	folder, err := source.OS(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	var read atomic.Int32
	in := input(folder)
	in.Read = func(source.File) { read.Add(1) }
	warm, state := new(shelf), State{}
	step := func(what string, want int) int {
		t.Helper()
		read.Store(0)
		state, _ = warm.mustBuild(t, state, in)
		got := int(read.Load())
		if want >= 0 && got != want {
			t.Errorf("%s: %d files are read, want %d", what, got, want)
		}
		cold := new(shelf)
		if _, _, err := Run(context.Background(), State{}, in, cold); err != nil {
			t.Fatal(err)
		}
		if diff := differ(warm.site, cold.next); diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
		return got
	}
	edit := func(name string, change func([]byte) []byte) {
		t.Helper()
		name = filepath.Join(dir, filepath.FromSlash(name))
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, change(b), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	all := step("first", -1)
	step("nothing", 0)
	list, _ := filepath.Glob(filepath.Join(dir, "content", "announcements", "*.uk.md"))
	text := "content/announcements/" + filepath.Base(list[0])
	for range 5 { // of one size, faster than the clock of a file system may be
		edit(text, func(b []byte) []byte { b[len(b)-3]++; return bytes.ToValidUTF8(b, []byte("??")) })
		step("an edit", 1)
	}
	edit("site.yaml", func(b []byte) []byte { return append(b, "\n# a remark\n"...) })
	step("site.yaml", all)
}
