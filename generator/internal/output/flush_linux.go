package output

import (
	"os"

	"golang.org/x/sys/unix"
)

// flusher makes a tree durable with one syncfs. The handle is opened before the
// first write, for syncfs reports the write errors since then.
type flusher struct{ folder *os.File }

func newFlusher(dir string) (flusher, error) {
	f, err := os.Open(dir)
	return flusher{f}, err
}

func (flusher) file(*os.File) error { return nil }

func (f flusher) tree(string, map[string]struct{}) error {
	return unix.Syncfs(int(f.folder.Fd()))
}

func (f flusher) close() error {
	if f.folder == nil {
		return nil
	}
	return f.folder.Close()
}
