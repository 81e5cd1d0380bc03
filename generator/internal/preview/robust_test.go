package preview

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"

	"diglot/generator/internal/sample"
)

var soak = flag.Duration("soak", 0, "for how long the soak goes on; without it, a few hundred edits")

// What is lost where the system's queue ran over is found by a Run, and folders
// that came meanwhile are watched.
//
// Planted bugs this test has caught: an error of the watch that is passed over;
// folders that are not looked for after it.
func TestOverflowOfEventsWakesAndWatchesAnew(t *testing.T) {
	w, at := watched(t, false)
	if err := w.notify.Remove(at("content/pages/deep")); err != nil { // as if its coming had been lost
		t.Fatal(err)
	}
	w.notify.Errors <- fsnotify.ErrEventOverflow
	if !roused(w, patience) {
		t.Fatal("nothing was noticed")
	}
	w.follow()
	put(t, at(""), "content/pages/deep/b.md", "2")
	if !roused(w, patience) {
		t.Error("the folder whose events were lost is not watched")
	}
}

// Planted bugs this test has caught: looks that stay slow; a sentence for each
// folder.
func TestWatchLimitIsToldOnceAndFilesAreLookedAt(t *testing.T) {
	var told []string
	w := newWatcher(t.TempDir(), false, func(phrase, reason string) { told = append(told, phrase+reason) })
	defer w.notify.Close()
	for range 3 {
		w.resort(&os.SyscallError{Syscall: "inotify_add_watch", Err: syscall.ENOSPC})
	}
	if len(told) != 1 || told[0] != "serve-limit" || !w.often.Load() {
		t.Errorf("told %q, looks often: %t", told, w.often.Load())
	}
	w = newWatcher(t.TempDir(), true, func(phrase, reason string) { t.Error(phrase, reason) })
	if w.notify != nil || !w.often.Load() {
		t.Error("--poll waits for events")
	}
	told = nil
	w = newWatcher(t.TempDir(), true, func(phrase, reason string) { told = append(told, phrase+" "+reason) })
	if w.resort(errors.New("no such device")); len(told) != 1 || told[0] != "serve-silent no such device" {
		t.Errorf("told %q", told)
	}
}

// With --poll, edits are shown although no event comes.
func TestPolledSiteIsShownAsItIs(t *testing.T) {
	l := serveWith(t, sample.Small(), func(o *Options) { o.Poll = true })
	l.write("content/pages/about.uk.md", "Побачено.\n")
	l.turn(Turn.Good)
	if a := l.get("/uk/about/"); !strings.Contains(a.body, "Побачено.") {
		t.Error("the edit is not shown")
	}
}

func TestFolderThatWasAwayIsFollowedAgain(t *testing.T) {
	l := serve(t, sample.Small())
	at := func(name string) string { return filepath.Join(l.dir, name) }
	away := filepath.Join(t.TempDir(), "pages")
	for n := range 3 {
		try(t, os.Rename(at("content/pages"), away))
		l.turn(func(turn Turn) bool { return len(turn.Changed) == 3 })
		try(t, os.Rename(away, at("content/pages")))
		l.turn(func(turn Turn) bool { return len(turn.Changed) == 3 && turn.Good() })
		mark := fmt.Sprintf("Повернулося %d.", n)
		l.write("content/pages/about.uk.md", mark+"\n")
		l.turn(func(turn Turn) bool { return len(turn.Changed) == 1 })
		if a := l.get("/uk/about/"); !strings.Contains(a.body, mark) {
			t.Errorf("“%s” is not shown", mark)
		}
	}
}

// A checkout of a thousand files is shown whole at its end, whatever was seen on
// the way.
func TestCheckoutOfAThousandFilesIsShownWhole(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("NOT CHECKED: git is not there")
	}
	dir := t.TempDir()
	for name, f := range sample.Small() {
		put(t, dir, name, string(f.Data))
	}
	git := func(args ...string) {
		t.Helper()
		c := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", "-c", "gc.auto=0"}, args...)...)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %q: %v\n%s", args, err, out)
		}
	}
	git("init", "-q", "-b", "few")
	git("add", ".")
	git("commit", "-qm", "few")
	git("checkout", "-qb", "many")
	const many = 334
	for n := range many {
		id := fmt.Sprintf("content/announcements/many-%d", n)
		put(t, dir, id+".md", sample.Facts("date: 2022-04-01", "about: [member:khpi]", fmt.Sprintf("title:\n  uk: Новина %d\n  zh: 消息%d", n, n)))
		put(t, dir, id+".uk.md", "Текст.\n")
		put(t, dir, id+".zh.md", "文本。\n")
	}
	git("add", ".")
	git("commit", "-qm", "many")
	git("checkout", "-q", "few")
	l := show(t, dir, func(*Options) {})
	for _, c := range []struct {
		branch string
		status int
	}{{"many", 200}, {"few", 404}} {
		git("checkout", "-q", c.branch)
		want, _ := l.cold()
		wrong := "?"
		for began := time.Now(); wrong != "" && time.Since(began) < patience; time.Sleep(50 * time.Millisecond) {
			if wrong = ""; l.get(fmt.Sprintf("/uk/announcements/many-%d/", many-1)).status != c.status {
				wrong = "the last record stands otherwise"
			} else {
				wrong = l.differs(want, nil)
			}
		}
		if wrong != "" {
			t.Errorf("after a checkout of “%s”: %s", c.branch, wrong)
		}
	}
}

// Clients that never end their headers, and those that do not read what they are
// sent, hold up nobody.
//
// Planted bugs this test has caught: headers that may take for ever.
func TestSlowClientsHoldUpNobodyAndAreLeft(t *testing.T) {
	l := serve(t, sample.Small())
	l.write("static/large.bin", strings.Repeat("0123456789abcdef", 1<<19)) // more than the system's buffers
	l.turn(Turn.Good)
	port := l.base[strings.LastIndex(l.base, ":"):]
	dial := func(request string) net.Conn {
		c, err := net.Dial("tcp4", "127.0.0.1"+port)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		io.WriteString(c, request)
		return c
	}
	var endless []net.Conn
	for range 20 {
		endless = append(endless, dial("GET / HTTP/1.1\r\nHost: localhost"+port+"\r\nA: "))
		for _, path := range []string{"/large.bin", "/_/events?path=/uk/about/"} {
			dial("GET " + path + " HTTP/1.1\r\nHost: localhost" + port + "\r\n\r\n") // and never reads
		}
	}
	began := time.Now()
	for n := range 5 {
		mark := fmt.Sprintf("Тим часом %d.", n)
		l.write("content/pages/about.uk.md", mark+"\n")
		l.turn(Turn.Good)
		if a := l.get("/uk/about/"); !strings.Contains(a.body, mark) {
			t.Errorf("“%s” is not shown", mark)
		}
		for _, c := range endless {
			io.WriteString(c, "a") // a byte now and then keeps no line open
		}
	}
	for n, c := range endless {
		c.SetReadDeadline(began.Add(patience))
		if _, err := io.ReadAll(c); errors.Is(err, os.ErrDeadlineExceeded) {
			t.Fatalf("headers that never end are still waited for (%d)", n)
		}
	}
}

// Neither files nor memory are lost with edits. A page that is asked for with
// every one of them holds nothing, nor does a listener that comes and goes.
//
//	go test ./generator/internal/preview -run Soak -soak 1h -timeout 2h
//
// Planted bugs this test has caught: generations that are all kept; a file that
// is opened with every Run.
func TestSoakLeavesFilesAndMemoryAsTheyWere(t *testing.T) {
	l := serve(t, sample.Small())
	n := 0
	edit := func() {
		n++
		l.write("content/pages/about.uk.md", fmt.Sprintf("Редакція %d.\n", n))
		if n%10 == 0 {
			l.write("layouts/css/99-last.css", fmt.Sprintf(".x { opacity: .%d }\n", 10+n%80))
		}
		l.turn(func(turn Turn) bool { return len(turn.Changed) > 0 })
		l.get("/uk/about/")
	}
	measure := func() (files int, heap uint64) {
		http.DefaultClient.CloseIdleConnections()
		client.CloseIdleConnections()
		open, err := os.ReadDir("/proc/self/fd")
		if err != nil {
			t.Skip("NOT CHECKED: the system does not list open files")
		}
		var m runtime.MemStats
		for range 2 {
			runtime.GC()
		}
		runtime.ReadMemStats(&m)
		return len(open), m.HeapAlloc
	}
	for range 40 {
		edit()
	}
	files, heap := measure()
	for began := time.Now(); n < 240 || time.Since(began) < *soak; {
		edit()
	}
	laterFiles, laterHeap := measure()
	t.Logf("after %d edits %d open files (%d before), %d kB of heap (%d before)", n, laterFiles, files, laterHeap>>10, heap>>10)
	const file, memory = 4, 2 << 20 // what comes and goes
	if laterFiles > files+file || laterHeap > heap+memory {
		t.Error("something is kept with every edit")
	}
}
