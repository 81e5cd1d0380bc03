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

// nodes are the nodes of an entry, its own first.
func (l linker) nodes(x *site.Entry) []node {
	n := thing(l.identity(x), typeOf(x))
	n.list("name", l.calledInAll(x)...)
	var more []node
	switch {
	case x.Alliance != nil:
		more = l.alliance(&n, x)
	case x.Member != nil:
		l.member(&n, x)
	case x.Agreement != nil:
		l.agreement(&n, x)
	case x.Ceremony != nil:
		l.ceremony(&n, x)
	case x.Announcement != nil:
		l.announcement(&n, x)
	case x.Programme != nil:
		l.programme(&n, x)
	case x.Fund != nil:
		l.fund(&n, x)
	case x.Person != nil:
		l.person(&n, x)
	case x.Body != nil:
		n.node("address", country(x.Body.Country))
		n.node("parentOrganization", l.stated(x.Body.ParentOrganization))
	case x.Place != nil:
		n.node("address", country(x.Place.Country))
	case x.Page != nil:
		l.work(&n, x)
	}
	l.common(&n, x)
	return append([]node{n}, more...)
}

// common adds what every kind may have.
func (l linker) common(n *node, x *site.Entry) {
	description := l.worded(x.Description)
	if x.Fund != nil {
		description = append(description, l.worded(x.Fund.Purpose)...)
	}
	if x.Alliance != nil {
		description = append(description, l.worded(x.Alliance.Purpose...)...)
	}
	n.list("description", description...)
	var images []Value
	for _, i := range x.Image {
		if image := l.image(x, i); image != nil {
			images = append(images, Value{Node: image})
		}
	}
	n.list("image", images...)
	if isOrganization(x) || x.Person != nil {
		n.list("contactPoint", l.contacts(x)...)
	}
	n.list("subjectOf", l.accounts(x)...)
	if !isText(x) {
		n.list("mainEntityOfPage", l.pagesOf(x)...)
	}
}

// accounts are the publications about an entry: where its facts come from, what
// names it as its subject, and its documents.
func (l linker) accounts(x *site.Entry) []Value {
	list := l.sources(x.Source)
	about := x.From("announcement", "about")
	if x.Member != nil {
		about = append(about, x.From("agreement", "parties")...)
	}
	for _, from := range about {
		list = append(list, Value{Node: node{{Name: "@id", Text: l.identity(from)}}})
	}
	for _, d := range x.Document {
		a := l.graph.Attachment(x.Dir() + "/" + d.File)
		if a == nil {
			continue
		}
		n := thing("", "DigitalDocument")
		n.list("name", l.worded(d.Title)...)
		n.text("url", l.absolute(mediaPath(a.Path)))
		n.text("inLanguage", d.Lang)
		list = append(list, Value{Node: n})
	}
	return list
}

func (l linker) sources(list []record.Source) []Value {
	var refs []Value
	for _, s := range list {
		if n := l.source(s); n != nil {
			refs = append(refs, Value{Node: n})
		}
	}
	return refs
}

// source is a publication that something comes from; nil where it is no longer
// there.
func (l linker) source(s record.Source) node {
	switch {
	case !s.Ref.IsZero():
		if x := l.graph.Find(s.Ref); x != nil {
			return node{{Name: "@id", Text: l.identity(x)}}
		}
		return nil
	case s.URL == "" && len(s.Name) == 0:
		return nil
	}
	n := thing("", "CreativeWork")
	n.list("name", l.worded(s.Name)...)
	n.text("url", s.URL)
	n.text("datePublished", s.Date.String())
	return n
}

// pagesOf are the addresses of an entry's pages.
func (l linker) pagesOf(x *site.Entry) []Value {
	var list []Value
	for _, language := range x.Languages {
		list = append(list, Value{Text: l.absolute(x.Path(language.Key))})
	}
	return list
}

func (l linker) image(x *site.Entry, i record.Image) node {
	a := l.graph.Attachment(x.Dir() + "/" + i.Src)
	if a == nil {
		return nil
	}
	n := thing("", "ImageObject")
	n.text("contentUrl", l.absolute(mediaPath(a.Path)))
	n.list("description", l.worded(i.Alt)...)
	n.list("caption", l.worded(i.Caption)...)
	n.list("creditText", l.worded(i.Credit)...)
	return n
}

func (l linker) contacts(x *site.Entry) []Value {
	var list []Value
	for _, c := range x.Contact {
		n := thing("", "ContactPoint")
		n.list("name", l.worded(c.Name)...)
		n.text("email", c.Email)
		n.text("telephone", c.Telephone)
		n.list("description", l.worded(c.Hours)...)
		list = append(list, Value{Node: n})
	}
	return list
}

// stated refers to the record of a fact that a source states.
func (l linker) stated(f record.Fact[record.Ref]) node {
	if f.Certainty != record.Stated {
		return nil
	}
	return l.toRef(f.Value)
}

// statedDate is a date that a source states, in its precision; "" else.
func statedDate(f record.Fact[lang.Date]) string {
	if f.Certainty != record.Stated {
		return ""
	}
	return f.Value.String()
}

// country is the address of which only the country is known.
func country(f record.Fact[string]) node {
	if f.Certainty != record.Stated {
		return nil
	}
	n := thing("", "PostalAddress")
	n.text("addressCountry", f.Value)
	return n
}

// alliance adds its facts to the node, and returns the numbers that somebody
// declared: observations with a day and a source, never a count of files.
func (l linker) alliance(n *node, x *site.Entry) []node {
	a := x.Alliance
	n.list("alternateName", l.worded(a.AlternateName...)...)
	n.list("knowsAbout", l.worded(a.PriorityArea...)...)
	n.list("member", l.members()...)
	var links []Value
	for _, url := range a.SameAs {
		links = append(links, Value{Text: url})
	}
	n.list("sameAs", links...)
	var claims []node
	for _, c := range a.Claims.MemberCount {
		claims = append(claims, l.claim(x, c))
	}
	return claims
}

func (l linker) claim(x *site.Entry, c record.CountryCount) node {
	claims := x.Alliance.Claims
	n := thing(l.identity(x)+"#members-"+strings.ToLower(c.Country), "Observation")
	n.node("observationAbout", node{{Name: "@id", Text: l.identity(x)}})
	n.node("measuredProperty", thing(schemaOrg+"/member", "Property"))
	n.node("additionalProperty", property("addressCountry", "", Value{Text: c.Country}))
	n.bare("value", decimal(c.Number))
	n.text("observationDate", claims.AsOf.String())
	n.list("subjectOf", l.sources(claims.Source)...)
	return n
}

// members are those of which a source says that they belong to the alliance:
// its coordinators, and who joined it. Who only signed at a ceremony is not
// among them: that is implied, not stated.
func (l linker) members() []Value {
	var list []Value
	coordinator := l.graph.Alliance.Alliance.Coordinator
	if coordinator.Certainty == record.Stated {
		for _, m := range l.graph.Resolved(coordinator.Value) {
			role := thing("", "OrganizationRole")
			role.text("roleName", "coordinator")
			role.node("member", l.to(m))
			list = append(list, Value{Node: role})
		}
	}
	for _, m := range l.graph.OfKind("member") {
		if joined(m) {
			list = append(list, Value{Node: l.to(m)})
		}
	}
	return list
}

// joined reports whether a source states that a member joined the alliance.
func joined(m *site.Entry) bool {
	as := m.Member.Membership.As
	return as.Certainty == record.Stated && as.Value == "accession"
}

func (l linker) member(n *node, x *site.Entry) {
	d := x.Member
	others := l.worded(d.ShortName)
	for _, f := range d.FormerName {
		others = append(others, l.worded(f.Name)...)
	}
	n.list("alternateName", others...)
	n.list("url", l.worded(d.URL)...)
	n.text("foundingDate", statedDate(d.FoundingDate))
	place := l.stated(d.Location)
	n.node("location", place)
	if place != nil {
		n.node("address", country(l.graph.Find(d.Location.Value).Place.Country))
	}
	l.identifiers(n, d.Identifier)
	coordinates := l.graph.Alliance.Alliance.Coordinator.Certainty == record.Stated && l.coordinates(x)
	if coordinates || joined(x) {
		n.node("memberOf", l.to(l.graph.Alliance))
	}
}

// coordinates reports whether a member coordinates the alliance.
func (l linker) coordinates(x *site.Entry) bool { return l.editions[0].coordinates(x) }

// identifiers adds codes of public registers, and where each is looked up.
func (l linker) identifiers(n *node, id record.Identifier) {
	var codes, links []Value
	add := func(register, code, url string) {
		if code == "" {
			return
		}
		codes = append(codes, Value{Node: property(register, "", Value{Text: code})})
		if url != "" {
			links = append(links, Value{Text: url + code})
		}
	}
	add("ROR", id.ROR, "https://ror.org/")
	add("Wikidata", id.Wikidata, "http://www.wikidata.org/entity/")
	add("EDRPOU", id.EDRPOU, "")
	n.list("identifier", codes...)
	n.list("sameAs", links...)
}

// property is a fact for which schema.org has no term of its own. What follows
// from a source and does not stand in it says so.
func property(key string, certainty record.Certainty, values ...Value) node {
	n := thing("", "PropertyValue")
	n.text("propertyID", key)
	n.list("value", values...)
	if certainty == record.Derived {
		n.text("measurementMethod", string(record.Derived))
	}
	return n
}

// agreement adds the facts of an agreement. Its parties are what the document
// is about, and so are the facts for which there is no term: schema.org has no
// other place for a PropertyValue in a document.
func (l linker) agreement(n *node, x *site.Entry) {
	a := x.Agreement
	if a.Number.Certainty == record.Stated {
		n.node("identifier", property("number", "", Value{Text: a.Number.Value}))
	}
	if a.AuthenticLanguages.Certainty == record.Stated {
		var tags []Value
		for _, tag := range a.AuthenticLanguages.Value {
			tags = append(tags, Value{Text: tag})
		}
		n.list("inLanguage", tags...)
	}
	n.text("expires", statedDate(a.ValidThrough))
	n.list("keywords", l.worded(a.Scope...)...)
	if status := x.Status(); status != site.StatusUnknown {
		n.text("creativeWorkStatus", string(status))
	}
	about := append(l.toAll(l.statedAll(a.Parties)), l.terms(x)...)
	n.list("about", about...)
}

// statedAll are the records of a fact that a source states.
func (l linker) statedAll(f record.Fact[[]record.Ref]) []*site.Entry {
	if f.Certainty != record.Stated {
		return nil
	}
	return l.graph.Resolved(f.Value)
}

// terms are the facts of an agreement for which schema.org has no term.
func (l linker) terms(x *site.Entry) []Value {
	a := x.Agreement
	var list []Value
	add := func(key string, certainty record.Certainty, value string) {
		if value != "" && (certainty == record.Stated || certainty == record.Derived) {
			list = append(list, Value{Node: property(key, certainty, Value{Text: value})})
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
	return list
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
