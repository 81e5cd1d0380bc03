package main

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"

	"diglot/generator/internal/build"
	"diglot/generator/internal/site"
	"diglot/generator/internal/sitetest"
)

// element is any element of an XML file.
type element struct {
	XMLName xml.Name
	Attr    []xml.Attr `xml:",any,attr"`
	Text    string     `xml:",chardata"`
	Inner   []element  `xml:",any"`
}

func (e element) attr(name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (e element) all(name string) (found []element) {
	for _, in := range e.Inner {
		if in.XMLName.Local == name {
			found = append(found, in)
		}
	}
	return found
}

// text is that of an element's one child of a name.
func (e element) text(name string) string {
	if found := e.all(name); len(found) == 1 {
		return found[0].Text
	}
	return ""
}

// How often an element may stand in a feed and in an entry: RFC 4287, sections
// 4.1.1 and 4.1.2, as far as our feeds go.
var (
	inFeed  = map[string][2]int{"id": {1, 1}, "title": {1, 1}, "subtitle": {0, 1}, "updated": {1, 1}, "link": {2, 99}, "author": {1, 1}, "rights": {0, 1}, "entry": {0, 30}}
	inEntry = map[string][2]int{"id": {1, 1}, "title": {1, 1}, "published": {1, 1}, "updated": {1, 1}, "link": {1, 99}, "category": {0, 99}, "summary": {0, 1}, "content": {0, 1}}
)

// feedFaults reads a feed as a feed reader does.
func feedFaults(b []byte) (faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	var feed element
	if err := xml.Unmarshal(b, &feed); err != nil || feed.XMLName != (xml.Name{Space: "http://www.w3.org/2005/Atom", Local: "feed"}) {
		return []string{fmt.Sprintf("no feed: %v", err)}
	}
	count := func(e element, admitted map[string][2]int) {
		for _, name := range slices.Sorted(maps.Keys(admitted)) {
			if n := len(e.all(name)); n < admitted[name][0] || n > admitted[name][1] {
				fault("%d times %s in %s", n, name, e.XMLName.Local)
			}
		}
		for _, in := range e.Inner {
			if _, ok := admitted[in.XMLName.Local]; !ok {
				fault("%s has no place in %s", in.XMLName.Local, e.XMLName.Local)
			}
		}
		for _, link := range e.all("link") {
			if !absolute(link.attr("href")) {
				fault("the link %q is not absolute", link.attr("href"))
			}
		}
	}
	count(feed, inFeed)
	if feed.attr("lang") == "" || feed.all("author")[0].text("name") == "" {
		fault("no language or author")
	}
	newest, ids := "", map[string]bool{}
	for _, e := range feed.all("entry") {
		count(e, inEntry)
		id := e.text("id")
		if ids[id] || !absolute(id) {
			fault("the id %q", id)
		}
		ids[id] = true
		newest = max(newest, e.text("updated"))
		for _, name := range []string{"published", "updated"} {
			if at, err := time.Parse(time.RFC3339, e.text(name)); err != nil || at.Format("15:04:05") != "00:00:00" {
				fault("%s of %s is no civil date: %q", name, id, e.text(name))
			}
		}
		if e.text("updated") < e.text("published") {
			fault("%s was updated before it was published", id)
		}
		for _, content := range e.all("content") {
			if content.attr("type") != "html" {
				fault("the content of %s is %q", id, content.attr("type"))
			}
			for _, address := range addressesIn(content.Text) {
				if !absolute(address) && !strings.HasPrefix(address, "#") {
					fault("%s leads to %q", id, address)
				}
			}
		}
	}
	if len(ids) > 0 && feed.text("updated") != newest {
		fault("the feed is of %s and its newest entry of %s", feed.text("updated"), newest)
	}
	return faults
}

func absolute(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http" || u.Scheme == "mailto") && (u.Host != "" || u.Opaque != "")
}

// addressesIn are the addresses of links and pictures in HTML.
func addressesIn(text string) (list []string) {
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return []string{err.Error()}
	}
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			if a.Key == "href" || a.Key == "src" {
				list = append(list, a.Val)
			}
		}
	}
	return list
}

var icsLine = regexp.MustCompile(`^([A-Z-]+)((?:;[A-Z]+=[^;:"]+)*):(.*)$`)

// calendarFaults reads a calendar line by line (RFC 5545, sections 3.1, 3.6.1
// and 3.8.2), and returns the UIDs of its events.
func calendarFaults(b []byte) (faults []string, uids []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	text := string(b)
	if !strings.HasSuffix(text, "\r\n") || strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\n") {
		fault("a line does not end with CR LF")
	}
	for line := range strings.SplitSeq(text, "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) {
			fault("folded at %d octets, or within a character: %q", len(line), line)
		}
	}
	var event map[string]string
	zones := map[string]bool{}
	for line := range strings.SplitSeq(strings.TrimSuffix(strings.ReplaceAll(text, "\r\n ", ""), "\r\n"), "\r\n") {
		m := icsLine.FindStringSubmatch(line)
		if m == nil {
			fault("no property: %q", line)
			continue
		}
		name, parameters, value := m[1], m[2], m[3]
		if _, zone, ok := strings.Cut(parameters, "TZID="); ok && !zones[zone] {
			fault("no VTIMEZONE before %q", line)
		}
		switch {
		case name == "TZID":
			zones[value] = true
		case line == "BEGIN:VEVENT":
			event = map[string]string{}
		case line == "END:VEVENT":
			uids = append(uids, event["UID"])
			for _, f := range eventFaults(event) {
				fault("%s: %s", event["UID"], f)
			}
			event = nil
		case event != nil:
			event[name] = value
			event[name+"?"] = parameters
		}
	}
	if slices.Sort(uids); len(slices.Compact(slices.Clone(uids))) != len(uids) {
		fault("a UID twice in %q", uids)
	}
	return faults, uids
}

func eventFaults(event map[string]string) (faults []string) {
	for _, name := range []string{"UID", "DTSTAMP", "DTSTART", "SUMMARY"} {
		if event[name] == "" {
			faults = append(faults, "no "+name)
		}
	}
	if !regexp.MustCompile(`^\d{8}T000000Z$`).MatchString(event["DTSTAMP"]) {
		faults = append(faults, "a stamp with an hour, "+event["DTSTAMP"])
	}
	whole := event["DTSTART?"] == ";VALUE=DATE"
	if whole != (len(event["DTSTART"]) == len("20210623")) {
		faults = append(faults, "DTSTART is not what it is said to be")
	}
	if whole && (event["DTEND?"] != ";VALUE=DATE" || event["DTEND"] <= event["DTSTART"]) || event["DTEND"] != "" && event["DTEND"] <= event["DTSTART"] {
		faults = append(faults, "DTEND is not after DTSTART")
	}
	return faults
}

// What readers subscribe to is sound in every language, says the same of an
// event in all of them, and does not know when it was built.
func TestFeedsAndCalendarsAreSound(t *testing.T) {
	sites := map[string]*published{"shipped": shipped(t)}
	for _, name := range []string{"en-fr", "three-languages", "everything"} {
		sites[name] = mustBuild(t, sitetest.Variant(t, name), "", oneSided)
	}
	for name, s := range sites {
		events := map[string][]string{}
		for _, l := range s.languages {
			for _, f := range feedFaults(s.files[l.key+"/feed.xml"]) {
				t.Errorf("%s, /%s/feed.xml: %s", name, l.key, f)
			}
			if licensed := bytes.Contains(s.files[l.key+"/feed.xml"], []byte("<rights>CC-BY-4.0</rights>")); name == "shipped" && !licensed {
				t.Errorf("/%s/feed.xml does not say on what terms it may be used", l.key)
			}
		}
		for _, file := range s.names(".ics") {
			faults, uids := calendarFaults(s.files[file])
			for _, f := range faults {
				t.Errorf("%s, /%s: %s", name, file, f)
			}
			_, rest, _ := strings.Cut(file, "/") // the file is the same in every language
			if other, known := events[rest]; known && name == "shipped" && !slices.Equal(other, uids) {
				t.Errorf("/%s has %q, which another language calls %q", file, uids, other)
			}
			events[rest] = uids
		}
	}
}

func TestFeedsAndCalendarsDoNotKnowTheClock(t *testing.T) {
	later := &sitetest.Memory{Files: map[string][]byte{}}
	in := build.Input{Site: sitetest.Shipped(t), Clock: site.Clock(time.Date(2031, 7, 9, 13, 45, 6, 0, time.UTC).Unix()), Version: "other"}
	if _, _, err := build.Run(context.Background(), build.State{}, in, later); err != nil {
		t.Fatal(err)
	}
	s := shipped(t)
	for _, file := range s.names(".xml", ".ics", ".json", ".csv", ".jsonld") {
		if strings.Contains(file, "search/") {
			continue
		}
		if !bytes.Equal(s.files[file], later.Files[file]) {
			t.Errorf("/%s is another file in 2031", file)
		}
	}
}

func TestFaultsOfFeedsAndCalendarsAreFound(t *testing.T) {
	s := shipped(t)
	feed, calendar := string(s.files["uk/feed.xml"]), string(s.files["uk/ceremonies.ics"])
	for _, bad := range []string{
		strings.Replace(feed, "<id>", "<id>x</id><id>", 1),
		strings.Replace(feed, "T00:00:00+03:00</updated>", "T12:34:56+03:00</updated>", 2),
		strings.Replace(feed, `xml:lang="uk"`, "", 1),
		strings.Replace(feed, `type="html" xml:base`, `type="text" xml:base`, 1),
		strings.Replace(feed, `href=&#34;https://alliance.example/`, `href=&#34;/`, 1),
		strings.Replace(feed, "<rights>", "<right>", 1),
		regexp.MustCompile(`(?s)<author>.*?</author>`).ReplaceAllString(feed, "<author><email>a@b.c</email></author>"),
		regexp.MustCompile(`<updated>2021`).ReplaceAllStringFunc(feed, func(string) string { return "<updated>2020" }),
		strings.Replace(feed, "<entry>", "<entry><icon>x</icon>", 1),
	} {
		if bad == feed || len(feedFaults([]byte(bad))) == 0 {
			t.Errorf("nobody minds (planted: %t)", bad != feed)
		}
	}
	for _, bad := range []string{
		strings.ReplaceAll(calendar, "\r\n", "\n"), strings.Replace(calendar, "\r\n ", "", 1),
		strings.Replace(calendar, "DTEND;VALUE=DATE:20210624", "DTEND;VALUE=DATE:20210623", 1),
		strings.Replace(calendar, "DTSTART;VALUE=DATE:", "DTSTART:", 1),
		strings.Replace(calendar, "DTSTART;VALUE=DATE:20210623", "DTSTART;TZID=Europe/Kyiv:20210623T093000", 1),
		strings.Replace(calendar, "T000000Z", "T123456Z", 1),
		strings.Replace(calendar, "UID:", "UIDS:", 1),
		strings.Replace(calendar, "BEGIN:VEVENT", "BEGIN:VEVENT\r\nUID:a\r\nEND:VEVENT\r\nBEGIN:VEVENT", 1),
		regexp.MustCompile(`\p{Cyrillic}`).ReplaceAllStringFunc(calendar, func(s string) string { return s[:1] + "\r\n " + s[1:] }),
	} {
		if faults, _ := calendarFaults([]byte(bad)); bad == calendar || len(faults) == 0 {
			t.Errorf("nobody minds (planted: %t)\n%s", bad != calendar, bad)
		}
	}
}

// What programs read and people search has the spaces that people type; pages,
// and texts of pages in feeds, have those of typographers.
func TestOutputsForProgramsHaveTypedSpaces(t *testing.T) {
	s, seen := shipped(t), 0
	set := func(text string) bool { return strings.ContainsAny(text, "\u00A0\u202F\u2060\u00AD") }
	if !set(string(s.files["uk/ceremonies/opening-2021-06-23/index.html"])) {
		t.Error("nothing is set on a page, so that there is nothing to see here")
	}
	for _, name := range s.names(".ics", ".bib", ".ris", ".json", ".csv", ".xml") {
		text := string(s.files[name])
		switch path.Ext(name) {
		case ".json":
			if path.Base(name) != "cite.json" {
				continue // open data, as it was written, and the index of the search, whose results stand on a page
			}
		case ".xml":
			text = content.ReplaceAllString(text, "")
		case ".ics":
			text = strings.ReplaceAll(text, "\r\n ", "")
		}
		if seen++; set(text) {
			at := strings.IndexAny(text, "\u00A0\u202F\u2060\u00AD")
			t.Errorf("%s: …%q", name, text[max(0, at-40):min(len(text), at+40)])
		}
	}
	if seen < 20 {
		t.Errorf("only %d files were looked at", seen)
	}
}

// content is the text of an entry of a feed.
var content = regexp.MustCompile(`(?s)<content.*?</content>`)
