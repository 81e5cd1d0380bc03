package output

import (
	"context"
	"errors"
	"strings"
	"testing"
)

func TestUnsafePathsAreRefused(t *testing.T) {
	long := strings.Repeat("ї", 127)
	for path, want := range map[string]PathReason{
		"": PathEmpty, "/etc/passwd": PathAbsolute, "//host/share": PathAbsolute,
		"..": PathElement, "../a": PathElement, "a/../b": PathElement, "a/..": PathElement,
		"a//b": PathElement, "a/": PathElement, "./a": PathElement, ".": PathElement,
		"a\x00b": PathCharacter, "a\\b": PathCharacter, `..\a`: PathCharacter, "C:/a": PathCharacter, "a:stream": PathCharacter,
		"a\nb": PathCharacter, "a\x1b[31mb": PathCharacter, "a\x7f": PathCharacter, "a\u0085": PathCharacter,
		"a\u202eb": PathCharacter, "a\u2066b": PathCharacter, "a\u200bb": PathCharacter, "\ufeffa": PathCharacter, "a\u2028b": PathCharacter,
		"a\xffb": PathCharacter, "a?": PathCharacter, "a*": PathCharacter, `a"b`: PathCharacter, "a|b": PathCharacter, "<a>": PathCharacter,
		"%2e%2e/a": PathEscape, "a%2Fb": PathEscape, "a%5cb": PathEscape, "a%00": PathEscape,
		"con": PathReserved, "a/NUL": PathReserved, "aux.html": PathReserved, "COM1.tar.gz": PathReserved, "lpt9": PathReserved,
		"com¹": PathReserved, "CONIN$": PathReserved, "con .txt": PathReserved, "a.": PathReserved, "a /b": PathReserved, "...": PathReserved,
		long + "аб": PathLong, strings.Repeat("a/", 2048) + "a": PathLong,
	} {
		var refused *PathError
		if err := CheckPath(path); !errors.As(err, &refused) || refused.Reason != want {
			t.Errorf("%q: got %v, want %s", path, err, want)
		} else if strings.ContainsAny(err.Error(), "\x00\x1b\n\u202e") || strings.Contains(err.Error(), "%!") {
			t.Errorf("%q: message %q", path, err)
		}
	}
}

func TestOddButHonestPathsAreAccepted(t *testing.T) {
	for _, path := range []string{
		"index.html", ".well-known/security.txt", "uk/члени/ХПІ.pdf", "zh/协议.html", "a b/c.txt", "100%.txt", "%d0%b0.html",
		"context.html", "com10", "com", "console", "null.txt", "a..b", "..a", "#1.html", "e\u0301.txt", strings.Repeat("a", 255),
		strings.Repeat("联", 85),
	} {
		if err := CheckPath(path); err != nil {
			t.Errorf("%q: %v", path, err)
		}
	}
}

func TestClashesNameBothPaths(t *testing.T) {
	for _, test := range []struct {
		paths []string
		want  ClashReason // of the last path with the first
	}{
		{[]string{"a/b", "a/b"}, Twice},
		{[]string{"a", "a/b"}, FileAndFolder},
		{[]string{"a/b", "a"}, FileAndFolder},
		{[]string{"a/b/c/d", "A/b"}, LetterCase},
		{[]string{"a/b/c", "A"}, FileAndFolder},
		{[]string{"a/B/c", "a/x", "a/b/d"}, LetterCase},
		{[]string{"ABOUT.html", "about.html"}, LetterCase},
		{[]string{"ПРО.html", "про.html"}, LetterCase},
		{[]string{"straße", "STRASSE"}, LetterCase},
		{[]string{"\u0456\u0308.html", "\u0457.html"}, UnicodeForm}, // і + diaeresis, ї
		{[]string{"\u0439/a", "\u0438\u0306/b"}, UnicodeForm},       // й, и + breve: folders
		{[]string{"\u0407.html", "\u0456\u0308.html"}, LetterCase},  // Ї, і + diaeresis
	} {
		n := names{}
		last := len(test.paths) - 1
		for _, path := range test.paths[:last] {
			if err := n.claim(path); err != nil {
				t.Fatal(err)
			}
		}
		var clash *ClashError
		if err := n.claim(test.paths[last]); !errors.As(err, &clash) || clash.Reason != test.want ||
			clash.Path != test.paths[last] || clash.Other != test.paths[0] || strings.Contains(err.Error(), "%!") {
			t.Errorf("%q: got %v, want %s", test.paths, err, test.want)
		}
	}
}

func TestNeighboursDoNotClash(t *testing.T) {
	n := names{}
	for _, path := range []string{"a/b", "a/c", "a/b.html", "ab", "a.b", "uk/a/index.html", "uk/b/index.html", "zh/a/index.html", "ї", "і", "й", "и"} {
		if err := n.claim(path); err != nil {
			t.Errorf("%q: %v", path, err)
		}
	}
}

func TestRefusedPathPublishesNothing(t *testing.T) {
	p := place(t)
	for _, bad := range []string{"../public2", "index.html", "index.html/a", "INDEX.html"} {
		s := open(t, p)
		if err := s.Put("index.html", []byte("x")); err != nil {
			t.Fatal(err)
		}
		if s.Put(bad, []byte("y")) == nil {
			t.Errorf("%q: accepted", bad)
		}
		if _, err := s.Commit(context.Background()); err == nil {
			t.Errorf("%q: published", bad)
		}
	}
	checkSite(t, p.Dest, site{})
}
