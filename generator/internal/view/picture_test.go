package view

import (
	"fmt"
	"strings"
	"testing"

	"diglot/generator/internal/site"
	"diglot/generator/internal/source"
)

// Planted bugs this test has caught: a width above that of the picture; 960
// beside 1000.
func TestPicturesHaveTheWidthsThatScreensNeed(t *testing.T) {
	for width, want := range map[int]string{0: "0", 1: "1", 480: "480", 575: "575", 576: "480 576", 1000: "480 1000", 1152: "480 960 1152",
		1500: "480 960 1500", 1727: "480 960 1727", 1728: "480 960 1440 1728", 2400: "480 960 1440 2400"} {
		a := site.Attachment{Path: "content/members/khpi/gate.big.JPG", Digest: source.Digest{0xAB, 0xCD}, Width: width, Height: 10, Scales: true}
		var got []string
		for _, r := range Renditions(a) {
			got = append(got, fmt.Sprint(r.Width))
			if name := fmt.Sprintf("media/members/khpi/gate.big-%d.abcd0000.JPG", r.Width); r.Width != width && r.File != name {
				t.Errorf("%s, not %s", r.File, name)
			}
			if r.Width == width && r.File != "media/members/khpi/gate.big.JPG" {
				t.Errorf("the picture itself is at %s", r.File)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%d: %v, not %s", width, got, want)
		}
		if a.Scales = false; len(Renditions(a)) != 1 {
			t.Errorf("%d: it does not scale, and has %v", width, Renditions(a))
		}
	}
}

// Neither a small picture nor a portrait is fit, and the widest is more than is
// needed.
func TestAFitPictureOfTheRecordStandsForItsPage(t *testing.T) {
	m := small(t)
	m.assets.Share, m.assets.ShareWidth, m.assets.ShareHeight = "/assets/share.png", 1200, 630
	e, x := m.in("uk"), m.entry("member:kpi")
	a := m.graph.Attachment(x.Dir() + "/" + x.Image[0].Src)
	for _, c := range []struct {
		width, height int
		want          string
	}{
		{0, 0, "/sub/assets/share.png 1200×630"}, {599, 300, "/sub/assets/share.png 1200×630"}, {1000, 1001, "/sub/assets/share.png 1200×630"},
		{600, 315, "/sub/media/members/kpi/gate.jpg 600×315"}, {2400, 1800, "/sub/media/members/kpi/gate-1440.00000000.jpg 1440×1080"},
	} {
		a.Width, a.Height, a.Scales, a.Digest = c.width, c.height, true, source.Digest{}
		s := e.share(x)
		if got := fmt.Sprintf("%s %d×%d", strings.TrimPrefix(s.URL, "https://alliance.example"), s.Width, s.Height); got != c.want || s.Alt == "" {
			t.Errorf("%d×%d: %s (%s), not %s", c.width, c.height, got, s.Alt, c.want)
		}
	}
}
