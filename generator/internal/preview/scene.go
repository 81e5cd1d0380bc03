package preview

import (
	"path"
	"slices"
	"strings"
	"time"

	"diglot/generator/internal/build"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/freshness"
	"diglot/generator/internal/site"
	"diglot/generator/internal/source"
)

// scene is what browsers are shown at a moment: a generation, and what the last
// Run had to say. It never changes; another takes its place.
type scene struct {
	*generation
	at       time.Time // of the last Run
	report   build.Report
	failed   error
	problems []problems
	say      diag.Language
	desk     freshness.Desk
	forms    string                      // the token without which no form is taken
	opens    bool                        // there is an editor
	dir      string                      // the site's folder
	boards   map[string]func() dashboard // by address; each is made when somebody looks
	gone     chan struct{}               // closed when another scene has taken its place
}

// problems are what was found in one file, as the terminal says it.
type problems struct {
	File string
	List []problem
}

type problem struct {
	Severity string
	Text     string
	Place    string // the beginning of the text, which names a file that an author edits; "" where it names none
}

// problemsOf groups findings by file, in the order of diag.Sort.
func problemsOf(found []diag.Diagnostic, p diag.Printer, edits func(file string) bool) []problems {
	var list []problems
	for _, d := range found {
		var b strings.Builder
		if err := p.Print(&b, []diag.Diagnostic{d}); err != nil {
			panic("preview: a builder takes everything: " + err.Error())
		}
		if n := len(list); n == 0 || list[n-1].File != d.Span.File {
			list = append(list, problems{File: d.Span.File})
		}
		last := &list[len(list)-1]
		one := problem{Severity: d.Severity.String(), Text: strings.TrimRight(b.String(), "\n")}
		if strings.HasPrefix(one.Text, d.Span.Place()+": ") && edits(d.Span.File) {
			one.Place = d.Span.Place()
		}
		last.List = append(last.List, one)
	}
	return list
}

// edits reports whether a file is one that authors write: a text of the site,
// which was read. Others, such as pictures, a system could take for programs.
func (s *scene) edits(file string) bool {
	_, is := slices.BinarySearchFunc(s.desk.State.Stamps(), file, func(f source.Stamp, name string) int { return strings.Compare(f.Path, name) })
	return is && slices.Contains([]string{".md", ".yaml", ".html", ".css", ".lock"}, path.Ext(file))
}

// good reports whether what is shown is what the files say now.
func (s *scene) good() bool { return s.failed == nil && !s.report.Failed(false) }

// output returns what is at an address: its name, and nil where there is none.
func (s *scene) output(address string) (string, *output) {
	name, ok := strings.CutPrefix(address, s.base)
	if !ok {
		return "", nil
	}
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	return name, s.outputs[name]
}

// wakes is when time alone changes what is public: the next end of an embargo,
// or the day of an announcement. Zero where nothing is to come.
func (s *scene) wakes() time.Time {
	var next time.Time
	if s.graph == nil {
		return next
	}
	for _, h := range s.graph.Held {
		at := s.freed(h)
		if at.After(time.Now()) && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	return next
}

// freed is when a record becomes public by itself; zero where it does not.
func (s *scene) freed(h site.Held) time.Time {
	switch {
	case h.Draft:
		return time.Time{}
	case h.Until.Unix != 0:
		return time.Unix(h.Until.Unix, 0)
	}
	zone, err := time.LoadLocation(s.graph.Config.Timezone)
	if err != nil {
		return time.Time{}
	}
	return time.Date(int(h.Dated.Year), time.Month(h.Dated.Month), int(h.Dated.Day), 0, 0, 0, 0, zone)
}

// page is a page of a record.
type page struct {
	entry *site.Entry
	lang  string
}

// pagesOf finds the records' pages among the outputs.
func pagesOf(g *site.Graph) map[string]page {
	pages := map[string]page{}
	for _, e := range g.Entries {
		if e.Kind.Glossed {
			continue
		}
		for _, l := range e.Languages {
			pages[strings.TrimPrefix(e.Path(l.Key), "/")+"index.html"] = page{e, l.Key}
		}
	}
	return pages
}

// pageAt is the page of a record at an output, or that which the output belongs
// to, as a parallel edition does.
func (g *generation) pageAt(name string) (page, bool) {
	p, ok := g.pages[name]
	if !ok {
		p, ok = g.pages[path.Join(path.Dir(path.Dir(name)), "index.html")]
	}
	return p, ok
}
