package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/chromedp"

	"diglot/generator/internal/build"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/edit"
	"diglot/generator/internal/preview"
	"diglot/generator/internal/sample"
	"diglot/generator/internal/site"
	"diglot/generator/internal/source"
)

// author is somebody who edits files and looks at the preview.
type author struct {
	t   testing.TB
	dir string
	*tab
	speaks diag.Language
	opened chan string // places that were opened in the editor
}

func newAuthor(t *testing.T) *author { return authorOf(t, sample.Small(), diag.English) }

// authorOf has a site, and reads messages in a language.
func authorOf(t testing.TB, files fstest.MapFS, speaks diag.Language) *author {
	t.Helper()
	a := &author{t: t, dir: t.TempDir(), speaks: speaks, opened: make(chan string, 1)}
	for name, f := range files {
		a.write(name, string(f.Data))
	}
	folder, err := source.OS(a.dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { folder.Close() })
	listener, err := preview.Listen(0, false)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	address, over := make(chan string, 1), make(chan error, 1)
	go func() {
		over <- preview.Serve(ctx, listener, preview.Options{
			Dir: a.dir, Input: build.Input{Site: folder, Drafts: true, Version: "test"},
			Clock: func() (site.Clock, error) { return sample.Clock, nil },
			Printer: func() diag.Printer {
				return diag.Printer{Language: a.speaks, Lines: a.line}
			},
			Write: func(ctx context.Context, plan edit.Plan) error {
				return plan.Apply(ctx, edit.Place{Site: a.dir, Work: filepath.Join(a.dir, ".diglot"), Wait: time.Second})
			},
			Open: func(file string, line int) (func() error, error) {
				a.opened <- fmt.Sprintf("%s:%d", file, line)
				return func() error { return nil }, nil
			},
			Ready: func(at string, _ preview.Turn) { address <- at }, Turn: func(preview.Turn) {}, Say: func(string) {},
		})
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-over; err != nil {
			t.Error(err)
		}
	})
	base, err := url.Parse(<-address)
	if err != nil {
		t.Fatal(err)
	}
	a.tab = openTab(t, &published{base: base})
	return a
}

func (a *author) write(name, content string) {
	a.t.Helper()
	name = filepath.Join(a.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		a.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		a.t.Fatal(err)
	}
}

func (a *author) read(name string) string {
	b, err := os.ReadFile(filepath.Join(a.dir, name))
	if err != nil {
		a.t.Fatal(err)
	}
	return string(b)
}

// line is a line of a file, "" where it is gone: an author edits while the
// preview tells what it found.
func (a *author) line(file string, line int) string {
	b, _ := os.ReadFile(filepath.Join(a.dir, filepath.FromSlash(file)))
	if lines := strings.Split(string(b), "\n"); line > 0 && line <= len(lines) {
		return lines[line-1]
	}
	return ""
}

// sees waits until an expression is true in the page.
func (a *author) sees(what, expression string) {
	a.t.Helper()
	for began := time.Now(); time.Since(began) < 30*time.Second; time.Sleep(20 * time.Millisecond) {
		yes, err := chromedp.Run(a.ctx, chromedp.Evaluate[bool](expression))
		if err == nil && yes {
			return
		}
	}
	now, _ := chromedp.Run(a.ctx, chromedp.Evaluate[string](`document.body.innerText + "\n----\n" + (document.querySelector("diglot-preview")?.shadowRoot.querySelector("aside")?.innerText ?? "no bar")`))
	a.t.Fatalf("%s: not seen within half a minute. The page says\n%s", what, now)
}

func (a *author) does(script string) {
	a.t.Helper()
	if _, err := chromedp.Run(a.ctx, chromedp.Evaluate[bool](script+";true")); err != nil {
		a.t.Fatalf("%s: %v", script, err)
	}
}

const (
	inPreview = `document.querySelector("diglot-preview").shadowRoot`
	overlay   = inPreview + `.querySelector("#findings")`
)

// An author saves a text and sees it in the place where he reads, makes a
// mistake and sees it with file and line over the last good page, mends it and
// sees it go; changes a colour; and is never sent to the top of the page.
func TestAuthorSeesEditsAndMistakesWhereHeReads(t *testing.T) {
	summon(t)
	a := newAuthor(t)
	const file = "content/pages/about.uk.md"
	long := strings.Repeat("Довгий абзац, що його ніхто не міняє.\n\n", 60)
	a.write(file, long+"## Кінець {#end}\n\nСтарий текст [Альянсу](../alliance/alliance.md).\n")
	if err := chromedp.Do(a.ctx, chromedp.EmulateViewport(1000, 700), chromedp.Navigate(a.base.String()+"uk/about/")); err != nil {
		t.Fatal(err)
	}
	a.sees("the page", `document.body.innerText.includes("Старий текст")`)
	a.sees("the bar", inPreview+`.textContent.includes("content/pages/about.uk.md") && getComputedStyle(`+inPreview+`.querySelector("aside")).position === "fixed"`)

	a.does(`window.sameDocument = true; document.querySelector("#uk-end, #end").scrollIntoView({behavior: "instant"});
		document.querySelector("main a[href*=alliance]").focus(); window.was = document.querySelector("#uk-end, #end").getBoundingClientRect().top`)
	a.write(file, "Ще один абзац нагорі.\n\n"+long+"## Кінець {#end}\n\nНовий текст [Альянсу](../alliance/alliance.md).\n")
	a.sees("the edit", `document.body.innerText.includes("Новий текст")`)
	a.sees("the edit in its place", `window.sameDocument && scrollY > 500 && Math.abs(document.querySelector("#uk-end, #end").getBoundingClientRect().top - window.was) < 2`)
	a.sees("the focus in its place", `document.activeElement.matches("main a[href*=alliance]")`)

	a.write(file, long+"## Кінець {#end}\n\nПро [когось](../members/nobody.md).\n")
	a.sees("the mistake", `!`+overlay+`.hidden && `+overlay+`.innerText.includes("content/pages/about.uk.md:123:") && `+overlay+`.innerText.includes("^~~")`)
	a.sees("the last good page below it", `document.body.innerText.includes("Новий текст") && `+inPreview+`.querySelector("[role=alert]").textContent.includes("error")`)
	if name := os.Getenv("DIGLOT_SCREENSHOTS"); name != "" {
		a.photograph(filepath.Join(name, "overlay.png"))
	}
	a.does(`document.dispatchEvent(new KeyboardEvent("keydown", {key: "Escape"}))`)
	a.sees("no findings after Escape", overlay+`.hidden`)
	a.does(inPreview + `.querySelector("button.found").click()`)
	a.sees("the findings again", `!`+overlay+`.hidden`)

	a.write(file, long+"## Кінець {#end}\n\nЗнову добре.\n")
	a.sees("the page mended, the mistake gone", `document.body.innerText.includes("Знову добре") && `+overlay+`.hidden && !`+overlay+`.textContent.includes("nobody") && `+
		inPreview+`.querySelector("[role=alert]").hidden`)

	a.does(`window.main = document.querySelector("main")`)
	a.write("layouts/css/99-last.css", "h1 { outline: 3px solid rgb(1, 2, 3); }\n")
	a.sees("the new style on the same page", `getComputedStyle(document.querySelector("h1")).outlineColor === "rgb(1, 2, 3)" && window.main === document.querySelector("main") && window.sameDocument`)

	a.write("content/pages/about.md", sample.Facts("title:\n  uk: Інша назва\n  zh: 关于本站", "draft: true"))
	a.sees("title and badge", `document.title.startsWith("Інша назва") && `+inPreview+`.textContent.includes("draft: not public")`)
	if name := os.Getenv("DIGLOT_SCREENSHOTS"); name != "" {
		a.photograph(filepath.Join(name, "bar.png"))
	}
	if list := a.complained(); len(list) > 0 {
		t.Errorf("the browser complained: %q", list)
	}
}

// photograph keeps what the browser shows.
func (a *author) photograph(name string) {
	picture, err := chromedp.Run(a.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		a.t.Fatal(err)
	}
	if err := os.WriteFile(name, picture, 0o644); err != nil {
		a.t.Fatal(err)
	}
}

// The preview's own parts keep to WCAG as pages do.
func TestPreviewIsAccessible(t *testing.T) {
	summon(t)
	a := authorOf(t, lagging(), diag.English)
	a.write("content/pages/about.uk.md", "Про [когось](../members/nobody.md).\n")
	for path, seen := range map[string]string{"uk/about/": overlay + `.innerText.includes("nobody")`, "_/": `document.querySelector("main").innerText.includes("nobody")`} {
		if err := chromedp.Do(a.ctx, chromedp.EmulateViewport(1000, 700), chromedp.Navigate(a.base.String()+path)); err != nil {
			t.Fatal(err)
		}
		a.sees("the mistake", seen)
		if path == "_/" && os.Getenv("DIGLOT_SCREENSHOTS") != "" {
			a.photograph(filepath.Join(os.Getenv("DIGLOT_SCREENSHOTS"), "dashboard.png"))
		}
		for _, v := range a.axe(t, "") {
			t.Errorf("%s: %s: %s: %s", path, v.ID, v.Help, v.Nodes[0].HTML)
		}
	}
}
