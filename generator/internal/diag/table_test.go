package diag

import (
	"regexp"
	"strings"
	"testing"
)

func TestEveryCodeIsAWordOfItsOwnWithASentence(t *testing.T) {
	word := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	seen := map[Code]bool{}
	for _, s := range Catalogue() {
		switch {
		case !word.MatchString(string(s.Code)):
			t.Errorf("%q is not words in lower case with hyphens", s.Code)
		case seen[s.Code]:
			t.Errorf("%s stands in the table twice", s.Code)
		case !strings.HasSuffix(s.Message, "."):
			t.Errorf("%s: %q is no sentence", s.Code, s.Message)
		case s.Fix == "":
			t.Errorf("%s: nothing says how to mend it", s.Code)
		case strings.HasSuffix(s.Fix, ".") || strings.HasSuffix(s.Because, "."):
			t.Errorf("%s: fix and because follow a label and end without a full stop", s.Code)
		}
		seen[s.Code] = true
	}
}

// Words of the trade, which mean nothing to a press officer.
var trade = regexp.MustCompile(`(?i)\b(scalars?|mappings?|nodes?|unmarshal|marshal|tokens?|nil|null|goroutines?|parse[rds]?|yaml|panic|regexp?|invalid|struct|slices?|boolean|runes?|bytes?|failed to|syntax|sequence)\b`)

func TestSentencesHoldNoWordOfTheTrade(t *testing.T) {
	for _, s := range Catalogue() {
		for _, sentence := range []string{s.Message, s.Fix, s.Because} {
			if w := trade.FindString(strings.ReplaceAll(sentence, ".yaml", "")); w != "" {
				t.Errorf("%s says %q: %q", s.Code, w, sentence)
			}
		}
	}
}

func TestPlacesInSentencesAreClosedAndNamed(t *testing.T) {
	place := regexp.MustCompile(`\{#?[a-zA-Z]+\}`) // {#id} is what an author writes
	for _, s := range Catalogue() {
		for _, sentence := range []string{s.Message, s.Fix, s.Because} {
			if rest := place.ReplaceAllString(sentence, ""); strings.ContainsAny(rest, "{}") {
				t.Errorf("%s: a brace that is no place in %q", s.Code, sentence)
			}
		}
	}
}

func TestFactsAreNotTakenForPlaces(t *testing.T) {
	d := Diagnostic{Args: []Arg{{"a", "{b}"}, {"b", "B"}}, Fix: "{a}"}
	for sentence, want := range map[string]string{
		"{a} {b}":  "{b} B",
		"{fix}!":   "{a}!",
		"{c} {a":   "{c} {a",
		"{{a}}":    "{{b}}",
		"no place": "no place",
		"":         "",
	} {
		if got := English.tell(sentence, d); got != want {
			t.Errorf("tell(%q) = %q, want %q", sentence, got, want)
		}
	}
}

func TestFixPrefersTheExactText(t *testing.T) {
	for _, e := range []entry{
		{"test-exact", Error, "X.", "write “{fix}”", ""},
		{"test-either", Error, "X.", "write “{fix}” | delete it", ""},
		{"test-advice", Error, "X.", "delete it", ""},
		{"test-none", Error, "X.", "", ""},
		{"test-facts", Error, "X.", "write “{fix}” | ask {whom} | delete it", ""},
	} {
		byCode[e.code] = e
		defer delete(byCode, e.code)
	}
	for _, c := range []struct {
		code      Code
		fix, want string
		args      []string
	}{
		{"test-exact", "khpi", "write “khpi”", nil},
		{"test-exact", "", "", nil},
		{"test-either", "khpi", "write “khpi”", nil},
		{"test-either", "", "delete it", nil},
		{"test-advice", "", "delete it", nil},
		{"test-advice", "a: b", "a: b", nil},
		{"test-none", "", "", nil},
		{"test-none", "a: b", "a: b", nil},
		{"test-facts", "khpi", "write “khpi”", []string{"whom", "her"}},
		{"test-facts", "", "ask her", []string{"whom", "her"}},
		{"test-facts", "", "delete it", []string{"who", "she"}},
	} {
		if got := Fix(New(c.code, Span{}, c.args...).WithFix(c.fix)); got != c.want {
			t.Errorf("%s with fix %q: %q, want %q", c.code, c.fix, got, c.want)
		}
	}
}
