package main

import (
	"bytes"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"
	"gopkg.in/yaml.v3"

	"diglot/generator/internal/build"
	"diglot/generator/internal/sitetest"
)

// published is a site as a server would have it: files by path, and where the
// site stands.
type published struct {
	base      *url.URL // with a final slash
	languages []edition
	files     map[string][]byte
	pages     []*webpage // all HTML files, in the order of their paths
}

// edition is a language of a site, as site.yaml has it, with the words that
// the tests look for.
type edition struct {
	key, tag string
	missing  string // what the switch says where a publication is not in that language
}

// webpage is one HTML file.
type webpage struct {
	*published
	path string // of the file
	url  *url.URL
	root *html.Node
	ids  map[string]int
}

// buildSite builds a site in memory. The report tells what is wrong with it.
func buildSite(files fstest.MapFS, baseURL string) (*published, build.Report, error) {
	out, report, err := sitetest.Build(files, baseURL)
	if err != nil || out == nil {
		return nil, report, err
	}
	s, err := open(files, baseURL, out)
	return s, report, err
}

// mustBuild builds a site that has neither errors nor warnings, but for those
// of the codes that are expected.
func mustBuild(t *testing.T, files fstest.MapFS, baseURL string, expected ...string) *published {
	t.Helper()
	s, report, err := buildSite(files, baseURL)
	for _, d := range report.Found {
		if slices.Contains(expected, string(d.Code)) {
			continue
		}
		t.Errorf("%s:%d: %s %v", d.Span.File, d.Span.Line, d.Code, d.Args)
	}
	if err != nil || s == nil {
		t.Fatalf("the site was not built: %v", err)
	}
	return s
}

// open reads the pages of a site that was published.
func open(source fstest.MapFS, baseURL string, files map[string][]byte) (*published, error) {
	var config struct {
		BaseURL   string    `yaml:"baseURL"`
		Languages yaml.Node `yaml:"languages"`
	}
	if err := yaml.Unmarshal(source["site.yaml"].Data, &config); err != nil {
		return nil, err
	}
	if baseURL == "" {
		baseURL = config.BaseURL
	}
	s := &published{files: files}
	var err error
	if s.base, err = url.Parse(strings.TrimSuffix(baseURL, "/") + "/"); err != nil {
		return nil, err
	}
	for i := 0; i < len(config.Languages.Content); i += 2 {
		var l struct{ Tag string }
		if err := config.Languages.Content[i+1].Decode(&l); err != nil {
			return nil, err
		}
		var words struct{ Switch struct{ Missing string } }
		key := config.Languages.Content[i].Value
		if err := yaml.Unmarshal(source["layouts/strings/"+key+".yaml"].Data, &words); err != nil {
			return nil, err
		}
		s.languages = append(s.languages, edition{key, l.Tag, words.Switch.Missing})
	}
	for _, name := range s.names(".html") {
		s.pages = append(s.pages, s.parse(name))
	}
	return s, nil
}

// parse reads an HTML file. Parsing HTML does not fail.
func (s *published) parse(name string) *webpage {
	root, err := html.Parse(bytes.NewReader(s.files[name]))
	if err != nil {
		panic(err)
	}
	p := &webpage{published: s, path: name, root: root, ids: map[string]int{}}
	p.url = s.base
	if name != "index.html" {
		p.url = s.base.ResolveReference(&url.URL{Path: strings.TrimSuffix(name, "index.html")})
	}
	for n := range p.root.Descendants() {
		if id, ok := sitetest.Attribute(n, "id"); ok {
			p.ids[id]++
		}
	}
	return p
}

// names lists the files with one of the endings, in order.
func (s *published) names(endings ...string) []string {
	var list []string
	for name := range s.files {
		if slices.Contains(endings, path.Ext(name)) {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}

// with returns the same site with one file changed, added or, where change
// returns nil, taken away.
func (s *published) with(name string, change func(string) string) *published {
	files := make(map[string][]byte, len(s.files))
	for n, b := range s.files {
		files[n] = b
	}
	if changed := change(string(files[name])); changed == "" {
		delete(files, name)
	} else {
		files[name] = []byte(changed)
	}
	other := &published{base: s.base, languages: s.languages, files: files}
	for _, p := range s.pages {
		if p.path != name {
			other.pages = append(other.pages, &webpage{other, p.path, p.url, p.root, p.ids})
		}
	}
	if strings.HasSuffix(name, ".html") && files[name] != nil {
		other.pages = append(other.pages, other.parse(name))
		slices.SortFunc(other.pages, func(a, b *webpage) int { return strings.Compare(a.path, b.path) })
	}
	return other
}

// file returns the name of the file that stands at an address of the site, and
// whether the address is one of the site at all.
func (s *published) file(u *url.URL) (name string, ours bool) {
	if u.Host != s.base.Host || !strings.HasPrefix(u.Path, s.base.Path) {
		return "", u.Host == s.base.Host
	}
	name = strings.TrimPrefix(u.Path, s.base.Path)
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	return name, true
}

// page returns the page at an address such as /uk/members/, as seen from the
// base of the site, or nil.
func (s *published) page(address string) *webpage {
	name, _ := s.file(s.base.ResolveReference(&url.URL{Path: strings.TrimPrefix(address, "/")}))
	return s.byFile(name)
}

func (s *published) byFile(name string) *webpage {
	i, found := slices.BinarySearchFunc(s.pages, name, func(p *webpage, name string) int { return strings.Compare(p.path, name) })
	if !found {
		return nil
	}
	return s.pages[i]
}

// edition returns the language in whose part of the site the page lies.
func (p *webpage) edition() (edition, bool) {
	key, _, _ := strings.Cut(p.path, "/")
	i := slices.IndexFunc(p.languages, func(l edition) bool { return l.key == key })
	if i < 0 {
		return edition{}, false
	}
	return p.languages[i], true
}

// body is the page's body.
func (p *webpage) body() *html.Node { return sitetest.First(p.root, sitetest.Named("body")) }

// main is the text of the page's main element.
func (p *webpage) main() string {
	if n := sitetest.First(p.root, sitetest.Named("main")); n != nil {
		return sitetest.TextOf(n)
	}
	return ""
}

// ownWords is the text of the page's main element without the titles of other
// publications that are named as sources or that name this one.
func (p *webpage) ownWords() string {
	others := func(n *html.Node) bool {
		return sitetest.HasWord(n, "class", "origins") || sitetest.HasWord(n, "class", "mentions") || sitetest.HasWord(n, "class", "source")
	}
	if n := sitetest.First(p.root, sitetest.Named("main")); n != nil {
		return sitetest.TextWithout(n, others)
	}
	return ""
}

// noindex reports whether search engines are asked to leave the page out.
func (p *webpage) noindex() bool {
	return sitetest.First(p.root, func(n *html.Node) bool {
		name, _ := sitetest.Attribute(n, "name")
		content, _ := sitetest.Attribute(n, "content")
		return n.Data == "meta" && name == "robots" && strings.Contains(content, "noindex")
	}) != nil
}

// kind is the class of the page's body: the name of its layout.
func (p *webpage) kind() string {
	class, _ := sitetest.Attribute(p.body(), "class")
	return class
}

// listed reports whether search engines are to list the page: not a parallel
// edition, whose texts they find on the pages of the two editions.
func (p *webpage) listed() bool {
	return !p.noindex() && p.kind() != "redirect" && p.kind() != "parallel"
}

// canonical is the page's canonical address, or "".
func (p *webpage) canonical() string {
	if n := sitetest.First(p.root, func(n *html.Node) bool { return n.Data == "link" && sitetest.HasWord(n, "rel", "canonical") }); n != nil {
		href, _ := sitetest.Attribute(n, "href")
		return href
	}
	return ""
}

// alternates are the page's hreflang annotations: addresses by language.
func (p *webpage) alternates() map[string]string {
	list := map[string]string{}
	for n := range p.root.Descendants() {
		lang, ok := sitetest.Attribute(n, "hreflang")
		if n.Data == "link" && ok {
			list[lang], _ = sitetest.Attribute(n, "href")
		}
	}
	return list
}
