package build

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"path"
	"runtime"
	"strconv"
	"strings"

	"diglot/generator/internal/asset"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/inspect"
	"diglot/generator/internal/source"
)

// Cache keeps what takes long to make, between builds and published folders. It
// is used by several goroutines. What a build neither gets, puts nor uses it may
// forget.
type Cache interface {
	Get(key Key) ([]byte, bool)
	Put(key Key, bytes []byte) error
	Use(key Key)
}

// slow are outputs that take long to make: they are made together, each only
// where neither the sink nor the cache has it.
type slow struct {
	from  string // the file of the site that they are made of
	heavy bool   // one such at a time: it takes much memory
	to    []slowFile
	make  func(want []int) ([][]byte, error) // of to, by index
}

type slowFile struct {
	path string
	key  Key
}

// slowly lists them: the pictures of public records, each in its widths and
// formats, and the picture of the site.
func (r *run) slowly() []slow {
	var list []slow
	for _, p := range r.media() {
		if !asset.IsPicture(p.Path) {
			continue
		}
		list = append(list, r.renditions(p))
	}
	if share := r.next.theme.value.share; share.Path != "" {
		list = append(list, slow{from: emblem, to: []slowFile{{share.Path, slowKey("share", share.Path)}}, make: func([]int) ([][]byte, error) {
			b, err := share.Draw()
			return [][]byte{b}, err
		}})
	}
	return list
}

// slowKey covers what a slow output is made from. It does not change with every
// change of the generator: Recipe stands for the code, and the version of Go for
// the encoders that come with it.
func slowKey(parts ...any) Key {
	return sha256.Sum256(fmt.Append(nil, asset.Recipe, runtime.Version(), parts))
}

// madeSlowly are the bytes of slow outputs; nil for those that the sink has.
type madeSlowly struct {
	bytes [][]byte
	fresh int // those that were made now
}

// makeSlow makes what is not there. It runs beside others.
func (r *run) makeSlow(s slow) (madeSlowly, error) {
	m := madeSlowly{bytes: make([][]byte, len(s.to))}
	var want []int
	for i, f := range s.to {
		if r.sink.Made(f.path) == f.key {
			if r.in.Cache != nil {
				r.in.Cache.Use(f.key)
			}
		} else if m.bytes[i] = r.cached(f.key); m.bytes[i] == nil {
			want = append(want, i)
		}
	}
	return m, r.fresh(s, want, &m)
}

func (r *run) cached(key Key) []byte {
	if r.in.Cache == nil {
		return nil
	}
	b, _ := r.in.Cache.Get(key)
	return b
}

// fresh makes some of the outputs.
func (r *run) fresh(s slow, want []int, m *madeSlowly) error {
	if len(want) == 0 {
		return nil
	}
	if s.heavy {
		r.large.Lock()
		defer r.large.Unlock()
	}
	made, err := s.make(want)
	if err != nil {
		return err
	}
	for i, at := range want {
		if err := (inspect.Output{Path: s.to[at].path}).Check(made[i]); err != nil {
			return fmt.Errorf("inspect what was made of %s: %w", s.from, err)
		}
		m.bytes[at] = made[i]
		m.fresh++
		if r.in.Cache == nil {
			continue
		}
		if err := r.in.Cache.Put(s.to[at].key, made[i]); err != nil {
			return err
		}
	}
	return nil
}

// putSlowly makes the slow outputs on all processors, and hands them to the
// sink in their order. A picture whose pixels cannot be read is a finding.
func (r *run) putSlowly() error {
	list := r.slowly()
	for _, s := range list {
		r.report.Outputs += len(s.to)
	}
	if r.in.Unpublished {
		return nil
	}
	one := func(_ struct{}, i int) (madeSlowly, error) {
		m, err := r.makeSlow(list[i])
		if errors.Is(err, asset.ErrBroken) {
			return madeSlowly{}, nil
		}
		return m, err
	}
	return inOrder(r.ctx, len(list), nil, func() struct{} { return struct{}{} }, one, func(i int, m madeSlowly) error {
		if m.bytes == nil {
			r.tell(diag.New("picture-broken", diag.Span{File: list[i].from}))
			return nil
		}
		return r.takeSlow(list[i], m)
	})
}

func (r *run) takeSlow(s slow, m madeSlowly) error {
	for i, f := range s.to {
		err := r.keepOrPut(f.path, f.key, func() (b []byte, err error) {
			if m.bytes[i] == nil { // the sink's is not what it was
				m.bytes[i] = r.cached(f.key)
			}
			if m.bytes[i] == nil {
				err = r.fresh(s, []int{i}, &m)
			}
			return m.bytes[i], err
		})
		if err != nil {
			return err
		}
	}
	r.report.Pictures += m.fresh
	return nil
}

// measure reads the size of a picture, and whether it is one.
func (p *picture) measure(f source.File) {
	at := diag.Span{File: f.Path}
	size, err := asset.Measure(f.Bytes)
	switch have := path.Ext(f.Path); {
	case errors.Is(err, asset.ErrLarge):
		p.unfit = append(p.unfit, diag.New("picture-too-large", at, "limit", strconv.Itoa(asset.Pixels/1_000_000)))
	case err != nil:
		p.unfit = append(p.unfit, diag.New("picture-broken", at))
	case size.Ending(f.Path) != have:
		name := strings.TrimSuffix(path.Base(f.Path), have) + size.Ending(f.Path)
		p.unfit = append(p.unfit, diag.New("picture-ending", at, "format", size.Format, "ending", have).WithFix(name))
	}
	p.Width, p.Height, p.Scales, p.pixels = size.Width, size.Height, size.Scales, size.Pixels
}
