package lang

import (
	"strconv"
	"strings"
	"time"
)

// nameDays fetches the names of months and weekdays.
func (l *Locale) nameDays() {
	l.weekdays = l.today
	if l.names == nil {
		return
	}
	names := l.names()
	for m := 1; m <= 12; m++ {
		l.monthNames[m] = names.MonthWide(time.Month(m))
		if l.alone[m] == "" {
			l.alone[m] = l.monthNames[m]
		}
	}
	for d := range l.weekdays {
		l.weekdays[d] = apostrophe.Replace(names.WeekdayWide(time.Weekday(d)))
	}
}

// apostrophe turns CLDR's letter apostrophe into the one that is printed.
var apostrophe = strings.NewReplacer("ʼ", "’")

// Date writes a date by itself, in its precision: «23 червня 2021 р.»,
// 2021年6月23日. No date is "".
func (l *Locale) Date(d Date) string {
	switch d.Precision() {
	case ToDay:
		return l.fill(l.day[2], d)
	case ToMonth:
		return l.fill(l.month[1], d)
	case ToYear:
		return l.fill(l.year, d)
	}
	return ""
}

// DateInText writes a date as it stands within a sentence: «23 червня 2021
// року», and in the genitive «червня 2021 року».
func (l *Locale) DateInText(d Date) string {
	if d.IsZero() || l.prose[0] == "" {
		return l.Date(d)
	}
	return l.fill(l.prose[ToDay-d.Precision()], d)
}

// DateOnDay writes a date with its day of the week: «середа, 23 червня
// 2021 р.». A date that is not known to the day is written without.
func (l *Locale) DateOnDay(d Date) string {
	weekday := l.Weekday(d)
	if weekday == "" {
		return l.Date(d)
	}
	return strings.NewReplacer("{date}", l.Date(d), "{weekday}", weekday).Replace(l.onDay)
}

// Weekday names the day of the week, "" where the date is not known to the day
// or the language has no names here.
func (l *Locale) Weekday(d Date) string {
	if day, known := d.Weekday(); known {
		return l.weekdays[day]
	}
	return ""
}

// Month names a month of a year by itself: «червень 2021 р.». Without a year
// (0) it names the month, by its number in a language without names here.
func (l *Locale) Month(year, month int) string {
	d := Date{Year: int16(year), Month: int8(month)}
	switch {
	case year != 0:
		return l.Date(d)
	case l.names == nil && !l.elide2:
		return strconv.Itoa(month)
	}
	return strings.TrimSpace(l.fill(l.month[0], d))
}

// DateRange writes the time from a to b and says once what both share:
// «23–25 червня 2021 р.», 2021年6月23日至25日. Either may be missing.
func (l *Locale) DateRange(a, b Date) string {
	pa, pb := a.Precision(), b.Precision()
	switch {
	case a == b || pb == NoDate:
		return l.Date(a)
	case pa == NoDate:
		return l.Date(b)
	case pa != pb:
		return l.Date(a) + l.loose + l.Date(b)
	case pa == ToYear:
		return l.fill(l.years[0], a) + l.tight + l.fill(l.years[1], b)
	case pa == ToMonth && a.Year == b.Year:
		return l.halves(l.month[:], 0, l.tight, a, b)
	case pa == ToMonth:
		return l.halves(l.month[:], 1, l.loose, a, b)
	case a.Year == b.Year && a.Month == b.Month:
		return l.halves(l.day[:], 0, l.tight, a, b)
	case a.Year == b.Year:
		return l.halves(l.day[:], 1, l.loose, a, b)
	}
	return l.halves(l.day[:], 2, l.loose, a, b)
}

// halves joins two dates, the full one written by the last pattern and the
// other by the short one.
func (l *Locale) halves(patterns []string, short int, join string, a, b Date) string {
	full := patterns[len(patterns)-1]
	if l.elide2 {
		return l.fill(full, a) + join + strings.TrimSpace(l.fill(patterns[short], b))
	}
	return l.fill(patterns[short], a) + join + l.fill(full, b)
}

// fill writes a date by a pattern.
func (l *Locale) fill(pattern string, d Date) string {
	var room [96]byte // for any date
	b := room[:0]
	for pattern != "" {
		plain, field, _ := strings.Cut(pattern, "{")
		field, pattern, _ = strings.Cut(field, "}")
		b = l.appendField(appendBound(b, plain), field, d)
	}
	return string(b)
}

// appendBound appends a text whose tildes are no-break spaces.
func appendBound(b []byte, text string) []byte {
	for {
		before, after, found := strings.Cut(text, "~")
		if b = append(b, before...); !found {
			return b
		}
		b, text = append(b, "\u00a0"...), after
	}
}

// appendField writes one part of a date.
func (l *Locale) appendField(b []byte, name string, d Date) []byte {
	switch name {
	case "y":
		return strconv.AppendInt(b, int64(d.Year), 10)
	case "m":
		return strconv.AppendInt(b, int64(d.Month), 10)
	case "mm":
		return appendDigits(b, int(d.Month), 10)
	case "d":
		if d.Day == 1 && l.first != "" {
			return appendBound(b, l.first)
		}
		return strconv.AppendInt(b, int64(d.Day), 10)
	case "dd":
		return appendDigits(b, int(d.Day), 10)
	case "month":
		return appendBound(b, l.monthNames[d.Month])
	case "alone":
		return appendBound(b, l.alone[d.Month])
	}
	return b
}
