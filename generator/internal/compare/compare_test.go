package compare_test

import (
	"slices"
	"strings"
	"testing"

	"diglot/generator/internal/align"
	"diglot/generator/internal/compare"
	"diglot/generator/internal/diag"
)

// compared compares two texts with their heads.
func compared(t *testing.T, ukHead, uk, zhHead, zh string, whole bool) ([]diag.Diagnostic, compare.Side, compare.Side, [2]uint64) {
	t.Helper()
	r := readers(t)
	a, b := side(r, "uk", "uk", ukHead, uk), side(r, "zh", "zh-Hans", zhHead, zh)
	rows := align.Pair(a.Blocks, b.Blocks)
	if whole {
		rows = nil
	}
	found, used, err := compare.Compare(a, b, rows)
	if err != nil {
		t.Fatal(err)
	}
	return found, a, b, used
}

// Planted bugs this test has caught: line ends of two
// characters counted twice; a column that counts bytes; an escape before the place.
func TestADifferenceIsToldAtBothPlaces(t *testing.T) {
	for _, end := range []string{"\n", "\r\n"} {
		uk := strings.ReplaceAll("Вступ.\n\nУ залі\nбуло \\* 49 студентів.", "\n", end)
		zh := strings.ReplaceAll("引言。\n\n会场有94名学生\\*。", "\n", end)
		found, _, _, _ := compared(t, "", uk, "", zh, false)
		want := diag.New("numbers-differ", diag.Span{File: "content/announcements/a.zh.md", Line: 3, Col: 4, End: 6}, "text", "94", "file", "content/announcements/a.uk.md").
			WithRelated(diag.Span{File: "content/announcements/a.uk.md", Line: 4, Col: 9, End: 11}, "parts-here")
		if len(found) != 1 || found[0].Span != want.Span || found[0].Related[0] != want.Related[0] || !slices.Equal(found[0].Args, want.Args) {
			t.Errorf("%q: %+v", end, found)
		}
	}
}

// Planted bugs this test has caught: the word for a month agrees with every day
// of it.
func TestTwoDatesAreOneDifference(t *testing.T) {
	found, _, _, _ := compared(t, "", "Захід 23 червня 2021 року.", "", "活动于2021年6月24日举行。", false)
	if len(found) != 1 || found[0].Span.Col != 4 || found[0].Related[0].Span.Col != 7 {
		t.Errorf("%+v", found)
	}
}

func TestWhatStandsAloneIsToldWhereItStands(t *testing.T) {
	found, _, _, _ := compared(t, "", "Було 49 студентів.\n\nКінець.", "", "有学生。\n\n结束。", false)
	if len(found) != 1 || found[0].Span.File != "content/announcements/a.uk.md" || found[0].Related[0].Span != (diag.Span{File: "content/announcements/a.zh.md", Line: 1}) {
		t.Errorf("%+v", found)
	}
}

// Planted bugs this test has caught: blocks of which the
// source has changed are compared; the facts of all blocks in the first.
func TestBlocksThatBelongTogetherAreCompared(t *testing.T) {
	uk, zh := "Було 49.\n\nСтало 92.", "变为92。\n\n曾有49。"
	if found, _, _, _ := compared(t, "", uk, "", zh, false); len(found) != 2 {
		t.Errorf("paragraphs that were exchanged:%s", told(found))
	}
	if found, _, _, _ := compared(t, "", uk, "", zh, true); len(found) != 0 {
		t.Errorf("whole texts:%s", told(found))
	}
	table := func(a, b string) string { return "| x | y |\n|---|---|\n| " + a + " | " + b + " |" }
	if found, _, _, _ := compared(t, "", table("49", "92"), "", table("92", "49"), false); len(found) != 2 {
		t.Errorf("cells that were exchanged:%s", told(found))
	}
	r := readers(t)
	a, b := side(r, "uk", "uk", "", uk), side(r, "zh", "zh-Hans", "", zh)
	rows := []align.Row{{Source: 0, Target: 0, State: align.Changed}, {Source: 1, Target: 0, State: align.Moved}}
	if found, _, _ := compare.Compare(a, b, rows); len(found) != 0 {
		t.Errorf("one block changed, one moved:%s", told(found))
	}
}

// Planted bugs this test has caught: a silence without a
// reason that silences; one of another line; one in the other file that is idle.
func TestASilenceNeedsItsWordsAndAReason(t *testing.T) {
	const uk, zh = "Було 49 студентів.\n\nДалі 7 днів.", "有94名学生。\n\n共7天。"
	for _, e := range []struct {
		name, uk, zh string
		told, idle   int
	}{
		{"none", "", "", 1, 0},
		{"where it is told", "", "---\n# ignore numbers-differ “94名学生”：来源如此\n---\n", 0, 0},
		{"in the other text", "---\ntitle: а\n# ignore numbers-differ «49»: так у джерелі\n---\n", "", 0, 0},
		{"in straight marks", "---\n# ignore numbers-differ \"49\" — так у джерелі\n---\n", "", 0, 0},
		{"without a reason", "", "---\n# ignore numbers-differ “94”\n---\n", 1, 1},
		{"without words", "", "---\n# ignore numbers-differ: 来源如此\n---\n", 1, 1},
		{"of another line", "", "---\n# ignore numbers-differ “7天”：来源如此\n---\n", 1, 1},
		{"of another code", "", "---\n# ignore dates-differ “94”：来源如此\n---\n", 1, 1},
		{"of words that are not there", "", "---\n# ignore numbers-differ “94人”：来源如此\n---\n", 1, 1},
		{"a comment of the author", "---\n# ignore the title\n---\n", "", 1, 0},
	} {
		found, a, b, used := compared(t, e.uk, uk, e.zh, zh, false)
		idle := append(compare.Idle(a.Silences, a.Used|used[0]), compare.Idle(b.Silences, b.Used|used[1])...)
		if len(found) != e.told || len(idle) != e.idle {
			t.Errorf("%s: %d idle,%s%s", e.name, len(idle), told(found), told(idle))
		}
	}
	s := side(readers(t), "uk", "uk", "---\n# ignore letters-mixed \"Xарків\": назва гурту\n---\n", "Гурт Xарків грає.")
	if len(s.Found) != 0 || len(compare.Idle(s.Silences, s.Used)) != 0 {
		t.Errorf("a slip in one text:%s", told(s.Found))
	}
}

// Planted bugs this test has caught: a quotation that
// goes on into the next block; a block quotation that is looked at.
func TestWhatIsSomebodyElsesIsLeftAlone(t *testing.T) {
	r := readers(t)
	for text, want := range map[string]string{
		"Мы тут.":                             "letters-alien",
		"«Мы» тут, мы там.":                   "letters-alien",
		"> Мы тут.":                           "",
		"`Мы` тут.":                           "",
		"Сказав: «Мы.\n\nМы тут.":             "letters-alien",
		"Їхав у Киев.":                        "spelling-other",
		"Їхав у «Киев».":                      "",
		"Їхав із Києва.":                      "",
		"„Мы“ тут, мЫ там.":                   "letters-alien",
		"Стояв Xарьков.":                      "letters-mixed",
		"Клас i школа.":                       "letters-mixed",
		"Змінна i = 5.":                       "",
		"![Мы](a.png \"назва\") на світлині.": "letters-alien",
	} {
		var codes []string
		for _, d := range side(r, "uk", "uk", "", text).Found {
			codes = append(codes, string(d.Code))
		}
		if have := strings.Join(codes, " "); have != want {
			t.Errorf("%q: %s, not %s", text, have, want)
		}
	}
	for text, want := range map[string]string{
		"签约,结束。": "marks-halfwidth", "签约, 结束。": "", "比分3:2。": "", "他說“大學”。": "characters-traditional", "《大學》出版。": "", "第1,2章。": "",
	} {
		var codes []string
		for _, d := range side(r, "zh", "zh-Hans", "", text).Found {
			codes = append(codes, string(d.Code))
		}
		if have := strings.Join(codes, " "); have != want {
			t.Errorf("%q: %s, not %s", text, have, want)
		}
	}
}

// A language of which nobody has said how it writes numbers is not compared in
// them, but in links.
func TestNumbersOfAnUnknownLanguageAreSilent(t *testing.T) {
	all := []compare.Language{{Key: "uk", Tag: "uk"}, {Key: "fr", Tag: "fr"}}
	r := map[string]*compare.Reader{}
	for _, l := range all {
		r[l.Key] = compare.NewReader(l, all, compare.NewNames(), nil)
	}
	a := side(r, "uk", "uk", "", "Було 49 [тут](https://example.org/a).")
	b := side(r, "fr", "fr", "", "Il y en a 50 [ici](https://example.org/b).")
	found, _, err := compare.Compare(a, b, align.Pair(a.Blocks, b.Blocks))
	if err != nil || len(found) != 1 || found[0].Code != "links-differ" {
		t.Errorf("%v%s", err, told(found))
	}
}
