package build

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/inspect"
	"diglot/generator/internal/record"
	"diglot/generator/internal/render"
	"diglot/generator/internal/source"
	"diglot/generator/internal/view"
)

// inspect looks at what was rendered, before it goes on to the sink. A fault is
// one of the program or of a layout, never of an author: the build fails.
func (r *run) inspect(job view.Job, v any, parts []render.Part) error {
	_, leads := v.(*view.RedirectPage)
	script := ""
	if page, ok := v.(*view.SearchPage); ok {
		script = page.Script
	}
	for _, p := range parts {
		if err := (inspect.Output{Path: p.Name, Redirect: leads, Script: script}).Check(p.Bytes); err != nil {
			return fmt.Errorf("inspect what was made of %s: %w", r.origin(job), err)
		}
	}
	return nil
}

// origin names the files of the record of which a job makes a page, or the texts
// that it shows.
func (r *run) origin(job view.Job) string {
	if job.Entry != nil {
		return strings.Join(job.Entry.Files, ", ")
	}
	var files []string
	for _, p := range job.Shows {
		files = append(files, p.File)
	}
	if len(files) == 0 {
		return "the whole site"
	}
	return strings.Join(files, ", ")
}

// activeEndings are those of files that a browser runs, or shows as pages of
// the site's origin.
var activeEndings = map[string]bool{
	".html": true, ".htm": true, ".xhtml": true, ".xht": true, ".shtml": true, ".mht": true, ".mhtml": true, ".hta": true,
	".xml": true, ".xsl": true, ".xslt": true, ".rdf": true, ".svgz": true, ".js": true, ".mjs": true, ".cjs": true,
	".wasm": true, ".swf": true, ".css": true, ".htc": true, ".php": true, ".jsp": true, ".asp": true, ".aspx": true, ".cgi": true,
}

// harm finds what a file that is published as it is could do in a reader's
// browser. In static/ the maintainers may put pages and programs of their own;
// a picture must be one everywhere.
func harm(f source.File) []diag.Diagnostic {
	ending := strings.ToLower(path.Ext(f.Path))
	if ending != ".svg" {
		if activeEndings[ending] && strings.HasPrefix(f.Path, record.ContentDir+"/") {
			return []diag.Diagnostic{diag.New("file-active", diag.Span{File: f.Path}, "ending", ending)}
		}
		return nil
	}
	fault, ok := errors.AsType[*inspect.Fault](inspect.SVG(f.Path, f.Bytes))
	if !ok {
		return nil
	}
	before := f.Bytes[:fault.At]
	line := before[bytes.LastIndexByte(before, '\n')+1:]
	at := diag.Span{File: f.Path, Line: int32(bytes.Count(before, []byte("\n"))) + 1, Col: int32(utf8.RuneCount(line)) + 1}
	return []diag.Diagnostic{diag.New("svg-active", at, "what", fault.What)}
}
