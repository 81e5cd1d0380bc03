package render

import (
	"strings"
	"testing"

	"diglot/generator/internal/view"
)

func TestRedirectsAreALineForEachAddress(t *testing.T) {
	got := Redirects(view.Redirects{
		Moved: []view.Moved{{From: "/sub/uk/old/", To: "/sub/uk/members/khpi/"}, {From: "/sub/zh/old/", To: "/sub/zh/names/#place-kharkiv"}},
		Gone:  []string{"/sub/uk/x/"}, NotFound: "/sub/404.html",
	})
	differs(t, string(got), `/sub/uk/old/ /sub/uk/members/khpi/ 301
/sub/zh/old/ /sub/zh/names/#place-kharkiv 301
/sub/uk/x/ /sub/404.html 410
`)
}

func TestRedirectOfAHostilePathIsNoRuleOfItsOwn(t *testing.T) {
	got := string(Redirects(view.Redirects{Moved: []view.Moved{{From: "/x\r\n/* https://evil.example/ 301\n", To: "/y"}}}))
	if strings.Count(got, "\n") != 1 || strings.Count(got, " ") != 2 {
		t.Errorf("a rule was smuggled in: %q", got)
	}
}
