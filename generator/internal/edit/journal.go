package edit

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"diglot/generator/internal/lock"
)

// Place is a site whose files are changed.
type Place struct {
	Site string        // its folder
	Work string        // the generator's own folder, where the journal is
	Wait time.Duration // how long to wait for another process that changes files
}

// BusyError says that another process is changing the site's files.
type BusyError struct{ lock.HeldError }

// StuckError says that an interrupted change cannot be taken back, because a
// file is neither what it was before nor what the change made of it: somebody
// has worked on it since. Nothing was touched.
type StuckError struct {
	Command string // that was interrupted
	File    string // of the site
	Journal string // stays until somebody has put the files right and deletes it
}

func (e *StuckError) Error() string {
	return fmt.Sprintf("%q was interrupted, and %s was changed since: put the files right, then delete %s", e.Command, e.File, e.Journal)
}

// The files of this package in the work folder.
const (
	journalName = "edit.journal" // the plan that is being carried out
	lockName    = "edit.lock"
)

// writer may change the files of a site: it holds the lock.
type writer struct {
	site, work disk
	journal    string // its path, as it is told
	lock       *lock.Lock
}

// Settle sees to it that no plan is half carried out: where its process is at
// work still it waits for it, and where that has died it takes back what had
// been done, and returns the command that was interrupted. Where there is no
// journal it does nothing. The error may be a *BusyError or a *StuckError.
func Settle(ctx context.Context, at Place) (interrupted string, err error) {
	info, err := os.Lstat(filepath.Join(at.Work, journalName))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil
	case err != nil:
		return "", fmt.Errorf("look for an interrupted change: %w", err)
	case !info.Mode().IsRegular():
		return "", fmt.Errorf("%s is not a regular file", filepath.Join(at.Work, journalName))
	}
	w, err := at.open(ctx)
	if err != nil {
		return "", err
	}
	defer w.close()
	b, err := w.work.ReadFile(journalName)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil // its process has ended well
	}
	var p noted
	if err == nil {
		err = json.Unmarshal(b, &p)
	}
	if err != nil {
		return "", fmt.Errorf("read %s: %w", w.journal, err)
	}
	return cmp.Or(p.Command, "diglot"), w.takeBack(p)
}

// open takes the lock.
func (at Place) open(ctx context.Context) (*writer, error) {
	const perm = 0o755
	if err := os.MkdirAll(at.Work, perm); err != nil {
		return nil, fmt.Errorf("make the work folder: %w", err)
	}
	held, err := lock.Take(ctx, filepath.Join(at.Work, lockName), at.Wait)
	if busy, ok := errors.AsType[*lock.HeldError](err); ok && ctx.Err() == nil {
		return nil, &BusyError{*busy}
	}
	if err != nil {
		return nil, err
	}
	w := &writer{journal: filepath.Join(at.Work, journalName), lock: held}
	if w.site.Root, err = os.OpenRoot(at.Site); err == nil {
		w.work.Root, err = os.OpenRoot(at.Work)
	}
	if err != nil {
		w.close()
		return nil, fmt.Errorf("open the site's folder: %w", err)
	}
	return w, nil
}

// close lets go of everything; what it could fail at is of no consequence.
func (w *writer) close() {
	for _, d := range []disk{w.site, w.work} {
		if d.Root != nil {
			d.Close()
		}
	}
	w.lock.Release()
}

// note makes the journal, and waits until the disk has it.
func (w *writer) note(p noted) error {
	b, err := json.Marshal(p)
	if err == nil {
		const perm = 0o600 // it may hold what is not to be public
		err = w.work.write(journalName, b, perm, false)
	}
	if err == nil {
		err = w.work.sync(".")
	}
	if err != nil {
		return errors.Join(err, w.work.remove(journalName))
	}
	return nil
}

// conclude ends the change, whether carried out or taken back. Should the disk
// forget that the journal is gone, the change is taken back, and that is told.
func (w *writer) conclude() error {
	if err := w.work.remove(journalName); err != nil {
		return err
	}
	w.work.sync(".")
	return nil
}

// takeBack undoes what of a plan has been done, and removes the journal. Every
// step of it may be interrupted in its turn, and done again.
func (w *writer) takeBack(p noted) error {
	undo, err := w.look(p)
	if err != nil {
		return err
	}
	for _, step := range undo {
		if err := step(); err != nil {
			return fmt.Errorf("take back: %w", err)
		}
	}
	former := func(folder string) string { return folder }
	if err := w.site.sync(p.folders(former)...); err != nil {
		return fmt.Errorf("take back: %w", err)
	}
	return w.conclude()
}

// look finds out what has been done, and returns the steps that undo it. Nothing
// is done where one of them could not be.
func (w *writer) look(p noted) (undo []func() error, err error) {
	done := Plan{Command: p.Command} // what follows the step that is looked at
	for _, r := range slices.Backward(p.Renames) {
		from, err := w.lies(done.Now(r.From))
		if err != nil {
			return nil, err
		}
		to, err := w.lies(done.Now(r.To))
		switch {
		case err != nil:
			return nil, err
		case from == nil && to != nil:
			done.Renames = slices.Insert(done.Renames, 0, r)
			undo = append(undo, func() error { return w.site.move(r.To, r.From) })
		case from != nil && to != nil && from.Mode().IsRegular() && os.SameFile(from, to):
			undo = append(undo, func() error { return w.site.remove(r.To) })
		case from == nil || to != nil:
			return nil, &StuckError{p.Command, done.Now(r.From), w.journal}
		}
	}
	for _, e := range slices.Backward(p.Edits) {
		step, err := w.unedit(e, done)
		if err != nil {
			return nil, err
		}
		undo = append(undo, step, func() error { return w.site.remove(beside(e.Path)) })
	}
	for _, dir := range slices.Backward(p.Made) {
		info, err := w.lies(done.Now(dir))
		if err != nil {
			return nil, err
		}
		if info != nil && info.IsDir() {
			undo = append(undo, func() error { return w.vacate(dir) })
		}
	}
	return undo, nil
}

// vacate removes a folder that was made, unless somebody has put something into
// it.
func (w *writer) vacate(dir string) error {
	list, err := fs.ReadDir(w.site.FS(), dir)
	if err != nil || len(list) > 0 {
		return err
	}
	return w.site.remove(dir)
}

// lies is what lies at a path of the site, nil where there is nothing.
func (w *writer) lies(name string) (fs.FileInfo, error) {
	if err := w.site.admits(name); err != nil {
		return nil, fmt.Errorf("%s: %s: %w", w.journal, name, err)
	}
	info, err := w.site.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return info, err
}

// unedit returns the step that gives a file its former bytes, if it has the new
// ones. It lies where the renames that were done have put it.
func (w *writer) unedit(e Edit, done Plan) (func() error, error) {
	at := done.Now(e.Path)
	if err := w.site.admits(e.Path); err != nil {
		return nil, fmt.Errorf("%s: %s: %w", w.journal, e.Path, err)
	}
	info, err := w.lies(at)
	if err != nil {
		return nil, err
	}
	var now []byte
	if info != nil && info.Mode().IsRegular() {
		if now, err = w.site.ReadFile(at); err != nil {
			return nil, err
		}
	}
	nothing := func() error { return nil }
	switch {
	case info == nil && e.Before == nil, now != nil && e.Before != nil && bytes.Equal(now, e.Before):
		return nothing, nil
	case now == nil || !bytes.Equal(now, e.After):
		return nil, &StuckError{done.Command, at, w.journal}
	case e.Before == nil:
		return func() error { return w.site.remove(e.Path) }, nil
	}
	return func() error { return w.site.write(e.Path, e.Before, info.Mode().Perm(), false) }, nil
}
