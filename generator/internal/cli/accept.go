package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"diglot/generator/internal/build"
	"diglot/generator/internal/edit"
	"diglot/generator/internal/freshness"
	"diglot/generator/internal/source"
)

func acceptCommand(s *settings) *cobra.Command {
	from := ""
	c := &cobra.Command{
		Use:     "accept FILE|SECTION/ID...",
		Example: "  diglot accept content/announcements/opening.zh.md\n  diglot accept announcements/opening",
		Args:    s.takes(1, math.MaxInt),
		RunE:    func(c *cobra.Command, args []string) error { return s.accept(c.Context(), args, from) },
	}
	c.Flags().StringVar(&from, "from", "", "")
	return c
}

// accept plans for all that is named, and only then writes.
func (s *settings) accept(ctx context.Context, names []string, from string) error {
	desk, folder, err := s.desk(ctx)
	if err != nil {
		return err
	}
	defer folder.Close()
	var pairs []freshness.Pair
	for _, name := range names {
		more, err := desk.Pairs(s.asked(name), from)
		if err != nil {
			return s.unanswered(err, folder, "accept-unsound")
		}
		pairs = append(pairs, more...)
	}
	day, err := s.moment()
	if err != nil {
		return err
	}
	plan, list, err := desk.Accept(pairs, day.Day(desk.State.Graph().Config))
	if err != nil {
		return s.unanswered(err, folder, "accept-unsound")
	}
	if len(plan.Edits) > 0 {
		plan.Command = invocation() + " accept " + strings.Join(names, " ")
		if err := plan.Apply(ctx, s.edited()); err != nil {
			return s.failed("unaccepted", err)
		}
	}
	if s.format != text {
		return s.data(list)
	}
	for _, a := range list {
		s.tellAccepted(a)
	}
	return nil
}

// tellAccepted says in a line what was noted, with how its blocks stood before.
func (s *settings) tellAccepted(a freshness.Accepted) {
	phrase, was := "accepted", s.counts(a.Was)
	switch {
	case a.Kept:
		phrase = "accepted-already"
	case was != "":
		phrase = "accepted-again"
	}
	fmt.Fprintln(s.stderr, s.say(phrase, "file", a.File, "source", a.Source, "date", a.Date, "blocks", s.words().Count(a.Blocks, "paragraph"), "counts", was))
}

// counts says what has become of how many blocks.
func (s *settings) counts(c freshness.Counts) string {
	var parts []string
	for _, of := range []struct {
		phrase string
		n      int
	}{{"count-changed", c.Changed}, {"count-added", c.Added}, {"count-removed", c.Removed}, {"count-moved", c.Moved}} {
		if of.n > 0 {
			parts = append(parts, s.say(of.phrase, "n", fmt.Sprint(of.n)))
		}
	}
	return s.words().List(parts)
}

// desk is the site with its drafts, as those see it who translate. What is
// wrong elsewhere keeps nobody from working.
func (s *settings) desk(ctx context.Context) (freshness.Desk, *source.Folder, error) {
	if s.format != text && s.format != "json" {
		l := s.words()
		return freshness.Desk{}, nil, usage(l, "choice", "flag", "format", "words", orList(l, []string{text, "json"}), "given", s.format)
	}
	in, folder, err := s.input(ctx)
	if err != nil {
		return freshness.Desk{}, nil, err
	}
	in.Drafts, in.Locked, in.Unpublished = true, false, true
	state, report, err := build.Run(ctx, build.State{}, in, nowhere{})
	if changed, ok := errors.AsType[*source.ChangedError](err); ok {
		err = s.again(changed)
	} else if err != nil {
		err = failure{err}
	}
	if err != nil {
		folder.Close()
		return freshness.Desk{}, nil, err
	}
	return freshness.Desk{State: state, Report: report, Site: folder}, folder, nil
}

// unanswered tells why there is no answer: what has to be mended first is told
// with the author's lines, and ends with a phrase.
func (s *settings) unanswered(err error, folder *source.Folder, phrase string) error {
	if unsound, ok := errors.AsType[*freshness.UnsoundError](err); ok {
		if err := s.printer(folder).Print(s.stderr, unsound.Found); err != nil {
			return failure{err}
		}
		fmt.Fprintf(s.stderr, "\n%s\n", s.say(phrase))
		return exitError(exitContent)
	}
	if changed, ok := errors.AsType[*source.ChangedError](err); ok {
		return s.again(changed)
	}
	if r, ok := errors.AsType[*edit.Refused](err); ok {
		return usage(s.words(), r.Phrase, append(r.Facts, "command", invocation())...)
	}
	return failure{err}
}

// data writes a document for a machine.
func (s *settings) data(v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return failure{err}
	}
	return written(s.stdout.Write(append(b, '\n')))
}
