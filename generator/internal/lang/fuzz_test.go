package lang

import (
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// address is the grammar of ids and slugs, by another hand.
var address = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// Whatever the text, its slug is one or none, stays what it is, and does not
// depend on the form in which the text's letters are composed; what was
// transliterated holds no letter of the table and is not changed again.
//
// Planted bugs this test has caught: a hyphen at the beginning; letters of
// other scripts left in; capitals left as they are, and not known; composed
// letters not known.
func FuzzSlug(f *testing.F) {
	for _, s := range []string{
		"Відкриття Альянсу – 2021", "Мар’їнка", "École d’été", "Łódź & Straße", "大连", "Выезд", "ＤＬＵＴ", "№ 5 ½ ﬁ Ⅳ", "ЗГУРІВКА Згин и\u0306 І\u0308",
		"İıſK\u030c ǅ ŉ", "й\u0301’я", "--а--", "١٢", "a\u0300-\u0300b", "ь'ь`ь", "\xffа\x00б", "ᾳ ΐ", "𝒜𝟙",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		latin := Latin(text)
		for r := range strings.SplitSeq(norm.NFC.String(latin), "") {
			if _, known := ukrainian[[]rune(strings.ToLower(r))[0]]; known {
				t.Errorf("%q is written %q, which has %s", text, latin, r)
			}
		}
		if other := Latin(norm.NFD.String(text)); norm.NFC.String(other) != norm.NFC.String(latin) {
			t.Errorf("%q is written %q, and %q where its letters are taken apart", text, latin, other)
		}
		if again := Latin(latin); norm.NFC.String(again) != norm.NFC.String(latin) {
			t.Errorf("%q is written %q, and that %q", text, latin, again)
		}
		slug := Slug(text)
		if slug != "" && !address.MatchString(slug) {
			t.Errorf("%q has the slug %q", text, slug)
		}
		for what, other := range map[string]string{
			"the slug": slug, "the small slug": strings.ToUpper(slug), "NFC": norm.NFC.String(text), "NFD": norm.NFD.String(text),
		} {
			if again := Slug(other); again != slug {
				t.Errorf("%q has the slug %q, and %s %q has %q", text, slug, what, other, again)
			}
		}
		if slug == "" && strings.ContainsFunc(text, func(r rune) bool { return r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) }) &&
			!strings.ContainsFunc(text, func(r rune) bool { return r > unicode.MaxASCII }) {
			t.Errorf("%q has no slug", text)
		}
	})
}

// A text is a date if and only if the standard library finds it one, of a year
// that has four digits; it is printed as it was read, in its precision. What
// our pages print for a date is understood where an author writes it, and the
// fix of what is none is a date. It found one that nobody planted: the dates of
// Korean pages were not understood.
//
// Planted bugs this test has caught: every month with 31 days; a thirteenth
// month; years before 1000; a hyphen at the end; a year read as its first day;
// a fix that is no date; a word of the Japanese date not known; months printed
// without their zero.
func FuzzDate(f *testing.F) {
	for _, s := range []string{
		"2021", "2021-06", "2021-06-23", "2024-02-29", "1900-02-29", "0999-01-01", "9999-12-31", "2021-00-10", "2021-13", "23.06.2021", "06/23/2021", "05.05.2021",
		"2021年6月23日", "２０２１年６月", "23 червня 2021 р.", "Червень 2021 року", "June 23rd, 2021", "1er juin 2021", "2021-06-23T09:30", "2021–06–23", "2021-", "31.06.2021", "2021年 6월", "+2021-06-23", "2021-06-23\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, bad := ParseDate(text)
		layout := map[int]string{4: "2006", 7: "2006-01", 10: "2006-01-02"}[len(text)]
		second, err := time.Parse(layout, text)
		if possible := layout != "" && err == nil && second.Year() >= 1000; possible != (bad == nil) {
			t.Fatalf("%q: %v, and the standard library says %v", text, bad, err)
		}
		if bad != nil {
			refused(t, bad, text)
			return
		}
		if d.String() != text || d.Precision() != Precision(len(text)/3) {
			t.Errorf("%q is printed %q", text, d)
		}
		if last := d.LastDay(); !d.Covers(last) || last.Precision() != ToDay || d.Covers(DateOf(last.midnight().AddDate(0, 0, 1))) {
			t.Errorf("the last day of %s is %s", d, last)
		}
		for tag := range languages {
			l := For(tag)
			for _, printed := range []string{l.Date(d), l.DateInText(d)} {
				if back, again := ParseDate(printed); again != nil && again.Fix != text || again == nil && back != d {
					t.Errorf("%s is printed %q in %s, and read as %v", d, printed, tag, again)
				}
			}
		}
	})
}

// refused checks what is said of a text that is no date.
func refused(t *testing.T, bad *BadDate, text string) {
	t.Helper()
	if bad.Text != text || bad.Error() == "" {
		t.Errorf("%q: %+v", text, bad)
	}
	if bad.Fix == "" {
		return
	}
	if d, worse := ParseDate(bad.Fix); worse != nil || bad.Fix == text || bad.Fault != WrongDateForm || d.String() != bad.Fix {
		t.Errorf("%q is to become %q: %v", text, bad.Fix, worse)
	}
}
