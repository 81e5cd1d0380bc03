package render

import "testing"

// FuzzLoad holds that no layout, however odd, is more than a diagnostic, and
// that what is told has a place in its file.
func FuzzLoad(f *testing.F) {
	for _, s := range []string{
		`{{.Title}}`, `{{range $i, $l := .Links}}{{if $i}}, {{end}}<a href="{{$l.URL}}">{{t "hello"}}</a>{{else}}x{{end}}`,
		`<p {{if .Yes}}class="a"{{end}}>{{(index .Links 0).Text | print "a"}}<pre> {{with $x := .Date}}{{$x.ISO}}`,
		`{{fragment "a" .Frame .}}{{slot "a"}}{{prose .Prose}}{{jsonld .Linked}}{{template "a" .}}`,
		`<!-- <script> -->{{/* c */}}{{block "b" .}}{{end}}{{define "c"}}{{end}}`, `{{$.Frame.Home.URL}}{{and}}{{eq 1}}{{1 | t}}{{break}}`,
	} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, main, partial string) {
		theme, findings := load(site(main, "partial/a", partial), catalogues(), noteLayouts)
		if (theme == nil) != (len(findings) > 0) {
			t.Errorf("a theme: %t, and %d diagnostics", theme != nil, len(findings))
		}
		for _, d := range findings {
			if d.Span.File == "" || d.Span.Line < 0 || d.Span.Col < 0 || d.Span.End != 0 && d.Span.End <= d.Span.Col {
				t.Errorf("%v has no place", d)
			}
		}
		if theme == nil {
			return
		}
		_, _ = theme.Worker(noBodies).Page(note(nil))
	})
}
