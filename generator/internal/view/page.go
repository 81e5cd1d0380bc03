// Package view holds the values that layouts see, and makes them.
//
// A view is closed: strings, numbers, booleans, structs and slices of these; no
// methods, maps, functions or times, so that its digest says all there is to
// say about a page. A view is a pure function of the graph, of the bodies that
// its page shows and of the catalogue of strings: never of the clock, the
// machine or another page.
//
// The types below are the interface of the layouts, documented for their
// authors in docs/layouts.md, which is generated from these comments.
package view

// Name is a text that may stand in another language than the page around it.
type Name struct {
	Text string
	Lang string // BCP 47 tag, where it is not the page's own language; else ""
}

// Part is a piece of a heading. A name stays on one line, if the line is long
// enough for it.
type Part struct {
	Text string
	Name bool
}

// Link leads somewhere. Where URL is "" there is nothing to lead to, and the
// name stands alone.
type Link struct {
	Name
	URL      string // path with the site's base path, or an absolute address elsewhere
	Hreflang string // BCP 47 tag of the target, where it is not the page's own language
	Current  bool   // the link leads to this page or to the section it stands in
}

// Date is a civil date or a range of them, ready to print.
type Date struct {
	Text string // in the page's language, in the precision that is known
	ISO  string // for <time datetime>; "" where the text is not one date

	Derived bool // no source states it; a mark says so wherever it is printed
}

// Source says where a fact comes from.
type Source struct {
	Link
	Date Date // the day of the source, where it is known
}

// Certainty says how a fact is known.
//
//	stated     the source says so
//	derived    it follows from the source; a mark says so
//	notStated  the source does not say; the page prints the blank
type Certainty string

// Fact is one row of a list of facts: a label, one or more values, and how
// they are known. Its label is the string "fact.<Key>".
type Fact struct {
	Key       string
	Values    []Link
	Date      Date // instead of values, where the fact is a date
	Certainty Certainty
	Sources   []Source
}

// Edition is the same publication in another language.
//
//	Ready    it is published there, at URL
//	Facts    it is published there without prose: short, from facts alone
//	Missing  it is not published there: a text, no link
type Edition struct {
	Language Name   // the language, in itself: "简体中文"
	Site     Name   // the site's name in that language
	Key      string // of the language, such as "zh"
	URL      string // of the partner; where State is Missing, of its section there
	Hreflang string
	Read     Name   // the invitation to read it, in that language
	State    string // "ready", "facts" or "missing"
}

// Notice is a remark about the page itself, above its text. Its words are the
// string "notice.<Key>".
type Notice struct {
	Key    string // "factsOnly", "needsReview", "draft", "embargo", "future", "matches", "stale"
	Date   Date   // of a text that is to come, or of the original of a translation
	Text   string // that original, in words
	Of     string // of whose text the notice is, in words, where that is not the page's own
	Places []Link // on this page, of which it speaks
	Links  []Link
}

// JSON is a JSON text that may stand in a script element: no "<" is in it.
type JSON string

// Prose is the text of a publication in one language. Its words are fetched
// when the page is rendered; the view holds what they are made from.
type Prose struct {
	File   string // the Markdown file; "" where there is no prose
	Digest string // of the file's text
	Tag    string // BCP 47 tag, where it is not the page's own language
	Fills  []Fill // one for each hole of the body, in order; of a part, for each hole in it
	Marks  []Mark // in the order of At
	// Of a part of the text: its range in the body's HTML. The ids of its headings
	// are elsewhere on the page.
	Start, End int
}

// Mark is a remark within a text, at a block that its original has left behind.
type Mark struct {
	At   int // offset in the body's HTML
	ID   string
	Text string
}

// Fill is what a hole of a body becomes: the start of a link, the name in it,
// or a picture.
type Fill struct {
	Names []string // of a heading: they stay on one line

	URL      string
	Hreflang string
	Lang     string // of Text
	Text     string // label of a link that has none of its own; alternative text of a picture
	External bool   // the link leaves the site
	Width    int    // of a picture, in pixels; 0 where it is not known
	Height   int
	Sizes    []Size // of a picture, as in Picture
	WebP     []Size
	Eager    bool
}

// Picture is a picture in the widths in which it is published.
type Picture struct {
	URL           string // of the widest
	Width, Height int    // of the widest, in pixels; 0 where they are not known
	Sizes         []Size // all widths, the narrowest first; none where there is just one
	WebP          []Size // the same, or the one, as WebP; none where it is not published so
	Eager         bool   // it is the first of its page: browsers need not wait until it comes in sight
}

// Size is a picture in one width.
type Size struct {
	URL   string
	Width int // in pixels
}

// Share is the picture that stands for a page where its address is shared.
type Share struct {
	URL           string // absolute; "" where there is none
	Width, Height int    // in pixels
	Alt           string
}

// Frame is what all pages of a section in one language share: the masthead,
// the navigation and the footer. It is rendered once.
type Frame struct {
	Digest     string // of all that follows
	Lang       string // BCP 47 tag of the page
	Key        string // of the language
	Base       string // base path of the site, with its final slash
	Home       Link   // the front page, with the site's name in the page's language
	Others     []Name // the site's name in the other languages
	Navigation []Link
	Languages  []Link // the front page in every language, in its own name
	Alliance   Link
	Names      Link
	Timeline   Link
	Search     Link
	Feed       Link
	Calendar   Link
	Data       Link
	About      []Link // pages in the footer
	Contacts   []Contact
	TextTerms  Licence
	DataTerms  Licence
	Stylesheet string // path of the stylesheet
	Icon       string
}

// Licence is the terms under which something may be used.
type Licence struct {
	Name string // SPDX identifier
	URL  string
}

// Contact is whom to ask.
type Contact struct {
	Name      Name
	Email     string
	Telephone string
	Hours     string
}

// Page is what every page has. Each kind of page contains it, so that a layout
// writes {{.Title}} for Page.Title.
type Page struct {
	Frame       Frame
	Layout      string // name of the layout and of the body's class: "member"
	URL         string // path of this page with the base path; of a redirect, the path that it leads to
	Canonical   string // absolute address
	ListedAs    string // absolute address of the page that search engines list in place of this one
	Title       string // heading of the page
	Heading     []Part // the title in parts
	Full        string // text of <title>: heading and site name
	Description string // one sentence for search engines and shared links
	Type        string // Open Graph type: "website", "article"
	Alternates  []Alternate
	Forms       []Download // the same in forms for programs: their Type is the media type
	Editions    []Edition  // this publication in the other languages
	Breadcrumb  []Link     // from the front page to the one above this page
	Notices     []Notice
	Share       Share
	Linked      JSON // the JSON-LD graph
	Noindex     bool
}

// Alternate is an hreflang annotation: an absolute address and its language.
type Alternate struct {
	Hreflang string
	URL      string
}
