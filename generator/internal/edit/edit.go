// Package edit is the only writer of authors' files. It makes one change, wholly
// or not at all: what an author has in an editor at this moment is never half
// of something, and nothing that is there is ever overwritten unread.
package edit

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strconv"
)

// ErrChanged means that a file is not what the caller read: somebody saved it
// meanwhile, made it or took it away. Nothing was written.
var ErrChanged = errors.New("the file was changed meanwhile")

// ErrReadOnly means that a file's owner has forbidden to write it.
var ErrReadOnly = errors.New("the file is read-only")

// Replace puts new bytes in the place of a file's old ones, by a rename within
// its folder. A nil before means that there must be no such file yet; else the
// file must still hold these bytes, and ErrChanged is returned where it does
// not. The file's permissions are kept. The name is slash-separated and within
// the site's folder; nothing outside it can be written, and no link is
// followed to the file.
func Replace(dir, name string, before, after []byte) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("open the site's folder: %w", err)
	}
	defer root.Close()
	return replace(root, name, before, after)
}

func replace(root *os.Root, name string, before, after []byte) error {
	perm, err := still(root, name, before)
	if err == nil {
		err = write(root, name, after, perm, before == nil)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// newFile is what a new file may be used for, before the user's own mask.
const newFile fs.FileMode = 0o666

// still checks that the file is as the caller read it, and returns its
// permissions.
func still(root *os.Root, name string, before []byte) (fs.FileMode, error) {
	info, err := root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && before == nil:
		return newFile, nil
	case errors.Is(err, fs.ErrNotExist):
		return 0, ErrChanged
	case err != nil:
		return 0, err
	case !info.Mode().IsRegular():
		return 0, errors.New("not a regular file")
	case before == nil:
		return 0, ErrChanged
	case info.Mode().Perm()&0o200 == 0:
		return 0, ErrReadOnly
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

// write writes beside the file, syncs, and puts it in its place. What a killed
// process leaves behind has a name with a dot, which is no part of a site.
func write(root *os.Root, name string, after []byte, perm fs.FileMode, fresh bool) (err error) {
	next := path.Join(path.Dir(name), "."+path.Base(name)+"."+strconv.Itoa(os.Getpid())+".diglot")
	if err := root.Remove(next); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := fill(root, next, after, perm, fresh); err != nil {
		root.Remove(next) // the first error is the one that matters
		return err
	}
	into := root.Rename
	if fresh {
		into = func(from, to string) error { return rename(root, from, to) }
	}
	if err := into(next, name); err != nil {
		root.Remove(next)
		return err
	}
	return nil
}

// fill makes a file that is not there yet, and waits until the disk has it.
func fill(root *os.Root, name string, b []byte, perm fs.FileMode, fresh bool) error {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err == nil && !fresh {
		err = f.Chmod(perm) // the user's mask is for new files only
	}
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	return err
}

// rename gives a file or a folder another name, which nothing may have yet. A
// file gets it by a link, which never overwrites; where there are no links, and
// for folders, nothing does but looking first.
func rename(root *os.Root, from, to string) error {
	info, err := root.Lstat(from)
	if err != nil {
		return err
	}
	if _, err := root.Lstat(to); !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(ErrChanged, err)
	}
	if info.Mode().IsRegular() {
		err := root.Link(from, to)
		if err == nil {
			if err = root.Remove(from); err != nil {
				err = errors.Join(err, root.Remove(to))
			}
			return err
		}
		if errors.Is(err, fs.ErrExist) {
			return ErrChanged
		}
	}
	return root.Rename(from, to)
}
