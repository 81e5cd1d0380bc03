//go:build unix

package main

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"diglot/generator/internal/build"
	"diglot/generator/internal/sitetest"
	"diglot/generator/internal/source"
)

// A pipe or a name that is no text are told as well, and nothing waits for them.
func TestPipesAndNamesThatAreNoTextAreTold(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	if err := os.CopyFS(dir, sitetest.ProblemBase(t)); err != nil {
		t.Fatal(err)
	}
	pipe, name := filepath.Join(dir, "content/members/pipe.md"), filepath.Join(dir, "content/members/\xff\xfe.md")
	if err := errors.Join(syscall.Mkfifo(pipe, 0o666), os.WriteFile(name, nil, 0o666)); err != nil {
		t.Skip("NOT CHECKED: this system has no such files:", err)
	}
	folder, err := source.OS(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	_, list := sitetest.Found(t, build.State{}, folder, false)
	var codes []string
	for _, d := range list {
		codes = append(codes, string(d.Code)+" "+d.Span.File)
	}
	if want := []string{"file-name content/members", "file-not-regular content/members/pipe.md"}; !slices.Equal(codes, want) {
		t.Errorf("got\n%s", sitetest.Told(list))
	}
}
