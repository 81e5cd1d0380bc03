package main

import (
	"bufio"
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/chromedp"
	"gopkg.in/yaml.v3"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/preview"
	"diglot/generator/internal/sample"
)

// BenchmarkSaveToVisible measures how long it takes from the end of a save until
// the text stands in the page that a browser shows, with a site of DIGLOT_PAGES
// pages, 1,000 where that is not set; in the same run for the server of Hugo, if
// it is installed, with the same texts and layouts that say no more than a title:
//
//	go test ./generator -run '^$' -bench SaveToVisible -benchtime 50x -timeout 30m
func BenchmarkSaveToVisible(b *testing.B) {
	pages := 1000
	fmt.Sscan(os.Getenv("DIGLOT_PAGES"), &pages)
	files := sample.Site(pages, 1)
	text := firstFile(files, "content/announcements/*.uk.md")
	page := "uk/announcements/" + strings.TrimSuffix(path.Base(text), ".uk.md") + "/"
	b.Run("diglot", func(b *testing.B) { authorOf(b, files, diag.English).saves(b, text, page) })
	b.Run("hugo", func(b *testing.B) { hugo(b, files).saves(b, text, page) })
}

// firstFile is the first path that fits a pattern.
func firstFile(files fstest.MapFS, pattern string) string {
	var list []string
	for name := range files {
		if fits, _ := path.Match(pattern, name); fits {
			list = append(list, name)
		}
	}
	return slices.Min(list)
}

// saves edits a text again and again, and waits each time until the page says it.
func (a *author) saves(b *testing.B, text, page string) {
	if err := chromedp.Do(a.ctx, chromedp.Navigate(a.base.String()+page)); err != nil {
		b.Fatal(err)
	}
	before := a.read(text)
	time.Sleep(2 * time.Second) // the page listens
	var took []time.Duration
	missed := 0 // saves that were never shown
	for n := 0; b.Loop(); n++ {
		mark := fmt.Sprintf("Позначка %d.", n)
		a.write(text, before+"\n"+mark+"\n")
		began := time.Now()
		for expression := fmt.Sprintf("document.body.textContent.includes(%q)", mark); ; time.Sleep(2 * time.Millisecond) {
			if seen, err := chromedp.Run(a.ctx, chromedp.Evaluate[bool](expression)); err == nil && seen {
				break
			}
			if time.Since(began) > 20*time.Second {
				missed++
				break
			}
		}
		took = append(took, time.Since(began))
		time.Sleep(300 * time.Millisecond) // nobody saves faster
	}
	slices.Sort(took)
	b.ReportMetric(float64(missed), "missed")
	b.ReportMetric(0, "ns/op") // with its rests it says nothing
	b.ReportMetric(float64(took[len(took)/2].Milliseconds()), "ms-median")
	b.ReportMetric(float64(took[len(took)-1].Milliseconds()), "ms-worst")
}

// hugo serves the texts of a site with Hugo.
func hugo(b *testing.B, files fstest.MapFS) *author {
	program, err := exec.LookPath("hugo")
	if err != nil {
		b.Skip("NOT MEASURED: hugo is not there. To have it: apt-get install hugo")
	}
	a := &author{t: b, dir: b.TempDir()}
	a.write("config.yaml", "baseURL: /\ndefaultContentLanguage: uk\ndefaultContentLanguageInSubdir: true\nlanguages:\n  uk: {languageName: Українська}\n  zh: {languageName: 中文}\n")
	const whole = `<!doctype html><html lang="{{.Language.Lang}}"><head><meta charset="utf-8"><title>{{.Title}}</title></head><body>{{block "main" .}}{{end}}</body></html>`
	a.write("layouts/_default/baseof.html", whole)
	a.write("layouts/_default/single.html", `{{define "main"}}<h1>{{.Title}}</h1><p>{{.Date}}</p>{{.Content}}{{end}}`)
	a.write("layouts/_default/list.html", `{{define "main"}}<h1>{{.Title}}</h1><ul>{{range .Pages}}<li><a href="{{.RelPermalink}}">{{.Title}}</a></li>{{end}}</ul>{{end}}`)
	for name, f := range files {
		a.copyToHugo(files, name, f.Data)
	}
	listener, err := preview.Listen(0, false) // for a port that is free
	if err != nil {
		b.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	server := exec.Command(program, "server", "--source", a.dir, "--bind", "127.0.0.1", "--port", address[strings.LastIndex(address, ":")+1:], "--renderToDisk=false")
	server.Stdout, server.Stderr = &bytes.Buffer{}, &bytes.Buffer{}
	if err := server.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { server.Process.Kill(); server.Wait() })
	base, err := url.Parse("http://" + address + "/")
	if err != nil {
		b.Fatal(err)
	}
	s := &published{base: base}
	for began := time.Now(); ; time.Sleep(100 * time.Millisecond) {
		if r, err := http.Get(s.base.String() + "uk/"); err == nil {
			r.Body.Close()
			break
		}
		if time.Since(began) > 5*time.Minute {
			b.Fatalf("hugo does not answer:\n%s%s", server.Stdout, server.Stderr)
		}
	}
	a.tab = openTab(b, s)
	return a
}

// copyToHugo writes a text with its title and date above it, as Hugo wants them.
func (a *author) copyToHugo(files fstest.MapFS, name string, text []byte) {
	name, isText := strings.CutSuffix(name, ".md")
	key := strings.TrimPrefix(filepath.Ext(name), ".")
	if !isText || key == "" || !strings.HasPrefix(name, "content/") {
		return
	}
	var facts struct {
		Title, Name map[string]string
		Date        string
	}
	if f := files[strings.TrimSuffix(name, "."+key)+".md"]; f != nil {
		var front bytes.Buffer
		for lines := bufio.NewScanner(bytes.NewReader(f.Data[len("---\n"):])); lines.Scan() && lines.Text() != "---"; {
			front.WriteString(lines.Text() + "\n")
		}
		_ = yaml.Unmarshal(front.Bytes(), &facts) // what is of another shape has no title here
	}
	title := facts.Title[key]
	if title == "" {
		title = facts.Name[key]
	}
	a.write(name+".md", fmt.Sprintf("---\ntitle: %q\ndate: %s\n---\n%s", title, facts.Date, text))
}
