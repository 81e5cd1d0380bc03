package diag

import (
	"io"
	"net/url"
	"unicode/utf16"
)

// The parts of SARIF 2.1.0 (OASIS, 2020) that are written here, in the order of
// the standard.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		Language   string        `json:"language"` // of the texts
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      Code           `json:"id"`
		Short   sarifText      `json:"shortDescription"`
		Full    *sarifText     `json:"fullDescription,omitempty"`
		Help    sarifText      `json:"help"`
		Default sarifConfig    `json:"defaultConfiguration"`
		More    sarifRuleExtra `json:"properties"`
	}
	sarifRuleExtra struct {
		Tags []string `json:"tags"`
	}
	sarifConfig struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		Rule         Code              `json:"ruleId"`
		Index        int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Related      []sarifLocation   `json:"relatedLocations,omitempty"`
		Fingerprints map[string]string `json:"partialFingerprints"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifText    `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI  string `json:"uri"`
		Base string `json:"uriBaseId"`
	}
	sarifRegion struct {
		Line   int `json:"startLine"`
		Column int `json:"startColumn,omitempty"`
		End    int `json:"endColumn,omitempty"`
	}
)

// writeSARIF writes all diagnostics as a log of SARIF 2.1.0, with the catalogue as
// the tool's rules. Columns are counted in UTF-16 code units, as editors and
// GitHub do; lines, which may be nil, serves to count them.
func writeSARIF(w io.Writer, l Language, list []Diagnostic, lines Lines) error {
	list = sorted(list)
	run := sarifRun{Language: l.String(), ColumnKind: "utf16CodeUnits", Results: []sarifResult{}}
	run.Tool.Driver.Name = "diglot"
	index := map[Code]int{}
	groups := Catalogue() // which stay in English: services filter by them
	for i, s := range l.Catalogue() {
		index[s.Code] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, ruleOf(s.Open(), groups[i].Group))
	}
	names := fingerprints(list)
	for i, d := range list {
		r := sarifResult{
			Rule: d.Code, Index: index[d.Code], Level: d.Severity.String(), Message: sarifText{l.whole(d)},
			Locations:    []sarifLocation{{Physical: physical(d.Span, lines)}},
			Fingerprints: map[string]string{"diglot/v1": names[i]},
		}
		for _, other := range d.Related {
			r.Related = append(r.Related, sarifLocation{physical(other.Span, lines), &sarifText{l.note(other.Note)}})
		}
		run.Results = append(run.Results, r)
	}
	return writeJSON(w, sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
}

func ruleOf(s Sentences, group string) sarifRule {
	r := sarifRule{
		ID: s.Code, Short: sarifText{s.Message}, Help: sarifText{s.Fix},
		Default: sarifConfig{s.Severity.String()}, More: sarifRuleExtra{[]string{group}},
	}
	if s.Because != "" {
		r.Full = &sarifText{s.Because}
	}
	return r
}

// physical is a place as SARIF has it. The address of the file is relative to
// the folder of the sources.
func physical(s Span, lines Lines) sarifPhysical {
	p := sarifPhysical{Artifact: sarifArtifact{(&url.URL{Path: s.File}).String(), "%SRCROOT%"}}
	switch {
	case s.Line == 0:
	case s.Col == 0:
		p.Region = &sarifRegion{Line: int(s.Line)}
	default:
		text := ""
		if lines != nil {
			text = lines(s.File, int(s.Line))
		}
		end := max(s.End, s.Col+1)
		p.Region = &sarifRegion{int(s.Line), unitColumn(text, s.Col), unitColumn(text, end)}
	}
	return p
}

// unitColumn returns the column in UTF-16 code units of a column in characters.
// Behind the text every character counts as one.
func unitColumn(text string, col int32) int {
	units, left := 1, int(col)-1
	for _, r := range text {
		if left == 0 {
			break
		}
		units += max(1, utf16.RuneLen(r))
		left--
	}
	return units + left
}
