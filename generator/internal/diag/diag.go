// Package diag is what an author is told: what is wrong, where, and how to
// mend it. It is the one shape in which every stage reports a mistake in the
// content, and it imports nothing of ours.
//
// A Diagnostic carries a code and the facts of the case, never a finished
// sentence: sentences live in the catalogue, one per code and language, so
// that the same finding can be told in any of them.
package diag

import (
	"cmp"
	"slices"
	"strings"
)

// Severity says what a diagnostic does to the build.
type Severity uint8

const (
	Error   Severity = iota // nothing is published
	Warning                 // published, and told; an error under --strict
	Note                    // told in a draft, where it would otherwise be an error or a warning
)

func (s Severity) String() string {
	return [...]string{"error", "warning", "note"}[s]
}

// Span is a place in an author's file. Line and Col count from 1, Col and End
// in characters (runes), End being the column after the last one. A zero Line
// means the file as a whole, a zero End a single character.
type Span struct {
	File           string // slash-separated, relative to the site's folder
	Line, Col, End int32
}

// Arg is one fact of the case, named as the catalogue's sentences name it.
type Arg struct{ Name, Value string }

// Related is a second place that belongs to the finding, such as the other of
// two lines that disagree.
type Related struct {
	Span Span
	Note string // a key of the catalogue's notes, such as "also-stated"
}

// Diagnostic is one finding.
type Diagnostic struct {
	Code     Code
	Severity Severity
	Span     Span
	Args     []Arg
	Fix      string // the exact replacement or name, where there is just one; else the catalogue's advice stands alone
	Related  []Related
}

// New makes a diagnostic of a code at its usual severity. The arguments are
// names and values in turn.
func New(code Code, at Span, args ...string) Diagnostic {
	d := Diagnostic{Code: code, Severity: code.severity(), Span: at}
	for i := 0; i+1 < len(args); i += 2 {
		d.Args = append(d.Args, Arg{args[i], args[i+1]})
	}
	return d
}

// WithFix returns d with the exact text that mends it.
func (d Diagnostic) WithFix(fix string) Diagnostic {
	d.Fix = fix
	return d
}

// WithRelated returns d with a second place.
func (d Diagnostic) WithRelated(at Span, note string) Diagnostic {
	d.Related = append(slices.Clip(d.Related), Related{at, note})
	return d
}

// Arg returns the value of a named argument, or "".
func (d Diagnostic) Arg(name string) string {
	for _, a := range d.Args {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}

// Sort puts diagnostics in the order in which they are told: by file, files
// with errors first, then by place, then by code. The order does not depend on
// the machine.
func Sort(list []Diagnostic) {
	worst := map[string]Severity{}
	for _, d := range list {
		if s, seen := worst[d.Span.File]; !seen || d.Severity < s {
			worst[d.Span.File] = d.Severity
		}
	}
	slices.SortStableFunc(list, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(worst[a.Span.File], worst[b.Span.File]),
			strings.Compare(a.Span.File, b.Span.File),
			cmp.Compare(a.Span.Line, b.Span.Line),
			cmp.Compare(a.Span.Col, b.Span.Col),
			strings.Compare(string(a.Code), string(b.Code)),
			slices.CompareFunc(a.Args, b.Args, func(x, y Arg) int { return strings.Compare(x.Value, y.Value) }),
		)
	})
}

// Count returns how many of the diagnostics have the severity.
func Count(list []Diagnostic, s Severity) (n int) {
	for _, d := range list {
		if d.Severity == s {
			n++
		}
	}
	return n
}
