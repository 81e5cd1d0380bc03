package lang

import (
	playground "github.com/go-playground/locales"
	"github.com/go-playground/locales/en"
	"github.com/go-playground/locales/fr"
	"github.com/go-playground/locales/uk"
)

// customs are what a language does in its own way and no library knows. The
// patterns of dates hold {y}, {m}, {mm}, {d}, {dd}, {month} (as in a full
// date), {alone} (as on its own) and ~, a no-break space.
type customs struct {
	names  func() playground.Translator // CLDR's names of months and weekdays
	alone  [13]string                   // months on their own, from 1, where they differ
	today  [7]string                    // weekdays from Sunday, where CLDR's are not used
	day    [3]string                    // day; day and month; day, month and year
	month  [2]string                    // month; month and year
	year   string
	years  [2]string // the two halves of a range of years
	prose  [3]string // day, month and year within a sentence, where they differ
	onDay  string    // {weekday} and {date}
	first  string    // the first day of a month, where it is no plain 1
	tight  string    // joins the halves of a range where each is one word
	loose  string    // joins them otherwise
	elide2 bool      // a range leaves out of its second half what the first has said

	comma   string // between the items of a list
	and     string // before the last of them, with its spaces
	euphony bool   // Ukrainian і, й or та
	colon   string
	gap     string // between words and between sentences
	parens  pair
	outer   pair // quotation marks
	inner   pair // quotation marks within quotation marks
	title   pair // around the title of a document

	groupFromFive bool // four digits stand ungrouped
	dottedI       bool // the capital of i is İ
}

// pair is an opening and a closing mark.
type pair [2]string

// neutral is what can be read in any language.
func neutral() customs {
	iso := "{y}-{mm}-{dd}"
	return customs{
		day: [3]string{iso, iso, iso}, month: [2]string{"{y}-{mm}", "{y}-{mm}"},
		year: "{y}", years: [2]string{"{y}", "{y}"}, onDay: "{date}", tight: " – ", loose: " – ",
		comma: ", ", and: ", ", colon: ": ", gap: " ",
		parens: pair{"(", ")"}, outer: pair{"“", "”"}, inner: pair{"‘", "’"},
	}
}

// european sets dates in which the year stands last.
func (c *customs) european(names func() playground.Translator, day, month, year string) {
	c.names = names
	c.day = [3]string{day, day + month, day + month + year}
	c.month = [2]string{"{alone}", "{alone}" + year}
	c.onDay, c.tight = "{weekday}, {date}", "–"
}

// languages are those with customs of their own, by base subtag.
var languages = map[string]func(*customs){
	"uk": func(c *customs) {
		c.european(uk.New, "{d}", "~{month}", " {y}~р.")
		c.alone = [13]string{"", "січень", "лютий", "березень", "квітень", "травень", "червень",
			"липень", "серпень", "вересень", "жовтень", "листопад", "грудень"}
		c.year, c.years = "{y}~р.", [2]string{"{y}", "{y}~рр."}
		c.prose = [3]string{"{d}~{month} {y}~року", "{month} {y}~року", "{y}~року"}
		c.loose = "\u00a0– "
		c.euphony, c.groupFromFive = true, true
		c.outer, c.inner = pair{"«", "»"}, pair{"„", "“"}
	},
	"zh": func(c *customs) {
		c.day = [3]string{"{d}日", "{m}月{d}日", "{y}年{m}月{d}日"}
		c.month = [2]string{"{m}月", "{y}年{m}月"}
		c.year, c.years = "{y}年", [2]string{"{y}年", "{y}年"}
		c.tight, c.loose, c.elide2 = "至", "至", true
		c.today = [7]string{"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"}
		c.onDay = "{date}{weekday}"
		c.comma, c.and, c.colon, c.gap = "、", "和", "：", ""
		c.parens, c.title = pair{"（", "）"}, pair{"《", "》"}
	},
	"en": func(c *customs) {
		c.european(en.New, "{d}", " {month}", " {y}")
		c.and = " and "
	},
	"fr": func(c *customs) {
		c.european(fr.New, "{d}", " {month}", " {y}")
		c.onDay, c.first = "{weekday} {date}", "1er"
		c.and, c.colon = " et ", "\u00a0: "
		c.outer = pair{"«\u00a0", "\u00a0»"}
		c.inner = pair{"“", "”"}
	},
	"az": func(c *customs) { c.dottedI = true },
	"tr": func(c *customs) { c.dottedI = true },
}
