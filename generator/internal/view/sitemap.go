package view

import (
	"diglot/generator/internal/lang"
	"diglot/generator/internal/site"
)

// listed is a page for search engines, in all languages in which it exists.
type listed struct {
	Paths    []listedPath // in the order of the site's languages
	Lastmod  lang.Date    // zero where it is not known
	Entrance bool         // the front pages, whose cluster the entrance belongs to
}

// listedPath is the address of a page in a language.
type listedPath struct {
	Tag  string // BCP 47 tag
	Path string // from the root of the site, without its base path
}

// listedEntry is an entry's page. When it was last changed is known of
// announcements only: nobody notes it of other records, and a build's day says
// nothing.
func (m *Maker) listedEntry(x *site.Entry) listed {
	var p listed
	for _, language := range x.Languages {
		p.Paths = append(p.Paths, listedPath{language.Tag, x.Path(language.Key)})
	}
	if x.Announcement != nil {
		p.Lastmod = lastKnown(x)
	}
	return p
}

// listedEverywhere is a page that exists in all languages at the same address
// but for the language's key; rest is that address after the key: "names/".
// With an empty rest it is the front pages.
func (m *Maker) listedEverywhere(rest string) listed {
	p := listed{Entrance: rest == ""}
	for _, e := range m.editions {
		p.Paths = append(p.Paths, listedPath{e.Tag, e.root() + rest})
	}
	return p
}

// sitemap makes the map of the site: one address for each language of a page,
// each with all languages of the page as alternates. A page in one language
// has none.
func (m *Maker) sitemap(pages []listed) *Sitemap {
	s := &Sitemap{Base: m.absolute("/")}
	for _, p := range pages {
		cluster := m.cluster(p)
		if p.Entrance {
			s.URLs = append(s.URLs, SitemapURL{m.absolute("/"), p.Lastmod.String(), cluster})
		}
		for _, at := range p.Paths {
			s.URLs = append(s.URLs, SitemapURL{m.absolute(at.Path), p.Lastmod.String(), cluster})
		}
	}
	return s
}

// cluster are the alternates that the pages of a cluster share.
func (m *Maker) cluster(p listed) []Alternate {
	var list []Alternate
	if len(p.Paths) > 1 || p.Entrance {
		for _, at := range p.Paths {
			list = append(list, Alternate{at.Tag, m.absolute(at.Path)})
		}
	}
	if p.Entrance {
		list = append(list, Alternate{"x-default", m.absolute("/")})
	}
	return list
}

// robots lets crawlers read everything: a page that is not to be found says so
// itself, which they can only read if they may fetch it.
func (m *Maker) robots() *Robots { return &Robots{Sitemap: m.absolute("/sitemap.xml")} }

// hashedDir is where files lie whose names hold their digests.
const hashedDir = "/assets/"

func (m *Maker) headers() *Headers {
	h := &Headers{Base: m.base, Hashed: []string{m.at(hashedDir)}, Data: m.at(dataDir)}
	for _, e := range m.editions {
		h.Feeds = append(h.Feeds, m.at(e.feedPath()))
	}
	return h
}
