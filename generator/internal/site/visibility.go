package site

import (
	"path"
	"slices"
	"time"

	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
)

// Clock is the moment of the build, in seconds since 1970-01-01T00:00Z. The
// graph knows no other time.
type Clock int64

// Day returns the day in the site's time zone.
func (c Clock) Day(config *record.Config) lang.Date {
	zone, err := time.LoadLocation(config.Timezone)
	if err != nil {
		panic("site: the time zone was checked when site.yaml was read: " + err.Error())
	}
	return lang.DateOf(time.Unix(int64(c), 0).In(zone))
}

// hide takes out the records that are not public, with their attachments, and
// notes why. With drafts nothing is hidden, but the notes are made all the same.
func (g *Graph) hide(records []*record.Record, o Options) []*record.Record {
	var public []*record.Record
	for _, r := range records {
		held := Held{Ref: r.Ref(), Draft: r.Draft, Record: r}
		if r.EmbargoUntil.Unix > int64(o.Clock) {
			held.Until = r.EmbargoUntil
		}
		if r.Announcement != nil && r.Announcement.Date.Value.Compare(g.Today) > 0 {
			held.Dated = r.Announcement.Date.Value
		}
		if !held.Draft && held.Until.Unix == 0 && held.Dated.IsZero() {
			public = append(public, r)
			continue
		}
		g.Held = append(g.Held, held)
		if o.Drafts {
			public = append(public, r)
			continue
		}
		g.hidden[r.Ref().String()] = true
		for _, f := range r.Files {
			g.hidden[f] = true
		}
	}
	for _, r := range records {
		g.folders[r.Dir()] = !g.hidden[r.Ref().String()]
	}
	g.Files = slices.DeleteFunc(slices.Clone(o.Attachments), func(a Attachment) bool {
		public, owned := g.owned(a.Path)
		return owned && !public
	})
	return public
}

// owned reports whether the innermost record's folder in which a file lies is
// that of a public record; owned is false where it lies in none. Records may lie
// in the folders of others.
func (g *Graph) owned(file string) (public, owned bool) {
	for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
		if public, owned = g.folders[dir]; owned {
			break
		}
	}
	return public, owned
}

// Publishes reports whether a file is a picture or document of a public record.
func (g *Graph) Publishes(file string) bool {
	public, _ := g.owned(file)
	return public
}

// HeldBack returns why an entry would not be public without the wish to see
// drafts.
func (g *Graph) HeldBack(e *Entry) (Held, bool) {
	for _, h := range g.Held {
		if h.Record == e.Record {
			return h, true
		}
	}
	return Held{}, false
}

// Times writes a moment as clocks show it: in the zone in which it was written, in
// the site's, and in those of the site's places, each once and at most three.
func (g *Graph) Times(m record.Moment) []string {
	const most = 3
	zones := []string{m.Zone, g.Config.Timezone}
	for _, e := range g.OfKind("place") {
		zones = append(zones, e.Place.Timezone)
	}
	var times []string
	for i, name := range zones {
		if zone, err := time.LoadLocation(name); err == nil && name != "" && !slices.Contains(zones[:i], name) && len(times) < most {
			times = append(times, time.Unix(m.Unix, 0).In(zone).Format("2006-01-02 15:04 ")+name)
		}
	}
	return times
}

// fields are those that hold the record back.
func (h Held) fields() []string {
	var list []string
	if h.Draft {
		list = append(list, "draft")
	}
	if h.Until.Unix != 0 {
		list = append(list, "embargoUntil")
	}
	if !h.Dated.IsZero() {
		list = append(list, "date")
	}
	return list
}

// IsHidden reports whether a file or a reference belongs to a hidden record.
func (g *Graph) IsHidden(key string) bool { return g.hidden[key] }

// IsBroken reports whether a reference names a record that could not be read.
func (g *Graph) IsBroken(ref record.Ref) bool { return g.broken[ref.String()] }
