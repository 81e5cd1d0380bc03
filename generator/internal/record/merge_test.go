package record

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
)

// fragments are fields that a file of facts, or one of a language, may state:
// some agree with each other and some do not.
var fragments = map[string][]string{
	"": {
		"name:\n  uk: Відкриття\n  zh: 成立仪式", "name:\n  uk: Інше", "startDate: 2021-06-23", "startDate: 2021-06-24",
		"startDate:\n  value: 2021-06-23\n  certainty: derived", "attendanceMode: online", "location: [kyiv]", "location: [kyiv, dalian]",
		"alternateName:\n  - uk: Свято\n    zh: 节", "signing:\n  pairing: notStated", "signing:\n  agreementCount: 3", "draft: true", "draft: false",
		"participant: [vitrenko]", "superEvent:\n  name:\n    uk: Засідання", "source: https://a.example/",
	},
	"uk": {
		"name: Відкриття", "name: Інше", "alternateName: [Свято]", "alternateName: [Свято, Подія]", "startDate: 2021-06-23", "commemorates: Річниця",
		"signing:\n  agreementCount: 3", "signing:\n  agreementCount: 4", "superEvent:\n  name: Засідання", "translationOf: zh 2021 aaaa", "draft: true",
	},
	"zh": {
		"name: 成立仪式", "alternateName: [节]", "alternateName: [节, 活动]", "startDate: 2021-06-24", "commemorates: 周年", "location: [dalian]",
		"superEvent:\n  name: 会议\n  organizer: commission", "translationOf: uk 2021 aaaa", "endDate: 2021-06-25", "needsReview: [zh]",
	},
}

// drawFiles draws the files of a record, each with some fields.
func drawFiles(t *rapid.T, tb testing.TB) []File {
	var files []File
	for _, language := range rapid.SampledFrom([][]string{{""}, {"uk", "zh"}, {"", "uk"}, {"", "uk", "zh"}, {"", "zh"}, {"zh"}}).Draw(t, "languages") {
		var meta []string
		seen := map[string]bool{}
		for _, f := range rapid.SliceOfN(rapid.SampledFrom(fragments[language]), 0, 6).Draw(t, "fields of "+language) {
			if key, _, _ := strings.Cut(f, ":"); !seen[key] {
				seen[key] = true
				meta = append(meta, f)
			}
		}
		name := "content/ceremonies/o.md"
		if language != "" {
			name = "content/ceremonies/o." + language + ".md"
		}
		files = append(files, facts(tb, name, strings.Join(meta, "\n")+"\n"))
	}
	return files
}

// Planted bugs this test has caught: one sign of the placeholder and no other;
// texts and no facts in words.
func TestValueOfNothingButDotsIsNotWrittenYet(t *testing.T) {
	for written, want := range map[string]string{
		"number: …": "text-placeholder", "number: ......": "text-placeholder", "number:\n  value: …": "text-placeholder", "number: А…": "", "number: 1.2": "",
		"scope:\n  - uk: ……\n    zh: 。。。\n  - uk: Далі буде…\n    zh: 未完……": "text-placeholder text-placeholder",
		"name:\n  uk: ...\n  zh: '. . .'\n": "text-placeholder text-placeholder", "dateSigned: notStated": "",
	} {
		f := facts(t, "content/agreements/a.md", "agreementType: other\nparties: [a, b]\n"+written)
		if _, bad := Merge([]File{f}, config()); codesOf(bad) != want {
			t.Errorf("%s: %s, want %s", written, codesOf(bad), want)
		}
	}
}

// Planted bugs this test has caught: files merged as they come; the caller's
// files put in order.
func TestMergeDoesNotDependOnTheOrderOfFiles(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		files := drawFiles(rt, t)
		want, bad := Merge(files, config())
		shuffled := rapid.Permutation(files).Draw(rt, "order")
		before := slices.Clone(shuffled)
		got, again := Merge(shuffled, config())
		if !reflect.DeepEqual(got, want) {
			rt.Fatalf("another record:\n%+v\n%+v", got, want)
		}
		if !reflect.DeepEqual(again, bad) {
			rt.Fatalf("other findings:\n%v\n%v", again, bad)
		}
		for i := range before {
			if before[i].Path != shuffled[i].Path {
				rt.Fatal("Merge has changed the order of its caller's files")
			}
		}
	})
}

// Planted bugs this test has caught: the conflicts of one field not told; a
// conflict told without the other line.
func TestMergeLosesNoFactAndTellsBothLinesOfAConflict(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		files := drawFiles(rt, t)
		r, bad := Merge(files, config())
		for _, f := range files {
			for _, field := range f.spans() {
				if r.FieldAt(field.key).Line == 0 {
					rt.Fatalf("the field %s of %s is nowhere", field.key, f.Path)
				}
			}
		}
		for _, d := range bad {
			if d.Code != "fact-conflict" && d.Code != "list-length" {
				continue
			}
			if d.Span.Line == 0 || len(d.Related) != 1 || d.Related[0].Span.Line == 0 || d.Related[0].Span.File == d.Span.File {
				rt.Fatalf("not both lines: %+v", d)
			}
		}
		// A date that two files state differently is a conflict, whatever else they say.
		dates := map[string]bool{}
		for _, f := range files {
			if f.stated == nil {
				continue
			}
			if x := f.stated.own.Interface().(*Ceremony).StartDate; x.Certainty != Absent {
				dates[fmt.Sprint(x.Value.Date, x.Certainty)] = true
			}
		}
		told := slices.ContainsFunc(bad, func(d diag.Diagnostic) bool { return d.Code == "fact-conflict" && d.Arg("field") == "startDate" })
		if told != (len(dates) > 1) {
			rt.Fatalf("%d dates, told: %t", len(dates), told)
		}
	})
}

func TestMergeRules(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string // by language
		want  string            // findings
	}{
		"a fact in any file":             {map[string]string{"uk": "name: А\nstartDate: 2021\nattendanceMode: online", "zh": "name: 甲"}, ""},
		"the same fact twice":            {map[string]string{"": "startDate: 2021\nattendanceMode: online\nname:\n  uk: А\n  zh: 甲", "uk": "startDate: \"2021\""}, ""},
		"another precision":              {map[string]string{"": "startDate: 2021\nattendanceMode: online\nname:\n  uk: А\n  zh: 甲", "uk": "startDate: 2021-06"}, "fact-conflict"},
		"another certainty":              {map[string]string{"": "startDate: 2021\nattendanceMode: online\nname:\n  uk: А\n  zh: 甲", "uk": "startDate:\n  value: 2021\n  certainty: derived"}, "fact-conflict"},
		"another source":                 {map[string]string{"": "startDate: 2021\nattendanceMode: online\nname:\n  uk: А\n  zh: 甲", "uk": "startDate:\n  value: 2021\n  source: https://a.example/"}, "fact-conflict"},
		"notStated and a value":          {map[string]string{"": "startDate: notStated\nattendanceMode: online\nname:\n  uk: А\n  zh: 甲", "uk": "startDate: 2021"}, "fact-conflict"},
		"a list in two files":            {map[string]string{"": "startDate: 2021\nattendanceMode: online\nlocation: [a]\nname:\n  uk: А\n  zh: 甲", "uk": "location: [b]"}, "fact-conflict"},
		"the same list in two files":     {map[string]string{"": "startDate: 2021\nattendanceMode: online\nlocation: [a]\nname:\n  uk: А\n  zh: 甲", "uk": "location:\n  - place:a"}, ""},
		"texts by position":              {map[string]string{"uk": "name: А\nstartDate: 2021\nattendanceMode: online\nalternateName: [Б, В]", "zh": "name: 甲\nalternateName: [乙, 丙]"}, ""},
		"texts of unequal number":        {map[string]string{"uk": "name: А\nstartDate: 2021\nattendanceMode: online\nalternateName: [Б, В]", "zh": "name: 甲\nalternateName: [乙]"}, "list-length"},
		"a text twice in one language":   {map[string]string{"": "startDate: 2021\nattendanceMode: online\nname:\n  uk: А\n  zh: 甲", "uk": "name: Б"}, "fact-conflict"},
		"translations of each other":     {map[string]string{"uk": "name: А\nstartDate: 2021\nattendanceMode: online\ntranslationOf: zh 2021 aaaa", "zh": "name: 甲\ntranslationOf: uk 2021 aaaa"}, ""},
		"a group completed":              {map[string]string{"": "startDate: 2021\nattendanceMode: online\nsigning:\n  pairing: notStated\nname:\n  uk: А\n  zh: 甲", "uk": "signing:\n  agreementCount: 2"}, ""},
		"a text in a group":              {map[string]string{"uk": "name: А\nstartDate: 2021\nattendanceMode: online\nsuperEvent:\n  name: Б", "zh": "name: 甲\nsuperEvent:\n  name: 乙"}, ""},
		"a required text in one only":    {map[string]string{"uk": "name: А\nstartDate: 2021\nattendanceMode: online\nsuperEvent:\n  name: Б", "zh": "name: 甲"}, "text-lacks-language"},
		"required texts of list groups":  {map[string]string{"": "startDate: 2021\nattendanceMode: online\nprogramme:\n  - time: 09:30\n    text:\n      uk: Б\nname:\n  uk: А\n  zh: 甲"}, "text-lacks-language"},
		"in one language by choice":      {map[string]string{"uk": "name: А\nstartDate: 2021\nattendanceMode: online\nlanguages: [uk]"}, ""},
		"the end before the beginning":   {map[string]string{"": "startDate: 2021-06-23\nattendanceMode: online\nname:\n  uk: А\n  zh: 甲", "uk": "endDate: 2021-06-22"}, "dates-reversed"},
		"the end in the month it begins": {map[string]string{"": "startDate: 2021-06-23\nendDate: 2021-06\nattendanceMode: online\nname:\n  uk: А\n  zh: 甲"}, ""},
	} {
		var files []File
		for _, language := range []string{"", "uk", "zh"} {
			if meta, ok := c.files[language]; ok {
				path := strings.ReplaceAll("content/ceremonies/o."+language+".md", "..", ".")
				files = append(files, facts(t, path, meta))
			}
		}
		if _, bad := Merge(files, config()); codesOf(bad) != c.want {
			t.Errorf("%s: %s, want %q", name, told(bad), c.want)
		}
	}
}

func TestMissingTextsAreToldWhereTheyCanBeWritten(t *testing.T) {
	const image = "startDate: 2021\nattendanceMode: online\nname:\n  uk: А\n  zh: 甲\nimage:\n  - src: a.jpg"
	for name, c := range map[string]struct {
		files map[string]string // by language
		want  string
	}{
		"no text in a group":          {map[string]string{"": image}, "add “alt:” and, indented below it, a line for each language (uk, zh)"},
		"no name":                     {map[string]string{"": "startDate: 2021\nattendanceMode: online"}, "add “name:” and, indented below it, a line for each language (uk, zh)"},
		"no name in a language file":  {map[string]string{"uk": "startDate: 2021\nattendanceMode: online"}, "add a line “name: …”"},
		"no fact":                     {map[string]string{"": "attendanceMode: online\nname:\n  uk: А\n  zh: 甲"}, "add a line “startDate: …”"},
		"a language of a nested text": {map[string]string{"": image + "\n    alt:\n      uk: Б"}, "add a line “zh: …” below “alt:”"},
		"a text in a language file":   {map[string]string{"": "startDate: 2021\nattendanceMode: online", "uk": "name: А"}, "add “name: …” to content/ceremonies/o.zh.md"},
		"a text among the facts":      {map[string]string{"": "startDate: 2021\nattendanceMode: online\nname:\n  uk: А"}, "add a line “zh: …” below “name:”, or “name: …” to content/ceremonies/o.zh.md"},
		"a group in a language file":  {map[string]string{"": "startDate: 2021\nattendanceMode: online\nname:\n  uk: А\n  zh: 甲", "uk": "image:\n  - src: a.jpg\n    alt: Б"}, "move “image” to content/ceremonies/o.md, and write below “alt:” a line for each language"},
	} {
		var files []File
		for _, language := range []string{"", "uk", "zh"} {
			if meta, ok := c.files[language]; ok {
				files = append(files, facts(t, strings.ReplaceAll("content/ceremonies/o."+language+".md", "..", "."), meta))
			}
		}
		if _, bad := Merge(files, config()); len(bad) != 1 || diag.Fix(bad[0]) != c.want {
			t.Errorf("%s: %v, want %s", name, bad, c.want)
		}
	}
}

func TestDraftIsOneInAnyFileAndItsGapsAreNotes(t *testing.T) {
	r, bad := Merge([]File{
		parse(t, "content/announcements/a.uk.md", "---\ntitle: А\ndate: 2021-06-23\nabout: [alliance:a]\n---\nТекст"),
		facts(t, "content/announcements/a.md", "draft: true"),
	}, config())
	if !r.Draft || codesOf(bad) != "text-lacks-language prose-missing" {
		t.Fatalf("%t %s", r.Draft, told(bad))
	}
	for _, d := range bad {
		if d.Severity != diag.Note {
			t.Errorf("%s is a %s", d.Code, d.Severity)
		}
	}
}

// stuffing gives every leaf of a value of the schema something of its own.
type stuffing struct{ n int }

func (s *stuffing) fill(v reflect.Value) {
	s.n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprint("text-", s.n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(int64(s.n%100 + 1))
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			s.fill(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			s.fill(v.Field(i))
		}
	default:
		panic("a schema holds no " + v.Kind().String())
	}
}

// leavesOf calls each for every leaf of a filled value, and whether it belongs
// to a place.
func leavesOf(v reflect.Value, place bool, path string, each func(leaf reflect.Value, place bool, path string)) {
	place = place || v.Type() == spanType
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			leavesOf(v.Index(i), place, fmt.Sprint(path, "[", i, "]"), each)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			leavesOf(v.Field(i), place, path+"."+v.Type().Field(i).Name, each)
		}
	default:
		each(v, place, path)
	}
}

// The zone of a moment is but the way in which it is told.
//
// Planted bugs this test has caught: the items of lists not compared; the
// certainty of a fact ignored; places compared.
func TestSameIgnoresPlacesAndNothingElse(t *testing.T) {
	types := []reflect.Type{reflect.TypeFor[Common]()}
	for _, k := range Kinds {
		types = append(types, k.typ)
	}
	count := 0
	for _, typ := range types {
		a, b := reflect.New(typ).Elem(), reflect.New(typ).Elem()
		(&stuffing{}).fill(a)
		(&stuffing{}).fill(b)
		if !same(a, b) {
			t.Errorf("%s is not the same as itself", typ)
		}
		leavesOf(b, false, typ.Name(), func(leaf reflect.Value, place bool, path string) {
			count++
			old := reflect.New(leaf.Type()).Elem()
			old.Set(leaf)
			leaf.SetZero()
			if got := same(a, b); got != (place || path == "Common.EmbargoUntil.Zone" || strings.HasSuffix(path, ".Full")) {
				t.Errorf("%s taken away: same is %t", path, got)
			}
			leaf.Set(old)
		})
	}
	if count < 1000 {
		t.Errorf("only %d values were changed", count)
	}
}

// Planted bugs this test has caught: references within lists of groups left
// out; those of a fact's sources left out; the field of a group given instead
// of the top-level one.
func TestRefsFindsEveryReferenceOfTheSchema(t *testing.T) {
	for _, k := range Kinds {
		r := &Record{Kind: k}
		own := reflect.New(k.typ)
		s := &stuffing{}
		s.fill(own.Elem())
		s.fill(reflect.ValueOf(&r.Common).Elem())
		r.set(own)
		want := map[string]string{} // id to top-level field
		collect := func(v reflect.Value) {
			for i := range v.NumField() {
				leavesOf(v.Field(i), false, "", func(leaf reflect.Value, place bool, path string) {
					if strings.HasSuffix(path, ".ID") {
						want[leaf.String()] = v.Type().Field(i).Tag.Get("field")
					}
				})
			}
		}
		collect(own.Elem())
		collect(reflect.ValueOf(r.Common))
		got := map[string]string{}
		for _, ref := range r.Refs() {
			got[ref.ID] = ref.Field
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v\nwant %v", k.Name, got, want)
		}
		schemaRefs(k.Name, Schema(k), func(path string) {
			top := strings.Split(path, ".")[1]
			if !slices.ContainsFunc(r.Refs(), func(ref FieldRef) bool { return ref.Field == top }) {
				t.Errorf("Refs does not know %s", path)
			}
		})
	}
}

func schemaRefs(path string, fields []Field, each func(path string)) {
	for _, f := range fields {
		if f.Form == "reference" || f.Form == "source" {
			each(path + "." + f.Key)
		}
		if f.Form == "group" {
			schemaRefs(path+"."+f.Key, f.Fields, each)
		}
	}
}

func TestRefsOfAnEmptyRecordAreNone(t *testing.T) {
	for _, k := range Kinds {
		r := &Record{Kind: k}
		r.set(reflect.New(k.typ))
		if refs := r.Refs(); len(refs) > 0 {
			t.Errorf("%s: %v", k.Name, refs)
		}
	}
}

func TestEditionsAreInTheOrderOfTheSite(t *testing.T) {
	r := &Record{}
	r.Languages = []string{"zh", "uk"}
	var keys []string
	for _, l := range r.Editions(config()) {
		keys = append(keys, l.Key)
	}
	if !slices.Equal(keys, []string{"uk", "zh"}) {
		t.Error(keys)
	}
	r.Languages = []string{"zh"}
	if list := r.Editions(config()); len(list) != 1 || list[0].Key != "zh" {
		t.Error(list)
	}
	if list := (&Record{}).Editions(config()); len(list) != 2 {
		t.Error(list)
	}
}

func TestFieldIsFoundWhereItIsWrittenFirst(t *testing.T) {
	r, _ := Merge([]File{
		facts(t, "content/funds/a.uk.md", "name: А\nfundKind: fund\npurpose: П"),
		facts(t, "content/funds/a.zh.md", "purpose: 丙\nname: 甲\nslug: a-b"),
	}, config())
	for field, want := range map[string]diag.Span{
		"purpose": {File: "content/funds/a.uk.md", Line: 4, Col: 1, End: 8},
		"slug":    {File: "content/funds/a.zh.md", Line: 4, Col: 1, End: 5},
		"draft":   {File: "content/funds/a.uk.md"},
	} {
		if at := r.FieldAt(field); at != want {
			t.Errorf("%s: %+v", field, at)
		}
	}
	if !r.Name.Has("zh") || (lang.Text{}).Has("zh") {
		t.Error(r.Name)
	}
}
