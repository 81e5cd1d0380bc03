package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"diglot/generator/internal/cli"
	"diglot/generator/internal/sitetest"
)

// schema judges a document by a JSON Schema of draft 4 to 7: by the keywords
// that the schema of SARIF uses, "format" left out.
type schema struct {
	root  map[string]any
	wrong []string
}

// judge returns what is wrong with a document, each with its place.
func (s *schema) judge(document any) []string {
	s.wrong = nil
	s.value("$", s.root, document)
	return s.wrong
}

func (s *schema) say(at, format string, args ...any) {
	s.wrong = append(s.wrong, at+": "+fmt.Sprintf(format, args...))
}

func (s *schema) value(at string, rule map[string]any, v any) {
	if ref, ok := rule["$ref"].(string); ok {
		definitions := s.root["definitions"].(map[string]any)
		s.value(at, definitions[strings.TrimPrefix(ref, "#/definitions/")].(map[string]any), v)
		return
	}
	if typ, ok := rule["type"]; ok && !isOfType(v, typ) {
		s.say(at, "%v is no %v", v, typ)
		return
	}
	if enum, ok := rule["enum"].([]any); ok && !slices.Contains(enum, v) {
		s.say(at, "%v is none of %v", v, enum)
	}
	for _, word := range []string{"anyOf", "oneOf"} {
		if rules, ok := rule[word].([]any); ok {
			s.choice(at, word, rules, v)
		}
	}
	switch v := v.(type) {
	case map[string]any:
		s.object(at, rule, v)
	case []any:
		s.list(at, rule, v)
	case float64:
		if least, ok := rule["minimum"].(float64); ok && v < least {
			s.say(at, "%v is less than %v", v, least)
		}
		if most, ok := rule["maximum"].(float64); ok && v > most {
			s.say(at, "%v is more than %v", v, most)
		}
	case string:
		if pattern, ok := rule["pattern"].(string); ok && !regexp.MustCompile(pattern).MatchString(v) {
			s.say(at, "%q does not match %s", v, pattern)
		}
	}
}

func isOfType(v, typ any) bool {
	if several, ok := typ.([]any); ok {
		return slices.ContainsFunc(several, func(t any) bool { return isOfType(v, t) })
	}
	switch v := v.(type) {
	case map[string]any:
		return typ == "object"
	case []any:
		return typ == "array"
	case string:
		return typ == "string"
	case bool:
		return typ == "boolean"
	case float64:
		return typ == "number" || typ == "integer" && v == float64(int64(v))
	}
	return typ == "null"
}

func (s *schema) choice(at, word string, rules []any, v any) {
	fits := 0
	for _, r := range rules {
		trial := schema{root: s.root}
		if trial.value(at, r.(map[string]any), v); len(trial.wrong) == 0 {
			fits++
		}
	}
	if fits == 0 || word == "oneOf" && fits > 1 {
		s.say(at, "it fits %d of the rules of %s", fits, word)
	}
}

func (s *schema) object(at string, rule map[string]any, v map[string]any) {
	required, _ := rule["required"].([]any)
	for _, name := range required {
		if _, ok := v[name.(string)]; !ok {
			s.say(at, "%v is missing", name)
		}
	}
	properties, _ := rule["properties"].(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(v)) {
		if own, ok := properties[name].(map[string]any); ok {
			s.value(at+"."+name, own, v[name])
			continue
		}
		switch more := rule["additionalProperties"].(type) {
		case bool:
			if !more {
				s.say(at, "there is no property %s", name)
			}
		case map[string]any:
			s.value(at+"."+name, more, v[name])
		}
	}
}

func (s *schema) list(at string, rule map[string]any, v []any) {
	if least, ok := rule["minItems"].(float64); ok && float64(len(v)) < least {
		s.say(at, "%d items are fewer than %v", len(v), least)
	}
	items, _ := rule["items"].(map[string]any)
	for i, item := range v {
		if items != nil {
			s.value(fmt.Sprintf("%s[%d]", at, i), items, item)
		}
		if rule["uniqueItems"] == true && slices.ContainsFunc(v[:i], func(o any) bool { return reflect.DeepEqual(o, item) }) {
			s.say(at, "item %d stands twice", i)
		}
	}
}

// sarifSchema is the schema of OASIS, as a package of npm ships it.
func sarifSchema(t *testing.T) *schema {
	t.Helper()
	b, err := os.ReadFile(module(t, "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"))
	if err != nil {
		t.Fatal(err)
	}
	s := &schema{}
	if err := json.Unmarshal(b, &s.root); err != nil {
		t.Fatal(err)
	}
	return s
}

// mistaken returns the site of all mistakes, in a folder.
func mistaken(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	sitetest.Lay(t, dir, sitetest.ProblemBase(t))
	a, err := txtar.ParseFile("testdata/mistakes.txtar")
	if err != nil {
		t.Fatal(err)
	}
	sitetest.Lay(t, dir, filesIn(a))
	return dir
}

func TestSARIFOfAllMistakesKeepsToItsSchema(t *testing.T) {
	s := sarifSchema(t)
	t.Setenv("CI", "") // there no address may be new
	clean := t.TempDir()
	sitetest.Lay(t, clean, sitetest.ProblemBase(t))
	for dir, code := range map[string]int{mistaken(t): 1, clean: 0} {
		var stdout, stderr bytes.Buffer
		if got := cli.Main([]string{"check", "-s", dir, "--format", "sarif"}, &stdout, &stderr); got != code {
			t.Fatalf("exit code %d\n%s", got, &stderr)
		}
		var log any
		if err := json.Unmarshal(stdout.Bytes(), &log); err != nil {
			t.Fatal(err)
		}
		for _, wrong := range s.judge(log) {
			t.Error(wrong)
		}
		if code == 0 {
			continue
		}
		for _, bug := range [][2]string{
			{`"2.1.0"`, `"2.1"`}, {`"level": "error"`, `"level": "fatal"`}, {`"startLine": 3`, `"startLine": 0`},
			{`"columnKind"`, `"columns"`}, {`"utf16CodeUnits"`, `"runes"`}, {`"ruleIndex": 1`, `"ruleIndex": -2, "x": 1`},
			{`"text": "`, `"words": "`}, {`"name": "diglot"`, `"label": "diglot"`},
		} {
			planted := strings.Replace(stdout.String(), bug[0], bug[1], 1)
			var log any
			if err := json.Unmarshal([]byte(planted), &log); err != nil {
				t.Fatal(err)
			}
			if planted == stdout.String() || len(s.judge(log)) == 0 {
				t.Errorf("%s in place of %s was not noticed", bug[1], bug[0])
			}
		}
	}
}

// In every format the data goes to standard output, the same each time, and
// one line for people to standard error.
func TestFormatsGoToStandardOutputAndAreTheSameEachTime(t *testing.T) {
	t.Setenv("CI", "") // there no address may be new
	dir := mistaken(t)
	for _, format := range []string{"json", "sarif", "github", "gitlab", "junit"} {
		run := func() string {
			var stdout, stderr bytes.Buffer
			if code := cli.Main([]string{"check", "-s", dir, "--format", format}, &stdout, &stderr); code != 1 {
				t.Errorf("%s: exit code %d", format, code)
			}
			if strings.Count(stderr.String(), "\n") != 1 {
				t.Errorf("%s: standard error says\n%s", format, &stderr)
			}
			return stdout.String()
		}
		if first := run(); first != run() || !strings.Contains(first, "inline-map-split") {
			t.Errorf("%s: two runs differ, or findings are missing", format)
		}
	}
	var stdout, stderr bytes.Buffer
	if code := cli.Main([]string{"check", "-s", dir, "--format", "yaml"}, &stdout, &stderr); code != 2 || !strings.Contains(stderr.String(), "sarif") {
		t.Errorf("a format that is none: exit code %d\n%s", code, &stderr)
	}
}

func TestExplainKnowsEveryCodeAndNamesTheNearest(t *testing.T) {
	explain := func(want int, args ...string) string {
		var stdout, stderr bytes.Buffer
		if code := cli.Main(append([]string{"explain"}, args...), &stdout, &stderr); code != want {
			t.Errorf("explain %v: exit code %d\n%s", args, code, &stderr)
		}
		if (want == 0) != (stdout.Len() > 0) {
			t.Errorf("explain %v: standard output is\n%s", args, &stdout)
		}
		return stdout.String() + stderr.String()
	}
	list := explain(0)
	for _, p := range problems(t) {
		if !strings.Contains(list, "\n  "+string(p.code)+" ") {
			t.Errorf("the list lacks %s", p.code)
		}
		x := p.example()
		first, _, _ := strings.Cut(x.Mended, "\n")
		if got := explain(0, string(p.code)); !strings.Contains(got, "["+string(p.code)+"]") || !strings.Contains(got, first) {
			t.Errorf("%s is explained as\n%s", p.code, got)
		}
	}
	if got := explain(0, "error[ref-unknown]:"); !strings.Contains(got, "kphi") {
		t.Errorf("copied from a message:\n%s", got)
	}
	if got := explain(2, "ref-unknwon"); !strings.Contains(got, "did you mean ref-unknown?") {
		t.Errorf("a slip:\n%s", got)
	}
	explain(2, "quite-another-thing")
	explain(2, "ref-unknown", "ref-hidden")
}
