package output

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

// tree lists what lies in a folder, by slash-separated paths.
type tree struct {
	files   []string // regular files
	folders []string // parents before children
	odd     []string // neither: symlinks, pipes, sockets, devices
}

// scan reads a whole tree and follows nothing. Its error is fs.ErrNotExist only
// when the folder itself is missing.
func scan(dir string) (t tree, err error) {
	if err := t.read(dir, ""); err != nil {
		return t, err
	}
	for i := 0; i < len(t.folders); i++ { // grows as it goes
		err := t.read(local(dir, t.folders[i]), t.folders[i]+"/")
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return t, err
		}
	}
	return t, nil
}

func (t *tree) read(dir, prefix string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	entries, err := f.ReadDir(-1)
	for _, e := range entries {
		switch path := prefix + e.Name(); {
		case e.Type().IsRegular():
			t.files = append(t.files, path)
		case e.IsDir():
			t.folders = append(t.folders, path)
		default:
			t.odd = append(t.odd, path)
		}
	}
	return err
}

// readOwn reads a file of the work folder. What is no file, such as a pipe that
// would be waited for, is an error.
func readOwn(path string) ([]byte, error) {
	info, err := os.Lstat(path)
	if err == nil && !info.Mode().IsRegular() {
		err = &fs.PathError{Op: "read", Path: path, Err: errors.New("not a regular file")}
	}
	if err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

// empty reports whether there is nothing in the folder, or no folder.
func empty(dir string) (bool, error) {
	f, err := os.Open(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	defer f.Close()
	if _, err = f.Readdirnames(1); err == io.EOF {
		return true, nil
	}
	return false, err
}
