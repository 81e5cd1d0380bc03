package frontmatter

import (
	"fmt"
	"strings"
	"testing"

	"diglot/generator/internal/diag"
)

// told writes diagnostics as "line:col-end code fix".
func told(list []diag.Diagnostic) string {
	var b strings.Builder
	for i, d := range list {
		if i > 0 {
			b.WriteString(" | ")
		}
		fmt.Fprintf(&b, "%d:%d-%d %s", d.Span.Line, d.Span.Col, d.Span.End, d.Code)
		if d.Fix != "" {
			b.WriteString(" → " + d.Fix)
		}
	}
	return b.String()
}

func TestUsualSlipsAreToldAtTheirPlaceWithTheExactFix(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		// Colons.
		{"title: Альянс: угода", `1:14-15 colon-unquoted → title: "Альянс: угода"`},
		{"title: “Альянс”: угода\n", `1:16-17 colon-unquoted → title: "“Альянс”: угода"`},
		{"title: Альянс:\n", `1:14-15 colon-unquoted → title: "Альянс:"`},
		{"title: \"a\": \"b\": c", `1:11-19 text-after-quote → title: '"a": "b": c'`},
		{"scope:\n  - обміни: студенти\n  - разом: усі: ми\n", `3:15-16 colon-unquoted → - разом: "усі: ми"`},
		{"description: довгий\n  текст далі: так\n", `2:13-14 colon-unquoted`},
		{"scope: [a: b: c]\n", `1:13-14 colon-unquoted`},
		{"title：联盟\ndate: x", `1:6-7 colon-fullwidth → title: 联盟`},
		{"title: x\ndate：2021", `2:5-6 colon-fullwidth → date: 2021`},
		{"name:\n  zh：联盟\n", `2:5-6 colon-fullwidth → zh: 联盟`},
		{"name: {uk：Альянс, zh: 联盟}", `1:10-11 colon-fullwidth → uk: Альянс`},
		{"title:Альянс\ndate: x\n", `1:6-7 colon-no-space → title: Альянс`},
		{"name: {uk:Альянс, zh: x}", `1:10-11 colon-no-space → uk: Альянс`},
		{"name:\n  uk:Альянс\n  zh:联盟\n", `2:5-6 colon-no-space → uk: Альянс | 3:5-6 colon-no-space → zh: 联盟`},
		{"sameAs:\n  - https：//www.dlpu.edu.cn/\n  - http：／／khpi.edu.ua\n", `2:10-11 colon-fullwidth → https://www.dlpu.edu.cn/ | 3:9-10 colon-fullwidth → http://khpi.edu.ua`},
		{"https：//www.dlpu.edu.cn/\n", `1:6-7 colon-fullwidth → https://www.dlpu.edu.cn/`},
		// Spaces.
		{"\ttitle: b\n", `1:1-2 indent-tab → title: b`},
		{"title: b\n\tdate: d\n", `2:1-2 indent-tab → date: d`},
		{"name:\n\tuk: c\n", `2:1-2 indent-tab`},
		{"title:\u00a0b", `1:7-8 space-odd → title: b`},
		{"title: \u3000b", `1:8-9 space-odd → title: b`},
		{"title: \u00a0\"b\n", `1:8-9 space-odd → title: "b`},
		{"scope:\n  - \u00a0uk: b\n", `2:5-6 space-odd → - uk: b`},
		{"name:\n\u00a0\u00a0uk: A\nx: y", `2:1-3 space-odd`},
		{"name:\n　uk: A\n", `2:1-2 space-odd`},
		{"title: b\n  date: d\n", `2:3-10 indent-wrong`},
		{"name:\n    uk: c\n  zh: e\n", `3:3-8 indent-wrong`},
		{"name:\n  uk: a\n zh: b\n", `3:2-7 indent-wrong`},
		{"entryIntoForce: 2021-07 # так\n\n  certainty: derived\n  source: x\n", `3:3-21 field-after-value`},
		{"date: 2021\n  source: x\n", `2:3-12 field-after-value`},
		{"membership:\n  since: 2021\n    certainty: derived\n", `3:5-23 field-after-value`},
		{"date: 2021\n  sources: x\n", `2:3-13 indent-wrong`},
		{" title: b\ndate: d\n", `2:1-8 indent-wrong`},
		{"scope:\n  - x\n  -y\n", `3:3-4 dash-no-space → - y`},
		{"scope: b\n- c\n", `2:1-2 list-after-value`},
		{"scope: - b\n", `1:8-9 list-beside-field`},
		// Quotation marks.
		{"b: c\ntitle: \"Альянс\" уклав\n", `2:17-22 text-after-quote → title: '"Альянс" уклав'`},
		{"title: 'it's here'\n", `1:12-19 text-after-quote → title: "it's here"`},
		{"title: \"Зустріч \"Альянсу\" відбулася\"\n", `1:18-37 text-after-quote → title: 'Зустріч "Альянсу" відбулася'`},
		{"title: \"Альянс\" і \"Союз\"\n", `1:17-25 text-after-quote → title: '"Альянс" і "Союз"'`},
		{"name: {uk: \"a\" b, zh: c}\n", `1:16-17 text-after-quote`},
		{"parties: [\"a\" \"b\"]\n", `1:15-16 comma-missing`},
		{"title: \"Альянс\ndate: d\n", `1:8-9 quote-unclosed → title: "Альянс"`},
		{"title: \"Альянс\ndate: \"2021\"\n", `1:8-9 quote-unclosed → title: "Альянс"`},
		{"title: 'ять\n", `1:8-9 quote-unclosed → title: 'ять'`},
		{"title: \"大连签约”\ndate: d\n", `1:8-9 quote-unclosed → title: "大连签约"`},
		{"title:\n  uk: \"Альянс” # так\n  zh: “联盟\"\n", `2:7-8 quote-unclosed → uk: "Альянс" | 3:7-8 quote-unclosed → zh: "联盟"`},
		{"title: \"Альянс»\n", `1:8-9 quote-unclosed → title: "Альянс"`},
		{"title: \"Зустріч «Альянсу»\n", `1:8-9 quote-unclosed → title: "Зустріч «Альянсу»"`},
		{"title: „Альянс\"\n", `1:8-9 quote-unclosed → title: "Альянс"`},
		{"scope:\n  - «Альянс\"\n", `2:5-6 quote-unclosed → - "Альянс"`},
		{"title: ‘联盟'\n", `1:8-9 quote-unclosed → title: "联盟"`},
		{"file: \"C:\\docs\"\n", `1:10-12 escape-unknown → file: 'C:\docs'`},
		{"title: *жирний* текст\n", `1:8-9 text-needs-quotes → title: "*жирний* текст"`},
		{"title: @khpi\n", `1:8-9 text-needs-quotes → title: "@khpi"`},
		{"title: 50\nsign: %50\n", `2:7-8 text-needs-quotes → sign: "%50"`},
		{"title: [чернетка] Угода\n", `1:8-9 text-needs-quotes → title: "[чернетка] Угода"`},
		{"title: > 50\n", `1:8-9 text-needs-quotes → title: "> 50"`},
		{"title: , b\n", `1:8-9 text-needs-quotes → title: ", b"`},
		// Brackets and commas.
		{"parties: [khpi, dlpu\ndate: d\n", `1:10-11 bracket-unclosed → parties: [khpi, dlpu]`},
		{"parties: [khpi, dlpu\ndate: d\nzh: \"联盟\" 协议\n", `1:10-11 bracket-unclosed → parties: [khpi, dlpu] | 3:10-12 text-after-quote → zh: '"联盟" 协议'`},
		{"parties: [khpi, dlpu\nlist: [a, b]\n", `1:10-11 bracket-unclosed → parties: [khpi, dlpu]`},
		{"claims: {UA: 49\n", `1:9-10 bracket-unclosed → claims: {UA: 49}`},
		{"x: {a: [b}\n", `1:8-9 bracket-unclosed`},
		{"claims: {UA: 49}}\n", `1:17-18 bracket-extra`},
		{"parties: [khpi,, dlpu]", `1:16-17 comma-extra`},
		{"parties: [khpi，dlpu]", `1:15-16 comma-fullwidth → [khpi, dlpu]`},
		{"parties: [khpi，dlpu, x]", `1:15-16 comma-fullwidth → khpi, dlpu`},
		{"parties: [khpi、dlpu]", `1:15-16 comma-fullwidth → [khpi, dlpu]`},
		// What our format leaves out of YAML.
		{"a: &x b\nc: d\n", `1:4-5 text-needs-quotes → a: "&x b"`},
		{"a: b\nc: *x\n", `2:4-5 text-needs-quotes → c: "*x"`},
		{"a: !!str b", `1:4-5 text-needs-quotes → a: "!!str b"`},
		{"a: ! b", `1:4-5 text-needs-quotes → a: "! b"`},
		{"a: [!x b]", `1:5-6 text-needs-quotes`},
		{"? a\n: b\n", `1:1-2 text-needs-quotes`},
		{"[a]: b\n", `1:1-4 field-name-bad`},
		{"\"\": b\n", `1:1-3 field-name-bad`},
		{"%YAML 1.2\n---\na: b\n", `1:1-2 text-needs-quotes`},
		{"a: b\n---\nc: d\n", `2:1-4 fields-second`},
		{"a: b\n...\nc: d\n", `2:1-4 fields-second`},
		// What is no field at all.
		{"Just text\n", `1:1-10 fields-expected`},
		{"- a\n", `1:1-2 fields-expected`},
		{"title: Альянс уклав\nугоду\n", `2:1-6 field-expected`},
		{"a: b\na: c\n", `2:1-2 field-repeated`},
		{"n: {uk: a, uk: b}\n", `1:12-14 field-repeated`},
		// Several at once.
		{"title: a: b\ndate:\u00a0c\nx: [y\n", `1:9-10 colon-unquoted → title: "a: b" | 2:6-7 space-odd → date: c | 3:4-5 bracket-unclosed → x: [y]`},
	} {
		_, found := Parse("a.md", 1, []byte(c.src))
		if got := told(found); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.src, got, c.want)
		}
	}
}

func TestWhatLooksLikeASlipButIsNoneIsLeftAlone(t *testing.T) {
	for _, src := range []string{
		"title: Альянс — угода\n",
		"url: https://khpi.edu.ua/a:b#c\n",
		"title: it's здоров'я\n",
		"title: \"Альянс: угода\" # так: добре\n",
		"title: '«ХПІ»: it''s'\n",
		"description: |\n  Перший: рядок\n\n  \tтак\n  - так\n  　　段落：好\n  \"\n  [\n",
		"description: >-\n  a: b\ntitle: x\n",
		"description: довгий\n  текст, що триває\n\n  ще рядок\ntitle: x\n",
		"description: \"довгий\n  date: текст\n  ще\" # далі\ntitle: x\n",
		"scope:\n- a\n- b\nname:\n- uk: a\n  zh: b\n-\n  uk: c\n",
		"scope:\n  - - a\n    - b\n  - c\n",
		"about:\n  - member:khpi\n  - place:kharkiv\n",
		"about: member:khpi\n",
		"value:\n  announcement:khpi-joins\n",
		"parties: [khpi,\n  dlpu, # друга\n  \"a]b\", 'c''d'\n]\ntitle: x\n",
		"claims: {memberCount: {UA: 49, CN: 45}, asOf: 2021-07-07}\n",
		"name: {\"uk\":\"a\", 'zh': [b]}\n",
		"scope: [師生、交流, 联合]\n",
		"\"title\": x\n'date' : y\n",
		"title: “联盟”\n",
		"title: “联盟”与\"签约\"\n",
		"title: «Альянс» і \"Союз\"\n",
		"title: \"перший “рядок”\n  другий\"\n",
		"title: \"рядок”\n  другий\"\n",
		"title: a#b, c:d [e] {f} - g & h * i ! j % k @ l\n",
		"title: a\u00a0b\u3000c\n",
		"---\ntitle: x\n",
		"title:\n\ndate: # порожньо\nlist:\n  -\n  - ~\n",
		"title: x\r\nname:\r\n  uk: y\r\n",
		"title:\tx\n",
		"x: \"\\u0041\\n\\\"\\\\\"\n",
		"# лише коментар\n",
		"",
	} {
		if _, found := Parse("a.md", 1, []byte(src)); len(found) > 0 {
			t.Errorf("%q: %s", src, told(found))
		}
	}
}

func TestFixesAreThemselvesReadable(t *testing.T) {
	for _, src := range []string{
		"title: Альянс: угода", "title: \"Альянс\" уклав", "title: 'it's \"here\"'", "title：联盟", "title:\u00a0b", "title: \u3000b",
		"title: \"Альянс", "title: [чернетка] Угода", "title: @khpi", "parties: [khpi, dlpu", "title:Альянс", "a: \"x\" 'y' \\z",
	} {
		_, found := Parse("a.md", 1, []byte(src))
		if len(found) != 1 || found[0].Fix == "" {
			t.Errorf("%q: %s", src, told(found))
			continue
		}
		if _, again := Parse("a.md", 1, []byte(found[0].Fix)); len(again) > 0 {
			t.Errorf("%q is mended to %q: %s", src, found[0].Fix, told(again))
		}
	}
}

func TestFaultWithoutExplanationIsToldOnTheLineThatBreaksTheText(t *testing.T) {
	for _, c := range []struct {
		src  string
		line int32
	}{
		{"a: b\nc: d\ne: \"\\xZZ\"\nf: g\n", 3},
		{"a: b\nc: \"\\uD800\"\nf: g\n", 2},
	} {
		tree, found := Parse("a.md", 1, []byte(c.src))
		if tree != nil || len(found) != 1 || found[0].Code != "frontmatter-syntax" || found[0].Span.Line != c.line {
			t.Errorf("%q: %s", c.src, told(found))
		}
	}
}
