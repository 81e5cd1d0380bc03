// Package build is the pipeline: files to records, records to a graph, the
// graph to views, views to bytes. Between the files and the sink everything is
// a pure function on values, and all goroutines of the generator are in this
// package.
//
// Run is the only way through it. A cold build is a Run with the zero State; a
// warm one passes the State of the last. There is no second code path: what a
// State saves is work whose inputs have not changed, never a decision about
// what depends on what.
//
//  1. A page's view is a pure function of the graph and of the texts that it
//     shows; its bytes, of the view and the theme. The graph comes from facts.
//  2. What is kept of a file depends on that file and site.yaml alone.
//  3. Nothing holds the whole site's text: outputs go to the sink one by one.
//  4. What is found in a stage is kept with its result, and told again.
//  5. Where anything is an error, nothing is rendered, and the caller must not
//     publish.
package build

import (
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"strings"
	"sync"
	"sync/atomic"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/search"
	"diglot/generator/internal/site"
	"diglot/generator/internal/source"
	"diglot/generator/internal/view"
)

// Input is what a build depends on.
type Input struct {
	Site    fs.FS      // the site's folder
	Clock   site.Clock // decides what is public
	Drafts  bool       // show what is hidden, too
	BaseURL string     // instead of the one in site.yaml, where it is not ""
	Locked  bool       // every address must be in the lock already: where nobody would write it
	First   []string   // files to be made before all others: pages that are being looked at
	Version string     // of the generator: with another one nothing published is taken as it is

	// Once says that this is the only Run: it begins with the zero State, and its
	// own is asked and never passed on. What is kept for another one is let go,
	// which is a fifth of a large site's memory.
	Once bool

	Unindexed   bool  // the index of the search is made only where it is as before
	Unpublished bool  // the outputs are only looked at: pictures are not made
	Cache       Cache // of pictures; nil where there is none
	WebP        Encoder

	// Texts, where it is not nil, is called with how many bytes the Markdown files
	// have, before any of them is read.
	Texts func(size int64)

	// Read, where it is not nil, is called with every file that is read, from
	// several goroutines: not with those that are as the last Run has read them. It
	// must not keep the bytes.
	Read func(source.File)
}

// Key says what the bytes of an output were made from.
type Key [sha256.Size]byte

// Sink takes the outputs. Made may be called from several goroutines at any
// time, the other two one at a time, in the order of the outputs.
type Sink interface {
	// Made returns the key of the output that is there already, or zero.
	Made(path string) Key
	// Keep leaves the output as it is, if it still is what key leads to.
	Keep(path string, key Key) (bool, error)
	// Put takes an output. It must not keep the bytes.
	Put(path string, bytes []byte, key Key) error
}

// Report is what a build has to say.
type Report struct {
	Found    []diag.Diagnostic
	Pages    []Count         // by language, in their order; those of no language last, under ""
	Made     int             // views that were made
	Rendered int             // pages and other outputs that were rendered
	Outputs  int             // all of them
	Indexed  bool            // the index of the search is among them
	Pictures int             // that were made anew, each width of them
	WebP     int             // pictures that are published as WebP, too
	NotWebP  []*EncoderError // those that are not, since the encoder failed
	Held     []site.Held
	Lock     Rewrite // of the lock of addresses
}

// Rewrite is what a file of the authors should hold from now on. After is nil
// where it does already; Before is nil where there is no such file.
type Rewrite struct{ Before, After []byte }

// Count is a number of pages in a language.
type Count struct {
	Lang  string
	Pages int
}

// Failed reports whether there is an error among the findings. With strict a
// warning is one.
func (r Report) Failed(strict bool) bool {
	for _, d := range r.Found {
		if d.Severity == diag.Error || strict && d.Severity == diag.Warning {
			return true
		}
	}
	return false
}

// LanguageOf returns the key of the language in whose part of the site an
// address lies, or "".
func (r Report) LanguageOf(address string) string {
	for _, c := range r.Pages {
		if c.Lang != "" && strings.HasPrefix(address, "/"+c.Lang+"/") {
			return c.Lang
		}
	}
	return ""
}

// Run builds the site. The error is a failure of the machine or the end of ctx;
// what is wrong with the content is in the report, all of it at once. Unless
// Run fails, the State is that of this build, and passing it to the next saves
// the work that has not changed. If it fails, the State is the one before; with a
// *source.ChangedError it believes no file to be as it was.
func Run(ctx context.Context, prev State, in Input, sink Sink) (State, Report, error) {
	if prev.once || in.Once && prev.files != nil {
		panic("build: a Run that was to be the only one is not")
	}
	if in.Unpublished {
		in.WebP = Encoder{}
	}
	r := &run{ctx: ctx, in: in, sink: sink, prev: prev, next: State{words: prev.words, once: in.Once}}
	if r.next.words == nil {
		r.next.words = search.NewLexicon()
	}
	steps := []func() error{r.configure, r.read, r.dress, r.link, r.edition}
	for _, step := range steps {
		if err := step(); err != nil {
			if _, changed := errors.AsType[*source.ChangedError](err); changed {
				prev.loads = nil // or it would be met again and again
			}
			return prev, r.report, err
		}
		if r.stopped {
			break
		}
	}
	r.conclude()
	return r.next, r.report, nil
}

// run is one build.
type run struct {
	ctx     context.Context
	in      Input
	sink    Sink
	prev    State
	next    State
	report  Report
	stopped bool // the stages to come have nothing to work on

	inputs  inputs
	jobs    []view.Job
	silent  bool        // an error stands: nothing more goes to the sink
	failing atomic.Bool // the same, for workers: nothing more is rendered
	heavy   []weighed
	spare   spare      // buffers of files that were read or rendered
	large   sync.Mutex // is held while a large picture is made
}

// tell adds findings.
func (r *run) tell(found ...diag.Diagnostic) { r.report.Found = append(r.report.Found, found...) }

// conclude puts the findings in order, each once.
func (r *run) conclude() {
	diag.Sort(r.report.Found)
	r.report.Found = unique(r.report.Found)
}
