// Package preview shows a site to its authors while they write: it watches the
// site's folder, builds again whenever something may have changed, and serves
// what was built to browsers on this machine.
//
//  1. It never decides what to rebuild. Events of the file system only wake it;
//     what has changed is found by build.Run, which lists the whole tree, and is
//     given the State of the Run before.
//  2. Browsers see whole generations: the outputs of one Run without an error,
//     exchanged in one step. While errors stand the last good generation stays,
//     with the findings beside it.
//  3. It serves a closed list of addresses and never a path of the disk, to this
//     machine alone. It does nothing but what its own forms ask for: that a
//     translation is noted as up to date, as the command accept does, and that
//     a text of the site is opened in the author's editor. The index
//     of the search and the dashboard, which take longer than a page, are made
//     when a browser asks for them.
//  4. A page is the bytes that would be published and one script before the end
//     of its body. What is published has nothing of that script.
package preview

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	"diglot/generator/internal/build"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/edit"
	"diglot/generator/internal/freshness"
	"diglot/generator/internal/site"
	"diglot/generator/internal/source"
)

// Options say what is shown, and to whom it is told.
type Options struct {
	Dir     string // the site's folder
	Input   build.Input
	Clock   func() (site.Clock, error)             // is asked before each Run
	Printer func() diag.Printer                    // says what was found; is asked once for each Run
	Poll    bool                                   // look at the files again and again: the disk sends no events
	Write   func(context.Context, edit.Plan) error // changes authors' files; nil where nobody may

	// Open opens a file of the site in the author's editor, and returns what
	// waits for its end; nil where there is no editor.
	Open func(file string, line int) (wait func() error, err error)

	Ready func(address string, turn Turn) // the first Run is over and the site can be looked at
	Turn  func(Turn)                      // a later Run has changed something
	Say   func(string)                    // something about the watch itself
}

// Turn is one Run and what came of it.
type Turn struct {
	At      time.Time
	Took    time.Duration
	Changed []string  // files that differ from those of the Run before, sorted
	Pages   int       // that differ from those that were shown
	Outputs int       // that differ, pages among them
	Shown   time.Time // when the pages were made that are shown now; zero where there are none
	Report  build.Report
	Err     error // the Run failed, or the generator refused what it had made itself
	asked   bool  // a browser asked for the index of the search
}

// Good reports whether the turn's pages are shown.
func (t Turn) Good() bool { return t.Err == nil && !t.Report.Failed(false) }

// Serve shows the site on the listener until ctx ends, and then returns nil. It
// closes the listener.
func Serve(ctx context.Context, listener net.Listener, o Options) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	spool, err := newSpool()
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	p := &preview{Options: o, spool: spool, server: newServer(listener, spool, o)}
	var group sync.WaitGroup
	watch := newWatcher(o.Dir, o.Poll, func(phrase, reason string) { o.Say(o.Printer().Language.Say(phrase, "reason", reason)) })
	p.server.rouse = watch.rouse
	group.Go(func() { err = p.server.serve(ctx, listener) })
	group.Go(func() { watch.listen(ctx) })
	group.Go(func() { watch.poll(ctx) })
	p.loop(ctx, watch)
	cancel()
	group.Wait()
	return errors.Join(err, spool.close())
}

// preview is the loop of Runs. It is for one goroutine.
type preview struct {
	Options
	server *server
	spool  *spool
	state  build.State
	ready  bool
}

// loop runs, shows, and waits to be woken.
func (p *preview) loop(ctx context.Context, watch *watcher) {
	for ctx.Err() == nil {
		watch.follow()
		turn, again := p.turn(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case again: // a file was changed meanwhile: the next Run sees it whole
			watch.calm(ctx)
			continue
		case !p.ready:
			p.ready = true
			p.Ready(p.server.address(), turn)
		case len(turn.Changed) > 0 || turn.Err != nil || turn.Outputs > 0 && !turn.asked:
			p.Turn(turn)
		}
		watch.wait(ctx, p.server.now.Load().wakes())
	}
}

// turn is one Run. again is true where the files changed under it.
func (p *preview) turn(ctx context.Context) (turn Turn, again bool) {
	turn.At = time.Now()
	shown := p.server.now.Load()
	sink := &sink{old: shown.generation, spool: p.spool, next: map[string]*output{}}
	in := p.Input
	in.First = p.server.lookedAt()
	clock, err := p.Clock()
	if err != nil {
		turn.Err = err
		return turn, false
	}
	in.Clock = clock
	turn.asked = p.server.sought.Load()
	in.Unindexed = !turn.asked
	before := p.state.Stamps()
	state, report, err := build.Run(ctx, p.state, in, sink)
	p.state = state
	if _, changed := errors.AsType[*source.ChangedError](err); changed {
		return turn, true
	}
	turn.Took, turn.Report, turn.Err = time.Since(turn.At), report, err
	turn.Changed = changed(before, state.Stamps())
	next := &scene{generation: shown.generation, report: report, failed: err, at: turn.At, gone: make(chan struct{})}
	if turn.asked {
		p.server.sought.Store(false)
	}
	if turn.Good() {
		turn.Pages, turn.Outputs = sink.changed()
		if turn.Outputs > 0 || shown.graph != state.Graph() {
			next.generation = sink.generation(shown.number+1, turn.At, state.Graph(), report.Indexed)
		}
	}
	turn.Shown = next.made
	printer := p.Printer()
	next.dir = p.Dir
	next.forms, next.opens = p.server.token, p.Open != nil
	next.desk = freshness.Desk{State: state, Report: report, Site: in.Site}
	next.problems, next.say = problemsOf(report.Found, printer, next.edits), printer.Language
	next.boards = next.overviews()
	p.server.show(next)
	return turn, false
}

// changed lists the files that are not what they were, in order.
func changed(before, after []source.Stamp) []string {
	var list []string
	for len(before) > 0 || len(after) > 0 {
		switch {
		case len(after) == 0 || len(before) > 0 && before[0].Path < after[0].Path:
			list, before = append(list, before[0].Path), before[1:]
		case len(before) == 0 || after[0].Path < before[0].Path:
			list, after = append(list, after[0].Path), after[1:]
		default:
			if before[0].Mark != after[0].Mark {
				list = append(list, after[0].Path)
			}
			before, after = before[1:], after[1:]
		}
	}
	return list
}

// Listen takes a port of this machine that no other machine can reach: the one
// that is asked for, or where there is a choice the next free one.
func Listen(port int, choice bool) (net.Listener, error) {
	const tries = 10
	for i := 0; ; i++ {
		l, err := net.Listen("tcp4", fmt.Sprintf("127.0.0.1:%d", port+i))
		if err == nil {
			return l, nil
		}
		if !choice || i+1 == tries {
			return nil, fmt.Errorf("open port %d: %w", port+i, err)
		}
	}
}
