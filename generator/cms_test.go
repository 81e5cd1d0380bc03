package main

import (
	"bytes"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/chromedp/chromedp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/frontmatter"
	"diglot/generator/internal/record"
	"diglot/generator/internal/roster"
	forms "diglot/generator/internal/schema"
	"diglot/generator/internal/sitetest"
)

// sveltiaConfig is the configuration of a site for Sveltia CMS.
func sveltiaConfig(t *testing.T, files fstest.MapFS, l diag.Language) []byte {
	t.Helper()
	r, bad, err := roster.Read(files)
	if err != nil || len(bad) > 0 {
		t.Fatal(bad, err)
	}
	f, err := forms.Sveltia(r, l, "alliance/site")
	if err != nil {
		t.Fatal(err)
	}
	return f.Bytes
}

// The configuration keeps to the schema that Sveltia publishes with itself.
//
// Planted bugs this test has caught: a relation without its collection; an option
// of a list that there is not. Sveltia takes an unknown widget for one of the
// site's own.
func TestCMSConfigurationKeepsToSveltiasSchema(t *testing.T) {
	summon(t)
	b, err := os.ReadFile(module(t, "@sveltia/cms/schema/sveltia-cms.json"))
	if err != nil {
		t.Fatal(err)
	}
	published, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("sveltia-cms.json", published); err != nil {
		t.Fatal(err)
	}
	sveltia, err := c.Compile("sveltia-cms.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, files := range map[string]fstest.MapFS{"shipped": sitetest.Shipped(t), "en-fr": sitetest.Variant(t, "en-fr"), "three-languages": sitetest.Variant(t, "three-languages")} {
		for _, l := range []diag.Language{diag.English, diag.Ukrainian, diag.Chinese} {
			doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(sveltiaConfig(t, files, l)))
			if err == nil {
				err = sveltia.Validate(doc)
			}
			if err != nil {
				t.Errorf("%s, %s: %v", name, l, err)
			}
		}
	}
}

// The forms hold what a form can hold, choose among records where a field names
// them, and tell files of facts from those of texts.
//
// Planted bugs this test has caught: a filter that admits a text with a title;
// sources in a form.
func TestCMSConfigurationFitsTheContent(t *testing.T) {
	files := sitetest.Shipped(t)
	text := sveltiaConfig(t, files, diag.Ukrainian)
	root, bad := frontmatter.ParseFile("config.yml", text) // JSON is YAML
	if len(bad) > 0 {
		t.Fatal(bad)
	}
	collections := map[string]*frontmatter.Node{}
	for _, c := range root.Get("collections").Items {
		collections[c.Get("name").Text] = c
	}
	if len(collections) != 19 {
		t.Errorf("%d collections", len(collections))
	}
	field := func(collection, name string) *frontmatter.Node {
		for _, f := range collections[collection].Get("fields").Items {
			if f.Get("name").Text == name {
				return f
			}
		}
		return nil
	}
	for _, want := range []struct{ collection, field, key, value string }{
		{"agreements", "parties", "collection", "members"}, {"agreements", "parties", "min", "2"}, {"agreements", "parties", "multiple", "true"},
		{"agreements", "signedAt", "collection", "ceremonies"}, {"members", "location", "collection", "places"},
		{"announcements", "about", "widget", "select"}, {"agreements", "dateSigned", "widget", "string"}, {"members", "name", "hint", "назва або ім’я кожною мовою"},
		{"announcements-texts", "body", "i18n", "true"},
	} {
		if f := field(want.collection, want.field); f == nil || f.Get(want.key) == nil || f.Get(want.key).Text != want.value {
			t.Errorf("%s.%s: %s is not %s", want.collection, want.field, want.key, want.value)
		}
	}
	for _, spoilt := range []string{"source", "needsReview", "translationOf"} {
		if field("announcements", spoilt) != nil {
			t.Errorf("%s is in a form", spoilt)
		}
	}
	checkFilters(t, files, collections)
}

// checkFilters compares what each collection of facts would list with the files
// of facts that there are.
func checkFilters(t *testing.T, files fstest.MapFS, collections map[string]*frontmatter.Node) {
	for name, f := range files {
		parts := strings.Split(name, "/")
		if parts[0] != record.ContentDir || !strings.HasSuffix(name, ".md") {
			continue
		}
		filter := collections[parts[1]].Get("filter")
		meta, _ := frontmatter.Split(name, f.Data)
		node, _ := frontmatter.Parse(name, meta.MetaLine, meta.Meta)
		for key := range strings.SplitSeq(filter.Get("field").Text, ".") {
			node = node.Get(key)
		}
		shown := node != nil && regexp.MustCompile(filter.Get("pattern").Text).MatchString(node.Text)
		facts := strings.Count(parts[len(parts)-1], ".") == 1
		if shown != facts {
			t.Errorf("%s: shown among facts %v, is facts %v", name, shown, facts)
		}
	}
}

// Sveltia itself takes the configuration: it asks to sign in, and complains of
// nothing. Of a relation that leads nowhere it complains.
func TestSveltiaTakesTheConfiguration(t *testing.T) {
	summon(t)
	script, err := os.ReadFile(module(t, "@sveltia/cms/dist/sveltia-cms.js"))
	if err != nil {
		t.Fatal(err)
	}
	config := sveltiaConfig(t, sitetest.Shipped(t), diag.Chinese)
	nowhere := bytes.Replace(config, []byte(`"collection": "places"`), []byte(`"collection": "nowhere"`), 1)
	for _, c := range []struct {
		config []byte
		says   string
	}{{config, "GitHub"}, {nowhere, "nowhere"}} {
		s := serve(t, "/", func(base string) *published {
			address, err := url.Parse(base)
			if err != nil {
				t.Fatal(err)
			}
			const page = `<!doctype html><meta charset="utf-8"><link href="config.yml" type="text/yaml" rel="cms-config-url"><script src="sveltia-cms.js"></script>`
			return &published{base: address, files: map[string][]byte{"index.html": []byte(page), "sveltia-cms.js": script, "config.yml": c.config}}
		})
		b := openTab(t, s)
		if err := chromedp.Do(b.ctx, chromedp.Navigate(s.base.String())); err != nil {
			t.Fatal(err)
		}
		const read = `(async () => {
			for (let i = 0; i < 600 && !/GitHub|configuration/.test(document.body.innerText); i++) await new Promise(r => setTimeout(r, 50));
			return document.body.innerText;
		})()`
		text, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](read, chromedp.EvalAwaitPromise))
		if err != nil || !strings.Contains(text, c.says) || strings.Contains(text, "configuration") != (c.says == "nowhere") {
			t.Errorf("Sveltia does not say %q: %s %v", c.says, text, err)
		}
	}
}
