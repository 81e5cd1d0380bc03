package site

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
)

func config() *record.Config {
	return &record.Config{
		About: record.Ref{Kind: "alliance", ID: "a"}, BaseURL: "https://alliance.example/", Timezone: "Europe/Kyiv",
		Languages: []lang.Language{
			{Key: "uk", Tag: "uk", Name: "Українська", Country: "UA"},
			{Key: "zh", Tag: "zh-Hans", Name: "简体中文", Country: "CN"},
		},
	}
}

// file decodes a Markdown file; the facts are written without their marks.
func file(t testing.TB, path, meta string) *record.File {
	t.Helper()
	origin, bad := record.OriginOf(path, config())
	f := record.ParseFile(path, origin, []byte("---\n"+meta+"\n---\n"), config())
	if bad = append(bad, f.Bad...); len(bad) > 0 {
		t.Fatal(path, bad)
	}
	return &f
}

// world makes the graph of files, given as path and facts in turn, on a day of
// 2021-12-01 UTC noon. The alliance is there already. Merging must find nothing.
func world(t testing.TB, o Options, files ...string) (*Graph, []diag.Diagnostic) {
	t.Helper()
	parsed := []*record.File{file(t, "content/alliance/a.md", named("А", "甲"))}
	for i := 0; i < len(files); i += 2 {
		parsed = append(parsed, file(t, files[i], files[i+1]))
	}
	groups, broken, bad := Pair(parsed)
	if len(bad) > 0 {
		t.Fatal(bad)
	}
	var records []*record.Record
	for _, g := range groups {
		var list []record.File
		for _, f := range g.Files {
			list = append(list, *f)
		}
		r, bad := record.Merge(list, config())
		for _, d := range bad {
			if d.Severity == diag.Error && d.Code != "prose-missing" {
				t.Fatal(bad)
			}
		}
		records = append(records, r)
	}
	o.Config, o.Broken = config(), append(o.Broken, broken...)
	if o.Clock == 0 {
		o.Clock = noon
	}
	return Link(records, o)
}

const noon Clock = 1638360000 // 2021-12-01T12:00Z

func named(uk, zh string) string { return "name:\n  uk: " + uk + "\n  zh: " + zh }

func codes(list []diag.Diagnostic) string {
	var out []string
	for _, d := range list {
		out = append(out, string(d.Code))
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func TestFilesOfOneIDComeTogether(t *testing.T) {
	groups, left, bad := Pair([]*record.File{
		file(t, "content/funds/b.uk.md", "name: Б"), file(t, "content/funds/money/b.md", "fundKind: fund"),
		file(t, "content/funds/a.md", "fundKind: fund"), file(t, "content/pages/b.zh.md", "title: 乙"),
	})
	var got []string
	for _, g := range groups {
		got = append(got, fmt.Sprint(g.Ref, len(g.Files)))
	}
	if s := strings.Join(got, ", "); s != "fund:a 1, fund:b 2, page:b 1" || len(left)+len(bad) > 0 {
		t.Error(s, left, bad)
	}
}

func TestSlipInTheNameOfAPartnerIsFound(t *testing.T) {
	for name, c := range map[string]struct {
		files string // path, and facts behind a space
		want  string // file → name, or ""
	}{
		"a letter too many":           {"pages/opening.uk.md title: А|pages/openning.zh.md title: 甲", "pages/openning.zh.md → pages/opening.zh.md"},
		"beside facts":                {"pages/opening.md draft: false|pages/opening.uk.md title: А|pages/opning.zh.md title: 甲", "pages/opning.zh.md → pages/opening.zh.md"},
		"in a sub-folder":             {"pages/opening.uk.md title: А|pages/2021/openning.zh.md title: 甲", "pages/2021/openning.zh.md → pages/2021/opening.zh.md"},
		"an id in the section's name": {"pages/pagess.uk.md title: А|pages/pages.zh.md title: 甲", "pages/pagess.uk.md → pages/pages.uk.md"},
		"the partner is complete":     {"pages/visit-1.uk.md title: А|pages/visit-1.zh.md title: 甲|pages/visit-2.uk.md title: Б", ""},
		"the same language":           {"pages/visit-1.uk.md title: А|pages/visit-2.uk.md title: Б", ""},
		"nothing near":                {"pages/opening.uk.md title: А|pages/closing-day.zh.md title: 甲", ""},
		"another section":             {"pages/opening.uk.md title: А|funds/openning.zh.md name: 甲", ""},
		"one language by choice":      {"pages/visit-1.uk.md languages: [uk]|pages/visit-2.zh.md title: 甲", ""},
		"the other one by choice":     {"pages/visit-1.uk.md title: А|pages/visit-2.zh.md languages: [zh]", ""},
	} {
		var files []*record.File
		for _, f := range strings.Split(c.files, "|") {
			path, meta, _ := strings.Cut(f, " ")
			files = append(files, file(t, "content/"+path, meta))
		}
		groups, left, bad := Pair(files)
		got := ""
		for _, d := range bad {
			got += strings.TrimPrefix(d.Span.File, "content/") + " → " + strings.TrimPrefix(d.Fix, "content/")
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if (len(left) > 0) != (c.want != "") || c.want != "" && len(groups) > 0 {
			t.Errorf("%s: left out %v, kept %v", name, left, groups)
		}
	}
}

func TestEmbargoEndsAtItsSecond(t *testing.T) {
	for clock, public := range map[Clock]bool{1640329199: false, 1640329200: true} { // 2021-12-24T07:00Z
		g, _ := world(t, Options{Clock: clock}, "content/bodies/b.md", named("Б", "乙")+"\nembargoUntil: 2021-12-24 09:00 Europe/Kyiv")
		if got := g.Find(record.Ref{Kind: "body", ID: "b"}) != nil; got != public || g.IsHidden("body:b") == public || g.IsHidden("content/bodies/b.md") == public {
			t.Errorf("at %d: public is %t", clock, got)
		}
	}
}

func TestAnnouncementAppearsOnItsDayInTheSitesTimeZone(t *testing.T) {
	for clock, want := range map[Clock]string{
		1638395999: "2021-12-02 held", // 2021-12-01T21:59:59Z is still the 1st in Kyiv
		1638396000: "",
	} {
		g, _ := world(t, Options{Clock: clock}, "content/announcements/n.md", "title:\n  uk: А\n  zh: 甲\ndate: 2021-12-02\nabout: [alliance:a]")
		got := ""
		for _, h := range g.Held {
			got = h.Dated.String() + " held"
		}
		if got != want {
			t.Errorf("at %d: %q, want %q", clock, got, want)
		}
	}
}

func TestDraftsAreShownOnRequestAndStillNoted(t *testing.T) {
	g, _ := world(t, Options{Drafts: true}, "content/bodies/b.md", named("Б", "乙")+"\ndraft: true")
	b := g.Find(record.Ref{Kind: "body", ID: "b"})
	if b == nil || len(g.Held) != 1 {
		t.Fatal(b, g.Held)
	}
	if h, held := g.HeldBack(b); !held || !h.Draft {
		t.Errorf("%+v %t", h, held)
	}
	if _, held := g.HeldBack(g.Alliance); held {
		t.Error("the alliance is public")
	}
}

// Planted bugs this test has caught: a draft that is told as a warning; a picture
// of a hidden record that is taken for missing although it is there.
func TestWhatWouldStopTheSiteOnAnotherDayIsToldBefore(t *testing.T) {
	facts := func(more string) string {
		return named("П", "会") + "\nstartDate: 2021-06-23\nattendanceMode: online\n" + more +
			"\nsuperEvent:\n  name:\n    uk: Ф\n    zh: 论\n  organizer: nowhere-near\nimage:\n" +
			"  - src: there.jpg\n    alt:\n      uk: А\n      zh: 甲\n  - src: gone.jpg\n    alt:\n      uk: А\n      zh: 甲"
	}
	there := Options{Attachments: []Attachment{{Path: "content/ceremonies/c/there.jpg"}}}
	for hidden, want := range map[string]diag.Severity{
		"draft: true": diag.Note,
		"embargoUntil: 2031-12-24 09:00 Europe/Kyiv": diag.Warning,
		"": diag.Error,
	} {
		_, bad := world(t, there, "content/ceremonies/c.md", facts(hidden))
		if got := codes(bad); got != "file-missing ref-unknown" {
			t.Errorf("%q: %s", hidden, got)
		}
		for _, d := range bad {
			if d.Severity != want {
				t.Errorf("%q: %s is of severity %s, want %s", hidden, d.Code, d.Severity, want)
			}
		}
	}
	_, bad := world(t, Options{},
		"content/bodies/one.md", named("О", "一")+"\ndraft: true",
		"content/bodies/two.md", named("Д", "二")+"\nembargoUntil: 2031-12-24 09:00 Europe/Kyiv\nparentOrganization: one")
	if len(bad) > 0 {
		t.Errorf("two hidden records: %s", codes(bad))
	}
}

func TestReferenceToHiddenBrokenAndUnknownRecords(t *testing.T) {
	g, bad := world(t, Options{Broken: []record.Ref{{Kind: "body", ID: "broken"}}},
		"content/bodies/hidden.md", named("Б", "乙")+"\ndraft: true",
		"content/bodies/one.md", named("О", "一")+"\nparentOrganization: hidden",
		"content/bodies/two.md", named("Д", "二")+"\nparentOrganization: broken",
		"content/bodies/three.md", named("Т", "三")+"\nparentOrganization: nowhere-near",
		"content/bodies/four.md", named("Ч", "四")+"\nparentOrganization: twoo",
		"content/bodies/five.md", named("П", "五")+"\nparentOrganization: one",
		"content/bodies/six.md", named("Ш", "六")+"\nparentOrganization: body:fivee")
	if got := codes(bad); got != "ref-hidden ref-unknown ref-unknown ref-unknown" {
		t.Error(got)
	}
	for _, d := range bad {
		if want := map[string]string{"twoo": "two (Д, 二)", "fivee": "body:five (П, 五)"}[d.Arg("id")]; d.Code == "ref-unknown" && d.Fix != want {
			t.Errorf("%s: %q, want %q", d.Arg("id"), d.Fix, want)
		}
	}
	one := g.Find(record.Ref{Kind: "body", ID: "one"})
	if len(one.Inbound) != 1 || one.Inbound[0].From.ID != "five" || one.Inbound[0].Field != "parentOrganization" {
		t.Errorf("%+v", one.Inbound)
	}
}

func TestStatusOfAnAgreement(t *testing.T) {
	for facts, want := range map[string]Status{
		"":                       StatusUnknown,
		"dateSigned: notStated":  StatusUnknown,
		"dateSigned: 2021-11-30": StatusSigned,
		"dateSigned: 2021-11-30\nentryIntoForce: 2021-12-01": StatusInForce,
		"dateSigned: 2021-11-30\nentryIntoForce: 2021-12-02": StatusSigned,
		"entryIntoForce: 2021-12":                            StatusInForce,
		"entryIntoForce: 2020\nvalidThrough: 2021-12-01":     StatusInForce,
		"entryIntoForce: 2020\nvalidThrough: 2021-11-30":     StatusEnded,
		"entryIntoForce: 2020\nvalidThrough: 2021-12":        StatusInForce,
		"entryIntoForce: 2020\nvalidThrough: 2021-11":        StatusEnded,
		"entryIntoForce: 2020\nvalidThrough: 2021":           StatusInForce,
		"entryIntoForce: 2020\nvalidThrough: notStated":      StatusInForce,
		"signedAt: opening":                                  StatusSigned,
	} {
		g, bad := world(t, Options{},
			"content/agreements/x.md", "agreementType: contract\nparties: notStated\n"+facts,
			"content/ceremonies/opening.md", named("В", "开")+"\nstartDate: 2021-06-23\nattendanceMode: online")
		if len(bad) > 0 {
			t.Fatal(bad)
		}
		if got := g.OfKind("agreement")[0].Status(); got != want {
			t.Errorf("%q: %s, want %s", facts, got, want)
		}
	}
}

func TestDayOfSignatureFollowsFromTheCeremony(t *testing.T) {
	g, _ := world(t, Options{},
		"content/agreements/x.md", "agreementType: contract\nparties: notStated\nsignedAt: opening",
		"content/agreements/y.md", "agreementType: contract\nparties: notStated\nsignedAt: opening\ndateSigned: 2021-06-24",
		"content/agreements/z.md", "agreementType: contract\nparties: notStated",
		"content/ceremonies/opening.md", named("В", "开")+"\nstartDate: 2021-06-23 09:30\nattendanceMode: online")
	var got []string
	for _, x := range g.OfKind("agreement") {
		s, day := x.Signed(), "none"
		if s.Known() {
			day = s.Value.String()
		}
		got = append(got, fmt.Sprint(x.ID, " ", day, " ", s.Certainty, " ", len(s.Source)))
	}
	if s := strings.Join(got, ", "); s != "y 2021-06-24 stated 0, x 2021-06-23 derived 1, z none notStated 0" {
		t.Error(s)
	}
}

// Planted bugs this test has caught: the side of the language put last; an
// entry of no side put first; the same order in every language.
func TestAlternatPutsTheOwnSideFirstAndKeepsTheRest(t *testing.T) {
	g, _ := world(t, Options{})
	rapid.Check(t, func(rt *rapid.T) {
		var list []*Entry
		for i, country := range rapid.SliceOfN(rapid.SampledFrom([]string{"UA", "CN", "PL", ""}), 0, 12).Draw(rt, "countries") {
			list = append(list, &Entry{Record: &record.Record{ID: fmt.Sprint(i)}, Country: country})
		}
		language := rapid.SampledFrom(g.Config.Languages).Draw(rt, "language")
		before := slices.Clone(list)
		ordered := g.Alternat(list, language.Key)
		if !slices.Equal(list, before) {
			rt.Fatal("the caller's list was changed")
		}
		var own, other, rest, want []*Entry
		for _, e := range list {
			switch e.Country {
			case language.Country:
				own = append(own, e)
			case "UA", "CN":
				other = append(other, e)
			default:
				rest = append(rest, e)
			}
		}
		want = append(append(append(want, own...), other...), rest...)
		if !slices.Equal(ordered, want) {
			rt.Fatalf("%v of %v", countriesOf(ordered), countriesOf(list))
		}
	})
}

func countriesOf(list []*Entry) (out []string) {
	for _, e := range list {
		out = append(out, e.Country+e.ID)
	}
	return out
}

func TestAddresses(t *testing.T) {
	g, bad := world(t, Options{},
		"content/members/khpi.md", named("Х", "哈")+"\nlocation: kharkiv\nslug:\n  uk: polytechnic",
		"content/places/kharkiv.md", named("Х", "哈")+"\ncountry: UA",
		"content/pages/about.md", "title:\n  uk: А\n  zh: 甲\nlanguages: [zh]")
	if len(bad) > 0 {
		t.Fatal(bad)
	}
	for ref, want := range map[string][3]string{
		"member:khpi":   {"/uk/members/polytechnic/", "/zh/members/khpi/", "/id/member/khpi"},
		"place:kharkiv": {"/uk/names/#place-kharkiv", "/zh/names/#place-kharkiv", "/id/place/kharkiv"},
		"page:about":    {"", "/zh/about/", "/id/page/about"},
		"alliance:a":    {"/uk/alliance/", "/zh/alliance/", "/id/alliance/a"},
	} {
		kind, id, _ := strings.Cut(ref, ":")
		e := g.Find(record.Ref{Kind: kind, ID: id})
		if got := [3]string{e.Path("uk"), e.Path("zh"), e.Identity()}; got != want {
			t.Errorf("%s: %q, want %q", ref, got, want)
		}
		if e.Path("en") != "" {
			t.Errorf("%s has an address in a language without an edition", ref)
		}
	}
	if e := g.ByFile("content/members/khpi.md"); e == nil || e.ID != "khpi" || e.Country != "UA" {
		t.Errorf("%+v", e)
	}
}

func TestClaimsOnAnAddress(t *testing.T) {
	const member = "\nlocation: notStated\n"
	for name, c := range map[string]struct {
		a, b string // facts of two members
		want string
	}{
		"none":                         {"", "", ""},
		"a slug in both":               {"slug: x", "slug: x", "address-taken"},
		"a slug in one language":       {"slug:\n  uk: x", "slug:\n  uk: x", "address-taken"},
		"one slug, two languages":      {"slug:\n  uk: x", "slug:\n  zh: x", ""},
		"a slug that is another's id":  {"", "slug: a", "address-taken"},
		"an alias of another's page":   {"", "aliases: [/uk/members/a/]", "address-taken"},
		"an alias in capital letters":  {"", "aliases: [/uk/members/A/]", "address-taken"},
		"an alias twice":               {"aliases: [/uk/old/]", "aliases: [/uk/old/]", "address-taken"},
		"a year":                       {"slug: \"2021\"", "", "address-reserved"},
		"the word of the facets":       {"slug: by", "", "address-reserved"},
		"an alias of a section":        {"aliases: [/uk/members/]", "", "address-reserved"},
		"an alias of a facet":          {"aliases: [/uk/members/by/role/coordinator/]", "", "address-reserved"},
		"an alias of a year":           {"aliases: [/zh/agreements/2021/]", "", "address-reserved"},
		"an alias of a front page":     {"aliases: [/uk/names/]", "", "address-reserved"},
		"an alias among the open data": {"aliases: [/data/members/]", "", "address-reserved"},
		"an alias of an edition":       {"aliases: [/zh/]", "", "address-reserved"},
		"an alias elsewhere":           {"aliases: [/news/khpi/, /uk/novyny/]", "", ""},
	} {
		_, bad := world(t, Options{},
			"content/members/a.md", named("А", "甲")+member+c.a,
			"content/members/b.md", named("Б", "乙")+member+c.b)
		if got := codes(bad); got != c.want {
			t.Errorf("%s: %s, want %q", name, got, c.want)
		}
		for _, d := range bad {
			if d.Span.Line == 0 {
				t.Errorf("%s: %s without its line", name, d.Code)
			}
		}
	}
}

func TestListsFollowTheAlphabetOfTheirLanguage(t *testing.T) {
	g, _ := world(t, Options{},
		"content/members/a.md", named("Яна", "重庆")+"\nlocation: notStated",
		"content/members/b.md", named("Ґалаґан", "北京")+"\nlocation: notStated",
		"content/members/c.md", named("Гнат", "上海")+"\nlocation: notStated\nsortKey:\n  uk: Їжак")
	for key, want := range map[string]string{"uk": "bca", "zh": "bac"} {
		got := ""
		for _, e := range g.Ordered("member", key) {
			got += e.ID
		}
		if got != want {
			t.Errorf("%s: %s, want %s", key, got, want)
		}
	}
}
