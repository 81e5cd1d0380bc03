package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Result tells what a publication did, paths as they were put, sorted.
type Result struct {
	Added, Changed, Removed []string
	Kept                    int

	// Strays are folders, in the work folder, with files that were not ours but
	// stood in a tree that was replaced: they appeared while a build ran.
	Strays []string
}

// Wrote is the number of files written.
func (r Result) Wrote() int { return len(r.Added) + len(r.Changed) }

// ErrEmpty refuses to publish a site without a single file.
var ErrEmpty = errors.New("the build made no file, and an empty site is not published")

// Commit makes what was put the published folder. When ctx ends before the swap,
// or anything fails, the published folder stays as it was. It releases the lock
// and all space in every case. An error after the swap says that the site is
// published, and the Result is filled.
func (s *Stage) Commit(ctx context.Context) (Result, error) {
	if s.closed {
		return Result{}, errClosed
	}
	result, err := s.commit(ctx)
	if err == nil {
		err = s.Pictures.forget()
	}
	return result, errors.Join(err, s.Discard())
}

func (s *Stage) commit(ctx context.Context) (Result, error) {
	if s.failed != nil {
		return Result{}, fmt.Errorf("nothing is published: %w", s.failed)
	}
	if len(s.files) == 0 {
		return Result{}, ErrEmpty
	}
	result := s.sum()
	if s.orphan && len(result.Removed) > 0 {
		return Result{}, s.refuse(Unproven, result.Removed)
	}
	if result.Wrote()+len(result.Removed) == 0 {
		return result, s.remember()
	}
	former, err := s.publish(ctx)
	if err != nil {
		return Result{}, err
	}
	err = s.settle(former)
	result.Strays = s.strays
	return result, err
}

// Outlook tells what Commit would do, as things stand, and does nothing.
func (s *Stage) Outlook() Result { return s.sum() }

// sum compares what was put with what is published.
func (s *Stage) sum() Result {
	result := Result{Strays: s.strays}
	put := make(map[string]struct{}, len(s.files))
	for _, f := range s.files {
		put[f.path] = struct{}{}
		switch f.fate {
		case kept:
			result.Kept++
		case changed:
			result.Changed = append(result.Changed, f.path)
		case added:
			result.Added = append(result.Added, f.path)
		}
	}
	for path := range s.old {
		if _, ok := put[path]; !ok {
			result.Removed = append(result.Removed, path)
		}
	}
	slices.Sort(result.Added)
	slices.Sort(result.Changed)
	slices.Sort(result.Removed)
	return result
}

// remember renews the manifest of a site that did not change: a file may have
// got a new key, or the manifest may have been lost.
func (s *Stage) remember() error {
	data, sum := encode(s.files)
	if sum == s.remembered {
		return nil
	}
	return writeManifest(s.home, manifestName, data)
}

// publish completes the staging tree and swaps it in. It returns where the former
// tree is now, or "" if there was none.
func (s *Stage) publish(ctx context.Context) (former string, err error) {
	if err := s.stage(); err != nil { // files were only removed
		return "", err
	}
	for _, f := range s.files {
		if err := ctx.Err(); err != nil {
			return "", fmt.Errorf("publish: %w", err)
		}
		if f.fate == kept {
			if err := s.carry(f); err != nil {
				return "", fmt.Errorf("keep %s: %w", local(s.place.Dest, f.path), bare(err))
			}
		}
	}
	data, _ := encode(s.files)
	if err := writeManifest(s.home, nextName, data); err != nil {
		return "", err
	}
	if err := s.staging.sync(); err != nil {
		return "", fmt.Errorf("sync the staging folder %s: %w", s.staging.dir, err)
	}
	if err := ctx.Err(); err != nil {
		return "", fmt.Errorf("publish: %w", err)
	}
	return s.swap()
}

// carry brings an unchanged file into the staging tree: the same file under a
// second name, or, where there are no hard links, a copy with the same time.
func (s *Stage) carry(f placed) error {
	if err := s.staging.folder(parent(f.path)); err != nil {
		return err
	}
	from := local(s.place.Dest, f.path)
	if s.link(from, local(s.staging.dir, f.path)) == nil {
		return nil
	}
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if _, err := s.staging.write(f.path, data); err != nil {
		return err
	}
	when := time.Unix(0, f.row.mtime)
	return s.staging.root.Chtimes(f.path, when, when)
}

// swap is the one step in which the site changes.
func (s *Stage) swap() (former string, err error) {
	stage, dest := s.staging.dir, s.place.Dest
	if err := s.staging.close(); err != nil {
		return "", fmt.Errorf("close the staging folder: %w", err)
	}
	if !s.replaces {
		err = moveIn(stage, dest)
	} else if former, err = stage, s.exchange(stage, dest); errors.Is(err, errors.ErrUnsupported) {
		former = filepath.Join(s.home, formerName)
		err = exchangeByRenames(stage, dest, former)
	}
	if err != nil {
		return "", s.swapError(err)
	}
	s.staging = nil
	return former, nil
}

func (s *Stage) swapError(err error) error {
	if isCrossDevice(err) {
		return &FolderError{Folder: s.place.Dest, Reason: OtherDevice, Names: []string{s.place.Work}}
	}
	if isBusy(err) {
		return &FolderError{Folder: s.place.Dest, Reason: Mount}
	}
	return fmt.Errorf("publish %s: %w", s.place.Dest, bare(err))
}

// moveIn is the first publication.
func moveIn(stage, dest string) error {
	if err := os.MkdirAll(filepath.Dir(dest), folderPerm); err != nil {
		return err
	}
	return os.Rename(stage, dest)
}

// exchangeByRenames is the swap of systems without an exchanging rename. Between
// its two steps nothing is published; repair ends what a crash interrupts there.
func exchangeByRenames(stage, dest, former string) error {
	if err := os.Rename(dest, former); err != nil {
		return err
	}
	if err := os.Rename(stage, dest); err != nil {
		return errors.Join(err, os.Rename(former, dest))
	}
	return nil
}

// settle makes the swap durable, then removes the former tree, and only then
// replaces the manifest: until all is done both manifests are there, so that the
// build after a crash knows the files of either tree as ours.
func (s *Stage) settle(former string) error {
	err := syncFolder(filepath.Dir(s.place.Dest))
	if err == nil && former != "" {
		err = s.retire(former, s.tree, func(path string) bool { return true })
	}
	if err == nil {
		err = os.Rename(filepath.Join(s.home, nextName), filepath.Join(s.home, manifestName))
	}
	if err != nil {
		return fmt.Errorf("the site is published, but tidying up after it went wrong; the next build will try again: %w", err)
	}
	return nil
}

// retire removes a tree that was published once, except for what is not ours:
// that is moved aside. t is what is known to lie in the tree.
func (s *Stage) retire(dir string, t tree, ours func(path string) bool) error {
	for _, path := range t.files {
		if ours(path) {
			if err := os.Remove(local(dir, path)); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
	}
	for _, path := range slices.Backward(t.folders) { // children before parents
		os.Remove(local(dir, path)) // stays if something unknown is in it
	}
	if err := os.Remove(dir); err == nil || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	rest, err := scan(dir)
	if err != nil {
		return err
	}
	if len(rest.files)+len(rest.odd) == 0 {
		return os.RemoveAll(dir) // folders only
	}
	return s.setAside(dir)
}

func (s *Stage) setAside(dir string) error {
	aside := filepath.Join(s.place.Work, "strays-"+time.Now().UTC().Format("20060102T150405.000000000"))
	if err := os.Rename(dir, aside); err != nil {
		return err
	}
	s.strays = append(s.strays, aside)
	return nil
}
