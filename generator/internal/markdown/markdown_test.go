package markdown

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"diglot/generator/internal/diag"
)

var ukrainian = Options{
	File: "content/a/b.uk.md", FirstLine: 5, Tag: "uk", IDPrefix: "uk-",
	References: []string{"member", "page"}, Foreign: []Foreign{{unicode.Han, "zh-Hans"}}, Blocks: true,
}

var chinese = Options{
	File: "content/a/b.zh.md", Tag: "zh-Hans", IDPrefix: "zh-",
	References: []string{"member"}, Foreign: []Foreign{{unicode.Cyrillic, "uk"}}, Blocks: true,
}

// show returns the markup of a body with its holes drawn as {kind target …}.
func show(b *Body) string {
	out := b.AppendHTML(nil, 0, len(b.HTML), func(dst []byte, h *Hole) []byte {
		if h.Kind == Anchor {
			return append(dst, ` id="`+h.Target+`"`...)
		}
		text := [...]string{"a ", "name ", "img "}[h.Kind] + h.Target
		if h.Alt != "" {
			text += " alt=" + h.Alt
		}
		if h.Title != "" {
			text += " title=" + h.Title
		}
		return append(dst, "{"+text+"}"...)
	})
	return strings.TrimSpace(string(out))
}

// findings returns diagnostics as "line:col code", the line counted in the text.
func findings(o Options, found []diag.Diagnostic) (list []string) {
	for _, d := range found {
		list = append(list, fmt.Sprintf("%d:%d %s", int(d.Span.Line)-max(o.FirstLine, 1)+1, d.Span.Col, d.Code))
	}
	return list
}

type rendering struct{ name, src, html, found string }

func check(t *testing.T, o Options, cases []rendering) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			b, found := Parse([]byte(c.src), o)
			if got := show(b); got != c.html {
				t.Errorf("%s\ngives\n%s\nnot\n%s", c.src, got, c.html)
			}
			if got := strings.Join(findings(o, found), ", "); got != c.found {
				t.Errorf("%s\nis found to have %q, not %q", c.src, got, c.found)
			}
		})
	}
}

func TestUkrainianText(t *testing.T) {
	check(t, ukrainian, []rendering{
		{"a folded line keeps its gap", "один\nдва", "<p>один\nдва</p>", ""},
		{"a hard break is a break", "один\\\nдва", "<p>один<br>\nдва</p>", ""},
		{"a backslash before a break escapes nothing behind it", "один\\  \n\\*два*", "<p>один\\<br>\n*два*</p>", ""},
		{"what might be markup is text", "а! [б] * в_г < ґ `д", "<p>а! [б] * в_г &lt; ґ `д</p>", ""},
		{"emphasis beside guillemets", "Слово**«Альянс»**разом", "<p>Слово<strong>«Альянс»</strong>разом</p>", ""},
		{"entities and escapes", `&copy; &#1108; \* a < b & c "d"`, "<p>© є * a &lt; b &amp; c \"d\"</p>", ""},
		{"code is left alone", "`大学 &amp; **`", "<p><code>大学 &amp;amp; **</code></p>", ""},
		{"a code block has a language", "```go <x\na < b\n```", "<pre><code class=\"language-go\">a &lt; b\n</code></pre>", ""},
		{"a language that is no name is dropped", "```\"><script>\na\n```", "<pre><code>a\n</code></pre>", ""},
		{"a run of Han is marked", "це 中国-乌克兰大学联盟, так", `<p>це <span lang="zh-Hans">中国-乌克兰大学联盟</span>, так</p>`, ""},
		{"full-width marks belong to the run", "《协议》від 2021年6月23日", `<p><span lang="zh-Hans">《协议》</span>від <span lang="zh-Hans">2021年6月23日</span></p>`, ""},
		{"quotation marks begin no run", "“слово” — 。", "<p>“слово” — 。</p>", ""},
		{"folded Han in a Ukrainian text", "大学\n联盟", "<p><span lang=\"zh-Hans\">大学</span><span lang=\"zh-Hans\">联盟</span></p>", ""},
		{"an ordered list keeps its start", "3. а\n4. б", "<ol start=\"3\">\n<li>а</li>\n<li>б</li>\n</ol>", ""},
		{"a line of CRLF", "один\r\nдва\r\n\r\nтри", "<p>один\nдва</p>\n<p>три</p>", ""},
		{"a definition", "Термін\n: опис", "<dl>\n<dt>Термін</dt>\n<dd>опис</dd>\n</dl>", ""},
		{"a thematic break", "***", "<hr>", ""},
		{"control characters are replaced", "а\x01\x00б", "<p>а\uFFFD\uFFFDб</p>", ""},
		{"bytes that are no characters are replaced", "а\xffб", "<p>а\uFFFDб</p>", ""},
	})
}

func TestChineseText(t *testing.T) {
	check(t, chinese, []rendering{
		{"no gap where a line is folded", "大学\n联盟，\n“合作”\n——框架……\n说", "<p>大学联盟，“合作”——框架……说</p>", ""},
		{"none between Han and Latin either", "由\nKhPI\n大学\n2021\n年", "<p>由KhPI大学2021年</p>", ""},
		{"but between Latin words", "Kharkiv\nPolytechnic", "<p>Kharkiv\nPolytechnic</p>", ""},
		{"nor beside markup", "**大学**\n**联盟**\n[协议](a.md)\n`码`", "<p><strong>大学</strong><strong>联盟</strong>{a a.md}协议</a><code>码</code></p>", ""},
		{"nor beside a name that is not known yet", "与\n[](member:khpi)\n签署", "<p>与{a member:khpi}{name member:khpi}</a>签署</p>", ""},
		{"the indent is stripped", "　　第一段\n\n　\n　　**第二**段", "<p>第一段</p>\n<p><strong>第二</strong>段</p>", ""},
		{"a line of ideographic spaces ends a paragraph", "第一段\n　　\n第二段", "<p>第一段</p>\n<p>第二段</p>", ""},
		{"emphasis closed behind a parenthesis", "**协议（2021）**是", "<p><strong>协议（2021）</strong>是</p>", ""},
		{"emphasis around a quotation", "说**“合作”**很", "<p>说<strong>“合作”</strong>很</p>", ""},
		{"emphasis closed behind a full stop", "**联盟成立。**各", "<p><strong>联盟成立。</strong>各</p>", ""},
		{"emphasis around a title", "**《协议》**仪", "<p><strong>《协议》</strong>仪</p>", ""},
		{"emphasis closed behind ASCII punctuation", "**协议(2021)**是", "<p><strong>协议(2021)</strong>是</p>", ""},
		{"a row of emphases", "**甲**、**乙**，*丙*。**丁**", "<p><strong>甲</strong>、<strong>乙</strong>，<em>丙</em>。<strong>丁</strong></p>", ""},
		{"a run of Cyrillic is marked with its guillemets", "与«Альянс університетів»合作", `<p>与<span lang="uk">«Альянс університетів»</span>合作</p>`, ""},
		{"both halves of parentheses belong to the run", "НТУ «ХПІ» (Харків)，", `<p><span lang="uk">НТУ «ХПІ» (Харків)</span>，</p>`, ""},
		{"a quotation and its source", "> 话\n>\n> ——某人", "<figure class=\"quote\"><blockquote>\n<p>话</p>\n</blockquote><figcaption>——某人</figcaption></figure>", ""},
	})
}

func TestFiguresQuotesTablesAndNotes(t *testing.T) {
	check(t, ukrainian, []rendering{
		{"a picture with a caption", `![Двоє](a.jpg "Підпис")`, "<figure>{img a.jpg alt=Двоє}<figcaption>Підпис</figcaption></figure>", ""},
		{"a picture without", "![Двоє *людей*](a.jpg)", "<figure>{img a.jpg alt=Двоє людей}</figure>", ""},
		{"a picture in a sentence", `Ось ![Двоє](a.jpg "т") тут`, "<p>Ось {img a.jpg alt=Двоє title=т} тут</p>", ""},
		{"a picture without description", "Ось ![ ](a.jpg)", "<p>Ось {img a.jpg}</p>", "1:10 markdown-image-alt"},
		{"a quotation and its source", "> Слова.\n>\n> — Хтось", "<figure class=\"quote\"><blockquote>\n<p>Слова.</p>\n</blockquote><figcaption>— Хтось</figcaption></figure>", ""},
		{"a dash alone is no source", "> — Слова.", "<blockquote>\n<p>— Слова.</p>\n</blockquote>", ""},
		{"alignment by class", "| а | б | в |\n|:--|--:|:-:|\n| 1 | 2 | 3 |",
			"<div class=\"table\"><table>\n<thead><tr><th scope=\"col\" class=\"start\">а</th><th scope=\"col\" class=\"end\">б</th><th scope=\"col\" class=\"center\">в</th></tr>\n</thead>\n" +
				"<tbody>\n<tr><td class=\"start\">1</td><td class=\"end\">2</td><td class=\"center\">3</td></tr>\n</tbody>\n</table></div>", ""},
		{"a footnote and two references", "а[^x] б[^x]\n\n[^x]: Примітка",
			`<p>а<sup id="uk-fnref1"><a href="#uk-fn1" role="doc-noteref">1</a></sup> б<sup id="uk-fnref1-2"><a href="#uk-fn1" role="doc-noteref">1</a></sup></p>` + "\n" +
				`<section class="footnotes" role="doc-endnotes"><ol>` + "\n" + `<li id="uk-fn1"><p>Примітка&#160;<a href="#uk-fnref1" role="doc-backlink">↩&#xFE0E;</a>&#160;<a href="#uk-fnref1-2" role="doc-backlink">↩&#xFE0E;</a></p>` + "\n</li>\n</ol></section>", ""},
		{"footnotes without partner", "а[^x]\n\n[^y]: Примітка", "<p>а[^x]</p>", "1:2 markdown-footnote-unknown, 3:1 markdown-footnote-unused"},
	})
}

func TestLinksAreHoles(t *testing.T) {
	check(t, ukrainian, []rendering{
		{"to a file", `[ХПІ](../members/khpi.md "т")`, "<p>{a ../members/khpi.md title=т}ХПІ</a></p>", ""},
		{"by reference", "[ХПІ][1]\n\n[1]: khpi.md", "<p>{a khpi.md}ХПІ</a></p>", ""},
		{"with escapes undone", `[а](a\_b&amp;c.md)`, "<p>{a a_b&c.md}а</a></p>", ""},
		{"without label", "[](member:khpi)", "<p>{a member:khpi}{name member:khpi}</a></p>", ""},
		{"out of the site", "<https://mon.gov.ua/> <press@mon.gov.ua> [т](tel:+380)", "<p>{a https://mon.gov.ua/}https://mon.gov.ua/</a> {a mailto:press@mon.gov.ua}press@mon.gov.ua</a> {a tel:+380}т</a></p>", ""},
		{"out of the site without label", "[](https://mon.gov.ua)", "<p>{a https://mon.gov.ua}https://mon.gov.ua</a></p>", "1:4 markdown-link-empty"},
		{"around a picture", "а [![б](c.jpg)](d.md)", "<p>а {a d.md}{img c.jpg alt=б}</a></p>", ""},
		{"never within each other", "[а <https://b.c>](d.md)", "<p>{a d.md}а https://b.c</a></p>", ""},
		{"a script", "[а](javascript:alert(1))", "<p>а</p>", "1:5 link-scheme"},
		{"a kind in capitals", "[а](Member:х)", "<p>а</p>", "1:5 link-scheme"},
		{"a letter that grows", "[а](Ⱥ:х)", "<p>а</p>", "1:5 link-scheme"},
		{"a colon alone", "[а](://б)", "<p>а</p>", "1:5 link-scheme"},
		{"what browsers do not read", "[а](&#32;ht&Tab;tps://b)", "<p>{a https://b}а</a></p>", ""},
		{"a script in disguise", "[а](<&#1;Java&Tab;script&colon;alert(1)>)", "<p>а</p>", "1:6 link-scheme"},
		{"data", "![а](data:image/svg+xml;base64,AA) <vbscript:x>", "<p> vbscript:x</p>", "1:6 link-scheme, 1:36 link-scheme"},
		{"another host without scheme", "[а](//evil.example) [б](/\\evil.example)", "<p>а б</p>", "1:5 link-scheme, 1:25 link-scheme"},
		{"an unknown kind", "[](ship:x)", "<p>ship:x</p>", "1:4 link-scheme"},
		{"a colon in a path is no scheme", "[а](b/c:d.md) [б](#p3) [в](?x:y)", "<p>{a b/c:d.md}а</a> {a #p3}б</a> {a ?x:y}в</a></p>", ""},
	})
}

func TestHeadingsHaveStructuralOrExplicitIDs(t *testing.T) {
	check(t, ukrainian, []rendering{
		{"by structure", "## А\n\n### Б\n\n### В\n\n## Г\n\n### Ґ", "<h2 id=\"p1\">А</h2>\n<h3 id=\"p1-1\">Б</h3>\n<h3 id=\"p1-2\">В</h3>\n<h2 id=\"p2\">Г</h2>\n<h3 id=\"p2-1\">Ґ</h3>", ""},
		{"an explicit one counts as well", "## А {#signing}\n\n## Б ##", "<h2 id=\"signing\">А</h2>\n<h2 id=\"p2\">Б</h2>", ""},
		{"behind closing marks and underlined", "## А {#a} ##\n\nБ {#b}\n---", "<h2 id=\"a\">А</h2>\n<h2 id=\"b\">Б</h2>", ""},
		{"attributes are not set", "## А {style=\"x\"}", "<h2 id=\"p1\">А {style=\"x\"}</h2>", ""},
		{"bad ids", "## А {#Підпис}\n\n## Б {#p2}\n\n## В {#x .y}", "<h2 id=\"p1\">А</h2>\n<h2 id=\"p2\">Б</h2>\n<h2 id=\"p3\">В</h2>", "1:8 markdown-heading-id, 3:8 markdown-heading-id, 5:8 markdown-heading-id"},
		{"repeated ids", "## А {#a}\n\n## Б {#a}", "<h2 id=\"a\">А</h2>\n<h2 id=\"p2\">Б</h2>", "3:8 markdown-heading-repeated"},
		{"the title is elsewhere", "# А", "<h2 id=\"p1\">А</h2>", "1:1 markdown-heading-level"},
		{"a skipped level", "## А\n\n#### Б", "<h2 id=\"p1\">А</h2>\n<h4 id=\"p1-0-1\">Б</h4>", "3:1 markdown-heading-skipped"},
		{"no text", "##", "<h2 id=\"p1\"></h2>", "1:1 markdown-heading-empty"},
	})
	b, _ := Parse([]byte("## *Наша* `мета`[^1] і\nтекст\n\n[^1]: а"), ukrainian)
	if len(b.Headings) != 1 || b.Headings[0].Text != "Наша мета і" || b.Headings[0].Span.Line != 5 {
		t.Errorf("headings are %+v", b.Headings)
	}
}

func TestWhatLooksLikeMarkupButIsNone(t *testing.T) {
	lint := func(o Options, src, want string) {
		t.Helper()
		_, found := Parse([]byte(src), o)
		if got := strings.Join(findings(o, found), ", "); got != want {
			t.Errorf("%q is found to have %q, not %q", src, got, want)
		}
	}
	lint(ukrainian, "а <b>в</b>\n\nг\n<!-- таємно -->", "1:3 markdown-raw-html, 4:1 markdown-comment")
	lint(ukrainian, "<div>\nа\n</div>", "1:1 markdown-raw-html")
	lint(ukrainian, "> <script>\n> x", "1:3 markdown-raw-html")
	lint(ukrainian, "а\n[x](/a b.pdf)", "2:1 markdown-not-a-link")
	lint(ukrainian, "f[x] (y), масив[1]", "")
	lint(chinese, "看[]（member:dlut）和[文](../members/x.md）及［文］(member：dlut)，![图]（https://a.cn/б）", "1:2 markdown-brackets-wide, 1:18 markdown-brackets-wide, 1:39 markdown-brackets-wide, 1:57 markdown-brackets-wide")
	lint(chinese, "[注]（见下：https://a.cn）、[1]（член: a）、`[]（member:dlut）`、\\[文]（member:dlut）、[a（b）](/c)", "")
	lint(chinese, "１．第一\n\n1.第一\n\n-第一\n\n　　- 第一\n\n• 第一", "1:1 markdown-not-a-list, 3:1 markdown-not-a-list, 5:1 markdown-not-a-list, 7:1 markdown-not-a-list, 9:1 markdown-not-a-list")
	lint(chinese, "1、第一\n2、第二", "2:1 markdown-not-a-list")
	lint(ukrainian, "2021.06.23 і 2.5 млн\n\n-5 градусів\n\n— так\n\n1. так\n- так", "")
	lint(ukrainian, "##Заголовок\n\n#теґ", "1:1 markdown-not-a-heading")
	lint(ukrainian, "|а|б|\n|-|-|\n|1|2|\n{.wide}", "4:1 markdown-not-an-attribute")
	lint(ukrainian, "а ** б ** в\n\n\\*\\* `**`", "1:3 markdown-emphasis-literal")
}

func TestBlocksHaveAddressesAndStableHashes(t *testing.T) {
	hashes := func(src string, o Options) (list []uint64) {
		b, _ := Parse([]byte(src), o)
		for _, block := range b.Blocks {
			list = append(list, block.Hash)
		}
		return list
	}
	b, _ := Parse([]byte("Вступ\n\n## А {#a}\n\nБ\n\n- в\n  - г\n- ґ\n\n> д\n>\n> - е\n\n## Є\n\n|ж|з|\n|-|-|\n"), ukrainian)
	var got []string
	for _, block := range b.Blocks {
		got = append(got, fmt.Sprintf("%s:%s:%d:%d", block.Kind, block.ID, block.Parent, block.Span.Line))
	}
	want := "paragraph:p0.1:-1:5 heading:a:-1:7 paragraph:a.1:-1:9 list:a.2:-1:11 item:a.2.1:3:11 list:a.2.1.1:4:12 item:a.2.1.1.1:5:12 " +
		"item:a.2.2:3:13 quote:a.3:-1:15 heading:p2:-1:19 table:p2.1:-1:21 cell:p2.1.1:10:21 cell:p2.1.2:10:21"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("blocks are\n%s\nnot\n%s", s, want)
	}
	for _, same := range [][2]string{
		{"Перший **рядок** і [далі](a.md)", "Перший рядок\nі далі."},
		{"Кав\u2019ярня и\u0306", "Кавʼярня \u0439"},
		{"слово", "сло\u00ADво"},
	} {
		if a, b := hashes(same[0], ukrainian), hashes(same[1], ukrainian); a[0] != b[0] {
			t.Errorf("%q and %q have different hashes", same[0], same[1])
		}
	}
	if a, b := hashes("大学 KhPI，联盟", chinese), hashes("大学\nKhPI联盟", chinese); a[0] != b[0] {
		t.Error("a space beside Han changes the hash")
	}
	for _, other := range [][2]string{{"1,5 млн", "15 млн"}, {"на два", "надва"}, {"[](member:a)", "[](member:b)"}, {"![а](x.jpg)", "![б](x.jpg)"}} {
		if a, b := hashes(other[0], ukrainian), hashes(other[1], ukrainian); a[0] == b[0] {
			t.Errorf("%q and %q have the same hash", other[0], other[1])
		}
	}
	// The rule is part of the format of authors' files.
	known := fnv.New64a()
	known.Write([]byte("Слово 1大学2"))
	if got := hashes("— *Сло*во, 1。大学 2", ukrainian)[0]; got != known.Sum64() {
		t.Errorf("the hash of a known text is %#x, not %#x", got, known.Sum64())
	}
}

func TestSpansCountLinesOfTheFileAndCharacters(t *testing.T) {
	b, _ := Parse([]byte("Так, [ХПІ](khpi.md) і\n  - а [б][1]\n\n[1]: c.md"), ukrainian)
	want := diag.Span{File: "content/a/b.uk.md", Line: 5, Col: 12, End: 19}
	if b.Holes[0].Span != want {
		t.Errorf("the target is at %+v, not %+v", b.Holes[0].Span, want)
	}
	if s := b.Holes[1].Span; s.Line != 6 || s.Col != 7 {
		t.Errorf("the link by reference is at %+v", s)
	}
}

func TestWordsAreCountedAsTheLanguageHasThem(t *testing.T) {
	for src, want := range map[string]int{"Один два-три, чотири.": 4, "大学联盟 KhPI 2021年": 7, "": 0} {
		if b, _ := Parse([]byte(src), ukrainian); b.Words != want {
			t.Errorf("%q has %d words, not %d", src, b.Words, want)
		}
	}
}

func TestAppendHTMLTakesTheHolesOfABlock(t *testing.T) {
	b, _ := Parse([]byte("[а](b.md)\n\n## В\n\nґ [д](e.md)"), ukrainian)
	last := b.Blocks[2]
	got := string(b.AppendHTML(nil, last.Start, last.End, func(dst []byte, h *Hole) []byte { return append(dst, h.Target...) }))
	if got != "<p>ґ e.mdд</a></p>\n" {
		t.Errorf("the last block is %q", got)
	}
}

// Planted bugs this test has caught: bullets left out; full-width digits left out.
func TestMarkersBeginWithTheirBytes(t *testing.T) {
	for r := rune(1); r < 0x11000; r++ {
		for _, rest := range []string{"", "а", " а", ".а", "、а", "．а"} {
			line := string(r) + rest
			if end := notAList([]byte(line), true); end > 0 && !beginsMarker[line[0]] {
				t.Fatalf("%q begins with what looks like a marker", line)
			}
		}
	}
}

// Package compare looks for what a text says at its place in the source, and
// behind it only where there are escapes.
//
// Planted bugs this test has caught: a piece noted a byte behind its beginning.
func TestPiecesStandInTheSourceAsTheyAre(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 8))
	pieces := []string{"слово", "大学", " ", "  \n", "\n", "\n\n", "\u3000", "*", "**", "[а](b.md)", "![в](c.jpg \"г\")", "`код`", "- ", "> ", "## ", "| а | б |\n|-|-|\n|", "|",
		"[^1]", "\n\n[^1]: ", "<b>", "7", "\t", "\n    ", "https://a.example", "\n: ", "===\n", "«", "!["}
	seen := 0
	for range 10_000 {
		var b strings.Builder
		for range random.IntN(12) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		src := b.String()
		body, _ := Parse([]byte(src), Options{Tag: "uk", Text: true, Typography: true})
		for i, p := range body.Pieces {
			end := len(body.Text)
			if i+1 < len(body.Pieces) {
				end = int(body.Pieces[i+1].At)
			}
			text := strings.TrimRight(string(body.Text[p.At:end]), "\n\x00\x01")
			if !strings.HasPrefix(src[p.Source:], text) {
				t.Fatalf("%q: %q stands at %q", src, text, src[p.Source:])
			}
			seen++
		}
	}
	if seen < 10_000 {
		t.Errorf("no more than %d pieces", seen)
	}
}
