package output

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// tmpfs mounts a small file system for the test, or says why it cannot. In CI it
// must be possible: there a skipped fault test would be a promise not kept.
func tmpfs(t *testing.T, options string) string {
	t.Helper()
	dir := t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, options); err != nil {
		why := fmt.Sprintf("no tmpfs can be mounted here (it takes root): %v", err)
		if os.Getenv("CI") != "" {
			t.Fatal(why)
		}
		fmt.Println("SKIPPED", t.Name()+":", why)
		t.Skip(why)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(dir, unix.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func free(t *testing.T, dir string) (blocks, inodes uint64) {
	t.Helper()
	var stat unix.Statfs_t
	if err := unix.Statfs(dir, &stat); err != nil {
		t.Fatal(err)
	}
	return stat.Bfree, stat.Ffree
}

func bulk(n int, text string) site {
	want := site{"index.html": "entrance"}
	for i := range n {
		want[fmt.Sprintf("p/%d/index.html", i)] = strings.Repeat(text, 8000)
	}
	return want
}

// Planted bug this test has caught: the staging tree was kept after an error.
func TestFullDiskLeavesTheOldSiteAndReturnsTheSpace(t *testing.T) {
	for name, test := range map[string]struct {
		options string
		full    error
	}{
		"no bytes": {"size=1M", syscall.ENOSPC}, "no inodes": {"size=16M,nr_inodes=100", syscall.ENOSPC},
	} {
		dir := tmpfs(t, test.options)
		p := Place{Dest: filepath.Join(dir, "public"), Work: filepath.Join(dir, ".diglot")}
		old := bulk(20, "old.")
		mustPublish(t, p, old)
		before := trace(t, p.Dest)
		blocks, inodes := free(t, dir)
		_, err := publish(p, bulk(90, "new."))
		if !errors.Is(err, test.full) || !strings.Contains(err.Error(), local(p.Dest, "p/")) {
			t.Errorf("%s: got %v", name, err)
		}
		if !slices.Equal(before, trace(t, p.Dest)) {
			t.Errorf("%s: the published folder was touched", name)
		}
		if b, i := free(t, dir); b < blocks || i < inodes {
			t.Errorf("%s: %d blocks and %d inodes are not returned", name, blocks-b, inodes-i)
		}
		checkNoResidue(t, p)
		old["index.html"] = "a small change still fits"
		mustPublish(t, p, old)
	}
}

// The disk may also be full only when the manifest is written.
func TestFullDiskAtTheManifest(t *testing.T) {
	dir := tmpfs(t, "size=256k")
	p := Place{Dest: filepath.Join(dir, "public"), Work: filepath.Join(dir, ".diglot")}
	mustPublish(t, p, small())
	s := open(t, p)
	if err := (site{"index.html": "changed"}).put(s); err != nil {
		t.Fatal(err)
	}
	ballast := filepath.Join(dir, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 1<<20), 0o600); !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	if _, err := s.Commit(t.Context()); !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), manifestName) {
		t.Errorf("got %v", err)
	}
	checkSite(t, p.Dest, small())
	checkNoResidue(t, p)
}

func TestReadOnlyFileSystem(t *testing.T) {
	dir := tmpfs(t, "size=1M")
	p := Place{Dest: filepath.Join(dir, "public"), Work: filepath.Join(dir, ".diglot")}
	mustPublish(t, p, small())
	readOnly := func() error { return unix.Mount("", dir, "", unix.MS_REMOUNT|unix.MS_RDONLY, "") }
	s := open(t, p)
	s.Discard()
	if err := readOnly(); err != nil {
		t.Fatal(err)
	}
	if _, err := publish(p, site{"a": "b"}); !errors.Is(err, syscall.EROFS) || !strings.Contains(err.Error(), p.Work) {
		t.Errorf("got %v", err)
	}
	checkSite(t, p.Dest, small())
}

func TestWorkOnAnotherDeviceIsRefused(t *testing.T) {
	p := place(t)
	p.Work = filepath.Join(tmpfs(t, "size=1M"), ".diglot")
	checkRefused(t, p, OtherDevice)
	if _, err := os.Lstat(p.Work); err == nil {
		t.Error("a refusal left the work folder")
	}
}

func TestMountPointsAreRefused(t *testing.T) {
	dir := tmpfs(t, "size=1M")
	p := Place{Dest: dir, Work: filepath.Join(filepath.Dir(dir), ".diglot")}
	checkRefused(t, p, Mount)

	p = Place{Dest: mkdir(t, filepath.Join(dir, "public")), Work: filepath.Join(dir, ".diglot")}
	if err := unix.Mount(mkdir(t, filepath.Join(dir, "bound")), p.Dest, "", unix.MS_BIND, ""); err != nil {
		t.Fatal(err)
	}
	checkRefused(t, p, Mount) // though the device is its parent's
	if err := unix.Unmount(p.Dest, 0); err != nil {
		t.Fatal(err)
	}
	mustPublish(t, p, small())
}

// A folder in the published one that became a mount point holds what is not ours.
func TestMountThatAppearsIsAnError(t *testing.T) {
	dir := tmpfs(t, "size=1M")
	p := Place{Dest: filepath.Join(dir, "public"), Work: filepath.Join(dir, ".diglot")}
	mustPublish(t, p, small())
	s := open(t, p)
	if err := (site{"index.html": "changed"}).put(s); err != nil {
		t.Fatal(err)
	}
	if err := unix.Mount(p.Dest, p.Dest, "", unix.MS_BIND, ""); err != nil {
		t.Fatal(err)
	}
	var refused *FolderError
	if _, err := s.Commit(t.Context()); !errors.As(err, &refused) || refused.Reason != Mount && refused.Reason != OtherDevice {
		t.Errorf("got %v", err)
	}
	if err := unix.Unmount(p.Dest, 0); err != nil {
		t.Fatal(err)
	}
	checkSite(t, p.Dest, small())
	checkNoResidue(t, p)
}

// asNobody runs f with the rights of a user who owns nothing. Rights to files are
// a thread's own on Linux.
func asNobody(t *testing.T, f func()) {
	t.Helper()
	if os.Geteuid() != 0 {
		f()
		return
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if _, err := unix.SetfsuidRetUid(65534); err != nil {
		t.Fatal(err)
	}
	defer unix.SetfsuidRetUid(0)
	f()
}

func TestFolderWithoutTheRightToWrite(t *testing.T) {
	outer := filepath.Join(os.TempDir(), fmt.Sprintf("output-test-%d", os.Getpid()))
	p := Place{Dest: filepath.Join(outer, "locked", "public"), Work: filepath.Join(outer, ".diglot")}
	defer os.RemoveAll(outer)
	mkdir(t, filepath.Dir(p.Dest))
	if err := errors.Join(os.Chmod(outer, 0o777), os.Chmod(filepath.Dir(p.Dest), 0o555)); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(filepath.Dir(p.Dest), 0o755)
	asNobody(t, func() {
		_, err := publish(p, small())
		if !errors.Is(err, syscall.EACCES) || !strings.Contains(err.Error(), p.Dest) {
			t.Errorf("got %v", err)
		}
		checkNoResidue(t, p)
	})
}

func TestNoMoreOpenFiles(t *testing.T) {
	p := place(t)
	mustPublish(t, p, small())
	s := open(t, p)
	defer exhaust(t)()
	err := s.Put("index.html", []byte("changed"))
	if !errors.Is(err, syscall.EMFILE) {
		t.Errorf("got %v", err)
	}
	exhausted := s.Put("zh/index.html", []byte("changed"))
	if !errors.Is(exhausted, syscall.EMFILE) {
		t.Errorf("got %v", exhausted)
	}
}

// exhaust takes every file descriptor; what it returns gives them back.
func exhaust(t *testing.T) func() {
	var was syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &was); err != nil {
		t.Fatal(err)
	}
	low := was
	low.Cur = 64
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &low); err != nil {
		t.Fatal(err)
	}
	var taken []*os.File
	for {
		f, err := os.Open(os.DevNull)
		if err != nil {
			break
		}
		taken = append(taken, f)
	}
	return func() {
		for _, f := range taken {
			f.Close()
		}
		if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &was); err != nil {
			t.Error(err)
		}
	}
}

// An I/O error of the disk reaches us when the tree is synced or swapped.
func TestErrorOfTheSwapLeavesTheOldSite(t *testing.T) {
	p := place(t)
	mustPublish(t, p, small())
	for _, fault := range []syscall.Errno{syscall.EIO, syscall.EROFS, syscall.EXDEV, syscall.EDQUOT, syscall.EBUSY} {
		s := open(t, p)
		s.exchange = func(string, string) error { return fault }
		if err := (site{"index.html": "changed"}).put(s); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Commit(context.Background()); err == nil || !strings.Contains(err.Error(), p.Dest) {
			t.Errorf("%v: got %v", fault, err)
		}
		checkSite(t, p.Dest, small())
		checkNoResidue(t, p)
	}
}

// Planted bugs this test has caught: a pipe that is read (the build hangs); a
// link in the cache that is written through.
func TestWorkFolderLeadsNowhere(t *testing.T) {
	p := place(t)
	mustPublish(t, p, edition(0))
	s := open(t, p)
	key := Key{1}
	victim := filepath.Join(t.TempDir(), "victim")
	err := errors.Join(os.WriteFile(victim, []byte("theirs"), 0o600), s.Pictures.Put(key, []byte("x")), os.Remove(s.Pictures.file(key)), os.Symlink(victim, s.Pictures.file(key)))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Pictures.Put(key, []byte("picture")); err != nil {
		t.Error(err)
	}
	if b, err := os.ReadFile(victim); string(b) != "theirs" {
		t.Errorf("written through a link: %q, %v", b, err)
	}
	manifest := filepath.Join(s.home, manifestName)
	if err := errors.Join(s.Discard(), os.Remove(manifest), unix.Mkfifo(manifest, 0o600)); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), p); err == nil || !strings.Contains(err.Error(), "not a regular file") {
		t.Errorf("a manifest that is a pipe: %v", err)
	}
}
