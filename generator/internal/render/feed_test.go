package render

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"diglot/generator/internal/markdown"
	"diglot/generator/internal/view"
)

// asProse stands for the layout engine: a file's HTML is its digest.
func asProse(p view.Prose) (string, error) { return p.Digest, nil }

func ukrainianFeed() view.Feed {
	return view.Feed{
		Lang: "uk", ID: "https://alliance.example/uk/feed.xml", Title: "Альянс українських і китайських університетів",
		Updated: "2021-07-07T00:00:00+03:00", Self: "https://alliance.example/uk/feed.xml",
		Alternates: []view.FeedLink{
			{URL: "https://alliance.example/uk/", Type: "text/html", Hreflang: "uk"},
			{URL: "https://alliance.example/zh/", Type: "text/html", Hreflang: "zh-Hans"},
			{URL: "https://alliance.example/zh/feed.xml", Type: "application/atom+xml", Hreflang: "zh-Hans"},
		},
		Author: view.FeedAuthor{Name: "Пресслужба", Email: "press@alliance.example"},
		Rights: "CC-BY-4.0", Licence: view.Licence{Name: "CC-BY-4.0", URL: "https://creativecommons.org/licenses/by/4.0/"},
		Entries: []view.FeedEntry{{
			ID: "https://alliance.example/id/announcement/khpi#uk", Title: "ХПІ приєднався до Альянсу",
			URL:       "https://alliance.example/uk/announcements/khpi/",
			Others:    []view.FeedLink{{URL: "https://alliance.example/zh/announcements/khpi/", Type: "text/html", Hreflang: "zh-Hans"}},
			Published: "2021-07-07T00:00:00+03:00", Updated: "2021-07-07T00:00:00+03:00",
			Categories: []view.FeedCategory{{Term: "announcement", Label: "Повідомлення"}},
			Summary:    "Укладено пряму угоду.",
			Prose:      view.Prose{File: "content/announcements/khpi.uk.md", Digest: `<p>Про <a href="https://alliance.example/uk/members/khpi/">ХПІ</a> & Далянь</p>`},
		}},
	}
}

func TestFeedHoldsAnAnnouncementInUkrainian(t *testing.T) {
	got, err := atomFeed(ukrainianFeed(), asProse)
	if err != nil {
		t.Fatal(err)
	}
	checkAtom(t, got)
	differs(t, string(got), `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="uk">
<id>https://alliance.example/uk/feed.xml</id>
<title>Альянс українських і китайських університетів</title>
<updated>2021-07-07T00:00:00+03:00</updated>
<link rel="self" type="application/atom+xml" hreflang="uk" href="https://alliance.example/uk/feed.xml"/>
<link rel="alternate" type="text/html" hreflang="uk" href="https://alliance.example/uk/"/>
<link rel="alternate" type="text/html" hreflang="zh-Hans" href="https://alliance.example/zh/"/>
<link rel="alternate" type="application/atom+xml" hreflang="zh-Hans" href="https://alliance.example/zh/feed.xml"/>
<link rel="license" href="https://creativecommons.org/licenses/by/4.0/"/>
<author>
<name>Пресслужба</name>
<email>press@alliance.example</email>
</author>
<rights>CC-BY-4.0</rights>
<entry>
<id>https://alliance.example/id/announcement/khpi#uk</id>
<title>ХПІ приєднався до Альянсу</title>
<published>2021-07-07T00:00:00+03:00</published>
<updated>2021-07-07T00:00:00+03:00</updated>
<link rel="alternate" type="text/html" hreflang="uk" href="https://alliance.example/uk/announcements/khpi/"/>
<link rel="alternate" type="text/html" hreflang="zh-Hans" href="https://alliance.example/zh/announcements/khpi/"/>
<category term="announcement" label="Повідомлення"/>
<summary>Укладено пряму угоду.</summary>
<content type="html" xml:base="https://alliance.example/uk/announcements/khpi/">&lt;p&gt;Про &lt;a href=&#34;https://alliance.example/uk/members/khpi/&#34;&gt;ХПІ&lt;/a&gt; &amp; Далянь&lt;/p&gt;</content>
</entry>
</feed>
`)
}

func TestFeedHoldsAnEntryWithoutProseInChinese(t *testing.T) {
	f := view.Feed{
		Lang: "zh-Hans", ID: "i", Title: "中国-乌克兰大学联盟", Updated: "2021-07-07T00:00:00+03:00", Self: "https://a.example/zh/feed.xml",
		Author:  view.FeedAuthor{Name: "新闻办公室"},
		Entries: []view.FeedEntry{{ID: "e", Title: "成立仪式", URL: "https://a.example/zh/e/", Published: "2021-07-07T00:00:00+03:00", Updated: "2021-07-07T00:00:00+03:00"}},
	}
	got, err := atomFeed(f, asProse)
	if err != nil {
		t.Fatal(err)
	}
	checkAtom(t, got)
	differs(t, string(got), `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hans">
<id>i</id>
<title>中国-乌克兰大学联盟</title>
<updated>2021-07-07T00:00:00+03:00</updated>
<link rel="self" type="application/atom+xml" hreflang="zh-Hans" href="https://a.example/zh/feed.xml"/>
<author>
<name>新闻办公室</name>
</author>
<entry>
<id>e</id>
<title>成立仪式</title>
<published>2021-07-07T00:00:00+03:00</published>
<updated>2021-07-07T00:00:00+03:00</updated>
<link rel="alternate" type="text/html" hreflang="zh-Hans" href="https://a.example/zh/e/"/>
</entry>
</feed>
`)
}

func TestFeedWithoutWhatAtomRequiresIsAnError(t *testing.T) {
	for what, spoil := range map[string]func(*view.Feed){
		"no author":        func(f *view.Feed) { f.Author.Name = "" },
		"no day":           func(f *view.Feed) { f.Updated = "" },
		"entry without id": func(f *view.Feed) { f.Entries[0].ID = "" },
		"script as link":   func(f *view.Feed) { f.Entries[0].Others[0].URL = "javascript:alert(1)" },
		"relative link":    func(f *view.Feed) { f.Entries[0].URL = "/uk/announcements/khpi/" },
		"entry twice":      func(f *view.Feed) { f.Entries = append(f.Entries, f.Entries[0]) },
	} {
		f := ukrainianFeed()
		spoil(&f)
		if _, err := atomFeed(f, asProse); err == nil {
			t.Errorf("%s: no error", what)
		}
	}
}

func TestFeedFillsTheLinksOfItsTexts(t *testing.T) {
	f := ukrainianFeed()
	f.Entries[0].Prose.Fills = []view.Fill{{URL: "https://alliance.example/uk/members/khpi/"}}
	body := &markdown.Body{HTML: []byte("<p>ХПІ</a></p>"), Holes: []markdown.Hole{{At: 3, Kind: markdown.LinkOpen}}}
	got, err := Feed(&Worker{bodies: func(string, string) (*markdown.Body, error) { return body, nil }}, f)
	if err != nil {
		t.Fatal(err)
	}
	want := `<p><a href="https://alliance.example/uk/members/khpi/">ХПІ</a></p>`
	if content := checkAtom(t, got).Entries[0].Content; content.Text != want || content.Base != f.Entries[0].URL {
		t.Errorf("got %+v, want %s", content, want)
	}
}

func TestFeedReportsProseThatCannotBeRead(t *testing.T) {
	broken := errors.New("disk")
	_, err := atomFeed(ukrainianFeed(), func(view.Prose) (string, error) { return "", broken })
	if !errors.Is(err, broken) || !strings.Contains(err.Error(), "announcement/khpi") {
		t.Errorf("got %v", err)
	}
}

var brokenTag = regexp.MustCompile(`<[^>]*\n`)

// Planted bugs this test has caught: ">" and "]]>" unescaped in text; NUL and
// U+FFFE written as they are; a line feed in an attribute written as it is;
// bytes that are not UTF-8 passed through.
func TestFeedGivesAnyTextBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f := ukrainianFeed()
		e := &f.Entries[0]
		f.Title, e.Title, e.Summary = someText(rt, "title"), someText(rt, "entry"), someText(rt, "summary")
		e.Prose.Digest, e.Categories[0].Label = someText(rt, "prose"), someText(rt, "label")
		out, err := atomFeed(f, asProse)
		if err != nil {
			rt.Fatal(err)
		}
		if tag := brokenTag.Find(out); tag != nil { // a parser would make the line feed a space
			rt.Fatalf("a line feed in the tag %q", tag)
		}
		got := checkAtom(rt, out)
		entry := got.Entries[0]
		for _, pair := range [][2]string{
			{got.Titles[0], asTyped(f.Title)}, {entry.Titles[0], asTyped(e.Title)}, {entry.Summary, asTyped(e.Summary)},
			{entry.Content.Text, e.Prose.Digest}, {entry.Categories[0].Label, asTyped(e.Categories[0].Label)},
		} {
			if want := repaired(pair[1], func(r rune) bool { return !allowedInXML(r) }); pair[0] != want {
				rt.Fatalf("got %q, want %q", pair[0], want)
			}
		}
	})
}

func TestXmllintAcceptsHostileFeedAndSitemap(t *testing.T) {
	lint, err := exec.LookPath("xmllint")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("xmllint is not installed")
		}
		t.Skip("xmllint is not installed")
	}
	f := ukrainianFeed()
	all := strings.Join(hostile, "|")
	f.Title, f.Subtitle, f.Rights, f.Entries[0].Prose.Digest, f.Entries[0].Categories[0].Label = all, all, all, all, all
	feed, err := atomFeed(f, asProse)
	if err != nil {
		t.Fatal(err)
	}
	maps, err := Sitemap(view.Sitemap{URLs: []view.SitemapURL{{Loc: all, Alternates: []view.Alternate{{Hreflang: all, URL: all}}}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, document := range [][]byte{feed, maps[0].Bytes} {
		cmd := exec.Command(lint, "--noout", "-")
		cmd.Stdin = bytes.NewReader(document)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
	}
}

// atom is what the tests read of a feed.
type atom struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	IDs     []string    `xml:"id"`
	Titles  []string    `xml:"title"`
	Updated []string    `xml:"updated"`
	Authors []string    `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel      string `xml:"rel,attr"`
	Type     string `xml:"type,attr"`
	Hreflang string `xml:"hreflang,attr"`
	Href     string `xml:"href,attr"`
}

type atomEntry struct {
	IDs        []string   `xml:"id"`
	Titles     []string   `xml:"title"`
	Published  []string   `xml:"published"`
	Updated    []string   `xml:"updated"`
	Links      []atomLink `xml:"link"`
	Summary    string     `xml:"summary"`
	Categories []struct {
		Term  string `xml:"term,attr"`
		Label string `xml:"label,attr"`
	} `xml:"category"`
	Content struct {
		Type string `xml:"type,attr"`
		Base string `xml:"http://www.w3.org/XML/1998/namespace base,attr"`
		Text string `xml:",chardata"`
	} `xml:"content"`
}

// checkAtom fails the test unless a document keeps the rules of RFC 4287 that
// concern us: sections 4.1.1 and 4.1.2, 3.3 for dates and 4.2.7 for links.
func checkAtom(t interface{ Fatalf(string, ...any) }, document []byte) atom {
	var f atom
	if err := xml.Unmarshal(document, &f); err != nil {
		t.Fatalf("%v in\n%s", err, document)
	}
	d := xml.NewDecoder(bytes.NewReader(document))
	for {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("%v in\n%s", err, document)
		}
	}
	if f.Lang == "" || len(f.IDs) != 1 || len(f.Titles) != 1 || len(f.Updated) != 1 || len(f.Authors) != 1 {
		t.Fatalf("a feed has one language, id, title, day and author, not %+v", f)
	}
	if why := atomLinksFault(f.Links); why != "" || f.Links[0].Rel != "self" {
		t.Fatalf("links of the feed: %s %+v", why, f.Links)
	}
	ids, newest := map[string]bool{}, f.Updated[0]
	for _, e := range f.Entries {
		if len(e.IDs) != 1 || len(e.Titles) != 1 || len(e.Updated) != 1 || len(e.Published) != 1 || ids[e.IDs[0]] {
			t.Fatalf("an entry has one id of its own, one title, two days, not %+v", e)
		}
		ids[e.IDs[0]] = true
		if why := atomLinksFault(e.Links); why != "" || len(e.Links) == 0 {
			t.Fatalf("links of the entry %s: %s", e.IDs[0], why)
		}
		for _, day := range []string{e.Updated[0], e.Published[0]} {
			if _, err := time.Parse(time.RFC3339, day); err != nil {
				t.Fatalf("%v", err)
			}
		}
		if e.Content.Text != "" && e.Content.Type != "html" {
			t.Fatalf("content of type %q", e.Content.Type)
		}
		if e.Updated[0] > newest {
			t.Fatalf("the feed of %s has an entry of %s", newest, e.Updated[0])
		}
	}
	return f
}

// atomLinksFault finds two alternates of one type and language.
func atomLinksFault(links []atomLink) string {
	seen := map[string]bool{}
	for _, l := range links {
		key := fmt.Sprint(l.Rel, " ", l.Type, " ", l.Hreflang)
		if l.Href == "" || seen[key] {
			return "twice or nowhere: " + key
		}
		seen[key] = true
	}
	return ""
}
