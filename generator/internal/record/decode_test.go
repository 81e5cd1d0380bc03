package record

import (
	"fmt"
	"strings"
	"testing"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/frontmatter"
	"diglot/generator/internal/lang"
)

func TestFactsAreShortLongOrNotStated(t *testing.T) {
	for written, want := range map[string]string{
		"foundingDate: 1885":                                                                    "1885 stated []",
		"foundingDate: 1885-04":                                                                 "1885-04 stated []",
		"foundingDate: notStated":                                                               " notStated []",
		"foundingDate:\n  value: 1885-04-17":                                                    "1885-04-17 stated []",
		"foundingDate:\n  value: 1885\n  certainty: derived":                                    "1885 derived []",
		"foundingDate:\n  certainty: derived\n  value: 1885":                                    "1885 derived []",
		"foundingDate:\n  certainty: notStated\n  source: announcement:news":                    " notStated [announcement:news]",
		"foundingDate:\n  value: 1885\n  source:\n    - https://h.example/\n    - member:khpi":  "1885 stated [https://h.example/ member:khpi]",
		"foundingDate:\n  value: 1885\n  source:\n    name:\n      uk: Книга\n    date: 1990\n": "1885 stated [Книга 1990]",
		"shortName:\n  uk: Х":                                                                   "  []",
	} {
		f := facts(t, "content/members/khpi.md", written)
		x := f.stated.own.Interface().(*Member).FoundingDate
		value := ""
		if !x.Value.IsZero() {
			value = x.Value.String()
		}
		if got := fmt.Sprintf("%s %s %s", value, x.Certainty, sourcesIn(x.Source)); got != want {
			t.Errorf("%s: %s, want %s", written, got, want)
		}
		if x.Known() != (x.Certainty == Stated || x.Certainty == Derived) {
			t.Errorf("%s is known: %t", written, x.Known())
		}
	}
}

func sourcesIn(list []Source) string {
	var out []string
	for _, s := range list {
		switch {
		case !s.Ref.IsZero():
			out = append(out, s.Ref.String())
		case s.URL != "":
			out = append(out, s.URL)
		default:
			out = append(out, s.Name.In("uk")+" "+s.Date.String())
		}
	}
	return fmt.Sprint(out)
}

func TestReferencesAreCompletedByTheirField(t *testing.T) {
	f := facts(t, "content/ceremonies/opening.md", "location: [kyiv, place:dalian]\nparticipant:\n  - vitrenko\n  - person: person:tian\n    action:\n      uk: відкрив")
	c := f.stated.own.Interface().(*Ceremony)
	if got := fmt.Sprint(c.Location.Value[0], c.Location.Value[1], c.Participant[0].Person, c.Participant[1].Person); got != "place:kyiv place:dalian person:vitrenko person:tian" {
		t.Error(got)
	}
	if at := c.Location.Value[1].At; at.Line != 2 || at.Col != 18 {
		t.Errorf("%+v", at)
	}
	if c.Participant[0].At.Line != 4 || c.Participant[1].Action.In("uk") != "відкрив" {
		t.Errorf("%+v", c.Participant)
	}
}

func TestHoursMomentsNumbersAndReviews(t *testing.T) {
	c := facts(t, "content/ceremonies/o.md", "startDate: 2021-06-23 09:30\nendDate: 2021-06-23 00:00\nsigning:\n  agreementCount: 0\nembargoUntil: 2026-12-01 09:00 Europe/Kyiv\nneedsReview: [zh]")
	x := c.stated.own.Interface().(*Ceremony)
	if w := x.StartDate.Value; w != (When{lang.Date{Year: 2021, Month: 6, Day: 23}, 9, 30, true}) {
		t.Errorf("%+v", w)
	}
	if w := x.EndDate.Value; !w.HasHour || w.Hour != 0 {
		t.Errorf("midnight is an hour: %+v", w)
	}
	if n := x.Signing.AgreementCount; n.Value != 0 || n.Certainty != Stated {
		t.Errorf("none is a number: %+v", n)
	}
	if c.Embargo() != 1796108400 { // 2026-12-01T07:00Z
		t.Error(c.Embargo())
	}
	if r := c.stated.common.NeedsReview; r.Of("uk") || !r.Of("zh") {
		t.Errorf("%+v", r)
	}
	if r := facts(t, "content/ceremonies/o.md", "needsReview: true").stated.common.NeedsReview; !r.Of("uk") || !r.Of("zh") {
		t.Errorf("%+v", r)
	}
	if r := facts(t, "content/ceremonies/o.md", "needsReview: false").stated.common.NeedsReview; r.Of("uk") {
		t.Errorf("%+v", r)
	}
}

func TestDeclaredNumbersKeepTheirCountriesAndOrder(t *testing.T) {
	f := facts(t, "content/alliance/a.md", "claims:\n  memberCount:\n    UA: 49\n    CN: 92\n  asOf: 2021-07-07\n  source: https://c.example/")
	counts := f.stated.own.Interface().(*Alliance).Claims.MemberCount
	if len(counts) != 2 || counts[0].Country != "UA" || counts[0].Number != 49 || counts[1].Country != "CN" || counts[1].At.Line != 5 {
		t.Errorf("%+v", counts)
	}
}

func TestFieldsBroughtAlongFromElsewhereGetAnExactHint(t *testing.T) {
	for path, hints := range map[string]map[string]string{
		"content/pages/a.uk.md":      {"headline": "title", "name": "title", "titel": "title", "summary": "description", "lede": "description", "Заголовок": "title", "标题": "title", "опис": "description"},
		"content/members/a.uk.md":    {"headline": "name", "title": "name", "city": "location", "website": "url", "founded": "foundingDate", "permalink": "slug", "назва": "name", "标题": "name"},
		"content/agreements/a.uk.md": {"signed_on": "dateSigned", "members": "parties", "type": "agreementType", "partie": "parties", "дата": "dateSigned", "日期": "dateSigned"},
		"content/ceremonies/a.uk.md": {"дата": "startDate", "місце": "location"},
		"content/funds/a.uk.md":      {"type": "fundKind", "zzzzzzzz": ""},
	} {
		for key, want := range hints {
			f := parse(t, path, "---\n"+key+": x\n---\n")
			if len(f.Bad) != 1 || f.Bad[0].Code != "field-unknown" || f.Bad[0].Fix != want || f.Bad[0].Span.Col != 1 {
				t.Errorf("%s %s: %v, want the fix %q", path, key, f.Bad, want)
			}
		}
	}
}

func TestDateIsToldHowItIsWrittenWrongly(t *testing.T) {
	for date, want := range map[string]string{
		"“2026-04-20”": "date-quoted 2026-04-20", "«2026-04»": "date-quoted 2026-04",
		"20 квітня 2026": "date-words 2026-04-20", "2026年4月20日": "date-words 2026-04-20",
		"03.04.2026": "date-ambiguous ", "23.04.2026": "date-form 2026-04-23", "восени": "date-form ",
	} {
		for _, field := range []string{"content/announcements/a.md date", "content/ceremonies/a.md startDate"} {
			path, key, _ := strings.Cut(field, " ")
			f := parse(t, path, "---\n"+key+": "+date+"\n---\n")
			if len(f.Bad) != 1 || string(f.Bad[0].Code)+" "+f.Bad[0].Fix != want {
				t.Errorf("%s %s: %v, want %s", key, date, f.Bad, want)
			}
		}
	}
}

// Planted bugs this test has caught: notStated advised where a date must be, and
// as a value of the long form.
func TestWordInPlaceOfADateIsToldWhatTheFieldTakes(t *testing.T) {
	const day, fact, usual = "it as 2021-06-23, with the month before the day", "a date such as 2021-06-23, or notStated where the source does not say it", "a date such as 2021-06-23, 2021-06 or 2021"
	for written, want := range map[string]string{
		"agreements dateSigned: 未说明": "notStated", "agreements dateSigned: NotStated": "notStated", "agreements dateSigned: “не вказано”": "notStated",
		"agreements validThrough: 长期": fact, "agreements validThrough:\n  value: NotStated": usual, "agreements dateSigned: 23.06.21": day,
		"ceremonies startDate: 未知": "notStated", "announcements changeNote:\n  - date: NotStated": usual, "announcements date: 2026/11/20": "2026-11-20",
		"announcements date: 20261120": "2026-11-20", "announcements date: 2026-11-20 10:00": "2026-11-20", "announcements date: ２０２６-１１-６": "2026-11-06",
	} {
		section, field, _ := strings.Cut(written, " ")
		f := parse(t, "content/"+section+"/a.md", "---\n"+field+"\n---\n")
		if len(f.Bad) != 1 || f.Bad[0].Code != "date-form" || f.Bad[0].Fix != want && f.Bad[0].Arg("want") != want {
			t.Errorf("%s: %v, want %s", written, f.Bad, want)
		}
	}
}

func TestReferenceOfAnUnknownKindGetsTheWholeReference(t *testing.T) {
	for line, want := range map[string]string{
		"content/announcements/a.md about: [members:dlpu]":   "member:dlpu",
		"content/announcements/a.md about: ['mamber: dlpu']": "member:dlpu",
		"content/agreements/a.md parties: [members:b, c]":    "member:b",
		"content/agreements/a.md parties: [fnd:b, c]":        "",
	} {
		path, field, _ := strings.Cut(line, " ")
		f := parse(t, path, "---\n"+field+"\n---\n")
		if len(f.Bad) != 1 || f.Bad[0].Code != "ref-kind-unknown" || f.Bad[0].Fix != want {
			t.Errorf("%s: %v, want the fix %q", line, f.Bad, want)
		}
	}
}

func TestAdviceIsRightWhenItIsFollowed(t *testing.T) {
	for written, want := range map[string]string{
		"announcements/a.md isBasedOn: www.dlpu.edu.cn/x":                   "code-form write https://www.dlpu.edu.cn/x",
		"announcements/a.md source: dlpu.edu.cn/x":                          "code-form write https://dlpu.edu.cn/x",
		"announcements/a.md source: [www.dlpu.edu.cn]":                      "code-form write https://www.dlpu.edu.cn",
		"announcements/a.md source: ../x/y":                                 "field-form write a record such as announcement:opening, a web address, or the fields name, url and date",
		"announcements/a.md source:\n  - Назва без адреси":                  "field-form write a record such as announcement:opening, a web address, or the fields name, url and date",
		"announcements/a.md source: [[a]]":                                  "field-form write a record such as announcement:opening, a web address, or the fields name, url and date",
		"announcements/a.md source: khpi":                                   "ref-kind-missing write the kind before it, as in member:khpi",
		"members/a.md url:\n  uk: www.khpi.edu.ua":                          "code-form write https://www.khpi.edu.ua",
		"members/a.md url:\n  uk: немає":                                    "code-form write a web address that begins with https:// or http://",
		"agreements/a.md scope:\n  - 学生交流":                                  "text-language-missing begin each item of “scope” on a line of its own with “- uk: …”, and write below “uk” a line for each other language (zh)",
		"members/a.md name: Х":                                              "text-language-missing write one line for each language below “name:” (uk, zh)",
		"members/a.md name:\n  uk: Х\n  zh:":                                "field-empty write a value: “name” must be stated",
		"members/a.md name:\n  uk: Х\n  en:":                                "field-empty write a value, or delete the line",
		"members/a.md shortName:\n  uk: Х\n  zh:":                           "field-empty write a value, or delete the line",
		"members/a.md location:":                                            "field-empty write a value: “location” must be stated",
		"members/a.md foundingDate:\n  value:":                              "field-empty write a value: “value” must be stated",
		"members/a.md foundingDate:\n  value: 1885\n  source:":              "field-empty write a value, or delete the line",
		"agreements/a.md name:":                                             "field-empty write a value, or delete the line",
		"members/a.md languages: [eng]":                                     "language-unknown write one of these: uk, zh",
		"members/a.md name:\n  eng: X":                                      "language-unknown write en",
		"members/a.md name:\n  xxx: X":                                      "language-unknown write one of these: uk, zh, en",
		"members/a.uk.md name:\n  xxx: X":                                   "language-unknown write one of these: uk, en",
		"members/a.uk.md name:\n  zho: X":                                   "language-unknown write one of these: uk, en",
		"ceremonies/a.md signing:\n  signatories: [b, c, b]":                "field-form write each record once",
		"agreements/a.md parties: [b, member:b]":                            "field-form write each record once",
		"members/a.md foundingDate:\n  value: 1885\n  certainty: notStated": "field-form write either a value or notStated, and not both",
		"members/a.md foundingDate:\n  certainty: notStated\n  value: 1885": "field-form write either a value or notStated, and not both",
	} {
		path, meta, _ := strings.Cut(written, " ")
		f := parse(t, "content/"+path, "---\n"+meta+"\n---\n")
		if len(f.Bad) != 1 || string(f.Bad[0].Code)+" "+diag.Fix(f.Bad[0]) != want {
			t.Errorf("%s: %v, want %s", written, f.Bad, want)
		}
	}
}

func TestEveryTranslatedFieldIsOneOfTheSchema(t *testing.T) {
	known := map[string]bool{}
	var walk func(fields []Field)
	walk = func(fields []Field) {
		for _, f := range fields {
			known[f.Key] = true
			walk(f.Fields)
		}
	}
	for _, k := range Kinds {
		walk(Schema(k))
	}
	for word, fields := range translatedFields {
		for _, f := range fields {
			if !known[f] {
				t.Errorf("%s is to be %s, which is no field", word, f)
			}
		}
	}
}

func TestNothingOfAFileWithBrokenFrontMatterIsRead(t *testing.T) {
	f := parse(t, "content/pages/a.uk.md", "---\ntitle: А\nТекст без кінця")
	if len(f.Bad) != 1 || f.Bad[0].Code != "frontmatter-unclosed" || f.Prose.File != "" {
		t.Errorf("%s %+v", told(f.Bad), f.Prose)
	}
}

func TestCodesHaveTheirForms(t *testing.T) {
	for name, c := range map[string]struct{ good, bad []string }{
		"slug":        {[]string{"khpi-joins", "2021"}, []string{"Khpi", "a--b", "дім", "a/b", ""}},
		"path":        {[]string{"/uk/news/", "/новини/"}, []string{"/", "//", "uk/news/", "/uk/news", "/uk/../x/", "/uk//x/", "/a b/", "/a?b/", `/a\b/`, "/%2e/"}},
		"file":        {[]string{"photo.jpg", "фото 1.jpg", "a/b.png"}, []string{"", ".env", "../x", "/etc/passwd", `a\b`, "a:b", "a\nb"}},
		"url":         {[]string{"https://a.example/", "http://a.example"}, []string{"a.example", "javascript:alert(1)", "https://", "https://u:p@a.example/", "https://a.example/ b", "//a.example", `https://a.example/"`}},
		"email":       {[]string{"press@example.org"}, []string{"press", "Press <press@example.org>", "a@b@c", "a b@c.d"}},
		"telephone":   {[]string{"+380 57 700 00 00", "+86 (411) 8632-0000"}, []string{"057 700 00 00", "+380", "+380x"}},
		"tag":         {[]string{"uk", "zh-Hans", "en"}, []string{"", "a:b", "українська"}},
		"country":     {[]string{"UA"}, []string{"ua", "UKR", ""}},
		"timezone":    {[]string{"Europe/Kyiv", "UTC"}, []string{"", "Local", "Kyiv", "../etc"}},
		"clock":       {[]string{"09:30", "23:59"}, []string{"9:30", "24:00", "09.30", "09:60"}},
		"direction":   {[]string{"CN-UA", "both"}, []string{"CN", "cn-ua", "CN-UA-CN"}},
		"ror":         {[]string{"00yp5c433"}, []string{"02423e04", "https://ror.org/00yp5c433", "10yp5c433"}},
		"wikidata":    {[]string{"Q42"}, []string{"42", "Q0", "q42"}},
		"edrpou":      {[]string{"02071180"}, []string{"2071180", "020711800"}},
		"licence":     {[]string{"CC-BY-4.0"}, []string{"", "CC BY"}},
		"translation": {[]string{"uk 2021-07-07 k3f9-2mx1", "zh 2021 aaaa"}, []string{"", "uk", "uk 2021-07-07", "uk 2021-07-07 k3f", "uk 2021-07-07 k3f9-", "uk 7.7.2021 k3f9", "uk 2021-07-07 k3fu"}},
		"section":     {[]string{"members", "timeline", "names"}, []string{"member", "search"}},
	} {
		for _, s := range c.good {
			if !codes[name].is(s) {
				t.Errorf("%s refuses %q", name, s)
			}
		}
		for _, s := range c.bad {
			if codes[name].is(s) {
				t.Errorf("%s admits %q", name, s)
			}
		}
		if codes[name].want == "" {
			t.Errorf("%s has no words", name)
		}
	}
	if len(codes) != 17 {
		t.Errorf("%d codes, of which this test knows 17", len(codes))
	}
}

func TestSettingsOfTheSiteAreRead(t *testing.T) {
	c, bad := ParseConfig([]byte("about: alliance:a\nbaseURL: https://a.example/x\ntimezone: Europe/Kyiv\nlanguages:\n  zh:\n    tag: zh-Hans\n    name: 简体中文\n  uk:\n    tag: uk\n    name: Українська\n    country: UA\nlicence:\n  text: CC-BY-4.0\n"))
	if len(bad) > 0 {
		t.Fatal(bad)
	}
	if got := fmt.Sprint(c.BaseURL, c.About, c.editionKeys(), c.Licence); got != "https://a.example/x/alliance:a [zh uk] {CC-BY-4.0 }" {
		t.Error(got)
	}
	if l, ok := c.Language("uk"); !ok || l.Country != "UA" {
		t.Errorf("%+v", l)
	}
	if _, ok := c.Language("en"); ok {
		t.Error("en is no edition")
	}
}

func TestTypographyCanBeTurnedOff(t *testing.T) {
	const site = "about: alliance:a\nbaseURL: https://a.example/\ntimezone: UTC\nlanguages:\n  uk: {tag: uk, name: У}\n"
	for src, want := range map[string]string{site: "об’єднання", site + "typography: false\n": "об'єднання"} {
		c, _ := ParseConfig([]byte(src))
		v := c.variant("uk", &frontmatter.Node{Kind: frontmatter.Scalar, Text: "об'єднання"})
		if l, _ := c.Language("uk"); v.Shown() != want || l.AsWritten == c.Typography {
			t.Errorf("%s: shown as %s", src, v.Shown())
		}
	}
}

func TestMistakesInTheSettingsAreToldOnce(t *testing.T) {
	const good = "about: alliance:a\nbaseURL: https://a.example/\ntimezone: UTC\nlanguages:\n  uk: {tag: uk, name: У}\n"
	for src, want := range map[string]string{
		good:                           "",
		"":                             "field-missing field-missing field-missing field-missing",
		good + "base: x\n":             "field-unknown",
		good + "navigation: [nowhere]": "code-form",
		"about: member:a\nbaseURL: https://a.example/\ntimezone: UTC\nlanguages:\n  uk: {tag: uk, name: У}\n":   "ref-kind-wrong",
		"about: alliance:a\nbaseURL: a.example\ntimezone: UTC\nlanguages:\n  uk: {tag: uk, name: У}\n":          "code-form",
		"about: alliance:a\nbaseurl: https://a.example/\ntimezone: UTC\nlanguages:\n  uk: {tag: uk, nam: У}\n":  "field-unknown field-unknown",
		"about: alliance:a\nbaseURL: https://a.example/\ntimezone: UTC\nlanguages:\n  UK: {tag: uk, name: У}\n": "field-form",
		"about: alliance:a\nbaseURL: https://a.example/\ntimezone: UTC\nlanguages: [uk]\n":                      "field-missing",
	} {
		_, bad := ParseConfig([]byte(src))
		if got := codesOf(bad); got != want {
			t.Errorf("%q: %s, want %s", src, got, want)
		}
	}
}

// Planted bugs this test has caught: the first language, whatever the text.
func TestTextBelowFactsIsSentToTheLanguageOfItsLetters(t *testing.T) {
	for text, want := range map[string]string{
		"Університет": "uk", "大连工业大学。": "zh", "## 1957年": "zh", "DPU大连": "zh", "DPU": "uk", "2021": "uk",
	} {
		f := parse(t, "content/members/dlpu.md", "---\nname:\n  uk: Х\n  zh: 哈\n---\n\n"+text+"\n")
		if len(f.Bad) != 1 || f.Bad[0].Code != "prose-in-facts" || f.Bad[0].Arg("language") != want {
			t.Errorf("%s: %s, want %s", text, told(f.Bad), want)
		}
	}
}

// Planted bugs this test has caught: an address that stays as it is where the
// narrow one is none either.
func TestCodeOfFullWidthCharactersIsWrittenOut(t *testing.T) {
	for field, want := range map[string]string{
		"url: https：//www.dlpu.edu.cn/": "https://www.dlpu.edu.cn/", "identifier:\n  edrpou: ０２０７１１８０": "02071180", "url: www．dlpu": "https://www.dlpu",
	} {
		f := parse(t, "content/members/dlpu.md", "---\n"+field+"\n---\n")
		if len(f.Bad) != 1 || f.Bad[0].Code != "code-form" || f.Bad[0].Fix != want {
			t.Errorf("%s: %v", field, f.Bad)
		}
	}
}

func codesOf(list []diag.Diagnostic) string {
	out := ""
	for _, d := range list {
		out += " " + string(d.Code)
	}
	if out != "" {
		out = out[1:]
	}
	return out
}
