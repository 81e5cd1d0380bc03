package lang

import (
	"strings"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// sorter is what a goroutine borrows to compare texts.
type sorter struct {
	exact  *collate.Collator
	loose  *collate.Collator // sees letters only: neither accents nor case
	buffer collate.Buffer
}

func (l *Locale) withSorter(use func(*sorter)) {
	s, _ := l.collators.Get().(*sorter)
	if s == nil {
		s = &sorter{exact: collate.New(l.collation()), loose: collate.New(l.collation(), collate.Loose)}
	}
	defer l.collators.Put(s)
	use(s)
}

// pinyin reports whether Han is ordered by its reading, as simplified Chinese
// has it.
func (l *Locale) pinyin() bool {
	base, _ := l.cldr.Base()
	script, _ := l.cldr.Script()
	return base.String() == "zh" && script.String() == "Hans"
}

// collation asks for pinyin by name; CLDR's default holds elsewhere.
func (l *Locale) collation() language.Tag {
	if l.pinyin() {
		return language.MustParse("zh-u-co-pinyin")
	}
	return l.cldr
}

// readings put, for the order only, characters of one reading in the place of
// those that the tables of x/text read otherwise than the names of these
// cities: zhong qing, chen yang, sha men, zhang chun.
var readings = strings.NewReplacer("重庆", "崇庆", "沈", "审", "厦门", "夏门", "蚌埠", "崩埠",
	"长安", "常安", "长春", "常春", "长江", "常江", "长沙", "常沙", "长治", "常治")

// read returns the text by which s is ordered.
func (l *Locale) read(s string) string {
	if l.pinyin() {
		return readings.Replace(s)
	}
	return s
}

// Compare orders two texts as the language's dictionaries do, and texts that
// are equal there by code point, so that only equal texts compare as 0. Latin
// stands before Cyrillic and Han. A character of several readings has one
// place, a few cities excepted (重庆, 沈阳): records have sort keys for that.
func (l *Locale) Compare(a, b string) (order int) {
	l.withSorter(func(s *sorter) { order = s.exact.CompareString(l.read(a), l.read(b)) })
	if order == 0 {
		order = strings.Compare(a, b)
	}
	return order
}

// SortKey returns bytes whose order is Compare's, for sorting many texts. They
// are not for the eye and change with the tables of x/text.
func (l *Locale) SortKey(text string) (key string) {
	l.withSorter(func(s *sorter) {
		s.buffer.Reset()
		key = string(s.exact.KeyFromString(&s.buffer, l.read(text)))
	})
	return key + "\x00\x00" + text
}

// pinyinFirst are the first characters of each initial in the pinyin order of
// the tables of x/text. No syllable begins with i, u or v.
var pinyinFirst = []struct{ han, initial string }{
	{"阿", "A"}, {"八", "B"}, {"嚓", "C"}, {"咑", "D"}, {"妸", "E"}, {"发", "F"},
	{"旮", "G"}, {"哈", "H"}, {"丌", "J"}, {"咔", "K"}, {"垃", "L"}, {"呣", "M"},
	{"嗯", "N"}, {"喔", "O"}, {"妑", "P"}, {"七", "Q"}, {"呥", "R"}, {"仨", "S"},
	{"他", "T"}, {"穵", "W"}, {"夕", "X"}, {"丫", "Y"}, {"帀", "Z"},
}

// Initial returns the letter under which a name, or its sort key, stands in an
// alphabetical list: a capital of the language's alphabet (Ґ and Й are letters
// of their own, É stands under E), the initial of the pinyin for Han in
// simplified Chinese, and "#" where there is no letter.
func (l *Locale) Initial(s string) string {
	first := firstLetter(norm.NFC.String(l.read(s)))
	switch {
	case !unicode.IsLetter(first):
		return "#"
	case unicode.Is(unicode.Han, first) && l.pinyin():
		return l.pinyinInitial(string(first))
	case unicode.Is(unicode.Han, first):
		return string(first)
	}
	letter := l.Capital(string(first))
	plain := string([]rune(norm.NFD.String(letter))[0])
	l.withSorter(func(s *sorter) {
		if s.loose.CompareString(plain, letter) != 0 {
			plain = letter
		}
	})
	return plain
}

func (l *Locale) pinyinInitial(han string) string {
	initial := "#"
	l.withSorter(func(s *sorter) {
		for _, p := range pinyinFirst {
			if s.exact.CompareString(p.han, han) <= 0 {
				initial = p.initial
			}
		}
	})
	return initial
}
