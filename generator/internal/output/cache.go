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

// cache are files in the work folder that take long to make, by what they are
// made from. Losing it, or a file of it, costs time and nothing else; a file that
// is damaged counts as lost. What the last publication has not used is removed.
type cache struct {
	mu   sync.Mutex
	used map[Key]bool
}

// cacheName is the folder of the cache, one for all published folders.
const cacheName = "pictures"

func (s *Stage) cacheFile(key Key) string {
	return filepath.Join(s.place.Work, cacheName, fmt.Sprintf("%x", key))
}

// Cached returns the bytes that were cached under a key. It may be called from
// several goroutines, as may Cache and Uses.
func (s *Stage) Cached(key Key) ([]byte, bool) {
	b, err := readOwn(s.cacheFile(key))
	if err != nil || len(b) < sha256.Size {
		return nil, false
	}
	sum, b := b[:sha256.Size], b[sha256.Size:]
	if have := sha256.Sum256(b); !bytes.Equal(sum, have[:]) {
		return nil, false
	}
	s.Uses(key)
	return b, true
}

// Cache keeps bytes under a key for later builds.
func (s *Stage) Cache(key Key, data []byte) error {
	s.Uses(key)
	sum := sha256.Sum256(data)
	file := s.cacheFile(key)
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

// Uses says that what is cached under a key is still of use.
func (s *Stage) Uses(key Key) {
	s.cache.mu.Lock()
	defer s.cache.mu.Unlock()
	if s.cache.used == nil {
		s.cache.used = map[Key]bool{}
	}
	s.cache.used[key] = true
}

// forget removes what was of no use to this publication.
func (s *Stage) forget() error {
	dir := filepath.Join(s.place.Work, cacheName)
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	used := map[string]bool{}
	for key := range s.cache.used {
		used[fmt.Sprintf("%x", key)] = true
	}
	for _, e := range entries {
		if !used[e.Name()] {
			err = errors.Join(err, os.Remove(filepath.Join(dir, e.Name())))
		}
	}
	if err != nil {
		return fmt.Errorf("tidy the cache of pictures: %w", err)
	}
	return nil
}
