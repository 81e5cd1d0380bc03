package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// repair ends what a dead build left half done and returns the rows of the
// published files; known is false when the manifest is lost. Every step may be
// interrupted in its turn: the manifests go last.
//
// With manifest.next present the swap may or may not have happened, and the tree
// in our folder may be the old site or the new one. Both manifests list files of
// ours, so their union owns everything; where they disagree about a file we do
// not know which is published, and its row is left blank: Keep declines it, Put
// reads it.
func (s *Stage) repair() (rows map[string]row, known bool, err error) {
	rows, current, err := s.readManifest(manifestName)
	if err != nil {
		return nil, false, err
	}
	next, announced, err := s.readManifest(nextName)
	if err != nil {
		return nil, false, err
	}
	rows = union(rows, next)
	if err := s.putBack(); err != nil {
		return nil, false, fmt.Errorf("put back the former site: %w", err)
	}
	if err := s.sweep(rows, announced); err != nil {
		return nil, false, fmt.Errorf("clear what an interrupted build left: %w", err)
	}
	if announced {
		err = s.conclude(rows)
	}
	for _, name := range []string{manifestName, nextName} {
		os.Remove(filepath.Join(s.home, name+newSuffix)) // overwritten anyway if it stays
	}
	return rows, current || announced, err
}

func (s *Stage) readManifest(name string) (rows map[string]row, known bool, err error) {
	data, err := readOwn(filepath.Join(s.home, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("read the manifest: %w", err)
	}
	rows, sum, ok := decode(data)
	if ok && name == manifestName {
		s.remembered = sum
	}
	return rows, ok, nil
}

func union(a, b map[string]row) map[string]row {
	if len(b) == 0 {
		return a
	}
	all := make(map[string]row, len(a)+len(b))
	for path, r := range a {
		if other, both := b[path]; both && other != r {
			r = row{}
		}
		all[path] = r
	}
	for path, r := range b {
		if _, both := a[path]; !both {
			all[path] = r
		}
	}
	return all
}

// putBack undoes a swap by renames that died between the two.
func (s *Stage) putBack() error {
	former := filepath.Join(s.home, formerName)
	if _, err := os.Lstat(s.place.Dest); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	err := os.Rename(former, s.place.Dest)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// sweep removes the trees of a dead build. One that was never announced by a
// manifest was never published and goes as it is; from others only our files go.
func (s *Stage) sweep(rows map[string]row, announced bool) error {
	ours := func(path string) bool { _, ok := rows[path]; return ok }
	for _, name := range []string{stagingName, formerName} {
		dir := filepath.Join(s.home, name)
		if name == stagingName && !announced {
			if err := os.RemoveAll(dir); err != nil {
				return err
			}
			continue
		}
		t, err := scan(dir)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = s.retire(dir, t, ours)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// conclude makes the union the manifest.
func (s *Stage) conclude(rows map[string]row) error {
	files := make([]placed, 0, len(rows))
	for path, r := range rows {
		files = append(files, placed{path: path, row: r})
	}
	data, sum := encode(files)
	if err := writeManifest(s.home, manifestName, data); err != nil {
		return err
	}
	s.remembered = sum
	return os.Remove(filepath.Join(s.home, nextName))
}
