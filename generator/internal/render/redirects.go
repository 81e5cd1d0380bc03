package render

import (
	"strings"

	"diglot/generator/internal/view"
)

// Redirects writes the file "_redirects", from which Netlify, Cloudflare Pages,
// GitLab Pages and others of their kind take what has moved: a line for each
// address, with where it leads and the status of the answer (RFC 9110, 15.4.2
// and 15.5.11). Hosts that cannot answer 410 pass such a line over.
func Redirects(r view.Redirects) []byte {
	var b strings.Builder
	for _, m := range r.Moved {
		b.WriteString(oneWord(m.From) + " " + oneWord(m.To) + " 301\n")
	}
	for _, path := range r.Gone {
		b.WriteString(oneWord(path) + " " + oneWord(r.NotFound) + " 410\n")
	}
	return []byte(b.String())
}

// oneWord keeps a path from being read as more than one.
func oneWord(path string) string { return strings.Join(strings.Fields(path), "%20") }
