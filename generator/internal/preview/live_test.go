package preview

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"diglot/generator/internal/build"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/edit"
	"diglot/generator/internal/sample"
	"diglot/generator/internal/site"
	"diglot/generator/internal/source"
)

// live is a site in a folder, and a preview of it.
type live struct {
	t     testing.TB
	dir   string
	base  string // address
	input build.Input
	first Turn
	turns chan Turn
	stop  func()
}

// patience is how long a test waits for what must come. It is no measure: the
// machine may be busy.
const patience = 30 * time.Second

// serve writes a site to a folder and shows it.
func serve(t testing.TB, files fstest.MapFS) *live {
	t.Helper()
	return serveWith(t, files, func(*Options) {})
}

// serveWith shows it with other options.
func serveWith(t testing.TB, files fstest.MapFS, options func(*Options)) *live {
	t.Helper()
	dir := t.TempDir()
	for name, f := range files {
		put(t, dir, name, string(f.Data))
	}
	return show(t, dir, options)
}

// show shows the site of a folder.
func show(t testing.TB, dir string, options func(*Options)) *live {
	t.Helper()
	folder, err := source.OS(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { folder.Close() })
	listener, err := Listen(0, false)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	l := &live{t: t, dir: dir, turns: make(chan Turn, 1000), input: build.Input{Site: folder, Clock: sample.Clock, Drafts: true, Version: "test"}}
	ready, over := make(chan Turn, 1), make(chan error, 1)
	go func() {
		o := Options{
			Dir: dir, Input: l.input, Clock: func() (site.Clock, error) { return sample.Clock, nil },
			Printer: func() diag.Printer { return diag.Printer{Lines: l.line} },
			Write: func(ctx context.Context, plan edit.Plan) error {
				return plan.Apply(ctx, edit.Place{Site: dir, Work: filepath.Join(dir, ".diglot"), Wait: patience})
			},
			Ready: func(address string, turn Turn) { l.base = strings.TrimSuffix(address, "/"); ready <- turn },
			Turn:  func(turn Turn) { l.turns <- turn },
			Say:   func(s string) { t.Log(s) },
		}
		options(&o)
		over <- Serve(ctx, listener, o)
	}()
	l.stop = sync.OnceFunc(func() {
		cancel()
		select {
		case err := <-over:
			if err != nil {
				t.Errorf("Serve: %v", err)
			}
		case <-time.After(patience):
			t.Error("the preview does not end")
		}
	})
	t.Cleanup(l.stop)
	select {
	case l.first = <-ready:
	case <-time.After(10 * patience): // for benchmarks of large sites
		t.Fatal("the preview does not begin")
	}
	return l
}

// line is a line of a file of the site.
func (l *live) line(file string, line int) string {
	b, _ := os.ReadFile(filepath.Join(l.dir, file))
	if lines := strings.Split(string(b), "\n"); line > 0 && line <= len(lines) {
		return lines[line-1]
	}
	return ""
}

func put(t testing.TB, dir, name, content string) {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// write puts a file in place whole, so that one write is one change: a Run that
// comes while a file is written where it lies sees half of it, and the next Run
// the rest.
func (l *live) write(name, content string) {
	l.t.Helper()
	const aside = ".aside"
	put(l.t, l.dir, aside, content)
	name = filepath.Join(l.dir, filepath.FromSlash(name))
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.Rename(filepath.Join(l.dir, aside), name)); err != nil {
		l.t.Fatal(err)
	}
}

func (l *live) read(name string) string {
	b, err := os.ReadFile(filepath.Join(l.dir, name))
	if err != nil {
		l.t.Fatal(err)
	}
	return string(b)
}

// turn waits for a Run that is told and fits.
func (l *live) turn(fits func(Turn) bool) Turn {
	l.t.Helper()
	for {
		select {
		case turn := <-l.turns:
			if fits(turn) {
				return turn
			}
		case <-time.After(patience):
			l.t.Fatal("the edit is not noticed")
		}
	}
}

// answer is what a browser gets.
type answer struct {
	status     int
	generation int
	head       http.Header
	body       string
}

// get asks for a path as it is, with its escapes.
func (l *live) get(path string) answer {
	l.t.Helper()
	a, err := ask(l.base + path)
	if err != nil {
		l.t.Fatal(err)
	}
	return a
}

var client = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

func ask(address string) (answer, error) {
	r, err := client.Get(address)
	if err != nil {
		return answer{}, err
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	n, _ := strconv.Atoi(r.Header.Get("X-Generation"))
	return answer{r.StatusCode, n, r.Header, string(b)}, err
}

// shelf takes a cold build.
type shelf map[string]string

func (shelf) Made(string) build.Key                { return build.Key{} }
func (shelf) Keep(string, build.Key) (bool, error) { return false, nil }
func (s shelf) Put(path string, b []byte, _ build.Key) error {
	s[path] = string(b)
	return nil
}

// cold builds the site from nothing.
func (l *live) cold() (shelf, build.Report) {
	l.t.Helper()
	s := shelf{}
	_, report, err := build.Run(context.Background(), build.State{}, l.input, s)
	if err != nil {
		l.t.Fatalf("Run: %v", err)
	}
	return s, report
}

// differs compares what is served with a cold build: "" where every output is
// the same, but for the script, and nothing else is there.
func (l *live) differs(want shelf, gone map[string]bool) string {
	for name, bytes := range want {
		a := l.get("/" + strings.ReplaceAll(name, " ", "%20"))
		if path.Ext(name) == ".html" {
			if strings.Count(a.body, script) != 1 {
				return name + " has not exactly one script"
			}
			a.body = strings.Replace(a.body, script, "", 1)
		}
		if a.status != http.StatusOK || a.body != bytes {
			return fmt.Sprintf("%s is not what a cold build makes (%d)", name, a.status)
		}
	}
	for name := range gone {
		if _, is := want[name]; !is {
			if a := l.get("/" + name); a.status != http.StatusNotFound {
				return fmt.Sprintf("%s is still there (%d)", name, a.status)
			}
		}
	}
	return ""
}
