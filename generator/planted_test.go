package main

import (
	"regexp"
	"slices"
	"testing"
)

// planted is a bug in a published file, and the law that must notice it.
type planted struct {
	law, bug, file string
	old, new       string // a regular expression, and what takes its first place; the whole file is taken away where old is ""
}

const ceremony = "uk/ceremonies/opening-2021-06-23/index.html"

var bugs = []planted{
	{"every link resolves", "a page is missing", "zh/members/dnu/index.html", "", ""},
	{"every link resolves", "a link to a page that never was", ceremony, `href="/uk/members/khpi/"`, `href="/uk/members/kphi/"`},
	{"every link resolves", "a link without the final slash", ceremony, `href="/uk/members/khpi/"`, `href="/uk/members/khpi"`},
	{"every link resolves", "a wrong fragment", ceremony, `names/#place-kyiv`, `names/#place-kiev`},
	{"every link resolves", "an empty address", ceremony, `href="/uk/members/khpi/"`, `href=""`},
	{"every link resolves", "the address of a test server", ceremony, `https://alliance\.example/uk/`, `http://alliance.example/uk/`},
	{"every link resolves", "the stylesheet of yesterday", ceremony, `/assets/site\.[0-9a-f]+\.css`, `/assets/site.0123456789ab.css`},
	{"every link resolves", "a feed that leads nowhere", "uk/feed.xml", `href="https://alliance\.example/uk/announcements/[a-z-]+/"`, `href="https://alliance.example/uk/announcements/khpi/"`},
	{"every link resolves", "a calendar that leads nowhere", "uk/ceremonies.ics", `/uk/ceremonies/`, `/uk/ceremony/`},
	{"every link resolves", "linked data that leads nowhere", ceremony, `"url":"https://alliance\.example/uk/ceremonies/`, `"url":"https://alliance.example/uk/ceremony/`},
	{"every link resolves", "a dead link in the text of a feed", "uk/feed.xml", `/uk/members/khpi/&#34;`, `/uk/members/kphi/&#34;`},
	{"every link resolves", "open data that leads nowhere", "data/members.json", `/uk/members/khpi/`, `/uk/members/kphi/`},
	{"every link resolves", "an identity of nothing", "data/agreements.json", `/id/member/khpi`, `/id/member/kphi`},
	{"an id stands once on a page", "an id twice", ceremony, `<footer class`, `<footer id="main" class`},
	{"headings make an outline", "no h1", ceremony, `<h1>(.*?)</h1>`, `<p>$1</p>`},
	{"headings make an outline", "two h1", ceremony, `<h2`, `<h1>2</h1><h2`},
	{"headings make an outline", "a level left out", ceremony, `<h2(.*?)</h2>`, `<h3$1</h3>`},
	{"every page can be reached from the entrance", "a page that nothing leads to", "uk/island/index.html", `^`, `<html lang="uk"><body><main></main></body></html>`},
	{"every page says where it is", "no breadcrumb", ceremony, `class="breadcrumb"`, `class="crumbs"`},
	{"every page says where it is", "the breadcrumb of another page", ceremony, `aria-current="page">`, `aria-current="page">Угода`},
	{"every page says where it is", "an empty title", ceremony, `<title>.*?</title>`, `<title></title>`},
	{"the sitemap lists the pages for search engines", "a page left out", "sitemap.xml", `<loc>https://alliance\.example/uk/members/</loc>`, `<loc>https://alliance.example/uk/</loc>`},
	{"the sitemap lists the pages for search engines", "a partner left out", "sitemap.xml", `hreflang="zh-Hans"`, `hreflang="zh"`},
	{"feeds and pages agree", "a feed without language", "zh/feed.xml", `xml:lang="zh-Hans"`, `xml:lang="uk"`},
	{"feeds and pages agree", "a feed that names another as itself", "zh/feed.xml", `(rel="self".*? href=)"[^"]*"`, `$1"https://alliance.example/uk/feed.xml"`},
	{"feeds and pages agree", "an entry in the wrong language", "zh/feed.xml", `(?s)(<entry.*?alternate[^>]*)/zh/announcements/`, `$1/uk/announcements/`},
	{"the linked data can be read", "a bracket too few", ceremony, `\}</script>`, `</script>`},
	{"the linked data can be read", "none at all", ceremony, `(?s)<script type="?application/ld\+json"?>.*?</script>`, ``},
	{"pages carry and keep their security policy", "an inline script", ceremony, `</body>`, `<script>1</script></body>`},
	{"pages carry and keep their security policy", "a handler", ceremony, `<footer`, `<footer onclick="a()"`},
	{"pages carry and keep their security policy", "a style", ceremony, `<footer`, `<footer style="color:red"`},
	{"pages carry and keep their security policy", "a font from elsewhere", ceremony, `<link rel="stylesheet" href="`, `<link rel="stylesheet" href="https://fonts.example`},
	{"pages carry and keep their security policy", "a looser policy", ceremony, `script-src 'self'`, `script-src 'unsafe-inline'`},
	{"every page says its language", "no lang", ceremony, `<html lang="uk">`, `<html>`},
	{"every page says its language", "the other lang", ceremony, `<html lang="uk">`, `<html lang="zh-Hans">`},
	{"a foreign run says its language", "a lang dropped", ceremony, `<span lang="zh-Hans">`, `<span>`},
	{"a foreign run says its language", "a Ukrainian word on a Chinese page", "zh/timeline/index.html", `</main>`, `<p>Київ</p></main>`},
	{"partners lead to each other", "an hreflang of another page", ceremony, `hreflang="zh-Hans" href="[^"]*"`, `hreflang="zh-Hans" href="https://alliance.example/zh/ceremonies/"`},
	{"partners lead to each other", "an hreflang left out", ceremony, `<link rel="alternate" hreflang="zh-Hans" href="[^"]*">`, ``},
	{"partners lead to each other", "an hreflang of the wrong language", ceremony, `rel="alternate" hreflang="zh-Hans"`, `rel="alternate" hreflang="zh-Hant"`},
	{"partners lead to each other", "the canonical address of another page", ceremony, `rel="canonical" href="[^"]*"`, `rel="canonical" href="https://alliance.example/uk/"`},
	{"partners lead to each other", "readers are led to the front page", ceremony, `<a href="/zh/[^"]+" hreflang="zh-Hans" rel="alternate"`, `<a href="/zh/" hreflang="zh-Hans" rel="alternate"`},
	{"a publication in one language is labelled", "the switch leads nowhere and says nothing", ceremony, `(<a href="/zh/[^"]+" hreflang="zh-Hans") rel="alternate"`, `$1`},
	{"the entrance stands for all languages", "x-default on another page", ceremony, `hreflang="zh-Hans" href`, `hreflang="x-default" href`},
	{"the entrance stands for all languages", "no x-default", "uk/index.html", `<link rel="alternate" hreflang="x-default" href="[^"]*">`, ``},
}

// A check is checked: every law notices the bugs that it is there for.
func TestLawsNoticePlantedBugs(t *testing.T) {
	s := shipped(t)
	for _, bug := range bugs {
		t.Run(bug.bug, func(t *testing.T) {
			l := laws[slices.IndexFunc(laws, func(l law) bool { return l.name == bug.law })]
			before := l.broken(s)
			changed := s.with(bug.file, func(src string) string {
				if bug.old == "" {
					return ""
				}
				re := regexp.MustCompile(bug.old)
				at := re.FindStringSubmatchIndex(src)
				if at == nil {
					t.Fatalf("/%s: the bug cannot be planted, there is no %s", bug.file, bug.old)
				}
				return src[:at[0]] + string(re.ExpandString(nil, bug.new, src, at)) + src[at[1]:]
			})
			if after := l.broken(changed); len(after) <= len(before) {
				t.Errorf("/%s: not noticed by “%s”", bug.file, bug.law)
			}
		})
	}
	for _, l := range laws {
		if !slices.ContainsFunc(bugs, func(b planted) bool { return b.law == l.name }) {
			t.Errorf("nothing was planted for “%s”", l.name)
		}
	}
}
