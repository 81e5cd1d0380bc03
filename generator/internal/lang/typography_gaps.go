package lang

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// space sets the gap at i: one that was typed between Chinese and Latin letters
// or digits closes up, the browser makes it (CLREQ, text-autospace); one at
// which no line may break becomes a no-break space.
func (s *Setter) space(piece, ahead []byte, i, size int) int {
	end := i + size
	for end < len(piece) && blank(first(piece[end:])) {
		_, n := utf8.DecodeRune(piece[end:])
		end += n
	}
	if s.closesUp(piece, ahead, i, end) {
		s.replace(piece, i, end, "")
	} else if end == i+1 && s.binds(s.before(piece, i), s.after(piece, ahead, end)) {
		s.replace(piece, i, end, "\u00a0")
	}
	return end
}

// plainGap reports that the space at i is one between two longer words, as most
// are. It is asked first because it is quick.
func plainGap(piece []byte, i int) bool {
	if i < 4 || i+2 >= len(piece) {
		return false
	}
	switch next := piece[i+1]; {
	case next == 0xC2 && piece[i+2] == 0xAB: // «
	case next <= ' ', next == '-', next == 0xC2, next >= 0xE0: // a gap, a dash, what is Chinese
		return false
	}
	switch last := piece[i-1]; {
	case last == '.':
		return i > 2*longestBound+2 && cyrillicBefore(piece, i-1, longestBound+1)
	case last < utf8.RuneSelf:
		return last == ',' || last == ')' || last == ':' || last == ';'
	}
	return cyrillicBefore(piece, i, 2)
}

// cyrillicBefore reports whether so many characters of U+0400 to U+047F stand
// before i, of two bytes each.
func cyrillicBefore(piece []byte, i, count int) bool {
	for ; count > 0; count-- {
		if i -= 2; piece[i]|1 != 0xD1 {
			return false
		}
	}
	return true
}

// closesUp reports whether the gap from i to end is one that Chinese is written
// without. In a Ukrainian text only dates show that the gap is theirs.
func (s *Setter) closesUp(piece, ahead []byte, i, end int) bool {
	far := s.after(piece, ahead, end)
	next := first(far)
	if s.home == ukrainianHome && !square(next) && !isDigit(next) {
		return false
	}
	before := last(s.before(piece, i))
	if s.home == chineseHome {
		return isHan(before) && isLatin(next) || isLatin(before) && isHan(next)
	}
	if isDigit(before) {
		return strings.ContainsRune("年月日", next)
	}
	if before != '年' && before != '月' {
		return false
	}
	number := 0
	for number < min(2, len(far)) && isDigit(rune(far[number])) {
		number++
	}
	return number > 0 && strings.ContainsRune("月日", first(trimStart(far[number:])))
}

// isLetter and isUpper are those of package unicode, which take longest for the
// letters that Ukrainian texts consist of.
func isLetter(r rune) bool { return 0x400 <= r && r <= 0x45F || unicode.IsLetter(r) }
func isUpper(r rune) bool {
	return 0x400 <= r && r <= 0x42F || (r < 0x400 || r > 0x45F) && unicode.IsUpper(r)
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }
func isHan(r rune) bool   { return square(r) && unicode.Is(unicode.Han, r) }
func isLatin(r rune) bool { return isDigit(r) || unicode.Is(unicode.Latin, r) }

// binds reports whether no line breaks at the gap between two texts.
func (s *Setter) binds(before, after []byte) bool {
	if len(before) == 0 || len(after) == 0 || after[0] == ' ' || blank(last(before)) {
		return false
	}
	if c := after[0]; c == '-' || c == 0xE2 {
		if s.bindsDash(before, after) {
			return true
		}
	}
	switch c := before[len(before)-1]; {
	case isDigit(rune(c)) || c == '}': // behind the name of a number in a phrase
		return bindsNumber(after)
	case c == '.':
		return s.bindsShort(before, after)
	case c >= utf8.RuneSelf && len(before) > 1:
		return s.bindsLetter(before, after)
	}
	return false
}

// bindsLetter reports whether the text ends with a word of one letter, or with
// № or §, which do not stand at the end of a line.
func (s *Setter) bindsLetter(before, after []byte) bool {
	switch last(before) {
	case '№', '§':
		return true
	case 'в', 'у', 'з', 'і', 'й', 'а', 'о', 'я', 'В', 'У', 'З', 'І', 'Й', 'А', 'О', 'Я':
		return opensAfter(last(before[:len(before)-2])) && (s.home == ukrainianHome || !square(first(after)))
	}
	return false
}

// bound are the shortened words that stand on one line with the name or number
// that they belong to. With a capital they begin a sentence or a heading.
// None has more than longestBound letters.
var bound = set("ст", "п", "пп", "ч", "ім", "м", "с", "т", "гл", "рис", "табл", "вул", "акад", "проф", "доц")

const longestBound = 4

// bindsShort reports whether the text ends with a shortened word before a name
// or a number, or with an initial.
func (s *Setter) bindsShort(before, after []byte) bool {
	const longest = 12 // bytes, of a shortened word
	next := first(after)
	if !isUpper(next) && !isDigit(next) && next != '"' && (blank(next) || !opensAfter(next)) {
		return false
	}
	word := before[:len(before)-1]
	from := len(word)
	for from > 0 && len(word)-from < longest {
		r, size := utf8.DecodeLastRune(word[:from])
		if !isLetter(r) {
			break
		}
		from -= size
	}
	previous := last(word[:from])
	if isLetter(previous) {
		return false // the word is longer
	}
	r, size := utf8.DecodeRune(word[from:])
	if size > 0 && size == len(word)-from && isUpper(r) {
		mine := s.home == ukrainianHome || unicode.Is(unicode.Cyrillic, r)
		return mine && isUpper(next) && (opensAfter(previous) || previous == '.' || previous == '-')
	}
	key := append(utf8.AppendRune(make([]byte, 0, 2*longest), unicode.ToLower(r)), word[from+size:]...)
	return opensAfter(previous) && bound[string(key)]
}

// units are what a number does not leave at the end of a line: units of
// measure and of money, months, the word for the year.
var units = set("км", "м", "см", "мм", "кг", "г", "т", "мг", "л", "мл", "га", "год", "хв", "с", "грн", "млн", "млрд", "тис",
	"кВт", "МВт", "ГБ", "МБ", "кБ", "р", "рр", "ст", "року", "році", "роком", "рік", "роки", "років",
	"січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада", "грудня",
	"°", "°C", "°С", "%", "‰", "₴", "€", "$", "¥")

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// bindsNumber reports whether a text begins with a unit.
func bindsNumber(after []byte) bool {
	const longest = 20 // bytes, of «листопада»
	end := 0
	for end < len(after) && end <= longest {
		r, size := utf8.DecodeRune(after[end:])
		if !isLetter(r) && !strings.ContainsRune("°%‰₴€$¥", r) {
			break
		}
		end += size
	}
	return units[string(after[:end])]
}

// bindsDash reports whether a text begins with a dash: no line does.
func (s *Setter) bindsDash(before, after []byte) bool {
	rest := after
	switch {
	case after[0] == '-':
		rest = bytes.TrimPrefix(after[1:], []byte("-"))
	case bytes.HasPrefix(after, []byte("—")), bytes.HasPrefix(after, []byte("–")):
		rest = after[len("—"):]
	default:
		return false
	}
	return blank(first(rest)) && s.dashes(before, rest, after[0] == '-')
}

// dashes reports whether what stands between two texts is a dash between
// words: between numbers a hyphen may be a minus or a range.
func (s *Setter) dashes(before, after []byte, hyphen bool) bool {
	p, n := last(trimEnd(before)), first(trimStart(after))
	if p == 0 || hyphen && isDigit(p) && isDigit(n) {
		return false
	}
	return s.home == ukrainianHome || unicode.Is(unicode.Cyrillic, p) && !square(n) || unicode.Is(unicode.Cyrillic, n) && !square(p)
}

func trimEnd(text []byte) []byte   { return bytes.TrimRightFunc(text, blank) }
func trimStart(text []byte) []byte { return bytes.TrimLeftFunc(text, blank) }

// hyphens sets what is typed as hyphens: a dash between words, that between
// Chinese characters, that of a range of numbers. The hyphen of a compound stays.
func (s *Setter) hyphens(piece, ahead []byte, i int) int {
	end := i + 1
	if i > 1 && end < len(piece) && piece[i-2]|1 == 0xD1 && piece[end] > '-' {
		return end
	}
	for end < len(piece) && piece[end] == '-' {
		end++
	}
	before, next := s.before(piece, i), s.after(piece, ahead, end)
	p, n := last(before), first(next)
	switch {
	case end-i > 2:
	case blank(p) && blank(n) && s.dashes(before, next, true):
		s.replace(piece, i, end, "—")
	case end-i == 2 && square(p) && square(n):
		s.replace(piece, i, end, "——")
	case end-i == 1 && isDigit(p) && isDigit(n) && s.ranges(before, next) && !inAddress(piece, i):
		s.replace(piece, i, end, "–")
	}
	return end
}

// dash makes the dash between Chinese characters two characters wide (CLREQ).
func (s *Setter) dash(piece, ahead []byte, i, size int) int {
	end := i
	for bytes.HasPrefix(piece[end:], []byte("—")) {
		end += size
	}
	if end == i+size && square(last(s.before(piece, i))) && square(first(s.after(piece, ahead, end))) {
		s.replace(piece, i, end, "——")
	}
	return end
}

// ranges reports whether a hyphen joins two numbers from which to which: two
// years, or small numbers of as many digits, the second of which is the
// greater. Behind №, words in capitals (ДСТУ, ISO) and «тел.» stand numbers of
// other kinds, and so do those that more signs touch (2021-06-23).
func (s *Setter) ranges(before, after []byte) bool {
	from, to := len(before), 0
	for from > 0 && isDigit(rune(before[from-1])) {
		from--
	}
	for to < len(after) && isDigit(rune(after[to])) {
		to++
	}
	low, high := before[from:], after[:to]
	small := len(low) <= 2 && low[0] != '0'
	years := len(low) == 4 && low[0] >= '1' && low[0] <= '2' && high[0] <= '2'
	if len(low) != len(high) || bytes.Compare(low, high) >= 0 || !small && !years {
		return false
	}
	return !touches(after[to:]) && s.counts(before[:from])
}

// touches reports whether a text goes on with what a number is a part of.
func touches(text []byte) bool {
	switch r := first(text); r {
	case '.', ',', ':':
		return len(text) > 1 && isDigit(rune(text[1]))
	case '-', '–', '/', '_', '+':
		return true
	default:
		return isLatin(r)
	}
}

// counts reports whether the number that follows a text counts something.
func (s *Setter) counts(text []byte) bool {
	if r := last(text); !opensAfter(r) && r != '"' || r == '/' || r == '–' {
		return false
	}
	words := bytes.TrimRightFunc(text, func(r rune) bool { return opensAfter(r) || r == '"' })
	word := words[bytes.LastIndexAny(words, " \u00a0")+1:]
	if s.home == chineseHome && !unicode.Is(unicode.Cyrillic, last(word)) {
		return false
	}
	switch r := last(word); {
	case r == '№' || r == '#' || r == '+' || isDigit(r):
		return false
	case bytes.EqualFold(word, []byte("тел.")) || bytes.EqualFold(word, []byte("факс")):
		return false
	}
	return len(word) == 0 || !capitals(word)
}

// capitals reports whether a word ends with two capital letters.
func capitals(word []byte) bool {
	r, size := utf8.DecodeLastRune(word)
	return isUpper(r) && unicode.IsUpper(last(word[:len(word)-size]))
}
