package record

import (
	"strings"
	"testing"
)

func TestRulesForNamesAreRead(t *testing.T) {
	s, bad := ParseSpellings([]byte("spelling:\n  - write: Київ\n    not:\n      - Киев*\nconfused:\n  - one:\n      - КПІ\n    other:\n      - ХПІ\n"), &Config{})
	if len(bad) > 0 || len(s.Spelling) != 1 || s.Spelling[0].Write != "Київ" || s.Spelling[0].Not[0] != "Киев*" || s.Confused[0].Other[0] != "ХПІ" {
		t.Errorf("%+v %v", s, bad)
	}
	if s, bad := ParseSpellings([]byte("# nothing yet\n"), &Config{}); len(bad) > 0 || len(s.Spelling) > 0 {
		t.Errorf("%+v %v", s, bad)
	}
}

func TestMistakesInTheRulesForNamesAreTold(t *testing.T) {
	for src, want := range map[string]string{
		"speling:\n  - write: Київ\n":                  "field-unknown",
		"spelling:\n  - write: Київ\n":                 "field-missing",
		"spelling:\n  - not:\n      - Киев\n":          "field-missing",
		"spelling:\n  - write: Київ\n    not: Киев\n":  "field-form",
		"spelling: Київ\n":                             "field-form",
		"confused:\n  - one:\n      - КПІ\n":           "field-missing",
		"spelling:\n  - write: Київ\n    nott: Киев\n": "field-unknown",
		"- Київ\n": "fields-expected",
	} {
		_, bad := ParseSpellings([]byte(src), &Config{})
		var codes []string
		for _, d := range bad {
			codes = append(codes, string(d.Code))
			if d.Span.File != SpellingsFile || d.Span.Line == 0 {
				t.Errorf("%q: at %v", src, d.Span)
			}
		}
		if have := strings.Join(codes, " "); have != want {
			t.Errorf("%q: %s, not %s", src, have, want)
		}
	}
}
