package compare

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Names are the names that the site has rules for. They never change and serve
// many goroutines at once.
type Names struct {
	first  map[rune]bool      // characters with which a form begins
	second [1 << 12]bool      // by hash of the first two: most words are told apart here
	forms  map[[2]rune][]form // by the first two characters
}

// form is a form of a name, and what it says.
type form struct {
	words []formWord
	write string // what is to be written in its place; "" of a name that is confused
	value uint64 // of a fact: two numbers that differ in the last bit are taken for each other
}

type formWord struct {
	small []rune // in small letters
	open  bool   // any ending may follow
}

// NewNames returns no names.
func NewNames() *Names { return &Names{first: map[rune]bool{}, forms: map[[2]rune][]form{}} }

func hashOfTwo(a, b rune) int { return int(a*31+b) & (1<<12 - 1) }

// Avoid adds forms that are not to be used, and what is to be written instead.
func (n *Names) Avoid(forms []string, write string) {
	for _, f := range forms {
		n.add(f, form{write: write})
	}
}

// Confuse adds two names that are taken for each other.
func (n *Names) Confuse(number int, one, other []string) {
	for i, forms := range [2][]string{one, other} {
		for _, f := range forms {
			n.add(f, form{value: uint64(2*number + i)})
		}
	}
}

func (n *Names) add(text string, f form) {
	for word := range strings.FieldsSeq(text) {
		word, open := strings.CutSuffix(word, "*")
		if word != "" {
			f.words = append(f.words, formWord{[]rune(strings.ToLower(word)), open})
		}
	}
	if len(f.words) == 0 || len(f.words[0].small) < 2 {
		return // a name of one letter is every second word
	}
	a, b := f.words[0].small[0], f.words[0].small[1]
	seen := map[[2]rune]bool{}
	for _, a := range []rune{a, unicode.ToUpper(a)} {
		for _, b := range []rune{b, unicode.ToUpper(b)} {
			if two := [2]rune{a, b}; !seen[two] {
				seen[two] = true
				n.first[a], n.second[hashOfTwo(a, b)] = true, true
				n.forms[two] = append(n.forms[two], f)
			}
		}
	}
}

// at returns the longest form that stands at i, where r is, and its end.
func (n *Names) at(text []byte, i int, r rune) (best *form, end int) {
	rest := text[i+utf8.RuneLen(r):]
	if len(rest) == 0 {
		return nil, 0
	}
	next, _ := decode(rest)
	if !n.second[hashOfTwo(r, next)] {
		return nil, 0
	}
	list := n.forms[[2]rune{r, next}]
	for k := range list {
		if e := list[k].match(text, i); e > end {
			best, end = &list[k], e
		}
	}
	return best, end
}

// match returns the offset behind the form at i, or 0.
func (f *form) match(text []byte, i int) int {
	for k, w := range f.words {
		if k > 0 {
			i = nextWord(text, i)
		}
		for _, want := range w.small {
			if i >= len(text) {
				return 0
			}
			r, size := decode(text[i:])
			if small(r) != want {
				return 0
			}
			i += size
		}
		end := i
		for end < len(text) {
			r, size := utf8.DecodeRune(text[end:])
			if !unicode.IsLetter(r) || unicode.Is(unicode.Han, r) {
				break
			}
			end += size
		}
		if end > i && !w.open {
			return 0
		}
		i = end
	}
	return i
}

// small is unicode.ToLower, which is slow for the letters that texts consist of.
func small(r rune) rune {
	switch {
	case r >= 'А' && r <= 'Я', r >= 'A' && r <= 'Z':
		return r + 0x20
	case r >= 0x400 && r <= 0x40F:
		return r + 0x50
	case r >= 'а' && r <= 'я', r >= 0x4E00:
		return r
	}
	return unicode.ToLower(r)
}

// nextWord skips what may stand between the words of a name.
func nextWord(text []byte, i int) int {
	for i < len(text) {
		r, size := utf8.DecodeRune(text[i:])
		if r != ' ' && r != '\n' && r != '\u00a0' && !strings.ContainsRune("«»„“”\"", r) {
			break
		}
		i += size
	}
	return i
}
