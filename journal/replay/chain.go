package replay

import (
	"crypto/sha256"

	"ebb"
	"ebb/store"
	"ebb/vault"
)

// chain follows one person's rows and says of each whether it is what it ought
// to be. Where a link was tampered with it tries the ones that may have stood
// there, so that the damage of one row does not spread to the next.
type chain struct {
	seq    uint64
	link   store.Link
	others []store.Link // links that may be meant instead
}

// verdict is what chain says about one row.
type verdict struct {
	event   ebb.Event
	opened  bool
	erased  bool
	follows bool         // its link is the right one
	missing uint64       // rows that should stand before it
	others  []store.Link // for the row after it
}

// judge looks at r; the chain moves on with pass.
func (c *chain) judge(keys *vault.Keys, r store.Row) verdict {
	got := verdict{missing: r.Seq - c.seq - 1, erased: r.Box == nil}
	sum := sha256.Sum256(r.Box)
	if got.erased && len(r.Sum) == len(sum) {
		sum = [32]byte(r.Sum)
	}
	prev, right := c.link, store.Next(c.link, r.Seq, sum)
	for _, l := range c.others {
		if right == r.Link {
			break
		}
		if n := store.Next(l, r.Seq, sum); n == r.Link {
			prev, right = l, n
		}
	}
	got.follows = right == r.Link
	if !got.follows {
		got.others = []store.Link{right, c.link}
	}
	if !got.erased {
		got.open(keys, r, append([]store.Link{prev}, c.others...))
	}
	return got
}

// open tries the link before r, and where the chain is broken the others.
func (got *verdict) open(keys *vault.Keys, r store.Row, links []store.Link) {
	for _, prev := range links {
		if e, err := keys.Open(r.Seq, prev, r.Box); err == nil {
			got.event, got.opened = e, true
			return
		}
	}
}

func (c *chain) pass(r store.Row, got verdict) { c.seq, c.link, c.others = r.Seq, r.Link, got.others }
