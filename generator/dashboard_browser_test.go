package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/chromedp/chromedp"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/sample"
)

// lagging is a site in which two texts are behind their originals, in either
// direction, and one has no partner yet.
func lagging() fstest.MapFS {
	files := sample.Small()
	put := func(name, text string) { files[name] = &fstest.MapFile{Data: []byte(text)} }
	then := "Про [угоду](../agreements/pact.md).\n\n## Підсумки {#results}\n\nПідписано.\n\n![Зала](first/photo.png)\n"
	put("content/announcements/first.uk.md", "Про [нову угоду](../agreements/pact.md) двох університетів, яку ректори підписали на церемонії в Харкові.\n\n## Підсумки {#results}\n\nПідписано й оприлюднено.\n\n![Зала](first/photo.png)\n")
	put("content/announcements/first.zh.md", "---\n# 译文\ntranslationOf: uk 2021-07-07 "+sealOf(then)+"\n---\n关于[协议](../agreements/pact.md)。\n\n## 成果 {#results}\n\n已签署。\n\n![会场](first/photo.png)\n")
	put("content/announcements/second.uk.md", "---\ntranslationOf: zh 2022-03-01 aaaa\n---\nДалі [перша](first.md#results) і [](person:olena).\n")
	delete(files, "content/agreements/pact.zh.md")
	return files
}

// A press officer sees what is behind beside its original, says with the
// keyboard alone that it is done, and sees the mark go.
func TestAuthorMarksATranslationAsDone(t *testing.T) {
	summon(t)
	const file = "content/announcements/first.zh.md"
	for _, c := range []struct {
		speaks       diag.Language
		behind, done string
	}{
		{diag.English, "2 of 4 paragraphs changed since 2021-07-07", "Mark as done"},
		{diag.Ukrainian, "у тексті 4 абзаци, після 2021-07-07 змінено 2", "Позначити виконаним"},
		{diag.Chinese, "4段中有2段在2021-07-07之后有改动", "标为完成"},
	} {
		t.Run(c.speaks.String(), func(t *testing.T) {
			a := authorOf(t, lagging(), c.speaks)
			if err := chromedp.Do(a.ctx, chromedp.EmulateViewport(1100, 1000), chromedp.Navigate(a.base.String()+"_/")); err != nil {
				t.Fatal(err)
			}
			a.sees("what is behind", `document.body.innerText.includes(`+strconv.Quote(c.behind)+`)`)
			a.sees("the original beside the translation", `[...document.querySelectorAll(".beside tr")].some(r => r.cells[1]?.innerText.includes("Підписано й оприлюднено.") && r.cells[2].innerText.includes("已签署。"))`)
			if name := os.Getenv("DIGLOT_SCREENSHOTS"); name != "" {
				a.does(`document.querySelector(".table").scrollIntoView({behavior: "instant"})`)
				a.photograph(filepath.Join(name, "dashboard-"+c.speaks.String()+".png"))
				if err := chromedp.Do(a.ctx, chromedp.EmulateViewport(390, 1000)); err != nil {
					t.Fatal(err)
				}
				a.does(`document.querySelector(".beside").scrollIntoView({behavior: "instant"})`)
				a.photograph(filepath.Join(name, "dashboard-phone-"+c.speaks.String()+".png"))
				if err := chromedp.Do(a.ctx, chromedp.EmulateViewport(1100, 1000)); err != nil {
					t.Fatal(err)
				}
			}
			a.does(`[...document.querySelectorAll("form")].find(f => f.elements.file?.value === "` + file + `").querySelector("button").focus()`)
			a.sees("the button", `document.activeElement.innerText === `+strconv.Quote(c.done)+` && document.getElementById(document.activeElement.getAttribute("aria-describedby")) !== null`)
			if err := chromedp.Do(a.ctx, chromedp.KeyEvent("\r")); err != nil {
				t.Fatal(err)
			}
			a.sees("the page without the mark", `document.querySelector("h1") && location.pathname === "/_/" && !document.body.innerText.includes(`+strconv.Quote(c.behind)+`)`)
			if now := a.read(file); !strings.HasPrefix(now, "---\n# 译文\ntranslationOf: uk 2026-") || !strings.Contains(now, sealOf(a.read("content/announcements/first.uk.md"))) {
				t.Errorf("the file holds %q", now)
			}
			if list := a.complained(); len(list) > 0 {
				t.Errorf("the browser complained: %q", list)
			}
		})
	}
}
