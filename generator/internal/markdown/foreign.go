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

// run returns the range of the first run of the script in text, or zeros. A run
// begins and ends with a letter of the script; spaces, digits and punctuation
// between its letters belong to it. So do digits that touch it, and the marks
// that are written with it: full-width ones with Chinese, guillemets that
// enclose it.
func (f *Foreign) run(text []byte) (start, end int) {
	start = -1
	for i := f.skip(text); i < len(text); {
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

// skip returns the offset of the first byte with which a letter of the script
// may begin: a script beyond U+07FF takes three bytes a letter or more.
func (f *Foreign) skip(text []byte) (i int) {
	const threeBytes = 0xE0 // first byte of the first such sequence
	if r16 := f.Script.R16; len(r16) > 0 && r16[0].Lo < 0x800 {
		return 0
	}
	for i < len(text) && text[i] < threeBytes {
		i++
	}
	return i
}

// has reports whether r is a letter of the script. The first range tells most
// others apart without a search.
func (f *Foreign) has(r rune) bool {
	if r16 := f.Script.R16; len(r16) > 0 && r < rune(r16[0].Lo) {
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
