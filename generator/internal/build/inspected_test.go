package build

import (
	"context"
	"strings"
	"testing"
)

// Whatever way something active takes into an output, the build fails and the
// shelf keeps what it had. The bugs are planted where nothing before the last
// look can see them: in layouts.
//
// Planted bugs this test has caught: a look whose answer is not heard; every
// page taken for a redirect.
func TestNothingActiveIsPublished(t *testing.T) {
	const base, member = "layouts/base.html", "layouts/member.html"
	shelf := &shelf{}
	state, _ := shelf.mustBuild(t, State{}, input(small()))
	before := shelf.site
	for _, c := range []struct{ file, old, new, where, what string }{
		{base, `</title>`, `</title><base href="/">`, "", "an element that has no place on a page, base"},
		{base, `<body class`, `<body ping="/x" class`, "", "an attribute that has no place on a page, ping"},
		{base, `script-src 'self'`, `script-src https:`, "", "a policy that lets scripts of others in"},
		{base, `{{if eq .Layout "redirect"}}`, `{{if eq .Layout "member"}}`, "content/members/", "a page that leads away"},
		{member, `<h1`, `<iframe src="/"></iframe><h1`, "content/members/", "an element that has no place on a page, iframe"},
	} {
		site := small()
		text := string(site[c.file].Data)
		if !strings.Contains(text, c.old) {
			t.Fatalf("%s has no %s", c.file, c.old)
		}
		site = with(site, map[string]string{c.file: strings.Replace(text, c.old, c.new, 1)})
		for name, from := range map[string]State{"cold": {}, "warm": state} {
			_, report, err := Run(context.Background(), from, input(site), shelf)
			shelf.discard()
			if err == nil || !strings.Contains(err.Error(), c.what) || !strings.Contains(err.Error(), c.where) {
				t.Errorf("%s, %s: got %v %s\nwant %s, %s", c.new, name, err, told(report.Found), c.what, c.where)
			}
		}
	}
	if diff := differ(shelf.site, before); diff != "" {
		t.Error(diff)
	}
}

// What was found in a picture is told again by every build, and does no longer
// once it is mended.
//
// Planted bug this test has caught: a picture whose findings are not kept.
func TestAnActivePictureIsToldAgain(t *testing.T) {
	const name = "content/announcements/first/emblem.svg"
	harmful := with(small(), map[string]string{name: `<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>`, "static/x.svg": "<svg onload='x'/>"})
	shelf := &shelf{}
	state, report := shelf.build(t, State{}, input(harmful))
	_, again := shelf.build(t, state, input(harmful))
	for _, r := range []Report{report, again} {
		if len(r.Found) < 2 || r.Found[0].Code != "svg-active" || r.Found[0].Span.File != name || r.Found[1].Span.File != "static/x.svg" {
			t.Errorf("got\n%s", told(r.Found))
		}
	}
	shelf.mustBuild(t, state, input(with(small(), map[string]string{name: `<svg xmlns="http://www.w3.org/2000/svg"/>`})))
}
