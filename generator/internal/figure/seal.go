package figure

import "crypto/sha256"

// The weave of a seal: strands each way, the place of the first and the
// distance to the next, and how far a strand that passes below is cut.
const (
	strands = 4
	first   = 20
	step    = 16
	cut     = 6.5
	margin  = 10 // of the strands' ends beyond the outermost crossings
)

// Seal weaves four strands with four others; which of two lies above, at each
// of the sixteen crossings, follows from the name alone. So everything that has
// a name has a mark of its own: weft is the path of the strands that lie
// across, warp of those that stand. The square is 88 units wide, its middle at
// 44.
func Seal(name string) (weft, warp string) {
	bits := sha256.Sum256([]byte(name))
	above := func(row, column int) bool { // the standing strand lies above
		i := row*strands + column
		return bits[i/8]>>(i%8)&1 == 1
	}
	for i := range strands {
		weft += strand(i, 'H', func(j int) bool { return above(i, j) })
		warp += strand(i, 'V', func(j int) bool { return !above(j, i) })
	}
	return weft, warp
}

// strand draws one from its first end to its last, in pieces between the
// crossings at which it passes below.
func strand(i int, direction byte, below func(int) bool) string {
	const last = first + (strands-1)*step + margin
	var text string
	at := float64(first + i*step)
	start := float64(first - margin)
	piece := func(end float64) {
		move := "M" + Number(start) + " " + Number(at)
		if direction == 'V' {
			move = "M" + Number(at) + " " + Number(start)
		}
		text += move + string(direction) + Number(end)
	}
	for j := range strands {
		if below(j) {
			crossing := float64(first + j*step)
			piece(crossing - cut)
			start = crossing + cut
		}
	}
	piece(last)
	return text
}
