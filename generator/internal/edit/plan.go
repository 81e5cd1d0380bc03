package edit

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
)

// Plan is a change of some files: first new bytes in their places, then new
// names. It has been thought through before anything is written.
type Plan struct {
	Command string // that carries it out, as it is told where it was interrupted
	Edits   []Edit
	Renames []Rename
}

// Edit is what a file holds, and what it is to hold. A nil Before means a new
// file, whose folder is made where there is none. Paths are slash-separated and seen from the
// site's folder.
type Edit struct {
	Path          string
	Before, After []byte
}

// Rename is a new name for a file or a folder, which nothing has yet. One is done
// after the other, so that a folder's comes after those of the files in it.
type Rename struct{ From, To string }

// Now returns where a path leads after all renames.
func (p Plan) Now(path string) string {
	for _, r := range p.Renames {
		path = r.now(path)
	}
	return path
}

func (r Rename) now(path string) string {
	if rest, within := strings.CutPrefix(path, r.From+"/"); within {
		return r.To + "/" + rest
	}
	if path == r.From {
		return r.To
	}
	return path
}

// Apply carries the plan out, wholly or not at all: whether a step fails, or the
// process is killed. ErrChanged is returned where a file is not what the plan
// says. Files keep their permissions. Nothing outside the site's own files can
// be written, and no link is followed to them. A site that is being changed by
// another process is waited for; the error then is a *BusyError.
func (p Plan) Apply(ctx context.Context, at Place) error {
	w, err := at.open(ctx)
	if err != nil {
		return err
	}
	defer w.close()
	if there, err := w.work.there(journalName); there || err != nil {
		return errors.Join(fmt.Errorf("%s: %w", journalName, ErrChanged), err) // somebody died since the site was read
	}
	if err := p.ready(w.site); err != nil {
		return err
	}
	made, err := p.missing(w.site)
	if err != nil {
		return err
	}
	if err := w.note(noted{p, made}); err != nil {
		return fmt.Errorf("note what is to be done: %w", err)
	}
	done, err := noted{p, made}.carryOut(w.site)
	if err == nil {
		err = w.conclude()
	}
	if err == nil {
		return nil
	}
	if bad := w.takeBack(done); bad != nil {
		return errors.Join(err, bad)
	}
	return err
}

// ready checks everything that can be known before the first step.
func (p Plan) ready(d disk) error {
	for _, e := range p.Edits {
		err := d.admits(e.Path)
		if err == nil {
			_, err = d.still(e.Path, e.Before)
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", e.Path, err)
		}
	}
	for _, r := range p.Renames {
		for name, wanted := range map[string]bool{r.From: true, r.To: false} {
			err := d.admits(name)
			there, bad := d.there(name)
			if err = errors.Join(err, bad); err == nil && there != wanted {
				err = ErrChanged
			}
			if err != nil {
				return r.failed(err)
			}
		}
	}
	return nil
}

func (r Rename) failed(err error) error { return fmt.Errorf("rename %s to %s: %w", r.From, r.To, err) }

// missing are the folders that new files need, each before those in it.
func (p Plan) missing(d disk) (list []string, err error) {
	for _, e := range p.Edits {
		for dir := path.Dir(e.Path); e.Before == nil && !slices.Contains(list, dir); dir = path.Dir(dir) {
			there, err := d.there(dir)
			if err != nil {
				return nil, err
			}
			if there {
				break
			}
			list = append(list, dir)
		}
	}
	slices.Sort(list)
	return list, nil
}

// noted is a plan as the journal has it: with the folders that it makes, each
// before those in it.
type noted struct {
	Plan
	Made []string
}

// carryOut returns the part of the plan that was done, with the step that failed
// if it may be half done.
func (p noted) carryOut(d disk) (done noted, err error) {
	done.Command, done.Made = p.Command, p.Made
	for _, dir := range p.Made {
		if err := d.mkdir(dir); err != nil {
			return done, err
		}
	}
	for _, e := range p.Edits {
		perm, err := d.still(e.Path, e.Before)
		if err == nil {
			err = d.write(e.Path, e.After, perm, e.Before == nil)
		}
		if !errors.Is(err, ErrChanged) {
			done.Edits = append(done.Edits, e)
		}
		if err != nil {
			return done, fmt.Errorf("write %s: %w", e.Path, err)
		}
	}
	for _, r := range p.Renames {
		err := d.move(r.From, r.To)
		if !errors.Is(err, ErrChanged) {
			done.Renames = append(done.Renames, r)
		}
		if err != nil {
			return done, r.failed(err)
		}
	}
	return done, d.sync(p.folders(p.Now)...)
}

// folders are those in which names change, as they are called now.
func (p noted) folders(now func(string) string) (list []string) {
	for _, dir := range p.Made {
		list = append(list, now(path.Dir(dir)))
	}
	for _, e := range p.Edits {
		list = append(list, now(path.Dir(e.Path)))
	}
	for _, r := range p.Renames {
		list = append(list, now(path.Dir(r.From)), now(path.Dir(r.To)))
	}
	return list
}
