package build

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"diglot/generator/internal/asset"
	"diglot/generator/internal/inspect"
	"diglot/generator/internal/site"
	"diglot/generator/internal/view"
)

// Encoder makes WebP files of pictures. The zero Encoder is none: pictures are
// published in their own formats alone.
type Encoder struct {
	Name   string // of the program and its version, for people: "cwebp 1.3.2"
	Manner string // all that the bytes depend on besides the picture
	// Encode makes a WebP of a JPEG or PNG. Several goroutines call it.
	Encode func(ctx context.Context, picture []byte) ([]byte, error)
}

// EncoderError says that no WebP could be made of a picture.
type EncoderError struct {
	From string // the file of the site
	Err  error
}

func (e *EncoderError) Error() string { return fmt.Sprintf("make WebP of %s: %v", e.From, e.Err) }

func (e *EncoderError) Unwrap() error { return e.Err }

// offered is whether pages offer a picture as WebP, too.
type offered struct {
	yes    bool
	failed *EncoderError
	fresh  int // files that were made
}

// offer marks the pictures that are published as WebP, too: those of which every
// width is smaller so, that no reader takes more bytes for it. It is decided
// before any page is made, since the view must know it: a page that named a file
// which could not be made would show no picture at all. The files are left in the
// cache; without one they are made again when they are published.
func (r *run) offer(to *linked, all []site.Attachment) error {
	if r.in.WebP.Encode == nil {
		return nil
	}
	var scaling []*site.Attachment
	for i := range all {
		if a := &all[i]; a.Scales && to.graph.Publishes(a.Path) {
			scaling = append(scaling, a)
		}
	}
	one := func(_ struct{}, i int) (offered, error) {
		p := r.next.media[scaling[i].Path]
		p.WebP = true
		return r.decide(r.renditions(p))
	}
	return inOrder(r.ctx, len(scaling), nil, func() struct{} { return struct{}{} }, one, func(i int, o offered) error {
		scaling[i].WebP = o.yes
		to.graph.Attachment(scaling[i].Path).WebP = o.yes
		if o.yes {
			to.webp++
		}
		if o.failed != nil {
			to.plain = append(to.plain, o.failed)
		}
		r.report.Pictures += o.fresh
		return nil
	})
}

// decide makes what is not there of a picture in both formats, and compares. What
// is larger stays in the cache as well, for the next decision.
func (r *run) decide(s slow) (offered, error) {
	half := len(s.to) / 2
	if !slices.ContainsFunc(s.to[half:], func(f slowFile) bool { return r.sink.Made(f.path) != f.key }) {
		return offered{yes: true}, nil
	}
	m := madeSlowly{bytes: make([][]byte, len(s.to))}
	var want []int
	for i, f := range s.to {
		if m.bytes[i] = r.cached(f.key); m.bytes[i] == nil {
			want = append(want, i)
		}
	}
	err := r.fresh(s, want, &m)
	if failed, ok := errors.AsType[*EncoderError](err); ok {
		return offered{failed: failed}, nil
	}
	if errors.Is(err, asset.ErrBroken) { // which is told when it is to be published
		return offered{}, nil
	}
	if err != nil {
		return offered{}, err
	}
	for i, b := range m.bytes[half:] {
		if len(b) >= len(m.bytes[i]) {
			return offered{fresh: m.fresh}, nil
		}
	}
	return offered{yes: true, fresh: m.fresh}, nil
}

// renditions are the files of a picture of a record, the narrowest first; where
// it is offered as WebP, those follow in the same order.
func (r *run) renditions(p picture) slow {
	const much = 16_000_000 // pixels
	s := slow{from: p.Path, heavy: p.pixels > much}
	var widths []int
	for _, rendition := range view.Renditions(p.Attachment) {
		widths = append(widths, rendition.Width)
		s.to = append(s.to, slowFile{rendition.File, slowKey("picture", p.Digest, rendition.Width)})
	}
	for _, rendition := range view.WebP(p.Attachment) {
		s.to = append(s.to, slowFile{rendition.File, slowKey("webp", p.Digest, rendition.Width, r.in.WebP.Manner)})
	}
	s.make = func(want []int) ([][]byte, error) { return r.makeRenditions(p.Path, widths, want, s.to) }
	return s
}

// makeRenditions makes the wanted files of a picture, by index: first those of
// its own format in the widths, then WebP.
func (r *run) makeRenditions(file string, widths, want []int, to []slowFile) ([][]byte, error) {
	b, err := r.inputs.tree.Read(file)
	if err != nil {
		return nil, err
	}
	var need []int // widths; each is scaled once
	for _, w := range want {
		if width := widths[w%len(widths)]; !slices.Contains(need, width) {
			need = append(need, width)
		}
	}
	made, err := asset.Renditions(b, need)
	if err != nil {
		return nil, err
	}
	list := make([][]byte, len(want))
	for i, w := range want {
		list[i] = made[slices.Index(need, widths[w%len(widths)])]
		if w < len(widths) {
			continue
		}
		if list[i], err = r.webp(to[w].path, list[i]); r.ctx.Err() != nil {
			return nil, r.ctx.Err()
		} else if err != nil {
			return nil, &EncoderError{file, err}
		}
	}
	return list, nil
}

// webp makes a WebP of a picture, and looks whether it is one: it comes from a
// program that is not ours.
func (r *run) webp(path string, picture []byte) ([]byte, error) {
	made, err := r.in.WebP.Encode(r.ctx, picture)
	if err != nil {
		return nil, err
	}
	if err := (inspect.Output{Path: path}).Check(made); err != nil {
		return nil, err
	}
	is, err := asset.Measure(made)
	if err != nil {
		return nil, err
	}
	want, err := asset.Measure(picture)
	if err != nil {
		return nil, err
	}
	if is.Format != "WebP" || is.Width != want.Width || is.Height != want.Height {
		return nil, fmt.Errorf("it is a %s of %d by %d pixels, not a WebP of %d by %d", is.Format, is.Width, is.Height, want.Width, want.Height)
	}
	return made, nil
}
