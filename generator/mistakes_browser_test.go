package main

import (
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/chromedp/chromedp"
	"golang.org/x/tools/txtar"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/sitetest"
)

// Whatever authors do wrong stands over the page in their language, at its line
// and with how to mend it, and goes when it is mended. A click on the place opens
// it in their editor.
//
// Planted bugs this test has caught: findings of the Run before stay; a place that
// is opened without its line; findings in English for everybody.
func TestSeventeenMistakesInTheBrowserInThreeLanguages(t *testing.T) {
	summon(t)
	mistakes, err := txtar.ParseFile("testdata/mistakes.txtar")
	if err != nil {
		t.Fatal(err)
	}
	spoilt := filesIn(mistakes)
	spoilt["content/places/sumy.md"].Data = sitetest.Windows1251(spoilt["content/places/sumy.md"].Data)
	base := sitetest.ProblemBase(t)
	base["content/announcements/opening/gate.png"] = &fstest.MapFile{Data: sitetest.Gate()}
	expected := expectedMistakes(mistakes)
	for _, speaks := range []diag.Language{diag.Ukrainian, diag.Chinese, diag.English} {
		a := authorOf(t, base, speaks)
		if err := chromedp.Do(a.ctx, chromedp.EmulateViewport(1000, 700), chromedp.Navigate(a.base.String()+"uk/")); err != nil {
			t.Fatal(err)
		}
		a.sees("a page without findings", inPreview+`.querySelector(".bar button.toggle") && `+overlay+`.hidden`)
		for n, mistake := range expected {
			code, place, _ := strings.Cut(mistake, " ")
			file, _, _ := strings.Cut(place, ":")
			a.spoil(base, spoilt, file)
			shown := `[...` + overlay + `.querySelectorAll("pre")].find(p => p.textContent.startsWith(` + strconv.Quote(place+":") + `) && p.textContent.includes(` + strconv.Quote("["+code+"]") + `))`
			fix := "\n  " + speaks.Say("fix") + strings.TrimSpace(speaks.Colon())
			a.sees(speaks.String()+": "+mistake, `!`+overlay+`.hidden && (`+shown+`)?.textContent.includes(`+strconv.Quote(fix)+`)`)
			if n == 0 {
				a.does(shown + `.querySelector("button").click()`)
				if got, want := <-a.opened, filepath.Join(a.dir, filepath.FromSlash(place)); got != want {
					t.Errorf("the editor shows %s, not %s", got, want)
				}
			}
			a.spoil(base, base, file)
			a.sees(speaks.String()+": no more "+mistake, overlay+`.hidden && `+inPreview+`.querySelector("[role=alert]").hidden && !(`+shown+`)`)
		}
		if list := a.complained(); len(list) > 0 {
			t.Errorf("the browser complained: %q", list)
		}
	}
}

// spoil gives the record of a file the files that another site has of it.
func (a *author) spoil(base, other fstest.MapFS, file string) {
	a.t.Helper()
	id, _, _ := strings.Cut(path.Base(file), ".")
	ofRecord := func(name string) bool { return strings.HasPrefix(name, path.Dir(file)+"/"+id+".") }
	for _, name := range slices.Sorted(maps.Keys(other)) {
		if ofRecord(name) {
			a.write(name, string(other[name].Data))
		}
	}
	written, err := filepath.Glob(filepath.Join(a.dir, path.Dir(file), id+".*"))
	if err != nil {
		a.t.Fatal(err)
	}
	for _, name := range written {
		if at := path.Dir(file) + "/" + filepath.Base(name); other[at] == nil && base[at] == nil {
			if err := os.Remove(name); err != nil {
				a.t.Fatal(err)
			}
		}
	}
}
