package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"diglot/generator/internal/build"
	"diglot/generator/internal/sample"
	"diglot/generator/internal/search"
	"diglot/generator/internal/sitetest"
)

// The script and the generator agree about words: those of the shipped site,
// and of thousands that are put together.
//
// Planted bugs this test has caught: NFKC left out of the generator; ʼ taken for
// a letter.
func TestTheScriptKnowsWordsAsTheGeneratorDoes(t *testing.T) {
	summon(t)
	node := program(t, "apt-get install nodejs", "node")
	texts := []string{}
	for _, p := range shipped(t).pages {
		texts = append(texts, p.main())
	}
	r := rand.New(rand.NewPCG(1, 2))
	stems := strings.Fields("харк угод альянс кін розвит проєкт дн універс політехн сю п’я ґан Київ мобільн учасн журнал заг Université straße ŁÓDŹ İ Ｄalian 大 连理 理工大学 々 1 ①")
	ends := strings.Fields("ів ові ями ого ись енн ання ець ок ці зі ськ івський ій їв єм ся ь й е а у о ати увала ом ам ін 'я ʼї ’є ` \u0301 大学 ß é 2021 ½ ﬁ \U00020000")
	for range 8000 {
		text := stems[r.IntN(len(stems))]
		for range r.IntN(4) {
			text += ends[r.IntN(len(ends))]
		}
		texts = append(texts, text, text+" "+ends[r.IntN(len(ends))])
	}
	folder := t.TempDir()
	script := sitetest.Shipped(t)["layouts/search.js"].Data
	asked, _ := json.Marshal(texts)
	for name, b := range map[string][]byte{"search.mjs": script, "texts.json": asked} {
		if err := os.WriteFile(filepath.Join(folder, name), b, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	const ask = `import("./search.mjs").then(m => {
		const texts = JSON.parse(require("fs").readFileSync("texts.json", "utf8"));
		process.stdout.write(JSON.stringify(texts.map(x => m.terms(x))));
	})`
	c := exec.Command(node, "-e", ask)
	c.Dir = folder
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	var have [][]string
	if err := json.Unmarshal(out, &have); err != nil || len(have) != len(texts) {
		t.Fatal(len(have), err)
	}
	words, faults := map[string]bool{}, 0
	for i, text := range texts {
		want := search.Terms(text)
		for _, w := range want {
			words[w] = true
		}
		if !slices.Equal(have[i], want) && faults < 20 {
			faults++
			t.Errorf("%.60q: the script has %q, the generator %q", text, have[i], want)
		}
	}
	t.Logf("%d terms of %d texts", len(words), len(texts))
}

// What a reader's browser has to fetch for the first search in a site of 10,000
// pages. It asks for one of two languages what there is in many pages and in
// few.
//
// Planted bugs this test has caught: parts of 200 kB.
func TestFirstSearchIsSmall(t *testing.T) {
	summon(t) // it takes as long as they do
	files, kept := sample.Site(10000, 1), &ofSearch{sitetest.Memory{Files: map[string][]byte{}}}
	_, report, err := build.Run(t.Context(), build.State{}, build.Input{Site: files, Clock: sitetest.Clock, Version: "test", Cache: sitetest.Drawn}, kept)
	if err != nil || len(report.Found) > 0 {
		t.Fatalf("the site was not built: %v\n%s", err, sitetest.Told(report.Found))
	}
	s, err := open(files, "", kept.Files)
	if err != nil {
		t.Fatal(err)
	}
	queries := map[string][]string{
		"uk": {"альянс", "університет", "Пекін", "Харківський політехнічний університет", "угода про співробітництво", "меморандум",
			"робототехніка", "спільні лабораторії", "студенти", "викладачів", "дистанційне навчання", "церемонія підписання", "2021", "Beijing",
			"北京", "大学", "програма подвійних дипломів", "наука", "медичний", "Kharkiv", "Вітренко", "план роботи", "п", "ун", "співпраця в галузі", "zzz", "Gtrsy", "аграрний університет", "обмін", "конференція"},
		"zh": {"联盟", "大学", "北京", "北京医科大学", "合作协议", "备忘录", "机器人", "联合实验室", "学生", "教师", "远程教育", "签署仪式", "2021年",
			"Beijing", "Пекін", "університет", "双学位项目", "科学", "医科", "Kharkiv", "哈尔科夫", "工作计划", "大", "中国", "两校签署合作协议", "zzz", "Gtrsy", "农业大学", "交流", "会议"},
	}
	packed := map[string]int{}
	weigh := func(name string) int {
		if packed[name] == 0 {
			var b bytes.Buffer
			w, _ := gzip.NewWriterLevel(&b, gzip.DefaultCompression)
			w.Write(s.files[name])
			w.Close()
			packed[name] = b.Len()
		}
		return packed[name]
	}
	for _, key := range []string{"uk", "zh"} {
		first := weigh(key + "/search/index.html")
		for _, name := range s.names(".js") {
			first += weigh(name)
		}
		if script := first - weigh(key+"/search/index.html"); script > 15<<10 || weigh(key+"/search/index.html") > 12<<10 {
			t.Errorf("%s: the script weighs %d bytes, the page %d", key, script, first-script)
		}
		var sizes, alone []int
		for _, q := range queries[key] {
			x := openIndex(t, s, key)
			x.first(t, q)
			sum := 0
			for _, name := range x.fetched {
				sum += weigh(name)
			}
			if sum > 30<<10 {
				t.Errorf("%s %q fetches %d bytes", key, q, sum)
			}
			alone = append(alone, sum)
			sizes = append(sizes, sum+first)
		}
		slices.Sort(sizes)
		slices.Sort(alone)
		t.Logf("%s: of %d questions the first search fetches %d bytes in the median and %d at most, page and script included; the index alone %d and %d",
			key, len(sizes), sizes[len(sizes)/2], sizes[len(sizes)-1], alone[len(alone)/2], alone[len(alone)-1])
		if most := sizes[len(sizes)-1]; most > 60_000 {
			t.Errorf("%s: a first search fetches %d bytes", key, most)
		}
	}
}

// ofSearch is a sink that keeps no pages but those of the search: to read ten
// thousand takes longer than to make them.
type ofSearch struct{ sitetest.Memory }

func (s *ofSearch) Put(name string, b []byte, key build.Key) error {
	if path.Ext(name) == ".html" && !strings.HasSuffix(name, "/search/index.html") {
		return nil
	}
	return s.Memory.Put(name, b, key)
}

// asks types a question and waits for the answer to it.
const asks = `(async q => {
	const input = document.querySelector("#q"), status = document.querySelector("#search-status");
	status.textContent = "";
	input.value = q;
	input.dispatchEvent(new Event("input"));
	for (let i = 0; i < 400 && !status.textContent; i++) await new Promise(r => setTimeout(r, 10));
	return shown();
})`

// shown is what a reader sees of the answer.
const shown = `globalThis.shown = () => ({
	Status: document.querySelector("#search-status").innerText,
	Hidden: document.querySelector("#results").hidden,
	URLs: [...document.querySelectorAll("#search-list .item-title a")].map(a => a.getAttribute("href")),
	Marks: [...document.querySelectorAll("#search-list mark")].map(m => m.textContent),
	Langs: [...document.querySelectorAll("#search-list [lang]")].map(e => e.lang),
	More: !document.querySelector("#search-more").hidden,
	Query: location.search, Value: document.querySelector("#q").value,
}); true`

type answer struct {
	Status, Query, Value string
	Hidden, More         bool
	URLs, Marks, Langs   []string
}

func (b *tab) evaluate(t *testing.T, code string) answer {
	t.Helper()
	a, err := chromedp.Run(b.ctx, chromedp.Evaluate[answer](code, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(code, err)
	}
	return a
}

func (b *tab) open(t *testing.T, address string) {
	t.Helper()
	if err := chromedp.Do(b.ctx, chromedp.Navigate(address)); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](shown)); err != nil {
		t.Fatal(err)
	}
}

func (b *tab) ask(t *testing.T, query string) answer {
	t.Helper()
	return b.evaluate(t, fmt.Sprintf("%s(%q)", asks, query))
}

// The page finds in a browser what the index finds in Go, in the same order.
func TestTheSearchPageFindsWhatIsSought(t *testing.T) {
	summon(t)
	t.Parallel()
	s := serve(t, "/", func(base string) *published { return mustBuild(t, sitetest.Shipped(t), base) })
	b := openTab(t, s)
	for _, key := range []string{"uk", "zh"} {
		b.open(t, s.base.String()+key+"/search/")
		x := openIndex(t, s, key)
		j := judge{}
		for _, q := range soughtIn(t, "shipped", key) {
			a := b.ask(t, q.query)
			if fault := j.hear(q, a.URLs); fault != "" {
				t.Log(fault)
			}
			want, n := x.first(t, q.query)
			if !slices.Equal(a.URLs, want) {
				t.Errorf("%s %q: the page shows %q, the index has %q", key, q.query, a.URLs, want)
			}
			if a.Hidden || a.More != (n > 10) || !strings.Contains(a.Status, fmt.Sprint(n)) {
				t.Errorf("%s %q: %d results, %+v", key, q.query, n, a)
			}
		}
		j.pass(t, key+" in a browser")
	}
	for _, c := range b.complained() {
		t.Error(c)
	}
}

// The address holds the question, so that it can be shared and gone back to;
// what is found is marked and says its language; what is not found is said,
// with what is near; a part that cannot be fetched is no end.
func TestTheSearchPageAnswers(t *testing.T) {
	summon(t)
	t.Parallel()
	s := serve(t, "/sub/", func(base string) *published { return mustBuild(t, sitetest.Shipped(t), base) })
	b := openTab(t, s)
	page := s.base.String() + "uk/search/"
	b.open(t, page)
	if a := b.evaluate(t, "shown()"); !a.Hidden || a.Status != "" {
		t.Errorf("something is shown before anything is asked: %+v", a)
	}
	a := b.ask(t, "大连理工")
	if a.Query != "?q="+url.QueryEscape("大连理工") || !slices.Contains(a.Langs, "zh-Hans") || !slices.Contains(a.Marks, "大连理工") {
		t.Errorf("%+v", a)
	}
	if a = b.ask(t, "Харкові"); !slices.Contains(a.Marks, "Харків") {
		t.Errorf("nothing is marked: %+v", a)
	}
	if a = b.ask(t, "Делянь"); !strings.Contains(a.Status, "нічого не знайдено") || len(a.URLs) == 0 {
		t.Errorf("nothing near is told: %+v", a)
	}
	if a = b.ask(t, "Lfkzym"); !strings.Contains(a.Status, "«Далянь»") {
		t.Errorf("the other layout is not told: %+v", a)
	}
	if a = b.ask(t, "<b>x</b> \"'&"); len(a.URLs) > 0 {
		t.Errorf("%+v", a)
	}
	for _, c := range b.complained() {
		t.Error(c)
	}
	b.open(t, page+"?q="+url.QueryEscape("Суми"))
	a = b.evaluate(t, `(async () => { for (let i = 0; i < 400 && shown().Hidden; i++) await new Promise(r => setTimeout(r, 10)); return shown(); })()`)
	if a.Value != "Суми" || !slices.Contains(a.URLs, "/sub/uk/members/sumdu/") {
		t.Errorf("an address with a question is not answered: %+v", a)
	}
	a = b.evaluate(t, `(async () => {
		document.querySelector("#q").value = "Київ";
		document.querySelector(".search-form").requestSubmit();
		await new Promise(r => setTimeout(r, 300));
		history.back();
		for (let i = 0; i < 400 && !shown().Query.includes("%D0%A1"); i++) await new Promise(r => setTimeout(r, 10));
		return shown();
	})()`)
	if a.Value != "Суми" {
		t.Errorf("the way back does not lead to the earlier question: %+v", a)
	}
	for _, name := range s.names(".json") {
		if strings.HasPrefix(name, "uk/search/") {
			delete(s.files, name)
		}
	}
	b.open(t, page)
	if a = b.ask(t, "Суми"); !strings.Contains(a.Status, "Не вдалося") || !strings.Contains(a.Status, "Спробувати ще раз") {
		t.Errorf("a failure is not told: %+v", a)
	}
}

// No page but the two that search names a script.
func TestOnlyTheSearchPageLoadsAScript(t *testing.T) {
	s := shipped(t)
	loading := 0
	for _, p := range s.pages {
		scripts := strings.Count(string(s.files[p.path]), "<script") - strings.Count(string(s.files[p.path]), `<script type="application/ld+json">`)
		if search := strings.HasSuffix(p.path, "/search/index.html"); (scripts == 1) != search || scripts > 1 {
			t.Errorf("%s has %d scripts", p.path, scripts)
		}
		loading += scripts
	}
	if loading != 2 {
		t.Errorf("%d pages load a script", loading)
	}
}
