package output

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// Pictures are files in the work folder that take long to make, by what they are
// made from. Losing one costs time and nothing else; one that is damaged counts as
// lost. What a publication has not used it removes. No lock is needed. The methods
// may be called from several goroutines.
type Pictures struct {
	dir  string
	mu   sync.Mutex
	used map[Key]bool
}

// OpenPictures opens those of a work folder, for who publishes nothing.
func OpenPictures(work string) *Pictures {
	return &Pictures{dir: filepath.Join(work, cacheName), used: map[Key]bool{}}
}

// cacheName is the folder of the cache, one for all published folders.
const cacheName = "pictures"

func (p *Pictures) file(key Key) string {
	return filepath.Join(p.dir, fmt.Sprintf("%x", key))
}

// Get returns the bytes that were kept under a key.
func (p *Pictures) Get(key Key) ([]byte, bool) {
	b, err := readOwn(p.file(key))
	if err != nil || len(b) < sha256.Size {
		return nil, false
	}
	sum, b := b[:sha256.Size], b[sha256.Size:]
	if have := sha256.Sum256(b); !bytes.Equal(sum, have[:]) {
		return nil, false
	}
	p.Use(key)
	return b, true
}

// Put keeps bytes under a key.
func (p *Pictures) Put(key Key, data []byte) error {
	p.Use(key)
	sum := sha256.Sum256(data)
	file := p.file(key)
	err := os.MkdirAll(filepath.Dir(file), folderPerm)
	if err == nil {
		err = os.Remove(file) // it is damaged, or a link to what is not ours
	}
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		err = create(file, append(sum[:], data...))
	}
	if err != nil {
		return fmt.Errorf("cache a picture: %w", err)
	}
	return nil
}

func create(file string, data []byte) error {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, filePerm)
	if errors.Is(err, fs.ErrExist) {
		return nil // another goroutine caches the same
	}
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// Use says that what is kept under a key is still of use.
func (p *Pictures) Use(key Key) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.used[key] = true
}

// forget removes what was of no use to this publication.
func (p *Pictures) forget() error {
	entries, err := os.ReadDir(p.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	used := map[string]bool{}
	for key := range p.used {
		used[fmt.Sprintf("%x", key)] = true
	}
	for _, e := range entries {
		if !used[e.Name()] {
			err = errors.Join(err, os.Remove(filepath.Join(p.dir, e.Name())))
		}
	}
	if err != nil {
		return fmt.Errorf("tidy the cache of pictures: %w", err)
	}
	return nil
}
