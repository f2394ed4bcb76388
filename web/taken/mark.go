package taken

import (
	"bytes"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/web/ask"
)

// Marked is the kind of what is to be erased later.
const Marked = "taken.marked"

// mark is its body.
type mark struct {
	IDs []ebb.ID `cbor:"1,keyasint" json:"ids"`
	Due int64    `cbor:"2,keyasint" json:"due"` // seconds since 1970
}

// Feature keeps the marks; it has no pages of its own.
func Feature() *feature.Feature {
	return &feature.Feature{Name: "taken", Kinds: []string{Marked}, Fold: func() ebb.Fold { return &marks{} }}
}

type marks struct{ newest *one }

type one struct {
	id  ebb.ID
	at  time.Time
	ids []ebb.ID
	due time.Time
}

// Apply implements ebb.Fold: the newest mark stands.
func (m *marks) Apply(_ uint64, e ebb.Event) error {
	if e.Kind != Marked {
		return nil
	}
	var b mark
	if err := e.Decode(&b); err != nil {
		return err
	}
	if n := m.newest; n == nil || e.At.After(n.at) || e.At.Equal(n.at) && bytes.Compare(e.ID[:], n.id[:]) > 0 {
		m.newest = &one{e.ID, e.At, b.IDs, time.Unix(b.Due, 0)}
	}
	return nil
}

// marked is the newest mark; nil where there is none.
func marked(a *ask.Ask) (m *one, err error) {
	if a.State != feature.Unlocked || a.Demo {
		return nil, nil
	}
	err = a.Journal.View(a.Context(), func(folds map[string]ebb.Fold) error {
		if f, ok := folds["taken"].(*marks); ok && f.newest != nil {
			copied := *f.newest
			copied.ids = slices.Clone(copied.ids)
			m = &copied
		}
		return nil
	})
	return m, err
}
