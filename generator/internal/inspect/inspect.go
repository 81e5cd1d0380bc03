// Package inspect reads the bytes of every file just before it is published,
// and refuses what could do more than be read: scripts, event handlers, active
// addresses, formulas, lines that nobody wrote.
//
// It shares nothing with the writers of these bytes, neither code nor tables,
// so that a mistake in an escaper is met by something that does not repeat it.
// It knows formats and nothing of the site. What it accepts is narrower than
// what a browser accepts: a page is told apart from its author's text by the
// few ways in which our writers put them together, and all else is a fault.
// A file without a fault is read in one pass and without allocations.
package inspect

import (
	"fmt"
	"path"
	"strings"
)

// Output says which file the bytes are.
type Output struct {
	Path     string // in the published folder; its ending says what kind of file it is
	Redirect bool   // a page that leads to another address of the site by itself
	Script   string // the address of the one script that a page may load
}

// Fault is what must not be published. It is a mistake in the program or in a
// layout: authors cannot cause it unless an escaper is broken.
type Fault struct {
	Path string // of the output
	At   int    // offset in bytes
	What string // a noun with its article: "an event handler, onclick"
	Near string // the bytes that stand there
}

func (f *Fault) Error() string {
	return fmt.Sprintf("%s must not be published: at byte %d is %s: %q", f.Path, f.At, f.What, f.Near)
}

// finding is a fault before its file is known; the zero finding is none.
type finding struct {
	at   int
	what string
}

// kinds are the formats by the ending of a file's name, or by its whole path. A
// new kind of output needs a row.
var kinds = map[string]func(*parser) finding{
	".html":       (*parser).page,
	".xml":        (*parser).xml,
	".json":       (*parser).json,
	".jsonld":     (*parser).json,
	".csv":        (*parser).csv,
	".ics":        (*parser).calendar,
	".css":        (*parser).style,
	".js":         (*parser).module,
	".txt":        (*parser).robots,
	".bib":        (*parser).bibTeX,
	".ris":        (*parser).reference,
	".jpg":        (*parser).raster,
	".jpeg":       (*parser).raster,
	".jpe":        (*parser).raster,
	".jfif":       (*parser).raster,
	".png":        (*parser).raster,
	".gif":        (*parser).raster,
	".webp":       (*parser).raster,
	"/_headers":   (*parser).headers,
	"/_redirects": (*parser).moves,
}

// Check inspects a file. The error is a *Fault.
func (o Output) Check(b []byte) error {
	check, known := kinds[strings.ToLower(path.Ext(o.Path))]
	if !known {
		check, known = kinds["/"+o.Path]
	}
	if !known {
		return &Fault{Path: o.Path, What: "a kind of file that nobody inspects"}
	}
	return o.fault(b, o.with(b, check))
}

// SVG inspects a picture that an author drew: other than our own files it may
// hold comments and elements of drawing programs. The error is a *Fault whose
// What is to be told to its author.
func SVG(name string, b []byte) error {
	o := Output{Path: name}
	return o.fault(b, o.with(b, (*parser).picture))
}

func (o Output) fault(b []byte, f finding) error {
	if f.what == "" {
		return nil
	}
	const shown = 60 // bytes
	return &Fault{o.Path, f.at, f.what, strings.ToValidUTF8(string(b[f.at:min(len(b), f.at+shown)]), "\uFFFD")}
}
