package view

import (
	"diglot/generator/internal/lang"
	"diglot/generator/internal/site"
)

// Citation is how a text or a document of this site is cited. The page prints
// it as a sentence, by the custom of its language: the strings "cite.dated" and
// "cite.undated". Files for reference managers are made of agreements.
type Citation struct {
	Key     string // "agreement-khpi-dlpu-uk"
	Title   string
	Site    string // who published it
	URL     string // absolute address
	Lang    string // BCP 47 tag
	Date    Date   // of publication, or of the signatures; zero where no source states it
	Year    string
	Month   string // "06"; "" where it is not known
	Day     string
	Summary string
	Files   []Download
}

// citationFiles are the forms for reference managers, by the last part of the
// address.
var citationFiles = []struct{ name, kind string }{
	{"cite.bib", "BibTeX"}, {"cite.ris", "RIS"}, {"cite.json", "CSL-JSON"},
}

// citation cites an entry. A day that only follows from something else is not
// a day to cite by.
func (e *edition) citation(x *site.Entry) Citation {
	c := Citation{Key: x.Kind.Name + "-" + x.ID + "-" + e.Key, Title: e.called(x).Text, Site: e.siteName().Text,
		URL: e.absolute(x.Path(e.Key)), Lang: e.Tag, Summary: e.own(x.Description)}
	if d := x.Date(); !d.IsZero() && (x.Agreement == nil || x.Signed().Certainty == "stated") {
		c.Date, c.Year = e.date(d), yearOf(d)
		c.Month, c.Day = partsOf(d)
	}
	if x.Agreement != nil {
		for _, f := range citationFiles {
			c.Files = append(c.Files, Download{e.at(x.Path(e.Key) + f.name), f.kind})
		}
	}
	return c
}

// partsOf are the month and day of a date as two digits each, as far as they
// are known.
func partsOf(d lang.Date) (month, day string) {
	text := d.String() // 2021, 2021-06 or 2021-06-23
	if len(text) >= len("2021-06") {
		month = text[5:7]
	}
	if len(text) >= len("2021-06-23") {
		day = text[8:10]
	}
	return month, day
}

// citationJobs are the files for reference managers.
func (e *edition) citationJobs() []Job {
	var jobs []Job
	for _, x := range e.graph.OfKind("agreement") {
		if !x.In(e.Key) {
			continue
		}
		for _, f := range citationFiles {
			jobs = append(jobs, e.machine(x.Path(e.Key)+f.name, func() any { c := e.citation(x); return &c }))
		}
	}
	return jobs
}
