package cli

import (
	"fmt"
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
	return fmt.Errorf("--format takes %s, not %q", orList(formats()), s.format)
}

// orList writes words as a list of which one is to be chosen.
func orList(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// findings prints what was found: for a person to stderr, with the author's
// lines; for a machine as one document to stdout.
func (s *settings) findings(report build.Report, folder *source.Folder) error {
	if s.format != text {
		return diag.Write(s.stdout, s.format, report.Found, lines(folder))
	}
	if len(report.Found) == 0 {
		return nil
	}
	p := diag.Printer{Lines: lines(folder), Colour: colourful(s.stderr)}
	if err := p.Print(s.stderr, report.Found); err != nil {
		return err
	}
	_, err := fmt.Fprintln(s.stderr)
	return err
}
