package journal

import (
	"context"
	"crypto/sha256"
	"slices"

	"ebb"
	"ebb/store"
	"ebb/vault"
)

// chain follows one person's rows and says of each whether it is what it ought
// to be. Where a link was tampered with it tries the one that should have stood
// there, so that the damage of one row does not spread to the next.
type chain struct {
	seq    uint64
	link   store.Link
	others []store.Link // links that may be meant instead
}

// row is what chain says about one.
type row struct {
	event   ebb.Event
	opened  bool
	erased  bool
	follows bool         // its link is the right one
	missing uint64       // rows that should stand before it
	others  []store.Link // for the next row
}

func newChain(genesis store.Link) chain { return chain{link: genesis} }

// next judges r; the chain itself moves on with at and learn.
func (c *chain) next(keys *vault.Keys, r store.Row) row {
	got := row{missing: r.Seq - c.seq - 1, erased: r.Box == nil}
	sum := sha256.Sum256(r.Box)
	if r.Box == nil && len(r.Sum) == len(sum) {
		sum = [32]byte(r.Sum)
	}
	prev, right := c.link, store.Next(c.link, r.Seq, sum)
	for _, l := range c.others {
		if n := store.Next(l, r.Seq, sum); right != r.Link && n == r.Link {
			prev, right = l, n
		}
	}
	got.follows = right == r.Link
	if !got.erased {
		got.open(keys, r, prev, c.others)
	}
	if !got.follows {
		got.others = []store.Link{right, c.link}
	} else if len(c.others) > 0 && prev == c.link {
		got.others = nil
	}
	return got
}

// open tries the link before r, and where the chain is broken the others.
func (got *row) open(keys *vault.Keys, r store.Row, prev store.Link, others []store.Link) {
	for i := -1; i < len(others); i++ {
		if i >= 0 {
			prev = others[i]
		}
		if e, err := keys.Open(r.Seq, prev, r.Box); err == nil {
			got.event, got.opened = e, true
			return
		}
	}
}

func (c *chain) at(h store.Head) { c.seq, c.link, c.others = h.Seq, h.Link, nil }

func (c *chain) learn(r row) { c.others = r.others }

// Damage names a row that is not what was recorded.
type Damage struct {
	Seq uint64
	Why string
}

// What may have become of a row.
const (
	Missing   = "missing"   // it is not there
	Unread    = "unread"    // its box does not open
	Unlinked  = "unlinked"  // it opens, but its link is not the right one
	Destroyed = "destroyed" // it was erased by somebody without the key
	Returned  = "returned"  // it was erased and is there again
)

// Damaged reads the whole journal and names every row that is not what was
// recorded. A journal cut off at its end is whole in itself: that takes a
// witness, see Head.
func (j *Journal) Damaged(ctx context.Context) ([]Damage, error) {
	v := j.empty()
	keys, c := j.keys.Load(), v.chain
	var list []Damage
	erased, present := map[uint64]bool{}, map[uint64]bool{}
	err := j.o.Store.Since(ctx, j.person(), store.Head{}, func(r store.Row) error {
		got := c.next(keys, r)
		for seq := r.Seq - got.missing; seq < r.Seq; seq++ {
			list = append(list, Damage{seq, Missing})
		}
		c.at(store.Head{Seq: r.Seq, Link: r.Link})
		c.learn(got)
		erased[r.Seq] = got.erased
		switch {
		case !got.opened && !got.erased:
			list = append(list, Damage{r.Seq, Unread})
		case !got.follows:
			list = append(list, Damage{r.Seq, Unlinked})
		}
		if ed, ok, err := readEdit(r.Seq, got.event); got.opened && ok && err == nil && ed.kind == ebb.Erased {
			present[ed.row] = true
		}
		return nil
	})
	for seq, gone := range erased {
		if gone && !present[seq] {
			list = append(list, Damage{seq, Destroyed})
		}
		if !gone && present[seq] {
			list = append(list, Damage{seq, Returned})
		}
	}
	slices.SortFunc(list, func(a, b Damage) int { return int(a.Seq) - int(b.Seq) })
	return list, err
}
