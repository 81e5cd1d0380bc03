package align

import (
	"bytes"
	"strconv"

	"diglot/generator/internal/markdown"
)

// Unit is what stands in one row of the parallel edition: a heading, a
// paragraph, an item of a list with all that is in it, a whole table, a term
// with its descriptions, a footnote.
type Unit struct {
	Block      int    // index in Body.Blocks of its first block
	Start, End int    // range of its markup in HTML
	Within     string // element that its markup belongs into: "ul", "ol", "dl"; else ""
	Number     int    // of an item in an ordered list; else 0
	blocks     int    // how many of Blocks are in it
}

// Units divides a text into units, in its order. Thematic breaks are in none.
func Units(body *markdown.Body) []Unit {
	var list []Unit
	notes := 0
	for i := range body.Blocks {
		b := &body.Blocks[i]
		switch {
		case b.Parent < 0 && (b.Kind == markdown.List || b.Kind == markdown.Definitions || b.Kind == markdown.Rule):
			continue
		case b.Parent < 0 && b.Kind == markdown.Note:
			notes++
			list = append(list, Unit{Block: i, Start: b.Start, Within: "ol", Number: notes})
		case b.Parent < 0:
			list = append(list, Unit{Block: i, Start: b.Start})
		case body.Blocks[b.Parent].Parent >= 0:
		case body.Blocks[b.Parent].Kind == markdown.List:
			list = append(list, item(body, i, list))
		case b.Kind == markdown.Term && body.Blocks[i-1].Kind != markdown.Term || i-1 == int(b.Parent) && b.Kind == markdown.Description:
			list = append(list, Unit{Block: i, Start: b.Start, Within: "dl"})
		}
		u := &list[len(list)-1]
		u.End = max(u.End, b.End)
		if Counts(b.Kind) {
			u.blocks++
		}
	}
	return list
}

// item is the unit of an item; before are the units that are known already.
func item(body *markdown.Body, i int, before []Unit) Unit {
	b := &body.Blocks[i]
	list := &body.Blocks[b.Parent]
	u := Unit{Block: i, Start: b.Start, Within: "ul"}
	tag := body.HTML[list.Start:list.End]
	if !bytes.HasPrefix(tag, []byte("<ol")) {
		return u
	}
	u.Within, u.Number = "ol", 1
	if int(b.Parent) != i-1 { // not the first
		u.Number = before[len(before)-1].Number + 1
	} else if rest, ok := bytes.CutPrefix(tag, []byte(`<ol start="`)); ok {
		u.Number, _ = strconv.Atoi(string(rest[:bytes.IndexByte(rest, '"')]))
	}
	return u
}

// Join makes rows of units out of rows of blocks: two units stand side by side
// if blocks of theirs do, the first ones where there are several. A row has the
// state of its blocks, or is changed where they are of several.
func Join(rows []Row, source, target []Unit) []Row {
	ofSource, ofTarget := owners(source), owners(target)
	p := newPairing(len(source), len(target))
	for _, r := range rows {
		if r.Source < 0 || r.Target < 0 {
			continue
		}
		if i, j := ofSource[r.Source], ofTarget[r.Target]; p.target[i] < 0 && p.source[j] < 0 {
			p.join(i, j, r.State)
		}
	}
	for _, r := range rows {
		i := -1
		if r.Source >= 0 {
			i = ofSource[r.Source]
		} else if i = p.source[ofTarget[r.Target]]; i < 0 {
			continue
		}
		if p.target[i] >= 0 && r.State != p.states[i] {
			p.states[i] = Changed
		}
	}
	return p.rows()
}

// owners says of each block in which unit it is.
func owners(units []Unit) []int {
	var list []int
	for i, u := range units {
		for range u.blocks {
			list = append(list, i)
		}
	}
	return list
}
