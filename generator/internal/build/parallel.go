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

// ahead is how many results may wait for an earlier one.
const ahead = 64

// inOrder makes n results on all processors, each worker with a state of its
// own, and takes them one by one in their order. The first error ends it.
func inOrder[W, R any](ctx context.Context, n int, worker func() W, make_ func(W, int) (R, error), take func(int, R) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type result struct {
		value R
		err   error
	}
	slots := make([]chan result, ahead)
	for i := range slots {
		slots[i] = make(chan result, 1)
	}
	tickets := make(chan int)
	room := make(chan struct{}, ahead)
	var group sync.WaitGroup
	group.Go(func() {
		defer close(tickets)
		for i := range n {
			select {
			case room <- struct{}{}:
			case <-ctx.Done():
				return
			}
			select {
			case tickets <- i:
			case <-ctx.Done():
				return
			}
		}
	})
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			w := worker()
			for i := range tickets {
				value, err := make_(w, i)
				slots[i%ahead] <- result{value, err}
			}
		})
	}
	err := func() error {
		for i := range n {
			select {
			case r := <-slots[i%ahead]:
				if r.err != nil {
					return r.err
				}
				if err := take(i, r.value); err != nil {
					return err
				}
				<-room
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	}()
	cancel()
	group.Wait()
	return err
}
