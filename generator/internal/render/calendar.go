package render

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"diglot/generator/internal/view"
)

// Calendar writes ceremonies as an iCalendar object (RFC 5545). Times are local
// with a TZID, not in UTC: an appointment is made by the clock on the wall, and
// a calendar programme that knows the zone keeps to it when the zone's rules
// change. For a programme that does not, each zone comes with the observances
// that its events fall into, and no others.
//
// It is an error if an event lacks its UID, stamp, summary or day, or if a date,
// time zone or address is not one.
func Calendar(c view.Calendar) ([]byte, error) {
	cal := ics.NewCalendar()
	cal.SetProductId("-//diglot//ceremonies//" + plainTag(c.Lang))
	cal.SetCalscale("GREGORIAN")
	cal.SetMethod(ics.MethodPublish)
	if c.Name != "" {
		cal.SetName(typedText(c.Name), inLanguage(c.Lang)...)
	}
	if err := addTimezones(cal, c.Events); err != nil {
		return nil, fmt.Errorf("write calendar: %w", err)
	}
	for _, e := range c.Events {
		if err := addEvent(cal, c.Lang, e); err != nil {
			return nil, fmt.Errorf("write calendar entry %s: %w", e.UID, err)
		}
	}
	var out bytes.Buffer
	if err := cal.SerializeTo(&out, ics.WithNewLineWindows); err != nil {
		return nil, fmt.Errorf("write calendar: %w", err)
	}
	return out.Bytes(), nil
}

// addEvent adds one event with its texts in the language. It takes no time in
// anybody's calendar (TRANSP): it is a public event, not an appointment.
func addEvent(cal *ics.Calendar, tag string, e view.CalendarEvent) error {
	if e.UID == "" || e.Summary == "" {
		return fmt.Errorf("an event needs a UID and a summary")
	}
	stamp, err := icsDate(e.Stamp, 0)
	if err != nil {
		return err
	}
	event := cal.AddEvent(plainText(e.UID))
	event.SetProperty(ics.ComponentPropertyDtstamp, stamp+"T000000Z")
	if err := setTimes(event, e); err != nil {
		return err
	}
	language := inLanguage(tag)
	event.SetSummary(typedText(e.Summary), language...)
	if e.Description != "" {
		event.SetDescription(typedText(e.Description), language...)
	}
	if e.Location != "" {
		event.SetLocation(typedText(e.Location), language...)
	}
	if e.URL != "" {
		if err := checkAddress(e.URL); err != nil {
			return err
		}
		event.SetURL(string(appendURL(nil, e.URL))) // which the library writes as it is
	}
	for _, c := range e.Categories {
		event.AddCategory(typedText(c), language...)
	}
	event.SetProperty(ics.ComponentPropertyTransp, "TRANSPARENT")
	return nil
}

// setTimes sets when an event is: from hour to hour, or on whole days, whose
// end in a calendar is the day after the last.
func setTimes(event *ics.VEvent, e view.CalendarEvent) error {
	if e.Start.Local != "" {
		return setHours(event, e)
	}
	first, err := icsDate(e.First, 0)
	if err != nil {
		return err
	}
	after, err := icsDate(cmp.Or(e.Last, e.First), 1)
	if err != nil {
		return err
	}
	event.SetProperty(ics.ComponentPropertyDtStart, first, ics.WithValue("DATE"))
	event.SetProperty(ics.ComponentPropertyDtEnd, after, ics.WithValue("DATE"))
	return nil
}

// setHours sets the start of an event, and its end where it is stated.
func setHours(event *ics.VEvent, e view.CalendarEvent) error {
	start, err := icsTime(e.Start.Local)
	if err != nil {
		return err
	}
	event.SetProperty(ics.ComponentPropertyDtStart, start, ics.WithTZID(e.Start.Observance.Zone))
	if e.End.Local == "" {
		return nil
	}
	end, err := icsTime(e.End.Local)
	if err != nil {
		return err
	}
	event.SetProperty(ics.ComponentPropertyDtEnd, end, ics.WithTZID(e.End.Observance.Zone))
	return nil
}

// addTimezones adds the zones of the events' moments in the order in which they
// are first needed, each with its observances in the order of time.
func addTimezones(cal *ics.Calendar, events []view.CalendarEvent) error {
	var zones []string
	kept := map[string][]view.Observance{}
	for _, e := range events {
		for _, m := range []view.Moment{e.Start, e.End} {
			zone := m.Observance.Zone
			if m.Local == "" || slices.Contains(kept[zone], m.Observance) {
				continue
			}
			if kept[zone] == nil {
				zones = append(zones, zone)
			}
			kept[zone] = append(kept[zone], m.Observance)
		}
	}
	for _, zone := range zones {
		slices.SortStableFunc(kept[zone], func(a, b view.Observance) int { return strings.Compare(a.Since, b.Since) })
		if err := addTimezone(cal, zone, kept[zone]); err != nil {
			return err
		}
	}
	return nil
}

// addTimezone adds one zone.
func addTimezone(cal *ics.Calendar, zone string, kept []view.Observance) error {
	if !isZoneName(zone) {
		return fmt.Errorf("%q is not the name of a time zone", zone)
	}
	timezone := cal.AddTimezone(zone)
	for _, o := range kept {
		base, err := observance(o)
		if err != nil {
			return err
		}
		if o.Daylight {
			timezone.Components = append(timezone.Components, &ics.Daylight{ComponentBase: base})
		} else {
			timezone.Components = append(timezone.Components, &ics.Standard{ComponentBase: base})
		}
	}
	return nil
}

// observance returns the properties of an observance. One that was ever so
// begins at a date before all others.
func observance(o view.Observance) (base ics.ComponentBase, err error) {
	since, err := icsTime(cmp.Or(o.Since, "1900-01-01T00:00"))
	if err != nil {
		return base, err
	}
	base.AddProperty(ics.ComponentPropertyDtStart, since)
	for _, offset := range []struct {
		property ics.Property
		value    string
	}{{ics.PropertyTzoffsetfrom, o.From}, {ics.PropertyTzoffsetto, o.To}} {
		if !isOffset(offset.value) {
			return base, fmt.Errorf("%q is not an offset of a time zone", offset.value)
		}
		base.AddProperty(ics.ComponentProperty(offset.property), strings.ReplaceAll(offset.value, ":", ""))
	}
	if o.Name != "" {
		base.AddProperty(ics.ComponentProperty(ics.PropertyTzname), plainText(o.Name))
	}
	return base, nil
}

// icsDate writes a civil date, some days later, as a DATE of RFC 5545.
func icsDate(date string, later int) (string, error) {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return "", fmt.Errorf("%q is not a day", date)
	}
	return t.AddDate(0, 0, later).Format("20060102"), nil
}

// icsTime writes a local time as a DATE-TIME of RFC 5545.
func icsTime(local string) (string, error) {
	t, err := time.Parse("2006-01-02T15:04", local)
	if err != nil {
		return "", fmt.Errorf("%q is not a local time", local)
	}
	return t.Format("20060102T150405"), nil
}

// inLanguage returns the parameter that says in which language a text is.
func inLanguage(tag string) []ics.PropertyParameter {
	if tag = plainTag(tag); tag == "" {
		return nil
	}
	return []ics.PropertyParameter{&ics.KeyValues{Key: string(ics.ParameterLanguage), Value: []string{tag}}}
}

// plainTag returns a language tag, or "" where it has characters that no BCP 47
// tag has.
func plainTag(tag string) string {
	if strings.ContainsFunc(tag, func(r rune) bool { return !isTokenRune(r) && r != '-' }) {
		return ""
	}
	return tag
}

// isZoneName reports whether s may be the name of a time zone in the IANA
// database.
func isZoneName(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !isTokenRune(r) && !strings.ContainsRune("_+-/", r) })
}

// isOffset reports whether s is an offset such as "+03:00" or "+02:02:04".
func isOffset(s string) bool {
	layout := "15:04:05"
	if len(s) == len("+03:00") {
		layout = "15:04"
	}
	if s == "" || s[0] != '+' && s[0] != '-' {
		return false
	}
	_, err := time.Parse(layout, s[1:])
	return err == nil && len(s) == len(layout)+1
}
