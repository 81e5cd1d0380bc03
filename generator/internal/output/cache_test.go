package output

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Planted bugs this test has caught: a damaged file that is believed; files of
// use that are forgotten, and others that are not; a failed build that forgets.
func TestCacheKeepsWhatTheLastPublicationUsed(t *testing.T) {
	p := place(t)
	stage := func(use func(s *Stage), commit bool) {
		t.Helper()
		s := open(t, p)
		use(s)
		if err := (site{"index.html": "x"}).put(s); err != nil {
			t.Fatal(err)
		}
		if !commit {
			s.Discard()
		} else if _, err := s.Commit(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	has := func(s *Stage, key Key, want string) {
		t.Helper()
		if b, ok := s.Pictures.Get(key); string(b) != want || ok != (want != "") {
			t.Errorf("%q, %v is cached, not %q", b, ok, want)
		}
	}
	a, b, c := Key{1}, Key{2}, Key{3}
	stage(func(s *Stage) {
		for key, text := range map[Key]string{a: "one", b: "two", c: "three"} {
			if err := s.Pictures.Put(key, []byte(text)); err != nil {
				t.Fatal(err)
			}
		}
	}, true)
	if err := os.RemoveAll(p.Dest); err != nil {
		t.Fatal(err)
	}
	stage(func(s *Stage) {}, false)
	stage(func(s *Stage) { has(s, a, "one"); s.Pictures.Use(b) }, true)
	damaged := filepath.Join(p.Work, cacheName, "02"+strings.Repeat("0", 62))
	if err := os.WriteFile(damaged, []byte("damaged, and longer than a digest is: two"), 0o600); err != nil {
		t.Fatal(err)
	}
	stage(func(s *Stage) { has(s, a, "one"); has(s, b, ""); has(s, c, "") }, true)
	if left, err := os.ReadDir(filepath.Join(p.Work, cacheName)); err != nil || len(left) != 1 {
		t.Error(left, err)
	}
}
