package main

import (
	"bytes"
	"compress/gzip"
	"path"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"diglot/generator/internal/sitetest"
)

// What a page may weigh, compressed, in bytes. The pages with all members or
// all names of a large site are the lists that they are, and have a budget of
// their own.
const (
	pageBudget   = 12_000
	homeBudget   = 14_000
	listBudget   = 24_000
	styleBudget  = 8_000
	scriptBudget = 15_000
	requests     = 2 // a page and its stylesheet; a browser asks for the icon by itself
)

func TestPagesKeepTheirBudgets(t *testing.T) {
	for name, s := range map[string]*published{"shipped": shipped(t), "large": large(t)} {
		t.Run(name, func(t *testing.T) {
			heaviest, weight := "", 0
			for file := range s.files {
				n := compressed(t, s.files[file])
				if budget, known := s.budget(file); known && n > budget {
					t.Errorf("%s weighs %d bytes, and may weigh %d", file, n, budget)
				}
				if path.Ext(file) == ".html" && n > weight {
					heaviest, weight = file, n
				}
			}
			for _, p := range s.pages {
				for _, fault := range p.asksFor() {
					t.Errorf("/%s: %s", p.path, fault)
				}
			}
			t.Logf("%d pages; the heaviest is %s with %d bytes", len(s.pages), heaviest, weight)
		})
	}
}

func (s *published) budget(file string) (int, bool) {
	switch path.Ext(file) {
	case ".css":
		return styleBudget, true
	case ".js":
		return scriptBudget, true
	case ".html":
		p := s.byFile(file)
		switch {
		case p.kind() == "home":
			return homeBudget, true
		case p.kind() == "names", p.kind() == "list":
			return listBudget, true
		}
		return pageBudget, true
	}
	return 0, false
}

// asksFor says what a page makes a browser fetch that it should not: scripts
// but on the page of the search, more than one stylesheet, anything from
// elsewhere.
func (p *webpage) asksFor() (faults []string) {
	fetched := 1
	for _, n := range sitetest.All(p.root, func(*html.Node) bool { return true }) {
		src, hasSrc := sitetest.Attribute(n, "src")
		href, _ := sitetest.Attribute(n, "href")
		switch {
		case n.Data == "script" && hasSrc:
			if p.kind() != "search" {
				faults = append(faults, "a script")
			}
		case n.Data == "link" && sitetest.HasWord(n, "rel", "stylesheet"):
			fetched++
			src, hasSrc = href, true
		case n.Data == "img":
		default:
			continue
		}
		if hasSrc && (strings.HasPrefix(src, "//") || strings.Contains(src, ":")) && !strings.HasPrefix(src, p.base.String()) {
			faults = append(faults, "something from elsewhere, "+src)
		}
	}
	if fetched > requests {
		faults = append(faults, "more than one stylesheet")
	}
	return faults
}

func compressed(t *testing.T, b []byte) int {
	t.Helper()
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Len()
}

func TestBudgetsNoticeWhatIsPlanted(t *testing.T) {
	const page = "uk/timeline/index.html"
	for planted, want := range map[string]string{
		`<script src="/assets/x.js"></script>`:           "a script",
		`<link rel="stylesheet" href="/assets/b.css">`:   "more than one stylesheet",
		`<img src="https://elsewhere.example/x.png">`:    "something from elsewhere",
		`<img alt="" src="//elsewhere.example/pixel">`:   "something from elsewhere",
		`<p>` + strings.Repeat("x", 10) + `</p><hr><br>`: "",
	} {
		s := shipped(t).with(page, func(text string) string { return strings.Replace(text, "</main>", planted+"</main>", 1) })
		faults := strings.Join(s.byFile(page).asksFor(), "; ")
		if want == "" && faults != "" || !strings.Contains(faults, want) {
			t.Errorf("%s: %q was noticed, want %q", planted, faults, want)
		}
	}
}
