package view

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"diglot/generator/internal/record"
)

// The fields of the schema that no table has, and why.
var notInTables = map[string]string{
	"draft": "a draft is not published", "embargoUntil": "it is over once the record is published",
	"slug": "the column page has the address", "aliases": "the column page has the address",
	"translationOf": "hashes of paragraphs, for the authors' tools",
	"sortKey":       "how lists are sorted", "sortName": "how lists are sorted",
}

// Planted bugs this test has caught: the status of funds left out; the
// points of a programme without their table.
func TestEveryFactOfTheSchemaIsInATable(t *testing.T) {
	m := small(t)
	points := columnsNamed(m.dataset("programme-items"))
	for _, kind := range record.Kinds {
		columns := columnsNamed(m.dataset(kind.Section))
		for _, f := range record.Schema(kind) {
			if kind.Name == "programme" && f.Key == "item" {
				missing(t, "programme-items", points, f.Fields, "")
				continue
			}
			missing(t, kind.Section, columns, []record.Field{f}, "")
		}
	}
}

func columnsNamed(d *Dataset) map[string]Column {
	columns := map[string]Column{}
	for _, c := range d.Columns {
		columns[c.Name] = c
	}
	return columns
}

func missing(t *testing.T, table string, columns map[string]Column, fields []record.Field, group string) {
	t.Helper()
	for _, f := range fields {
		name := inGroup(group, f.Key)
		switch c, ok := columns[name]; {
		case notInTables[f.Key] != "":
			if ok {
				t.Errorf("%s has the column %s, though %s", table, name, notInTables[f.Key])
			}
		case f.Form == "group":
			missing(t, table, columns, f.Fields, name)
		case !ok:
			t.Errorf("%s has no column %s", table, name)
		case f.Fact && !c.Sourced:
			if _, told := columns[name+"Certainty"]; !told {
				t.Errorf("%s does not say how %s is known", table, name)
			}
		}
	}
}

// cell returns the cell of a column in the row of an id.
func cellIn(t *testing.T, d *Dataset, id, column string) Cell {
	t.Helper()
	at := func(name string) int {
		return slices.IndexFunc(d.Columns, func(c Column) bool { return c.Name == name })
	}
	for _, row := range d.Rows {
		if row[at("id")].Text == id {
			return row[at(column)]
		}
	}
	t.Fatalf("%s has no %s", d.Name, id)
	return Cell{}
}

func TestCellsSayHowFactsAreKnown(t *testing.T) {
	m := small(t)
	members, agreements := m.dataset("members"), m.dataset("agreements")
	base := "https://alliance.example/sub/id/"
	for _, c := range []struct {
		d          *Dataset
		id, column string
		want       string
	}{
		{members, "kpi", "identity", `{"Text":"` + base + `member/kpi"}`},
		{members, "kpi", "location", `{"Text":"` + base + `place/kyiv","Certainty":"stated"}`},
		{members, "kpi", "country", `{"Text":"UA","Certainty":"derived","Source":"` + base + `place/kyiv"}`},
		{members, "kpi", "foundingDate", `{"Text":"1898","Certainty":"derived"}`},
		{members, "kpi", "membershipSince", `{"Certainty":"notStated"}`},
		{members, "dlut", "membershipSince", `{}`},
		{members, "kpi", "identifierEdrpou", `{"Text":"02071180"}`},
		{members, "kpi", "formerNameName", `{"Texts":[{"Key":"uk","Items":["Інститут","Технікум"]},{"Key":"zh","Items":["学院","技校"]}]}`},
		{members, "kpi", "formerNameUntil", `{"Items":["1918","1950"]}`},
		{members, "kpi", "formerNameUntilCertainty", `{"Items":["stated","derived"]}`},
		{members, "kpi", "formerNameUntilSource", `{"Items":["","https://history.example/"]}`},
		{members, "kpi", "url", `{"Texts":[{"Key":"uk","Text":"https://kpi.example/"},{"Key":"zh","Text":"https://kpi.example/"}]}`},
		{members, "kpi", "imageSrc", `{"Items":["https://alliance.example/sub/media/members/kpi/gate.jpg"]}`},
		{members, "kpi", "needsReview", `{"Items":["zh"]}`},
		{members, "kpi", "source", `{"Items":["` + base + `announcement/news"]}`},
		{members, "kpi", "page", `{"Texts":[{"Key":"uk","Text":"https://alliance.example/sub/uk/members/kpi/"},{"Key":"zh","Text":"https://alliance.example/sub/zh/members/kpi/"}]}`},
		{agreements, "first", "name", `{"Texts":[{"Key":"uk","Text":"КПІ (Київ) + Даляньський університет"},{"Key":"zh","Text":"大连理工 + 基工"}]}`},
		{agreements, "first", "parties", `{"Items":["` + base + `member/kpi","` + base + `member/dlut"],"Certainty":"stated"}`},
		{agreements, "first", "dateSigned", `{"Text":"2021-06-23","Certainty":"derived","Source":"` + base + `ceremony/opening"}`},
		{agreements, "first", "signedAt", `{"Text":"` + base + `ceremony/opening","Certainty":"derived","Source":"` + base + `announcement/news"}`},
		{agreements, "second", "parties", `{"Certainty":"notStated"}`},
		{agreements, "first", "status", `{"Text":"replaced"}`},
		{m.dataset("ceremonies"), "opening", "startDate", `{"Text":"2021-06-23T09:30","Certainty":"stated"}`},
		{m.dataset("ceremonies"), "opening", "participantPerson", `{"Items":["` + base + `person/person","` + base + `person/guest"]}`},
		{m.dataset("ceremonies"), "opening", "participantCapacity", `{"Texts":[{"Key":"uk","Items":["","гість"]},{"Key":"zh","Items":["","嘉宾"]}]}`},
		{m.dataset("ceremonies"), "opening", "signingPairing", `{"Certainty":"notStated"}`},
		{m.dataset("announcements"), "local", "languages", `{"Items":["uk"]}`},
	} {
		if got := short(cellIn(t, c.d, c.id, c.column)); got != c.want {
			t.Errorf("%s of %s is\n%s, not\n%s", c.column, c.id, got, c.want)
		}
	}
}

// short writes what a cell has.
func short(c Cell) string {
	full, _ := json.Marshal(c)
	var all map[string]any
	json.Unmarshal(full, &all)
	type text struct {
		Key   string
		Text  string   `json:",omitempty"`
		Items []string `json:",omitempty"`
	}
	var texts []text
	for _, t := range c.Texts {
		texts = append(texts, text(t))
	}
	b, _ := json.Marshal(struct {
		Text      string    `json:",omitempty"`
		Items     []string  `json:",omitempty"`
		Texts     []text    `json:",omitempty"`
		Certainty Certainty `json:",omitempty"`
		Source    string    `json:",omitempty"`
	}{c.Text, c.Items, texts, c.Certainty, c.Source})
	return string(b)
}

func TestDeclaredNumbersStandBesideWhatIsListed(t *testing.T) {
	d := shippedContent(t).dataset("alliance")
	for column, want := range map[string]string{
		"claimsCountry": `{"Items":["UA","CN"]}`, "claimsMemberCount": `{"Items":["49","92"]}`, "claimsListed": `{"Items":["6","6"]}`,
		"claimsAsOf": `{"Text":"2021-07-07"}`, "claimsSource": `{"Items":["https://alliance.example/id/announcement/khpi-joins-alliance"]}`,
	} {
		if got := short(cellIn(t, d, "alliance", column)); got != want {
			t.Errorf("%s is %s", column, got)
		}
	}
}

func TestPointsOfAProgrammeAreRows(t *testing.T) {
	d := small(t).dataset("programme-items")
	if len(d.Rows) != 2 || d.Rows[1][1].Text != "2" {
		t.Fatalf("rows are %+v", d.Rows)
	}
	i := slices.IndexFunc(d.Columns, func(c Column) bool { return c.Name == "beneficiary" })
	if got := short(d.Rows[0][i]); got != `{"Texts":[{"Key":"uk","Items":["студенти","викладачі"]},{"Key":"zh","Items":["学生","教师"]}]}` {
		t.Errorf("beneficiaries are %s", got)
	}
}

func TestTablesAreWhole(t *testing.T) {
	for _, m := range []*Maker{small(t), shippedContent(t)} {
		for _, d := range datasetsOf(m) {
			names := map[string]bool{}
			for _, c := range d.Columns {
				if names[c.Name] || strings.ContainsFunc(c.Name, func(r rune) bool { return r > 'z' || r < '0' }) {
					t.Errorf("%s: the column %q", d.Name, c.Name)
				}
				names[c.Name] = true
			}
			for _, row := range d.Rows {
				if len(row) != len(d.Columns) {
					t.Errorf("%s: a row has %d cells", d.Name, len(row))
				}
				for i, c := range row {
					checkShape(t, d, d.Columns[i], c)
				}
			}
		}
	}
}

func checkShape(t *testing.T, d *Dataset, column Column, c Cell) {
	t.Helper()
	form := []bool{c.Text != "", c.Items != nil, c.Texts != nil}
	may := map[Shape][]bool{"text": {true, false, false}, "number": {true, false, false}, "boolean": {true, false, false},
		"list": {false, true, false}, "texts": {false, false, true}, "lists": {false, false, true}}[column.Shape]
	for i := range form {
		if may == nil || form[i] && !may[i] {
			t.Errorf("%s.%s: %+v is no %s", d.Name, column.Name, c, column.Shape)
			return
		}
	}
	if !column.Sourced && (c.Certainty != "" || c.Source != "") {
		t.Errorf("%s.%s says how it is known", d.Name, column.Name)
	}
	if column.Sourced && c.Certainty == "" && short(c) != "{}" {
		t.Errorf("%s.%s does not say how it is known: %+v", d.Name, column.Name, c)
	}
	for _, text := range c.Texts {
		if !slices.ContainsFunc(d.Languages, func(l Language) bool { return l.Key == text.Key }) {
			t.Errorf("%s.%s is in %q", d.Name, column.Name, text.Key)
		}
	}
}

func TestIndexListsEveryFileWithItsRecords(t *testing.T) {
	m := small(t)
	index := m.dataIndex()
	if want := 3*len(datasetsOf(m)) + 1; len(index.Files) != want {
		t.Errorf("%d files, not %d", len(index.Files), want)
	}
	for _, d := range datasetsOf(m) {
		for _, f := range index.Files {
			if f.Dataset == d.Name && f.Records != len(d.Rows) {
				t.Errorf("%s is said to have %d records", f.URL, f.Records)
			}
		}
	}
	if f := index.Files[3]; f.URL != "https://alliance.example/sub/data/members.json" || f.Licence.Name != "CC0-1.0" || f.Titles[0].Text != "section.members" {
		t.Errorf("%+v", f)
	}
}

func datasetsOf(m *Maker) (list []*Dataset) {
	for _, t := range tables {
		list = append(list, m.dataset(t.name))
	}
	return list
}
