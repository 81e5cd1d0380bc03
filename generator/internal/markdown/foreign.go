package markdown

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// appendRuns appends text as HTML and wraps the runs of foreign scripts in it.
func (w *writer) appendRuns(dst, text []byte) []byte {
	for i := range w.o.Foreign {
		f := &w.o.Foreign[i]
		start, end := f.run(text)
		if end == 0 {
			continue
		}
		// What stands before the run may hold other scripts, as may what follows.
		dst = w.appendRuns(dst, text[:start])
		dst = append(dst, `<span lang="`...)
		dst = append(appendAttribute(dst, f.Tag), `">`...)
		dst = append(appendText(dst, text[start:end]), "</span>"...)
		return w.appendRuns(dst, text[end:])
	}
	return appendText(dst, text)
}

// stirring returns the bytes with which something may begin that is not printed
// as it stands in the source: a letter of a foreign script, an escape, what
// HTML or the checks of texts look for.
func stirring(foreign []Foreign) (table [256]bool) {
	table = restless
	mark := func(lo, hi rune) {
		var first, last [utf8.UTFMax]byte
		utf8.EncodeRune(first[:], lo)
		utf8.EncodeRune(last[:], hi)
		for c := first[0]; c <= last[0]; c++ {
			table[c] = true
		}
	}
	for _, f := range foreign {
		for _, r := range f.Script.R16 {
			mark(rune(r.Lo), rune(r.Hi))
		}
		for _, r := range f.Script.R32 {
			mark(rune(r.Lo), rune(r.Hi))
		}
	}
	return table
}

// restless are the bytes that stir any text.
var restless = func() (table [256]bool) {
	for c := range table {
		table[c] = escapes[c] != "" || bytes.IndexByte([]byte(`*[]\`), byte(c)) >= 0
	}
	return table
}()

// calm reports whether text is printed as it stands in the source: no check, no
// escape and no foreign script has anything to do with it. Most text is calm,
// and need not be read once for each of them: a fifth of the time.
func (w *writer) calm(text []byte) bool {
	for i := 0; i < len(text); i++ {
		c := text[i]
		if !w.stirring[c] {
			continue
		}
		if c < utf8.RuneSelf {
			return false
		}
		r, size := utf8.DecodeRune(text[i:])
		for j := range w.o.Foreign {
			if w.o.Foreign[j].has(r) {
				return false
			}
		}
		i += size - 1
	}
	return true
}

// run returns the range of the first run of the script in text, or zeros. A run
// begins and ends with a letter of the script; spaces, digits and punctuation
// between its letters belong to it. So do digits that touch it, and the marks
// that are written with it: full-width ones with Chinese, guillemets that
// enclose it.
func (f *Foreign) run(text []byte) (start, end int) {
	start = -1
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(text[i:])
		}
		switch {
		case f.has(r):
			if start < 0 {
				start = i
			}
			end = i + size
		case start >= 0 && unicode.IsLetter(r):
			return widen(text, start, end)
		}
		i += size
	}
	if start < 0 {
		return 0, 0
	}
	return widen(text, start, end)
}

// has reports whether r is a letter of the script. The ends of the ranges tell
// most others apart without a search.
func (f *Foreign) has(r rune) bool {
	if r16 := f.Script.R16; len(r16) > 0 && (r < rune(r16[0].Lo) || r > rune(r16[len(r16)-1].Hi) && r <= 0xFFFF) {
		return false
	}
	return unicode.Is(f.Script, r) && (unicode.IsLetter(r) || r == '〇')
}

// widen takes into a run what touches it and belongs to it.
func widen(text []byte, start, end int) (int, int) {
	first, _ := utf8.DecodeRune(text[start:])
	belongs := func(r rune) bool {
		return r >= '0' && r <= '9' || isCJK(first) && isCJK(r) && !unicode.IsLetter(r)
	}
	for start > 0 {
		r, size := utf8.DecodeLastRune(text[:start])
		if !belongs(r) {
			break
		}
		start -= size
	}
	for end < len(text) {
		r, size := utf8.DecodeRune(text[end:])
		if !belongs(r) {
			break
		}
		end += size
	}
	return enclose(text, start, end)
}

// enclose takes into a run the guillemets around it, and the other half of a
// pair whose first or second half stands in it.
func enclose(text []byte, start, end int) (int, int) {
	for _, pair := range [...][2]string{{"«", "»"}, {"(", ")"}} {
		opening, closing := []byte(pair[0]), []byte(pair[1])
		opens := bytes.Count(text[start:end], opening) - bytes.Count(text[start:end], closing)
		before, behind := bytes.HasSuffix(text[:start], opening), bytes.HasPrefix(text[end:], closing)
		whole := before && behind && pair[0] == "«"
		if before && (opens < 0 || whole) {
			start -= len(opening)
		}
		if behind && (opens > 0 || whole) {
			end += len(closing)
		}
	}
	return start, end
}

func lastRune(text []byte) rune {
	r, _ := utf8.DecodeLastRune(text)
	return r
}
