package markdown

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// typographic are options of a text in Ukrainian or Chinese within a site of both.
func typographic(tag string) Options {
	foreign := Foreign{unicode.Han, "zh-Hans"}
	if tag != "uk" {
		foreign = Foreign{unicode.Cyrillic, "uk"}
	}
	return Options{Tag: tag, Foreign: []Foreign{foreign}, References: []string{"member"}, Typography: true, Blocks: true}
}

// Planted bugs this test has caught: marks are forgotten at each element; code
// is set; a soft line end is always a plain one; what is ahead is not looked at.
func TestTypographyOfProse(t *testing.T) {
	for _, c := range []struct{ tag, src, want string }{
		{"uk", `Угода "*Договір*" - так`, "<p>Угода «<em>Договір</em>»~— так</p>"},
		{"uk", `*Угода "Договір* і ще"`, "<p><em>Угода «Договір</em> і~ще»</p>"},
		{"uk", "Освіта в\nУкраїні\n— це\nоб'єднання", "<p>Освіта в~Україні~— це\nоб’єднання</p>"},
		{"uk", "`a - \"b\"` і \"c\"", `<p><code>a - "b"</code> і~«c»</p>`},
		{"uk", "    a - b", "<pre><code>a - b"},
		{"uk", `<https://a.example/o'k> - так`, `<p><a>https://a.example/o'k</a>~— так</p>`},
		{"uk", `["ХПІ"](member:khpi) в [Харкові](member:x)`, "<p><a>«ХПІ»</a> в~<a>Харкові</a></p>"},
		{"uk", `з [](member:khpi)`, "<p>з~<a></a></p>"},
		{"uk", `Далі 2021 年 6 月`, `<p>Далі <span lang="zh-Hans">2021年6月</span></p>`},
		{"uk", `\"Київ\" &quot;Суми&quot;`, "<p>«Київ» «Суми»</p>"},
		{"uk", `"Київ`, "<p>«Київ</p>"},
		{"uk", "\"Київ\n\n\"Суми\"", "<p>«Київ</p>\n<p>«Суми»</p>"},
		{"uk", "# \n## \"Мета\" в Україні", "«Мета» в~Україні"},
		{"zh-Hans", `又称"**联盟**"。`, "<p>又称“<strong>联盟</strong>”。</p>"},
		{"zh-Hans", "加入 *KhPI* 联盟", "<p>加入<em>KhPI</em>联盟</p>"},
		{"zh-Hans", "安德烈（Андрій - в Україні）", `<p>安德烈（<span lang="uk">Андрій~— в~Україні</span>）</p>`},
	} {
		body, _ := Parse([]byte(c.src), typographic(c.tag))
		got := strings.ReplaceAll(filled(body), "\u00a0", "~")
		if !strings.Contains(got, c.want) {
			t.Errorf("%q\n got %s\nwant %s", c.src, got, c.want)
		}
	}
}

func TestTypographyOfAlternativeTexts(t *testing.T) {
	body, _ := Parse([]byte(`"Вид" ![вид "з гори"](a.png)`), typographic("uk"))
	if len(body.Holes) != 1 || body.Holes[0].Alt != "вид «з\u00a0гори»" {
		t.Errorf("%+v", body.Holes)
	}
}

// filled returns the HTML of a body with links without addresses.
func filled(b *Body) string {
	var html strings.Builder
	at := 0
	for _, h := range b.Holes {
		html.Write(b.HTML[at:h.At])
		at = h.At
		if h.Kind == LinkOpen {
			html.WriteString("<a>")
		}
	}
	return html.String() + string(b.HTML[at:])
}

// The state of a translation is kept in digests of blocks: they must not depend
// on how a text is set.
func TestTypographyChangesNoDigest(t *testing.T) {
	for tag, src := range map[string]string{
		"uk":      "## \"Мета\" - в\nУкраїні\n\nОб'єднання у 2021-2023 рр. 2021 年 6 月",
		"zh-Hans": "## 加入 KhPI 联盟\n\n\"联盟\"--等等... 2021 年 6 月",
	} {
		o := typographic(tag)
		set, _ := Parse([]byte(src), o)
		o.Typography = false
		plain, _ := Parse([]byte(src), o)
		if string(set.HTML) == string(plain.HTML) {
			t.Errorf("%s: nothing is set", tag)
		}
		for i := range set.Blocks {
			if set.Blocks[i].Hash != plain.Blocks[i].Hash {
				t.Errorf("%s: block %d has another digest", tag, i)
			}
		}
	}
}

// Planted bugs this test has caught: the letters beyond the basic plane left out,
// as those behind the last range of it.
func TestForeignLettersAreThoseOfTheirScript(t *testing.T) {
	for _, script := range []*unicode.RangeTable{unicode.Han, unicode.Cyrillic, unicode.Greek, unicode.Khitan_Small_Script} {
		f := Foreign{Script: script}
		for r := rune(0); r <= unicode.MaxRune; r++ {
			if want := unicode.Is(script, r) && (unicode.IsLetter(r) || r == '〇'); f.has(r) != want {
				t.Fatalf("%U: %t", r, !want)
			}
		}
	}
}

// Planted bugs this test has caught: a place on the line before taken for one on
// the last line that was asked for; columns counted on from another line.
func TestPlacesAreTheSameInAnyOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 4))
	src := []byte("а\n\n大学 б\nв\n\n\nслово за словом\nкінець")
	for range 2000 {
		w := newWriter(src, Options{File: "a.md", FirstLine: 3})
		for range 6 {
			start := random.IntN(len(src) + 1)
			for start < len(src) && !utf8.RuneStart(src[start]) {
				start++
			}
			before := string(src[:start])
			line := strings.Count(before, "\n")
			column := utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1
			if at := w.spanOf(start, 0); at.Line != int32(3+line) || at.Col != int32(column) {
				t.Fatalf("offset %d is at %d:%d, and should be at %d:%d", start, at.Line, at.Col, 3+line, column)
			}
		}
		w.release()
	}
}
