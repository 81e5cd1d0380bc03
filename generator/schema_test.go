package main

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/record"
	"diglot/generator/internal/sitetest"
)

// The site testdata/sites/everything uses every kind and every field. The
// tests of this file walk the schema and hold each field against that site,
// against the authors' manual, and against what is refused: a field that is
// added to the schema fails here until it has all of them.

// schemaPaths returns the path of every field below a prefix, with the field.
// The fields of a source are the same wherever one stands, and not repeated.
func schemaPaths(prefix string, fields []record.Field, each func(path string, chain []record.Field), chain ...record.Field) {
	for _, f := range fields {
		name := prefix + "." + f.Key
		here := append(slices.Clip(chain), f)
		each(name, here)
		if f.Form == "group" {
			schemaPaths(name, f.Fields, each, here...)
		}
	}
}

// allFields calls each for the fields of every kind, then for those of a
// source and those of site.yaml.
func allFields(each func(path string, kind *record.Kind, chain []record.Field)) {
	var source []record.Field
	for _, k := range record.Kinds {
		schemaPaths(k.Name, record.Schema(k), func(name string, chain []record.Field) {
			each(name, k, chain)
			if f := chain[len(chain)-1]; f.Form == "source" {
				source = f.Fields
			}
		})
	}
	schemaPaths("source", source, func(name string, chain []record.Field) { each(name, nil, chain) })
}

// common are the fields that every kind has; one record that uses them stands
// for all kinds.
func commonPath(name string) string {
	kind, field, _ := strings.Cut(name, ".")
	top, _, _ := strings.Cut(field, ".")
	if record.KindNamed(kind) == nil {
		return name
	}
	for _, f := range record.Schema(record.KindNamed("page")) { // which has none of its own
		if f.Key == top || top == "name" {
			return "*." + field
		}
	}
	return name
}

// Planted bugs this test has caught: the field sortKey taken out of the site.
func TestEveryFieldIsUsedInTheSiteEverything(t *testing.T) {
	used := map[string]bool{}
	for _, f := range sitetest.EveryFile(t) {
		for _, l := range f.Leaves {
			used[commonPath(l.Path)] = true
		}
	}
	count := 0
	allFields(func(name string, _ *record.Kind, _ []record.Field) {
		count++
		if !used[commonPath(name)] {
			t.Errorf("no record of %s uses %s", sitetest.Everything(), name)
		}
	})
	if count < 150 {
		t.Errorf("only %d fields were looked at", count)
	}
}

// documentIn is the name of a document for authors in a language: the English one
// has no mark.
func documentIn(l diag.Language, name string) string {
	if l == diag.English {
		return filepath.Join("docs", name+".md")
	}
	return filepath.Join("docs", name+"."+l.String()+".md")
}

// inAllLanguages runs a test of what is said to authors.
func inAllLanguages(t *testing.T, test func(t *testing.T, l diag.Language)) {
	for _, key := range diag.Languages() {
		l, _ := diag.LanguageOf(key)
		t.Run(key, func(t *testing.T) { test(t, l) })
	}
}

func TestManualIsCurrent(t *testing.T) {
	inAllLanguages(t, func(t *testing.T, l diag.Language) { current(t, documentIn(l, "content"), record.Manual(l)) })
}

// Planted bugs this test has caught: a word of the tables that one language does
// not have.
func TestManualIsInItsLanguage(t *testing.T) {
	// Names that are the same in every language: those of kinds, of forms of codes,
	// of commands and registers.
	same := regexp.MustCompile("`[^`]*`" + `|\b(alliance|member|agreement|ceremony|announcement|programme|fund|person|body|place|page|site)\b|` +
		`\b(clock|country|direction|edrpou|email|file|licence|path|ror|section|slug|tag|telephone|timezone|translation|url|wikidata)\b|` +
		`\b(accept|id|true|false|both|notStated|inAgreements|signedAt|accession|signatory|measure|foundation|update|correction)\b|SPDX|IANA|Wikidata|Research Organization Registry|` +
		`https?://|\S+@\S+|/\S+/|Europe/Kyiv|[A-Z]{2}-[A-Z]{2}|CC-BY-4\.0|zh-Hans|\b(UA|CN|uk|khpi-joins|members|signing\.jpg|k3f9-2mx1|00yp5c433|Q\d*)\b`)
	latin := regexp.MustCompile(`[A-Za-z]+`)
	for _, l := range []diag.Language{diag.Ukrainian, diag.Chinese} {
		rows := 0
		for line := range strings.Lines(record.Manual(l)) {
			if strings.HasPrefix(line, "| ") && !strings.ContainsAny(line, "«№2") {
				rows++
				if words := latin.FindAllString(same.ReplaceAllString(line, ""), -1); len(words) > 0 {
					t.Errorf("%s: %q in %s", l, words, line)
				}
			}
		}
		if rows < 150 {
			t.Errorf("%s: only %d rows were read", l, rows)
		}
	}
}

// Planted bugs this test has caught: the tables of groups without their fields.
func TestManualNamesEveryKindAndField(t *testing.T) {
	inAllLanguages(t, func(t *testing.T, l diag.Language) { namesEveryKindAndField(t, record.Manual(l)) })
}

func namesEveryKindAndField(t *testing.T, manual string) {
	for _, k := range record.Kinds {
		head := fmt.Sprintf("## %s: `content/%s/`", k.Name, k.Section)
		_, rest, found := strings.Cut(manual, head)
		section, _, _ := strings.Cut(rest, "\n## ")
		if !found {
			t.Errorf("the manual has no %q", head)
		}
		schemaPaths("", record.Schema(k), func(name string, chain []record.Field) {
			var row strings.Builder
			row.WriteString("| `")
			for i, f := range chain {
				if i > 0 {
					row.WriteByte('.')
				}
				row.WriteString(f.Key)
				if f.List {
					row.WriteString("[]")
				}
			}
			row.WriteString("` |")
			where := section
			if strings.HasPrefix(commonPath(k.Name+name), "*.") {
				where = manual
			}
			if !strings.Contains(where, row.String()) {
				t.Errorf("the manual has no row %s for a %s", row.String(), k.Name)
			}
			if f := chain[len(chain)-1]; f.Doc == "" {
				t.Errorf("%s%s has no words of its own", k.Name, name)
			}
		})
	}
	if strings.Contains(manual, "<!--") {
		t.Error("a place in the manual was not filled")
	}
}

// The examples of the manual are what an author copies first.
func TestExamplesOfTheManualAreSound(t *testing.T) {
	inAllLanguages(t, func(t *testing.T, l diag.Language) { examplesAreSound(t, record.Manual(l)) })
}

func examplesAreSound(t *testing.T, manual string) {
	config := sitetest.EveryConfig(t)
	examples := regexp.MustCompile("(?s)`([a-z]+[./][a-z./-]+)`[:：]\n\n```yaml\n(.*?)```").FindAllStringSubmatch(manual, -1)
	for _, e := range examples {
		name, src := e[1], []byte(e[2])
		if name == record.ConfigFile {
			if _, bad := record.ParseConfig(src); len(bad) > 0 {
				t.Errorf("%s: %v", name, bad)
			}
			continue
		}
		origin, bad := record.OriginOf(name, config)
		if len(bad) > 0 {
			t.Errorf("%s: %v", name, bad)
			continue
		}
		file := record.ParseFile(name, origin, src, config)
		bad = file.Bad
		if len(bad) == 0 && !origin.Kind.Prose {
			_, bad = record.Merge([]record.File{file}, config)
		}
		if len(bad) > 0 {
			t.Errorf("%s: %v", name, bad)
		}
	}
	if len(examples) < 7 {
		t.Errorf("only %d examples were found", len(examples))
	}
}
