package build

import (
	"testing"
	"testing/fstest"

	"diglot/generator/internal/diag"
)

// differing are the codes of a report that this file's test provokes.
func differing(r Report) (codes []diag.Code) {
	for _, d := range r.Found {
		switch d.Code {
		case "numbers-differ", "ignore-idle", "spelling-other":
			codes = append(codes, d.Code)
		}
	}
	return codes
}

// Each step edits one file; a warm build tells what a cold one does.
//
// Planted bugs this test has caught: the rules for names are
// no fact; what was found in a pair is kept when the other text changes; it is
// told once.
func TestDifferencesAreToldAgainAndForgotten(t *testing.T) {
	site := small()
	var warm State
	kept := new(shelf)
	for _, step := range []struct {
		name, file, text string
		want             []diag.Code
	}{
		{"a number in one language", "content/announcements/second.uk.md", "Далі [перша](first.md#results) і [](person:olena), 49 гостей.\n", []diag.Code{"numbers-differ"}},
		{"another text", "content/pages/about.uk.md", "Сайт [Альянсу](../alliance/alliance.md) у мережі.\n", []diag.Code{"numbers-differ"}},
		{"a silence in the other file", "content/announcements/second.zh.md", "---\n# ignore numbers-differ “94”：如此\n---\n另见[第一则](first.md#results)和[](person:olena)，94名来宾。\n", nil},
		{"the number that was meant", "content/announcements/second.uk.md", "Далі [перша](first.md#results) і [](person:olena), 94 гості.\n", []diag.Code{"ignore-idle"}},
		{"a rule for names", "content/spellings.yaml", "spelling:\n  - write: перше\n    not:\n      - перша\n", []diag.Code{"spelling-other", "ignore-idle"}},
		{"no rule for names", "content/spellings.yaml", "spelling:\n  - write: перша\n    not:\n      - перше\n", []diag.Code{"ignore-idle"}},
	} {
		site[step.file] = &fstest.MapFile{Data: []byte(step.text), Mode: 0o644}
		next, report := kept.mustBuild(t, warm, input(site))
		_, cold := new(shelf).mustBuild(t, State{}, input(site))
		warm = next
		if told(report.Found) != told(cold.Found) {
			t.Errorf("%s: warm\n%s\ncold\n%s", step.name, told(report.Found), told(cold.Found))
		}
		if have := differing(report); len(have) != len(step.want) {
			t.Errorf("%s: %v, not %v", step.name, have, step.want)
		}
	}
}
