package diag

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// maxShown is how many diagnostics are printed; all are counted.
const maxShown = 20

// Printer tells diagnostics to a person at a terminal, all in one shape:
//
//	content/agreements/khpi-dlpu.md:6:11: error[ref-unknown]: There is no member “kphi”.
//	    parties: [kphi, dlpu]
//	              ^~~~
//	  fix: khpi (Харківський політехнічний інститут)
//	  because: …
//	  content/agreements/khpi-dlpu.uk.md:4:1: also stated here
//	    …
//
// What comes from the author is printed with its control characters made
// visible, so that no file can command the terminal.
type Printer struct {
	// Lines are the author's; nil leaves the excerpts out.
	Lines Lines
	// Colour adds the terminal's colours. Nothing is said by colour alone.
	Colour bool
	// Limit is how many are shown, 20 if it is zero.
	Limit int
	// Language is the one that sentences and labels are in.
	Language Language
	// Plain gives each fact a line of its own and draws no marks, for those who
	// listen to the terminal.
	Plain bool
}

// Print writes the diagnostics in the order of Sort, with a blank line
// between two, and then how many more there are. The error is the writer's.
func (p Printer) Print(w io.Writer, list []Diagnostic) error {
	list = slices.Clone(list)
	Sort(list)
	limit := p.Limit
	if limit == 0 {
		limit = maxShown
	}
	var b strings.Builder
	for i, d := range list[:min(limit, len(list))] {
		if i > 0 {
			b.WriteByte('\n')
		}
		if p.Plain {
			p.linear(&b, d)
		} else {
			p.one(&b, d)
		}
	}
	if more := len(list) - limit; more > 0 {
		b.WriteString("\n" + p.Language.Count(more, "more") + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// one writes one diagnostic.
func (p Printer) one(b *strings.Builder, d Diagnostic) {
	l := p.Language
	severity := p.paint(severityColour[d.Severity], l.Severity(d.Severity)+"["+string(d.Code)+"]")
	fmt.Fprintf(b, "%s: %s%s%s\n", p.paint(bold, visible(d.Span.Place())), severity, l.Colon(), visible(l.Message(d)))
	p.excerpt(b, d.Span)
	p.labelled(b, l.Say("fix"), l.Fix(d))
	p.labelled(b, l.Say("because"), l.Because(d))
	for _, r := range d.Related {
		fmt.Fprintf(b, "  %s: %s\n", visible(r.Span.Place()), l.note(r.Note))
		p.excerpt(b, r.Span)
	}
}

// linear writes one diagnostic with a line for each fact.
func (p Printer) linear(b *strings.Builder, d Diagnostic) {
	l := p.Language
	say := func(label, text string) {
		for line := range strings.Lines(text) {
			fmt.Fprintf(b, "%s%s%s\n", label, l.Colon(), visible(strings.TrimSuffix(line, "\n")))
		}
	}
	say(l.Severity(d.Severity), string(d.Code))
	b.WriteString(visible(l.Message(d)) + "\n")
	p.where(say, d.Span)
	say(l.Say("fix"), l.Fix(d))
	say(l.Say("because"), l.Because(d))
	for _, r := range d.Related {
		b.WriteString(l.note(r.Note) + "\n")
		p.where(say, r.Span)
	}
}

// where says a place in words, with the author's line and what is meant of it.
func (p Printer) where(say func(label, text string), s Span) {
	l := p.Language
	say(l.Say("file"), s.File)
	if s.Line == 0 {
		return
	}
	say(l.Say("line"), strconv.Itoa(int(s.Line)))
	if s.Col > 0 {
		say(l.Say("column"), strconv.Itoa(int(s.Col)))
	}
	if p.Lines == nil {
		return
	}
	line := p.Lines(s.File, int(s.Line))
	say(l.Say("text"), strings.TrimSpace(line))
	if letters := []rune(line); s.Col > 0 && s.End > s.Col && int(s.End) <= len(letters)+1 {
		say(l.Say("marked"), string(letters[s.Col-1:s.End-1]))
	}
}

// Place returns file:line:column, as editors and terminals make a link of it.
func (s Span) Place() string {
	switch {
	case s.Line == 0:
		return s.File
	case s.Col == 0:
		return fmt.Sprintf("%s:%d", s.File, s.Line)
	}
	return fmt.Sprintf("%s:%d:%d", s.File, s.Line, s.Col)
}

// labelled writes a text behind a label; its further lines stand below its
// first.
func (p Printer) labelled(b *strings.Builder, label, text string) {
	if text == "" {
		return
	}
	label += strings.TrimSuffix(p.Language.Colon(), " ")
	gap := strings.TrimLeft(p.Language.Colon(), ":：")
	indent := strings.Repeat(" ", span(measure(label+gap))+2)
	for i, line := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		if i == 0 {
			fmt.Fprintf(b, "  %s%s%s\n", p.paint(bold, label), gap, visible(line))
		} else {
			fmt.Fprintf(b, "%s%s\n", indent, visible(line))
		}
	}
}

// excerpt writes the author's line with a mark below the place.
func (p Printer) excerpt(b *strings.Builder, s Span) {
	if p.Lines == nil || s.Line == 0 {
		return
	}
	line := p.Lines(s.File, int(s.Line))
	if strings.TrimSpace(line) == "" {
		return
	}
	text, mark := excerpt(line, int(s.Col), int(s.End))
	fmt.Fprintf(b, "    %s\n", text)
	if mark != "" {
		indent := strings.TrimRight(mark, "^~")
		fmt.Fprintf(b, "    %s%s\n", indent, p.paint(markColour, mark[len(indent):]))
	}
}

// The terminal's colours, as ECMA-48 numbers them.
const (
	bold       = "1"
	markColour = "1;35"
)

var severityColour = [...]string{Error: "1;31", Warning: "1;33", Note: "1;36"}

func (p Printer) paint(colour, text string) string {
	if !p.Colour {
		return text
	}
	return "\x1b[" + colour + "m" + text + "\x1b[0m"
}
