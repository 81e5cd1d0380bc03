package asset

import (
	"bytes"
	"errors"
	"path"
	"slices"
	"strings"
)

// Recipe names what Renditions makes of a picture. It changes with the code, so
// that nothing made in another way is taken for the same.
const Recipe = "pictures 1"

// Pixels is the largest picture that is read, in pixels: 8,000 by 6,000, more than
// telephones make, needs some 300 MB where it is a progressive JPEG.
const Pixels = 50_000_000

// FullWidth is the width in pixels above which a picture is published smaller:
// twice that of the widest column, and more.
const FullWidth = 2400

// Why a file is not published as a picture.
var (
	ErrBroken = errors.New("no whole picture of a kind that is published")
	ErrLarge  = errors.New("a picture of too many pixels")
)

// Picture is what can be said of a picture without its pixels.
type Picture struct {
	Format        string // "JPEG", "PNG", "GIF" or "WebP"
	Width, Height int    // of the picture as it is published: upright, and not above FullWidth where it can be scaled
	Pixels        int    // of the file
	Scales        bool   // it can be made in other sizes: a JPEG for screens, or a PNG that stands still
}

// endings are those of a file's name by the format, the usual one first.
var endings = map[string][]string{
	"JPEG": {".jpg", ".jpeg", ".jpe", ".jfif"}, "PNG": {".png"}, "GIF": {".gif"}, "WebP": {".webp"},
}

// unknown are endings of pictures that few browsers show, or that we cannot
// free of what cameras write into them.
var unknown = []string{".heic", ".heif", ".avif", ".tif", ".tiff", ".bmp", ".jxl", ".jp2", ".apng"}

// IsPicture reports whether a file's name is that of a picture, be it of a kind
// that is published or not. Drawings (SVG) are none.
func IsPicture(name string) bool {
	ending := strings.ToLower(path.Ext(name))
	for _, list := range endings {
		if slices.Contains(list, ending) {
			return true
		}
	}
	return slices.Contains(unknown, ending)
}

// Ending returns the ending that a file of the format should have: the one that
// it has, or the usual one.
func (p Picture) Ending(name string) string {
	if have := path.Ext(name); slices.Contains(endings[p.Format], strings.ToLower(have)) {
		return have
	}
	return endings[p.Format][0]
}

// Measure reads a picture from its first byte to its end, but none of its
// pixels. The error is ErrBroken or ErrLarge.
func Measure(b []byte) (Picture, error) {
	s, err := scan(b)
	if err != nil {
		return Picture{}, err
	}
	p := Picture{Format: s.format, Pixels: s.width * s.height, Scales: s.scales}
	p.Width, p.Height = s.published()
	return p, nil
}

// scanned is what the parts of a picture's file say.
type scanned struct {
	format        string
	width, height int  // as stored
	turn          int  // how it must be turned to stand upright: the orientation of EXIF, 1 to 8; 0 where it is not said
	scales        bool // as in Picture
	kept          [][]byte
	colour        [][]byte // those of kept that say how its colours are meant
}

// scan tells the formats apart by their first bytes.
func scan(b []byte) (*scanned, error) {
	s := &scanned{}
	var err error
	switch {
	case bytes.HasPrefix(b, []byte("\xFF\xD8\xFF")):
		err = s.jpeg(b)
	case bytes.HasPrefix(b, []byte(signaturePNG)):
		err = s.png(b)
	case bytes.HasPrefix(b, []byte("GIF87a")), bytes.HasPrefix(b, []byte("GIF89a")):
		err = s.gif(b)
	case len(b) > 12 && string(b[:4]) == "RIFF" && string(b[8:12]) == "WEBP":
		err = s.webp(b)
	default:
		err = ErrBroken
	}
	if err != nil {
		return nil, err
	}
	if s.width <= 0 || s.height <= 0 {
		return nil, ErrBroken
	}
	if s.width > Pixels/s.height {
		return nil, ErrLarge
	}
	return s, nil
}

// turned reports whether the picture must be turned, and whether its sides
// change places by that.
func (s *scanned) turned() (turned, swapped bool) {
	return s.turn > 1, s.turn > 4
}

// published is the size at which the picture is published.
func (s *scanned) published() (width, height int) {
	width, height = s.width, s.height
	if _, swapped := s.turned(); swapped {
		width, height = height, width
	}
	if s.scales && width > FullWidth {
		return FullWidth, heightAt(FullWidth, width, height)
	}
	return width, height
}

// heightAt is the height of a picture of a size, at another width.
func heightAt(at, width, height int) int { return max(1, (height*at+width/2)/width) }

// keep keeps a part of the file as it is.
func (s *scanned) keep(part []byte) { s.kept = append(s.kept, part) }

// orientation reads how a picture is to be turned from its EXIF data (CIPA
// DC-008, section 4.6.4, tag 274); 0 where they do not say.
func orientation(exif []byte) int {
	if len(exif) < 8 {
		return 0
	}
	number := func(at, size int) int {
		n := 0
		for i := range size {
			if at < 0 || at+size > len(exif) {
				return 0
			}
			if exif[0] == 'I' {
				n |= int(exif[at+i]) << (8 * i)
			} else {
				n = n<<8 | int(exif[at+i])
			}
		}
		return n
	}
	first := number(4, 4)
	for i := range number(first, 2) {
		entry := first + 2 + 12*i
		if number(entry, 2) != 274 {
			continue
		}
		if turn := number(entry+8, 2); turn <= 8 {
			return turn
		}
		break
	}
	return 0
}
