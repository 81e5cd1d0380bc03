package render

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"diglot/generator/internal/view"
)

var framed = []string{
	"base", `{{fragment "masthead" .Frame .}}{{template "main" .}}`,
	"partial/masthead", `<nav>{{range .Navigation}}<a href="{{.URL}}">{{.Text}}</a>{{end}}</nav>{{slot "switch"}}<hr>{{slot "switch"}}{{.Lang}}`,
	"partial/switch", `<i>{{.Title}}{{range .Editions}} {{.URL}}{{end}}</i>`,
}

func navigation(names ...string) (links []view.Link) {
	for _, n := range names {
		links = append(links, view.Link{Name: view.Name{Text: n}, URL: "/" + n + "/"})
	}
	return links
}

// Planted bugs this test has caught: frames told apart by the lengths of their
// texts, or not at all; the first character of a text always dropped.
func TestAFragmentIsRenderedOnceForEachFrameAndItsSlotsForEachPage(t *testing.T) {
	w := mustLoad(t, site("{{.Words}}", framed...)).Worker(noBodies)
	frames := []view.Frame{
		{Key: "uk", Lang: "uk", Navigation: navigation("a", "b")},
		{Key: "uk", Lang: "uk", Navigation: navigation("a", "c")},
		{Key: "zh", Lang: "zh-Hans", Navigation: navigation("a", "b")},
	}
	for i := range 30 {
		frame := frames[i%3]
		if i%2 == 0 { // equal, and not the same
			frame.Navigation = slices.Clone(frame.Navigation)
		}
		title := fmt.Sprint("T", i)
		out, err := w.Page(note(func(v *notePage) {
			v.Frame, v.Title, v.Words = frame, title, "w"
			v.Editions = []view.Edition{{URL: "/zh/"}}
		}))
		second := frame.Navigation[1]
		want := `<nav><a href="/a/">a</a><a href="` + second.URL + `">` + second.Text + `</a></nav>` +
			strings.Replace("<i>T /zh/</i><hr><i>T /zh/</i>", "T", title, 2) + frame.Lang + "w\n"
		if err != nil || string(out) != want {
			t.Fatalf("got %s\nwant %s, %v", out, want, err)
		}
	}
	if w.fragments.count != len(frames) {
		t.Errorf("%d fragments were rendered for %d frames", w.fragments.count, len(frames))
	}
}

func TestAFragmentOutlivesTheViewItWasMadeOf(t *testing.T) {
	w := mustLoad(t, site("", framed...)).Worker(noBodies)
	v := note(func(v *notePage) { v.Frame.Lang = "uk" })
	if _, err := w.Page(v); err != nil {
		t.Fatal(err)
	}
	v.Frame.Lang = "uk-UA" // the view's memory is used again
	if out, _ := w.Page(v); !strings.Contains(string(out), "uk-UA") {
		t.Errorf("the fragment of another frame was taken: %s", out)
	}
}

func TestOnlySoManyFragmentsAreKept(t *testing.T) {
	w := mustLoad(t, site("", framed...)).Worker(noBodies)
	for i := range 3 * keptFragments {
		if _, err := w.Page(note(func(v *notePage) { v.Frame.Lang = fmt.Sprint(i) })); err != nil {
			t.Fatal(err)
		}
	}
	if len(w.fragments.list) != keptFragments {
		t.Errorf("%d fragments are kept", len(w.fragments.list))
	}
}

func TestWorkersOfOneThemeRenderTheSameBytesAtOnce(t *testing.T) {
	theme := mustLoad(t, site(`{{t "hello"}} {{tn "members" .Number}} {{range $i, $x := .Tags}}{{$i}}{{$x}}{{end}}`, framed...))
	page := func(w *Worker, i int) []byte {
		out, err := w.Page(note(func(v *notePage) {
			v.Number, v.Tags, v.Title = i, []string{"x", "y"}, fmt.Sprint(i)
			v.Frame = view.Frame{Key: []string{"uk", "zh"}[i%2], Lang: fmt.Sprint(i % 5)}
		}))
		if err != nil {
			t.Error(err)
		}
		return bytes.Clone(out)
	}
	const pages = 50
	var want [pages][]byte
	alone := theme.Worker(noBodies)
	for i := range want {
		want[i] = page(alone, i)
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			w := theme.Worker(noBodies)
			for i := range want {
				if got := page(w, i); !bytes.Equal(got, want[i]) {
					t.Errorf("page %d\n got %s\nwant %s", i, got, want[i])
				}
			}
		})
	}
	all.Wait()
}
