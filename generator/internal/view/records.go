package view

import (
	"path"
	"slices"
	"strings"

	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
)

// recordOf makes what every publication has.
func (e *edition) recordOf(x *site.Entry, bodies Bodies) (Record, *filler) {
	r := Record{
		Kind: x.Kind.Name, ID: x.ID, Others: e.others(x), Lede: e.own(x.Description),
		Sources: e.sources(x.Source), Anchor: x.Anchor(), Parallel: e.parallelLink(x),
	}
	prose, f := e.prose(x, bodies)
	r.Prose = prose
	for _, i := range x.Image {
		r.Images = append(r.Images, e.image(x, i))
	}
	eager(&r)
	for _, d := range x.Document {
		r.Documents = append(r.Documents, e.document(x, d))
	}
	for _, c := range x.Contact {
		r.Contacts = append(r.Contacts, e.contact(c))
	}
	r.Mentions = e.mentions(x)
	return r, f
}

func (e *edition) image(x *site.Entry, i record.Image) Image {
	made := Image{Alt: e.own(i.Alt), Caption: e.own(i.Caption), Credit: e.own(i.Credit)}
	if a := e.graph.Attachment(x.Dir() + "/" + i.Src); a != nil {
		made.Picture = e.picture(a)
	}
	return made
}

func (e *edition) document(x *site.Entry, d record.Document) Document {
	made := Document{Title: e.name(d.Title), Lang: d.Lang, Type: fileType(d.File)}
	if made.Title.Text == "" {
		made.Title.Text = d.File
	}
	if d.Lang != "" {
		made.Label = e.locale.LanguageName(d.Lang)
	}
	if a := e.graph.Attachment(x.Dir() + "/" + d.File); a != nil {
		made.URL, made.Size = e.at(mediaPath(a.Path)), e.size(a.Bytes)
	}
	return made
}

// fileType is the type of a file as readers know it: "PDF".
func fileType(name string) string {
	return strings.ToUpper(strings.TrimPrefix(path.Ext(name), "."))
}

// size prints a file's size in the units of the SI.
func (e *edition) size(bytes int64) string {
	if bytes >= 1e6 {
		return e.locale.Decimal(float64(bytes)/1e6, 1) + "\u00a0" + e.sayIf("unit.mb", "MB")
	}
	return e.locale.Decimal(float64(max(bytes, 1000))/1e3, 0) + "\u00a0" + e.sayIf("unit.kb", "kB")
}

// mentioned are the kinds that list what they mention, in the order of a page.
var mentioned = []string{"announcement", "ceremony", "agreement", "programme"}

// mentions lists the publications that name this one in a way which no list of
// its own page shows already.
func (e *edition) mentions(x *site.Entry) []Mention {
	var list []Mention
	for _, kind := range mentioned {
		if from := x.From(kind, "about"); len(from) > 0 {
			list = append(list, Mention{kind, e.items(from)})
		}
	}
	return list
}

// item is the line of an entry in a list. It is made once: the timeline, the list
// of its section and the pages of what it names all have it.
func (e *edition) item(x *site.Entry) Item { return e.lines.of(x, e.makeItem) }

func (e *edition) makeItem(x *site.Entry) Item {
	i := Item{
		Link: e.link(x), Kind: x.Kind.Name, ID: x.ID, Date: e.date(x.Date()), Lede: e.own(x.Description),
		Others: e.others(x), Editions: e.editionsOf(x),
	}
	switch {
	case x.Agreement != nil:
		i.Parties = e.shortLinks(e.alternat(x.Agreement.Parties.Value))
		i.Status, i.Type = string(x.Status()), x.Agreement.AgreementType.Value
		i.Date.Derived = x.Signed().Certainty == record.Derived
	case x.Ceremony != nil:
		i.Date = e.span(x.Ceremony.StartDate.Value.Date, x.Ceremony.EndDate.Value.Date)
		i.Places = e.links(e.alternat(x.Ceremony.Location.Value))
	case x.Member != nil:
		i.Places = e.links(e.graph.Resolved([]record.Ref{x.Member.Location.Value}))
		i.Type = e.role(x)
	case x.Fund != nil:
		i.Type = x.Fund.FundKind.Value
	}
	i.Digest = hexDigest(i)
	return i
}

func (e *edition) items(list []*site.Entry) []Item {
	if len(list) == 0 {
		return nil
	}
	items := make([]Item, len(list))
	for i, x := range list {
		items[i] = e.item(x)
	}
	return items
}

// shortLinks lead to members under their short names.
func (e *edition) shortLinks(list []*site.Entry) []Link {
	var links []Link
	for _, x := range list {
		links = append(links, e.linkAs(x, e.short(x)))
	}
	return links
}

// role is how a member belongs to the alliance.
func (e *edition) role(x *site.Entry) string {
	if e.coordinates(x) {
		return "coordinator"
	}
	return x.Member.Membership.As.Value
}

func (m *Maker) coordinates(x *site.Entry) bool {
	return slices.Contains(m.graph.Resolved(m.graph.Alliance.Alliance.Coordinator.Value), x)
}

func (e *edition) party(x *site.Entry) Party {
	p := Party{Link: e.link(x), Others: e.others(x), Country: e.country(x.Country), Strand: e.strand(x.Country)}
	if place := e.graph.Find(x.Member.Location.Value); place != nil {
		p.Place = e.link(place)
	}
	return p
}

func (e *edition) parties(refs []record.Ref) []Party {
	var list []Party
	for _, x := range e.alternat(refs) {
		list = append(list, e.party(x))
	}
	return list
}

// sides splits entries by country, the edition's own first.
func (e *edition) sides(list []*site.Entry) []Side {
	var sides []Side
	for _, country := range append(e.graph.Countries(e.Key), "") {
		s := Side{Country: country, Label: e.country(country), Strand: e.strand(country)}
		for _, x := range list {
			if x.Country == country {
				s.Items = append(s.Items, e.item(x))
			}
		}
		if len(s.Items) > 0 {
			sides = append(sides, s)
		}
	}
	return sides
}

func (e *edition) announcement(x *site.Entry, bodies Bodies) Made {
	a := x.Announcement
	v := &AnnouncementPage{Page: e.entryPage(x, bodies), Date: e.date(a.Date.Value), Dateline: e.linkTo(a.Dateline.Place),
		Boilerplate: e.own(e.graph.Alliance.Alliance.Boilerplate), BasedOn: e.source(a.IsBasedOn)}
	var f *filler
	v.Record, f = e.recordOf(x, bodies)
	v.About = e.items(e.graph.Resolved(a.About))
	v.Citation = e.citation(x)
	for _, c := range a.ChangeNote {
		v.Changes = append(v.Changes, Change{e.date(c.Date), c.Kind, e.own(c.Text)})
	}
	return made(v, f)
}

// made puts a view and what was found in its text together.
func made(v any, f *filler) Made { return Made{v, f.found, f.fragments} }

func (e *edition) member(x *site.Entry, bodies Bodies) Made {
	m := x.Member
	v := &MemberPage{Page: e.entryPage(x, bodies), ShortName: e.own(m.ShortName), Coordinator: e.coordinates(x),
		Membership: m.Membership.As.Value, Country: x.Country}
	var f *filler
	v.Record, f = e.recordOf(x, bodies)
	v.Facts = e.memberFacts(x)
	for _, n := range m.FormerName {
		v.FormerNames = append(v.FormerNames, FormerName{e.name(n.Name), e.date(n.Until.Value)})
	}
	v.Agreements = e.items(x.From("agreement", "parties"))
	v.Ceremonies = e.items(x.From("ceremony", ""))
	return made(v, f)
}

func (e *edition) memberFacts(x *site.Entry) []Fact {
	m := x.Member
	r := rows{e: e}
	if short := e.own(m.ShortName); short != "" {
		r.add("shortName", record.Stated, nil, plain(short))
	}
	r.ref("city", m.Location)
	if x.Country != "" {
		r.add("country", record.Stated, nil, Link{Name: e.country(x.Country)})
	}
	r.date("founded", m.FoundingDate)
	r.word("membership", m.Membership.As)
	r.date("since", m.Membership.Since)
	if e.coordinates(x) {
		r.add("coordinator", record.Stated, nil, e.link(e.graph.Alliance))
	}
	if m.Identifier.ROR != "" {
		r.add("ror", record.Stated, nil, outside(m.Identifier.ROR, "https://ror.org/"+m.Identifier.ROR))
	}
	if m.Identifier.Wikidata != "" {
		r.add("wikidata", record.Stated, nil, outside(m.Identifier.Wikidata, "https://www.wikidata.org/wiki/"+m.Identifier.Wikidata))
	}
	if m.Identifier.EDRPOU != "" {
		r.add("edrpou", record.Stated, nil, plain(m.Identifier.EDRPOU))
	}
	if url := e.own(m.URL); url != "" {
		r.add("website", record.Stated, nil, outside(url, url))
	}
	return r.list
}

func (e *edition) agreement(x *site.Entry, bodies Bodies) Made {
	a := x.Agreement
	v := &AgreementPage{Page: e.entryPage(x, bodies), TypeOf: a.AgreementType.Value, Status: string(x.Status()),
		Parties: e.parties(a.Parties.Value), Scope: e.texts(a.Scope), Generated: len(x.Name) == 0}
	var f *filler
	v.Record, f = e.recordOf(x, bodies)
	v.Seal = sealOf(x, x.Signed().Value)
	v.Citation = e.citation(x)
	v.Facts = e.agreementFacts(x)
	for _, s := range a.Signatory {
		if p := e.graph.Find(s.Person); p != nil {
			v.Signatories = append(v.Signatories, e.signatory(p, s))
		}
	}
	return made(v, f)
}

// agreementFacts prints every fact that an agreement can have: what is not
// known is shown as not stated.
func (e *edition) agreementFacts(x *site.Entry) []Fact {
	a := x.Agreement
	r := rows{e: e}
	r.word("agreementType", a.AgreementType)
	r.text("number", orBlank(a.Number))
	r.date("dateSigned", orBlank(x.Signed()))
	r.ref("signedAt", orBlank(a.SignedAt))
	r.date("entryIntoForce", orBlank(a.EntryIntoForce))
	r.date("validThrough", orBlank(a.ValidThrough))
	r.word("renewal", orBlank(a.Renewal))
	authentic := orBlank(a.AuthenticLanguages)
	r.languages("authenticLanguages", authentic.Certainty, authentic.Source, authentic.Value...)
	if prevailing := a.PrevailingLanguage; prevailing.Known() {
		r.languages("prevailingLanguage", prevailing.Certainty, prevailing.Source, prevailing.Value)
	}
	r.ref("supersedes", a.Supersedes)
	if by := x.From("agreement", "supersedes"); len(by) > 0 {
		r.add("supersededBy", record.Stated, nil, e.links(by)...)
	}
	return r.list
}

func (e *edition) signatory(p *site.Entry, s record.Signatory) Participant {
	made := Participant{Link: e.link(p), Others: e.others(p), Capacity: e.capacity(p, s.Capacity)}
	if org := e.linkTo(s.OnBehalfOf); org.Text != "" {
		made.Capacity = append(made.Capacity, org.Name)
	}
	return made
}

// capacity is what a person was present as: what the record says, else the
// person's offices.
func (e *edition) capacity(p *site.Entry, own lang.Text) []Name {
	if len(own) > 0 {
		return []Name{e.name(own)}
	}
	var list []Name
	for _, o := range p.Person.Office {
		list = append(list, e.name(o.Title))
	}
	return list
}
