package site

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/record"
)

// ceremonies warns of hours that are read in a zone in which nobody was: where a
// ceremony names none the site's counts, and who goes by its page would come hours
// early or late.
func (l *linker) ceremonies() {
	for _, e := range l.graph.byKind["ceremony"] {
		c := e.Ceremony
		if c.Timezone != "" || !c.StartDate.Value.HasHour {
			continue
		}
		zones := l.zonesElsewhere(c)
		if len(zones) == 0 {
			continue
		}
		hour := fmt.Sprintf("%02d:%02d", c.StartDate.Value.Hour, c.StartDate.Value.Minute)
		d := diag.New("hour-elsewhere", c.StartDate.At, "hour", hour, "zone", l.graph.Config.Timezone, "zones", strings.Join(zones, ", "))
		if len(zones) == 1 {
			d = d.WithFix("timezone: " + zones[0])
		}
		l.bad = append(l.bad, d)
	}
}

// zonesElsewhere are the zones of a ceremony's places, each once, where all of
// them are known and at its beginning clocks in none of them show the site's
// time; else there are none.
func (l *linker) zonesElsewhere(c *record.Ceremony) (zones []string) {
	begins := func(name string) (time.Time, bool) {
		zone, err := time.LoadLocation(name)
		if err != nil || name == "" {
			return time.Time{}, false
		}
		w := c.StartDate.Value
		return time.Date(int(w.Date.Year), time.Month(w.Date.Month), int(w.Date.Day), int(w.Hour), int(w.Minute), 0, 0, zone), true
	}
	meant, _ := begins(l.graph.Config.Timezone)
	for _, place := range l.graph.Resolved(c.Location.Value) {
		there, known := begins(place.Place.Timezone)
		if !known || there.Equal(meant) {
			return nil
		}
		if !slices.Contains(zones, place.Place.Timezone) {
			zones = append(zones, place.Place.Timezone)
		}
	}
	return zones
}
