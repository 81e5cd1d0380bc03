package view

import (
	"slices"
	"testing"
)

// Planted bugs this test has caught: x-default on every page; a page in one
// language with itself as alternate.
func TestSitemapListsClusters(t *testing.T) {
	m := small(t)
	s := m.sitemap([]listed{
		m.listedEverywhere(""), m.listedEntry(m.entry("announcement:news")), m.listedEntry(m.entry("announcement:local")),
		m.listedEntry(m.entry("member:kpi")),
	})
	base := "https://alliance.example/sub/"
	front := []Alternate{{"uk", base + "uk/"}, {"zh-Hans", base + "zh/"}, {"x-default", base}}
	news := []Alternate{{"uk", base + "uk/announcements/news/"}, {"zh-Hans", base + "zh/announcements/news/"}}
	kpi := []Alternate{{"uk", base + "uk/members/kpi/"}, {"zh-Hans", base + "zh/members/kpi/"}}
	want := []SitemapURL{
		{base, "", front}, {base + "uk/", "", front}, {base + "zh/", "", front},
		{news[0].URL, "2021-07-09", news}, {news[1].URL, "2021-07-09", news},
		{base + "uk/announcements/local/", "2021-07-01", nil},
		{kpi[0].URL, "", kpi}, {kpi[1].URL, "", kpi},
	}
	if len(s.URLs) != len(want) || s.Base != base {
		t.Fatalf("%d addresses below %s", len(s.URLs), s.Base)
	}
	for i := range want {
		if s.URLs[i].Loc != want[i].Loc || s.URLs[i].Lastmod != want[i].Lastmod || !slices.Equal(s.URLs[i].Alternates, want[i].Alternates) {
			t.Errorf("%+v, not %+v", s.URLs[i], want[i])
		}
	}
}

// What a page says of its other editions and what the sitemap says must be the
// same.
func TestSitemapAgreesWithThePagesThemselves(t *testing.T) {
	m := shippedContent(t)
	for _, x := range m.graph.Entries {
		if x.Kind.Glossed {
			continue
		}
		for _, u := range m.sitemap([]listed{m.listedEntry(x)}).URLs {
			for _, e := range m.editions {
				if p := e.entryPage(x, nothingRead); p.Canonical == u.Loc && !slices.Equal(p.Alternates, u.Alternates) {
					t.Errorf("%s: %v and %v", u.Loc, p.Alternates, u.Alternates)
				}
			}
		}
	}
}

func TestHeadersKnowTheBasePath(t *testing.T) {
	m := small(t)
	h := m.headers()
	if h.Base != "/sub/" || h.Data != "/sub/data/" || !slices.Equal(h.Hashed, []string{"/sub/assets/"}) ||
		!slices.Equal(h.Feeds, []string{"/sub/uk/feed.xml", "/sub/zh/feed.xml"}) {
		t.Errorf("%+v", h)
	}
	if r := m.robots(); r.Sitemap != "https://alliance.example/sub/sitemap.xml" || r.Disallow != nil {
		t.Errorf("%+v", r)
	}
}
