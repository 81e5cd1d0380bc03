package main

import (
	"bytes"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"diglot/generator/internal/build"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/site"
	"diglot/generator/internal/sitetest"
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

// newsroom is the site of an alliance as a ministry's press office would run
// it: ten universities, five agreements of each of five pairs, a ceremony a
// year, fifty announcements in both languages. All of it is invented. It holds
// what looks like a mistake and is none: testdata/sites/newsroom/base.txtar.
func newsroom(t *testing.T) fstest.MapFS {
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
	base, err := txtar.ParseFile("testdata/sites/newsroom/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range base.Files {
		files[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	dress(files)
	return files
}

func newsID(n int) string {
	what := []string{"mobility", "departure", "exchange", "scholars", "summer-school"}[n%5]
	return fmt.Sprintf("%s-%d-%s", what, 2021+n/10, cities[n%len(cities)].id)
}

// fault is what somebody did wrong in the newsroom, and the one finding that must
// be made of it.
type fault struct {
	name, want string
	plant      func(files fstest.MapFS) error
}

// faults reads faults.txtar. A file of it is a fault, named in words. Its first
// line is what must be told, "code file:line"; the others say what was done:
//
//	edit FILE       the line after it is replaced by the lines up to an empty one
//	rename OLD NEW  a file gets another name
//	remove FILE     a file is taken away
func faults(t *testing.T) []fault {
	t.Helper()
	a, err := txtar.ParseFile(filepath.Join("testdata", "sites", "newsroom", "faults.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	var list []fault
	for _, f := range a.Files {
		want, deeds, _ := strings.Cut(string(f.Data), "\n")
		list = append(list, fault{f.Name, want, func(files fstest.MapFS) error {
			for deed := range strings.SplitSeq(strings.TrimSpace(deeds), "\n\n") {
				if err := do(files, strings.Split(deed, "\n")); err != nil {
					return err
				}
			}
			return nil
		}})
	}
	return list
}

func do(files fstest.MapFS, deed []string) error {
	words := strings.Fields(deed[0])
	f, ok := files[words[1]]
	switch {
	case !ok:
		return fmt.Errorf("there is no %s", words[1])
	case words[0] == "remove":
		delete(files, words[1])
	case words[0] == "rename":
		delete(files, words[1])
		files[words[2]] = f
	case bytes.Count(f.Data, []byte(deed[1]+"\n")) != 1:
		return fmt.Errorf("%s does not hold %q once", words[1], deed[1])
	default:
		new := strings.Join(append(slices.Clone(deed[2:]), ""), "\n")
		files[words[1]] = &fstest.MapFile{Data: bytes.Replace(f.Data, []byte(deed[1]+"\n"), []byte(new), 1)}
	}
	return nil
}

// Whatever goes wrong in a newsroom is found, each fault once, alone and among
// all the others; where nothing is wrong nothing is found.
//
// Planted bugs this test has caught: agreements not compared with their
// ceremonies; moments compared with their zones; the lock not compared.
func TestNewsroomFaultsAreFoundOnceAndNoneIsInvented(t *testing.T) {
	clean := newsroom(t)
	state, wrong := sitetest.Found(t, build.State{}, clean, false)
	if len(wrong) > 0 {
		t.Fatalf("the clean twin has mistakes:\n%s", sitetest.Told(wrong))
	}
	clean[site.LockFile] = &fstest.MapFile{Data: lockOf(t, clean)}
	if n := countRecords(clean); n < 90 {
		t.Fatalf("only %d records", n)
	}
	all, want := maps.Clone(clean), []string(nil)
	for _, f := range faults(t) {
		want = append(want, f.want)
		if err := f.plant(all); err != nil {
			t.Fatalf("%s: %v", f.name, err)
		}
		t.Run(f.name, func(t *testing.T) {
			one := maps.Clone(clean)
			if err := f.plant(one); err != nil {
				t.Fatal(err)
			}
			_, list := sitetest.Found(t, state, one, false)
			compareFound(t, list, []string{f.want})
		})
	}
	if len(want) < 20 {
		t.Errorf("only %d faults", len(want))
	}
	_, list := sitetest.Found(t, state, all, false)
	compareFound(t, list, want)
}

// lockOf is the lock of addresses as an author's build leaves it.
func lockOf(t *testing.T, files fstest.MapFS) []byte {
	t.Helper()
	_, report, err := build.Run(t.Context(), build.State{}, build.Input{Site: files, Clock: sitetest.Clock, Version: "test", Cache: sitetest.Drawn}, sitetest.Unseen{})
	if err != nil || report.Lock.After == nil {
		t.Fatal("no lock", err)
	}
	return report.Lock.After
}

func countRecords(files fstest.MapFS) int {
	ids := map[string]bool{}
	for name := range files {
		if id, _, ok := strings.Cut(path.Base(name), "."); ok && strings.HasPrefix(name, "content/") && path.Ext(name) == ".md" {
			ids[path.Dir(name)+"/"+id] = true
		}
	}
	return len(ids)
}

// compareFound compares findings as "code file:line".
func compareFound(t *testing.T, list []diag.Diagnostic, want []string) {
	t.Helper()
	var got []string
	for _, d := range list {
		place := d.Span.File
		if d.Span.Line > 0 {
			place = fmt.Sprintf("%s:%d", place, d.Span.Line)
		}
		got = append(got, fmt.Sprintf("%s %s", d.Code, place))
	}
	slices.Sort(got)
	want = slices.Sorted(slices.Values(want))
	if !slices.Equal(got, want) {
		t.Errorf("found\n  %s\nnot\n  %s\n%s", strings.Join(got, "\n  "), strings.Join(want, "\n  "), sitetest.Told(list))
	}
}
