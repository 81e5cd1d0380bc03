// Package asset makes the files that pages need besides their text: the
// stylesheet, authors' pictures in the sizes that screens need, and the picture
// that stands for the site where its address is shared. Bytes go in and bytes
// come out, the same on every machine. It is the only package that imports a
// minifier.
package asset

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
)

// StyleDir holds the parts of the stylesheet, which are joined in the order of
// their names.
const StyleDir = "layouts/css"

// Part is one file of the stylesheet.
type Part struct {
	Path  string
	Bytes []byte
}

// File is a file to be published.
type File struct {
	Path  string // in the published folder, with the digest of the file in its name
	Bytes []byte
}

// A StyleError is what is wrong with a part of the stylesheet, and where.
type StyleError struct {
	Path string
	Line int
	What string // such as "a brace is never closed"
}

func (e *StyleError) Error() string { return fmt.Sprintf("%s:%d: %s", e.Path, e.Line, e.What) }

// Stylesheet joins, checks and minifies the parts into one file whose name
// changes with what it says.
//
// A part whose braces do not match is a *StyleError, since the minifier would
// drop the rest of it in silence.
func Stylesheet(parts []Part) (File, error) {
	parts = slices.Clone(parts)
	slices.SortFunc(parts, func(a, b Part) int { return strings.Compare(a.Path, b.Path) })
	var joined strings.Builder
	for _, p := range parts {
		if line, what := unbalanced(p.Bytes); what != "" {
			return File{}, &StyleError{p.Path, line, what}
		}
		joined.Write(p.Bytes)
		joined.WriteByte('\n')
	}
	m := minify.New()
	m.AddFunc("text/css", css.Minify)
	small, err := m.String("text/css", joined.String())
	if err != nil {
		return File{}, fmt.Errorf("minify stylesheet: %w", err)
	}
	small = shortNames(small)
	return File{fingerprint("assets/site.css", []byte(small)), []byte(small)}, nil
}

// ScriptPath is the script of the search page.
const ScriptPath = "layouts/search.js"

// Script takes comments and indentation out of a script whose comments stand on
// lines of their own, and whose texts end on the line they begin on.
func Script(src []byte) File {
	var small []byte
	for line := range bytes.Lines(src) {
		if line = bytes.TrimSpace(line); len(line) > 0 && !bytes.HasPrefix(line, []byte("//")) {
			small = append(append(small, line...), '\n')
		}
	}
	return File{fingerprint("assets/search.js", small), small}
}

// unbalanced reports braces and comments that do not end. What stands in
// quotation marks counts for nothing.
func unbalanced(src []byte) (line int, what string) {
	line = 1
	var opened []int // lines of the braces that are open
	for i := 0; i < len(src); i++ {
		switch c := src[i]; {
		case c == '\n':
			line++
		case c == '/' && i+1 < len(src) && src[i+1] == '*':
			end := strings.Index(string(src[i+2:]), "*/")
			if end < 0 {
				return line, "a comment is never closed"
			}
			line += strings.Count(string(src[i:i+2+end]), "\n")
			i += end + 3
		case c == '"' || c == '\'':
			end := stringEnd(src[i:])
			if end < 0 {
				return line, "a quotation mark is never closed"
			}
			i += end
		case c == '{':
			opened = append(opened, line)
		case c == '}':
			if len(opened) == 0 {
				return line, "a closing brace is one too many"
			}
			opened = opened[:len(opened)-1]
		}
	}
	if n := len(opened); n > 0 {
		return opened[n-1], "a brace is never closed"
	}
	return 0, ""
}

// stringEnd returns the offset of the quotation mark that closes the one with
// which src begins, or -1 where it is not on this line.
func stringEnd(src []byte) int {
	for i := 1; i < len(src) && src[i] != '\n'; i++ {
		switch src[i] {
		case src[0]:
			return i
		case '\\':
			i++
		}
	}
	return -1
}

// fingerprint puts a digest of the file into its name: assets/site.0f3c….css.
func fingerprint(name string, b []byte) string {
	sum := sha256.Sum256(b)
	ext := path.Ext(name)
	return strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext
}
