package draft

import (
	"slices"
	"strings"

	"diglot/generator/internal/record"
)

// example writes how a field that may be there is written, with what fits the
// site: its languages, countries and records.
func (w Wish) example(s *sheet, f *record.Field) { w.field(s, "", f) }

// field writes a field behind lead, which is spaces or the hyphen of an item.
func (w Wish) field(s *sheet, lead string, f *record.Field) {
	indent, name := strings.Repeat(" ", len(lead)), lead+f.Key+":"
	switch {
	case f.Form == "text per language" && f.Code == "" && !f.List:
		s.texts(lead+f.Key, w.Site.Config, func(string) string { return "" })
	case f.Form == "number by country":
		s.line(name)
		for _, c := range w.countries() {
			s.line(indent + "  " + c + ": 1")
		}
	case f.Form == "group":
		s.line(name)
		w.group(s, indent, f)
	case f.List && f.Form == "text per language":
		s.line(name)
		w.texts(s, indent)
	case f.List:
		s.line(name)
		for range max(f.Min, 1) {
			s.line(indent + "  - " + w.one(f) + choices(f))
		}
	default:
		s.line(name + " " + w.one(f) + choices(f))
	}
}

// group writes the fields of a group; in a list the first stands behind a
// hyphen.
func (w Wish) group(s *sheet, indent string, f *record.Field) {
	for i := range f.Fields {
		lead := indent + "  "
		if f.List {
			lead += "  "
			if i == 0 {
				lead = indent + "  - "
			}
		}
		w.field(s, lead, &f.Fields[i])
	}
}

// texts writes an item of a list of texts.
func (w Wish) texts(s *sheet, indent string) {
	lead := indent + "  - "
	for _, l := range w.Site.Config.Languages {
		s.line(lead + l.Key + ": " + record.Placeholder)
		lead = indent + "    "
	}
}

// one is one value of a field.
func (w Wish) one(f *record.Field) string {
	switch f.Form {
	case "true or false", "true, or languages":
		return "true"
	case "number":
		return "1"
	case "date":
		return w.day()
	case withHour:
		return w.fullDay() + " 09:30"
	case "day, hour and time zone":
		return w.fullDay() + " 09:00 " + w.Site.Config.Timezone
	case "source":
		return "https://example.org/"
	case "reference":
		return w.someRecord(f)
	}
	if len(f.Enum) > 0 {
		return f.Enum[0]
	}
	return w.code(f.Code)
}

func (w Wish) day() string {
	if w.Date.IsZero() {
		return w.Today.String()
	}
	return w.Date.String()
}

// fullDay is day where that is a day, else the present one: a year has no hour.
func (w Wish) fullDay() string {
	if w.Date.Day == 0 {
		return w.Today.String()
	}
	return w.Date.String()
}

// someRecord is the first record of the site that a field may name; where there
// is none yet, an id that the author will find to be unknown.
func (w Wish) someRecord(f *record.Field) string {
	for _, e := range w.Site.Entries {
		if slices.Contains(f.Refs, e.Kind) || slices.Contains(f.Refs, "*") {
			return w.reference(f, e.Ref)
		}
	}
	return w.reference(f, record.Ref{Kind: f.Refs[0], ID: "id"})
}

// codes are examples of codes that are the same on every site.
var codes = map[string]string{
	"path": "/old/address/", "file": "photo.jpg", "url": "https://example.org/", "email": "press@example.org", "telephone": "+380 57 700 00 00",
	"clock": "09:30", "ror": "00yp5c433", "wikidata": "Q1234", "edrpou": `"02071180"`, "licence": "CC-BY-4.0",
}

func (w Wish) code(name string) string {
	c := w.Site.Config
	switch name {
	case "slug":
		return w.ID
	case "language":
		return c.Languages[0].Key
	case "tag":
		return c.Languages[0].Tag
	case "country":
		return w.countries()[0]
	case "timezone":
		return c.Timezone
	case "direction":
		if of := w.countries(); len(of) > 1 {
			return strings.Join(of[:2], "-")
		}
		return "both"
	}
	if example, ok := codes[name]; ok {
		return example
	}
	return record.Placeholder
}

// countries are those of the site's languages.
func (w Wish) countries() []string {
	var list []string
	for _, l := range w.Site.Config.Languages {
		if l.Country != "" && !slices.Contains(list, l.Country) {
			list = append(list, l.Country)
		}
	}
	if list == nil {
		return []string{"UA"}
	}
	return list
}
