package sitetest

import (
	"fmt"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"diglot/generator/internal/build"
)

// city is a place of the newsroom, with a university in it.
type city struct{ id, uk, zh, country string }

var cities = []city{
	{"kharkiv", "Харків", "哈尔科夫", "UA"}, {"dalian", "Далянь", "大连", "CN"},
	{"sumy", "Суми", "苏梅", "UA"}, {"harbin", "Харбін", "哈尔滨", "CN"},
	{"poltava", "Полтава", "波尔塔瓦", "UA"}, {"shenyang", "Шеньян", "沈阳", "CN"},
	{"lviv", "Львів", "利沃夫", "UA"}, {"qingdao", "Ціндао", "青岛", "CN"},
	{"odesa", "Одеса", "敖德萨", "UA"}, {"jinan", "Цзінань", "济南", "CN"},
}

// Newsroom is the site of an alliance as a ministry's press office would run
// it: ten universities, five agreements of each of five pairs, a ceremony a
// year, fifty announcements in both languages. All of it is invented. It holds
// what looks like a mistake and is none: testdata/sites/newsroom/base.txtar.
func Newsroom(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	put := func(name, text string, args ...any) {
		files["content/"+name] = &fstest.MapFile{Data: fmt.Appendf(nil, text, args...)}
	}
	for _, c := range cities {
		put("places/"+c.id+".md", "---\nname:\n  uk: %s\n  zh: %s\ncountry: %s\n---\n", c.uk, c.zh, c.country)
		put("members/univ-"+c.id+".md", "---\nname:\n  uk: Університет міста %s\n  zh: %s大学\nlocation: %s\nslug:\n  uk: universytet-%s\n---\n", c.uk, c.zh, c.id, c.id)
	}
	for year := 2021; year <= 2025; year++ {
		put(fmt.Sprintf("ceremonies/forum-%d.md", year),
			"---\nname:\n  uk: Форум ректорів %d року\n  zh: %d年校长论坛\nstartDate: %d-06-23 09:30\nendDate: %d-06-24\nattendanceMode: mixed\nlocation: [%s]\n---\n",
			year, year, year, year, cities[year%len(cities)].id)
		for pair := range 5 {
			put(fmt.Sprintf("agreements/pair-%d-of-%d.md", pair, year), "---\nagreementType: mobility\nparties: [univ-%s, univ-%s]\nsignedAt: forum-%d\ndateSigned: %d-06-23\nentryIntoForce: %d-09-01\nvalidThrough: %d-08-31\n---\n",
				cities[2*pair].id, cities[2*pair+1].id, year, year, year, year+1)
		}
	}
	for n := range 50 {
		put2 := func(language, text string, args ...any) {
			put(fmt.Sprintf("announcements/%s.%s.md", newsID(n), language), text, args...)
		}
		year, pair, here := 2021+n/10, n%5, cities[n%len(cities)]
		agreement := fmt.Sprintf("pair-%d-of-%d", pair, year)
		put("announcements/"+newsID(n)+".md", "---\ndate: %d-%02d-%02d\nabout:\n  - agreement:%s\n  - ceremony:forum-%d\ndateline:\n  place: %s\n---\n",
			year, 7+n%5, 1+n%28, agreement, year, here.id)
		put2("uk", "---\ntitle: Студенти їдуть до міста %s\n---\nЗа [угодою](../agreements/%s.md) навчання почнеться 1 вересня %d року.\n\n## Хто їде\n\nДвадцять студентів; про це домовились на [](ceremony:forum-%d).\n", here.uk, agreement, year, year)
		put2("zh", "---\ntitle: 学生前往%s\n---\n根据[协议](../agreements/%s.md)，学习将于%d年9月1日开始。\n\n## 人员\n\n二十名学生；此事在[](ceremony:forum-%d)上商定。\n", here.zh, agreement, year, year)
	}
	base, err := txtar.ParseFile(Testdata("sites/newsroom/base.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range base.Files {
		files[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	Dress(files)
	return files
}

func newsID(n int) string {
	what := []string{"mobility", "departure", "exchange", "scholars", "summer-school"}[n%5]
	return fmt.Sprintf("%s-%d-%s", what, 2021+n/10, cities[n%len(cities)].id)
}

// LockOf is the lock of addresses as an author's build leaves it.
func LockOf(t *testing.T, files fstest.MapFS) []byte {
	t.Helper()
	_, report, err := build.Run(t.Context(), build.State{}, build.Input{Site: files, Clock: Clock, Version: "test", Cache: Drawn}, Unseen{})
	if err != nil || report.Lock.After == nil {
		t.Fatal("no lock", err)
	}
	return report.Lock.After
}
