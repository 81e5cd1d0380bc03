// Package lock lets one process at a time do what must not be done twice at
// once. A lock is a file, and dies with its owner, however he dies.
package lock

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"time"
)

// HeldError says that another process holds the lock.
type HeldError struct {
	File string // the lock
	PID  int    // of its owner; 0 if it has not said
}

func (e *HeldError) Error() string { return fmt.Sprintf("process %d holds %s", e.PID, e.File) }

// errHeld means that somebody else holds the lock now.
var errHeld = errors.New("the lock is held")

const poll = 50 * time.Millisecond // a build takes about as long

// Take takes the lock, waiting for its owner at most wait; 0 does not wait. The
// error is a *HeldError, joined to that of ctx if it ended the wait, or of the
// machine.
func Take(ctx context.Context, path string, wait time.Duration) (*Lock, error) {
	limit := time.Now().Add(wait)
	for {
		l, err := try(path)
		if err == nil {
			return l, nil
		}
		if bad, ok := errors.AsType[*fs.PathError](err); ok {
			err = bad.Err // the path is said once
		}
		if !errors.Is(err, errHeld) {
			return nil, fmt.Errorf("lock %s: %w", path, err)
		}
		rest := time.Until(limit)
		if rest <= 0 {
			return nil, &HeldError{path, owner(path)}
		}
		select {
		case <-ctx.Done():
			return nil, errors.Join(&HeldError{path, owner(path)}, ctx.Err())
		case <-time.After(min(rest, poll)):
		}
	}
}

func owner(path string) int {
	data, err := os.ReadFile(path)
	if err != nil {
		return 0
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(data)))
	if err != nil {
		return 0
	}
	return pid
}

// filePerm: whoever may build may see who builds.
const filePerm = 0o644

// sign says in the lock file whose it is.
func sign(f *os.File) error {
	if err := f.Truncate(0); err != nil {
		return err
	}
	_, err := f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	return err
}
