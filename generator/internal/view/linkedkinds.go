package view

import (
	"strconv"
	"strings"

	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
)

// typeOf is the schema.org type of an entry. A fund or foundation is a funding
// scheme; a measure is a grant and never called a fund.
func typeOf(x *site.Entry) string {
	switch {
	case x.Fund != nil && x.Fund.FundKind.Value == "measure":
		return "MonetaryGrant"
	case x.Body != nil && x.Body.Country.Known():
		return "GovernmentOrganization"
	}
	return types[x.Kind.Name]
}

var types = map[string]string{
	"alliance": "Organization", "member": "CollegeOrUniversity", "agreement": "DigitalDocument", "ceremony": "Event",
	"announcement": "NewsArticle", "programme": "CreativeWork", "fund": "FundingScheme", "person": "Person",
	"body": "Organization", "place": "Place", "page": "CreativeWork",
}

// isOrganization reports whether an entry's type is one below Organization.
func isOrganization(x *site.Entry) bool {
	return x.Alliance != nil || x.Member != nil || x.Body != nil || x.Fund != nil && typeOf(x) == "FundingScheme"
}

// isText reports whether an entry is a publication of prose, whose text in each
// language is a work of its own.
func isText(x *site.Entry) bool { return x.Announcement != nil || x.Page != nil }

// nodes writes the nodes of an entry, its own first. Those of the alliance are
// the numbers that somebody declared: observations with a day and a source,
// never a count of files.
func (l *linker) nodes(x *site.Entry) {
	l.thing(l.identity(x), typeOf(x), func() {
		l.called(x)
		l.own(x)
		l.common(x)
	})
	if x.Alliance != nil {
		for _, c := range x.Alliance.Claims.MemberCount {
			l.claim(x, c)
		}
	}
}

// own adds what the kind of an entry has.
func (l *linker) own(x *site.Entry) {
	switch {
	case x.Alliance != nil:
		l.alliance(x)
	case x.Member != nil:
		l.member(x)
	case x.Agreement != nil:
		l.agreement(x)
	case x.Ceremony != nil:
		l.ceremony(x)
	case x.Announcement != nil:
		l.announcement(x)
	case x.Programme != nil:
		l.programme(x)
	case x.Fund != nil:
		if f := x.Fund.FundKind; f.Certainty == record.Stated { // its purpose is part of its description
			l.text("additionalType", f.Value)
		}
	case x.Person != nil:
		l.person(x)
	case x.Body != nil:
		l.address(x.Body.Country)
		l.ref("parentOrganization", l.stated(x.Body.ParentOrganization))
	case x.Place != nil:
		l.address(x.Place.Country)
	case x.Page != nil:
		l.work(x)
	}
}

// common adds what every kind may have.
func (l *linker) common(x *site.Entry) {
	l.list("description", func() {
		l.worded(x.Description)
		if x.Fund != nil {
			l.worded(x.Fund.Purpose)
		}
		if x.Alliance != nil {
			l.worded(x.Alliance.Purpose...)
		}
	})
	l.list("image", func() {
		for _, i := range x.Image {
			l.image(x, i)
		}
	})
	if isOrganization(x) || x.Person != nil {
		l.list("contactPoint", func() { l.contacts(x) })
	}
	l.list("subjectOf", func() { l.accounts(x) })
	if !isText(x) {
		l.list("mainEntityOfPage", func() {
			for _, language := range x.Languages {
				l.value(l.absolute(x.Path(language.Key)))
			}
		})
	}
}

// accounts writes the publications about an entry: where its facts come from,
// what names it as its subject, and its documents.
func (l *linker) accounts(x *site.Entry) {
	l.sources(x.Source)
	about := x.From("announcement", "about")
	if x.Member != nil {
		about = append(about, x.From("agreement", "parties")...)
	}
	for _, from := range about {
		l.id(l.identity(from))
	}
	for _, d := range x.Document {
		if a := l.graph.Attachment(x.Dir() + "/" + d.File); a != nil {
			l.thing("", "DigitalDocument", func() {
				l.words("name", d.Title)
				l.text("url", l.absolute(mediaPath(a.Path)))
				l.text("inLanguage", d.Lang)
			})
		}
	}
}

func (l *linker) sources(list []record.Source) {
	for _, s := range list {
		l.source(s)
	}
}

// source writes a publication that something comes from; nothing where it is no
// longer there.
func (l *linker) source(s record.Source) {
	if !s.Ref.IsZero() {
		if x := l.graph.Find(s.Ref); x != nil {
			l.id(l.identity(x))
		}
		return
	}
	if s.URL == "" && len(s.Name) == 0 {
		return
	}
	l.thing("", "CreativeWork", func() {
		l.words("name", s.Name)
		l.text("url", s.URL)
		l.text("datePublished", s.Date.String())
	})
}

func (l *linker) image(x *site.Entry, i record.Image) {
	if a := l.graph.Attachment(x.Dir() + "/" + i.Src); a != nil {
		l.thing("", "ImageObject", func() {
			l.text("contentUrl", l.absolute(mediaPath(a.Path)))
			l.words("description", i.Alt)
			l.words("caption", i.Caption)
			l.words("creditText", i.Credit)
		})
	}
}

func (l *linker) contacts(x *site.Entry) {
	for _, c := range x.Contact {
		l.thing("", "ContactPoint", func() {
			l.words("name", c.Name)
			l.text("email", c.Email)
			l.text("telephone", c.Telephone)
			l.words("description", c.Hours)
		})
	}
}

// statedDate is a date that a source states, in its precision; "" else.
func statedDate(f record.Fact[lang.Date]) string {
	if f.Certainty != record.Stated {
		return ""
	}
	return f.Value.String()
}

// address adds an address of which only the country is known.
func (l *linker) address(country record.Fact[string]) {
	if country.Certainty == record.Stated {
		l.node("address", "PostalAddress", func() { l.text("addressCountry", country.Value) })
	}
}

func (l *linker) alliance(x *site.Entry) {
	a := x.Alliance
	l.words("alternateName", a.AlternateName...)
	l.words("knowsAbout", a.PriorityArea...)
	l.list("member", l.members)
	l.list("sameAs", func() {
		for _, url := range a.SameAs {
			l.value(url)
		}
	})
}

func (l *linker) claim(x *site.Entry, c record.CountryCount) {
	claims := x.Alliance.Claims
	l.thing(l.identity(x)+"#members-"+strings.ToLower(c.Country), "Observation", func() {
		l.refer("observationAbout", l.identity(x))
		l.list("measuredProperty", func() { l.thing(schemaOrg+"/member", "Property", func() {}) })
		l.list("additionalProperty", func() { l.property("addressCountry", "", c.Country) })
		l.number("value", c.Number)
		l.text("observationDate", claims.AsOf.String())
		l.list("subjectOf", func() { l.sources(claims.Source) })
	})
}

// members writes those of which a source says that they belong to the alliance:
// its coordinators, and who joined it. Who only signed at a ceremony is not
// among them: that is implied, not stated.
func (l *linker) members() {
	coordinator := l.graph.Alliance.Alliance.Coordinator
	for _, m := range l.statedAll(coordinator) {
		l.thing("", "OrganizationRole", func() {
			l.text("roleName", "coordinator")
			l.ref("member", m)
		})
	}
	for _, m := range l.graph.OfKind("member") {
		if joined(m) {
			l.to(m)
		}
	}
}

// joined reports whether a source states that a member joined the alliance.
func joined(m *site.Entry) bool {
	as := m.Member.Membership.As
	return as.Certainty == record.Stated && as.Value == "accession"
}

func (l *linker) member(x *site.Entry) {
	d := x.Member
	l.list("alternateName", func() {
		l.worded(d.ShortName)
		for _, f := range d.FormerName {
			l.worded(f.Name)
		}
	})
	l.words("url", d.URL)
	l.text("foundingDate", statedDate(d.FoundingDate))
	if place := l.stated(d.Location); place != nil {
		l.ref("location", place)
		l.address(place.Place.Country)
	}
	l.identifiers(d.Identifier)
	coordinates := l.graph.Alliance.Alliance.Coordinator.Certainty == record.Stated && l.coordinates(x)
	if coordinates || joined(x) {
		l.ref("memberOf", l.graph.Alliance)
	}
}

// identifiers adds codes of public registers, and where each is looked up.
func (l *linker) identifiers(id record.Identifier) {
	l.list("identifier", func() {
		l.property("ROR", "", id.ROR)
		l.property("Wikidata", "", id.Wikidata)
		l.property("EDRPOU", "", id.EDRPOU)
	})
	l.list("sameAs", func() {
		if id.ROR != "" {
			l.value("https://ror.org/" + id.ROR)
		}
		if id.Wikidata != "" {
			l.value("http://www.wikidata.org/entity/" + id.Wikidata)
		}
	})
}

// property writes a fact for which schema.org has no term of its own, unless it
// is empty. What follows from a source and does not stand in it says so.
func (l *linker) property(key string, certainty record.Certainty, value string) {
	if value == "" {
		return
	}
	l.thing("", "PropertyValue", func() {
		l.text("propertyID", key)
		l.text("value", value)
		if certainty == record.Derived {
			l.text("measurementMethod", string(record.Derived))
		}
	})
}

// agreement adds the facts of an agreement. Its parties are what the document
// is about, and so are the facts for which there is no term: schema.org has no
// other place for a PropertyValue in a document.
func (l *linker) agreement(x *site.Entry) {
	a := x.Agreement
	if a.Number.Certainty == record.Stated {
		l.list("identifier", func() { l.property("number", "", a.Number.Value) })
	}
	if a.AuthenticLanguages.Certainty == record.Stated {
		l.list("inLanguage", func() {
			for _, tag := range a.AuthenticLanguages.Value {
				l.value(tag)
			}
		})
	}
	l.text("expires", statedDate(a.ValidThrough))
	l.words("keywords", a.Scope...)
	if status := x.Status(); status != site.StatusUnknown {
		l.text("creativeWorkStatus", string(status))
	}
	l.list("about", func() {
		l.toAll(l.statedAll(a.Parties))
		l.terms(x)
	})
}

// statedAll are the records of a fact that a source states.
func (m *Maker) statedAll(f record.Fact[[]record.Ref]) []*site.Entry {
	if f.Certainty != record.Stated {
		return nil
	}
	return m.graph.Resolved(f.Value)
}

// terms writes the facts of an agreement for which schema.org has no term.
func (l *linker) terms(x *site.Entry) {
	a := x.Agreement
	add := func(key string, certainty record.Certainty, value string) {
		if certainty == record.Stated || certainty == record.Derived {
			l.property(key, certainty, value)
		}
	}
	add("agreementType", a.AgreementType.Certainty, a.AgreementType.Value)
	if a.Parties.Certainty == record.Derived {
		for _, p := range l.graph.Resolved(a.Parties.Value) {
			add("party", record.Derived, l.identity(p))
		}
	}
	signed := x.Signed()
	add("dateSigned", signed.Certainty, signed.Value.String())
	add("signedAt", a.SignedAt.Certainty, l.identityOf(a.SignedAt.Value))
	for _, s := range a.Signatory {
		add("signatory", record.Stated, l.identityOf(s.Person))
	}
	add("entryIntoForce", a.EntryIntoForce.Certainty, a.EntryIntoForce.Value.String())
	if a.ValidThrough.Certainty == record.Derived {
		add("validThrough", record.Derived, a.ValidThrough.Value.String())
	}
	add("renewal", a.Renewal.Certainty, a.Renewal.Value)
	add("prevailingLanguage", a.PrevailingLanguage.Certainty, a.PrevailingLanguage.Value)
	add("supersedes", a.Supersedes.Certainty, l.identityOf(a.Supersedes.Value))
}

// identityOf is the "@id" of the record that a reference names; "" where there
// is none.
func (m *Maker) identityOf(ref record.Ref) string {
	if x := m.graph.Find(ref); x != nil {
		return m.identity(x)
	}
	return ""
}

func decimal(n int) string { return strconv.Itoa(n) }
