package preview

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"diglot/generator/internal/sample"
)

// Planted bugs this test has caught: what a Run with errors made is shown.
func TestBadPageStaysAwayAndTheLastGoodOneStays(t *testing.T) {
	l := serve(t, sample.Small())
	good := l.get("/uk/about/")
	scenes := l.listenTo(t, "/uk/about/")
	key := (<-scenes).Key
	l.write("content/pages/about.uk.md", "Про [ніщо](../members/nobody.md).\n")
	turn := l.turn(func(turn Turn) bool { return !turn.Good() })
	if turn.Pages != 0 || turn.Shown.IsZero() || !slices.Equal(turn.Changed, []string{"content/pages/about.uk.md"}) {
		t.Errorf("told %+v", turn)
	}
	if a := l.get("/uk/about/"); a.body != good.body || a.generation != good.generation {
		t.Error("the page is not the last good one")
	}
	s := <-scenes
	if !s.Failing || s.Key != key || !strings.HasPrefix(s.Words.Since, s.Summary+". The page is") || len(s.Problems) != 2 || s.Problems[0].File != "content/pages/about.uk.md" {
		t.Fatalf("the browser is told %+v", s)
	}
	text := s.Problems[0].List[0].Text
	if !strings.Contains(text, "content/pages/about.uk.md:1:") || !strings.Contains(text, "    Про [ніщо](../members/nobody.md).\n") || !strings.Contains(text, "^~~") {
		t.Errorf("without place, line or mark:\n%s", text)
	}
	l.write("content/pages/about.uk.md", "Сайт [Альянсу](../alliance/alliance.md).\n")
	l.turn(Turn.Good)
	if s := <-scenes; s.Failing || s.Summary != "1 warning in content/announcements/secret.uk.md" || len(s.Problems) != 1 {
		t.Errorf("mended, and told %+v", s)
	}
}

func TestFirstBuildThatFailsShowsItsProblems(t *testing.T) {
	files := sample.Small()
	files["site.yaml"].Data = []byte("languages: 1\n")
	l := serve(t, files)
	if l.first.Good() {
		t.Error("that was no good site")
	}
	if a := l.get("/uk/"); a.status != 503 || strings.Count(a.body, script) != 1 {
		t.Errorf("%d %s", a.status, a.body)
	}
	if s := <-l.listenTo(t, "/uk/"); !s.Failing || len(s.Problems) == 0 {
		t.Errorf("told %+v", s)
	}
	l.write("site.yaml", string(sample.Small()["site.yaml"].Data))
	l.turn(Turn.Good)
	if a := l.get("/uk/"); a.status != 200 {
		t.Errorf("mended, and answered with %d", a.status)
	}
}

func TestBarSaysWhatReadersDoNotSee(t *testing.T) {
	files := sample.Small()
	edit := func(name, line string) {
		files[name].Data = []byte(strings.Replace(string(files[name].Data), "---\n", "---\n"+line+"\n", 1))
	}
	edit("content/announcements/first.md", "draft: true")
	edit("content/announcements/second.md", "languages: [uk]")
	delete(files, "content/announcements/second.zh.md")
	edit("content/places/dalian.md", "timezone: Asia/Shanghai")
	delete(files, "content/agreements/pact.zh.md")
	l := serve(t, files)
	for _, c := range []struct {
		path, file string
		editions   int
		badges     []string
	}{
		{"/uk/about/", "content/pages/about.uk.md", 1, nil},
		{"/uk/announcements/first/", "content/announcements/first.uk.md", 1, []string{"draft: not public"}},
		{"/zh/announcements/secret/", "content/announcements/secret.zh.md", 1, []string{"embargo until 2026-12-01 09:00 Europe/Kyiv / 2026-12-01 15:00 Asia/Shanghai: not public"}},
		{"/uk/announcements/second/", "content/announcements/second.uk.md", 0, []string{"not in 简体中文"}},
		{"/zh/agreements/pact/", "content/agreements/pact.md", 1, []string{"facts only: no text in 简体中文"}},
		{"/uk/members/", "", 1, nil},
	} {
		b := (<-l.listenTo(t, c.path)).Bar
		badges := slices.DeleteFunc(b.Badges, func(s string) bool { return strings.Contains(s, "found in") })
		if b.File != c.file || len(b.Editions) != c.editions || !slices.Equal(badges, c.badges) && len(badges)+len(c.badges) > 0 {
			t.Errorf("%s: %+v", c.path, b)
		}
	}
	board := l.get(own).body
	for _, want := range []string{"announcements/first", "draft", "embargo until", "facts only; write content/agreements/pact.zh.md", `href="/zh/announcements/secret/"`} {
		if !strings.Contains(board, want) {
			t.Errorf("the dashboard does not say %q", want)
		}
	}
}

// Planted bugs this test has caught: a feed that wants a title of every draft.
func TestDraftsThatLackALanguageEverywhereAreShown(t *testing.T) {
	files := sample.Small()
	for name, f := range files {
		switch text := string(f.Data); {
		case strings.HasPrefix(name, "content/alliance/"): // never a draft
		case strings.HasPrefix(name, "content/") && strings.HasSuffix(name, ".zh.md"):
			delete(files, name)
		case strings.HasPrefix(name, "content/") && strings.HasPrefix(text, "---\n"):
			lines := slices.DeleteFunc(strings.SplitAfter(text, "\n"), func(line string) bool { return strings.HasPrefix(strings.TrimSpace(line), "zh: ") })
			f.Data = []byte("---\ndraft: true\n" + strings.Join(lines[1:], ""))
		}
	}
	l := serve(t, files)
	if !l.first.Good() {
		t.Fatalf("not shown: %v, %v", l.first.Err, l.first.Report.Found)
	}
	for _, want := range []string{"announcements/first", "draft, no text in 简体中文"} {
		if board := l.get(own + "uk/").body; !strings.Contains(board, want) {
			t.Errorf("the dashboard does not say %q:\n%s", want, board)
		}
	}
}

// Planted bugs this test has caught: what is held back is named by a graph that a
// Run with errors does not have.
func TestDashboardIsThereWhateverIsWrong(t *testing.T) {
	for name, spoilt := range map[string]string{
		"site.yaml": "languages: 1\n", "layouts/home.html": "{{", "layouts/strings/uk.yaml": "a: [", "content/alliance/alliance.md": "---\n\tname: x\n---\n",
		"content/announcements/secret.md": "---\ntitel: x\n---\n", "content/announcements/secret.uk.md": "[ніде](../members/nobody.md)\n",
	} {
		l := serve(t, sample.Small())
		l.write(name, spoilt)
		l.turn(func(turn Turn) bool { return !turn.Good() })
		for _, board := range []string{own, own + "uk/", own + "zh/"} {
			if a, err := ask(l.base + board); err != nil || a.status == 500 || board == own && !strings.Contains(a.body, name) {
				t.Errorf("%s is wrong: %s is answered with %d, %v", name, board, a.status, err)
			}
		}
		<-l.listenTo(t, "/uk/announcements/secret/")
		l.stop()
	}
}

func TestHostileTextIsTextInTheDashboard(t *testing.T) {
	l := serve(t, sample.Small())
	l.write("content/pages/about.md", "---\n<script>alert(1)</script>: <img src=x onerror=alert(1)>\n---\n")
	l.turn(func(turn Turn) bool { return !turn.Good() })
	body := strings.Replace(l.get(own).body, script, "", 1)
	if strings.Contains(body, "<script") || strings.Contains(body, "<img") || !strings.Contains(body, "&lt;script&gt;") {
		t.Errorf("not escaped:\n%s", body)
	}
}

func TestWhatIsPublishedHasNothingOfThePreview(t *testing.T) {
	l := serve(t, sample.Small())
	site, report := l.cold()
	if report.Failed(false) {
		t.Fatal(report.Found)
	}
	for name, bytes := range site {
		for _, sign := range []string{"/_/", "diglot-preview", "EventSource"} {
			if strings.Contains(bytes, sign) {
				t.Errorf("%s contains %q", name, sign)
			}
		}
	}
	l.stop()
	for _, dir := range []string{"public", ".diglot"} {
		if _, err := os.Stat(filepath.Join(l.dir, dir)); err == nil {
			t.Errorf("the preview wrote %s", dir)
		}
	}
}

func TestLargePicturesAreServedFromTheSpool(t *testing.T) {
	l := serve(t, sample.Small())
	large := strings.Repeat("0123456789abcdef", 4096)
	l.write("static/large.bin", large)
	l.turn(Turn.Good)
	l.write("static/small.bin", "small")
	l.turn(Turn.Good)
	if l.get("/large.bin").body != large || l.get("/small.bin").body != "small" {
		t.Error("not what was written")
	}
}
