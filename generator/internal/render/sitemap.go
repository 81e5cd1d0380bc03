package render

import (
	"errors"
	"fmt"
	"strings"

	"diglot/generator/internal/view"
)

// Part is one of several files that are written together.
type Part struct {
	Name  string // of the file in the site's root: "sitemap.xml"
	Bytes []byte
}

// sitemapLimit is how much one file of a sitemap may hold, by the protocol of
// sitemaps.org.
type sitemapLimit struct{ urls, bytes int }

// protocolLimit is the protocol's 50,000 addresses and 50 MiB.
var protocolLimit = sitemapLimit{urls: 50_000, bytes: 50 << 20}

const (
	sitemapSpace = "http://www.sitemaps.org/schemas/sitemap/0.9"
	xhtmlSpace   = "http://www.w3.org/1999/xhtml"
)

// Sitemap writes the map of the site: "sitemap.xml" alone, or where it would
// be larger than the protocol allows, as an index of "sitemap-1.xml" and so on.
// It is an error if there are more parts than an index may list.
func Sitemap(s view.Sitemap) ([]Part, error) { return sitemapParts(s, protocolLimit) }

// sitemapParts writes the map in files within a limit.
func sitemapParts(s view.Sitemap, limit sitemapLimit) ([]Part, error) {
	maps := urlsets(s.URLs, limit)
	if len(maps) > limit.urls {
		return nil, errors.New("write sitemap: more parts than an index may list")
	}
	if len(maps) == 1 {
		return []Part{{"sitemap.xml", maps[0]}}, nil
	}
	index := &xmlWriter{}
	index.WriteString(xmlHeader)
	index.open("sitemapindex", "xmlns", sitemapSpace)
	index.WriteByte('\n')
	parts := make([]Part, 1, len(maps)+1)
	for i, body := range maps {
		name := fmt.Sprintf("sitemap-%d.xml", i+1)
		index.open("sitemap")
		index.open("loc")
		index.text(s.Base + name)
		index.WriteString("</loc>")
		index.shut("sitemap")
		parts = append(parts, Part{name, body})
	}
	index.shut("sitemapindex")
	parts[0] = Part{"sitemap.xml", index.Bytes()}
	return parts, nil
}

// urlsets writes as few files as hold all the addresses, and at least one. An
// entry that is larger than the limit by itself has a file of its own.
func urlsets(urls []view.SitemapURL, limit sitemapLimit) (files [][]byte) {
	const foot = "</urlset>\n"
	var w *xmlWriter
	count := 0
	begin := func() {
		w, count = &xmlWriter{}, 0
		w.WriteString(xmlHeader)
		w.open("urlset", "xmlns", sitemapSpace, "xmlns:xhtml", xhtmlSpace)
		w.WriteByte('\n')
	}
	finish := func() {
		w.WriteString(foot)
		files = append(files, w.Bytes())
	}
	begin()
	var entry xmlWriter
	for _, u := range urls {
		entry.Reset()
		sitemapEntry(&entry, u)
		if count > 0 && (count == limit.urls || w.Len()+entry.Len()+len(foot) > limit.bytes) {
			finish()
			begin()
		}
		w.Grow(rest(w.Len(), count, min(len(urls), limit.urls)))
		w.Write(entry.Bytes())
		count++
	}
	finish()
	return files
}

// sitemapEntry writes one page with the pages of its cluster.
func sitemapEntry(w *xmlWriter, u view.SitemapURL) {
	w.open("url")
	w.WriteByte('\n')
	w.element("loc", u.Loc)
	w.element("lastmod", u.Lastmod)
	for _, a := range u.Alternates {
		w.empty("xhtml:link", "rel", "alternate", "hreflang", a.Hreflang, "href", a.URL)
	}
	w.shut("url")
}

// Robots writes robots.txt (RFC 9309): everything may be read but what is
// disallowed. A crawler looks for the file in the root of the host, so it says
// nothing where the site has a base path.
func Robots(r view.Robots) []byte {
	var b strings.Builder
	b.WriteString("User-agent: *\n")
	for _, path := range r.Disallow {
		if path != "" {
			b.WriteString("Disallow: " + oneLine(path) + "\n")
		}
	}
	b.WriteString("Allow: /\n")
	if r.Sitemap != "" {
		b.WriteString("\nSitemap: " + oneLine(r.Sitemap) + "\n")
	}
	return []byte(b.String())
}

// oneLine writes an address or path for a file in which a line is a statement:
// in the characters of a URI, none of which ends a line, and without "#", which
// begins a comment.
func oneLine(s string) string { return strings.ReplaceAll(string(appendURL(nil, s)), "#", "%23") }
