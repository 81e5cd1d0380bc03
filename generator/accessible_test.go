package main

import (
	"fmt"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"diglot/generator/internal/sitetest"
)

// violation is what axe found.
type violation struct {
	ID, Help string
	Nodes    []struct{ HTML string }
}

const axeRun = `axe.run(document, {resultTypes: ["violations"], preload: false, %s}).then(r =>
  r.violations.map(v => ({ID: v.id, Help: v.help, Nodes: v.nodes.map(n => ({HTML: n.html}))})))`

// colours are the rules of axe that look at colours: all that may come out
// otherwise in the dark, which changes nothing else (TestDarkIsColoursAlone).
const colours = `runOnly: ["color-contrast", "link-in-text-block"]`

// axe lists what axe-core finds on the page that the tab shows, by all its
// rules or by some.
func (b *tab) axe(t *testing.T, rules string) []violation {
	t.Helper()
	known, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool]("!!window.axe"))
	if err == nil && !known {
		source, missing := os.ReadFile(module(t, "axe-core/axe.min.js"))
		if missing != nil {
			t.Fatal(missing)
		}
		_, err = chromedp.Run(b.ctx, chromedp.Evaluate[bool](string(source)+";true"))
	}
	if err != nil {
		t.Fatal(err)
	}
	found, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]violation](fmt.Sprintf(axeRun, rules), chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// obstacles says what axe finds on the page that the tab shows, light and dark,
// in a narrow and in a wide window.
func (b *tab) obstacles(t *testing.T) (found []string) {
	t.Helper()
	for _, width := range []int64{1280, 320} {
		if err := chromedp.Do(b.ctx, chromedp.EmulateViewport(width, 900)); err != nil {
			t.Fatal(err)
		}
		for _, scheme := range []struct{ name, rules string }{{"light", ""}, {"dark", colours}} {
			features := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme.name}}}
			if err := call(b.ctx, emulation.SetEmulatedMedia, features); err != nil {
				t.Fatal(err)
			}
			for _, v := range b.axe(t, scheme.rules) {
				for _, n := range v.Nodes {
					found = append(found, fmt.Sprintf("%s in a %s window of %d px: %s: %s", v.ID, scheme.name, width, v.Help, n.HTML))
				}
			}
		}
	}
	return found
}

// A check is checked: what is planted is found, in the windows where it is.
func TestObstaclesAreFound(t *testing.T) {
	summon(t)
	t.Parallel()
	s := serve(t, "/", func(base string) *published { return mustBuild(t, sitetest.Shipped(t), base) })
	b := openTab(t, s)
	b.visit(t, s.page("/uk/members/dnu/").url.String(), 1280)
	const plant = `document.querySelector("main").innerHTML += "<a href='/'></a><p class=planted>grey</p><p class=unlit>night</p>";
		const grey = (name, style) => Object.assign(document.querySelector(name).style, style);
		grey(".planted", {color: "#777", background: "#888"});
		grey(".unlit", {color: "#333"}); true`
	if _, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](plant)); err != nil {
		t.Fatal(err)
	}
	found := b.obstacles(t)
	for _, window := range []string{"light window of 1280", "dark window of 1280", "light window of 320", "dark window of 320"} {
		for rule, marks := range map[string]string{"link-name": "<a", "color-contrast": "planted"} {
			if rule == "link-name" && strings.HasPrefix(window, "dark") {
				continue // what is no colour is looked for in the light
			}
			if !slices.ContainsFunc(found, func(f string) bool {
				return strings.HasPrefix(f, rule+" in a "+window) && strings.Contains(f, marks)
			}) {
				t.Errorf("%s: %s is not found", window, rule)
			}
		}
	}
	if n := strings.Count(strings.Join(found, "\n"), "unlit"); n != 2 {
		t.Errorf("what cannot be read in the dark is found %d times, not in the two dark windows: %q", n, found)
	}
}

// In the dark nothing but tokens of colours changes, of which axe is asked in
// both; every other rule needs to be asked once.
func TestDarkIsColoursAlone(t *testing.T) {
	dark, colour := 0, regexp.MustCompile(`^--[a-z0-9-]+: #[0-9a-f]{6};$`)
	for name, f := range sitetest.Shipped(t) {
		if path.Ext(name) != ".css" {
			continue
		}
		_, block, found := strings.Cut(string(f.Data), "@media screen and (prefers-color-scheme: dark) {\n  :root {\n")
		if dark += strings.Count(string(f.Data), "prefers-color-scheme"); !found {
			continue
		}
		block, _, _ = strings.Cut(block, "  }\n}\n")
		for line := range strings.Lines(block) {
			if !colour.MatchString(strings.TrimSpace(line)) {
				t.Errorf("%s: in the dark there is another %s", name, line)
			}
		}
	}
	if dark != 1 {
		t.Errorf("%d places tell the dark from the light", dark)
	}
}
