package view

import (
	"bytes"
	"strings"
	"testing"
)

// withoutLines takes out the lines that contain one of some texts.
func withoutLines(src []byte, texts ...string) []byte {
	var kept [][]byte
	for _, line := range bytes.Split(src, []byte("\n")) {
		keep := true
		for _, text := range texts {
			keep = keep && !bytes.Contains(line, []byte(text))
		}
		if keep {
			kept = append(kept, line)
		}
	}
	return bytes.Join(kept, []byte("\n"))
}

func TestCalendarHoldsCeremoniesWithADay(t *testing.T) {
	m := small(t)
	var ids []string
	for _, event := range m.in("uk").calendar().Events {
		ids = append(ids, event.UID)
	}
	if got := strings.Join(ids, " "); got != "week@alliance.example opening@alliance.example" {
		t.Errorf("the calendar has %s", got)
	}
}

// Planted bugs this test has caught: the places in the order of the file; the
// stamp of the ceremony itself.
func TestEventHasItsHoursInItsZone(t *testing.T) {
	m := small(t)
	c := m.in("zh").event(m.entry("ceremony:opening"))
	event := c.Events[0]
	if c.Name != "" || len(c.Events) != 1 {
		t.Errorf("the calendar of one event is %+v", c)
	}
	if event.Start.Local != "2021-06-23T09:30" || event.Start.Observance.Zone != "Europe/Kyiv" || event.End.Local != "2021-06-23T11:00" {
		t.Errorf("from %+v to %+v", event.Start, event.End)
	}
	if event.Stamp != "2021-07-09" || event.Location != "大连和基辅" {
		t.Errorf("stamp %s, in %s", event.Stamp, event.Location)
	}
	if event.URL != "https://alliance.example/sub/zh/ceremonies/opening/" || event.Summary != "开幕" {
		t.Errorf("%s at %s", event.Summary, event.URL)
	}
}

func TestEventOfSeveralDaysWithOneHourTakesItsDaysWhole(t *testing.T) {
	m := small(t)
	event := m.in("uk").event(m.entry("ceremony:week")).Events[0]
	if event.Start != (Moment{}) || event.First != "2021-09-06" || event.Last != "2021-09-10" {
		t.Errorf("the event is %+v", event)
	}
	if event.Stamp != "2021-09-06" {
		t.Errorf("nothing is known of it but its day, and its stamp is %s", event.Stamp)
	}
}

func TestEventIsTheSameInEveryLanguage(t *testing.T) {
	m := small(t)
	uk := m.in("uk").event(m.entry("ceremony:opening")).Events[0]
	zh := m.in("zh").event(m.entry("ceremony:opening")).Events[0]
	if uk.UID != zh.UID || uk.Stamp != zh.Stamp || uk.Start != zh.Start {
		t.Errorf("%+v and %+v", uk, zh)
	}
}
