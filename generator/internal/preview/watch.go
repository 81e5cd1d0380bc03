package preview

import (
	"context"
	"encoding/binary"
	"errors"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"

	"diglot/generator/internal/source"
)

const (
	settle    = 30 * time.Millisecond  // editors save in bursts: temporary file, rename, chmod
	settleMax = 300 * time.Millisecond // a checkout of many files is shown while it goes on
	fast      = 500 * time.Millisecond // between two looks at the files where no events come
	slow      = 2 * time.Second        // where events come: some are lost
)

// watcher wakes the loop when files of the site may have changed. Folders are
// watched one by one, since no system watches below them. What no event tells,
// because a queue ran over, a folder moved away and came back, or the disk is a
// network's, is found by a look at names, sizes and times every two seconds.
type watcher struct {
	root   string
	say    func(phrase, reason string)
	wake   chan struct{}
	notify *fsnotify.Watcher // nil where only looks find changes
	often  atomic.Bool       // look fast
	told   sync.Once
	grown  atomic.Bool // folders may have come that are not followed
	seen   uint64      // at the last look
}

// newWatcher makes a watcher that follows nothing yet.
func newWatcher(root string, poll bool, say func(phrase, reason string)) *watcher {
	w := &watcher{root: root, say: say, wake: make(chan struct{}, 1)}
	w.grown.Store(true)
	w.seen = w.glance()
	if poll {
		w.often.Store(true)
		return w
	}
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		w.resort(err)
		return w
	}
	w.notify = notify
	return w
}

// resort looks at the files instead of waiting for events, and says why.
func (w *watcher) resort(err error) {
	w.often.Store(true)
	w.told.Do(func() {
		if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) {
			w.say("serve-limit", "")
			return
		}
		w.say("serve-silent", err.Error())
	})
}

// rouse wakes the loop. Many calls wake it once.
func (w *watcher) rouse() {
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// listen hears what the system tells until ctx ends.
func (w *watcher) listen(ctx context.Context) {
	if w.notify == nil {
		return
	}
	defer w.notify.Close()
	for {
		select {
		case <-ctx.Done():
			return
		case e, open := <-w.notify.Events:
			if !open {
				return
			}
			w.hear(e)
		case _, open := <-w.notify.Errors: // the queue ran over, or a folder went: what was lost is not known
			if !open {
				return
			}
			w.grown.Store(true)
			w.rouse()
		}
	}
}

// hear is woken by an event of a file of the site. A folder that has come is
// followed at once: what is written into it later is told, what was before is
// found by the Run that follows.
func (w *watcher) hear(e fsnotify.Event) {
	if e.Op == fsnotify.Chmod || !w.concerns(e.Name) {
		return
	}
	if e.Has(fsnotify.Create) {
		if info, err := os.Lstat(e.Name); err == nil && info.IsDir() {
			w.walk(e.Name)
			w.grown.Store(true)
		}
	}
	w.rouse()
}

// concerns reports whether a path is one of the site's.
func (w *watcher) concerns(name string) bool {
	rel, err := filepath.Rel(w.root, name)
	if err != nil {
		return false
	}
	parts := strings.Split(filepath.ToSlash(rel), "/")
	return slices.Contains(source.Roots(), parts[0]) && !slices.ContainsFunc(parts, source.Ignored)
}

// follow watches every folder of the site, unless none can have come.
func (w *watcher) follow() {
	if w.notify == nil || !w.grown.Swap(false) {
		return
	}
	if err := w.notify.Add(w.root); err != nil {
		w.resort(err)
	}
	for _, root := range source.Roots() {
		w.walk(filepath.Join(w.root, root))
	}
}

// walk watches a folder and all below it. A folder is watched before it is
// read, so that nothing comes between.
func (w *watcher) walk(dir string) {
	if w.notify == nil {
		return
	}
	_ = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil // gone, or unreadable, which the Run tells
		case name != dir && source.Ignored(d.Name()):
			if d.IsDir() {
				return filepath.SkipDir
			}
		case d.IsDir():
			if err := w.notify.Add(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
				w.resort(err)
				return filepath.SkipAll
			}
		}
		return nil
	})
}

// wait returns when the loop was woken and things have settled, at the moment
// that is given unless it is zero, or when ctx ends.
func (w *watcher) wait(ctx context.Context, until time.Time) {
	var at <-chan time.Time
	if !until.IsZero() {
		timer := time.NewTimer(time.Until(until))
		defer timer.Stop()
		at = timer.C
	}
	select {
	case <-ctx.Done():
	case <-at:
	case <-w.wake:
		w.calm(ctx)
	}
}

// calm returns when no event has come for a while, or too many do.
func (w *watcher) calm(ctx context.Context) {
	last := time.After(settleMax)
	for {
		select {
		case <-ctx.Done():
			return
		case <-last:
			return
		case <-time.After(settle):
			return
		case <-w.wake:
		}
	}
}

// poll looks at the files until ctx ends, and wakes the loop when they are no
// longer what they were.
func (w *watcher) poll(ctx context.Context) {
	for {
		began := time.Now()
		if now := w.glance(); now != w.seen {
			w.seen = now
			w.grown.Store(true)
			w.rouse()
		}
		rest := slow
		if w.often.Load() {
			rest = fast
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(max(rest, 20*time.Since(began))): // never more than a twentieth of a processor
		}
	}
}

// glance is a sum of the names, sizes, times and rights of the site's files.
func (w *watcher) glance() uint64 {
	sum := fnv.New64a()
	for _, root := range source.Roots() {
		_ = filepath.WalkDir(filepath.Join(w.root, root), func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return nil
			}
			if source.Ignored(d.Name()) {
				if d.IsDir() {
					return filepath.SkipDir
				}
				return nil
			}
			info, err := d.Info()
			if err != nil {
				return nil
			}
			sum.Write([]byte(name))
			var b [24]byte
			binary.LittleEndian.PutUint64(b[:], uint64(info.Mode()))
			if !d.IsDir() {
				binary.LittleEndian.PutUint64(b[8:], uint64(info.Size()))
				binary.LittleEndian.PutUint64(b[16:], uint64(info.ModTime().UnixNano()))
			}
			sum.Write(b[:])
			return nil
		})
	}
	return sum.Sum64()
}
