package lang

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	playground "github.com/go-playground/locales"
	"github.com/go-playground/locales/zh"
)

// visible writes no-break spaces as tildes, so that a test shows them.
func visible(s string) string { return strings.ReplaceAll(s, "\u00a0", "~") }

func TestDatesAreWrittenAsTheLanguageDoes(t *testing.T) {
	for _, c := range []struct{ tag, date, alone, inText, onDay string }{
		{"uk", "2021-06-23", "23~червня 2021~р.", "23~червня 2021~року", "середа, 23~червня 2021~р."},
		{"uk", "2021-06", "червень 2021~р.", "червня 2021~року", "червень 2021~р."},
		{"uk", "2021", "2021~р.", "2021~року", "2021~р."},
		{"uk", "2021-06-25", "25~червня 2021~р.", "25~червня 2021~року", "п’ятниця, 25~червня 2021~р."},
		{"zh-Hans", "2021-06-23", "2021年6月23日", "2021年6月23日", "2021年6月23日星期三"},
		{"zh-Hans", "2021-06", "2021年6月", "2021年6月", "2021年6月"},
		{"zh-CN", "2021", "2021年", "2021年", "2021年"},
		{"en", "2021-06-23", "23 June 2021", "23 June 2021", "Wednesday, 23 June 2021"},
		{"en", "2021-06", "June 2021", "June 2021", "June 2021"},
		{"fr", "2021-06-23", "23 juin 2021", "23 juin 2021", "mercredi 23 juin 2021"},
		{"fr", "2021-06-01", "1er juin 2021", "1er juin 2021", "mardi 1er juin 2021"},
		{"ka", "2021-06-23", "2021-06-23", "2021-06-23", "2021-06-23"},
		{"no language", "2021-06", "2021-06", "2021-06", "2021-06"},
	} {
		l, d := For(c.tag), day(t, c.date)
		got := []string{visible(l.Date(d)), visible(l.DateInText(d)), visible(l.DateOnDay(d))}
		if want := []string{c.alone, c.inText, c.onDay}; !slices.Equal(got, want) {
			t.Errorf("%s %s: %q, want %q", c.tag, c.date, got, want)
		}
	}
	if l := For("uk"); l.Date(Date{}) != "" || l.DateInText(Date{}) != "" || l.DateOnDay(Date{}) != "" {
		t.Error("no date is written")
	}
}

func TestRangeSaysOnceWhatItsEndsShare(t *testing.T) {
	for _, c := range []struct{ tag, a, b, want string }{
		{"uk", "2021-06-23", "2021-06-25", "23–25~червня 2021~р."},
		{"uk", "2021-06-23", "2021-07-07", "23~червня~– 7~липня 2021~р."},
		{"uk", "2021-12-30", "2022-01-02", "30~грудня 2021~р.~– 2~січня 2022~р."},
		{"uk", "2021-06-23", "2022-06-25", "23~червня 2021~р.~– 25~червня 2022~р."},
		{"uk", "2021-06", "2021-07", "червень–липень 2021~р."},
		{"uk", "2021-06", "2022-07", "червень 2021~р.~– липень 2022~р."},
		{"uk", "2021", "2023", "2021–2023~рр."},
		{"uk", "2021", "2023-02-01", "2021~р.~– 1~лютого 2023~р."},
		{"uk", "2021-06-23", "2021-06-23", "23~червня 2021~р."},
		{"zh-Hans", "2021-06-23", "2021-06-25", "2021年6月23日至25日"},
		{"zh-Hans", "2021-06-23", "2021-07-07", "2021年6月23日至7月7日"},
		{"zh-Hans", "2021-12-30", "2022-01-02", "2021年12月30日至2022年1月2日"},
		{"zh-Hans", "2021-06", "2021-07", "2021年6月至7月"},
		{"zh-Hans", "2021", "2023", "2021年至2023年"},
		{"en", "2021-06-23", "2021-06-25", "23–25 June 2021"},
		{"en", "2021-06-23", "2021-07-07", "23 June – 7 July 2021"},
		{"fr", "2021-06-01", "2021-06-03", "1er–3 juin 2021"},
		{"ka", "2021-06-23", "2021-06-25", "2021-06-23 – 2021-06-25"},
	} {
		if got := visible(For(c.tag).DateRange(day(t, c.a), day(t, c.b))); got != c.want {
			t.Errorf("%s %s to %s: %q, want %q", c.tag, c.a, c.b, got, c.want)
		}
	}
	l, d := For("uk"), day(t, "2021")
	if l.DateRange(d, Date{}) != l.Date(d) || l.DateRange(Date{}, d) != l.Date(d) {
		t.Error("a range with one end is not that end")
	}
}

// The library is right about full dates, months within them and weekdays; see
// that our patterns agree on every day of four years.
func TestFullDatesAgreeWithCLDR(t *testing.T) {
	own := strings.NewReplacer("\u00a0", " ", "’", "ʼ", "1er", "1")
	libraries := map[string]func() playground.Translator{"zh": zh.New}
	for tag := range languages {
		if n := For(tag).names; n != nil {
			libraries[tag] = n
		}
	}
	if len(libraries) != 4 {
		t.Fatalf("%d languages", len(libraries))
	}
	for tag, library := range libraries {
		l, names := For(tag), library()
		for d := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC); d.Year() < 2024; d = d.AddDate(0, 0, 1) {
			long, full := names.FmtDateLong(d), names.FmtDateFull(d)
			if tag == "en" { // the library's is American
				long = fmt.Sprintf("%d %s %d", d.Day(), names.MonthWide(d.Month()), d.Year())
				full = names.WeekdayWide(d.Weekday()) + ", " + long
			}
			long, full = strings.ReplaceAll(long, "\u00a0", " "), strings.ReplaceAll(full, "\u00a0", " ")
			if got := own.Replace(l.Date(DateOf(d))); got != long {
				t.Fatalf("%s: %q, CLDR %q", tag, got, long)
			}
			if got := own.Replace(l.DateOnDay(DateOf(d))); got != full {
				t.Fatalf("%s: %q, CLDR %q", tag, got, full)
			}
		}
	}
}

// A Slavic month alone shares its beginning with the genitive, but is another
// word, except where both are the same adjective or feminine.
func TestMonthAloneIsNominative(t *testing.T) {
	for tag, months := range map[string]string{
		"uk": "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень",
	} {
		l := For(tag)
		for i, want := range strings.Fields(months) {
			genitive := l.monthNames[i+1]
			if got := l.Month(0, i+1); got != want || got == genitive || []rune(got)[0] != []rune(genitive)[0] {
				t.Errorf("%s month %d: %q, want %q (genitive %q)", tag, i+1, got, want, genitive)
			}
		}
	}
	for tag, want := range map[string]string{"zh-Hans": "6月", "en": "June", "ka": "6"} {
		if got := For(tag).Month(0, 6); got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
	if got := For("uk").Capital(For("uk").Month(2021, 6)); visible(got) != "Червень 2021~р." {
		t.Errorf("as a heading: %q", got)
	}
}

func TestPluralsFollowCLDR(t *testing.T) {
	for category, numbers := range map[string][]int{
		"many": {0, 5, 11, 12, 14, 20, 49, 112, 1_000_000, -5}, "one": {1, 21, 141, 1001, -1}, "few": {2, 3, 4, 22, 92, 104},
	} {
		for _, n := range numbers {
			if got := For("uk").Plural(n); got != category {
				t.Errorf("uk %d: %s, want %s", n, got, category)
			}
		}
	}
	for _, c := range []struct{ tag, whole, fractions string }{
		{"uk", "one few many", "other"}, {"zh-Hans", "other", ""}, {"en", "one other", ""}, {"fr", "one other", ""},
		{"pl", "one few many", "other"}, {"cs", "one few other", "many"}, {"ar", "zero one two few many other", ""}, {"x-nothing", "other", ""},
	} {
		l := For(c.tag)
		if got := strings.Join(l.PluralCategories(), " "); got != c.whole {
			t.Errorf("%s: %q, want %q", c.tag, got, c.whole)
		}
		if got := strings.Join(l.FractionCategories(), " "); got != c.fractions {
			t.Errorf("%s fractions: %q, want %q", c.tag, got, c.fractions)
		}
	}
}

func TestUkrainianNounsAgreeWithTheirNumbers(t *testing.T) {
	l := For("uk")
	ukrainian := map[string]string{"one": "український", "few": "українські", "many": "українських"}
	chinese := map[string]string{"one": "китайський університет", "few": "китайські університети", "many": "китайських університетів"}
	all := map[string]string{"one": "університет", "few": "університети", "many": "університетів"}
	named := map[string]string{"one": "названий", "few": "названі", "many": "названих"}
	counted := func(n int, forms map[string]string) string { return l.Number(n) + " " + forms[l.Plural(n)] }
	for got, want := range map[string]string{
		counted(49, ukrainian) + " і " + counted(92, chinese): "49 українських і 92 китайські університети",
		"разом " + counted(141, all):                          "разом 141 університет",
		counted(12, named) + " " + all[l.Plural(12)]:          "12 названих університетів",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestNumbersAreGrouped(t *testing.T) {
	for _, c := range []struct{ tag, four, five, million, fraction string }{
		{"uk", "1234", "12~345", "1~234~567", "1~234~567,89"},
		{"zh-Hans", "1,234", "12,345", "1,234,567", "1,234,567.89"},
		{"en", "1,234", "12,345", "1,234,567", "1,234,567.89"},
		{"fr", "1~234", "12~345", "1~234~567", "1~234~567,89"},
		{"hi", "1,234", "12,345", "12,34,567", "12,34,567.89"},
	} {
		l := For(c.tag)
		got := []string{l.Number(1234), l.Number(12345), l.Number(1234567), l.Decimal(1234567.891, 2)}
		for i, want := range []string{c.four, c.five, c.million, c.fraction} {
			if visible(got[i]) != want {
				t.Errorf("%s: %q, want %q", c.tag, got[i], want)
			}
		}
	}
	if got := For("uk").TimeOfDay(9, 5); got != "09:05" {
		t.Errorf("time %q", got)
	}
}

func TestListsEndWithAnd(t *testing.T) {
	for _, c := range []struct{ tag, items, want string }{
		{"uk", "А Б В", "А, Б і~В"}, {"uk", "Харків Далянь", "Харків і~Далянь"}, {"uk", "Україна Китай", "Україна й~Китай"},
		{"uk", "Київ Ізмаїл", "Київ та Ізмаїл"}, {"uk", "Україна Японія", "Україна та Японія"}, {"uk", "«Україна» «Єдність»", "«Україна» та «Єдність»"},
		{"uk", "«Азія» Європа Київ", "«Азія», Європа й~Київ"}, {"uk", "KhPI DUT", "KhPI і~DUT"}, {"uk", "Київ", "Київ"}, {"uk", "", ""},
		{"zh-Hans", "A B C", "A、B和C"}, {"zh-Hans", "A B", "A和B"}, {"en", "A B C", "A, B and C"}, {"fr", "A B C", "A, B et C"}, {"ka", "A B C", "A, B, C"},
	} {
		if got := visible(For(c.tag).List(strings.Fields(c.items))); got != c.want {
			t.Errorf("%s: %q, want %q", c.tag, got, c.want)
		}
	}
}

func TestPunctuationIsTheLanguages(t *testing.T) {
	for _, c := range []struct{ tag, want string }{
		{"uk", "а (б): «в „г“», «ґ»"}, {"zh-Hans", "а（б）：“в‘г’”、《ґ》"}, {"zh-TW", "а（б）：「в『г』」、《ґ》"},
		{"en", "а (б): “в ‘г’”, “ґ”"}, {"fr", "а (б)~: «~в “г”~», «~ґ~»"}, {"und", "а (б): “в ‘г’”, “ґ”"},
	} {
		l := For(c.tag)
		got := l.WithParens("а", "б") + l.Colon() + l.Quote("в"+l.Gap()+l.Quote("г")) + l.Comma() + l.TitleQuote("ґ")
		if l.tag == "fr" {
			got = strings.ReplaceAll(got, "“\u00a0", "“") // the inner marks take no space
		}
		if visible(got) != c.want {
			t.Errorf("%s: %q, want %q", c.tag, got, c.want)
		}
	}
}

func TestLocaleServesManyAtOnce(t *testing.T) {
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for i := range 50 {
				l := For([]string{"uk", "zh-Hans", "fr"}[i%3])
				if l.Compare("а", "б") >= 0 || l.Number(12345) == "" || l.Initial("大连") == "" || l.Date(Date{2021, 6, 23}) == "" {
					t.Error("wrong at once")
				}
			}
		})
	}
	wait.Wait()
	if For("uk") != For("uk") {
		t.Error("a locale is made twice")
	}
}
