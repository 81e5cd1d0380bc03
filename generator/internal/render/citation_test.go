package render

import (
	"encoding/json"
	"strings"
	"testing"

	"diglot/generator/internal/view"
)

var cited = view.Citation{
	Key: "agreement-khpi-dlpu-uk", Title: "Угода №\u00a05 {A} & 100\u00a0%", Site: "Альянс", URL: "https://a.example/uk/agreements/x/",
	Lang: "uk", Year: "2021", Month: "06", Day: "23", Summary: "Обміни\nта дипломи",
}

func TestCitationAsBibTeX(t *testing.T) {
	got, err := Citation("cite.bib", cited)
	if err != nil {
		t.Fatal(err)
	}
	want := "@misc{agreement-khpi-dlpu-uk,\n  title = {{Угода № 5 \\{A\\} \\& 100 \\%}},\n  author = {{Альянс}},\n  year = {2021},\n  month = {06},\n" +
		"  day = {23},\n  abstract = {Обміни та дипломи},\n  langid = {uk},\n  url = {https://a.example/uk/agreements/x/}\n}\n"
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestCitationAsRIS(t *testing.T) {
	c := cited
	c.Title = "Угода\r\nER  - \r\nTY  - BOOK"
	got, err := Citation("cite.ris", c)
	if err != nil {
		t.Fatal(err)
	}
	want := "TY  - ELEC\r\nTI  - Угода ER - TY - BOOK\r\nAU  - Альянс\r\nPY  - 2021\r\nDA  - 2021/06/23\r\nAB  - Обміни та дипломи\r\n" +
		"LA  - uk\r\nUR  - https://a.example/uk/agreements/x/\r\nER  - \r\n"
	if string(got) != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestCitationAsCSLJSON(t *testing.T) {
	for parts, want := range map[string][]int{"2021 06 23": {2021, 6, 23}, "2021 06 ": {2021, 6}, "2021  ": {2021}, "  ": nil} {
		c := cited
		p := strings.Split(parts, " ")
		c.Year, c.Month, c.Day = p[0], p[1], p[2]
		b, err := Citation("cite.json", c)
		if err != nil {
			t.Fatal(err)
		}
		var items []struct {
			Title, Type string
			Issued      *struct {
				Parts [][]int `json:"date-parts"`
			}
		}
		if err := json.Unmarshal(b, &items); err != nil || len(items) != 1 || items[0].Title != asTyped(cited.Title) || items[0].Type != "webpage" {
			t.Fatalf("%s: %v, %+v", b, err, items)
		}
		switch issued := items[0].Issued; {
		case want == nil && issued != nil, want != nil && (issued == nil || len(issued.Parts[0]) != len(want)):
			t.Errorf("%q: issued %+v, want %v", parts, issued, want)
		case want != nil:
			for i := range want {
				if issued.Parts[0][i] != want[i] {
					t.Errorf("%q: issued %v, want %v", parts, issued.Parts, want)
				}
			}
		}
	}
}

func TestCitationNeedsAnAddressOfTheWeb(t *testing.T) {
	c := cited
	c.URL = "javascript:alert(1)"
	for _, name := range []string{"cite.bib", "cite.ris", "cite.json"} {
		if _, err := Citation(name, c); err == nil {
			t.Errorf("%s: %s was written", name, c.URL)
		}
	}
}
