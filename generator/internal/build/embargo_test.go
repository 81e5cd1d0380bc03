package build

import (
	"slices"
	"strings"
	"testing"

	"diglot/generator/internal/record"
	"diglot/generator/internal/search"
	"diglot/generator/internal/site"
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
		if graph.proof == nil {
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

// A document of a hidden record in the index, and words of its text. Planted bugs
// this test has caught: the index made of all records; the proof made of the same
// documents as the index. With bugs planted in the pipeline every build of a site
// that holds something back fails: a hidden text's terms given to another page;
// terms of the lexicon that stand in no document published.
func TestLeakIntoTheSearchEndsTheBuild(t *testing.T) {
	r := &run{ctx: t.Context(), in: input(small()), sink: &shelf{}}
	r.next.words = search.NewLexicon()
	for _, step := range []func() error{r.configure, r.read, r.dress, r.link, r.edition} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	if len(r.next.index.value) < 4 {
		t.Fatal("there is no index")
	}
	of := func(drafts bool, change func(*record.Record)) *view.Maker {
		var records []*record.Record
		for _, m := range r.next.records {
			x := *m.record
			x.Prose = slices.Clone(x.Prose)
			change(&x)
			records = append(records, &x)
		}
		graph, _ := site.Link(records, site.Options{Config: r.next.config.value, Clock: r.in.Clock, Drafts: drafts})
		return r.makerOf(graph)
	}
	honest := r.next.graph.value.maker
	for what, m := range map[string]*view.Maker{
		"a document": of(true, func(*record.Record) {}),
		"a text": of(false, func(x *record.Record) {
			if x.ID == "first" {
				x.Prose[0].File = "content/announcements/secret.uk.md"
			}
		}),
	} {
		r.next.graph.value.maker, r.sink = m, &shelf{}
		if err := r.search(); err == nil || !strings.Contains(err.Error(), "uk/search/index.json depends on a record that is held back") {
			t.Errorf("a leak of %s: %v", what, err)
		}
	}
	r.next.graph.value.maker, r.sink = honest, &shelf{}
	if err := r.search(); err != nil {
		t.Error(err)
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
