package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"diglot/generator/internal/build"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/edit"
	"diglot/generator/internal/site"
	"diglot/generator/internal/source"
)

func mvCommand(s *settings) *cobra.Command {
	dry := false
	c := &cobra.Command{
		Use:   "mv SECTION/ID NEWID",
		Short: "Give a record another id, and keep every link to it",
		Long: "mv renames the files of a record and the folder of its pictures, rewrites what refers to it in all content, " +
			"and lets its earlier addresses lead on. It does all of that or nothing, and overwrites nothing.",
		Example: "  diglot mv members/khpi khpi-new\n  diglot mv member:khpi khpi-new --dry-run",
		Args:    cobra.ExactArgs(2),
		RunE:    func(c *cobra.Command, args []string) error { return s.mv(c.Context(), args[0], args[1], dry) },
	}
	c.Flags().BoolVar(&dry, "dry-run", false, "say what would be done, and do nothing")
	return c
}

// mv plans the move, looks whether the site would be as sound as it is, and
// only then writes.
func (s *settings) mv(ctx context.Context, name, id string, dry bool) error {
	from, err := edit.ParseRef(name)
	if err != nil {
		return err
	}
	in, folder, err := s.input()
	if err != nil {
		return err
	}
	defer folder.Close()
	in.Locked = false // new addresses are noted by the build that follows
	in.Unpublished = true
	_, before, err := build.Run(ctx, build.State{}, in, nowhere{})
	if err != nil || before.Failed(false) {
		return s.unmoved(before, folder, err, "mend these first")
	}
	hidden := slices.ContainsFunc(before.Held, func(h site.Held) bool { return h.Ref.Names(from) })
	move, err := edit.PlanMove(folder, from, id, hidden)
	if _, refused := errors.AsType[*edit.Refused](err); err != nil && !refused {
		return failure{err}
	} else if refused {
		return err
	}
	if err := s.sound(ctx, in, before, move, folder); err != nil {
		return err
	}
	if !dry {
		if err := move.Apply(s.source); err != nil {
			return failure{fmt.Errorf("nothing was moved: %w", err)}
		}
	}
	s.tellMove(move, dry)
	return nil
}

// sound builds the site as it would be, and refuses a move that leads to any
// finding which is not there before.
func (s *settings) sound(ctx context.Context, in build.Input, before build.Report, move edit.Move, folder *source.Folder) error {
	over, err := move.Over(folder)
	if err != nil {
		return failure{err}
	}
	in.Site = over
	_, after, err := build.Run(ctx, build.State{}, in, nowhere{})
	known := map[string]int{}
	for _, d := range before.Found {
		known[string(d.Code)+" "+move.Now(d.Span.File)]++
	}
	var fresh []diag.Diagnostic
	for _, d := range after.Found {
		key := string(d.Code) + " " + d.Span.File
		if known[key]--; known[key] < 0 {
			fresh = append(fresh, d)
		}
	}
	if after.Found = fresh; err != nil || len(fresh) > 0 {
		return s.unmoved(after, nil, err, "the site would not be sound")
	}
	return nil
}

// unmoved tells why nothing was moved. Without a folder the lines are not shown:
// they are not written yet.
func (s *settings) unmoved(r build.Report, folder *source.Folder, err error, why string) error {
	if err != nil {
		return failure{err}
	}
	p := diag.Printer{Colour: colourful(s.stderr)}
	if folder != nil {
		p.Lines = lines(folder)
	}
	if err := p.Print(s.stderr, r.Found); err != nil {
		return failure{err}
	}
	fmt.Fprintf(s.stderr, "\n%s; nothing was moved\n", why)
	return exitError(exitContent)
}

// tellMove says what was done, or would be.
func (s *settings) tellMove(m edit.Move, dry bool) {
	would, is := "", "is now"
	if dry {
		would, is = "would be ", "would be"
	}
	for _, r := range m.Renames {
		fmt.Fprintf(s.stderr, "%srenamed: %s → %s\n", would, r.From, r.To)
	}
	for _, r := range m.Rewrites {
		fmt.Fprintf(s.stderr, "%srewritten: %s (%s)\n", would, r.Path, number(r.Count, "reference"))
	}
	if len(m.Aliases) > 0 {
		fmt.Fprintf(s.stderr, "%sadded to the aliases in %s: %s\n", would, m.Home, strings.Join(m.Aliases, " "))
	}
	fmt.Fprintf(s.stderr, "%s %s %s, in the open data too\n", m.From, is, m.To)
}
