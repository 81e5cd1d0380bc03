package cli

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"debug/elf"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"diglot/generator/internal/build"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/freshness"
	"diglot/generator/internal/output"
	"diglot/generator/internal/source"
	"diglot/generator/internal/why"
)

// workDir is the generator's own folder beside the published one.
const workDir = ".diglot"

// patience is how long a command waits for another that is at work here.
const patience = 10 * time.Second

func buildCommand(s *settings) *cobra.Command {
	return &cobra.Command{
		Use:  "build",
		Args: s.takes(0, 0),
		RunE: func(c *cobra.Command, _ []string) error { return s.build(c.Context()) },
	}
}

func checkCommand(s *settings) *cobra.Command {
	return &cobra.Command{
		Use:  "check",
		Args: s.takes(0, 0),
		RunE: func(c *cobra.Command, _ []string) error { return s.check(c.Context()) },
	}
}

// build publishes, or tells why not.
func (s *settings) build(ctx context.Context) error {
	started := time.Now()
	in, folder, err := s.input(ctx)
	if err != nil {
		return err
	}
	defer folder.Close()
	if _, err := folder.Stat("site.yaml"); err != nil {
		return s.check(ctx) // which says so, and makes no work folder where there is no site
	}
	stage, err := output.Open(ctx, s.place())
	if err != nil {
		return s.unpublished(err)
	}
	defer stage.Discard()
	notes := why.NewNotes(in)
	in.Once, in.Read, in.Cache, in.WebP = true, notes.Take, cache{stage.Pictures}, encoder(ctx)
	state, report, err := build.Run(ctx, build.State{}, in, sink{stage})
	if err := s.tell(report, folder, err); err != nil {
		return err
	}
	result, err := stage.Commit(ctx)
	if err != nil {
		return s.unpublished(err)
	}
	if err := s.keepNotes(notes); err != nil {
		return err
	}
	fmt.Fprintln(s.stderr, s.say("built", "pages", s.counted(report), "wrote", strconv.Itoa(result.Wrote()), "kept", strconv.Itoa(result.Kept),
		"removed", strconv.Itoa(len(result.Removed)), "ms", strconv.FormatInt(time.Since(started).Milliseconds(), 10))+s.alsoWebP(in, report))
	s.tellNotWebP(in, report)
	for _, stray := range result.Strays {
		fmt.Fprintln(s.stderr, s.say("moved-aside", "file", stray))
	}
	s.tellHeld(freshness.Desk{State: state, Report: report, Site: folder})
	if err := s.tellChanges(changesOf(result, report), report); err != nil {
		return err
	}
	return s.lock(ctx, report)
}

// place is where the site is published.
func (s *settings) place() output.Place {
	return output.Place{
		Dest: s.below(s.destination), Work: s.below(workDir),
		Sources: []string{s.below("content"), s.below("layouts"), s.below("static"), s.below("generator")},
		Protect: []string{s.source}, Wait: patience,
	}
}

// check does everything but writing.
func (s *settings) check(ctx context.Context) error {
	in, folder, err := s.input(ctx)
	if err != nil {
		return err
	}
	defer folder.Close()
	var into build.Sink = nowhere{}
	stage := s.published(ctx)
	if in.Unpublished = stage == nil; stage != nil {
		defer stage.Discard()
		into, in.Cache, in.WebP = sink{stage}, cache{stage.Pictures}, encoder(ctx)
	}
	in.Once = true
	state, report, err := build.Run(ctx, build.State{}, in, into)
	if err := s.tell(report, folder, err); err != nil {
		return err
	}
	fmt.Fprintln(s.stderr, s.say("checked", "pages", s.counted(report)))
	s.tellHeld(freshness.Desk{State: state, Report: report, Site: folder})
	if stage == nil {
		return s.uncompared(s.unpublishedBefore())
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
func (s *settings) input(ctx context.Context) (build.Input, *source.Folder, error) {
	if err := cmp.Or(s.knowsFormat(), s.sensible()); err != nil {
		return build.Input{}, nil, err
	}
	clock, err := s.moment()
	if err != nil {
		return build.Input{}, nil, err
	}
	folder, err := s.open(ctx)
	if err != nil {
		return build.Input{}, nil, err
	}
	version, err := version()
	if err != nil {
		return build.Input{}, nil, failure{err}
	}
	return build.Input{Site: folder, Clock: clock, Drafts: s.drafts, Locked: inCI(), BaseURL: s.baseURL, Version: version, Texts: boundMemory}, folder, nil
}

// open opens the site's folder, in which no change is half done. The error ends
// the command.
func (s *settings) open(ctx context.Context) (*source.Folder, error) {
	if info, err := os.Stat(s.source); errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
		return nil, usage(s.words(), "source-missing", "folder", s.source)
	}
	if err := s.settle(ctx); err != nil {
		return nil, err
	}
	folder, err := source.OS(s.source)
	if err != nil {
		return nil, failure{err}
	}
	return folder, nil
}

// version identifies this program: another version may make other pages of the
// same content. It is the ID that Go's linker has made of the program's bytes,
// where the file is of a form in which that is found at once, else a digest of
// the file.
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
	if id := buildID(f); id != "" {
		return id, nil
	}
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", fmt.Errorf("read the generator's own file: %w", err)
	}
	return fmt.Sprintf("%x", h.Sum(nil)), nil
}

// buildID is the ID in an ELF file that Go's linker has written, as "go tool
// buildid" prints it; "" where there is none, or where it is not the go command's,
// which has four parts: one that somebody chose may be that of two versions.
func buildID(f io.ReaderAt) string {
	program, err := elf.NewFile(f)
	if err != nil {
		return ""
	}
	note := program.Section(".note.go.buildid")
	if note == nil {
		return ""
	}
	const head = 16 // bytes: the sizes of the name and of the ID, the type, the name (ELF gABI, "Note Section")
	b, err := note.Data()
	if err != nil || len(b) < head {
		return ""
	}
	id := b[head:]
	id = id[:min(len(id), int(program.ByteOrder.Uint32(b[4:])))]
	if bytes.Count(id, []byte("/")) != 3 {
		return ""
	}
	return string(id)
}

// tell prints what was found, and returns the error that ends the command
// where there is one.
func (s *settings) tell(report build.Report, folder *source.Folder, failed error) error {
	if err := s.findings(report, folder); err != nil {
		return failure{err}
	}
	if changed, ok := errors.AsType[*source.ChangedError](failed); ok {
		return s.again(changed)
	}
	if failed != nil {
		return failure{failed}
	}
	if report.Failed(s.strict) {
		fmt.Fprintln(s.stderr, s.say("nothing-published", "summary", s.summary(report)))
		if err := s.uncompared(s.say("alters-errors", "summary", s.summary(report))); err != nil {
			return err
		}
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
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && terminal(w)
}

func (s *settings) summary(r build.Report) string {
	l := s.words()
	return l.Say("summary", "errors", l.Count(diag.Count(r.Found, diag.Error), "error"), "warnings", l.Count(diag.Count(r.Found, diag.Warning), "warning"))
}

// counted says how many pages there are, by language.
func (s *settings) counted(r build.Report) string {
	total := 0
	byLanguage := map[string]int{}
	for _, c := range r.Pages {
		total += c.Pages
		byLanguage[c.Lang] = c.Pages
	}
	return s.say("pages", "pages", s.words().Count(total, "page"), "parts", s.parts(r, byLanguage))
}

// parts lists how many pages of each language there are, in the order of the
// site; those of all languages are counted under "".
func (s *settings) parts(r build.Report, pages map[string]int) string {
	var parts []string
	for _, c := range r.Pages {
		if n, ok := pages[c.Lang]; ok {
			name := c.Lang
			if name == "" {
				name = s.say("shared")
			}
			parts = append(parts, s.say("part", "n", strconv.Itoa(n), "language", name))
		}
	}
	return s.words().List(parts)
}

// tellHeld says what is not published, what it waits for, and until when.
func (s *settings) tellHeld(desk freshness.Desk) {
	list := desk.Held()
	if len(list) == 0 || s.drafts {
		return
	}
	const most = 5 // are named; status names all
	var named []string
	drafts := 0
	for _, h := range list {
		switch {
		case h.Plain():
			drafts++
		case h.Why == "embargo":
			named = append(named, s.say("held-until", "record", h.Record, "moment", strings.Join(h.Times, " / ")))
		case h.Why == "future":
			named = append(named, s.say("held-until", "record", h.Record, "moment", h.Until))
		default:
			named = append(named, s.say("held-why", "record", h.Record, "why", h.Say(s.words())))
		}
	}
	if more := len(named) - most; more > 0 {
		named = append(named[:most], s.say("held-more", "n", strconv.Itoa(more), "command", invocation()))
	}
	if drafts > 0 {
		named = append([]string{s.words().Count(drafts, "draft")}, named...)
	}
	fmt.Fprintln(s.stderr, s.say("held", "records", s.words().List(named)))
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

// cache keeps pictures in the work folder.
type cache struct{ *output.Pictures }

func (c cache) Get(key build.Key) ([]byte, bool)      { return c.Pictures.Get(output.Key(key)) }
func (c cache) Put(key build.Key, bytes []byte) error { return c.Pictures.Put(output.Key(key), bytes) }
func (c cache) Use(key build.Key)                     { c.Pictures.Use(output.Key(key)) }

// nowhere takes every output and publishes none.
type nowhere struct{}

func (nowhere) Made(string) build.Key                { return build.Key{} }
func (nowhere) Keep(string, build.Key) (bool, error) { return false, nil }
func (nowhere) Put(string, []byte, build.Key) error  { return nil }
