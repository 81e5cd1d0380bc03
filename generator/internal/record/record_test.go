package record

import (
	"reflect"
	"strings"
	"testing"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
)

// config is a site in two languages, with a third for names.
func config() *Config {
	return &Config{
		BaseURL: "https://alliance.example/", Timezone: "Europe/Kyiv",
		Languages: []lang.Language{
			{Key: "uk", Tag: "uk", Name: "Українська", Country: "UA"},
			{Key: "zh", Tag: "zh-Hans", Name: "简体中文", Country: "CN"},
		},
		ReferenceLanguages: []string{"en"},
	}
}

// parse decodes a file of the given path.
func parse(t testing.TB, path, src string) File {
	t.Helper()
	origin, bad := OriginOf(path, config())
	if len(bad) > 0 {
		t.Fatal(path, bad)
	}
	return ParseFile(path, origin, []byte(src), config())
}

// facts decodes front matter that must be free of errors.
func facts(t testing.TB, path, meta string) File {
	t.Helper()
	f := parse(t, path, "---\n"+meta+"\n---\n")
	if len(f.Bad) > 0 {
		t.Fatal(path, told(f.Bad), meta)
	}
	return f
}

// told prints findings as “file:line:col code”.
func told(list []diag.Diagnostic) string {
	var out []string
	for _, d := range list {
		out = append(out, d.Span.File+" "+string(d.Code))
	}
	return strings.Join(out, " | ")
}

func TestIDsAreSmallLettersDigitsAndSingleHyphens(t *testing.T) {
	for _, id := range []string{"khpi", "a", "7", "opening-2021-06-23", "x1-y"} {
		if !IsID(id) {
			t.Errorf("%q is an id", id)
		}
	}
	for _, id := range []string{"", "-", "-a", "a-", "a--b", "A", "a_b", "a.b", "a b", "хпі", "大连", "a/b", "ａ"} {
		if IsID(id) {
			t.Errorf("%q is no id", id)
		}
	}
}

func TestPathsSayWhichRecordAndLanguage(t *testing.T) {
	for path, want := range map[string]string{
		"content/members/khpi.md":          "member khpi ",
		"content/members/ua/khpi.uk.md":    "member khpi uk",
		"content/pages/about.zh.md":        "page about zh",
		"content/alliance/a/b/c/x-1.md":    "alliance x-1 ",
		"content/notes.md":                 "file-place",
		"content/member/khpi.md":           "section-unknown",
		"content/members/ХПІ.md":           "id-form",
		"content/members/khpi.ua.md":       "file-language",
		"content/members/khpi.en.md":       "file-language", // a reference language has no edition
		"content/members/khpi.uk.draft.md": "file-language",
		"content/members/.md":              "id-form",
	} {
		origin, bad := OriginOf(path, config())
		got := ""
		if len(bad) > 0 {
			got = string(bad[0].Code)
		} else {
			got = origin.Kind.Name + " " + origin.ID + " " + origin.Lang
		}
		if got != want || len(bad) > 1 {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

func TestWrongPathsNameTheRightOne(t *testing.T) {
	for path, want := range map[string]string{
		"content/member/khpi.md":          "members",
		"content/members/ХПІ.md":          "khpi",
		"content/members/khpi.ua.md":      "khpi.uk.md",
		"content/members/khpi.CN.md":      "khpi.zh.md",
		"content/members/khpi.zh-hans.md": "khpi.zh.md",
		"content/members/khpi.fr.md":      "",
	} {
		_, bad := OriginOf(path, config())
		if len(bad) != 1 || bad[0].Fix != want {
			t.Errorf("%s: %v, want the fix %q", path, bad, want)
		}
	}
}

func TestRecordOfAMisplacedFileIsGuessed(t *testing.T) {
	for path, want := range map[string]string{
		"content/pages/about.ua.md": "page:about true",
		"content/pages/x/about.md":  "page:about true",
		"content/page/about.md":     ": false",
		"content/about.md":          ": false",
		"content/pages/Про.md":      "page:Про false",
	} {
		ref, ok := Guess(path)
		if got := ref.String() + map[bool]string{true: " true", false: " false"}[ok]; got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}

func TestKindsAreToldApartBySectionNameAndStruct(t *testing.T) {
	seen := map[any]bool{}
	for _, k := range Kinds {
		for _, key := range []any{k.Name, "section " + k.Section, k.typ} {
			if seen[key] {
				t.Errorf("%v is used twice", key)
			}
			seen[key] = true
		}
		if KindNamed(k.Name) != k || KindOf(k.Section) != k || !IsID(k.Section) || k.Doc == "" {
			t.Errorf("%s is not found by its name or its section, or has no words", k.Name)
		}
		r := &Record{Kind: k}
		r.set(reflect.New(k.typ)) // panics where Record has no field of the kind
		if reflect.TypeOf(r.own()).Elem() != k.typ {
			t.Errorf("%s: own is a %T", k.Name, r.own())
		}
	}
}

func TestTextsHaveTheRecordsFirstFileAndFolder(t *testing.T) {
	r, _ := Merge([]File{
		parse(t, "content/funds/money/campus.zh.md", "---\nname: 基金\n---\n正文"),
		parse(t, "content/funds/campus.uk.md", "---\nname: Фонд\n---\n\n\nТекст"),
	}, config())
	if got := strings.Join(r.Files, " "); got != "content/funds/campus.uk.md content/funds/money/campus.zh.md" {
		t.Error(got)
	}
	if r.Dir() != "content/funds/campus" {
		t.Error(r.Dir())
	}
	if p := r.ProseIn("uk"); p.File != "content/funds/campus.uk.md" || p.Line < 4 {
		t.Errorf("%+v", p)
	}
	if p := r.ProseIn("en"); p.File != "" {
		t.Errorf("%+v", p)
	}
}

// What a text says is no fact: the record is the same whatever its prose.
func TestFactsAndTextHaveDigestsOfTheirOwn(t *testing.T) {
	base := parse(t, "content/pages/a.uk.md", "---\ntitle: А\n---\nТекст")
	for src, want := range map[string][2]bool{ // facts equal, text equal
		"---\ntitle: А\n---\nІнший":     {true, false},
		"---\ntitle: Б\n---\nТекст":     {false, true},
		"---\ntitle: А\n---\nТекст":     {true, true},
		"---\ntitle: А # і\n---\nТекст": {false, true},
	} {
		f := parse(t, "content/pages/a.uk.md", src)
		if got := [2]bool{f.Facts == base.Facts, f.Text == base.Text}; got != want {
			t.Errorf("%q: %v, want %v", src, got, want)
		}
	}
}
