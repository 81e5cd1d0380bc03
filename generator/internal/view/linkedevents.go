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

func (l *linker) ceremony(x *site.Entry) {
	c := x.Ceremony
	l.words("alternateName", c.AlternateName...)
	l.text("startDate", l.when(x, c.StartDate))
	l.text("endDate", l.when(x, c.EndDate))
	mode := c.AttendanceMode
	if mode.Certainty == record.Stated {
		l.text("eventAttendanceMode", attendance[mode.Value])
	}
	l.list("location", func() {
		l.toAll(l.statedAll(c.Location))
		if mode.Certainty == record.Stated && mode.Value != "offline" {
			l.thing("", "VirtualLocation", func() {})
		}
	})
	if s := c.SuperEvent; len(s.Name) > 0 {
		l.node("superEvent", "Event", func() {
			l.words("name", s.Name)
			l.text("startDate", l.when(x, s.StartDate))
			l.ref("organizer", l.stated(s.Organizer))
		})
	}
	l.list("attendee", func() { l.attendees(c.Participant) })
	l.list("contributor", func() { l.toAll(l.statedAll(c.Signing.Signatories)) })
	if len(c.Commemorates) > 0 {
		l.node("about", "Thing", func() { l.words("name", c.Commemorates) })
	}
	l.list("subEvent", func() { l.steps(x) })
	l.list("workFeatured", func() { l.signedAt(x) })
}

// when is a day in its precision, or an hour with its offset.
func (l *linker) when(x *site.Entry, f record.Fact[record.When]) string {
	if f.Certainty != record.Stated {
		return ""
	}
	if t, ok := l.moment(x, f.Value); ok {
		return t.Format(time.RFC3339)
	}
	return f.Value.Date.String()
}

// attendees writes who took part. Who was there in a capacity of its own, or
// did something, is named in a role.
func (l *linker) attendees(list []record.Participant) {
	for _, p := range list {
		person := l.graph.Find(p.Person)
		switch {
		case person == nil:
		case len(p.Capacity) == 0 && len(p.Action) == 0:
			l.to(person)
		default:
			l.thing("", "Role", func() {
				l.words("roleName", p.Capacity)
				l.words("description", p.Action)
				l.ref("attendee", person)
			})
		}
	}
}

// steps writes the points of a ceremony's programme.
func (l *linker) steps(x *site.Entry) {
	for _, s := range x.Ceremony.Programme {
		l.thing("", "Event", func() {
			l.words("name", s.Text)
			day := x.Ceremony.StartDate
			if t, err := time.Parse("15:04", s.Time); err == nil {
				day.Value.Hour, day.Value.Minute, day.Value.HasHour = int8(t.Hour()), int8(t.Minute()), true
				if text := l.when(x, day); strings.Contains(text, "T") {
					l.text("startDate", text)
				}
			}
		})
	}
}

// signedAt writes the agreements of which a source states that they were signed
// at a ceremony.
func (l *linker) signedAt(x *site.Entry) {
	for _, a := range x.From("agreement", "signedAt") {
		if a.Agreement.SignedAt.Certainty == record.Stated {
			l.to(a)
		}
	}
}

func (l *linker) programme(x *site.Entry) {
	l.list("hasPart", func() {
		for i, p := range x.Programme.Item {
			l.thing(l.identity(x)+"#"+pointID(i), "CreativeWork", func() { l.point(i, p) })
		}
	})
}

// point adds the facts of a programme's point: a work within it. What finances
// it is a funder, or where that is a measure the grant itself.
func (l *linker) point(i int, p record.Point) {
	l.number("position", i+1)
	l.words("name", p.Name)
	l.words("text", p.Text)
	if p.Direction.Known() {
		l.list("about", func() { l.property("direction", p.Direction.Certainty, p.Direction.Value) })
	}
	if fund := l.stated(p.Fund); fund != nil {
		term := "funder"
		if typeOf(fund) == "MonetaryGrant" {
			term = "funding"
		}
		l.ref(term, fund)
	}
	if len(p.Beneficiary) > 0 {
		l.node("audience", "Audience", func() { l.words("audienceType", p.Beneficiary...) })
	}
}

func (l *linker) person(x *site.Entry) {
	l.list("jobTitle", func() {
		for _, o := range x.Person.Office {
			l.worded(o.Title)
		}
	})
	l.list("worksFor", func() {
		for _, o := range x.Person.Office {
			if body := l.graph.Find(o.Organization); body != nil {
				l.to(body)
			}
		}
	})
}
