package search

import (
	"os"
	"strings"
	"testing"
)

// lines reads the lines of words of a file.
func lines(t *testing.T, name string) (list [][]string) {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		if words := strings.Fields(line); len(words) > 1 && words[0] != "#" {
			list = append(list, words)
		}
	}
	return list
}

// stemOf is the one term of a word.
func stemOf(t *testing.T, word string) string {
	t.Helper()
	list := Terms(word)
	if len(list) != 1 {
		t.Fatalf("%s has the terms %q", word, list)
	}
	return list[0]
}

// Planted bugs this test has caught: settled without і as о; suffixes taken off
// once.
func TestFormsOfAWordHaveOneStem(t *testing.T) {
	forms := 0
	for _, words := range lines(t, "stems.txt") {
		want := stemOf(t, words[0])
		for _, w := range words[1:] {
			forms++
			if have := stemOf(t, w); have != want {
				t.Errorf("%s: %s, %s: %s", words[0], want, w, have)
			}
		}
	}
	if forms < 500 {
		t.Errorf("only %d forms were compared", forms)
	}
}

func TestOtherWordsKeepStemsOfTheirOwn(t *testing.T) {
	for _, words := range lines(t, "apart.txt") {
		for i, a := range words {
			for _, b := range words[i+1:] {
				if stemOf(t, a) == stemOf(t, b) {
					t.Errorf("%s and %s: %s", a, b, stemOf(t, a))
				}
			}
		}
	}
}

func TestWordsAreFolded(t *testing.T) {
	for written, want := range map[string]string{
		"п’ять":             "пят",
		"П'ЯТЬ":             "пят",
		"пʼять":             "пят",
		"п`ять":             "пят",
		"Ґалаґан":           "галаг",
		"Université":        "universite",
		"ＤＡＬＩＡＮ":            "dalian",
		"Dàlián":            "dalian",
		"Straße":            "strasse",
		"Харкі\u0301в":      "харк",
		"大连理工":              "大连 连理 理工 工",
		"学":                 "学",
		"НТУ «ХПІ»":         "нту хпі",
		"1+N":               "1 n",
		"2021年6月":           "2021 年 6 月",
		"Південно-Західний": "повд заходн",
		"":                  "",
		"—«»":               "",
		"'":                 "",
	} {
		if have := strings.Join(Terms(written), " "); have != want {
			t.Errorf("%q is %q and not %q", written, have, want)
		}
	}
}
