package preview

import (
	"errors"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"diglot/generator/internal/sample"
)

// fakeEditor stands for an editor: it notes what it is started with.
type fakeEditor struct {
	mu      sync.Mutex
	started []string
	ends    error // with what; nil where it stays open
	open    chan struct{}
}

func (e *fakeEditor) Open(file string, line int) (func() error, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.started = append(e.started, file+" at "+string(rune('0'+line%10)))
	ends := e.ends
	return func() error {
		if ends == nil {
			<-e.open
		}
		return ends
	}, nil
}

// Planted bugs this test has caught: a path is joined without being looked up,
// or cleaned first; files of any ending are opened; the token is not compared;
// the origin is not; a link opens files; the column is taken for the line.
func TestEditorOpensTextsOfTheSiteAtTheirLineAndNothingElse(t *testing.T) {
	e := &fakeEditor{open: make(chan struct{})}
	defer close(e.open)
	l := serveWith(t, sample.Small(), func(o *Options) { o.Open = e.Open })
	s := <-l.listenTo(t, "/uk/about/")
	if !s.Opens || s.Token == "" || s.Words.Edit != "Edit this file" || s.Bar.File != "content/pages/about.uk.md" || s.Bar.Line != 1 {
		t.Fatalf("the browser is told %+v", s)
	}
	form := func(place string) url.Values { return url.Values{"token": {s.Token}, "place": {place}} }
	good := form("content/pages/about.uk.md:7:3")
	for name, c := range map[string]struct {
		form   url.Values
		head   map[string]string
		status int
	}{
		"plainly":                         {good, nil, 204},
		"without a line":                  {form("site.yaml"), nil, 204},
		"a layout":                        {form("layouts/home.html:4"), nil, 204},
		"without a token":                 {url.Values{"place": good["place"]}, nil, 403},
		"with another token":              {url.Values{"token": {strings.Repeat("A", 26)}, "place": good["place"]}, nil, 403},
		"without an origin":               {good, map[string]string{"Origin": ""}, 403},
		"of another origin":               {good, map[string]string{"Origin": "https://evil.example"}, 403},
		"of nowhere":                      {good, map[string]string{"Origin": "null"}, 403},
		"by a name that leads here":       {good, map[string]string{"Host": "evil.example"}, 403},
		"from another site":               {good, map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 403},
		"as another type":                 {good, map[string]string{"Content-Type": "text/plain"}, 403},
		"above the site":                  {form("../../etc/passwd:1"), nil, 409},
		"above, by a file of the site":    {form("content/../../x.md"), nil, 409},
		"the site's file by another name": {form("./site.yaml:1"), nil, 409},
		"by its full path":                {form(filepath.Join(l.dir, "site.yaml") + ":1"), nil, 409},
		"with backslashes":                {form(`content\pages\about.uk.md:1`), nil, 409},
		"what is not there":               {form("content/pages/none.md:1"), nil, 409},
		"an option":                       {form("--help"), nil, 409},
		"nothing":                         {form(""), nil, 409},
		"a picture":                       {form("content/announcements/first/photo.png:1"), nil, 409},
	} {
		e.started = nil
		status, _, body := l.postTo(openForm, c.form, c.head)
		if status != c.status || (len(e.started) == 1) != (status == 204) {
			t.Errorf("%s: %d %s, started %q", name, status, body, e.started)
		}
		if name == "plainly" && e.started[0] != filepath.Join(l.dir, "content/pages/about.uk.md")+" at 7" {
			t.Errorf("started %q", e.started)
		}
	}
	if a := l.get(openForm + "?token=" + s.Token + "&place=site.yaml"); a.status != 404 {
		t.Errorf("a link opens files: %d", a.status)
	}
	e.ends = errors.New("no display")
	if status, _, body := l.postTo(openForm, good, nil); status != 409 || !strings.Contains(body, "about.uk.md:7 could not be opened: no display") {
		t.Errorf("an editor that ends at once: %d %s", status, body)
	}
}

func TestFindingsLeadToTheirPlace(t *testing.T) {
	e := &fakeEditor{ends: errors.New("")}
	l := serveWith(t, sample.Small(), func(o *Options) { o.Open = e.Open })
	l.write("content/pages/about.uk.md", "Про [ніщо](../members/nobody.md).\n")
	l.turn(func(turn Turn) bool { return !turn.Good() })
	p := (<-l.listenTo(t, "/uk/about/")).Problems[0].List[0]
	if !strings.HasPrefix(p.Place, "content/pages/about.uk.md:1:") || !strings.HasPrefix(p.Text, p.Place+": error") {
		t.Errorf("the place is %q of %q", p.Place, p.Text)
	}
	board := l.get(own).body
	if button := `<button form="open" name="place" value="` + p.Place + `" title="Edit this file">` + p.Place + `</button>: error`; !strings.Contains(board, button) || strings.Count(board, `<form id="open"`) != 1 {
		t.Errorf("the dashboard has no button %s:\n%s", button, board)
	}
}

func TestWithoutAnEditorPathsAreCopied(t *testing.T) {
	l := serve(t, sample.Small())
	s := <-l.listenTo(t, "/uk/about/")
	if s.Opens || s.Dir != l.dir || s.Words.Edit != "Copy the path" || s.Words.Copied != "The path was copied: …" {
		t.Errorf("the browser is told %+v", s)
	}
	if status, _, _ := l.postTo(openForm, url.Values{"token": {s.Token}, "place": {"site.yaml"}}, nil); status != 405 {
		t.Errorf("a file is opened by no editor: %d", status)
	}
	if strings.Contains(l.get(own).body, openForm) {
		t.Error("the dashboard has buttons that do nothing")
	}
}

func TestPlacesAreTakenApart(t *testing.T) {
	for place, want := range map[string]string{"a.md:3:4": "a.md 3", "a.md:3": "a.md 3", "a.md": "a.md 1", "a:b.md:2": "a:b.md 2", "a.md:0": "a.md:0 1", ":::": "::: 1", "a.md:1:2:3": "a.md:1 2", "a.md:-1": "a.md:-1 1"} {
		file, line := placed(place)
		if got := file + " " + string(rune('0'+line)); got != want {
			t.Errorf("%s is %s, not %s", place, got, want)
		}
	}
}
