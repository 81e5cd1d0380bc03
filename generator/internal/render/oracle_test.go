package render

import (
	"bytes"
	"fmt"
	"html/template"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"diglot/generator/internal/lang"
	"diglot/generator/internal/markdown"
	"diglot/generator/internal/view"
)

// Pages are rendered by steps of our own; html/template, which decided how each
// value is escaped, must write the same. The two are compared on the site's own
// layouts, with views full of text that would be code if it could.
//
// Planted bugs this test has caught: an apostrophe or a NUL left as it is; a
// percent sign that stands for itself left in an address; addresses escaped as
// text; a partial that leaves its dot to the page; the fragment of one partial
// taken for that of another; a text whose first letter is dropped as if it were
// white space; "and" for "or".

// siteLayouts reads the layouts that the site is published with.
func siteLayouts(t testing.TB) (files []File) {
	t.Helper()
	root := filepath.Join("..", "..", "..")
	for _, pattern := range []string{"layouts/*.html", "layouts/partial/*.html"} {
		paths, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			name, _ := filepath.Rel(root, path)
			files = append(files, File{filepath.ToSlash(name), text})
		}
	}
	if len(files) == 0 {
		t.Skip("no layouts")
	}
	return files
}

var (
	plainKey   = regexp.MustCompile(`\bt "([^"]+)"`)
	countedKey = regexp.MustCompile(`\btn "([^"]+)"`)
	madeKey    = regexp.MustCompile(`\b(tn?) \(print "([^"]+)" `)
)

// phrasesOf makes hostile strings for all keys that the layouts name, and for
// those that they make up with a text of the pool.
func phrasesOf(files []File, pool []string) (catalogues []*lang.Catalogue) {
	texts := map[string]lang.Phrase{}
	add := func(key string, counted bool) {
		p := lang.Phrase{Key: key, Text: `<b>` + key + `</b> & "{n}" '{site}'+`}
		if counted {
			p.Category = "other"
		}
		texts[key+p.Category] = p
	}
	for _, f := range files {
		for _, m := range plainKey.FindAllSubmatch(f.Bytes, -1) {
			add(string(m[1]), false)
		}
		for _, m := range countedKey.FindAllSubmatch(f.Bytes, -1) {
			add(string(m[1]), true)
		}
		for _, m := range madeKey.FindAllSubmatch(f.Bytes, -1) {
			for _, s := range append(pool, "") {
				add(string(m[2])+s, string(m[1]) == "tn")
			}
		}
	}
	phrases := slices.Collect(maps.Values(texts))
	for _, l := range []lang.Language{{Key: "uk", Tag: "uk"}, {Key: "zh", Tag: "zh-Hans"}} {
		catalogues = append(catalogues, lang.NewCatalogue(l, phrases))
	}
	return catalogues
}

// filler makes views of nothing but hostile texts.
type filler struct {
	*rand.Rand
	pool []string
}

func (f filler) fill(v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[view.Prose]() {
			v.Set(reflect.ValueOf(view.Prose{File: "a.md", Fills: []view.Fill{{URL: "/a", Text: f.text()}}}))
			return
		}
		for i := range v.NumField() {
			f.fill(v.Field(i), depth+1)
		}
	case reflect.String:
		v.SetString(f.text())
	case reflect.Int:
		v.SetInt(int64(f.IntN(4)))
	case reflect.Bool:
		v.SetBool(f.IntN(2) == 0)
	case reflect.Slice:
		if n := f.IntN(3); depth < 12 && n > 0 {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
			for i := range n {
				f.fill(v.Index(i), depth+2)
			}
		}
	}
}

func (f filler) text() string {
	if f.IntN(4) == 0 {
		return ""
	}
	return f.pool[f.IntN(len(f.pool))]
}

// oracle renders pages with html/template alone.
type oracle struct {
	set  *template.Template
	page any
}

func newOracle(t testing.TB, files []File, catalogues []*lang.Catalogue, kinds []layout, bodies Bodies) *oracle {
	l := newLoader(catalogues, kinds)
	l.read(files)
	l.assemble()
	l.tidy()
	o := &oracle{set: template.New("")}
	run := func(name string, dot any) template.HTML {
		var b bytes.Buffer
		if err := o.set.ExecuteTemplate(&b, name, dot); err != nil {
			t.Fatal(err)
		}
		return template.HTML(b.String())
	}
	words := func(args []any) (words []string) {
		for _, a := range args {
			words = append(words, fmt.Sprint(a))
		}
		return words
	}
	o.set.Funcs(template.FuncMap{
		"t":  func(key string, args ...any) (string, error) { return catalogues[0].T(key, words(args)...) },
		"tn": func(key string, n int, args ...any) (string, error) { return catalogues[0].N(key, n, words(args)...) },
		"prose": func(p view.Prose) (template.HTML, error) {
			out, err := appendProse(nil, p, bodies)
			return template.HTML(out), err
		},
		"picture": func(i view.Image) template.HTML {
			return template.HTML(appendPicture(nil, &i.Picture, i.Alt, "", ""))
		},
		"jsonld": func(graph view.JSON) template.HTML { return template.HTML(appendLinked(nil, string(graph))) },
		"fragment": func(name string, dot, page any) template.HTML {
			o.page = page
			return run(name, dot)
		},
		"slot": func(name string) template.HTML { return run(name, o.page) },
	})
	for _, name := range l.unitNames() {
		if _, err := o.set.AddParseTree(name, l.units[name].tree); err != nil {
			t.Fatal(err)
		}
	}
	return o
}

// squeeze makes pages comparable: what white space remains between tags is for
// nobody to see.
func squeeze(page []byte) string {
	s := strings.Join(strings.Fields(string(page)), " ")
	return strings.ReplaceAll(strings.ReplaceAll(s, "> ", ">"), " <", "<")
}

func TestPagesAreWhatHTMLTemplateMakesOfThem(t *testing.T) {
	files := siteLayouts(t)
	pool := append([]string{"/uk/a/", "https://a.cn/b?c=d&e=f#g", "Договір «А + Б»", "协议", "stated", "ready", "1", "100% a%2fb"}, hostileFills...)
	// What one of the two refuses as an address is left out: html/template takes
	// anything before a colon for a scheme.
	pool = slices.DeleteFunc(pool, func(s string) bool {
		before, _, colon := strings.Cut(s, ":")
		return checkURL(s) != nil || colon && before != "https" && !strings.Contains(before, "/")
	})
	catalogues := phrasesOf(files, pool)
	theme, findings := Load(files, catalogues)
	for _, d := range findings {
		t.Error(place(d))
	}
	if theme == nil {
		t.FailNow()
	}
	body := &markdown.Body{HTML: []byte("<p>text</p>"), Holes: []markdown.Hole{{At: 3, Kind: markdown.LinkName}}}
	bodies := func(string, string) (*markdown.Body, error) { return body, nil }
	o := newOracle(t, files, catalogues, layouts, bodies)
	w := theme.Worker(bodies)
	for seed := range 12 {
		f := filler{rand.New(rand.NewPCG(uint64(seed), 1)), pool}
		for _, k := range layouts {
			v := reflect.New(k.view)
			f.fill(v.Elem(), 0)
			page := v.Elem().FieldByName("Page").Addr().Interface().(*view.Page)
			page.Layout, page.Frame.Key = k.name, "uk"
			page.Frame.Digest = "" // it would have to be that of the frame
			got, err := w.Page(v.Interface())
			var want bytes.Buffer
			wrong := o.set.ExecuteTemplate(&want, skeleton+"@"+k.name, v.Elem().Interface())
			if (err == nil) != (wrong == nil) {
				t.Fatalf("%s, seed %d\n got error %v\nwant error %v", k.name, seed, err, wrong)
			}
			if err != nil {
				continue // an element that a list has not
			}
			if a, b := squeeze(got), squeeze(want.Bytes()); a != b {
				i := 0
				for i < min(len(a), len(b)) && a[i] == b[i] {
					i++
				}
				t.Fatalf("%s, seed %d\n got %.200s\nwant %.200s", k.name, seed, a[max(i-80, 0):], b[max(i-80, 0):])
			}
		}
	}
}
