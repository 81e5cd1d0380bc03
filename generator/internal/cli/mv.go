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
	"diglot/generator/internal/freshness"
	"diglot/generator/internal/site"
	"diglot/generator/internal/source"
)

func mvCommand(s *settings) *cobra.Command {
	dry := false
	c := &cobra.Command{
		Use:     "mv SECTION/ID NEWID",
		Example: "  diglot mv members/khpi khpi-new\n  diglot mv member:khpi khpi-new --dry-run",
		Args:    s.takes(2, 2),
		RunE:    func(c *cobra.Command, args []string) error { return s.mv(c.Context(), args[0], args[1], dry) },
	}
	c.Flags().BoolVar(&dry, "dry-run", false, "")
	return c
}

// mv plans the move, looks whether the site would be as sound as it is, and
// only then writes.
func (s *settings) mv(ctx context.Context, name, id string, dry bool) error {
	from, err := edit.ParseRef(name)
	if err != nil {
		return s.refused(err)
	}
	in, folder, err := s.input(ctx)
	if err != nil {
		return err
	}
	defer folder.Close()
	in.Locked = false // new addresses are noted by the build that follows
	in.Unpublished = true
	_, before, err := build.Run(ctx, build.State{}, in, nowhere{})
	if err != nil || before.Failed(false) {
		return s.unmoved(before, folder, err, "mend-first")
	}
	hidden := slices.ContainsFunc(before.Held, func(h site.Held) bool { return h.Ref.Names(from) })
	move, err := edit.PlanMove(folder, from, id, hidden)
	if err != nil {
		return s.refused(err)
	}
	if move.Plan, err = noted(ctx, in, move.Plan); err != nil {
		return s.refused(err)
	}
	if err := s.sound(ctx, in, before, move, folder); err != nil {
		return err
	}
	if !dry {
		move.Command = fmt.Sprintf("%s mv %s %s", invocation(), name, id)
		if err := move.Apply(ctx, s.edited()); err != nil {
			return s.failed("unmoved", err)
		}
	}
	s.tellMove(move, dry)
	return nil
}

// noted adds to a move what translations have to note because of it, those of
// records too that are not public.
func noted(ctx context.Context, in build.Input, plan edit.Plan) (edit.Plan, error) {
	in.Drafts = true
	state, report, err := build.Run(ctx, build.State{}, in, nowhere{})
	if err != nil || state.Graph() == nil {
		return plan, err
	}
	return freshness.Desk{State: state, Report: report, Site: in.Site}.Renamed(plan)
}

// refused is an error of usage where a move cannot be made, else a failure.
func (s *settings) refused(err error) error {
	if r, ok := errors.AsType[*edit.Refused](err); ok {
		return usage(s.words(), r.Phrase, r.Facts...)
	}
	return failure{err}
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
		return s.unmoved(after, nil, err, "unsound")
	}
	return nil
}

// unmoved tells why nothing was moved. Without a folder the lines are not shown:
// they are not written yet.
func (s *settings) unmoved(r build.Report, folder *source.Folder, err error, why string) error {
	if err != nil {
		return failure{err}
	}
	if err := s.printer(folder).Print(s.stderr, r.Found); err != nil {
		return failure{err}
	}
	fmt.Fprintf(s.stderr, "\n%s\n", s.say(why))
	return exitError(exitContent)
}

// tellMove says what was done, or would be.
func (s *settings) tellMove(m edit.Move, dry bool) {
	tell := func(phrase string, facts ...string) {
		if dry {
			phrase = "would-" + phrase
		}
		fmt.Fprintln(s.stderr, s.say(phrase, facts...))
	}
	for _, r := range m.Renames {
		tell("renamed", "from", r.From, "to", r.To)
	}
	for _, r := range m.Rewrites {
		tell("rewritten", "file", r.Path, "references", s.words().Count(r.Count, "reference"))
	}
	if len(m.Aliases) > 0 {
		tell("aliased", "file", m.Home, "aliases", strings.Join(m.Aliases, " "))
	}
	tell("moved", "from", m.From.String(), "to", m.To.String())
}
