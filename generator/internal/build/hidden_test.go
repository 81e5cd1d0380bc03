package build

import (
	"strings"
	"testing"
)

// Planted bugs this test has caught: hide that leaves a held record's files in
// byFile; media that publishes the pictures of all records; attachments of
// hidden records that public pages may show (it was there).
func TestHiddenRecordContributesNothing(t *testing.T) {
	record := []string{"content/announcements/secret.md", "content/announcements/secret.uk.md",
		"content/announcements/secret.zh.md", "content/announcements/secret/photo.png"}
	bare := without(small(), record...)
	want := &shelf{}
	want.mustBuild(t, State{}, input(bare))
	for how, change := range map[string][2]string{
		"embargo": {"", ""},
		"draft":   {"embargoUntil: 2026-12-01 09:00 Europe/Kyiv", "draft: true"},
		"future":  {"date: 2022-05-01", "date: 2027-01-01"},
	} {
		facts := strings.Replace(string(small()[record[0]].Data), change[0], change[1], 1)
		files := with(small(), map[string]string{record[0]: facts})
		got := &shelf{}
		_, report := got.mustBuild(t, State{}, input(files))
		if len(report.Held) != 1 {
			t.Errorf("%s: %d records are held back", how, len(report.Held))
		}
		if d := differ(got.site, want.site); d != "" {
			t.Errorf("%s: %s", how, d)
		}
		for path, p := range got.site {
			if strings.Contains(string(p.bytes), "secret") || strings.Contains(path, "secret") || strings.Contains(string(p.bytes), "Таємна") {
				t.Errorf("%s: %s holds a trace of it", how, path)
			}
		}
	}
	for what, text := range map[string]string{
		"picture": "![Зала](../announcements/secret/photo.png)\n", "file": "[Зала](../announcements/secret/photo.png)\n",
		"text": "[](announcement:secret)\n", "link": "[далі](../announcements/secret.md)\n",
	} {
		files := with(small(), map[string]string{"content/pages/about.uk.md": text})
		if _, report := new(shelf).build(t, State{}, input(files)); !report.Failed(false) {
			t.Errorf("a public page shows a hidden record's %s, and nobody is told", what)
		}
	}
	nested := with(small(), nil) // the hidden record lies in the folder of a public one
	for _, name := range record {
		nested["content/announcements/first/"+strings.TrimPrefix(name, "content/announcements/")] = nested[name]
		delete(nested, name)
	}
	nested = with(nested, map[string]string{"content/announcements/first/secret.uk.md": "Нове.\n", "content/announcements/first/secret.zh.md": "新。\n"})
	got := &shelf{}
	facts := strings.Replace(string(small()[record[0]].Data), "about: [member:dlpu, announcement:second]", "about: [member:dlpu]", 1)
	got.mustBuild(t, State{}, input(with(nested, map[string]string{"content/announcements/first/secret.md": facts})))
	if d := differ(got.site, want.site); d != "" {
		t.Errorf("in a folder of another record: %s", d)
	}
}
