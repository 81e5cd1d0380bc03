package render

import (
	"html/template"
	"math/rand/v2"
	"strings"
	"testing"
)

// Bytes are looked at eight at a time; html/template looks at each.
//
// Planted bugs this test has caught: one of the eight bytes left out, of a text
// or of an address; the rest of an address not looked at; a byte more behind an
// entity.
func TestTextsAndAddressesAreEscapedAsByHTMLTemplate(t *testing.T) {
	pieces := []string{"a", "abcdefgh", "жовтень", "大", " ", "<", ">", "&", `"`, "'", "+", "\x00", "/", ":", "%2f", "%", "?a=b", "#", "\\", "\n", "\xff"}
	plus := strings.NewReplacer("+", "&#43;", `"`, "&#34;", "'", "&#39;", "<", "&lt;", ">", "&gt;", "&", "&amp;", "\x00", "\uFFFD")
	place := template.Must(template.New("").Parse(`<a href="{{.}}">`))
	random := rand.New(rand.NewPCG(5, 6))
	for range 20_000 {
		text := ""
		for range random.IntN(8) {
			text += pieces[random.IntN(len(pieces))]
		}
		if got, want := string(appendEscaped(nil, text)), plus.Replace(text); got != want {
			t.Fatalf("%q is escaped as %q, and byte by byte as %q", text, got, want)
		}
		var want strings.Builder
		if err := place.Execute(&want, "/"+text); err != nil {
			t.Fatal(err)
		}
		if got := `<a href="` + string(appendHref(nil, "/"+text)) + `">`; got != want.String() {
			t.Fatalf("the address %q is written %s, and by html/template %s", text, got, want.String())
		}
	}
}
