package sitetest

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"testing"

	"diglot/generator/internal/frontmatter"
	"diglot/generator/internal/record"
)

// Everything is the folder of a site that uses every kind and every field.
func Everything() string { return Testdata("sites/everything") }

// Leaf is a value as an author wrote it.
type Leaf struct {
	Path  string // member.identifier.ror
	Value string
	Lang  string // of a text
	Field record.Field
	File  *ContentFile
}

// ContentFile is a file of a site's content, taken apart.
type ContentFile struct {
	record.Origin
	Path   string
	Src    []byte
	Root   *frontmatter.Node
	Leaves []Leaf
}

// EveryFile reads the content of the site everything.
func EveryFile(t *testing.T) []*ContentFile {
	t.Helper()
	config := EveryConfig(t)
	var files []*ContentFile
	Walk(t, Everything(), func(name string, src []byte) {
		if path.Ext(name) != ".md" {
			return
		}
		origin, bad := record.OriginOf(name, config)
		parts, more := frontmatter.Split(name, src)
		root, again := frontmatter.Parse(name, parts.MetaLine, parts.Meta)
		if bad = append(append(bad, more...), again...); len(bad) > 0 {
			t.Fatalf("%s: %v", name, bad)
		}
		f := &ContentFile{Origin: origin, Path: name, Src: src, Root: root}
		if root != nil {
			f.group(origin.Kind.Name, record.Schema(origin.Kind), root)
		}
		files = append(files, f)
	})
	return files
}

// EveryConfig is its site.yaml.
func EveryConfig(t *testing.T) *record.Config {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(Everything(), "site.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	config, bad := record.ParseConfig(src)
	if len(bad) > 0 {
		t.Fatal(bad)
	}
	return config
}

func (f *ContentFile) group(prefix string, fields []record.Field, n *frontmatter.Node) {
	for _, k := range n.Keys {
		i := slices.IndexFunc(fields, func(s record.Field) bool { return s.Key == k.Key })
		f.value(prefix+"."+k.Key, fields[i], k.Value)
	}
}

func (f *ContentFile) value(name string, field record.Field, n *frontmatter.Node) {
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

func (f *ContentFile) leaf(name, value, lang string, field record.Field) {
	f.Leaves = append(f.Leaves, Leaf{name, value, lang, field, f})
}

// PageOf returns the page that shows a record.
func PageOf(f *ContentFile, lang string) string {
	switch slug := f.ID; {
	case f.Kind.Glossed:
		return lang + "/names/index.html"
	case f.Kind.Single:
		return lang + "/alliance/index.html"
	case f.Kind.Rooted:
		return lang + "/" + slug + "/index.html"
	default:
		if slug == "news" {
			slug = map[string]string{"uk": "novyna", "zh": "xiaoxi"}[lang]
		}
		return lang + "/" + f.Kind.Section + "/" + slug + "/index.html"
	}
}

// NotOnItsPage are fields whose value a reader does not find on the page of
// the record, with the reason, or the file in which it is found instead.
var NotOnItsPage = map[string]string{
	"announcement.aliases":       "uk/old/novyna/index.html",
	"announcement.draft":         "decides whether there is a page",
	"announcement.embargoUntil":  "decides whether there is a page",
	"announcement.languages":     "decides in which languages there is a page",
	"announcement.translationOf": "a note of the program to itself",
	"announcement.slug":          "is the address of the page",
	"ceremony.signing.pairing":   "says that the agreements tell who signed with whom; notStated is shown",
	"member.sortKey":             "decides the order of a list",
	"person.sortName":            "decides the order of a list",
	"place.timezone":             "decides the hours on the page of a ceremony",
}
