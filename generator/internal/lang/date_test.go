package lang

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// day reads a date that a test knows to be right.
func day(t testing.TB, s string) Date {
	t.Helper()
	d, bad := ParseDate(s)
	if bad != nil {
		t.Fatal(bad)
	}
	return d
}

// someDate draws a date of any precision.
func someDate(t *rapid.T) Date {
	days := rapid.Int64Range(0, 9000*365).Draw(t, "days since 1000")
	d := DateOf(time.Date(1000, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(days)))
	switch rapid.IntRange(1, 3).Draw(t, "precision") {
	case 1:
		d.Month, d.Day = 0, 0
	case 2:
		d.Day = 0
	}
	return d
}

func TestDateIsReadInItsPrecision(t *testing.T) {
	for text, want := range map[string]Date{
		"2021": {2021, 0, 0}, "2021-06": {2021, 6, 0}, "2021-06-23": {2021, 6, 23},
		"2024-02-29": {2024, 2, 29}, "2000-02-29": {2000, 2, 29}, "1000-01-01": {1000, 1, 1}, "9999-12-31": {9999, 12, 31},
	} {
		if got := day(t, text); got != want {
			t.Errorf("ParseDate(%q) = %v, want %v", text, got, want)
		}
	}
}

func TestImpossibleDateIsToldFromWrongForm(t *testing.T) {
	for _, c := range []struct {
		text string
		want BadDate
	}{
		{"2021-06-31", BadDate{Fault: NoSuchDay, Year: 2021, Month: 6, Day: 31, Days: 30}},
		{"2021-02-29", BadDate{Fault: NoSuchDay, Year: 2021, Month: 2, Day: 29, Days: 28}},
		{"1900-02-29", BadDate{Fault: NoSuchDay, Year: 1900, Month: 2, Day: 29, Days: 28}},
		{"2021-06-00", BadDate{Fault: NoSuchDay, Year: 2021, Month: 6, Days: 30}},
		{"2021-13-45", BadDate{Fault: NoSuchMonth, Year: 2021, Month: 13, Day: 45}},
		{"2021-00", BadDate{Fault: NoSuchMonth, Year: 2021}},
		{"0999-01-01", BadDate{Fault: YearOutOfRange, Year: 999, Month: 1, Day: 1}},
		{"0000", BadDate{Fault: YearOutOfRange}},
	} {
		c.want.Text = c.text
		if _, bad := ParseDate(c.text); bad == nil || *bad != c.want {
			t.Errorf("ParseDate(%q) says %+v, want %+v", c.text, bad, c.want)
		}
	}
}

func TestWrongFormIsRewrittenWhereItMeansOneDate(t *testing.T) {
	for text, fix := range map[string]string{
		"23.06.2021": "2021-06-23", "06/23/2021": "2021-06-23", "05.05.2021": "2021-05-05", "23-6-2021": "2021-06-23",
		"2021-6-3": "2021-06-03", "2021/06": "2021-06", "06.2021": "2021-06", "2021.06.23": "2021-06-23", "20210-06": "",
		"2021年6月23日": "2021-06-23", "２０２１年６月": "2021-06", "2021 年": "2021", "2021 р.": "2021",
		"23 червня 2021 р.": "2021-06-23", "Червень 2021 року": "2021-06", "June 23rd, 2021": "2021-06-23", "1er juin 2021": "2021-06-01",
		"2021-06-23T09:30": "2021-06-23", "2021-06-23 00:00:00 +0300": "2021-06-23", " 2021-06-23": "2021-06-23", "2021–06–23": "2021-06-23",
		"20210623": "2021-06-23", "２０２１０６２３": "2021-06-23", "2021/06/23": "2021-06-23", "２０２１-０６-２３": "2021-06-23", "2021-06-23 10:00": "2021-06-23",
		// More than one reading, or none.
		"23062021": "", "06232021": "", "202106": "",
		"04.05.2021": "", "23.06.21": "", "21-06-23": "", "2021 12345": "", "12021": "", "": "", "вчора": "",
		"2021–2023": "", "зустріч 2021": "", "червень липень 2021": "", "notStated": "", "06": "",
	} {
		_, bad := ParseDate(text)
		if bad == nil || bad.Fault != WrongDateForm || bad.Fix != fix {
			t.Errorf("ParseDate(%q) says %+v, want the fix %q", text, bad, fix)
		}
	}
}

func TestImpossibleDayIsToldBeforeTheForm(t *testing.T) {
	for _, text := range []string{"31.06.1885", "2021-06-31", "31 червня 2021", "2021年6月31日"} {
		if _, bad := ParseDate(text); bad == nil || bad.Fault != NoSuchDay || bad.Days != 30 || bad.Month != 6 || bad.Text != text {
			t.Errorf("ParseDate(%q) says %+v", text, bad)
		}
	}
}

func TestNameOfAMonthMeansOneMonthInAllLanguages(t *testing.T) {
	owner := map[string]int{}
	for tag := range languages {
		l := For(tag)
		for m := 1; m <= 12; m++ {
			for _, name := range []string{l.monthNames[m], l.alone[m]} {
				name = strings.ToLower(name)
				if other := owner[name]; name != "" && other != 0 && other != m {
					t.Errorf("%q is month %d and month %d", name, other, m)
				}
				owner[name] = m
			}
		}
	}
	if len(owner) < 45 {
		t.Errorf("only %d names", len(owner))
	}
}

func TestDatesAreOrderedAndCovered(t *testing.T) {
	ordered := []string{"2020-12-31", "2021", "2021-01", "2021-01-01", "2021-02", "2022"}
	for i := 1; i < len(ordered); i++ {
		if a, b := day(t, ordered[i-1]), day(t, ordered[i]); a.Compare(b) >= 0 || b.Compare(a) <= 0 {
			t.Errorf("%s does not stand before %s", a, b)
		}
	}
	for _, c := range []struct {
		a, b string
		want bool
	}{{"2021", "2021-06-23", true}, {"2021-06", "2021-06-23", true}, {"2021-06", "2021", false}, {"2021-06", "2021-07-01", false}} {
		if day(t, c.a).Covers(day(t, c.b)) != c.want {
			t.Errorf("%s covers %s: %v", c.a, c.b, !c.want)
		}
	}
	if (Date{}).Covers(Date{}) {
		t.Error("no date covers something")
	}
	for text, last := range map[string]string{"2023": "2023-12-31", "2024-02": "2024-02-29", "2021-06-23": "2021-06-23"} {
		if got := day(t, text).LastDay(); got != day(t, last) {
			t.Errorf("the last day of %s is %s, want %s", text, got, last)
		}
	}
}

func TestDateIsWrittenAsPackageFmtWouldWriteIt(t *testing.T) {
	for year := range int16(10_000) {
		if got, want := (Date{Year: year}).String(), fmt.Sprintf("%04d", year); year > 0 && got != want {
			t.Fatalf("%d is written %s", year, got)
		}
		d := Date{year, int8(1 + year%12), int8(1 + year%31)}
		if got, want := d.String(), fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day); got != want {
			t.Fatalf("%s is written %s", want, got)
		}
	}
}

// Planted bugs this test has caught: the month printed without its zero; the
// day compared before the month; LastDay of December in the next year.
func TestDateSurvivesItsText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, e := someDate(t), someDate(t)
		back, bad := ParseDate(d.String())
		if bad != nil || back != d {
			t.Fatalf("%v is written %q and read as %v, %v", d, d, back, bad)
		}
		if got, want := d.Compare(e), strings.Compare(d.String(), e.String()); got != want {
			t.Fatalf("%s against %s: %d, their texts %d", d, e, got, want)
		}
		if last := d.LastDay(); !d.Covers(last) || last.Precision() != ToDay || d.Covers(DateOf(last.midnight().AddDate(0, 0, 1))) {
			t.Fatalf("%s is not the last day of %s", last, d)
		}
	})
}

// Planted bugs this test has caught: a rewritten date tried again for ever; a
// text in the right form given a fix that it does not need.
func TestDateOfTwoReadingsIsReadBothWays(t *testing.T) {
	for text, want := range map[string][2]string{
		"03.04.2026": {"2026-04-03", "2026-03-04"}, "3/4/2026": {"2026-04-03", "2026-03-04"},
		"23.04.2026": {}, "04.04.2026": {}, "03.04.26": {}, "2026-04-03": {}, "03.00.2026": {}, "3 квітня 2026": {}, "03.04.0026": {}, "": {},
	} {
		if first, second := DateReadings(text); first != want[0] || second != want[1] {
			t.Errorf("%q is read as %q and %q, not %q", text, first, second, want)
		}
	}
}

func TestFixOfABadDateIsADate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[0-9]{1,5}([-./ 年月]{0,2}[0-9]{1,5}){0,3}( червня|日|T09:30)?`).Draw(t, "text")
		if _, bad := ParseDate(text); bad != nil && bad.Fix != "" {
			if _, worse := ParseDate(bad.Fix); worse != nil || bad.Fix == text {
				t.Fatalf("%q is to become %q: %v", text, bad.Fix, worse)
			}
		}
	})
}

func TestMomentFallsOnTheDayOfItsZone(t *testing.T) {
	late := time.Date(2021, 6, 22, 22, 30, 0, 0, time.UTC)
	if got := DateOf(late.In(time.FixedZone("EEST", 3*3600))); got != (Date{2021, 6, 23}) {
		t.Errorf("got %s", got)
	}
	if w, ok := (Date{2021, 6, 23}).Weekday(); w != time.Wednesday || !ok {
		t.Errorf("23 June 2021 was a %s", w)
	}
	if _, ok := (Date{2021, 6, 0}).Weekday(); ok {
		t.Error("a month has a day of the week")
	}
}
