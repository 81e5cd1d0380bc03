package render

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"diglot/generator/internal/markdown"
	"diglot/generator/internal/view"
)

// filled renders a body of one hole between the words of a paragraph.
func filled(t *testing.T, hole markdown.Hole, fill view.Fill) (string, error) {
	t.Helper()
	body := &markdown.Body{HTML: []byte("<p>ab</p>"), Holes: []markdown.Hole{hole}}
	body.Holes[0].At = len("<p>a")
	if hole.Kind == markdown.LinkOpen {
		body.HTML = []byte("<p>ax</a>b</p>")
	}
	out, err := appendProse(nil, view.Prose{File: "a.md", Fills: []view.Fill{fill}}, func(string, string) (*markdown.Body, error) { return body, nil })
	return strings.TrimSuffix(strings.TrimPrefix(string(out), "<p>a"), "b</p>"), err
}

func TestHolesOfAProseAreFilled(t *testing.T) {
	for _, c := range []struct {
		hole markdown.Hole
		fill view.Fill
		want string
	}{
		{markdown.Hole{Kind: markdown.LinkOpen}, view.Fill{URL: "/uk/members/khpi/"}, `<a href="/uk/members/khpi/">x</a>`},
		{markdown.Hole{Kind: markdown.LinkOpen}, view.Fill{}, `<a>x</a>`},
		{markdown.Hole{Kind: markdown.LinkOpen, Title: `"t"`}, view.Fill{URL: "https://a.cn/?a=1&b=协", Hreflang: "zh-Hans", External: true},
			`<a href="https://a.cn/?a=1&amp;b=%e5%8d%8f" hreflang="zh-Hans" title="&#34;t&#34;" rel="external noopener">x</a>`},
		{markdown.Hole{Kind: markdown.LinkName}, view.Fill{Text: "A & B"}, `A &amp; B`},
		{markdown.Hole{Kind: markdown.LinkName}, view.Fill{Text: "大连", Lang: "zh-Hans"}, `<span lang="zh-Hans">大连</span>`},
		{markdown.Hole{Kind: markdown.Image}, view.Fill{URL: "/p.jpg", Text: "Ректори", Width: 800, Height: 600},
			`<img src="/p.jpg" width="800" height="600" alt="Ректори" loading="lazy" decoding="async">`},
		{markdown.Hole{Kind: markdown.Image}, view.Fill{URL: "/p.jpg"}, `<img src="/p.jpg" alt="" loading="lazy" decoding="async">`},
		{markdown.Hole{Kind: markdown.Anchor, Target: "signing"}, view.Fill{}, ` id="signing"`},
	} {
		if got, err := filled(t, c.hole, c.fill); err != nil || got != c.want {
			t.Errorf("got %s\nwant %s, %v", got, c.want, err)
		}
	}
}

// hostileFills are texts that would be code if they were not taken as text.
var hostileFills = []string{
	`"><script>alert(1)</script>`, `' onmouseover='alert(1)`, `</a><img src=x onerror=alert(1)>`, "`onload=1`", `&quot;><b>`,
	`{{.Title}}`, "a\x00b", "</p></article><style>", `javascript&colon;alert(1)`, "java\nscript:alert(1)", "\x01javascript:alert(1)",
	" javascript:alert(1)", "jav&#x61;script:alert(1)", `\\host\x`, "a\xffb", "</title>", "<!--", "]]>",
}

func TestHostileFillsStayText(t *testing.T) {
	for _, s := range hostileFills {
		for _, kind := range []markdown.HoleKind{markdown.LinkOpen, markdown.LinkName, markdown.Image, markdown.Anchor} {
			out, err := filled(t, markdown.Hole{Kind: kind, Title: s, Target: s}, view.Fill{URL: s, Hreflang: s, Lang: s, Text: s, External: true})
			if err != nil {
				continue // refused
			}
			if kind == markdown.Anchor {
				out = "<p" + out + ">"
			}
			if f := fault(out); f != "" {
				t.Errorf("%q in a hole of kind %d: %s in %s", s, kind, f, out)
			}
		}
	}
}

// fault parses HTML as a browser does and finds what nobody wrote.
func fault(out string) string {
	allowed := map[string]bool{"a": true, "span": true, "img": true, "p": true}
	z := html.NewTokenizer(strings.NewReader(out))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.CommentToken, html.DoctypeToken:
			return "a comment"
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			token := z.Token()
			if !allowed[token.Data] {
				return "<" + token.Data + ">"
			}
			for _, a := range token.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
					return a.Key
				}
				address := strings.ToLower(strings.Trim(a.Val, "\x00\x01\x02 \t\r\n\f"))
				if (a.Key == "href" || a.Key == "src") && strings.HasPrefix(strings.NewReplacer("\n", "", "\t", "", "\r", "").Replace(address), "javascript:") {
					return a.Key + " of a script"
				}
			}
		}
	}
}

func TestAddressesOfOtherSchemesAreRefused(t *testing.T) {
	for _, url := range []string{"javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//host/x", "x:y"} {
		if out, err := filled(t, markdown.Hole{Kind: markdown.LinkOpen}, view.Fill{URL: url}); err == nil {
			t.Errorf("%s is filled in: %s", url, out)
		}
	}
	for _, url := range []string{"https://a.ua/", "HTTP://a.ua", "mailto:a@b.ua", "tel:+380", "/a:b", "a/b:c", "?a:b", "#a:b", ""} {
		if _, err := filled(t, markdown.Hole{Kind: markdown.LinkOpen}, view.Fill{URL: url}); err != nil {
			t.Error(err)
		}
	}
}

func TestProseThatDoesNotFitItsBodyIsABrokenInvariant(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a view with too many fills is rendered")
		}
	}()
	_, _ = appendProse(nil, view.Prose{File: "a.md", Fills: make([]view.Fill, 1)}, noBodies)
}

func TestABodyThatCannotBeReadIsAnError(t *testing.T) {
	broken := errors.New("broken")
	w := mustLoad(t, site(`{{prose .Prose}}`)).Worker(func(string, string) (*markdown.Body, error) { return nil, broken })
	if _, err := w.Page(note(func(v *notePage) { v.Prose.File = "a.md" })); !errors.Is(err, broken) {
		t.Error(err)
	}
	if _, err := w.Page(note(nil)); err != nil {
		t.Error("a page without prose needs a body", err)
	}
}

func TestLinkedDataStandsInAScriptElement(t *testing.T) {
	expect(t, `{{jsonld .Linked}}`, note(func(v *notePage) { v.Linked = `{"@type":"Thing"}` }), `<script type="application/ld+json">{"@type":"Thing"}</script>`)
	expect(t, `{{jsonld .Linked}}`, note(nil), "")
}
