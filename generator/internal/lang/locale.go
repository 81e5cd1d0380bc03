package lang

import (
	"fmt"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

// Locale writes and sorts as one language does. It never changes and serves
// many goroutines at once.
type Locale struct {
	customs
	tag        string
	cldr       language.Tag
	monthNames [13]string // as in a full date, from 1
	weekdays   [7]string  // from Sunday
	collators  sync.Pool  // of *collate.Collator, which serve one goroutine at a time
	whole      []string
	fractions  []string
}

var locales sync.Map // tag → *Locale

// For returns the locale of a BCP 47 tag. Every tag has one: a language without
// customs of its own gets CLDR's plurals, numbers and order, ISO dates and
// plain punctuation, and so does a text that is no tag.
func For(tag string) *Locale {
	if l, known := locales.Load(tag); known {
		return l.(*Locale)
	}
	l, _ := locales.LoadOrStore(tag, newLocale(tag))
	return l.(*Locale)
}

func newLocale(tag string) *Locale {
	cldr, err := language.Parse(tag)
	if err != nil {
		cldr = language.Und
	}
	l := &Locale{customs: neutral(), tag: tag, cldr: cldr}
	base, _ := cldr.Base()
	if set := languages[base.String()]; set != nil && err == nil {
		set(&l.customs)
	}
	if script, _ := cldr.Script(); script.String() == "Hant" {
		l.outer, l.inner = pair{"「", "」"}, pair{"『", "』"}
	}
	l.nameDays()
	l.whole, l.fractions = pluralCategories(cldr)
	return l
}

// Tag returns the tag for which the locale was asked.
func (l *Locale) Tag() string { return l.tag }

// pluralNames are CLDR's names of plural categories, in its order.
var pluralNames = []struct {
	form plural.Form
	name string
}{
	{plural.Zero, "zero"}, {plural.One, "one"}, {plural.Two, "two"},
	{plural.Few, "few"}, {plural.Many, "many"}, {plural.Other, "other"},
}

// Plural returns the CLDR category of a whole number (its sign aside): zero,
// one, two, few, many or other.
func (l *Locale) Plural(n int) string {
	return pluralName(wholeForm(l.cldr, n))
}

// PluralCategories returns the categories into which whole numbers fall, in
// CLDR's order. A strings file must give a form for each of them.
func (l *Locale) PluralCategories() []string { return l.whole }

// FractionCategories returns the categories that only numbers with a fraction
// have: other in Ukrainian («1,5 року»). A strings file may give them.
func (l *Locale) FractionCategories() []string { return l.fractions }

func wholeForm(t language.Tag, n int) plural.Form {
	const modulus = 10_000_000 // MatchPlural asks for operands below it
	return plural.Cardinal.MatchPlural(t, max(n%modulus, -(n%modulus)), 0, 0, 0, 0)
}

func pluralName(f plural.Form) string {
	for _, p := range pluralNames {
		if p.form == f {
			return p.name
		}
	}
	return "other"
}

// pluralCategories finds the categories by trying numbers: CLDR's rules look at
// the last two digits, at small numbers, and at whole millions.
func pluralCategories(t language.Tag) (whole, fractions []string) {
	ofWhole, ofFraction := map[plural.Form]bool{}, map[plural.Form]bool{}
	for n := range 1000 {
		ofWhole[wholeForm(t, n)] = true
		ofFraction[plural.Cardinal.MatchPlural(t, n/100, 2, 2, n%100, n%100)] = true
		ofFraction[plural.Cardinal.MatchPlural(t, n/10, 1, 1, n%10, n%10)] = true
	}
	ofWhole[wholeForm(t, 1_000_000)] = true
	for _, p := range pluralNames {
		switch {
		case ofWhole[p.form]:
			whole = append(whole, p.name)
		case ofFraction[p.form]:
			fractions = append(fractions, p.name)
		}
	}
	return whole, fractions
}

// Number writes a whole number with the language's grouping of digits.
func (l *Locale) Number(n int) string { return l.Decimal(float64(n), 0) }

// Decimal writes a number with exactly so many digits after the decimal sign,
// rounded half to even. Numbers beyond 2⁵³ lose digits.
func (l *Locale) Decimal(x float64, places int) string {
	options := []number.Option{number.Scale(places)}
	if l.groupFromFive && -10_000 < x && x < 10_000 {
		options = append(options, number.NoSeparator())
	}
	return message.NewPrinter(l.cldr).Sprint(number.Decimal(x, options...))
}

// TimeOfDay writes a time of the day in 24 hours, as 09:30. Whose time it is,
// the caller must say.
func (l *Locale) TimeOfDay(hour, minute int) string {
	return fmt.Sprintf("%02d:%02d", hour, minute)
}

// Capital returns s with a capital first letter, as a month has it that stands
// as a heading.
func (l *Locale) Capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	upper := unicode.ToTitle(first)
	if l.dottedI {
		upper = unicode.TurkishCase.ToTitle(first)
	}
	return string(upper) + s[size:]
}
