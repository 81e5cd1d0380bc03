package view

import (
	"slices"
	"strings"

	"diglot/generator/internal/lang"
	"diglot/generator/internal/site"
)

// work adds what a publication of prose has as a work, in whatever language.
func (l linker) work(n *node, x *site.Entry) {
	var texts []Value
	for _, language := range x.Languages {
		texts = append(texts, Value{Node: node{{Name: "@id", Text: l.textID(x, language.Key)}}})
	}
	n.list("workExample", texts...)
}

// textID is the "@id" of a publication's text in a language. A page of prose
// is its text.
func (m *Maker) textID(x *site.Entry, key string) string {
	if x.Page != nil {
		return m.absolute(x.Path(key))
	}
	return m.editionID(x, key)
}

func (l linker) announcement(n *node, x *site.Entry) {
	l.work(n, x)
	l.news(n, x)
	a := x.Announcement
	n.node("locationCreated", l.toRef(a.Dateline.Place))
	n.list("about", l.toAll(l.graph.Resolved(a.About))...)
	n.node("isBasedOn", l.source(a.IsBasedOn))
	var corrections []Value
	for _, c := range a.ChangeNote {
		if c.Kind == "correction" {
			note := thing("", "CorrectionComment")
			note.text("datePublished", c.Date.String())
			note.list("text", l.worded(c.Text)...)
			corrections = append(corrections, Value{Node: note})
		}
	}
	n.list("correction", corrections...)
}

// news adds the days of an announcement.
func (l linker) news(n *node, x *site.Entry) {
	n.text("datePublished", statedDate(x.Announcement.Date))
	if day := lastChange(x); !day.IsZero() {
		n.text("dateModified", day.String())
	}
}

// lastChange is the day of an announcement's last change note; zero where there
// is none.
func lastChange(x *site.Entry) lang.Date {
	var last lang.Date
	for _, c := range x.Announcement.ChangeNote {
		if c.Date.Compare(last) > 0 {
			last = c.Date
		}
	}
	return last
}

// edition is the text of a publication in one language, which inLanguage names
// once for all its words.
func (l linker) edition(x *site.Entry, e *edition) node {
	kind := typeOf(x)
	if x.Page != nil {
		kind = "WebPage"
	}
	n := thing(l.textID(x, e.Key), kind)
	n.text("headline", e.own(x.Title))
	if x.Announcement != nil {
		l.news(&n, x)
	}
	n.text("description", e.own(x.Description))
	n.text("inLanguage", e.Tag)
	n.text("url", l.absolute(x.Path(e.Key)))
	n.node("isPartOf", node{{Name: "@id", Text: l.website()}})
	n.node("exampleOfWork", node{{Name: "@id", Text: l.identity(x)}})
	return append(n, l.translation(x, e)...)
}

// translation says of a text which text it translates, or which ones translate
// it. Which of them was first is known once the authors have noted it.
func (l linker) translation(x *site.Entry, e *edition) node {
	source, _, _ := strings.Cut(x.TranslationOf, " ")
	published := slices.ContainsFunc(x.Languages, func(o lang.Language) bool { return o.Key == source })
	var n node
	switch {
	case !published:
	case source != e.Key:
		n.node("translationOfWork", node{{Name: "@id", Text: l.textID(x, source)}})
	default:
		var texts []Value
		for _, o := range x.Languages {
			if o.Key != source {
				texts = append(texts, Value{Node: node{{Name: "@id", Text: l.textID(x, o.Key)}}})
			}
		}
		n.list("workTranslation", texts...)
	}
	return n
}
