package lang

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

func ukrainianFigures() *Figures {
	return &Figures{comma: ',', point: '.', tail: ukrainianTail, before: ukrainianBefore, join: ukrainianJoin, words: ukrainianWords}
}

// ukrainianMonths are the forms of the months.
var ukrainianMonths = func() map[string]int {
	forms := map[string]int{}
	for i, stem := range [...]string{"січ", "лют", "берез", "квіт", "трав", "черв", "лип", "серп", "верес", "жовт", "листопад", "груд"} {
		endings := []string{"ень", "ня", "ню", "нем", "ні"}
		switch stem {
		case "лют":
			endings = []string{"ий", "ого", "ому", "им"}
		case "листопад":
			endings = []string{"", "а", "у", "ом", "і", "ові"}
		}
		for _, e := range endings {
			forms[stem+e] = i + 1
		}
	}
	return forms
}()

// wordAt returns the Cyrillic word at i, which may hold apostrophes.
func wordAt(text []byte, i int) []byte {
	end := i
	for end < len(text) {
		r, size := utf8.DecodeRune(text[end:])
		if !isCyrillic(r) && !(isApostrophe(r) && end > i) {
			break
		}
		end += size
	}
	return text[i:end]
}

// wordBefore returns the Cyrillic word that ends at i.
func wordBefore(text []byte, i int) []byte {
	start := i
	for start > 0 {
		r, size := utf8.DecodeLastRune(text[:start])
		if !isCyrillic(r) && !isApostrophe(r) {
			break
		}
		start -= size
	}
	return text[start:i]
}

func trimGap(text []byte, i int) int {
	for i > 0 {
		r, size := utf8.DecodeLastRune(text[:i])
		if r != ' ' && r != '\n' && r != '\u00a0' && r != '\u202f' {
			break
		}
		i -= size
	}
	return i
}

// scales are the beginnings of the words for powers of ten.
var scales = []struct {
	stem  string
	power int
}{{"тис", 3}, {"млн", 6}, {"мільйон", 6}, {"млрд", 9}, {"мільярд", 9}, {"трлн", 12}, {"трильйон", 12}}

// ukrainianTail reads "%", "млн", "-та", "червня 2021", "століття".
func ukrainianTail(text []byte, n *amount) tail {
	t := tail{end: n.end}
	i := ukrainianSuffix(text, n)
	t.end = i
	at := skipGap(text, i)
	if at < len(text) && text[at] == '%' {
		t.end, t.percent = at+1, true
		return t
	}
	raw := wordAt(text, at)
	if len(raw) == 0 {
		return t
	}
	word := strings.ToLower(string(raw))
	if m := ukrainianMonths[word]; m > 0 && n.plain && n.digits >= 1 && n.digits <= 31 {
		t.month = m
		if t.year, t.end = yearAt(text, at+len(raw)); t.year == 0 {
			t.year = yearOfRange(text, t.end)
		}
		return t
	}
	for _, s := range scales {
		if strings.HasPrefix(word, s.stem) {
			t.scale, t.end = s.power, at+len(raw)
			if s.power == 3 && !strings.HasPrefix(word, "тисяч") && word != "тис" {
				return tail{end: i} // тиск, тиснути
			}
			return t
		}
	}
	switch {
	case strings.HasPrefix(word, "відсот"), strings.HasPrefix(word, "процент"):
		t.percent, t.end = true, at+len(raw)
	case strings.HasPrefix(word, "століт") && n.plain:
		n.is(Century, n.digits)
	case strings.HasPrefix(word, "годин") && timeBefore(text, n.start), word == "год" || word == "ст":
		n.vague = true
	}
	return t
}

func timeBefore(text []byte, i int) bool {
	w := strings.ToLower(string(wordBefore(text, trimGap(text, i))))
	return w == "о" || w == "об"
}

// yearAt reads a year behind a month, and the word for it.
func yearAt(text []byte, i int) (year, end int) {
	at := skipGap(text, i)
	if !digitsAt(text, at, 4) || digitAt(text, at+4) > 0 {
		return 0, i
	}
	for _, c := range text[at : at+4] {
		year = year*10 + int(c-'0')
	}
	return year, at + 4
}

// yearOfRange is the year behind the second half of «29 червня – 2 липня 2021
// року», or 0.
func yearOfRange(text []byte, i int) int {
	j := dashAt(text, i)
	if j == i {
		j = ukrainianJoin(text, i)
	}
	day, end := smallNumber(text, j, 31)
	word := wordAt(text, end)
	if j == i || day == 0 || ukrainianMonths[strings.ToLower(string(word))] == 0 {
		return 0
	}
	year, _ := yearAt(text, end+len(word))
	return year
}

// ukrainianSuffix reads the ending behind a number: 10-та, 5-річний, 1990-х.
func ukrainianSuffix(text []byte, n *amount) int {
	if n.end >= len(text) || text[n.end] != '-' {
		return n.end
	}
	word := strings.ToLower(string(wordAt(text, n.end+1)))
	if word == "" {
		return n.end
	}
	end := n.end + 1 + len(word)
	if (word == "х" || word == "ті" || word == "тих") && n.plain && n.digits%10 == 0 {
		n.vague = true
		next := strings.ToLower(string(wordAt(text, skipGap(text, end))))
		if strings.HasPrefix(next, "рок") || next == "рр" {
			n.vague = false
			n.is(Decade, n.digits%100/10)
		}
	}
	return end
}

// ukrainianBefore sees a month before a year: «у червні 2021».
func ukrainianBefore(text []byte, n *amount) {
	y := n.int()
	if n.count != 4 || y < 1000 || y > 2999 {
		return
	}
	raw := wordBefore(text, trimGap(text, n.start))
	if m := ukrainianMonths[strings.ToLower(string(raw))]; m > 0 {
		n.start = trimGap(text, n.start) - len(raw)
		n.is(Day, civil(y, m, 0))
	}
}

// ukrainianJoin reads what joins days: «23 і 24 червня», «з 23 по 25 червня».
func ukrainianJoin(text []byte, i int) int {
	at := skipGap(text, i)
	if at < len(text) && text[at] == ',' {
		return skipGap(text, at+1)
	}
	switch w := wordAt(text, at); string(w) {
	case "і", "й", "та", "по", "до", "на":
		return skipGap(text, at+len(w))
	}
	return i
}

// numerals are the beginnings of the words for numbers, the longer ones first
// where one begins another.
var numerals = []struct {
	stem  string
	value int
}{
	{"одинадцят", 11}, {"дванадцят", 12}, {"тринадцят", 13}, {"чотирнадцят", 14}, {"п’ятнадцят", 15},
	{"шістнадцят", 16}, {"сімнадцят", 17}, {"вісімнадцят", 18}, {"дев’ятнадцят", 19},
	{"двадцят", 20}, {"тридцят", 30}, {"сорок", 40}, {"п’ятдесят", 50}, {"шістдесят", 60}, {"сімдесят", 70},
	{"вісімдесят", 80}, {"дев’яност", 90}, {"двохсот", 200}, {"двісті", 200}, {"трьохсот", 300}, {"триста", 300},
	{"чотириста", 400}, {"чотирьохсот", 400}, {"п’ятсот", 500}, {"п’ятисот", 500}, {"шістсот", 600}, {"шестисот", 600},
	{"сімсот", 700}, {"семисот", 700}, {"вісімсот", 800}, {"восьмисот", 800}, {"дев’ятсот", 900}, {"дев’ятисот", 900},
	{"стома", 100}, {"сто", 100}, {"ста", 100}, {"сот", 100},
	{"тисяч", 1000}, {"мільйон", 1e6}, {"мільярд", 1e9},
	{"десят", 10}, {"дев’ят", 9}, {"восьм", 8}, {"вісьм", 8}, {"вісім", 8}, {"сьом", 7}, {"сім", 7}, {"семи", 7}, {"шост", 6}, {"шести", 6}, {"шіст", 6},
	{"п’ят", 5}, {"четвер", 4}, {"чотир", 4}, {"вчетверте", 4}, {"втрет", 3}, {"утрет", 3}, {"трет", 3}, {"троє", 3}, {"трьо", 3}, {"три", 3},
	{"вдруге", 2}, {"удруге", 2}, {"обидв", 2}, {"обо", 2}, {"друг", 2}, {"дво", 2}, {"дві", 2}, {"два", 2}, {"двом", 2}, {"пар", 2},
	{"півтор", 0}, {"перш", 1}, {"оди", 1}, {"одн", 1}, {"піврок", 6}, {"піврічч", 6},
}

// ukrainianWords reads words such as «двадцять», «четверте», «десятиріччя», «у
// червні» and Roman numerals: each, and the sum of those that follow each other.
func ukrainianWords(dst []Figure, text []byte) []Figure {
	sum, start, end := 0, 0, -1
	flush := func() {
		if end >= 0 {
			if v, ok := quantity(uint64(sum), 0); ok {
				dst = append(dst, Figure{Quantity, false, v, start, end})
			}
		}
		sum, end = 0, -1
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if !unicode.IsLetter(r) {
			if r != ' ' && r != '\n' && r != '\u00a0' {
				flush()
			}
			i += size
			continue
		}
		raw := letters(text, i)
		if n := roman(raw); n > 0 {
			v, _ := quantity(uint64(n), 0)
			dst = append(dst, Figure{Quantity, false, v, i, i + len(raw)})
		}
		word := strings.ToLower(strings.NewReplacer("'", "’", "ʼ", "’").Replace(string(raw)))
		if m := ukrainianMonths[word]; m > 0 {
			day := 0
			if end >= 0 && sum <= 31 {
				day = sum
			}
			dst = append(dst, Figure{Day, false, civil(0, m, day), i, i + len(raw)})
		}
		values := numeralsIn(word)
		for _, n := range values {
			v, _ := quantity(uint64(n), 0)
			dst = append(dst, Figure{Quantity, false, v, i, i + len(raw)})
		}
		switch {
		case len(values) == 0:
			flush()
		default:
			if end < 0 {
				start = i
			}
			for _, n := range values {
				if n >= 1000 && sum > 0 {
					sum *= n
				} else {
					sum += n
				}
			}
			end = i + len(raw)
		}
		i += len(raw)
	}
	flush()
	return dst
}

// letters returns the word at i.
func letters(text []byte, i int) []byte {
	end := i
	for end < len(text) {
		r, size := utf8.DecodeRune(text[end:])
		if !unicode.IsLetter(r) && !isApostrophe(r) {
			break
		}
		end += size
	}
	return text[i:end]
}

// numeralsIn returns the numbers with which a word begins: 20 and 1 of
// «двадцятиоднорічний».
func numeralsIn(word string) (list []int) {
	for {
		found := false
		for _, n := range numerals {
			if rest, ok := strings.CutPrefix(word, n.stem); ok {
				list = append(list, n.value)
				if word = rest; strings.HasPrefix(rest, "и") || strings.HasPrefix(rest, "ь") {
					word = rest[len("и"):]
				}
				found = true
				break
			}
		}
		if !found {
			return list
		}
	}
}

// roman returns the value of a Roman numeral, typed with Latin or with
// Cyrillic letters; 0 for any other word.
func roman(word []byte) int {
	value, last := 0, 1000
	for _, r := range string(bytes.TrimSpace(word)) {
		n := 0
		switch r {
		case 'I', 'І':
			n = 1
		case 'V':
			n = 5
		case 'X', 'Х':
			n = 10
		case 'L':
			n = 50
		case 'C', 'С':
			n = 100
		case 'M', 'М':
			n = 1000
		default:
			return 0
		}
		if value += n; n > last {
			value -= 2 * last
		}
		last = n
	}
	return value
}
