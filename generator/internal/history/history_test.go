package history

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// repository makes a repository with the versions of a file, the oldest first.
func repository(t *testing.T, name string, versions ...string) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("NOT CHECKED: git is not there")
	}
	dir := t.TempDir()
	do := func(args ...string) {
		t.Helper()
		c := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"}, args...)...)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %q: %v\n%s", args, err, out)
		}
	}
	do("init", "-q")
	full := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
		t.Fatal(err)
	}
	for _, v := range versions {
		// Another file changes between, whose name the first would match as a pattern.
		for _, file := range []string{full, strings.ReplaceAll(full, "*", "x")} {
			if err := os.WriteFile(file, []byte(v), 0o666); err != nil {
				t.Fatal(err)
			}
			do("add", "-A")
			do("commit", "-q", "-m", "x", "--allow-empty")
		}
	}
	return dir
}

// Planted bugs this test has caught: the oldest version first; a name taken for
// a pattern; a version that is asked for where the repository begins, not the
// folder.
func TestTheNewestWantedVersionIsFound(t *testing.T) {
	const name = "site/content/a*b.md"
	dir := repository(t, name, "one a\n", "two a\n", "", "three b\n")
	for folder, name := range map[string]string{dir: name, filepath.Join(dir, "site"): "content/a*b.md"} {
		src, ok, err := Find(context.Background(), folder, name, func(src []byte) bool { return strings.Contains(string(src), "a") })
		if err != nil || !ok || string(src) != "two a\n" {
			t.Errorf("%s: %q %t %v", folder, src, ok, err)
		}
		seen := 0
		if _, ok, err := Find(context.Background(), folder, name, func([]byte) bool { seen++; return false }); ok || err != nil || seen != 4 {
			t.Errorf("%s: %t %v after %d versions", folder, ok, err, seen)
		}
	}
}

func TestWithoutARepositoryNothingIsFound(t *testing.T) {
	t.Setenv("GIT_CEILING_DIRECTORIES", os.TempDir())
	for _, dir := range []string{t.TempDir(), filepath.Join(t.TempDir(), "nowhere")} {
		if _, ok, err := Find(context.Background(), dir, "a.md", func([]byte) bool { return true }); ok || err != nil {
			t.Errorf("%t %v", ok, err)
		}
	}
	t.Setenv("PATH", "")
	if _, ok, err := Find(context.Background(), ".", "history.go", func([]byte) bool { return true }); ok || err != nil {
		t.Errorf("without git: %t %v", ok, err)
	}
}

// What a repository names as a program is not run.
func TestARepositoryRunsNothing(t *testing.T) {
	dir := repository(t, "a.md", "one\n")
	marker := filepath.Join(t.TempDir(), "ran")
	script := filepath.Join(dir, "run.sh")
	if err := os.WriteFile(script, []byte("#!/bin/sh\ntouch "+marker+"\n"), 0o777); err != nil {
		t.Fatal(err)
	}
	config := "[core]\n\tfsmonitor = " + script + "\n\tpager = " + script + "\n[diff]\n\texternal = " + script + "\n[log]\n\tshowSignature = true\n[gpg]\n\tprogram = " + script + "\n[diff \"x\"]\n\ttextconv = " + script + "\n[filter \"x\"]\n\tsmudge = " + script + "\n"
	f, err := os.OpenFile(filepath.Join(dir, ".git", "config"), os.O_APPEND|os.O_WRONLY, 0)
	if err == nil {
		_, err = f.WriteString(config)
	}
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	if err := os.WriteFile(filepath.Join(dir, ".gitattributes"), []byte("*.md diff=x filter=x\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := Find(context.Background(), dir, "a.md", func([]byte) bool { return true }); !ok || err != nil {
		t.Errorf("%t %v", ok, err)
	}
	if _, err := os.Stat(marker); err == nil {
		t.Error("a program of the repository was run")
	}
}
