package lang

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// DateFault says why a text is not a date.
type DateFault uint8

const (
	WrongDateForm  DateFault = iota // not 2021, 2021-06 or 2021-06-23
	NoSuchMonth                     // the right form, but month 0 or above 12
	NoSuchDay                       // the right form, but the month has no such day
	YearOutOfRange                  // the right form, but before 1000
)

// BadDate is the answer to a text that is not a date.
type BadDate struct {
	Fault DateFault
	Text  string
	Fix   string // WrongDateForm: the same date in the right form, where it can mean only one; else ""
	Year  int    // NoSuchMonth, NoSuchDay, YearOutOfRange: as written
	Month int    // NoSuchMonth, NoSuchDay: as written
	Day   int    // NoSuchDay: as written
	Days  int    // NoSuchDay: how many the month has
}

// Error says it in English, for the machine's failures and for tests. Authors
// are told by the catalogue, from the fields.
func (b *BadDate) Error() string {
	switch b.Fault {
	case NoSuchMonth:
		return fmt.Sprintf("date %q: there is no month %d", b.Text, b.Month)
	case NoSuchDay:
		return fmt.Sprintf("date %q: the month has %d days", b.Text, b.Days)
	case YearOutOfRange:
		return fmt.Sprintf("date %q: the year is not between 1000 and 9999", b.Text)
	}
	return fmt.Sprintf("date %q: not written as 2021, 2021-06 or 2021-06-23", b.Text)
}

// ParseDate reads a date in exactly one of the forms 2021, 2021-06 and
// 2021-06-23 (ISO 8601, Gregorian calendar, years 1000 to 9999). The second
// result is nil if and only if the text is such a date.
func ParseDate(s string) (Date, *BadDate) {
	d, bad := parseISO(s)
	if bad == nil || bad.Fault != WrongDateForm {
		return d, bad
	}
	fix := rewriteDate(s)
	switch _, worse := parseISO(fix); {
	case worse == nil:
		bad.Fix = fix
	case worse.Fault == NoSuchDay: // 31.06.1885: its form is the smaller fault
		worse.Text = s
		return d, worse
	}
	return d, bad
}

func parseISO(s string) (Date, *BadDate) {
	bad := &BadDate{Text: s}
	if !isoForm(s) {
		return Date{}, bad
	}
	bad.Year, _ = strconv.Atoi(s[:4])
	if len(s) >= 7 {
		bad.Month, _ = strconv.Atoi(s[5:7])
	}
	if len(s) == 10 {
		bad.Day, _ = strconv.Atoi(s[8:])
	}
	switch {
	case bad.Year < 1000:
		bad.Fault = YearOutOfRange
	case len(s) >= 7 && (bad.Month < 1 || bad.Month > 12):
		bad.Fault = NoSuchMonth
	case len(s) == 10 && (bad.Day < 1 || bad.Day > daysIn(bad.Year, bad.Month)):
		bad.Fault, bad.Days = NoSuchDay, daysIn(bad.Year, bad.Month)
	default:
		return Date{int16(bad.Year), int8(bad.Month), int8(bad.Day)}, nil
	}
	return Date{}, bad
}

// isoForm reports whether digits and hyphens stand where a date has them.
func isoForm(s string) bool {
	for i := range len(s) {
		hyphen := i == 4 || i == 7
		if hyphen != (s[i] == '-') || !hyphen && (s[i] < '0' || s[i] > '9') {
			return false
		}
	}
	return len(s) == 4 || len(s) == 7 || len(s) == 10
}

// rewriteDate returns what a date written in some other way means, or "" where
// it may mean several dates (04.05.2021) or none; there need be no such day. The year always has four
// digits: 23.06.21 is not guessed at.
func rewriteDate(s string) string {
	if clock := strings.IndexAny(s, "T "); clock == len("2021-06-23") && strings.Contains(s[clock:], ":") {
		s = s[:clock]
	}
	n, month, ok := dateParts(s)
	if !ok || len(s) > 60 {
		return ""
	}
	fix := ""
	switch {
	case month != 0:
		fix = withNamedMonth(n, month)
	case len(n) == 1 && len(n[0]) == len("20210623"):
		fix = n[0][:4] + "-" + n[0][4:6] + "-" + n[0][6:]
	case len(n) == 1:
		fix = n[0]
	case len(n) == 2 && len(n[0]) == 4:
		fix = n[0] + "-" + pad(n[1])
	case len(n) == 2 && len(n[1]) == 4:
		fix = n[1] + "-" + pad(n[0])
	case len(n) == 3 && len(n[0]) == 4:
		fix = n[0] + "-" + pad(n[1]) + "-" + pad(n[2])
	case len(n) == 3 && len(n[2]) == 4:
		fix = dayAndMonth(n[0], n[1], n[2])
	}
	return fix
}

// dayAndMonth orders the first two numbers of a date whose year stands last.
// A number above twelve is the day; two equal ones need no order.
func dayAndMonth(a, b, year string) string {
	x, _ := strconv.Atoi(a)
	y, _ := strconv.Atoi(b)
	switch {
	case y <= 12 && (x > 12 || x == y):
		return year + "-" + pad(b) + "-" + pad(a)
	case x <= 12 && y > 12:
		return year + "-" + pad(a) + "-" + pad(b)
	}
	return ""
}

// DateReadings returns the two days that three numbers can mean where nothing
// says which of them is the month, as in 03.04.2021: first with the day before
// the month, as Ukrainians write. Of any other text they are empty.
func DateReadings(s string) (dayFirst, monthFirst string) {
	n, month, ok := dateParts(s)
	if !ok || month != 0 || len(n) != 3 || len(n[2]) != 4 || dayAndMonth(n[0], n[1], n[2]) != "" {
		return "", ""
	}
	dayFirst, monthFirst = n[2]+"-"+pad(n[1])+"-"+pad(n[0]), n[2]+"-"+pad(n[0])+"-"+pad(n[1])
	for _, reading := range []string{dayFirst, monthFirst} {
		if _, bad := parseISO(reading); bad != nil {
			return "", ""
		}
	}
	return dayFirst, monthFirst
}

func withNamedMonth(n []string, month int) string {
	ym := func(year string) string { return fmt.Sprintf("%s-%02d", year, month) }
	switch {
	case len(n) == 1:
		return ym(n[0])
	case len(n) == 2 && len(n[1]) == 4:
		return ym(n[1]) + "-" + pad(n[0])
	case len(n) == 2:
		return ym(n[0]) + "-" + pad(n[1])
	}
	return ""
}

func pad(n string) string {
	if len(n) == 1 {
		return "0" + n
	}
	return n
}

// dateParts splits a text into its numbers and the month that it names (0 for
// none). It is not ok where another word stands in it.
func dateParts(s string) (numbers []string, month int, ok bool) {
	s = strings.ToLower(Narrow(s))
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		kind := unicode.IsLetter
		switch {
		case '0' <= r && r <= '9':
			kind = func(r rune) bool { return '0' <= r && r <= '9' }
		case !unicode.IsLetter(r):
			s = s[size:]
			continue
		}
		word := s[:len(s)-len(strings.TrimLeftFunc(s, kind))]
		s = s[len(word):]
		switch m := monthsByName()[word]; {
		case '0' <= r && r <= '9':
			numbers = append(numbers, word)
		case m != 0 && month == 0:
			month = m
		case !dateWords[word]:
			return nil, 0, false
		}
	}
	return numbers, month, len(numbers) > 0
}

// dateWords are the words that may stand beside the numbers of a date.
var dateWords = map[string]bool{
	"р": true, "року": true, "рік": true, "年": true, "月": true, "日": true, "号": true,
	"년": true, "월": true, "일": true,
	"de": true, "er": true, "st": true, "nd": true, "rd": true, "th": true,
}

// monthsByName holds the months of every language with customs of its own, in
// small letters.
var monthsByName = sync.OnceValue(func() map[string]int {
	names := map[string]int{}
	for tag := range languages {
		l := For(tag)
		for m := 1; m <= 12; m++ {
			names[strings.ToLower(l.monthNames[m])] = m
			names[strings.ToLower(l.alone[m])] = m
		}
	}
	delete(names, "")
	return names
})
