package view

import (
	"slices"
	"strconv"

	"diglot/generator/internal/align"
	"diglot/generator/internal/site"
)

// ParallelPage is a publication in several languages side by side, the page's
// own first. Its rows are the same in all languages, and so are their ids.
type ParallelPage struct {
	Page
	Kind   string
	Others []Name // in the other languages
	Whole  Link   // its page in this language
	Texts  []ParallelText
	Rows   []ParallelRow
}

// ParallelText is one of the texts that stand side by side.
type ParallelText struct {
	Side     string // place of the text on this page, from "0"
	Strand   string // place of its language in site.yaml, from "0"
	Language Name   // in itself; its Lang is always set
	Lede     string
	Facts    []SpokenFact
	Notices  []Notice // how it stands to its original, in the page's language
}

// SpokenFact is a row of a list of facts whose words are all in the language of
// its text.
type SpokenFact struct {
	Label   string
	Values  []Link
	Date    Date
	Remark  string // "not stated", "derived"
	Unknown bool   // the remark stands instead of a value
}

// ParallelRow is a block in all languages: a heading, a paragraph, an item, a
// table.
type ParallelRow struct {
	ID     string
	Number string // for readers: "§ 2", "2.3"; "2.3 zh" where that text alone has it
	Cells  []ParallelCell
}

// ParallelCell is a block in one language.
type ParallelCell struct {
	Side    string // of the text, as ParallelText.Side
	Strand  string
	Prose   Prose  // a part of the text; without File where the text lacks it
	Within  string // element that the part belongs into: "ul", "ol", "dl"; else ""
	Number  int    // of an item in an ordered list
	Remark  string // what is to be said about it: that the original is newer, or that it lacks the block
	Missing bool
}

// beside lists the editions whose texts stand in the parallel edition of an entry
// that this edition publishes, itself first; none where there is no such page.
func (e *edition) beside(x *site.Entry) []*edition {
	if !e.hasText(x) || !slices.Contains(e.graph.Config.Parallel, x.Kind.Section) {
		return nil
	}
	list := []*edition{e}
	for _, o := range e.Maker.editions {
		if o != e && o.hasText(x) {
			list = append(list, o)
		}
	}
	if len(list) < 2 {
		return nil
	}
	return list
}

func (e *edition) parallelPath(x *site.Entry) string { return x.Path(e.Key) + "parallel/" }

// parallelLink leads to the parallel edition, where there is one.
func (e *edition) parallelLink(x *site.Entry) Link {
	texts := e.beside(x)
	if texts == nil {
		return Link{}
	}
	return Link{Name: Name{Text: e.sideBySide(len(texts))}, URL: e.at(e.parallelPath(x))}
}

func (e *edition) sideBySide(texts int) string {
	if texts == 2 {
		return e.say("parallel.both")
	}
	return e.say("parallel.all")
}

// parallelJob is the parallel edition of an entry; its view is made of all the
// texts that it shows.
func (e *edition) parallelJob(x *site.Entry, texts []*edition) Job {
	job := Job{Path: file(e.parallelPath(x)), Lang: e.Key, Entry: x}
	for _, o := range texts {
		job.Shows = append(job.Shows, x.ProseIn(o.Key))
		// Its original need not stand on the page.
		for _, p := range o.shows(x) {
			if !slices.Contains(job.Shows, p) {
				job.Shows = append(job.Shows, p)
			}
		}
	}
	// What is wrong with the texts is told of their own pages.
	job.Make = func(b Bodies) Made { return Made{View: e.parallel(x, texts, b)} }
	return job
}

func (e *edition) parallel(x *site.Entry, texts []*edition, bodies Bodies) *ParallelPage {
	v := &ParallelPage{Page: e.parallelPage(x, texts), Kind: x.Kind.Name, Others: e.others(x)}
	v.Whole = Link{Name: Name{Text: e.say("parallel.whole")}, URL: e.at(x.Path(e.Key))}
	p := parting{lead: e, x: x}
	for side, o := range texts {
		w := o.written(x, bodies)
		t := ParallelText{Side: strconv.Itoa(side), Strand: o.place(), Language: Name{o.Language.Name, o.Tag},
			Lede: o.own(x.Description), Facts: o.spoken(o.factsOf(x))}
		states := make([]align.State, len(w.units))
		if a, ok := o.ageOf(x, bodies); ok {
			t.Notices = []Notice{e.standing(a, o)}
			for _, r := range a.lags() {
				states[r.Target] = r.State
			}
		}
		p.texts, p.states = append(p.texts, w), append(p.states, states)
		v.Texts = append(v.Texts, t)
	}
	v.Rows = p.rows()
	return v
}

// place is the edition's place in site.yaml.
func (e *edition) place() string { return strconv.Itoa(slices.Index(e.Maker.editions, e)) }

// standing says in this edition's language how the text of another stands to its
// original.
func (e *edition) standing(a age, o *edition) Notice {
	n := Notice{Key: "matchesOf", Date: e.date(a.Date), Text: e.textOf("to", a.e), Of: e.textOf("text", o)}
	if align.Stale(a.rows) {
		n.Key = "staleOf"
	}
	return n
}

// parallelPage makes what the parallel edition has as a page: of its own address,
// for readers; search engines list the page of the edition in its place.
func (e *edition) parallelPage(x *site.Entry, texts []*edition) Page {
	name := e.called(x).Text
	p := e.page("parallel", x.Kind.Section, e.parallelPath(x), name)
	p.Full = e.say("title.page", "page", e.say("parallel.title", "page", name, "texts", e.sideBySide(len(texts))), "site", e.siteName().Text)
	p.ListedAs = e.absolute(x.Path(e.Key))
	p.Breadcrumb = e.entryPath(x)
	for _, o := range e.Maker.editions {
		switch {
		case o == e:
		case slices.Contains(texts, o):
			p.Editions = append(p.Editions, o.stands("ready", e.at(o.parallelPath(x))))
		default:
			p.Editions = append(p.Editions, o.editionOf(x))
		}
	}
	p.Notices = e.notices(x)
	return p
}

// factsOf are the facts of which an entry consists besides its text.
func (e *edition) factsOf(x *site.Entry) []Fact {
	switch {
	case x.Agreement != nil:
		return e.agreementFacts(x)
	case x.Ceremony != nil:
		return e.ceremonyFacts(x)
	}
	return nil
}

// spoken gives facts their words in the edition's language.
func (e *edition) spoken(facts []Fact) []SpokenFact {
	var list []SpokenFact
	for _, f := range facts {
		s := SpokenFact{Label: e.sayIf("fact."+f.Key, f.Key), Values: f.Values, Date: f.Date}
		switch {
		case f.Certainty == Certainty("notStated"):
			s.Remark, s.Unknown = e.say("certainty.notStated"), true
		case f.Certainty == Certainty("derived") || f.Date.Derived:
			s.Remark = e.say("certainty.derived")
		}
		list = append(list, s)
	}
	return list
}

// parting divides texts into the rows of a page.
type parting struct {
	lead   *edition
	x      *site.Entry
	texts  []written       // the lead's first
	states [][]align.State // of their units: what their originals have done
	ids    map[string]bool // of all rows
}

// base is the text whose order and numbers the rows have, the same in every
// language: the first in the order of the site that was not made from another.
func (p *parting) base() int {
	first := -1
	for _, e := range p.lead.Maker.editions {
		at := slices.IndexFunc(p.texts, func(w written) bool { return w.e == e })
		if at < 0 {
			continue
		}
		if _, made := e.originalOf(p.x); !made {
			return at
		}
		if first < 0 {
			first = at
		}
	}
	return first // each was made from another
}

// line is a row as the units that stand in it, by text; -1 where there is none.
type line []int

// lines aligns every text with the base. What a text has alone stands behind
// what it follows there.
func (p *parting) lines(base int) []line {
	with := make([][]int, len(p.texts))    // by text and unit of the base: the unit beside it
	alone := make([][][]int, len(p.texts)) // by text and unit of the base, one later: units that follow it
	for t := range p.texts {
		with[t], alone[t] = p.against(base, t)
	}
	var lines []line
	for i := range len(p.texts[base].units) + 1 {
		if i > 0 {
			l := make(line, len(p.texts))
			for t := range l {
				l[t] = with[t][i-1]
			}
			lines = append(lines, l)
		}
		for t := range p.texts {
			for _, unit := range alone[t][i] {
				l := slices.Repeat(line{-1}, len(p.texts))
				l[t] = unit
				lines = append(lines, l)
			}
		}
	}
	return lines
}

// against aligns a text with the base.
func (p *parting) against(base, t int) (with []int, alone [][]int) {
	b, w := &p.texts[base], &p.texts[t]
	with, alone = make([]int, len(b.units)), make([][]int, len(b.units)+1)
	if t == base {
		for i := range with {
			with[i] = i
		}
		return with, alone
	}
	rows := align.Pair(b.blocks, w.blocks)
	if o, ok := w.e.originalOf(p.x); ok && o.e == b.e {
		rows, _ = align.Compare(b.blocks, w.blocks, o.Marks)
	}
	at := 0
	for _, r := range align.Join(rows, b.units, w.units) {
		if r.Source >= 0 {
			with[r.Source] = r.Target
			at = r.Source + 1
		} else {
			alone[at] = append(alone[at], r.Target)
		}
	}
	return with, alone
}

// rows makes the rows of the page.
func (p *parting) rows() []ParallelRow {
	base := p.base()
	lines := p.lines(base)
	p.ids = map[string]bool{}
	rows := make([]ParallelRow, len(lines))
	for i, l := range lines {
		rows[i].ID, rows[i].Number = p.named(l, base)
		p.ids[rows[i].ID] = true
	}
	for i, l := range lines {
		for t, unit := range l {
			rows[i].Cells = append(rows[i].Cells, p.cell(t, unit))
		}
	}
	return rows
}

// named returns the id and the number of a row: those of the base's block, else
// those of the text that has it alone, which are told apart by its language. No
// id of an author holds a dot.
func (p *parting) named(l line, base int) (id, number string) {
	t := base
	if l[base] < 0 {
		t = slices.IndexFunc(l, func(unit int) bool { return unit >= 0 })
	}
	w := &p.texts[t]
	id, number = w.block(l[t]).ID, w.numbers[w.units[l[t]].Block]
	if t != base {
		id, number = w.e.Key+"."+id, number+"\u00a0"+w.e.Key
	}
	return id, number
}

// cell is a unit of a text, or the word that the text has none.
func (p *parting) cell(t, unit int) ParallelCell {
	w := &p.texts[t]
	c := ParallelCell{Side: strconv.Itoa(t), Strand: w.e.place()}
	if unit < 0 {
		c.Remark, c.Missing = p.lead.say("parallel.missing", "text", p.lead.textOf("text", w.e)), true
		return c
	}
	u := w.units[unit]
	f := filler{e: w.e, x: p.x, prose: p.x.ProseIn(w.e.Key), text: w.Text, rows: p.ids}
	c.Prose = f.part(u.Start, u.End)
	c.Within, c.Number, c.Remark = u.Within, u.Number, p.lead.lag(p.states[t][unit], w.e)
	return c
}
