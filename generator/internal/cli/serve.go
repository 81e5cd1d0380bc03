package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"diglot/generator/internal/build"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/edit"
	"diglot/generator/internal/editor"
	"diglot/generator/internal/output"
	"diglot/generator/internal/preview"
	"diglot/generator/internal/site"
	"diglot/generator/internal/source"
)

const usualPort = 1313

func serveCommand(s *settings) *cobra.Command {
	var port int
	var poll bool
	var command string
	c := &cobra.Command{
		Use:     "serve",
		Aliases: []string{"watch"},
		Args:    s.takes(0, 0),
		RunE: func(c *cobra.Command, _ []string) error {
			if !c.Flags().Changed("drafts") {
				s.drafts = true
			}
			with, err := editor.Here(os.Getenv).Find(command)
			if missing, ok := errors.AsType[*editor.MissingError](err); ok {
				return usage(s.words(), "no-editor", "given", missing.Program)
			}
			return s.serve(c.Context(), port, !c.Flags().Changed("port"), poll, with)
		},
	}
	c.Flags().IntVar(&port, "port", usualPort, "")
	c.Flags().BoolVar(&poll, "poll", false, "")
	c.Flags().StringVar(&command, "editor", "", "")
	return c
}

// serve shows the site until it is interrupted. The editor is nil where there is
// none.
func (s *settings) serve(ctx context.Context, port int, choice, poll bool, with *editor.Editor) error {
	in, folder, err := s.input(ctx)
	if err != nil {
		return err
	}
	defer folder.Close()
	in.Cache = patient{cache{output.OpenPictures(s.below(workDir))}}
	in.Texts = nil // the bound of memory is that of a build, which holds no pages
	listener, err := preview.Listen(port, choice)
	if err != nil {
		return failure{err}
	}
	dir, err := filepath.Abs(s.source)
	if err != nil {
		return failure{err}
	}
	o := preview.Options{
		Dir: dir, Input: in, Poll: poll,
		Clock: func() (site.Clock, error) {
			if err := s.settle(ctx); err != nil { // a command may die while the site is shown
				return 0, err
			}
			return s.moment()
		},
		Write:   s.writes,
		Printer: func() diag.Printer { return s.plainly(folder) },
		Ready:   func(address string, t preview.Turn) { s.tellReady(address, t, folder) },
		Turn:    func(t preview.Turn) { s.tellTurn(t, folder) },
		Say:     func(sentence string) { fmt.Fprintln(s.stderr, sentence) },
	}
	if with != nil {
		o.Open = with.Open
	}
	if err := preview.Serve(ctx, listener, o); err != nil {
		return failure{err}
	}
	return nil
}

// patient is a cache without which pages are shown all the same: a picture that
// cannot be kept is made again.
type patient struct{ cache }

func (p patient) Put(key build.Key, bytes []byte) error {
	_ = p.cache.Put(key, bytes)
	return nil
}

// writes changes authors' files for the preview.
func (s *settings) writes(ctx context.Context, plan edit.Plan) error {
	plan.Command = invocation() + " serve"
	return plan.Apply(ctx, s.edited())
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
	fmt.Fprintf(s.stderr, "%s  %s\n%s  http://%s/_/\n", s.say("serve-preview"), address, s.say("serve-dashboard"), origin)
	if t.Good() {
		fmt.Fprintln(s.stderr, s.say("serve-built", "pages", s.counted(t.Report), "ms", strconv.FormatInt(t.Took.Milliseconds(), 10)))
	}
	s.tellFound(t, folder)
	fmt.Fprintln(s.stderr, s.say("serve-watching", "files", s.words().List(source.Roots())))
}

// tellTurn says in a line what a save has done.
func (s *settings) tellTurn(t preview.Turn, folder *source.Folder) {
	fmt.Fprintf(s.stderr, "%s  %s → ", t.At.Format(time.TimeOnly), s.saved(t.Changed))
	switch {
	case t.Good():
		fmt.Fprintln(s.stderr, s.say("serve-shown", "pages", s.words().Count(t.Pages, "page"), "ms", strconv.FormatInt(t.Took.Milliseconds(), 10)))
	case t.Shown.IsZero():
		fmt.Fprintln(s.stderr, s.say("serve-nothing"))
	default:
		fmt.Fprintln(s.stderr, s.say("serve-still", "time", t.Shown.Format(time.TimeOnly)))
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
func (s *settings) saved(files []string) string {
	var names []string
	for _, f := range files {
		names = append(names, path.Base(f))
	}
	switch {
	case len(files) == 0:
		return s.say("serve-time")
	case len(files) > 2:
		return s.say("serve-saved", "files", s.words().Count(len(files), "file"))
	}
	return s.say("serve-saved", "files", s.words().List(names))
}
