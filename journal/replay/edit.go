package replay

import (
	"slices"

	"ebb"
)

// edit is a kernel event: it changes what folds see of others.
type edit struct {
	seq    uint64
	id     ebb.ID
	kind   string
	target ebb.ID
	row    uint64 // Erased: the row that has gone
}

// IsEdit reports whether e is a kernel event, and an error where its body is
// none.
func IsEdit(e ebb.Event) (bool, error) {
	_, is, err := readEdit(0, e)
	return is, err
}

// BodyFor returns the event that e gives a new body.
func BodyFor(e ebb.Event) (ebb.ID, bool) {
	ed, _, err := readEdit(0, e)
	return ed.target, err == nil && ed.kind == ebb.Replaced
}

func readEdit(seq uint64, e ebb.Event) (edit, bool, error) {
	ed := edit{seq: seq, id: e.ID, kind: e.Kind}
	var err error
	switch e.Kind {
	case ebb.Withdrawn:
		var w ebb.Withdrawal
		err = e.Decode(&w)
		ed.target = w.ID
	case ebb.Replaced:
		var r ebb.Replacement
		err = e.Decode(&r)
		ed.target = r.ID
	case ebb.Erased:
		var x ebb.Erasure
		err = e.Decode(&x)
		ed.target, ed.row = x.ID, x.Seq
	default:
		return edit{}, false, nil
	}
	return ed, true, err
}

// plan is what all edits together come to.
type plan struct {
	gone   map[ebb.ID]bool   // withdrawn
	bodies map[ebb.ID]uint64 // the row whose body counts instead
	has    map[ebb.ID]bool   // the edits that are in it
}

func newPlan() plan {
	return plan{map[ebb.ID]bool{}, map[ebb.ID]uint64{}, map[ebb.ID]bool{}}
}

// resolve reads edits from the last to the first: a later withdrawal decides
// whether an earlier edit still counts, and the last body that counts wins.
func resolve(edits []edit) plan {
	p := newPlan()
	erased := map[ebb.ID]bool{}
	for _, e := range slices.Backward(edits) {
		p.has[e.id] = true
		if e.kind == ebb.Erased {
			erased[e.target] = true
		} else if !p.gone[e.id] && !erased[e.id] {
			p.take(e)
		}
	}
	return p
}

func (p *plan) take(e edit) {
	switch e.kind {
	case ebb.Withdrawn:
		p.gone[e.target] = true
	case ebb.Replaced:
		if e.seq > p.bodies[e.target] {
			p.bodies[e.target] = e.seq
		}
	}
}
