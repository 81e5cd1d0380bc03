package build

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"path"
	"slices"
	"strings"

	"diglot/generator/internal/asset"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/render"
	"diglot/generator/internal/view"
)

// What a page and the stylesheet may weigh, compressed, in bytes. A server's
// first answer is some 14 kB long; a reader waits for more on another way there
// and back.
const (
	pageBudget  = 12_000
	homeBudget  = 14_000
	styleBudget = 8_000
)

// budgetOf is what a page may weigh; 0, where it is a list that is as long as
// what it lists.
func budgetOf(v any) int {
	switch v.(type) {
	case *view.HomePage:
		return homeBudget
	case *view.ListPage, *view.NamesPage, *view.TimelinePage, *view.SearchPage, *view.DataPage:
		return 0
	}
	return pageBudget
}

// weight is what a page weighs, compressed, where that is more than it may.
type weight struct{ bytes, budget int }

// heavy is the key of an output that weighs too much: so it is known in the
// published folder, and weighed again by a build that has not made it.
func (k Key) heavy() Key { return sha256.Sum256(append([]byte("heavy "), k[:]...)) }

// finish renders an output, and weighs it.
func (w *worker) finish(o *output, job view.Job, v any) error {
	var err error
	if o.parts, err = w.render(job, v); err != nil || path.Ext(job.Path) != ".html" {
		return err
	}
	if budget := budgetOf(v); budget > 0 {
		if n := w.weigh(o.parts, budget); n > budget {
			o.result.weight = weight{n, budget}
			o.key = o.key.heavy()
		}
	}
	return nil
}

// weigh returns what a page weighs, compressed; 0, where that is less than its
// budget: to compress all of them would take as long as to make them. A page
// as long as that becomes less than half as long, and no longer than three
// fifths of its words are, in Ukrainian and in Chinese.
func (w *worker) weigh(page []render.Part, budget int) int {
	n := 0
	for _, p := range page {
		if len(p.Bytes) > 2*budget && words(p.Bytes) > budget*5/3 {
			if w.scales == nil {
				w.scales = gzip.NewWriter(nil)
			}
			n += compressed(w.scales, p.Bytes)
		}
	}
	return n
}

// words counts the bytes of a page that are no markup, or as good as none: a
// long drawing or list of addresses is in a tag.
func words(page []byte) int {
	const shortTag = 256 // bytes
	n := 0
	for {
		tag := bytes.IndexByte(page, '<')
		if tag < 0 {
			return n + len(page)
		}
		n, page = n+tag, page[tag:]
		end := bytes.IndexByte(page, '>') + 1
		if end == 0 {
			return n
		}
		if end > shortTag {
			n += end
		}
		page = page[end:]
	}
}

// counter counts what is written to it.
type counter int

func (c *counter) Write(b []byte) (int, error) { *c += counter(len(b)); return len(b), nil }

// compressed is how long bytes are, sent as servers send them. Nothing can fail
// where nothing is written.
func compressed(scales *gzip.Writer, b []byte) int {
	var n counter
	scales.Reset(&n)
	scales.Write(b)
	scales.Close()
	return int(n)
}

// heaviest is how many of the pages that weigh too much are named.
const heaviest = 5

// tellWeights tells which pages weigh too much: all at once, whatever their
// number, at the text of the heaviest. They are a matter of the whole site.
func (r *run) tellWeights() {
	heavy := r.heavy
	if len(heavy) == 0 {
		return
	}
	slices.SortStableFunc(heavy, func(a, b weighed) int {
		return cmp.Or(cmp.Compare(b.bytes, a.bytes), strings.Compare(a.job.Path, b.job.Path))
	})
	var named []string
	for _, h := range heavy[:min(heaviest, len(heavy))] {
		named = append(named, fmt.Sprintf("/%s (%d B > %d B)", strings.TrimSuffix(h.job.Path, "index.html"), h.bytes, h.budget))
	}
	at := diag.Span{File: layoutsDir + "base.html"}
	if shows := heavy[0].job.Shows; len(shows) > 0 {
		at.File = shows[0].File
	}
	r.tell(diag.New("page-heavy", at, "count", fmt.Sprint(len(heavy)), "pages", strings.Join(named, ", ")))
}

// weighed is a page that weighs too much.
type weighed struct {
	weight
	job view.Job
}

// overweight finds a stylesheet that weighs too much, at the longest of its
// parts.
func overweight(style asset.File, parts []asset.Part) []diag.Diagnostic {
	if len(style.Bytes) <= styleBudget {
		return nil
	}
	n := compressed(gzip.NewWriter(nil), style.Bytes)
	if n <= styleBudget {
		return nil
	}
	longest := slices.MaxFunc(parts, func(a, b asset.Part) int { return cmp.Compare(len(a.Bytes), len(b.Bytes)) })
	return []diag.Diagnostic{diag.New("style-heavy", diag.Span{File: longest.Path}, "weight", fmt.Sprintf("%d B > %d B", n, styleBudget))}
}
