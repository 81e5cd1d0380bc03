package search

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// The stemmer of Ukrainian is light: it has to give the forms of a word one
// stem, and different words different ones where it can; the stem need not be
// the word's own. layouts/search.js has the same tables.

// whole are words whose stem is not found by rule.
var whole = wordMap(`день дня дню днем дні днів дням днями днях = дн | рівень рівня рівню рівнем рівні рівнів рівнях рівнями = рівн |
	тиждень тижня тижні тижнів тижнем = тижн | ступінь ступеня ступеню ступенем ступені ступенів ступеням ступенями ступенях = ступ |
	січень = сочн | червень = червн | липень = липн | серпень = серпн | вересень = вересн | жовтень = жовтн | квітень = квотн |
	травень = травн | грудень = грудн | березень = березн | людина людини людині людину людиною люди людей людям людьми людях = люд |
	імя імені іменем імена імен іменам іменами іменах імям = імен | ім = імен | осінь осені осінню = осін |
	камінь каменю каменя = камен | захід заходу заходом заході заходи заходів заходам заходами заходах = заход`)

// wordMap reads words and their stem, groups apart.
func wordMap(table string) map[string]string {
	m := map[string]string{}
	for group := range strings.SplitSeq(table, "|") {
		words, stem, _ := strings.Cut(group, "=")
		for w := range strings.FieldsSeq(words) {
			m[w] = strings.TrimSpace(stem)
		}
	}
	return m
}

// endings are those of cases, numbers and persons; of several the longest.
var endings = longestFirst(`ієві іями ями ами ові еві єві ого ього ому ьому ими іми ією єю ьою ою ею ієм іям іях ія ії ію іє ій ий ей
	ам ям ах ях ом ем єм им ім їм их іх їх ої ьої ую юю ує ують юють уючи а е и і о у ю я є ї ь й`)

// suffixes are taken off behind the endings, at most two. What is before the
// colon is how many letters must remain.
var suffixes = longestFirst(`івськ ївськ овськ евськ єв ів їв ов ев ськ ам ом ям ем им ім`)
var verbal = longestFirst(`увал ював ував уват юват анн енн янн ан ен ян ал ил ав ив ат ит`)

func longestFirst(list string) []string {
	words := strings.Fields(list)
	slices.SortStableFunc(words, func(a, b string) int { return utf8.RuneCountInString(b) - utf8.RuneCountInString(a) })
	return words
}

// Stem returns the stem of a folded word. Words that are not written in
// Cyrillic letters are their own.
func Stem(word string) string {
	if r, _ := utf8.DecodeRuneInString(word); r < 0x400 || r > 0x52F {
		return word
	}
	if s, ok := whole[word]; ok {
		return s
	}
	w := word
	for _, reflexive := range []string{"ся", "сь"} {
		w = cut(w, reflexive, 4)
	}
	w = cutFirst(w, endings, 3)
	for range 2 {
		before := w
		if w = cutFirst(w, suffixes, 3); w == before {
			w = cutFirst(w, verbal, 4)
		}
		w = cut(cut(cut(w, "ь", 3), "й", 3), "е", 3)
	}
	return settled(w)
}

// cut takes an ending off where so many letters remain.
func cut(w, ending string, remain int) string {
	if s, ok := strings.CutSuffix(w, ending); ok && utf8.RuneCountInString(s) >= remain {
		return s
	}
	return w
}

// cutFirst takes off the first of the endings that the word has.
func cutFirst(w string, list []string, remain int) string {
	for _, e := range list {
		if s := cut(w, e, remain); s != w {
			return s
		}
	}
	return w
}

// settled undoes what the end of a stem changes to: розвит(о)к, кін(е)ць,
// Прага – Празі, політехніка – політехніці, Київ – Києва, договір – договору.
func settled(w string) string {
	r := []rune(w)
	if n := len(r); n > 3 && (r[n-1] == 'к' || r[n-1] == 'ц') && strings.ContainsRune("оеє", r[n-2]) {
		if r[n-2] == 'є' {
			r[n-2] = 'й'
		} else {
			r[n-2] = r[n-1]
			r = r[:n-1]
		}
	}
	last := len(r) - 1
	switch r[last] {
	case 'ц':
		r[last] = 'к'
	case 'з':
		r[last] = 'г'
	}
	for i := last; i > 0; i-- {
		switch {
		case !strings.ContainsRune("аеиіоуюяєї", r[i]):
			continue
		case r[i] == 'і' && i < last:
			r[i] = 'о'
		case r[i] == 'ї' && i < last:
			r[i] = 'є'
		}
		break
	}
	return string(r)
}
