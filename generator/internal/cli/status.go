package cli

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/freshness"
)

func statusCommand(s *settings) *cobra.Command {
	return &cobra.Command{
		Use:  "status [SECTION/ID...]",
		RunE: func(c *cobra.Command, args []string) error { return s.status(c.Context(), args) },
	}
}

func (s *settings) status(ctx context.Context, names []string) error {
	desk, folder, err := s.desk(ctx)
	if err != nil {
		return err
	}
	defer folder.Close()
	for i, name := range names {
		names[i] = s.asked(name)
	}
	status, err := desk.Status(names)
	if err != nil {
		return s.unanswered(err, folder, "status-unsound")
	}
	if s.format != text {
		err = s.data(status)
	} else {
		err = written(s.stdout.Write([]byte(s.inColumns(status, desk))))
	}
	if err != nil {
		return err
	}
	if desk.Report.Failed(false) || s.strict && len(status.Items) > 0 && !status.Items[0].Hidden {
		return exitError(exitContent)
	}
	return nil
}

// lineCells is how wide what is printed may be.
const lineCells = 80

// inColumns writes a status for a person.
func (s *settings) inColumns(st freshness.Status, desk freshness.Desk) string {
	var b strings.Builder
	if len(st.Sections) > 0 && !s.plain {
		s.table(&b, st)
	} else {
		s.tableInLines(&b, st)
	}
	if len(st.Items) == 0 {
		b.WriteString("\n" + s.say("status-fine") + "\n")
	} else {
		b.WriteByte('\n')
	}
	for _, i := range st.Items {
		if s.plain {
			s.facts(&b, "status-record", i.Record, "status-language", i.Language, "status-state", i.Say(s.words()), "file", i.File)
			continue
		}
		s.hang(&b, diag.Pad(i.Language, s.widest(st.Languages))+"  ", i.Record+s.words().Colon()+i.Say(s.words()))
	}
	for n, h := range st.Held {
		if n == 0 {
			b.WriteString("\n" + s.say("serve-held") + "\n")
		}
		s.hang(&b, "  ", h.Record+s.words().Colon()+h.Say(s.words()))
	}
	if len(st.Items) > 0 {
		if !s.plain {
			b.WriteByte('\n')
		}
		b.WriteString(s.say("status-diff", "command", invocation()) + "\n")
		if file := acceptable(st.Items); file != "" {
			b.WriteString(s.say("status-accept", "command", invocation(), "file", file) + "\n")
		}
	}
	if st.Errors+st.Warnings > 0 {
		b.WriteString(s.say("status-found", "summary", s.summary(desk.Report), "command", invocation()) + "\n")
	}
	return b.String()
}

// acceptable is the first file of a translation that may be accepted once it has
// been brought up to date; "" where there is none.
func acceptable(items []freshness.Item) string {
	for _, i := range items {
		switch i.State {
		case freshness.Parted, freshness.Stale, freshness.Unaccepted:
			return i.File
		}
	}
	return ""
}

// column is one of a table, its head first.
type column []string

// table counts the texts of each section.
func (s *settings) table(b *strings.Builder, st freshness.Status) {
	columns := s.columns(st)
	for row := range columns[0] {
		for n, c := range columns {
			width := s.widest(c)
			if n == 0 {
				b.WriteString(diag.Pad(c[row], width))
				continue
			}
			b.WriteString(strings.Repeat(" ", 2+width-diag.Cells(c[row])) + c[row])
		}
		b.WriteByte('\n')
	}
}

// tableInLines says the same, each fact on a line of its own.
func (s *settings) tableInLines(b *strings.Builder, st freshness.Status) {
	columns := s.columns(st)
	for row := 1; row < len(columns[0]); row++ {
		b.WriteString(columns[0][row] + "\n")
		for _, c := range columns[1:] {
			b.WriteString(c[0] + s.words().Colon() + c[row] + "\n")
		}
	}
}

func (s *settings) columns(st freshness.Status) []column {
	columns := []column{{""}}
	for _, l := range st.Languages {
		columns = append(columns, column{l})
	}
	for _, head := range []string{"status-step", "status-behind", "status-unaccepted", "status-missing"} {
		columns = append(columns, column{s.say(head)})
	}
	for _, section := range st.Sections {
		cells := []string{section.Section}
		for _, l := range st.Languages {
			cells = append(cells, strconv.Itoa(section.Texts[l]))
		}
		for _, n := range []int{section.InStep, section.Behind, section.Unaccepted, section.Missing} {
			cells = append(cells, strconv.Itoa(n))
		}
		for n, c := range cells {
			columns[n] = append(columns[n], c)
		}
	}
	return columns
}

// widest is how many cells the widest of some texts takes.
func (s *settings) widest(list []string) (cells int) {
	for _, text := range list {
		cells = max(cells, diag.Cells(text))
	}
	return cells
}

// hang writes a text behind a label, its further lines below its first; whoever
// listens is read it as one line.
func (s *settings) hang(b *strings.Builder, label, text string) {
	indent, cells := diag.Cells(label), lineCells
	if s.plain {
		cells = math.MaxInt32
	}
	for n, line := range diag.Wrap(text, cells-indent) {
		if n > 0 {
			label = strings.Repeat(" ", indent)
		}
		b.WriteString(label + line + "\n")
	}
}

// facts writes labels and what they label, a line each, and a blank one.
func (s *settings) facts(b *strings.Builder, pairs ...string) {
	for i := 0; i < len(pairs); i += 2 {
		fmt.Fprintf(b, "%s%s%s\n", s.say(pairs[i]), s.words().Colon(), pairs[i+1])
	}
	b.WriteByte('\n')
}
