package main

import (
	"bytes"
	"fmt"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"diglot/generator/internal/sitetest"
)

// policy is what every page allows itself, and no more.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'"

// policyBreaches: the policy stands before anything that it governs, and
// nothing on the page needs more than it allows.
func policyBreaches(s *published) []string {
	var list []string
	for _, p := range s.pages {
		said := false
		for n := range p.root.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			if sitetest.HasWord(n, "http-equiv", "Content-Security-Policy") {
				content, _ := sitetest.Attribute(n, "content")
				said = said || content == policy && n.Parent.Data == "head"
			}
			if why := p.breach(n, said); why != "" {
				list = append(list, fmt.Sprintf("/%s: <%s> %s", p.path, n.Data, why))
			}
		}
		if !said {
			list = append(list, "/"+p.path+" has not the policy")
		}
	}
	for _, name := range s.names(".css") {
		named := bytes.ReplaceAll(s.files[name], []byte("xmlns='http://www.w3.org/2000/svg'"), nil) // a name, not an address
		if m := regexp.MustCompile(`(?i)(@import|https?:|//[a-z])[^\n]{0,40}`).Find(named); m != nil {
			list = append(list, fmt.Sprintf("/%s: %s", name, m))
		}
	}
	return list
}

// breach says how an element goes against the policy, or "".
func (p *webpage) breach(n *html.Node, said bool) string {
	for _, a := range n.Attr {
		switch {
		case a.Key == "style", strings.HasPrefix(a.Key, "on"), a.Key == "srcdoc":
			return "has the attribute " + a.Key
		case slices.Contains(addressed, a.Key) && strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:"):
			return "leads to a script"
		}
	}
	switch n.Data {
	case "style", "iframe", "object", "embed", "base", "applet", "frame":
		return "is not allowed"
	case "script":
		if src, ok := sitetest.Attribute(n, "src"); ok {
			return p.outside(src, said)
		}
		if kind, _ := sitetest.Attribute(n, "type"); kind != "application/ld+json" && kind != "application/json" {
			return "is an inline script"
		}
	case "link":
		if sitetest.HasWord(n, "rel", "stylesheet") || sitetest.HasWord(n, "rel", "icon") {
			href, _ := sitetest.Attribute(n, "href")
			return p.outside(href, said)
		}
	case "img", "source", "audio", "video":
		src, _ := sitetest.Attribute(n, "src")
		if !strings.HasPrefix(src, "data:image/") && src != "" {
			return p.outside(src, said)
		}
	case "form":
		action, _ := sitetest.Attribute(n, "action")
		return p.outside(action, said)
	}
	return ""
}

func (p *webpage) outside(address string, said bool) string {
	u, err := p.url.Parse(address)
	if err != nil || u.Scheme != p.base.Scheme || u.Host != p.base.Host {
		return "is from elsewhere: " + address
	}
	if !said {
		return "stands before the policy"
	}
	return ""
}

// speechlessPages: the html element has the language of the page's part of the
// site; pages of no part have that of the first language.
func speechlessPages(s *published) []string {
	var list []string
	for _, p := range s.pages {
		want := s.languages[0].tag
		if l, ok := p.edition(); ok {
			want = l.tag
		}
		if lang, _ := sitetest.Attribute(sitetest.First(p.root, sitetest.Named("html")), "lang"); lang != want {
			list = append(list, fmt.Sprintf("/%s says it is in %q, not %q", p.path, lang, want))
		}
	}
	return list
}

// scriptsOf are the scripts by which a text can be told to be in another
// language. Latin letters are in every language's texts.
var scriptsOf = []struct {
	name  string
	table *unicode.RangeTable
	langs string // primary subtags of those that write it
}{
	{"Han", unicode.Han, "zh ja ko"},
	{"Cyrillic", unicode.Cyrillic, "uk be bg ru sr mk kk"},
}

// unmarkedRuns: a text of letters that its language does not use stands in an
// element whose nearest lang names one that does.
func unmarkedRuns(s *published) []string {
	var list []string
	for _, p := range s.pages {
		for n := range p.body().Descendants() {
			if n.Type != html.TextNode || n.Parent.Data == "script" {
				continue
			}
			lang := nearestLang(n)
			for _, script := range scriptsOf {
				if slices.Contains(strings.Fields(script.langs), lang) {
					continue
				}
				if i := strings.IndexFunc(n.Data, func(r rune) bool { return unicode.Is(script.table, r) }); i >= 0 {
					list = append(list, fmt.Sprintf("/%s: %s in a text that says it is in %q: “%.60s”", p.path, script.name, lang, n.Data[i:]))
				}
			}
		}
	}
	return list
}

// nearestLang is the primary subtag of the language that a node says it is in.
func nearestLang(n *html.Node) string {
	for ; n != nil; n = n.Parent {
		if lang, ok := sitetest.Attribute(n, "lang"); ok {
			primary, _, _ := strings.Cut(lang, "-")
			return primary
		}
	}
	return ""
}

// switches are the addresses to which the page's masthead leads in other
// languages, by language.
func (p *webpage) switches() map[string]string {
	list := map[string]string{}
	for _, a := range sitetest.All(p.body(), sitetest.Named("a")) {
		if sitetest.HasWord(a, "rel", "alternate") {
			lang, _ := sitetest.Attribute(a, "hreflang")
			href, _ := sitetest.Attribute(a, "href")
			if u, err := p.url.Parse(href); err == nil {
				list[lang] = u.String()
			}
		}
	}
	return list
}

// brokenPairs: the canonical address of a page is its own, of a parallel edition
// that of the edition in whose language it leads; a page annotates itself
// and all its partners, which annotate the same; readers are led where search
// engines are.
func brokenPairs(s *published) []string {
	var list []string
	complain := func(p *webpage, form string, args ...any) {
		list = append(list, "/"+p.path+": "+fmt.Sprintf(form, args...))
	}
	for _, p := range s.pages {
		own, spoken := p.edition()
		if p.kind() == "redirect" || p.path == "404.html" {
			continue
		}
		listed := p.url.String()
		if p.kind() == "parallel" {
			listed = strings.TrimSuffix(listed, "parallel/")
		}
		if p.canonical() != listed {
			complain(p, "the canonical address is %q", p.canonical())
		}
		alternates := p.alternates()
		for _, lang := range slices.Sorted(maps.Keys(alternates)) {
			partner := s.at(alternates[lang])
			if partner == nil {
				complain(p, "no page at %s", alternates[lang])
			} else if !maps.Equal(partner.alternates(), alternates) {
				complain(p, "its partner /%s names other partners", partner.path)
			} else if l, ok := partner.edition(); lang != "x-default" && (!ok || l.tag != lang) {
				complain(p, "/%s is not in %s", partner.path, lang)
			}
		}
		if !spoken || len(alternates) == 0 {
			continue
		}
		if alternates[own.tag] != p.url.String() {
			complain(p, "it does not annotate itself")
		}
		want := maps.Clone(alternates)
		delete(want, own.tag)
		delete(want, "x-default")
		if !maps.Equal(p.switches(), want) {
			complain(p, "readers are led to %v, search engines to %v", p.switches(), want)
		}
	}
	return list
}

// at returns the page at an absolute address, or nil.
func (s *published) at(address string) *webpage {
	u, err := url.Parse(address)
	if err != nil {
		return nil
	}
	name, _ := s.file(u)
	return s.byFile(name)
}

// unlabelledSingles: a page without partner in a language says so in words, and
// leads to that language's part of the site.
func unlabelledSingles(s *published) []string {
	var list []string
	for _, p := range s.pages {
		own, spoken := p.edition()
		if !spoken || p.kind() == "redirect" || path.Base(path.Dir(p.path)) == "parallel" {
			continue
		}
		leads := p.switches()
		for _, l := range s.languages {
			if _, partner := leads[l.tag]; partner || l == own {
				continue
			}
			label := sitetest.First(p.body(), func(n *html.Node) bool {
				link := sitetest.First(n, func(a *html.Node) bool { return sitetest.Named("a")(a) && sitetest.HasWord(a, "hreflang", l.tag) })
				return sitetest.HasWord(n, "class", "switch-line") && link != nil && strings.Contains(sitetest.TextOf(n), own.missing)
			})
			if label == nil {
				list = append(list, fmt.Sprintf("/%s does not say that it is not there in %s", p.path, l.tag))
			}
		}
	}
	return list
}

// crookedEntrance: x-default stands on the entrance and on the front pages, and
// nowhere else.
func crookedEntrance(s *published) []string {
	fronts := []string{"index.html"}
	want := map[string]string{"x-default": s.base.String()}
	for _, l := range s.languages {
		fronts = append(fronts, l.key+"/index.html")
		want[l.tag] = s.base.String() + l.key + "/"
	}
	var list []string
	for _, p := range s.pages {
		alternates := p.alternates()
		switch slices.Contains(fronts, p.path) {
		case true:
			if !maps.Equal(alternates, want) {
				list = append(list, fmt.Sprintf("/%s annotates %v", p.path, alternates))
			}
		case false:
			if _, ok := alternates["x-default"]; ok {
				list = append(list, "/"+p.path+" is the default of something")
			}
		}
	}
	return list
}
