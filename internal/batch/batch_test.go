package batch

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

type item struct {
	n    int
	done bool
}

func TestALoneCallerIsAloneInItsBatch(t *testing.T) {
	var sizes []int
	g := Group[*item]{Do: func(b []*item) { sizes = append(sizes, len(b)) }}
	for range 3 {
		if err := g.Join(t.Context(), &item{}); err != nil {
			t.Fatal(err)
		}
	}
	if len(sizes) != 3 || sizes[0] != 1 || sizes[2] != 1 {
		t.Errorf("batches of %v, want three of one", sizes)
	}
}

func TestThoseWhoWaitGoTogetherInOrderOfArrivalAndNeverMoreThanMax(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var got [][]int
		g := Group[*item]{Max: 4, Do: func(b []*item) {
			time.Sleep(time.Second)
			var ns []int
			for _, i := range b {
				ns, i.done = append(ns, i.n), true
			}
			got = append(got, ns)
		}}
		for n := range 8 {
			go func() {
				i := &item{n: n}
				if err := g.Join(t.Context(), i); err != nil || !i.done {
					t.Errorf("item %d: %v, done %v", n, err, i.done)
				}
			}()
			synctest.Wait()
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		want := [][]int{{0}, {1, 2, 3, 4}, {5, 6, 7}}
		if len(got) != len(want) {
			t.Fatalf("batches %v, want %v", got, want)
		}
		for i := range want {
			if len(got[i]) != len(want[i]) || got[i][0] != want[i][0] {
				t.Fatalf("batches %v, want %v", got, want)
			}
		}
	})
}

func TestEveryItemIsDoneOnceAndBatchesNeverOverlap(t *testing.T) {
	var running, sum atomic.Int64
	g := Group[int]{Do: func(b []int) {
		if running.Add(1) != 1 {
			t.Error("two batches at a time")
		}
		runtime.Gosched()
		for _, n := range b {
			sum.Add(int64(n))
		}
		running.Add(-1)
	}}
	var wg sync.WaitGroup
	for range 64 {
		wg.Go(func() {
			for range 100 {
				if err := g.Join(t.Context(), 1); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if sum.Load() != 6400 {
		t.Errorf("%d items done, want 6400", sum.Load())
	}
}

func TestAPanicAnswersItsBatchAndTheNextBatchGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := Group[int]{Do: func(b []int) {
			time.Sleep(time.Second)
			if b[0] == 1 {
				panic("broken")
			}
		}}
		var failed, fine atomic.Int64
		for n := range 4 {
			go func() {
				err := g.Join(t.Context(), min(n, 1))
				var p *Panic
				if errors.As(err, &p) && p.Value == "broken" && len(p.Stack) > 0 {
					failed.Add(1)
				} else if err == nil {
					fine.Add(1)
				}
			}()
			synctest.Wait()
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if failed.Load() != 3 || fine.Load() != 1 {
			t.Errorf("%d told of the panic and %d fine, want 3 and 1", failed.Load(), fine.Load())
		}
		if err := g.Join(t.Context(), 0); err != nil {
			t.Errorf("after the panic: %v", err)
		}
	})
}

func TestWorkThatEndsItsGoroutineStillAnswersTheOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := Group[int]{Do: func(b []int) {
			time.Sleep(time.Second)
			if b[0] == 1 {
				runtime.Goexit()
			}
		}}
		var failed atomic.Int64
		for n := range 4 {
			go func() {
				if g.Join(t.Context(), min(n, 1)) != nil {
					failed.Add(1)
				}
			}()
			synctest.Wait()
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if failed.Load() != 2 {
			t.Errorf("%d told, want 2: the third left with its goroutine", failed.Load())
		}
	})
}

func TestAWaiterWhoseContextEnds(t *testing.T) {
	for _, c := range []struct {
		name     string
		max      int
		after    time.Duration // when the waiter's context ends; a batch takes 2 s
		underway bool
		done     int
	}{
		{"leaves the line before its turn, and nothing is done with its item", 2, time.Second, false, 2},
		{"leaves its batch while it runs, and the item is done all the same", 2, 3 * time.Second, true, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				done := 0
				g := Group[int]{Max: c.max, Do: func(b []int) { time.Sleep(2 * time.Second); done += len(b) }}
				go g.Join(t.Context(), 0)
				synctest.Wait()
				go g.Join(t.Context(), 1) // will lead the second batch
				synctest.Wait()
				ctx, cancel := context.WithTimeout(t.Context(), c.after)
				defer cancel()
				start := time.Now()
				err := g.Join(ctx, 2)
				if !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, ErrUnderway) != c.underway {
					t.Errorf("error %v, under way should be %v", err, c.underway)
				}
				if took := time.Since(start); took != c.after {
					t.Errorf("returned after %v, want %v", took, c.after)
				}
				time.Sleep(time.Minute)
				synctest.Wait()
				if done != c.done {
					t.Errorf("%d items done, want %d", done, c.done)
				}
			})
		})
	}
}

func TestTheLeadIsNeverLostWhenItsNextOwnerLeaves(t *testing.T) {
	g := Group[int]{Do: func([]int) { runtime.Gosched() }}
	var wg sync.WaitGroup
	for n := range 32 {
		wg.Go(func() {
			for range 200 {
				ctx, cancel := context.WithCancel(t.Context())
				if n%2 == 0 {
					go cancel()
				}
				g.Join(ctx, n)
				cancel()
			}
		})
	}
	wg.Wait()
	if err := g.Join(t.Context(), 0); err != nil {
		t.Errorf("after everybody left: %v", err)
	}
}

func TestAContextThatHasEndedIsRefusedAtOnce(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	g := Group[int]{Do: func([]int) { t.Error("work was done") }}
	if err := g.Join(ctx, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
