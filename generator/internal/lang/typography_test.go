package lang

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"diglot/generator/internal/diag"
)

// show makes no-break spaces visible.
func show(s string) string { return strings.ReplaceAll(s, "\u00a0", "~") }

var typeset = []struct{ tag, text, want string }{
	// Quotation marks.
	{"uk", `"Київ"`, "«Київ»"},
	{"uk", `НТУ "ХПІ", Харків`, "НТУ «ХПІ», Харків"},
	{"uk", `"НТУ "ХПІ""`, "«НТУ „ХПІ“»"},
	{"uk", `«НТУ "ХПІ"»`, "«НТУ „ХПІ“»"},
	{"uk", `проєкт ("Кампус")`, "проєкт («Кампус»)"},
	{"uk", `"Кампус". Далі "Разом"!`, "«Кампус». Далі «Разом»!"},
	{"uk", `екран 15" і`, `екран 15" і`},
	{"uk", `об"єднання`, `об"єднання`},
	{"uk", `слово " слово`, `слово " слово`},
	{"uk", `«…» „…“ “…”`, "«…» „…“ “…”"},
	{"uk", `"https://a.example/", ?q="x", так`, `«https://a.example/», ?q="x", так`},
	// Apostrophes.
	{"uk", "об'єднання, об`єднання, обʼєднання, об’єднання", "об’єднання, об’єднання, об’єднання, об’єднання"},
	{"uk", "О'Браєн 'так' 5'", "О’Браєн 'так' 5'"},
	{"uk", "https://a.example/o'key", "https://a.example/o'key"},
	// Dashes and ranges.
	{"uk", "Київ - столиця", "Київ~— столиця"},
	{"uk", "Київ -- столиця", "Київ~— столиця"},
	{"uk", "Київ — столиця", "Київ~— столиця"},
	{"uk", "червня – липня", "червня~– липня"},
	{"uk", "- Київ", "- Київ"},
	{"uk", "5 - 3 = 2", "5 - 3 = 2"},
	{"uk", "соціально-економічний, 10-річчя, онлайн-освіта", "соціально-економічний, 10-річчя, онлайн-освіта"},
	{"uk", "у 2021-2023 рр. та (2021-2023)", "у~2021–2023~рр. та (2021–2023)"},
	{"uk", "23-25 червня, 5-7 осіб", "23–25~червня, 5–7 осіб"},
	{"uk", "2021-06, 2021-06-23, 2023-2021, 1-2-3", "2021-06, 2021-06-23, 2023-2021, 1-2-3"},
	{"uk", "№ 2021-2023, ДСТУ 2015-2020, тел. 23-45", "№~2021-2023, ДСТУ 2015-2020, тел. 23-45"},
	{"uk", "+380 44 23-45, (044) 279-12-34, ст. 3-5", "+380 44 23-45, (044) 279-12-34, ст.~3–5"},
	{"uk", "https://a.example/2021-2023 і a-12-15@b.example", "https://a.example/2021-2023 і~a-12-15@b.example"},
	// Gaps.
	{"uk", "Освіта в Україні і в Китаї", "Освіта в~Україні і~в~Китаї"},
	{"uk", "А також (у Києві), я", "А~також (у~Києві), я"},
	{"uk", "№ 5, § 2, ст. 3, п. 4, ч. 1", "№~5, §~2, ст.~3, п.~4, ч.~1"},
	{"uk", "О. Гончара, І. О. Гончара, ім. Ігоря", "О.~Гончара, І.~О.~Гончара, ім.~Ігоря"},
	{"uk", "23 червня 2021 р. о 9 год", "23~червня 2021~р. о~9~год"},
	{"uk", "10 км, 5 %, 100 грн, 5 угод", "10~км, 5~%, 100~грн, 5 угод"},
	{"uk", "2 р.; в  Києві", "2~р.; в  Києві"},
	{"uk", "мова та пісня", "мова та пісня"},
	// Chinese.
	{"zh-Hans", "加入 Alliance 联盟", "加入Alliance联盟"},
	{"zh-Hans", "2021 年 6 月 23 日", "2021年6月23日"},
	{"zh-Hans", "联盟有 141 所大学", "联盟有141所大学"},
	{"zh-Hans", "Kharkiv Polytechnic", "Kharkiv Polytechnic"},
	{"zh-Hans", "等等...", "等等……"},
	{"zh-Hans", "等等…", "等等……"},
	{"zh-Hans", "等等……", "等等……"},
	{"zh-Hans", "etc...", "etc..."},
	{"zh-Hans", "基辅--北京,大连", "基辅——北京,大连"},
	{"zh-Hans", "基辅—北京", "基辅——北京"},
	{"zh-Hans", "2021—2023, A--B", "2021—2023, A--B"},
	{"zh-Hans", `又称"联盟"。`, "又称“联盟”。"},
	{"zh-Hans", `"联盟"`, "“联盟”"},
	{"zh-Hans", `"1+N"模式`, "“1+N”模式"},
	{"zh-Hans", `他说“又称"联盟"”。`, "他说“又称‘联盟’”。"},
	{"zh-Hans", `the "Alliance" of`, `the "Alliance" of`},
	// One language within the other.
	{"uk", "разом (2021 年 6 月 23 日) у Китаї", "разом (2021年6月23日) у~Китаї"},
	{"uk", "大连 2021 і 中国—乌克兰", "大连 2021 і~中国——乌克兰"},
	{"uk", `університет "大连"`, "університет «大连»"},
	{"uk", `大连"理工"大学`, "大连“理工”大学"},
	{"zh-Hans", `（Освіта в Україні - об'єднання）`, "（Освіта в~Україні~— об’єднання）"},
	{"zh-Hans", `签署 "Київ" 协议`, `签署 «Київ» 协议`},
	{"zh-Hans", "（на 2021-2023 роки）2021-2023年", "（на 2021–2023~роки）2021-2023年"},
	// Languages without rules.
	{"en", `"A" - b 2021-2023, o'clock`, `"A" - b 2021-2023, o'clock`},
	{"fr", `"A" - b`, `"A" - b`},
	{"", `"A" - b`, `"A" - b`},
}

func TestTypographyOfUkrainianAndChinese(t *testing.T) {
	for _, c := range typeset {
		if got := show(Typeset(c.tag, c.text)); got != c.want {
			t.Errorf("%s: %s\n got %s\nwant %s", c.tag, c.text, got, c.want)
		}
	}
}

// A text that comes in pieces is set as if it came whole, if only a piece is
// told what follows it.
func TestTypographyAcrossPieces(t *testing.T) {
	for _, c := range typeset {
		for cut := range c.text {
			s := new(Setter)
			s.Begin(c.tag)
			got := string(s.Set([]byte(c.text[:cut]), []byte(c.text[cut:])))
			got += string(s.Set([]byte(c.text[cut:]), nil))
			if strings.Contains(c.text, "@") || strings.Contains(c.text, "//") || strings.Contains(c.text, "  ") ||
				strings.HasSuffix(c.text[:cut], ".") || strings.HasSuffix(c.text[:cut], "-") || strings.Contains(c.text, "……") || strings.Contains(c.text, "1+N") {
				continue // signs that must stand in one piece
			}
			if show(got) != c.want {
				t.Errorf("%s | %s\n got %s\nwant %s", c.text[:cut], c.text[cut:], show(got), c.want)
			}
		}
	}
}

func TestTypographyAtTheEndOfALine(t *testing.T) {
	for _, c := range []struct {
		line, next string
		bound      bool
	}{
		{"Освіта в", "Україні", true}, {"Освіта", "— наука", true}, {"Освіта", "- наука", true},
		{"23", "червня", true}, {"Освіта", "в Україні", false}, {"ім.", "Ігоря", true},
	} {
		s := new(Setter)
		s.Begin("uk")
		s.Set([]byte(c.line), []byte(" "+c.next))
		if got := s.Gap([]byte(c.next)); got != c.bound {
			t.Errorf("%s | %s: bound is %t", c.line, c.next, got)
		}
	}
}

// core is what must never change of a text: all but gaps, quotation marks,
// dashes, apostrophes and dots.
func core(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("\"'`ʼ’‘«»„“”-–—.…", r) {
			return -1
		}
		return r
	}, s)
}

// What is set once stays as it is when it is set again, and is the same text.
//
// Planted bugs this test has caught: the ellipsis grows each time; a quotation
// looks for its end past another mark; a gap before 月 is seen only as a plain
// space; hyphens are counted as letters of a range.
func TestTypographyIsIdempotent(t *testing.T) {
	word := rapid.SampledFrom([]string{"в", "і", "Київ", "О.", "ім.", "ст.", "№", "大连", "年", "6", "月", "日", "2021", "2023", "12", "Alliance",
		" ", " ", " ", "\u00a0", "\n", "\"", "\"", "'", "ʼ", "`", "-", "-", "—", "–", "...", ".", "…", "«", "»", "„", "“", "”", "‘", "’",
		"км", "червня", "(", ")", "，", "/", "@", "1+N", "́"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(word, 0, 30).Draw(t, "words"), "")
		for _, tag := range []string{"uk", "zh-Hans"} {
			once := Typeset(tag, text)
			if twice := Typeset(tag, once); twice != once {
				t.Fatalf("%s: %q\n once %q\ntwice %q", tag, text, once, twice)
			}
			if core(once) != core(text) {
				t.Fatalf("%s: %q became %q", tag, text, once)
			}
		}
	})
}

func FuzzTypography(f *testing.F) {
	for _, c := range typeset {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
			return // no text that has been read is such
		}
		for _, tag := range []string{"uk", "zh-Hans"} {
			once := Typeset(tag, text)
			if twice := Typeset(tag, once); twice != once {
				t.Fatalf("%s: %q\n once %q\ntwice %q", tag, text, once, twice)
			}
			if core(once) != core(text) {
				t.Fatalf("%s: %q became %q", tag, text, once)
			}
		}
	})
}

// Planted bugs this test has caught: Greek, and letters above U+047F, taken for
// such letters; only the first of the four looked at.
func TestFourLettersPassAsEachOfThem(t *testing.T) {
	for r := rune(' '); r <= 0x2FFFF; r++ {
		for at := range 4 {
			text := []byte("жїєя")
			text = append(utf8.AppendRune(text[:2*at:2*at], r), []byte("жїєя")[2*at+2:]...)
			letter := 0x400 <= r && r <= 0x47F
			if got := len(text) >= 8 && areFourLetters(text); got != letter || letter && passes[text[2*at]] != 2 {
				t.Fatalf("%U as letter %d: %t", r, at, got)
			}
		}
	}
}

// Planted bugs this test has caught: a shortened word of four letters passed; a
// gap before a no-break space passed; one letter taken for a word; a digit in front
// of the point taken for letters.
func TestPlainGapsAreThoseThatStay(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	pieces := []string{" ", " ", " ", "і", "Й", "я", "сл", "слово", "проф.", "табл.", "Табл.", "акад", "ім.", "О.", "кінець.", "ст", "«", "\u00a0", "—", "-", "大", "月", "7", "2021",
		",", ":", "(", ")", "№", "§", "км", "a", "Word", "\u0482", "ґ.", "червня", "\n", "}", "%", "😀"}
	plain := 0
	for range 100_000 {
		var b strings.Builder
		for range random.IntN(12) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		piece := []byte(b.String())
		for _, tag := range []string{"uk", "zh"} {
			s := new(Setter)
			s.Begin(tag)
			for i := range piece {
				if piece[i] != ' ' || !plainGap(piece, i) {
					continue
				}
				plain++
				if got := s.space(piece, nil, i, 1); got != i+1 || s.done > 0 {
					t.Fatalf("%s: %q: the gap at %d is not plain", tag, piece, i)
				}
			}
		}
	}
	if plain < 5_000 {
		t.Errorf("no more than %d plain gaps", plain)
	}
	for word := range bound {
		if n := utf8.RuneCountInString(word); n > longestBound {
			t.Errorf("%s has %d letters", word, n)
		}
	}
}

// Planted bugs this test has caught: small letters beyond U+044F taken for
// capitals; the sign U+0482 taken for a letter.
func TestLettersAreThoseOfUnicode(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if isLetter(r) != unicode.IsLetter(r) || isUpper(r) != unicode.IsUpper(r) || isCyrillic(r) != unicode.Is(unicode.Cyrillic, r) {
			t.Fatalf("%U: a letter %t, a capital %t, Cyrillic %t", r, isLetter(r), isUpper(r), isCyrillic(r))
		}
	}
}

func TestTypographyOfPlainTextAllocatesNothing(t *testing.T) {
	text := []byte(strings.Repeat("Роботу координують університети країн. ", 100))
	s := new(Setter)
	if n := testing.AllocsPerRun(10, func() { s.Begin("uk"); s.Set(text, nil) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkTypography(b *testing.B) {
	plain := "Роботу координують Національний університет «Чернігівська політехніка» та Даляньський технологічний університет. "
	busy := `Харківський політехнічний інститут приєднався до об'єднання й уклав нову угоду - "Договір" - у 2021 році в Китаї. `
	han := "该联盟又称“乌克兰-中国大学联盟”，简称“联盟”。消息发布时，联盟有49所乌克兰高校和92所中国高校，共141所。"
	for _, c := range []struct{ tag, text string }{{"uk", plain}, {"uk", busy}, {"zh-Hans", han}} {
		text := []byte(strings.Repeat(c.text, 4096/len(c.text)+1))[:4096]
		b.Run(fmt.Sprintf("%.20s", c.text), func(b *testing.B) {
			s := new(Setter)
			b.ReportAllocs()
			for b.Loop() {
				s.Begin(c.tag)
				s.Set(text, nil)
			}
		})
	}
}

func TestTextIsShownAsPrintedAndKeptAsWritten(t *testing.T) {
	uk := Language{Key: "uk", Tag: "uk"}
	text := Text{NewVariant(uk, "uk", `НТУ "ХПІ"`, diag.Span{}), NewVariant(Language{Tag: "en"}, "en", `"KhPI"`, diag.Span{})}
	if text.In("uk") != `НТУ "ХПІ"` || text.Shown("uk") != "НТУ «ХПІ»" || text.Shown("en") != `"KhPI"` || text.Shown("zh") != "" {
		t.Errorf("%q is shown as %q and %q", text, text.Shown("uk"), text.Shown("en"))
	}
	uk.AsWritten = true
	if v := NewVariant(uk, "uk", `НТУ "ХПІ"`, diag.Span{}); v.Shown() != v.Value {
		t.Errorf("without typography %q is shown as %q", v.Value, v.Shown())
	}
}

func TestPhrasesAreSet(t *testing.T) {
	c := NewCatalogue(Language{Key: "uk", Tag: "uk"}, []Phrase{{Key: "since", Text: "з {n} року - {what}"}})
	if got, _ := c.T("since", "n", "2021", "what", `"так"`); show(got) != `з~2021~року~— "так"` {
		t.Error(show(got)) // what is put in is set by itself
	}
}
