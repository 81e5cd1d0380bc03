package tidy

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"diglot/generator/internal/record"
)

func config(t testing.TB) *record.Config {
	t.Helper()
	c, bad := record.ParseConfig([]byte("about: alliance:alliance\nbaseURL: https://alliance.example/\ntimezone: Europe/Kyiv\nlanguages:\n" +
		"  uk: {tag: uk, name: Українська, country: UA}\n  zh: {tag: zh-Hans, name: 简体中文, country: CN}\nreferenceLanguages: [en]\n"))
	if len(bad) > 0 {
		t.Fatal(bad)
	}
	return c
}

// applied are the files after the changes.
func applied(files []File, changes []Change) []File {
	files = slices.Clone(files)
	for _, c := range changes {
		if i := slices.IndexFunc(files, func(f File) bool { return f.Path == c.Path }); i >= 0 {
			files[i].Bytes = c.After
		} else {
			files = append(files, File{c.Path, c.After})
		}
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return files
}

func written(files []File) string {
	var b strings.Builder
	for _, f := range files {
		fmt.Fprintf(&b, "-- %s --\n%s", strings.TrimPrefix(f.Path, "content/"), f.Bytes)
	}
	return b.String()
}

// Planted bugs these examples have caught: a comment lost when its field moves; a
// source with a name sent home; a group sent to the other part of it; the first
// blank line kept; front matter taken away before a text that begins with
// hyphens; what is tidied not compared with what was there.
func TestExamples(t *testing.T) {
	for _, c := range []struct{ name, before, after string }{
		{"order, with comments where they belong", `
-- agreements/x.md --
---
# head

parties: [khpi, dlpu]  # both
# by the minutes
agreementType: cooperation

# a heading

source: https://example.org/
dateSigned: 2021-06-23
  # of the ceremony
draft: true
# the end
---
`, `
-- agreements/x.md --
---
# head

draft: true
# by the minutes
agreementType: cooperation
parties: [khpi, dlpu]  # both
dateSigned: 2021-06-23
  # of the ceremony

# a heading

source: https://example.org/
# the end
---
`},
		{"facts go home, texts stay", `
-- announcements/x.uk.md --
---
title: Назва
date: 2021-07-07 # stated
slug: nazva
about: [member:khpi]
# from the minutes
dateline:
  place: kyiv
isBasedOn: {name: Джерело}
---
Текст.
-- announcements/x.zh.md --
---
date: 2021-07-07
title: 名称
---
正文。
`, `
-- announcements/x.md --
---
date: 2021-07-07 # stated
# from the minutes
dateline:
  place: kyiv
about: [member:khpi]
---
-- announcements/x.uk.md --
---
title: Назва
isBasedOn: {name: Джерело}
slug: nazva
---
Текст.
-- announcements/x.zh.md --
---
title: 名称
---
正文。
`},
		{"parts of a group stay apart; what is said of a repeated fact stays", `
-- members/x.md --
---
name: {uk: А, zh: 甲}
location: kyiv
identifier:
  ror: 00yp5c433
---
-- members/x.uk.md --
---
location: kyiv # since 1898
foundingDate: 1898
identifier:
  wikidata: Q1
---
`, `
-- members/x.md --
---
name: {uk: А, zh: 甲}
location: kyiv
identifier:
  ror: 00yp5c433
foundingDate: 1898
---
-- members/x.uk.md --
---
location: kyiv # since 1898
identifier:
  wikidata: Q1
---
`},
		{"spaces at the ends of lines that are part of a text", `
-- pages/x.md --
---
description:
  uk: |
    перший  ` + `
    другий
  zh: 一
draft: true
---
`, `
-- pages/x.md --
---
draft: true
description:
  uk: |
    перший  ` + `
    другий
  zh: 一
---
`},
		{"front matter of which nothing is left", `
-- pages/x.md --
---
title: {uk: А, zh: 甲}
---
-- pages/x.uk.md --
---
draft: true
---

Текст.
-- pages/x.zh.md --
---
draft: true
---
---
`, `
-- pages/x.md --
---
draft: true
title: {uk: А, zh: 甲}
---
-- pages/x.uk.md --

Текст.
-- pages/x.zh.md --
---
---
---
`},
		{"spaces at the ends of lines, but not of a text's", `
-- pages/x.md --
---

title:   ` + `
  uk: А	` + `
  zh: 甲

---
-- pages/x.uk.md --
Рядок  ` + `
другий.
`, `
-- pages/x.md --
---
title:
  uk: А
  zh: 甲
---
-- pages/x.uk.md --
Рядок  ` + `
другий.
`},
		{"fields that are commented out sleep behind the others", `
-- places/x.md --
---
# whose country
country: UA

# What may be added.

# how long it takes
#description:
#  uk: …

# its zone
timezone: Europe/Kyiv

# whence
#source:
#  - x
name: {uk: А, zh: 甲}
---
`, `
-- places/x.md --
---
# whence
#source:
#  - x
name: {uk: А, zh: 甲}
# whose country
country: UA

# its zone
timezone: Europe/Kyiv

# What may be added.

# how long it takes
#description:
#  uk: …
---
`},
		{"a flow map is left alone", `
-- places/x.md --
---
{country: UA, name: {uk: А, zh: 甲}}
---
`, `
-- places/x.md --
---
{country: UA, name: {uk: А, zh: 甲}}
---
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var files []File
			for _, f := range txtar.Parse([]byte(strings.TrimPrefix(c.before, "\n"))).Files {
				files = append(files, File{"content/" + f.Name, f.Data})
			}
			changes, bad := Record(files, config(t))
			if len(bad) > 0 {
				t.Fatal(bad)
			}
			got := applied(files, changes)
			if want := strings.TrimPrefix(c.after, "\n"); written(got) != want {
				t.Errorf("%s\nwant\n%s", written(got), want)
			}
			if again, _ := Record(got, config(t)); len(again) > 0 {
				t.Errorf("a second time:\n%s", written(applied(got, again)))
			}
		})
	}
}

func TestWhatHasMistakesIsLeftAlone(t *testing.T) {
	for _, text := range []string{"---\nnaem: x\n---\n", "---\ndraft: true\n", "---\ncountry: UA\n---\n\xff"} {
		if changes, bad := Record([]File{{"content/places/x.md", []byte(text)}}, config(t)); changes != nil || len(bad) == 0 {
			t.Errorf("%q: %v %v", text, changes, bad)
		}
	}
	conflict := []File{{"content/places/x.md", []byte("---\ncountry: UA\nname: {uk: А, zh: 甲}\n---\n")}, {"content/places/x.uk.md", []byte("---\ncountry: CN\n---\n")}}
	if changes, bad := Record(conflict, config(t)); changes != nil || len(bad) == 0 {
		t.Error(changes, bad)
	}
}
