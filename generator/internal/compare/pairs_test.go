package compare_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"diglot/generator/internal/align"
	"diglot/generator/internal/compare"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/markdown"
	"diglot/generator/internal/record"
)

// pair is a sentence in two languages.
type pair struct{ uk, zh string }

func pairs(t testing.TB) (list []pair) {
	t.Helper()
	b, err := os.ReadFile("testdata/pairs.txt")
	if err != nil {
		t.Fatal(err)
	}
	for part := range strings.SplitSeq(string(b), "\n\n") {
		if strings.HasPrefix(part, "#") {
			continue
		}
		uk, zh, ok := strings.Cut(strings.TrimSpace(part), "\n")
		if !ok || strings.Contains(zh, "\n") {
			t.Fatalf("no pair: %q", part)
		}
		list = append(list, pair{uk, zh})
	}
	return list
}

// readers are those of the site's languages, with the names of the shipped site.
func readers(t testing.TB) map[string]*compare.Reader {
	t.Helper()
	b, err := os.ReadFile("../../../" + record.SpellingsFile)
	if err != nil {
		t.Fatal(err)
	}
	rules, bad := record.ParseSpellings(b, &record.Config{})
	if len(bad) > 0 {
		t.Fatal(bad)
	}
	names := compare.NewNames()
	for _, s := range rules.Spelling {
		names.Avoid(s.Not, s.Write)
	}
	for i, c := range rules.Confused {
		names.Confuse(i, c.One, c.Other)
	}
	all := []compare.Language{{Key: "uk", Tag: "uk", Country: "UA"}, {Key: "zh", Tag: "zh-Hans", Country: "CN"}}
	return map[string]*compare.Reader{
		"uk": compare.NewReader(all[0], all, names, map[string]string{"members": "member"}),
		"zh": compare.NewReader(all[1], all, names, map[string]string{"members": "member"}),
	}
}

// side reads a text of a file with a head.
func side(r map[string]*compare.Reader, key, tag, head, text string) compare.Side {
	o := markdown.Options{File: "content/announcements/a." + key + ".md", FirstLine: 1 + strings.Count(head, "\n"), Tag: tag, Blocks: true, Text: true,
		References: []string{"member"}}
	if key == "uk" {
		o.Foreign = []markdown.Foreign{}
	}
	body, _ := markdown.Parse([]byte(text), o)
	t := compare.Text{Source: []byte(text), Head: []byte(head), File: o.File, Line: o.FirstLine, Body: body}
	reading := r[key].Read(t)
	t.Alone = true
	if alone := r[key].Read(t); len(alone.Facts) > 0 || told(alone.Found) != told(reading.Found) || alone.Used != reading.Used {
		panic(fmt.Sprintf("of a text that stands alone is found:\n%s%d facts\nwhere it does not:\n%s", told(alone.Found), len(alone.Facts), told(reading.Found)))
	}
	return compare.Side{File: o.File, Tag: tag, Line: o.FirstLine, Blocks: align.Blocks(body), Reading: reading,
		Source: func() (string, error) { return text, nil }}
}

// findings are all that two texts give, block by block.
func findings(t testing.TB, r map[string]*compare.Reader, uk, zh string) []diag.Diagnostic {
	t.Helper()
	a, b := side(r, "uk", "uk", "", uk), side(r, "zh", "zh-Hans", "", zh)
	found, _, err := compare.Compare(a, b, align.Pair(a.Blocks, b.Blocks))
	if err != nil {
		t.Fatal(err)
	}
	return append(append(a.Found, b.Found...), found...)
}

func told(list []diag.Diagnostic) string {
	var b strings.Builder
	for _, d := range list {
		fmt.Fprintf(&b, "\n  %s %s:%d:%d %q → %s", d.Code, d.Span.File, d.Span.Line, d.Span.Col, d.Arg("text"), d.Fix)
	}
	return b.String()
}

// Planted bugs this test has caught: the facts of all blocks in the first.
func TestNothingIsFoundInWhatIsRight(t *testing.T) {
	r := readers(t)
	list := pairs(t)
	if len(list) < 200 {
		t.Fatalf("%d pairs", len(list))
	}
	var uk, zh []string
	for _, p := range list {
		if found := findings(t, r, p.uk, p.zh); len(found) > 0 {
			t.Errorf("%s\n%s%s", p.uk, p.zh, told(found))
		}
		uk, zh = append(uk, p.uk), append(zh, p.zh)
	}
	whole := findings(t, r, strings.Join(uk, "\n\n"), strings.Join(zh, "\n\n"))
	if len(whole) > 0 {
		t.Errorf("in one text:%s", told(whole))
	}
}

// fault is a way of making a mistake in a pair that is right.
type fault struct {
	name string
	code diag.Code
	make func(p pair) (pair, bool)
	// In how many pairs it can be made, and is found.
	can, found int
}

// inZh changes the Chinese text, inUk the Ukrainian one.
func inZh(pattern, with string) func(pair) (pair, bool) {
	re := regexp.MustCompile(pattern)
	return func(p pair) (pair, bool) {
		zh := once(re, p.zh, with)
		return pair{p.uk, zh}, zh != p.zh
	}
}

func inUk(pattern, with string) func(pair) (pair, bool) {
	re := regexp.MustCompile(pattern)
	return func(p pair) (pair, bool) {
		uk := once(re, p.uk, with)
		return pair{uk, p.zh}, uk != p.uk
	}
}

// once replaces the first match.
func once(re *regexp.Regexp, s, with string) string {
	at := re.FindStringSubmatchIndex(s)
	if at == nil {
		return s
	}
	return s[:at[0]] + string(re.ExpandString(nil, with, s, at)) + s[at[1]:]
}

// other is a digit in place of another one, so that the number stays one.
func other(p pair, zh bool, pattern string) (pair, bool) {
	s := &p.uk
	if zh {
		s = &p.zh
	}
	at := regexp.MustCompile(pattern).FindStringSubmatchIndex(*s)
	if at == nil {
		return p, false
	}
	c := (*s)[at[2]]
	*s = (*s)[:at[2]] + string('2'+(c-'0'+3)%8) + (*s)[at[3]:]
	return p, true
}

func digit(zh bool, pattern string) func(pair) (pair, bool) {
	return func(p pair) (pair, bool) { return other(p, zh, pattern) }
}

const quiet = `1\+N|COVID|10:30|15时|10 годин|11[.:]00|204-91|3:2|1/3|1所|1份|\[\]|http|第2次举办|1 кубок`

var silent = regexp.MustCompile(quiet)

var faults = []fault{
	{"a digit of a Chinese number", "numbers-differ", digit(true, `(\d)[\d,]*(?:[万亿]|所|名|人|份|个|位|项|国|种|篇|条|周|课|学时|页|本|年内|分钟|千|公里|亩|册|度|米|公|张|间|场|段|天)`), 62, 61},
	{"a digit of a Ukrainian number", "numbers-differ", digit(false, `(\d) (?:українськ|китайськ|універс|тис|млн|млрд|студент|осіб|викладач|аспірант|угод|місяц|років|хвилин|годин|місць|підручник|сторін|доповід|центр|розроб|команд|країн|праців|пропоз|заклад|лаборат|тижн|гост|школяр|гляд|член|ріш|км|кг|кВт|праць|дипл)`), 48, 48},
	{"a power of ten in Chinese", "numbers-differ", inZh(`(\d)万`, "${1}亿"), 12, 12},
	{"a power of ten in Ukrainian", "numbers-differ", inUk(`млн`, "млрд"), 6, 6},
	{"thousands in Ukrainian", "numbers-differ", inUk(`тис\.|тисячі?`, "млн"), 6, 6},
	{"a percentage in Chinese", "numbers-differ", digit(true, `(\d)(?:%|个百分点)`), 9, 9},
	{"a percentage in Ukrainian", "numbers-differ", digit(false, `(\d) (?:%|відсот)`), 11, 11},
	{"a Chinese numeral of an order", "numbers-differ", inZh(`第[二三四五六七八九十]+([次届])`, "第二十九$1"), 6, 6},
	{"an anniversary", "numbers-differ", inZh(`\d+周年|[五十]+周年`, "三十周年"), 4, 4},
	{"a number in Chinese characters", "numbers-differ", inZh(`[一二三四五六七八九十百]{2,}(多?[所名个届])`, "八十八$1"), 7, 7},
	{"a year", "dates-differ", digit(true, `\d\d\d(\d)年\d+月`), 27, 27},
	{"a month", "dates-differ", inZh(`年(?:1?[0-46-9]|5)月`, "年5月"), 27, 27},
	{"a day in Chinese", "dates-differ", digit(true, `月1?(\d)日`), 18, 18},
	{"a day in Ukrainian", "dates-differ", digit(false, `(?:^|\D)1?(\d) (?:січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня)`), 16, 16},
	{"a month in Ukrainian", "dates-differ", inUk(`(\d) (січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада)`, "${1} грудня"), 22, 22},
	{"the page of a link", "links-differ", inZh(`(https://(?:ror|example|cat|vid|rul)[^)]*[a-z0-9])/?\)`, "$1/other)"), 6, 6},
	{"the site of a link", "links-differ", inUk(`https://(?:www\.)?([a-z]*)\.example`, "https://another.example"), 6, 6},
	{"a link that is left out", "links-differ", inZh(`\[([^]]*)\]\(https:[^)]*\)`, "$1"), 8, 8},
	{"a record", "records-differ", inZh(`([a-z]*/[a-z-]*)\.md`, "members/dnu.md"), 7, 7},
	{"a record in the Ukrainian text", "records-differ", inUk(`([a-z]*/[a-z-]*)\.md`, "members/dnu.md"), 7, 7},
	{"a link to a record that is left out", "records-differ", inZh(`\[([^]]+)\]\([^)]*\.md[^)]*\)`, "$1"), 7, 7},
	{"a record that gives its name", "records-differ", inUk(`member:khpi`, "member:dnu"), 1, 1},
	{"a picture", "pictures-differ", inZh(`opening/[a-z]*\.`, "opening/gate."), 5, 5},
	{"a picture in the Ukrainian text", "pictures-differ", inUk(`opening/[a-z]*\.`, "opening/gate."), 5, 5},
	{"a picture of another format", "pictures-differ", inUk(`\.(jpg|svg|png)\)`, ".webp)"), 5, 5},
	{"a picture that is left out", "pictures-differ", inZh(`!\[[^]]*\]\([^)]*\)`, ""), 5, 5},
	{"a name that is often confused", "names-confused", func(p pair) (pair, bool) {
		zh := strings.NewReplacer("大连工业大学", "大连理工大学", "大连理工大学", "大连工业大学", "基辅理工学院", "哈尔科夫理工学院",
			"哈尔科夫理工学院", "基辅理工学院", "沈阳理工大学", "沈阳工业大学").Replace(p.zh)
		return pair{p.uk, zh}, zh != p.zh
	}, 13, 13},
	{"a name that is often confused, in Ukrainian", "names-confused", func(p pair) (pair, bool) {
		uk := strings.NewReplacer("Даляньський політехнічн", "Даляньський технологічн", "Даляньського політехнічн", "Даляньського технологічн",
			"Даляньський технологічн", "Даляньський політехнічн", "Даляньського технологічн", "Даляньського політехнічн",
			"Харківськ", "Київськ", "Київськ", "Харківськ", "КПІ", "ХПІ", "ХПІ", "КПІ", "університет Лігун", "технологічний університет").Replace(p.uk)
		return pair{uk, p.zh}, uk != p.uk
	}, 13, 13},
	{"a Latin letter in a Cyrillic word", "letters-mixed", inUk(`([а-яіїє]{3})([аоеісрху])([а-яіїє])`, "${1}Ω${2}${3}"), 222, 222},
	{"a Latin і between words", "letters-mixed", inUk(`([а-яіїє]) і ([а-яіїє])`, "$1 i $2"), 1, 1},
	{"a Russian letter", "letters-alien", inUk(`([а-яіїє])и([а-яіїє ,])`, "${1}ы${2}"), 165, 164},
	{"a traditional character", "characters-traditional", func(p pair) (pair, bool) {
		for simplified, form := range map[string]string{"签": "簽", "学": "學", "会": "會", "联": "聯", "国": "國", "开": "開", "两": "兩", "书": "書"} {
			if strings.Contains(p.zh, simplified) && !strings.ContainsAny(p.zh, "“《") {
				return pair{p.uk, strings.Replace(p.zh, simplified, form, 1)}, true
			}
		}
		return p, false
	}, 93, 93},
	{"a narrow comma", "marks-halfwidth", inZh(`(\p{Han})，(\p{Han})`, "$1,$2"), 7, 7},
	{"a narrow semicolon", "marks-halfwidth", inZh(`(\p{Han})，(\p{Han})`, "$1;$2"), 7, 7},
	{"a narrow colon", "marks-halfwidth", inZh(`(\p{Han})，(\p{Han})`, "$1:$2"), 7, 7},
	{"a narrow full stop", "marks-halfwidth", inZh(`(\p{Han})，(\p{Han})`, "$1.$2"), 7, 7},
	{"a Russian spelling", "spelling-other", func(p pair) (pair, bool) {
		uk := strings.NewReplacer("Київ", "Киев", "Києв", "Киев", "Харків", "Харьков", "Харков", "Харьков", "Чернігів", "Чернигов", "Пекін", "Пекин", "Kyiv", "Kiev", "Kharkiv", "Kharkov").Replace(p.uk)
		return pair{uk, p.zh}, uk != p.uk && !strings.Contains(p.uk, "«")
	}, 16, 15},
	{"a wrong Chinese transcription", "spelling-other", func(p pair) (pair, bool) {
		zh := strings.NewReplacer("切尔尼戈夫", "切尔尼科夫", "哈尔科夫", "哈尔可夫", "第聂伯罗", "第聂伯彼得罗夫斯克").Replace(p.zh)
		return pair{p.uk, zh}, zh != p.zh
	}, 9, 9},
}

// twin puts a Latin letter in the place that a fault has marked.
var twin = strings.NewReplacer("Ωа", "a", "Ωо", "o", "Ωе", "e", "Ωі", "i", "Ωс", "c", "Ωр", "p", "Ωх", "x", "Ωу", "y")

// Planted bugs this test has caught: a word that is told twice.
func TestFaultsAreFound(t *testing.T) {
	r := readers(t)
	list := pairs(t)
	made, missed := map[diag.Code]int{}, map[diag.Code]int{}
	for _, f := range faults {
		n, found := 0, 0
		for _, p := range list {
			q, ok := f.make(p)
			if !ok || strings.HasSuffix(string(f.code), "s-differ") && f.code[0] != 'l' && f.code[0] != 'r' && f.code[0] != 'p' && silent.MatchString(p.uk+p.zh) {
				continue
			}
			q.uk = twin.Replace(q.uk)
			n++
			have := findings(t, r, q.uk, q.zh)
			if slices.ContainsFunc(have, func(d diag.Diagnostic) bool { return d.Code == f.code }) {
				found++
			} else {
				missed[f.code]++
				t.Logf("%s: %s\n%s%s", f.name, q.uk, q.zh, told(have))
			}
		}
		made[f.code] += n
		if n != f.can || found != f.found {
			t.Errorf("%s: found in %d of %d, not in %d of %d", f.name, found, n, f.found, f.can)
		}
	}
	for code, n := range made {
		t.Logf("%s: %d of %d", code, n-missed[code], n)
		if n < 20 || missed[code]*20 > n { // recall is 0.95 at least
			t.Errorf("%s: %d of %d are not found", code, missed[code], n)
		}
	}
}
