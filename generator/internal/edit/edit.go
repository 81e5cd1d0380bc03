// Package edit is the only writer of authors' files. It makes one change to one
// file, wholly or not at all: what an author has in an editor at this moment is
// never half of something.
package edit

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
)

// ErrChanged means that a file is not what the caller read: somebody saved it
// meanwhile. Nothing was written.
var ErrChanged = errors.New("the file was changed meanwhile")

// Replace puts new bytes in the place of a file's old ones, by a rename within
// its folder. A nil before means that there must be no such file yet; else the
// file must still hold these bytes, and ErrChanged is returned where it does
// not. The file's permissions are kept. The name is slash-separated and within
// the site's folder; nothing outside it can be written.
func Replace(dir, name string, before, after []byte) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("open the site's folder: %w", err)
	}
	defer root.Close()
	perm, err := still(root, name, before)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := replace(root, name, after, perm); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// still checks that the file is as the caller read it, and returns its
// permissions.
func still(root *os.Root, name string, before []byte) (fs.FileMode, error) {
	info, err := root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && before == nil:
		return 0o644, nil
	case err != nil:
		return 0, err
	case before == nil:
		return 0, fs.ErrExist
	case !info.Mode().IsRegular():
		return 0, errors.New("not a regular file")
	}
	now, err := root.ReadFile(name)
	if err != nil {
		return 0, err
	}
	if !bytes.Equal(now, before) {
		return 0, ErrChanged
	}
	return info.Mode().Perm(), nil
}

// replace writes beside the file, syncs, and renames.
func replace(root *os.Root, name string, after []byte, perm fs.FileMode) (err error) {
	next := path.Join(path.Dir(name), "."+path.Base(name)+".diglot")
	f, err := root.OpenFile(next, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, perm)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, root.Remove(next))
		}
	}()
	if _, err = f.Write(after); err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	return root.Rename(next, name)
}
