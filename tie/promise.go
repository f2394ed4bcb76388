package tie

import (
	"bytes"
	"maps"
	"time"
)

// What was promised, and what came of it: feature chance owns both. The id of a
// promise stands under key 1 of what came of it.
const (
	Promised = "tie.promised" // body: Promise
	Held     = "tie.held"     // body: Outcome
)

// Promise is one, by the person or by the other one.
type Promise struct {
	Mine  bool   `cbor:"2,keyasint,omitempty" json:"mine,omitempty"`
	Words string `cbor:"3,keyasint" json:"words"`
	By    string `cbor:"4,keyasint,omitempty" json:"by,omitempty"` // "2026-12-01"; "" no day
	// Again marks a second chance: it was given after an earlier promise of the
	// same kind had not been kept.
	Again bool `cbor:"5,keyasint,omitempty" json:"again,omitempty"`
	// Given is the day it was given, "2026-11-01"; "" where nobody said it.
	Given string `cbor:"6,keyasint,omitempty" json:"given,omitempty"`
}

// Outcome is what came of a promise, as the person saw it.
type Outcome struct {
	Promise [16]byte `cbor:"1,keyasint" json:"promise"`
	Kept    Kept     `cbor:"2,keyasint" json:"kept"`
	Words   string   `cbor:"3,keyasint,omitempty" json:"words,omitempty"`
	On      string   `cbor:"4,keyasint,omitempty" json:"on,omitempty"` // the day it happened; "" where nobody said it
}

// Kept says how a promise went.
type Kept string

// How it went. Partly counts for neither side.
const (
	KeptWhole Kept = "kept"
	KeptPart  Kept = "partly"
	KeptNot   Kept = "not"
)

// Ledger is the promises that stand and what came of them, without words, for
// the folds of those who count. It does not matter in which order events come.
type Ledger struct {
	mine map[[16]byte]bool
	came map[[16]byte]came
}

// came is what came of a promise, and which event says so.
type came struct {
	at    time.Time
	event [16]byte
	kept  Kept
}

// Promise takes a promise and the id of its event.
func (l *Ledger) Promise(id [16]byte, p Promise) {
	if l.mine == nil {
		l.mine = map[[16]byte]bool{}
	}
	l.mine[id] = p.Mine
}

// Outcome takes what came of a promise, with the id and the time of its event.
// The latest stands.
func (l *Ledger) Outcome(id [16]byte, at time.Time, o Outcome) {
	if l.came == nil {
		l.came = map[[16]byte]came{}
	}
	before, there := l.came[o.Promise]
	if c := at.Compare(before.at); !there || c > 0 || c == 0 && bytes.Compare(id[:], before.event[:]) > 0 {
		l.came[o.Promise] = came{at, id, o.Kept}
	}
}

// Came is what came of a promise and the id of the event that says so; "" while
// nothing was said.
func (l *Ledger) Came(promise [16]byte) (kept Kept, event [16]byte) {
	c := l.came[promise]
	return c.kept, c.event
}

// Count is how the promises of one side went.
type Count struct{ Kept, Partly, Not, Open int }

// Of is of how many promises Kept is the share: partly counts for neither.
func (c Count) Of() int { return c.Kept + c.Not }

// All is how many promises there are.
func (c Count) All() int { return c.Kept + c.Partly + c.Not + c.Open }

// Count counts the person's own promises, or those of the other one.
func (l *Ledger) Count(mine bool) (c Count) {
	for id, m := range l.mine {
		if m != mine {
			continue
		}
		switch l.came[id].kept {
		case KeptWhole:
			c.Kept++
		case KeptPart:
			c.Partly++
		case KeptNot:
			c.Not++
		default:
			c.Open++
		}
	}
	return c
}

// Clone returns a ledger of its own.
func (l *Ledger) Clone() Ledger { return Ledger{maps.Clone(l.mine), maps.Clone(l.came)} }

// When is when it was said what came of a promise; zero while nothing was.
func (l *Ledger) When(promise [16]byte) time.Time { return l.came[promise].at }
