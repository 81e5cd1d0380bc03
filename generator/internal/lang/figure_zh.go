package lang

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

func chineseFigures() *Figures {
	return &Figures{point: '.', group: ',', tail: chineseTail, before: chineseBefore, join: chineseJoin, words: chineseWords, han: true}
}

// FigureLetters are the characters besides ASCII digits with which a number may
// begin in any language.
const FigureLetters = "〇零一二两三四五六七八九十百千万亿０１２３４５６７８９"

// IsFigure reports whether a number or a date may begin with r, besides ASCII
// digits.
func (f *Figures) IsFigure(r rune) bool {
	return r >= '０' && r <= '９' || f.han && hanDigit(r) >= 0 || f.han && hanUnit(r) > 0
}

// hanScales are the powers of ten behind digits, the longer ones first.
var hanScales = []struct {
	text  string
	power int
}{{"万亿", 12}, {"千亿", 11}, {"百亿", 10}, {"十亿", 9}, {"亿", 8}, {"千万", 7}, {"百万", 6}, {"十万", 5}, {"万", 4}, {"千", 3}, {"百", 2}}

// has returns the offset behind s at i, or -1.
func has(text []byte, i int, s string) int {
	// The last byte tells most others apart: the first is often the same.
	if end := i + len(s); end <= len(text) && text[end-1] == s[len(s)-1] && string(text[i:end]) == s {
		return end
	}
	return -1
}

func hasAny(text []byte, i int, list string) bool {
	if i >= len(text) {
		return false
	}
	r, _ := utf8.DecodeRune(text[i:])
	return strings.ContainsRune(list, r)
}

// chineseTail reads "万", "%", "年6月23日", "月23日", "年代", "世纪".
func chineseTail(text []byte, n *amount) tail {
	i := n.end
	t := tail{end: i}
	if n.done {
		return t
	}
	for _, more := range []string{"多", "余"} {
		if j := has(text, i, more); j > 0 {
			i = j
		}
	}
	for _, s := range hanScales {
		if j := has(text, i, s.text); j > 0 && !(s.power == 3 && hasAny(text, j, "米克瓦伏卡帕字赫")) && !(s.power == 2 && hasAny(text, j, "分")) {
			t.scale, t.end = s.power, j
			i = j
			break
		}
	}
	at := skipGap(text, i)
	for _, p := range []string{"%", "％", "个百分点"} {
		if j := has(text, at, p); j > 0 {
			return tail{end: j, percent: true, scale: t.scale}
		}
	}
	if n.plain {
		if d, ok := chineseDate(text, n, at); ok {
			return d
		}
	}
	if hasAny(text, i, "几成时点") && has(text, i, "时代") < 0 {
		n.vague = true
	}
	return t
}

// chineseDate reads what follows the first number of a date.
func chineseDate(text []byte, n *amount, i int) (tail, bool) {
	switch {
	case has(text, i, "年代") > 0 && n.digits%10 == 0:
		n.is(Decade, n.digits%100/10)
		return tail{end: has(text, i, "年代")}, true
	case has(text, i, "世纪") > 0:
		n.is(Century, n.digits)
		end := has(text, i, "世纪")
		n.vague = digitAt(text, end) > 0 // 20世纪90年代
		return tail{end: end}, true
	case has(text, i, "年") > 0 && n.count == 4:
		m, end := smallNumber(text, skipGap(text, has(text, i, "年")), 12)
		if j := has(text, end, "月"); m > 0 && j > 0 {
			return monthAndDay(text, n, int(n.digits), m, j), true
		}
		if m > 0 && dashAt(text, end) > end { // 2021年6—8月
			n.is(Day, civil(int(n.digits), m, 0))
			return tail{end: end}, true
		}
		return tail{end: n.end}, true
	case has(text, i, "月") > 0 && n.digits >= 1 && n.digits <= 12:
		return monthAndDay(text, n, 0, int(n.digits), has(text, i, "月")), true
	case has(text, i, "日") > 0 && n.digits >= 1 && n.digits <= 31:
		n.is(Day, civil(0, 0, int(n.digits)))
		return tail{end: has(text, i, "日")}, true
	}
	return tail{}, false
}

// monthAndDay reads the day behind a month, and further days of it: 6月23日、24日,
// 6月23日至25日, 6月23—25日.
func monthAndDay(text []byte, n *amount, year, month, i int) tail {
	d, end := smallNumber(text, skipGap(text, i), 31)
	if d == 0 || end == len(text) || !hasAny(text, end, "日号") && dashAt(text, end) == end {
		n.is(Day, civil(year, month, 0))
		return tail{end: i}
	}
	n.is(Day, civil(year, month, d))
	if hasAny(text, end, "日号") {
		end += len("日")
	}
	return tail{end: end}
}

// smallNumber reads a whole number up to a limit; 0 where there is none.
func smallNumber(text []byte, i, limit int) (value, end int) {
	for end = i; digitAt(text, end) > 0 && value <= limit; {
		size := digitAt(text, end)
		value = value*10 + int(text[end+size-1]&0x0F)
		end += size
	}
	if value > limit {
		return 0, i
	}
	return value, skipGap(text, end)
}

// chineseBefore sees a percentage: 百分之92.
func chineseBefore(text []byte, n *amount) {
	switch {
	case bytes.HasSuffix(text[:n.start], []byte("百分之")):
		if v, ok := quantity(n.digits, n.power); ok {
			n.is(Percent, v)
		}
	case bytes.HasSuffix(text[:n.start], []byte("分之")), has(text, n.end, "分之") > 0:
		n.vague = true
	}
}

// chineseJoin joins nothing: in Chinese each day has its 日.
func chineseJoin(text []byte, i int) int { return i }

func hanDigit(r rune) int {
	switch r {
	case '〇', '零':
		return 0
	case '一':
		return 1
	case '二', '两':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	}
	return -1
}

func hanUnit(r rune) int {
	switch r {
	case '十':
		return 10
	case '百':
		return 100
	case '千':
		return 1000
	case '万':
		return 1e4
	case '亿':
		return 1e8
	}
	return 0
}

// hanNumeral is a number in Chinese characters.
type hanNumeral struct {
	value, end int
	units      int  // of its characters that are powers of ten
	long       bool // it has several characters
	well       bool // it is formed as a number is
}

// readHan reads the Chinese characters for a number at i.
func readHan(text []byte, i int) hanNumeral {
	h := hanNumeral{end: i, well: true}
	total, section, digit, digits, count := 0, 0, -1, 0, 0
	for h.end < len(text) && count < 16 {
		r, size := utf8.DecodeRune(text[h.end:])
		d, unit := hanDigit(r), hanUnit(r)
		switch {
		case d >= 0:
			h.well = h.well && (digit <= 0 || h.units == 0)
			if digit > 0 && h.units == 0 || digit == 0 && digits > 0 {
				digit = digit*10 + d
			} else {
				digit = d
			}
			digits++
		case unit >= 1e4:
			h.units++
			if digit > 0 {
				section += digit
			}
			h.well = h.well && section > 0
			total, section, digit = total+section*unit, 0, -1
		case unit > 0:
			h.units++
			if digit < 0 {
				h.well = h.well && unit == 10 && section == 0
				digit = 1
			}
			h.well = h.well && digit > 0 && digit < 10
			section, digit = section+digit*unit, -1
		default:
			unit = -1
		}
		if unit < 0 {
			break
		}
		count++
		h.end += size
	}
	if digit > 0 {
		section += digit
	}
	h.value, h.long = total+section, count > 1
	h.well = h.well && (h.units > 0 || count == 1 || digits >= 4)
	return h
}

// hanCounted are the words behind which, and marks before which, a number of
// several characters is surely counted.
const hanCounted = "所名位项份家场门篇种国届次期人年个"

// hanFigure reads a number in Chinese characters where it is sure: 二十所, 第四次,
// 十周年, 百分之九十二.
func hanFigure(dst []Figure, text []byte, i int) ([]Figure, int) {
	h := readHan(text, i)
	kind, sure := Quantity, false
	behind := h.end
	for _, more := range []string{"多", "余"} {
		if j := has(text, behind, more); j > 0 {
			behind = j
		}
	}
	head := text[:i]
	switch {
	case !h.well || hasAny(text, h.end, "几") || bytes.HasSuffix(head, []byte("几")) || bytes.HasSuffix(head, []byte("数")) || digitBefore(text, i):
	case bytes.HasSuffix(head, []byte("百分之")):
		kind, sure = Percent, true
	case bytes.HasSuffix(head, []byte("分之")), has(text, h.end, "分之") > 0:
	case has(text, behind, "周年") > 0:
		sure = true
	case bytes.HasSuffix(head, []byte("第")):
		sure = h.value > 1 && hasAny(text, h.end, "次届")
	case h.long && h.units > 0:
		sure = hasAny(text, behind, hanCounted) && has(text, behind, "年代") < 0 && has(text, behind, "个月") < 0
	}
	if v, ok := quantity(uint64(max(h.value, 0)), 0); ok && sure {
		dst = append(dst, Figure{kind, true, v, i, h.end})
	}
	return dst, h.end
}

// chineseWords reads every number in Chinese characters, and the words for two,
// a half year and the months.
func chineseWords(dst []Figure, text []byte) []Figure {
	add := func(kind FigureKind, value uint64, i, end int) {
		dst = append(dst, Figure{kind, false, value, i, end})
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case hanDigit(r) >= 0 || hanUnit(r) > 0:
			h := readHan(text, i)
			if v, ok := quantity(uint64(max(h.value, 0)), 0); ok {
				add(Quantity, v, i, h.end)
			}
			if day := has(text, h.end, "月"); day > 0 && h.value >= 1 && h.value <= 12 {
				d := readHan(text, day)
				if d.value > 31 || !hasAny(text, d.end, "日号") {
					d.value = 0
				}
				add(Day, civil(0, h.value, d.value), i, h.end)
			}
			if has(text, h.end, "年代") > 0 {
				add(Decade, uint64(h.value%100/10), i, h.end)
			}
			if has(text, h.end, "世纪") > 0 {
				add(Century, uint64(h.value), i, h.end)
			}
			size = max(size, h.end-i)
		case r == '双' || r == '俩':
			add(Quantity, 2<<8, i, i+size)
		case has(text, i, "半年") > 0:
			add(Quantity, 6<<8, i, i+size)
		}
		i += size
	}
	return dst
}
