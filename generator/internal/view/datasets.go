package view

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"weak"

	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
)

// The open data of the site is a table for each kind of record, named after its
// section, and one for the points of programmes. Every fact of the schema is a
// column of its own name, in the order of the schema; a field of a group bears
// the group's name before its own ("membershipSince"), and the fields of a list
// of groups are lists that are paired by position, with an empty item where a
// group lacks the field.
//
// A reference is the "@id" of the record in the linked data, which is also the
// first column of its own table; a file is its address. A table keeps the order
// of the graph and the order in which authors wrote lists. One without rows is
// published too: its address is promised.

// dataDir is where the open data lies.
const dataDir = "/data/"

// graphFile is the linked data of the whole site, in dataDir.
const graphFile = "graph.jsonld"

// table is a kind of rows: what is told of each, and where the rows come from.
type table struct {
	name    string
	kind    *record.Kind
	columns []column
	rows    func(m *Maker, x *site.Entry) []row
}

// row is a record, or a part of one.
type row struct {
	x     *site.Entry
	own   reflect.Value // what the columns of the schema are read from
	place int           // of a part in its record, from 1
}

// column is a column with how its cells are read.
type column struct {
	Column
	cell func(m *Maker, r row) Cell
}

var tables = makeTables()

func makeTables() []table {
	var list []table
	for _, kind := range record.Kinds {
		list = append(list, recordTable(kind))
		if kind.Name == "programme" {
			list = append(list, pointTable(kind))
		}
	}
	return list
}

// unpublished are the fields of the schema that say how a record is kept,
// addressed or sorted, and nothing about the thing.
var unpublished = map[string]bool{
	"draft": true, "embargoUntil": true, "languages": true, "slug": true, "aliases": true,
	"translationOf": true, "sortKey": true, "sortName": true,
	"item": true, // the points of a programme have a table of their own
}

// recordTable has a row for each record of a kind.
func recordTable(kind *record.Kind) table {
	field := ownField(kind)
	own, common := fieldColumns(field.Type.Elem(), ""), fieldColumns(reflect.TypeFor[record.Common](), "")
	t := table{name: kind.Section, kind: kind, columns: slices.Clone(identityColumns)}
	t.columns = append(t.columns, nameColumn(kind))
	for _, c := range own {
		if made, ok := computed[kind.Name+"."+c.Name]; ok {
			c.cell = made
		}
		t.columns = append(t.columns, c)
	}
	t.columns = append(t.columns, derived[kind.Name]...)
	for _, c := range common {
		if c.Name == "name" || c.Name == "title" {
			continue
		}
		read := c.cell
		c.cell = func(m *Maker, r row) Cell {
			r.own = reflect.ValueOf(&r.x.Common).Elem()
			return read(m, r)
		}
		t.columns = append(t.columns, c)
	}
	t.columns = append(t.columns, publishedColumns...)
	t.rows = func(_ *Maker, x *site.Entry) []row {
		return []row{{x: x, own: reflect.ValueOf(x.Record).Elem().FieldByIndex(field.Index).Elem()}}
	}
	return t
}

// pointTable has a row for each point of a programme: its beneficiaries are a
// list themselves, which a list of points could not hold.
func pointTable(kind *record.Kind) table {
	return table{
		name: "programme-items", kind: kind,
		columns: slices.Concat([]column{
			{Column{Name: "programme", Shape: "text", Doc: "the programme: the identity column of its table"}, func(m *Maker, r row) Cell { return Cell{Text: m.identity(r.x)} }},
			{Column{Name: "position", Shape: "number", Doc: "place in the programme, from 1"}, func(_ *Maker, r row) Cell { return Cell{Text: decimal(r.place)} }},
		}, fieldColumns(reflect.TypeFor[record.Point](), ""), []column{
			{Column{Name: "source", Shape: "list", Doc: "where the programme's facts come from"}, func(m *Maker, r row) Cell {
				var c Cell
				for _, s := range r.x.Source {
					if name := m.dataSources([]record.Source{s}); name != "" {
						c.Items = append(c.Items, name)
					}
				}
				return c
			}},
		}),
		rows: func(_ *Maker, x *site.Entry) []row {
			var list []row
			for i := range x.Programme.Item {
				list = append(list, row{x, reflect.ValueOf(&x.Programme.Item[i]).Elem(), i + 1})
			}
			return list
		},
	}
}

// identityColumns are what a row is known by.
var identityColumns = []column{
	{Column{Name: "identity", Shape: "text", Doc: "the @id of the record in the linked data, by which other tables name it", Pattern: "^{base}id/"}, func(m *Maker, r row) Cell { return Cell{Text: m.identity(r.x)} }},
	{Column{Name: "id", Shape: "text", Doc: "the record's short name, the same in every language"}, func(_ *Maker, r row) Cell { return Cell{Text: r.x.ID} }},
}

// publishedColumns say where a record is published.
var publishedColumns = []column{
	{Column{Name: "languages", Shape: "list", Doc: "languages in which the record is published"}, func(_ *Maker, r row) Cell {
		var c Cell
		for _, l := range r.x.Languages {
			c.Items = append(c.Items, l.Key)
		}
		return c
	}},
	{Column{Name: "page", Shape: "texts", Doc: "address of its page", Pattern: "^{base}"}, func(m *Maker, r row) Cell {
		var c Cell
		for _, l := range r.x.Languages {
			c.Texts = append(c.Texts, DataText{Key: l.Key, Text: m.absolute(r.x.Path(l.Key))})
		}
		return c
	}},
}

// nameColumn is the name of a record, or the title of a text. An agreement
// without a name has the one that each edition makes for it.
func nameColumn(kind *record.Kind) column {
	name := "name"
	if kind.Titled {
		name = "title"
	}
	return column{Column{Name: name, Shape: "texts", Doc: "what it is called"}, func(m *Maker, r row) Cell {
		if r.x.Agreement == nil || len(r.x.Name) > 0 {
			return Cell{Texts: m.dataTexts(r.x.Called())}
		}
		var c Cell
		for _, e := range m.editions {
			c.Texts = append(c.Texts, DataText{Key: e.Key, Text: e.called(r.x).Text})
		}
		return c
	}}
}

// computed are the cells of the schema's columns that are made of more than
// the field.
var computed = map[string]func(*Maker, row) Cell{
	"agreement.dateSigned": func(m *Maker, r row) Cell {
		f := r.x.Signed()
		return Cell{Text: f.Value.String(), Certainty: Certainty(f.Certainty), Source: m.dataSources(f.Source)}
	},
}

// derived are the columns of a kind that follow from its facts and those of
// others.
var derived = map[string][]column{
	"alliance":  {{Column{Name: "claimsListed", Shape: "list", Doc: "members of each of these countries that have a record here", Pattern: "^[0-9]+$"}, listedMembers}},
	"member":    {{countryColumn, countryOfSide}},
	"person":    {{countryColumn, countryOfSide}},
	"agreement": {{Column{Name: "status", Shape: "text", Doc: "signed, in force, ended or replaced, as its dates tell"}, func(_ *Maker, r row) Cell { return Cell{Text: string(r.x.Status())} }}},
}

var countryColumn = Column{Name: "country", Shape: "text", Sourced: true, Doc: "country, as it follows from the place or the office", Pattern: record.CodePattern("country")}

// listedMembers counts the members of each country with a declared number that
// have a record here, paired by position with claimsCountry.
func listedMembers(m *Maker, r row) Cell {
	var c Cell
	for _, declared := range r.x.Alliance.Claims.MemberCount {
		count := 0
		for _, member := range m.graph.OfKind("member") {
			if member.Country == declared.Country {
				count++
			}
		}
		c.Items = append(c.Items, decimal(count))
	}
	return c
}

// countryOfSide follows from a member's city, or from the office that a person
// holds.
func countryOfSide(m *Maker, r row) Cell {
	if r.x.Country == "" {
		return Cell{}
	}
	from := m.identityOf(r.sideOf())
	return Cell{Text: r.x.Country, Certainty: Certainty(record.Derived), Source: from}
}

func (r row) sideOf() record.Ref {
	if r.x.Member != nil {
		return r.x.Member.Location.Value
	}
	return r.x.Person.Office[0].Organization
}

// table returns how to make the table of a name: once for both of its files if
// they are made one after the other, without keeping it.
func (m *Maker) table(name string) func() any {
	var making sync.Mutex
	var made weak.Pointer[Dataset]
	return func() any {
		making.Lock()
		defer making.Unlock()
		d := made.Value()
		if d == nil {
			d = m.dataset(name)
			made = weak.Make(d)
		}
		return d
	}
}

// dataset makes the table of a name.
func (m *Maker) dataset(name string) *Dataset {
	t := tables[slices.IndexFunc(tables, func(t table) bool { return t.name == name })]
	d := m.emptyDataset(t)
	for _, x := range m.graph.OfKind(t.kind.Name) {
		for _, r := range t.rows(m, x) {
			cells := make([]Cell, len(t.columns))
			for i, c := range t.columns {
				cells[i] = c.cell(m, r)
			}
			d.Rows = append(d.Rows, cells)
		}
	}
	return d
}

// emptyDataset is a table without its rows.
func (m *Maker) emptyDataset(t table) *Dataset {
	d := &Dataset{
		Name: t.name, Titles: m.titles(t), Description: m.describe(t.name), Licence: licence(m.graph.Config.Licence.Data),
		URL: m.absolute(dataDir + t.name + ".json"), Schema: m.absolute(schemaPath(t.name)), Languages: m.dataLanguages(),
	}
	base := regexp.QuoteMeta(m.absolute("/"))
	for _, c := range t.columns {
		c.Pattern = strings.Replace(c.Pattern, "{base}", base, 1)
		d.Columns = append(d.Columns, c.Column)
	}
	return d
}

// schemaPath is where the JSON Schema of a table lies.
func schemaPath(name string) string { return dataDir + name + ".schema.json" }

// rowsOf counts the rows of a table.
func (m *Maker) rowsOf(t table) int {
	rows := 0
	for _, x := range m.graph.OfKind(t.kind.Name) {
		rows += len(t.rows(m, x))
	}
	return rows
}

// dataLanguages are the languages that a text may be in: those of the site,
// then the reference languages.
func (m *Maker) dataLanguages() []Language {
	var list []Language
	for _, l := range m.graph.Config.Languages {
		list = append(list, Language{l.Key, l.Tag})
	}
	for _, key := range m.graph.Config.ReferenceLanguages {
		list = append(list, Language{key, key})
	}
	return list
}

// dataTexts are the languages of a text. A text that holds in every language,
// such as an address, is given in each.
func (m *Maker) dataTexts(t lang.Text) []DataText {
	var list []DataText
	for _, v := range t {
		if v.Lang != "" {
			list = append(list, DataText{Key: v.Lang, Text: v.Value})
			continue
		}
		for _, e := range m.editions {
			list = append(list, DataText{Key: e.Key, Text: v.Value})
		}
	}
	return list
}

// titles are what a table is called: the name of its kind's section where the
// strings have none of its own.
func (m *Maker) titles(t table) []DataText {
	return m.strings("data."+t.name+".title", "section."+t.kind.Section)
}

// describe says what is in a table; nothing where the strings do not say it.
func (m *Maker) describe(name string) []DataText { return m.strings("data." + name + ".description") }

// strings is the first of some strings that a language has, in each language.
func (m *Maker) strings(keys ...string) []DataText {
	var list []DataText
	for _, e := range m.editions {
		for _, key := range keys {
			if text := e.sayIf(key, ""); text != "" {
				list = append(list, DataText{Key: e.Key, Text: text})
				break
			}
		}
	}
	return list
}

// dataIndex lists the files of the open data: every table in two forms, with its
// schema, and the linked data of the whole site.
func (m *Maker) dataIndex() *DataIndex {
	terms := licence(m.graph.Config.Licence.Data)
	index := &DataIndex{Titles: m.strings("data.title"), Licence: terms}
	for _, e := range m.editions {
		index.Pages = append(index.Pages, DataText{Key: e.Key, Text: e.absolute(e.section("data"))})
	}
	add := func(name, file, media string, titles []DataText, records int) {
		index.Files = append(index.Files, DataFile{URL: m.absolute(dataDir + file), Type: media, Dataset: name,
			Titles: titles, Description: m.describe(name), Licence: terms, Records: records})
	}
	for _, t := range tables {
		rows := m.rowsOf(t)
		add(t.name, t.name+".json", "application/json", m.titles(t), rows)
		add(t.name, t.name+".csv", "text/csv", m.titles(t), rows)
		add(t.name, t.name+".schema.json", "application/schema+json", m.titles(t), rows)
	}
	add("graph", graphFile, "application/ld+json", index.Titles, len(m.graph.Entries))
	return index
}
