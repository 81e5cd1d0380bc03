package main

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"diglot/generator/internal/sitetest"
)

// oneSided is the warning that the site in English and French has on purpose:
// a member of it has a text in English alone.
const oneSided = "prose-one-sided"

// Every law holds wherever the site stands and whatever its languages are.
//
// Planted bugs this test has caught: a link of the footer without the base
// path; a partner's address made by swapping /en/ for /fr/; a switch that has
// room for one language.
func TestLawsHoldForOtherSites(t *testing.T) {
	for _, v := range []struct {
		name  string
		files fstest.MapFS
		base  string
	}{
		{"under a path", sitetest.Shipped(t), "https://x.example/sub/"},
		{"under a deep path without its slash", sitetest.Shipped(t), "https://x.example/a/b-c"},
		{"on another port", sitetest.Shipped(t), "http://localhost:8080/"},
		{"in English and French", sitetest.Variant(t, "en-fr"), ""},
		{"in English and French under a path", sitetest.Variant(t, "en-fr"), "https://x.example/sub/"},
		{"in three languages", sitetest.Variant(t, "three-languages"), ""},
	} {
		t.Run(v.name, func(t *testing.T) {
			s := mustBuild(t, v.files, v.base, oneSided)
			obey(t, s)
			for _, l := range s.languages {
				if p := s.page("/" + l.key + "/"); p == nil || len(p.main()) < 100 {
					t.Errorf("there is no front page in %s", l.tag)
				}
			}
		})
	}
}

// addresses are those of a site's publications, without lists.
func (s *published) addresses(kind string) []string {
	var list []string
	for _, p := range s.pages {
		if p.kind() == kind {
			list = append(list, strings.TrimSuffix("/"+p.path, "index.html"))
		}
	}
	return list
}

// Addresses are in each language's own words, and partners find each other.
func TestSlugsDifferByLanguage(t *testing.T) {
	s := mustBuild(t, sitetest.Variant(t, "en-fr"), "", oneSided)
	want := []string{"/en/announcements/launch/", "/en/announcements/visit/", "/fr/announcements/lancement/", "/fr/announcements/retour/"}
	if got := s.addresses("announcement"); !slices.Equal(got, want) {
		t.Errorf("announcements at %v", got)
	}
	p := s.page("/en/announcements/launch/")
	if got := p.switches()["fr"]; got != "https://alliance.example/fr/announcements/lancement/" {
		t.Errorf("/%s leads to %s", p.path, got)
	}
}

// What is published in one language is listed in the other, labelled, tagged,
// and leads across; it has no partner and pretends to none.
func TestPublicationInOneLanguage(t *testing.T) {
	s := mustBuild(t, sitetest.Variant(t, "en-fr"), "", oneSided)
	p := s.page("/en/announcements/visit/")
	if len(p.alternates()) > 0 || len(p.switches()) > 0 {
		t.Errorf("/%s has partners: %v %v", p.path, p.alternates(), p.switches())
	}
	list := s.page("/fr/announcements/")
	var across []string
	for _, a := range sitetest.All(list.body(), sitetest.Named("a")) {
		if href, _ := sitetest.Attribute(a, "href"); href == "/en/announcements/visit/" {
			hreflang, _ := sitetest.Attribute(a, "hreflang")
			lang, _ := sitetest.Attribute(a, "lang")
			across = append(across, hreflang+" "+lang)
		}
	}
	if len(across) == 0 || slices.ContainsFunc(across, func(s string) bool { return s != "en-GB en-GB" }) {
		t.Errorf("/%s leads to the English text as %q", list.path, across)
	}
	if s.page("/fr/announcements/visit/") != nil {
		t.Error("there is a French page without a French text")
	}
}

// Of three languages two can be partners without the third.
func TestPublicationInTwoOfThreeLanguages(t *testing.T) {
	s := mustBuild(t, sitetest.Variant(t, "three-languages"), "")
	p := s.page("/uk/announcements/two/")
	want := map[string]string{"uk": "https://alliance.example/uk/announcements/two/", "en": "https://alliance.example/en/announcements/two/"}
	if !maps.Equal(p.alternates(), want) {
		t.Errorf("/%s has the partners %v", p.path, p.alternates())
	}
	start := s.page("/zh/announcements/qidong/")
	if start == nil || len(start.alternates()) != 3 || start.switches()["uk"] != "https://alliance.example/uk/announcements/pochatok/" {
		t.Errorf("the text in three languages is not joined: %v", start.alternates())
	}
}

// An earlier address leads on to the page in the language of that address, and
// search engines know the new one alone.
func TestAliasIsARedirect(t *testing.T) {
	for base, prefix := range map[string]string{"": "https://alliance.example", "https://x.example/sub/": "https://x.example/sub"} {
		s := mustBuild(t, sitetest.Variant(t, "en-fr"), base, oneSided)
		for alias, target := range map[string]string{
			"/en/news/launch/":          "/en/announcements/launch/",
			"/fr/actualites/lancement/": "/fr/announcements/lancement/",
			"/fr/actualites/retour/":    "/fr/announcements/retour/",
		} {
			p := s.page(alias)
			if p == nil || p.kind() != "redirect" {
				t.Errorf("there is no redirect at %s", alias)
				continue
			}
			leads := map[string]bool{}
			for _, r := range p.references() {
				if u, err := r.from.Parse(r.to); err == nil {
					leads[u.String()] = true
				}
			}
			refresh := sitetest.First(p.root, func(n *html.Node) bool { return sitetest.HasWord(n, "http-equiv", "refresh") })
			if refresh == nil || !leads[prefix+target] || p.canonical() != prefix+target || !p.noindex() {
				t.Errorf("%s does not lead to %s alone: canonical %s", alias, target, p.canonical())
			}
			if strings.Contains(string(s.files["sitemap.xml"]), alias) {
				t.Errorf("the sitemap lists %s", alias)
			}
		}
	}
}
