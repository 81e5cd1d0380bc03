package cli

import (
	"context"
	"fmt"
	"math"
	"path"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/preview"
	"diglot/generator/internal/source"
)

const usualPort = 1313

func serveCommand(s *settings) *cobra.Command {
	var port int
	var poll bool
	c := &cobra.Command{
		Use:     "serve",
		Aliases: []string{"watch"},
		Short:   "Show the site in the browser while you write it",
		Long: "serve shows the site, drafts included, to browsers on this computer, builds again whenever a file is saved, and exchanges what\n" +
			"has changed on the page that is open. Where something is wrong the last good page stays, with the findings over it.\n" +
			"It writes nothing: what is published stays as it is.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if !c.Flags().Changed("drafts") {
				s.drafts = true
			}
			return s.serve(c.Context(), port, !c.Flags().Changed("port"), poll)
		},
	}
	c.Flags().IntVar(&port, "port", usualPort, "port on this computer; where the usual one is taken, the next free one")
	c.Flags().BoolVar(&poll, "poll", false, "look at the files twice a second: for network disks, which do not tell of changes")
	return c
}

// serve shows the site until it is interrupted.
func (s *settings) serve(ctx context.Context, port int, choice, poll bool) error {
	in, folder, err := s.input()
	if err != nil {
		return err
	}
	defer folder.Close()
	debug.SetMemoryLimit(math.MaxInt64) // the bound is that of a build, which holds no pages
	listener, err := preview.Listen(port, choice)
	if err != nil {
		return failure{err}
	}
	err = preview.Serve(ctx, listener, preview.Options{
		Dir: s.source, Input: in, Clock: s.moment, Poll: poll,
		Printer: func() diag.Printer { return s.plainly(folder) },
		Ready:   func(address string, t preview.Turn) { s.tellReady(address, t, folder) },
		Turn:    func(t preview.Turn) { s.tellTurn(t, folder) },
		Say:     func(sentence string) { fmt.Fprintln(s.stderr, sentence) },
	})
	if err != nil {
		return failure{err}
	}
	return nil
}

// plainly says findings as a page has them: with the author's lines, and
// without what only a terminal understands.
func (s *settings) plainly(folder *source.Folder) diag.Printer {
	p := s.printer(folder)
	p.Colour, p.Plain = false, false
	return p
}

// tellReady says where the site is to be seen.
func (s *settings) tellReady(address string, t preview.Turn, folder *source.Folder) {
	origin, _, _ := strings.Cut(strings.TrimPrefix(address, "http://"), "/")
	fmt.Fprintf(s.stderr, "preview    %s\ndashboard  http://%s/_/\n", address, origin)
	if t.Good() {
		fmt.Fprintf(s.stderr, "built %s in %d ms\n", s.counted(t.Report), t.Took.Milliseconds())
	}
	s.tellFound(t, folder)
	fmt.Fprintf(s.stderr, "watching %s; Ctrl+C stops\n", strings.Join(source.Roots(), ", "))
}

// tellTurn says in a line what a save has done.
func (s *settings) tellTurn(t preview.Turn, folder *source.Folder) {
	fmt.Fprintf(s.stderr, "%s  %s → ", t.At.Format(time.TimeOnly), saved(t.Changed))
	switch {
	case t.Good():
		fmt.Fprintf(s.stderr, "%s, %d ms\n", s.words().Count(t.Pages, "page"), t.Took.Milliseconds())
	case t.Shown.IsZero():
		fmt.Fprintln(s.stderr, "no page can be shown yet")
	default:
		fmt.Fprintf(s.stderr, "still showing the pages of %s\n", t.Shown.Format(time.TimeOnly))
	}
	s.tellFound(t, folder)
}

// tellFound prints what was found, as check does.
func (s *settings) tellFound(t preview.Turn, folder *source.Folder) {
	if t.Err != nil {
		fmt.Fprintln(s.stderr, t.Err)
	}
	if len(t.Report.Found) == 0 {
		return
	}
	if err := s.printer(folder).Print(s.stderr, t.Report.Found); err != nil {
		return // nobody reads
	}
	fmt.Fprintln(s.stderr, s.summary(t.Report))
}

// saved names the files that were changed: one or two of them, or how many.
func saved(files []string) string {
	switch len(files) {
	case 0:
		return "time has passed"
	case 1:
		return "saved " + path.Base(files[0])
	case 2:
		return "saved " + path.Base(files[0]) + " and " + path.Base(files[1])
	}
	return fmt.Sprintf("saved %d files", len(files))
}
