package preview

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// happenings are what can happen to a site's folder. Each is done to a folder
// that is watched and at rest.
var happenings = []struct {
	name string
	do   func(t *testing.T, at func(string) string)
}{
	{"a file is written", func(t *testing.T, at func(string) string) { put(t, at(""), "content/a.md", "2") }},
	{"a file comes", func(t *testing.T, at func(string) string) { put(t, at(""), "content/pages/new.md", "2") }},
	{"a file goes", func(t *testing.T, at func(string) string) { try(t, os.Remove(at("content/a.md"))) }},
	{"a file is saved by a rename", func(t *testing.T, at func(string) string) {
		put(t, at(""), "content/a.md~", "longer")
		try(t, os.Rename(at("content/a.md~"), at("content/a.md")))
	}},
	{"site.yaml is replaced", func(t *testing.T, at func(string) string) {
		put(t, at(""), "site.new", "longer")
		try(t, os.Rename(at("site.new"), at("site.yaml")))
	}},
	{"a folder is moved out", func(t *testing.T, at func(string) string) { try(t, os.Rename(at("content/pages"), at("away"))) }},
	{"a folder is moved in", func(t *testing.T, at func(string) string) { try(t, os.Rename(at("outside"), at("content/outside"))) }},
	{"the content comes", func(t *testing.T, at func(string) string) { try(t, os.Rename(at("outside"), at("static"))) }},
}

// later is what must still be noticed in a folder that has come, in any way.
var later = []struct {
	name, file string
	before     func(t *testing.T, at func(string) string)
}{
	{"in a new folder", "content/new/deep/er/a.md", func(t *testing.T, at func(string) string) { put(t, at(""), "content/new/deep/er/b.md", "1") }},
	{"in a folder with another name", "content/moved/deep/a.md", func(t *testing.T, at func(string) string) {
		try(t, os.Rename(at("content/pages"), at("content/moved")))
	}},
	{"in a folder that was away", "content/pages/deep/a.md", func(t *testing.T, at func(string) string) {
		try(t, os.Rename(at("content/pages"), at("away")))
		try(t, os.Rename(at("away"), at("content/pages")))
	}},
	{"in a folder that was made again", "content/pages/deep/a.md", func(t *testing.T, at func(string) string) {
		try(t, os.RemoveAll(at("content/pages")))
		put(t, at(""), "content/pages/deep/b.md", "1")
	}},
	{"in a folder that was exchanged", "content/pages/deep/a.md", func(t *testing.T, at func(string) string) {
		try(t, os.Rename(at("content/pages"), at("content/old")))
		try(t, os.CopyFS(at("content/pages"), os.DirFS(at("content/old"))))
		try(t, os.RemoveAll(at("content/old")))
	}},
	{"in the content that came last", "static/deep/a.md", func(t *testing.T, at func(string) string) { try(t, os.Rename(at("outside"), at("static"))) }},
}

func try(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// watched is a small folder with a watcher, which is at rest.
func watched(t *testing.T, poll bool) (*watcher, func(string) string) {
	t.Helper()
	root := t.TempDir()
	at := func(name string) string { return filepath.Join(root, filepath.FromSlash(name)) }
	for _, name := range []string{"site.yaml", "content/a.md", "content/pages/deep/b.md", "outside/deep/c.md", ".git/index", "public/x.html"} {
		put(t, root, name, "1")
	}
	w := newWatcher(root, poll, func(phrase, reason string) { t.Log(phrase, reason) })
	w.follow()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	if poll {
		go w.poll(ctx)
	} else {
		go w.listen(ctx)
	}
	return w, at
}

// roused reports whether the watcher wakes the loop.
func roused(w *watcher, wait time.Duration) bool {
	select {
	case <-w.wake:
		w.calm(context.Background())
		return true
	case <-time.After(wait):
		return false
	}
}

// Planted bugs this test has caught: a folder that has come is not watched, or
// without those below it; looks without sizes and times.
func TestWhateverHappensToTheFilesWakesThePreview(t *testing.T) {
	for _, poll := range []bool{false, true} {
		for _, h := range happenings {
			t.Run(mode(poll)+h.name, func(t *testing.T) {
				t.Parallel()
				w, at := watched(t, poll)
				h.do(t, at)
				if !roused(w, patience) {
					t.Error("nothing was noticed")
				}
			})
		}
		for _, l := range later {
			t.Run(mode(poll)+"a file is written "+l.name, func(t *testing.T) {
				t.Parallel()
				w, at := watched(t, poll)
				l.before(t, at)
				for roused(w, 3*settleMax) { // who went away and came back is no change to one who only looks
					w.follow() // as the loop does before each Run
				}
				put(t, at(""), l.file, "2")
				if !roused(w, patience) {
					t.Error("nothing was noticed")
				}
			})
		}
	}
}

func mode(poll bool) string {
	if poll {
		return "polled/"
	}
	return "told/"
}

// Planted bugs this test has caught: names that editors leave behind are not
// passed over.
func TestWhatIsNoneOfTheSiteWakesNobody(t *testing.T) {
	t.Parallel()
	w, at := watched(t, false)
	for _, name := range []string{".git/index", "public/x.html", "outside/deep/c.md", "content/.a.md.swp", "content/a.md~", "content/#a.md#", "notes.txt"} {
		put(t, at(""), name, "3")
	}
	if roused(w, 2*settleMax) {
		t.Error("the preview was woken")
	}
}
