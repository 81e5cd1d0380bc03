package cli

import (
	"errors"
	"fmt"
	"os"

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
func (s *settings) lock(r build.Report) error {
	if r.Lock.After == nil {
		return nil
	}
	err := edit.Replace(s.source, site.LockFile, r.Lock.Before, r.Lock.After)
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
