// Package output is the only writer of the published folder.
//
// Publication is a transaction. A Stage takes every file of one build; Commit
// makes them the published folder in one step, Discard leaves everything as it
// was. The laws, and how each is kept:
//
//   - At any instant, after any crash, the published folder is wholly the old
//     site or wholly the new one. Changed files are written to a staging tree in
//     the work folder, unchanged ones are hard-linked into it (copied where
//     there are no hard links), everything is synced, and one exchanging rename
//     swaps the two trees. Where the system has no such rename, the old tree is
//     moved away and the new one moved in; between the two renames there is no
//     published folder, and the next Open puts the old one back if the process
//     died there.
//   - What does not differ is not touched. Put compares with what is published;
//     when nothing differs Commit changes neither a file nor a time of the
//     published folder.
//   - Only what we wrote is ever deleted: what the manifest in the work folder
//     lists. A file that it does not list is refused by name; one that appears
//     during the build is moved aside, never removed (Result.Strays).
//   - Whatever is refused is refused before the published folder changes, with a
//     typed error that says what to do: FolderError, PathError, ClashError,
//     LockedError. A machine's failure is an error that names the path. After
//     any error the Stage publishes nothing.
//   - One build at a time: a lock in the work folder dies with its owner.
//
// The manifest is not published, so nothing in the published folder says whose
// it is: every byte there is for readers. If the manifest is lost (a CI cache
// dropped, the work folder deleted), a published folder is adopted when every
// file in it is byte for byte a file of this build, for then nothing that
// exists can be lost. A build is deterministic, so the same content always
// adopts its own output. Otherwise we cannot tell our old page from somebody's
// own file, and the error asks the user to delete the folder himself.
//
// A Stage belongs to one goroutine: outputs arrive one by one, in order.
package output

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"diglot/generator/internal/lock"
)

// Key identifies what a file's bytes were made from: a digest of its view, the
// layouts and the generator, chosen by the caller. The zero Key is unknown.
type Key [sha256.Size]byte

// Place says where to publish.
type Place struct {
	Dest string // the published folder (public/)
	Work string // our own ignored folder (.diglot/), on the device of Dest

	// Sources are folders that the build reads as a whole (content, layouts,
	// static): Dest may not be one of them, contain one or lie in one.
	Sources []string
	// Protect are folders that Dest may neither be nor contain: the source
	// folder. The root, the home folder and the current folder always are.
	Protect []string

	Wait time.Duration // how long to wait for another build to finish; 0 refuses at once
}

// A Stage is a publication in the making.
type Stage struct {
	place Place
	home  string // our folder in Work for this Dest
	lock  *lock.Lock

	replaces   bool           // there is a Dest already
	tree       tree           // what lies in Dest
	old        map[string]row // the files in Dest; rows are zero when the manifest is lost
	remembered [sha256.Size]byte
	orphan     bool // Dest has files and the manifest is lost

	names    names
	files    []placed
	staging  *staging // nil until a file differs
	buffer   []byte
	strays   []string
	Pictures *Pictures
	failed   error // the first error: nothing is published after it
	closed   bool

	exchange func(a, b string) error // swaps two folders; tests replace these two
	link     func(old, new string) error
}

// placed is a file of the coming site.
type placed struct {
	path string
	row  row
	fate fate
}

type fate uint8

const (
	kept fate = iota
	changed
	added
)

// The names inside Stage.home.
const (
	manifestName = "manifest"
	nextName     = "manifest.next" // exists from just before the swap until the former tree is gone
	stagingName  = "stage"
	formerName   = "former" // the old tree, where the swap takes two renames
)

// Open prepares a publication: it checks the place, takes the lock, repairs what
// a dead build left behind and reads what is published. It changes nothing in
// p.Dest (except that it puts back a former site that an interrupted swap had
// moved away). Refusals are a *FolderError or a *LockedError; ctx ends the wait
// for the lock. The caller must Commit or Discard.
func Open(ctx context.Context, p Place) (*Stage, error) {
	p, err := p.check()
	if err != nil {
		return nil, err
	}
	s := &Stage{
		place: p, home: p.home(), names: names{}, Pictures: OpenPictures(p.Work),
		exchange: exchange, link: os.Link, buffer: make([]byte, 64<<10),
	}
	if err := s.makeHome(); err != nil {
		return nil, fmt.Errorf("make the work folder: %w", err)
	}
	if s.lock, err = lock.Take(ctx, filepath.Join(p.Work, "lock"), p.Wait); err != nil {
		if held, ok := errors.AsType[*lock.HeldError](err); ok {
			err = &LockedError{*held, err}
		}
		return nil, err
	}
	if err := s.load(); err != nil {
		return nil, errors.Join(err, s.Discard())
	}
	return s, nil
}

// makeHome: nobody else has business among half-built files, so home is private.
func (s *Stage) makeHome() error {
	if err := os.MkdirAll(s.place.Work, folderPerm); err != nil {
		return err
	}
	return os.MkdirAll(s.home, 0o700)
}

// load repairs and reads; the lock is held.
func (s *Stage) load() error {
	rows, known, err := s.repair()
	if err != nil {
		return err
	}
	s.tree, err = scan(s.place.Dest)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the published folder: %w", err)
	}
	s.replaces = true
	return s.own(rows, known)
}

// own settles which of the files in Dest are ours, or refuses.
func (s *Stage) own(rows map[string]row, known bool) error {
	s.orphan = !known && len(s.tree.files)+len(s.tree.odd) > 0
	if s.orphan && (len(s.tree.odd) > 0 || !slices.Contains(s.tree.files, entrance)) {
		return s.refuse(NotOurs, slices.Concat(s.tree.odd, s.tree.files))
	}
	unknown := s.tree.odd
	s.old = make(map[string]row, len(s.tree.files))
	for _, path := range s.tree.files {
		r, ours := rows[path]
		if !ours && !s.orphan {
			unknown = append(unknown, path)
		}
		s.old[path] = r
	}
	if len(unknown) > 0 {
		return s.refuse(UnknownFile, unknown)
	}
	return nil
}

// entrance is a file that every site has: a folder without it was never ours,
// and is refused before the whole of it is read or a file is built.
const entrance = "index.html"

func (s *Stage) refuse(why FolderReason, names []string) error {
	slices.Sort(names)
	return &FolderError{Folder: s.place.Dest, Reason: why, Names: names}
}

// Discard gives up the publication: the published folder stays as it is, the
// space of the staging tree is returned and the lock released. After Commit or
// Discard it does nothing, so it can be deferred.
func (s *Stage) Discard() error {
	if s.closed {
		return nil
	}
	s.closed = true
	var errs []error
	if s.staging != nil {
		errs = append(errs, s.staging.remove(filepath.Join(s.home, nextName)))
	}
	return errors.Join(append(errs, s.lock.Release())...)
}

var errClosed = errors.New("this publication is already committed or discarded")

// LockedError says that another build is running.
type LockedError struct {
	lock.HeldError
	cause error
}

func (e *LockedError) Unwrap() error { return e.cause }

func (e *LockedError) Error() string {
	owner := "another build"
	if e.PID != 0 {
		owner = fmt.Sprintf("another build (process %d)", e.PID)
	}
	return fmt.Sprintf("%s is publishing this site and holds %s; wait for it to end, or end it, and build again", owner, e.File)
}

// home is named after the way from the work folder to Dest, so that a project
// may be moved as a whole and may publish to several folders in turn.
func (p Place) home() string {
	way, err := filepath.Rel(p.Work, p.Dest)
	if err != nil {
		way = p.Dest // on another drive
	}
	return filepath.Join(p.Work, fmt.Sprintf("publish-%x", sha256.Sum256([]byte(filepath.ToSlash(way))))[:len("publish-")+12])
}
