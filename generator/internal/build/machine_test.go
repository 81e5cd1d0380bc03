package build

import (
	"context"
	"errors"
	"io/fs"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"diglot/generator/internal/sample"
	"diglot/generator/internal/source"
)

// shuffled is a site whose folders are listed in another order each time.
type shuffled struct {
	fstest.MapFS
	seed uint64
}

func (s shuffled) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := s.MapFS.ReadDir(name)
	r := rand.New(rand.NewPCG(s.seed, uint64(len(list))))
	r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list, err
}

// Planted bugs this test has caught: a buffer that is used again before the sink
// has taken it; a day in the machine's own time zone.
func TestOrderAndProcessorsChangeNothing(t *testing.T) {
	zone := time.Local
	defer func() { time.Local = zone }()
	good := sample.Site(250, 1)
	bad := with(good, map[string]string{
		"content/members/kyiv-technical.uk.md":    "[а](nobody.md) [б](nowhere.md#x) ще ***\n\n[](member:nix)\n",
		"content/members/dalian-technical.md":     "---\nname: 1\nplace: [\n---\n",
		"content/places/kyiv.md":                  "---\nname: Київ\ncountry: XX\nnonsense: 1\n---\n",
		"content/members/beijing-technical.zh.md": "[甲](../nowhere.md)\n",
	})
	today := with(small(), map[string]string{ // in Kyiv; elsewhere it is yesterday or tomorrow
		"content/announcements/second.md": strings.Replace(string(small()["content/announcements/second.md"].Data), "2022-03-01", "2026-11-20", 1)})
	for _, site := range []fstest.MapFS{good, bad, today} {
		want := &shelf{}
		_, said := want.build(t, State{}, input(site))
		for i, procs := range []int{1, 8, 3} {
			was := runtime.GOMAXPROCS(procs)
			time.Local = time.FixedZone("far", (i-1)*13*3600)
			got := &shelf{}
			_, report := got.build(t, State{}, input(shuffled{site, uint64(i)}))
			runtime.GOMAXPROCS(was)
			if d := differ(got.site, want.site); d != "" {
				t.Errorf("%d processors: %s", procs, d)
			}
			if got, want := told(report.Found), told(said.Found); got != want {
				t.Errorf("%d processors told\n%s\nwant\n%s", procs, got, want)
			}
		}
		if site["content/places/kyiv.md"] == bad["content/places/kyiv.md"] && len(said.Found) < 5 {
			t.Errorf("only %d findings to put in order", len(said.Found))
		}
	}
}

// watched is a site that calls a function before a file is opened.
type watched struct {
	fstest.MapFS
	open func(name string)
}

func (w watched) Open(name string) (fs.File, error) {
	w.open(name)
	return w.MapFS.Open(name)
}

// Planted bugs this test has caught: each that goes on after the end.
func TestRunStopsWithItsContext(t *testing.T) {
	site := sample.Site(250, 1)
	shelf := &shelf{}
	state, first := shelf.mustBuild(t, State{}, input(site))
	opens := openings(t, site)
	for _, at := range []int{1, 2, opens / 4, opens / 2, opens * 3 / 4, opens * 9 / 10} {
		before := runtime.NumGoroutine()
		ctx, cancel := context.WithCancel(t.Context())
		n := make(chan int, 1)
		n <- 0
		in := input(watched{site, func(string) {
			i := <-n + 1
			n <- i
			if i == at {
				cancel()
			}
		}})
		left, _, err := Run(ctx, State{}, in, &keys{next: map[string]Key{}})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("stopped at opening %d of %d: %v", at, opens, err)
		}
		if left := remaining(before); left > 0 {
			t.Errorf("stopped at opening %d: %d goroutines are left", at, left)
		}
		if left.outputs != nil {
			t.Errorf("stopped at opening %d: a State of half a build", at)
		}
		if i := <-n; i > at+(2+ahead)*runtime.GOMAXPROCS(0) {
			t.Errorf("stopped at opening %d, and %d more followed", at, i-at)
		}
	}
	if _, report := shelf.mustBuild(t, state, input(site)); report.Made != 0 || report.Outputs != first.Outputs {
		t.Errorf("after all this %d views are made", report.Made)
	}
}

// openings counts how often a cold build opens a file.
func openings(t *testing.T, site fstest.MapFS) int {
	n := make(chan int, 1)
	n <- 0
	new(shelf).mustBuild(t, State{}, input(watched{site, func(string) { n <- <-n + 1 }}))
	return <-n
}

// remaining returns how many goroutines there are beyond those before. One
// that has done its work may need a moment to be gone; one that waits for
// something would wait for ever.
func remaining(before int) (left int) {
	for range 200 {
		if left = runtime.NumGoroutine() - before; left <= 0 {
			return 0
		}
		time.Sleep(5 * time.Millisecond)
	}
	return left
}

// broken is a sink that fails at one path, and notes who asks it when all is
// over.
type broken struct {
	*shelf
	at          string
	ended, late *atomic.Bool
}

func (b broken) Made(path string) Key {
	if b.ended.Load() {
		b.late.Store(true)
	}
	return b.shelf.Made(path)
}

var errSink = errors.New("the disk is full")

func (b broken) Put(path string, bytes []byte, key Key) error {
	if path == b.at {
		return errSink
	}
	return b.shelf.Put(path, bytes, key)
}

// Planted bugs this test has caught: copy that goes on after an error; inOrder
// that does not wait for its workers.
func TestRunEndsWithTheFailureOfItsSink(t *testing.T) {
	shelf := &shelf{}
	if _, _, err := Run(t.Context(), State{}, input(small()), shelf); err != nil {
		t.Fatal(err)
	}
	order := shelf.order
	for _, path := range order {
		shelf.discard()
		before := runtime.NumGoroutine()
		sink := broken{shelf, path, new(atomic.Bool), new(atomic.Bool)}
		_, _, err := Run(t.Context(), State{}, input(small()), sink)
		sink.ended.Store(true)
		if !errors.Is(err, errSink) || slices.Contains(shelf.order, path) || len(shelf.order) > slices.Index(order, path) {
			t.Errorf("%s: %v after %d outputs", path, err, len(shelf.order))
		}
		if left := remaining(before); left > 0 || sink.late.Load() {
			t.Errorf("%s: %d goroutines are left, or went on: %v", path, left, sink.late.Load())
		}
	}
}

// exhausted is a site of which a file cannot be opened, because too many are.
type exhausted struct {
	fstest.MapFS
	at string
}

func (e exhausted) Open(name string) (fs.File, error) {
	if name == e.at {
		return nil, &fs.PathError{Op: "open", Path: name, Err: syscall.EMFILE}
	}
	return e.MapFS.Open(name)
}

func (e exhausted) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == e.at {
		return nil, &fs.PathError{Op: "open", Path: name, Err: syscall.EMFILE}
	}
	return e.MapFS.ReadDir(name)
}

// Planted bugs this test has caught: a file that is told to its author; a folder
// that is.
func TestMachineAtItsEndIsNoMistakeOfAnAuthor(t *testing.T) {
	for _, at := range []string{"content/members/khpi.md", "content/members", "layouts/base.html"} {
		_, report, err := Run(t.Context(), State{}, input(exhausted{small(), at}), &shelf{})
		if !errors.Is(err, syscall.EMFILE) {
			t.Errorf("%s: %v, and %s", at, err, told(report.Found))
		}
	}
}

// Planted bugs this test has caught: texts read with source.Load and not from
// the tree; copies the same.
func TestChangedFileIsAnError(t *testing.T) {
	for _, name := range []string{"content/announcements/first.uk.md", "content/announcements/secret.uk.md",
		"content/announcements/first/photo.png", "static/favicon.svg"} {
		for how, change := range map[string]func(site fstest.MapFS){
			"edited": func(site fstest.MapFS) {
				site[name] = &fstest.MapFile{Data: append(slices.Clone(site[name].Data), '\n')}
			},
			"taken": func(site fstest.MapFS) { delete(site, name) },
		} {
			site := small()
			seen := make(chan int, 1)
			seen <- 0
			in := input(swapping{site, name, seen, how == "taken", change})
			shelf := &shelf{}
			_, _, err := Run(t.Context(), State{}, in, shelf)
			if changed, ok := errors.AsType[*source.ChangedError](err); !ok || changed.Path != name {
				t.Errorf("%s was %s during the build: %v", name, how, err)
			}
		}
	}
}

// swapping is a site in which one file is another from the second opening on.
type swapping struct {
	fstest.MapFS
	name   string
	seen   chan int
	gone   bool
	change func(fstest.MapFS)
}

func (s swapping) later(name string) fstest.MapFS {
	if name != s.name {
		return s.MapFS
	}
	n := <-s.seen
	defer func() { s.seen <- n }()
	if n == 0 {
		return s.MapFS
	}
	site := with(s.MapFS, nil)
	s.change(site)
	return site
}

func (s swapping) Lstat(name string) (fs.FileInfo, error) { return s.later(name).Lstat(name) }

func (s swapping) Open(name string) (fs.File, error) {
	f, err := s.later(name).Open(name)
	if name == s.name {
		s.seen <- <-s.seen + 1
	}
	return f, err
}
