package build

import (
	"fmt"
	"testing"

	"diglot/generator/internal/sample"
	"diglot/generator/internal/site"
)

// TestColdEqualsWarmAfterThese holds sequences of edits that once went wrong,
// or that chance seldom makes. Each step changes files on top of the last.
//
// Planted bugs this test has caught: merge without the files' errors in its
// key, and readTheRest that keeps a text whose lines moved (both were there);
// parse that keeps a file under another site.yaml; themeKey without site.yaml;
// factsKey without attachments; measure that keeps a picture by its path alone.
func TestColdEqualsWarmAfterThese(t *testing.T) {
	const (
		secret = "content/announcements/secret.md"
		about  = "content/pages/about.md"
	)
	was := small()
	old := func(name string) string { return string(was[name].Data) }
	swap := func(name, a, b string) map[string]string { return map[string]string{name: swapped(old(name), a, b)} }
	for name, steps := range map[string][]map[string]string{
		"text below the facts of a new record, then none": {
			{"content/pages/new.md": facts("title:\n  uk: Нова\n  zh: 新页") + "\nТекст.\n", "content/pages/new.uk.md": "Текст.\n", "content/pages/new.zh.md": "文本。\n"},
			{"content/pages/new.md": facts("title:\n  uk: Нова\n  zh: 新页")},
		},
		"a hidden text with a warning moves down": {
			{"content/announcements/secret.uk.md": "---\nslug: geheim\n---\n" + old("content/announcements/secret.uk.md")},
		},
		"a hidden text with a warning, languages swapped": {
			swap("site.yaml", "tag: uk", "tag: be"),
		},
		"a text of a broken record": {
			{about: "---\ntitle: [\n---\n", "content/pages/about.uk.md": "Зірки *** тут.\n"},
			{"content/pages/about.uk.md": "\n\nЗірки *** тут.\n"},
			{about: old(about)},
		},
		"the alliance goes and comes": {
			{"content/alliance/alliance.md": ""},
			{"content/alliance/alliance.md": old("content/alliance/alliance.md")},
		},
		"site.yaml goes wrong and right": {
			{"site.yaml": "languages: 1\n"},
			{secret: old(secret) + "\n", "site.yaml": old("site.yaml")},
		},
		"a layout goes wrong and right": {
			swap("layouts/page.html", "</header>", "{{.Nothing}}</header>"),
			{"layouts/page.html": old("layouts/page.html"), "content/pages/about.uk.md": "Інший текст.\n"},
		},
		"a third language comes, and a file that waits for it": {
			{"content/pages/about.pl.md": "Tekst.\n"},
			swap("site.yaml", "    name: 简体中文\n    country: CN\n", "    name: 简体中文\n    country: CN\n  pl:\n    tag: pl\n    name: Polski\n    country: PL\n"),
			{"site.yaml": old("site.yaml")},
		},
		"a picture grows": {
			{"content/announcements/first/photo.png": string(wide)},
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := world{files: small(), Clock: sample.Clock}
			shelf := &shelf{}
			state, _ := shelf.mustBuild(t, State{}, w.input())
			for _, files := range steps {
				w.files = with(w.files, files)
				var warm Report
				state, warm = shelf.build(t, state, w.input())
				w.compare(t, name, shelf, warm)
			}
		})
	}
}

// TestColdEqualsWarmAsTimePasses moves the clock alone: past the end of an
// embargo within a day, and past midnight.
//
// Planted bugs this test has caught: factsKey without the state of embargoes.
func TestColdEqualsWarmAsTimePasses(t *testing.T) {
	const end = 1796108400 // of the embargo
	w := world{files: small(), Clock: end - 1}
	shelf := &shelf{}
	state, report := shelf.mustBuild(t, State{}, w.input())
	for _, step := range []struct {
		clock site.Clock
		held  int
	}{{end, 0}, {end - 1, 1}, {end + 24*3600, 0}, {1640000000, 2}, {end - 1, 1}} {
		w.Clock = step.clock
		state, report = shelf.build(t, state, w.input())
		w.compare(t, fmt.Sprint(step.clock), shelf, report)
		if len(report.Held) != step.held {
			t.Errorf("at %d %d records are held back, not %d", step.clock, len(report.Held), step.held)
		}
	}
}
