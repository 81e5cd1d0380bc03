package record

import (
	"fmt"
	"strings"
	"testing"
)

// A slip that spoils every line after it is one finding, where it begins; what
// else is wrong is told beside it.
//
// Planted bugs this test has caught: a finding for each line at the margin; the
// empty field told as well; fields that several kinds have sent to the first.
func TestSlipOfManyLinesIsToldOnce(t *testing.T) {
	for written, want := range map[string]string{
		"name:\nuk: Х\nzh: 哈":                                    "field-unindented 3 uk",
		"name:\nuk: Х\nzh: 哈\nshortName:\nuk: Х":                 "field-unindented 3 uk, field-unindented 6 uk",
		"name:\nuk: Х\nzh: 哈\nuk: Х":                             "field-repeated 5 uk, field-unindented 3 uk",
		"name:\n  uk: Х\nname:\n  zh: 哈":                         "field-repeated 4 name",
		"name:\nuk: Х\nfoo: 1":                                   "field-unindented 3 uk, field-unknown 4 foo",
		"name:\n  uk: Х\nzh: 哈":                                  "field-unindented 4 zh",
		"name:\n  uk: Х\nzh: 哈\nen: K\nfoo: 1":                   "field-unindented 4 zh, field-unknown 6 foo",
		"name:\n  uk: Х\nuk: Х":                                  "field-unknown 4 uk",
		"name:\n  uk: Х\nfoundingDate: 1885\nzh: 哈":              "field-unknown 5 zh",
		"name: {uk: Х}\nzh: 哈":                                   "field-unknown 3 zh",
		"membership:\n  as: signatory\nuk: Х":                    "field-unknown 4 uk",
		"name:\nfr: Х":                                           "field-empty 2 name, field-unknown 3 fr",
		"foundingDate:\nvalue: 1885\ncertainty: derived":         "field-unindented 3 value",
		"identifier:\nror: 00yp5c433":                            "field-unindented 3 ror",
		"identifier:\n  ror: 00yp5c433\n  wikidata:":             "field-empty 4 wikidata",
		"dateSigned: 2021\nparties: [khpi, dlpu]":                "record-misplaced 2 dateSigned, parties",
		"name:\n  uk: Х\nfundKind: other\nestablishedBy: [a, b]": "field-unknown 4 fundKind, field-unknown 5 establishedBy",
	} {
		var got []string
		for _, d := range parse(t, "content/members/khpi.md", "---\n"+written+"\n---\n").Bad {
			said := d.Arg("field")
			if d.Code == "record-misplaced" {
				said = d.Arg("fields")
			}
			got = append(got, fmt.Sprintf("%s %d %s", d.Code, d.Span.Line, said))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%q:\n got %s\nwant %s", written, strings.Join(got, ", "), want)
		}
	}
}
