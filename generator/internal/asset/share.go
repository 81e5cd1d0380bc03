package asset

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"strconv"
	"strings"

	"diglot/generator/internal/figure"
)

// Share is the picture that stands for the site where its address is shared.
type Share struct {
	Path    string // where it is published; its name changes with the picture
	strokes []figure.Stroke
	colours color.Palette // paper, then from paper to each ink
}

// shades is how many steps lead from the paper to an ink: enough for smooth edges.
const shades = 15

// shareInks are the colours of the picture: tokens of the stylesheet.
var shareInks = [...]string{"paper", "strand-a", "strand-b"}

// NewShare prepares the picture, from the layout of the emblem and the
// stylesheet. A stylesheet without the colours, or a layout with another
// emblem than can be read, has none.
func NewShare(emblem []byte, styles []Part) (Share, bool) {
	strokes, err := figure.Share(string(emblem))
	if err != nil {
		return Share{}, false
	}
	var inks [len(shareInks)]color.RGBA
	for i, name := range shareInks {
		ink, ok := token(styles, "--"+name)
		if !ok {
			return Share{}, false
		}
		inks[i] = ink
	}
	s := Share{strokes: strokes, colours: color.Palette{inks[0]}}
	for _, ink := range inks[1:] {
		for i := 1; i <= shades; i++ {
			s.colours = append(s.colours, mixed(inks[0], ink, i))
		}
	}
	sum := sha256.Sum256(fmt.Append(nil, Recipe, strokes, s.colours))
	s.Path = fmt.Sprintf("assets/share.%x.png", sum[:6])
	return s, true
}

// ShareSize is the size of the picture in pixels.
func ShareSize() (width, height int) { return figure.ShareWidth, figure.ShareHeight }

// token is the first value of a colour in the stylesheet: that of light screens.
func token(styles []Part, name string) (color.RGBA, bool) {
	for _, part := range styles {
		_, rest, ok := strings.Cut(string(part.Bytes), name+":")
		if !ok {
			continue
		}
		value, _, _ := strings.Cut(rest, ";")
		hex, ok := strings.CutPrefix(strings.TrimSpace(value), "#")
		v, err := strconv.ParseUint(hex, 16, 32)
		if len(hex) == 3 {
			v = v>>8*0x110000 | v>>4&15*0x1100 | v&15*0x11
		}
		return color.RGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}, ok && err == nil && (len(hex) == 6 || len(hex) == 3)
	}
	return color.RGBA{}, false
}

func mixed(a, b color.RGBA, step int) color.RGBA {
	mix := func(a, b uint8) uint8 { return uint8((int(a)*(shades-step) + int(b)*step + shades/2) / shades) }
	return color.RGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 255}
}

// Draw makes the picture, a PNG.
func (s Share) Draw() ([]byte, error) {
	m := image.NewPaletted(image.Rect(0, 0, figure.ShareWidth, figure.ShareHeight), s.colours)
	far := field{m.Rect, make([]float64, len(m.Pix))}
	for _, stroke := range s.strokes {
		ink := 0
		for i, name := range shareInks {
			if name == stroke.Ink {
				ink = i
			}
		}
		touched := far.measure(stroke)
		for y := touched.Min.Y; y < touched.Max.Y; y++ {
			for at := y*m.Stride + touched.Min.X; at < y*m.Stride+touched.Max.X; at++ {
				if part := stroke.Width/2 - far.distance[at] + .5; part > 0 {
					cover(&m.Pix[at], ink, min(part, 1))
				}
			}
		}
	}
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.DefaultCompression}).Encode(&out, m); err != nil {
		return nil, fmt.Errorf("encode the picture of the site: %w", err)
	}
	return out.Bytes(), nil
}

// cover lays an ink over a pixel, wholly or in part. Inks never lie on each
// other but with paper between: what is left of another ink goes to the paper.
func cover(pixel *uint8, ink int, part float64) {
	step := int(math.Round(part * shades))
	if step == 0 {
		return
	}
	under, had := 0, 0 // an ink, and how much of it
	if *pixel > 0 {
		under, had = (int(*pixel)-1)/shades+1, (int(*pixel)-1)%shades+1
	}
	switch {
	case ink == under:
		had = max(had, step)
	case ink == 0 || step <= had/2:
		ink, had = under, had*(shades-step)/shades
	default:
		had = step
	}
	if *pixel = 0; had > 0 && ink > 0 {
		*pixel = uint8((ink-1)*shades + had)
	}
}

// field is how far each pixel is from a stroke, in pixels; infinite where it is
// too far to matter.
type field struct {
	image.Rectangle
	distance []float64
}

// measure fills the part of the field that a stroke touches, and returns which
// part that is. The rest holds other strokes.
func (f field) measure(s figure.Stroke) image.Rectangle {
	var touched image.Rectangle
	for _, line := range s.Lines {
		for i := 1; i < len(line); i++ {
			touched = touched.Union(f.around(line[i-1], line[i], s.Width/2))
		}
	}
	for y := touched.Min.Y; y < touched.Max.Y; y++ {
		for x := touched.Min.X; x < touched.Max.X; x++ {
			f.distance[y*f.Dx()+x] = math.Inf(1)
		}
	}
	for _, line := range s.Lines {
		ends := [2]ray{towards(line[1], line[0]), towards(line[len(line)-2], line[len(line)-1])}
		for i := 1; i < len(line); i++ {
			f.piece(line[i-1], line[i], s.Width/2, near(ends[:], line[i-1], line[i], s.Width/2))
		}
	}
	return touched
}

// around are the pixels that a straight piece of a line may colour.
func (f field) around(a, b figure.Point, half float64) image.Rectangle {
	reach := half + 1 // half a pixel for the smooth edge, half for the middle of the pixel
	return image.Rect(int(min(a.X, b.X)-reach), int(min(a.Y, b.Y)-reach), int(max(a.X, b.X)+reach), int(max(a.Y, b.Y)+reach)).Intersect(f.Rectangle)
}

// ray is a place and a direction.
type ray struct{ x, y, dx, dy float64 }

// towards is the ray at b that comes from a.
func towards(a, b figure.Point) ray {
	dx, dy := b.X-a.X, b.Y-a.Y
	length := math.Max(math.Hypot(dx, dy), 1e-9)
	return ray{b.X, b.Y, dx / length, dy / length}
}

// along is how far a place lies in the ray's direction, and how far beside it.
func (r ray) along(x, y float64) (along, across float64) {
	x, y = x-r.x, y-r.y
	return float64(x*r.dx) + float64(y*r.dy), math.Abs(float64(x*r.dy) - float64(y*r.dx))
}

// near are the ends that matter to pixels around a piece of a line: for most
// pieces none, which is half of the time.
func near(ends []ray, a, b figure.Point, half float64) (list []ray) {
	reach := math.Hypot(b.X-a.X, b.Y-a.Y) + 5*half
	for _, end := range ends {
		if math.Hypot(end.x-a.X, end.y-a.Y) < reach {
			list = append(list, end)
		}
	}
	return list
}

// piece measures how far pixels are from a straight piece of a line, which is
// round where it meets another piece and cut at the ends of the line.
func (f field) piece(a, b figure.Point, half float64, ends []ray) {
	r, length, box := towards(a, b), math.Hypot(b.X-a.X, b.Y-a.Y), f.around(a, b, half)
	for y := box.Min.Y; y < box.Max.Y; y++ {
		row := f.distance[y*f.Dx():]
		for x := box.Min.X; x < box.Max.X; x++ {
			along, distance := r.along(float64(x)+.5, float64(y)+.5)
			if distance > half+.5 || distance >= row[x] { // it only grows from here
				continue
			}
			if beyond := max(along, -along-length); beyond > 0 {
				if beyond > half+.5 {
					continue
				}
				distance = math.Sqrt(float64(distance*distance) + float64(beyond*beyond))
			}
			for _, end := range ends {
				if beyond, beside := end.along(float64(x)+.5, float64(y)+.5); beyond > 0 && beside < 2*half && beyond < 2*half {
					distance = max(distance, half+beyond)
				}
			}
			row[x] = min(row[x], distance)
		}
	}
}
