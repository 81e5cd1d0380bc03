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
	title, shown := e.say("timeline.title"), e.years
	if e.longTimeline() {
		shown = e.years[:1]
	}
	v := e.timelinePage("", title, shown)
	v.Others = e.timelineLinks("")
	return v
}

func (e *edition) longTimeline() bool { return len(e.events) > wholeTimeline }

// timelineYear shows one year of a long timeline.
func (e *edition) timelineYear(y chapter) *TimelinePage {
	title := e.say("list.year", "section", e.say("timeline.title"), "year", y.year)
	v := e.timelinePage(y.year+"/", title, []chapter{y})
	v.Breadcrumb = append(v.Breadcrumb, Link{Name: Name{Text: e.say("timeline.title")}, URL: e.at(e.section("timeline"))})
	v.Others = e.timelineLinks(y.year)
	return v
}

func (e *edition) timelinePage(rest, title string, years []chapter) *TimelinePage {
	v := &TimelinePage{Page: e.everywhere(e.page("timeline", "timeline", e.section("timeline")+rest, title), "timeline/"+rest, "timeline")}
	v.Linked = e.linkedPage(&v.Page, "CollectionPage")
	for _, y := range years {
		year := TimelineYear{Year: y.year, Entries: make([]TimelineEntry, 0, len(y.entries))}
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
	for _, y := range e.years {
		links = append(links, Link{Name: Name{Text: y.year}, URL: e.at(e.section("timeline") + y.year + "/"), Current: y.year == current})
	}
	return links
}

// chapter is a year with its entries; "" stands for those whose year is not
// known.
type chapter struct {
	year    string
	entries []*site.Entry
}

// chapters divides entries, which are in the order of their days, into years.
func chapters(entries []*site.Entry) []chapter {
	var list []chapter
	var last int16
	for i, x := range entries {
		year := x.Date().Year
		if i == 0 || year != last {
			last, list = year, append(list, chapter{yearOf(x.Date()), entries[i:i]})
		}
		c := &list[len(list)-1]
		c.entries = c.entries[:len(c.entries)+1]
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
