package build

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

// marked is a text with a number that differs from the last, so that two edits
// never give the same file.
func marked(n int, s string) string {
	return strings.TrimSuffix(s, ".") + " " + strconv.Itoa(n)
}

// retitled changes the Ukrainian title or name in a file of facts.
func retitled(n int, facts string) string {
	before, after, ok := strings.Cut(facts, "\n  uk: ")
	if !ok {
		panic("no title in " + facts)
	}
	return before + "\n  uk: Назва " + strconv.Itoa(n) + " " + after
}

// first is the first file of facts or of a language that a pattern fits; a
// pattern that ends with *.md fits files of facts alone.
func first(t testing.TB, site fstest.MapFS, pattern string) string {
	t.Helper()
	if pattern == "" {
		return ""
	}
	var fit []string
	for name := range site {
		if ok, _ := path.Match(pattern, name); ok && (!strings.HasSuffix(pattern, "/*.md") || strings.Count(path.Base(name), ".") == 1) {
			fit = append(fit, name)
		}
	}
	if len(fit) == 0 {
		t.Fatalf("no file fits %s", pattern)
	}
	return slices.Min(fit)
}
