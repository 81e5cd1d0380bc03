package output

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// site is a whole publication: path → text.
type site map[string]string

func place(t testing.TB) Place {
	dir := t.TempDir()
	return Place{Dest: filepath.Join(dir, "public"), Work: filepath.Join(dir, ".diglot")}
}

func open(t testing.TB, p Place) *Stage {
	t.Helper()
	s, err := Open(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Discard() })
	return s
}

func (want site) put(s *Stage) error {
	for _, path := range slices.Sorted(maps.Keys(want)) {
		if err := s.Put(path, []byte(want[path])); err != nil {
			return err
		}
	}
	return nil
}

func publish(p Place, want site) (Result, error) {
	s, err := Open(context.Background(), p)
	if err != nil {
		return Result{}, err
	}
	defer s.Discard()
	if err := want.put(s); err != nil {
		return Result{}, err
	}
	return s.Commit(context.Background())
}

func mustPublish(t testing.TB, p Place, want site) Result {
	t.Helper()
	result, err := publish(p, want)
	if err != nil {
		t.Fatal(err)
	}
	checkSite(t, p.Dest, want)
	checkNoResidue(t, p)
	return result
}

func readSite(t testing.TB, dir string) site {
	t.Helper()
	got := site{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		got[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return got
}

func checkSite(t testing.TB, dir string, want site) {
	t.Helper()
	if got := readSite(t, dir); !maps.Equal(got, want) {
		t.Errorf("published %v, want %v", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
	}
}

// checkNoResidue: the work folder holds the lock and at most one manifest a folder.
func checkNoResidue(t testing.TB, p Place) {
	t.Helper()
	left, err := scan(p.Work)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range left.files {
		if path != "lock" && filepath.Base(path) != manifestName {
			t.Errorf("residue: %s", path)
		}
	}
	for _, path := range left.folders {
		if strings.Contains(path, "/") {
			t.Errorf("residue: folder %s", path)
		}
	}
}

// trace is everything that touching would change, of a folder and all in it.
func trace(t testing.TB, dir string) []string {
	t.Helper()
	var lines []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		lines = append(lines, fmt.Sprint(path, " ", info.Mode(), " ", info.ModTime().UnixNano(), " ", inode(info)))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func small() site {
	return site{
		"index.html": "entrance", "uk/index.html": "Альянс", "zh/index.html": "联盟",
		"uk/members/khpi/index.html": "ХПІ", "css/site.css": "body{}", "empty.txt": "",
	}
}

func TestFirstPublicationWritesEverything(t *testing.T) {
	p := place(t)
	p.Dest = filepath.Join(p.Dest, "deep", "er")
	result := mustPublish(t, p, small())
	if len(result.Added) != 6 || result.Wrote() != 6 || result.Kept != 0 || result.Removed != nil {
		t.Errorf("got %+v", result)
	}
	if !slices.IsSorted(result.Added) {
		t.Errorf("not sorted: %v", result.Added)
	}
}

func TestSecondPublicationOfTheSameTouchesNothing(t *testing.T) {
	p := place(t)
	mustPublish(t, p, small())
	before, manifest := trace(t, p.Dest), trace(t, p.home())
	time.Sleep(20 * time.Millisecond) // more than a tick of the file system's clock
	result := mustPublish(t, p, small())
	if result.Wrote() != 0 || result.Kept != 6 || len(result.Removed) != 0 {
		t.Errorf("got %+v", result)
	}
	if after := trace(t, p.Dest); !slices.Equal(before, after) {
		t.Errorf("touched:\n%s\nwas\n%s", strings.Join(after, "\n"), strings.Join(before, "\n"))
	}
	if after := trace(t, p.home()); !slices.Equal(manifest, after) {
		t.Errorf("the manifest was written again: %v, was %v", after, manifest)
	}
}

func TestChangePublishesTheDifference(t *testing.T) {
	p := place(t)
	mustPublish(t, p, small())
	kept, _ := os.Stat(local(p.Dest, "uk/index.html"))
	want := small()
	want["zh/index.html"] = "联合" // of the same length
	want["uk/new/index.html"] = "нове"
	delete(want, "uk/members/khpi/index.html")
	result := mustPublish(t, p, want)
	if !slices.Equal(result.Added, []string{"uk/new/index.html"}) ||
		!slices.Equal(result.Changed, []string{"zh/index.html"}) ||
		!slices.Equal(result.Removed, []string{"uk/members/khpi/index.html"}) || result.Kept != 4 {
		t.Errorf("got %+v", result)
	}
	if now, _ := os.Stat(local(p.Dest, "uk/index.html")); !os.SameFile(kept, now) || !now.ModTime().Equal(kept.ModTime()) {
		t.Error("an unchanged file was written again")
	}
	if _, err := os.Stat(local(p.Dest, "uk/members")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an empty folder is left: %v", err)
	}
}

func TestRemovingOnlyIsAPublication(t *testing.T) {
	p := place(t)
	mustPublish(t, p, small())
	want := small()
	delete(want, "uk/index.html")
	if result := mustPublish(t, p, want); result.Wrote() != 0 || result.Kept != 5 || len(result.Removed) != 1 {
		t.Errorf("got %+v", result)
	}
}

func TestHandEditedAndDeletedFilesAreRestored(t *testing.T) {
	p := place(t)
	mustPublish(t, p, small())
	rewrite(t, local(p.Dest, "uk/index.html"), "зіпсова")
	os.Remove(local(p.Dest, "zh/index.html"))
	result := mustPublish(t, p, small())
	if !slices.Equal(result.Changed, []string{"uk/index.html"}) || !slices.Equal(result.Added, []string{"zh/index.html"}) {
		t.Errorf("got %+v", result)
	}
}

func TestLargeFilesAreComparedToTheEnd(t *testing.T) {
	p := place(t)
	big := strings.Repeat("x", 3*(64<<10))
	mustPublish(t, p, site{"a": big})
	if result := mustPublish(t, p, site{"a": big}); result.Wrote() != 0 {
		t.Errorf("got %+v", result)
	}
	if result := mustPublish(t, p, site{"a": big[1:] + "y"}); result.Wrote() != 1 {
		t.Errorf("got %+v", result)
	}
}

func TestWithoutLinksAndExchangeTheResultIsTheSame(t *testing.T) {
	p := place(t)
	for i := range 3 {
		s := open(t, p)
		s.link = func(string, string) error { return errors.ErrUnsupported }
		s.exchange = func(string, string) error { return errors.ErrUnsupported }
		want := small()
		want["index.html"] = fmt.Sprint(i)
		if err := want.put(s); err != nil {
			t.Fatal(err)
		}
		result, err := s.Commit(context.Background())
		if err != nil || i > 0 && (result.Kept != 5 || result.Wrote() != 1) {
			t.Fatalf("round %d: %+v, %v", i, result, err)
		}
		checkSite(t, p.Dest, want)
		checkNoResidue(t, p)
	}
}

func TestFileModesDoNotDependOnTheUmask(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no umask on Windows")
	}
	for _, mask := range []int{0o077, 0, 0o027} {
		p := place(t)
		func() {
			defer umask(umask(mask))
			mustPublish(t, p, small())
			want := small()
			want["index.html"] = "other"
			mustPublish(t, p, want)
		}()
		for _, line := range trace(t, p.Dest) {
			if !strings.Contains(line, " -rw-r--r-- ") && !strings.Contains(line, " drwxr-xr-x ") {
				t.Errorf("umask %o: %s", mask, line)
			}
		}
	}
}

func TestDiscardLeavesEverythingAsItWas(t *testing.T) {
	p := place(t)
	mustPublish(t, p, small())
	before := trace(t, p.Dest)
	s := open(t, p)
	if err := (site{"other": "text", "index.html": "changed"}).put(s); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.Discard(); err != nil {
			t.Fatal(err)
		}
	}
	if after := trace(t, p.Dest); !slices.Equal(before, after) {
		t.Errorf("touched: %v", after)
	}
	checkNoResidue(t, p)
	if _, err := s.Commit(context.Background()); err == nil {
		t.Error("committed what was discarded")
	}
	if s.Put("late", nil) == nil {
		t.Error("put into what was discarded")
	}
}

func TestCancelledCommitPublishesNothing(t *testing.T) {
	p := place(t)
	mustPublish(t, p, small())
	s := open(t, p)
	if err := (site{"index.html": "changed"}).put(s); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Commit(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	checkSite(t, p.Dest, small())
	checkNoResidue(t, p)
}

func TestAnyErrorForbidsTheCommit(t *testing.T) {
	p := place(t)
	mustPublish(t, p, small())
	s := open(t, p)
	if err := s.Put("../escape", nil); err == nil {
		t.Fatal("accepted")
	}
	if err := s.Put("fine", nil); err != nil {
		t.Fatalf("a later file is still checked, got %v", err)
	}
	var refused *PathError
	if _, err := s.Commit(context.Background()); !errors.As(err, &refused) {
		t.Errorf("got %v", err)
	}
	checkSite(t, p.Dest, small())
	checkNoResidue(t, p)
}

func TestEmptySiteIsNotPublished(t *testing.T) {
	p := place(t)
	mustPublish(t, p, small())
	if _, err := open(t, p).Commit(context.Background()); !errors.Is(err, ErrEmpty) {
		t.Errorf("got %v", err)
	}
	checkSite(t, p.Dest, small())
}

func TestSeveralFoldersInTurn(t *testing.T) {
	p := place(t)
	other := p
	other.Dest = filepath.Join(filepath.Dir(p.Dest), "preview")
	mustPublish(t, p, small())
	mustPublish(t, other, site{"index.html": "preview"})
	if result := mustPublish(t, p, small()); result.Kept != 6 {
		t.Errorf("got %+v", result)
	}
}

func TestProjectMayBeMoved(t *testing.T) {
	p := place(t)
	mustPublish(t, p, small())
	root := filepath.Dir(p.Dest)
	moved := Place{Dest: root + "2/public", Work: root + "2/.diglot"}
	if err := os.Rename(root, root+"2"); err != nil {
		t.Fatal(err)
	}
	if result := mustPublish(t, moved, small()); result.Kept != 6 {
		t.Errorf("got %+v", result)
	}
	os.Rename(root+"2", root)
}

func key(text string) Key { return sha256.Sum256([]byte(text)) }

func TestKeepKnowsFilesByWhatTheyWereMadeFrom(t *testing.T) {
	p := place(t)
	s := open(t, p)
	if ok, err := s.Keep("a", key("v1")); ok || err != nil {
		t.Fatalf("kept what was never published: %v, %v", ok, err)
	}
	s.PutMade("a", []byte("text"), key("v1"))
	s.Put("b", []byte("unkeyed"))
	if _, err := s.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	file := local(p.Dest, "a")
	for _, step := range []struct {
		name string
		do   func()
		made Key
		want bool
	}{
		{"same key", func() {}, key("v1"), true},
		{"other key", func() {}, key("v2"), false},
		{"no key", func() {}, Key{}, false},
		{"new time, same bytes", func() { os.Chtimes(file, time.Now(), time.Unix(1e9, 0)) }, key("v1"), true},
		{"other bytes of the same length", func() { rewrite(t, file, "tixt") }, key("v1"), false},
		{"gone", func() { os.Remove(file) }, key("v1"), false},
	} {
		step.do()
		s := open(t, p)
		got, err := s.Keep("a", step.made)
		if got != step.want || err != nil {
			t.Errorf("%s: got %v, %v", step.name, got, err)
		}
		if err := s.Discard(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestKeptFilesArePublishedWithTheRest(t *testing.T) {
	p := place(t)
	for i, want := range []site{{"a": "1", "b": "1"}, {"a": "1", "b": "2"}, {"a": "1", "b": "3"}} {
		s := open(t, p)
		if ok, err := s.Keep("a", key("a1")); ok != (i > 0) || err != nil {
			t.Fatalf("round %d: %v, %v", i, ok, err)
		} else if !ok {
			s.PutMade("a", []byte("1"), key("a1"))
		}
		if err := s.Put("a", []byte("1")); err == nil {
			t.Error("a kept file was put again")
		}
		s.failed = nil
		s.Put("b", []byte(want["b"]))
		if _, err := s.Commit(context.Background()); err != nil {
			t.Fatal(err)
		}
		checkSite(t, p.Dest, want)
	}
}

func TestNewKeyOfTheSameBytesIsRemembered(t *testing.T) {
	p := place(t)
	for _, made := range []string{"v1", "v2"} {
		s := open(t, p)
		s.PutMade("a", []byte("text"), key(made))
		if _, err := s.Commit(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	if ok, _ := open(t, p).Keep("a", key("v2")); !ok {
		t.Error("forgotten")
	}
}

func rewrite(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	os.Chtimes(path, time.Time{}, time.Now().Add(time.Second)) // whatever the tick of the clock
}

// A reader who opens the published folder and reads through that handle sees one
// site: the old or the new, never a mixture, for the swap replaces the folder.
func TestReaderNeverSeesAMixture(t *testing.T) {
	p := place(t)
	version := func(n int) site {
		want := site{}
		for i := range 40 {
			want[fmt.Sprintf("d%d/f%d", i%7, i)] = fmt.Sprint(n)
		}
		return want
	}
	mustPublish(t, p, version(0))
	stop, done := make(chan struct{}), make(chan string)
	go func() {
		for {
			select {
			case <-stop:
				done <- ""
				return
			default:
				if mixed := readThroughHandle(p.Dest, version(0)); mixed != "" {
					done <- mixed
					return
				}
			}
		}
	}()
	for n := 1; n <= 40; n++ {
		if _, err := publish(p, version(n)); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	if mixed := <-done; mixed != "" {
		t.Error(mixed)
	}
}

// Planted bug this test has caught: three plain renames for the exchange.
func TestExchangeLeavesNoMomentWithoutTheFolder(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	if err := errors.Join(os.Mkdir(a, 0o755), os.Mkdir(b, 0o755)); err != nil {
		t.Fatal(err)
	}
	if err := exchange(a, b); errors.Is(err, errors.ErrUnsupported) {
		t.Skip("no exchanging rename here:", err)
	}
	stop, done := make(chan struct{}), make(chan int)
	go func() {
		missing := 0
		for {
			select {
			case <-stop:
				done <- missing
				return
			default:
				if _, err := os.Lstat(b); err != nil {
					missing++
				}
			}
		}
	}()
	for range 3000 {
		if err := exchange(a, b); err != nil {
			t.Fatal(err)
		}
	}
	close(stop)
	if missing := <-done; missing > 0 {
		t.Errorf("the folder was missing %d times", missing)
	}
}

func readThroughHandle(dest string, paths site) (mixed string) {
	root, err := os.OpenRoot(dest)
	if err != nil {
		return "the published folder was missing: " + err.Error()
	}
	defer root.Close()
	first := ""
	for path := range paths {
		data, err := root.ReadFile(path)
		if err != nil {
			held, _ := root.Stat(".")
			if now, err := os.Stat(dest); err == nil && os.SameFile(held, now) {
				return "missing in the published folder: " + path
			}
			return "" // a former site on its way out
		}
		if first == "" {
			first = string(data)
		}
		if string(data) != first {
			return fmt.Sprintf("version %s and %s in one folder", first, data)
		}
	}
	return ""
}
