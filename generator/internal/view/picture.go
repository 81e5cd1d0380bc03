package view

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"diglot/generator/internal/site"
)

// widths are those in pixels in which a picture is published besides its own:
// for telephones, for the column, and for the column on fine screens.
var widths = []int{480, 960, 1440}

// Rendition is a picture in one width.
type Rendition struct {
	File  string // where it is published: "media/members/khpi/gate-480.0f3c21aa.jpg"
	Width int    // in pixels; 0 where the picture has no other and it does not matter
}

// Renditions lists the widths in which a picture is published, the narrowest
// first and that of its own address last. None is wider than the picture, and
// each is at least a fifth wider than the one before.
func Renditions(a site.Attachment) []Rendition {
	list := []Rendition{{MediaFile(a.Path), a.Width}}
	if !a.Scales {
		return list
	}
	for _, w := range slices.Backward(widths) {
		if w*6 <= list[0].Width*5 {
			ext := path.Ext(a.Path)
			name := fmt.Sprintf("%s-%d.%.8s%s", strings.TrimSuffix(MediaFile(a.Path), ext), w, a.Digest.String(), ext)
			list = slices.Insert(list, 0, Rendition{name, w})
		}
	}
	return list
}

// WebP lists the same widths as WebP; none where the picture is not published
// so. Every name has the digest of the picture, and its ending: nobody calls a
// file of his own like that, and of two pictures only their endings may differ.
func WebP(a site.Attachment) []Rendition {
	if !a.WebP {
		return nil
	}
	list := Renditions(a)
	for i := range list {
		list[i].File += ".webp"
	}
	ext := path.Ext(a.Path)
	list[len(list)-1].File = fmt.Sprintf("%s.%.8s%s.webp", strings.TrimSuffix(MediaFile(a.Path), ext), a.Digest.String(), ext)
	return list
}

// picture is a file of a record's folder as a page shows it.
func (m *Maker) picture(a *site.Attachment) Picture {
	p := Picture{URL: m.at(mediaPath(a.Path)), Width: a.Width, Height: a.Height}
	if list := Renditions(*a); len(list) > 1 {
		for _, r := range list {
			p.Sizes = append(p.Sizes, Size{m.at("/" + r.File), r.Width})
		}
	}
	for _, r := range WebP(*a) {
		p.WebP = append(p.WebP, Size{m.at("/" + r.File), r.Width})
	}
	return p
}

// The pictures that may stand for a page where its address is shared: upright
// ones and small ones are cut or shown as a stamp.
const (
	shareWidth = 600  // the narrowest
	shareBest  = 1440 // wide enough: what is wider only takes longer
)

// share is the picture that stands for an entry where its address is shared:
// its first that is fit, else that of the site.
func (e *edition) share(x *site.Entry) Share {
	for _, i := range x.Image {
		a := e.graph.Attachment(x.Dir() + "/" + i.Src)
		if a == nil || a.Width < shareWidth || a.Width < a.Height || strings.EqualFold(path.Ext(a.Path), ".webp") {
			continue
		}
		list := Renditions(*a)
		best := list[len(list)-1]
		for _, r := range list {
			if r.Width >= shareWidth && r.Width <= shareBest {
				best = r
			}
		}
		return Share{e.absolute("/" + best.File), best.Width, max(1, (a.Height*best.Width+a.Width/2)/a.Width), e.own(i.Alt)}
	}
	return e.siteShare()
}

// siteShare is the picture of the site; the zero Share where the theme has none.
func (e *edition) siteShare() Share {
	if e.assets.Share == "" {
		return Share{}
	}
	return Share{e.absolute(e.assets.Share), e.assets.ShareWidth, e.assets.ShareHeight, e.siteName().Text}
}

// eager marks the first picture of a page, which is waited for: among the
// pictures of the record, or else in its text below them.
func eager(r *Record) {
	if len(r.Images) > 0 {
		r.Images[0].Eager = true
		return
	}
	for i := range r.Prose.Fills {
		if f := &r.Prose.Fills[i]; f.Width > 0 {
			f.Eager = true
			return
		}
	}
}
