package asset

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"golang.org/x/image/webp"
)

// secret is what a camera would have written.
const secret = "50.4501N 30.5234E"

// exif are EXIF data with an orientation, in both orders of bytes, and a place.
func exif(turn byte, little bool) string {
	if little {
		return "II\x2A\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00" + string(turn) + "\x00\x00\x00\x00\x00\x00\x00" + secret
	}
	return "MM\x00\x2A\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(turn) + "\x00\x00\x00\x00\x00\x00" + secret
}

// corners is a picture whose corners are white, light, dark and black, in the
// order of reading.
func corners(width, height int) *image.Gray {
	m := image.NewGray(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			v := uint8(255)
			if x >= width/2 {
				v = 170
			}
			if y >= height/2 {
				v = v - 170
			}
			m.SetGray(x, y, color.Gray{v})
		}
	}
	return m
}

// jpegWith is a JPEG with segments behind its first marker.
func jpegWith(m image.Image, segments ...string) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 100}); err != nil {
		panic(err)
	}
	out := bytes.Clone(b.Bytes()[:2])
	for _, s := range segments {
		out = binary.BigEndian.AppendUint16(append(out, 0xFF, s[0]), uint16(len(s)+1))
		out = append(out, s[1:]...)
	}
	return append(out, b.Bytes()[2:]...)
}

// pngWith is a PNG with chunks behind its head: a name and what it holds.
func pngWith(m image.Image, chunks ...string) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(err)
	}
	const head = 8 + 25
	out := bytes.Clone(b.Bytes()[:head])
	for _, c := range chunks {
		out = binary.BigEndian.AppendUint32(out, uint32(len(c)-4))
		out = binary.BigEndian.AppendUint32(append(out, c...), crc32.ChecksumIEEE([]byte(c)))
	}
	return append(out, b.Bytes()[head:]...)
}

// webpWith is a picture of one pixel in the extended form, with chunks.
func webpWith(chunks ...string) []byte {
	body := "WEBP"
	for _, c := range append([]string{"VP8X\x2C\x00\x00\x00\x00\x00\x00\x00\x00\x00", "VP8L\x2F\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xFE\x07"}, chunks...) {
		size := len(c) - 4
		body += c[:4] + string(binary.LittleEndian.AppendUint32(nil, uint32(size))) + c[4:] + strings.Repeat("\x00", size&1)
	}
	return []byte("RIFF" + string(binary.LittleEndian.AppendUint32(nil, uint32(len(body)))) + body)
}

// moving is a GIF of three pictures with a remark.
func moving() []byte {
	var b bytes.Buffer
	g := &gif.GIF{LoopCount: 3}
	for i := range 3 {
		m := image.NewPaletted(image.Rect(0, 0, 4, 4), color.Palette{color.Black, color.White})
		m.Pix[i] = 1
		g.Image, g.Delay = append(g.Image, m), append(g.Delay, 10)
	}
	if err := gif.EncodeAll(&b, g); err != nil {
		panic(err)
	}
	remark := "\x21\xFE" + string(rune(len(secret))) + secret + "\x00"
	return bytes.Replace(b.Bytes(), []byte("\x21\xFF\x0B"), []byte(remark+"\x21\xFF\x0B"), 1)
}

// Planted bugs this test has caught: APP13 that is kept; a JFIF segment kept
// with its smaller picture; iTXt among the chunks that are kept; flags of VP8X
// that stay; what follows the end of a JPEG.
func TestNothingIsPublishedThatCamerasNote(t *testing.T) {
	plain := image.NewRGBA(image.Rect(0, 0, 16, 8))
	icc := "\xE2ICC_PROFILE\x00\x01\x01profile"
	for name, c := range map[string]struct {
		file  []byte
		keeps string
	}{
		"JPEG": {append(jpegWith(plain, "\xE1Exif\x00\x00"+exif(1, true), "\xE1http://ns.adobe.com/xap/1.0/\x00"+secret, icc, "\xEDPhotoshop 3.0\x00"+secret,
			"\xFE"+secret, "\xE0JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x02\x02"+secret, "\xE2MPF\x00"+secret), secret...), "profile"},
		"PNG":  {append(pngWith(plain, "gAMA\x00\x00\xB1\x8F", "tEXtplace\x00"+secret, "iTXtplace\x00"+secret, "zTXt"+secret, "eXIf"+exif(1, false), "prVW"+secret), secret...), "gAMA"},
		"GIF":  {append(moving(), secret...), "NETSCAPE2.0"},
		"WebP": {webpWith("EXIF"+exif(1, true), "XMP "+secret, "what"+secret), "VP8X"},
	} {
		t.Run(name, func(t *testing.T) {
			made, err := Renditions(c.file, []int{0})
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Contains(made[0], []byte(secret)) || bytes.Contains(made[0], []byte("Exif")) {
				t.Errorf("it is still there: %q", made[0])
			}
			if !bytes.Contains(made[0], []byte(c.keeps)) {
				t.Errorf("%s is gone", c.keeps)
			}
			again, err := Renditions(made[0], []int{0})
			if err != nil || !bytes.Equal(again[0], made[0]) {
				t.Error("what was made is not whole", err)
			}
			if name == "WebP" {
				if m, err := webp.Decode(bytes.NewReader(made[0])); err != nil || m.Bounds().Dx() != 1 || made[0][20]&0x0C != 0 {
					t.Error("it cannot be decoded, or says what it does not hold", err)
				}
				return
			}
			was, _, _ := image.Decode(bytes.NewReader(c.file))
			is, _, err := image.Decode(bytes.NewReader(made[0]))
			if err != nil || !sameImage(was, is) {
				t.Error("other pixels", err)
			}
		})
	}
}

func sameImage(a, b image.Image) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			if color.RGBAModel.Convert(a.At(x, y)) != color.RGBAModel.Convert(b.At(x, y)) {
				return false
			}
		}
	}
	return true
}

func TestAnAnimationStaysAsItIs(t *testing.T) {
	made, err := Renditions(moving(), []int{0})
	if err != nil {
		t.Fatal(err)
	}
	g, err := gif.DecodeAll(bytes.NewReader(made[0]))
	if err != nil || len(g.Image) != 3 || g.LoopCount != 3 || g.Delay[1] != 10 {
		t.Error(g, err)
	}
	p, err := Measure(pngWith(corners(3000, 2), "acTL\x00\x00\x00\x01\x00\x00\x00\x00"))
	if err != nil || p.Scales || p.Width != 3000 {
		t.Error("a PNG that moves:", p, err)
	}
}

// The corner of the upright picture at which the first row and the first column
// meet, and that at which the first row ends (CIPA DC-008, orientation).
var uprightCorners = map[byte][2]string{1: {"tl", "tr"}, 2: {"tr", "tl"}, 3: {"br", "bl"}, 4: {"bl", "br"},
	5: {"tl", "bl"}, 6: {"tr", "br"}, 7: {"br", "tr"}, 8: {"bl", "tl"}}

// Planted bugs this test has caught: 6 and 8 exchanged; width and height of a
// turned picture not exchanged in Measure; a PNG whose turn is forgotten.
func TestATurnedPictureIsPublishedUpright(t *testing.T) {
	at := func(m image.Image, corner string) uint8 {
		x, y := m.Bounds().Dx()/4, m.Bounds().Dy()/4
		if corner[1] == 'r' {
			x *= 3
		}
		if corner[0] == 'b' {
			y *= 3
		}
		return color.GrayModel.Convert(m.At(x, y)).(color.Gray).Y
	}
	coloured := image.NewRGBA(image.Rect(0, 0, 64, 32))
	for i, v := range corners(64, 32).Pix {
		coloured.Pix[4*i], coloured.Pix[4*i+1], coloured.Pix[4*i+2], coloured.Pix[4*i+3] = v, v, v, 255
	}
	for turn, want := range uprightCorners {
		for name, file := range map[string][]byte{
			"grey JPEG":   jpegWith(corners(64, 32), "\xE1Exif\x00\x00"+exif(turn, true)),
			"colour JPEG": jpegWith(coloured, "\xE1Exif\x00\x00"+exif(turn, false)),
			"grey PNG":    pngWith(corners(64, 32), "eXIf"+exif(turn, false)),
			"colour PNG":  pngWith(coloured, "eXIf"+exif(turn, true)),
		} {
			size, err := Measure(file)
			if err != nil {
				t.Fatal(err)
			}
			made, err := Renditions(file, []int{0, size.Width / 2})
			if err != nil {
				t.Fatal(err)
			}
			for i, b := range made {
				m, _, err := image.Decode(bytes.NewReader(b))
				if err != nil {
					t.Fatal(err)
				}
				if got := m.Bounds().Size(); i == 0 && (got.X != size.Width || got.Y != size.Height || (turn > 4) != (got.X < got.Y)) {
					t.Errorf("%s, %d: it is %v, and was said to be %d by %d", name, turn, got, size.Width, size.Height)
				}
				if at(m, want[0]) < 240 || at(m, want[1]) < 160 || at(m, want[1]) > 180 {
					t.Errorf("%s, %d, width %d: the corners are not in their places", name, turn, m.Bounds().Dx())
				}
				if p, err := Measure(b); err != nil || p.Width != m.Bounds().Dx() {
					t.Errorf("%s, %d: it would be turned again: %v, %v", name, turn, p, err)
				}
			}
		}
	}
}

// Planted bugs this test has caught: a JPEG without its end that is taken; a
// segment whose length leads beyond the file.
func TestACutOffPictureIsNone(t *testing.T) {
	for name, b := range map[string][]byte{"JPEG": jpegWith(corners(8, 8), "\xE1Exif\x00\x00"+exif(6, true)), "PNG": pngWith(corners(8, 8), "eXIf"+exif(6, true)),
		"GIF": moving(), "WebP": webpWith("EXIF" + exif(6, true))} {
		for end := range b {
			if p, err := Measure(b[:end]); !errors.Is(err, ErrBroken) {
				t.Errorf("%s, cut off at %d of %d: %v, %v", name, end, len(b), p, err)
			}
		}
	}
	for name, b := range map[string]string{"a text": "Фото", "HEIC": "\x00\x00\x00\x18ftypheic", "half a JPEG marker": "\xFF\xD8\xFF", "nothing": ""} {
		if _, err := Measure([]byte(b)); !errors.Is(err, ErrBroken) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAPictureOfManyPixelsIsRefusedUnread(t *testing.T) {
	b := pngWith(corners(2, 1))
	binary.BigEndian.PutUint32(b[16:], 50_000)
	binary.BigEndian.PutUint32(b[20:], 50_000)
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
	if _, err := Renditions(b, []int{480}); !errors.Is(err, ErrLarge) {
		t.Error(err)
	}
}

// A JPEG for printing has four inks, and what they look like on a screen only
// their profile knows.
func TestAJPEGForPrintingIsNotScaled(t *testing.T) {
	b := jpegWith(corners(3000, 8))
	frame := bytes.Index(b, []byte{0xFF, 0xC0})
	if p, err := Measure(b); err != nil || !p.Scales || p.Width != FullWidth || p.Height != 6 {
		t.Error(p, err)
	}
	b[frame+9] = 4
	if p, err := Measure(b); err != nil || p.Scales || p.Width != 3000 {
		t.Error(p, err)
	}
}

// Pixels that cannot be read are found when they are needed.
func TestABrokenPictureOfAWholeForm(t *testing.T) {
	b := pngWith(corners(600, 300))
	at := bytes.Index(b, []byte("IDAT"))
	size := int(binary.BigEndian.Uint32(b[at-4:]))
	for i := range size {
		b[at+4+i] ^= 0x5A
	}
	binary.BigEndian.PutUint32(b[at+4+size:], crc32.ChecksumIEEE(b[at:at+4+size]))
	if _, err := Renditions(b, []int{480}); !errors.Is(err, ErrBroken) {
		t.Error(err)
	}
}

func FuzzRenditions(f *testing.F) {
	f.Add(jpegWith(corners(8, 8), "\xE1Exif\x00\x00"+exif(6, true), "\xE2ICC_PROFILE\x00\x01\x01profile"))
	f.Add(pngWith(corners(8, 8), "eXIf"+exif(6, false), "iCCPx\x00\x00y"))
	f.Add(moving())
	f.Add(webpWith("EXIF" + exif(6, true)))
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := Measure(b)
		if err != nil || p.Pixels > 1<<16 {
			return
		}
		made, err := Renditions(b, []int{0})
		if err != nil {
			return
		}
		if again, err := Measure(made[0]); err != nil || again.Width != p.Width || again.Height != p.Height {
			t.Errorf("%v was said, %v was made: %v", p, again, err)
		}
	})
}
