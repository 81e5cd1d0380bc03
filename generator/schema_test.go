package main

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"diglot/generator/internal/frontmatter"
	"diglot/generator/internal/record"
)

// The site testdata/sites/everything uses every kind and every field. The
// tests of this file walk the schema and hold each field against that site,
// against the authors' manual, and against what is refused: a field that is
// added to the schema fails here until it has all of them.

const everything = "testdata/sites/everything"

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

// leaf is a value as an author wrote it.
type leaf struct {
	path  string // member.identifier.ror
	value string
	lang  string // of a text
	field record.Field
	file  *contentFile
}

// contentFile is a file of a site's content, taken apart.
type contentFile struct {
	record.Origin
	path   string
	src    []byte
	root   *frontmatter.Node
	leaves []leaf
}

// everyFile reads the content of the site everything.
func everyFile(t *testing.T) []*contentFile {
	t.Helper()
	config := everyConfig(t)
	var files []*contentFile
	walkFiles(t, everything, func(name string, src []byte) {
		if path.Ext(name) != ".md" {
			return
		}
		origin, bad := record.OriginOf(name, config)
		parts, more := frontmatter.Split(name, src)
		root, again := frontmatter.Parse(name, parts.MetaLine, parts.Meta)
		if bad = append(append(bad, more...), again...); len(bad) > 0 {
			t.Fatalf("%s: %v", name, bad)
		}
		f := &contentFile{Origin: origin, path: name, src: src, root: root}
		if root != nil {
			f.group(origin.Kind.Name, record.Schema(origin.Kind), root)
		}
		files = append(files, f)
	})
	return files
}

func everyConfig(t *testing.T) *record.Config {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(everything, "site.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	config, bad := record.ParseConfig(src)
	if len(bad) > 0 {
		t.Fatal(bad)
	}
	return config
}

// walkFiles calls each for the files below a folder, by their paths in it.
func walkFiles(t *testing.T, dir string, each func(name string, b []byte)) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		each(filepath.ToSlash(rel), b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (f *contentFile) group(prefix string, fields []record.Field, n *frontmatter.Node) {
	for _, k := range n.Keys {
		i := slices.IndexFunc(fields, func(s record.Field) bool { return s.Key == k.Key })
		f.value(prefix+"."+k.Key, fields[i], k.Value)
	}
}

func (f *contentFile) value(name string, field record.Field, n *frontmatter.Node) {
	switch {
	case n.Kind == frontmatter.List:
		for _, item := range n.Items {
			f.value(name, field, item)
		}
	case field.Fact && n.Kind == frontmatter.Map:
		f.value(name, field, n.Get("value"))
	case n.Kind == frontmatter.Map && field.Form == "text per language":
		for _, k := range n.Keys {
			f.leaf(name, k.Value.Text, k.Key, field)
		}
	case n.Kind == frontmatter.Map && field.Form == "group":
		f.leaf(name, "", "", field)
		f.group(name, field.Fields, n)
	case n.Kind == frontmatter.Map && field.Form == "source":
		f.leaf(name, "", "", field)
		f.group("source", field.Fields, n)
	case n.Kind == frontmatter.Map:
		for _, k := range n.Keys {
			f.leaf(name, k.Value.Text, "", field)
		}
	default:
		f.leaf(name, n.Text, f.Lang, field)
	}
}

func (f *contentFile) leaf(name, value, lang string, field record.Field) {
	f.leaves = append(f.leaves, leaf{name, value, lang, field, f})
}

// Planted bugs this test has caught: the field sortKey taken out of the site.
func TestEveryFieldIsUsedInTheSiteEverything(t *testing.T) {
	used := map[string]bool{}
	for _, f := range everyFile(t) {
		for _, l := range f.leaves {
			used[commonPath(l.path)] = true
		}
	}
	count := 0
	allFields(func(name string, _ *record.Kind, _ []record.Field) {
		count++
		if !used[commonPath(name)] {
			t.Errorf("no record of %s uses %s", everything, name)
		}
	})
	if count < 150 {
		t.Errorf("only %d fields were looked at", count)
	}
}

func TestManualIsCurrent(t *testing.T) {
	name := filepath.Join("docs", "content.md")
	if *update {
		if err := os.WriteFile(name, []byte(record.Manual()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != record.Manual() {
		t.Errorf("%s is not what the schema says: run go test ./generator -run Manual -update", name)
	}
}

// Planted bugs this test has caught: the tables of groups without their fields.
func TestManualNamesEveryKindAndField(t *testing.T) {
	manual := record.Manual()
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
	config := everyConfig(t)
	examples := regexp.MustCompile("(?s)```yaml\n# (\\S+)\n(.*?)```").FindAllStringSubmatch(record.Manual(), -1)
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
	if len(examples) < 6 {
		t.Errorf("only %d examples were found", len(examples))
	}
}
