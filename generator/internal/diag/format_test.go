package diag

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// findings are some of every severity, with and without a place, and with
// facts that try to be more than text.
func findings() []Diagnostic {
	draft := New("text-lacks-language", at("content/members/a b.md", 3, 1, 5), "field", "name", "name", "简体中文", "language", "zh", "file", "a.zh.md")
	draft.Severity = Note
	return []Diagnostic{
		draft,
		New("ref-unknown", at("content/x.md", 2, 3, 5), "kind", "member", "id", "100%\r\n::error::x,y:z").WithFix("khpi"),
		New("ref-unknown", at("content/x.md", 9, 3, 5), "kind", "member", "id", "100%\r\n::error::x,y:z").WithFix("khpi"),
		New("prose-one-sided", Span{File: "content/ж,:%.md"}, "inLanguage", "українська", "file", "b.md"),
		New("field-repeated", at("content/x.md", 4, 0, 0), "field", "</failure>\x1b[31m\x00").WithRelated(at("content/y.md", 1, 2, 3), "also-stated"),
	}
}

func written(t *testing.T, format string, list []Diagnostic, lines Lines) string {
	t.Helper()
	var b bytes.Buffer
	if err := English.Write(&b, format, list, lines); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestEveryFormatIsTheSameForTheSameFindingsInAnyOrder(t *testing.T) {
	list := findings()
	backwards := slices.Clone(list)
	slices.Reverse(backwards)
	for _, name := range Formats() {
		one := written(t, name, list, nil)
		if two := written(t, name, backwards, nil); one != two {
			t.Errorf("%s depends on the order:\n%s\n%s", name, one, two)
		}
		if !strings.HasSuffix(one, "\n") || !utf8.ValidString(one) {
			t.Errorf("%s does not end with a line end, or is not UTF-8", name)
		}
		if strings.ContainsAny(one, "\x00\x1b") {
			t.Errorf("%s: a control character came through", name)
		}
		if err := English.Write(brokenPipe{}, name, list, nil); !errors.Is(err, errPipe) {
			t.Errorf("%s: a failed write gives %v", name, err)
		}
		if written(t, name, nil, nil) == "" && name != "github" {
			t.Errorf("%s: no findings are no document", name)
		}
	}
	if err := English.Write(&bytes.Buffer{}, "xml", nil, nil); err == nil {
		t.Error("a format that is none was taken")
	}
}

func TestNothingEndsACommandOfAWorkflow(t *testing.T) {
	got := written(t, "github", findings(), nil)
	want := `::error file=content/x.md,line=2,col=3,endColumn=5,title=ref-unknown::No member is called “100%25\x0d%0A\x3a`
	lines := strings.Split(strings.TrimSuffix(got, "\n"), "\n")
	if len(lines) != len(findings()) {
		t.Fatalf("%d commands for %d findings:\n%s", len(lines), len(findings()), got)
	}
	want = strings.Replace(want, `\x3a`, "::error::x,y:z”.%0Afix: write khpi%0Abecause: every name", 1)
	if !strings.HasPrefix(lines[0], want) {
		t.Errorf("got  %s\nwant %s", lines[0], want)
	}
	for i, start := range []string{"::error file=content/x.md,line=2,", "::error file=content/x.md,line=4,title=field-repeated::",
		"::error file=content/x.md,line=9,", "::warning file=content/ж%2C%3A%25.md,title=prose-one-sided::", "::notice file=content/members/a b.md,line=3,col=1,"} {
		if !strings.HasPrefix(lines[i], start) {
			t.Errorf("command %d is %s", i, lines[i])
		}
	}
}

func TestGitLabReportHasAFingerprintOfItsOwnForEachFindingThatLinesDoNotChange(t *testing.T) {
	read := func(list []Diagnostic) (q []quality) {
		if err := json.Unmarshal([]byte(written(t, "gitlab", list, nil)), &q); err != nil {
			t.Fatal(err)
		}
		return q
	}
	list := findings()
	before := read(list)
	seen := map[string]bool{}
	for _, q := range before {
		if seen[q.Fingerprint] || len(q.Fingerprint) != 32 {
			t.Errorf("the fingerprint %q stands twice, or is none", q.Fingerprint)
		}
		seen[q.Fingerprint] = true
		if q.Description == "" || q.Check == "" || q.Location.Path == "" || q.Location.Lines.Begin < 1 || strings.Contains(q.Description, "\n") {
			t.Errorf("%+v is not complete", q)
		}
		if !slices.Contains([]string{"info", "minor", "major", "critical", "blocker"}, q.Severity) {
			t.Errorf("GitLab knows no severity %q", q.Severity)
		}
	}
	for i := range list {
		if list[i].Span.Line > 0 {
			list[i].Span.Line += 10
		}
	}
	for i, q := range read(list) {
		if q.Fingerprint != before[i].Fingerprint {
			t.Errorf("%s: another line makes another fingerprint", q.Check)
		}
	}
	if got := written(t, "gitlab", nil, nil); got != "[]\n" {
		t.Errorf("nothing found is %q", got)
	}
}

func TestJUnitFailsForErrorsOnly(t *testing.T) {
	var report junitSuites
	if err := xml.Unmarshal([]byte(written(t, "junit", findings(), nil)), &report); err != nil {
		t.Fatal(err)
	}
	if report.Suite.Tests != 5 || report.Suite.Failures != 3 || len(report.Suite.Cases) != 5 {
		t.Errorf("%d tests, %d failures, %d cases", report.Suite.Tests, report.Suite.Failures, len(report.Suite.Cases))
	}
	first := report.Suite.Cases[0]
	if first.Failure == nil || first.Failure.Type != "ref-unknown" || !strings.Contains(first.Failure.Text, "fix: write khpi") {
		t.Errorf("%+v", first)
	}
	if second := report.Suite.Cases[1]; !strings.Contains(second.Failure.Message, `</failure>\x1b[31m\x00`) {
		t.Errorf("the field's name is %q", second.Failure.Message)
	}
	if last := report.Suite.Cases[4]; last.Failure != nil || !strings.HasPrefix(last.Output, "note: ") {
		t.Errorf("%+v", last)
	}
	if err := xml.Unmarshal([]byte(written(t, "junit", nil, nil)), &report); err != nil || report.Suite.Tests != 1 || report.Suite.Failures != 0 {
		t.Errorf("nothing found is %+v, %v", report.Suite, err)
	}
}

func TestSARIFCountsColumnsInUTF16AndNamesTheRuleOfEachResult(t *testing.T) {
	lines := author{"content/x.md:2": "𠀀ї: kphi", "content/x.md:9": "a"}
	var log sarifLog
	if err := json.Unmarshal([]byte(written(t, "sarif", findings(), lines.line)), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if log.Version != "2.1.0" || run.ColumnKind != "utf16CodeUnits" || len(run.Tool.Driver.Rules) != len(Catalogue()) {
		t.Errorf("version %s, columns %s, %d rules", log.Version, run.ColumnKind, len(run.Tool.Driver.Rules))
	}
	for _, r := range run.Results {
		if run.Tool.Driver.Rules[r.Index].ID != r.Rule {
			t.Errorf("%s is said to be rule %d, which is %s", r.Rule, r.Index, run.Tool.Driver.Rules[r.Index].ID)
		}
	}
	region := func(i int) *sarifRegion { return run.Results[i].Locations[0].Physical.Region }
	if got := *region(0); got != (sarifRegion{2, 4, 6}) {
		t.Errorf("behind a character of two units: %+v", got)
	}
	if got := *region(1); got != (sarifRegion{4, 0, 0}) {
		t.Errorf("without a column: %+v", got)
	}
	if got := *region(2); got != (sarifRegion{9, 3, 5}) {
		t.Errorf("behind the end of the line: %+v", got)
	}
	if region(3) != nil {
		t.Error("a file as a whole has a region")
	}
	if uri := run.Results[3].Locations[0].Physical.Artifact.URI; uri != "content/%D0%B6,:%25.md" {
		t.Errorf("the address of the file is %s", uri)
	}
	if r := run.Results[1].Related; len(r) != 1 || r[0].Physical.Artifact.URI != "content/y.md" || r[0].Message.Text != "also stated here" {
		t.Errorf("the related place is %+v", r)
	}
}

func TestPlacesThatAreLeftOpenEndSentencesAndNotNamesOfFiles(t *testing.T) {
	const given, want = "Move {a} to {b}.{c}.md. It is {d}. Or {e}.", "Move … to ….….md. It is … Or …"
	if got := open(given); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestRulesShowNoPlacesForFacts(t *testing.T) {
	for _, s := range Catalogue() {
		o := s.Open()
		for _, sentence := range []string{o.Message, o.Fix, o.Because} {
			if rest := strings.ReplaceAll(sentence, "{#signing}", ""); strings.ContainsAny(rest, "{}|") {
				t.Errorf("%s: %q", s.Code, sentence)
			}
		}
	}
}
