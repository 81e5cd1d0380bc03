package view

import (
	"unicode/utf8"

	"diglot/generator/internal/figure"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
)

// Network is a drawing of the members and of what is known to join them: the
// reader's side on the left. It shows nothing that the records do not say.
type Network struct {
	Width, Height int // of the drawing, in its own units
	Beads         []Bead
	Threads       []Thread // from bead to bead: agreements whose parties are known
	Loose         []Loose  // from a bead into the knot: signatures whose partner is not stated
	Members       int
	Turned        bool // the second strand is on the left
	Places        bool // there are too many members or threads: a bead is a place
}

// Bead is a member in the drawing, or a place with all its members.
type Bead struct {
	Link
	Shape  string // path data: round on the first side of the site, a diamond on the second
	Strand string // of the side, as Side.Strand
	Lines  []Line // its name, where there is room
	Left   bool   // the name ends before the bead
}

// Line is a line of a name in a drawing: where it begins, or ends.
type Line struct{ X, Y, Text string }

// Thread joins two beads. Its halves meet in the middle, where a mark stands
// for the agreements.
type Thread struct {
	A, B         Link
	First, Other string // path data, from either bead to the middle
	StrandA      string
	StrandB      string
	Mark         string // path data
	Agreements   []Link
}

// Loose is a signature at a ceremony whose partner is not stated.
type Loose struct {
	Link     // the member, or its place
	Path     string
	Strand   string
	Ceremony Link
}

// How much the drawing can show before places stand for members, and before
// names have no room beside their beads.
const (
	membersOnRing = 300
	threadsOnRing = 40
	namesOnHalf   = 9
	lineOfName    = 30 // letters; a longer name takes two lines
)

// network draws the members, or returns a zero Network where there are none on
// two sides.
func (e *edition) network() Network {
	w := newNetworker(e, memberUnit)
	if len(w.members) > membersOnRing || len(w.threads.list) > threadsOnRing {
		w = newNetworker(e, placeUnit)
	}
	if !w.place() {
		return Network{}
	}
	return w.draw()
}

// memberUnit and placeUnit say what a bead stands for.
func memberUnit(_ *edition, x *site.Entry) *site.Entry { return x }

func placeUnit(e *edition, x *site.Entry) *site.Entry {
	for _, place := range e.graph.Resolved([]record.Ref{x.Member.Location.Value}) {
		return place
	}
	return x
}

// networker collects what the drawing shows, then draws it.
type networker struct {
	*edition
	unit    func(*edition, *site.Entry) *site.Entry
	members []*site.Entry
	units   []*site.Entry // each once, in the order of the members
	country map[*site.Entry]string
	threads joints
	loose   joints // a is the unit, by the ceremony
	at      map[*site.Entry]figure.Point
}

// joint is what joins two units, or a unit and the knot.
type joint struct {
	a, b *site.Entry
	by   []*site.Entry
}

func newNetworker(e *edition, unit func(*edition, *site.Entry) *site.Entry) *networker {
	w := &networker{edition: e, unit: unit, country: map[*site.Entry]string{}, at: map[*site.Entry]figure.Point{}}
	w.members = e.graph.Ordered("member", e.Key)
	for _, x := range w.members {
		u := unit(e, x)
		if _, there := w.country[u]; !there {
			w.units = append(w.units, u)
			w.country[u] = x.Country
		}
	}
	paired := map[*site.Entry]map[*site.Entry]bool{} // by ceremony: members whose partner is known
	for _, x := range e.graph.Ordered("agreement", e.Key) {
		w.agreement(x, paired)
	}
	for _, x := range e.graph.Ordered("ceremony", e.Key) {
		w.ceremony(x, paired[x])
	}
	return w
}

// agreement joins all its parties with each other.
func (w *networker) agreement(x *site.Entry, paired map[*site.Entry]map[*site.Entry]bool) {
	parties := w.graph.Resolved(x.Agreement.Parties.Value)
	ceremony := w.graph.Find(x.Agreement.SignedAt.Value)
	for i, a := range parties {
		if ceremony != nil && len(parties) > 1 {
			if paired[ceremony] == nil {
				paired[ceremony] = map[*site.Entry]bool{}
			}
			paired[ceremony][a] = true
		}
		for _, b := range parties[i+1:] {
			w.threads.join(w.unit(w.edition, a), w.unit(w.edition, b), x)
		}
	}
}

// ceremony leads those who signed, it is not known with whom, into the knot.
func (w *networker) ceremony(x *site.Entry, paired map[*site.Entry]bool) {
	for _, member := range w.graph.Resolved(x.Ceremony.Signing.Signatories.Value) {
		if !paired[member] {
			w.loose.join(w.unit(w.edition, member), nil, x)
		}
	}
}

// joints are all that joins units, each pair once.
type joints struct {
	list []joint
	seen map[[2]*site.Entry]int // place in the list, by the pair in either order
}

// join adds what joins a and b, where they differ.
func (l *joints) join(a, b, by *site.Entry) {
	if a == b {
		return
	}
	i, there := l.seen[[2]*site.Entry{a, b}]
	if !there {
		if l.seen == nil {
			l.seen = map[[2]*site.Entry]int{}
		}
		i = len(l.list)
		l.list = append(l.list, joint{a: a, b: b})
		l.seen[[2]*site.Entry{a, b}], l.seen[[2]*site.Entry{b, a}] = i, i
	}
	l.list[i].by = append(l.list[i].by, by)
}

// place puts the units on the ring, the edition's own side on the left. It
// reports whether there is somebody on both.
func (w *networker) place() bool {
	var halves [2][]*site.Entry
	own := ""
	if sides := w.graph.Countries(w.Key); len(sides) > 0 {
		own = sides[0]
	}
	for _, u := range w.units {
		half := 1
		if w.country[u] == own {
			half = 0
		}
		halves[half] = append(halves[half], u)
	}
	for half, units := range halves {
		for i, p := range figure.Half(len(units), half == 1) {
			w.at[units[i]] = p
		}
	}
	return len(halves[0]) > 0 && len(halves[1]) > 0
}

func (w *networker) draw() Network {
	n := Network{Width: figure.Width, Height: figure.Height, Members: len(w.members)}
	r, most := 8.0, 0
	halves := map[bool]int{}
	for _, u := range w.units {
		halves[w.left(u)]++
		most = max(most, halves[w.left(u)])
		n.Places = n.Places || u.Kind.Name == "place"
	}
	if most > namesOnHalf {
		r = max(2.5, 110/float64(most))
	}
	for _, u := range w.units {
		n.Turned = n.Turned || w.left(u) && w.strand(w.country[u]) == "1"
		b := w.bead(u, r)
		if most <= namesOnHalf {
			b.Lines = linesOf(b.Text, w.at[u], r+8, b.Left)
		}
		n.Beads = append(n.Beads, b)
	}
	for _, j := range w.threads.list {
		if w.shown(j.a) && w.shown(j.b) {
			n.Threads = append(n.Threads, w.thread(j))
		}
	}
	for _, j := range w.loose.list {
		if w.shown(j.a) {
			n.Loose = append(n.Loose, Loose{w.named(j.a), figure.ToKnot(w.at[j.a]), w.strand(w.country[j.a]), w.link(j.by[0])})
		}
	}
	return n
}

// shown reports whether a unit has a bead: a member that is not published in
// this edition has none.
func (w *networker) shown(u *site.Entry) bool { _, there := w.at[u]; return there }

func (w *networker) left(u *site.Entry) bool { return w.at[u].X < figure.Width/2 }

// named links to a unit under a name that is short enough for a drawing.
func (w *networker) named(u *site.Entry) Link { return w.linkAs(u, w.short(u)) }

func (w *networker) bead(u *site.Entry, r float64) Bead {
	b := Bead{Link: w.named(u), Strand: w.strand(w.country[u]), Left: w.left(u), Shape: figure.Disc(w.at[u], r)}
	if b.Strand == "1" {
		b.Shape = figure.Diamond(w.at[u], 1.2*r)
	}
	return b
}

// linesOf places a name beside its bead, on two lines if it is long.
func linesOf(name string, p figure.Point, gap float64, left bool) []Line {
	const size, height = 15, 18
	if left {
		gap = -gap
	}
	x, y := figure.Number(p.X+gap), p.Y+size/3
	first, second := halves(name)
	if second == "" {
		return []Line{{x, figure.Number(y), name}}
	}
	return []Line{{x, figure.Number(y - height/2), first}, {x, figure.Number(y + height/2), second}}
}

// halves splits a long name at the space that is nearest to its middle.
func halves(name string) (first, second string) {
	if utf8.RuneCountInString(name) <= lineOfName {
		return name, ""
	}
	best := -1
	for i, r := range name {
		if r == ' ' && (best < 0 || abs(2*i-len(name)) < abs(2*best-len(name))) {
			best = i
		}
	}
	if best < 0 {
		return name, ""
	}
	return name[:best], name[best+1:]
}

func abs(n int) int { return max(n, -n) }

func (w *networker) thread(j joint) Thread {
	t := Thread{A: w.named(j.a), B: w.named(j.b), StrandA: w.strand(w.country[j.a]), StrandB: w.strand(w.country[j.b])}
	first, other, middle := figure.Thread(w.at[j.a], w.at[j.b])
	t.First, t.Other, t.Mark = first, other, figure.Diamond(middle, 5)
	if !w.left(j.a) && w.left(j.b) { // the reader's side first
		t.A, t.B, t.StrandA, t.StrandB, t.First, t.Other = t.B, t.A, t.StrandB, t.StrandA, other, first
	}
	for _, x := range j.by {
		t.Agreements = append(t.Agreements, w.link(x))
	}
	return t
}

// Seal is the mark of an agreement or a ceremony: a weave that its id alone
// decides, in a square of 88 units.
type Seal struct {
	Weft, Warp string // path data of the strands across and of those that stand
	Year       string
	Round      bool // of a ceremony
}

func sealOf(x *site.Entry, day lang.Date) Seal {
	weft, warp := figure.Seal(x.Kind.Name + ":" + x.ID)
	return Seal{weft, warp, yearOf(day), x.Ceremony != nil}
}
