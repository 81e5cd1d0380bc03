package output

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// The test binary starts itself again as a helper that publishes and is killed.
func TestMain(m *testing.M) {
	if job := os.Getenv("OUTPUT_TEST_HELPER"); job != "" {
		help(job, Place{Dest: os.Getenv("OUTPUT_TEST_DEST"), Work: os.Getenv("OUTPUT_TEST_WORK")})
	}
	os.Exit(m.Run())
}

// editions are two sites that differ in every way: files changed, added, removed.
func edition(n int) site {
	want := site{"index.html": "entrance"}
	for i := range 60 {
		switch {
		case i%3 == 0:
			want[fmt.Sprintf("same/%d/index.html", i)] = strings.Repeat("s", 2000)
		case i%3 == 1:
			want[fmt.Sprintf("changed/%d/index.html", i)] = strings.Repeat(fmt.Sprint(n), 2000)
		case i%2 == n:
			want[fmt.Sprintf("only%d/%d/index.html", n, i)] = "here"
		}
	}
	return want
}

func help(job string, p Place) {
	fail := func(err error) {
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	switch job {
	case "hold": // the lock, until killed
		_, err := Open(context.Background(), p)
		fail(err)
		fmt.Println("held")
		time.Sleep(time.Hour)
	case "once":
		_, err := publish(p, edition(1))
		fail(err)
		os.Exit(0)
	case "exchange", "renames": // both editions in turn, until killed
		for n := 0; ; n = 1 - n {
			s, err := Open(context.Background(), p)
			fail(err)
			if job == "renames" {
				s.exchange = func(string, string) error { return errors.ErrUnsupported }
			}
			fail(edition(n).put(s))
			_, err = s.Commit(context.Background())
			fail(err)
			fmt.Print(".")
		}
	default: // die at a point of the swap
		s, err := Open(context.Background(), p)
		fail(err)
		s.exchange = func(a, b string) error { return dieAt(job, s, a, b) }
		fail(edition(1).put(s))
		_, err = s.Commit(context.Background())
		fail(err)
	}
	os.Exit(0)
}

func dieAt(point string, s *Stage, stage, dest string) error {
	var err error
	switch point {
	case "after-swap":
		err = exchange(stage, dest)
	case "between-renames":
		err = os.Rename(dest, filepath.Join(s.home, formerName))
	case "after-renames":
		err = exchangeByRenames(stage, dest, filepath.Join(s.home, formerName))
	case "after-removal":
		err = errors.Join(exchange(stage, dest), os.RemoveAll(stage))
	case "half-removed":
		err = errors.Join(exchange(stage, dest), os.RemoveAll(filepath.Join(stage, "same")))
	case "half-removed-after-renames":
		former := filepath.Join(s.home, formerName)
		err = errors.Join(exchangeByRenames(stage, dest, former), os.RemoveAll(filepath.Join(former, "same")))
	}
	if err != nil {
		return err
	}
	self, _ := os.FindProcess(os.Getpid())
	self.Kill()
	time.Sleep(time.Hour)
	return nil
}

func helper(t *testing.T, job string, p Place) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), "OUTPUT_TEST_HELPER="+job, "OUTPUT_TEST_DEST="+p.Dest, "OUTPUT_TEST_WORK="+p.Work)
	cmd.Stderr = os.Stderr
	return cmd
}

// Bugs this test has caught: the manifest replaced before the former tree was gone
// (a real one). Planted: a copy over the published folder for the exchange; the
// next manifest written after the swap; the trees of dead builds not removed.
func TestKilledBuildLeavesTheOldSiteOrTheNew(t *testing.T) {
	rounds := 30
	if testing.Short() {
		rounds = 6
	}
	for _, job := range []string{"exchange", "renames"} {
		p := place(t)
		mustPublish(t, p, edition(0))
		seen := map[string]int{}
		for range rounds / 2 {
			cmd := helper(t, job, p)
			out, err := cmd.StdoutPipe()
			if err == nil {
				err = cmd.Start()
			}
			if err != nil {
				t.Fatal(err)
			}
			out.Read(make([]byte, 1)) // it is at work
			time.Sleep(time.Duration(rand.IntN(80_000)) * time.Microsecond)
			cmd.Process.Kill()
			io.Copy(io.Discard, out)
			cmd.Wait()
			seen[checkAfterDeath(t, p, job == "renames")]++
		}
		t.Logf("%s: %v", job, seen)
	}
}

// checkAfterDeath checks what a dead build left and that the next repairs it.
func checkAfterDeath(t *testing.T, p Place, mayBeAway bool) string {
	t.Helper()
	state := which(t, p)
	if state == "neither" && mayBeAway && len(readSite(t, p.Dest)) == 0 {
		state = "away"
	} else if state == "neither" {
		t.Errorf("the published folder is neither site: %d files", len(readSite(t, p.Dest)))
	}
	if err := open(t, p).Discard(); err != nil {
		t.Fatal(err)
	}
	if now := which(t, p); now == "neither" || state != "away" && now != state {
		t.Errorf("was %s, is %s after the repair", state, now)
	}
	checkNoResidue(t, p)
	mustPublish(t, p, edition(0))
	return state
}

func which(t *testing.T, p Place) string {
	got := readSite(t, p.Dest)
	for n, name := range []string{"old", "new"} {
		if maps.Equal(got, edition(n)) {
			return name
		}
	}
	return "neither"
}

// Planted bugs this test has caught: the former site not put back; the next
// manifest written after the swap.
func TestDeathAtEveryPointOfTheSwapIsRepaired(t *testing.T) {
	for point, want := range map[string]string{
		"before-swap": "old", "after-swap": "new", "after-removal": "new", "half-removed": "new",
		"between-renames": "away", "after-renames": "new", "half-removed-after-renames": "new",
	} {
		if strings.HasSuffix(point, "renames") || runtime.GOOS == "linux" || runtime.GOOS == "darwin" {
			p := place(t)
			mustPublish(t, p, edition(0))
			cmd := helper(t, point, p)
			if err := cmd.Run(); err == nil {
				t.Errorf("%s: the helper lives", point)
			}
			if got := checkAfterDeath(t, p, point == "between-renames"); got != want {
				t.Errorf("%s: the site is %s, want %s", point, got, want)
			}
		}
	}
}

// After a death between swap and manifest nobody knows which keys hold: a key of
// either edition must not keep the bytes of the other.
func TestKeysInDoubtAreNotBelieved(t *testing.T) {
	a := map[string]row{"same": {size: 1}, "differs": {size: 2, made: key("a")}, "only a": {size: 3}}
	b := map[string]row{"same": {size: 1}, "differs": {size: 2, made: key("b")}, "only b": {size: 4}}
	want := map[string]row{"same": {size: 1}, "differs": {}, "only a": {size: 3}, "only b": {size: 4}}
	if got := union(a, b); !maps.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}

func TestSecondBuildIsRefusedWhileTheFirstRuns(t *testing.T) {
	p := place(t)
	first := open(t, p)
	var locked *LockedError
	if _, err := Open(t.Context(), p); !errors.As(err, &locked) || locked.PID != os.Getpid() ||
		!strings.Contains(err.Error(), fmt.Sprint(os.Getpid())) {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 80*time.Millisecond)
	defer cancel()
	p.Wait = time.Minute
	if _, err := Open(ctx, p); !errors.As(err, &locked) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	done := make(chan error)
	time.AfterFunc(100*time.Millisecond, func() { done <- first.Discard() })
	waited := make(chan error)
	go func() {
		_, err := publish(p, small())
		waited <- err
	}()
	if err := errors.Join(<-done, <-waited); err != nil {
		t.Error(err)
	}
	checkSite(t, p.Dest, small())
}

func TestLockDiesWithItsOwner(t *testing.T) {
	p := place(t)
	cmd := helper(t, "hold", p)
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	out.Read(make([]byte, 5))
	var locked *LockedError
	if _, err := Open(t.Context(), p); !errors.As(err, &locked) || locked.PID != cmd.Process.Pid {
		t.Errorf("got %v, want process %d", err, cmd.Process.Pid)
	}
	cmd.Process.Kill()
	cmd.Wait()
	mustPublish(t, p, small())
}
