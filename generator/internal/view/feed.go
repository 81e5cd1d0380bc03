package view

import (
	"time"

	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
)

// feedLength is how many announcements a feed holds.
const feedLength = 30

// unknownDay stands where Atom requires a day and the site knows of none: the
// feed of a site on which nothing has a date.
const unknownDay = "1970-01-01T00:00:00Z"

// newest are the announcements of the edition's feed, newest first. One whose
// day is not stated is none: a feed is in the order of days. Nor is a draft that
// has no title yet in the language: readers of feeds show nothing else.
func (e *edition) newest() []*site.Entry {
	var list []*site.Entry
	for _, x := range e.graph.OfKind("announcement") {
		if x.In(e.Key) && !x.Announcement.Date.Value.IsZero() && e.own(x.Title) != "" {
			list = append(list, x)
		}
	}
	return list[:min(len(list), feedLength)]
}

// feedShows are the texts that the edition's feed contains.
func (e *edition) feedShows() []record.Prose {
	var shows []record.Prose
	for _, x := range e.newest() {
		if p := x.ProseIn(e.Key); p.File != "" {
			shows = append(shows, p)
		}
	}
	return shows
}

// feed makes the edition's feed, with the full text of its announcements.
func (e *edition) feed(bodies Bodies) *Feed {
	alliance := e.graph.Alliance
	self := e.absolute(e.feedPath())
	f := &Feed{
		Lang: e.Tag, ID: self, Self: self, Alternates: e.feedAlternates(),
		Title: e.say("feed.title", "site", e.siteName().Text), Subtitle: e.own(alliance.Description),
		Author: FeedAuthor{Name: e.siteName().Text, URL: e.full(e.link(alliance).URL)},
		Rights: e.graph.Config.Licence.Text, Licence: licence(e.graph.Config.Licence.Text),
	}
	for _, c := range alliance.Contact {
		if f.Author.Email == "" {
			f.Author.Email = c.Email
		}
	}
	var updated lang.Date
	for _, x := range e.newest() {
		f.Entries = append(f.Entries, e.feedEntry(x, bodies))
		updated = later(updated, lastKnown(x))
	}
	if len(f.Entries) == 0 {
		updated = e.newestDay()
	}
	f.Updated = e.midnight(updated)
	return f
}

func (e *edition) feedPath() string { return e.root() + "feed.xml" }

// feedAlternates are the front pages of all languages, and the feeds of the
// others.
func (e *edition) feedAlternates() []FeedLink {
	var links []FeedLink
	for _, o := range e.Maker.editions {
		links = append(links, FeedLink{URL: e.absolute(o.root()), Type: "text/html", Hreflang: o.Tag, Title: o.siteName().Text})
	}
	for _, o := range e.Maker.editions {
		if o.Key != e.Key {
			links = append(links, FeedLink{URL: e.absolute(o.feedPath()), Type: "application/atom+xml", Hreflang: o.Tag,
				Title: o.say("feed.title", "site", o.siteName().Text)})
		}
	}
	return links
}

func (e *edition) feedEntry(x *site.Entry, bodies Bodies) FeedEntry {
	entry := FeedEntry{
		ID: e.editionID(x, e.Key), Title: e.own(x.Title), URL: e.absolute(x.Path(e.Key)),
		Published: e.midnight(x.Announcement.Date.Value), Updated: e.midnight(lastKnown(x)),
		Summary: e.own(x.Description), Prose: e.feedProse(x, bodies),
	}
	for _, o := range e.Maker.editions {
		if o.Key != e.Key && x.In(o.Key) {
			entry.Others = append(entry.Others, FeedLink{URL: e.absolute(x.Path(o.Key)), Type: "text/html", Hreflang: o.Tag, Title: o.own(x.Title)})
		}
	}
	for _, about := range e.graph.Resolved(x.Announcement.About) {
		entry.Categories = append(entry.Categories, FeedCategory{
			Term: about.ID, Scheme: e.absolute("/id/" + about.Kind.Name + "/"), Label: e.called(about).Text})
	}
	return entry
}

// lastKnown is the day of the newest thing known of an announcement: its last
// change, or its publication.
func lastKnown(x *site.Entry) lang.Date { return later(x.Announcement.Date.Value, lastChange(x)) }

func later(a, b lang.Date) lang.Date {
	if b.Compare(a) > 0 {
		return b
	}
	return a
}

// newestDay is the newest day of the graph by which an entry is listed.
func (m *Maker) newestDay() lang.Date {
	var newest lang.Date
	for _, x := range m.graph.Entries {
		newest = later(newest, x.Date())
	}
	return newest
}

// midnight is the beginning of a civil date in the site's time zone (RFC
// 3339); of a month or a year it is the beginning of its first day.
func (m *Maker) midnight(d lang.Date) string {
	if d.IsZero() {
		return unknownDay
	}
	zone := m.zone(m.graph.Config.Timezone) // checked when site.yaml was read
	d = firstDay(d)
	t := time.Date(int(d.Year), time.Month(d.Month), int(d.Day), 0, 0, 0, 0, zone)
	for t.Day() != int(d.Day) { // the clocks were put forward at midnight
		t = t.Add(30 * time.Minute)
	}
	return t.Format(time.RFC3339)
}

// firstDay is the first day that a date may mean.
func firstDay(d lang.Date) lang.Date {
	if d.IsZero() {
		return d
	}
	return lang.Date{Year: d.Year, Month: max(d.Month, 1), Day: max(d.Day, 1)}
}
