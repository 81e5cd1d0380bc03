package build

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"diglot/generator/internal/sample"
	"diglot/generator/internal/source"
)

// A program that writes to memory into which a file is mapped changes it, and the
// system notes no time but that of the first byte.
//
// Planted bugs this test has caught: what was believed once is believed for ever,
// so that no Run comes to an end.
func TestAFileThatWasBelievedInVainIsReadByTheNextRun(t *testing.T) {
	dir := fast(t)
	if err := sample.Write(dir, 250, 1); err != nil {
		t.Fatal(err)
	}
	names, _ := filepath.Glob(filepath.Join(dir, "content", "announcements", "*.uk.md"))
	text := mapped(t, names[0])
	text[len(text)-2] = 'a'
	time.Sleep(3500 * time.Millisecond) // until the files are no longer young
	folder, err := source.OS(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	warm, in := new(shelf), input(folder)
	state, _ := warm.mustBuild(t, State{}, in)
	text[len(text)-2] = 'b'
	// All pages are made anew, and the text is read for its own.
	style := filepath.Join(dir, "layouts", "css", "zz.css")
	if err := os.WriteFile(style, []byte(".zz { color: red }\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	state, _, err = Run(context.Background(), state, in, warm)
	if err == nil {
		t.Skip("the file system has noted the second byte, too")
	}
	if _, changed := errors.AsType[*source.ChangedError](err); !changed {
		t.Fatal(err)
	}
	warm.discard()
	warm.mustBuild(t, state, in)
	cold := new(shelf)
	cold.mustBuild(t, State{}, in)
	if diff := differ(warm.site, cold.site); diff != "" {
		t.Error(diff)
	}
}

// mapped is a file in memory: who writes to it writes to the file.
func mapped(t *testing.T, name string) []byte {
	t.Helper()
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	b, err := unix.Mmap(int(f.Fd()), 0, int(info.Size()), unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
	if err != nil {
		t.Skip("files cannot be mapped: ", err)
	}
	t.Cleanup(func() { unix.Munmap(b) })
	return b
}
