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
		fmt.Fprintf(s.stderr, "%s was changed meanwhile: build again to note the new addresses\n", site.LockFile)
		return nil
	}
	if err != nil {
		return failure{fmt.Errorf("the site is published, but its addresses are not noted: %w", err)}
	}
	fmt.Fprintf(s.stderr, "noted new addresses in %s: commit it with the content\n", site.LockFile)
	return nil
}
