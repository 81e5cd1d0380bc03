// Package edit is the only writer of authors' files. A Plan of changes is carried
// out wholly or not at all: what an author has in an editor at this moment is
// never half of something, and nothing that is there is overwritten unread.
//
// That holds when the process is killed, too, or the machine loses power. What
// is to be done stands in a journal in the work folder before the first file
// changes, and until the last one has. Where a journal is found whose writer is
// no more, Settle takes back what had been done; every command asks for that
// before it reads the site.
package edit

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"

	"diglot/generator/internal/source"
)

// ErrChanged means that a file is not what the caller read: somebody saved it
// meanwhile, made it or took it away. Nothing was written.
var ErrChanged = errors.New("the file was changed meanwhile")

// ErrReadOnly means that a file's owner has forbidden to write it.
var ErrReadOnly = errors.New("the file is read-only")

// disk is a folder. Whatever changes in it goes through the methods here.
type disk struct{ *os.Root }

// touch is called before every change of the disk, and its error taken for the
// disk's: tests die there, or run out of space.
var touch = func(change string) error { return nil }

func (d disk) mkdir(name string) error {
	if err := touch("mkdir " + name); err != nil {
		return err
	}
	const perm = 0o777 // less the user's mask
	return d.Mkdir(name, perm)
}

func (d disk) rename(from, to string) error {
	if err := touch("rename " + from + " " + to); err != nil {
		return err
	}
	return d.Rename(from, to)
}

func (d disk) link(from, to string) error {
	if err := touch("link " + from + " " + to); err != nil {
		return err
	}
	return d.Link(from, to)
}

// remove removes a file; that it is not there is as good.
func (d disk) remove(name string) error {
	if err := touch("remove " + name); err != nil {
		return err
	}
	if err := d.Remove(name); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// sync waits until the disk has the names in folders, of which some may be gone.
// Windows has no such call.
func (d disk) sync(folders ...string) error {
	slices.Sort(folders)
	for _, name := range slices.Compact(folders) {
		if err := touch("sync " + name); err != nil || runtime.GOOS == "windows" {
			return err
		}
		f, err := d.Open(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		if err := errors.Join(f.Sync(), f.Close()); err != nil {
			return err
		}
	}
	return nil
}

// fill makes a file that is not there yet, and waits until the disk has its
// bytes. exactly is for permissions that were there before: a new file has those
// that the user's mask leaves.
func (d disk) fill(name string, b []byte, perm fs.FileMode, exactly bool) error {
	if err := touch("create " + name); err != nil {
		return err
	}
	f, err := d.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
	if err != nil {
		return err
	}
	for _, half := range [][]byte{b[:len(b)/2], b[len(b)/2:]} { // so that tests may die between them
		if err == nil {
			err = touch("write " + name)
		}
		if err == nil {
			_, err = f.Write(half)
		}
	}
	if err == nil && exactly {
		err = f.Chmod(perm)
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// write writes beside the file, and puts it in its place. What a killed process
// leaves behind has a name with a dot, which is no part of a site.
func (d disk) write(name string, after []byte, perm fs.FileMode, fresh bool) error {
	next := beside(name)
	into := d.rename
	if fresh {
		into = d.move
	}
	err := d.remove(next)
	if err == nil {
		err = d.fill(next, after, perm, !fresh)
	}
	if err == nil {
		err = into(next, name)
	}
	if err != nil {
		return errors.Join(err, d.remove(next))
	}
	return nil
}

// beside is where the bytes of a file are written first.
func beside(name string) string { return path.Join(path.Dir(name), "."+path.Base(name)+".diglot") }

// move gives a file or a folder another name, which nothing may have yet. A
// file gets it by a link, which never overwrites; where there are no links, and
// for folders, nothing does but looking first.
func (d disk) move(from, to string) error {
	info, err := d.Lstat(from)
	if err != nil {
		return err
	}
	if there, err := d.there(to); there || err != nil {
		return errors.Join(ErrChanged, err)
	}
	if info.Mode().IsRegular() {
		err := d.link(from, to)
		if err == nil {
			return d.remove(from)
		}
		if errors.Is(err, fs.ErrExist) {
			return ErrChanged
		}
	}
	return d.rename(from, to)
}

func (d disk) there(name string) (bool, error) {
	_, err := d.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// newFile is what a new file may be used for, before the user's own mask.
const newFile fs.FileMode = 0o666

// still checks that the file is as the caller read it, and returns its
// permissions. A nil before is that of a file that is not there.
func (d disk) still(name string, before []byte) (fs.FileMode, error) {
	info, err := d.Lstat(name)
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
	now, err := d.ReadFile(name)
	if err != nil {
		return 0, err
	}
	if !bytes.Equal(now, before) {
		return 0, ErrChanged
	}
	return info.Mode().Perm(), nil
}

// admits checks that a path is one of the site's, on the way to which no link is
// followed: neither a plan nor a journal that somebody slipped in leads anywhere
// else.
func (d disk) admits(name string) error {
	steps := strings.Split(name, "/")
	if !fs.ValidPath(name) || !slices.Contains(source.Roots(), steps[0]) || slices.ContainsFunc(steps, source.Ignored) {
		return errors.New("not a file of the site")
	}
	for i := 1; i < len(steps); i++ {
		info, err := d.Lstat(path.Join(steps[:i]...))
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil && !info.IsDir() {
			err = errors.New("not in a folder of the site")
		}
		if err != nil {
			return err
		}
	}
	return nil
}
