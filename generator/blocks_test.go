package main

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"diglot/generator/internal/sitetest"
)

// blocks are what a page of each kind must have: its name, and a selector of
// classes and elements, from the outside in. A block that only some pages of
// the kind need is on at least one of them.
var blocks = []struct{ kind, block, selector string }{
	{"*", "a way past the masthead", "a.skip"},
	{"*", "the masthead with the switch", "header.masthead .half-own"},
	{"*", "navigation", "nav.sections a"},
	{"*", "one main part", "main"},
	{"*", "the footer with both names", "footer .footer-names p[lang]"},
	{"home", "the newest announcement", ".lead-news h2 a"},
	{"home", "the network", ".network svg[role=img]"},
	{"home", "declared numbers beside those listed", ".claims .claim-sides .number"},
	{"home", "counts with their lists", ".counts a .number"},
	{"home", "what happened lately", ".events .events-list"},
	{"home", "coordinators", ".coordinators .party"},
	{"announcement", "kind and date", ".kicker time[datetime]"},
	{"announcement", "lede", "p.lede"},
	{"announcement", "text", ".prose p"},
	{"announcement", "about the Alliance", ".boilerplate"},
	{"announcement", "how to cite it", ".cite .cite-text"},
	{"announcement", "both texts side by side", ".side-by-side a"},
	{"ceremony", "its seal", "svg.seal circle"},
	{"ceremony", "the cities", ".cord li"},
	{"ceremony", "participants by side", ".sides .side .person"},
	{"ceremony", "what was signed", ".signing"},
	{"ceremony", "its entry for calendars", "a[href$=event.ics]"},
	{"member", "its names in the other languages", ".page-head .other-names span[lang]"},
	{"member", "facts", "dl.facts dt"},
	{"member", "its agreements", ".agreements .item"},
	{"member", "what names it", ".mentions .item"},
	{"agreement", "its seal", "svg.seal rect"},
	{"agreement", "status as shape and word", ".status"},
	{"agreement", "the parties", ".parties .party h3"},
	{"agreement", "what is not stated", ".facts .blank"},
	{"agreement", "files for reference managers", ".cite .files a[href$=.bib]"},
	{"agreement", "both texts side by side", ".side-by-side a"},
	{"list", "a table with a caption", "table.register caption"},
	{"list", "facets with counts", ".facets .chip-count"},
	{"list", "the same as data", ".files a[href$=.csv]"},
	{"timeline", "years", ".year h2"},
	{"timeline", "events on the cord", ".events-list .event time[datetime]"},
	{"programme", "numbered points", ".points h3"},
	{"fund", "what it is for", "main h2"},
	{"alliance", "coordinators", ".party"},
	{"names", "names in all languages", ".names-table td [lang]"},
	{"search", "a form", "form[role=search] input[type=search]"},
	{"search", "where results are told", "[aria-live=polite]"},
	{"search", "all titles without scripts", "details a"},
	{"parallel", "rows with both languages", ".row .cell[lang]"},
	{"parallel", "the permalink of a row", ".row a.spine"},
	{"parallel", "which text is shown", "fieldset input[type=radio]"},
}

// Every block is on a page of its kind in each language, of the shipped site
// or of the large one.
func TestPagesHaveTheirBlocks(t *testing.T) {
	sites := []*published{shipped(t), large(t)}
	for _, b := range blocks {
		for _, key := range []string{"uk", "zh"} {
			if fault := missingBlock(sites, b.kind, key, b.selector); fault != "" {
				t.Errorf("%s, %s: %s: %s (%s)", b.kind, key, b.block, fault, b.selector)
			}
		}
	}
	if missingBlock(sites, "home", "uk", ".network-of-nobody") == "" {
		t.Error("a block that is nowhere was found")
	}
}

// missingBlock says that no page of a kind has a block, or that there is none
// of the kind; for "*", which page has it not.
func missingBlock(sites []*published, kind, key, selector string) string {
	pages := 0
	for _, s := range sites {
		for _, p := range s.pages {
			l, ok := p.edition()
			if !ok || l.key != key || p.kind() != kind && kind != "*" || p.kind() == "redirect" {
				continue
			}
			pages++
			found := len(selected(p.root, selector)) > 0
			if kind == "*" && !found {
				return fmt.Sprintf("/%s has it not", p.path)
			}
			if kind != "*" && found {
				return ""
			}
		}
	}
	switch {
	case pages == 0:
		return "there is no such page"
	case kind == "*":
		return ""
	}
	return fmt.Sprintf("none of %d pages has it", pages)
}

// selected are the elements that a selector finds: simple selectors of an
// element, classes and attributes ([name], [name=value], [name$=end]), each
// below the one before.
func selected(root *html.Node, selector string) []*html.Node {
	found := []*html.Node{root}
	for simple := range strings.FieldsSeq(selector) {
		var next []*html.Node
		for _, n := range found {
			next = append(next, sitetest.All(n, func(c *html.Node) bool { return c != n && matches(c, simple) })...)
		}
		found = next
	}
	return found
}

// matches reports whether an element is what a simple selector asks for.
func matches(n *html.Node, simple string) bool {
	if n.Type != html.ElementNode {
		return false
	}
	name, attributes, _ := strings.Cut(simple, "[")
	for part := range strings.SplitSeq(strings.TrimSuffix(attributes, "]"), "][") {
		if part == "" {
			continue
		}
		key, want, valued := strings.Cut(part, "=")
		key, isEnd := strings.CutSuffix(key, "$")
		value, there := sitetest.Attribute(n, key)
		if !there || valued && (isEnd && !strings.HasSuffix(value, want) || !isEnd && value != want) {
			return false
		}
	}
	element, classes, _ := strings.Cut(name, ".")
	if element != "" && element != n.Data {
		return false
	}
	for class := range strings.SplitSeq(classes, ".") {
		if class != "" && !sitetest.HasWord(n, "class", class) {
			return false
		}
	}
	return true
}
