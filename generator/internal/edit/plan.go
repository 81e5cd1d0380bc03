package edit

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// Plan is a change of several files: first new bytes in their places, then new
// names. It has been thought through before anything is written.
type Plan struct {
	Edits   []Edit
	Renames []Rename
}

// Edit is what a file holds, and what it is to hold. A nil Before means a new
// file, whose folder is made where there is none.
type Edit struct {
	Path          string
	Before, After []byte
}

// Rename is a new name for a file or a folder. One is done after the other, so
// that a folder's comes after those of the files in it.
type Rename struct{ From, To string }

// Now returns where a path leads after all renames.
func (p Plan) Now(path string) string {
	for _, r := range p.Renames {
		if rest, within := strings.CutPrefix(path, r.From+"/"); within {
			path = r.To + "/" + rest
		} else if path == r.From {
			path = r.To
		}
	}
	return path
}

// Apply carries the plan out in a folder. Where one step fails, those before it
// are taken back, and the error says which failed; a step that could not be
// taken back is joined to it.
func (p Plan) Apply(dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("open the site's folder: %w", err)
	}
	defer root.Close()
	var undo []func() error
	for _, step := range p.steps(root) {
		if err := step.do(); err != nil {
			for _, back := range slices.Backward(undo) {
				err = errors.Join(err, back())
			}
			return err
		}
		undo = append(undo, step.undo)
	}
	return nil
}

// step can be taken back.
type step struct{ do, undo func() error }

func (p Plan) steps(root *os.Root) []step {
	var list []step
	for _, e := range p.Edits {
		if e.Before == nil {
			list = append(list, made(root, e))
			continue
		}
		list = append(list, step{
			func() error { return replace(root, e.Path, e.Before, e.After) },
			func() error { return replace(root, e.Path, e.After, e.Before) },
		})
	}
	for _, r := range p.Renames {
		list = append(list, step{
			func() error { return renamed(root, r.From, r.To) },
			func() error { return renamed(root, r.To, r.From) },
		})
	}
	return list
}

// made is the step that makes a file, and the folders in which it is to lie.
// Taken back, it leaves none of them; a file that somebody has changed since
// stays.
func made(root *os.Root, e Edit) step {
	var folders []string // the innermost last
	return step{
		func() error {
			for dir := path.Dir(e.Path); dir != "."; dir = path.Dir(dir) {
				if _, err := root.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
					break
				}
				folders = append([]string{dir}, folders...)
			}
			err := root.MkdirAll(path.Dir(e.Path), 0o777) // less the user's mask
			if err == nil {
				err = replace(root, e.Path, nil, e.After)
			}
			if err != nil {
				removed(root, folders)
			}
			return err
		},
		func() error {
			if _, err := still(root, e.Path, e.After); err != nil {
				return fmt.Errorf("take back %s: %w", e.Path, err)
			}
			err := root.Remove(e.Path)
			removed(root, folders)
			return err
		},
	}
}

// removed takes away folders that were made, as far as nobody put anything into
// them.
func removed(root *os.Root, folders []string) {
	for _, dir := range slices.Backward(folders) {
		if root.Remove(dir) != nil {
			return
		}
	}
}

func renamed(root *os.Root, from, to string) error {
	if err := rename(root, from, to); err != nil {
		return fmt.Errorf("rename %s to %s: %w", from, to, err)
	}
	return nil
}
