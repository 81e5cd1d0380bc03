package build

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"diglot/generator/internal/sample"
)

// drawer is a cache in memory.
type drawer struct {
	mu   sync.Mutex
	held map[Key][]byte
	used map[Key]bool
}

func newDrawer() *drawer { return &drawer{held: map[Key][]byte{}, used: map[Key]bool{}} }

func (d *drawer) Get(key Key) ([]byte, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	b, ok := d.held[key]
	d.used[key] = d.used[key] || ok
	return b, ok
}

func (d *drawer) Put(key Key, b []byte) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.held[key], d.used[key] = slices.Clone(b), true
	return nil
}

func (d *drawer) Use(key Key) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.used[key] = true
}

const photo = "content/announcements/first/photo.png"

// TestPicturesAreMadeOnce counts the pictures that a build makes: none that is
// published, and none that is in the cache.
//
// Planted bugs this test has caught: keys without the picture's digest; keys
// without the width.
func TestPicturesAreMadeOnce(t *testing.T) {
	large := string(sample.Picture(2500, 100))
	const widths, share = 4, 1
	cache, shelf := newDrawer(), &shelf{}
	made := func(what string, want int, files map[string]string, cleared bool) {
		t.Helper()
		if cleared {
			shelf.site = nil
		}
		cache.used = map[Key]bool{}
		in := input(with(small(), files))
		in.Cache = cache
		_, report := shelf.mustBuild(t, State{}, in)
		if report.Pictures != want {
			t.Errorf("%s: %d pictures were made, not %d", what, report.Pictures, want)
		}
		maps.DeleteFunc(cache.held, func(key Key, _ []byte) bool { return !cache.used[key] })
	}
	made("at first", widths+share, map[string]string{photo: large}, false)
	made("again", 0, map[string]string{photo: large}, false)
	made("with the published folder gone", 0, map[string]string{photo: large}, true)
	made("with a text edited", 0, map[string]string{photo: large, "content/pages/about.uk.md": "Інший текст.\n"}, false)
	made("with another picture", widths, map[string]string{photo: string(sample.Picture(2500, 101))}, false)
	made("with the first again, which the cache has forgotten", widths, map[string]string{photo: large}, false)
	if len(cache.held) != widths+share {
		t.Errorf("the cache holds %d pictures", len(cache.held))
	}
}

func TestPicturesAreNotMadeWhereNobodyTakesThem(t *testing.T) {
	in := input(with(small(), map[string]string{photo: string(sample.Picture(2500, 100))}))
	in.Unpublished = true
	s := &shelf{}
	if _, report := s.mustBuild(t, State{}, in); report.Pictures != 0 || report.Outputs == 0 {
		t.Errorf("%d pictures were made", report.Pictures)
	}
}

// A picture in several widths, replaced, made small, taken away, hidden.
func TestColdEqualsWarmWhilePicturesChange(t *testing.T) {
	w := world{files: with(small(), map[string]string{photo: string(sample.Picture(1500, 20))}), Clock: sample.Clock}
	shelf := &shelf{}
	state, _ := shelf.mustBuild(t, State{}, w.input())
	has := func(part string) int {
		n := 0
		for name := range shelf.site {
			if strings.HasPrefix(name, "media/announcements/first/photo"+part) {
				n++
			}
		}
		return n
	}
	if has("") != 3 {
		t.Errorf("1500 pixels are published in %d widths, not 480, 960 and 1500", has(""))
	}
	for _, step := range []struct {
		name   string
		files  map[string]string
		widths int
	}{
		{"replaced", map[string]string{photo: string(sample.Picture(1500, 21))}, 3},
		{"made small", map[string]string{photo: string(sample.Picture(500, 21))}, 1},
		{"cut off", map[string]string{photo: string(sample.Picture(1500, 20)[:90])}, 1},
		{"of too many pixels", map[string]string{photo: string(bomb())}, 1},
		{"under a wrong name", map[string]string{photo: "GIF89a\x01\x00\x01\x00\x00\x00\x00\x2C\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00\x3B"}, 1},
		{"large again", map[string]string{photo: string(sample.Picture(3000, 200))}, 4},
	} {
		w.files = with(w.files, step.files)
		var warm Report
		state, warm = shelf.build(t, state, w.input())
		w.compare(t, step.name, shelf, warm)
		if has("") != step.widths {
			t.Errorf("%s: it is published in %d widths", step.name, has(""))
		}
	}
}

// bomb is a picture that says it is 50,000 by 50,000 pixels large. Its checksum
// is that of the head that says so.
func bomb() []byte {
	b := sample.Picture(2, 1)
	copy(b[16:], "\x00\x00\xC3\x50\x00\x00\xC3\x50")
	copy(b[29:], "\x6E\xC4\x62\x16")
	return b
}

// Feeds have one address of a picture, and a full one; pages have all widths,
// and wait for the first picture alone.
func TestPagesOfferPicturesInAllWidths(t *testing.T) {
	s := &shelf{}
	s.mustBuild(t, State{}, input(with(small(), map[string]string{photo: string(sample.Picture(1500, 600))}))) // its text shows it, too
	page := s.site["uk/announcements/first/index.html"].bytes
	for what, want := range map[string]int{"<img ": 2, "480w, ": 2, " 1500w\"": 2, "loading=\"lazy\"": 1, "width=\"1500\"": 2, "og:image\" content=\"https://": 1} {
		if n := bytes.Count(page, []byte(what)); n != want {
			t.Errorf("%s stands %d times on the page", what, n)
		}
	}
	feed := s.site["uk/feed.xml"].bytes
	if bytes.Contains(feed, []byte("srcset")) || !bytes.Contains(feed, []byte("/media/announcements/first/photo.png")) {
		t.Error("the feed's picture is not one address")
	}
}
