package render

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"diglot/generator/internal/view"
)

// A comma would end an address; the first picture of a page does not wait.
func TestPicturesSayTheirWidths(t *testing.T) {
	p := view.Picture{URL: "/m/a,b.jpg", Width: 2400, Height: 1800, Sizes: []view.Size{{URL: "/m/a,b-480.x.jpg", Width: 480}, {URL: "/m/a,b.jpg", Width: 2400}}}
	const both = `<img src="/m/a,b.jpg" srcset="/m/a%2cb-480.x.jpg 480w, /m/a%2cb.jpg 2400w" sizes="(min-width: 832px) 800px, calc(100vw - 2rem)" width="2400" height="1800" alt="&lt;"`
	if got := string(appendPicture(nil, &p, "<", "", "")); got != both+` loading="lazy" decoding="async">` {
		t.Error(got)
	}
	p.Eager = true
	if got := string(appendPicture(nil, &p, "<", "", "")); got != both+">" {
		t.Error(got)
	}
	p.Width, p.Eager = 600, false
	if got := string(appendPicture(nil, &p, "", "", "")); !strings.Contains(got, `sizes="(min-width: 632px) 600px, calc(100vw - 2rem)"`) {
		t.Error(got)
	}
}

// What pages say of the width of pictures is what the stylesheet makes of it.
func TestPicturesAreAsWideAsTheColumn(t *testing.T) {
	for file, want := range map[string]string{"00-tokens.css": fmt.Sprintf("--column: %drem;", columnRem), "10-base.css": "max-width: calc(var(--column) + 2 * var(--space-4))"} {
		b, err := os.ReadFile("../../../layouts/css/" + file)
		if err != nil || !strings.Contains(string(b), want) {
			t.Errorf("%s does not say %q: %v", file, want, err)
		}
	}
}
