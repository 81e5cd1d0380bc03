package build

import (
	"crypto/sha256"

	"diglot/generator/internal/inspect"
	"diglot/generator/internal/record"
	"diglot/generator/internal/search"
	"diglot/generator/internal/source"
	"diglot/generator/internal/view"
)

// indexed is a file of the index.
type indexed struct {
	path string
	key  Key
}

// search publishes the index of every edition, as the last of all: it is made
// of what was kept of each text, and of the graph. Where neither has changed,
// its files are kept.
func (r *run) search() error {
	r.next.index.key = r.searchKey()
	r.report.Indexed = true
	if kept, err := r.keepIndex(); kept || err != nil {
		return err
	}
	r.next.index.value = nil
	if r.in.Unindexed {
		r.report.Indexed, r.next.index.key = false, source.Digest{}
		return nil
	}
	asRead := func(file string) []byte { return r.next.textOf(file).terms }
	for _, l := range r.next.config.value.Languages {
		if err := index(r.next.graph.value.maker, l.Key, r.next.words, asRead, r.putIndex); err != nil {
			return err
		}
	}
	return r.proveIndex()
}

// index makes the index of an edition. terms gives those of a text, by its file,
// in the numbers of the lexicon.
func index(m *view.Maker, lang string, words *search.Lexicon, terms func(file string) []byte, put func(path string, b []byte) error) error {
	x := search.NewIndex(words, m.SearchAddress(lang), put)
	err := m.Search(lang, func(d search.Document, p record.Prose) error {
		d.Text = terms(p.File)
		return x.Add(d)
	})
	if err != nil {
		return err
	}
	return x.Close()
}

// searchKey covers all that the index is made from.
func (r *run) searchKey() source.Digest {
	parts := append(make([]any, 0, 1+2*len(r.inputs.content)), r.next.graph.key)
	for _, p := range r.inputs.content {
		parts = append(parts, p.path, p.file.Text)
	}
	return digestOf(parts...)
}

// keepIndex keeps all files of the index, if it is that of the last build.
func (r *run) keepIndex() (bool, error) {
	if r.prev.index.key != r.next.index.key {
		return false, nil
	}
	for _, f := range r.prev.index.value {
		if r.sink.Made(f.path) != f.key {
			return false, nil
		}
	}
	for _, f := range r.prev.index.value {
		if ok, err := r.sink.Keep(f.path, f.key); !ok || err != nil {
			return false, err
		}
	}
	r.next.index.value = r.prev.index.value
	r.report.Outputs += len(r.next.index.value)
	return true, nil
}

// putIndex publishes a file of the index, unless it is there.
func (r *run) putIndex(path string, b []byte) error {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	if err := (inspect.Output{Path: path}).Check(b); err != nil {
		return err
	}
	key := Key(sha256.Sum256(b))
	r.next.index.value = append(r.next.index.value, indexed{path, key})
	r.report.Outputs++
	return r.keepOrPut(path, key, func() ([]byte, error) { return b, nil })
}

// searchAddresses says where the indexes are.
func (r *run) searchAddresses() []search.Address {
	var list []search.Address
	for _, l := range r.next.config.value.Languages {
		list = append(list, r.next.graph.value.maker.SearchAddress(l.Key))
	}
	return list
}
