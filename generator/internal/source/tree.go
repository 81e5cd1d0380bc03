package source

import (
	"fmt"
	"io/fs"

	"diglot/generator/internal/diag"
)

// Tree is the site's files as they were when they were walked: sizes and
// digests, not bytes.
type Tree struct {
	Files []Stamp // sorted by path
	fsys  fs.FS
}

// Stamp is what a Tree keeps of a file.
type Stamp struct {
	Path   string
	Size   int64
	Digest Digest
}

// ChangedError means that a file is no longer what it was when it was walked.
type ChangedError struct{ Path string }

func (e *ChangedError) Error() string {
	return fmt.Sprintf("%s was changed while it was being read", e.Path)
}

// Walk lists and reads every file once, hands each to the callback (which may
// be nil and must not keep the bytes), and returns the tree of digests.
func Walk(fsys fs.FS, each func(File) error) (Tree, []diag.Diagnostic, error) {
	return Tree{fsys: fsys}, nil, nil
}

// NewTree makes a tree of stamps that the caller computed with List and Load,
// in any order.
func NewTree(fsys fs.FS, files []Stamp) Tree {
	return Tree{fsys: fsys, Files: files}
}

// Find returns the stamp of a path.
func (t Tree) Find(path string) (Stamp, bool) {
	return Stamp{}, false
}

// Read reads a file of the tree again. Where its bytes have changed since,
// the error is a *ChangedError.
func (t Tree) Read(path string) ([]byte, error) {
	return nil, nil
}
