package view

// HomePage is the front page of one edition.
type HomePage struct {
	Page
	Alliance     Link
	Lede         string
	Lead         Item   // the newest announcement
	LeadHeading  []Part // its title in parts
	Claims       Claims
	News         []Item
	Events       []Item // newest entries of the timeline
	Coordinators []Party
	Agreements   []Item
	Counts       []Count
	Network      Network
}

// Count is a number of publications with the list that holds them.
type Count struct {
	Section string // its words are "count.<Section>"
	Number  int
	URL     string
}

// ListPage is the list of a section, of one of its years, or of one of its
// facets.
type ListPage struct {
	Page
	Section string // "agreements"; its words are "section.<Section>"
	Kind    string
	Groups  []Group
	Years   []Link // of a list that is split by year
	Facets  []Facet
	Total   int
	Claims  Claims  // of the members' directory
	Network Network // of the whole directory of members
	Files   []Download
}

// Group is a part of a list under a heading of its own.
type Group struct {
	ID      string
	Label   Name   // "2021", or the name of a country
	Country string // where the group is a side
	Strand  string // of the side: place of its language in site.yaml, from "0"; "" where it has none
	Claim   Claim  // of a side of the members' directory
	Items   []Item
}

// Facet is a way to see a part of a list. Its words are "facet.<Key>".
type Facet struct {
	Key     string
	Choices []Choice
}

// Choice is one value of a facet.
type Choice struct {
	Link
	Count int
}

// Download is the same list as a file.
type Download struct {
	URL  string
	Type string // "CSV", "JSON"
}

// TimelinePage lists what happened, year by year.
type TimelinePage struct {
	Page
	Others []Link // the years, where they are on pages of their own
	Years  []TimelineYear
}

// TimelineYear is a year of the timeline.
type TimelineYear struct {
	Year    string
	Entries []TimelineEntry
}

// TimelineEntry is one event of the timeline.
type TimelineEntry struct {
	Item
	What string // "ceremony", "agreement", "announcement", "external", "founding"
}

// NamesPage is the glossary of people, bodies and places in all languages.
type NamesPage struct {
	Page
	Languages []Name // the columns, the page's own language first
	Groups    []NamesGroup
}

// DataPage explains the open data of the site to people.
type DataPage struct {
	Page
	Tables  []DataTable
	Common  []DataColumn // of every table of records
	Index   string       // path of the list of all files
	Graph   string       // path of the linked data
	Things  int          // in the linked data
	Example string       // a thing's name in the linked data, in the form of an address
	Feeds   []Stream     // of all languages
	Terms   Licence
	Cite    Citation
}

// DataTable is a table of open data.
type DataTable struct {
	Name    string // "members"
	Title   string
	Lede    string
	Rows    int
	Files   []Download
	Columns []DataColumn // its own, without those of every table
}

// DataColumn is a column of a table. Its form is the string
// "data.shape.<Shape>".
type DataColumn struct {
	Name    string
	Text    string // what it means, in the page's language; "" where nobody has said it
	Shape   string
	Sourced bool
}

// Stream is an address to subscribe to: a feed or a calendar.
type Stream struct {
	Link        // its name is in its own language
	Full string // the whole address, as programs want it
}

// NamesGroup holds the names of one kind. Its words are "names.<Kind>".
type NamesGroup struct {
	Kind    string // "person", "body", "place", "member", "alliance"
	Entries []NameEntry
}

// NameEntry is a thing with its name in every language.
type NameEntry struct {
	Anchor      string // fragment of the page: "person-vitrenko"
	Names       []Name // one for each of Languages; Text "" where there is none
	Notes       []Name // offices, parent organisation, country
	Lede        string // the description
	Sources     []Source
	URL         string // its own page, where it has one
	NeedsReview bool
	Mentions    []Link
}

// SearchPage is where readers search. Its script fetches the index; where none
// is run, the lists of titles remain.
type SearchPage struct {
	Page
	Script  string // path of the script
	Index   string // path of the directory of the index
	Counted []Word // the string "search.count", by plural category
	Kinds   []Word // what kinds of pages are called: "kind.<Key>"
	Titles  []Titles
}

// Word is a phrase for the page's script.
type Word struct {
	Key  string
	Text string
}

// Titles are the pages of one kind in the order of the alphabet, or, where
// there are too many, the lists that hold them. Its words are
// "section.<Section>".
type Titles struct {
	Section string
	Pages   []Link
	Lists   []Link
}

// EntrancePage is the first page of the site, in all languages at once, or
// with Missing the page for an address that does not exist.
type EntrancePage struct {
	Page
	Halves  []Half
	Missing bool
}

// Half is one language's part of a page that is in all of them.
type Half struct {
	Key      string
	Lang     string // BCP 47 tag
	Language string // the language's name in itself
	Name     string // the site's name
	Lede     string
	Home     string
	Sections []Link
	Heading  string // words from that language's strings
	Text     string
	Enter    string
	Search   Link // of the page for an address that does not exist
}

// RedirectPage stands at an address that has moved.
type RedirectPage struct {
	Page
	Target Link
}
