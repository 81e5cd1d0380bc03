package diag

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Lines returns a line of a file (line counts from 1) without its end, or ""
// where there is none.
type Lines func(file string, line int) string

// format is a form in which machines take findings.
type format struct {
	name  string
	write func(w io.Writer, l Language, list []Diagnostic, lines Lines) error
}

var formats = []format{
	{"json", writeFindings}, {"sarif", writeSARIF}, {"github", gitHub}, {"gitlab", gitLab}, {"junit", jUnit},
}

// Formats returns the names that Write knows.
func Formats() []string {
	var names []string
	for _, f := range formats {
		names = append(names, f.name)
	}
	return names
}

// Write writes all diagnostics in the form of a name, in the order of Sort.
// Their sentences are in the language; what programs go by is not. The same
// findings give the same bytes. The error is the writer's, or that there is no
// such form.
func (l Language) Write(w io.Writer, name string, list []Diagnostic, lines Lines) error {
	i := slices.IndexFunc(formats, func(f format) bool { return f.name == name })
	if i < 0 {
		return fmt.Errorf("write findings: there is no format %q", name)
	}
	return formats[i].write(w, l, list, lines)
}

// sorted returns a sorted copy.
func sorted(list []Diagnostic) []Diagnostic {
	list = slices.Clone(list)
	Sort(list)
	return list
}

// whole is all that is said of a finding, a line for each part.
func (l Language) whole(d Diagnostic) string {
	text := l.Message(d)
	if fix := l.Fix(d); fix != "" {
		text += "\n" + l.Say("fix") + l.Colon() + fix
	}
	if because := l.Because(d); because != "" {
		text += "\n" + l.Say("because") + l.Colon() + because
	}
	for _, r := range d.Related {
		text += "\n" + r.Span.Place() + ": " + l.note(r.Note)
	}
	return text
}

// fingerprints gives each finding a name of its own that stays when lines are
// added above it, in any language: services compare the findings of two commits by it.
func fingerprints(list []Diagnostic) []string {
	seen := map[string]int{}
	names := make([]string, len(list))
	for i, d := range list {
		key := strings.Join([]string{string(d.Code), d.Span.File, Message(d)}, "\x00")
		seen[key]++
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, seen[key]))
		names[i] = hex.EncodeToString(sum[:16])
	}
	return names
}

// writeJSON writes a value as indented JSON, its letters as they are.
func writeJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("encode findings: %w", err)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// open returns a sentence of the catalogue with its places left open, as it is
// said of a code and not of a case. The mark of a place ends a sentence, too.
func open(sentence string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(sentence, "{")
		b.WriteString(before)
		name, after, closed := strings.Cut(rest, "}")
		switch {
		case !found:
			return strings.TrimSuffix(strings.ReplaceAll(b.String()+" ", "…. ", "… "), " ")
		case closed && !strings.HasPrefix(name, "#"):
			b.WriteString("…")
			sentence = after
		default:
			b.WriteByte('{')
			sentence = rest
		}
	}
}

// Open returns what is said of the code in general, with … in the places where
// the facts of a case go.
func (s Sentences) Open() Sentences {
	s.Message, s.Fix, s.Because = open(s.Message), open(s.Fix), open(s.Because)
	return s
}
