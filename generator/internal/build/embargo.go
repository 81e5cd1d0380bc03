package build

import (
	"fmt"
	"slices"

	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
	"diglot/generator/internal/view"
)

// The firewall around what is held back is a proof, made at every build that
// holds something back: the site is linked a second time as if the files of the
// hidden records were not there, and every view must be the same as with them.
// A difference would be a leak, of whatever kind; it ends the build.

// proof are the jobs of the site without its hidden records, by path; nil where
// nothing is hidden.
type proof map[string]view.Job

// prove links the site without the files of hidden records.
func (r *run) prove(with linked, records []*record.Record, o site.Options) (proof, error) {
	g := with.graph
	if len(g.Held) == 0 || o.Drafts || g.Alliance == nil {
		return nil, nil
	}
	o.Attachments = slices.DeleteFunc(slices.Clone(o.Attachments), func(a site.Attachment) bool { return g.Attachment(a.Path) == nil })
	without, _ := site.Link(slices.DeleteFunc(slices.Clone(records), func(x *record.Record) bool {
		return g.IsHidden(x.Ref().String())
	}), o)
	p := proof{}
	for _, j := range r.makerOf(without).Jobs() {
		p[j.Path] = j
	}
	for _, j := range with.jobs {
		if _, ok := p[j.Path]; !ok {
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
	if view.Digest(p[job.Path].Make(w.text).View) != digest {
		return leak(job.Path)
	}
	return nil
}
