package cli

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"diglot/generator/internal/build"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/edit"
	"diglot/generator/internal/record"
	"diglot/generator/internal/roster"
	"diglot/generator/internal/source"
	"diglot/generator/internal/tidy"
)

func fmtCommand(s *settings) *cobra.Command {
	check := false
	c := &cobra.Command{
		Use:  "fmt [FILE…]",
		RunE: func(c *cobra.Command, args []string) error { return s.fmt(c.Context(), args, check) },
	}
	c.Flags().BoolVar(&check, "check", false, "")
	return c
}

// fmt tidies records one after the other.
func (s *settings) fmt(ctx context.Context, args []string, check bool) error {
	folder, err := s.open(ctx)
	if err != nil {
		return err
	}
	defer folder.Close()
	content, err := s.roster(folder)
	if err != nil {
		return err
	}
	entries, err := s.chosen(content, args)
	if err != nil {
		return err
	}
	changed, found := 0, []diag.Diagnostic(nil)
	for _, e := range entries {
		changes, bad, err := s.tidied(ctx, e, content.Config, folder, check)
		if err != nil {
			return err
		}
		changed += len(changes)
		found = append(found, bad...)
	}
	return s.tellTidy(changed, len(entries), check, found, folder)
}

// chosen are the records of files; all of them where none is named.
func (s *settings) chosen(content *roster.Roster, files []string) ([]roster.Entry, error) {
	if len(files) == 0 {
		return content.Entries, nil
	}
	var list []roster.Entry
	for _, name := range files {
		path := s.asked(name)
		i := slices.IndexFunc(content.Entries, func(e roster.Entry) bool { return slices.Contains(e.Files, path) })
		if i < 0 {
			return nil, usage(s.words(), s.untidy(path), "file", name, "command", invocation())
		}
		if e := content.Entries[i]; !slices.ContainsFunc(list, func(o roster.Entry) bool { return o.Ref == e.Ref }) {
			list = append(list, e)
		}
	}
	return list, nil
}

// untidy is the phrase that says why a path is no file of a record.
func (s *settings) untidy(path string) string {
	info, err := os.Stat(s.below(path))
	switch {
	case err != nil:
		return "fmt-missing"
	case info.IsDir():
		return "fmt-folder"
	}
	return "fmt-file"
}

// tidied tidies one record, and returns what is changed, or what is wrong.
func (s *settings) tidied(ctx context.Context, e roster.Entry, c *record.Config, folder *source.Folder, check bool) ([]tidy.Change, []diag.Diagnostic, error) {
	var files []tidy.File
	for _, name := range e.Files {
		f, err := source.Load(folder, name)
		if err != nil {
			return nil, nil, failure{err}
		}
		files = append(files, tidy.File{Path: name, Bytes: f.Bytes})
	}
	changes, bad := tidy.Record(files, c)
	if len(changes) == 0 {
		return nil, bad, nil
	}
	if !check {
		plan := edit.Plan{Command: invocation() + " fmt"}
		for _, ch := range changes {
			plan.Edits = append(plan.Edits, edit.Edit{Path: ch.Path, Before: ch.Before, After: ch.After})
		}
		if err := plan.Apply(ctx, s.edited()); err != nil {
			return nil, nil, s.failed("untidied", err)
		}
	}
	s.tellChange(changes, check)
	return changes, bad, nil
}

// tellChange says what is done to each file.
func (s *settings) tellChange(changes []tidy.Change, check bool) {
	for _, c := range changes {
		var done []string
		for _, m := range c.Moved {
			if m.From == c.Path {
				done = append(done, s.say("tidy-to", "field", m.Field, "file", m.To))
			} else {
				done = append(done, s.say("tidy-from", "field", m.Field, "file", m.From))
			}
		}
		if c.Ordered {
			done = append(done, s.say("tidy-order"))
		}
		if len(done) == 0 {
			done = append(done, s.say("tidy-space"))
		}
		phrase := "tidied"
		if check {
			phrase = "would-tidied"
		}
		fmt.Fprintln(s.stderr, s.say(phrase, "file", c.Path, "what", strings.Join(done, "; ")))
	}
}

// tellTidy sums up. Records with mistakes are told as check tells them.
func (s *settings) tellTidy(changed, records int, check bool, found []diag.Diagnostic, folder *source.Folder) error {
	if len(found) > 0 {
		if err := s.findings(build.Report{Found: found}, folder); err != nil {
			return failure{err}
		}
		fmt.Fprintln(s.stderr, s.say("fmt-mistakes"))
		return exitError(exitContent)
	}
	if changed == 0 {
		fmt.Fprintln(s.stderr, s.say("fmt-fine", "records", s.words().Count(records, "record")))
		return nil
	}
	if check {
		return exitError(exitContent)
	}
	return nil
}
