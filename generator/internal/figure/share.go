package figure

import (
	"errors"
	"math"
	"strconv"
	"strings"
)

// Stroke is a line of some width, of one piece or several. Its ends are cut
// straight, and it is round where it bends.
type Stroke struct {
	Lines [][]Point
	Width float64
	Ink   string // "strand-a", "strand-b", or "paper" where it makes room for the next
}

// The size of the picture that stands for the site where its address is shared
// (https://ogp.me), and how large the knot is in it.
const (
	ShareWidth, ShareHeight = 1200, 630
	shareScale              = 7
)

// shareStrokes are the strokes of the emblem's layout, by their class.
var shareStrokes = map[string]struct {
	width float64
	ink   string
}{
	"strand-a": {6.2, "strand-a"}, "strand-b": {6.2, "strand-b"}, "casing": {10.6, "paper"}, "core": {1.6, "paper"},
}

// Share draws the picture of the site: the emblem in the middle, a cord above
// and one below. The emblem is the layout that pages show, so that there is one
// knot: of its markup the paths are read, in their order. The error says that it
// has another form than that.
func Share(emblem string) ([]Stroke, error) {
	strokes := append(cord(64), cord(ShareHeight-64)...)
	parts := strings.Split(emblem, "<path ")[1:]
	for _, part := range parts {
		class, d := quoted(part, `class="`), quoted(part, ` d="`)
		kind, known := shareStrokes[class]
		if !known {
			return nil, errors.New("a path of the emblem has no class of a stroke")
		}
		lines, err := flatten(d)
		if err != nil {
			return nil, err
		}
		for _, line := range lines {
			for i, p := range line {
				line[i] = Point{ShareWidth/2 + float64(shareScale*p.X), ShareHeight/2 + float64(shareScale*p.Y)}
			}
		}
		strokes = append(strokes, Stroke{lines, shareScale * kind.width, kind.ink})
	}
	if len(parts) == 0 {
		return nil, errors.New("the emblem has no path")
	}
	return strokes, nil
}

func quoted(text, before string) string {
	_, rest, _ := strings.Cut(text, before)
	value, _, _ := strings.Cut(rest, `"`)
	return value
}

// cord is two strands twisted along the whole width, at a height: two waves in
// opposite phase, of which each passes over the other in turn.
func cord(at float64) []Stroke {
	const (
		half   = 50.0 // from one crossing to the next; they lie at its multiples
		height = 18.0
		width  = 13.0
	)
	wave := func(from, to, sign float64) []Point {
		var line []Point
		for x := from; x <= to; x += 2 {
			line = append(line, Point{x, at + float64(sign*height*math.Sin(math.Pi*x/half))})
		}
		return line
	}
	whole := func(sign float64) [][]Point { return [][]Point{wave(-half, ShareWidth+half, sign)} }
	var crossings, over [][]Point
	for x := 0.0; x <= ShareWidth; x += 2 * half {
		crossings = append(crossings, wave(x-half*.35, x+half*.35, 1))
		over = append(over, wave(x-half*.45, x+half*.45, 1))
	}
	return []Stroke{
		{whole(1), width, "strand-a"},
		{whole(-1), width * 1.8, "paper"}, {whole(-1), width, "strand-b"}, {whole(-1), width * .24, "paper"},
		{crossings, width * 1.8, "paper"}, {over, width, "strand-a"},
	}
}

// flatten turns path data into lines of straight pieces. It knows M, H, V, C and
// A with absolute coordinates (SVG 2, section 9.3), which the emblem is made of,
// and of arcs those of circles and less than half a turn.
func flatten(d string) ([][]Point, error) {
	var lines [][]Point
	r := pathReader{text: d}
	for r.more() {
		command := r.command()
		if len(lines) == 0 && command != 'M' {
			return nil, errors.New("path data that begin without M")
		}
		if command == 'M' {
			lines = append(lines, []Point{r.point()})
			continue
		}
		line := &lines[len(lines)-1]
		from := (*line)[len(*line)-1]
		switch command {
		case 'H':
			*line = append(*line, Point{r.number(), from.Y})
		case 'V':
			*line = append(*line, Point{from.X, r.number()})
		case 'C':
			*line = append(*line, cubic(from, r.point(), r.point(), r.point())...)
		case 'A':
			radius := r.number()
			r.number() // the same: a circle
			r.number() // its turn does not matter
			r.number() // the smaller arc
			clockwise := r.number() == 1
			*line = append(*line, arc(from, r.point(), radius, clockwise)...)
		default:
			return nil, errors.New("path data with " + string(rune(command)))
		}
	}
	return lines, r.err
}

const pieces = 24 // straight ones of a curve

func cubic(a, b, c, d Point) []Point {
	var line []Point
	for i := 1; i <= pieces; i++ {
		t := float64(i) / pieces
		mix := func(a, b Point) Point {
			return Point{a.X + float64(t*(b.X-a.X)), a.Y + float64(t*(b.Y-a.Y))}
		}
		ab, bc, cd := mix(a, b), mix(b, c), mix(c, d)
		line = append(line, mix(mix(ab, bc), mix(bc, cd)))
	}
	return line
}

func arc(a, b Point, radius float64, clockwise bool) []Point {
	dx, dy := b.X-a.X, b.Y-a.Y
	chord := math.Hypot(dx, dy)
	away := math.Sqrt(max(0, float64(radius*radius)-float64(chord*chord/4))) / chord
	if !clockwise {
		away = -away
	}
	middle := Point{(a.X+b.X)/2 - float64(dy*away), (a.Y+b.Y)/2 + float64(dx*away)}
	from, to := math.Atan2(a.Y-middle.Y, a.X-middle.X), math.Atan2(b.Y-middle.Y, b.X-middle.X)
	switch {
	case clockwise && to < from:
		to += 2 * math.Pi
	case !clockwise && to > from:
		to -= 2 * math.Pi
	}
	var line []Point
	for i := 1; i <= pieces; i++ {
		angle := from + float64((to-from)*float64(i)/pieces)
		line = append(line, Point{middle.X + float64(radius*math.Cos(angle)), middle.Y + float64(radius*math.Sin(angle))})
	}
	return line
}

// pathReader reads path data.
type pathReader struct {
	text string
	last byte
	err  error
}

func (r *pathReader) more() bool {
	r.text = strings.TrimLeft(r.text, " ,\n")
	return r.text != "" && r.err == nil
}

// command reads a letter, or takes the last one again where a number follows.
func (r *pathReader) command() byte {
	if c := r.text[0]; c >= 'A' {
		r.last, r.text = c, r.text[1:]
	}
	return r.last
}

func (r *pathReader) number() float64 {
	r.more()
	end := 0
	for end < len(r.text) && (strings.IndexByte("0123456789.", r.text[end]) >= 0 || end == 0 && r.text[0] == '-') {
		end++
	}
	v, err := strconv.ParseFloat(r.text[:end], 64)
	if err != nil && r.err == nil {
		r.err = errors.New("path data without a number where one should be")
	}
	r.text = r.text[end:]
	return v
}

func (r *pathReader) point() Point { return Point{r.number(), r.number()} }
