package compare

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"diglot/generator/internal/diag"
)

// Codes are those that an author may silence.
var Codes = []diag.Code{"numbers-differ", "dates-differ", "links-differ", "records-differ", "pictures-differ", "names-confused",
	"letters-mixed", "letters-alien", "characters-traditional", "marks-halfwidth", "spelling-other"}

// Silence is a comment in the front matter that says why something is right:
//
//	# ignore numbers-differ "92": the source counts otherwise
//
// It silences one code on the lines that hold the text in quotation marks,
// where the text holds what the finding is about.
type Silence struct {
	Code   diag.Code
	Text   string
	Reason string
	At     diag.Span
}

const (
	ignore      = "ignore"
	mostSilence = 64 // bits of Reading.Used
)

// silences reads the comments in the front matter of a file. Those that do not
// begin with the word and a code are the author's own.
func silences(file string, head []byte) []Silence {
	if !bytes.Contains(head, []byte(ignore)) {
		return nil
	}
	var list []Silence
	n := int32(0)
	for line := range bytes.Lines(head) {
		n++
		text := strings.TrimRight(string(line), " \t\r\n")
		comment, ok := strings.CutPrefix(strings.TrimLeft(text, " \t\ufeff"), "#")
		rest, ours := strings.CutPrefix(strings.TrimSpace(comment), ignore+" ")
		code, rest, _ := strings.Cut(strings.TrimSpace(rest), " ")
		code = strings.TrimSuffix(code, ":")
		if !ok || !ours || !strings.Contains(code, "-") || len(list) == mostSilence {
			continue
		}
		s := Silence{Code: diag.Code(code)}
		col := int32(utf8.RuneCountInString(text[:strings.IndexByte(text, '#')])) + 1
		s.At = diag.Span{File: file, Line: n, Col: col, End: col + int32(utf8.RuneCountInString(text[strings.IndexByte(text, '#'):]))}
		s.Text, s.Reason = quotedText(strings.TrimSpace(rest))
		list = append(list, s)
	}
	return list
}

// quotedText takes the text in quotation marks of any kind off the beginning,
// and returns what follows the colon or dash behind it.
func quotedText(s string) (text, rest string) {
	for _, pair := range [...][2]string{{`"`, `"`}, {"“", "”"}, {"«", "»"}, {"„", "“"}} {
		if after, ok := strings.CutPrefix(s, pair[0]); ok {
			if text, rest, ok = strings.Cut(after, pair[1]); ok {
				return text, strings.TrimLeft(rest, " :：—–-")
			}
		}
	}
	return "", strings.TrimLeft(s, " :：—–-")
}

// speaksOf returns the index of the silence with a reason that speaks of a
// finding, by the words that it is about and the line on which they stand; or -1.
func speaksOf(by []Silence, code diag.Code, words, line string) int {
	return slices.IndexFunc(by, func(s Silence) bool {
		return s.Code == code && s.Text != "" && s.Reason != "" && strings.Contains(line, s.Text) && strings.Contains(s.Text, words)
	})
}

// quiet takes out the findings that a silence speaks of, and returns which ones
// did. The source begins on the line first of the file.
func quiet(found []diag.Diagnostic, by []Silence, source []byte, first int) (rest []diag.Diagnostic, used uint64) {
	if len(by) == 0 || len(found) == 0 {
		return found, 0
	}
	src := string(source)
	return slices.DeleteFunc(found, func(d diag.Diagnostic) bool {
		at := speaksOf(by, d.Code, d.Arg("text"), lineAt(src, lineStart(src, int(d.Span.Line)-first)))
		if at >= 0 {
			used |= 1 << at
		}
		return at >= 0
	}), used
}

// Idle tells of the silences that silence nothing, or do not say why. Used says
// which ones did.
func Idle(by []Silence, used uint64) (found []diag.Diagnostic) {
	for i, s := range by {
		switch {
		case s.Text == "" || s.Reason == "":
			found = append(found, diag.New("ignore-reason", s.At, "code", string(s.Code)))
		case used&(1<<i) == 0:
			found = append(found, diag.New("ignore-idle", s.At, "code", string(s.Code), "text", s.Text))
		}
	}
	return found
}
