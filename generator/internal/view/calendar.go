package view

import (
	"net/url"

	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
)

// calendar makes the calendar of all ceremonies that are published in the
// edition's language and of which the day is known.
func (e *edition) calendar() *Calendar {
	c := &Calendar{Lang: e.Tag, Name: e.say("calendar.title", "site", e.siteName().Text)}
	for _, x := range e.graph.OfKind("ceremony") {
		if x.In(e.Key) && e.calendarPath(x) != "" {
			c.Events = append(c.Events, e.calendarEvent(x))
		}
	}
	return c
}

// event makes the calendar of one ceremony.
func (e *edition) event(x *site.Entry) *Calendar {
	return &Calendar{Lang: e.Tag, Events: []CalendarEvent{e.calendarEvent(x)}}
}

func (e *edition) calendarEvent(x *site.Entry) CalendarEvent {
	c := x.Ceremony
	first, last := c.StartDate.Value, c.EndDate.Value
	event := CalendarEvent{
		UID: x.ID + "@" + e.host(), Stamp: e.stamp(x).String(),
		Summary: e.called(x).Text, Description: e.own(x.Description), Location: e.placesOf(x),
		URL: e.absolute(x.Path(e.Key)), First: first.Date.String(),
	}
	if kind := e.sayIf("kind.ceremony", ""); kind != "" {
		event.Categories = []string{kind}
	}
	if last.Date.Precision() == lang.ToDay && last.Date != first.Date {
		event.Last = last.Date.String()
	}
	e.setHours(&event, x)
	return event
}

// setHours sets the hours of an event. One that lasts several days and of which
// only the first hour is stated takes its days whole.
func (e *edition) setHours(event *CalendarEvent, x *site.Entry) {
	start, ok := e.start(x)
	end, ended := e.moment(x, x.Ceremony.EndDate.Value)
	if !ok || event.Last != "" && !ended {
		return
	}
	event.Start = MomentOf(start)
	if ended && end.After(start) {
		event.End = MomentOf(end)
	}
}

// placesOf names the places of a ceremony, the edition's side first.
func (e *edition) placesOf(x *site.Entry) string {
	var names []string
	for _, place := range e.alternat(x.Ceremony.Location.Value) {
		names = append(names, e.called(place).Text)
	}
	return e.locale.List(names)
}

// host is the name of the site's host.
func (m *Maker) host() string {
	u, err := url.Parse(m.origin)
	if err != nil {
		panic("view: the base URL was checked when site.yaml was read: " + err.Error())
	}
	return u.Hostname()
}

// stamp is the day of the newest thing known of a ceremony: of what it follows,
// or of an announcement about it. Where there is none it is the first day of
// the ceremony itself.
func (m *Maker) stamp(x *site.Entry) lang.Date {
	var newest lang.Date
	for _, s := range x.Source {
		newest = later(newest, m.dayOf(s))
	}
	for _, a := range x.From("announcement", "about") {
		newest = later(newest, firstDay(lastKnown(a)))
	}
	if newest.IsZero() {
		return x.Ceremony.StartDate.Value.Date
	}
	return newest
}

// dayOf is the day of a source; zero where it is not known.
func (m *Maker) dayOf(s record.Source) lang.Date {
	if x := m.graph.Find(s.Ref); x != nil && x.Announcement != nil {
		return firstDay(lastKnown(x))
	}
	return firstDay(s.Date)
}
