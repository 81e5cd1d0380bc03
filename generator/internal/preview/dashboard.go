package preview

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html"
	"net/url"
	"strings"
	"sync"
	"time"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/freshness"
	"diglot/generator/internal/lang"
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
type sheet struct {
	strings.Builder
	*scene
	language string // whose work is shown; "" for all
}

func (s *sheet) text(element, text string) {
	fmt.Fprintf(s, "<%s>%s</%s>\n", element, html.EscapeString(text), element)
}

func (s *sheet) begin(l diag.Language) {
	fmt.Fprintf(s, "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"+
		"<title>%s</title>\n<link rel=\"stylesheet\" href=\"/_/preview.css\">\n</head>\n<body class=\"dashboard\">\n<main id=\"main\">\n", l, html.EscapeString(l.Say("serve-title")))
}

func (s *sheet) end() { s.WriteString("</main>\n</body>\n</html>\n") }

// said writes what the terminal says. Its place is a button that opens the
// author's editor there, where there is one.
func (s *sheet) said(p problem) {
	place := ""
	if s.scene != nil && s.opens && p.Place != "" {
		p.Text = strings.TrimPrefix(p.Text, p.Place)
		place = fmt.Sprintf("<button form=\"open\" name=\"place\" value=\"%[1]s\" title=\"%[2]s\">%[1]s</button>", html.EscapeString(p.Place), html.EscapeString(s.say.Say("serve-edit")))
	}
	fmt.Fprintf(s, "<pre class=\"%s\">%s%s</pre>\n", p.Severity, place, html.EscapeString(p.Text))
}

// opener is the form of the buttons that open a file.
func (s *sheet) opener() {
	if s.opens {
		fmt.Fprintf(s, "<form id=\"open\" method=\"post\" action=\"%s\"><input type=\"hidden\" name=\"token\" value=\"%s\"></form>\n", openForm, html.EscapeString(s.forms))
	}
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

// overviews are the dashboards, by address: one for everybody, and one for those
// who write in a language.
func (s *scene) overviews() map[string]func() dashboard {
	boards := map[string]func() dashboard{own: s.board("")}
	if g := s.desk.State.Graph(); g != nil {
		for _, l := range g.Config.Languages {
			boards[own+l.Key+"/"] = s.board(l.Key)
		}
	}
	return boards
}

// board makes a dashboard when it is first looked at: most saves are not.
func (s *scene) board(language string) func() dashboard {
	return sync.OnceValue(func() dashboard { return s.overview(language) })
}

// overview says how the site stands: what is wrong, what is missing and behind in
// which language, and what is held back.
func (s *scene) overview(language string) dashboard {
	b := sheet{scene: s, language: language}
	b.begin(s.say)
	b.text("h1", s.say.Say("serve-title"))
	b.filter()
	b.opener()
	b.problems(s)
	b.freshness()
	if s.graph != nil {
		b.held(s)
		b.pages(s)
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
		b.said(problem{Severity: "error", Text: s.failed.Error()})
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
		lines = append(lines, spoken(s.base+l.Key+"/", l)+": "+s.say.Count(n, "page"))
	}
	b.list(s.say.Say("serve-pages"), lines)
}

// held is the calendar of what is not public: drafts first, then by moment.
func (b *sheet) held(s *scene) {
	var lines []string
	for _, h := range s.desk.Held() {
		name := html.EscapeString(h.Record)
		if e := b.entry(h.Record); e != nil {
			name = b.called(e) + " " + s.links(e)
		}
		lines = append(lines, name+" — "+html.EscapeString(h.Say(s.say)))
	}
	b.list(s.say.Say("serve-held"), lines)
}

// links name an entry as commands take it, and lead to its pages.
func (s *scene) links(e *site.Entry) string {
	name := freshness.Name(e.Ref())
	text := "<code>" + html.EscapeString(name) + "</code>"
	var links []string
	for _, l := range e.Languages {
		if e.Kind.Glossed {
			break
		}
		links = append(links, spoken(s.base+strings.TrimPrefix(e.Path(l.Key), "/"), l))
	}
	return text + " " + strings.Join(links, " · ")
}

// spoken is a link to a page in a language, by the name of that.
func spoken(address string, l lang.Language) string {
	tag := html.EscapeString(l.Tag)
	return strings.Replace(link(address, l.Name), "<a ", fmt.Sprintf(`<a lang="%s" hreflang="%s" `, tag, tag), 1)
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
