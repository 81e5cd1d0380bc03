package frontmatter

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

func TestFileIsCutAtItsLinesOfHyphens(t *testing.T) {
	for _, c := range []struct {
		src, meta, body string
		bodyLine        int
	}{
		{"---\ntitle: x\n---\nТекст\n", "title: x\n", "Текст\n", 4},
		{"\uFEFF---\ntitle: x\n---\nТекст\n", "title: x\n", "Текст\n", 4},
		{"---\r\ntitle: x\r\n---\r\nТекст\r\n", "title: x\r\n", "Текст\r\n", 4},
		{"---  \n---\t\nТекст", "", "Текст", 3},
		{"---\n---", "", "", 3},
		{"---\na: |\n  ———\nb:\n-\n---\n———\n", "a: |\n  ———\nb:\n-\n", "———\n", 7},
		{"---\na: b\n---", "a: b\n", "", 4},
		{"---\na: |\n  ---\n ---\n---\n---\n", "a: |\n  ---\n ---\n", "---\n", 6},
		{"Текст\n---\na: b\n---\n", "none", "Текст\n---\na: b\n---\n", 1},
		{"\n---\nA: b\n---\n", "none", "\n---\nA: b\n---\n", 1},
		{"----\n\nТекст: так\n", "none", "----\n\nТекст: так\n", 1},
		{"----\n- a: b\n", "none", "----\n- a: b\n", 1},
		{"\n---\n\nТекст\n", "none", "\n---\n\nТекст\n", 1},
		{"----\n----\nТекст\n", "none", "----\n----\nТекст\n", 1},
		{"—\n\nТекст\n", "none", "—\n\nТекст\n", 1},
		{"—", "none", "—", 1},
		{"\uFEFFТекст", "none", "Текст", 1},
		{"", "none", "", 1},
	} {
		p, found := Split("a.md", []byte(c.src))
		meta := string(p.Meta)
		if p.Meta == nil {
			meta = "none"
		} else if p.MetaLine != 2 {
			t.Errorf("%q: front matter on line %d", c.src, p.MetaLine)
		}
		if len(found) > 0 || meta != c.meta || string(p.Body) != c.body || p.BodyLine != c.bodyLine {
			t.Errorf("%q: %q, %q on line %d, %s", c.src, meta, p.Body, p.BodyLine, told(found))
		}
	}
}

func TestFrontMatterThatAnEditorHasCorrectedIsRefused(t *testing.T) {
	for src, want := range map[string]string{
		"——\ntitle: x\n——\n":                "1:1-3 frontmatter-opening → ---",
		"\uFEFF—\r\ntitle: x\r\n":           "1:1-2 frontmatter-opening → ---",
		"----\na: b\n":                      "1:1-5 frontmatter-opening → ---",
		"–––\n\n# так\ntitle：x\n":           "1:1-4 frontmatter-opening → ---",
		" ---\ntitle:\n  uk: x\n---\n":      "1:1-5 frontmatter-opening → ---",
		"———\n# 正文\n---\n\n正文\n":            "1:1-4 frontmatter-opening → ---",
		"———\n# 正文\n———\n\n正文\n":            "1:1-4 frontmatter-opening → ---",
		"———\n\n正文\n":                       "1:1-4 frontmatter-opening → ---",
		"－－－\n---\n正文\n":                    "1:1-4 frontmatter-opening → ---",
		"───\n# 正文\n---\n":                  "1:1-4 frontmatter-opening → ---",
		"\n——\n正文\n":                        "2:1-3 frontmatter-opening → ---",
		"----\n# так\n---\nТекст\n":         "1:1-5 frontmatter-opening → ---",
		"\n---\n# так\n---\n\nТекст\n":      "2:1-4 frontmatter-late",
		"\n---\na: b\n---\n":                "2:1-4 frontmatter-late",
		"\r\n \u3000\r\n---\r\na: b\r\n---": "3:1-4 frontmatter-late",
	} {
		if p, found := Split("a.md", []byte(src)); told(found) != want || p.Body != nil {
			t.Errorf("%q: %s, not %s", src, told(found), want)
		}
	}
}

// Markdown makes a heading of a line above hyphens: fields without their first
// line would stand on the page.
//
// Planted bugs this test has caught: a text above a break that is taken for fields.
func TestFieldsThatLackOnlyTheirFirstLineAreNoText(t *testing.T) {
	for src, want := range map[string]string{
		"title: Зустріч\n---\nТекст\n":                       "1:1-15 frontmatter-opening",
		"\ntitle:\n  uk: x\nabout:\n- y\n# так\ndate：z\n---": "2:1-7 frontmatter-opening",
		"title: Зустріч\n\nТекст\n\n---\n":                   "",
		"title: Зустріч\nТекст\n":                            "",
		"Дата: завтра\n---\nТекст\n":                         "",
		"Текст\n---\n":                                       "",
		"- a: b\n---\n":                                      "",
	} {
		if _, found := Split("a.md", []byte(src)); told(found) != want {
			t.Errorf("%q: %q, not %q", src, told(found), want)
		}
	}
}

func TestUnclosedFrontMatterIsRefusedWithTheLineWhereTheTextSeemsToBegin(t *testing.T) {
	for _, c := range []struct {
		src  string
		line int32 // of the text; 0 where there is none
	}{
		{"---\ntitle: x\nname:\n  uk: y\nlist:\n- z\n# так\n\nТекст\n", 9},
		{"---\ntitle: x\nТекст: так\nі далі\n", 4},
		{"---", 0},
		{"---\n", 0},
		{"---\nlist:\n-\n  x\n", 0},
	} {
		p, found := Split("a.md", []byte(c.src))
		if told(found) != "1:1-4 frontmatter-unclosed" || p.Body != nil {
			t.Errorf("%q: %s, body %q", c.src, told(found), p.Body)
			continue
		}
		var line int32
		for _, r := range found[0].Related {
			line = r.Span.Line
		}
		if line != c.line {
			t.Errorf("%q: the text begins on line %d, want %d", c.src, line, c.line)
		}
	}
}

func TestLineThatWasToCloseTheFrontMatterIsThePlaceToMend(t *testing.T) {
	for src, want := range map[string]string{
		"---\ntitle: x\n———\n\n正文\n":             "3:1-4 frontmatter-unclosed → ---",
		"---\r\n# так\r\n－－－\r\n":                "3:1-4 frontmatter-unclosed → ---",
		"---\n# так\n———\n\n正文\n\n---\n\n正文\n":   "3:1-4 frontmatter-unclosed → ---",
		"---\ntitle: x\n----\n---\n":             "3:1-5 frontmatter-unclosed → ---",
		"---\ntitle: x\n ---\n":                  "3:1-5 frontmatter-unclosed → ---",
		"---\na: b\n--\n":                        "3:1-3 frontmatter-unclosed → ---",
		"---\ntitle: x\nТекст\n\n————\n\nдалі\n": "1:1-4 frontmatter-unclosed",
	} {
		if p, found := Split("a.md", []byte(src)); told(found) != want || p.Body != nil {
			t.Errorf("%q: %s, not %s", src, told(found), want)
		}
	}
}

func encoded(t *testing.T, e encoding.Encoding, text string) []byte {
	t.Helper()
	b, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestOtherEncodingsAreRecognised(t *testing.T) {
	ukrainian := "---\ntitle: Нова угода\n---\nХарківський політехнічний інститут і Даляньський університет підписали угоду про подвійні дипломи. Її дія – п'ять років.\n"
	chinese := "---\ntitle: 新协议\n---\n哈尔科夫理工学院与大连工业大学签署了双学位合作协议，有效期五年。\n"
	for _, c := range []struct {
		name string
		src  []byte
		want string // of the diagnostic's argument
	}{
		{"Windows-1251", encoded(t, charmap.Windows1251, ukrainian), "Windows-1251"},
		{"Windows-1251 in capitals and small letters", encoded(t, charmap.Windows1251, "title: Угода ХПІ\n"+strings.Repeat("слово ", 20)), "Windows-1251"},
		{"GB18030", encoded(t, simplifiedchinese.GB18030, chinese), "GB18030"},
		{"GBK, short", encoded(t, simplifiedchinese.GBK, "title: 大连工业大学\n"), "GB18030"},
		{"UTF-16 little-endian with a mark", encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), ukrainian), "UTF-16"},
		{"UTF-16 big-endian with a mark", encoded(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), chinese), "UTF-16"},
		{"UTF-16 without a mark", encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), chinese), "UTF-16"},
		{"UTF-32", []byte("\xff\xfe\x00\x00-\x00\x00\x00"), "UTF-32"},
		{"UTF-8 with a broken place", []byte("---\ntitle: x\n---\nТе\xffкст угоди про співробітництво\n"), ""},
	} {
		_, found := Split("a.md", c.src)
		switch {
		case len(found) != 1:
			t.Errorf("%s: %s", c.name, told(found))
		case found[0].Arg("encoding") != c.want || c.want == "" && found[0].Code != "encoding-unknown":
			t.Errorf("%s: %s %q", c.name, found[0].Code, found[0].Arg("encoding"))
		case found[0].Span.Line < 1:
			t.Errorf("%s: no line", c.name)
		}
	}
	_, found := Split("a.md", []byte("---\ntitle: x\n---\nабв \xff\n"))
	if told(found) != "4:5-6 encoding-unknown" {
		t.Errorf("the broken place is told at %s", told(found))
	}
}

// Planted bugs this test has caught: texts in quotation marks that are not
// looked at.
func TestEscapedControlCharactersAreToldAtTheirText(t *testing.T) {
	for text, want := range map[string]string{
		`"a\u0001b"`: "U+0001", `"\e[31m"`: "U+001B", `"a\0"`: "U+0000", `"a\r\nb"`: "U+000D", `"\N"`: "U+0085", `"\uFEFFx"`: "U+FEFF",
		`"a\L"`: "U+2028", `"a\tb\n\u00a0\\e"`: "", `'a\e'`: "", `a\e`: "",
	} {
		_, found := Parse("a.md", 2, []byte("title: "+text+"\n"))
		switch {
		case want == "" && len(found) == 0:
		case len(found) != 1 || found[0].Code != "character-control" || found[0].Arg("character") != want || found[0].Span.Line != 2 || found[0].Span.Col != 8:
			t.Errorf("%s: %s", text, told(found))
		}
	}
}

func TestControlCharactersAreToldAtTheirPlace(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"a\x00b", "1:2-3 character-control"},
		{"---\nназва: \x1b[31m\n---\n", "2:8-9 character-control"},
		{"\uFEFFab\uFEFFc", "1:3-4 character-control"},
		{"рядок\u2028рядок", "1:6-7 character-control"},
		{"a\rb\r\n", "1:2-3 character-control"},
		{"a\u0085b\x7f", "1:2-3 character-control | 1:4-5 character-control"},
		{"\uFFFF", "1:1-2 character-control"},
		{"a\tb\r\nс \u00a0\u3000\u200b\ufffd 💡\n", ""},
	} {
		if _, found := Split("a.md", []byte(c.src)); told(found) != c.want {
			t.Errorf("%q: %s, want %s", c.src, told(found), c.want)
		}
	}
	if _, found := Split("a.md", make([]byte, 3)); len(found) != 3 {
		t.Errorf("three zeros: %s", told(found))
	}
	if _, found := Split("a.md", []byte(strings.Repeat("\x01", 1000))); len(found) != maxControls {
		t.Errorf("%d findings in one file", len(found))
	}
}
