package site

import (
	"strings"
	"testing"

	"diglot/generator/internal/diag"
)

func TestAgreementsThatReplaceEachOtherAreToldOnce(t *testing.T) {
	const facts = "agreementType: contract\nparties: notStated\n"
	for chain, want := range map[string]string{
		"a>b b>c":             "",
		"a>a":                 "a alone",
		"a>b b>a":             "a beside b",
		"a>b b>c c>b":         "b beside c",
		"c>a a>b b>c":         "a beside b c",
		"a>b b>a c>d d>c e>a": "a beside b, c beside d",
	} {
		var files []string
		next := map[string]string{"a": "", "b": "", "c": "", "d": "", "e": ""}
		for _, link := range strings.Fields(chain) {
			from, to, _ := strings.Cut(link, ">")
			next[from] = "supersedes: " + to
		}
		for id, field := range next {
			files = append(files, "content/agreements/"+id+".md", facts+field)
		}
		_, bad := world(t, Options{}, files...)
		var got []string
		for _, d := range bad {
			said := idOf(d.Span) + " alone"
			if len(d.Related) > 0 {
				said = idOf(d.Span) + " beside"
			}
			for _, r := range d.Related {
				said += " " + idOf(r.Span)
			}
			got = append(got, said)
		}
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("%s: %q, want %q", chain, s, want)
		}
	}
}

func idOf(s diag.Span) string {
	return strings.TrimSuffix(strings.TrimPrefix(s.File, "content/agreements/"), ".md")
}

func TestDayOfSignatureAgreesWithTheCeremony(t *testing.T) {
	for days, want := range map[string]bool{ // signed, and the ceremony's days
		"2021-06-23 2021-06-23":            true,
		"2021-06-24 2021-06-23":            false,
		"2021-06-22 2021-06-23":            false,
		"2021-06 2021-06-23":               true,
		"2021 2021-06-23":                  true,
		"2021-07 2021-06-23":               false,
		"2022 2021-06-23":                  false,
		"2021-06-23 2021-06":               true,
		"2021-07-01 2021-06":               false,
		"2021-06-24 2021-06-23 2021-06-25": true,
		"2021-06-25 2021-06-23 2021-06-25": true,
		"2021-06-26 2021-06-23 2021-06-25": false,
		"2021-06-22 2021-06-23 2021-06-25": false,
		"notStated 2021-06-23":             true,
		"2021-06-23 notStated":             true,
	} {
		day := append(strings.Fields(days), "notStated")
		_, bad := world(t, Options{},
			"content/agreements/x.md", "agreementType: contract\nparties: notStated\nsignedAt: opening\ndateSigned: "+day[0],
			"content/ceremonies/opening.md", named("В", "开")+"\nattendanceMode: online\nstartDate: "+day[1]+"\nendDate: "+day[2])
		if got := len(bad) == 0; got != want {
			t.Errorf("%s: %s", days, codes(bad))
		}
		if !want && bad[0].Related[0].Note != "held-on" {
			t.Errorf("%s: the day of the ceremony is called %s", days, bad[0].Related[0].Note)
		}
	}
}

// The ceremony begins at half past eleven in the evening in Kyiv, which is the
// next morning in Dalian.
func TestDayOfSignatureIsThatOfEitherSide(t *testing.T) {
	for signed, want := range map[string]bool{"2021-06-22": false, "2021-06-23": true, "2021-06-24": true, "2021-06-25": false} {
		for hour, linked := range map[string]bool{" 23:30": true, " 09:30": false, "": false} {
			_, bad := world(t, Options{},
				"content/agreements/x.md", "agreementType: contract\nparties: notStated\nsignedAt: opening\ndateSigned: "+signed,
				"content/ceremonies/opening.md", named("В", "开")+"\nattendanceMode: online\nlocation: [kharkiv, dalian]\nstartDate: 2021-06-23"+hour,
				"content/places/kharkiv.md", named("Х", "哈")+"\ncountry: UA",
				"content/places/dalian.md", named("Д", "大")+"\ncountry: CN\ntimezone: Asia/Shanghai")
			if got := len(bad) == 0; got != (want && (linked || signed == "2021-06-23")) {
				t.Errorf("signed on %s, held at%s: %s", signed, hour, codes(bad))
			}
		}
	}
}
