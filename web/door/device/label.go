package device

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/store"
)

// What the journal keeps of devices, so that only their person can read what
// they are called.
const (
	Paired = "device.paired" // body: label
	Named  = "device.named"  // body: label
)

// label is the body of both.
type label struct {
	Device ebb.ID `cbor:"1,keyasint" json:"device"`
	Text   string `cbor:"2,keyasint,omitempty" json:"text,omitempty"`
}

// Feature keeps the labels; it has no pages of its own.
func Feature() *feature.Feature {
	return &feature.Feature{Name: "device", Kinds: []string{Paired, Named}, Fold: func() ebb.Fold { return &labels{of: map[ebb.ID]*named{}} }}
}

// labels is where each device's label stands, and when it was paired.
type labels struct{ of map[ebb.ID]*named }

type named struct {
	paired, at time.Time
	seq        uint64
}

// Apply implements ebb.Fold.
func (l *labels) Apply(seq uint64, e ebb.Event) error {
	if e.Kind != Paired && e.Kind != Named {
		return nil
	}
	var b label
	if err := e.Decode(&b); err != nil {
		return err
	}
	n := l.of[b.Device]
	if n == nil {
		n = &named{}
		l.of[b.Device] = n
	}
	if e.Kind == Paired {
		n.paired = e.At
	}
	if c := e.At.Compare(n.at); c > 0 || c == 0 && seq > n.seq {
		n.at, n.seq = e.At, seq
	}
	return nil
}

const longest = 40 // characters of a label

// Label makes one short line of what somebody typed.
func Label(typed string) string {
	one := []rune(strings.Join(strings.Fields(typed), " "))
	return strings.TrimSpace(string(one[:min(len(one), longest)]))
}

// Note records what a device is called.
func Note(r *feature.Request, kind string, device ebb.ID, text string) error {
	return r.Keep(kind, label{device, Label(text)})
}

// Device is one of a person's devices as its person sees it.
type Device struct {
	ID      ebb.ID
	Label   string // "" where it has none
	Paired  time.Time
	Revoked bool
}

// List returns all devices of a person, those that may add first, then the
// newest first.
func (k *Desk) List(ctx context.Context, person ebb.ID, j feature.Journal) ([]Device, error) {
	rows, err := k.Store.DevicesOf(ctx, store.ID(person))
	if err != nil {
		return nil, err
	}
	var list []Device
	var seqs []uint64
	err = j.View(ctx, func(folds map[string]ebb.Fold) error {
		known, _ := folds["device"].(*labels)
		for _, r := range rows {
			d := Device{ID: ebb.ID(r.ID), Revoked: r.Revoked}
			if known != nil && known.of[d.ID] != nil {
				d.Paired = known.of[d.ID].paired
				seqs = append(seqs, known.of[d.ID].seq)
			}
			list = append(list, d)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	events, err := j.Read(ctx, seqs...)
	texts := map[ebb.ID]string{}
	for _, e := range events {
		var b label
		if e.Decode(&b) == nil {
			texts[b.Device] = b.Text
		}
	}
	for i := range list {
		list[i].Label = texts[list[i].ID]
	}
	slices.SortStableFunc(list, func(a, b Device) int {
		if a.Revoked != b.Revoked {
			return cmp.Compare(rank(a), rank(b))
		}
		return b.Paired.Compare(a.Paired)
	})
	return list, err
}

func rank(d Device) int {
	if d.Revoked {
		return 1
	}
	return 0
}
