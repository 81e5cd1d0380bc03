package build

import (
	"strings"

	"pgregory.net/rapid"

	"diglot/generator/internal/sample"
	"diglot/generator/internal/site"
)

// changes are what can happen to a site between two builds. Each says what it
// was done to.
var changes = []struct {
	name string
	do   func(w *world, t *rapid.T) string
}{
	{"undo", undo}, {"undo", undo}, {"undo", undo},
	{"mend", mend}, {"mend", mend},
	{"edit text", editText}, {"edit text", editText},
	{"edit fact", editFact}, {"edit fact", editFact}, {"edit fact", editFact},
	{"copy record", copyRecord}, {"rename record", renameRecord}, {"delete", deleteFiles},
	{"break", breakFile}, {"write text", writeText}, {"change picture", changePicture},
	{"change site.yaml", changeConfig}, {"change layout", changeLayout}, {"change string", changeString},
	{"move clock", moveClock}, {"toggle drafts", toggleDrafts}, {"change base URL", changeBaseURL},
}

// undo goes back to what the files were before the last change.
func undo(w *world, t *rapid.T) string {
	if n := len(w.former); n > 0 {
		w.files, w.former = w.former[n-1], w.former[:n-1]
	}
	return ""
}

// mend takes everything back at once.
func mend(w *world, t *rapid.T) string {
	w.files = small()
	return "all"
}

func editText(w *world, t *rapid.T) string {
	piece := rapid.SampledFrom([]string{
		"Ще одне речення.\n", "\n## Новий розділ {#results}\n", "\n## Розділ {#more}\n", "[далі](../announcements/second.md#more)\n",
		"[нікуди](../members/nobody.md)\n", "[](member:khpi)\n", "ще *** зірки\n", "![Зала](first/photo.png)\n", "<b>сирий</b>\n",
		"[таємниця](../announcements/secret.md)\n", "\n中文大学\n", "[^1] примітка\n\n[^1]: Примітка.\n",
	}).Draw(t, "piece")
	return w.edit(t, isText, func(s string) string {
		switch rapid.IntRange(0, 3).Draw(t, "how") {
		case 0:
			return piece
		case 1:
			return piece + s
		case 2:
			return strings.Replace(s, piece, "", 1)
		}
		return s + "\n" + piece
	})
}

func editFact(w *world, t *rapid.T) string {
	line := rapid.SampledFrom([]string{
		"# a remark", "draft: true", "embargoUntil: 2026-12-01 09:00 Europe/Kyiv", "embargoUntil: 2021-12-01 09:00 Europe/Kyiv",
		"languages: [uk]", "slug: other", "aliases: [/old/page/]", "source: [announcement:first]", "nonsense: 1",
		"description:\n  uk: Короткий опис\n  zh: 简短说明", "description:\n  uk: Інший опис\n  zh: 另一说明",
	}).Draw(t, "line")
	names := [][2]string{
		{"uk: Харківський університет", "uk: Харківська політехніка"}, {"2021-07-07", "2026-11-25"}, {"2022-03-01", "2027-03-01"}, {"dlpu]", "nobody]"},
		{"zh: 大连", "zh: 大連"}, {"results", "findings"}, {"Олена", "Ольга"}, {"research", "mobility"},
	}
	return w.edit(t, isFacts, func(s string) string {
		if rapid.Bool().Draw(t, "value") {
			for _, n := range names {
				if strings.Contains(s, n[0]) || strings.Contains(s, n[1]) {
					return swapped(s, n[0], n[1])
				}
			}
		}
		return toggled(s, line)
	})
}

func copyRecord(w *world, t *rapid.T) string {
	name := w.pick(t, isFacts)
	if name == "" {
		return ""
	}
	stem, rest := w.ofRecord(name)
	end := rapid.SampledFrom([]string{"-copy", "s"}).Draw(t, "end")
	for _, r := range rest {
		w.write(stem+end+r, w.read(stem+r))
	}
	return name
}

func renameRecord(w *world, t *rapid.T) string {
	name := w.pick(t, isFacts)
	if name == "" {
		return ""
	}
	stem, rest := w.ofRecord(name)
	for _, r := range rest {
		content := w.read(stem + r)
		w.files = without(w.files, stem+r)
		w.write(stem+"-new"+r, content)
	}
	return name
}

func deleteFiles(w *world, t *rapid.T) string {
	name := w.pick(t, isContent)
	if name == "" {
		return ""
	}
	if isFacts(name) && rapid.Bool().Draw(t, "whole") {
		stem, rest := w.ofRecord(name)
		for _, r := range rest {
			w.files = without(w.files, stem+r)
		}
		return name + " and all"
	}
	w.files = without(w.files, name)
	return name
}

// breakFile makes a file that cannot be read, of any kind and in any way.
func breakFile(w *world, t *rapid.T) string {
	return w.edit(t, func(name string) bool { return strings.HasSuffix(name, ".md") || name == "site.yaml" }, func(s string) string {
		switch rapid.IntRange(0, 5).Draw(t, "how") {
		case 0:
			return "---\nname: [\n---\n"
		case 1:
			return "---\n" + s
		case 2:
			return s + "\xff\xfe"
		case 3:
			return s + "\nText below the facts.\n"
		case 4:
			return ""
		}
		return strings.Replace(s, "uk:", "ua:", 1)
	})
}

func writeText(w *world, t *rapid.T) string {
	name := w.pick(t, isFacts)
	if name == "" {
		return ""
	}
	name = strings.TrimSuffix(name, ".md") + rapid.SampledFrom([]string{".uk.md", ".zh.md", ".ua.md", ".en.md"}).Draw(t, "language")
	w.write(name, rapid.SampledFrom([]string{"Новий текст про [](member:khpi).\n", "---\nslug: elsewhere\n---\n\nТекст.\n", "新文本。\n"}).Draw(t, "text"))
	return name
}

func changePicture(w *world, t *rapid.T) string {
	name := rapid.SampledFrom([]string{"content/announcements/first/photo.png", "content/announcements/secret/photo.png",
		"content/pages/about/plan.png", "static/plan.png", "content/members/plan.png"}).Draw(t, "picture")
	switch rapid.IntRange(0, 3).Draw(t, "how") {
	case 0:
		if w.files[name] != nil {
			w.files = without(w.files, name)
		}
	case 1:
		w.write(name, string(wide))
	case 2:
		w.write(name, string(pixel))
	case 3:
		w.write(name, "no picture at all")
	}
	return name
}

func changeConfig(w *world, t *rapid.T) string {
	const uk = "  uk:\n    tag: uk\n    name: Українська\n    country: UA\n"
	const zh = "  zh:\n    tag: zh-Hans\n    name: 简体中文\n    country: CN\n"
	s := w.read("site.yaml")
	what := rapid.SampledFrom([]string{"languages", "baseURL", "timezone", "navigation", "licence", "tag", "third"}).Draw(t, "what")
	switch what {
	case "languages":
		s = swapped(s, uk+zh, zh+uk)
	case "baseURL":
		s = swapped(s, "https://alliance.example/", "https://other.example/sub/")
	case "timezone":
		s = swapped(s, "timezone: Europe/Kyiv", "timezone: Pacific/Kiritimati")
	case "navigation":
		s = swapped(s, "navigation: [announcements, ", "navigation: [")
	case "licence":
		s = swapped(s, "CC-BY-4.0", "CC0-1.0")
	case "tag":
		s = swapped(s, "tag: zh-Hans", "tag: zh-Hant")
	case "third":
		s = swapped(s, zh, zh+"  pl:\n    tag: pl\n    name: Polski\n    country: PL\n")
	}
	w.write("site.yaml", s)
	return what
}

func changeLayout(w *world, t *rapid.T) string {
	piece := rapid.SampledFrom([]string{"<br>", "{{.Nothing}}", "<p>{{t \"navigation\"}}</p>", "{{if}}"}).Draw(t, "piece")
	layouts := func(name string) bool {
		return strings.HasPrefix(name, "layouts/") && strings.HasSuffix(name, ".html") && strings.Count(name, "/") == 1 || strings.HasSuffix(name, ".css")
	}
	return w.edit(t, layouts, func(s string) string {
		if strings.Contains(s, "</header>") {
			return swapped(s, piece+"</header>", "</header>")
		}
		if strings.Contains(s, ";\n") {
			return swapped(s, ";\n  opacity: .99;\n", ";\n")
		}
		return s
	})
}

func changeString(w *world, t *rapid.T) string {
	name := rapid.SampledFrom([]string{"layouts/strings/uk.yaml", "layouts/strings/zh.yaml"}).Draw(t, "strings")
	switch rapid.IntRange(0, 2).Draw(t, "how") {
	case 0:
		w.write(name, swapped(w.read(name), "\n  agreements: ", "\n  agreements: X"))
	case 1:
		w.write(name, swapped(w.read(name), "\nskip: ", "\nskipped: "))
	case 2:
		w.write(name, swapped(w.read(name), "title: ", "titel: "))
	}
	return name
}

func moveClock(w *world, t *rapid.T) string {
	w.Clock = rapid.SampledFrom([]site.Clock{
		sample.Clock,
		sample.Clock + 300*24*3600,  // all embargoes are over
		sample.Clock + 5*24*3600,    // 25 November
		1796108400 - 60, 1796108400, // a minute before the end of the embargo, and its end
		1640000000, // December 2021
	}).Draw(t, "clock")
	return ""
}

func toggleDrafts(w *world, t *rapid.T) string {
	w.Drafts = !w.Drafts
	return ""
}

func changeBaseURL(w *world, t *rapid.T) string {
	w.BaseURL = rapid.SampledFrom([]string{"", "https://preview.example/", "https://preview.example/deep/er"}).Draw(t, "base")
	return w.BaseURL
}
