package render

import (
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"diglot/generator/internal/view"
)

func TestSitemapNamesEveryLanguageOfAPage(t *testing.T) {
	cluster := []view.Alternate{
		{Hreflang: "uk", URL: "https://alliance.example/uk/"}, {Hreflang: "zh-Hans", URL: "https://alliance.example/zh/"},
		{Hreflang: "x-default", URL: "https://alliance.example/"},
	}
	parts, err := Sitemap(view.Sitemap{Base: "https://alliance.example/", URLs: []view.SitemapURL{
		{Loc: "https://alliance.example/uk/", Lastmod: "2021-07-07", Alternates: cluster},
		{Loc: "https://alliance.example/zh/only/?a=1&b=2"},
	}})
	if err != nil || len(parts) != 1 || parts[0].Name != "sitemap.xml" {
		t.Fatalf("%d parts, %v", len(parts), err)
	}
	differs(t, string(parts[0].Bytes), `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
<url>
<loc>https://alliance.example/uk/</loc>
<lastmod>2021-07-07</lastmod>
<xhtml:link rel="alternate" hreflang="uk" href="https://alliance.example/uk/"/>
<xhtml:link rel="alternate" hreflang="zh-Hans" href="https://alliance.example/zh/"/>
<xhtml:link rel="alternate" hreflang="x-default" href="https://alliance.example/"/>
</url>
<url>
<loc>https://alliance.example/zh/only/?a=1&amp;b=2</loc>
</url>
</urlset>
`)
}

func TestSitemapOfNothingIsAnEmptyMap(t *testing.T) {
	parts, err := Sitemap(view.Sitemap{})
	if err != nil || len(parts) != 1 || !strings.Contains(string(parts[0].Bytes), "</urlset>") {
		t.Fatalf("%v, %v", parts, err)
	}
}

func TestSitemapOverTheLimitIsAnIndexOfParts(t *testing.T) {
	var urls []view.SitemapURL
	for i := range 50_001 {
		urls = append(urls, view.SitemapURL{Loc: fmt.Sprintf("https://alliance.example/uk/%d/", i)})
	}
	parts, err := Sitemap(view.Sitemap{Base: "https://alliance.example/", URLs: urls})
	if err != nil || len(parts) != 3 {
		t.Fatalf("%d parts, %v", len(parts), err)
	}
	differs(t, string(parts[0].Bytes), `<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://alliance.example/sitemap-1.xml</loc></sitemap>
<sitemap><loc>https://alliance.example/sitemap-2.xml</loc></sitemap>
</sitemapindex>
`)
	if n := strings.Count(string(parts[1].Bytes), "<url>"); n != 50_000 {
		t.Errorf("the first part holds %d", n)
	}
}

func TestSitemapOfTooManyPartsIsAnError(t *testing.T) {
	urls := make([]view.SitemapURL, 5)
	if _, err := sitemapParts(view.Sitemap{URLs: urls}, sitemapLimit{urls: 2, bytes: 1 << 20}); err == nil {
		t.Error("no error")
	}
}

// Planted bugs this test has caught: the foot left out of the size of a part;
// the last part lost where it is full.
func TestSitemapPartsKeepTheLimitAndEveryAddress(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var want []string
		var s view.Sitemap
		for range rapid.IntRange(0, 12).Draw(rt, "pages") {
			loc := "https://alliance.example/" + someText(rt, "loc")
			s.URLs = append(s.URLs, view.SitemapURL{Loc: loc, Alternates: []view.Alternate{{Hreflang: anyText(rt, "hreflang"), URL: loc}}})
			want = append(want, repaired(loc, func(r rune) bool { return !allowedInXML(r) }))
		}
		limit := sitemapLimit{urls: rapid.IntRange(1, 13).Draw(rt, "limit"), bytes: rapid.IntRange(300, 4000).Draw(rt, "bytes")}
		parts := urlsets(s.URLs, limit)
		var got []string
		for _, part := range parts {
			var m struct {
				URLs []struct {
					Loc  string `xml:"loc"`
					Link struct {
						Href string `xml:"href,attr"`
					} `xml:"http://www.w3.org/1999/xhtml link"`
				} `xml:"url"`
			}
			if err := xml.Unmarshal(part, &m); err != nil {
				rt.Fatalf("%v in\n%s", err, part)
			}
			if len(m.URLs) > limit.urls || len(part) > limit.bytes && len(m.URLs) > 1 {
				rt.Fatalf("%d addresses in %d bytes", len(m.URLs), len(part))
			}
			for _, u := range m.URLs {
				if u.Link.Href != u.Loc {
					rt.Fatalf("address %q, link %q", u.Loc, u.Link.Href)
				}
				got = append(got, u.Loc)
			}
		}
		if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
			rt.Fatalf("got %q, want %q", got, want)
		}
	})
}

func TestRobotsMayReadAllButTheDisallowed(t *testing.T) {
	got := Robots(view.Robots{Sitemap: "https://alliance.example/sitemap.xml", Disallow: []string{"/uk/search/", "/a\r\nAllow: /b # пошук"}})
	differs(t, string(got), `User-agent: *
Disallow: /uk/search/
Disallow: /a%0d%0aAllow:%20/b%20%23%20%d0%bf%d0%be%d1%88%d1%83%d0%ba
Allow: /

Sitemap: https://alliance.example/sitemap.xml
`)
}
