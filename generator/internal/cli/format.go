package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"diglot/generator/internal/build"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/source"
)

// text is the form of the findings for a person at a terminal.
const text = "text"

// formats are what --format takes.
func formats() []string { return append([]string{text}, diag.Formats()...) }

// knowsFormat returns an error of usage where the flag says something else.
func (s *settings) knowsFormat() error {
	if slices.Contains(formats(), s.format) {
		return nil
	}
	l := s.words()
	return usage(l, "choice", "flag", "format", "words", orList(l, formats()), "given", s.format)
}

// printer tells findings to a person, with the author's lines where there is a
// folder to read them from.
func (s *settings) printer(folder *source.Folder) diag.Printer {
	p := diag.Printer{Colour: !s.plain && colourful(s.stderr), Language: s.words(), Plain: s.plain}
	if folder != nil {
		p.Lines = lines(folder)
	}
	return p
}

// findings prints what was found: for a person to stderr, with the author's
// lines; for a machine as one document to stdout.
func (s *settings) findings(report build.Report, folder *source.Folder) error {
	if s.format != text {
		read, way := lines(folder), s.way()
		from := func(file string, line int) string { return read(strings.TrimPrefix(file, way), line) }
		return s.words().Write(s.stdout, s.format, below(way, report.Found), from)
	}
	if len(report.Found) == 0 {
		return nil
	}
	if err := s.printer(folder).Print(s.stderr, report.Found); err != nil {
		return err
	}
	_, err := fmt.Fprintln(s.stderr)
	return err
}

// way is how a service that shows findings beside the lines of a change comes to
// the site's folder: from the folder of the repository, which GitHub names
// (GITHUB_WORKSPACE), else from the one that the command was started in. It ends
// with a slash, or is "" where the site is there. What editors read (json) is
// seen from the site's folder, as everything that is told to a person.
func (s *settings) way() string {
	if s.format == "json" {
		return ""
	}
	site, err := resolved(s.source)
	if err != nil {
		return ""
	}
	for _, repository := range []string{os.Getenv("GITHUB_WORKSPACE"), "."} {
		from, err := resolved(repository)
		if repository == "" || err != nil {
			continue
		}
		if way, err := filepath.Rel(from, site); err == nil && filepath.IsLocal(way) {
			return strings.TrimPrefix(filepath.ToSlash(way)+"/", "./")
		}
	}
	return ""
}

// resolved returns the whole path of a folder, without links.
func resolved(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(dir)
}

// below returns the findings with a way before each file.
func below(way string, found []diag.Diagnostic) []diag.Diagnostic {
	found = slices.Clone(found)
	for i := range found {
		found[i].Span.File = way + found[i].Span.File
		found[i].Related = slices.Clone(found[i].Related)
		for n := range found[i].Related {
			found[i].Related[n].Span.File = way + found[i].Related[n].Span.File
		}
	}
	return found
}
