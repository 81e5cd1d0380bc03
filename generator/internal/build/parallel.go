package build

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// each calls do for the numbers 0 to n-1 on all processors, and returns when
// all calls have returned. The first error, or the end of the context, keeps
// further calls from starting.
func each(ctx context.Context, n int, do func(i int) error) error {
	var next atomic.Int64
	var group sync.WaitGroup
	errs := make([]error, runtime.GOMAXPROCS(0))
	var failed atomic.Bool
	for w := range errs {
		group.Go(func() {
			for !failed.Load() && ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if errs[w] = do(i); errs[w] != nil {
					failed.Store(true)
					return
				}
			}
		})
	}
	group.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}

// ahead is how many results of each worker may wait for an earlier one: each
// holds a page.
const ahead = 8

// together is how many results one worker makes one after another, at the most.
const together = ahead / 2

// inOrder makes n results on all processors, each worker with a state of its
// own, and takes them one at a time in their order. The first error ends it.
// Results of which joined says that they go with the one before are made by the
// same worker, mostly; it may be nil.
func inOrder[W, R any](ctx context.Context, n int, joined func(int) bool, worker func() W, make_ func(W, int) (R, error), take func(int, R) error) error {
	workers := runtime.GOMAXPROCS(0)
	l := &line[R]{n: n, joined: joined, take: take, slots: make([]result[R], ahead*workers)}
	l.moved.L = &l.mu
	defer context.AfterFunc(ctx, func() { l.end(ctx.Err()) })() // for those that wait
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			w := worker()
			for from, to := l.next(); from < to; from, to = l.next() {
				for i := from; i < to && ctx.Err() == nil; i++ {
					value, err := make_(w, i)
					l.put(i, result[R]{value, err, true})
				}
			}
		})
	}
	group.Wait()
	l.end(ctx.Err())
	return l.err
}

// line is where results wait for their turn. The worker that brings the one
// whose turn it is takes it and all that wait behind it: a goroutine that only
// takes would be woken for each.
type line[R any] struct {
	n      int
	joined func(int) bool
	take   func(int, R) error

	mu     sync.Mutex
	moved  sync.Cond // results were taken, or it is over
	begun  int       // of n
	taken  int       // of those
	taking bool      // a worker is at it
	over   bool
	err    error
	slots  []result[R] // in turn
}

type result[R any] struct {
	value R
	err   error
	there bool
}

// next are the numbers of the results to be made next, from one to before
// another: none where all are begun or it is over.
func (l *line[R]) next() (from, to int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for !l.over && l.begun < l.n && l.free() < together {
		l.moved.Wait()
	}
	if l.over || l.begun == l.n {
		return 0, 0
	}
	from = l.begun
	for l.begun++; l.begun < min(l.n, from+together) && l.joined != nil && l.joined(l.begun); {
		l.begun++
	}
	return from, l.begun
}

// put lets a result wait, and takes those whose turn it is unless another worker
// does.
func (l *line[R]) put(i int, r result[R]) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.slots[i%len(l.slots)] = r
	if l.taking {
		return
	}
	l.taking = true
	for slot := l.first(); slot.there && !l.over; slot = l.first() {
		i, r := l.taken, *slot
		*slot = result[R]{}
		l.mu.Unlock()
		if r.err == nil {
			r.err = l.take(i, r.value)
		}
		l.mu.Lock()
		if l.taken++; r.err != nil {
			l.finish(r.err)
		}
		if 2*l.free() >= len(l.slots) { // for a single slot nobody need wake
			l.moved.Broadcast()
		}
	}
	l.taking = false
}

// free is for how many results there is a place. Half of all places are free
// whenever no more than together results of each worker are under way.
func (l *line[R]) free() int { return l.taken + len(l.slots) - l.begun }

// first is where the result lies whose turn it is.
func (l *line[R]) first() *result[R] { return &l.slots[l.taken%len(l.slots)] }

// end ends it with an error, unless all was taken.
func (l *line[R]) end(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.taken < l.n {
		l.finish(err)
	}
}

func (l *line[R]) finish(err error) {
	if !l.over {
		l.over, l.err = true, err
	}
	l.moved.Broadcast()
}
