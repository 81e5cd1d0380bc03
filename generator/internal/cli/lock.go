package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"

	"diglot/generator/internal/build"
	"diglot/generator/internal/edit"
	"diglot/generator/internal/site"
)

// inCI reports whether a machine builds, which must not write authors' files:
// nobody would commit them.
func inCI() bool {
	ci := os.Getenv("CI")
	return ci != "" && ci != "false" && ci != "0"
}

// lock notes the addresses that were published for the first time.
func (s *settings) lock(ctx context.Context, r build.Report) error {
	if r.Lock.After == nil {
		return nil
	}
	plan := edit.Plan{Command: invocation() + " build", Edits: []edit.Edit{{Path: site.LockFile, Before: r.Lock.Before, After: r.Lock.After}}}
	err := plan.Apply(ctx, s.edited())
	if errors.Is(err, edit.ErrChanged) {
		fmt.Fprintln(s.stderr, s.say("note-later", "file", site.LockFile))
		return nil
	}
	if err != nil {
		return s.failed("not-noted", err)
	}
	fmt.Fprintln(s.stderr, s.say("noted", "file", site.LockFile))
	return nil
}

// edited is where authors' files are changed.
func (s *settings) edited() edit.Place {
	return edit.Place{Site: s.source, Work: s.below(workDir), Wait: patience}
}

// settle takes back what an interrupted command has left half done, and says so.
func (s *settings) settle(ctx context.Context) error {
	interrupted, err := edit.Settle(ctx, s.edited())
	if err != nil {
		return failure{&framed{s.reason(err), err}}
	}
	if interrupted != "" {
		fmt.Fprintln(s.stderr, s.say("taken-back", "command", interrupted))
	}
	return nil
}

// reason says why files were not changed.
func (s *settings) reason(err error) string {
	if busy, ok := errors.AsType[*edit.BusyError](err); ok {
		return s.say("edit-busy", "pid", strconv.Itoa(busy.PID), "file", busy.File)
	}
	if stuck, ok := errors.AsType[*edit.StuckError](err); ok {
		return s.say("edit-stuck", "command", stuck.Command, "file", stuck.File, "journal", stuck.Journal)
	}
	return err.Error()
}
