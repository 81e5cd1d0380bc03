package freshness

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"diglot/generator/internal/align"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
)

// Held is a record that is not public, and until when. All its languages appear
// at once.
type Held struct {
	Record string   `json:"record"`
	Why    string   `json:"why"`             // draft, embargo, future
	File   string   `json:"file,omitempty"`  // that says so
	Until  string   `json:"until,omitempty"` // RFC 3339, or a day
	Zone   string   `json:"zone,omitempty"`  // in which the author has written it
	Times  []string `json:"times,omitempty"` // the moment there, in the site's zone and in those of its places
	Needs  []Item   `json:"needs,omitempty"` // of a draft: what its texts lack before they can appear together

	names map[string]string // of languages, in themselves
}

// Held are the records that are not public: drafts first, then by moment.
func (d Desk) Held() []Held {
	g := d.State.Graph()
	if g == nil {
		return nil
	}
	var missing []Item
	if slices.ContainsFunc(g.Held, func(h site.Held) bool { return h.Draft }) {
		missing = d.missing()
	}
	var list []Held
	for _, h := range g.Held {
		one := HeldIn(g, h)
		if h.Draft {
			for _, i := range missing {
				if i.Record == one.Record {
					one.Needs = append(one.Needs, i)
				}
			}
			one.Needs = append(one.Needs, d.behind(h.Record)...)
		}
		list = append(list, one)
	}
	later := func(h Held) int { return strings.Compare(h.Why, "draft") }
	slices.SortStableFunc(list, func(a, b Held) int {
		return cmp.Or(later(a)-later(b), strings.Compare(a.Until, b.Until), strings.Compare(a.Record, b.Record))
	})
	return list
}

// HeldIn is a record of a graph that is not public, without what it needs.
func HeldIn(g *site.Graph, h site.Held) Held {
	one := Held{Record: Name(h.Ref), names: map[string]string{}}
	for _, l := range g.Config.Languages {
		one.names[l.Key] = l.Name
	}
	switch {
	case h.Until.Unix != 0:
		zone, err := time.LoadLocation(h.Until.Zone)
		if err != nil {
			zone = time.UTC
		}
		one.Why, one.File = "embargo", h.Record.FieldAt("embargoUntil").File
		one.Until, one.Zone, one.Times = time.Unix(h.Until.Unix, 0).In(zone).Format(time.RFC3339), h.Until.Zone, g.Times(h.Until)
	case !h.Dated.IsZero():
		one.Why, one.File, one.Until = "future", h.Record.FieldAt("date").File, h.Dated.String()
	}
	if h.Draft {
		one.Why, one.File = "draft", h.Record.FieldAt("draft").File
	}
	return one
}

// behind are the texts of a record, public or not, whose source has changed since
// they were made from it. What cannot be read is told elsewhere.
func (d Desk) behind(r *record.Record) []Item {
	var list []Item
	for _, p := range r.Prose {
		sealed, ok := align.Read(r.TranslationOf.In(p.Lang))
		from := r.ProseIn(sealed.Lang)
		if !ok || from.File == "" || from.File == p.File {
			continue
		}
		theirs, _, err := d.read(from.File)
		if err != nil || theirs.Bad {
			continue
		}
		own, _, err := d.read(p.File)
		if err != nil || own.Bad {
			continue
		}
		i := Item{Record: Name(r.Ref()), Language: p.Lang, State: Stale, File: p.File, Source: from.File, Since: sealed.Date.String(), kind: r.Kind}
		rows, _ := align.Compare(theirs.Blocks, own.Blocks, sealed.Marks)
		for _, row := range rows {
			if row.State != align.Current {
				i.Behind++
			}
		}
		if i.Blocks = len(rows); i.Behind > 0 {
			list = append(list, i)
		}
	}
	return list
}

// Plain reports whether a record is a draft and nothing else: it waits for nobody
// but its author.
func (h Held) Plain() bool { return h.Why == "draft" && h.Until == "" && len(h.Needs) == 0 }

// Say says why the record is not public, what it waits for, and until when.
func (h Held) Say(l diag.Language) string {
	var parts []string
	if h.Why == "draft" {
		parts = append(parts, l.Say("serve-draft"))
	}
	for _, i := range h.Needs {
		parts = append(parts, i.need(l, h.names[i.Language]))
	}
	if h.Until != "" {
		parts = append(parts, h.when(l))
	}
	return l.List(parts)
}

// need says what a text lacks, in the fewest words.
func (i Item) need(l diag.Language, language string) string {
	switch {
	case i.State == Stale:
		return l.Say("held-behind", "language", language, "behind", strconv.Itoa(i.Behind), "blocks", l.Count(i.Blocks, "paragraph"))
	case len(i.Lacks) > 0 && !i.NoText:
		return l.Say("held-lacks", "language", language, "fields", l.List(i.Lacks))
	}
	return l.Say("held-text", "language", language)
}

// when says until when a record is held back, by the clocks of both sides.
func (h Held) when(l diag.Language) string {
	if h.Zone == "" {
		return l.Say("serve-dated", "date", h.Until)
	}
	return l.Say("serve-embargo", "moments", strings.Join(h.Times, " / "))
}
