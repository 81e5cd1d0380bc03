package render

import (
	"fmt"
	"strings"
	"testing"

	"diglot/generator/internal/markdown"
	"diglot/generator/internal/view"
)

// memberView is a member's page of about 8 kB, half of it prose, in a site
// whose navigation is as long as a real one's.
func memberView() (*view.MemberPage, Bodies) {
	named := func(s string) view.Link { return view.Link{Name: view.Name{Text: s}, URL: "/uk/members/x/"} }
	v := &view.MemberPage{}
	v.Page = view.Page{
		Layout: "member", URL: "/uk/members/khpi/", Canonical: "https://a.example/uk/members/khpi/",
		Title: "Національний технічний університет «ХПІ»", Full: "Національний технічний університет «ХПІ» · Альянс",
		Description: "Технічний університет у Харкові, член Альянсу з 2021 року", Type: "article",
		Alternates: []view.Alternate{{Hreflang: "uk", URL: "https://a.example/uk/"}, {Hreflang: "zh-Hans", URL: "https://a.example/zh/"}},
		Editions:   []view.Edition{{Language: view.Name{Text: "简体中文", Lang: "zh-Hans"}, Key: "zh", URL: "/zh/members/khpi/", Hreflang: "zh-Hans", State: "ready"}},
		Breadcrumb: []view.Link{named("Альянс"), named("Члени")},
		Linked:     `{"@type":"CollegeOrUniversity","name":"ХПІ"}`,
		Frame:      view.Frame{Key: "uk", Lang: "uk", Home: named("Альянс"), Stylesheet: "/style.css"},
	}
	for i := range 12 {
		v.Frame.Navigation = append(v.Frame.Navigation, named(fmt.Sprint("Розділ ", i)))
	}
	v.Kind = "member"
	for i := range 8 {
		v.Facts = append(v.Facts, view.Fact{Key: "stated", Values: []view.Link{named(fmt.Sprint("Харків ", i))}, Certainty: "stated"})
		v.Agreements = append(v.Agreements, view.Item{Link: named(fmt.Sprint("Угода про співпрацю ", i)), Date: view.Date{Text: "23 червня 2021", ISO: "2021-06-23"}})
	}
	body := &markdown.Body{HTML: []byte(strings.Repeat("<p>Університет заснований у Харкові 1885 року.</p>", 50))}
	for i := range 6 {
		body.Holes = append(body.Holes, markdown.Hole{At: 400 * i, Kind: markdown.LinkName})
	}
	v.Prose = view.Prose{File: "content/members/khpi.uk.md", Fills: make([]view.Fill, 6)}
	return v, func(string, string) (*markdown.Body, error) { return body, nil }
}

const memberLayout = `{{define "main"}}<article>
<header><p>{{t (print "kind." "stated")}}</p><h1>{{.Title}}</h1></header>
{{range .Others}}<p{{if .Lang}} lang="{{.Lang}}"{{end}}>{{.Text}}</p>{{end}}
{{if .Facts}}<dl>
{{range .Facts}}<dt>{{t (print "kind." .Key)}}</dt><dd>{{range $i, $v := .Values}}{{if $i}}, {{end}}{{template "link" $v}}{{end}}</dd>
{{end}}</dl>{{end}}
<div class="prose">{{prose .Prose}}</div>
<ul>
{{range .Agreements}}<li>{{template "link" .Link}} <time datetime="{{.Date.ISO}}">{{.Date.Text}}</time></li>
{{end}}</ul>
</article>{{end}}`

func memberTheme(tb testing.TB) *Theme {
	files := site("", "member", memberLayout,
		"base", `<!doctype html><html lang="{{.Frame.Lang}}"><head><title>{{.Full}}</title><link rel="stylesheet" href="{{.Frame.Stylesheet}}">
{{range .Alternates}}<link rel="alternate" hreflang="{{.Hreflang}}" href="{{.URL}}">
{{end}}{{jsonld .Linked}}</head><body class="{{.Layout}}">{{fragment "masthead" .Frame .}}
<nav>{{range .Breadcrumb}}{{template "link" .}} {{end}}</nav>
<main>{{template "main" .}}</main></body></html>`,
		"partial/masthead", `<header>{{template "link" .Home}}<ul>{{range .Navigation}}<li>{{template "link" .}}</li>{{end}}</ul>{{slot "switch"}}</header>`,
		"partial/switch", `<p>{{range .Editions}}<a href="{{.URL}}" hreflang="{{.Hreflang}}">{{.Language.Text}}</a>{{end}}</p>`,
		"partial/link", `{{if .URL}}<a href="{{.URL}}"{{if .Lang}} lang="{{.Lang}}"{{end}}>{{.Text}}</a>{{else}}{{.Text}}{{end}}`)
	theme, findings := load(files, catalogues(), []layout{{"note", noteLayouts[0].view}, {"member", layouts[3].view}})
	if theme == nil {
		tb.Fatal(findings)
	}
	return theme
}

func BenchmarkPage(b *testing.B) {
	v, bodies := memberView()
	w := memberTheme(b).Worker(bodies)
	b.ReportAllocs()
	var out []byte
	for b.Loop() {
		var err error
		w.Into(out[:0])
		out, err = w.Page(v)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(out)))
	}
}

func BenchmarkLoad(b *testing.B) {
	files := siteLayouts(b)
	catalogues := phrasesOf(files, nil)
	for b.Loop() {
		if theme, findings := Load(files, catalogues); theme == nil {
			b.Fatal(findings)
		}
	}
}

// TestAPageIsRenderedWithFewAllocations counts what does not depend on the
// machine: the fills, the keys of strings that are made up, and no more.
func TestAPageIsRenderedWithFewAllocations(t *testing.T) {
	v, bodies := memberView()
	w := memberTheme(t).Worker(bodies)
	buffer := make([]byte, 0, 1<<20)
	page := func() {
		w.Into(buffer)
		_, _ = w.Page(v)
	}
	if n := testing.AllocsPerRun(20, page); n > 20 {
		t.Errorf("%.0f allocations", n)
	}
}
