package build

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"diglot/generator/internal/sample"
	"diglot/generator/internal/site"
)

// TestColdEqualsWarm makes chance edits, and wants of a warm build after each
// what a cold one tells and publishes.
//
// Planted bugs this test has caught: jobKey without the digests of texts;
// factsKey without attachments, the day or the wish for drafts; the key of
// site.yaml without Input.BaseURL; outputKey without the theme; take that
// forgets outputs that were kept; measure that keeps a picture by its path
// alone; merge without the files' errors in its key; findings that are not
// sorted; a buffer that is used again before the sink has taken it.
func TestColdEqualsWarm(t *testing.T) {
	rapidly(t, 30)
	steps, published := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		w := world{files: small(), Clock: sample.Clock}
		shelf := &shelf{}
		state, _ := shelf.build(t, State{}, w.input())
		for range rapid.IntRange(1, 16).Draw(rt, "steps") {
			did := w.change(rt)
			var warm Report
			state, warm = shelf.build(t, state, w.input())
			steps++
			if w.compare(rt, did, shelf, warm) {
				published++
			}
		}
	})
	if published*3 < steps {
		t.Errorf("only %d of %d steps made a site: the edits break too much", published, steps)
	}
}

// rapidly bounds the checks of a property, unless the flag of rapid says how
// many there shall be.
func rapidly(t *testing.T, checks int) {
	t.Helper()
	setFlag(t, "rapid.checks", "100", fmt.Sprint(checks))
	setFlag(t, "rapid.shrinktime", "30s", "10s")
}

// world is what a build depends on, and what it was before each change.
type world struct {
	files   fstest.MapFS
	former  []fstest.MapFS
	Clock   site.Clock
	Drafts  bool
	BaseURL string
}

func (w *world) input() Input {
	return Input{Site: w.files, Clock: w.Clock, Drafts: w.Drafts, BaseURL: w.BaseURL, Version: "test"}
}

// fataler is a test of either kind.
type fataler interface {
	Fatalf(format string, args ...any)
	Context() context.Context
}

// compare builds the world cold, and fails unless the warm build told and made
// the same. It reports whether there was a site to compare.
func (w *world) compare(t fataler, did string, warm *shelf, report Report) bool {
	cold := &shelf{}
	_, want, err := Run(t.Context(), State{}, w.input(), cold)
	if err != nil {
		t.Fatalf("Run: %v", err)
	}
	if got, want := told(report.Found), told(want.Found); got != want {
		t.Fatalf("after “%s” the warm build told\n%s\nand the cold one\n%s", did, got, want)
	}
	if got, want := held(report), held(want); got != want {
		t.Fatalf("after “%s” the warm build held back %s, the cold one %s", did, got, want)
	}
	if want.Failed(false) {
		return false
	}
	cold.commit()
	if d := differ(warm.site, cold.site); d != "" {
		t.Fatalf("after “%s”: %s", did, d)
	}
	if got, want := fmt.Sprint(report.Pages, report.Outputs), fmt.Sprint(want.Pages, want.Outputs); got != want {
		t.Fatalf("after “%s” the warm build counted %s, the cold one %s", did, got, want)
	}
	return true
}

// held prints what a report says of records that are not public.
func held(r Report) string {
	var list []string
	for _, h := range r.Held {
		list = append(list, fmt.Sprint(h.Ref, h.Draft, h.Until.Unix, h.Dated))
	}
	return strings.Join(list, ", ")
}

// change does one thing to the world, and says what.
func (w *world) change(t *rapid.T) string {
	c := changes[rapid.IntRange(0, len(changes)-1).Draw(t, "change")]
	before := w.files
	did := c.name + " " + c.do(w, t)
	if w.files != nil && !same(before, w.files) {
		w.former = append(w.former, before)
	}
	return did
}

func same(a, b fstest.MapFS) bool {
	if len(a) != len(b) {
		return false
	}
	for name, f := range a {
		if b[name] != f {
			return false
		}
	}
	return true
}

// pick draws one of the files that a test of their names admits; "" where
// there is none.
func (w *world) pick(t *rapid.T, admit func(string) bool) string {
	var names []string
	for name := range w.files {
		if admit(name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	slices.Sort(names)
	return rapid.SampledFrom(names).Draw(t, "file")
}

func (w *world) write(name, content string) {
	w.files = with(w.files, map[string]string{name: content})
}

func (w *world) read(name string) string {
	if f := w.files[name]; f != nil {
		return string(f.Data)
	}
	return ""
}

// edit replaces a part of a file that the draw picks.
func (w *world) edit(t *rapid.T, admit func(string) bool, do func(string) string) string {
	name := w.pick(t, admit)
	if name != "" {
		w.write(name, do(w.read(name)))
	}
	return name
}

func isText(name string) bool {
	return strings.HasPrefix(name, "content/") && (strings.HasSuffix(name, ".uk.md") || strings.HasSuffix(name, ".zh.md"))
}

func isFacts(name string) bool {
	return strings.HasPrefix(name, "content/") && strings.HasSuffix(name, ".md") && !isText(name)
}

func isContent(name string) bool { return strings.HasPrefix(name, "content/") }

// ofRecord are the files of a record whose file of facts is named, as the rest
// of their paths behind the id.
func (w *world) ofRecord(name string) (stem string, rest []string) {
	stem = strings.TrimSuffix(name, ".md")
	for file := range w.files {
		if r, ok := strings.CutPrefix(file, stem); ok && (r[0] == '.' || r[0] == '/') {
			rest = append(rest, r)
		}
	}
	slices.Sort(rest)
	return stem, rest
}

// toggled takes a line away from the front matter, or adds it.
func toggled(s, line string) string {
	if strings.Contains(s, "\n"+line+"\n") {
		return strings.Replace(s, "\n"+line+"\n", "\n", 1)
	}
	return strings.Replace(s, "---\n", "---\n"+line+"\n", 1)
}

// swapped exchanges the first occurrences of two texts, or puts one for the
// other.
func swapped(s, a, b string) string {
	if strings.Contains(s, a) {
		return strings.Replace(s, a, b, 1)
	}
	return strings.Replace(s, b, a, 1)
}
