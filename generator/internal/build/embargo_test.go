package build

import (
	"slices"
	"strings"
	"testing"

	"diglot/generator/internal/view"
)

// TestLeakEndsTheBuild plants the leak in the pipeline itself: one page is made
// as if the hidden record showed on it.
func TestLeakEndsTheBuild(t *testing.T) {
	for _, leaking := range []string{"uk/index.html", "zh/feed.xml", "sitemap.xml"} {
		r := &run{ctx: t.Context(), in: input(small()), sink: &shelf{}}
		for _, step := range []func() error{r.configure, r.read, r.dress, r.link} {
			if err := step(); err != nil {
				t.Fatal(err)
			}
		}
		graph := &r.next.graph.value
		if len(graph.proof) == 0 {
			t.Fatal("there is no proof, though a record is hidden")
		}
		i := slices.IndexFunc(graph.jobs, func(j view.Job) bool { return j.Path == leaking })
		make := graph.jobs[i].Make
		graph.jobs[i].Make = func(b view.Bodies) view.Made {
			made := make(b)
			switch v := made.View.(type) {
			case *view.HomePage:
				v.Lede += "таємниця"
			case *view.Feed:
				v.Subtitle += "таємниця"
			case *view.Sitemap:
				v.URLs = v.URLs[1:]
			}
			return made
		}
		if err := r.edition(); err == nil || !strings.Contains(err.Error(), leaking+" depends on a record that is held back") {
			t.Errorf("a leak into %s: %v", leaking, err)
		}
	}
}

// TestNothingHiddenNoProof: a site that holds nothing back pays nothing.
func TestNothingHiddenNoProof(t *testing.T) {
	files := without(small(), "content/announcements/secret.md", "content/announcements/secret.uk.md", "content/announcements/secret.zh.md")
	state, _ := new(shelf).mustBuild(t, State{}, input(files))
	if state.graph.value.proof != nil {
		t.Error("there is a proof of nothing")
	}
}
