// Package batch combines the work of callers who wait at the same time: the
// caller that finds nobody at work leads, takes all who wait, does their work
// in one go and hands the lead to the first who came meanwhile. One fsync then
// serves everybody, and a lone caller waits for nobody, because there is no
// timer.
//
// It promises that every caller gets an answer, whatever the work does, and
// that work is done in the order of arrival, one batch after the other. It
// keeps no goroutine of its own, and it does not know what the work is: an
// item carries its own result.
package batch

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"sync"
)

// Max is how many items one batch takes where Group.Max is zero.
const Max = 256

// Group combines callers of Join. The zero Group with Do set is ready.
type Group[T any] struct {
	Max int       // most items in one batch; 0 means 256
	Do  func([]T) // does the work of one batch; never runs twice at a time

	mu   sync.Mutex
	busy bool         // somebody leads, or has been asked to
	line []*ticket[T] // who waits, in order of arrival
}

type ticket[T any] struct {
	item T
	lead chan struct{} // receives once when it is this caller's turn to lead
	done chan error    // receives once when the item's batch is over
}

// ErrUnderway is what a caller gets whose context ended when the work had
// begun: it may yet be done. The caller must then leave the item alone.
var ErrUnderway = errors.New("batch: left while the work was under way")

// Panic is what every caller of a batch gets when Do panicked, or left its
// goroutine.
type Panic struct {
	Value any
	Stack []byte
}

func (p *Panic) Error() string { return fmt.Sprintf("batch: the work panicked: %v", p.Value) }

// Join returns nil when Do has returned for a batch with item in it. An error
// of ctx means that nothing was done with item, unless it is ErrUnderway too.
// A caller that leads stays until its batch is done.
func (g *Group[T]) Join(ctx context.Context, item T) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	t := &ticket[T]{item, make(chan struct{}, 1), make(chan error, 1)}
	g.mu.Lock()
	g.line = append(g.line, t)
	if !g.busy {
		g.handOn()
	}
	g.mu.Unlock()
	select {
	case err := <-t.done:
		return err
	case <-t.lead:
		g.work()
		return <-t.done
	case <-ctx.Done():
		return g.leave(t, ctx.Err())
	}
}

// handOn gives the lead to the first in line, or to nobody. Called with mu.
func (g *Group[T]) handOn() {
	g.busy = len(g.line) > 0
	if g.busy {
		g.line[0].lead <- struct{}{}
	}
}

// work does one batch: the leader's own item is the first of it.
func (g *Group[T]) work() {
	g.mu.Lock()
	n := g.Max
	if n <= 0 {
		n = Max
	}
	n = min(n, len(g.line))
	batch := g.line[:n:n]
	g.line = slices.Clone(g.line[n:])
	g.mu.Unlock()

	err := error(&Panic{Value: "the goroutine ended"})
	defer func() {
		if v := recover(); v != nil {
			err = &Panic{Value: v, Stack: debug.Stack()}
		}
		for _, t := range batch {
			t.done <- err
		}
		g.mu.Lock()
		g.handOn()
		g.mu.Unlock()
	}()
	items := make([]T, n)
	for i, t := range batch {
		items[i] = t.item
	}
	g.Do(items)
	err = nil
}

// leave takes t out of the line if it is still there, and passes on the lead
// if t had just been given it.
func (g *Group[T]) leave(t *ticket[T], why error) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	i := slices.Index(g.line, t)
	if i < 0 {
		select {
		case err := <-t.done: // the answer came at the same moment
			return err
		default:
			return fmt.Errorf("%w: %w", ErrUnderway, why)
		}
	}
	g.line = slices.Delete(g.line, i, i+1)
	select {
	case <-t.lead:
		g.handOn()
	default:
	}
	return why
}
