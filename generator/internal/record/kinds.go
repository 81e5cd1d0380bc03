package record

import (
	"reflect"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
)

// Alliance holds the facts of the alliance.
type Alliance struct {
	AlternateName      []lang.Text `field:"alternateName" doc:"further names, each in the languages in which it is used"`
	Purpose            []lang.Text `field:"purpose" doc:"what the alliance is for"`
	PriorityArea       []lang.Text `field:"priorityArea" doc:"fields of work that come first"`
	PriorityAreaIsOpen bool        `field:"priorityAreaIsOpen" doc:"true where the list of areas names some among others"`
	Coordinator        Fact[[]Ref] `field:"coordinator" ref:"member" doc:"members that coordinate the alliance"`
	Claims             Claims      `field:"claims" doc:"numbers that a source declares; never counted from files"`
	Boilerplate        lang.Text   `field:"boilerplate" doc:"closing paragraph of announcements"`
	SameAs             []string    `field:"sameAs" code:"url" doc:"addresses of the alliance elsewhere"`
}

// Claims are declared numbers with their day and source.
type Claims struct {
	MemberCount []CountryCount `field:"memberCount" doc:"declared number of members, by country"`
	AsOf        lang.Date      `field:"asOf" req:"true" doc:"day on which the numbers were declared"`
	Source      []Source       `field:"source" req:"true" doc:"who declares them"`
	At          diag.Span
}

// Member holds the facts of a member.
type Member struct {
	ShortName    lang.Text       `field:"shortName" doc:"official short name; with the city where another member shares it"`
	FormerName   []FormerName    `field:"formerName" doc:"earlier names, so that they are found"`
	Location     Fact[Ref]       `field:"location" req:"true" ref:"place" doc:"city; the country follows from it"`
	Identifier   Identifier      `field:"identifier" doc:"codes in public registers"`
	URL          lang.Text       `field:"url" code:"url" doc:"the member's own site"`
	FoundingDate Fact[lang.Date] `field:"foundingDate" doc:"when it was founded; often only a year"`
	Membership   Membership      `field:"membership" doc:"how and since when it belongs to the alliance"`
	SortKey      lang.Text       `field:"sortKey" doc:"how it is sorted, where that is not its name"`
}

// FormerName is an earlier name of a member.
type FormerName struct {
	Name  lang.Text       `field:"name" req:"true" doc:"the earlier name"`
	Until Fact[lang.Date] `field:"until" doc:"when it ended"`
	At    diag.Span
}

// Identifier holds codes in public registers. Codes are texts: 02071180 keeps
// its zero.
type Identifier struct {
	ROR      string `field:"ror" code:"ror" doc:"Research Organization Registry, such as 00yp5c433"`
	Wikidata string `field:"wikidata" code:"wikidata" doc:"Wikidata item, such as Q1234"`
	EDRPOU   string `field:"edrpou" code:"edrpou" doc:"Ukrainian register of enterprises: eight digits"`
	At       diag.Span
}

// Membership says how a member belongs to the alliance.
type Membership struct {
	As    Fact[string]    `field:"as" enum:"accession signatory" doc:"accession: it is stated to have joined; signatory: it signed at a ceremony"`
	Since Fact[lang.Date] `field:"since" doc:"day of accession"`
	At    diag.Span
}

// Agreement holds the facts of an agreement.
type Agreement struct {
	AgreementType      Fact[string]    `field:"agreementType" req:"true" enum:"cooperation doubleDegree mobility research memorandum contract other" doc:"what kind of agreement it is"`
	Number             Fact[string]    `field:"number" doc:"its public number, never invented"`
	Parties            Fact[[]Ref]     `field:"parties" req:"true" ref:"member" min:"2" doc:"the members that concluded it, at least two; each edition names its own side first"`
	Signatory          []Signatory     `field:"signatory" doc:"who signed"`
	SignedAt           Fact[Ref]       `field:"signedAt" ref:"ceremony" doc:"ceremony at which it was signed"`
	DateSigned         Fact[lang.Date] `field:"dateSigned" doc:"day of signature; follows from signedAt where it is left out, and is then marked as derived"`
	Scope              []lang.Text     `field:"scope" doc:"what it covers"`
	EntryIntoForce     Fact[lang.Date] `field:"entryIntoForce" doc:"from when it is in force"`
	ValidThrough       Fact[lang.Date] `field:"validThrough" doc:"last day on which it is in force"`
	Renewal            Fact[string]    `field:"renewal" enum:"automatic byAgreement none" doc:"how it is renewed"`
	AuthenticLanguages Fact[[]string]  `field:"authenticLanguages" code:"tag" doc:"languages of the equally authentic texts"`
	PrevailingLanguage Fact[string]    `field:"prevailingLanguage" code:"tag" doc:"language that decides where the texts differ"`
	Supersedes         Fact[Ref]       `field:"supersedes" ref:"agreement" doc:"the agreement that it replaces"`
}

// Signatory is a person who signed an agreement.
type Signatory struct {
	Person     Ref       `field:"person" req:"true" ref:"person" doc:"who signed"`
	OnBehalfOf Ref       `field:"onBehalfOf" ref:"member body" doc:"for whom"`
	Capacity   lang.Text `field:"capacity" doc:"in which office"`
	At         diag.Span
}

// Ceremony holds the facts of an event.
type Ceremony struct {
	AlternateName  []lang.Text   `field:"alternateName" doc:"further names"`
	StartDate      Fact[When]    `field:"startDate" req:"true" doc:"first day, with the hour where it is stated: 2021-06-23 09:30"`
	EndDate        Fact[When]    `field:"endDate" doc:"last day"`
	Timezone       string        `field:"timezone" code:"timezone" doc:"zone of the hours; the site's where it is left out"`
	AttendanceMode Fact[string]  `field:"attendanceMode" req:"true" enum:"online offline mixed" doc:"how people took part"`
	Location       Fact[[]Ref]   `field:"location" ref:"place" doc:"the places it happened in or linked"`
	SuperEvent     SuperEvent    `field:"superEvent" doc:"the larger event of which it was part"`
	Participant    []Participant `field:"participant" doc:"who took part"`
	Programme      []Step        `field:"programme" doc:"what happened, in order"`
	Signing        Signing       `field:"signing" doc:"what was signed, and by whom"`
	Commemorates   lang.Text     `field:"commemorates" doc:"what it marked"`
}

// SuperEvent is the larger event of which a ceremony was part.
type SuperEvent struct {
	Name      lang.Text  `field:"name" req:"true" doc:"what it is called"`
	Organizer Fact[Ref]  `field:"organizer" ref:"body" doc:"who held it"`
	StartDate Fact[When] `field:"startDate" doc:"its first day"`
	At        diag.Span
}

// Participant is a person who took part. It may be written as the id alone.
type Participant struct {
	Person   Ref       `field:"person" req:"true" ref:"person" short:"true" doc:"who took part"`
	Capacity lang.Text `field:"capacity" doc:"in which office, where it is not the one of the person's record"`
	Action   lang.Text `field:"action" doc:"what the person did"`
	At       diag.Span
}

// Step is a point of a ceremony's programme.
type Step struct {
	Time string    `field:"time" code:"clock" doc:"hour, such as 09:30"`
	Text lang.Text `field:"text" req:"true" doc:"what happened"`
	At   diag.Span
}

// Signing is what was signed at a ceremony, and by whom.
type Signing struct {
	Signatories    Fact[[]Ref]  `field:"signatories" ref:"member" doc:"members that signed"`
	Pairing        Fact[string] `field:"pairing" enum:"inAgreements" doc:"who signed with whom: inAgreements where the agreements' records tell it, else notStated"`
	AgreementCount Fact[int]    `field:"agreementCount" doc:"how many agreements were signed"`
	At             diag.Span
}

// Announcement holds the facts of a press release or another dated text.
type Announcement struct {
	Date       Fact[lang.Date] `field:"date" req:"true" doc:"day of publication; before it the announcement is hidden"`
	Dateline   Dateline        `field:"dateline" doc:"where it was written"`
	About      []Ref           `field:"about" req:"true" ref:"*" doc:"the records that it is about"`
	ChangeNote []ChangeNote    `field:"changeNote" doc:"how it was changed after it was published"`
	IsBasedOn  Source          `field:"isBasedOn" doc:"the text that it follows"`
}

// Dateline is where an announcement was written.
type Dateline struct {
	Place Ref `field:"place" req:"true" ref:"place" doc:"the city"`
	At    diag.Span
}

// ChangeNote says how a published text was changed.
type ChangeNote struct {
	Date lang.Date `field:"date" req:"true" doc:"day of the change"`
	Kind string    `field:"kind" req:"true" enum:"update correction" doc:"update, or correction of a mistake"`
	Text lang.Text `field:"text" req:"true" doc:"what was changed"`
	At   diag.Span
}

// Programme holds the points of a plan.
type Programme struct {
	Item []Point `field:"item" doc:"the points, in order"`
}

// Point is a point of a programme.
type Point struct {
	Name        lang.Text    `field:"name" req:"true" doc:"what it is called"`
	Text        lang.Text    `field:"text" doc:"what it says"`
	Direction   Fact[string] `field:"direction" code:"direction" doc:"from which country to which, such as CN-UA, or both"`
	Fund        Fact[Ref]    `field:"fund" ref:"fund" doc:"what finances it"`
	Beneficiary []lang.Text  `field:"beneficiary" doc:"whom it serves"`
	At          diag.Span
}

// Fund holds the facts of a fund, a foundation or a measure.
type Fund struct {
	FundKind    Fact[string] `field:"fundKind" req:"true" enum:"fund foundation measure" doc:"a measure is neither fund nor foundation, and is never called so"`
	Purpose     lang.Text    `field:"purpose" req:"true" doc:"what it finances"`
	Beneficiary []lang.Text  `field:"beneficiary" doc:"whom it serves"`
	Status      Fact[string] `field:"status" enum:"planned active closed" doc:"how far it is"`
}

// Person holds the facts of a person.
type Person struct {
	Office   []Office  `field:"office" doc:"offices held"`
	SortName lang.Text `field:"sortName" doc:"how the name is sorted: family name first"`
}

// Office is an office that a person holds.
type Office struct {
	Title        lang.Text `field:"title" req:"true" doc:"what the office is called"`
	Organization Ref       `field:"organization" ref:"body" doc:"where"`
	At           diag.Span
}

// Body holds the facts of an organisation that is no member.
type Body struct {
	ParentOrganization Fact[Ref]    `field:"parentOrganization" ref:"body" doc:"what it is part of"`
	Country            Fact[string] `field:"country" code:"country" doc:"country, such as UA; none for a body of several"`
}

// Place holds the facts of a place.
type Place struct {
	Country  Fact[string] `field:"country" req:"true" code:"country" doc:"country, such as UA"`
	Timezone string       `field:"timezone" code:"timezone" doc:"IANA time zone, such as Europe/Kyiv"`
}

// Page has no facts of its own.
type Page struct{}

// AgreementTypes returns the words for types of agreements.
func AgreementTypes() []string {
	return fieldNamed(schemas[reflect.TypeFor[Agreement]()], "agreementType").Enum
}
