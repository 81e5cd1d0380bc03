//go:build unix

package hostile

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"diglot/generator/internal/cli"
	"diglot/generator/internal/sitetest"
)

// diskCase is something that only a folder can hold. With a code it is refused
// with that code in a file; without one it is no part of the site, and its
// bytes, which hold the word secret, are published nowhere.
type diskCase struct {
	name       string
	code, file string
	lay        func(dir string) error
}

// secret is a file that must not be published.
const secret = "the word secret\n"

func put(name, text string) func(string) error {
	return func(dir string) error {
		name := filepath.Join(dir, filepath.FromSlash(name))
		return errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(text), 0o666))
	}
}

// both lays two things.
func both(a, b func(string) error) func(string) error {
	return func(dir string) error { return errors.Join(a(dir), b(dir)) }
}

// linked puts a symbolic link to a file outside of the site's folder.
func linkedTo(target, name string) func(string) error {
	return func(dir string) error {
		outside := filepath.Join(filepath.Dir(dir), "outside")
		err := errors.Join(os.MkdirAll(outside, 0o777), os.WriteFile(filepath.Join(outside, "secret.txt"), []byte(secret), 0o666))
		name := filepath.Join(dir, filepath.FromSlash(name))
		return errors.Join(err, os.MkdirAll(filepath.Dir(name), 0o777), os.Symlink(target, name))
	}
}

func pipe(name string) func(string) error {
	return func(dir string) error { return syscall.Mkfifo(filepath.Join(dir, filepath.FromSlash(name)), 0o666) }
}

func diskCases() []diskCase {
	head := "---\nname:\n  uk: Слово\n  zh: 词\nlocation: kharkiv\n---\n"
	return []diskCase{
		{"a link to a file outside, in content", "file-not-regular", "content/members/x.md", linkedTo("../../../outside/secret.txt", "content/members/x.md")},
		{"a link to a file outside, in static", "file-not-regular", "static/x.txt", linkedTo("../../outside/secret.txt", "static/x.txt")},
		{"a link to a file outside, in layouts", "file-not-regular", "layouts/x.html", linkedTo("../../outside/secret.txt", "layouts/x.html")},
		{"a link to a folder outside", "file-not-regular", "static/x", linkedTo("../../outside", "static/x")},
		{"a link to a folder outside, in content", "file-not-regular", "content/members/x", linkedTo("../../../outside", "content/members/x")},
		{"a link to the root", "file-not-regular", "static/root", linkedTo("/", "static/root")},
		{"a link to the passwords", "file-not-regular", "static/passwd", linkedTo("/etc/passwd", "static/passwd")},
		{"a link to itself", "file-not-regular", "static/loop", linkedTo("loop", "static/loop")},
		{"a link to the folder above", "file-not-regular", "content/members/up", linkedTo("..", "content/members/up")},
		{"a link within the site", "file-not-regular", "static/x.svg", linkedTo("favicon.svg", "static/x.svg")},
		{"a link to nothing", "file-not-regular", "static/x.txt", linkedTo("nowhere", "static/x.txt")},
		{"a link to a device", "file-not-regular", "static/zero", linkedTo("/dev/zero", "static/zero")},
		{"a picture of a record that is a link", "file-not-regular", "content/announcements/opening/x.png", linkedTo("/etc/passwd", "content/announcements/opening/x.png")},
		{"a pipe in content", "file-not-regular", "content/members/pipe.md", pipe("content/members/pipe.md")},
		{"a pipe in layouts", "file-not-regular", "layouts/pipe.html", pipe("layouts/pipe.html")},
		{"a pipe in static", "file-not-regular", "static/pipe", both(put("static/a.txt", "a"), pipe("static/pipe"))},
		{"strings that are a pipe", "file-not-regular", "layouts/strings/x.yaml", pipe("layouts/strings/x.yaml")},

		{"a name with a line end", "file-name", "static", put("static/a\nb.txt", secret)},
		{"a name that commands a terminal", "file-name", "static", put("static/a\x1b[2Jb.txt", secret)},
		{"a name in two directions", "file-name", "static", put("static/a\u202efdp.exe", secret)},
		{"a name with a character of no width", "file-name", "content/members", put("content/members/kh\u200bpi.md", head)},
		{"a name with a backslash", "file-name", "static", put(`static/a\x.txt`, secret)},
		{"a name that is no text", "file-name", "static", put("static/\xff.txt", secret)},
		{"a folder whose name is no text", "file-name", "static", put("static/\xff/x.txt", secret)},
		{"an id with a space", "id-form", "content/members/a b.md", put("content/members/a b.md", head)},
		{"an id in capitals", "id-form", "content/members/KHPI.md", put("content/members/KHPI.md", head)},
		{"an id with markup", "id-form", "content/members/<b>.md", put("content/members/<b>.md", head)},
		{"an id that is encoded", "id-form", "content/members/%2e%2e.md", put("content/members/%2e%2e.md", head)},
		{"an id with a quotation mark", "id-form", "content/members/a\"onclick=x.md", put("content/members/a\"onclick=x.md", head)},
		{"an id in Cyrillic", "id-form", "content/members/хпі.md", put("content/members/хпі.md", head)},
		{"an id with two hyphens", "id-form", "content/members/a--b.md", put("content/members/a--b.md", head)},
		{"a twin in a sub-folder", "file-repeated", "content/members/sub/khpi.md", put("content/members/sub/khpi.md", head)},
		{"a section that is none", "section-unknown", "content/secrets/x.md", put("content/secrets/x.md", head)},
		{"a file above the sections", "file-place", "content/x.md", put("content/x.md", head)},
		{"a language that is none", "file-language", "content/members/khpi.ru.md", put("content/members/khpi.ru.md", "x\n")},
		{"a page of static at the address of a page", "static-taken", "static/uk/index.html", put("static/uk/index.html", secret)},
		{"a page of static in other letters", "static-taken", "static/UK/index.html", put("static/UK/index.html", secret)},
		{"the headers of another", "static-taken", "static/_headers", put("static/_headers", secret)},
		{"the map of another", "static-taken", "static/sitemap.xml", put("static/sitemap.xml", secret)},

		{"a device of Windows", "name-unfit", "static/CON.txt", put("static/CON.txt", secret)},
		{"a device of Windows as an id", "name-unfit", "content/members/nul.md", put("content/members/nul.md", head)},
		{"a name with a colon", "name-unfit", "static/a:b.txt", put("static/a:b.txt", secret)},
		{"a name with a question mark", "name-unfit", "static/a?b.txt", put("static/a?b.txt", secret)},
		{"a name with an escape", "name-unfit", "static/a%2eb.txt", put("static/a%2eb.txt", secret)},
		{"a name that ends with a dot", "name-unfit", "static/a.", put("static/a.", secret)},
		{"a name that ends with a space", "name-unfit", "static/a.txt ", put("static/a.txt ", secret)},
		{"twins in letter case", "file-twin", "static/a.txt", both(put("static/a.txt", "a"), put("static/A.txt", "b"))},
		{"twins in Unicode form", "file-twin", "static/\u0439.txt", both(put("static/\u0439.txt", "a"), put("static/\u0438\u0306.txt", "b"))},
		{"a file where a folder must be", "static-taken", "static/uk", put("static/uk", secret)},

		{"a repository in static", "", "", put("static/.git/config", secret)},
		{"settings in static", "", "", put("static/.env", secret)},
		{"a dot file in content", "", "", put("content/members/.secret.md", head+secret)},
		{"a dropping of macOS", "", "", put("static/.DS_Store", secret)},
		{"a dropping of Windows", "", "", put("static/Thumbs.db", secret)},
		{"a dropping of vim", "", "", put("static/x.txt.swp", secret)},
		{"a dropping of Emacs", "", "", put("static/x.txt~", secret)},
		{"a lock of Emacs", "", "", put("static/#x.txt#", secret)},
		{"a lock of Word", "", "", put("static/~$x.docx", secret)},
		{"a file beside the site", "", "", put("secret.txt", secret)},
		{"a folder beside the site", "", "", put("private/secret.txt", secret)},
		{"a repository of the site", "", "", put(".git/HEAD", secret)},
		{"notes among the layouts", "", "", put("layouts/notes.txt", secret)},
		{"a file of a section that is none", "", "", put("content/secrets/x.pdf", secret)},
	}
}

// A folder may hold what no archive can: links, pipes, names. None of it is
// followed, waited for or published, and what is refused is named.
//
// Planted bugs this test has caught: dot files that are part of the site; names
// folded without regard to their Unicode form.
func TestHostileFoldersAreRefusedOrPassedOver(t *testing.T) {
	t.Setenv("CI", "")
	base := sitetest.ProblemBase(t)
	var count hostileCount
	for _, c := range diskCases() {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "site")
			sitetest.Lay(t, dir, base)
			if err := errors.Join(os.MkdirAll(filepath.Join(dir, "static"), 0o777), c.lay(dir)); err != nil {
				t.Skip("NOT CHECKED: this system has no such files:", err)
			}
			var stdout, stderr bytes.Buffer
			exit := cli.Main([]string{"build", "-s", dir, "--format", "json", "--clock", "2026-12-01T00:00:00Z"}, &stdout, &stderr)
			for _, out := range []*bytes.Buffer{&stdout, &stderr} {
				if bytes.ContainsAny(out.Bytes(), "\x1b\u202e") {
					t.Errorf("the terminal is commanded: %q", out)
				}
			}
			_, err := os.Stat(filepath.Join(dir, "public"))
			if c.code == "" {
				count.safe.Add(1)
				if exit != 0 || err != nil {
					t.Fatalf("exit code %d\n%s%s", exit, &stdout, &stderr)
				}
				withoutSecret(t, filepath.Join(dir, "public"))
				return
			}
			count.refused.Add(1)
			var list []sitetest.Finding
			_ = json.Unmarshal(stdout.Bytes(), &list)
			if exit != 1 || err == nil || !slices.ContainsFunc(list, func(f sitetest.Finding) bool { return f.Code == c.code && f.File == c.file }) {
				t.Errorf("exit code %d, want %s in %q, got\n%.300s%s", exit, c.code, c.file, &stdout, &stderr)
			}
		})
	}
	count.print(t, "folders")
}

func withoutSecret(t *testing.T, dir string) {
	t.Helper()
	files := 0
	sitetest.Walk(t, dir, func(name string, b []byte) {
		files++
		if bytes.Contains(b, []byte("secret")) || strings.Contains(name, "secret") {
			t.Errorf("%s tells the secret", name)
		}
	})
	if files < 50 {
		t.Errorf("only %d files were published", files)
	}
}
