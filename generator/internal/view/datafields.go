package view

import (
	"reflect"
	"slices"
	"strings"

	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
)

// The columns of open data are read from the structs of the schema by their
// tags, so that a fact which the schema gains is published without a change
// here, and one of a form that a table cannot hold stops the program at once.

// ownField is the field of record.Record that holds the facts of a kind.
func ownField(kind *record.Kind) reflect.StructField {
	name := strings.ToUpper(kind.Name[:1]) + kind.Name[1:]
	f, ok := reflect.TypeFor[record.Record]().FieldByName(name)
	if !ok {
		panic("view: a record has no field for a " + kind.Name)
	}
	return f
}

// fieldColumns are the columns of a struct of the schema, each with the name of
// the group it stands in before its own.
func fieldColumns(t reflect.Type, group string) []column {
	var list []column
	for i := range t.NumField() {
		key, ok := t.Field(i).Tag.Lookup("field")
		if !ok || unpublished[key] {
			continue
		}
		for _, c := range columnsOf(t.Field(i), group, key) {
			read := c.cell
			c.cell = func(m *Maker, r row) Cell {
				r.own = r.own.Field(i)
				return read(m, r)
			}
			list = append(list, c)
		}
	}
	return list
}

// formed gives a column what the tags of its field say of it.
func formed(f reflect.StructField, c column) column {
	if c.Doc == "" {
		c.Doc = f.Tag.Get("doc")
	}
	c.Words = strings.Fields(f.Tag.Get("enum"))
	c.Pattern = record.CodePattern(f.Tag.Get("code"))
	t := f.Type
	if t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	switch {
	case f.Tag.Get("code") == "file":
		c.Pattern = "^https?://"
	case t == reflect.TypeFor[lang.Date]():
		c.Pattern = datePattern + "$"
	case t == reflect.TypeFor[record.When]():
		c.Pattern = datePattern + "(T[0-9]{2}:[0-9]{2})?$"
	case t == reflect.TypeFor[record.Ref]():
		kinds := "(" + strings.Join(strings.Fields(f.Tag.Get("ref")), "|") + ")"
		c.Pattern = "^{base}id/" + strings.ReplaceAll(kinds, "(*)", "[a-z]+") + "/[a-z0-9-]+$"
	}
	return c
}

// datePattern is a year, a month or a day as lang.Date writes them.
const datePattern = "^[0-9]{4}(-[0-9]{2}){0,2}"

// inGroup is a field's name after that of its group.
func inGroup(group, key string) string {
	if group == "" {
		return key
	}
	return group + strings.ToUpper(key[:1]) + key[1:]
}

// columnsOf are the columns of one field: one, or those of a group.
func columnsOf(f reflect.StructField, group, key string) []column {
	t, name := f.Type, inGroup(group, key)
	switch {
	case isFact(t):
		value := f
		value.Type = t.Field(0).Type
		return []column{sourced(columnsOf(value, group, key)[0])}
	case t == reflect.TypeFor[lang.Text]():
		return []column{formed(f, column{Column{Name: name, Shape: "texts"}, func(m *Maker, r row) Cell {
			return Cell{Texts: m.dataTexts(r.own.Interface().(lang.Text))}
		}})}
	case t == reflect.TypeFor[[]lang.Text]():
		return []column{formed(f, column{Column{Name: name, Shape: "lists"}, textLists})}
	case t == reflect.TypeFor[[]record.CountryCount]():
		return countColumns(group, name)
	case t == reflect.TypeFor[record.Review]():
		return []column{{Column{Name: name, Shape: "list", Doc: "languages whose text a native reader has not confirmed yet"}, reviewed}}
	case t.Kind() == reflect.Slice && isGroup(t.Elem()):
		return paired(fieldColumns(t.Elem(), name))
	case isGroup(t):
		return fieldColumns(t, name)
	}
	return []column{formed(f, plainColumn(t, name, f.Tag.Get("code")))}
}

// certainties are how a fact may be known.
var certainties = []string{string(record.Stated), string(record.Derived), string(record.NotStated)}

func isFact(t reflect.Type) bool {
	if t.Kind() != reflect.Struct {
		return false
	}
	f, ok := t.FieldByName("Certainty")
	return ok && f.Type == reflect.TypeFor[record.Certainty]()
}

// isGroup reports whether a type is a struct of fields and not a value that is
// made of some.
func isGroup(t reflect.Type) bool {
	if t.Kind() != reflect.Struct || t == reflect.TypeFor[record.Source]() {
		return false
	}
	for i := range t.NumField() {
		if _, ok := t.Field(i).Tag.Lookup("field"); ok {
			return true
		}
	}
	return false
}

// sourced is a column of facts: its cells say how they are known.
func sourced(c column) column {
	read := c.cell
	c.Sourced = true
	c.cell = func(m *Maker, r row) Cell {
		fact := r.own
		certainty := fact.FieldByName("Certainty").Interface().(record.Certainty)
		var cell Cell
		if certainty == record.Stated || certainty == record.Derived {
			r.own = fact.Field(0)
			cell = read(m, r)
		}
		cell.Certainty = Certainty(certainty)
		cell.Source = m.dataSources(fact.FieldByName("Source").Interface().([]record.Source))
		return cell
	}
	return c
}

// textLists puts a list of texts side by side in all its languages; an item
// that lacks a language is empty there.
func textLists(m *Maker, r row) Cell {
	var cells []Cell
	for _, t := range r.own.Interface().([]lang.Text) {
		cells = append(cells, Cell{Texts: m.dataTexts(t)})
	}
	return m.sideBySide(cells)
}

// sideBySide makes of the texts of several cells a list for each language.
func (m *Maker) sideBySide(cells []Cell) Cell {
	var made Cell
	if len(cells) == 0 {
		return made
	}
	for _, l := range m.dataLanguages() {
		list := DataText{Key: l.Key, Items: make([]string, len(cells))}
		found := false
		for i, c := range cells {
			for _, t := range c.Texts {
				if t.Key == l.Key {
					list.Items[i], found = t.Text, true
				}
			}
		}
		if found {
			made.Texts = append(made.Texts, list)
		}
	}
	return made
}

// countColumns are the countries of declared numbers, and the numbers.
func countColumns(group, name string) []column {
	list := func(name, doc, pattern string, of func(record.CountryCount) string) column {
		return column{Column{Name: name, Shape: "list", Doc: doc, Pattern: pattern}, func(_ *Maker, r row) Cell {
			var c Cell
			for _, count := range r.own.Interface().([]record.CountryCount) {
				c.Items = append(c.Items, of(count))
			}
			return c
		}}
	}
	return []column{
		list(inGroup(group, "country"), "countries of the declared numbers", record.CodePattern("country"), func(c record.CountryCount) string { return c.Country }),
		list(name, "declared number of each of these countries", "^[0-9]+$", func(c record.CountryCount) string { return decimal(c.Number) }),
	}
}

// reviewed are the languages that wait for a native reader.
func reviewed(m *Maker, r row) Cell {
	var c Cell
	for _, e := range m.editions {
		if r.own.Interface().(record.Review).Of(e.Key) {
			c.Items = append(c.Items, e.Key)
		}
	}
	return c
}

// paired makes the columns of a group into those of a list of such groups: each
// holds a list, all of them paired by position. How a fact is known has lists
// of its own.
func paired(columns []column) []column {
	var list []column
	for _, c := range columns {
		list = append(list, pairedColumn(c))
		if c.Sourced {
			certainty, source := c, c
			certainty.Doc, certainty.Words, certainty.Pattern = "how it is known: "+c.Doc, certainties, ""
			source.Doc, source.Words, source.Pattern = "where it comes from: "+c.Doc, nil, ""
			list = append(list,
				pairedPart(certainty, "Certainty", func(c Cell) string { return string(c.Certainty) }),
				pairedPart(source, "Source", func(c Cell) string { return c.Source }))
		}
	}
	return list
}

func pairedColumn(c column) column {
	switch c.Shape {
	case "list", "lists":
		panic("view: no table can hold a list of lists: " + c.Name)
	case "texts":
		return column{Column{Name: c.Name, Shape: "lists", Doc: c.Doc}, func(m *Maker, r row) Cell { return m.sideBySide(cellsOf(m, r, c)) }}
	}
	return pairedPart(c, "", func(c Cell) string { return c.Text })
}

// pairedPart is a list of what is told of each cell; nothing where nothing is
// told of any.
func pairedPart(c column, suffix string, tell func(Cell) string) column {
	told := Column{Name: c.Name + suffix, Shape: "list", Doc: c.Doc}
	if len(c.Words) > 0 {
		told.Words = append(slices.Clone(c.Words), "")
	}
	if c.Pattern != "" {
		told.Pattern = "^$|" + c.Pattern
	}
	return column{told, func(m *Maker, r row) Cell {
		var made Cell
		found := false
		for _, cell := range cellsOf(m, r, c) {
			text := tell(cell)
			found = found || text != ""
			made.Items = append(made.Items, text)
		}
		if !found {
			return Cell{}
		}
		return made
	}}
}

// cellsOf reads a column of each group of a list.
func cellsOf(m *Maker, r row, c column) []Cell {
	groups := r.own
	var cells []Cell
	for i := range groups.Len() {
		r.own = groups.Index(i)
		cells = append(cells, c.cell(m, r))
	}
	return cells
}

// plainColumn is a column of values that are one text each, or lists of them.
// A code is the form that the schema wants of the text.
func plainColumn(t reflect.Type, name, code string) column {
	if t.Kind() != reflect.Slice {
		return column{Column{Name: name, Shape: plainShape(t)}, func(m *Maker, r row) Cell {
			return Cell{Text: m.plainText(r.x, r.own.Interface(), code)}
		}}
	}
	plainShape(t.Elem())
	return column{Column{Name: name, Shape: "list"}, func(m *Maker, r row) Cell {
		var c Cell
		for i := range r.own.Len() {
			if text := m.plainText(r.x, r.own.Index(i).Interface(), code); text != "" {
				c.Items = append(c.Items, text)
			}
		}
		return c
	}}
}

func plainShape(t reflect.Type) Shape {
	switch t {
	case reflect.TypeFor[bool]():
		return "boolean"
	case reflect.TypeFor[int]():
		return "number"
	case reflect.TypeFor[string](), reflect.TypeFor[record.Ref](), reflect.TypeFor[record.Source](),
		reflect.TypeFor[lang.Date](), reflect.TypeFor[record.When]():
		return "text"
	}
	panic("view: no table can hold a " + t.String())
}

// plainText writes a value of the schema; "" where there is none. What is not
// said to be true is not said to be false either.
func (m *Maker) plainText(x *site.Entry, value any, code string) string {
	switch v := value.(type) {
	case string:
		if code == "file" {
			return m.fileOf(x, v)
		}
		return v
	case bool:
		if v {
			return "true"
		}
		return ""
	case int:
		return decimal(v)
	case lang.Date:
		return v.String()
	case record.When:
		return whenText(v)
	case record.Ref:
		return m.identityOf(v)
	case record.Source:
		return m.dataSources([]record.Source{v})
	}
	panic("view: plainShape admits what plainText cannot write")
}

// whenText writes a date, with the hour of the event's own zone if there is
// one: "2021-06-23T09:30".
func whenText(w record.When) string {
	if !w.HasHour {
		return w.Date.String()
	}
	two := func(n int8) string { return string([]byte{'0' + byte(n/10), '0' + byte(n%10)}) }
	return w.Date.String() + "T" + two(w.Hour) + ":" + two(w.Minute)
}

// fileOf is the address of a file in a record's folder.
func (m *Maker) fileOf(x *site.Entry, name string) string {
	if a := m.graph.Attachment(x.Dir() + "/" + name); a != nil {
		return m.absolute(mediaPath(a.Path))
	}
	return ""
}

// dataSources names sources: by the "@id" of a record or an address, else in
// words. Several are divided by "; ".
func (m *Maker) dataSources(list []record.Source) string {
	var names []string
	for _, s := range list {
		name := s.URL
		switch {
		case !s.Ref.IsZero():
			name = m.identityOf(s.Ref)
		case name == "" && len(s.Name) > 0:
			name = s.Name[0].Value
		}
		if name != "" {
			names = append(names, name)
		}
	}
	return strings.Join(names, "; ")
}
