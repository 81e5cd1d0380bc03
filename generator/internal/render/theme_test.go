package render

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/markdown"
	"diglot/generator/internal/view"
)

// notePage is a small view with a part of every kind that views have.
type notePage struct {
	view.Page
	Words  string
	Number int
	Yes    bool
	Links  []view.Link
	Tags   []string
	Date   view.Date
	Kind   view.Certainty
	Prose  view.Prose
}

var noteLayouts = []layout{{"note", reflect.TypeFor[notePage]()}}

func catalogues() []*lang.Catalogue {
	return []*lang.Catalogue{
		lang.NewCatalogue(lang.Language{Key: "uk", Tag: "uk"}, []lang.Phrase{
			{Key: "hello", Text: "Вітаємо"}, {Key: "kind.stated", Text: "зазначено"}, {Key: "from", Text: "{who} з «{where}»"},
			{Key: "members", Category: "one", Text: "{n} член"}, {Key: "members", Category: "few", Text: "{n} члени"},
			{Key: "members", Category: "many", Text: "{n} членів"}, {Key: "members", Category: "other", Text: "{n} члена"},
			{Key: "only", Text: "лише тут"},
		}),
		lang.NewCatalogue(lang.Language{Key: "zh", Tag: "zh-Hans"}, []lang.Phrase{
			{Key: "hello", Text: "欢迎"}, {Key: "kind.stated", Text: "已说明"}, {Key: "from", Text: "来自{where}的{who}"},
			{Key: "members", Category: "other", Text: "{n}个成员"},
		}),
	}
}

// site makes layouts of a main template and of further files, "name text" in
// turn.
func site(main string, more ...string) []File {
	text := map[string]string{
		"base": `<!doctype html><title>{{.Title}}</title>{{template "main" .}}`,
		"note": `{{define "main"}}` + main + `{{end}}`,
	}
	for i := 0; i+1 < len(more); i += 2 {
		text[more[i]] = more[i+1]
	}
	var files []File
	for _, name := range slices.Sorted(maps.Keys(text)) {
		files = append(files, File{folder + name + extension, []byte(text[name])})
	}
	return files
}

func mustLoad(t testing.TB, files []File) *Theme {
	t.Helper()
	theme, findings := load(files, catalogues(), noteLayouts)
	for _, d := range findings {
		t.Errorf("%v", d)
	}
	if t.Failed() {
		t.FailNow()
	}
	return theme
}

func note(set func(*notePage)) *notePage {
	v := &notePage{Page: view.Page{Layout: "note", URL: "/uk/notes/a/", Title: "Назва", Frame: view.Frame{Key: "uk"}}}
	if set != nil {
		set(v)
	}
	return v
}

func noBodies(string, string) (*markdown.Body, error) { return &markdown.Body{}, nil }

// shown renders a main template for a view and returns what it shows.
func shown(t testing.TB, main string, v *notePage, more ...string) (string, error) {
	t.Helper()
	out, err := mustLoad(t, site(main, more...)).Worker(noBodies).Page(v)
	_, body, _ := strings.Cut(string(out), "</title>")
	return strings.TrimSuffix(body, "\n"), err
}

func expect(t *testing.T, main string, v *notePage, want string, more ...string) {
	t.Helper()
	got, err := shown(t, main, v, more...)
	if err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("%s\n got %s\nwant %s", main, got, want)
	}
}

// place is a diagnostic as the tests below write it.
func place(d diag.Diagnostic) string {
	s := fmt.Sprintf("%s:%d:%d-%d %s", strings.TrimPrefix(d.Span.File, folder), d.Span.Line, d.Span.Col, d.Span.End, d.Code)
	for _, a := range d.Args {
		s += " " + a.Value
	}
	if d.Fix != "" {
		s += " → " + d.Fix
	}
	return s
}

func TestEveryMistakeOfALayoutIsToldWithItsPlace(t *testing.T) {
	at := func(col, end int, rest string) string { return fmt.Sprintf("note.html:1:%d-%d %s", col, end, rest) }
	const d = len(`{{define "main"}}`) // columns before the text of main
	for _, c := range []struct{ main, want string }{
		{`{{.Titel}}`, at(d+4, d+9, "layout-field-unknown Titel notePage → Title")},
		{`{{.Frame.Home.Txt}}`, at(d+15, d+18, "layout-field-unknown Txt Link → Text")},
		{`{{.Fram.Home.Text}}`, at(d+4, d+8, "layout-field-unknown Fram notePage → Frame")},
		{`{{$x := .Date}}{{$x.ISU}}`, at(d+21, d+24, "layout-field-unknown ISU Date → ISO")},
		{`{{range .Links}}{{.Ttle}}{{end}}`, at(d+20, d+24, "layout-field-unknown Ttle Link")},
		{`{{range $i, $l := .Links}}{{$i.Text}}{{end}}`, at(d+32, d+36, "layout-field-unknown Text int")},
		{`{{(index .Links 0).URI}}`, at(d+20, d+23, "layout-field-unknown URI Link → URL")},
		{`{{with .Date}}{{.Title}}{{end}}`, at(d+18, d+23, "layout-field-unknown Title Date")},
		{`{{.Title.Text}}`, at(d+10, d+14, "layout-field-unknown Text string")},
		{`{{.Links}}`, at(d+3, d+9, "layout-value .Links list of Link")},
		{`{{.Date}}`, at(d+3, d+8, "layout-value .Date Date")},
		{`{{.Yes}}`, at(d+3, d+7, "layout-value .Yes bool")},
		{`{{or .Yes .Title}}`, at(d+3, d+17, "layout-value or .Yes .Title condition")},
		{`{{range .Title}}{{end}}`, at(d+9, d+15, "layout-range .Title string")},
		{`{{if .Date}}{{end}}`, at(d+6, d+11, "layout-condition .Date Date")},
		{`{{with .Date}}{{else}}{{end}}`, at(d+8, d+13, "layout-condition .Date Date")},
		{`{{t "helo"}}`, at(d+5, d+11, "layout-string-missing helo uk, zh → hello")},
		{`{{t "only"}}`, at(d+5, d+11, "layout-string-missing only zh → only")},
		{`{{t "members"}}`, at(d+5, d+14, "layout-string-counted members uk, zh → tn")},
		{`{{tn "hello" 3}}`, at(d+6, d+13, "layout-string-plain hello uk, zh → t")},
		{`{{tn "members" .Title}}`, at(d+3, d+22, `layout-argument tn → tn "key" .Number "name" .Value`)},
		{`{{t "hello" "who"}}`, at(d+3, d+18, `layout-argument t → t "key" "name" .Value`)},
		{`{{t .Date}}`, at(d+3, d+10, `layout-argument t → t "key" "name" .Value`)},
		{`{{eq .Title .Number}}`, "eq"}, {`{{lt .Yes true}}`, "lt"}, {`{{len .Title}}`, "len"},
		{`{{index .Title 0}}`, "index"}, {`{{not .Date}}`, "not"}, {`{{print .Links}}`, "print"},
		{`{{and}}`, "and"}, {`{{prose .Title}}`, "prose"}, {`{{jsonld .Links}}`, "jsonld"}, {`{{jsonld .Title}}`, "jsonld"}, {`{{fragment "nav" .}}`, "fragment"},
		{`{{html .Title}}`, at(d+3, d+7, "layout-function-unknown html")},
		{`{{prnt .Title}}`, at(d+3, d+7, "layout-function-unknown prnt → print")},
		{`{{.Title | js}}`, at(d+12, d+14, "layout-function-unknown js")},
		{`{{call .Title}}`, at(d+3, d+7, "layout-function-unknown call")},
		{`{{printf "%s" .Title}}`, at(d+3, d+9, "layout-function-unknown printf → print")},
		{`{{urlquery .Title}}`, at(d+3, d+11, "layout-function-unknown urlquery")},
		{`{{print (prose .Prose)}}`, at(d+10, d+22, "layout-function-alone prose")},
		{`{{.Title .Words}}`, at(d+3, d+16, "layout-not-function .Title")},
		{`{{eq .Number 1.5}}`, at(d+14, d+17, "layout-constant 1.5")},
		{`{{range .Links}}{{break}}{{end}}`, at(d+19, d+24, "layout-action break")},
		{`{{$x := 1}}{{$x = "a"}}`, at(d+14, d+22, "layout-variable $x int string")},
		{`{{template "lnk" .}}`, at(d+12, d+17, "layout-partial-unknown lnk → link")},
		{`{{template "link"}}`, at(d+12, d+18, "layout-partial-dot link")},
		{`{{slot "link"}}`, at(d+3, d+14, "layout-slot")},
		{`<script>1</script>`, at(d+1, d+8, "layout-inline-code <script>")},
		{`<style>p{}</style>`, at(d+1, d+7, "layout-inline-code <style>")},
		{`<p style="x">`, at(d+4, d+9, "layout-inline-code style=")},
		{`<p class="a" onClick="x">`, at(d+14, d+21, "layout-inline-code onclick=")},
		{`<a href=" JavaScript:x">`, at(d+9, d+21, "layout-inline-code javascript:")},
		{`<a href=javascript:x>`, "layout-inline-code javascript:"},
		{`<p class={{.Title}}>`, at(d+12, d+18, "layout-place .Title")},
		{`<p {{.Title}}="a">`, at(d+6, d+12, "layout-place .Title")},
		{`<img srcset="{{.Title}}">`, at(d+16, d+22, "layout-place .Title")},
		{`<p title="{{prose .Prose}}">`, at(d+13, d+25, "layout-place prose")},
		{`<p title="{{template "link" .}}">`, "layout-place template link"},
		{`<p{{if .Yes}}>{{end}}`, "layout-html"},
	} {
		files := site(c.main, "partial/link", `<a>{{.Title}}</a>`, "partial/nav", "")
		_, findings := load(files, catalogues(), noteLayouts)
		if len(findings) != 1 {
			t.Errorf("%s: %d diagnostics %v", c.main, len(findings), findings)
			continue
		}
		got := place(findings[0])
		if got != c.want && !(strings.Contains(c.want, "layout-") && strings.Contains(got, c.want)) &&
			!strings.Contains(got, "layout-argument "+c.want+" → ") {
			t.Errorf("%s\n got %s\nwant %s", c.main, got, c.want)
		}
	}
}

func TestMistakesInFilesAreTold(t *testing.T) {
	for _, c := range []struct {
		files []File
		want  string
	}{
		{site("", "notes", ""), "notes.html:0:0-0 layout-file-unknown notes → layouts/note.html"},
		{site("")[:1], "note.html:0:0-0 layout-missing note"},
		{site("")[1:], "base.html:0:0-0 layout-missing base"},
		{site("", "note", "{{define \"other\"}}x{{end}}"), "note.html:0:0-0 layout-main-missing"},
		{site("", "note", "\n <p>{{define \"main\"}}x{{end}}"), "note.html:2:2-3 layout-outside"},
		{site("", "partial/a", "x{{define \"b\"}}y{{end}}"), "partial/a.html:1:16-17 layout-define b → a"},
		{site("", "partial/a", "\n\n{{if}}"), "partial/a.html:3:1-0 layout-syntax missing value for if"},
		{site(`{{template "a" .}}`, "partial/a", `{{template "b" .}}`, "partial/b", `{{template "a" .}}`), "layout-partial-loop a"},
		{site(`{{template "a" .Title}}{{template "a" .Date}}`, "partial/a", `{{.}}`), "partial/a.html:1:3-4 layout-value . Date"},
		{site(`{{template "a" .}}{{template "a" .}}`, "partial/a", "ї\n—{{.Titl}}"), "partial/a.html:2:5-9 layout-field-unknown Titl notePage → Title"},
		{site(`{{fragment "a" .Frame .}}`, "partial/a", `{{slot "b"}}`, "partial/b", `{{.Lang}}`), "partial/b.html:1:4-8 layout-field-unknown Lang notePage"},
	} {
		_, findings := load(c.files, catalogues(), noteLayouts)
		if len(findings) == 0 || !strings.Contains(place(findings[0]), c.want) {
			t.Errorf("got %v\nwant %s", findings, c.want)
		}
	}
}

func TestAllMistakesAreToldAtOnceInOrder(t *testing.T) {
	_, findings := load(site("{{.A}}\n{{t \"b\"}}\n<i style=''>", "partial/x", "{{end}}"), catalogues(), noteLayouts)
	var got []string
	for _, d := range findings {
		got = append(got, string(d.Code))
	}
	want := []string{"layout-field-unknown", "layout-string-missing", "layout-inline-code", "layout-syntax"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestLayoutsSayWhatTheirFunctionsPromise(t *testing.T) {
	v := note(func(v *notePage) {
		v.Words, v.Number, v.Yes, v.Kind = "x", 22, true, "stated"
		v.Links = []view.Link{{Name: view.Name{Text: "A&B"}, URL: "/a/"}, {Name: view.Name{Text: "В", Lang: "uk"}}}
		v.Tags = []string{"1", "2"}
	})
	for _, c := range []struct{ main, want string }{
		{`{{t "hello"}}`, "Вітаємо"},
		{`{{t (print "kind." .Kind)}}`, "зазначено"},
		{`{{t "from" "who" .Words "where" (index .Links 0).Text}}`, "x з\u00a0«A&amp;B»"},
		{`{{tn "members" .Number}}`, "22 члени"},
		{`{{tn "members" (len .Links)}}`, "2 члени"},
		{`{{range $i, $l := .Links}}{{if $i}}, {{end}}{{$l.Text}}{{end}}`, "A&amp;B, В"},
		{`{{range .Tags}}{{.}}{{$.Words}}{{end}}`, "1x2x"},
		{`{{range .Notices}}a{{else}}none{{end}}`, "none"},
		{`{{with .Words}}{{.}}{{else}}no{{end}}{{with .Description}}a{{else}}no{{end}}`, "xno"},
		{`{{$x := "a"}}{{if .Yes}}{{$x = "b"}}{{$x := "c"}}{{$x}}{{end}}{{$x}}`, "cb"},
		{`{{if and .Yes (not .Description)}}1{{else if .Yes}}2{{end}}`, "1"},
		{`{{or .Description .Words "z"}}{{and .Words .Description}}`, "x"},
		{`{{if eq .Kind "derived" "stated"}}1{{end}}{{if ne .Number 22}}2{{end}}{{if ge .Number 22}}3{{end}}`, "13"},
		{`{{print 1 2 "a" .Number}}{{.Words | print "b"}}`, "1 2a22bx"},
		{`{{.Page.Title}}{{.Frame.Key}}`, "Назваuk"},
		{`<a href="/s?q={{.Title}}#{{.Words}}">`, `<a href="/s?q=%d0%9d%d0%b0%d0%b7%d0%b2%d0%b0#x">`},
		{`<a href="/s?q={{(index .Links 0).Text}}">`, `<a href="/s?q=A%26B">`},
		{`<a href="tel:{{.Words}}">`, `<a href="tel:x">`},
	} {
		expect(t, c.main, v, c.want)
	}
}

func TestTheLanguageOfAPageIsThatOfItsFrame(t *testing.T) {
	theme := mustLoad(t, site(`{{t "hello"}} {{tn "members" 3}}`))
	w := theme.Worker(noBodies)
	for key, want := range map[string]string{"uk": "Вітаємо 3 члени", "zh": "欢迎 3个成员", "": "Вітаємо 3 члени"} {
		out, err := w.Page(note(func(v *notePage) { v.Frame.Key = key }))
		if err != nil || !strings.Contains(string(out), want) {
			t.Errorf("%q: %s, %v", key, out, err)
		}
	}
	if _, err := w.Page(note(func(v *notePage) { v.Frame.Key = "fr" })); err == nil {
		t.Error("a page in a language without strings is rendered")
	}
}

func TestWhatCannotBeRenderedNamesThePage(t *testing.T) {
	for main, want := range map[string]string{
		`{{t (print "kind." .Words)}}`:                                  `render page /uk/notes/a/: the strings of "uk" have no "kind.y"`,
		`{{(index .Links 1).Text}}`:                                     "a list of 0 has no element 1",
		`<a href="{{.Description}}">`:                                   `address "javascript:1" has a scheme that is not allowed`,
		`<meta http-equiv="refresh" content="0; url={{.Description}}">`: `address "javascript:1"`,
		`{{fragment "f" .Frame .}}`:                                     "render fragment f",
	} {
		v := note(func(v *notePage) { v.Words, v.Description = "y", "javascript:1" })
		_, err := shown(t, main, v, "partial/f", `{{t (print "no." .Key)}}`)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), v.URL) {
			t.Errorf("%s: error %v", main, err)
		}
	}
	w := mustLoad(t, site("")).Worker(noBodies)
	for _, v := range []any{&view.HomePage{}, note(func(v *notePage) { v.Layout = "home" })} {
		if _, err := w.Page(v); err == nil {
			t.Errorf("%T is rendered", v)
		}
	}
}

func TestDefinitionsOfALayoutReplaceThoseOfTheSkeleton(t *testing.T) {
	base := `{{block "head" .}}<i>{{end}}{{block "foot" .}}<u>{{end}}{{template "main" .}}`
	theme := mustLoad(t, site("", "base", base, "note", `{{define "main"}}m{{template "own" .Title}}{{end}}{{define "own"}}{{.}}{{end}}{{define "head"}}<b>{{end}}`))
	out, err := theme.Worker(noBodies).Page(note(nil))
	if want := "<b><u>mНазва\n"; err != nil || string(out) != want {
		t.Errorf("got %s, want %s, %v", out, want, err)
	}
}

func TestWhiteSpaceThatNoReaderSeesIsLeftOut(t *testing.T) {
	v := note(func(v *notePage) { v.Words, v.Tags = "w", []string{"a", "b"} })
	for _, c := range []struct{ main, want string }{
		{"\n<ul>\n  <li>{{.Words}}</li>\n  <li>\n {{.Words}}\n</li>\n</ul>\n", "<ul><li>w</li><li>w</li></ul>"},
		{"<p>\n  one   two\n   <b>x</b>  <i>y</i>\n</p>", "<p>one two\n<b>x</b> <i>y</i></p>"},
		{"<a\n   href=\"/x\"\n   title=\"two  spaces\">z</a>", `<a href="/x" title="two  spaces">z</a>`},
		{"<a title=one rel=only>z</a>", "<a title=one rel=only>z</a>"},
		{"<pre>\n  a\n   b</pre>  <p>", "<pre>\n  a\n   b</pre><p>"},
		{"{{range .Tags}}\n  <b>{{.}}</b>\n{{end}}\n<p>", "\n<b>a</b>\n<b>b</b>\n<p>"},
		{"<b>x</b> {{if .Yes}}no{{end}}\n{{if .Yes}}no{{end}}\n <b>y</b>", "<b>x</b> <b>y</b>"},
		{"<pre>{{.Words}}\n{{if .Yes}}x{{end}}\n  a</pre>", "<pre>w\n\n  a</pre>"},
		{"a{{if .Yes}}<p>{{else}} <b>{{end}}", "a <b>"},
		{"<p>合作\n协议</p>", "<p>合作\n协议</p>"},
		{"<!-- gone -->\n<p>x</p>", "<p>x</p>"},
		{"<p>{{.Words}} {{.Words}}</p>", "<p>w w</p>"},
	} {
		expect(t, c.main, v, c.want)
	}
}
