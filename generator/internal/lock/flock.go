//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package lock

import (
	"os"

	"golang.org/x/sys/unix"
)

// Lock is a file under flock: the kernel releases it when its owner dies, however
// he dies. The file itself stays.
type Lock struct{ file *os.File }

func try(path string) (*Lock, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|unix.O_NOFOLLOW, filePerm) // a link could lead to anybody's file
	if err != nil {
		return nil, err
	}
	err = flock(f)
	if err == nil && !stillThere(f, path) {
		err = errHeld // the work folder was deleted meanwhile: try the new file
	}
	if err == nil {
		err = sign(f)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return &Lock{f}, nil
}

func flock(f *os.File) error {
	for {
		switch err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err {
		case unix.EINTR:
		case unix.EWOULDBLOCK:
			return errHeld
		default:
			return err
		}
	}
}

func stillThere(f *os.File, path string) bool {
	mine, err := f.Stat()
	if err != nil {
		return false
	}
	now, err := os.Lstat(path)
	return err == nil && os.SameFile(mine, now)
}

// Release lets the next one have it.
func (l *Lock) Release() error {
	if l == nil {
		return nil
	}
	return l.file.Close()
}
