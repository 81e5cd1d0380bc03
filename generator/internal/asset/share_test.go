package asset

import (
	"bytes"
	"image"
	"image/color"
	"os"
	"strings"
	"testing"
)

func decoded(t *testing.T, b []byte) image.Image {
	t.Helper()
	m, _, err := image.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func shipped(t *testing.T) (emblem, tokens []byte) {
	t.Helper()
	emblem, err := os.ReadFile("../../../layouts/partial/emblem.html")
	if err != nil {
		t.Fatal(err)
	}
	if tokens, err = os.ReadFile("../../../layouts/css/00-tokens.css"); err != nil {
		t.Fatal(err)
	}
	return emblem, tokens
}

// Planted bugs this test has caught: the knot as a granny, since the strands
// were drawn in another order; colours of the dark theme.
func TestTheSharedPictureIsTheKnotInTheColoursOfTheSite(t *testing.T) {
	emblem, tokens := shipped(t)
	s, ok := NewShare(emblem, []Part{{"00-tokens.css", tokens}})
	if !ok {
		t.Fatal("the theme has no picture")
	}
	b, err := s.Draw()
	if err != nil || len(b) >= 40_000 {
		t.Fatal(len(b), err)
	}
	m := decoded(t, b)
	if size := m.Bounds().Size(); size != image.Pt(ShareSize()) {
		t.Error(size)
	}
	paper, a, bb := color.RGBA{0xFA, 0xF7, 0xF0, 255}, color.RGBA{0x34, 0x57, 0xB8, 255}, color.RGBA{0xC4, 0x3A, 0x28, 255}
	// Where the strands cross, in the emblem's own units: who lies above.
	for at, want := range map[image.Point]color.RGBA{{0, 0}: paper, {-55, -12}: a, {-36, -12}: a, {-36, 12}: a, {36, -12}: a, {36, 12}: a,
		{20, -24}: a, {55, -14}: bb, {-20, -22}: bb, {55, -11}: paper, {1, -19}: bb} {
		got := color.RGBAModel.Convert(m.At(600+7*at.X, 315+7*at.Y))
		if got != want {
			t.Errorf("at %v it is %v, not %v", at, got, want)
		}
	}
}

func TestAnotherColourIsAnotherSharedPicture(t *testing.T) {
	emblem, tokens := shipped(t)
	s, _ := NewShare(emblem, []Part{{"a", tokens}})
	other, ok := NewShare(emblem, []Part{{"a", bytes.Replace(tokens, []byte("--strand-a: #3457b8"), []byte("--strand-a: #0a5"), 1)}})
	if !ok || s.Path == other.Path || !strings.HasPrefix(other.Path, "assets/share.") || other.colours[shades] != (color.RGBA{0, 0xAA, 0x55, 255}) {
		t.Error(other.Path, other.colours[shades])
	}
	for name, emblem := range map[string]string{"none": "", "other strokes": `<path class="x" d="M0 0H1"/>`, "no path": "<svg></svg>",
		"other data": `<path class="core" d="M0 0q1 1 1 1"/>`, "half a number": `<path class="core" d="M0 H"/>`, "no beginning": `<path class="core" d="H1"/>`} {
		if _, ok := NewShare([]byte(emblem), []Part{{"a", tokens}}); ok {
			t.Errorf("%s: there is a picture", name)
		}
	}
	if _, ok := NewShare(emblem, []Part{{"a", []byte(":root{--paper:white}")}}); ok {
		t.Error("there is a picture without colours")
	}
}
