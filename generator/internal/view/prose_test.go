package view

import (
	"math/rand/v2"
	"path"
	"strings"
	"testing"
)

// Planted bugs this test has caught: a path above the site's folder; a step up
// behind a step down; two slashes; a file that lies in no folder.
func TestPathBesideAFileIsThatOfPackagePath(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"../", "./", "/", "//", "a/", "б", ".", "..", ".x", "b.md", "a b"}
	for range 20_000 {
		var target strings.Builder
		for range 1 + random.IntN(5) {
			target.WriteString(pieces[random.IntN(len(pieces))])
		}
		for _, file := range []string{"a.md", "content/a.md", "content/members/a.uk.md", "content/members/a/b/c.md"} {
			if got, want := beside(file, target.String()), path.Join(path.Dir(file), target.String()); got != want {
				t.Fatalf("%q beside %s is %q, not %q", target.String(), file, got, want)
			}
		}
	}
}
