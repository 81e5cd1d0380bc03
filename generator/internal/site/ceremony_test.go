package site

import "testing"

// Planted bugs this test has caught: a place without a zone that is passed over;
// zones that are compared by their names.
func TestHoursAreReadInAZoneInWhichSomebodyWas(t *testing.T) {
	for facts, want := range map[string]string{
		"startDate: 2021-06-23 09:30\nlocation: [dalian]":                        "hour-elsewhere timezone: Asia/Shanghai",
		"startDate: 2021-06-23\nlocation: [dalian]":                              "",
		"startDate: 2021-06-23 09:30\nlocation: [dalian]\ntimezone: Europe/Kyiv": "",
		"startDate: 2021-06-23 09:30\nlocation: [dalian, kharkiv]":               "",
		"startDate: 2021-06-23 09:30\nlocation: [dalian, nowhere]":               "",
		"startDate: 2021-06-23 09:30\nlocation: [dalian, tokyo]":                 "hour-elsewhere ",
		"startDate: 2021-06-23 09:30\nlocation: [helsinki]":                      "",
		"startDate: 2021-06-23 09:30":                                            "",
		"startDate: 2021-06-23 09:30\nlocation: notStated":                       "",
	} {
		files := []string{"content/ceremonies/c.md", named("П", "会") + "\nattendanceMode: mixed\n" + facts}
		for id, zone := range map[string]string{"dalian": "Asia/Shanghai", "kharkiv": "Europe/Kyiv", "tokyo": "Asia/Tokyo", "helsinki": "Europe/Helsinki", "nowhere": ""} {
			place := named("М", "市") + "\ncountry: UA"
			if zone != "" {
				place += "\ntimezone: " + zone
			}
			files = append(files, "content/places/"+id+".md", place)
		}
		_, bad := world(t, Options{}, files...)
		got := ""
		for _, d := range bad {
			got += string(d.Code) + " " + d.Fix
		}
		if got != want {
			t.Errorf("%s: %q, want %q", facts, got, want)
		}
	}
}
