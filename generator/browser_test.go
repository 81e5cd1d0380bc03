package main

import (
	"context"
	"fmt"
	"maps"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"diglot/generator/internal/sitetest"
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
func openTab(t testing.TB, s *published) *tab {
	t.Helper()
	browser := program(t, "apt-get install chromium-headless-shell", "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(browser), chromedp.NoSandbox)
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 10*time.Minute) // some ten seconds where nothing else runs and nothing is measured
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
		text = sitetest.Fold(l.Text)
	}
	return text, append(faults, b.complained()...)
}

// kinds are the addresses of the longest page of each layout in each language,
// of every section's list, and of the pages of no language.
func (s *published) kinds() []string {
	longest := map[string]*webpage{}
	for _, p := range s.pages {
		l, _ := p.edition()
		kind := l.key + " " + p.kind()
		if p.kind() == "list" && strings.Count(p.path, "/") == 2 {
			kind += p.path
		}
		if known := longest[kind]; known == nil || len(s.files[known.path]) < len(s.files[p.path]) {
			longest[kind] = p
		}
	}
	var list []string
	for _, kind := range slices.Sorted(maps.Keys(longest)) {
		list = append(list, longest[kind].url.String())
	}
	return list
}

// Each kind of page, in each language and in windows from 320 px on, with and
// without scripts: nothing is complained of, nothing is asked of others,
// nothing is too wide, the text is all there, and axe finds nothing against
// WCAG or good practice, be the page light or dark. So it is on the site as it
// is, and as it may be one day.
func TestPagesInABrowser(t *testing.T) {
	summon(t)
	t.Parallel()
	for _, site := range []struct {
		name, under string
		files       func(*testing.T) fstest.MapFS
	}{{"shipped", "/sub/", sitetest.Shipped}, {"large", "/", largeFiles}} {
		t.Run(site.name, func(t *testing.T) {
			t.Parallel()
			s := serve(t, site.under, func(base string) *published { return mustBuild(t, site.files(t), base) })
			openTab(t, s).tour(t, site.name == "shipped")
		})
	}
}

// tour looks at all kinds of pages of the tab's site, and if asked to, again
// without scripts.
func (b *tab) tour(t *testing.T, twice bool) {
	s := b.published
	kinds := s.kinds()
	if len(kinds) < 30 {
		t.Fatalf("only %d kinds of pages: %v", len(kinds), kinds)
	}
	t.Logf("%d pages", len(kinds))
	texts := map[string]string{}
	tell := func(address string, faults []string) {
		for _, f := range faults {
			t.Errorf("%s: %s", strings.TrimPrefix(address, s.base.String()), f)
		}
	}
	for _, address := range kinds {
		text, faults := b.visit(t, address, 320, 390, 1280)
		texts[address] = text
		tell(address, append(faults, b.obstacles(t)...))
	}
	if !twice {
		return
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
}

// A check is checked: what the browser is asked to notice, it notices.
func TestBrowserNoticesPlantedBugs(t *testing.T) {
	summon(t)
	t.Parallel()
	bugs := []struct{ name, html, fault string }{
		{"nothing", "", ""},
		{"a picture from elsewhere", `<img src="https://elsewhere.example/1.png" alt="">`, "elsewhere.example"},
		{"a picture that is not there", `<img src="/1.png" alt="">`, "images did not load"},
		{"an inline style", `<p style="color:red">1</p>`, "Content Security Policy"},
		{"an inline script", `<script>1</script>`, "Content Security Policy"},
		{"something wide", `<svg width="900" height="9"></svg>`, "scrolls sideways"},
		{"a stylesheet that is not there", `<link rel="stylesheet" href="/1.css">`, "404"},
	}
	address := func(i int) string { return fmt.Sprintf("uk/planted-%d/index.html", i) }
	s := serve(t, "/", func(base string) *published {
		s := mustBuild(t, sitetest.Shipped(t), base)
		sound := string(s.files["uk/members/dnu/index.html"])
		for i, bug := range bugs {
			s = s.with(address(i), func(string) string { return strings.Replace(sound, "</main>", bug.html+"</main>", 1) })
		}
		return s
	})
	b := openTab(t, s)
	for i, bug := range bugs {
		t.Run(bug.name, func(t *testing.T) {
			_, faults := b.visit(t, s.byFile(address(i)).url.String(), 320)
			noticed := strings.Join(faults, "\n")
			if bug.fault == "" && noticed != "" || !strings.Contains(noticed, bug.fault) {
				t.Errorf("noticed %q, not %q", noticed, bug.fault)
			}
		})
	}
}
