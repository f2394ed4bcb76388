package feature

import (
	"bytes"
	"cmp"
	"slices"
	"time"

	"ebb"
)

// Row is where an event of one's own stands; folds keep rows and no words.
type Row struct {
	Seq uint64
	ID  ebb.ID
	At  time.Time
}

// RowOf is the row of an event.
func RowOf(seq uint64, e ebb.Event) Row { return Row{seq, e.ID, e.At} }

// Earlier orders rows by time, then by id, so that every order of arrival
// leaves the same list.
func (w Row) Earlier(o Row) int {
	return cmp.Or(w.At.Compare(o.At), bytes.Compare(w.ID[:], o.ID[:]))
}

// Place is the row itself, for what embeds one.
func (w Row) Place() Row { return w }

// Placed is what embeds a Row.
type Placed interface {
	Place() Row
	Earlier(Row) int
}

// Sorted puts one more among those that lie by time.
func Sorted[T Placed](all []T, one T) []T {
	i, _ := slices.BinarySearchFunc(all, one.Place(), T.Earlier)
	return slices.Insert(all, i, one)
}

// Find is the one that an id names.
func Find[T Placed](all []T, id ebb.ID) (one T, found bool) {
	i := slices.IndexFunc(all, func(o T) bool { return o.Place().ID == id })
	if i < 0 {
		return one, false
	}
	return all[i], true
}

// Again opens the words of rows again, in the order asked for, and hands each
// with its event to f. Those that were taken out or erased meanwhile are left
// out.
func Again[T any](r *Request, seqs []uint64, f func(ebb.Event, T)) error {
	events, err := r.Journal.Read(r.Context(), seqs...)
	if err != nil {
		return err
	}
	for _, e := range events {
		var body T
		if err := e.Decode(&body); err != nil {
			return err
		}
		f(e, body)
	}
	return nil
}

// Named is the id in the address, {id}; the zero id where there is none.
func (r *Request) Named() ebb.ID {
	id, err := ebb.ParseID(r.PathValue("id"))
	if err != nil {
		return ebb.ID{}
	}
	return id
}

// Keep records one fact as of now.
func (r *Request) Keep(kind string, body any) error { return r.Record(r.New(kind, body)) }

// Replace changes the body of an event that was kept before.
func (r *Request) Replace(id ebb.ID, body any) error {
	raw, err := ebb.Encode(body)
	if err != nil {
		return err
	}
	return r.Record(r.New(ebb.Replaced, ebb.Replacement{ID: id, Body: raw}))
}

// TakeOut withdraws an event and remembers how to put it back under the name of
// a step: "truth.undo".
func (r *Request) TakeOut(step string, id ebb.ID) error {
	out := r.New(ebb.Withdrawn, ebb.Withdrawal{ID: id})
	if err := r.Record(out); err != nil {
		return err
	}
	r.Steps.Keep(step, out.ID)
	return nil
}

// PutBack takes the last taking out of a step back. A second tap finds nothing
// to do.
func (r *Request) PutBack(step string) error {
	var id ebb.ID
	if !r.Steps.Recall(step, &id) {
		return nil
	}
	r.Steps.Forget(step)
	return r.Record(r.New(ebb.Withdrawn, ebb.Withdrawal{ID: id}))
}

// CanPutBack reports whether there is something to put back.
func (r *Request) CanPutBack(step string) bool { return r.Steps.Recall(step, new(ebb.ID)) }

// Day writes a day with its year, in the person's zone.
func (r *Request) Day(at time.Time) string { return r.Words.Day(at.In(r.Now.Location())) }
