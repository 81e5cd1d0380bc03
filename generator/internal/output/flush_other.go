//go:build !linux

package output

import "os"

// flusher makes a tree durable file by file, then folder by folder.
type flusher struct{}

func newFlusher(string) (flusher, error) { return flusher{}, nil }

func (flusher) file(f *os.File) error { return f.Sync() }

func (flusher) tree(dir string, folders map[string]struct{}) error {
	for folder := range folders {
		if err := syncFolder(local(dir, folder)); err != nil {
			return err
		}
	}
	return nil
}

func (flusher) close() error { return nil }
