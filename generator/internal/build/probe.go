package build

import (
	"slices"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
)

// prober finds out what a page depends on by asking what it would be if
// something were different. On a site of some hundred records every alternative
// is tried by itself. Where there are more, they are tried together and parted
// where the page differs: what does not matter costs almost nothing then, but
// two alternatives that undo each other's effect could be missed.
type prober struct {
	*asker
	path  string
	scene scene
	pool  *pool
	base  made
	spent int
	open  int // alternatives that were not parted: the budget was spent
}

// budget is how many pages are made for one answer. A site of a hundred records
// needs a tenth of it; the front page of one of ten thousand pages would need
// more than anybody waits for.
const budget = 6000

// alone is how many alternatives are tried one by one: two seconds' worth.
const alone = 3000

// matter is something that a page may depend on, with the number of
// alternatives to it.
type matter struct {
	place
	others int
	change func(s *scene, other, turn int) // of what is no leaf
}

// finding is a matter that the page depends on.
type finding struct {
	matter
	in []string // fields of the view that would differ
}

// differs makes the page with an alternative for each of the matters.
func (p *prober) differs(list []matter, other int) (bool, []string) {
	p.spent++
	changed, ok := p.page(p.altered(list, other), p.path)
	switch {
	case !ok:
		return true, nil
	case changed.equals(p.base):
		return false, nil
	}
	return true, differing(p.base.view, changed.view)
}

// altered is the scene with alternatives. What does not change is shared.
func (p *prober) altered(list []matter, other int) scene {
	s := p.scene
	s.records, s.files = slices.Clone(s.records), slices.Clone(s.files)
	wanted := map[int]map[leaf]int{}
	for turn, m := range list {
		if m.change != nil {
			m.change(&s, other, turn)
			continue
		}
		if wanted[m.record] == nil {
			wanted[m.record] = map[leaf]int{}
		}
		wanted[m.record][m.leaf] = turn
	}
	for i, turns := range wanted {
		alter := func(v visit) {
			if turn, ok := turns[v.leaf]; ok && other < len(v.others) {
				v.others[other](turn)
			}
		}
		if i == ofConfig {
			s.config = copyOfConfig(s.config)
			settings(s.config, p.pool, alter)
			continue
		}
		s.records[i] = copyOf(s.records[i])
		leaves(s.records[i], p.pool, alter)
	}
	s.records = slices.DeleteFunc(s.records, func(r *record.Record) bool { return r == nil })
	s.files = slices.DeleteFunc(s.files, func(a site.Attachment) bool { return a.Path == "" })
	return s
}

// find returns the matters that the page depends on.
func (p *prober) find(list []matter) []finding {
	var all []finding
	most, total := 0, 0
	for _, m := range list {
		most = max(most, m.others)
		total += m.others
	}
	for other := range most {
		var rest []matter
		for _, m := range list {
			if other < m.others {
				rest = append(rest, m)
			}
		}
		var hits []finding
		size := len(rest)
		if total <= alone {
			size = 1
		}
		for group := range slices.Chunk(rest, max(size, 1)) {
			hits = append(hits, p.part(group, other)...)
		}
		all = append(all, hits...)
		list = slices.DeleteFunc(slices.Clone(list), func(m matter) bool {
			return slices.ContainsFunc(hits, func(f finding) bool { return f.place == m.place })
		})
	}
	return all
}

// part finds those matters of a list whose alternative the page shows, by
// halves.
func (p *prober) part(list []matter, other int) []finding {
	if len(list) == 0 {
		return nil
	}
	if p.spent >= budget {
		p.open += len(list)
		return nil
	}
	differs, in := p.differs(list, other)
	switch {
	case !differs:
		return nil
	case len(list) == 1:
		return []finding{{list[0], in}}
	}
	half := len(list) / 2
	return append(p.part(list[:half], other), p.part(list[half:], other)...)
}

// leavesOf lists the values of records that are not known to be shown.
func (p *prober) leavesOf(known map[place]bool) []matter {
	var list []matter
	for i, r := range p.scene.records {
		list = append(list, mattersOf(i, func(see func(visit)) { leaves(copyOf(r), p.pool, see) }, known)...)
	}
	return append(list, mattersOf(ofConfig, func(see func(visit)) { settings(copyOfConfig(p.scene.config), p.pool, see) }, known)...)
}

// mattersOf lists the leaves that a walk shows, each once, where it is written
// first.
func mattersOf(record int, walk func(func(visit)), known map[place]bool) []matter {
	var list []matter
	index := map[leaf]int{}
	walk(func(v visit) {
		i, seen := index[v.leaf]
		if !seen {
			i = len(list)
			index[v.leaf] = i
			list = append(list, matter{place: place{record, v.leaf, v.at}})
		}
		list[i].others = max(list[i].others, len(v.others))
	})
	return slices.DeleteFunc(list, func(m matter) bool { return known[place{record: m.record, leaf: m.leaf}] })
}

// presence lists the records of which nothing is known to be shown: the page
// may count them. Without the alliance there is no site.
func (p *prober) presence(shown map[int]bool) []matter {
	var list []matter
	for i, r := range p.scene.records {
		if shown[i] || r.Alliance != nil {
			continue
		}
		list = append(list, matter{place: place{i, leaf{field: isThere}, r.At()}, others: 1,
			change: func(s *scene, _, _ int) { s.records[i] = nil }})
	}
	return list
}

// isThere names the presence of a record among its fields.
const isThere = "(is there)"

// pictures lists the files in records' folders.
func (p *prober) pictures() []matter {
	var list []matter
	for i, a := range p.scene.files {
		list = append(list, matter{place: place{ofConfig, leaf{field: a.Path}, diag.Span{File: a.Path}}, others: 2,
			change: func(s *scene, other, _ int) {
				if other == 1 {
					s.files[i].Path = ""
					return
				}
				s.files[i].Width, s.files[i].Height, s.files[i].Bytes = a.Width+1, a.Height+1, a.Bytes+1e5
			}})
	}
	return list
}

// today is the day of the build, with one that is later than all days.
func today() matter {
	const century = 100 * 365 * 24 * 60 * 60 // seconds
	return matter{place: place{record: ofConfig, leaf: leaf{field: "(today)"}}, others: 1,
		change: func(s *scene, _, _ int) { s.clock += century }}
}
