package view

import (
	"net/url"

	"diglot/generator/internal/site"
)

// Redirects are the addresses at which nothing is any more. A web server that
// knows them answers sooner and more exactly than the pages that stand there.
// All are paths with the base path, encoded as they go over the wire
// (RFC 3986).
type Redirects struct {
	Moved    []Moved
	Gone     []string // given up for good
	NotFound string   // the page that is shown at these
}

// Moved is an earlier address and where it leads.
type Moved struct{ From, To string }

// redirects lists the aliases of all public records and what the lock of
// addresses says is gone.
func (m *Maker) redirects() *Redirects {
	r := &Redirects{NotFound: m.at("/404.html")}
	taken := map[string]bool{}
	for _, x := range m.graph.Entries {
		for _, moved := range m.moved(x) {
			taken[moved.From] = true
			r.Moved = append(r.Moved, Moved{m.encoded(moved.From), m.encoded(moved.To)})
		}
		for _, l := range x.Languages {
			taken[x.Path(l.Key)] = true
		}
	}
	for _, path := range m.graph.Gone {
		if !taken[path] {
			r.Gone = append(r.Gone, m.encoded(path))
		}
	}
	return r
}

// moved are the paths at which an entry was before, and where its pages are now:
// that of the entry, and its parallel edition where it has one.
func (m *Maker) moved(x *site.Entry) []Moved {
	var list []Moved
	for _, alias := range x.Aliases {
		e := m.editionOfPath(x, alias)
		list = append(list, Moved{alias, x.Path(e.Key)})
		if e.beside(x) != nil {
			list = append(list, Moved{alias + "parallel/", e.parallelPath(x)})
		}
	}
	return list
}

// encoded is a path of this site as a request names it.
func (m *Maker) encoded(path string) string {
	u, err := url.Parse(m.at(path))
	if err != nil {
		panic("view: the form of addresses was checked: " + err.Error())
	}
	return u.String()
}

// redirectJobs are the map of redirects, where there is anything in it.
func (m *Maker) redirectJobs() []Job {
	if r := m.redirects(); len(r.Moved)+len(r.Gone) == 0 {
		return nil
	}
	return []Job{machine("/_redirects", func() any { return m.redirects() })}
}
