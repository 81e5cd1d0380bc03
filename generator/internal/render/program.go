package render

import (
	"fmt"
	"reflect"

	"diglot/generator/internal/view"
)

// program is a template made ready for one type of dot and one language. It is
// complete once the theme is loaded, and never changes then.
type program struct {
	name  string
	dot   reflect.Type
	steps []step
	slots int // how many variables it needs; $ is the first, where there is any
}

// A step writes a part of a page.
type step func(*run)

// run is the state of one page while it is rendered.
type run struct {
	w     *Worker
	out   []byte
	dot   reflect.Value
	vars  []reflect.Value // of the programs that are under way, the innermost last
	base  int             // of the innermost one's variables
	marks []mark          // of a fragment: where slots are
	err   error           // the first one; what is written after it is thrown away
}

// mark is a place in a fragment that is filled for each page.
type mark struct {
	at   int
	slot *program
}

// fail notes an error.
func (r *run) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

// do runs steps.
func (r *run) do(steps []step) {
	for _, s := range steps {
		s(r)
	}
}

// call runs a program with a dot and variables of its own.
func (r *run) call(p *program, dot reflect.Value) {
	oldDot, oldBase := r.dot, r.base
	r.dot, r.base = dot, len(r.vars)
	if p.slots == 0 {
		r.do(p.steps)
		r.dot, r.base = oldDot, oldBase
		return
	}
	for range p.slots {
		r.vars = append(r.vars, reflect.Value{})
	}
	r.vars[r.base] = dot // $
	r.do(p.steps)
	r.vars = r.vars[:r.base]
	r.dot, r.base = oldDot, oldBase
}

// with runs steps with another dot.
func (r *run) with(dot reflect.Value, steps []step) {
	old := r.dot
	r.dot = dot
	r.do(steps)
	r.dot = old
}

// loose writes a text that begins with white space, which is dropped where white
// space stands before it.
func (r *run) loose(text string) {
	if n := len(r.out); n == 0 || isSpace(r.out[n-1]) {
		text = text[1:]
	}
	r.out = append(r.out, text...)
}

// fragment is a part of a page that many pages share, with the places that
// each of them fills.
type fragment struct {
	program *program
	dot     reflect.Value
	html    []byte
	marks   []mark
}

// fragments holds the ones last used, the newest first. A site has one for
// each section and language; more than limit are not kept.
type fragments struct {
	list  []*fragment
	count int // how many were rendered
}

const keptFragments = 64 // sections times languages, twice over

// get returns the fragment that a program makes of a dot, and renders it
// where it is not kept.
func (f *fragments) get(r *run, p *program, dot reflect.Value) *fragment {
	for i, kept := range f.list {
		if kept.program == p && same(kept.dot, dot) {
			copy(f.list[1:i+1], f.list[:i])
			f.list[0] = kept
			return kept
		}
	}
	made := f.render(r, p, dot)
	if r.err == nil {
		f.list = append([]*fragment{made}, f.list...)
		f.list = f.list[:min(len(f.list), keptFragments)]
	}
	return made
}

// render renders a fragment into bytes of its own.
func (f *fragments) render(r *run, p *program, dot reflect.Value) *fragment {
	f.count++
	part := &run{w: r.w}
	part.call(p, dot)
	if part.err != nil {
		r.fail(fmt.Errorf("render fragment %s: %w", p.name, part.err))
	}
	own := reflect.New(dot.Type()).Elem()
	own.Set(dot)
	return &fragment{program: p, dot: own, html: part.out, marks: part.marks}
}

// fill writes a fragment with its slots filled for a page.
func (r *run) fill(f *fragment, page reflect.Value) {
	at := 0
	for _, m := range f.marks {
		r.out = append(r.out, f.html[at:m.at]...)
		at = m.at
		r.call(m.slot, page)
	}
	r.out = append(r.out, f.html[at:]...)
}

// prose writes the text of a publication.
func (r *run) prose(p *view.Prose) {
	out, err := appendProse(r.out, *p, r.w.bodies)
	if err != nil {
		r.fail(err)
	}
	r.out = out
}
