package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Names are the names that a heading keeps together on one line. They never
// change and serve many goroutines at once.
type Names struct {
	byBeginning map[string][][]word
}

// Part is a piece of a text.
type Part struct {
	Text string
	Name bool // it is a name, with the signs that touch it
}

// word is a word of a text, or a Chinese character, and where it stands.
type word struct {
	text       string
	start, end int
}

// NewNames takes names in one language. Those of one word stay together anyhow.
func NewNames(names []string) *Names {
	n := &Names{byBeginning: map[string][][]word{}}
	for _, name := range names {
		if words := appendWords(nil, name); len(words) > 1 {
			b := beginning(words[0].text)
			n.byBeginning[b] = append(n.byBeginning[b], words)
		}
	}
	return n
}

// Split returns a text in parts: the longest names, and what is between them.
// Joined, they are the text. A name is known in every case of its declension.
func (n *Names) Split(text string) []Part {
	var parts []Part
	words, done := appendWords(make([]word, 0, 64), text), 0 // most headings are shorter
	for i := 0; i < len(words); i++ {
		longest := 0
		for _, name := range n.byBeginning[beginning(words[i].text)] {
			if len(name) > longest && begins(words[i:], name) {
				longest = len(name)
			}
		}
		if longest == 0 || words[i].start < done {
			continue
		}
		start, end := touching(text, done, words[i].start, words[i+longest-1].end)
		if start > done {
			parts = append(parts, Part{Text: text[done:start]})
		}
		parts = append(parts, Part{text[start:end], true})
		done, i = end, i+longest-1
	}
	if done < len(text) {
		parts = append(parts, Part{Text: text[done:]})
	}
	return parts
}

// appendWords appends the words of a text. An apostrophe or a hyphen within a
// word belongs to it.
func appendWords(words []word, text string) []word {
	start := -1
	flush := func(end int) {
		if start >= 0 {
			words = append(words, word{text[start:end], start, end})
		}
		start = -1
	}
	for i, r := range text {
		switch {
		case isHan(r):
			flush(i)
			end := i + utf8.RuneLen(r)
			words = append(words, word{text[i:end], i, end})
		case isLetter(r) || unicode.IsDigit(r) || start >= 0 && (r == '-' || r == '’' || r == '\''):
			if start < 0 {
				start = i
			}
		default:
			flush(i)
		}
	}
	flush(len(text))
	return words
}

// beginning is what no case changes of a word: its first three letters.
func beginning(text string) string {
	n := 0
	for i := range text {
		if n++; n > 3 {
			return text[:i]
		}
	}
	return text
}

// begins reports whether a text begins with the words of a name.
func begins(text, name []word) bool {
	if len(text) < len(name) {
		return false
	}
	for i := range name {
		if !declines(text[i].text, name[i].text) {
			return false
		}
	}
	return true
}

// declines reports whether two words are one but for an ending of at most
// three letters, as «український» and «українського».
func declines(a, b string) bool {
	if a == b {
		return true
	}
	common := 0
	for common < len(a) && common < len(b) && a[common] == b[common] {
		common++
	}
	for common > 0 && common < len(a) && !utf8.RuneStart(a[common]) {
		common--
	}
	const ending = 3 // letters
	return utf8.RuneCountInString(a[:common]) >= ending &&
		utf8.RuneCountInString(a[common:]) <= ending && utf8.RuneCountInString(b[common:]) <= ending
}

// bond is the gap at which no line breaks.
const bond = "\u00a0"

// touching widens a name by the signs that touch it: quotation marks around it,
// a comma behind it. A line may break between Chinese characters, so there it
// ends with the sign. What a no-break space binds to a name belongs to it too:
// a browser breaks a line beside what is kept together, whatever stands there.
func touching(text string, least, start, end int) (int, int) {
	for start > least {
		r, size := utf8.DecodeLastRuneInString(text[:start])
		if !strings.ContainsRune("«„“‘(（《", r) {
			break
		}
		start -= size
	}
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if !strings.ContainsRune("»“”’)）》,.;:!?，。；：！？、", r) {
			break
		}
		end += size
	}
	if strings.HasSuffix(text[least:start], bond) {
		start = max(least, 1+strings.LastIndexByte(text[:start], ' '))
	}
	if strings.HasPrefix(text[end:], bond) {
		to := strings.IndexByte(text[end:], ' ')
		if to < 0 {
			to = len(text) - end
		}
		end += to
	}
	return start, end
}
