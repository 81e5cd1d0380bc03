package align

// pairing says which block of one side stands beside which of the other, while
// that is being found out.
type pairing struct {
	target []int   // by source, or -1
	source []int   // by target, or -1
	states []State // by source
	moves  []bool  // by source: paired across others, so it parts no spans
}

func newPairing(n, m int) *pairing {
	p := &pairing{target: make([]int, n), source: make([]int, m), states: make([]State, n), moves: make([]bool, n)}
	for i := range p.target {
		p.target[i], p.states[i] = -1, Added
	}
	for j := range p.source {
		p.source[j] = -1
	}
	return p
}

func (p *pairing) join(i, j int, s State) {
	p.target[i], p.source[j], p.states[i] = j, i, s
}

// span is a part of both sides, up to i1 and j1.
type span struct{ i0, i1, j0, j1 int }

// within calls do for the spans between pairs that are in order: what is in
// them has none but moved pairs yet.
func (p *pairing) within(s span, do func(span)) {
	rest := s
	for i := s.i0; i < s.i1; i++ {
		j := p.target[i]
		if j < 0 || p.moves[i] {
			continue
		}
		do(span{rest.i0, i, rest.j0, j})
		rest.i0, rest.j0 = i+1, j+1
	}
	do(rest)
}

// limit bounds the table of the longest common subsequence: two bytes a cell, a
// few milliseconds. Texts whose differing parts are larger are matched in one
// pass, where each block takes the next like it.
const limit = 4 << 20 // cells

// key says what a block is taken for while blocks are matched; 0 is nothing.
type key uint64

// place is a free block of one side with its key.
type place struct {
	at int
	key
}

func places(from, to int, taken []int, keys []key) []place {
	var list []place
	for at := from; at < to; at++ {
		if keys[at] != 0 && taken[at] < 0 {
			list = append(list, place{at, keys[at]})
		}
	}
	return list
}

// match pairs free blocks of the same key in a span, in order, as many as can be.
func (p *pairing) match(s span, state State, source, target []key) {
	a, b := places(s.i0, s.i1, p.target, source), places(s.j0, s.j1, p.source, target)
	for len(a) > 0 && len(b) > 0 && a[0].key == b[0].key {
		p.join(a[0].at, b[0].at, state)
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1].key == b[len(b)-1].key {
		p.join(a[len(a)-1].at, b[len(b)-1].at, state)
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	switch {
	case len(a) == 0 || len(b) == 0:
	case (len(a)+1)*(len(b)+1) > limit:
		p.greedy(a, b, state)
	default:
		p.longest(a, b, state)
	}
}

// longest pairs along a longest common subsequence.
func (p *pairing) longest(a, b []place, state State) {
	width := len(b) + 1
	length := make([]uint16, (len(a)+1)*width) // of what can be paired from here on
	for i := len(a) - 1; i >= 0; i-- {
		row, below := length[i*width:(i+1)*width], length[(i+1)*width:(i+2)*width]
		for j := len(b) - 1; j >= 0; j-- {
			if a[i].key == b[j].key {
				row[j] = below[j+1] + 1
			} else {
				row[j] = max(below[j], row[j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].key == b[j].key:
			p.join(a[i].at, b[j].at, state)
			i, j = i+1, j+1
		case length[i*width+j+1] >= length[(i+1)*width+j]:
			j++
		default:
			i++
		}
	}
}

// greedy pairs each block with the next of its key.
func (p *pairing) greedy(a, b []place, state State) {
	next := map[key][]int{}
	for _, f := range b {
		next[f.key] = append(next[f.key], f.at)
	}
	from := 0
	for _, f := range a {
		list := next[f.key]
		for len(list) > 0 && list[0] < from {
			list = list[1:]
		}
		if len(list) > 0 {
			p.join(f.at, list[0], state)
			from, list = list[0]+1, list[1:]
		}
		next[f.key] = list
	}
}

// inTurn pairs what is free in a span one after the other.
func (p *pairing) inTurn(s span, state State) {
	j := s.j0
	for i := s.i0; i < s.i1; i++ {
		if p.target[i] >= 0 {
			continue
		}
		for j < s.j1 && p.source[j] >= 0 {
			j++
		}
		if j == s.j1 {
			return
		}
		p.join(i, j, state)
	}
}

// moved pairs blocks that are left over on both sides with the same words. Those
// without any, such as pictures without a caption, cannot be told apart.
func (p *pairing) moved(now, then []key) {
	free := map[key][]int{}
	for j, m := range then {
		if p.source[j] < 0 && m != wordless {
			free[m] = append(free[m], j)
		}
	}
	for i, m := range now {
		if p.target[i] < 0 && len(free[m]) > 0 {
			p.join(i, free[m][0], Moved)
			p.moves[i] = true
			free[m] = free[m][1:]
		}
	}
}

// rows lists all pairs in the order of the source. What only the target has
// stands behind what it follows there.
func (p *pairing) rows() []Row {
	rows := make([]Row, 0, len(p.target))
	only := func(j int) {
		for ; j < len(p.source) && p.source[j] < 0; j++ {
			rows = append(rows, Row{-1, j, Removed})
		}
	}
	only(0)
	for i, j := range p.target {
		rows = append(rows, Row{i, j, p.states[i]})
		if j >= 0 {
			only(j + 1)
		}
	}
	return rows
}
