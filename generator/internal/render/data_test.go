package render

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"diglot/generator/internal/view"
)

func agreements() view.Dataset {
	return view.Dataset{
		Name: "agreements", Titles: []view.DataText{{Key: "uk", Text: "Реєстр угод"}, {Key: "zh", Text: "协议名录"}},
		Licence: view.Licence{Name: "CC0-1.0", URL: "https://creativecommons.org/publicdomain/zero/1.0/"},
		URL:     "https://alliance.example/data/agreements.json", Schema: "https://alliance.example/data/agreements.schema.json", Languages: ukrainianAndChinese,
		Columns: []view.Column{
			{Name: "id", Shape: "text"}, {Name: "name", Shape: "texts"}, {Name: "parties", Shape: "list"},
			{Name: "dateSigned", Shape: "text", Sourced: true}, {Name: "scope", Shape: "lists"},
			{Name: "documents", Shape: "number"}, {Name: "needsReview", Shape: "boolean"},
		},
		Rows: [][]view.Cell{
			{
				{Text: "khpi-dlpu"}, {Texts: []view.DataText{{Key: "uk", Text: "Угода: ХПІ, Далянь"}, {Key: "zh", Text: "合作协议"}}},
				{Items: []string{"khpi", "dlpu"}}, {Text: "2021-06-23", Certainty: "derived", Source: "https://alliance.example/id/announcement/khpi"},
				{Texts: []view.DataText{{Key: "uk", Items: []string{"обміни", "проєкти; програми"}}, {Key: "zh", Items: []string{"师生交流", "项目"}}}},
				{Text: "2"}, {Text: "true"},
			},
			{{Text: "b"}, {}, {}, {Certainty: "notStated"}, {}, {}, {}},
		},
	}
}

func TestDataJSONHasOneRecordToALine(t *testing.T) {
	got, err := DataJSON(agreements())
	if err != nil {
		t.Fatal(err)
	}
	differs(t, string(got), `{"dataset":"agreements","url":"https://alliance.example/data/agreements.json","schema":"https://alliance.example/data/agreements.schema.json","title":{"uk":"Реєстр угод","zh":"协议名录"},"description":{},"licence":"CC0-1.0","licenceUrl":"https://creativecommons.org/publicdomain/zero/1.0/","languages":{"uk":"uk","zh":"zh-Hans"},"records":[
{"id":"khpi-dlpu","name":{"uk":"Угода: ХПІ, Далянь","zh":"合作协议"},"parties":["khpi","dlpu"],"dateSigned":{"value":"2021-06-23","certainty":"derived","source":"https://alliance.example/id/announcement/khpi"},"scope":{"uk":["обміни","проєкти; програми"],"zh":["师生交流","项目"]},"documents":2,"needsReview":true},
{"id":"b","name":{},"parties":[],"dateSigned":{"value":null,"certainty":"notStated","source":null},"scope":{},"documents":null,"needsReview":null}
]}
`)
}

func TestDataCSVHasAColumnForEveryLanguage(t *testing.T) {
	got, err := DataCSV(agreements())
	if err != nil {
		t.Fatal(err)
	}
	differs(t, string(got), strings.ReplaceAll("\uFEFF"+`id,name_uk,name_zh,parties,dateSigned,dateSigned_certainty,dateSigned_source,scope_uk,scope_zh,documents,needsReview,licence
khpi-dlpu,"Угода: ХПІ, Далянь",合作协议,khpi; dlpu,2021-06-23,derived,https://alliance.example/id/announcement/khpi,обміни; проєкти\; програми,师生交流; 项目,2,true,CC0-1.0
b,,,,,notStated,,,,,,CC0-1.0
`, "\n", "\r\n"))
}

func TestFormulasInACellAreDisarmed(t *testing.T) {
	for cell, want := range map[string]string{
		"=cmd()": "'=cmd()", "+380441234567": "'+380441234567", "@SUM(A1)": "'@SUM(A1)", "\tx": "'\tx", "-3": "-3", "-3.50": "-3.50",
		"-cmd": "'-cmd", "-3+1": "'-3+1", "--3": "'--3", "＝1": "'＝1", " =1": " '=1", "'=1": "''=1", `"=1"`: `'"=1"`, "a; =1": "a; '=1",
		"a; -1; -b": "a; -1; '-b", "один\n=1": "один\n'=1", "a\r=1": "a\n'=1", "ʼ95": "ʼ95", "'95": "'95", "a=b": "a=b", "2021-06-23": "2021-06-23", "": "",
	} {
		if got := field(cell); got != want {
			t.Errorf("field(%q) = %q, want %q", cell, got, want)
		}
	}
}

func TestDataThatDoesNotFitItsColumnsIsAnError(t *testing.T) {
	for what, spoil := range map[string]func(*view.Dataset){
		"short row":        func(d *view.Dataset) { d.Rows[1] = d.Rows[1][1:] },
		"number of words":  func(d *view.Dataset) { d.Rows[0][5].Text = "two" },
		"number with more": func(d *view.Dataset) { d.Rows[0][5].Text = "2,\"x\":1" },
		"boolean":          func(d *view.Dataset) { d.Rows[0][6].Text = "1" },
		"unknown shape":    func(d *view.Dataset) { d.Columns[0].Shape = "date" },
		"equal names":      func(d *view.Dataset) { d.Columns[0].Name = "name" },
		"unknown language": func(d *view.Dataset) { d.Rows[0][1].Texts[0].Key = "en" },
		"language twice":   func(d *view.Dataset) { d.Rows[0][1].Texts[0].Key = "zh" },
	} {
		d := agreements()
		spoil(&d)
		_, asJSON := DataJSON(d)
		_, asCSV := DataCSV(d)
		if asJSON == nil || asCSV == nil {
			t.Errorf("%s: JSON %v, CSV %v", what, asJSON, asCSV)
		}
	}
}

// anyTable draws a table of one row with every shape.
func anyTable(t *rapid.T) view.Dataset {
	list := func(label string) []string {
		return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string { return someText(t, label) }), 0, 4).Draw(t, label)
	}
	d := agreements()
	d.Rows = [][]view.Cell{{
		{Text: anyText(t, "id")}, {Texts: []view.DataText{{Key: "uk", Text: anyText(t, "uk")}, {Key: "zh", Text: anyText(t, "zh")}}},
		{Items: list("parties")}, {Text: anyText(t, "date"), Certainty: view.Certainty(anyText(t, "certainty")), Source: anyText(t, "source")},
		{Texts: []view.DataText{{Key: "zh", Items: list("scope")}}}, {Text: fmt.Sprint(rapid.Int().Draw(t, "n"))}, {Text: "false"},
	}}
	return d
}

// Planted bugs this test has caught: U+0000 written as it is; the quotation
// mark unescaped; a byte that is not UTF-8 passed through; U+2028 written as it
// is; "<" written as it is; the source in place of the certainty.
func TestDataJSONGivesAnyTextBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := anyTable(rt)
		out, err := DataJSON(d)
		if err != nil {
			rt.Fatal(err)
		}
		var got struct {
			Records []struct {
				ID         string
				Name       map[string]string
				Parties    []string
				DateSigned struct{ Value, Certainty, Source string }
				Scope      map[string][]string
				Documents  json.Number
			}
		}
		if err := json.Unmarshal(out, &got); err != nil || len(got.Records) != 1 {
			rt.Fatalf("%v in\n%s", err, out)
		}
		if bytes.Count(out, []byte("\n")) != 3 || !utf8.Valid(out) || bytes.ContainsAny(out, "<\x00\x7f\u2028\u2029") {
			rt.Fatalf("more lines than records, or a bare character:\n%q", out)
		}
		row, r := d.Rows[0], got.Records[0]
		texts := func(list []string) string { return repaired(fmt.Sprintf("%q", list), func(rune) bool { return false }) }
		all := [][2]string{
			{r.ID, row[0].Text}, {r.Name["uk"], row[1].Texts[0].Text}, {r.Name["zh"], row[1].Texts[1].Text},
			{strings.Join(r.Parties, "\x00"), strings.Join(row[2].Items, "\x00")}, {r.DateSigned.Value, row[3].Text},
			{r.DateSigned.Certainty, string(row[3].Certainty)}, {r.DateSigned.Source, row[3].Source},
			{strings.Join(r.Scope["zh"], "\x00"), strings.Join(row[4].Texts[0].Items, "\x00")}, {r.Documents.String(), row[5].Text},
		}
		for _, pair := range all {
			if want := repaired(pair[1], func(rune) bool { return false }); pair[0] != want {
				rt.Fatalf("got %q, want %q in %s", pair[0], want, texts(r.Parties))
			}
		}
	})
}

// Planted bugs this test has caught: the apostrophe left out after a semicolon;
// an item's semicolon and backslash unescaped; no apostrophe where the text
// itself begins with one, or with a quotation mark, before a sign; signs in full
// width passed over; a lone carriage return kept.
func TestDataCSVGivesAnyTextBackAndStartsNoFormula(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := anyTable(rt)
		out, err := DataCSV(d)
		if err != nil {
			rt.Fatal(err)
		}
		body, ok := bytes.CutPrefix(out, []byte("\uFEFF"))
		records, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
		if err != nil || !ok || len(records) != 2 {
			rt.Fatalf("%d records, %v in\n%s", len(records), err, out)
		}
		row, got := d.Rows[0], records[1]
		want := []string{row[0].Text, row[1].Texts[0].Text, row[1].Texts[1].Text, "", row[3].Text, string(row[3].Certainty), row[3].Source, "", "", row[5].Text, "false", d.Licence.Name}
		for i, cell := range got {
			startsNoFormula(rt, cell)
			if i != 3 && i != 8 && armed(cell) != asTyped(icsOracle(want[i])) {
				rt.Fatalf("got %q, want %q", armed(cell), asTyped(icsOracle(want[i])))
			}
		}
		for i, items := range map[int][]string{3: row[2].Items, 8: row[4].Texts[0].Items} {
			var clean []string
			for _, s := range items {
				clean = append(clean, asTyped(icsOracle(s)))
			}
			if list := splitList(armed(got[i])); !slices.Equal(list, clean) {
				rt.Fatalf("got %q, want %q", list, clean)
			}
		}
	})
}

// startsNoFormula fails the test if a spreadsheet that divides lines at
// semicolons would find a formula in a cell.
func startsNoFormula(t *rapid.T, cell string) {
	for part := range strings.FieldsFuncSeq(cell, func(r rune) bool { return r == ';' || r == '\n' }) {
		part = strings.TrimLeft(part, " \"\u00A0\u3000\u200B\uFEFF")
		if part != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", []rune(part)[0]) && !json.Valid([]byte(part)) {
			t.Fatalf("a formula begins in %q", cell)
		}
	}
}

// armed takes back what disarmFormulas did, as its comment tells readers.
func armed(cell string) string {
	parts := strings.FieldsFunc(strings.NewReplacer(";", ";\x00", "\n", "\n\x00").Replace(cell), func(r rune) bool { return r == 0 })
	for i, part := range parts {
		words := strings.TrimLeft(part, " ")
		start := strings.TrimLeft(words, " '\"\u00A0\u3000\u200B\uFEFF")
		if start != "" && words[0] == '\'' && strings.ContainsRune("=+-@\t＝＋－＠", []rune(start)[0]) {
			parts[i] = part[:len(part)-len(words)] + words[1:]
		}
	}
	return strings.Join(parts, "")
}

// splitList reads a list out of one cell.
func splitList(cell string) (items []string) {
	if cell == "" {
		return nil
	}
	var item strings.Builder
	for i := 0; i < len(cell); i++ {
		switch {
		case cell[i] == '\\':
			i++
			item.WriteByte(cell[i])
		case strings.HasPrefix(cell[i:], "; "):
			items = append(items, item.String())
			item.Reset()
			i++
		default:
			item.WriteByte(cell[i])
		}
	}
	return append(items, item.String())
}

func TestDataIndexNamesEveryFileWithItsLicence(t *testing.T) {
	cc0 := view.Licence{Name: "CC0-1.0"}
	got := DataIndex(view.DataIndex{Titles: []view.DataText{{Key: "zh", Text: "开放数据"}}, Pages: []view.DataText{{Key: "zh", Text: "https://alliance.example/zh/data/"}}, Licence: cc0, Files: []view.DataFile{
		{URL: "https://alliance.example/data/members.csv", Type: "text/csv", Dataset: "members", Description: []view.DataText{{Key: "uk", Text: "Учасники"}}, Licence: cc0, Records: 12},
		{URL: "https://alliance.example/data/graph.jsonld", Type: "application/ld+json", Dataset: "graph", Licence: cc0, Records: 40},
	}})
	differs(t, string(got), `{"title":{"zh":"开放数据"},"pages":{"zh":"https://alliance.example/zh/data/"},"licence":"CC0-1.0","licenceUrl":null,"files":[
{"url":"https://alliance.example/data/members.csv","type":"text/csv","dataset":"members","title":{},"description":{"uk":"Учасники"},"licence":"CC0-1.0","licenceUrl":null,"records":12},
{"url":"https://alliance.example/data/graph.jsonld","type":"application/ld+json","dataset":"graph","title":{},"description":{},"licence":"CC0-1.0","licenceUrl":null,"records":40}
]}
`)
}

func TestDataGraphHasOneNodeToALine(t *testing.T) {
	got := DataGraph(view.Graph{Context: "https://schema.org", Nodes: []string{`{"@id":"a"}`, `{"@id":"b"}`}})
	differs(t, string(got), `{"@context":"https://schema.org","@graph":[
{"@id":"a"},
{"@id":"b"}
]}
`)
	if !json.Valid(got) {
		t.Error("it is not JSON")
	}
}
