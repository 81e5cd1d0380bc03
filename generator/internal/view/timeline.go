package view

import (
	"slices"

	"diglot/generator/internal/site"
)

// wholeTimeline is how many events the timeline shows before it is split by
// year.
const wholeTimeline = 200

// timeline shows all events, or those of the newest year where they are too
// many, with links to the other years.
func (e *edition) timeline() *TimelinePage {
	years := e.years()
	title, shown := e.say("timeline.title"), years
	if e.longTimeline() {
		shown = years[:1]
	}
	v := e.timelinePage("", title, shown)
	v.Others = e.timelineLinks("")
	return v
}

func (e *edition) longTimeline() bool { return len(e.events) > wholeTimeline }

// timelineYear shows one year of a long timeline.
func (e *edition) timelineYear(year string) *TimelinePage {
	years := e.years()
	i := slices.IndexFunc(years, func(y chapter) bool { return y.year == year })
	title := e.say("list.year", "section", e.say("timeline.title"), "year", year)
	v := e.timelinePage(year+"/", title, years[i:i+1])
	v.Breadcrumb = append(v.Breadcrumb, Link{Name: Name{Text: e.say("timeline.title")}, URL: e.at(e.section("timeline"))})
	v.Others = e.timelineLinks(year)
	return v
}

func (e *edition) timelinePage(rest, title string, years []chapter) *TimelinePage {
	v := &TimelinePage{Page: e.everywhere(e.page("timeline", "timeline", e.section("timeline")+rest, title), "timeline/"+rest, "timeline")}
	v.Linked = e.linkedPage(&v.Page, "CollectionPage")
	for _, y := range years {
		year := TimelineYear{Year: y.year}
		for _, x := range y.entries {
			year.Entries = append(year.Entries, TimelineEntry{e.item(x), x.Kind.Name})
		}
		v.Years = append(v.Years, year)
	}
	return v
}

func (e *edition) timelineLinks(current string) []Link {
	if !e.longTimeline() {
		return nil
	}
	var links []Link
	for _, y := range e.years() {
		links = append(links, Link{Name: Name{Text: y.year}, URL: e.at(e.section("timeline") + y.year + "/"), Current: y.year == current})
	}
	return links
}

// chapter is a year with what happened in it.
type chapter struct {
	year    string
	entries []*site.Entry
}

// years sorts the events into years, the latest first.
func (e *edition) years() []chapter {
	var list []chapter
	for _, x := range e.events {
		year := yearOf(x.Date())
		if len(list) == 0 || list[len(list)-1].year != year {
			list = append(list, chapter{year: year})
		}
		last := &list[len(list)-1]
		last.entries = append(last.entries, x)
	}
	return list
}

// happened are the dated entries, the latest first; on one day the ceremony
// stands before what was signed at it.
func (e *edition) happened() []*site.Entry {
	var list []*site.Entry
	for _, kind := range []string{"announcement", "ceremony", "agreement"} {
		for _, x := range e.graph.Ordered(kind, e.Key) {
			if !x.Date().IsZero() {
				list = append(list, x)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b *site.Entry) int { return b.Date().Compare(a.Date()) })
	return list
}
