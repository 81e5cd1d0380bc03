package lang

import (
	"strings"
)

// Nearest returns the candidate that an author most likely meant by a word:
// the one at the smallest distance, counting an insertion, a deletion, a
// replacement and a swap of neighbours as one each (optimal string alignment).
// Case, full width, hyphen or underscore, and Cyrillic letters that look like
// Latin ones make no difference. Beyond one slip for every three letters, or
// three slips, nothing is near. Of several the one that begins most like the
// word wins, then the first in order of code points.
func Nearest(word string, candidates []string) (string, bool) {
	want := fold(word)
	best, limit, shared := "", min(len(want)/3, 3), -1
	if len(want) >= 3 {
		limit = max(limit, 1)
	}
	found := false
	for _, candidate := range candidates {
		have := fold(candidate)
		d, near := distance(want, have, limit)
		if !near {
			continue
		}
		same := commonPrefix(want, have)
		if !found || d < limit || same > shared || same == shared && candidate < best {
			best, limit, shared, found = candidate, d, same, true
		}
	}
	return best, found
}

// lookAlikes are the small Cyrillic letters that a reader cannot tell from
// Latin ones, in either case.
var lookAlikes = strings.NewReplacer(
	"а", "a", "в", "b", "е", "e", "і", "i", "ј", "j", "к", "k", "м", "m", "н", "h",
	"о", "o", "р", "p", "с", "c", "ѕ", "s", "т", "t", "у", "y", "х", "x", "_", "-", " ", "-")

func fold(s string) []rune {
	return []rune(lookAlikes.Replace(strings.ToLower(Narrow(s))))
}

func commonPrefix(a, b []rune) (n int) {
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// distance returns how many slips lie between two words, if at most limit.
func distance(a, b []rune, limit int) (int, bool) {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return 0, false
	}
	var older []int
	old := make([]int, len(b)+1)
	for j := range old {
		old[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(old[j]+1, row[j-1]+1, old[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], older[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > limit {
			return 0, false
		}
		older, old = old, row
	}
	return old[len(b)], old[len(b)] <= limit
}
