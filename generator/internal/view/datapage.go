package view

import (
	"reflect"

	"diglot/generator/internal/record"
)

// dataPage explains the open data: what there is, what its columns mean and how
// it may be used.
func (e *edition) dataPage() *DataPage {
	v := &DataPage{
		Page:  e.everywhere(e.page("data", "", e.section("data"), e.say("data.title")), "data/", ""),
		Index: e.at(dataDir + "index.json"), Graph: e.at(dataDir + graphFile), Things: len(e.graph.Entries),
		Example: e.identity(e.graph.Alliance), Terms: licence(e.graph.Config.Licence.Data),
	}
	v.Description = e.say("data.lede")
	v.Forms = []Download{{v.Index, "application/json"}, {v.Graph, "application/ld+json"}}
	v.Cite = Citation{Title: v.Title, Site: e.siteName().Text, URL: v.Canonical, Lang: e.Tag}
	common := map[string]bool{}
	for _, c := range commonColumns() {
		common[c.Name] = true
		v.Common = append(v.Common, e.dataColumn(c.Column))
	}
	for _, t := range tables {
		v.Tables = append(v.Tables, e.dataTable(t, common))
	}
	for _, o := range e.Maker.editions {
		v.Feeds = append(v.Feeds, e.stream(o, "feed", o.feedPath()))
	}
	for _, o := range e.Maker.editions {
		v.Feeds = append(v.Feeds, e.stream(o, "calendar", o.root()+"ceremonies.ics"))
	}
	v.Linked = e.linkedData(func(l *linker) {
		l.plainPage(e, &v.Page, "WebPage")
		l.catalogue(e, v)
	})
	return v
}

// commonColumns are those of every table of records, in its order.
func commonColumns() []column {
	list := append(identityColumns[:len(identityColumns):len(identityColumns)],
		column{Column: Column{Name: "name", Shape: "texts"}}, column{Column: Column{Name: "title", Shape: "texts"}})
	for _, c := range fieldColumns(reflect.TypeFor[record.Common](), "") {
		if c.Name != "name" && c.Name != "title" {
			list = append(list, c)
		}
	}
	return append(list, publishedColumns...)
}

func (e *edition) dataTable(t table, common map[string]bool) DataTable {
	made := DataTable{Name: t.name, Title: e.sayIf("data."+t.name+".title", e.sayIf("section."+t.kind.Section, t.name)),
		Lede: e.sayIf("data."+t.name+".description", ""), Rows: e.rowsOf(t),
		Files: []Download{{e.at(dataDir + t.name + ".csv"), "CSV"}, {e.at(dataDir + t.name + ".json"), "JSON"}, {e.at(schemaPath(t.name)), "JSON Schema"}}}
	for _, c := range t.columns {
		if !common[c.Name] || t.name != t.kind.Section {
			made.Columns = append(made.Columns, e.dataColumn(c.Column))
		}
	}
	return made
}

// dataColumn says what a column means: by the string of its own, or as the
// pages call the fact.
func (e *edition) dataColumn(c Column) DataColumn {
	return DataColumn{c.Name, e.sayIf("column."+c.Name, e.sayIf("fact."+c.Name, "")), string(c.Shape), c.Sourced}
}

// stream is what another edition offers to subscribe to.
func (e *edition) stream(o *edition, key, path string) Stream {
	return Stream{Link{Name: Name{o.say(key+".title", "site", o.siteName().Text), e.foreign(o.Key)}, URL: e.at(path), Hreflang: e.foreign(o.Key)}, e.absolute(path)}
}

// catalogue is the open data as linked data: a data set for each table.
func (l *linker) catalogue(e *edition, v *DataPage) {
	file := func(media, path string) {
		l.thing("", "DataDownload", func() {
			l.text("encodingFormat", media)
			l.text("contentUrl", l.absolute(path))
		})
	}
	l.thing(v.Canonical+"#catalogue", "DataCatalog", func() {
		l.list("name", func() { l.inLanguage(v.Title, e.Tag) })
		l.text("license", v.Terms.URL)
		l.refer("publisher", l.identity(l.graph.Alliance))
		l.list("dataset", func() {
			for _, t := range v.Tables {
				l.thing(v.Canonical+"#"+t.Name, "Dataset", func() {
					l.list("name", func() { l.inLanguage(t.Title, e.Tag) })
					l.text("description", t.Lede)
					l.text("license", v.Terms.URL)
					l.list("distribution", func() {
						file("text/csv", dataDir+t.Name+".csv")
						file("application/json", dataDir+t.Name+".json")
					})
				})
			}
		})
	})
}
