package lang

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestNearestIsWhatWasMeant(t *testing.T) {
	ids := []string{"khpi", "dlpu", "dlut", "onu", "dateSigned", "signedAt", "opening-2021-06-23", "ceremony", "uk"}
	for word, want := range map[string]string{
		"kphi": "khpi", "khpі": "khpi", "КНРІ": "khpi", "kpi": "khpi", "dplu": "dlpu", "DLUT": "dlut", "datesigned": "dateSigned",
		"date_signed": "dateSigned", "signetAt": "signedAt", "cermony": "ceremony", "opening-2021-6-23": "opening-2021-06-23", "onu ": "onu", "uк": "uk",
		"ｋｈｐｉ": "khpi", "ua": "", "": "", "xxxx": "", "alliance": "", "op": "",
	} {
		if got, found := Nearest(word, ids); got != want || found != (want != "") {
			t.Errorf("%q: %q %v, want %q", word, got, found, want)
		}
	}
	if got, _ := Nearest("Вiтренко", []string{"Вітер", "Вітренко"}); got != "Вітренко" {
		t.Errorf("Latin i in a Ukrainian word: %q", got)
	}
	if got, _ := Nearest("signedat", []string{"signedxx", "zignedat"}); got != "zignedat" {
		t.Errorf("a like beginning goes before a smaller distance: %q", got)
	}
}

// Planted bugs this test has caught: the last of equals winning; a bound that
// cut off the swap of two letters.
func TestNearestFindsOneSlipAndKeepsItsAnswer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[ab]{3,7}`).Draw(t, "word")
		others := rapid.SliceOfN(rapid.StringMatching(`[abx]{3,8}`), 0, 9).Draw(t, "others")
		slip := []rune(word)
		switch i := rapid.IntRange(0, len(slip)-2).Draw(t, "place"); rapid.IntRange(0, 2).Draw(t, "slip") {
		case 0:
			slip[i], slip[i+1] = slip[i+1], slip[i]
		case 1:
			slip[i] = 'x'
		case 2:
			slip = slices.Insert(slip, i, 'x')
		}
		got, found := Nearest(string(slip), append(others, word))
		if d, near := distance(slip, []rune(got), 1); !found || !near {
			t.Fatalf("%q for %q is %d away", got, string(slip), d)
		}
		least, _ := distance(slip, []rune(got), 1)
		if slices.ContainsFunc(others, func(o string) bool { d, near := distance(slip, []rune(o), 1); return near && d < least }) {
			t.Fatalf("%q for %q, but %q has a nearer one", got, string(slip), others)
		}
		slices.Reverse(others)
		if again, _ := Nearest(string(slip), append([]string{word}, others...)); again != got {
			t.Fatalf("%q, in another order %q", got, again)
		}
	})
}
