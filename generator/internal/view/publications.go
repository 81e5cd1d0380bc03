package view

// Record is what the page of every publication has besides Page.
type Record struct {
	Kind      string // "member"; its word is the string "kind.<Kind>"
	ID        string
	Others    []Name // its name in the other languages, reference languages last
	Alternate []Name // further names
	Lede      string // the description
	Prose     Prose
	Images    []Image
	Documents []Document
	Contacts  []Contact
	Sources   []Source
	Mentions  []Mention // publications that name this one, by kind
	Parallel  Link      // its texts in all languages side by side; no URL where there is one only
	Anchor    string    // its entry on the page of names, where it has no page of its own
}

// Image is a picture with its words.
type Image struct {
	Picture
	Alt     string
	Caption string
	Credit  string
}

// Document is a file to download.
type Document struct {
	Title Name
	URL   string
	Type  string // "PDF"
	Size  string // "1,2 МБ"
	Lang  string // BCP 47 tag of the document
	Label string // name of that language in the page's language, or its own name
}

// Mention is a list of publications of one kind that name this one.
type Mention struct {
	Kind  string // "announcement"
	Items []Item
}

// Item is a line in a list of publications.
type Item struct {
	Digest string // of all that follows
	Link
	Kind     string // "agreement"
	ID       string
	Date     Date
	Lede     string
	Others   []Name    // its name in the other languages
	Parties  []Link    // of an agreement, the reader's side first
	Places   []Link    // of a ceremony or a member
	Status   string    // of an agreement: "signed", "inForce", "ended", "notStated"
	Type     string    // of an agreement or fund: "cooperation", "foundation"
	Editions []Edition // in the other languages
}

// Claim is a declared number beside what is listed on this site.
type Claim struct {
	Country  string // ISO 3166-1; members with a number are "members.<Country>" where there is such a string
	Label    Name   // the country's name
	Declared int
	Listed   int
	URL      string // the list; "" where it is empty
	Strand   string // of the side, as Side.Strand
}

// Claims are the declared numbers of members, the reader's side first.
type Claims struct {
	Sides    []Claim
	Declared int // all sides together
	Listed   int
	AsOf     Date
	Sources  []Source
}

// Side is one side's part of a list, the reader's side first.
type Side struct {
	Country string // "" where the side is not known
	Label   Name   // the country's name
	Strand  string // of the side: place of its language in site.yaml, from "0"; "" where it has none
	Items   []Item
	People  []Participant
	Claim   Claim
}

// AnnouncementPage is a press release or another dated text.
type AnnouncementPage struct {
	Page
	Record
	Date        Date
	Dateline    Link // the place
	Boilerplate string
	Changes     []Change
	About       []Item // what the text is about
	BasedOn     Source
	Citation    Citation
}

// Change is a note on how a text was changed after it was published.
type Change struct {
	Date Date
	Kind string // "update" or "correction"
	Text string
}

// CeremonyPage is an event.
type CeremonyPage struct {
	Page
	Record
	Date           Date
	Hours          []Hour // in each side's time; empty where no hour is stated
	Facts          []Fact
	AttendanceMode string
	Places         []Link
	Within         Framework
	Sides          []Side // participants, by side
	Programme      []Step
	Signing        Signing
	Commemorates   string
	Calendar       string // path of the .ics file
	Seal           Seal
}

// Hour is the time of an event in one side's zone.
type Hour struct {
	Text  string // "09:30"
	ISO   string // with offset
	Place Link   // a place whose clocks show it
}

// Framework is the larger event of which a ceremony was part.
type Framework struct {
	Name      Name
	Organizer Link
	Date      Date
}

// Participant is a person who took part.
type Participant struct {
	Link
	Others   []Name
	Capacity []Name // office, or in what capacity
	Action   string
}

// Step is one point of a programme.
type Step struct {
	Time string
	Text string
}

// Signing is what was signed at a ceremony and by whom.
type Signing struct {
	Sides      []Side // signatories, the reader's side first
	Agreements []Item
	Pairing    Certainty // notStated where it is not known who signed with whom
	Count      Fact      // how many agreements
	Stated     bool      // there is something to show
}

// MemberPage is a university or another institution of the Alliance.
type MemberPage struct {
	Page
	Record
	Facts       []Fact
	ShortName   string
	Coordinator bool
	Membership  string // "accession" or "signatory"
	FormerNames []FormerName
	Agreements  []Item
	Ceremonies  []Item
	Country     string
}

// FormerName is an earlier name and until when it held.
type FormerName struct {
	Name  Name
	Until Date
}

// AgreementPage is an agreement, memorandum or contract.
type AgreementPage struct {
	Page
	Record
	TypeOf      string // "cooperation"; its word is "agreementType.<TypeOf>"
	Status      string // "signed", "inForce", "ended", "notStated"
	Seal        Seal
	Parties     []Party // the reader's side first; empty where they are not stated
	Facts       []Fact
	Scope       []string
	Signatories []Participant
	Citation    Citation
	Generated   bool // the name was made from type and parties
}

// Party is a member that concluded an agreement.
type Party struct {
	Link
	Others  []Name
	Place   Link
	Country Name
	Strand  string // the party's side: place of its language in site.yaml, from "0"; "" where it has none
}

// ProgrammePage is a plan with its points.
type ProgrammePage struct {
	Page
	Record
	Points []Point
}

// Point is one point of a programme.
type Point struct {
	ID            string
	Name          string
	Text          string
	Direction     Link
	Fund          Link
	FundKind      string
	Beneficiaries []string
}

// FundPage is a fund, a foundation or a measure.
type FundPage struct {
	Page
	Record
	FundKind      string
	Purpose       string
	Beneficiaries []string
	Facts         []Fact
	Programmes    []Item
}

// AlliancePage presents the Alliance itself.
type AlliancePage struct {
	Page
	Record
	Purposes       []string
	Areas          []string
	AreasOpen      bool // the list of areas is an open one
	Coordinators   []Party
	Claims         Claims
	Boilerplate    string
	Plans          []ProgrammeSummary
	Funds          []Item
	SameAs         []Link
	AlternateNames []Name
}

// ProgrammeSummary is a programme with the names of its points.
type ProgrammeSummary struct {
	Item
	Points []Link
}

// ArticlePage is a page of prose.
type ArticlePage struct {
	Page
	Record
}
