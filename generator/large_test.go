package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

// largeFiles are the site as it may be one day: as many members as the Alliance
// declares, sixty agreements, three hundred announcements and a ceremony a
// year.
func largeFiles(t *testing.T) fstest.MapFS {
	t.Helper()
	files := declared(t)
	sides := membersBySide(files)
	put := func(name, text string) { files["content/"+name] = &fstest.MapFile{Data: []byte(text)} }
	party := func(side string, n int) string { return sides[side][n*7%len(sides[side])] }
	types := []string{"cooperation", "mobility", "doubleDegree", "research", "memorandum"}
	for n := range 60 {
		put(fmt.Sprintf("agreements/made-up-%02d.md", n), fmt.Sprintf(`---
agreementType: %s
number: %d/%d
parties: [%s, %s]
dateSigned: %d-%02d-%02d
entryIntoForce: %d-%02d-%02d
scope:
  - uk: обміни студентів і викладачів
    zh: 师生交流
---
`, types[n%5], n+1, 2015+n/6, party("UA", n), party("CN", n), 2015+n/6, 1+n%12, 1+n%28, 2015+n/6, 1+n%12, 1+n%28))
	}
	for n := range 10 {
		put(fmt.Sprintf("ceremonies/made-up-%d.md", n), fmt.Sprintf(`---
name:
  uk: Річна зустріч %d року
  zh: %d年年会
startDate: %d-09-%02d
attendanceMode: online
location: [kyiv, beijing]
---
`, 2012+n, 2012+n, 2012+n, 10+n))
	}
	for n := range 300 {
		id := fmt.Sprintf("announcements/made-up-%03d", n)
		put(id+".md", fmt.Sprintf(`---
title:
  uk: "%s про підсумки спільної програми %d"
  zh: 联合项目总结之%d
description:
  uk: Сторони підбили підсумки року й домовилися про наступні кроки.
  zh: 双方总结了一年的工作，并商定了下一步安排。
date: %d-%02d-%02d
about: [member:%s, member:%s]
---
`, []string{"Повідомлення", "Звіт", "Запрошення"}[n%3], n, n, 2012+n/30, 1+n%12, 1+n%28, party("UA", n), party("CN", n)))
		put(id+".uk.md", strings.Repeat("Сторони розповіли про обміни студентів, спільні дослідження та літні школи. ", 6)+
			"\n\n## Далі\n\n"+strings.Repeat("Наступна зустріч відбудеться восени. ", 5)+"\n")
		put(id+".zh.md", strings.Repeat("双方介绍了学生交流、联合科研与暑期学校的情况。", 6)+
			"\n\n## 下一步\n\n"+strings.Repeat("下一次会议将于秋季举行。", 5)+"\n")
	}
	return files
}

// membersBySide lists the ids of the members by the country of their place.
func membersBySide(files fstest.MapFS) map[string][]string {
	country := map[string]string{}
	field := func(text, name string) string {
		for line := range strings.Lines(text) {
			if value, ok := strings.CutPrefix(line, name+": "); ok {
				return strings.TrimSpace(value)
			}
		}
		return ""
	}
	names := slices.Sorted(maps.Keys(files))
	for _, name := range names {
		if id, ok := strings.CutPrefix(name, "content/places/"); ok {
			country[strings.TrimSuffix(id, ".md")] = field(string(files[name].Data), "country")
		}
	}
	sides := map[string][]string{}
	for _, name := range names {
		id, ok := strings.CutPrefix(name, "content/members/")
		if place := field(string(files[name].Data), "location"); ok && place != "" {
			sides[country[place]] = append(sides[country[place]], strings.TrimSuffix(id, ".md"))
		}
	}
	return sides
}

// large is that site, built once for all tests.
func large(t *testing.T) *published {
	t.Helper()
	buildLarge.Do(func() { builtLarge = mustBuild(t, largeFiles(t), "") })
	if builtLarge == nil {
		t.Fatal("the large site was not built")
	}
	return builtLarge
}

var (
	buildLarge sync.Once
	builtLarge *published
)
