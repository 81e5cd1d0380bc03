//go:build unix

package output

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
)

func device(path string) (uint64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, err
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, errors.ErrUnsupported
	}
	return uint64(stat.Dev), nil
}

func sameDevice(a, b string) (bool, error) {
	x, err := device(a)
	if err != nil {
		return false, err
	}
	y, err := device(b)
	return x == y, err
}

func isCrossDevice(err error) bool { return errors.Is(err, syscall.EXDEV) }

// isBusy: to rename, a busy folder is a mount point.
func isBusy(err error) bool { return errors.Is(err, syscall.EBUSY) }

// syncFolder makes the names in a folder durable.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		err = nil // a file system that has nothing to sync here
	}
	return errors.Join(err, f.Close())
}

func differsFromParent(dir string) (bool, error) {
	same, err := sameDevice(dir, filepath.Dir(dir))
	return err == nil && !same, err
}
