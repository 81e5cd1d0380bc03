package render

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"
	"pgregory.net/rapid"

	"diglot/generator/internal/view"
)

func openingInUkrainian() view.CalendarEvent {
	return view.CalendarEvent{
		UID: "opening-2021-06-23@alliance.example", Stamp: "2021-07-07", First: "2021-06-23",
		Summary:     "Церемонія відкриття Альянсу українських і китайських університетів",
		Description: "У межах засідання Підкомісії; підписано угоди",
		Location:    "Київ, Чернігів, Пекін, Далянь", URL: "https://alliance.example/uk/ceremonies/opening-2021-06-23/",
		Categories: []string{"Церемонія", "онлайн"},
	}
}

func TestCalendarHoldsADayInUkrainian(t *testing.T) {
	got, err := Calendar(view.Calendar{Lang: "uk", Events: []view.CalendarEvent{openingInUkrainian()}})
	if err != nil {
		t.Fatal(err)
	}
	checkICS(t, got)
	differs(t, strings.ReplaceAll(string(got), "\r\n", "\n"), `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//diglot//ceremonies//uk
CALSCALE:GREGORIAN
METHOD:PUBLISH
BEGIN:VEVENT
UID:opening-2021-06-23@alliance.example
DTSTAMP:20210707T000000Z
DTSTART;VALUE=DATE:20210623
DTEND;VALUE=DATE:20210624
SUMMARY;LANGUAGE=uk:Церемонія відкриття Альянсу
  українських і китайських університетів
DESCRIPTION;LANGUAGE=uk:У межах засідання
  Підкомісії\; підписано угоди
LOCATION;LANGUAGE=uk:Київ\, Чернігів\, Пекін\,
  Далянь
URL:https://alliance.example/uk/ceremonies/opening-2021-06-23/
CATEGORIES;LANGUAGE=uk:Церемонія
CATEGORIES;LANGUAGE=uk:онлайн
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
`)
}

func TestCalendarHoldsHoursInBothZonesInChinese(t *testing.T) {
	e := view.CalendarEvent{
		UID: "opening@alliance.example", Stamp: "2021-07-07", Summary: "中国-乌克兰大学联盟成立仪式",
		Start: view.MomentOf(at(t, "Europe/Kyiv", "2021-06-23T09:30")),
		End:   view.MomentOf(at(t, "Asia/Shanghai", "2021-06-23T17:00")),
	}
	got, err := Calendar(view.Calendar{Lang: "zh-Hans", Name: "签约仪式", Events: []view.CalendarEvent{e}})
	if err != nil {
		t.Fatal(err)
	}
	checkICS(t, got)
	differs(t, strings.ReplaceAll(string(got), "\r\n", "\n"), `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//diglot//ceremonies//zh-Hans
CALSCALE:GREGORIAN
METHOD:PUBLISH
NAME;LANGUAGE=zh-Hans:签约仪式
X-WR-CALNAME;LANGUAGE=zh-Hans:签约仪式
BEGIN:VTIMEZONE
TZID:Europe/Kyiv
BEGIN:DAYLIGHT
DTSTART:20210328T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
TZNAME:EEST
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VTIMEZONE
TZID:Asia/Shanghai
BEGIN:STANDARD
DTSTART:19910915T020000
TZOFFSETFROM:+0900
TZOFFSETTO:+0800
TZNAME:CST
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:opening@alliance.example
DTSTAMP:20210707T000000Z
DTSTART;TZID=Europe/Kyiv:20210623T093000
DTEND;TZID=Asia/Shanghai:20210623T170000
SUMMARY;LANGUAGE=zh-Hans:中国-乌克兰大学联盟成立仪式
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
`)
}

func TestCalendarDayEndsOnTheDayAfterTheLast(t *testing.T) {
	for last, want := range map[string]string{"2024-02-28": "20240229", "2024-12-31": "20250101", "": "20240228"} {
		e := view.CalendarEvent{UID: "u", Stamp: "2024-01-01", Summary: "s", First: "2024-02-27", Last: last}
		got, err := Calendar(view.Calendar{Events: []view.CalendarEvent{e}})
		if err != nil || !strings.Contains(string(got), "DTEND;VALUE=DATE:"+want+"\r\n") {
			t.Errorf("last day %q: want %s in\n%s (%v)", last, want, got, err)
		}
	}
}

func TestCalendarRefusesWhatIsNoDayOrZone(t *testing.T) {
	for what, spoil := range map[string]func(*view.CalendarEvent){
		"month only":    func(e *view.CalendarEvent) { e.First = "2021-06" },
		"no such day":   func(e *view.CalendarEvent) { e.Last = "2021-06-31" },
		"no stamp":      func(e *view.CalendarEvent) { e.Stamp = "" },
		"script as URL": func(e *view.CalendarEvent) { e.URL = "javascript:alert(1)" },
		"no UID":        func(e *view.CalendarEvent) { e.UID = "" },
		"zone injected": func(e *view.CalendarEvent) { e.Start.Observance.Zone = "UTC\r\nX:1" },
		"no offset":     func(e *view.CalendarEvent) { e.Start.Observance.To = "0300" },
		"long offset":   func(e *view.CalendarEvent) { e.Start.Observance.From = "+2:00:00" },
		"no time":       func(e *view.CalendarEvent) { e.Start.Local = "9:30" },
	} {
		e := openingInUkrainian()
		if !strings.HasPrefix(what, "month") && !strings.Contains(what, "such day") {
			e.Start = view.MomentOf(at(t, "Europe/Kyiv", "2021-06-23T09:30"))
		}
		spoil(&e)
		if out, err := Calendar(view.Calendar{Lang: "uk", Events: []view.CalendarEvent{e}}); err == nil {
			t.Errorf("%s: no error:\n%s", what, out)
		}
	}
}

// Planted bugs this test has caught: a carriage return left in a text (the
// library escapes line feeds only); U+0085 left in; the summary or the address
// given to the library as it is; LF line ends.
func TestCalendarGivesAnyTextBackInShortLines(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		e := view.CalendarEvent{
			UID: someText(rt, "uid"), Stamp: "2021-07-07", First: "2021-06-23", Summary: someText(rt, "summary"),
			Description: anyText(rt, "description"), Location: anyText(rt, "location"), URL: "https://alliance.example/" + anyText(rt, "url"),
			Categories: rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) string { return someText(rt, "category") }), 0, 3).Draw(rt, "categories"),
		}
		out, err := Calendar(view.Calendar{Lang: anyText(rt, "lang"), Name: anyText(rt, "name"), Events: []view.CalendarEvent{e}})
		if err != nil {
			rt.Fatal(err)
		}
		values := checkICS(rt, out)
		for name, texts := range map[string][]string{"UID": {e.UID}, "SUMMARY": {e.Summary}, "DESCRIPTION": {e.Description}, "LOCATION": {e.Location}, "CATEGORIES": e.Categories} {
			for i, text := range texts {
				want := icsOracle(text)
				if name != "UID" {
					want = asTyped(want)
				}
				if want != "" && (len(values[name]) != len(texts) || values[name][i] != want) {
					rt.Fatalf("%s: got %q, want %q in\n%s", name, values[name], want, out)
				}
			}
		}
		parsed, err := ics.ParseCalendar(bytes.NewReader(out))
		if err != nil || len(parsed.Events()) != 1 {
			rt.Fatalf("the library reads %v, %v", parsed, err)
		}
		if got := parsed.Events()[0].GetProperty(ics.ComponentPropertySummary).Value; got != asTyped(icsOracle(e.Summary)) {
			rt.Fatalf("the library reads the summary %q of %q", got, e.Summary)
		}
	})
}

// Planted bugs this test has caught: only the first observance of a zone kept;
// the onset of an observance in the offset after it; From and To exchanged.
func TestTimezonesOfACalendarGiveTheRightMoment(t *testing.T) {
	zones := []string{"Europe/Kyiv", "Asia/Shanghai", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"}
	rapid.Check(t, func(rt *rapid.T) {
		zone := rapid.SampledFrom(zones).Draw(rt, "zone")
		location, err := time.LoadLocation(zone)
		if err != nil {
			rt.Fatal(err)
		}
		var moments []time.Time
		var c view.Calendar
		for i := range rapid.IntRange(1, 5).Draw(rt, "events") {
			minutes := rapid.Int64Range(time.Date(1992, 1, 1, 0, 0, 0, 0, time.UTC).Unix()/60, time.Date(2037, 1, 1, 0, 0, 0, 0, time.UTC).Unix()/60).Draw(rt, "minutes")
			moment := time.Unix(minutes*60, 0).In(location)
			if _, change := moment.ZoneBounds(); !change.IsZero() && rapid.Bool().Draw(rt, "near") {
				moment = change.Add(time.Duration(rapid.IntRange(-90, 90).Draw(rt, "from change")) * time.Minute)
			}
			moments = append(moments, moment)
			c.Events = append(c.Events, view.CalendarEvent{UID: fmt.Sprint(i), Stamp: "2021-07-07", Summary: "s", Start: view.MomentOf(moment)})
		}
		out, err := Calendar(c)
		if err != nil {
			rt.Fatal(err)
		}
		values := checkICS(rt, out)
		for i, moment := range moments {
			if got := instants(rt, values, values["DTSTART"][i+len(values["TZOFFSETTO"])], moment); !got {
				rt.Fatalf("%s is not found in\n%s", moment, out)
			}
		}
	})
}

// instants reports whether a local time, by the observances of a calendar with
// one zone, is the moment: the observance in force is the last whose onset is
// not after it. (DTSTART of the observances stand before those of the events.)
func instants(t interface{ Fatalf(string, ...any) }, values map[string][]string, local string, moment time.Time) bool {
	parse := func(s string) time.Time {
		v, err := time.Parse("20060102T150405", s)
		if err != nil {
			t.Fatalf("%v", err)
		}
		return v
	}
	offset := func(s string) time.Duration {
		v, err := time.Parse("-0700", s)
		if err != nil {
			t.Fatalf("%v", err)
		}
		_, seconds := v.Zone()
		return time.Duration(seconds) * time.Second
	}
	var newest time.Time
	var found time.Duration
	for i, to := range values["TZOFFSETTO"] {
		onset := parse(values["DTSTART"][i]).Add(-offset(values["TZOFFSETFROM"][i]))
		if !onset.After(moment) && !onset.Before(newest) {
			newest, found = onset, offset(to)
		}
	}
	return parse(local).Add(-found).Equal(moment)
}

// icsOracle is a text as a calendar can hold it.
func icsOracle(s string) string {
	s = regexp.MustCompile("\r\n|[\r\v\f\u0085\u2028\u2029]").ReplaceAllString(repaired(s, func(rune) bool { return false }), "\n")
	return repaired(s, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0x7F })
}

var contentLine = regexp.MustCompile(`^([A-Z0-9-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^",;:]*))*):(.*)$`)

// checkICS fails the test unless a calendar keeps RFC 5545: its lines (section
// 3.1), the nesting of its components and what an event must have (3.6.1). It
// returns the values by property, in their order, with TEXT unescaped.
func checkICS(t interface{ Fatalf(string, ...any) }, calendar []byte) map[string][]string {
	text, ok := strings.CutSuffix(string(calendar), "\r\n")
	if !ok {
		t.Fatalf("the last line is open:\n%s", calendar)
	}
	for _, line := range strings.Split(text, "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsFunc(line, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7F }) {
			t.Fatalf("a bad line of %d octets: %q", len(line), line)
		}
	}
	values := map[string][]string{}
	var open []string
	for _, line := range strings.Split(strings.ReplaceAll(text, "\r\n ", ""), "\r\n") {
		m := contentLine.FindStringSubmatch(line)
		if m == nil {
			t.Fatalf("not a content line: %q", line)
		}
		switch m[1] {
		case "BEGIN":
			open = append(open, m[3])
		case "END":
			if len(open) == 0 || open[len(open)-1] != m[3] {
				t.Fatalf("%q closes %v", line, open)
			}
			open = open[:len(open)-1]
		}
		if i := strings.Index(m[2], "TZID="); i > 0 && !strings.Contains(text, "\r\nTZID:"+m[2][i+5:]+"\r\n") {
			t.Fatalf("no such zone: %q", line)
		}
		values[m[1]] = append(values[m[1]], icsUnescape(m[3]))
	}
	events := strings.Count(text, "BEGIN:VEVENT")
	if len(open) > 0 || len(values["UID"]) != events || len(values["DTSTAMP"]) != events || len(values["SUMMARY"]) != events {
		t.Fatalf("%d events, %v left open:\n%s", events, open, calendar)
	}
	return values
}

// icsUnescape reads a TEXT value (RFC 5545 section 3.3.11).
func icsUnescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
			if s[i] == 'n' || s[i] == 'N' {
				b.WriteByte('\n')
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
