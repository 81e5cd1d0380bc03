package lang

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// amount is one number as it is being read.
type amount struct {
	digits     uint64
	power      int
	count      int // of digits
	plain      bool
	vague      bool // it may be something else: a telephone number, a time
	start, end int
	kind       FigureKind
	value      uint64
	done       bool // value is known already
}

// is makes the number a figure of another kind.
func (n *amount) is(kind FigureKind, value uint64) { n.kind, n.value, n.done = kind, value, true }

func (n *amount) int() int {
	if !n.plain || n.count > 6 {
		return -1
	}
	return int(n.digits)
}

func (n *amount) figure() (Figure, bool) {
	f := Figure{n.kind, !n.vague, n.value, n.start, n.end}
	if n.done {
		return f, true
	}
	v, ok := quantity(n.digits, n.power)
	f.Value = v
	// A single one is often written in one language and understood in another.
	if f.Kind == Quantity && v == 1<<8 {
		f.Sure = false
	}
	return f, ok
}

// amount reads one number into n.
func (f *Figures) amount(n *amount, text []byte, i int) {
	*n = amount{start: i, plain: true}
	n.run(text, i)
	if n.count <= 3 && text[i] != '0' {
		for {
			size := f.groupAt(text, n.end)
			if size == 0 {
				break
			}
			n.plain = false
			n.run(text, n.end+size)
		}
	}
	f.decimals(text, n)
	n.vague = n.vague || n.count > 15 || glued(text, n.start, n.end)
	f.before(text, n)
}

// run reads digits.
func (n *amount) run(text []byte, i int) {
	for {
		size := digitAt(text, i)
		if size == 0 {
			break
		}
		if n.count < 16 {
			n.digits = n.digits*10 + uint64(text[i+size-1]&0x0F)
		}
		n.count++
		i += size
	}
	n.end = i
}

// groupAt returns the size of what parts thousands at i, or 0: three digits
// follow, and no fourth.
func (f *Figures) groupAt(text []byte, i int) int {
	if i >= len(text) {
		return 0
	}
	size := 0
	switch c := text[i]; {
	case c == ' ' || f.group != 0 && c == f.group:
		size = 1
	case bytes.HasPrefix(text[i:], []byte("\u00a0")):
		size = 2
	case bytes.HasPrefix(text[i:], []byte("\u202f")) || bytes.HasPrefix(text[i:], []byte("\u2009")):
		size = 3
	default:
		return 0
	}
	for j := i + size; j < i+size+3; j++ {
		if j >= len(text) || text[j] < '0' || text[j] > '9' {
			return 0
		}
	}
	if digitAt(text, i+size+3) > 0 {
		return 0
	}
	return size
}

// decimals reads what stands behind a decimal mark.
func (f *Figures) decimals(text []byte, n *amount) {
	i := n.end
	if i+1 >= len(text) || text[i] != ',' && text[i] != '.' || text[i+1] < '0' || text[i+1] > '9' {
		return
	}
	if text[i] != f.comma && text[i] != f.point {
		return
	}
	whole, had := n.count, n.int()
	n.run(text, i+1)
	after := n.count - whole
	n.power, n.plain = -after, false
	if text[i] == '.' && f.comma == ',' && (after == 3 || after == 2 && had >= 0 && had < 24 && n.digits%100 < 60) {
		n.vague = true // 10.30 is a time more often than a number, 1.234 was typed elsewhere
	}
	if n.end+1 < len(text) && (text[n.end] == '.' || text[n.end] == ',') && digitAt(text, n.end+1) > 0 {
		n.vague = true // a version, an address
		for n.end+1 < len(text) && (text[n.end] == '.' || text[n.end] == ',') && digitAt(text, n.end+1) > 0 {
			n.run(text, n.end+1)
		}
	}
}

// glued reports whether a number is part of a name or a sign: COVID-19, G20,
// 1+N, 10:30, 1/3, (1).
func glued(text []byte, start, end int) bool {
	before, size := utf8.DecodeLastRune(text[:start])
	if before == '-' || before == '+' || before == '–' {
		before, _ = utf8.DecodeLastRune(text[:start-size])
	}
	after, size := utf8.DecodeRune(text[end:])
	next, _ := utf8.DecodeRune(text[end+size:])
	switch {
	case unicode.Is(unicode.Latin, before), unicode.Is(unicode.Latin, after):
		return true
	case after == '+', (after == '-' || after == '–') && unicode.Is(unicode.Latin, next):
		return true
	case (before == ':' || before == '：') && start > 1 && digitBefore(text, start-utf8.RuneLen(before)),
		(after == ':' || after == '：') && digitAt(text, end+size) > 0:
		return true
	case before == '/' && digitBefore(text, start-1), after == '/' && digitAt(text, end+1) > 0:
		return !(end-start == 4 && (yearBeside(text, end+1) || start > 4 && yearBeside(text, start-5)))
	case (before == '(' || before == '（') && (after == ')' || after == '）') && end-start <= 2:
		return true
	}
	return false
}

func yearBeside(text []byte, i int) bool {
	return i >= 0 && i+4 <= len(text) && digitsAt(text, i, 4) && digitAt(text, i+4) == 0
}

func digitsAt(text []byte, i, n int) bool {
	for j := i; j < i+n; j++ {
		if j >= len(text) || text[j] < '0' || text[j] > '9' {
			return false
		}
	}
	return true
}

func digitBefore(text []byte, i int) bool { return i > 0 && text[i-1] >= '0' && text[i-1] <= '9' }

// digitAt returns the size of the digit at i, or 0. Full-width digits are digits.
func digitAt(text []byte, i int) int {
	switch {
	case i >= len(text):
	case text[i] >= '0' && text[i] <= '9':
		return 1
	case text[i] == 0xEF && i+2 < len(text) && text[i+1] == 0xBC && text[i+2] >= 0x90 && text[i+2] <= 0x99:
		return 3
	}
	return 0
}

// skipGap returns the offset behind spaces and at most one line end.
func skipGap(text []byte, i int) int {
	for i < len(text) {
		switch {
		case text[i] == ' ' || text[i] == '\n':
			i++
		case bytes.HasPrefix(text[i:], []byte("\u00a0")):
			i += 2
		case bytes.HasPrefix(text[i:], []byte("\u202f")), bytes.HasPrefix(text[i:], []byte("\u2009")):
			i += 3
		default:
			return i
		}
	}
	return i
}

// telephone returns the offset behind a number that begins with a plus, or
// whose digits stand in three groups or more with hyphens between them.
func telephone(text []byte, i int) int {
	end, hyphens := i, 0
	for j := i; j < len(text); j++ {
		switch c := text[j]; {
		case c >= '0' && c <= '9':
			end = j + 1
			continue
		case c == '-' && digitAt(text, j+1) > 0 && digitBefore(text, j):
			hyphens++
			continue
		case (c == ' ' || c == '(' || c == ')') && i > 0 && text[i-1] == '+':
			continue
		}
		break
	}
	if hyphens > 1 || i > 0 && text[i-1] == '+' && end-i > 4 {
		return end
	}
	return i
}

// date reads 2021-06-23, 29.06.2021, 2021.6.29 and 2021/6/29.
func (f *Figures) date(dst *[]Figure, text []byte, i int) (int, bool) {
	var part [3]int
	var length [3]int
	end, sep := i, byte(0)
	for k := range part {
		start := end
		for end < len(text) && end-start < 5 && text[end] >= '0' && text[end] <= '9' {
			part[k] = part[k]*10 + int(text[end]&0x0F)
			end++
		}
		length[k] = end - start
		if k == 2 || length[k] == 0 {
			break
		}
		if end+1 >= len(text) || text[end] != '.' && text[end] != '-' && text[end] != '/' || k == 1 && text[end] != sep || digitAt(text, end+1) == 0 {
			return i, false
		}
		sep = text[end]
		end++
	}
	if digitAt(text, end) > 0 || end+1 < len(text) && (text[end] == '.' || text[end] == '-') && digitAt(text, end+1) > 0 {
		return i, false
	}
	y, m, d := part[0], part[1], part[2]
	if length[2] == 4 && length[0] <= 2 && sep != '-' {
		y, d = d, y
	} else if length[0] != 4 {
		return i, false
	}
	if y < 1000 || m < 1 || m > 12 || d < 1 || d > daysIn(y, m) {
		return i, false
	}
	*dst = append(*dst, Figure{Day, true, civil(y, m, d), i, end})
	return end, true
}
