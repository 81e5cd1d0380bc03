package inspect

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
)

// pieced calls check with texts that are put together of pieces by chance.
func pieced(pieces []string, check func(text []byte)) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 50_000 {
		var b []byte
		for range random.IntN(12) {
			b = append(b, pieces[random.IntN(len(pieces))]...)
		}
		check(b)
	}
}

// A space before the ">" makes every end tag one that is read as any other tag.
//
// Planted bugs this test has caught: an end tag of a longer name taken for that
// of a shorter one; a drawing that goes on behind its end tag; an end tag that
// stays open; a text that ends within an end tag.
func TestPlainEndTagsAreReadAsAllOthers(t *testing.T) {
	plainEnd := regexp.MustCompile(`</(\w+)>`)
	pieces := []string{"<p>", "<p>", "</p>", "</p>", "<pre>", "</pre>", "<svg>", "<svg/>", "</svg>", "<path/>", "<path>", "</path>", "<a>", "</a>",
		"</", "</p", "</P>", "<b", ">", "x", " ", "<title>", "</title>", "</body>", "</html>", "/"}
	accepted := 0
	pieced(pieces, func(text []byte) {
		page := head + "<title>x</title></head><body>" + string(text) + "</body></html>"
		got := Output{Path: "x.html"}.with([]byte(page), (*parser).page)
		want := Output{Path: "x.html"}.with([]byte(plainEnd.ReplaceAllString(page, "</$1 >")), (*parser).page)
		if got.what != want.what {
			t.Fatalf("%s: %q, and with spaces in its end tags %q", text, got.what, want.what)
		}
		if got.what == "" && len(text) > 0 {
			accepted++
			if !balanced(text) {
				t.Fatalf("%s is accepted", text)
			}
		}
	})
	if accepted < 500 {
		t.Errorf("no more than %d of the pages are accepted", accepted)
	}
	for end := range goodPage[:len(goodPage)-1] {
		if (Output{Path: "x.html"}).Check([]byte(goodPage[:end])) == nil {
			t.Errorf("a page is accepted that ends at %d", end)
		}
	}
}

var anyTag = regexp.MustCompile(`<(/?)(\w+)(/?)>`)

// balanced reports whether every element ends, within the one it began in.
func balanced(text []byte) bool {
	var open []string
	for _, tag := range anyTag.FindAllSubmatch(text, -1) {
		switch last := len(open) - 1; {
		case len(tag[3]) > 0:
		case len(tag[1]) == 0:
			open = append(open, string(tag[2]))
		case last < 0 || open[last] != string(tag[2]):
			return false
		default:
			open = open[:last]
		}
	}
	return len(open) == 0
}

// Planted bugs this test has caught: a policy that is remembered though it is
// not tight; one of which only the length is compared.
func TestAPolicyIsReadAgainWhereItDiffers(t *testing.T) {
	with := func(policy string) string { return strings.Replace(goodPage, "script-src 'self'", policy, 1) }
	for range 100 { // parsers are used again
		for _, x := range []struct {
			policy string
			tight  bool
		}{{"script-src 'self'", true}, {"script-src 'sulf'", false}, {"script-src 'none'", true}, {"script-src *", false}, {"script-src *", false}} {
			if err := (Output{Path: "index.html"}).Check([]byte(with(x.policy))); (err == nil) != x.tight {
				t.Fatalf("%s: %v", x.policy, err)
			}
		}
	}
}

// addressFaultPlainly looks at one byte after the other.
func addressFaultPlainly(url []byte) string {
	url = bytes.TrimLeft(url, " ")
	end := -1
	for i, c := range url {
		if c < ' ' || c == 0x7F {
			return "an address with a control character"
		}
		if strings.IndexByte(":/?#&", c) >= 0 && end < 0 {
			end = i
		}
	}
	switch {
	case len(url) > 1 && strings.IndexByte(`/\`, url[0]) >= 0 && strings.IndexByte(`/\&`, url[1]) >= 0:
		return "an address that names a host without its scheme"
	case end < 0 || url[end] != ':' && url[end] != '&':
		return ""
	}
	for _, scheme := range []string{"https", "http", "mailto", "tel"} {
		if strings.EqualFold(string(url[:end]), scheme) && url[end] == ':' {
			return ""
		}
	}
	return "an active address"
}

// Planted bugs this test has caught: control characters looked for up to the
// scheme only; the last bytes of an address not looked at; no scheme where an
// address ends with the colon.
func TestAddressesAreReadAsByteByByte(t *testing.T) {
	pieces := []string{"https", "http", "mailto", "javascript", ":", "/", "/", "//", `\`, "&", "?", "#", " ", "a", "members", "\x7f", "\n", "\x01", "ж", "大连理工大学", "alliance.example", "\x80"}
	pieced(pieces, func(url []byte) {
		if got, want := addressFault(url), addressFaultPlainly(url); got != want {
			t.Fatalf("%q: %q, and byte by byte %q", url, got, want)
		}
	})
}

// Planted bugs this test has caught: a bit counted as a byte; DEL or a byte
// above 7F taken for a control character; the rest of a text not looked at.
func TestTextsOfJSONAreReadAsByteByByte(t *testing.T) {
	pieces := []string{"a", "abcdefgh", "жовтень", "大", " ", "!", "#", "[", "]", "\x7f", "\xff", "\x80", "\x1f", "\x00", `"`, `\`, "\n"}
	pieced(pieces, func(text []byte) {
		want := 0
		for want < len(text) && text[want] >= ' ' && text[want] != '"' && text[want] != '\\' {
			want++
		}
		if got := plainBytes(text); got != want {
			t.Fatalf("%q: %d bytes, and byte by byte %d", text, got, want)
		}
	})
}

// It found one that nobody planted: a space behind the last of the numbers.
//
// Planted bugs this test has caught: that one; a list that ends with a comma;
// two commas; a number that begins with zeros; a number whose exponent is left out.
func TestNumbersOfJSONAreReadAsByOthers(t *testing.T) {
	pieces := []string{"0", "1", "10", "01", "7", ",", ",", ",", "[", "]", "-", ".", "5e3", `"a"`, `{"a":`, "}", " ", "null"}
	valid := 0
	pieced(pieces, func(text []byte) {
		for _, list := range [...]string{string(text), "[" + string(text) + "]", "[1,0,22," + string(text) + ",3]"} {
			got, want := scanJSON([]byte(list)) < 0, json.Valid([]byte(list))
			if got != want {
				t.Fatalf("%s: %v, and %v by the standard library", list, got, want)
			}
			if want {
				valid++
			}
		}
	})
	if valid < 5000 {
		t.Errorf("no more than %d of the texts are JSON", valid)
	}
}

// Planted bugs this test has caught: a word behind which no further part is
// looked at; a space taken for the beginning of a word; a full-width sign, too.
func TestFormulasAreFoundAsPartByPart(t *testing.T) {
	pieces := []string{"=", "-1", "-", "@", "＝", "＠", "\t", " ", "\u00A0", "\u3000", "\u200B", "\uFEFF", ";", "\n", "\r", `"`, "a", "7", "ж", "大", "é", "—"}
	pieced(pieces, func(field []byte) {
		want := false
		for part := range bytes.FieldsFuncSeq(field, func(r rune) bool { return r == ';' || r == '\n' }) {
			want = want || isFormula(part)
		}
		if got := beginsFormula(field); got != want {
			t.Fatalf("%q: %v, and part by part %v", field, got, want)
		}
	})
}

// Planted bugs this test has caught: a CR at the end of a file; an LF alone; a
// CR within a line that ends well.
func TestEndsOfLinesAreFoundAsByteByByte(t *testing.T) {
	pieced([]string{"a", "рядок", "\r\n", "\r\n", "\r\n", "\r\n", "\r", "\n"}, func(src []byte) {
		want := finding{}
		for i, c := range src {
			if c == '\r' && (i+1 == len(src) || src[i+1] != '\n') || c == '\n' && (i == 0 || src[i-1] != '\r') {
				want = finding{i, "half an end of a line"}
				break
			}
		}
		if got := (&parser{src: src}).lines(); got != want {
			t.Fatalf("%q: %v, and byte by byte %v", src, got, want)
		}
	})
}
