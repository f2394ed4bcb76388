package journal

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

// readEdit reports whether e is a kernel event, and what it says.
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
	counts int               // how many edits are in it
}

func newPlan() plan { return plan{map[ebb.ID]bool{}, map[ebb.ID]uint64{}, 0} }

// resolve reads edits from the last to the first: a later withdrawal decides
// whether an earlier edit still counts, and the last body that counts wins.
func resolve(edits []edit) plan {
	p := newPlan()
	for _, e := range slices.Backward(edits) {
		if p.gone[e.id] && e.kind != ebb.Erased {
			continue
		}
		switch e.kind {
		case ebb.Withdrawn:
			p.gone[e.target] = true
		case ebb.Replaced:
			if _, later := p.bodies[e.target]; !later {
				p.bodies[e.target] = e.seq
			}
		}
	}
	return p
}

// edit takes in a kernel event. What has been folded already must be folded
// anew; what has not come yet is only remembered.
func (v *view) edit(e edit) {
	v.edits = append(v.edits, e)
	if e.kind == ebb.Erased {
		v.erased[e.target] = e.seq
	}
	if len(v.edits) <= v.plan.counts {
		return // known before this reading began
	}
	if _, folded := v.ids[e.target]; folded {
		v.dirty = true
	}
	switch e.kind {
	case ebb.Withdrawn:
		v.plan.gone[e.target] = true
	case ebb.Replaced:
		v.plan.bodies[e.target] = e.seq
	}
}
