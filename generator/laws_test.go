package main

import (
	"strings"
	"testing"
)

// law is a promise that every published site keeps, whatever its content.
// broken lists where one does not.
type law struct {
	name   string
	broken func(*published) []string
}

var laws = []law{
	{"every link resolves", deadLinks},
	{"an id stands once on a page", repeatedIDs},
	{"headings make an outline", crookedOutlines},
	{"every page can be reached from the entrance", islands},
	{"every page says where it is", lostPages},
	{"the sitemap lists the pages for search engines", unmappedPages},
	{"feeds and pages agree", strayFeeds},
	{"the linked data can be read", unreadableData},
	{"pages carry and keep their security policy", policyBreaches},
	{"every page says its language", speechlessPages},
	{"a foreign run says its language", unmarkedRuns},
	{"partners lead to each other", brokenPairs},
	{"a publication in one language is labelled", unlabelledSingles},
	{"the entrance stands for all languages", crookedEntrance},
}

// obey fails the test for every law that the site breaks.
func obey(t *testing.T, s *published) {
	t.Helper()
	for _, l := range laws {
		t.Run(strings.ReplaceAll(l.name, " ", "_"), func(t *testing.T) {
			broken := l.broken(s)
			for i, b := range broken {
				if i == 20 {
					t.Errorf("… and %d more", len(broken)-i)
					break
				}
				t.Error(b)
			}
		})
	}
}

func TestEveryLinkResolves(t *testing.T) {
	s := shipped(t)
	obey(t, s)
	t.Logf("%d pages, %d files", len(s.pages), len(s.files))
}

// Both languages have the same pages: nothing of the shipped site is published
// in one alone.
func TestBothLanguagesHaveAsManyPages(t *testing.T) {
	s := shipped(t)
	pages := map[string]int{}
	for _, p := range s.pages {
		l, _ := p.edition()
		pages[l.key]++
		other := map[string]string{"uk": "zh", "zh": "uk"}[l.key]
		if l.key != "" && s.byFile(other+strings.TrimPrefix(p.path, l.key)) == nil {
			t.Errorf("/%s has no partner in %s", p.path, other)
		}
	}
	if pages["uk"] != pages["zh"] || pages["uk"] < 30 {
		t.Errorf("%d Ukrainian and %d Chinese pages", pages["uk"], pages["zh"])
	}
	if pages[""] != 2 {
		t.Errorf("%d pages belong to no language, not the entrance and the one for wrong addresses", pages[""])
	}
}
