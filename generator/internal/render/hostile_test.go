package render

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"diglot/generator/internal/view"
)

// hostile are texts that end, in some format, what they stand in.
var hostile = []string{
	"]]>", "</content></entry>", `"quoted" and 'single'`, "one\r\nEND:VEVENT\r\nBEGIN:VALARM", "\r", "\n", "\t",
	"nul\x00", "\u2028", "\u2029", "\u0085", "\v\f", "=cmd|' /C calc'!A0", "; =1+1", "-3", "+380441234567", "@SUM(A1)",
	"＝1", "' =1", "\"=1", "\xff\xfe", "\xed\xa0\x80", "\uFFFE", "\x7f", "<script>alert(1)</script>", "<!--", "{{.Title}}",
	"&amp;", "a;b,c:d\\n", "№\u00A05 \u202F%", "2021\u2060–\u20602023, уні\u00ADверситет", "«Політехніка» — ʼ", "中国-乌克兰大学联盟成立仪式", "𠮷👩‍🎓", " ", "", strings.Repeat("联", 60),
	strings.Repeat("Харків ", 20), strings.Repeat("x", 90),
}

// anyText draws a text out of hostile parts and random ones.
func anyText(t *rapid.T, label string) string {
	part := rapid.OneOf(rapid.SampledFrom(hostile), rapid.String(), rapid.StringMatching(`[a-z=;+'" -]{0,6}`))
	return strings.Join(rapid.SliceOfN(part, 0, 5).Draw(t, label), "")
}

// someText is anyText with at least one letter.
func someText(t *rapid.T, label string) string { return anyText(t, label) + "x" }

// asTyped is a text without what only typographers set.
func asTyped(s string) string {
	return regexp.MustCompile("[\u2060\u00AD]").ReplaceAllString(regexp.MustCompile("[\u00A0\u202F]").ReplaceAllString(s, " "), "")
}

// repaired returns what remains of a text in a format that has no way to write
// some characters.
func repaired(s string, forbidden func(rune) bool) string {
	var b strings.Builder
	for _, r := range s { // an invalid byte is U+FFFD
		if forbidden(r) {
			r = '\uFFFD'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// ukrainianAndChinese are the languages of the tables in these tests.
var ukrainianAndChinese = []view.Language{{Key: "uk", Tag: "uk"}, {Key: "zh", Tag: "zh-Hans"}}

// differs fails the test with both texts where they are not equal.
func differs(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// at returns a local time in a zone.
func at(t testing.TB, zone, local string) time.Time {
	t.Helper()
	location, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	moment, err := time.ParseInLocation("2006-01-02T15:04", local, location)
	if err != nil {
		t.Fatal(err)
	}
	return moment
}
