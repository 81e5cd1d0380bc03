package output

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// LockedError says that another build is running.
type LockedError struct {
	File string // the lock
	PID  int    // of its owner; 0 if it has not said
}

func (e *LockedError) Error() string {
	owner := "another build"
	if e.PID != 0 {
		owner = fmt.Sprintf("another build (process %d)", e.PID)
	}
	return fmt.Sprintf("%s is publishing this site and holds %s; wait for it to end, or end it, and build again", owner, e.File)
}

// errHeld means that somebody else holds the lock now.
var errHeld = errors.New("the lock is held")

const lockPoll = 50 * time.Millisecond // a build takes about as long

// acquire takes the lock, waiting for its owner at most wait.
func acquire(ctx context.Context, path string, wait time.Duration) (*lock, error) {
	limit := time.Now().Add(wait)
	for {
		l, err := tryLock(path)
		if err == nil {
			return l, nil
		}
		if !errors.Is(err, errHeld) {
			return nil, fmt.Errorf("lock %s: %w", path, bare(err))
		}
		rest := time.Until(limit)
		if rest <= 0 {
			return nil, &LockedError{path, lockOwner(path)}
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("wait for %w: %w", &LockedError{path, lockOwner(path)}, ctx.Err())
		case <-time.After(min(rest, lockPoll)):
		}
	}
}

func lockOwner(path string) int {
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

// sign says in the lock file whose it is.
func sign(f *os.File) error {
	if err := f.Truncate(0); err != nil {
		return err
	}
	_, err := f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	return err
}
