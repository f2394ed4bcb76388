package hold

import (
	"net/http"

	"ebb"
	"ebb/feature"
)

// outStep remembers what was taken out, so that it can be put back.
const outStep = "hold.out"

// mostOut is how many withdrawals fit into the memory of a flow.
const mostOut = 24

type outMemory struct {
	Withdrawals []ebb.ID
}

// postOut takes a whole moment out that was kept while nobody was in: whoever
// held the device may have done it.
func postOut(r *feature.Request) (feature.Answer, error) {
	id, err := ebb.ParseID(r.PostFormValue("moment"))
	if err != nil {
		return feature.Answer{}, ebb.Bad("hold.bad.moment")
	}
	m, ok, err := find(r, id)
	if err != nil {
		return feature.Answer{}, err
	}
	if !ok || !m.Locked {
		return feature.Answer{}, &ebb.Problem{Status: http.StatusNotFound, Say: "hold.bad.moment"}
	}
	var memory outMemory
	entries := withdraw(r, m.Events, &memory)
	if err := r.Journal.Record(r.Context(), entries...); err != nil {
		return feature.Answer{}, err
	}
	r.Steps.Forget(outStep)
	if len(memory.Withdrawals) <= mostOut {
		r.Steps.Keep(outStep, memory)
	}
	return feature.Answer{Goto: "/now/out"}, nil
}

func withdraw(r *feature.Request, ids []ebb.ID, memory *outMemory) []ebb.Entry {
	var entries []ebb.Entry
	for _, id := range ids {
		e := r.New(ebb.Withdrawn, ebb.Withdrawal{ID: id})
		entries = append(entries, ebb.Entry{Event: e})
		memory.Withdrawals = append(memory.Withdrawals, e.ID)
	}
	return entries
}

func showOut(r *feature.Request) (feature.Answer, error) {
	var memory outMemory
	return feature.Answer{
		Template: "hold/out", Title: "hold.title.out", Place: "today", Data: r.Steps.Recall(outStep, &memory),
	}, nil
}

// postBack withdraws the withdrawals.
func postBack(r *feature.Request) (feature.Answer, error) {
	var memory, again outMemory
	if !r.Steps.Recall(outStep, &memory) {
		return feature.Answer{Goto: "/today"}, nil
	}
	if err := r.Journal.Record(r.Context(), withdraw(r, memory.Withdrawals, &again)...); err != nil {
		return feature.Answer{}, err
	}
	r.Steps.Forget(outStep)
	return feature.Answer{Goto: "/today"}, nil
}
