package preview

import (
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"diglot/generator/internal/sample"
)

// behind is a site in which a translation is behind its original.
func behind() fstest.MapFS {
	files := sample.Small()
	files["content/pages/about.zh.md"].Data = []byte("---\n# 译文\ntranslationOf: uk 2021-07-07 aaaa\n---\n[联盟](../alliance/alliance.md)网站。\n")
	return files
}

var field = regexp.MustCompile(`name="([a-z]+)" value="([^"]*)"`)

// formOf returns what the form of a file would send.
func formOf(t *testing.T, board, file string) url.Values {
	t.Helper()
	for form := range strings.SplitSeq(board, "<form ") {
		form, _, _ = strings.Cut(form, "</form>")
		if !strings.Contains(form, `value="`+file+`"`) {
			continue
		}
		values := url.Values{}
		for _, m := range field.FindAllStringSubmatch(form, -1) {
			values.Set(m[1], m[2])
		}
		return values
	}
	t.Fatalf("no form for %s:\n%s", file, board)
	return nil
}

func (l *live) holds(name string) string {
	b, err := os.ReadFile(filepath.Join(l.dir, filepath.FromSlash(name)))
	if err != nil {
		l.t.Fatal(err)
	}
	return string(b)
}

// post sends a form of the dashboard as a browser does.
func (l *live) post(form url.Values, head map[string]string) (status int, location, body string) {
	l.t.Helper()
	return l.postTo(acceptForm, form, head)
}

func (l *live) postTo(address string, form url.Values, head map[string]string) (status int, location, body string) {
	l.t.Helper()
	r, err := http.NewRequest("POST", l.base+address, strings.NewReader(form.Encode()))
	if err != nil {
		l.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", l.base)
	for name, value := range head {
		if r.Header.Set(name, value); value == "" {
			r.Header.Del(name)
		}
	}
	if host := head["Host"]; host != "" {
		r.Host = host
	}
	got, err := client.Do(r)
	if err != nil {
		l.t.Fatal(err)
	}
	defer got.Body.Close()
	b, _ := io.ReadAll(got.Body)
	return got.StatusCode, got.Header.Get("Location"), string(b)
}

func TestDoneIsNotedInTheFileAndTheMarkGoes(t *testing.T) {
	l := serve(t, behind())
	const file = "content/pages/about.zh.md"
	board := l.get(own + "zh/").body
	for _, want := range []string{"1 of 1 paragraph changed since 2021-07-07", `<p lang="uk">Сайт Альянсу.</p>`, `<p lang="zh-Hans">联盟网站。</p>`} {
		if !strings.Contains(board, want) {
			t.Errorf("the dashboard does not say %q:\n%s", want, board)
		}
	}
	if strings.Contains(l.get(own+"uk/").body, "1 of 1 paragraph") {
		t.Error("whoever writes Ukrainian is told what is behind in Chinese")
	}
	if s := <-l.listenTo(t, "/zh/about/"); len(s.Bar.Badges) == 0 || s.Bar.Badges[0] != "behind the original: 1 of 1 paragraph" {
		t.Errorf("badges %q", s.Bar.Badges)
	}
	status, location, body := l.post(formOf(t, board, file), nil)
	if status != 303 || location != own+"zh/" {
		t.Fatalf("%d %q %s", status, location, body)
	}
	if now := l.holds(file); !regexp.MustCompile(`^---\n# 译文\ntranslationOf: uk 2026-11-\d\d [0-9a-z]{4}\n---\n\[联盟\]`).MatchString(now) {
		t.Errorf("the file holds %q", now)
	}
	l.turn(Turn.Good)
	if strings.Contains(l.get(own).body, "1 of 1 paragraph") {
		t.Error("the mark is still there")
	}
}

// Planted bugs this test has caught: a token of any length; a form without an
// Origin; an original that was edited since the page was shown.
func TestFormsOfOthersAreNotTaken(t *testing.T) {
	l := serve(t, behind())
	const file = "content/pages/about.zh.md"
	before := l.holds(file)
	good := func() url.Values { return formOf(t, l.get(own).body, file) }
	with := func(key, value string) url.Values {
		v := good()
		v.Set(key, value)
		return v
	}
	for name, c := range map[string]struct {
		form   url.Values
		head   map[string]string
		status int
	}{
		"without a token":           {with("token", ""), nil, 403},
		"with another token":        {with("token", strings.Repeat("A", 26)), nil, 403},
		"without an origin":         {good(), map[string]string{"Origin": ""}, 403},
		"of another origin":         {good(), map[string]string{"Origin": "https://evil.example"}, 403},
		"of another name of ours":   {good(), map[string]string{"Origin": strings.Replace(l.base, "localhost", "127.0.0.1", 1)}, 403},
		"by a name that leads here": {good(), map[string]string{"Host": "evil.example"}, 403},
		"from another site":         {good(), map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 403},
		"without a type":            {good(), map[string]string{"Content-Type": "text/plain"}, 403},
		"for a path elsewhere":      {with("file", "../../etc/passwd"), nil, 409},
		"for no translation":        {with("file", "content/pages/about.uk.md"), nil, 409},
		"of what was not seen":      {with("seen", "x"), nil, 409},
	} {
		if status, _, body := l.post(c.form, c.head); status != c.status || l.holds(file) != before {
			t.Errorf("%s: %d %s", name, status, body)
		}
	}
	stale := good()
	l.write("content/pages/about.uk.md", "Інший сайт [Альянсу](../alliance/alliance.md).\n")
	l.turn(Turn.Good)
	if status, _, body := l.post(stale, nil); status != 409 || l.holds(file) != before || !strings.Contains(body, "was changed since the page was shown") {
		t.Errorf("%d %s", status, body)
	}
	if status, _, _ := l.post(good(), nil); status != 303 || l.holds(file) == before {
		t.Errorf("the form of today: %d", status)
	}
}

// Without JavaScript, and for whoever has no original yet: each of the two ways.
func TestWhoseTranslationItIsIsSaidOnce(t *testing.T) {
	l := serve(t, sample.Small())
	form := formOf(t, l.get(own).body, "content/agreements/pact.uk.md")
	if form.Get("from") != "zh" {
		t.Errorf("made from %q", form.Get("from"))
	}
	if status, _, body := l.post(form, nil); status != 303 {
		t.Fatalf("%d %s", status, body)
	}
	if !strings.Contains(l.holds("content/agreements/pact.uk.md"), "translationOf: zh 2026-") {
		t.Error("it is not noted")
	}
}

func TestOfManyTextsTheFirstAreShownAndTheRestIsCounted(t *testing.T) {
	board := serve(t, sample.Site(200, 1)).get(own).body
	if n := strings.Count(board, `<section aria-labelledby="unaccepted-`); n != many || !regexp.MustCompile(`<p>and \d+ more</p>`).MatchString(board) {
		t.Errorf("%d are shown", n)
	}
}
