package output

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

const filePerm, folderPerm fs.FileMode = 0o644, 0o755 // whatever the umask says

// Put adds a file to the site. path is slash-separated and relative to the
// published folder. A file that differs from the published one is written to the
// staging tree at once; data is not held. Errors are a *PathError or *ClashError
// (later Puts are still checked, so that all of them can be told), a
// *FolderError if the published file may be somebody's own, or a machine's
// failure; after any of them Commit refuses.
func (s *Stage) Put(path string, data []byte) error {
	return s.PutMade(path, data, Key{})
}

// PutMade is Put for bytes made from made, by which Keep will know them again.
func (s *Stage) PutMade(path string, data []byte, made Key) error {
	return s.note(s.put(path, data, made))
}

// Keep adds the published file at path to the site if it is known to hold the
// bytes that made leads to, and reports whether it did; if not, the caller must
// Put it. The file is believed when its size and time are those we wrote, else
// read and compared with its checksum. Errors are those of Put.
func (s *Stage) Keep(path string, made Key) (bool, error) {
	ok, err := s.keep(path, made)
	return ok, s.note(err)
}

// note remembers the first error.
func (s *Stage) note(err error) error {
	if s.failed == nil {
		s.failed = err
	}
	return err
}

func (s *Stage) put(path string, data []byte, made Key) error {
	if err := s.claim(path); err != nil {
		return err
	}
	was, exists := s.old[path]
	if !exists {
		return s.write(path, data, made, added)
	}
	seen, same := s.compare(path, data)
	if !same && s.orphan {
		return s.refuse(Unproven, []string{path})
	}
	if !same {
		return s.write(path, data, made, changed)
	}
	sum := was.sum
	if !was.describes(seen) {
		sum = checksum{}.add(data)
	}
	s.files = append(s.files, placed{path, row{sum, made, seen.Size(), seen.ModTime().UnixNano()}, kept})
	return nil
}

func (s *Stage) claim(path string) error {
	if s.closed {
		return errClosed
	}
	if err := CheckPath(path); err != nil {
		return err
	}
	return s.names.claim(path)
}

// Published files are opened by their plain path, for the scan has found neither
// a symlink nor a pipe on the way; an os.Root would open every folder again.

// compare reports whether the published file holds data. A file that cannot be
// read is a file that differs: writing it anew is the repair.
func (s *Stage) compare(path string, data []byte) (fs.FileInfo, bool) {
	f, err := os.Open(local(s.place.Dest, path))
	if err != nil {
		return nil, false
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(data)) {
		return nil, false
	}
	for len(data) > 0 {
		n, err := io.ReadFull(f, s.buffer[:min(len(s.buffer), len(data))])
		if err != nil || !bytes.Equal(s.buffer[:n], data[:n]) {
			return nil, false
		}
		data = data[n:]
	}
	return info, true
}

func (s *Stage) keep(path string, made Key) (bool, error) {
	was, exists := s.old[path]
	if !exists || made == (Key{}) || was.made != made || s.closed {
		return false, nil
	}
	info, err := os.Lstat(local(s.place.Dest, path))
	if err != nil || !info.Mode().IsRegular() || info.Size() != was.size {
		return false, nil
	}
	if !was.describes(info) && !s.holds(path, was.sum) {
		return false, nil
	}
	if err := s.claim(path); err != nil {
		return false, err
	}
	was.mtime = info.ModTime().UnixNano()
	s.files = append(s.files, placed{path, was, kept})
	return true, nil
}

// holds reports whether the published file can be read and has the sum.
func (s *Stage) holds(path string, want checksum) bool {
	f, err := os.Open(local(s.place.Dest, path))
	if err != nil {
		return false
	}
	defer f.Close()
	var sum checksum
	for {
		n, err := f.Read(s.buffer)
		sum = sum.add(s.buffer[:n])
		if err != nil {
			return err == io.EOF && sum == want
		}
	}
}

func (s *Stage) write(path string, data []byte, made Key, f fate) error {
	if err := s.stage(); err != nil {
		return err
	}
	w, err := s.staging.write(path, data)
	if err != nil {
		return fmt.Errorf("write %s: %w", filepath.Join(s.place.Dest, filepath.FromSlash(path)), bare(err))
	}
	r := row{checksum{}.add(data), made, w.size, w.mtime}
	s.files = append(s.files, placed{path, r, f})
	return nil
}

// stage makes the staging tree when the first file differs.
func (s *Stage) stage() (err error) {
	if s.staging == nil {
		s.staging, err = newStaging(filepath.Join(s.home, stagingName))
	}
	return err
}

// bare takes the inner path off an error: the message names the published one.
func bare(err error) error {
	if e := (*fs.PathError)(nil); errors.As(err, &e) {
		return e.Err
	}
	if e := (*os.LinkError)(nil); errors.As(err, &e) {
		return e.Err
	}
	return err
}

// Made returns the key of what the published file at path was made from: zero
// where it is not known. Keep has the last word, since only it looks at the
// file. Made may be called from several goroutines.
func (s *Stage) Made(path string) Key { return s.old[path].made }
