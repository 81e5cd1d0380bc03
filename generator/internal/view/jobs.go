package view

import (
	"strings"

	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
)

// Jobs returns every file that the graph publishes, each once: first what holds
// a line for every record, while nothing is kept of the texts yet and so the
// least memory is in use; then the pages of records, lists, and what else is
// made for machines.
func (m *Maker) Jobs() []Job {
	jobs := m.wholeJobs()
	for _, x := range m.graph.Entries {
		for _, e := range m.editions {
			if x.In(e.Key) && !x.Kind.Glossed {
				jobs = append(jobs, e.entryJob(x))
			}
		}
		for _, e := range m.editions {
			if texts := e.beside(x); texts != nil {
				jobs = append(jobs, e.parallelJob(x, texts))
			}
		}
		for _, moved := range m.moved(x) {
			jobs = append(jobs, Job{Path: file(moved.From), Entry: x, Make: func(Bodies) Made { return Made{View: m.redirect(x, moved)} }})
		}
	}
	for _, e := range m.editions {
		jobs = append(jobs, e.lists()...)
	}
	jobs = append(jobs,
		Job{Path: "index.html", Make: func(Bodies) Made { return Made{View: m.entrance(false)} }},
		Job{Path: "404.html", Make: func(Bodies) Made { return Made{View: m.entrance(true)} }})
	return append(jobs, m.machineJobs()...)
}

// entryJob is the page of an entry.
func (e *edition) entryJob(x *site.Entry) Job {
	job := Job{Path: file(x.Path(e.Key)), Lang: e.Key, Entry: x, Shows: e.shows(x)}
	job.Make = func(b Bodies) Made { return e.publication(x, b) }
	return job
}

// publication makes the view of an entry by its kind.
func (e *edition) publication(x *site.Entry, b Bodies) Made {
	switch x.Kind.Name {
	case "announcement":
		return e.announcement(x, b)
	case "ceremony":
		return e.ceremony(x, b)
	case "member":
		return e.member(x, b)
	case "agreement":
		return e.agreement(x, b)
	case "programme":
		return e.programme(x, b)
	case "fund":
		return e.fund(x, b)
	case "alliance":
		return e.alliance(x, b)
	case "page":
		return e.article(x, b)
	}
	panic("view: no page for a " + x.Kind.Name)
}

// lists are the edition's pages that no record has of its own.
func (e *edition) lists() []Job {
	jobs := []Job{
		e.job(e.root(), func() any { return e.home() }),
		e.job(e.section("timeline"), func() any { return e.timeline() }),
		e.job(e.section("names"), func() any { return e.namesPage() }),
		e.job(e.section("search"), func() any { return e.searchPage() }),
		e.job(e.section("data"), func() any { return e.dataPage() }),
	}
	if e.longTimeline() {
		for _, y := range e.years {
			jobs = append(jobs, e.job(e.section("timeline")+y.year+"/", func() any { return e.timelineYear(y) }))
		}
	}
	for _, kind := range record.Kinds {
		if kind.Glossed || kind.Single || kind.Rooted || len(e.graph.OfKind(kind.Name)) == 0 {
			continue
		}
		jobs = append(jobs, e.listJobs(kind)...)
	}
	return jobs
}

func (e *edition) listJobs(kind *record.Kind) []Job {
	l := e.listing(kind)
	root := e.section(kind.Section)
	jobs := []Job{e.job(root, func() any { return l.main() })}
	for _, y := range l.split {
		jobs = append(jobs, e.job(root+y.year+"/", func() any { return l.year(y) }))
	}
	for _, f := range l.sorted {
		for _, c := range f.choices {
			jobs = append(jobs, e.job(root+facetPath(f.key, c.slug), func() any { return l.choice(f, c) }))
		}
	}
	return jobs
}

// job is a page whose view shows no prose.
func (e *edition) job(path string, make func() any) Job {
	return Job{Path: file(path), Lang: e.Key, Make: func(Bodies) Made { return Made{View: make()} }}
}

// machineJobs are the feeds, calendars, redirects and what tells of the other files.
func (m *Maker) machineJobs() []Job {
	var jobs []Job
	for _, e := range m.editions {
		jobs = append(jobs, e.machineJobs()...)
	}
	return append(append(jobs, m.redirectJobs()...),
		machine(dataDir+"index.json", func() any { return m.dataIndex() }),
		machine("/robots.txt", func() any { return m.robots() }),
		machine("/_headers", func() any { return m.headers() }))
}

// wholeJobs are the map of the site and the open data.
func (m *Maker) wholeJobs() []Job {
	jobs := []Job{
		machine("/sitemap.xml", func() any { return m.sitemap(m.listedPages()) }),
		machine(dataDir+graphFile, func() any { return m.siteGraph() }),
	}
	for _, t := range tables {
		table := m.table(t.name)
		jobs = append(jobs, machine(dataDir+t.name+".json", table), machine(dataDir+t.name+".csv", table),
			machine(schemaPath(t.name), func() any { return &DataSchema{m.absolute(schemaPath(t.name)), *m.emptyDataset(t)} }))
	}
	return jobs
}

// machineJobs are the edition's feed, calendars and citations.
func (e *edition) machineJobs() []Job {
	jobs := []Job{
		{Path: strings.TrimPrefix(e.feedPath(), "/"), Lang: e.Key, Shows: e.feedShows(),
			Make: func(b Bodies) Made { return Made{View: e.feed(b)} }},
		e.machine(e.root()+"ceremonies.ics", func() any { return e.calendar() }),
	}
	for _, x := range e.graph.OfKind("ceremony") {
		if x.In(e.Key) && e.calendarPath(x) != "" {
			jobs = append(jobs, e.machine(e.calendarPath(x), func() any { return e.event(x) }))
		}
	}
	return append(jobs, e.citationJobs()...)
}

// machine is a file of all languages at an address.
func machine(path string, make func() any) Job {
	return Job{Path: strings.TrimPrefix(path, "/"), Make: func(Bodies) Made { return Made{View: make()} }}
}

func (e *edition) machine(path string, make func() any) Job {
	j := machine(path, make)
	j.Lang = e.Key
	return j
}

// listedPages are the pages for search engines: the front pages, those of
// records, and lists.
func (m *Maker) listedPages() []listed {
	pages := []listed{m.listedEverywhere("")}
	for _, x := range m.graph.Entries {
		if !x.Kind.Glossed {
			pages = append(pages, m.listedEntry(x))
		}
	}
	first := m.editions[0]
	for _, j := range first.lists() {
		if rest := strings.TrimPrefix("/"+strings.TrimSuffix(j.Path, "index.html"), first.root()); rest != "" {
			pages = append(pages, m.listedEverywhere(rest))
		}
	}
	return pages
}
