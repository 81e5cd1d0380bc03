package edit

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The test binary starts itself again as a helper that dies at a step.
func TestMain(m *testing.M) {
	if job := os.Getenv("EDIT_TEST_HELPER"); job != "" {
		help(job, place(os.Getenv("EDIT_TEST_SITE")))
	}
	os.Exit(m.Run())
}

// help does a job until its nth change of the disk, before which it dies, or
// waits to be killed.
func help(job string, at Place) {
	last, _ := strconv.Atoi(os.Getenv("EDIT_TEST_STEP"))
	steps := 0
	touch = func(string) error {
		if steps++; steps == last {
			if job == "hold" {
				fmt.Println("held")
				time.Sleep(time.Hour)
			}
			self, _ := os.FindProcess(os.Getpid())
			self.Kill()
			time.Sleep(time.Hour)
		}
		return nil
	}
	var err error
	if job == "settle" {
		_, err = Settle(context.Background(), at)
	} else {
		err = moving.Apply(context.Background(), at)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func helper(t *testing.T, job, dir string, step int) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), "EDIT_TEST_HELPER="+job, "EDIT_TEST_SITE="+dir, "EDIT_TEST_STEP="+strconv.Itoa(step))
	cmd.Stderr = os.Stderr
	return cmd
}

// died runs a helper and reports whether it died at its step: else it had fewer.
func died(t *testing.T, job, dir string, step int) bool {
	t.Helper()
	cmd := helper(t, job, dir, step)
	err := cmd.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && exit.ExitCode() == 1 || !ok && err != nil {
		t.Fatalf("step %d of %s: %v", step, job, err)
	}
	return err != nil
}

// moving is a plan with a step of every kind.
var moving = Plan{
	Command: "mv it",
	Edits: []Edit{
		{"content/a.md", []byte("1"), []byte("one")}, {"content/new/sub/b.md", nil, []byte("two")},
		{"content/dir/c.md", []byte("3"), []byte("three")}, {"site.yaml", []byte("s"), []byte("settings")},
	},
	Renames: []Rename{{"content/a.md", "content/x.md"}, {"content/dir/c.md", "content/dir/y.md"}, {"content/dir", "content/other"}},
}

var unmoved = map[string]string{"site.yaml": "s", "content/a.md": "1", "content/dir/c.md": "3", "content/dir/photo.jpg": "4", "content/still.md": "5", ".git/HEAD": "6"}

// states are what the folder may hold before the plan and after it.
func states(t *testing.T) (before, after []string) {
	t.Helper()
	dir := folder(t, unmoved)
	before = tree(t, dir)
	if err := moving.Apply(t.Context(), place(dir)); err != nil {
		t.Fatal(err)
	}
	return before, tree(t, dir)
}

// tree lists all that is in a folder, with permissions.
func tree(t *testing.T, dir string) []string {
	t.Helper()
	list := contents(t, dir)
	for i, entry := range list {
		name, _, _ := strings.Cut(entry, "=")
		info, err := os.Lstat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		list[i] += " " + info.Mode().String()
	}
	return list
}

// changes are those that the plan makes to the disk, in their order.
func changes(t *testing.T) (steps []string) {
	t.Helper()
	defer func() { touch = func(string) error { return nil } }()
	touch = func(change string) error { steps = append(steps, change); return nil }
	if err := moving.Apply(t.Context(), place(folder(t, unmoved))); err != nil {
		t.Fatal(err)
	}
	return steps
}

// stepOf is the number of a change, from 1.
func stepOf(t *testing.T, change string) int {
	t.Helper()
	i := slices.Index(changes(t), change)
	if i < 0 {
		t.Fatalf("there is no %q", change)
	}
	return i + 1
}

// settled settles, and checks that the folder is then as it was before or after.
func settled(t *testing.T, dir, when string, before, after []string) string {
	t.Helper()
	if _, err := Settle(t.Context(), place(dir)); err != nil {
		t.Errorf("%s: %v", when, err)
	}
	now := tree(t, dir)
	if _, err := os.Lstat(filepath.Join(place(dir).Work, journalName)); err == nil {
		t.Errorf("%s: the journal is still there", when)
	}
	switch {
	case slices.Equal(now, before):
		return "before"
	case slices.Equal(now, after):
		return "after"
	}
	t.Errorf("%s: %q\nbefore: %q\nafter:  %q", when, now, before, after)
	return "neither"
}

// Planted bugs this test has caught: no journal; one that is removed before the
// last rename; edits, renames, a new file, its folder or the file beside one not taken back;
// a file that was linked and not yet removed taken for a stranger's; ends of a
// rename not looked for in the folder that was renamed after it; the steps of
// taking back in their first order.
func TestKilledAtAnyStepLeavesTheSiteBeforeOrAfter(t *testing.T) {
	before, after := states(t)
	seen, half := map[string]int{}, 0
	steps := 1
	for ; ; steps++ {
		dir := folder(t, unmoved)
		if !died(t, "apply", dir, steps) {
			break
		}
		if now := tree(t, dir); !slices.Equal(now, before) && !slices.Equal(now, after) {
			half++
		}
		seen[settled(t, dir, fmt.Sprintf("killed at step %d", steps), before, after)]++
		if err := moving.Apply(t.Context(), place(dir)); err != nil && slices.Equal(tree(t, dir), before) {
			t.Errorf("killed at step %d, and again: %v", steps, err)
		}
	}
	t.Logf("%d steps: %v; %d left the site half changed", steps-1, seen, half)
	if half < 20 || seen["before"] < 20 {
		t.Error("too few steps were seen")
	}
	for _, first := range []int{steps - 1, steps / 2} { // and killed while it is taken back
		if testing.Short() {
			break
		}
		for second := 1; ; second++ {
			dir := folder(t, unmoved)
			if !died(t, "apply", dir, first) {
				t.Fatal("the helper lives")
			}
			if !died(t, "settle", dir, second) {
				break
			}
			settled(t, dir, fmt.Sprintf("killed at step %d, and at step %d of taking back", first, second), before, after)
		}
	}
}

// Planted bugs this test has caught: a failure to remove the journal taken for
// success; the part of a step that was done not taken back.
func TestDiskThatFailsAtAnyStepLeavesTheSiteAsItWas(t *testing.T) {
	defer func() { touch = func(string) error { return nil } }()
	before, after := states(t)
	full := errors.New("no space left on device")
	for _, lasting := range []bool{false, true} {
		for step := 1; ; step++ {
			dir := folder(t, unmoved)
			n := 0
			touch = func(string) error {
				if n++; n == step || lasting && n > step {
					return full
				}
				return nil
			}
			err := moving.Apply(t.Context(), place(dir))
			touch = func(string) error { return nil }
			if n < step {
				break
			}
			when := fmt.Sprintf("step %d (lasting: %v)", step, lasting)
			state := settled(t, dir, when, before, after)
			if err == nil && state != "after" || err != nil && (state != "before" || !errors.Is(err, full)) {
				t.Errorf("%s: %v, and the site is as %s", when, err, state)
			}
		}
	}
}

// Planted bugs this test has caught: the folders not synced; the journal removed
// first; the journal not synced; a file not synced before its rename.
func TestJournalIsOnTheDiskBeforeAndUntilTheLastChange(t *testing.T) {
	steps := changes(t)
	of := func(list []string, in string) int {
		return slices.IndexFunc(list, func(s string) bool { return strings.Contains(s, in) })
	}
	noted, gone := slices.Index(steps, "sync ."), slices.Index(steps, "remove "+journalName)
	if first := of(steps, "content/"); noted < 0 || noted > first || of(steps[:noted], "rename ."+journalName) < 0 {
		t.Errorf("the first change is not behind the journal: %q", steps)
	}
	for _, last := range []string{"rename content/dir content/other", "sync content", "sync content/other"} {
		if i := slices.Index(steps, last); i < 0 || i > gone {
			t.Errorf("%q is not before the end of the journal: %q", last, steps)
		}
	}
}

// Planted bugs this test has caught: the journal of the living taken for that of
// a dead process.
func TestChangeOfTheLivingIsWaitedFor(t *testing.T) {
	before, after := states(t)
	dir := folder(t, unmoved)
	cmd := helper(t, "hold", dir, stepOf(t, "rename content/dir content/other"))
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	out.Read(make([]byte, 5))
	half := tree(t, dir)
	for what, do := range map[string]func(Place) error{
		"settle": func(at Place) error { _, err := Settle(t.Context(), at); return err },
		"apply":  func(at Place) error { return moving.Apply(t.Context(), at) },
	} {
		if busy, ok := errors.AsType[*BusyError](do(place(dir))); !ok || busy.PID != cmd.Process.Pid {
			t.Errorf("%s beside process %d: %v", what, cmd.Process.Pid, busy)
		}
	}
	if !slices.Equal(half, tree(t, dir)) {
		t.Error("it was touched")
	}
	time.AfterFunc(100*time.Millisecond, func() { cmd.Process.Kill(); cmd.Wait() })
	at := place(dir)
	at.Wait = time.Minute
	if interrupted, err := Settle(t.Context(), at); interrupted != moving.Command || err != nil {
		t.Error(interrupted, err)
	}
	if settled(t, dir, "killed", before, after) != "before" {
		t.Error("it was not taken back")
	}
}

// Planted bugs this test has caught: the step that found another file counted
// among those to be taken back.
func TestFileThatIsSavedMeanwhileIsLeftAndTheRestTakenBack(t *testing.T) {
	defer func() { touch = func(string) error { return nil } }()
	for change, file := range map[string]string{
		"rename content/.a.md.diglot content/a.md": "content/dir/c.md", "link content/a.md content/x.md": "content/dir/y.md",
	} {
		dir := folder(t, unmoved)
		mine := func() error { return os.WriteFile(filepath.Join(dir, file), []byte("mine"), 0o666) }
		touch = func(now string) error {
			if now == change {
				return mine()
			}
			return nil
		}
		if err := moving.Apply(t.Context(), place(dir)); !errors.Is(err, ErrChanged) {
			t.Errorf("%s: %v", change, err)
		}
		now := tree(t, dir)
		dir = folder(t, unmoved)
		if err := mine(); err != nil {
			t.Fatal(err)
		}
		if want := tree(t, dir); !slices.Equal(now, want) {
			t.Errorf("%s: %q\nwant %q", change, now, want)
		}
	}
}

// What was changed since is neither taken back nor overwritten, and all else
// stays as it is until somebody has looked. Planted bugs this test has caught: a
// file of other bytes taken back; a second change carried out beside the first.
func TestInterruptedChangeThatWasWorkedOnIsLeft(t *testing.T) {
	firstRename := stepOf(t, "link content/a.md content/x.md")
	for name, work := range map[string]func(dir string) error{
		"content/a.md":         func(dir string) error { return os.WriteFile(dir+"/content/a.md", []byte("mine"), 0o666) },
		"content/new/sub/b.md": func(dir string) error { return os.WriteFile(dir+"/content/new/sub/b.md", []byte("mine"), 0o666) },
		"content/dir":          func(dir string) error { return os.Mkdir(dir+"/content/other", 0o777) },
		"content/dir/":         func(dir string) error { return os.RemoveAll(dir + "/content/dir") },
		"content/a.md ":        func(dir string) error { return os.Remove(dir + "/content/a.md") },
		"content/a.md  ":       func(dir string) error { return os.WriteFile(dir+"/content/x.md", []byte("one"), 0o666) },
	} {
		dir := folder(t, unmoved)
		if !died(t, "apply", dir, firstRename) {
			t.Fatal("the helper lives")
		}
		if err := work(dir); err != nil {
			t.Fatal(err)
		}
		now := tree(t, dir)
		_, err := Settle(t.Context(), place(dir))
		if stuck, ok := errors.AsType[*StuckError](err); !ok || !strings.HasPrefix(stuck.File, strings.TrimRight(name, "/ ")) {
			t.Errorf("%q: %v", name, err)
		}
		if err := replace(dir, "content/still.md", []byte("5"), []byte("x")); !errors.Is(err, ErrChanged) {
			t.Errorf("%q: another change beside it: %v", name, err)
		}
		if !slices.Equal(now, tree(t, dir)) {
			t.Errorf("%q: it was touched", name)
		}
	}
}

// A journal may have come with somebody else's folder: it leads nowhere but to
// the site's files. Planted bugs this test has caught: no path looked at; links
// followed.
func TestJournalOfAStrangerLeadsNowhere(t *testing.T) {
	for name, p := range map[string]Plan{
		"hidden":   {Renames: []Rename{{".git/hooks/post-commit", "content/a.md"}}},
		"outside":  {Renames: []Rename{{"../stolen", "content/a.md"}}},
		"a link":   {Renames: []Rename{{"content/hooks/post-commit", "content/a.md"}}},
		"absolute": {Edits: []Edit{{"/etc/motd", nil, []byte("x")}}},
		"a text":   {Edits: []Edit{{".git/HEAD", []byte("evil"), []byte("6")}}},
		"to .git":  {Edits: []Edit{{"content/hooks/pre-push", []byte("evil"), []byte("x")}}},
	} {
		dir := folder(t, unmoved)
		if err := errors.Join(os.MkdirAll(dir+"/.git/hooks", 0o777), os.WriteFile(dir+"/.git/hooks/pre-push", []byte("x"), 0o666), os.Mkdir(place(dir).Work, 0o777)); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink("../.git/hooks", dir+"/content/hooks"); err != nil {
			t.Skip("NOT CHECKED: this system has no links:", err)
		}
		b, err := json.Marshal(p)
		if err == nil {
			err = os.WriteFile(filepath.Join(place(dir).Work, journalName), b, 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
		now := tree(t, dir)
		if _, err := Settle(t.Context(), place(dir)); err == nil {
			t.Errorf("%s: believed", name)
		}
		if !slices.Equal(now, tree(t, dir)) {
			t.Errorf("%s: %q\nwas %q", name, tree(t, dir), now)
		}
	}
	for what, make := range map[string]func(name string) error{
		"damaged": func(name string) error { return os.WriteFile(name, []byte("{"), 0o666) },
		"a link":  func(name string) error { return os.Symlink("nowhere", name) },
		"folder":  func(name string) error { return os.Mkdir(name, 0o777) },
	} {
		dir := folder(t, unmoved)
		if err := errors.Join(os.Mkdir(place(dir).Work, 0o777), make(filepath.Join(place(dir).Work, journalName))); err != nil {
			t.Fatal(err)
		}
		if _, err := Settle(t.Context(), place(dir)); err == nil || errors.Is(err, fs.ErrNotExist) {
			t.Errorf("a journal that is %s: %v", what, err)
		}
	}
}

// The lock leads nowhere either. Planted bugs this test has caught: a link
// followed to a file that is not there.
func TestLockThatIsALinkIsNotFollowed(t *testing.T) {
	dir := folder(t, unmoved)
	if err := os.Mkdir(place(dir).Work, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(dir+"/content/new.md", filepath.Join(place(dir).Work, lockName)); err != nil {
		t.Skip("NOT CHECKED: this system has no links:", err)
	}
	if err := moving.Apply(t.Context(), place(dir)); err == nil {
		t.Error("carried out")
	}
	holds(t, dir, unmoved)
}
