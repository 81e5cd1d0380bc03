package view

import (
	"strings"

	"diglot/generator/internal/lang"
	"diglot/generator/internal/site"
)

// work adds what a publication of prose has as a work, in whatever language.
func (l *linker) work(x *site.Entry) {
	l.list("workExample", func() {
		for _, language := range x.Languages {
			l.id(l.textID(x, language.Key))
		}
	})
}

// textID is the "@id" of a publication's text in a language. A page of prose
// is its text.
func (m *Maker) textID(x *site.Entry, key string) string {
	if x.Page != nil {
		return m.absolute(x.Path(key))
	}
	return m.editionID(x, key)
}

func (l *linker) announcement(x *site.Entry) {
	l.work(x)
	l.news(x)
	a := x.Announcement
	l.ref("locationCreated", l.graph.Find(a.Dateline.Place))
	l.list("about", func() { l.toAll(l.graph.Resolved(a.About)) })
	l.list("isBasedOn", func() { l.source(a.IsBasedOn) })
	l.list("correction", func() {
		for _, c := range a.ChangeNote {
			if c.Kind == "correction" {
				l.thing("", "CorrectionComment", func() {
					l.text("datePublished", c.Date.String())
					l.words("text", c.Text)
				})
			}
		}
	})
}

// news adds the days of an announcement.
func (l *linker) news(x *site.Entry) {
	l.text("datePublished", statedDate(x.Announcement.Date))
	if day := lastChange(x); !day.IsZero() {
		l.text("dateModified", day.String())
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

// edition writes the text of a publication in one language, which inLanguage
// names once for all its words.
func (l *linker) edition(x *site.Entry, e *edition) {
	kind := typeOf(x)
	if x.Page != nil {
		kind = "WebPage"
	}
	l.thing(l.textID(x, e.Key), kind, func() {
		l.text("headline", x.Title.In(e.Key))
		if x.Announcement != nil {
			l.news(x)
		}
		l.text("description", x.Description.In(e.Key))
		l.text("inLanguage", e.Tag)
		l.text("url", l.absolute(x.Path(e.Key)))
		l.refer("isPartOf", l.website)
		l.refer("exampleOfWork", l.identity(x))
		l.translation(x, e)
	})
}

// translation says of a text which text it translates, or which ones translate
// it. Which of them was first is known once the authors have noted it.
func (l *linker) translation(x *site.Entry, e *edition) {
	if source := madeFrom(x, e.Key); source != "" && x.In(source) {
		l.refer("translationOfWork", l.textID(x, source))
	}
	l.list("workTranslation", func() {
		for _, o := range x.Languages {
			if madeFrom(x, o.Key) == e.Key {
				l.id(l.textID(x, o.Key))
			}
		}
	})
}

// madeFrom is the language from which the text in another was translated, or "".
func madeFrom(x *site.Entry, key string) string {
	source, _, _ := strings.Cut(x.TranslationOf.In(key), " ")
	if source == key {
		return ""
	}
	return source
}
