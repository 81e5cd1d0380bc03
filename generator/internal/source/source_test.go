package source

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"diglot/generator/internal/diag"
)

// walk lists and reads every file once, in the order of paths, hands each to the
// callback, which may be nil, and returns the tree of digests.
func walk(fsys fs.FS, each func(File)) (Tree, []diag.Diagnostic, error) {
	entries, found, err := List(fsys)
	if err != nil {
		return Tree{}, nil, err
	}
	stamps := make([]Stamp, 0, len(entries))
	for _, e := range entries {
		file, err := Load(fsys, e.Path)
		if err != nil {
			found = append(found, Trouble(e.Path, err))
			continue
		}
		stamps = append(stamps, file.Stamp())
		if each != nil {
			each(file)
		}
	}
	return NewTree(fsys, stamps), found, nil
}

func paths(list []Entry) (out []string) {
	for _, e := range list {
		out = append(out, e.Path)
	}
	return out
}

func told(list []diag.Diagnostic) string {
	list = slices.Clone(list)
	diag.Sort(list)
	var out []string
	for _, d := range list {
		out = append(out, d.Span.File+" "+string(d.Code))
	}
	return strings.Join(out, " | ")
}

func text(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }

func TestListFindsTheSitesFilesSortedAndNothingElse(t *testing.T) {
	site := fstest.MapFS{
		"site.yaml":                       text("a"),
		"content/members/khpi.md":         text("bc"),
		"content/members/khpi.uk.md":      text(""),
		"content/members/khpi/фото 1.jpg": text("x"),
		"content/members-old/a.md":        text(""),
		"content/urls.lock":               text(""),
		"layouts/base.html":               text(""),
		"static/大连.pdf":                   text(""),
		// None of ours.
		"README.md": text(""), "public/index.html": text(""), ".git/config": text(""), "generator/main.go": text(""),
		"content/.DS_Store": text(""), "content/.git/x.md": text(""), "content/a.md~": text(""), "content/.a.md.swp": text(""),
		"content/a.md.swp": text(""), "content/#a.md#": text(""), "content/4913": text(""), "static/Thumbs.db": text(""), "content/~$a.docx": text(""),
	}
	list, found, err := List(site)
	if err != nil || len(found) > 0 {
		t.Fatal(told(found), err)
	}
	want := []string{
		"content/members-old/a.md", "content/members/khpi.md", "content/members/khpi.uk.md", "content/members/khpi/фото 1.jpg",
		"content/urls.lock", "layouts/base.html", "site.yaml", "static/大连.pdf",
	}
	if got := paths(list); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if list[1].Size != 2 {
		t.Errorf("%s has %d bytes", list[1].Path, list[1].Size)
	}
}

func TestNamesThatNobodyCanTypeAreToldInEscapes(t *testing.T) {
	site := fstest.MapFS{
		"content/a\x1b[31m.md": text(""), "content/b\u202egpj.md": text(""), "content/c\u200b/d.md": text(""), "content/e\\f.md": text(""),
		"content/здоров’я 大.md": text(""),
	}
	list, found, err := List(site)
	if err != nil || !slices.Equal(paths(list), []string{"content/здоров’я 大.md"}) {
		t.Fatal(paths(list), err)
	}
	if got := told(found); got != "content file-name | content file-name | content file-name | content file-name" {
		t.Error(got)
	}
	for _, d := range found {
		if s := diag.Message(d); strings.ContainsAny(s, "\x1b\u202e\u200b") {
			t.Errorf("%q holds what it warns of", s)
		}
	}
}

// folder makes a folder of the operating system that holds the files.
func folder(t *testing.T, files map[string]string) (string, *Folder) {
	t.Helper()
	dir := t.TempDir()
	for name, s := range files {
		name = filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(s), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	f, err := OS(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return dir, f
}

func TestFolderOfTheSystemIsListedAndLoaded(t *testing.T) {
	_, f := folder(t, map[string]string{"site.yaml": "a: b\n", "content/pages/a.md": "текст", "layouts/css/base.css": "", "other/x": "y"})
	if err := fstest.TestFS(f, "site.yaml", "content/pages/a.md", "other/x"); err != nil {
		t.Error(err)
	}
	list, found, err := List(f)
	if err != nil || len(found) > 0 || !slices.Equal(paths(list), []string{"content/pages/a.md", "layouts/css/base.css", "site.yaml"}) {
		t.Fatal(paths(list), told(found), err)
	}
	file, err := Load(f, "content/pages/a.md")
	if err != nil || string(file.Bytes) != "текст" || file.Digest() != Sum([]byte("текст")) || file.Path != "content/pages/a.md" {
		t.Errorf("%+v, %v", file, err)
	}
	if _, err := OS("/no/such/folder"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder that is not there: %v", err)
	}
}

func TestUnreadableFileAndFolderAreToldAndTheRestIsRead(t *testing.T) {
	dir, f := folder(t, map[string]string{"content/a.md": "a", "content/b.md": "b", "content/c/d.md": "d"})
	os.Chmod(filepath.Join(dir, "content/a.md"), 0)
	os.Chmod(filepath.Join(dir, "content/c"), 0)
	defer os.Chmod(filepath.Join(dir, "content/c"), 0o700)
	if file, err := os.Open(filepath.Join(dir, "content/a.md")); err == nil {
		file.Close()
		t.Skip("this user may read everything")
	}
	tree, found, err := walk(f, nil)
	if got := told(found); got != "content/a.md file-unreadable | content/c file-unreadable" || err != nil || len(tree.Files) != 1 {
		t.Error(got, err, tree.Files)
	}
}

// refusing is a site in which some files cannot be read.
type refusing struct {
	fstest.MapFS
	names []string
}

func (r refusing) Open(name string) (fs.File, error) {
	if slices.Contains(r.names, name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return r.MapFS.Open(name)
}

func (r refusing) ReadDir(name string) ([]fs.DirEntry, error) {
	if slices.Contains(r.names, name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return r.MapFS.ReadDir(name)
}

func TestRefusedFileIsToldWithItsReason(t *testing.T) {
	site := refusing{fstest.MapFS{"content/a.md": text("a"), "content/b.md": text("b"), "static/x/y": text("")}, []string{"content/a.md", "static/x"}}
	tree, found, err := walk(site, nil)
	if got := told(found); got != "content/a.md file-unreadable | static/x file-unreadable" || err != nil || len(tree.Files) != 1 {
		t.Fatal(got, err, tree.Files)
	}
	for _, d := range found {
		if s := diag.Message(d); s != "This file cannot be read: permission denied." {
			t.Error(s)
		}
	}
}

func TestWalkReadsEachFileOnceAndTreeReadsItAgain(t *testing.T) {
	site := fstest.MapFS{"site.yaml": text("s"), "content/b.md": text("bb"), "content/a.md": text("a")}
	var seen []string
	tree, found, err := walk(site, func(f File) {
		seen = append(seen, f.Path+"="+string(f.Bytes))
	})
	if err != nil || len(found) > 0 || strings.Join(seen, " ") != "content/a.md=a content/b.md=bb site.yaml=s" {
		t.Fatal(seen, told(found), err)
	}
	if s, ok := tree.Find("content/b.md"); !ok || s.Mark != markOf([]byte("bb")) || s.Size != 2 {
		t.Errorf("%+v %t", s, ok)
	}
	if _, ok := tree.Find("content/c.md"); ok {
		t.Error("found a file that is not there")
	}
	if b, err := tree.Read("content/b.md"); err != nil || string(b) != "bb" {
		t.Errorf("%q, %v", b, err)
	}
	if _, err := tree.Read("content/c.md"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("never there: %v", err)
	}
}

func TestFileChangedSinceTheWalkIsAnErrorOfItsOwn(t *testing.T) {
	site := fstest.MapFS{"content/same-size.md": text("ab"), "content/gone.md": text("a"), "content/link.md": text("a")}
	tree, _, err := walk(site, nil)
	if err != nil {
		t.Fatal(err)
	}
	site["content/same-size.md"] = text("ba")
	delete(site, "content/gone.md")
	site["content/link.md"] = &fstest.MapFile{Data: []byte("same-size.md"), Mode: fs.ModeSymlink}
	for _, name := range []string{"content/same-size.md", "content/gone.md", "content/link.md"} {
		b, err := tree.Read(name)
		if changed, ok := errors.AsType[*ChangedError](err); !ok || changed.Path != name || b != nil {
			t.Errorf("%s: %q, %v", name, b, err)
		}
	}
}

func TestTreeOfStampsTakenInAnyOrderIsSorted(t *testing.T) {
	given := []Stamp{{Path: "b"}, {Path: "a"}}
	tree := NewTree(fstest.MapFS{}, given)
	if tree.Files[0].Path != "a" || given[0].Path != "b" {
		t.Errorf("%v of %v", tree.Files, given)
	}
}

// endless is a file that says it is small and never ends.
type endless struct{ fs.File }

func (endless) Read(b []byte) (int, error) { return len(b), nil }

func TestFileThatNeverEndsIsRefused(t *testing.T) {
	if b, err := readAll(endless{}, nil, 10, 1<<16); !errors.Is(err, ErrTooLarge) || b != nil {
		t.Errorf("%d bytes, %v", len(b), err)
	}
}

func TestDigestIsTheFirstHalfOfSHA256(t *testing.T) {
	// From FIPS 180-4's example for "abc".
	if got := Sum([]byte("abc")).String(); got != "ba7816bf8f01cfea414140de5dae2223" {
		t.Error(got)
	}
}

// Planted bugs this test has caught: folders that are kept open whatever takes
// their place.
func TestAFolderThatTakesAnothersPlaceIsSeen(t *testing.T) {
	dir, f := folder(t, map[string]string{"site.yaml": "a: b\n", "content/pages/a.md": "old", "content/pages/a/b.png": "old"})
	if list, _, err := List(f); err != nil || len(list) != 3 {
		t.Fatal(paths(list), err)
	}
	for _, inner := range []string{"content", "content/pages"} {
		at := filepath.Join(dir, filepath.FromSlash(inner))
		if err := os.Rename(at, at+".old"); err != nil {
			t.Fatal(err)
		}
		fresh := filepath.Join(dir, "content", "pages", "a")
		if err := os.MkdirAll(fresh, 0o755); err != nil {
			t.Fatal(err)
		}
		name := strings.ReplaceAll(inner, "/", "-") + ".png"
		if err := os.WriteFile(filepath.Join(fresh, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
		list, _, err := List(f)
		if err != nil || !slices.Contains(paths(list), "content/pages/a/"+name) {
			t.Errorf("another %s: %v, %v", inner, paths(list), err)
		}
		if err := os.RemoveAll(at + ".old"); err != nil {
			t.Fatal(err)
		}
	}
}

// Planted bugs this test has caught: the folder before is closed at once.
func TestWhoReadsInAFolderIsNotDisturbedByAnotherInItsPlace(t *testing.T) {
	dir, f := folder(t, map[string]string{"content/pages/a.md": "old"})
	opened, base, err := f.in("content/pages/a.md")
	if err != nil {
		t.Fatal(err)
	}
	at := filepath.Join(dir, "content", "pages")
	if err := errors.Join(os.Rename(at, at+".old"), os.Mkdir(at, 0o755)); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Lstat("content/pages/a.md"); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the other folder is not seen:", err)
	}
	if _, err := opened.Lstat(base); err != nil {
		t.Error(err)
	}
}

// Planted bugs this test has caught: a file is believed as soon as it is as it
// was; the time of its status is not asked for.
func TestAFileIsReadAgainUnlessItCanOnlyBeAsItWas(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the system does not tell when a file's status was changed")
	}
	dir, f := folder(t, map[string]string{"site.yaml": "a: b\n", "content/pages/a.md": "one"})
	name := filepath.Join(dir, "content", "pages", "a.md")
	entry := func() Entry {
		list, _, err := List(f)
		if err != nil || len(list) != 2 {
			t.Fatal(paths(list), err)
		}
		return list[0]
	}
	stamp := func() Stamp {
		file, err := Load(f, "content/pages/a.md")
		if err != nil {
			t.Fatal(err)
		}
		return file.Stamp()
	}
	later := func(s Stamp) Stamp { // as if it had been read a minute after
		s.begun += int64(time.Minute)
		return s
	}
	if s := stamp(); entry().Unread(s) || !entry().Unread(later(s)) {
		t.Error("a file that was written just now must be read again, and one that lies there need not")
	}
	if (Entry{Path: "a"}).Unread(later(Stamp{Path: "a"})) {
		t.Error("a file of which nothing is known need not be read")
	}
	then := time.Now().Add(-time.Hour)
	changes := map[string]func() error{
		"written": func() error { return os.WriteFile(name, []byte("two"), 0o644) },
		"written, and its time reset": func() error {
			return errors.Join(os.WriteFile(name, []byte("six"), 0o644), os.Chtimes(name, then, then))
		},
		"another in its place": func() error {
			other := name + ".new"
			return errors.Join(os.WriteFile(other, []byte("ten"), 0o644), os.Chtimes(other, then, then), os.Rename(other, name))
		},
		"longer": func() error { return os.WriteFile(name, []byte("three"), 0o644) },
	}
	for what, change := range changes {
		if err := errors.Join(os.WriteFile(name, []byte("one"), 0o644), os.Chtimes(name, then, then)); err != nil {
			t.Fatal(err)
		}
		s := later(stamp())
		time.Sleep(20 * time.Millisecond) // a step of the file system's clock
		if err := change(); err != nil {
			t.Fatal(err)
		}
		if entry().Unread(s) {
			t.Errorf("%s: need not be read", what)
		}
	}
}
