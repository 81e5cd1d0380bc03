package diag

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// gitHub writes the diagnostics as commands of a GitHub workflow, which show
// them beside the lines of a change. Nothing in a fact of the case can end the
// command or begin another.
func gitHub(w io.Writer, l Language, list []Diagnostic, _ Lines) error {
	var b strings.Builder
	for _, d := range sorted(list) {
		command := map[Severity]string{Error: "error", Warning: "warning", Note: "notice"}[d.Severity]
		fmt.Fprintf(&b, "::%s file=%s", command, property(d.Span.File))
		if d.Span.Line > 0 {
			fmt.Fprintf(&b, ",line=%d", d.Span.Line)
		}
		if d.Span.Line > 0 && d.Span.Col > 0 {
			fmt.Fprintf(&b, ",col=%d", d.Span.Col)
			if d.Span.End > d.Span.Col {
				fmt.Fprintf(&b, ",endColumn=%d", d.Span.End)
			}
		}
		fmt.Fprintf(&b, ",title=%s::%s\n", property(string(d.Code)), data.Replace(visibleLines(l.whole(d))))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// What the runner takes for itself, and how it is written: in the text of a
// command, and in a property of it (actions/toolkit, command.ts).
var data = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")

var properties = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")

func property(s string) string { return properties.Replace(visible(s)) }

// visibleLines makes hidden characters visible, but for line ends.
func visibleLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = visible(lines[i])
	}
	return strings.Join(lines, "\n")
}

// A quality is an issue as GitLab's Code Quality reports have it.
type quality struct {
	Description string          `json:"description"`
	Check       Code            `json:"check_name"`
	Fingerprint string          `json:"fingerprint"`
	Severity    string          `json:"severity"`
	Location    qualityLocation `json:"location"`
}

type qualityLocation struct {
	Path  string       `json:"path"`
	Lines qualityLines `json:"lines"`
}

type qualityLines struct {
	Begin int32 `json:"begin"`
}

// gitLab writes the diagnostics as a Code Quality report of GitLab. A finding
// about a file as a whole is put on its first line: a report without a line is
// refused.
func gitLab(w io.Writer, l Language, list []Diagnostic, _ Lines) error {
	list = sorted(list)
	names := fingerprints(list)
	issues := []quality{}
	for i, d := range list {
		issues = append(issues, quality{
			Description: strings.ReplaceAll(l.whole(d), "\n", " "), Check: d.Code, Fingerprint: names[i],
			Severity: map[Severity]string{Error: "blocker", Warning: "minor", Note: "info"}[d.Severity],
			Location: qualityLocation{d.Span.File, qualityLines{max(d.Span.Line, 1)}},
		})
	}
	return writeJSON(w, issues)
}

// The parts of JUnit's reports that all services read.
type (
	junitSuites struct {
		XMLName xml.Name   `xml:"testsuites"`
		Suite   junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Class   string        `xml:"classname,attr"`
		Name    string        `xml:"name,attr"`
		File    string        `xml:"file,attr,omitempty"`
		Failure *junitFailure `xml:"failure"`
		Output  string        `xml:"system-out,omitempty"`
	}
	junitFailure struct {
		Message string `xml:"message,attr"`
		Type    Code   `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
)

// jUnit writes the diagnostics as a report of tests: an error is a failed one,
// warnings and notes are passed ones that have something to say. Where nothing
// was found there is one passed test, since services take an empty report for a
// mistake.
func jUnit(w io.Writer, l Language, list []Diagnostic, _ Lines) error {
	suite := junitSuite{Name: "diglot"}
	for _, d := range sorted(list) {
		c := junitCase{Class: visible(d.Span.File), Name: string(d.Code) + " " + visible(d.Span.Place()), File: visible(d.Span.File)}
		if text := visibleLines(l.whole(d)); d.Severity == Error {
			c.Failure = &junitFailure{visible(l.Message(d)), d.Code, text}
			suite.Failures++
		} else {
			c.Output = l.Severity(d.Severity) + l.Colon() + text
		}
		suite.Cases = append(suite.Cases, c)
	}
	if len(suite.Cases) == 0 {
		suite.Cases = []junitCase{{Class: "content", Name: l.Say("nothing-found")}}
	}
	suite.Tests = len(suite.Cases)
	var b bytes.Buffer
	b.WriteString(xml.Header)
	enc := xml.NewEncoder(&b)
	enc.Indent("", "  ")
	if err := enc.Encode(junitSuites{Suite: suite}); err != nil {
		return fmt.Errorf("encode findings: %w", err)
	}
	b.WriteByte('\n')
	_, err := w.Write(b.Bytes())
	return err
}
