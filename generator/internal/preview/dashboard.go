package preview

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html"
	"net/url"
	"slices"
	"strings"
	"time"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/site"
)

// dashboard is the page of the whole site for its authors.
type dashboard struct {
	bytes []byte
	key   string
}

// nothingYet is shown where no Run has been without an error; the script shows
// what was found.
func (s *scene) nothingYet() []byte {
	var b sheet
	b.begin(s.say)
	b.text("h1", s.say.Say("serve-nothing"))
	b.end()
	return []byte(b.String())
}

// sheet writes HTML. All text that it is given is escaped.
type sheet struct{ strings.Builder }

func (s *sheet) text(element, text string) {
	fmt.Fprintf(s, "<%s>%s</%s>\n", element, html.EscapeString(text), element)
}

func (s *sheet) begin(l diag.Language) {
	fmt.Fprintf(s, "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"+
		"<title>%s</title>\n<link rel=\"stylesheet\" href=\"/_/preview.css\">\n</head>\n<body class=\"dashboard\">\n<main id=\"main\">\n", l, html.EscapeString(l.Say("serve-title")))
}

func (s *sheet) end() { s.WriteString("</main>\n</body>\n</html>\n") }

// said writes what the terminal says.
func (s *sheet) said(p problem) {
	fmt.Fprintf(s, "<pre class=\"%s\">%s</pre>\n", p.Severity, html.EscapeString(p.Text))
}

// list writes a section of lines, unless there are none.
func (s *sheet) list(heading string, lines []string) {
	if len(lines) == 0 {
		return
	}
	s.text("h2", heading)
	s.WriteString("<ul>\n")
	for _, l := range lines {
		s.WriteString("<li>" + l + "</li>\n")
	}
	s.WriteString("</ul>\n")
}

// dashboard says how the site stands: what is wrong, what is held back and what
// is missing in which language.
func (s *scene) overview() dashboard {
	var b sheet
	b.begin(s.say)
	b.text("h1", s.say.Say("serve-title"))
	b.problems(s)
	if s.graph != nil {
		b.pages(s)
		b.held(s)
		b.list(s.say.Say("serve-translate"), s.untranslated())
	}
	b.end()
	sum := sha256.Sum256([]byte(b.String()))
	return dashboard{[]byte(b.String()), hex.EncodeToString(sum[:8]) + "."}
}

func (b *sheet) problems(s *scene) {
	summary := s.summary()
	if summary == "" {
		b.text("p", s.say.Say("serve-fine"))
		return
	}
	b.text("h2", summary)
	if !s.good() && s.number > 0 {
		b.text("p", s.say.Say("serve-since", "time", s.made.Format(time.TimeOnly)))
	}
	if s.failed != nil {
		b.said(problem{"error", s.failed.Error()})
	}
	for _, file := range s.problems {
		b.text("h3", file.File)
		for _, p := range file.List {
			b.said(p)
		}
	}
}

// pages counts the pages of each language.
func (b *sheet) pages(s *scene) {
	var lines []string
	for _, l := range s.graph.Config.Languages {
		n := 0
		for name := range s.outputs {
			if strings.HasPrefix(name, l.Key+"/") && strings.HasSuffix(name, ".html") {
				n++
			}
		}
		lines = append(lines, link(s.base+l.Key+"/", l.Name)+": "+s.say.Count(n, "page"))
	}
	b.list(s.say.Say("serve-pages"), lines)
}

// held is the calendar of what is not public: drafts first, then by moment.
func (b *sheet) held(s *scene) {
	list := slices.Clone(s.graph.Held)
	slices.SortStableFunc(list, func(x, y site.Held) int { return s.freed(x).Compare(s.freed(y)) })
	var lines []string
	for _, h := range list {
		name := html.EscapeString(h.Ref.String())
		if e := s.graph.Find(h.Ref); e != nil {
			name = s.links(e)
		}
		lines = append(lines, name+": "+html.EscapeString(s.heldBack(h)))
	}
	b.list(s.say.Say("serve-held"), lines)
}

// untranslated are the records that lack a language, or its text.
func (s *scene) untranslated() []string {
	var lines []string
	for _, e := range s.graph.Entries {
		if e.Kind.Glossed {
			continue
		}
		var lacks []string
		for _, l := range s.graph.Config.Languages {
			switch {
			case !e.In(l.Key):
				lacks = append(lacks, s.say.Say("serve-absent", "language", l.Name))
			case len(e.Prose) > 0 && e.ProseIn(l.Key).File == "":
				lacks = append(lacks, s.say.Say("serve-facts", "language", l.Name))
			case e.NeedsReview.Of(l.Key):
				lacks = append(lacks, s.say.Say("serve-review-in", "language", l.Name))
			}
		}
		if len(lacks) > 0 {
			lines = append(lines, s.links(e)+": "+html.EscapeString(strings.Join(lacks, ", ")))
		}
	}
	return lines
}

// links lead to an entry's pages, the first by its name.
func (s *scene) links(e *site.Entry) string {
	var links []string
	for _, l := range e.Languages {
		if e.Kind.Glossed {
			break
		}
		links = append(links, link(s.base+strings.TrimPrefix(e.Path(l.Key), "/"), l.Name))
	}
	return html.EscapeString(e.Ref().String()) + " " + strings.Join(links, " · ")
}

func link(address, text string) string {
	return fmt.Sprintf(`<a href="%s">%s</a>`, html.EscapeString((&url.URL{Path: address}).EscapedPath()), html.EscapeString(text))
}

// basePath is the path of an address, with its final slash.
func basePath(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Path == "" {
		return "/"
	}
	return strings.TrimSuffix(u.Path, "/") + "/"
}
