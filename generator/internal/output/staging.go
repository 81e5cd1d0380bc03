package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// staging is the tree that becomes the published folder. Its root confines every
// write, and so does the kernel where it is asked to: no path and no symlink
// leads out of it.
type staging struct {
	dir     string
	root    *os.Root
	direct  direct
	flush   flusher
	folders map[string]struct{} // those made so far
	strict  bool                // the umask takes bits away: folders need a chmod
}

func newStaging(dir string) (*staging, error) {
	t := &staging{dir: dir, folders: map[string]struct{}{"": {}}}
	if err := t.open(); err != nil {
		return nil, errors.Join(fmt.Errorf("make the staging folder: %w", err), t.remove(""))
	}
	return t, nil
}

func (t *staging) open() (err error) {
	if err := os.Mkdir(t.dir, folderPerm); err != nil {
		return err
	}
	info, err := os.Lstat(t.dir)
	if err != nil {
		return err
	}
	if t.strict = info.Mode().Perm() != folderPerm; t.strict {
		if err := os.Chmod(t.dir, folderPerm); err != nil {
			return err
		}
	}
	if t.root, err = os.OpenRoot(t.dir); err != nil {
		return err
	}
	if t.direct, err = openDirect(t.root); err != nil {
		return err
	}
	t.flush, err = newFlusher(t.dir)
	return err
}

// written is what the system says of a file that was written.
type written struct{ size, mtime int64 } // bytes, Unix nanoseconds

// write creates the file and says what became of it.
func (t *staging) write(path string, data []byte) (written, error) {
	if err := t.folder(parent(path)); err != nil {
		return written{}, err
	}
	if w, err := t.direct.write(path, data); !errors.Is(err, errors.ErrUnsupported) {
		return w, err
	}
	f, err := t.root.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, filePerm)
	if err != nil {
		return written{}, err
	}
	w, err := t.fill(f, data)
	if e := f.Close(); err == nil {
		err = e
	}
	return w, err
}

func (t *staging) fill(f *os.File, data []byte) (written, error) {
	if _, err := f.Write(data); err != nil {
		return written{}, err
	}
	info, err := f.Stat()
	if err != nil {
		return written{}, err
	}
	if info.Mode().Perm() != filePerm {
		err = f.Chmod(filePerm)
	}
	if err == nil {
		err = t.flush.file(f)
	}
	return written{info.Size(), info.ModTime().UnixNano()}, err
}

// folder makes the folder and those above it, once.
func (t *staging) folder(path string) error {
	if _, ok := t.folders[path]; ok {
		return nil
	}
	if err := t.folder(parent(path)); err != nil {
		return err
	}
	err := t.direct.mkdir(path)
	if errors.Is(err, errors.ErrUnsupported) {
		err = t.root.Mkdir(path, folderPerm)
	}
	if err != nil {
		return err
	}
	if t.strict {
		if err := t.root.Chmod(path, folderPerm); err != nil {
			return err
		}
	}
	t.folders[path] = struct{}{}
	return nil
}

// sync makes the whole tree durable.
func (t *staging) sync() error {
	return t.flush.tree(t.dir, t.folders)
}

// close lets go of the handles; the tree stays.
func (t *staging) close() error {
	var errs []error
	if t.root != nil {
		errs = append(errs, t.root.Close())
	}
	errs = append(errs, t.direct.close(), t.flush.close())
	t.root, t.direct, t.flush = nil, direct{}, flusher{}
	return errors.Join(errs...)
}

// remove deletes a tree that was never published, after the manifest that
// announced it: what lies here is ours only while no manifest says otherwise.
func (t *staging) remove(announced string) error {
	err := t.close()
	if announced != "" {
		if e := os.Remove(announced); e != nil && !errors.Is(e, fs.ErrNotExist) {
			return errors.Join(err, e)
		}
	}
	return errors.Join(err, os.RemoveAll(t.dir))
}

func parent(path string) string {
	return path[:max(0, strings.LastIndexByte(path, '/'))]
}

// local is the path in the system's own form.
func local(dir, path string) string {
	return filepath.Join(dir, filepath.FromSlash(path))
}
