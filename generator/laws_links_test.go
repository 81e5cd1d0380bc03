package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"diglot/generator/internal/sitetest"
)

// reference is an address that a file names, and where.
type reference struct {
	in   string
	from *url.URL // against which it is resolved
	to   string
}

// deadLinks looks at every address in every file: pages, stylesheets, feeds,
// sitemaps, calendars and data.
func deadLinks(s *published) []string {
	var refs []reference
	for _, p := range s.pages {
		refs = append(refs, p.references()...)
	}
	for _, name := range s.names(".css", ".xml", ".ics", ".json", ".jsonld", ".txt", ".csv") {
		refs = append(refs, s.machineReferences(name)...)
	}
	refs = slices.DeleteFunc(refs, func(r reference) bool { // what identities look like in a schema is none
		return strings.HasSuffix(r.in, ".schema.json") && strings.Contains(r.to, "/id/")
	})
	var list []string
	for _, r := range refs {
		if why := s.dead(r); why != "" {
			list = append(list, fmt.Sprintf("/%s leads to %s: %s", r.in, r.to, why))
		}
	}
	return list
}

// dead says what is wrong with a reference, or "".
func (s *published) dead(r reference) string {
	u, err := r.from.Parse(r.to)
	switch {
	case r.to == "":
		return "it is empty"
	case err != nil:
		return err.Error()
	case u.Scheme == "data" || u.Scheme == "mailto" || u.Scheme == "tel":
		return ""
	case u.Scheme != "http" && u.Scheme != "https":
		return "the scheme is odd"
	}
	name, ours := s.file(u)
	switch {
	case !ours:
		return ""
	case s.identifies(r.to):
		return ""
	case strings.HasPrefix(name, "id/"):
		return "it is the identity of nothing"
	case u.Scheme != s.base.Scheme:
		return "the scheme is not the site's"
	case name == "":
		return "it leaves the site's folder on its own server"
	case s.files[name] == nil:
		return "there is no such file"
	case u.Fragment == "":
		return ""
	}
	if p := s.byFile(name); p == nil || p.ids[u.Fragment] == 0 {
		return "the page has no such id"
	}
	return ""
}

// identifies reports whether an address is the identity of a thing: a name in
// the form of an address, which leads nowhere. All of them are in the linked
// data of the whole site.
func (s *published) identifies(address string) bool {
	if thing, _, text := strings.Cut(address, "#"); text && strings.HasPrefix(address, s.base.String()+"id/") {
		address = thing
	}
	return bytes.Contains(s.files["data/graph.jsonld"], []byte(`{"@id":"`+address+`","@type"`))
}

// addressed are the attributes that hold an address.
var addressed = []string{"href", "src", "action", "poster", "cite", "data", "formaction", "xlink:href"}

func (p *webpage) references() []reference {
	var list []reference
	add := func(to string) { list = append(list, reference{p.path, p.url, to}) }
	for n := range p.root.Descendants() {
		for _, a := range n.Attr {
			switch {
			case slices.Contains(addressed, a.Key):
				add(a.Val)
			case a.Key == "srcset":
				for candidate := range strings.SplitSeq(a.Val, ",") {
					add(strings.Fields(candidate + " -")[0])
				}
			case a.Key == "content" && (sitetest.HasWord(n, "property", "og:url") || sitetest.HasWord(n, "property", "og:image")):
				add(a.Val)
			case a.Key == "content" && sitetest.HasWord(n, "http-equiv", "refresh"):
				_, to, _ := strings.Cut(a.Val, "url=")
				add(to)
			}
		}
	}
	for _, value := range p.linkedStrings() {
		if strings.HasPrefix(value, p.base.String()) {
			add(value)
		}
	}
	return list
}

var (
	inStyle    = regexp.MustCompile(`url\(["']?([^"')]+)|@import\s+["']([^"']+)`)
	inCalendar = regexp.MustCompile(`(?m)^(?:URL|SOURCE|IMAGE)[^:\r\n]*:([^\r\n]*)`)
	unfold     = strings.NewReplacer("\r\n ", "", "\r\n\t", "")
)

// machineReferences finds the addresses in a file that is no page. In data,
// every string that begins with the site's address is one.
func (s *published) machineReferences(name string) []reference {
	src := string(s.files[name])
	pattern := regexp.MustCompile(`(` + regexp.QuoteMeta(s.base.String()) + `[^\s",;<>\\]*)`)
	switch path.Ext(name) {
	case ".xml":
		return s.markupReferences(name)
	case ".css":
		pattern = inStyle
	case ".ics":
		src, pattern = unfold.Replace(src), inCalendar
	}
	var list []reference
	for _, m := range pattern.FindAllStringSubmatch(src, -1) {
		list = append(list, reference{name, s.base.ResolveReference(&url.URL{Path: name}), strings.Join(m[1:], "")})
	}
	return list
}

// markupReferences finds the addresses in a feed or a sitemap, those in the
// HTML of a feed's entries too.
func (s *published) markupReferences(name string) []reference {
	var list []reference
	at := s.base.ResolveReference(&url.URL{Path: name})
	add := func(from *url.URL, to string) { list = append(list, reference{name, from, to}) }
	inner := at
	element := ""
	d := xml.NewDecoder(bytes.NewReader(s.files[name]))
	for token, err := d.Token(); err == nil; token, err = d.Token() {
		switch t := token.(type) {
		case xml.StartElement:
			element, inner = t.Name.Local, at
			for _, a := range t.Attr {
				switch a.Name.Local {
				case "href", "src":
					add(at, a.Value)
				case "base":
					inner, _ = at.Parse(a.Value)
					add(at, a.Value)
				}
			}
		case xml.EndElement:
			element = ""
		case xml.CharData:
			switch element {
			case "loc", "uri", "icon", "logo":
				add(at, string(t))
			case "content":
				root, _ := html.Parse(bytes.NewReader(t))
				quoted := &webpage{published: s, path: name, url: inner, root: root}
				list = append(list, quoted.references()...)
			}
		}
	}
	return list
}

func repeatedIDs(s *published) []string {
	var list []string
	for _, p := range s.pages {
		for _, id := range slices.Sorted(maps.Keys(p.ids)) {
			if p.ids[id] > 1 || id == "" || strings.ContainsAny(id, " \t\n") {
				list = append(list, fmt.Sprintf("/%s: id %q stands %d times", p.path, id, p.ids[id]))
			}
		}
	}
	return list
}

// crookedOutlines: one h1, which comes first, and no level left out.
func crookedOutlines(s *published) []string {
	var list []string
	for _, p := range s.pages {
		level, ones := byte('0'), 0
		for n := range p.root.Descendants() {
			if n.Type != html.ElementNode || len(n.Data) != 2 || n.Data[0] != 'h' || n.Data[1] < '1' || n.Data[1] > '6' {
				continue
			}
			if n.Data == "h1" {
				ones++
			}
			if n.Data[1] > level+1 {
				list = append(list, fmt.Sprintf("/%s: %s “%s” follows h%c", p.path, n.Data, sitetest.TextOf(n), level))
			}
			if sitetest.TextOf(n) == "" {
				list = append(list, fmt.Sprintf("/%s: an empty %s", p.path, n.Data))
			}
			level = n.Data[1]
		}
		if ones != 1 {
			list = append(list, fmt.Sprintf("/%s has %d h1", p.path, ones))
		}
	}
	return list
}

// islands are pages that no chain of links leads to. Redirects and the page
// for wrong addresses are for those who come from elsewhere.
func islands(s *published) []string {
	reached := map[string]bool{"index.html": true}
	for queue := []string{"index.html"}; len(queue) > 0; queue = queue[1:] {
		p := s.byFile(queue[0])
		if p == nil {
			continue
		}
		for _, a := range sitetest.All(p.body(), sitetest.Named("a")) {
			href, _ := sitetest.Attribute(a, "href")
			u, err := p.url.Parse(href)
			if err != nil {
				continue
			}
			if name, ours := s.file(u); ours && !reached[name] {
				reached[name] = true
				queue = append(queue, name)
			}
		}
	}
	var list []string
	for _, p := range s.pages {
		if !reached[p.path] && p.path != "404.html" && p.kind() != "redirect" {
			list = append(list, "/"+p.path)
		}
	}
	return list
}

// lostPages lack the breadcrumb, which begins at the front page and ends with
// the page's own heading, or a title.
func lostPages(s *published) []string {
	var list []string
	for _, p := range s.pages {
		if title := sitetest.First(p.root, sitetest.Named("title")); title == nil || sitetest.TextOf(title) == "" {
			list = append(list, "/"+p.path+" has no title")
		}
		l, spoken := p.edition()
		if !spoken || p.path == l.key+"/index.html" || p.kind() == "redirect" {
			continue
		}
		crumbs := sitetest.First(p.root, sitetest.Classed("breadcrumb"))
		if crumbs == nil {
			list = append(list, "/"+p.path+" has no breadcrumb")
			continue
		}
		here := sitetest.First(crumbs, func(n *html.Node) bool { return sitetest.HasWord(n, "aria-current", "page") })
		heading := sitetest.First(p.root, sitetest.Named("h1"))
		if here == nil || heading == nil || sitetest.TextOf(here) != sitetest.TextOf(heading) {
			list = append(list, "/"+p.path+": the breadcrumb does not end with the heading")
		}
		links := sitetest.All(crumbs, sitetest.Named("a"))
		if len(links) == 0 {
			list = append(list, "/"+p.path+": the breadcrumb leads nowhere")
			continue
		}
		href, _ := sitetest.Attribute(links[0], "href")
		if u, err := p.url.Parse(href); err != nil || u.String() != s.base.String()+l.key+"/" {
			list = append(list, "/"+p.path+": the breadcrumb does not begin at the front page")
		}
	}
	return list
}

// indexed are the addresses of the pages that search engines are meant to know.
func (s *published) indexed() map[string]*webpage {
	list := map[string]*webpage{}
	for _, p := range s.pages {
		if p.listed() {
			list[p.url.String()] = p
		}
	}
	return list
}

// location is an entry of a sitemap.
type location struct {
	Loc  string `xml:"loc"`
	Link []struct {
		Hreflang string `xml:"hreflang,attr"`
		Href     string `xml:"href,attr"`
	} `xml:"http://www.w3.org/1999/xhtml link"`
}

// unmappedPages: the sitemaps list every indexed page once, with the same
// annotations as in its head, and nothing else.
func unmappedPages(s *published) []string {
	indexed := s.indexed()
	var list []string
	for _, name := range s.names(".xml") {
		if !strings.HasPrefix(path.Base(name), "sitemap") {
			continue
		}
		var m struct {
			URL []location `xml:"url"`
		}
		if err := xml.Unmarshal(s.files[name], &m); err != nil {
			list = append(list, fmt.Sprintf("/%s: %v", name, err))
		}
		for _, l := range m.URL {
			p := indexed[l.Loc]
			if p == nil {
				list = append(list, fmt.Sprintf("/%s lists %s, twice or though it is none for search engines", name, l.Loc))
				continue
			}
			delete(indexed, l.Loc)
			links := map[string]string{}
			for _, a := range l.Link {
				links[a.Hreflang] = a.Href
			}
			if !maps.Equal(links, p.alternates()) {
				list = append(list, fmt.Sprintf("/%s: the languages of %s are other than on the page", name, l.Loc))
			}
		}
	}
	for _, address := range slices.Sorted(maps.Keys(indexed)) {
		list = append(list, "no sitemap lists "+address)
	}
	return list
}

// atom is what is looked at of a feed.
type atom struct {
	Lang  string     `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	Link  []atomLink `xml:"link"`
	Entry []struct {
		Link []atomLink `xml:"link"`
	} `xml:"entry"`
}

type atomLink struct {
	Rel      string `xml:"rel,attr"`
	Href     string `xml:"href,attr"`
	Hreflang string `xml:"hreflang,attr"`
}

// related returns the address of a relation in a language.
func related(links []atomLink, rel, lang string) string {
	i := slices.IndexFunc(links, func(l atomLink) bool { return l.Rel == rel && l.Hreflang == lang })
	if i < 0 {
		return ""
	}
	return links[i].Href
}

// strayFeeds: each language has a feed that names itself, speaks the language,
// and holds the announcements of that language.
func strayFeeds(s *published) []string {
	var list []string
	for _, l := range s.languages {
		name := l.key + "/feed.xml"
		var f atom
		if err := xml.Unmarshal(s.files[name], &f); err != nil {
			list = append(list, fmt.Sprintf("/%s: %v", name, err))
			continue
		}
		if related(f.Link, "self", l.tag) != s.base.String()+name {
			list = append(list, "/"+name+" does not name itself")
		}
		if f.Lang != l.tag {
			list = append(list, fmt.Sprintf("/%s speaks %q", name, f.Lang))
		}
		texts := 0
		for _, p := range s.pages {
			if strings.HasPrefix(p.path, l.key+"/") && p.kind() == "announcement" {
				texts++
			}
		}
		if len(f.Entry) != min(texts, 30) {
			list = append(list, fmt.Sprintf("/%s has %d entries of %d announcements", name, len(f.Entry), texts))
		}
		for _, e := range f.Entry {
			for _, o := range s.languages {
				address := related(e.Link, "alternate", o.tag)
				p := s.at(address)
				if p == nil && (o == l || address != "") || p != nil && !strings.HasPrefix(p.path, o.key+"/") {
					list = append(list, fmt.Sprintf("/%s: an entry in %s leads to %q", name, o.tag, address))
				}
			}
		}
	}
	return list
}

// linkedData decodes the JSON-LD of a page.
func (p *webpage) linkedData() (values []any, err error) {
	for _, n := range sitetest.All(p.root, sitetest.Named("script")) {
		if !sitetest.HasWord(n, "type", "application/ld+json") || n.FirstChild == nil {
			continue
		}
		var v any
		d := json.NewDecoder(bytes.NewReader([]byte(n.FirstChild.Data)))
		if err := d.Decode(&v); err != nil {
			return nil, err
		}
		if _, err := d.Token(); !errors.Is(err, io.EOF) {
			return nil, errors.New("more than one value")
		}
		values = append(values, v)
	}
	return values, nil
}

// linkedStrings are the texts in the JSON-LD of a page.
func (p *webpage) linkedStrings() []string {
	values, _ := p.linkedData()
	var list []string
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			list = append(list, v)
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			for _, key := range slices.Sorted(maps.Keys(v)) {
				if key != "@id" {
					walk(v[key])
				}
			}
		}
	}
	for _, v := range values {
		walk(v)
	}
	return list
}

// unreadableData: every page for search engines has one JSON-LD block in terms
// of schema.org.
func unreadableData(s *published) []string {
	var list []string
	for _, p := range s.pages {
		values, err := p.linkedData()
		switch {
		case err != nil:
			list = append(list, fmt.Sprintf("/%s: %v", p.path, err))
		case len(values) != 1 && p.listed():
			list = append(list, fmt.Sprintf("/%s has %d blocks of linked data", p.path, len(values)))
		}
		for _, v := range values {
			if top, ok := v.(map[string]any); !ok || strings.TrimSuffix(fmt.Sprint(top["@context"]), "/") != "https://schema.org" {
				list = append(list, fmt.Sprintf("/%s: the linked data is not in the terms of schema.org", p.path))
			}
		}
	}
	return list
}
