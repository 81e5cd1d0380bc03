// Package source is the only reader of the site's folder. It finds the files
// of site.yaml, content/, layouts/ and static/, and reads them.
//
// It follows no symbolic link and reads nothing but regular files, so that no
// byte from outside the folder is ever seen and nothing can make it wait. It
// knows folders and names, not what a file means, and keeps no file's bytes.
package source

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"io/fs"
	"time"
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
	identity
}

// File is a file that was read.
type File struct {
	Path  string
	Bytes []byte
	look
}

// look is when and of what file bytes were read.
type look struct {
	identity
	begun int64 // in nanoseconds since 1970
}

// Digest is that of the bytes.
func (f File) Digest() Digest { return Sum(f.Bytes) }

// Mark tells the bytes of a file from others while this program runs, and takes a
// twentieth of the time of a Digest; in another process it is another.
type Mark uint64

var seed = maphash.MakeSeed()

func markOf(b []byte) Mark { return Mark(maphash.Bytes(seed, b)) }

// maxFile bounds one file, which is held in memory while it is read: hosts of
// static sites refuse larger ones.
const maxFile = 100 << 20 // bytes

// ErrNotRegular means that a path names a link, a folder or a device.
var ErrNotRegular = errors.New("not a regular file")

// ErrTooLarge means a file larger than a site may hold.
var ErrTooLarge = errors.New("file too large")

// Load reads one file, such as List found. It may be called from several
// goroutines. The error wraps ErrNotRegular, ErrTooLarge or what the file
// system said; Trouble makes a diagnostic of it.
func Load(fsys fs.FS, path string) (File, error) { return LoadInto(nil, fsys, path) }

// LoadInto is Load into a buffer, whose bytes are overwritten, or into a new one
// where it is too small.
func LoadInto(buffer []byte, fsys fs.FS, path string) (File, error) {
	begun := time.Now().UnixNano()
	b, id, err := read(fsys, path, buffer[:0])
	if err != nil {
		return File{}, fmt.Errorf("read %s: %w", path, err)
	}
	return File{path, b, look{id, begun}}, nil
}

// read reads a regular file into an empty buffer.
func read(fsys fs.FS, path string, buffer []byte) ([]byte, identity, error) {
	if f, ok := fsys.(*Folder); ok && fs.ValidPath(path) {
		b, id, err := f.direct.read(path, buffer)
		if !errors.Is(err, errors.ErrUnsupported) {
			return b, id, err
		}
	}
	b, err := readOpened(fsys, path, buffer)
	return b, identity{}, err
}

// readOpened looks before it opens and again afterwards: what was a file in the
// list may be a link or a pipe by now.
func readOpened(fsys fs.FS, path string, buffer []byte) ([]byte, error) {
	before, err := fs.Lstat(fsys, path)
	switch {
	case err != nil:
		return nil, err
	case !before.Mode().IsRegular():
		return nil, ErrNotRegular
	case before.Size() > maxFile:
		return nil, ErrTooLarge
	}
	f, err := fsys.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	opened, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case !opened.Mode().IsRegular():
		return nil, ErrNotRegular
	}
	return readAll(f, buffer, opened.Size(), maxFile)
}

// readAll reads a file of about the given size into an empty buffer, in one
// piece where it can, and refuses more than limit bytes.
func readAll(f io.Reader, b []byte, size int64, limit int) ([]byte, error) {
	if want := min(int(size), limit) + 1; cap(b) < want { // one more, so that the end is met without growing
		b = make([]byte, 0, want)
	}
	for {
		n, err := f.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		switch {
		case len(b) > limit:
			return nil, ErrTooLarge
		case err == io.EOF:
			return b, nil
		case err != nil:
			return nil, err
		}
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
	}
}
