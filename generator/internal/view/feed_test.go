package view

import (
	"fmt"
	"slices"
	"testing"
)

func TestFeedHoldsTheNewestAnnouncementsOfItsLanguage(t *testing.T) {
	f := small(t).in("uk").feed(noText)
	if len(f.Entries) != 2 || f.Entries[0].Title != "Новина" || f.Entries[1].Title != "Місцеве" {
		t.Fatalf("entries are %+v", f.Entries)
	}
	zh := small(t).in("zh").feed(noText)
	if len(zh.Entries) != 1 || zh.Entries[0].Title != "新闻" {
		t.Errorf("the other edition has %+v", zh.Entries)
	}
	many := map[string]string{}
	for i := range 40 {
		id := fmt.Sprintf("content/announcements/n%d", i)
		many[id+".md"] = fmt.Sprintf("---\ntitle:\n  uk: Н%d\n  zh: 新%d\ndate: 2021-05-%02d\nabout: [member:kpi]\n---\n", i, i, i%28+1)
		many[id+".uk.md"], many[id+".zh.md"] = "Текст.\n", "正文。\n"
	}
	e := smallWith(t, many).in("uk")
	if n, shows := len(e.feed(noText).Entries), len(e.feedShows()); n != 30 || shows != 30 {
		t.Errorf("a feed has %d entries and %d texts", n, shows)
	}
}

// Planted bugs this test has caught: times in UTC; updated from the newest
// announcement without its notes.
func TestFeedTimesAreMidnightOfCivilDatesInTheSitesZone(t *testing.T) {
	f := small(t).in("zh").feed(noText)
	e := f.Entries[0]
	if e.Published != "2021-07-07T00:00:00+03:00" || e.Updated != "2021-07-09T00:00:00+03:00" || f.Updated != e.Updated {
		t.Errorf("published %s, updated %s, feed %s", e.Published, e.Updated, f.Updated)
	}
	if e.ID != "https://alliance.example/sub/id/announcement/news#zh" || e.URL != "https://alliance.example/sub/zh/announcements/news/" {
		t.Errorf("id %s at %s", e.ID, e.URL)
	}
}

func TestFeedLinksAcrossToTheOtherEditions(t *testing.T) {
	f := small(t).in("zh").feed(noText)
	want := []FeedLink{
		{"https://alliance.example/sub/uk/", "text/html", "uk", "Альянс"},
		{"https://alliance.example/sub/zh/", "text/html", "zh-Hans", "联盟"},
		{"https://alliance.example/sub/uk/feed.xml", "application/atom+xml", "uk", "Альянс: feed"},
	}
	if !slices.Equal(f.Alternates, want) {
		t.Errorf("alternates are %+v", f.Alternates)
	}
	if o := f.Entries[0].Others; len(o) != 1 || o[0].URL != "https://alliance.example/sub/uk/announcements/news/" || o[0].Hreflang != "uk" {
		t.Errorf("the entry's others are %+v", o)
	}
	if o := small(t).in("uk").feed(noText).Entries[1].Others; o != nil {
		t.Errorf("an announcement in one language has %+v", o)
	}
	want2 := FeedAuthor{"联盟", "https://alliance.example/sub/zh/alliance/", "press@alliance.example"}
	if f.Author != want2 {
		t.Errorf("the author is %+v", f.Author)
	}
}

func TestFeedWithoutEntriesHasADayOfTheSite(t *testing.T) {
	only := smallFiles()
	for _, id := range []string{"news", "local"} {
		for _, ending := range []string{".md", ".uk.md", ".zh.md"} {
			delete(only, "content/announcements/"+id+ending)
		}
	}
	for _, path := range []string{"content/alliance/alliance.md", "content/members/kpi.md", "content/agreements/first.md", "content/ceremonies/opening.md"} {
		only[path].Data = withoutLines(only[path].Data, "announcement:news", "claims:", "  memberCount:", "    UA:", "    CN:", "  asOf:")
	}
	f := makerOf(t, only).in("uk").feed(noText)
	if len(f.Entries) != 0 || f.Updated != "2022-05-01T00:00:00+03:00" {
		t.Errorf("%d entries, updated %s", len(f.Entries), f.Updated)
	}
}
