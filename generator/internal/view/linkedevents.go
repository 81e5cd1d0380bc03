package view

import (
	"strings"
	"time"

	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
)

var attendance = map[string]string{
	"online": schemaOrg + "/OnlineEventAttendanceMode", "offline": schemaOrg + "/OfflineEventAttendanceMode",
	"mixed": schemaOrg + "/MixedEventAttendanceMode",
}

func (l linker) ceremony(n *node, x *site.Entry) {
	c := x.Ceremony
	n.list("alternateName", l.worded(c.AlternateName...)...)
	n.text("startDate", l.when(x, c.StartDate))
	n.text("endDate", l.when(x, c.EndDate))
	places := l.toAll(l.statedAll(c.Location))
	if mode := c.AttendanceMode; mode.Certainty == record.Stated {
		n.text("eventAttendanceMode", attendance[mode.Value])
		if mode.Value != "offline" {
			places = append(places, Value{Node: thing("", "VirtualLocation")})
		}
	}
	n.list("location", places...)
	if s := c.SuperEvent; len(s.Name) > 0 {
		around := thing("", "Event")
		around.list("name", l.worded(s.Name)...)
		around.text("startDate", l.when(x, s.StartDate))
		around.node("organizer", l.stated(s.Organizer))
		n.node("superEvent", around)
	}
	n.list("attendee", l.attendees(c.Participant)...)
	n.list("contributor", l.toAll(l.statedAll(c.Signing.Signatories))...)
	if len(c.Commemorates) > 0 {
		marked := thing("", "Thing")
		marked.list("name", l.worded(c.Commemorates)...)
		n.node("about", marked)
	}
	n.list("subEvent", l.steps(x)...)
	n.list("workFeatured", l.signedAt(x)...)
}

// when is a day in its precision, or an hour with its offset.
func (l linker) when(x *site.Entry, f record.Fact[record.When]) string {
	if f.Certainty != record.Stated {
		return ""
	}
	if t, ok := l.moment(x, f.Value); ok {
		return t.Format(time.RFC3339)
	}
	return f.Value.Date.String()
}

// attendees are who took part. Who was there in a capacity of its own, or did
// something, is named in a role.
func (l linker) attendees(list []record.Participant) []Value {
	var made []Value
	for _, p := range list {
		person := l.toRef(p.Person)
		switch {
		case person == nil:
		case len(p.Capacity) == 0 && len(p.Action) == 0:
			made = append(made, Value{Node: person})
		default:
			role := thing("", "Role")
			role.list("roleName", l.worded(p.Capacity)...)
			role.list("description", l.worded(p.Action)...)
			role.node("attendee", person)
			made = append(made, Value{Node: role})
		}
	}
	return made
}

// steps are the points of a ceremony's programme.
func (l linker) steps(x *site.Entry) []Value {
	var list []Value
	for _, s := range x.Ceremony.Programme {
		n := thing("", "Event")
		n.list("name", l.worded(s.Text)...)
		day := x.Ceremony.StartDate
		if t, err := time.Parse("15:04", s.Time); err == nil {
			day.Value.Hour, day.Value.Minute, day.Value.HasHour = int8(t.Hour()), int8(t.Minute()), true
			if text := l.when(x, day); strings.Contains(text, "T") {
				n.text("startDate", text)
			}
		}
		list = append(list, Value{Node: n})
	}
	return list
}

// signedAt are the agreements of which a source states that they were signed at
// a ceremony.
func (l linker) signedAt(x *site.Entry) []Value {
	var list []Value
	for _, a := range x.From("agreement", "signedAt") {
		if a.Agreement.SignedAt.Certainty == record.Stated {
			list = append(list, Value{Node: l.to(a)})
		}
	}
	return list
}

func (l linker) programme(n *node, x *site.Entry) {
	var points []Value
	for i, p := range x.Programme.Item {
		points = append(points, Value{Node: l.point(x, i, p)})
	}
	n.list("hasPart", points...)
}

// point is a point of a programme: a work within it. What finances it is a
// funder, or where that is a measure the grant itself.
func (l linker) point(x *site.Entry, i int, p record.Point) node {
	n := thing(l.identity(x)+"#"+pointID(i), "CreativeWork")
	n.bare("position", decimal(i+1))
	n.list("name", l.worded(p.Name)...)
	n.list("text", l.worded(p.Text)...)
	if p.Direction.Known() {
		n.node("about", property("direction", p.Direction.Certainty, Value{Text: p.Direction.Value}))
	}
	if fund := l.stated(p.Fund); fund != nil {
		term := "funder"
		if typeOf(l.graph.Find(p.Fund.Value)) == "MonetaryGrant" {
			term = "funding"
		}
		n.node(term, fund)
	}
	if len(p.Beneficiary) > 0 {
		audience := thing("", "Audience")
		audience.list("audienceType", l.worded(p.Beneficiary...)...)
		n.node("audience", audience)
	}
	return n
}

// fund adds what kind of thing it is. Its purpose is part of its description.
func (l linker) fund(n *node, x *site.Entry) {
	if f := x.Fund.FundKind; f.Certainty == record.Stated {
		n.text("additionalType", f.Value)
	}
}

func (l linker) person(n *node, x *site.Entry) {
	var titles, employers []Value
	for _, o := range x.Person.Office {
		titles = append(titles, l.worded(o.Title)...)
		if body := l.toRef(o.Organization); body != nil {
			employers = append(employers, Value{Node: body})
		}
	}
	n.list("jobTitle", titles...)
	n.list("worksFor", employers...)
}
