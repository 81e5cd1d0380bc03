package view

import (
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/markdown"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
)

// clock is the moment at which the tests' sites are built.
var clock = site.Clock(time.Date(2021, 8, 1, 12, 0, 0, 0, time.UTC).Unix())

// makerOf links the records of a folder and returns a maker of its views. A
// path "content/…" that is no Markdown file is a picture of 40 by 30 pixels.
func makerOf(t *testing.T, files fs.FS) *Maker {
	t.Helper()
	settings, err := fs.ReadFile(files, "site.yaml")
	if err != nil {
		t.Fatal(err)
	}
	config, bad := record.ParseConfig(settings)
	noErrors(t, bad)
	var read []*record.File
	var attached []site.Attachment
	err = fs.WalkDir(files, "content", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if !strings.HasSuffix(path, ".md") {
			attached = append(attached, site.Attachment{Path: path, Width: 40, Height: 30})
			return nil
		}
		src, err := fs.ReadFile(files, path)
		origin, bad := record.OriginOf(path, config)
		noErrors(t, bad)
		f := record.ParseFile(path, origin, src, config)
		noErrors(t, f.Bad)
		read = append(read, &f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	groups, _, bad := site.Pair(read)
	noErrors(t, bad)
	var records []*record.Record
	for _, g := range groups {
		var parts []record.File
		for _, f := range g.Files {
			parts = append(parts, *f)
		}
		r, bad := record.Merge(parts, config)
		noErrors(t, bad)
		records = append(records, r)
	}
	graph, bad := site.Link(records, site.Options{Config: config, Clock: clock, Attachments: attached})
	noErrors(t, bad)
	return New(graph, wordsOf(config), Assets{Stylesheet: "/assets/site.css", Icon: "/favicon.svg"})
}

func noErrors(t *testing.T, found []diag.Diagnostic) {
	t.Helper()
	for _, d := range found {
		if d.Severity == diag.Error {
			t.Fatalf("%+v", d)
		}
	}
}

// wordsOf makes catalogues in which every string is its own key, but for those
// that the tests look at.
func wordsOf(config *record.Config) []*lang.Catalogue {
	var list []*lang.Catalogue
	for _, l := range config.Languages {
		var phrases []lang.Phrase
		keys := slices.Concat(Strings, []string{"agreementName.unnamed", "entrance.enter", "notFound.title", "notFound.text", "section.people", "section.places"})
		for _, key := range keys {
			phrases = append(phrases, lang.Phrase{Key: key, Text: key})
		}
		for key, text := range map[string]string{"feed.title": "{site}: feed", "agreementName.cooperation": "{parties}", "agreementName.separator": " + "} {
			phrases = append(phrases, lang.Phrase{Key: key, Text: text})
		}
		list = append(list, lang.NewCatalogue(l, phrases))
	}
	return list
}

// noText is the text of every publication in these tests.
func noText(record.Prose) Text { return Text{Body: &markdown.Body{}} }

func (m *Maker) in(key string) *edition {
	return m.editions[slices.IndexFunc(m.editions, func(e *edition) bool { return e.Key == key })]
}

func (m *Maker) entry(ref string) *site.Entry {
	kind, id, _ := strings.Cut(ref, ":")
	return m.graph.Find(record.Ref{Kind: kind, ID: id})
}

// small is a site that has every kind of record, with every field at least
// once in one of them.
func small(t *testing.T) *Maker { return makerOf(t, smallFiles()) }

// smallWith is the same site with some more files, or others in their place.
func smallWith(t *testing.T, files map[string]string) *Maker {
	all := smallFiles()
	for path, text := range files {
		all[path] = &fstest.MapFile{Data: []byte(text)}
	}
	return makerOf(t, all)
}

// shippedContent is the site of this repository.
func shippedContent(t *testing.T) *Maker {
	t.Helper()
	root := "../../.."
	if _, err := os.Stat(root + "/site.yaml"); err != nil {
		t.Skip(err)
	}
	return makerOf(t, os.DirFS(root))
}

func smallFiles() fstest.MapFS {
	files := fstest.MapFS{}
	for path, text := range maps.All(smallTexts) {
		files[path] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

var smallTexts = map[string]string{
	"site.yaml": `about: alliance:alliance
baseURL: https://alliance.example/sub/
timezone: Europe/Kyiv
languages:
  uk: {tag: uk, name: Українська, country: UA}
  zh: {tag: zh-Hans, name: 简体中文, country: CN}
referenceLanguages: [en]
licence: {text: CC-BY-4.0, data: CC0-1.0}
`,
	"content/alliance/alliance.md": `---
name:
  uk: Альянс
  zh: 联盟
  en: Alliance
alternateName:
  - uk: Союз
    zh: 大学联盟
description:
  uk: Об’єднання
  zh: 联合体
purpose:
  - uk: якість
    zh: 质量
priorityArea:
  - uk: мобільність
    zh: 流动
priorityAreaIsOpen: true
coordinator: [kpi]
claims:
  memberCount:
    UA: 49
    CN: 92
  asOf: 2021-07-07
  source: announcement:news
boilerplate:
  uk: Довідка
  zh: 简介
sameAs: [https://elsewhere.example/alliance]
contact:
  - name:
      uk: Пресслужба
      zh: 新闻处
    email: press@alliance.example
    telephone: +380 57 700 00 00
    hours:
      uk: вдень
      zh: 白天
---
`,
	"content/members/kpi.md": `---
name:
  uk: Київська політехніка
  zh: 基辅理工
  en: Kyiv Polytechnic
shortName:
  uk: КПІ (Київ)
  zh: 基工
formerName:
  - name:
      uk: Інститут
      zh: 学院
    until: 1918
  - name:
      uk: Технікум
      zh: 技校
    until: {value: 1950, certainty: derived, source: https://history.example/}
location: kyiv
identifier:
  ror: 00syn5v21
  wikidata: Q1234
  edrpou: "02071180"
url: https://kpi.example/
foundingDate: {value: 1898, certainty: derived}
membership:
  as: accession
  since: notStated
sortKey:
  uk: а
  zh: a
image:
  - src: gate.jpg
    alt:
      uk: Брама
      zh: 大门
    caption:
      uk: Головна брама
      zh: 正门
    credit:
      uk: Фото
      zh: 摄影
document:
  - file: charter.pdf
    lang: uk
    title:
      uk: Статут
      zh: 章程
needsReview: [zh]
source: [announcement:news]
---
`,
	"content/members/kpi/gate.jpg":    "",
	"content/members/kpi/charter.pdf": "",
	"content/members/dlut.md": `---
name:
  uk: Даляньський університет
  zh: 大连理工
location: dalian
membership:
  as: signatory
---
`,
	"content/agreements/first.md": `---
agreementType: cooperation
number: "7"
parties: [kpi, dlut]
signatory:
  - person: person
    onBehalfOf: member:kpi
    capacity:
      uk: ректор
      zh: 校长
signedAt: {value: opening, certainty: derived, source: announcement:news}
scope:
  - uk: обміни
    zh: 交流
entryIntoForce: 2021-07-01
validThrough: 2026
renewal: automatic
authenticLanguages: [uk, zh]
prevailingLanguage: uk
---
`,
	"content/agreements/second.md": `---
name:
  uk: Договір
  zh: 协议
agreementType: contract
parties: notStated
supersedes: first
---
`,
	"content/ceremonies/opening.md": `---
name:
  uk: Відкриття
  zh: 开幕
alternateName:
  - uk: Початок
    zh: 开始
description:
  uk: Подія
  zh: 活动
startDate: 2021-06-23 09:30
endDate: 2021-06-23 11:00
timezone: Europe/Kyiv
attendanceMode: online
location: [kyiv, dalian]
superEvent:
  name:
    uk: Засідання
    zh: 会议
  organizer: ministry
  startDate: 2021-06
participant:
  - person
  - person: guest
    capacity:
      uk: гість
      zh: 嘉宾
    action:
      uk: виступив
      zh: 致辞
programme:
  - time: "09:30"
    text:
      uk: Промови
      zh: 讲话
signing:
  signatories: [kpi, dlut]
  pairing: notStated
  agreementCount: notStated
commemorates:
  uk: десятиріччя
  zh: 十周年
source: [announcement:news]
---
`,
	"content/ceremonies/someday.md": `---
name:
  uk: Колись
  zh: 某日
startDate: 2022-05
attendanceMode: offline
location: [kyiv]
---
`,
	"content/ceremonies/week.md": `---
name:
  uk: Тиждень
  zh: 一周
startDate: 2021-09-06 10:00
endDate: 2021-09-10
attendanceMode: mixed
location: [dalian, kyiv]
---
`,
	"content/announcements/news.md": `---
title:
  uk: Новина
  zh: 新闻
description:
  uk: Коротко
  zh: 摘要
date: 2021-07-07
dateline:
  place: kyiv
about: [member:kpi, ceremony:opening, agreement:first]
changeNote:
  - date: 2021-07-09
    kind: correction
    text:
      uk: Виправлено
      zh: 更正
  - date: 2021-07-08
    kind: update
    text:
      uk: Доповнено
      zh: 更新
isBasedOn:
  url: https://source.example/
  name:
    uk: Джерело
    zh: 来源
  date: 2021-07-06
---
`,
	"content/announcements/news.uk.md": "Текст.\n",
	"content/announcements/news.zh.md": "---\ntranslationOf: uk 2021-07-07 aaaa\n---\n正文。\n",
	"content/announcements/local.md": `---
title:
  uk: Місцеве
languages: [uk]
date: 2021-07-01
about: [member:kpi]
---
`,
	"content/announcements/local.uk.md": "Текст.\n",
	"content/programmes/plan.md": `---
name:
  uk: План
  zh: 计划
item:
  - name:
      uk: Обмін
      zh: 交流
    text:
      uk: Про обмін
      zh: 关于交流
    direction: UA-CN
    fund: campus
    beneficiary:
      - uk: студенти
        zh: 学生
      - uk: викладачі
        zh: 教师
  - name:
      uk: Підтримка
      zh: 支持
    fund: measure
---
`,
	"content/funds/campus.md": `---
name:
  uk: Фонд
  zh: 基金
fundKind: fund
purpose:
  uk: обміни
  zh: 交流
beneficiary:
  - uk: студенти
    zh: 学生
status: notStated
---
`,
	"content/funds/measure.md": `---
name:
  uk: Програма
  zh: 计划
fundKind: measure
purpose:
  uk: підтримка
  zh: 支持
---
`,
	"content/people/person.md": `---
name:
  uk: Особа
  zh: 人
office:
  - title:
      uk: заступник
      zh: 副部长
    organization: ministry
sortName:
  uk: Особа
  zh: 人
---
`,
	"content/people/guest.md":    "---\nname:\n  uk: Гість\n  zh: 客\n---\n",
	"content/bodies/ministry.md": "---\nname:\n  uk: Міністерство\n  zh: 部\ncountry: UA\nparentOrganization: council\n---\n",
	"content/bodies/council.md":  "---\nname:\n  uk: Рада\n  zh: 委员会\n---\n",
	"content/places/kyiv.md":     "---\nname:\n  uk: Київ\n  zh: 基辅\ncountry: UA\ntimezone: Europe/Kyiv\n---\n",
	"content/places/dalian.md":   "---\nname:\n  uk: Далянь\n  zh: 大连\ncountry: CN\ntimezone: Asia/Shanghai\n---\n",
	"content/pages/about.md":     "---\ntitle:\n  uk: Про сайт\n  zh: 关于\n---\n",
	"content/pages/about.uk.md":  "Текст.\n",
	"content/pages/about.zh.md":  "正文。\n",
}
