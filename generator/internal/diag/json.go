package diag

import (
	"bytes"
	"encoding/json"
	"io"
)

// finding is a Diagnostic as machines read it. The names are an interface:
// they stay.
type finding struct {
	Code     Code      `json:"code"`
	Severity string    `json:"severity"`
	File     string    `json:"file"`
	Line     int32     `json:"line,omitempty"` // from 1; left out where the whole file is meant
	Column   int32     `json:"column,omitempty"`
	End      int32     `json:"end,omitempty"`
	Message  string    `json:"message"`
	Fix      string    `json:"fix,omitempty"`
	Because  string    `json:"because,omitempty"`
	Related  []related `json:"related,omitempty"`
}

type related struct {
	File   string `json:"file"`
	Line   int32  `json:"line,omitempty"`
	Column int32  `json:"column,omitempty"`
	End    int32  `json:"end,omitempty"`
	Note   string `json:"note"`
}

// writeFindings writes all diagnostics as one array, in the order of Sort, one to a
// line. The error is the writer's.
func writeFindings(w io.Writer, l Language, list []Diagnostic, _ Lines) error {
	list = sorted(list)
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	b.WriteByte('[')
	for i, d := range list {
		if i > 0 {
			b.Truncate(b.Len() - 1) // Encode ends with a line end
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		if err := enc.Encode(l.machine(d)); err != nil {
			return err
		}
	}
	b.WriteString("]\n")
	_, err := w.Write(b.Bytes())
	return err
}

func (l Language) machine(d Diagnostic) finding {
	f := finding{
		Code: d.Code, Severity: d.Severity.String(),
		File: d.Span.File, Line: d.Span.Line, Column: d.Span.Col, End: d.Span.End,
		Message: l.Message(d), Fix: l.Fix(d), Because: l.Because(d),
	}
	for _, r := range d.Related {
		f.Related = append(f.Related, related{r.Span.File, r.Span.Line, r.Span.Col, r.Span.End, l.note(r.Note)})
	}
	return f
}
