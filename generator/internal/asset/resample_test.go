package asset

import (
	"crypto/sha256"
	"fmt"
	"image"
	"image/color"
	"math"
	"testing"

	"golang.org/x/image/draw"
)

// waves is a picture with fine and coarse detail.
func waves(width, height int) *image.Gray {
	m := image.NewGray(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			v := 128 + 60*math.Sin(float64(x)/9) + 50*math.Cos(float64(x*y)/700)
			m.SetGray(x, y, color.Gray{uint8(v)})
		}
	}
	return m
}

// Planted bugs this test has caught: a pixel's middle at its corner; weights of
// the edges that are left out; rows overwritten before they were used.
func TestScaledAsByTheLibraryOfGo(t *testing.T) {
	from := waves(301, 199)
	for _, size := range []image.Point{{300, 198}, {150, 99}, {97, 61}, {33, 199}, {301, 199}} {
		want := image.NewRGBA(image.Rectangle{Max: size})
		draw.CatmullRom.Scale(want, want.Rect, from, from.Rect, draw.Src, nil)
		got := scale(plane{from.Pix, 301, 199, from.Stride, 1}, size.X, size.Y)
		for i, v := range got.pix {
			allowed := 2
			if x, y := i%size.X, i/size.X; x == 0 || y == 0 || x == size.X-1 || y == size.Y-1 {
				allowed = 6 // we repeat the edge, the library leaves out what lies outside
			}
			if d := int(v) - int(want.Pix[4*i]); d < -allowed || d > allowed {
				t.Fatalf("%v: pixel %d is %d, not %d", size, i, v, want.Pix[4*i])
			}
		}
	}
}

// Where this digest changes, Recipe must change too: else pictures that were
// made before would stay beside others.
func TestPicturesAreMadeAsTheirRecipeSays(t *testing.T) {
	from := waves(1000, 700)
	sum := sha256.Sum256(scale(plane{from.Pix, 1000, 700, from.Stride, 1}, 480, 336).pix)
	if got, want := fmt.Sprintf("%s: %x", Recipe, sum[:6]), "pictures 1: a73648b9825d"; got != want {
		t.Errorf("%s, not %s", got, want)
	}
}

// What cannot be seen through does not shine at the edge of what can.
func TestEdgesOfTransparentPicturesAreClean(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 1200, 10))
	for i := range 1200 * 10 {
		m.Pix[4*i] = 255 // red that is not seen
		if i%1200 >= 600 {
			copy(m.Pix[4*i:], []byte{0, 0, 255, 255})
		}
	}
	made, err := Renditions(pngWith(m), []int{480})
	if err != nil {
		t.Fatal(err)
	}
	small := decoded(t, made[0])
	for x := range 480 {
		if c := color.NRGBAModel.Convert(small.At(x, 2)).(color.NRGBA); c.A > 0 && c.R > 8 {
			t.Errorf("at %d it is %v", x, c)
		}
	}
	deep := image.NewGray16(image.Rect(0, 0, 600, 4))
	deep.SetGray16(1, 1, color.Gray16{0xFFFF})
	made, err = Renditions(pngWith(deep), []int{480})
	if _, grey := decoded(t, made[0]).(*image.Gray); err != nil || !grey {
		t.Error("sixteen bits of grey do not become eight", err)
	}
}
