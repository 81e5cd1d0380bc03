package preview

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// spool is a file without a name, in which pictures and documents lie that were
// built: they would not get smaller by packing, and may be many. It only grows,
// and goes with the preview.
type spool struct {
	file *os.File
	end  int64
}

func newSpool() (*spool, error) {
	f, err := os.CreateTemp("", "diglot-preview-*")
	if err != nil {
		return nil, fmt.Errorf("open a place for pictures: %w", err)
	}
	_ = os.Remove(f.Name()) // where an open file cannot be removed, close does
	return &spool{file: f}, nil
}

// add keeps bytes, and returns where.
func (s *spool) add(b []byte) (int64, error) {
	at := s.end
	if _, err := s.file.WriteAt(b, at); err != nil {
		return 0, fmt.Errorf("keep a picture: %w", err)
	}
	s.end += int64(len(b))
	return at, nil
}

// read returns bytes that were kept. It may be called while others are added.
func (s *spool) read(at int64, size int) ([]byte, error) {
	b := make([]byte, size)
	if _, err := s.file.ReadAt(b, at); err != nil {
		return nil, fmt.Errorf("read a picture: %w", err)
	}
	return b, nil
}

func (s *spool) close() error {
	err := s.file.Close()
	if gone := os.Remove(s.file.Name()); !errors.Is(gone, fs.ErrNotExist) {
		err = errors.Join(err, gone)
	}
	return err
}
