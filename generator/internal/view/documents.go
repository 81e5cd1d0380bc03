package view

import (
	"fmt"
	"time"
)

// The types of this file are what the site publishes for machines: feeds,
// calendars, the map of the site and open data. Every address in them is
// absolute unless its comment says otherwise, every date is civil, and every
// list is in the order in which it is to be written.

// Feed is the newest announcements of one language with their full text
// (RFC 4287, Atom).
//
// An ID is the record's "@id" in the linked data with the language's key as
// fragment: "https://alliance.example/id/announcement/opening#uk". It is not
// the address of the page, since a slug may change behind a redirect and a
// feed reader would then show old news as new; and it is not a tag: URI, whose
// date would be one more fact that may be corrected. Editions of one record are
// entries of their own, hence the fragment. The feed's own ID is its address.
type Feed struct {
	Lang       string // BCP 47 tag
	ID         string
	Title      string
	Subtitle   string // "" for none
	Updated    string // RFC 3339, the newest Updated of the entries; required, so a feed without entries needs a day of its own
	Self       string
	Alternates []FeedLink // the pages and the feeds of all languages, no two of equal Type and Hreflang
	Author     FeedAuthor
	Rights     string  // a sentence, or the name of the licence
	Licence    Licence // of the texts; URL "" for none
	Entries    []FeedEntry
}

// FeedLink leads from a feed or an entry to the same thing in another form or
// language.
type FeedLink struct {
	URL      string
	Type     string // media type: "text/html", "application/atom+xml"
	Hreflang string // BCP 47 tag
	Title    string // "" for none
}

// FeedAuthor is who answers for a feed.
type FeedAuthor struct {
	Name  string
	URL   string // "" for none
	Email string // "" for none
}

// FeedEntry is one announcement in a feed. Published and Updated are 00:00 of
// the civil date in the site's time zone, such as "2021-07-07T00:00:00+03:00";
// Updated is Published unless a change note is later.
type FeedEntry struct {
	ID         string // see Feed
	Title      string
	URL        string     // the announcement in the feed's language
	Others     []FeedLink // its other editions
	Published  string
	Updated    string
	Categories []FeedCategory
	Summary    string // "" for none
	Prose      Prose  // with absolute addresses in its fills
}

// FeedCategory files an entry under a thing or a kind.
type FeedCategory struct {
	Term   string // "announcement", or the id of a thing
	Scheme string // address that says what the terms are; "" for none
	Label  string // in the feed's language
}

// Calendar is the ceremonies of one language, or one of them (RFC 5545). A
// ceremony of which only the year or the month is known is no entry of it.
type Calendar struct {
	Lang   string // BCP 47 tag
	Name   string // what a calendar programme shows; "" for a single event
	Events []CalendarEvent
}

// CalendarEvent is a ceremony. It takes whole days (First, Last), or where an
// hour is stated it has a Start.
type CalendarEvent struct {
	UID         string // "<id>@<host>", the same in every language: it is one event
	Stamp       string // the civil date of the newest thing known of it, "2021-07-07": never the clock
	Summary     string
	Description string
	Location    string
	URL         string
	Categories  []string
	First       string // civil date of the first day: "2021-06-23"
	Last        string // civil date of the last day, itself included; "" where it is First
	Start       Moment // zero where no hour is stated
	End         Moment // zero where it is not stated
}

// Moment is a time of day on a civil date in a time zone. The zero Moment is
// none.
type Moment struct {
	Local      string // "2021-06-23T09:30"
	Observance Observance
}

// Observance is what a time zone keeps at a moment, and since when: all that a
// calendar needs to know of the zone.
type Observance struct {
	Zone     string // IANA name: "Europe/Kyiv"
	Name     string // "EEST"
	Since    string // local time of the clock that was put forward or back: "2021-03-28T03:00"; "" where it was ever so
	From     string // offset before that: "+02:00"
	To       string // offset since: "+03:00"
	Daylight bool
}

// MomentOf returns a time as a Moment of its location, which is a time zone of
// the IANA database and not time.Local.
func MomentOf(t time.Time) Moment {
	name, offset := t.Zone()
	o := Observance{Zone: t.Location().String(), Name: name, From: offsetText(offset), To: offsetText(offset), Daylight: t.IsDST()}
	if since, _ := t.ZoneBounds(); !since.IsZero() {
		_, before := since.Add(-time.Second).Zone()
		o.From = offsetText(before)
		o.Since = since.UTC().Add(time.Duration(before) * time.Second).Format(minute)
	}
	return Moment{Local: t.Format(minute), Observance: o}
}

// minute is the layout of a Moment's local times.
const minute = "2006-01-02T15:04"

// offsetText writes an offset in seconds east of UTC as "+03:00", and that of
// a local mean time with its seconds: "+02:02:04".
func offsetText(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	text := fmt.Sprintf("%c%02d:%02d", sign, seconds/3600, seconds/60%60)
	if seconds%60 != 0 {
		text += fmt.Sprintf(":%02d", seconds%60)
	}
	return text
}

// Sitemap lists the pages for search engines (sitemaps.org, protocol 0.9).
type Sitemap struct {
	Base string // absolute address of the site with its final slash, where the parts of a large map stand
	URLs []SitemapURL
}

// SitemapURL is a page of the sitemap with all pages of its cluster, itself
// included. Only the entrance and the front pages have an alternate
// "x-default".
type SitemapURL struct {
	Loc        string
	Lastmod    string // civil date; "" where it is not known
	Alternates []Alternate
}

// Robots is what crawlers are told.
type Robots struct {
	Sitemap  string   // absolute address
	Disallow []string // paths with the base path; nothing for none
}

// Headers are the places of a site that a web server treats specially. All are
// paths with the base path.
type Headers struct {
	Base   string   // base path of the site, with its final slash
	Hashed []string // folders whose file names hold a digest of the file: "/assets/"
	Feeds  []string // "/uk/feed.xml"
	Data   string   // folder of the open data: "/data/"
}

// Dataset is a table of open data, published as JSON and as CSV. It keeps the
// order in which authors wrote things: nothing is put first for a reader's
// sake.
type Dataset struct {
	Name        string // file name without its ending: "members"
	Titles      []DataText
	Description []DataText
	Licence     Licence
	URL         string     // of the JSON file
	Schema      string     // address of its JSON Schema
	Languages   []Language // of columns with a text per language, in the site's order, reference languages last
	Columns     []Column
	Rows        [][]Cell // each with one cell a column
}

// Language is a language of the site with its key and its tag.
type Language struct {
	Key string // "zh", as files and columns name it
	Tag string // BCP 47 tag: "zh-Hans"
}

// Column is a fact that every row of a dataset may have.
type Column struct {
	Name    string // letters, digits, "_", in lower camel case: "dateSigned"
	Shape   Shape
	Sourced bool // its cells say how they are known and from where

	Doc     string   // what it means, in English
	Words   []string // all that a text or an item of it can be; nothing where that is open
	Pattern string   // a regular expression (ECMA-262) that a text or an item matches; "" for none
}

// DataSchema says what a table of open data may hold (JSON Schema 2020-12).
type DataSchema struct {
	URL   string
	Table Dataset // without its rows
}

// Shape is the form of a column's cells.
//
//	text     Cell.Text
//	number   Cell.Text in decimal digits, such as "-3" or "49"
//	boolean  Cell.Text, "true" or "false"
//	list     Cell.Items
//	texts    Cell.Texts, each with a Text
//	lists    Cell.Texts, each with Items, paired by position
type Shape string

// Cell is one fact of one row. The zero Cell is a fact that the row lacks.
type Cell struct {
	Text      string
	Items     []string
	Texts     []DataText
	Certainty Certainty // of a sourced column; "" where the fact is absent
	Source    string    // of a sourced column: an address or a record's "@id"; "" where it is not known
}

// DataText is a text, or a list of texts, in one language.
type DataText struct {
	Key   string // of the language
	Text  string
	Items []string
}

// DataIndex lists the files of open data.
type DataIndex struct {
	Titles  []DataText
	Pages   []DataText // addresses of the pages that explain the data
	Licence Licence
	Files   []DataFile
}

// DataFile is one file of open data.
type DataFile struct {
	URL         string
	Type        string // media type: "text/csv"
	Dataset     string // name of the dataset: "members"; of the linked data "graph"
	Titles      []DataText
	Description []DataText
	Licence     Licence
	Records     int
}

// Graph is the linked data of the whole site as one JSON-LD document.
type Graph struct {
	Context string   // "https://schema.org"
	Nodes   []string // JSON objects, each with "@id": a tree of the whole site would not fit into memory
}
