package hostile

import (
	"encoding/binary"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"

	"diglot/generator/internal/build"
	"diglot/generator/internal/sitetest"
)

// brokenFile is a file that is refused with a code, on a line; 0 is the file as
// a whole.
type brokenFile struct {
	name, file, text string
	code             string
	line             int
}

const (
	member    = "content/members/khpi.md"
	opening   = "content/announcements/opening.uk.md"
	emblem    = "content/announcements/opening/emblem.svg"
	soundHead = "---\nname:\n  uk: ХПІ\n  zh: 哈工\nlocation: kharkiv\n"
)

// brokenFields are front matter that is refused.
func brokenFields() []brokenFile {
	yaml := func(name, code string, line int, text string) brokenFile {
		return brokenFile{"front matter: " + name, member, soundHead + text + "---\n", code, line}
	}
	return []brokenFile{
		yaml("an alias bomb", "text-needs-quotes", 6, "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c]\n"),
		yaml("an alias of itself", "text-needs-quotes", 6, "a: &a [*a]\n"),
		yaml("an unknown alias", "text-needs-quotes", 6, "url: *x\n"),
		yaml("a merge key", "text-needs-quotes", 6, "<<: *x\n"),
		yaml("an object of another language", "text-needs-quotes", 6, "url: !!python/object/apply:os.system [id]\n"),
		yaml("a binary tag", "text-needs-quotes", 6, "url: !!binary aGVsbG8=\n"),
		yaml("a local tag", "text-needs-quotes", 6, "url: !include /etc/passwd\n"),
		yaml("a set", "text-needs-quotes", 6, "url: !!set {a, b}\n"),
		yaml("a repeated field", "field-repeated", 6, "location: dalian\n"),
		yaml("a repeated language", "field-repeated", 8, "shortName:\n  uk: а\n  uk: б\n  zh: 哈\n"),
		yaml("a second document", "prose-in-facts", 7, "--- \nname: x\n"),
		yaml("a directive", "text-needs-quotes", 6, "%YAML 1.2\n"),
		yaml("two thousand levels in brackets", "fields-too-deep", 6, "url: "+strings.Repeat("[", 2000)+strings.Repeat("]", 2000)+"\n"),
		yaml("twenty thousand levels in brackets", "frontmatter-syntax", 6, "url: "+strings.Repeat("[", 20000)+strings.Repeat("]", 20000)+"\n"),
		yaml("brackets that are never closed", "bracket-unclosed", 6, "url: "+strings.Repeat("[", 2000)+"\n"),
		yaml("two hundred levels of maps", "fields-too-deep", 0, nested(200)),
		yaml("thirty thousand items", "fields-too-many", 0, "aliases: ["+strings.Repeat("a,", 30000)+"b]\n"),
		yaml("a megabyte of fields", "frontmatter-too-large", 0, strings.Repeat("a: слово\n", 70000)),
		yaml("a megabyte in one text", "frontmatter-too-large", 0, "url: \""+strings.Repeat("x", 1<<20)+"\"\n"),
		yaml("a key that is a list", "text-needs-quotes", 6, "? [a, b]\n: c\n"),
		yaml("a key without a name", "field-name-bad", 6, "\"\": c\n"),
		yaml("a field of prototypes", "field-unknown", 6, "__proto__: x\n"),
		yaml("a tab", "indent-tab", 6, "\turl: x\n"),
		yaml("a code without its zero", "code-form", 7, "identifier:\n  edrpou: 2071180\n"),
		yaml("an octal code", "code-form", 7, "identifier:\n  edrpou: 0o7071180\n"),
		yaml("an active address", "code-form", 7, "url:\n  uk: javascript:alert(1)\n  zh: https://a.example/\n"),
		yaml("an active address in capitals", "code-form", 7, "url:\n  uk: JAVASCRIPT://a.example/%0aalert(1)\n  zh: https://a.example/\n"),
		yaml("an address with quotation marks", "code-form", 7, "url:\n  uk: 'https://a.example/\" onclick=\"x'\n  zh: https://a.example/\n"),
		yaml("an address with a password", "code-form", 7, "url:\n  uk: https://a:b@c.example/\n  zh: https://a.example/\n"),
		yaml("an address without a scheme", "code-form", 7, "url:\n  uk: //evil.example/\n  zh: https://a.example/\n"),
		yaml("an address of data", "code-form", 7, "url:\n  uk: data:text/html,x\n  zh: https://a.example/\n"),
		yaml("a slug that leads up", "code-form", 7, "slug:\n  uk: ../../x\n  zh: x\n"),
		yaml("a slug with a slash", "code-form", 7, "slug:\n  uk: a/b\n  zh: x\n"),
		yaml("a slug that is encoded", "code-form", 7, "slug:\n  uk: a%2fb\n  zh: x\n"),
		yaml("a slug in two directions", "code-form", 7, "slug:\n  uk: \"a\u202eb\"\n  zh: x\n"),
		yaml("an alias that leads up", "code-form", 6, "aliases: [/uk/../../x/]\n"),
		yaml("an alias elsewhere", "code-form", 6, "aliases: [https://evil.example/]\n"),
		yaml("an alias without a scheme", "code-form", 6, "aliases: [//evil.example/]\n"),
		yaml("an alias of a host", "code-form", 6, "aliases: ['/\\evil.example/']\n"),
		yaml("an alias with a line end", "character-control", 6, "aliases: [\"/a/\\r\\nX: y/\"]\n"),
		yaml("a picture that leads up", "code-form", 7, "image:\n  - src: ../../../site.yaml\n    alt:\n      uk: а\n      zh: 哈\n"),
		yaml("a picture of the machine", "code-form", 7, "image:\n  - src: /etc/passwd\n    alt:\n      uk: а\n      zh: 哈\n"),
		yaml("a picture elsewhere", "code-form", 7, "image:\n  - src: https://evil.example/x.png\n    alt:\n      uk: а\n      zh: 哈\n"),
		yaml("a mail address with a line end", "code-form", 11, "contact:\n  - name:\n      uk: а\n      zh: 哈\n    telephone: '+380 57 700 00 00'\n    email: \"a@b.example\\nBcc: c@d.example\"\n"),
		yaml("a telephone that is a program", "code-form", 10, "contact:\n  - name:\n      uk: а\n      zh: 哈\n    telephone: javascript:alert(1)\n"),
		yaml("a reference that leads up", "ref-unknown", 3, ""),
		yaml("a date that there is not", "date-impossible", 6, "foundingDate: 2021-02-30\n"),
		yaml("a date as a number", "date-form", 6, "foundingDate: 1e3\n"),
	}
}

// brokenPictures are pictures and attachments that are refused.
func brokenPictures() []brokenFile {
	picture := func(name string, line int, text string) brokenFile {
		return brokenFile{"picture: " + name, emblem, `<svg xmlns="http://www.w3.org/2000/svg">` + "\n" + text + "</svg>\n", "svg-active", line}
	}
	attached := func(ending string) brokenFile {
		return brokenFile{"attached: " + ending, "content/announcements/opening/x" + ending, "alert(1)", "file-active", 0}
	}
	return []brokenFile{
		picture("a script", 2, "<script>alert(1)</script>"),
		picture("a script of a prefix", 2, `<x:script xmlns:x="http://www.w3.org/2000/svg">1</x:script>`),
		picture("an event handler", 3, "<g>\n<path onclick='x'/></g>"),
		picture("HTML", 2, "<foreignObject><p>x</p></foreignObject>"),
		picture("an active address", 2, `<a href="java&#115;cript:x"/>`),
		picture("a picture elsewhere", 2, `<image href="https://evil.example/x.png"/>`),
		picture("a style elsewhere", 2, `<style>@import url(//evil.example/x.css)</style>`),
		picture("an animation of an address", 2, `<animate attributeName="href" values="javascript:x"/>`),
		picture("an entity", 2, "<text>&xxe;</text>"),
		{"picture: a document type", emblem, `<!DOCTYPE svg [<!ENTITY xxe SYSTEM "file:///etc/passwd">]><svg/>`, "svg-active", 1},
		{"picture: entities in entities", emblem, "<!DOCTYPE svg [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;\">]>\n<svg>&b;</svg>", "svg-active", 1},
		{"picture: of another kind", emblem, "<html><script>1</script></html>", "svg-active", 1},
		{"picture: in UTF-16", emblem, string(inUTF16(binary.LittleEndian, "<svg/>")), "svg-active", 1},
		{"picture: of the maintainers", "static/logo.svg", "<svg onload='x'/>", "svg-active", 1},
		{"picture: in capitals", "content/announcements/opening/EMBLEM.SVG", "<svg onload='x'/>", "svg-active", 1},
		attached(".html"), attached(".HTM"), attached(".xhtml"), attached(".svgz"), attached(".js"), attached(".xml"), attached(".php"), attached(".css"),
	}
}

// brokenEncodings are texts in other encodings, and settings that are refused.
func brokenEncodings() []brokenFile {
	encoded := func(name, code string, b []byte) brokenFile {
		return brokenFile{"encoding: " + name, opening, string(b), code, 0}
	}
	setting := func(name, code string, old, new string) brokenFile {
		return brokenFile{name: "site.yaml: " + name, file: "site.yaml", text: old + "\x00" + new, code: code}
	}
	text := "---\ntitle: Альянс відкрито\n---\nАльянс відкрито.\n"
	return []brokenFile{
		encoded("Windows-1251", "encoding-other", sitetest.Windows1251([]byte(text))),
		encoded("UTF-16 little endian", "encoding-other", inUTF16(binary.LittleEndian, "\uFEFF"+text)),
		encoded("UTF-16 big endian", "encoding-other", inUTF16(binary.BigEndian, "\uFEFF"+text)),
		encoded("UTF-16 without a mark", "encoding-other", inUTF16(binary.LittleEndian, text)),
		encoded("GB18030", "encoding-other", []byte("---\ntitle: \xc1\xaa\xc3\xcb\xb3\xc9\xc1\xa2\n---\n\xc1\xaa\xc3\xcb\xb3\xc9\xc1\xa2\xa1\xa3\n")),
		encoded("UTF-7 with a zero", "character-control", []byte("---\ntitle: x\x00\n---\n+ADw-script+AD4-\n")),
		encoded("overlong", "encoding-unknown", []byte("---\ntitle: Слово \xc0\xbcscript\xc0\xbe\n---\nСлово слово слово.\n")),
		encoded("a surrogate", "encoding-unknown", []byte("---\ntitle: Слово слово \xed\xa0\xbd\n---\nСлово слово слово.\n")),
		encoded("random", "encoding-unknown", []byte("---\ntitle: Слово слово слово \xff\n---\nСлово слово слово.\n")),

		setting("an active base", "code-form", "https://alliance.example/", "javascript:alert(1)"),
		setting("a base with a query", "code-form", "https://alliance.example/", "https://a.example/\"onclick=x"),
		setting("a time zone that leads up", "code-form", "Europe/Kyiv", "../../../etc/passwd"),
		setting("a language that leads up", "field-form", "  uk:", "  ../uk:"),
		setting("a tag that ends an attribute", "code-form", "tag: uk", "tag: 'uk\" onclick=\"x'"),
		setting("a country that is markup", "code-form", "country: UA", "country: <b>"),
		setting("a section that is none", "code-form", "[announcements, members]", "['<script>']"),
		setting("an anchor", "text-needs-quotes", "about: alliance", "about: &a alliance"),
	}
}

// nested is a map of so many levels.
func nested(levels int) string {
	var b strings.Builder
	for i := range levels {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

func inUTF16(order binary.AppendByteOrder, s string) (b []byte) {
	for _, unit := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, unit)
	}
	return b
}

// Files that are broken or that attack are refused with their code, in their
// place, and with little memory.
//
// Planted bugs this test has caught: an ending that is not known; names of
// elements compared with their prefix.
func TestBrokenFilesAreRefusedInTheirPlace(t *testing.T) {
	const most = 64 << 20 // bytes allocated; the worst takes 13
	base := sitetest.ProblemBase(t)
	state, _ := sitetest.Found(t, build.State{}, base, false)
	var count hostileCount
	for _, b := range slices.Concat(brokenFields(), brokenPictures(), brokenEncodings()) {
		t.Run(b.name, func(t *testing.T) {
			files := maps.Clone(base)
			if old, new, ok := strings.Cut(b.text, "\x00"); ok && b.file == "site.yaml" {
				b.text = strings.Replace(string(base["site.yaml"].Data), old, new, 1)
			}
			if b.name == "front matter: a reference that leads up" {
				b.file, b.text = "content/announcements/opening.md", "---\ndate: 2021-07-07\nabout: [\"member:../../x\"]\n---\n"
			}
			files[b.file] = &fstest.MapFile{Data: []byte(b.text)}
			before := allocated()
			_, list := sitetest.Found(t, state, files, false)
			if bytes := allocated() - before; bytes > most {
				t.Errorf("it took %d MB", bytes>>20)
			}
			count.refused.Add(1)
			for _, d := range list {
				if string(d.Code) == b.code && d.Span.File == b.file && (b.line == 0 || int(d.Span.Line) == b.line) {
					return
				}
			}
			t.Errorf("want %s at %s:%d, got\n%.600s", b.code, b.file, b.line, sitetest.Told(list))
		})
	}
	count.print(t, "broken files")
}
