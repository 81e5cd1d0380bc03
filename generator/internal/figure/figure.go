// Package figure computes drawings: numbers go in, SVG path data comes out. It
// knows nothing of members or agreements and writes no markup; layouts do.
//
// Lengths are in units of the drawing's viewBox, x to the right, y down. The
// same input gives the same text on every machine: coordinates are rounded to
// a tenth of a unit before they are printed.
package figure

import (
	"math"
	"strconv"
)

// Point is a place in a drawing.
type Point struct{ X, Y float64 }

// The ring of members: its middle, and half of its width and height. The knot
// in the middle lets its cords begin at these distances from there.
const (
	ringX, ringY   = 500, 205
	ringRX, ringRY = 240, 180
	knotX, knotY   = 62, 8.5
)

// Width and Height are the size of the drawing of a ring.
const (
	Width  = 2 * ringX
	Height = 2 * ringY
)

// Half places n beads evenly on one half of the ring, from top to bottom.
func Half(n int, right bool) []Point {
	const open = math.Pi / 7 // the halves keep apart, at the top and below
	points := make([]Point, n)
	for i := range points {
		angle := open + (math.Pi-2*open)*(float64(i)+.5)/float64(n)
		x := ringRX * math.Sin(angle)
		if !right {
			x = -x
		}
		points[i] = Point{ringX + x, ringY - ringRY*math.Cos(angle)}
	}
	return points
}

// Thread joins two beads by a curve that leans to the middle of the ring. It
// comes in two halves that meet at mid, so that each can have the colour of its
// bead.
func Thread(a, b Point) (first, second string, mid Point) {
	// The control point of the whole curve; de Casteljau splits it in the middle.
	c := Point{ringX + (a.X+b.X-2*ringX)/6, ringY + (a.Y+b.Y-2*ringY)/6}
	ac, cb := between(a, c), between(c, b)
	mid = between(ac, cb)
	return path(a, ac, mid), path(b, cb, mid), mid
}

func between(a, b Point) Point { return Point{(a.X + b.X) / 2, (a.Y + b.Y) / 2} }

// ToKnot leads from a bead to the nearer cord of the knot on its side.
func ToKnot(a Point) string {
	end := Point{ringX + knotX, ringY + knotY}
	if a.X < ringX {
		end.X = ringX - knotX
	}
	if a.Y < ringY {
		end.Y = ringY - knotY
	}
	return path(a, Point{(a.X + 2*end.X) / 3, end.Y}, end)
}

// Disc draws a bead of a radius.
func Disc(p Point, r float64) string {
	arc := "a" + Number(r) + " " + Number(r) + " 0 1 1 "
	return "M" + Number(p.X-r) + " " + Number(p.Y) + arc + Number(2*r) + " 0" + arc + Number(-2*r) + " 0z"
}

// Diamond draws a bead as a square that stands on a corner.
func Diamond(p Point, r float64) string {
	n := Number(r)
	return "M" + Number(p.X) + " " + Number(p.Y-r) + "l" + n + " " + n + "-" + n + " " + n + "-" + n + "-" + n + "z"
}

func path(from, control, to Point) string {
	text := append(make([]byte, 0, 40), 'M')
	text = appendPoint(text, from)
	text = appendPoint(append(text, 'Q'), control)
	return string(appendPoint(append(text, ' '), to))
}

func appendPoint(text []byte, p Point) []byte {
	return append(append(append(text, Number(p.X)...), ' '), Number(p.Y)...)
}

// Number prints a coordinate as short as it is at a tenth of a unit.
func Number(v float64) string {
	return strconv.FormatFloat(math.Round(v*10)/10+0, 'f', -1, 64) // +0 makes −0 a 0
}
