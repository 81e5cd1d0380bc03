package main

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/chromedp/chromedp"

	"diglot/generator/internal/align"
	"diglot/generator/internal/build"
	"diglot/generator/internal/markdown"
	"diglot/generator/internal/sitetest"
)

// original is the text that the tests below edit; its translation notes what it
// was made from.
const original = "## Підписання {#signing}\n\nУгоди підписано.\n\n- програми\n- обміни\n\nДалі буде.[^1] Див. [вище](#signing).\n\n[^1]: Восени.\n"

const translation = "## 签署 {#signing}\n\n协议已签署。\n\n- 项目\n- 交流\n\n待续。[^1] 见[上文](#signing)。\n\n[^1]: 秋天。\n"

func sealOf(text string) string {
	body, _ := markdown.Parse([]byte(text), markdown.Options{Tag: "uk", Blocks: true})
	return align.Seal(align.Blocks(body))
}

// sideBySide is a site with one announcement, in Ukrainian as given and in
// Chinese as it was translated from the original.
func sideBySide(t *testing.T, text string) fstest.MapFS {
	t.Helper()
	site := maps.Clone(sitetest.ProblemBase(t))
	put := func(name, content string) { site[name] = &fstest.MapFile{Data: []byte(content)} }
	put("site.yaml", string(site["site.yaml"].Data)+"parallel: [announcements]\n")
	put("content/announcements/opening.uk.md", "---\ntitle: Альянс відкрито\n---\n"+text)
	put("content/announcements/opening.zh.md", "---\ntitle: 联盟成立\ntranslationOf: uk 2021-07-07 "+sealOf(original)+"\n---\n"+translation)
	return site
}

// putting notes what is put.
type putting struct {
	outputs
	put []string
}

func (p *putting) Put(path string, b []byte, k build.Key) error {
	p.put = append(p.put, path)
	return p.outputs.Put(path, b, k)
}

func (p *putting) run(t *testing.T, state build.State, site fstest.MapFS) (build.State, build.Report) {
	t.Helper()
	p.put = nil
	next, report, err := build.Run(context.Background(), state, build.Input{Site: site, Clock: sitetest.Clock, Version: "test"}, p)
	if err != nil || report.Failed(false) {
		t.Fatal(err, sitetest.Told(report.Found))
	}
	return next, report
}

var tagged = regexp.MustCompile(`(?s)<section class="row" id="([^"]*)">.*?</section>`)

// rowsOf are the rows of a parallel edition by their ids, in order.
func rowsOf(page string) (ids []string, rows map[string]string) {
	rows = map[string]string{}
	for _, m := range tagged.FindAllStringSubmatch(page, -1) {
		ids, rows[m[1]] = append(ids, m[1]), m[0]
	}
	return ids, rows
}

const (
	ukBeside = "uk/announcements/opening/parallel/index.html"
	zhBeside = "zh/announcements/opening/parallel/index.html"
	zhPage   = "zh/announcements/opening/index.html"
)

// Planted bugs this test has caught: ids of headings in the cells as well.
func TestParallelEditionsHaveTheSameRows(t *testing.T) {
	p := &putting{outputs: outputs{}}
	_, report := p.run(t, build.State{}, sideBySide(t, original))
	if len(report.Found) > 0 {
		t.Error(sitetest.Told(report.Found))
	}
	want := []string{"signing", "signing.1", "signing.2.1", "signing.2.2", "signing.3", "signing.4"}
	for page, first := range map[string]string{ukBeside: "uk", zhBeside: "zh-Hans"} {
		ids, rows := rowsOf(p.outputs[page])
		if !slices.Equal(ids, want) {
			t.Errorf("%s has the rows %v", page, ids)
		}
		for id, row := range rows {
			tags := regexp.MustCompile(`class="prose" lang="([^"]*)"`).FindAllStringSubmatch(row, -1)
			if len(tags) != 2 || tags[0][1] != first || tags[1][1] == first || strings.Count(row, ` id="signing"`) > 1 {
				t.Errorf("%s: the row %s is %s", page, id, row)
			}
		}
		for _, has := range []string{`<link rel="canonical" href="https://alliance.example/` + strings.TrimSuffix(page, "parallel/index.html") + `">`,
			`<meta property="og:url" content="https://alliance.example/` + strings.TrimSuffix(page, "index.html") + `">`,
			`<a href="#signing">`, `id="uk-fn1"`, `id="zh-fn1"`} {
			if !strings.Contains(p.outputs[page], has) {
				t.Errorf("%s lacks %s", page, has)
			}
		}
		if strings.Contains(p.outputs[page], "hreflang=\"uk\" href=") || strings.Contains(p.outputs["sitemap.xml"], "parallel") {
			t.Errorf("%s is announced to search engines", page)
		}
	}
	if !strings.Contains(p.outputs[ukBeside], `<a href="/zh/announcements/opening/parallel/" hreflang="zh-Hans"`) {
		t.Error("the switch does not lead to the parallel edition of the other language")
	}
}

// Planted bugs this test has caught: words in the language of the text; a mark at
// every block; blocks of different kinds taken for each other.
func TestStaleTranslationSaysSoWhereItIs(t *testing.T) {
	p := &putting{outputs: outputs{}}
	changed := strings.NewReplacer("Угоди підписано.", "Угоди вже підписано.", "- обміни\n", "", "Далі", "Нове.\n\nДалі").Replace(original)
	_, report := p.run(t, build.State{}, sideBySide(t, changed))
	if len(report.Found) != 1 || report.Found[0].Code != "translation-stale" || report.Found[0].Arg("changed") != "lines 6, 10" {
		t.Error(sitetest.Told(report.Found))
	}
	ids, rows := rowsOf(p.outputs[ukBeside])
	if want := []string{"signing", "signing.1", "signing.2.1", "zh.signing.2.2", "signing.3", "signing.4", "signing.5"}; !slices.Equal(ids, want) {
		t.Errorf("the rows are %v", ids)
	}
	for id, words := range map[string]string{"signing.1": "старіший за оригінал", "zh.signing.2.2": "цього місця вже немає", "signing.3": "Цього місця китайський текст не має"} {
		if !strings.Contains(rows[id], words) {
			t.Errorf("%s does not say %q: %s", id, words, rows[id])
		}
	}
	for _, id := range []string{"signing", "signing.2.1", "signing.4", "signing.5"} {
		if strings.Contains(rows[id], `class="lag"`) || strings.Contains(rows[id], `class="missing"`) {
			t.Errorf("%s is marked: %s", id, rows[id])
		}
	}
	page := p.outputs[zhPage]
	for _, has := range []string{`notice-stale`, `2021年7月7日`, `<p><span class="lag" id="lag.signing.1">`, `<li><span class="lag" id="lag.signing.2.2">`, `<a href="#lag.signing.1">1.1</a>`} {
		if !strings.Contains(page, has) {
			t.Errorf("/%s lacks %s", zhPage, has)
		}
	}
	if n := strings.Count(page, `class="lag"`); n != 2 {
		t.Errorf("%d marks", n)
	}
	if strings.Contains(p.outputs["uk/announcements/opening/index.html"], "notice-") || strings.Contains(p.outputs["zh/feed.xml"], `lag`) {
		t.Error("the original or the feed says that it is behind")
	}
}

// The page of a translation shows two texts, one of which it only says something
// about: an edit of the original makes it anew, an edit of the translation leaves
// the original's page as it is.
//
// Planted bugs this test has caught: the original left out of what the page of a
// translation shows.
func TestEditOfATextMakesThePagesThatSpeakOfIt(t *testing.T) {
	site := sideBySide(t, original)
	p := &putting{outputs: outputs{}}
	state, _ := p.run(t, build.State{}, site)
	for _, e := range []struct {
		file string
		want []string
	}{
		{"content/announcements/opening.uk.md", []string{"uk/announcements/opening/index.html", ukBeside, "uk/feed.xml", zhPage, zhBeside}},
		{"content/announcements/opening.zh.md", []string{ukBeside, zhPage, zhBeside, "zh/feed.xml"}},
	} {
		edited := maps.Clone(site)
		edited[e.file] = &fstest.MapFile{Data: []byte(strings.Replace(string(site[e.file].Data), "## ", "## 2021 ", 1))}
		p.outputs = outputs{}
		_, report := p.run(t, state, edited)
		if report.Made != len(e.want) {
			t.Errorf("%s: %d views were made, not %d", e.file, report.Made, len(e.want))
		}
		cold := outputs{}
		if _, _, err := build.Run(context.Background(), build.State{}, build.Input{Site: edited, Clock: sitetest.Clock, Version: "test"}, cold); err != nil {
			t.Fatal(err)
		}
		if !maps.Equal(cold, p.outputs) {
			t.Errorf("%s: a cold build gives another site", e.file)
		}
	}
}

// Without scripts, which text is shown is the reader's choice.
func TestOneTextCanBeChosen(t *testing.T) {
	summon(t)
	t.Parallel()
	s := serve(t, "/", func(base string) *published { return mustBuild(t, sitetest.Shipped(t), base) })
	b := openTab(t, s)
	for _, width := range []int64{1280, 390} {
		for _, choice := range []struct {
			id, shown string
		}{{"show-all", "true true"}, {"show-0", "true false"}, {"show-1", "false true"}} {
			steps := []chromedp.Action[chromedp.Void]{chromedp.EmulateViewport(width, 900), chromedp.Navigate(s.base.String() + "uk/agreements/khpi-dlpu/parallel/")}
			if err := chromedp.Do(b.ctx, steps...); err != nil {
				t.Fatal(err)
			}
			shown, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](fmt.Sprintf(`document.getElementById(%q).click();
				[0, 1].map(n => [...document.querySelectorAll(".cell[data-side='" + n + "']")].every(c => c.getBoundingClientRect().width > 100)).join(" ")`, choice.id)))
			if err != nil || shown != choice.shown {
				t.Errorf("at %d px %s shows %s, not %s: %v", width, choice.id, shown, choice.shown, err)
			}
		}
	}
}
