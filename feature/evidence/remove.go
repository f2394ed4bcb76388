package evidence

import (
	"ebb"
	"ebb/feature"
)

// gone is an import that was taken out and can still be put back.
type gone struct {
	Event      ebb.ID `json:"e"`
	Withdrawal ebb.ID `json:"w"`
	Blob       ebb.ID `json:"b"`
}

const goneName = "evidence.gone"

// postUndo takes an import out of everything that is shown. It stays sealed
// where it is and can be put back.
func (p *pages) postUndo(r *feature.Request) (feature.Answer, error) {
	i, _, err := p.load(r)
	if err != nil {
		return feature.Answer{}, err
	}
	e := r.New(ebb.Withdrawn, ebb.Withdrawal{ID: i.id})
	if err := r.Record(e); err != nil {
		return feature.Answer{}, err
	}
	r.Steps.Keep(goneName, gone{Event: i.id, Withdrawal: e.ID, Blob: i.blob})
	return feature.Answer{Goto: base}, nil
}

// postDelete destroys an import: its figures and its packed facts.
func (p *pages) postDelete(r *feature.Request) (feature.Answer, error) {
	i, _, err := p.load(r)
	if err != nil {
		return feature.Answer{}, err
	}
	return p.destroy(r, i.id, i.blob)
}

// postGone settles what becomes of an import that was taken out.
func (p *pages) postGone(r *feature.Request) (feature.Answer, error) {
	var g gone
	if !r.Steps.Recall(goneName, &g) {
		return feature.Answer{Goto: base}, nil
	}
	if r.FormValue("then") == "delete" {
		return p.destroy(r, g.Event, g.Blob)
	}
	if err := r.Record(r.New(ebb.Withdrawn, ebb.Withdrawal{ID: g.Withdrawal})); err != nil {
		return feature.Answer{}, err
	}
	r.Steps.Forget(goneName)
	return feature.Answer{Goto: base}, nil
}

func (p *pages) destroy(r *feature.Request, event, blob ebb.ID) (feature.Answer, error) {
	entry := ebb.Entry{Erase: []ebb.ID{event}}
	if blob != (ebb.ID{}) {
		entry.Drop = []ebb.ID{blob}
	}
	if err := r.Journal.Record(r.Context(), entry); err != nil {
		return feature.Answer{}, err
	}
	r.Steps.Forget(goneName)
	return feature.Answer{Goto: base}, nil
}
