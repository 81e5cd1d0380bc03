package record

import (
	"strings"
	"testing"
	"time"

	"diglot/generator/internal/diag"
)

// Planted bugs this test has caught: a form that one file of words does not have.
func TestWordsThatFindingsHoldAreTranslated(t *testing.T) {
	said := func(text, word string) {
		t.Helper()
		if strings.Contains(text, word) {
			t.Errorf("%q is not translated: %s", word, text)
		}
	}
	for _, l := range []diag.Language{diag.Ukrainian, diag.Chinese} {
		form := func(want string) {
			t.Helper()
			said(l.Fix(diag.New("field-form", diag.Span{}, "field", "x", "want", want)), want)
		}
		for _, want := range wants {
			form(want)
			form("a list, each item " + want)
		}
		for _, c := range codes {
			form(c.want)
		}
		for _, k := range KindNames() {
			said(l.Message(diag.New("ref-unknown", diag.Span{}, "kind", k, "id", "x")), k)
		}
		for m := time.January; m <= time.December; m++ {
			month := m.String()
			if m == time.February {
				month += " 2021"
			}
			said(l.Message(diag.New("date-impossible", diag.Span{}, "date", "x", "month", month, "days", "30")), month)
		}
	}
}
