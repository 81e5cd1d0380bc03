package source

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
)

// Tree is the site's files as they were when they were walked: sizes and
// marks, not bytes.
type Tree struct {
	Files []Stamp // sorted by path
	fsys  fs.FS
}

// Stamp is what a Tree keeps of a file.
type Stamp struct {
	Path string
	Size int64 // bytes
	Mark Mark
	look
}

// Stamp returns what a Tree keeps of the file.
func (f File) Stamp() Stamp {
	return Stamp{f.Path, int64(len(f.Bytes)), markOf(f.Bytes), f.look}
}

// ChangedError means that a file is no longer what it was when it was walked.
type ChangedError struct{ Path string }

func (e *ChangedError) Error() string {
	return fmt.Sprintf("%s was changed while the site was being built", e.Path)
}

// NewTree makes a tree of stamps that the caller took with List and Load, in
// any order, of different paths.
func NewTree(fsys fs.FS, files []Stamp) Tree {
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b Stamp) int { return cmp.Compare(a.Path, b.Path) })
	return Tree{Files: files, fsys: fsys}
}

// Replaced is a list of stamps, sorted by path, with another one of a file.
func Replaced(list []Stamp, s Stamp) []Stamp {
	i, there := slices.BinarySearchFunc(list, s.Path, byPath)
	if there {
		return slices.Concat(list[:i], []Stamp{s}, list[i+1:])
	}
	return slices.Insert(slices.Clone(list), i, s)
}

func byPath(s Stamp, path string) int { return cmp.Compare(s.Path, path) }

// Find returns the stamp of a path.
func (t Tree) Find(path string) (Stamp, bool) {
	i, ok := slices.BinarySearchFunc(t.Files, path, byPath)
	if !ok {
		return Stamp{}, false
	}
	return t.Files[i], true
}

// Read reads a file of the tree again. Where its bytes have changed since, or
// the file has gone, the error is a *ChangedError; of a path that was never in
// the tree it wraps fs.ErrNotExist.
func (t Tree) Read(path string) ([]byte, error) { return t.ReadInto(nil, path) }

// ReadInto is Read into a buffer, whose bytes are overwritten, or into a new one
// where it is too small.
func (t Tree) ReadInto(buffer []byte, path string) ([]byte, error) {
	stamp, ok := t.Find(path)
	if !ok {
		return nil, fmt.Errorf("read %s: %w", path, fs.ErrNotExist)
	}
	b, _, err := read(t.fsys, path, buffer[:0])
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, ErrNotRegular):
		return nil, &ChangedError{path}
	case err != nil:
		return nil, fmt.Errorf("read %s: %w", path, err)
	case markOf(b) != stamp.Mark:
		return nil, &ChangedError{path}
	}
	return b, nil
}
