//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package lock

import (
	"errors"
	"io/fs"
	"os"
	"time"
)

// Lock is a file that exists while a build runs. One whose owner is no longer
// alive is stale and taken over. (A process that got the dead owner's number
// keeps it locked until it ends; HeldError names the file to delete.)
type Lock struct{ path string }

func try(path string) (*Lock, error) {
	for range 2 {
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, filePerm)
		if err == nil {
			return &Lock{path}, errors.Join(sign(f), f.Close())
		}
		if !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
		if pid := owner(path); alive(pid) || pid == 0 && !stale(path) {
			return nil, errHeld
		}
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	return nil, errHeld
}

// stale: an owner signs at once, or died before he could.
func stale(path string) bool {
	info, err := os.Stat(path)
	return err == nil && time.Since(info.ModTime()) > 10*time.Second
}

// alive: where there are no signals, finding a process proves that it exists.
func alive(pid int) bool {
	p, err := os.FindProcess(pid)
	if pid == 0 || err != nil {
		return false
	}
	defer p.Release()
	err = p.Signal(nullSignal{})
	return err == nil || !errors.Is(err, os.ErrProcessDone)
}

// nullSignal is no signal that any system knows: it is refused by the living and
// reported as os.ErrProcessDone for the dead.
type nullSignal struct{}

func (nullSignal) Signal()        {}
func (nullSignal) String() string { return "null" }

// Release lets the next one have it.
func (l *Lock) Release() error {
	if l == nil {
		return nil
	}
	return os.Remove(l.path)
}
