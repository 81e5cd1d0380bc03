package asset

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"slices"
)

// quality is that of JPEG: at 80, photographs show no traces of it on the
// screens that the largest of them are for.
const quality = 80

// Renditions makes a picture in some widths in pixels, in its own format, each
// as it is to be published: upright, and without what cameras write into it. A
// width of 0, or of the published size, stands for that. Where the pixels may
// stay as they are, their bytes do.
//
// Only a picture that scales has other widths. The error is ErrBroken where the
// pixels cannot be read.
func Renditions(b []byte, widths []int) ([][]byte, error) {
	s, err := scan(b)
	if err != nil {
		return nil, err
	}
	var pixels image.Image // decoded when they are needed
	list := make([][]byte, len(widths))
	for i, width := range widths {
		full, height := s.published()
		if width == 0 || width == full {
			if !s.mustBeMade() {
				list[i] = slices.Concat(s.kept...)
				continue
			}
			width = full
		} else {
			height = heightAt(width, full, height)
		}
		if pixels == nil {
			if pixels, _, err = image.Decode(bytes.NewReader(b)); err != nil {
				return nil, fmt.Errorf("%w: %w", ErrBroken, err)
			}
		}
		if list[i], err = s.encode(s.scaled(pixels, width, height)); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// mustBeMade reports whether the published size needs other pixels than those
// of the file.
func (s *scanned) mustBeMade() bool {
	turned, swapped := s.turned()
	width := s.width
	if swapped {
		width = s.height
	}
	return s.scales && width > FullWidth || turned && (s.format == "JPEG" || s.format == "PNG")
}

// scaled is the picture upright and of a size: first scaled, then turned, since
// that is less to turn.
func (s *scanned) scaled(from image.Image, width, height int) image.Image {
	if _, swapped := s.turned(); swapped {
		width, height = height, width
	}
	switch from := from.(type) {
	case *image.YCbCr:
		return s.scaledYCbCr(from, width, height)
	case *image.Gray:
		p := s.upright(scale(plane{from.Pix, from.Rect.Dx(), from.Rect.Dy(), from.Stride, 1}, width, height))
		return &image.Gray{Pix: p.pix, Stride: p.stride, Rect: image.Rect(0, 0, p.width, p.height)}
	case *image.RGBA:
		return s.scaledRGBA(from, width, height)
	}
	if model := from.ColorModel(); model == color.Gray16Model {
		grey := image.NewGray(from.Bounds())
		draw.Draw(grey, grey.Rect, from, grey.Rect.Min, draw.Src)
		return s.scaled(grey, width, height)
	}
	// Colours are multiplied with how much they cover, so that what cannot be
	// seen does not shine through at the edges.
	flat := image.NewRGBA(from.Bounds())
	draw.Draw(flat, flat.Rect, from, flat.Rect.Min, draw.Src)
	return s.scaledRGBA(flat, width, height)
}

// scaledYCbCr scales brightness and colours each by itself, without making RGB
// of them and back. Colours come out at half the width and height (4:2:0).
func (s *scanned) scaledYCbCr(from *image.YCbCr, width, height int) image.Image {
	full := from.Rect.Size()
	half := colourSize(from)
	y := s.upright(scale(plane{from.Y, full.X, full.Y, from.YStride, 1}, width, height))
	cb := s.upright(scale(plane{from.Cb, half.X, half.Y, from.CStride, 1}, (width+1)/2, (height+1)/2))
	cr := s.upright(scale(plane{from.Cr, half.X, half.Y, from.CStride, 1}, (width+1)/2, (height+1)/2))
	return &image.YCbCr{Y: y.pix, Cb: cb.pix, Cr: cr.pix, YStride: y.stride, CStride: cb.stride,
		SubsampleRatio: image.YCbCrSubsampleRatio420, Rect: image.Rect(0, 0, y.width, y.height)}
}

// colourSize is the size of a picture's planes of colour.
func colourSize(m *image.YCbCr) image.Point {
	across, down := 1, 1
	switch m.SubsampleRatio {
	case image.YCbCrSubsampleRatio422:
		across = 2
	case image.YCbCrSubsampleRatio420:
		across, down = 2, 2
	case image.YCbCrSubsampleRatio440:
		down = 2
	case image.YCbCrSubsampleRatio411:
		across = 4
	case image.YCbCrSubsampleRatio410:
		across, down = 4, 2
	}
	size := m.Rect.Size()
	return image.Pt((size.X+across-1)/across, (size.Y+down-1)/down)
}

func (s *scanned) scaledRGBA(from *image.RGBA, width, height int) image.Image {
	to := &image.RGBA{}
	for i := range 4 {
		p := s.upright(scale(plane{from.Pix[i:], from.Rect.Dx(), from.Rect.Dy(), from.Stride, 4}, width, height))
		if i == 0 {
			to = image.NewRGBA(image.Rect(0, 0, p.width, p.height))
		}
		for at, v := range p.pix {
			to.Pix[4*at+i] = v
		}
	}
	if !from.Opaque() {
		for at := 0; at < len(to.Pix); at += 4 { // sharpened edges may be brighter than they cover
			for i := range 3 {
				to.Pix[at+i] = min(to.Pix[at+i], to.Pix[at+3])
			}
		}
	}
	return to
}

// upright turns a plane as the orientation says (CIPA DC-008, table 4-6).
func (s *scanned) upright(p plane) plane {
	if turned, _ := s.turned(); !turned {
		return p
	}
	to := plane{make([]byte, len(p.pix)), p.width, p.height, p.width, 1}
	if _, swapped := s.turned(); swapped {
		to.width, to.height, to.stride = p.height, p.width, p.height
	}
	for y := range to.height {
		for x := range to.width {
			fx, fy := x, y
			switch s.turn {
			case 2:
				fx = p.width - 1 - x
			case 3:
				fx, fy = p.width-1-x, p.height-1-y
			case 4:
				fy = p.height - 1 - y
			case 5:
				fx, fy = y, x
			case 6:
				fx, fy = y, p.height-1-x
			case 7:
				fx, fy = p.width-1-y, p.height-1-x
			case 8:
				fx, fy = p.width-1-y, x
			}
			to.pix[y*to.stride+x] = p.pix[fy*p.stride+fx]
		}
	}
	return to
}

// encode writes a picture in the format of the one it was made from, and says
// of its colours what that one said.
func (s *scanned) encode(m image.Image) ([]byte, error) {
	var out bytes.Buffer
	var err error
	before := 2 // the colours stand behind the first marker
	if s.format == "JPEG" {
		err = jpeg.Encode(&out, m, &jpeg.Options{Quality: quality})
	} else {
		before = len(signaturePNG) + 12 + 13 // behind the head
		err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, m)
	}
	if err != nil {
		return nil, fmt.Errorf("encode a picture: %w", err)
	}
	b := out.Bytes()
	return slices.Concat(b[:before], slices.Concat(s.colour...), b[before:]), nil
}
