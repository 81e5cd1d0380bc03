package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/css"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/chromedp"
	"gopkg.in/yaml.v3"

	"diglot/generator/internal/sitetest"
)

// knownNames are the names of members, people, bodies, places and the Alliance
// in a language, the longest first.
func knownNames(t *testing.T, language string) []string {
	t.Helper()
	var names []string
	for name, file := range sitetest.Shipped(t) {
		if section := path.Base(path.Dir(name)); !slices.Contains([]string{"members", "people", "bodies", "places", "alliance"}, section) {
			continue
		}
		_, rest, _ := bytes.Cut(file.Data, []byte("---\n"))
		meta, _, fenced := bytes.Cut(rest, []byte("---\n"))
		var fields map[string]any
		if !fenced || yaml.Unmarshal(meta, &fields) != nil {
			continue
		}
		for _, field := range []string{"name", "shortName"} {
			if texts, ok := fields[field].(map[string]any); ok && texts[language] != nil {
				names = append(names, fmt.Sprint(texts[language]))
			}
		}
	}
	if language == "uk" {
		names = append(names, "Альянсу українських і китайських університетів")
	}
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	return slices.Compact(names)
}

// broken lists the names in headings of the page that go over more lines than
// they need. It is called with the names, the longest first.
const broken = `(names => {
  const found = [], seen = [];
  for (const h of document.querySelectorAll("h1, h2")) {
    if (h.matches(".hidden") || h.offsetWidth < 2) continue;
    const nodes = [], walk = document.createTreeWalker(h, NodeFilter.SHOW_TEXT);
    let text = "";
    while (walk.nextNode()) { nodes.push([text.length, walk.currentNode]); text += walk.currentNode.data; }
    text = text.replace(/[\u00a0\n]/g, " ");
    const at = i => { const n = nodes.findLast(n => n[0] <= i); return [n[1], i - n[0]]; };
    const style = getComputedStyle(h);
    const line = h.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    for (const name of names) {
      for (let i; (i = text.indexOf(name)) >= 0;) {
        text = text.slice(0, i) + "\u0001".repeat(name.length) + text.slice(i + name.length);
        const range = document.createRange(), [last, end] = at(i + name.length - 1);
        range.setStart(...at(i));
        range.setEnd(last, end + 1);
        const lines = new Set([...range.getClientRects()].filter(r => r.width > 1).map(r => Math.round(r.bottom / 8)));
        const probe = h.appendChild(document.createElement("span"));
        probe.textContent = name;
        probe.style.cssText = "position:absolute;white-space:nowrap;visibility:hidden";
        const room = line - 1.5 * parseFloat(style.fontSize); // signs may touch the name, and a dash be bound to it
        const wide = probe.getBoundingClientRect().width;
        probe.remove();
        seen.push(name);
        if (lines.size > 1 && wide < room) found.push(name + " on " + lines.size + " lines, " + Math.round(wide) + " of " + Math.round(line) + " px");
      }
    }
  }
  return {Seen: seen.length, Found: found};
})`

// A name in a heading stands on one line, if the line is long enough.
//
// Planted bugs this test has caught: headings without parts; the stylesheet
// without the rule for them.
func TestNamesInHeadingsStayOnOneLine(t *testing.T) {
	summon(t)
	t.Parallel()
	s := serve(t, "/", func(base string) *published { return mustBuild(t, sitetest.Shipped(t), base) })
	b := openTab(t, s)
	seen := 0
	for _, l := range s.languages {
		names, err := json.Marshal(knownNames(t, l.key))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range s.pages {
			if !strings.HasPrefix(p.path, l.key+"/") || p.kind() == "redirect" {
				continue
			}
			for i, width := range []int64{320, 390, 1280} {
				steps := []chromedp.Action[chromedp.Void]{chromedp.EmulateViewport(width, 900)}
				if i == 0 {
					steps = append(steps, chromedp.Navigate(p.url.String()))
				}
				if err := chromedp.Do(b.ctx, steps...); err != nil {
					t.Fatal(p.path, err)
				}
				r, err := chromedp.Run(b.ctx, chromedp.Evaluate[struct {
					Seen  int
					Found []string
				}](broken+"("+string(names)+")"))
				if err != nil {
					t.Fatal(p.path, err)
				}
				seen += r.Seen
				for _, f := range r.Found {
					t.Errorf("%s in a window of %d px: %s", p.path, width, f)
				}
			}
		}
	}
	if seen < 100 {
		t.Errorf("only %d names were seen", seen)
	}
	t.Logf("%d names", seen)
}

// probes wraps each Cyrillic word of the page, and one Chinese character, in an
// element of its own, and returns their number: words of one look once.
const probes = `(() => {
  // Words of a reader's own, in no element that says their language.
  for (const name of ["p", "h2"]) document.querySelector("main").appendChild(document.createElement(name)).textContent = "Київ і її Ґалаґан";
  const seen = new Set(), nodes = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) nodes.push(walk.currentNode);
  let n = 0;
  for (const node of nodes) {
    if (!node.parentElement.checkVisibility() || node.parentElement.closest("svg")) continue;
    const style = getComputedStyle(node.parentElement), parts = node.data.split(/([\u0400-\u052f][\u0400-\u052f’]*|\p{Script=Han}+)/u);
    if (parts.length === 1) continue;
    node.replaceWith(...parts.map((text, i) => {
      const key = style.fontFamily + style.fontWeight + (/\p{Script=Han}/u.test(text) ? "han" : text);
      if (i % 2 === 0 || seen.has(key)) return text;
      seen.add(key);
      const e = document.createElement("i");
      e.className = "probe";
      e.style.fontStyle = "inherit";
      e.textContent = text;
      n++;
      return e;
    }));
  }
  return n + document.body.offsetHeight; // which lays the page out
})()`

// fonts returns which fonts draw each probe of the page.
func (b *tab) fonts(t *testing.T) (texts []string, fonts [][]string) {
	t.Helper()
	if _, err := chromedp.Run(b.ctx, chromedp.Evaluate[int](probes)); err != nil {
		t.Fatal(err)
	}
	texts, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]string](`[...document.querySelectorAll(".probe")].map(e => e.textContent)`))
	if err != nil {
		t.Fatal(err)
	}
	root, err := chromedp.Call(b.ctx, dom.GetDocument, dom.GetDocumentParams{})
	if err != nil {
		t.Fatal(err)
	}
	list, err := chromedp.Call(b.ctx, dom.QuerySelectorAll, dom.QuerySelectorAllParams{NodeID: root.Root.NodeID, Selector: ".probe"})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range list.NodeIDs {
		used, err := chromedp.Call(b.ctx, css.GetPlatformFontsForNode, css.GetPlatformFontsForNodeParams{NodeID: id})
		for again := 0; again < 5 && err == nil && len(used.Fonts) == 0; again++ { // not drawn yet
			used, err = chromedp.Call(b.ctx, css.GetPlatformFontsForNode, css.GetPlatformFontsForNodeParams{NodeID: id})
		}
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, f := range used.Fonts {
			names = append(names, f.FamilyName)
		}
		fonts = append(fonts, names)
	}
	return texts, fonts
}

// On Chinese pages no Chinese face draws a Cyrillic letter, and every word is
// drawn by one face: a Chinese one has the letters of Russian, but not і ї є ґ.
//
// Planted bugs this test has caught: the stack of faces without the one for
// letters (as tokens of --body and --head).
func TestUkrainianWordsOnChinesePagesAreInOneFace(t *testing.T) {
	summon(t)
	t.Parallel()
	s := serve(t, "/", func(base string) *published { return mustBuild(t, sitetest.Shipped(t), base) })
	b := openTab(t, s)
	for _, enable := range []error{call(b.ctx, dom.Enable, dom.EnableParams{}), call(b.ctx, css.Enable, cdp.Empty{})} {
		if enable != nil {
			t.Fatal(enable)
		}
	}
	words, chinese := 0, map[string]bool{}
	for _, p := range s.pages {
		if !strings.HasPrefix(p.path, "zh/") || p.kind() == "redirect" {
			continue
		}
		if err := chromedp.Do(b.ctx, chromedp.Navigate(p.url.String())); err != nil {
			t.Fatal(p.path, err)
		}
		texts, fonts := b.fonts(t)
		for i, text := range texts {
			if text[0] >= 0xE0 { // Han
				chinese[strings.Join(fonts[i], ", ")] = true
				continue
			}
			words++
			if len(fonts[i]) != 1 || strings.Contains(fonts[i][0], "CJK") || strings.Contains(fonts[i][0], " SC") {
				t.Errorf("%s: %s is drawn by %q", p.path, text, fonts[i])
			}
		}
	}
	if words < 100 {
		t.Errorf("only %d words were looked at", words)
	}
	t.Logf("%d words; Chinese is drawn by %q", words, slices.Sorted(maps.Keys(chinese)))
}
