package draft

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/frontmatter"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
	"diglot/generator/internal/roster"
)

const ukrainianAndChinese = `about: alliance:alliance
baseURL: https://alliance.example/
timezone: Europe/Kyiv
languages:
  uk: {tag: uk, name: Українська, country: UA}
  zh: {tag: zh-Hans, name: 简体中文, country: CN}
referenceLanguages: [en]
`

const englishAndFrench = `about: alliance:alliance
baseURL: https://alliance.example/
timezone: Europe/Paris
languages:
  en: {tag: en-GB, name: English}
  fr: {tag: fr, name: Français, country: FR}
`

// content is a site of a configuration, with one record of each kind that
// others refer to.
func content(t *testing.T, config string) *roster.Roster {
	t.Helper()
	files := fstest.MapFS{"site.yaml": {Data: []byte(config)}}
	for _, k := range record.Kinds {
		files[path.Join("content", k.Section, "one.md")] = &fstest.MapFile{Data: []byte("---\ndraft: true\n---\n")}
	}
	r, bad, err := roster.Read(fs.FS(files))
	if err != nil || len(bad) > 0 {
		t.Fatal(bad, err)
	}
	return r
}

func wish(k *record.Kind, l diag.Language, r *roster.Roster) Wish {
	return Wish{Kind: k, ID: "made", Today: lang.Date{Year: 2026, Month: 11, Day: 23}, Language: l, Site: r}
}

// errors are what is wrong with a record of these files.
func errors(t *testing.T, r *roster.Roster, files []File) (bad []diag.Diagnostic) {
	t.Helper()
	var parsed []record.File
	for _, f := range files {
		origin, wrong := record.OriginOf(f.Path, r.Config)
		if len(wrong) > 0 {
			t.Fatal(wrong)
		}
		p := record.ParseFile(f.Path, origin, f.Bytes, r.Config)
		bad = append(bad, p.Bad...)
		parsed = append(parsed, p)
	}
	if len(bad) == 0 {
		_, bad = record.Merge(parsed, r.Config)
	}
	return slices.DeleteFunc(bad, func(d diag.Diagnostic) bool {
		return d.Severity != diag.Error || d.Code == "text-placeholder" // of the alliance, which is no draft
	})
}

// Planted bugs this test has caught: a required field left out; a draft that is
// not marked as one; a comma in the place of a colon.
func TestDraftOfEveryKindHasNoErrors(t *testing.T) {
	for _, config := range []string{ukrainianAndChinese, englishAndFrench} {
		r := content(t, config)
		for _, k := range record.Kinds {
			for _, l := range []diag.Language{diag.English, diag.Ukrainian, diag.Chinese} {
				files := Files(wish(k, l, r))
				for _, d := range errors(t, r, files) {
					t.Errorf("%s: %s %s", k.Name, d.Span.File, diag.Message(d))
				}
				if want := 1 + len(r.Config.Languages); !k.Glossed && len(files) != want {
					t.Errorf("%s: %d files, want %d", k.Name, len(files), want)
				}
			}
		}
	}
}

// Every field that may be added is written as it must be: each is put to use by
// taking the signs before it away.
//
// Planted bugs this test has caught: a list in the form of a single value; the
// second field of a group in a list at the depth of the list; a year with an hour.
func TestEveryCommentedFieldIsWrittenAsItMustBe(t *testing.T) {
	used := 0
	for _, config := range []string{ukrainianAndChinese, englishAndFrench} {
		r := content(t, config)
		for _, k := range record.Kinds {
			w := wish(k, diag.English, r)
			w.Date = lang.Date{Year: 2021} // of which no hour is known
			files := Files(w)
			for _, f := range record.Schema(k) {
				on, ok := uncommented(string(files[0].Bytes), f.Key)
				if !ok {
					continue
				}
				used++
				with := append([]File{{files[0].Path, []byte(on), nil}}, files[1:]...)
				for _, d := range errors(t, r, with) {
					t.Errorf("%s: %s\n%s", f.Path, diag.Message(d), on)
				}
			}
		}
	}
	if used < 200 {
		t.Errorf("only %d fields were put to use", used)
	}
}

// uncommented puts a field to use.
func uncommented(text, key string) (string, bool) {
	lines := strings.Split(text, "\n")
	within, any := false, false
	for i, line := range lines {
		switch {
		case strings.HasPrefix(line, "#"+key+":"):
			within, any = true, true
		case !strings.HasPrefix(line, "# ") || strings.HasPrefix(line, "# ") && !strings.HasPrefix(line, "#  "):
			within = false
		}
		if within {
			lines[i] = line[1:]
		}
	}
	return strings.Join(lines, "\n"), any
}

// Every field that the kind knows stands in its draft, stated or commented out.
func TestDraftHoldsEveryField(t *testing.T) {
	r := content(t, ukrainianAndChinese)
	for _, k := range record.Kinds {
		text := "\n" + string(Files(wish(k, diag.Ukrainian, r))[0].Bytes)
		for _, f := range record.Schema(k) {
			stated, commented := strings.Contains(text, "\n"+f.Key+":"), strings.Contains(text, "\n#"+f.Key+":")
			alone := f.Code == "translation" || f.Key == "draft" && k.Single
			if stated == commented && !alone {
				t.Errorf("%s: stated %v, commented %v", f.Path, stated, commented)
			}
			if words := f.Meaning(diag.Ukrainian); !alone && !strings.Contains(text, "# "+words+"\n") {
				t.Errorf("%s: nothing says %q", f.Path, words)
			}
		}
	}
}

// A title is read as it was given, whatever it holds.
//
// Planted bugs this test has caught: a title with a colon written without
// quotes; the title null.
func TestTitlesAreReadAsTheyAreGiven(t *testing.T) {
	r := content(t, ukrainianAndChinese)
	page := record.KindNamed("page")
	given := rapid.OneOf(rapid.String(), rapid.StringMatching(`[ -~«»“”：，。а-яА-ЯіїєґҐ联盟]{0,20}`),
		rapid.SampledFrom([]string{"yes", "null", "~", "2021", "1e3", "true", "Альянс: угода", "- пункт", "“a” b", "a #b", "@b", "%", "a\\nb", "联盟：签约", "…"}))
	rapid.Check(t, func(t *rapid.T) {
		title := given.Draw(t, "title")
		w := wish(page, diag.English, r)
		w.Title = map[string]string{"uk": title}
		f := Files(w)[0]
		parts, bad := frontmatter.Split(f.Path, f.Bytes)
		root, worse := frontmatter.Parse(f.Path, parts.MetaLine, parts.Meta)
		if len(bad)+len(worse) > 0 {
			t.Fatalf("%q: %v %v\n%s", title, bad, worse, f.Bytes)
		}
		if kind := root.Get("title").Get("uk").Kind; kind != frontmatter.Scalar {
			t.Fatalf("%q was read as no text\n%s", title, f.Bytes)
		}
		read := root.Get("title").Get("uk").Text
		if want := orPlaceholder(title); read != want && read != tidy(title) {
			t.Fatalf("%q was read as %q, want %q\n%s", title, read, want, f.Bytes)
		}
	})
}

func TestIDsAreMadeOfTitlesAndMembers(t *testing.T) {
	r := content(t, ukrainianAndChinese)
	for _, c := range []struct {
		kind    string
		title   map[string]string
		members []string
		want    string
	}{
		{"announcement", map[string]string{"uk": "Згурський приїхав до Ґалаґана"}, nil, "zghurskyi-pryikhav-do-galagana"},
		{"announcement", map[string]string{"zh": "联盟成立"}, nil, ""},
		{"announcement", map[string]string{"zh": "联盟成立", "en": "The Alliance is founded"}, nil, "the-alliance-is-founded"},
		{"announcement", map[string]string{"uk": "One"}, nil, "one-2"},
		{"announcement", map[string]string{"uk": strings.Repeat("дуже довгий заголовок ", 9)}, nil, "duzhe-dovhyi-zaholovok-duzhe-dovhyi-zaholovok-duzhe-dovhyi"},
		{"agreement", nil, []string{"khpi", "dlpu"}, "khpi-dlpu"},
		{"alliance", nil, nil, "alliance"},
		{"member", nil, nil, ""},
	} {
		w := wish(record.KindNamed(c.kind), diag.English, r)
		w.Title, w.Members = c.title, c.members
		if got := ID(w); got != c.want {
			t.Errorf("%s %v %v: %q, want %q", c.kind, c.title, c.members, got, c.want)
		}
	}
}
