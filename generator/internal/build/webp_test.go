package build

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image/png"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"diglot/generator/internal/sample"
)

// pretender makes files that are WebP from outside: they say the size of the
// picture and the version that made them.
type pretender struct {
	version string
	calls   atomic.Int32
	end     func(made []byte) ([]byte, error) // what becomes of them; nil leaves them
}

func (p *pretender) encoder() Encoder {
	return Encoder{Name: "pretender " + p.version, Manner: p.version, Encode: p.encode}
}

func (p *pretender) encode(_ context.Context, picture []byte) ([]byte, error) {
	p.calls.Add(1)
	m, err := png.DecodeConfig(bytes.NewReader(picture))
	if err != nil {
		return nil, err
	}
	made := pretended(m.Width, m.Height, "VP8L", p.version)
	if p.end != nil {
		return p.end(made)
	}
	return made, nil
}

func pretended(width, height int, name, content string) []byte {
	chunk := func(name string, b []byte) []byte {
		b = append(binary.LittleEndian.AppendUint32([]byte(name), uint32(len(b))), b...)
		return append(b, make([]byte, len(b)%2)...)
	}
	number := func(n int) []byte { return binary.LittleEndian.AppendUint32(nil, uint32(n-1))[:3] }
	parts := slices.Concat([]byte("WEBP"), chunk("VP8X", slices.Concat(make([]byte, 4), number(width), number(height))), chunk("VP8L", []byte("pixels")), chunk(name, []byte(content)))
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(parts))), parts...)
}

// offers are the files that pages offer as WebP.
func offers(site map[string]published) []string {
	named := regexp.MustCompile(`/media/[^" ,]*\.webp`)
	set := map[string]bool{}
	for name, p := range site {
		if path.Ext(name) == ".html" {
			for _, address := range named.FindAllString(string(p.bytes), -1) {
				set[address[1:]] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// webps are the published files.
func webps(site map[string]published) []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(site)), func(name string) bool { return path.Ext(name) != ".webp" })
}

// Planted bugs this test has caught: a source offered without its file.
func TestPagesOfferWebPWhereItIsPublished(t *testing.T) {
	s := &shelf{}
	in := input(with(small(), map[string]string{photo: string(sample.Picture(1500, 600))}))
	in.WebP = (&pretender{version: "1"}).encoder()
	_, report := s.mustBuild(t, State{}, in)
	if report.WebP != 1 || len(report.NotWebP) != 0 {
		t.Errorf("%d pictures are offered, %v are not", report.WebP, report.NotWebP)
	}
	if offered, there := offers(s.site), webps(s.site); len(offered) != 3 || !slices.Equal(offered, there) {
		t.Errorf("offered is\n%q, published\n%q", offered, there)
	}
	page := string(s.site["uk/announcements/first/index.html"].bytes)
	want := regexp.MustCompile(`<picture><source type="image/webp" srcset="/media/announcements/first/photo-480\.[0-9a-z]{8}\.png\.webp 480w, /media/announcements/first/photo-960\.[0-9a-z]{8}\.png\.webp 960w, /media/announcements/first/photo\.[0-9a-z]{8}\.png\.webp 1500w" sizes="[^"]+"><img src="/media/announcements/first/photo\.png" srcset="[^"]+\.png 1500w" [^>]*></picture>`)
	if n := len(want.FindAllString(page, -1)); n != 2 {
		t.Errorf("it is offered %d times:\n%s", n, page)
	}
	if strings.Contains(string(s.site["uk/feed.xml"].bytes), "webp") || regexp.MustCompile(`og:image" content="[^"]*webp`).MatchString(page) {
		t.Error("what reads feeds and previews of links may not know WebP")
	}
}

// A picture of one width needs no list.
func TestSmallPicturesAreOfferedAsWebP(t *testing.T) {
	s := &shelf{}
	in := input(with(small(), map[string]string{photo: string(sample.Picture(300, 200))}))
	in.WebP = (&pretender{version: "1"}).encoder()
	s.mustBuild(t, State{}, in)
	want := regexp.MustCompile(`<source type="image/webp" srcset="/media/announcements/first/photo\.[0-9a-z]{8}\.png\.webp"><img `)
	if page := s.site["uk/announcements/first/index.html"].bytes; len(want.FindAll(page, -1)) != 2 || len(webps(s.site)) != 1 {
		t.Errorf("%q\n%s", webps(s.site), page)
	}
}

var errPretended = errors.New("no memory")

// The encoder comes, gets another version, goes, fails and comes again: each
// time the site is that of a cold build, and the one without it is the one of
// before to the byte.
//
// Planted bugs this test has caught: keys of files without the manner; a key of
// the theme without it; a source of a failed picture.
func TestColdEqualsWarmWhileTheEncoderChanges(t *testing.T) {
	files := with(small(), map[string]string{photo: string(sample.Picture(1500, 600))})
	plain := &shelf{}
	plain.mustBuild(t, State{}, input(files))
	cache, warm := newDrawer(), &shelf{}
	var state State
	one, two := &pretender{version: "1"}, &pretender{version: "2"}
	failing := &pretender{version: "3", end: func([]byte) ([]byte, error) { return nil, errPretended }}
	large := &pretender{version: "4", end: func([]byte) ([]byte, error) { return pretended(480, 192, "ICCP", strings.Repeat("x", 1<<20)), nil }}
	for i, step := range []struct {
		by    *pretender
		files int
	}{{nil, 0}, {one, 3}, {two, 3}, {nil, 0}, {failing, 0}, {two, 3}, {large, 0}, {one, 3}} {
		in := input(files)
		if step.by != nil {
			in.WebP = step.by.encoder()
		}
		cold := &shelf{}
		cold.mustBuild(t, State{}, in)
		in.Cache = cache
		state, _ = warm.mustBuild(t, state, in)
		if d := differ(warm.site, cold.site); d != "" {
			t.Fatalf("step %d: %s", i, d)
		}
		if offered, there := offers(warm.site), webps(warm.site); len(there) != step.files || !slices.Equal(offered, there) {
			t.Errorf("step %d: offered is\n%q, published\n%q", i, offered, there)
		}
		for _, name := range webps(warm.site) {
			if !bytes.Contains(warm.site[name].bytes, []byte("\x01\x00\x00\x00"+step.by.version)) {
				t.Errorf("step %d: %s was made by another version", i, name)
			}
		}
		if step.files == 0 {
			if d := differ(warm.site, plain.site); d != "" {
				t.Errorf("step %d: %s", i, d)
			}
		}
	}
}

// What fails, or makes what it should not, ends no build.
//
// Planted bugs this test has caught: a source offered without its file.
func TestFailingEncoderIsToldOf(t *testing.T) {
	for name, end := range map[string]func([]byte) ([]byte, error){
		"it says so":   func([]byte) ([]byte, error) { return nil, errPretended },
		"no WebP":      func([]byte) ([]byte, error) { return []byte("<!doctype html>"), nil },
		"nothing":      func([]byte) ([]byte, error) { return nil, nil },
		"metadata":     func([]byte) ([]byte, error) { return pretended(1500, 600, "EXIF", "Kharkiv"), nil },
		"another size": func([]byte) ([]byte, error) { return pretended(1500, 601, "ICCP", ""), nil },
		"another form": func([]byte) ([]byte, error) { return sample.Picture(1500, 600), nil },
	} {
		s := &shelf{}
		in := input(with(small(), map[string]string{photo: string(sample.Picture(1500, 600))}))
		in.WebP, in.Cache = (&pretender{version: "1", end: end}).encoder(), newDrawer()
		_, report := s.mustBuild(t, State{}, in)
		if len(report.NotWebP) != 1 || report.NotWebP[0].From != photo || report.WebP != 0 {
			t.Errorf("%s: %v are told, %d are offered", name, report.NotWebP, report.WebP)
		}
		if len(webps(s.site))+len(offers(s.site)) != 0 {
			t.Errorf("%s: published is %q", name, webps(s.site))
		}
	}
}

// It is asked for each file once, be it published or only looked at.
func TestEncoderIsAskedOnce(t *testing.T) {
	files := with(small(), map[string]string{photo: string(sample.Picture(1500, 600))})
	for _, c := range []struct {
		name  string
		by    *pretender
		calls int32
	}{
		{"smaller", &pretender{version: "1"}, 3},
		{"larger", &pretender{version: "1", end: func(b []byte) ([]byte, error) {
			width, height := 1+int(b[24])+int(b[25])<<8, 1+int(b[27])+int(b[28])<<8
			return pretended(width, height, "ICCP", strings.Repeat("x", 1<<20)), nil
		}}, 3},
	} {
		cache, s := newDrawer(), &shelf{}
		in := input(files)
		in.Cache, in.WebP = cache, c.by.encoder()
		for i, how := range []string{"at first", "again", "with the published folder gone", "once more"} {
			if i == 2 {
				s.site = nil
			}
			cache.used = map[Key]bool{}
			s.mustBuild(t, State{}, in)
			maps.DeleteFunc(cache.held, func(key Key, _ []byte) bool { return !cache.used[key] })
			if n := c.by.calls.Load(); n != c.calls {
				t.Errorf("%s, %s: the encoder was asked %d times", c.name, how, n)
			}
		}
	}
}

// Hidden pictures are nobody's, broken ones and drawings are none, and a look at
// the content makes nothing.
func TestEncoderIsNotAskedForOthers(t *testing.T) {
	for name, c := range map[string]struct {
		files       map[string]string
		unpublished bool
	}{
		"hidden":      {map[string]string{photo: "", "content/announcements/secret/photo.png": string(sample.Picture(700, 200))}, false},
		"broken":      {map[string]string{photo: string(sample.Picture(1500, 600)[:90])}, false},
		"unpublished": {map[string]string{photo: string(sample.Picture(1500, 600))}, true},
		"an error":    {map[string]string{photo: string(sample.Picture(1500, 600)), "content/members/khpi.md": "---\nname: 1\n---\n"}, false},
	} {
		p := &pretender{version: "1"}
		in := input(with(small(), c.files))
		in.WebP, in.Unpublished = p.encoder(), c.unpublished
		if _, _, err := Run(t.Context(), State{}, in, &shelf{}); err != nil || p.calls.Load() != 0 {
			t.Errorf("%s: asked %d times, %v", name, p.calls.Load(), err)
		}
	}
}

func TestEncoderStopsWithTheBuild(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	p := &pretender{version: "1", end: func([]byte) ([]byte, error) { stop(); return nil, fmt.Errorf("killed") }}
	in := input(with(small(), map[string]string{photo: string(sample.Picture(1500, 600))}))
	in.WebP = p.encoder()
	if _, _, err := Run(ctx, State{}, in, &shelf{}); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
}
