package render

import (
	"strings"
	"testing"

	"diglot/generator/internal/view"
)

func TestHeadersKeepHashedFilesForeverAndOpenTheData(t *testing.T) {
	got := Headers(view.Headers{Base: "/alliance/", Hashed: []string{"/alliance/assets/"}, Feeds: []string{"/alliance/uk/feed.xml"}, Data: "/alliance/data/"})
	differs(t, string(got), `/alliance/*
  Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'
  Cross-Origin-Opener-Policy: same-origin
  Permissions-Policy: camera=(), geolocation=(), microphone=()
  Referrer-Policy: strict-origin-when-cross-origin
  X-Content-Type-Options: nosniff

/alliance/assets/*
  Cache-Control: public, max-age=31536000, immutable

/alliance/uk/feed.xml
  Content-Type: application/atom+xml; charset=utf-8

/alliance/data/*
  Access-Control-Allow-Origin: *

`)
}

func TestHeadersOfAHostilePathAreNoHeadersOfItsOwn(t *testing.T) {
	got := string(Headers(view.Headers{Base: "/", Feeds: []string{"/x\r\n  Set-Cookie: a=b"}}))
	for line := range strings.Lines(got) {
		if strings.HasPrefix(strings.TrimSpace(line), "Set-Cookie") {
			t.Errorf("a header was smuggled in:\n%s", got)
		}
	}
	if strings.ContainsRune(got, '\r') {
		t.Error("a carriage return remains")
	}
}
