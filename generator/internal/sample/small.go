package sample

import "testing/fstest"

// Small is a site of a few records, each of another kind, that name each other
// in facts and in prose: whatever is done to one shows in others.
func Small() fstest.MapFS {
	site := Dress()
	for name, s := range map[string]string{
		"content/alliance/alliance.md": Facts("name:\n  uk: Альянс\n  zh: 联盟", "coordinator: [khpi, dlpu]",
			"boilerplate:\n  uk: Альянс об’єднує університети.\n  zh: 联盟由大学组成。"),
		"content/alliance/alliance.uk.md": "Про [першу новину](../announcements/first.md#results).\n",
		"content/alliance/alliance.zh.md": "见[第一则消息](../announcements/first.md#results)。\n",

		"content/places/kharkiv.md": Facts("name:\n  uk: Харків\n  zh: 哈尔科夫", "country: UA"),
		"content/places/dalian.md":  Facts("name:\n  uk: Далянь\n  zh: 大连", "country: CN"),
		"content/people/olena.md":   Facts("name:\n  uk: Олена Коваленко\n  zh: 奥莲娜·科瓦连科", "office:\n  - title:\n      uk: ректорка\n      zh: 校长"),

		"content/members/khpi.md": Facts("name:\n  uk: Харківський університет\n  zh: 哈尔科夫大学", "location: kharkiv"),
		"content/members/dlpu.md": Facts("name:\n  uk: Даляньський університет\n  zh: 大连大学", "location: dalian"),

		"content/agreements/pact.md":    Facts("agreementType: research", "parties: [khpi, dlpu]", "signedAt: opening"),
		"content/agreements/pact.uk.md": "Угоду уклали [](member:khpi) і [](member:dlpu).\n",
		"content/agreements/pact.zh.md": "协议由[](member:khpi)和[](member:dlpu)签订。\n",

		"content/ceremonies/opening.md": Facts("name:\n  uk: Відкриття\n  zh: 成立仪式", "startDate: 2021-06-23", "attendanceMode: online",
			"location: [kharkiv, dalian]", "participant: [olena]"),

		"content/announcements/first.md": Facts("date: 2021-07-07", "title:\n  uk: Перша новина\n  zh: 第一则消息",
			"about: [member:khpi, agreement:pact]", "image:\n  - src: photo.png\n    alt:\n      uk: Зала\n      zh: 会场"),
		"content/announcements/first/photo.png": string(Picture(1, 1)),
		"content/announcements/first.uk.md":     "Про [угоду](../agreements/pact.md).\n\n## Підсумки {#results}\n\nПідписано.\n\n![Зала](first/photo.png)\n",
		"content/announcements/first.zh.md":     "关于[协议](../agreements/pact.md)。\n\n## 成果 {#results}\n\n已签署。\n\n![会场](first/photo.png)\n",

		"content/announcements/second.md":    Facts("date: 2022-03-01", "title:\n  uk: Друга новина\n  zh: 第二则消息", "about: [ceremony:opening]"),
		"content/announcements/second.uk.md": "Далі [перша](first.md#results) і [](person:olena).\n",
		"content/announcements/second.zh.md": "另见[第一则](first.md#results)和[](person:olena)。\n",

		"content/announcements/secret.md": Facts("date: 2022-05-01", "title:\n  uk: Таємна новина\n  zh: 保密消息",
			"about: [member:dlpu, announcement:second]", "embargoUntil: 2026-12-01 09:00 Europe/Kyiv"),
		"content/announcements/secret.uk.md":     "Про [другу](second.md) ще *** рано.\n",
		"content/announcements/secret.zh.md":     "关于[第二则](second.md)。\n",
		"content/announcements/secret/photo.png": string(Picture(1, 1)),

		"content/pages/about.md":    Facts("title:\n  uk: Про сайт\n  zh: 关于本站"),
		"content/pages/about.uk.md": "Сайт [Альянсу](../alliance/alliance.md).\n",
		"content/pages/about.zh.md": "[联盟](../alliance/alliance.md)网站。\n",
	} {
		site[name] = &fstest.MapFile{Data: []byte(s), Mode: 0o644}
	}
	return site
}

// Facts is a file of facts.
func Facts(lines ...string) string {
	s := "---\n"
	for _, l := range lines {
		s += l + "\n"
	}
	return s + "---\n"
}
