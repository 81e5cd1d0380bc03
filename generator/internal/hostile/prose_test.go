package hostile

import (
	"bytes"
	"maps"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"diglot/generator/internal/build"
	"diglot/generator/internal/sitetest"
)

// hostilePage is the page whose text is replaced, with its fields.
const (
	hostilePage       = "content/pages/about.uk.md"
	hostileHead       = "---\ntitle: Про сайт\n---\n"
	hostileLineNumber = 4
)

// What an author writes in a text is Markdown and nothing more: it is refused
// at its line, or its words are on the page and nothing else is.
//
// Planted bugs this test has caught: "<" as it is in a text; schemes compared
// before tabs are taken out; every scheme admitted, without the last look;
// references to control characters.
func TestHostileProseIsRefusedOrInert(t *testing.T) {
	base := sitetest.Variant(t, "everything")
	base[hostilePage] = &fstest.MapFile{Data: []byte(hostileHead + "Слово.\n")}
	var warm warmth
	warm.over(t, base, base)
	var count hostileCount
	for _, h := range hostileLines(t, "prose.txt") {
		t.Run(strconv.Itoa(h.line), func(t *testing.T) {
			files := maps.Clone(base)
			files[hostilePage] = &fstest.MapFile{Data: []byte(hostileHead + h.text + "\n")}
			out, report, err := warm.over(t, base, files)
			if err != nil {
				t.Fatalf("%q: %v", h.text, err)
			}
			if h.code != "" {
				count.refused.Add(1)
				if !toldAt(report, h.code, hostilePage, hostileLineNumber, strings.Count(h.text, "\n")) {
					t.Errorf("%q: want %s, got\n%s", h.text, h.code, sitetest.Told(report.Found))
				}
				if !report.Failed(false) {
					t.Errorf("%q is told of and published", h.text)
				}
				return
			}
			count.safe.Add(1)
			if report.Failed(false) {
				t.Fatalf("%q is refused:\n%s", h.text, sitetest.Told(report.Found))
			}
			inert(t, out)
			root, err := html.Parse(bytes.NewReader(out["uk/about/index.html"]))
			if err != nil {
				t.Fatal(err)
			}
			main := sitetest.First(root, sitetest.Named("main"))
			if main == nil {
				t.Fatalf("%q: there is no page", h.text)
			}
			if text := sitetest.TextOf(main); !strings.Contains(essence(text), essence(h.want)) {
				t.Errorf("%q: %q is not on the page: %q", h.text, h.want, text)
			}
		})
	}
	count.print(t, "texts in Markdown")
}

// toldAt reports whether a code was told in a file, on a line or as many behind
// it as given.
func toldAt(r build.Report, code, file string, line, more int) bool {
	for _, d := range r.Found {
		if string(d.Code) == code && d.Span.File == file && int(d.Span.Line) >= line && int(d.Span.Line) <= line+more {
			return true
		}
	}
	return false
}
