package build

import (
	"context"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	folder "diglot/generator/internal/output"
	"diglot/generator/internal/sample"
	"diglot/generator/internal/source"
)

var (
	samplePages  = flag.Int("pages", 1000, "number of HTML pages of samples")
	sampleFolder = flag.String("sample", "", "folder that TestWriteSample writes a sample to")
)

// TestWriteSample writes a sample where a whole process can be measured:
//
//	go test ./generator/internal/build -run TestWriteSample -sample=DIR -pages=10000
//	/usr/bin/time -v diglot build -s DIR
func TestWriteSample(t *testing.T) {
	if *sampleFolder == "" {
		t.Skip("no -sample folder is given")
	}
	if err := sample.Write(*sampleFolder, *samplePages, 1); err != nil {
		t.Fatal(err)
	}
}

func TestASampleHasItsPagesAndNoMistakes(t *testing.T) {
	for _, pages := range []int{250, 1000} {
		_, report := new(shelf).mustBuild(t, State{}, input(sample.Site(pages, 1)))
		if len(report.Found) > 0 {
			t.Errorf("%d pages: %d findings:\n%.2000s", pages, len(report.Found), told(report.Found))
		}
		if made := pagesOf(report); made < pages*9/10 || made > pages*13/10 {
			t.Errorf("%d pages were asked for, and %d made", pages, made)
		}
	}
}

// sampleSize names the size of the samples: "1k".
func sampleSize() string { return strconv.Itoa(*samplePages/1000) + "k" }

func pagesOf(r Report) (n int) {
	for _, c := range r.Pages {
		n += c.Pages
	}
	return n
}

// keys is a sink that throws the bytes away and remembers what they were made
// from.
type keys struct {
	mu         sync.RWMutex
	site, next map[string]Key
}

func (k *keys) Made(path string) Key {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.site[path]
}

func (k *keys) Keep(path string, key Key) (bool, error) {
	k.next[path] = key
	return true, nil
}

func (k *keys) Put(path string, _ []byte, key Key) error {
	k.next[path] = key
	return nil
}

// build is one build onto the sink, which must succeed.
func (k *keys) build(b *testing.B, prev State, in Input) (State, Report) {
	k.next = map[string]Key{}
	state, report, err := Run(context.Background(), prev, in, k)
	if err != nil || report.Failed(false) {
		b.Fatal(err, told(report.Found))
	}
	k.mu.Lock()
	k.site = maps.Clone(k.next)
	k.mu.Unlock()
	return state, report
}

// stage publishes to a folder.
type stage struct{ *folder.Stage }

func (s stage) Made(path string) Key { return Key(s.Stage.Made(path)) }

func (s stage) Keep(path string, key Key) (bool, error) { return s.Stage.Keep(path, folder.Key(key)) }

func (s stage) Put(path string, b []byte, key Key) error {
	return s.PutMade(path, b, folder.Key(key))
}

// publish builds the site in a folder and publishes it below another, unless
// the build failed.
func publish(t testing.TB, dir, dest string, prev State) (State, Report) {
	t.Helper()
	site, err := source.OS(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer site.Close()
	s, err := folder.Open(context.Background(), folder.Place{Dest: filepath.Join(dest, "public"), Work: filepath.Join(dest, ".diglot")})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Discard()
	state, report, err := Run(context.Background(), prev, input(site), stage{s})
	if err != nil {
		t.Fatal(err)
	}
	if !report.Failed(false) {
		if _, err := s.Commit(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	return state, report
}

// fast is a new folder in memory where the machine has one: a busy disk would
// be measured otherwise.
func fast(t testing.TB) string {
	t.Helper()
	parent := "/dev/shm"
	if _, err := os.Stat(parent); err != nil {
		return t.TempDir()
	}
	dir, err := os.MkdirTemp(parent, "diglot-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// measure reports what n builds of so many pages took since the start.
func measure(b *testing.B, start time.Duration, pages int) {
	b.ReportMetric(float64(pages), "pages")
	b.ReportMetric(float64((cpu()-start).Microseconds())/float64(b.N)/float64(pages), "cpu-µs/page")
}

// BenchmarkCold builds a sample from a folder: to nowhere, which is the
// pipeline alone, and to another folder, which is what a user waits for. Its
// figures for -pages=10000 are those of the goals.
func BenchmarkCold(b *testing.B) {
	dir := fast(b)
	if err := sample.Write(dir, *samplePages, 1); err != nil {
		b.Fatal(err)
	}
	b.Run(sampleSize()+"/nowhere", func(b *testing.B) {
		site, err := source.OS(dir)
		if err != nil {
			b.Fatal(err)
		}
		defer site.Close()
		pages, start := 0, cpu()
		for b.Loop() {
			_, report := new(keys).build(b, State{}, input(site))
			pages = pagesOf(report)
		}
		measure(b, start, pages)
	})
	b.Run(sampleSize()+"/folder", func(b *testing.B) {
		pages, start := 0, cpu()
		for b.Loop() {
			dest := fast(b)
			_, report := publish(b, dir, dest, State{})
			pages = pagesOf(report)
			os.RemoveAll(dest)
		}
		measure(b, start, pages)
	})
}

// BenchmarkWarm builds again after an edit of one file, with the State of the
// build before.
func BenchmarkWarm(b *testing.B) {
	for _, edit := range []struct {
		name, glob string
		change     func(n int, s string) string
	}{
		{"none", "", nil},
		{"body", "content/announcements/*.uk.md", func(n int, s string) string { return s + marked(n, "\n\nДругий абзац.") }},
		{"title", "content/announcements/*.md", retitled},
		{"layout", "layouts/announcement.html", func(n int, s string) string {
			return strings.Replace(s, "</header>", marked(n, "<br>")+"</header>", 1)
		}},
	} {
		b.Run(edit.name, func(b *testing.B) {
			site := sample.Site(*samplePages, 1)
			sink := &keys{}
			state, report := sink.build(b, State{}, input(site))
			name := first(b, site, edit.glob)
			was := ""
			if name != "" {
				was = string(site[name].Data)
			}
			start, n := cpu(), 0
			for b.Loop() {
				if n++; name != "" {
					site = with(site, map[string]string{name: edit.change(n, was)})
				}
				state, report = sink.build(b, state, input(site))
			}
			measure(b, start, pagesOf(report))
			b.ReportMetric(float64(report.Made), "made")
			b.ReportMetric(float64(report.Rendered), "rendered")
		})
	}
}
