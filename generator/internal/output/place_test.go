package output

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// checkRefused opens and expects a FolderError that leaves the folder as it was.
func checkRefused(t *testing.T, p Place, want FolderReason) *FolderError {
	t.Helper()
	var before []string
	if _, err := os.Stat(p.Dest); err == nil && strings.HasPrefix(p.Dest, os.TempDir()) { // others may be changed by others
		before = trace(t, p.Dest)
	}
	s, err := Open(t.Context(), p)
	if err == nil {
		s.Discard()
	}
	var refused *FolderError
	if !errors.As(err, &refused) || refused.Reason != want {
		t.Errorf("%q: got %v, want %s", p.Dest, err, want)
		return nil
	}
	if before != nil && !slices.Equal(before, trace(t, p.Dest)) {
		t.Errorf("%q was touched", p.Dest)
	}
	return refused
}

// project is a source folder with what a build reads, entered as a user would.
func project(t *testing.T) (root string, p Place) {
	root = t.TempDir()
	for _, dir := range []string{"content/pages", "static", "elsewhere"} {
		if err := os.MkdirAll(filepath.Join(root, dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return root, Place{
		Dest: filepath.Join(root, "public"), Work: filepath.Join(root, ".diglot"), Protect: []string{root},
		Sources: []string{filepath.Join(root, "content"), filepath.Join(root, "static")},
	}
}

func TestFoldersThatAreNotForPublishing(t *testing.T) {
	root, p := project(t)
	t.Setenv("HOME", filepath.Join(root, "elsewhere"))
	for dest, want := range map[string]FolderReason{
		"": NoFolder, "/": Protected, root: Protected, filepath.Dir(root): Protected, root + "/content/..": Protected,
		root + "/elsewhere": Protected, ".": Protected, "..": Protected,
		root + "/content": Protected, root + "/content/pages": InSource, root + "/content/public": InSource,
		root + "/content/new/deep": InSource, root + "/.diglot": Protected, root + "/.diglot/public": InSource,
	} {
		p.Dest = dest
		checkRefused(t, p, want)
	}
	if _, err := os.Lstat(p.Work); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a refusal left the work folder: %v", err)
	}
}

func TestSourceIsRecognisedUnderAnotherName(t *testing.T) {
	root, p := project(t)
	alias := filepath.Join(t.TempDir(), "alias")
	if err := os.Symlink(root, alias); err != nil {
		t.Skip("no symlinks here:", err)
	}
	for dest, want := range map[string]FolderReason{
		alias: Protected, alias + "/content": Protected, alias + "/content/x": InSource, alias + "/static/x/y": InSource,
	} {
		p.Dest = dest
		checkRefused(t, p, want)
	}
	away := filepath.Join(t.TempDir(), "away") // a source that really lies deep in another folder
	if err := os.Symlink(mkdir(t, filepath.Join(root, "elsewhere/deep/content")), away); err != nil {
		t.Fatal(err)
	}
	outer := Place{Dest: filepath.Join(root, "elsewhere"), Work: p.Work, Sources: []string{away}}
	checkRefused(t, outer, Protected)

	p.Dest = alias + "/public" // only the way leads through a symlink
	mustPublish(t, p, small())
}

func TestSymlinkAndFileAreRefused(t *testing.T) {
	root, p := project(t)
	if err := os.Symlink(filepath.Join(root, "elsewhere"), p.Dest); err != nil {
		t.Skip("no symlinks here:", err)
	}
	checkRefused(t, p, Symlink)
	os.Remove(p.Dest)
	rewrite(t, p.Dest, "a file")
	checkRefused(t, p, NotFolder)
}

func TestStrangersFolderIsRefusedBeforeAnythingIsWritten(t *testing.T) {
	_, p := project(t)
	rewrite(t, filepath.Join(mkdir(t, p.Dest), "letter.odt"), "mine")
	if refused := checkRefused(t, p, NotOurs); refused != nil && !slices.Equal(refused.Names, []string{"letter.odt"}) {
		t.Errorf("got %v", refused.Names)
	}
	if _, err := os.Lstat(p.Work); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a refusal left the work folder: %v", err)
	}
}

func TestEmptyFolderIsTaken(t *testing.T) {
	p := place(t)
	mkdir(t, p.Dest)
	mustPublish(t, p, small())
}

func TestUnknownFileIsRefusedByName(t *testing.T) {
	p := place(t)
	mustPublish(t, p, small())
	for _, path := range []string{"CNAME", ".git/config", "uk/members/photo.jpg", "new\x1b[31m"} {
		file := local(p.Dest, path)
		mkdir(t, filepath.Dir(file))
		rewrite(t, file, "mine")
		refused := checkRefused(t, p, UnknownFile)
		if refused == nil {
			continue
		}
		if !slices.Equal(refused.Names, []string{path}) || !strings.Contains(refused.Error(), "static/") || strings.Contains(refused.Error(), "\x1b") {
			t.Errorf("got %q", refused)
		}
		os.Remove(file)
	}
	mustPublish(t, p, small())
}

func TestUnknownSymlinkIsRefusedAndNotFollowed(t *testing.T) {
	p := place(t)
	mustPublish(t, p, small())
	secret := filepath.Join(t.TempDir(), "secret")
	rewrite(t, secret, "entrance")
	os.Remove(local(p.Dest, "index.html"))
	if err := os.Symlink(secret, local(p.Dest, "index.html")); err != nil {
		t.Skip("no symlinks here:", err)
	}
	checkRefused(t, p, UnknownFile)
}

// A file that comes while the build runs survives the swap.
func TestFileThatAppearsDuringTheBuildIsMovedAside(t *testing.T) {
	for _, exchanges := range []bool{true, false} {
		p := place(t)
		mustPublish(t, p, small())
		s := open(t, p)
		if !exchanges {
			s.exchange = func(string, string) error { return errors.ErrUnsupported }
		}
		if err := (site{"index.html": "changed"}).put(s); err != nil {
			t.Fatal(err)
		}
		rewrite(t, filepath.Join(mkdir(t, local(p.Dest, "uk/late")), "note.txt"), "mine")
		result, err := s.Commit(t.Context())
		if err != nil || len(result.Strays) != 1 {
			t.Fatalf("got %+v, %v", result, err)
		}
		checkSite(t, p.Dest, site{"index.html": "changed"})
		checkSite(t, result.Strays[0], site{"uk/late/note.txt": "mine"})
	}
}

func TestLostManifest(t *testing.T) {
	changed, grown, shrunk := small(), small(), small()
	changed["index.html"] = "changed"
	grown["more.html"] = "more"
	delete(shrunk, "css/site.css")
	for _, test := range []struct {
		name string
		next site
		want FolderReason // "" if the folder is adopted
	}{
		{"the same site", small(), ""}, {"a site with one file more", grown, ""},
		{"a site with another file", changed, Unproven}, {"a site without one of the files", shrunk, Unproven},
	} {
		p := place(t)
		mustPublish(t, p, small())
		if err := os.RemoveAll(p.Work); err != nil {
			t.Fatal(err)
		}
		before := trace(t, p.Dest)
		result, err := publish(p, test.next)
		var refused *FolderError
		switch {
		case test.want == "":
			if err != nil || result.Kept != 6 {
				t.Errorf("%s: got %+v, %v", test.name, result, err)
			}
			mustPublish(t, p, changed) // ours again
		case !errors.As(err, &refused) || refused.Reason != test.want || !strings.Contains(err.Error(), "delete the folder yourself"):
			t.Errorf("%s: got %v", test.name, err)
		default:
			if !slices.Equal(before, trace(t, p.Dest)) {
				t.Errorf("%s: touched", test.name)
			}
			os.RemoveAll(p.Dest) // as the message says
			mustPublish(t, p, test.next)
		}
	}
}

func TestDamagedManifestCountsAsLost(t *testing.T) {
	p := place(t)
	mustPublish(t, p, small())
	path := filepath.Join(open(t, p).home, manifestName)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for cut := range whole {
		if _, _, ok := decode(whole[:cut]); ok {
			t.Fatalf("accepted %d of %d bytes", cut, len(whole))
		}
	}
	for i := range whole {
		damaged := slices.Clone(whole)
		damaged[i] ^= 1
		if _, _, ok := decode(damaged); ok {
			t.Fatalf("accepted with byte %d changed", i)
		}
	}
}

// A program that is newer than the one that published last goes on with its
// folder: whose the files are is known, and no more.
//
// Planted bugs this test has caught: a former manifest that counts as lost.
func TestManifestOfAFormerProgramIsUnderstood(t *testing.T) {
	p := place(t)
	mustPublish(t, p, small())
	var files []placed
	for name, text := range small() {
		files = append(files, placed{path: name, row: row{made: Key{1}, size: int64(len(text)), mtime: 1}})
	}
	data := []byte(formerHead)
	for _, f := range files {
		sum := sha256.Sum256([]byte(small()[f.path]))
		whole, _ := encode([]placed{f})
		data = append(append(data, sum[:]...), whole[len(manifestHead)+len(checksum{}):len(whole)-len(sum)]...)
	}
	end := sha256.Sum256(data)
	if err := os.WriteFile(filepath.Join(p.home(), manifestName), append(data, end[:]...), 0o600); err != nil {
		t.Fatal(err)
	}
	next := small()
	delete(next, "empty.txt")
	next["uk/index.html"] = "Інше"
	if result := mustPublish(t, p, next); result.Wrote() != 1 || result.Kept != 4 || len(result.Removed) != 1 {
		t.Errorf("%+v", result)
	}
	if result := mustPublish(t, p, next); result.Wrote() != 0 || result.Kept != 5 {
		t.Errorf("again: %+v", result)
	}
	for cut := range data {
		if _, _, ok := decode(data[:cut]); ok {
			t.Fatalf("accepted %d of %d bytes", cut, len(data))
		}
	}
}

func mkdir(t *testing.T, dir string) string {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}
