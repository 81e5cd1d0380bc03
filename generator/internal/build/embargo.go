package build

import (
	"crypto/sha256"
	"fmt"
	"slices"

	"diglot/generator/internal/record"
	"diglot/generator/internal/search"
	"diglot/generator/internal/site"
	"diglot/generator/internal/view"
)

// The firewall around what is held back is a proof, made at every build that
// holds something back: the site is linked a second time as if the files of the
// hidden records were not there, and every view must be the same as with them,
// and every file of the search's index. A difference would be a leak, of whatever
// kind; it ends the build.

// proof is the site without its hidden records; nil where nothing is hidden.
type proof struct {
	maker *view.Maker
	jobs  map[string]view.Job // by path
}

// prove links the site without the files of hidden records.
func (r *run) prove(with linked, records []*record.Record, o site.Options) (*proof, error) {
	g := with.graph
	if len(g.Held) == 0 || o.Drafts || g.Alliance == nil {
		return nil, nil
	}
	o.Attachments = slices.DeleteFunc(slices.Clone(o.Attachments), func(a site.Attachment) bool { return g.Attachment(a.Path) == nil })
	without, _ := site.Link(slices.DeleteFunc(slices.Clone(records), func(x *record.Record) bool {
		return g.IsHidden(x.Ref().String())
	}), o)
	p := &proof{r.makerOf(without), map[string]view.Job{}}
	for _, j := range p.maker.Jobs() {
		p.jobs[j.Path] = j
	}
	for _, j := range with.jobs {
		if _, ok := p.jobs[j.Path]; !ok {
			return nil, leak(j.Path)
		}
	}
	return p, nil
}

// leak says that an output is not what it would be without the hidden records.
func leak(path string) error {
	return fmt.Errorf("%s depends on a record that is held back; nothing is published: this is a fault of the generator", path)
}

// holds reports an output whose view differs from that of the site without its
// hidden records.
func (w *worker) holds(job view.Job, digest [16]byte) error {
	p := w.next.graph.value.proof
	if p == nil {
		return nil
	}
	if view.Digest(p.jobs[job.Path].Make(w.text).View) != digest {
		return leak(job.Path)
	}
	return nil
}

// proveIndex makes the index again, of documents of the site without its hidden
// records and of a lexicon that has not seen a word of their texts, and compares
// it with the one that is to be published.
func (r *run) proveIndex() error {
	p := r.next.graph.value.proof
	if p == nil {
		return nil
	}
	words := search.NewLexicon()
	retell := r.next.words.Retell(words)
	terms := func(file string) []byte { return retell(r.next.textOf(file).terms) }
	rest := r.next.index.value
	for _, l := range r.next.config.value.Languages {
		err := index(p.maker, l.Key, words, terms, func(path string, b []byte) error {
			if len(rest) == 0 || rest[0] != (indexed{path, sha256.Sum256(b)}) {
				return leak(p.maker.SearchAddress(l.Key).Directory)
			}
			rest = rest[1:]
			return r.ctx.Err()
		})
		if err != nil {
			return err
		}
	}
	if len(rest) > 0 {
		return leak(rest[0].path)
	}
	return nil
}
