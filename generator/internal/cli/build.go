package cli

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"diglot/generator/internal/build"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/output"
	"diglot/generator/internal/source"
	"diglot/generator/internal/why"
)

// workDir is the generator's own folder beside the published one.
const workDir = ".diglot"

func buildCommand(s *settings) *cobra.Command {
	return &cobra.Command{
		Use:   "build",
		Short: "Publish the site to public/",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return s.build(c.Context()) },
	}
}

func checkCommand(s *settings) *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "Look for mistakes, and write nothing",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return s.check(c.Context()) },
	}
}

// build publishes, or tells why not.
func (s *settings) build(ctx context.Context) error {
	started := time.Now()
	in, folder, err := s.input()
	if err != nil {
		return err
	}
	defer folder.Close()
	if _, err := folder.Stat("site.yaml"); err != nil {
		return s.check(ctx) // which says so, and makes no work folder where there is no site
	}
	stage, err := output.Open(ctx, s.place())
	if err != nil {
		return failure{err}
	}
	defer stage.Discard()
	notes := why.NewNotes(in)
	in.Read, in.Cache = notes.Take, cache{stage}
	_, report, err := build.Run(ctx, build.State{}, in, sink{stage})
	if err := s.tell(report, folder, err); err != nil {
		return err
	}
	result, err := stage.Commit(ctx)
	if err != nil {
		return failure{err}
	}
	if err := s.keepNotes(notes); err != nil {
		return err
	}
	fmt.Fprintf(s.stderr, "built %s: wrote %d, kept %d, removed %d in %d ms\n",
		counted(report), result.Wrote(), result.Kept, len(result.Removed), time.Since(started).Milliseconds())
	for _, stray := range result.Strays {
		fmt.Fprintf(s.stderr, "moved aside: %s\n", stray)
	}
	s.tellHeld(report)
	if err := s.tellChanges(changesOf(result, report), report); err != nil {
		return err
	}
	return s.lock(report)
}

// place is where the site is published.
func (s *settings) place() output.Place {
	return output.Place{
		Dest: s.below(s.destination), Work: s.below(workDir),
		Sources: []string{s.below("content"), s.below("layouts"), s.below("static"), s.below("generator")},
		Protect: []string{s.source}, Wait: 10 * time.Second,
	}
}

// check does everything but writing.
func (s *settings) check(ctx context.Context) error {
	in, folder, err := s.input()
	if err != nil {
		return err
	}
	defer folder.Close()
	var into build.Sink = nowhere{}
	stage := s.published(ctx)
	if in.Unpublished = stage == nil; stage != nil {
		defer stage.Discard()
		into, in.Cache = sink{stage}, cache{stage}
	}
	_, report, err := build.Run(ctx, build.State{}, in, into)
	if err := s.tell(report, folder, err); err != nil {
		return err
	}
	fmt.Fprintf(s.stderr, "checked %s: no errors\n", counted(report))
	s.tellHeld(report)
	if stage == nil {
		return nil
	}
	return s.tellChanges(changesOf(stage.Outlook(), report), report)
}

// published opens what was published from this folder, to compare with it; nil
// where there is nothing, or nothing that can be compared with.
func (s *settings) published(ctx context.Context) *output.Stage {
	for _, dir := range []string{s.below(s.destination), s.below(workDir)} {
		if _, err := os.Stat(dir); err != nil {
			return nil
		}
	}
	stage, err := output.Open(ctx, s.place())
	if err != nil {
		return nil
	}
	return stage
}

// input is what the flags and the machine say of a build.
func (s *settings) input() (build.Input, *source.Folder, error) {
	if err := s.knowsFormat(); err != nil {
		return build.Input{}, nil, err
	}
	boundMemory(s.source)
	clock, err := s.moment()
	if err != nil {
		return build.Input{}, nil, err
	}
	folder, err := source.OS(s.source)
	if err != nil {
		return build.Input{}, nil, failure{err}
	}
	version, err := version()
	if err != nil {
		return build.Input{}, nil, failure{err}
	}
	return build.Input{Site: folder, Clock: clock, Drafts: s.drafts, Locked: inCI(), BaseURL: s.baseURL, Version: version}, folder, nil
}

// version identifies this program: a digest of its own file. Another version
// may make other pages of the same content.
func version() (string, error) {
	name, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("find the generator's own file: %w", err)
	}
	f, err := os.Open(name)
	if err != nil {
		return "", fmt.Errorf("read the generator's own file: %w", err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", fmt.Errorf("read the generator's own file: %w", err)
	}
	return fmt.Sprintf("%x", h.Sum(nil)), nil
}

// tell prints what was found, and returns the error that ends the command
// where there is one.
func (s *settings) tell(report build.Report, folder *source.Folder, failed error) error {
	if err := s.findings(report, folder); err != nil {
		return failure{err}
	}
	if changed, ok := errors.AsType[*source.ChangedError](failed); ok {
		return failure{fmt.Errorf("%w; run the command again", changed)}
	}
	if failed != nil {
		return failure{failed}
	}
	if report.Failed(s.strict) {
		fmt.Fprintf(s.stderr, "%s; nothing was published\n", summary(report))
		return exitError(exitContent)
	}
	return nil
}

// lines returns a function that reads a line of a file, for excerpts. It holds
// the file that was read last.
func lines(folder *source.Folder) func(file string, line int) string {
	var held string
	var text []string
	return func(file string, line int) string {
		if file != held {
			f, err := source.Load(folder, file)
			if err != nil {
				return ""
			}
			held, text = file, strings.Split(string(f.Bytes), "\n")
		}
		if line < 1 || line > len(text) {
			return ""
		}
		return strings.TrimSuffix(text[line-1], "\r")
	}
}

// colourful reports whether w is a terminal that wants colours
// (https://no-color.org).
func colourful(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok || os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

func summary(r build.Report) string {
	return fmt.Sprintf("%s, %s", number(diag.Count(r.Found, diag.Error), "error"), number(diag.Count(r.Found, diag.Warning), "warning"))
}

func number(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// counted says how many pages there are, by language.
func counted(r build.Report) string {
	total := 0
	var parts []string
	for _, c := range r.Pages {
		total += c.Pages
		name := c.Lang
		if name == "" {
			name = "shared"
		}
		parts = append(parts, fmt.Sprintf("%d %s", c.Pages, name))
	}
	return fmt.Sprintf("%s (%s)", number(total, "page"), strings.Join(parts, ", "))
}

// tellHeld says what is not published, and until when.
func (s *settings) tellHeld(r build.Report) {
	if len(r.Held) == 0 || s.drafts {
		return
	}
	drafts, until := 0, []string(nil)
	for _, h := range r.Held {
		switch {
		case h.Draft:
			drafts++
		case h.Until.Unix != 0:
			zone, _ := time.LoadLocation(h.Until.Zone)
			until = append(until, fmt.Sprintf("%s until %s %s", h.Ref, time.Unix(h.Until.Unix, 0).In(zone).Format("2006-01-02 15:04"), h.Until.Zone))
		default:
			until = append(until, fmt.Sprintf("%s until %s", h.Ref, h.Dated))
		}
	}
	if drafts > 0 {
		until = append([]string{number(drafts, "draft")}, until...)
	}
	fmt.Fprintf(s.stderr, "not published: %s\n", strings.Join(until, ", "))
}

// sink publishes to a stage.
type sink struct{ stage *output.Stage }

func (s sink) Made(path string) build.Key { return build.Key(s.stage.Made(path)) }

func (s sink) Keep(path string, key build.Key) (bool, error) {
	return s.stage.Keep(path, output.Key(key))
}

func (s sink) Put(path string, b []byte, key build.Key) error {
	return s.stage.PutMade(path, b, output.Key(key))
}

// cache keeps pictures beside a stage.
type cache struct{ stage *output.Stage }

func (c cache) Get(key build.Key) ([]byte, bool)      { return c.stage.Cached(output.Key(key)) }
func (c cache) Put(key build.Key, bytes []byte) error { return c.stage.Cache(output.Key(key), bytes) }
func (c cache) Use(key build.Key)                     { c.stage.Uses(output.Key(key)) }

// nowhere takes every output and publishes none.
type nowhere struct{}

func (nowhere) Made(string) build.Key                { return build.Key{} }
func (nowhere) Keep(string, build.Key) (bool, error) { return false, nil }
func (nowhere) Put(string, []byte, build.Key) error  { return nil }
