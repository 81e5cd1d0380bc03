package inspect

import (
	"strings"
	"testing"
)

// What drawing programs write.
const drawing = `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with Inkscape (http://www.inkscape.org/) -->
<svg width="4mm" viewBox="0 0 4 4" version="1.1" inkscape:version="1.3" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
   xmlns:xlink="http://www.w3.org/1999/xlink" xmlns="http://www.w3.org/2000/svg" xmlns:svg="http://www.w3.org/2000/svg">
  <defs><linearGradient id="a"><stop style="stop-color:#005eb8" offset="0"/></linearGradient>
  <linearGradient xlink:href="#a" id="b"/><style>.x{fill:url(#a)}</style></defs>
  <path style="fill:url( '#b');stroke:none" class='x' d="M 0,0 H 4"/>
  <image href="data:image/png;base64,iVBORw0KGgo=" width="1"/><text>Слово &amp; 文</text><!-- a -->
</svg>
`

func TestDrawingsAreAccepted(t *testing.T) {
	for name, text := range map[string]string{
		"of a program": drawing, "with a mark": "\uFEFF" + drawing, "with line ends of Windows": strings.ReplaceAll(drawing, "\n", "\r\n"),
		"small": `<svg xmlns="http://www.w3.org/2000/svg"/>`, "animated": withPart(`<animate attributeName="opacity" values="0;1"/>`),
		"with handlers in words": withPart(`<desc>onclick="x" javascript:y url(z)</desc>`),
	} {
		if err := SVG("x.svg", []byte(text)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func withPart(part string) string { return strings.Replace(drawing, "</svg>", part+"</svg>", 1) }

func TestActiveDrawingsAreRefused(t *testing.T) {
	for text, what := range map[string]string{
		withPart(`<script>1</script>`):                                              "an active part, script",
		withPart(`<svg:script>1</svg:script>`):                                      "an active part, script",
		withPart(`<SCRIPT/>`):                                                       "an active part, script",
		withPart(`<foreignObject/>`):                                                "an active part, foreignobject",
		withPart(`<x:iframe xmlns:x="http://www.w3.org/1999/xhtml"/>`):              "an active part, iframe",
		withPart(`<x:p xmlns:x="http://www.w3.org/1999/xhtml"/>`):                   "elements of another kind",
		withPart(`<g onclick="x"/>`):                                                "an event handler, onclick",
		withPart(`<g x:onload="x" xmlns:x="y"/>`):                                   "an event handler, onload",
		withPart(`<a href="javascript:x"><text/></a>`):                              "an address, javascript:x",
		withPart(`<a xlink:href="&#106;avascript:x"/>`):                             "an address, javascript:x",
		withPart(`<a href="https://evil.example/"/>`):                               "an address, https:",
		withPart(`<use href="other.svg#a"/>`):                                       "an address, other.svg#a",
		withPart(`<image href="https://evil.example/x.png"/>`):                      "an address, https:",
		withPart(`<image href="data:image/svg+xml;base64,PHN2Zy8+"/>`):              "an address, data:",
		withPart(`<use href="data:image/png;base64,x"/>`):                           "an address, data:",
		withPart(`<set attributeName="href" to="javascript:x"/>`):                   "an animation of href",
		withPart(`<animate attributeName="xlink:href" values="javascript:x"/>`):     "an animation of xlink:href",
		withPart(`<set attributeName="onclick" to="x"/>`):                           "an animation of onclick",
		withPart(`<style>@import 'x.css';</style>`):                                 "a style that loads",
		withPart(`<style>a{background:url(https://x.example)}</style>`):             "an address in a style",
		withPart(`<style>a{background:u\72l(x)}</style>`):                           `a style that loads or runs something, \`,
		withPart(`<style>a{fill:url(#a);filter:url("x.svg#b")}</style>`):            "an address in a style",
		withPart(`<path fill="url(https://x.example/#a)"/>`):                        "an address in a style",
		withPart(`<path style="background:url(x)"/>`):                               "an address in a style",
		withPart(`<a xml:base="https://evil.example/"/>`):                           "an address, https:",
		withPart(`<style><![CDATA[a{}]]></style>`):                                  "a document type, a section",
		withPart(`<text>&xxe;</text>`):                                              "a reference that XML has not",
		withPart(`<!-- a -- b -->`):                                                 "a comment that is not closed",
		withPart(`<g>`):                                                             "an end tag that ends nothing",
		withPart("<text>\x01</text>"):                                               "a control character",
		withPart("<text>\xff</text>"):                                               "no UTF-8",
		strings.Replace(drawing, "<svg", `<!DOCTYPE svg [<!ENTITY a "b">]><svg`, 1): "a document type",
		strings.Replace(drawing, "<svg", `<?xml-stylesheet href="x"?><svg`, 1):      "a document type",
		strings.Replace(drawing, "UTF-8", "UTF-7", 1):                               "another encoding",
		`<html xmlns="http://www.w3.org/1999/xhtml"/>`:                              "no drawing but html",
		"":               "not complete",
		"<svg":           "a tag that is never closed",
		"\x1f\x8b\x08":   "no UTF-8",
		"\xff\xfe<\x00s": "no UTF-8",
	} {
		err := SVG("x.svg", []byte(text))
		if err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("want %s, got %v", what, err)
		}
	}
}
