package render

import (
	"fmt"
	"strings"
)

// entities are the characters that html/template writes as references, in text
// and in attributes alike.
var entities = [256]string{
	0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;",
}

// appendEscaped appends text so that it may stand between tags and in a quoted
// attribute.
func appendEscaped(dst []byte, s string) []byte {
	for {
		i := plainBytes(s)
		dst = append(dst, s[:i]...)
		if i == len(s) {
			return dst
		}
		dst = append(dst, entities[s[i]]...)
		s = s[i+1:]
	}
}

// isEntity says of each byte whether it has an entity, as 0 or 1, so that those
// of several bytes can be asked at once.
var isEntity = func() (table [256]byte) {
	for c, entity := range entities {
		if entity != "" {
			table[c] = 1
		}
	}
	return table
}()

// plainBytes is how many bytes at the beginning stand for themselves.
func plainBytes(s string) int {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		w := s[i : i+8]
		if isEntity[w[0]]|isEntity[w[1]]|isEntity[w[2]]|isEntity[w[3]]|isEntity[w[4]]|isEntity[w[5]]|isEntity[w[6]]|isEntity[w[7]] != 0 {
			break
		}
	}
	for i < len(s) && isEntity[s[i]] == 0 {
		i++
	}
	return i
}

// schemes are those that an address may have. Any other could run a program or
// lead where nobody expects.
var schemes = []string{"https", "http", "mailto", "tel"}

// checkURL returns an error for an address that must not become a link: one
// with a scheme that is not allowed, or one that names a host without any.
// What browsers skip at the beginning of an address, appendURL encodes, so that
// it cannot hide a scheme.
func checkURL(url string) error {
	switch {
	case strings.HasPrefix(url, "//"):
		return fmt.Errorf("address %q has no scheme", url)
	case strings.HasPrefix(url, "/"): // most are paths
		return nil
	}
	end := strings.IndexAny(url, ":/?#")
	if end < 0 || url[end] != ':' {
		return nil
	}
	for _, s := range schemes {
		if strings.EqualFold(url[:end], s) {
			return nil
		}
	}
	return fmt.Errorf("address %q has a scheme that is not allowed", url)
}

// The bytes that an address keeps: the unreserved ones of RFC 3986 section 2.3
// everywhere, and in a whole address its delimiters too. In an attribute some of
// these are written as references.
const (
	keptInQuery = 1 << iota
	keptInURL
	keptInHref
)

var urlBytes = func() (table [256]byte) {
	for c := range 256 {
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		if letter || '0' <= c && c <= '9' || strings.IndexByte("-._~", byte(c)) >= 0 && c < 0x80 {
			table[c] = keptInQuery | keptInURL | keptInHref
		}
	}
	for _, c := range "!#$&*+,/:;=?@[]" {
		table[c] = keptInURL
		if entities[c] == "" {
			table[c] |= keptInHref
		}
	}
	return table
}()

// appendURL appends a whole address, percent-encoding what has no place in one.
// What is encoded already stays as it is.
func appendURL(dst []byte, url string) []byte { return appendPercent(dst, url, keptInURL) }

// appendQuery appends a text as one part of an address's query.
func appendQuery(dst []byte, text string) []byte { return appendPercent(dst, text, keptInQuery) }

func appendPercent(dst []byte, s string, keep byte) []byte {
	const hex = "0123456789abcdef"
	for i := 0; i < len(s); i++ {
		c := s[i]
		if urlBytes[c]&keep != 0 || c == '%' && keep == keptInURL && isEncoded(s[i:]) {
			dst = append(dst, c)
		} else {
			dst = append(dst, '%', hex[c>>4], hex[c&15])
		}
	}
	return dst
}

// isEncoded reports whether s begins with a percent sign and two hexadecimal digits.
func isEncoded(s string) bool {
	return len(s) > 2 && isHex(s[1]) && isHex(s[2])
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f'
}

// appendHref appends an address as it stands in a quoted attribute.
func appendHref(dst []byte, url string) []byte {
	if isKept(url) {
		return append(dst, url...)
	}
	return appendEscaped(dst, string(appendURL(nil, url)))
}

// isKept reports whether an address can stand in an attribute as it is.
func isKept(url string) bool {
	kept := byte(keptInHref)
	for ; len(url) >= 8; url = url[8:] {
		kept &= urlBytes[url[0]] & urlBytes[url[1]] & urlBytes[url[2]] & urlBytes[url[3]] &
			urlBytes[url[4]] & urlBytes[url[5]] & urlBytes[url[6]] & urlBytes[url[7]]
	}
	for i := range len(url) {
		kept &= urlBytes[url[i]]
	}
	return kept != 0
}

// An emitter writes a value as its place demands. Most values need nothing done,
// and are appended to the page in place: the collector is not told of a slice
// whose length alone has changed.
type emitter func(r *run, s string)

func emitText(r *run, s string) {
	if plainBytes(s) == len(s) {
		r.out = append(r.out, s...)
		return
	}
	r.out = appendEscaped(r.out, s)
}

func emitURL(r *run, s string) {
	r.check(s)
	emitURLRest(r, s)
}

func emitURLRest(r *run, s string) {
	if isKept(s) {
		r.out = append(r.out, s...)
		return
	}
	r.out = appendHref(r.out, s)
}

func emitQuery(r *run, s string) { r.out = appendQuery(r.out, s) }

func emitRefresh(r *run, s string) {
	r.check(s)
	emitText(r, s)
}

// check fails where an address must not become a link.
func (r *run) check(url string) {
	if err := checkURL(url); err != nil {
		r.fail(err)
	}
}

// emitters holds what is done with a value, by the names of the functions that
// html/template appends to its pipeline. Places that are not listed are those
// of scripts, styles, names of attributes, lists of addresses and values
// without quotation marks: there a value is refused.
var emitters = map[string]emitter{
	"_html_template_htmlescaper":   emitText,
	"_html_template_rcdataescaper": emitText,
	"_html_template_attrescaper":   emitText,
	"_html_template_urlfilter _html_template_urlnormalizer _html_template_attrescaper": emitURL,
	"_html_template_urlnormalizer _html_template_attrescaper":                          emitURLRest,
	"_html_template_urlescaper _html_template_attrescaper":                             emitQuery,
	"_html_template_urlfilter _html_template_attrescaper":                              emitRefresh,
}
