package diag

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// translated are the languages other than the one that the catalogue is
// written in.
var translated = []Language{Ukrainian, Chinese}

// worded are the sections of files of words that English has no need of: the
// groups, and the arguments whose values are words.
var worded = []string{"groups", "folder", "kind", "inLanguage", "month", "limit", "want", "reason", "what", "type", "block", "other", "changed", "manual", "example"}

// each visits every text of a language with where it stands, the keys of a file of
// words left out.
func each(l Language, visit func(where, text string)) {
	for name, s := range speeches[l]() {
		for _, e := range s {
			visit(l.String()+" ["+name+"] "+e.key, e.text)
		}
	}
}

// Planted bugs this test has caught: a code without its because; a fix that is
// given in one language only; a section with a mistyped name; a line without a
// space behind its colon.
func TestEveryLanguageSaysAllThatEnglishSays(t *testing.T) {
	english := speeches[English]()
	for _, l := range translated {
		words := speeches[l]()
		for name, s := range english {
			sameKeys(t, l, name, keysOf(s), keysOf(words[name]))
		}
		for _, g := range groups {
			if _, ok := words["groups"].get(g.title); !ok {
				t.Errorf("%s: no words for the group %q", l, g.title)
			}
		}
		for _, s := range Catalogue() {
			want := []string{"problem", "fix"}
			if s.Because != "" {
				want = append(want, "because")
			}
			sameKeys(t, l, string(s.Code), want, keysOf(words[string(s.Code)]))
		}
		for name := range words {
			_, code := byCode[Code(name)]
			_, ours := english[name]
			if !code && !ours && !slices.Contains(worded, name) {
				t.Errorf("%s: nothing is called [%s]", l, name)
			}
		}
	}
	uk, zh := speeches[Ukrainian](), speeches[Chinese]()
	for name, s := range uk {
		sameKeys(t, Chinese, name, keysOf(s), keysOf(zh[name]))
	}
}

func keysOf(s section) (keys []string) {
	for _, e := range s {
		keys = append(keys, e.key)
	}
	return keys
}

func sameKeys(t *testing.T, l Language, name string, want, have []string) {
	t.Helper()
	slices.Sort(want)
	slices.Sort(have)
	if !slices.Equal(want, have) {
		t.Errorf("%s: [%s] has the keys %q, want %q", l, name, have, want)
	}
}

var factPlace = regexp.MustCompile(`\{[a-zA-Z]+\}`)

// Planted bugs this test has caught: a place that is not named as in English; a
// fix that has lost the half for cases without an exact text.
func TestTranslationsHoldTheSamePlaces(t *testing.T) {
	same := func(where, want, have string) {
		a, b := factPlace.FindAllString(want, -1), factPlace.FindAllString(have, -1)
		slices.Sort(a)
		slices.Sort(b)
		if !slices.Equal(slices.Compact(a), slices.Compact(b)) || strings.Count(want, either) != strings.Count(have, either) {
			t.Errorf("%s: places %q, want %q: %s", where, b, a, have)
		}
	}
	for _, l := range translated {
		for _, e := range byCode {
			o := l.entry(e.code)
			where := l.String() + " " + string(e.code)
			same(where, e.message, o.message)
			same(where, e.because, o.because)
			wantExact, wantAdvice, _ := strings.Cut(e.fix, either)
			exact, advice, _ := strings.Cut(o.fix, either)
			same(where, wantExact, exact)
			if e.code != "address-vanished" && e.code != "ref-unknown" { // whose advice may name the place again
				same(where, wantAdvice, advice)
			}
		}
		for _, e := range speeches[English]()["phrases"] {
			same(l.String()+" "+e.key, e.text, l.word("phrases", e.key))
		}
		each(l, func(where, text string) {
			key := where[strings.LastIndex(where, "] ")+2:]
			if strings.Count(key, "…") == 1 && strings.Count(text, "…") != 1 {
				t.Errorf("%s does not say where the rest goes: %s", where, text)
			}
		})
	}
}

func TestSentencesOfEveryLanguageEndAsTheirs(t *testing.T) {
	for l, stop := range map[Language]string{Ukrainian: ".", Chinese: "。"} {
		for _, s := range l.Catalogue() {
			if !strings.HasSuffix(s.Message, stop) {
				t.Errorf("%s %s is no sentence: %s", l, s.Code, s.Message)
			}
			if strings.HasSuffix(s.Fix, stop) || strings.HasSuffix(s.Because, stop) {
				t.Errorf("%s %s: fix and because follow a label and end without a full stop", l, s.Code)
			}
		}
	}
}

// tradeOf are words of the trade in each language.
var tradeOf = map[Language]*regexp.Regexp{
	Ukrainian: regexp.MustCompile(`(?i)скаляр|\bмап[аиіу]|мапінг|вуз(ол|л)|токен|парс|серіаліз|ямл|нуль-|булев|слайс|структур|рантайм|горутин|панік|регуляр|байт|валідн|фронтматер|синтакс`),
	Chinese:   regexp.MustCompile(`标量|映射|节点|令牌|词元|解析|序列化|布尔|空指针|协程|切片|结构体|正则|字节|异常|非法|语法|前置|报文`),
}

func TestNoLanguageUsesWordsOfTheTrade(t *testing.T) {
	for _, l := range translated {
		each(l, func(where, text string) {
			text = strings.NewReplacer("site.yaml", "", "spellings.yaml", "", "urls.lock", "").Replace(text)
			if w := trade.FindString(text) + tradeOf[l].FindString(text); w != "" {
				t.Errorf("%s says %q: %s", where, w, text)
			}
		})
	}
}

// mixed is a word of two scripts, as a slip of the keyboard makes it.
func mixed(text string) string {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if strings.ContainsFunc(word, isCyrillic) && strings.ContainsFunc(word, isLatin) {
			return word
		}
	}
	return ""
}

func isCyrillic(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }
func isLatin(r rune) bool    { return unicode.Is(unicode.Latin, r) }
func isHan(r rune) bool      { return unicode.Is(unicode.Han, r) }

// Planted bugs this test has caught: a Latin i in a Ukrainian word; a typewriter's
// apostrophe; English quotation marks; a Russian letter.
func TestUkrainianIsWrittenAsItIsPrinted(t *testing.T) {
	each(Ukrainian, func(where, text string) {
		if w := mixed(text); w != "" {
			t.Errorf("%s mixes scripts in %q", where, w)
		}
		if strings.ContainsAny(text, "ыэёъЫЭЁЪ“”'ʼ") || strings.ContainsFunc(text, isHan) {
			t.Errorf("%s is not Ukrainian as it is printed: %s", where, text)
		}
		if strings.Count(text, "«") != strings.Count(text, "»") || strings.Contains(text, "  ") || strings.Contains(text, " - ") {
			t.Errorf("%s: quotation marks, gaps or dashes: %s", where, text)
		}
	})
}

// hanGap is a gap typed beside a Chinese character or mark; hanMark a mark of
// Western type beside one.
var (
	hanGap  = regexp.MustCompile(`[\p{Han}，。；：、（）“”] | [\p{Han}，。；：、（）]`)
	hanMark = regexp.MustCompile(`[\p{Han}”][,;:?!()]|[,;:?!()]\p{Han}`)
)

// Planted bugs this test has caught: a gap before a place; a colon of ASCII
// behind a character; a corner bracket.
func TestChineseIsWrittenAsItIsPrinted(t *testing.T) {
	// Lines that show what is written in a file, or where a terminal makes a link.
	code := strings.NewReplacer("name: …", "", "“名称: 值”", "", "[^{label}]: 脚注内容", "", "![两位校长签署协议](photo.jpg)", "", "[文字](", "",
		"“{field}: …”", "", "“{language}: …”", "", "“{category}: …”", "", "“{field}:”", "", "{file}:{line}: ", "", "https:", "https",
		"{language} {n}", "", "1 член, 2 члени, 5 членів", "", "（在Word中：另存为、纯文本、Unicode (UTF-8)）", "")
	each(Chinese, func(where, text string) {
		plain := code.Replace(strings.ReplaceAll(text, either, "|"))
		if g := hanGap.FindString(plain); g != "" {
			t.Errorf("%s has a gap, %q: %s", where, g, text)
		}
		if m := hanMark.FindString(plain); m != "" {
			t.Errorf("%s has a mark of Western type, %q: %s", where, m, text)
		}
		if strings.ContainsAny(plain, "「」『』") || strings.ContainsFunc(plain, isCyrillic) || strings.Count(plain, "“") != strings.Count(plain, "”") {
			t.Errorf("%s: quotation marks or letters: %s", where, text)
		}
	})
}

// The numbers of the glossary; plural categories as CLDR has them.
func TestNumbersTakeTheFormOfTheirNoun(t *testing.T) {
	for _, c := range []struct {
		l    Language
		n    int
		noun string
		want string
	}{
		{English, 1, "page", "1 page"}, {English, 0, "page", "0 pages"}, {English, 21, "error", "21 errors"},
		{Ukrainian, 1, "page", "1 сторінка"}, {Ukrainian, 21, "page", "21 сторінка"}, {Ukrainian, 141, "page", "141 сторінка"},
		{Ukrainian, 2, "page", "2 сторінки"}, {Ukrainian, 4, "error", "4 помилки"}, {Ukrainian, 92, "page", "92 сторінки"},
		{Ukrainian, 0, "error", "0 помилок"}, {Ukrainian, 5, "error", "5 помилок"}, {Ukrainian, 11, "page", "11 сторінок"},
		{English, 1, "note", "1 note"}, {Ukrainian, 22, "note", "22 зауваження"}, {Ukrainian, 5, "note", "5 зауважень"}, {Chinese, 2, "note", "2条提示"},
		{Ukrainian, 12, "page", "12 сторінок"}, {Ukrainian, 49, "page", "49 сторінок"}, {Ukrainian, 112, "page", "112 сторінок"},
		{Chinese, 1, "page", "1个页面"}, {Chinese, 49, "error", "49个错误"},
	} {
		if got := c.l.Count(c.n, c.noun); got != c.want {
			t.Errorf("%s: %q, want %q", c.l, got, c.want)
		}
	}
	for l, want := range map[Language]int{English: 2, Ukrainian: 3, Chinese: 1} {
		for _, e := range speeches[l]()["nouns"] {
			if forms := strings.Count(e.text, either) + 1; forms != want && e.key != "more" {
				t.Errorf("%s: %s has %d forms, want %d", l, e.key, forms, want)
			}
		}
	}
}

// Words of ours are translated where they are an argument, whole or with the
// author's own text in them; the author's text is not.
func TestWordsAmongTheFactsAreTranslatedAndTextsOfAuthorsAreNot(t *testing.T) {
	for _, c := range []struct {
		l    Language
		d    Diagnostic
		want string
	}{
		{Ukrainian, New("ref-unknown", Span{}, "kind", "member", "id", "member"), "Немає учасника з id «member»."},
		{Chinese, New("ref-unknown", Span{}, "kind", "member", "id", "member"), "没有id为“member”的成员。"},
		{Ukrainian, New("date-impossible", Span{}, "date", "2023-02-29", "month", "February 2023", "days", "28"), "Дати 2023-02-29 немає: лютий 2023 року закінчується 28-го числа."},
		{Chinese, New("date-impossible", Span{}, "date", "2021-06-31", "month", "June", "days", "30"), "没有2021-06-31这一天：6月只有30天。"},
		{Ukrainian, New("prose-missing", Span{}, "kind", "announcement", "inLanguage", "简体中文", "file", "a"), "Для повідомлення немає тексту китайською мовою."},
		{Ukrainian, New("prose-missing", Span{}, "kind", "page", "inLanguage", "Français", "file", "a"), "Для сторінки немає тексту мовою «Français»."},
		{Chinese, New("prose-missing", Span{}, "kind", "announcement", "inLanguage", "Українська", "file", "a"), "这条公告缺少乌克兰语正文。"},
		{Chinese, New("translation-unaligned", Span{}, "block", "heading of level 2", "other", "end", "file", "a.zh.md"), "从这里起，本文与a.zh.md不再对应：这里是2级标题，那里是正文结尾。"},
		{Ukrainian, New("markdown-heading-id", Span{}, "id", "a text"), "«a text» не може бути id заголовка."},
		{Ukrainian, New("file-too-large", Span{}, "limit", "25 MB"), "Цей файл більший за 25 МБ."},
	} {
		if got := c.l.Message(c.d); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
	want := "напишіть список, у кожному рядку — дату, наприклад 2021-06-23, 2021-06 або 2021"
	if got := Ukrainian.Fix(New("field-form", Span{}, "field", "a", "want", "a list, each item a date such as 2021-06-23, 2021-06 or 2021")); got != want {
		t.Errorf("a form within a form: %s", got)
	}
	lists := New("language-unknown", Span{}, "language", "ua", "languages", "uk, zh")
	if uk, zh := Ukrainian.Because(lists), Chinese.Because(lists); uk != "тут можуть бути такі мови: uk, zh" || zh != "这里可以用的语言有：uk、zh" {
		t.Errorf("a list is written %q and %q", uk, zh)
	}
}

func TestLanguageIsKnownByItsKeyTagOrLocale(t *testing.T) {
	for name, want := range map[string]string{
		"uk": "uk", "UK": "uk", "uk_UA.UTF-8": "uk", "uk-UA": "uk", "zh": "zh", "zh-Hans": "zh", "zh_CN.UTF-8": "zh", "zh_CN.GB18030": "zh", "en_US": "en", "en": "en",
		"ua": "", "C": "", "C.UTF-8": "", "POSIX": "", "": "", "de_DE.UTF-8": "", "english": "",
	} {
		if l, ok := LanguageOf(name); ok != (want != "") || ok && l.String() != want {
			t.Errorf("%q is %v, %v", name, l, ok)
		}
	}
}
