package schema

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/frontmatter"
	"diglot/generator/internal/record"
	"diglot/generator/internal/roster"
	"diglot/generator/internal/source"
)

// siteAt reads the settings and content of a site of this repository.
func siteAt(t *testing.T, dir string) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	disk := os.DirFS(dir)
	entries, err := listed(disk)
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range entries {
		files[name] = &fstest.MapFile{Data: b}
	}
	return files
}

const generator = "../../"

// sites are the shipped site and the golden ones.
var sites = []string{generator + "..", generator + "testdata/sites/everything", generator + "testdata/sites/en-fr",
	generator + "testdata/sites/three-languages", generator + "testdata/sites/one-agreement"}

// compiled are the schemas of a site, by the names of kinds, as a validator
// that is not ours reads them; with their dialect's own schema.
func compiled(t *testing.T, site fstest.MapFS, l diag.Language) map[string]*jsonschema.Schema {
	t.Helper()
	r, bad, err := roster.Read(site)
	if err != nil || len(bad) > 0 {
		t.Fatal(bad, err)
	}
	files, err := Files(r, l)
	if err != nil {
		t.Fatal(err)
	}
	dialect, err := jsonschema.NewCompiler().Compile(Draft)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]*jsonschema.Schema{}
	for _, f := range files {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(f.Bytes))
		if err == nil {
			err = dialect.Validate(doc)
		}
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		c := jsonschema.NewCompiler()
		if err := c.AddResource(f.Name, doc); err != nil {
			t.Fatal(err)
		}
		s, err := c.Compile(f.Name)
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		all[strings.TrimSuffix(f.Name, ".schema.json")] = s
	}
	return all
}

var (
	isInteger = regexp.MustCompile(`^[-+]?[0-9]+$`)
	isFloat   = regexp.MustCompile(`^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$`)
)

// asEditorsRead makes of front matter what editors make of it, by the core
// schema of YAML 1.2 (10.3.2): 02071180 is a number to them.
func asEditorsRead(n *frontmatter.Node) any {
	switch n.Kind {
	case frontmatter.Map:
		m := map[string]any{}
		for _, k := range n.Keys {
			m[k.Key] = asEditorsRead(k.Value)
		}
		return m
	case frontmatter.List:
		list := []any{}
		for _, item := range n.Items {
			list = append(list, asEditorsRead(item))
		}
		return list
	case frontmatter.Null:
		return nil
	}
	switch {
	case n.Quoted:
	case slices.Contains([]string{"true", "True", "TRUE"}, n.Text):
		return true
	case slices.Contains([]string{"false", "False", "FALSE"}, n.Text):
		return false
	case isInteger.MatchString(n.Text), isFloat.MatchString(n.Text):
		text := strings.TrimLeft(strings.TrimPrefix(n.Text, "+"), "0")
		if text == "" || text[0] == '.' {
			text = "0" + text
		}
		return json.Number(strings.TrimSuffix(text, "."))
	}
	return n.Text
}

// frontMatter is that of a file of a site.
func frontMatter(t *testing.T, name string, src []byte) *frontmatter.Node {
	t.Helper()
	parts, bad := frontmatter.Split(name, src)
	root, worse := frontmatter.Parse(name, parts.MetaLine, parts.Meta)
	if len(bad)+len(worse) > 0 || root == nil {
		t.Fatal(name, bad, worse)
	}
	return root
}

// Planted bugs this test has caught: no plain text in a file of a language; a
// date of a year alone refused; a fact that cannot be notStated; a participant
// who is written as an id alone refused.
func TestEveryFrontMatterKeepsToItsSchema(t *testing.T) {
	checked := 0
	for _, dir := range sites {
		site := siteAt(t, dir)
		schemas := compiled(t, site, diag.Ukrainian)
		r, _, err := roster.Read(site)
		if err != nil {
			t.Fatal(err)
		}
		for name, f := range site {
			origin, bad := record.OriginOf(name, r.Config)
			if !strings.HasSuffix(name, ".md") || len(bad) > 0 {
				continue
			}
			checked++
			if err := schemas[origin.Kind.Name].Validate(asEditorsRead(frontMatter(t, name, f.Data))); err != nil {
				t.Errorf("%s/%s: %v", dir, name, err)
			}
		}
	}
	for kind, s := range compiled(t, siteAt(t, sites[0]), diag.English) {
		if err := s.Validate(nil); err != nil { // what an editor reads behind the second line of hyphens
			t.Errorf("%s: %v", kind, err)
		}
	}
	if checked < 130 {
		t.Errorf("only %d files were checked", checked)
	}
}

// What is wrong with front matter is found by the schema, too.
func TestSchemaFindsWhatIsWrong(t *testing.T) {
	schemas := compiled(t, siteAt(t, sites[0]), diag.English)
	for _, c := range []struct{ kind, text string }{
		{"agreement", "parties: [khpi, dlpuu]"},
		{"agreement", "parties: [khpi]"},
		{"agreement", "parties: khpi"},
		{"agreement", "agreementType: cooperative"},
		{"agreement", "dateSigned: 23.06.2021"},
		{"agreement", "dateSigned: {value: 2021, certainty: sure}"},
		{"agreement", "dateSigned: {value: 2021, sources: x}"},
		{"agreement", "signatory: [{onBehalfOf: member:khpi}]"},
		{"agreement", "signatory: [{person: vitrenko, onBehalfOf: person:vitrenko}]"},
		{"agreement", "titel: x"},
		{"agreement", "name: {ua: x}"},
		{"agreement", "name: [x]"},
		{"agreement", "name: {}"},
		{"member", "identifier: {ror: \"1234\"}"},
		{"member", "foundingDate: 18850417"},
		{"member", "location: khpi"},
		{"announcement", "about: [khpi]"},
		{"announcement", "languages: [ua]"},
		{"announcement", "draft: maybe"},
		{"announcement", "source: ftp:x"},
		{"alliance", "claims: {memberCount: {Ukraine: 49}}"},
		{"alliance", "claims: {memberCount: {UA: many}}"},
		{"ceremony", "participant: [khpi]"},
		{"place", "slug: kyiv"},
	} {
		doc := asEditorsRead(frontMatter(t, "x.md", []byte("---\n"+c.text+"\n---\n")))
		if schemas[c.kind].Validate(doc) == nil {
			t.Errorf("%s: nobody minds %s", c.kind, c.text)
		}
	}
	for _, c := range []struct{ kind, text string }{
		{"agreement", "parties: notStated"},
		{"agreement", "parties: {certainty: notStated, source: announcement:khpi-joins-alliance}"},
		{"agreement", "parties: [member:khpi, dlpu]"},
		{"agreement", "number: 17"},
		{"member", "identifier: {edrpou: \"02071180\"}"},
		{"member", "name: 2021"},
		{"announcement", "source: [https://example.org/, {name: {uk: x}, date: 2021}]"},
		{"ceremony", "participant: [vitrenko, {person: tian-xuejun, capacity: {uk: x}}]"},
		{"ceremony", "startDate: 2021-06-23 09:30"},
		{"page", "embargoUntil: 2026-12-01 09:00 Europe/Kyiv"},
		{"page", "needsReview: [zh]"},
	} {
		doc := asEditorsRead(frontMatter(t, "x.md", []byte("---\n"+c.text+"\n---\n")))
		if err := schemas[c.kind].Validate(doc); err != nil {
			t.Errorf("%s: %s is refused: %v", c.kind, c.text, err)
		}
	}
}

// Every field is described in the language of its author, and in all of them.
func TestSchemasSpeakTheAuthorsLanguage(t *testing.T) {
	r, _, err := roster.Read(siteAt(t, sites[0]))
	if err != nil {
		t.Fatal(err)
	}
	for l, parties := range map[diag.Language]string{
		diag.English: "the members that concluded it", diag.Ukrainian: "учасники, що її уклали", diag.Chinese: "订立协议的成员",
	} {
		files, err := Files(r, l)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(files, func(f File) bool { return f.Name == "agreement.schema.json" })
		text := string(files[i].Bytes)
		if !strings.Contains(text, `"description": "`+parties) || strings.Count(text, parties) != 2 {
			t.Errorf("%s: parties are not described", l)
		}
		if !strings.Contains(text, "Даляньський політехнічний університет · 大连工业大学") {
			t.Errorf("%s: the names of members do not stand beside their ids", l)
		}
	}
}

// The pattern finds what the check command prints, in every language of
// messages, and takes the sentence without the advice behind it.
func TestProblemMatcherReadsWhatCheckPrints(t *testing.T) {
	whole := diag.New("config-missing", diag.Span{File: "site.yaml"})
	placed := diag.New("ref-unknown", diag.Span{File: "content/agreements/x.md", Line: 6, Col: 11, End: 15}, "kind", "member", "id", "kphi").WithFix("khpi")
	for _, key := range diag.Languages() {
		l, _ := diag.LanguageOf(key)
		var out bytes.Buffer
		if err := l.Write(&out, "github", []diag.Diagnostic{whole, placed}, nil); err != nil {
			t.Fatal(err)
		}
		first, second, _ := strings.Cut(strings.TrimSpace(out.String()), "\n")
		located := regexp.MustCompile(Problem).FindStringSubmatch(first)
		ofFile := regexp.MustCompile(ProblemOfFile).FindStringSubmatch(second)
		if located == nil || ofFile == nil {
			located, ofFile = regexp.MustCompile(Problem).FindStringSubmatch(second), regexp.MustCompile(ProblemOfFile).FindStringSubmatch(first)
		}
		want := []string{"error", "content/agreements/x.md", "6", "11", "15", "ref-unknown", l.Message(placed)}
		if located == nil || !slices.Equal(located[1:], want) {
			t.Errorf("%s: %q, want %q", l, located, want)
		}
		if want := []string{"error", "site.yaml", "config-missing", l.Message(whole)}; ofFile == nil || !slices.Equal(ofFile[1:], want) {
			t.Errorf("%s: %q, want %q", l, ofFile, want)
		}
	}
}

// listed reads the files that matter to a schema.
func listed(disk fs.FS) (map[string][]byte, error) {
	entries, _, err := source.List(disk)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, e := range entries {
		if e.Path == record.ConfigFile || strings.HasPrefix(e.Path, record.ContentDir+"/") && strings.HasSuffix(e.Path, ".md") {
			f, err := source.Load(disk, e.Path)
			if err != nil {
				return nil, err
			}
			files[e.Path] = f.Bytes
		}
	}
	return files, nil
}
