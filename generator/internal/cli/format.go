package cli

import (
	"fmt"
	"slices"

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
		return s.words().Write(s.stdout, s.format, report.Found, lines(folder))
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
