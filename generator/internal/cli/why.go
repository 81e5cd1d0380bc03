package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"diglot/generator/internal/source"
	"diglot/generator/internal/why"
)

func whyCommand(s *settings) *cobra.Command {
	return &cobra.Command{
		Use:  "why ADDRESS",
		Args: s.takes(1, 1),
		RunE: func(c *cobra.Command, args []string) error { return s.why(c.Context(), args[0]) },
	}
}

// why answers a question about an address.
func (s *settings) why(ctx context.Context, about string) error {
	if s.format != text && s.format != "json" {
		l := s.words()
		return usage(l, "choice", "flag", "format", "words", orList(l, []string{text, "json"}), "given", s.format)
	}
	in, folder, err := s.input(ctx)
	if err != nil {
		return err
	}
	defer folder.Close()
	in.Locked = false
	answer, report, err := why.Ask(ctx, in, s.asked(about), s.notes())
	if unknown, ok := errors.AsType[*why.UnknownError](err); ok {
		if unknown.Near != "" {
			return usage(s.words(), "why-meant", "address", unknown.Asked, "near", unknown.Near)
		}
		return usage(s.words(), "why-unknown", "address", unknown.Asked)
	}
	if changed, ok := errors.AsType[*source.ChangedError](err); ok {
		return s.again(changed)
	}
	if err != nil {
		return failure{err}
	}
	if report.Failed(false) {
		if err := s.findings(report, folder); err != nil {
			return failure{err}
		}
		fmt.Fprintln(s.stderr, s.say("why-errors", "summary", s.summary(report)))
		return exitError(exitContent)
	}
	if s.format == text {
		return written(s.stdout.Write([]byte(inWords(answer, s.words()))))
	}
	b, err := json.MarshalIndent(answer, "", "  ")
	if err != nil {
		return failure{err}
	}
	return written(s.stdout.Write(append(b, '\n')))
}

// asked makes an address of a path of this machine: of a file in the published
// folder, or of one of the site.
func (s *settings) asked(about string) string {
	if strings.Contains(about, "://") {
		return about
	}
	site, err := filepath.Abs(s.source)
	if err != nil {
		return about
	}
	dest, err := filepath.Abs(s.below(s.destination))
	if err != nil {
		return about
	}
	for _, from := range []string{".", site} { // a path is seen from here, or from the site's folder
		full := filepath.FromSlash(about)
		if !filepath.IsAbs(full) {
			full = filepath.Join(from, full)
		}
		full, err := filepath.Abs(full)
		if err != nil {
			continue
		}
		if rest, ok := strings.CutPrefix(full, dest+string(filepath.Separator)); ok {
			return "/" + filepath.ToSlash(rest)
		}
		rest, ok := strings.CutPrefix(full, site+string(filepath.Separator))
		if _, err := os.Stat(full); ok && err == nil {
			return filepath.ToSlash(rest)
		}
	}
	return filepath.ToSlash(about)
}

// notesFile is what is remembered of the publication to a folder, in the work
// folder. It is named after the way from there, so that a project may be moved.
func (s *settings) notesFile() string {
	way, err := filepath.Rel(s.below(workDir), s.below(s.destination))
	if err != nil {
		way = s.below(s.destination)
	}
	return filepath.Join(s.below(workDir), fmt.Sprintf("views-%.12x", sha256.Sum256([]byte(filepath.ToSlash(way)))))
}

// notes are those of the last publication; nil where there are none, or none
// that can be read.
func (s *settings) notes() *why.Notes {
	b, err := readNotes(s.notesFile())
	if err != nil {
		return nil
	}
	n, ok := why.ReadNotes(b)
	if !ok {
		return nil
	}
	return n
}

// readNotes reads what was remembered. A pipe would be waited for, and is none.
func readNotes(name string) ([]byte, error) {
	info, err := os.Lstat(name)
	if err != nil || !info.Mode().IsRegular() {
		return nil, errors.Join(err, fs.ErrInvalid)
	}
	return os.ReadFile(name)
}

// keepNotes remembers what was published, as a whole and only where it is new.
// Losing it costs an explanation, nothing else.
func (s *settings) keepNotes(n *why.Notes) error {
	if err := replace(s.notesFile(), n.Bytes()); err != nil {
		return failure{fmt.Errorf("note what was published: %w", err)}
	}
	return nil
}

// replace makes a file of the generator's own hold these bytes, as a whole; where
// it does already, it is not touched.
func replace(name string, b []byte) error {
	old, err := readNotes(name)
	if err == nil && bytes.Equal(old, b) {
		return nil
	}
	next, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	_, err = next.Write(b)
	const perm = 0o644 // others serve the configuration of a CMS
	if err = errors.Join(err, next.Chmod(perm), next.Close()); err == nil {
		err = os.Rename(next.Name(), name)
	}
	if err != nil {
		err = errors.Join(err, os.Remove(next.Name()))
	}
	return err
}
