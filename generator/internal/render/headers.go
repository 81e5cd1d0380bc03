package render

import (
	"strings"

	"diglot/generator/internal/view"
)

// ContentSecurityPolicy is what every page of the site lives under: nothing is
// run, shown or sent that is not the site's own.
const ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'"

// Headers writes the file "_headers", from which Netlify, Cloudflare Pages and
// others of their kind take the headers of a response. A header is set by one
// rule only for any path, because some servers join the values of two rules.
//
// Pages are left to the servers' own habit, which is to ask again each time;
// only a file whose name holds its digest may be kept forever.
func Headers(h view.Headers) []byte {
	var b strings.Builder
	rule(&b, h.Base+"*",
		"Content-Security-Policy", ContentSecurityPolicy+"; frame-ancestors 'self'", // a frame's parent counts in a header only, not in the page
		"Cross-Origin-Opener-Policy", "same-origin",
		"Permissions-Policy", "camera=(), geolocation=(), microphone=()",
		"Referrer-Policy", "strict-origin-when-cross-origin",
		"X-Content-Type-Options", "nosniff")
	for _, folder := range h.Hashed {
		rule(&b, folder+"*", "Cache-Control", "public, max-age=31536000, immutable")
	}
	for _, feed := range h.Feeds {
		rule(&b, feed, "Content-Type", "application/atom+xml; charset=utf-8")
	}
	if h.Data != "" { // open to programs in pages of other sites
		rule(&b, h.Data+"*", "Access-Control-Allow-Origin", "*")
	}
	return []byte(b.String())
}

// rule writes the headers of a path, names and values in turn.
func rule(b *strings.Builder, path string, headers ...string) {
	b.WriteString(oneLine(path) + "\n")
	for i := 0; i+1 < len(headers); i += 2 {
		b.WriteString("  " + headers[i] + ": " + headers[i+1] + "\n")
	}
	b.WriteByte('\n')
}
