package lang

import (
	"fmt"
	"strconv"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/language"
)

// FigureKind says what a figure counts.
type FigureKind uint8

const (
	Quantity FigureKind = iota // 92; 1 234,5; 5 млн; a year
	Percent                    // 92 %
	Day                        // a date, of which day, month or year may be unsaid
	Decade                     // the nineties of any century
	Century
)

// Figure is a number or a date that a text states. Two figures of a kind state
// the same if and only if their values are equal, but see Agrees.
type Figure struct {
	Kind       FigureKind
	Sure       bool   // it is certainly meant as the value: else it only explains one of another text
	Value      uint64 // see quantity and civil; of a Decade its tens, of a Century its number
	Start, End int    // offsets in the text
}

// quantity packs a decimal number: its digits without zeros at the end, and
// their power of ten. Beyond 2⁵⁶ it is not ok.
func quantity(digits uint64, power int) (uint64, bool) {
	for digits != 0 && digits%10 == 0 {
		digits, power = digits/10, power+1
	}
	if digits == 0 {
		power = 0
	}
	return digits<<8 | uint64(uint8(int8(power))), digits < 1<<56 && power > -100 && power < 100
}

// civil packs a date; 0 stands for what is not said.
func civil(year, month, day int) uint64 { return uint64(year)<<16 | uint64(month)<<8 | uint64(day) }

func (f *Figure) date() (year, month, day int) {
	return int(f.Value >> 16), int(f.Value >> 8 & 0xFF), int(f.Value & 0xFF)
}

// whole returns a quantity that is a whole number; -1 for others.
func (f *Figure) whole() int {
	digits, power := f.Value>>8, int8(f.Value)
	if f.Kind != Quantity || power < 0 || power > 12 || digits > 1e6 {
		return -1
	}
	n := int(digits)
	for range power {
		n *= 10
	}
	return n
}

// String writes a figure as a message shows it where the text itself is not at
// hand: 1234.5, 92%, 2021-06-23.
func (f Figure) String() string {
	switch f.Kind {
	case Day:
		y, m, d := f.date()
		return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
	case Decade:
		return strconv.FormatUint(f.Value, 10) + "0s"
	case Century:
		return strconv.FormatUint(f.Value, 10) + "c"
	}
	s := strconv.FormatFloat(float64(f.Value>>8)*pow10(int(int8(f.Value))), 'f', -1, 64)
	if f.Kind == Percent {
		s += "%"
	}
	return s
}

func pow10(n int) float64 {
	p := 1.0
	for ; n > 0; n-- {
		p *= 10
	}
	for ; n < 0; n++ {
		p /= 10
	}
	return p
}

// Agrees reports whether a figure of another text may state what f states: the
// same value, or a date that says more or less of the same day. Years and days
// of the month are numbers, too, and words of either language may be read as
// more than one thing: what may agree, agrees.
func (f Figure) Agrees(o Figure) bool {
	if f.Kind == o.Kind && f.Kind != Day {
		return f.Value == o.Value
	}
	if o.Kind == Day {
		f, o = o, f
	}
	switch {
	case f.Kind == Day && o.Kind == Day:
		y, m, d := f.date()
		y2, m2, d2 := o.date()
		if !f.Sure && d == 0 && d2 != 0 || !o.Sure && d2 == 0 && d != 0 {
			return false // the word for a month, beside which a day may stand in digits
		}
		same := func(a, b int) bool { return a == b || a == 0 || b == 0 }
		return same(y, y2) && same(m, m2) && same(d, d2)
	case f.Kind == Day && o.Kind == Quantity:
		y, m, d := f.date()
		n := o.whole()
		return n > 0 && (n == y || n == d && m == 0)
	case f.Kind == Decade || o.Kind == Decade:
		if o.Kind == Decade {
			f, o = o, f
		}
		n := o.whole()
		return n > 0 && n%10 == 0 && uint64(n%100/10) == f.Value
	case f.Kind == Century || o.Kind == Century:
		if o.Kind == Century {
			f, o = o, f
		}
		return !o.Sure && o.whole() == int(f.Value)
	}
	return false
}

// Figures reads the numbers and dates of a language. It never changes and
// serves many goroutines at once.
type Figures struct {
	comma, point byte // before the decimals; 0 where there is none of its own
	group        byte // between thousands, beside a space
	tail         func(text []byte, n *amount) tail
	before       func(text []byte, n *amount) // what stands before a number and says what it is
	join         func(text []byte, i int) int // behind what joins the days of one month; or i
	words        func(dst []Figure, text []byte) []Figure
	han          bool
}

// FiguresOf returns what reads the numbers and dates of a language, or nil where
// nobody has said how it writes them.
func FiguresOf(tag string) *Figures { return figures[baseOf(tag)] }

// baseOf is the language of a tag, without script and country.
func baseOf(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return ""
	}
	base, _ := t.Base()
	return base.String()
}

var figures map[string]*Figures

func init() { figures = map[string]*Figures{"uk": ukrainianFigures(), "zh": chineseFigures()} }

// tail is what stands behind a number.
type tail struct {
	end     int
	scale   int // power of ten
	percent bool
	month   int // the number is a day of it
	year    int // of the month
}

// most is how many numbers may share a tail, as the days in "5, 6 і 7 червня".
const most = 4

// row are numbers that may share a tail. There is at most one at a time in a
// text, and many in all texts.
type row struct {
	list   [most]amount
	dashed [most]bool // the number is joined to the one before it by a dash
}

var rows = sync.Pool{New: func() any { return new(row) }}

// At reads what stands at offset i, where a digit (or a Chinese numeral) is and
// none before it, and returns the offset behind it.
func (f *Figures) At(dst []Figure, text []byte, i int) ([]Figure, int) {
	if c := text[i]; c >= 0x80 && digitAt(text, i) == 0 {
		return hanFigure(dst, text, i)
	}
	if end, ok := f.date(&dst, text, i); ok {
		return dst, end
	}
	if end := telephone(text, i); end > i {
		return dst, end
	}
	r := rows.Get().(*row)
	defer rows.Put(r)
	list, dashed := &r.list, &r.dashed
	*dashed = [most]bool{}
	n := 0
	f.amount(&list[0], text, i)
	n++
	last := &list[0]
	t := f.tail(text, last)
	for n < most && t == (tail{end: last.end}) && !last.done {
		next, dash := f.next(text, last.end)
		if next < 0 {
			break
		}
		f.amount(&list[n], text, next)
		if dashed[n] = dash; dash {
			shortYear(&list[n], last)
		}
		last = &list[n]
		n++
		t = f.tail(text, last)
	}
	return f.share(dst, list[:n], dashed[:n], t)
}

// shortYear completes the second half of 2020–21.
func shortYear(n, before *amount) {
	if y := before.int(); n.plain && n.count == 2 && before.count == 4 && y >= 1800 && y < 2200 && int(n.digits) > y%100 {
		n.digits += uint64(y / 100 * 100)
		n.count = 4
	}
}

// share gives the numbers that stand together what is said behind the last.
func (f *Figures) share(dst []Figure, list []amount, dashed []bool, t tail) ([]Figure, int) {
	days := t.month > 0
	for i := range list {
		days = days && list[i].int() >= 1 && list[i].int() <= 31
	}
	if !days && len(list) > 1 && !dashed[len(list)-1] && t.month > 0 {
		list = list[:1] // the others have a tail of their own
		t = tail{end: list[0].end}
	}
	end := max(t.end, list[len(list)-1].end)
	for i := len(list) - 1; i >= 0; i-- {
		n := &list[i]
		last, shared := i == len(list)-1, i < len(list)-1 && !dashed[i+1] && (t.scale > 0 || t.percent)
		switch {
		case days:
			n.is(Day, civil(t.year, t.month, n.int()))
			continue
		case n.done:
			continue
		case shared: // «від 10 до 15 млн» speaks of millions, «2 і 15 млн» perhaps not
			n.vague = true
			if f, ok := n.figure(); ok {
				dst = append(dst, f)
			}
		}
		if last || shared || dashed[i+1] {
			n.power += t.scale
			if t.percent {
				n.kind = Percent
			}
		}
	}
	for i := range list {
		if i == len(list)-1 {
			list[i].end = end
		}
		if fig, ok := list[i].figure(); ok {
			dst = append(dst, fig)
		}
	}
	return dst, end
}

// next returns the offset of the number that goes on a row of numbers, or -1.
func (f *Figures) next(text []byte, i int) (at int, dash bool) {
	if j := dashAt(text, i); j > i {
		if digitAt(text, j) > 0 {
			return j, true
		}
		return -1, false
	}
	if j := f.join(text, i); j > i && digitAt(text, j) > 0 {
		return j, false
	}
	return -1, false
}

// dashAt returns the offset behind a dash that makes a range, with the gaps
// around it; i where there is none.
func dashAt(text []byte, i int) int {
	j := skipGap(text, i)
	r, size := utf8.DecodeRune(text[j:])
	switch r {
	case '-', '‑', '–', '—', '~', '～', '－', '至':
		j += size
		for r2, s := utf8.DecodeRune(text[j:]); r2 == r && r == '—'; r2, s = utf8.DecodeRune(text[j:]) {
			j += s
		}
		return skipGap(text, j)
	}
	return i
}

// Words reads all that may be a number or a date but is written in words or in
// Roman numerals. None of it is sure.
func (f *Figures) Words(dst []Figure, text []byte) []Figure { return f.words(dst, text) }
