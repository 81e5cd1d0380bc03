package lang

import (
	"cmp"
	"strconv"
	"time"
)

// Date is a civil date (no time zone) of the precision in which it is known:
// a year, a year and month, or a day. The zero Date is no date.
type Date struct {
	Year  int16
	Month int8 // 0 where only the year is known
	Day   int8 // 0 where only the month is known
}

// Precision says how exactly a date is known.
type Precision uint8

const (
	NoDate Precision = iota
	ToYear
	ToMonth
	ToDay
)

// DateOf returns the day of a moment, in the time zone that the moment carries.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{int16(y), int8(m), int8(d)}
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Precision returns how exactly the date is known.
func (d Date) Precision() Precision {
	switch {
	case d.Day != 0:
		return ToDay
	case d.Month != 0:
		return ToMonth
	case d.Year != 0:
		return ToYear
	}
	return NoDate
}

// String returns the date as ISO 8601 writes it in its precision: 2021,
// 2021-06 or 2021-06-23, and "" for no date. ParseDate reads it back.
func (d Date) String() string {
	p := d.Precision()
	if p == NoDate {
		return ""
	}
	b := appendDigits(make([]byte, 0, len("2021-06-23")), int(d.Year), 1000)
	if p >= ToMonth {
		b = appendDigits(append(b, '-'), int(d.Month), 10)
	}
	if p == ToDay {
		b = appendDigits(append(b, '-'), int(d.Day), 10)
	}
	return string(b)
}

// appendDigits writes a number with as many digits as unit has, at least.
func appendDigits(b []byte, n, unit int) []byte {
	for ; n < unit && unit > 1; unit /= 10 {
		b = append(b, '0')
	}
	return strconv.AppendInt(b, int64(n), 10)
}

// Compare orders dates by time. A less exact date stands before the more exact
// ones within it: 2021, 2021-01, 2021-01-01, 2021-02. No date comes first.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// Covers reports whether e says the same as d or the same more exactly, as
// 2021-06-23 does of 2021-06. No date covers nothing.
func (d Date) Covers(e Date) bool {
	return !d.IsZero() && d.Year == e.Year &&
		(d.Month == 0 || d.Month == e.Month) && (d.Day == 0 || d.Day == e.Day)
}

// LastDay returns the last day that the date may mean, such as that until
// which an agreement valid through 2023 holds.
func (d Date) LastDay() Date {
	switch d.Precision() {
	case ToYear:
		return Date{d.Year, 12, 31}
	case ToMonth:
		return Date{d.Year, d.Month, int8(daysIn(int(d.Year), int(d.Month)))}
	}
	return d
}

// Weekday returns the day of the week, where the date is known to the day.
func (d Date) Weekday() (time.Weekday, bool) {
	return d.midnight().Weekday(), d.Precision() == ToDay
}

// midnight is where the date begins in UTC. Only its calendar fields mean
// anything.
func (d Date) midnight() time.Time {
	return time.Date(int(d.Year), time.Month(d.Month), int(d.Day), 0, 0, 0, 0, time.UTC)
}

// daysIn returns the length of a month in the Gregorian calendar.
func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
