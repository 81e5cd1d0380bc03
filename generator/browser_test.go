package main

import (
	"context"
	"fmt"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// serve builds a site for the address of a test server, and serves it there.
func serve(t *testing.T, under string, build func(base string) *published) *published {
	t.Helper()
	var s *published
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, _ := s.file(s.base.ResolveReference(&url.URL{Path: r.URL.Path}))
		status := http.StatusOK
		if s.files[name] == nil {
			name, status = "404.html", http.StatusNotFound
		}
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
		w.WriteHeader(status)
		w.Write(s.files[name])
	}))
	t.Cleanup(server.Close)
	s = build(server.URL + under)
	return s
}

// tab is a page of a browser, and what it complained of.
type tab struct {
	ctx context.Context
	*published
	sync.Mutex
	complaints []string
}

// openTab starts a browser.
func openTab(t *testing.T, s *published) *tab {
	t.Helper()
	browser := program(t, "apt-get install chromium-headless-shell", "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(browser), chromedp.NoSandbox)
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 4*time.Minute) // some ten seconds where nothing else runs
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	b := &tab{ctx: ctx, published: s}
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		t.Fatal(err)
	}
	for _, enable := range []error{
		call(ctx, network.Enable, network.EnableParams{}),
		call(ctx, log.Enable, cdp.Empty{}),
		call(ctx, runtime.Enable, cdp.Empty{}),
		call(ctx, audits.Enable, cdp.Empty{}),
	} {
		if enable != nil {
			t.Fatal(enable)
		}
	}
	return b
}

func call[P, R any](ctx context.Context, command cdp.Command[P, R], params P) error {
	_, err := chromedp.Call(ctx, command, params)
	return err
}

// hear notes what the browser complains of, and requests to other places.
func (b *tab) hear(event any) {
	b.Lock()
	defer b.Unlock()
	complain := func(form string, args ...any) { b.complaints = append(b.complaints, fmt.Sprintf(form, args...)) }
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		u, err := url.Parse(e.Request.URL)
		if err != nil || u.Host != b.base.Host && u.Scheme != "data" && u.Scheme != "about" {
			complain("a request to %s", e.Request.URL)
		}
	case *network.EventLoadingFailed:
		if !e.Canceled { // as that of an icon is, when the next page is opened
			complain("a request failed: %s", e.ErrorText)
		}
	case *log.EventEntryAdded:
		complain("%s: %s %s", e.Entry.Level, e.Entry.Text, e.Entry.URL)
	case *runtime.EventConsoleAPICalled:
		complain("the console was used: %s", e.Type)
	case *runtime.EventExceptionThrown:
		complain("an exception: %s", e.ExceptionDetails.Text)
	case *audits.EventIssueAdded:
		complain("an issue: %s", e.Issue.Code)
	}
}

// complained returns what was complained of, and forgets it.
func (b *tab) complained() []string {
	b.Lock()
	defer b.Unlock()
	list := b.complaints
	b.complaints = nil
	return list
}

// looked is what a page looks like in the browser.
type looked struct {
	Text    string // of the body, as it is shown
	Wide    int    // of the contents, in CSS pixels
	Widest  string // an element that reaches beyond the window
	Window  int
	Styled  bool
	Images  int // that did not load
	Heading int // its height
}

// look is evaluated in pages. What scrolls on its own does not make the page
// scroll sideways.
const look = `(() => {
  const wide = document.documentElement.scrollWidth;
  const out = [...document.querySelectorAll("body *")].find(e => e.getBoundingClientRect().right > innerWidth + 1);
  return {
    Text: document.body.innerText,
    Wide: wide, Window: document.documentElement.clientWidth,
    Widest: wide > innerWidth && out ? out.outerHTML.slice(0, 120) : "",
    Styled: document.styleSheets.length > 0 && document.styleSheets[0].cssRules.length > 20,
    Images: [...document.images].filter(i => !i.complete || i.naturalWidth === 0).length,
    Heading: Math.round(document.querySelector("h1").getBoundingClientRect().height),
  };
})()`

// visit opens an address and looks at it in windows of several widths. It
// returns the page's text and what is wrong with it.
func (b *tab) visit(t *testing.T, address string, widths ...int64) (text string, faults []string) {
	t.Helper()
	fault := func(form string, args ...any) { faults = append(faults, fmt.Sprintf(form, args...)) }
	for i, width := range widths {
		steps := []chromedp.Action[chromedp.Void]{chromedp.EmulateViewport(width, 900)}
		if i == 0 {
			steps = append(steps, chromedp.Navigate(address))
		}
		if err := chromedp.Do(b.ctx, steps...); err != nil {
			t.Fatalf("%s: %v", address, err)
		}
		l, err := chromedp.Run(b.ctx, chromedp.Evaluate[looked](look))
		if err != nil {
			t.Fatalf("%s: %v", address, err)
		}
		if l.Wide > l.Window {
			fault("it scrolls sideways in a window of %d px: %d px, %s", width, l.Wide, l.Widest)
		}
		if !l.Styled || l.Images > 0 || l.Heading == 0 {
			fault("in a window of %d px: styled %t, %d images did not load, a heading of %d px", width, l.Styled, l.Images, l.Heading)
		}
		text = fold(l.Text)
	}
	return text, append(faults, b.complained()...)
}

// kinds are the addresses of one page of each layout in each language, of every
// section's list, and of the pages of no language.
func (s *published) kinds() []string {
	var list []string
	seen := map[string]bool{}
	for _, p := range s.pages {
		l, _ := p.edition()
		kind := l.key + " " + p.kind()
		if p.kind() == "list" && strings.Count(p.path, "/") == 2 {
			kind += p.path
		}
		if !seen[kind] {
			seen[kind] = true
			list = append(list, p.url.String())
		}
	}
	return list
}

// Each kind of page, in each language and in windows from 320 px on, with and
// without scripts: nothing is complained of, nothing is asked of others,
// nothing is too wide, and the text is all there.
func TestPagesInABrowser(t *testing.T) {
	summon(t)
	s := serve(t, "/sub/", func(base string) *published { return mustBuild(t, shippedFiles(t), base) })
	b := openTab(t, s)
	kinds := s.kinds()
	if len(kinds) < 30 {
		t.Fatalf("only %d kinds of pages: %v", len(kinds), kinds)
	}
	texts := map[string]string{}
	tell := func(address string, faults []string) {
		for _, f := range faults {
			t.Errorf("%s: %s", address, f)
		}
	}
	for _, address := range kinds {
		text, faults := b.visit(t, address, 320, 390, 1280)
		texts[address] = text
		tell(address, faults)
	}
	if err := call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	for _, address := range kinds {
		text, faults := b.visit(t, address, 1280)
		if text != texts[address] && !strings.HasSuffix(address, "/search/") { // which says that scripts are off
			t.Errorf("%s reads otherwise without scripts", address)
		}
		tell(address+" without scripts", faults)
	}
	t.Logf("%d pages at 320, 390 and 1280 px, and without scripts", len(kinds))
}

// A check is checked: what the browser is asked to notice, it notices.
func TestBrowserNoticesPlantedBugs(t *testing.T) {
	summon(t)
	address := "uk/members/dnu/index.html"
	for _, bug := range []struct{ name, html, fault string }{
		{"nothing", "", ""},
		{"a picture from elsewhere", `<img src="https://elsewhere.example/1.png" alt="">`, "elsewhere.example"},
		{"a picture that is not there", `<img src="/1.png" alt="">`, "images did not load"},
		{"an inline style", `<p style="color:red">1</p>`, "Content Security Policy"},
		{"an inline script", `<script>1</script>`, "Content Security Policy"},
		{"something wide", `<svg width="900" height="9"></svg>`, "scrolls sideways"},
		{"a stylesheet that is not there", `<link rel="stylesheet" href="/1.css">`, "404"},
	} {
		t.Run(bug.name, func(t *testing.T) {
			s := serve(t, "/", func(base string) *published {
				return mustBuild(t, shippedFiles(t), base).with(address, func(src string) string {
					return strings.Replace(src, "</main>", bug.html+"</main>", 1)
				})
			})
			_, faults := openTab(t, s).visit(t, s.byFile(address).url.String(), 320)
			noticed := strings.Join(faults, "\n")
			if bug.fault == "" && noticed != "" || !strings.Contains(noticed, bug.fault) {
				t.Errorf("noticed %q, not %q", noticed, bug.fault)
			}
		})
	}
}

// violation is what axe found.
type violation struct {
	ID, Help string
	Nodes    []struct{ HTML string }
}

const axeRun = `axe.run(document, {resultTypes: ["violations"]}).then(r =>
  r.violations.map(v => ({ID: v.id, Help: v.help, Nodes: v.nodes.map(n => ({HTML: n.html}))})))`

// axe lists what axe-core finds on the page that the tab shows.
func (b *tab) axe(t *testing.T, source string) []violation {
	t.Helper()
	if _, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](source+";true")); err != nil {
		t.Fatal(err)
	}
	found, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]violation](axeRun, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// axe finds nothing against WCAG or good practice on any kind of page: on light
// ones in a wide window, on dark ones in a narrow one. It does find what is
// planted in the end.
func TestPagesAreAccessible(t *testing.T) {
	summon(t)
	source, err := os.ReadFile(module(t, "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	s := serve(t, "/", func(base string) *published { return mustBuild(t, shippedFiles(t), base) })
	b := openTab(t, s)
	said := map[string][]string{}
	for _, scheme := range []struct {
		name  string
		width int64
	}{{"light", 1280}, {"dark", 390}} {
		features := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme.name}}}
		if err := call(b.ctx, emulation.SetEmulatedMedia, features); err != nil {
			t.Fatal(err)
		}
		for _, address := range s.kinds() {
			b.visit(t, address, scheme.width)
			for _, v := range b.axe(t, string(source)) {
				key := fmt.Sprintf("%s (%s): %s: %s", v.ID, scheme.name, v.Help, v.Nodes[0].HTML)
				said[key] = append(said[key], strings.TrimPrefix(address, s.base.String()))
			}
		}
	}
	for key, addresses := range said {
		t.Errorf("%s\n\ton %d pages: %s", key, len(addresses), strings.Join(addresses[:min(3, len(addresses))], " "))
	}
	const plant = `document.querySelector("main").innerHTML += "<a href='/'></a><p class=planted>grey</p>";
		const p = document.querySelector(".planted"); p.style.color = "#777"; p.style.background = "#888"; true`
	if _, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](plant)); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, v := range b.axe(t, string(source)) {
		ids = append(ids, v.ID)
	}
	if !slices.Contains(ids, "link-name") || !slices.Contains(ids, "color-contrast") {
		t.Errorf("what was planted is not found: %v", ids)
	}
}
