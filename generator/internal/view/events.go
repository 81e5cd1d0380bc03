package view

import (
	"fmt"
	"time"

	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
)

func (e *edition) ceremony(x *site.Entry, bodies Bodies) Made {
	c := x.Ceremony
	v := &CeremonyPage{
		Page: e.entryPage(x, bodies), Date: e.span(c.StartDate.Value.Date, c.EndDate.Value.Date),
		AttendanceMode: c.AttendanceMode.Value, Commemorates: e.own(c.Commemorates),
		Places:   e.links(e.alternat(c.Location.Value)),
		Calendar: e.at(e.calendarPath(x)), Hours: e.hours(x),
	}
	var f *filler
	v.Record, f = e.recordOf(x, bodies)
	v.Alternate = e.names(c.AlternateName)
	v.Facts = e.ceremonyFacts(x)
	v.Within = Framework{Name: e.name(c.SuperEvent.Name), Organizer: e.linkTo(c.SuperEvent.Organizer.Value),
		Date: e.date(c.SuperEvent.StartDate.Value.Date)}
	v.Sides = e.participants(c.Participant)
	for _, s := range c.Programme {
		v.Programme = append(v.Programme, Step{s.Time, e.own(s.Text)})
	}
	v.Signing = e.signing(x)
	v.Seal = sealOf(x, c.StartDate.Value.Date)
	return made(v, f)
}

func (e *edition) ceremonyFacts(x *site.Entry) []Fact {
	c := x.Ceremony
	r := rows{e: e}
	r.date("date", dayOf(c.StartDate))
	r.date("endDate", dayOf(c.EndDate))
	r.word("attendanceMode", c.AttendanceMode)
	r.add("place", c.Location.Certainty, c.Location.Source, e.links(e.alternat(c.Location.Value))...)
	if within := e.name(c.SuperEvent.Name); within.Text != "" {
		r.add("within", record.Stated, nil, Link{Name: within})
		r.date("withinDate", dayOf(c.SuperEvent.StartDate))
	}
	r.ref("organizer", c.SuperEvent.Organizer)
	if marked := e.own(c.Commemorates); marked != "" {
		r.add("commemorates", record.Stated, nil, plain(marked))
	}
	return r.list
}

// dayOf is the day of a fact that may have an hour.
func dayOf(f record.Fact[record.When]) record.Fact[lang.Date] {
	return record.Fact[lang.Date]{Value: f.Value.Date, Certainty: f.Certainty, Source: f.Source, At: f.At}
}

// calendarPath is the address of a ceremony's own calendar file; "" where its
// day is not known.
func (e *edition) calendarPath(x *site.Entry) string {
	if x.Ceremony.StartDate.Value.Date.Precision() != lang.ToDay {
		return ""
	}
	return x.Path(e.Key) + "event.ics"
}

// start returns the moment at which a ceremony begins, where an hour is
// stated.
func (m *Maker) start(x *site.Entry) (time.Time, bool) {
	return m.moment(x, x.Ceremony.StartDate.Value)
}

func (m *Maker) moment(x *site.Entry, w record.When) (time.Time, bool) {
	name := x.Ceremony.Timezone
	if name == "" {
		name = m.graph.Config.Timezone
	}
	zone := m.zone(name)
	if zone == nil || !w.HasHour || w.Date.Precision() != lang.ToDay {
		return time.Time{}, false
	}
	return time.Date(int(w.Date.Year), time.Month(w.Date.Month), int(w.Date.Day), int(w.Hour), int(w.Minute), 0, 0, zone), true
}

// hours prints when an event begins in the zone of each of its places, the
// edition's side first, each zone once.
func (e *edition) hours(x *site.Entry) []Hour {
	start, ok := e.start(x)
	if !ok {
		return nil
	}
	var list []Hour
	seen := map[string]bool{}
	for _, place := range e.alternat(x.Ceremony.Location.Value) {
		zone := e.zone(place.Place.Timezone)
		if zone == nil || place.Place.Timezone == "" || seen[place.Place.Timezone] {
			continue
		}
		seen[place.Place.Timezone] = true
		t := start.In(zone)
		list = append(list, Hour{Text: e.locale.TimeOfDay(t.Hour(), t.Minute()), ISO: t.Format(time.RFC3339), Place: e.link(place)})
	}
	return list
}

// participants lists who took part, by side.
func (e *edition) participants(list []record.Participant) []Side {
	var sides []Side
	for _, country := range append(e.graph.Countries(e.Key), "") {
		s := Side{Country: country, Label: e.country(country), Strand: e.strand(country)}
		for _, p := range list {
			if x := e.graph.Find(p.Person); x != nil && x.Country == country {
				s.People = append(s.People, Participant{
					Link: e.link(x), Others: e.others(x), Capacity: e.capacity(x, p.Capacity), Action: e.own(p.Action)})
			}
		}
		if len(s.People) > 0 {
			sides = append(sides, s)
		}
	}
	return sides
}

func (e *edition) signing(x *site.Entry) Signing {
	s := x.Ceremony.Signing
	made := Signing{
		Sides: e.sides(e.graph.Resolved(s.Signatories.Value)), Pairing: Certainty(s.Pairing.Certainty),
		Agreements: e.items(x.From("agreement", "signedAt")),
	}
	r := rows{e: e}
	r.add("agreementCount", s.AgreementCount.Certainty, s.AgreementCount.Source, plain(fmt.Sprint(s.AgreementCount.Value)))
	if len(r.list) > 0 {
		made.Count = r.list[0]
		if s.AgreementCount.Certainty == record.NotStated {
			made.Count.Values = nil
		}
	}
	made.Stated = len(made.Sides) > 0 || len(made.Agreements) > 0 || made.Count.Key != ""
	return made
}

func (e *edition) programme(x *site.Entry, bodies Bodies) Made {
	v := &ProgrammePage{Page: e.entryPage(x, bodies)}
	var f *filler
	v.Record, f = e.recordOf(x, bodies)
	for i, p := range x.Programme.Item {
		point := Point{
			ID: pointID(i), Name: e.own(p.Name), Text: e.own(p.Text), Direction: e.direction(p.Direction.Value),
			Beneficiaries: e.texts(p.Beneficiary),
		}
		if fund := e.graph.Find(p.Fund.Value); fund != nil {
			point.Fund, point.FundKind = e.link(fund), fund.Fund.FundKind.Value
		}
		v.Points = append(v.Points, point)
	}
	return made(v, f)
}

// pointID is the fragment of a programme's point, the same in all editions.
func pointID(i int) string { return fmt.Sprintf("point-%d", i+1) }

// direction prints from which country to which.
func (e *edition) direction(code string) Link {
	switch {
	case code == "":
		return Link{}
	case code == "both":
		return plain(e.sayIf("direction.both", "↔"))
	}
	return plain(e.locale.Country(code[:2]) + " → " + e.locale.Country(code[3:]))
}

func (e *edition) fund(x *site.Entry, bodies Bodies) Made {
	d := x.Fund
	v := &FundPage{Page: e.entryPage(x, bodies), FundKind: d.FundKind.Value, Purpose: e.own(d.Purpose), Beneficiaries: e.texts(d.Beneficiary)}
	var f *filler
	v.Record, f = e.recordOf(x, bodies)
	r := rows{e: e}
	r.word("fundKind", d.FundKind)
	r.word("status", d.Status)
	v.Facts = r.list
	v.Programmes = e.items(x.From("programme", ""))
	return made(v, f)
}

func (e *edition) alliance(x *site.Entry, bodies Bodies) Made {
	a := x.Alliance
	v := &AlliancePage{
		Page: e.entryPage(x, bodies), Purposes: e.texts(a.Purpose), Areas: e.texts(a.PriorityArea), AreasOpen: a.PriorityAreaIsOpen,
		Coordinators: e.parties(a.Coordinator.Value), Claims: e.claims(), Boilerplate: e.own(a.Boilerplate),
		Funds: e.items(e.graph.Ordered("fund", e.Key)), AlternateNames: e.names(a.AlternateName),
	}
	var f *filler
	v.Record, f = e.recordOf(x, bodies)
	for _, url := range a.SameAs {
		v.SameAs = append(v.SameAs, outside(url, url))
	}
	for _, p := range e.graph.Ordered("programme", e.Key) {
		summary := ProgrammeSummary{Item: e.item(p)}
		for i, point := range p.Programme.Item {
			summary.Points = append(summary.Points, Link{Name: e.name(point.Name), URL: e.link(p).URL + "#" + pointID(i)})
		}
		v.Plans = append(v.Plans, summary)
	}
	return made(v, f)
}

func (e *edition) article(x *site.Entry, bodies Bodies) Made {
	v := &ArticlePage{Page: e.entryPage(x, bodies)}
	var f *filler
	v.Record, f = e.recordOf(x, bodies)
	return made(v, f)
}

// claims sets the declared numbers beside what is listed.
func (e *edition) claims() Claims {
	declared := e.graph.Alliance.Alliance.Claims
	c := Claims{AsOf: e.date(declared.AsOf), Sources: e.sources(declared.Source)}
	for _, country := range e.graph.Countries(e.Key) {
		claim := e.claim(country)
		if claim.Declared == 0 && claim.Listed == 0 {
			continue
		}
		c.Sides = append(c.Sides, claim)
		c.Declared += claim.Declared
		c.Listed += claim.Listed
	}
	return c
}

func (e *edition) claim(country string) Claim {
	c := Claim{Country: country, Label: e.country(country), Strand: e.strand(country)}
	for _, n := range e.graph.Alliance.Alliance.Claims.MemberCount {
		if n.Country == country {
			c.Declared = n.Number
		}
	}
	for _, m := range e.graph.OfKind("member") {
		if m.Country == country {
			c.Listed++
		}
	}
	if c.Listed > 0 {
		c.URL = e.at(e.countryPath(country))
	}
	return c
}
