package busy

import (
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/busy/act"
)

// plans is the state, for one page.
type plans struct{ act.State }

func fold(r *feature.Request) (s plans, err error) {
	err = feature.See(r, Name, func(now *act.State) error {
		s = plans{now.Clone()}
		return nil
	})
	return s, err
}

// find returns the one that the address names.
func find(r *feature.Request) (s plans, e act.Entry, err error) {
	if s, err = fold(r); err != nil {
		return s, e, err
	}
	id, cause := ebb.ParseID(r.PathValue("id"))
	e, ok := s.One(id)
	if cause != nil || !ok {
		return s, e, &ebb.Problem{Status: 404, Say: "busy.bad.gone", Cause: cause}
	}
	return s, e, nil
}

// date is a day of the person's, n days from today.
func date(r *feature.Request, n int) string { return r.Now.AddDate(0, 0, n).Format(time.DateOnly) }

// read opens one body again; the zero where there is none.
func read[T any](r *feature.Request, seq uint64) (b T, err error) {
	if seq == 0 {
		return b, nil
	}
	events, err := r.Journal.Read(r.Context(), seq)
	if err != nil || len(events) == 0 {
		return b, err
	}
	return act.Body[T](events[0])
}

// named are activities with their words. One that is gone is left out.
type named struct {
	act.Entry
	What string
}

func names(r *feature.Request, some []act.Entry) (all []named, err error) {
	var seqs []uint64
	by := map[ebb.ID]act.Entry{}
	for _, e := range some {
		seqs = append(seqs, e.Seq)
		by[e.ID] = e
	}
	events, err := r.Journal.Read(r.Context(), seqs...)
	if err != nil {
		return nil, err
	}
	for _, ev := range events {
		var a act.Activity
		if err := ev.Decode(&a); err != nil {
			return nil, err
		}
		n := named{by[ev.ID], a.Words}
		if a.Ready != "" {
			n.What = r.Say("busy.ready", "what", a.Ready)
		}
		all = append(all, n)
	}
	return all, nil
}
