package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"syscall"
)

// Folder is a folder of the operating system. Nothing outside it can be read
// through it, whatever links it holds, and opening never waits. Close it after
// use.
//
// It keeps the folders below it open, which saves the system from walking to
// each file anew, as long as they are what their paths lead to.
type Folder struct {
	root   *os.Root
	direct direct
	mu     sync.Mutex
	dirs   map[string]openFolder
}

type openFolder struct {
	*os.Root
	info fs.FileInfo
}

// OS opens the folder of a site.
func OS(dir string) (*Folder, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open the site's folder: %w", err)
	}
	d, err := openDirect(root)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open the site's folder: %w", err), root.Close())
	}
	return &Folder{root: root, direct: d, dirs: map[string]openFolder{}}, nil
}

// Open opens a file or folder for reading. A pipe that nobody writes to does
// not hold it up.
func (f *Folder) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	dir, base, err := f.in(name)
	if err != nil {
		return nil, err
	}
	return dir.OpenFile(base, os.O_RDONLY|syscall.O_NONBLOCK, 0)
}

// keptFolders is how many folders are kept open: the sections and their like,
// not the folder of every record.
const keptFolders = 64

// in returns the folder of a name, kept open, and the name in it.
func (f *Folder) in(name string) (*os.Root, string, error) {
	above, base := path.Split(name)
	if above == "" {
		return f.root, base, nil
	}
	above = above[:len(above)-1]
	f.mu.Lock()
	defer f.mu.Unlock()
	if dir, ok := f.dirs[above]; ok {
		if now, err := f.root.Stat(above); err == nil && os.SameFile(now, dir.info) {
			return dir.Root, base, nil
		}
		delete(f.dirs, above) // the collector closes it: somebody may be about to read in it
	}
	if len(f.dirs) == keptFolders {
		return f.root, name, nil
	}
	dir, err := f.root.OpenRoot(above)
	if err != nil {
		return nil, "", err
	}
	info, err := dir.Stat(".")
	if err != nil {
		return nil, "", errors.Join(err, dir.Close())
	}
	f.dirs[above] = openFolder{dir, info}
	return dir, base, nil
}

// Stat describes what a name stands for.
func (f *Folder) Stat(name string) (fs.FileInfo, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrInvalid}
	}
	return f.root.Stat(name)
}

// Lstat describes what bears a name, without following a link.
func (f *Folder) Lstat(name string) (fs.FileInfo, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "lstat", Path: name, Err: fs.ErrInvalid}
	}
	dir, base, err := f.in(name)
	if err != nil {
		return nil, err
	}
	return dir.Lstat(base)
}

// ReadLink returns where a link leads; with Lstat it makes the Folder an
// fs.ReadLinkFS.
func (f *Folder) ReadLink(name string) (string, error) {
	if !fs.ValidPath(name) {
		return "", &fs.PathError{Op: "readlink", Path: name, Err: fs.ErrInvalid}
	}
	return f.root.Readlink(name)
}

// ReadDir lists a folder, sorted by name.
func (f *Folder) ReadDir(name string) ([]fs.DirEntry, error) {
	dir, err := f.Open(name)
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	list, err := dir.(fs.ReadDirFile).ReadDir(-1)
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return list, err
}

// Close gives the folder back.
func (f *Folder) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	errs := []error{f.root.Close(), f.direct.close()}
	for _, dir := range f.dirs {
		errs = append(errs, dir.Close())
	}
	clear(f.dirs)
	return errors.Join(errs...)
}
