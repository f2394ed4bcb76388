// Package keep makes what an import leaves in the journal: one event with the
// figures, and one sealed blob with the facts behind them, time, side, length
// and kind of each message.
//
// It promises that the event fits a row, and that no word of the chat is in
// either. It refuses nothing: where the facts are too many, the figures are
// kept without them.
package keep

import (
	"crypto/rand"
	"time"

	"ebb"
	"ebb/chat"
	"ebb/feature/evidence/count"
	"ebb/feature/evidence/facts"
	"ebb/tie"
	"ebb/tie/exchange"
)

// Names is how many names an import keeps.
const Names = 20

// largestBlob is what the store takes for one import: about three and a half
// million messages. Above that the figures are kept without the facts.
const largestBlob = 8 << 20

// How an import came about.
type How struct {
	No  int
	Way string
	At  time.Time // in the person's zone
}

// Entry counts a chat whose cast knows who is me.
func Entry(h *chat.History, c *count.Cast, how How) ebb.Entry {
	t := count.Count(h, c, how.At.Location())
	t.No, t.Way = how.No, how.Way
	var blobs []ebb.Blob
	if packed := facts.Pack(h, c.Sides()); len(packed) <= largestBlob {
		b := ebb.Blob{ID: ebb.NewID(), Data: packed}
		rand.Read(b.Key[:]) // never fails, see crypto/rand.Read
		t.Blob, t.Key = b.ID, b.Key
		blobs = append(blobs, b)
	}
	Trim(t)
	return ebb.Entry{Event: ebb.New(tie.Messages, how.At, t), Blobs: blobs}
}

// LargestRow keeps an import's figures well inside one row.
const LargestRow = 28 << 10

// Trim keeps an import within a row: so many names, and the newest weeks.
func Trim(t *exchange.Tally) {
	t.People = t.People[:min(len(t.People), Names)]
	for i := range t.People {
		w := &t.People[i]
		w.Name = count.Clean(w.Name)
		w.Also = w.Also[:min(len(w.Also), 5)]
		for j := range w.Also {
			w.Also[j] = count.Clean(w.Also[j])
		}
	}
	for cut := false; len(t.Weeks) > 1; cut = true {
		if raw, err := ebb.Encode(t); err != nil || len(raw) <= LargestRow {
			return
		}
		if !cut {
			t.Notes = append(t.Notes, exchange.Caveat{Code: "trimmed"})
		}
		t.Weeks = t.Weeks[len(t.Weeks)/8+1:]
		t.Months = t.Months[min(len(t.Months)-1, len(t.Months)/8+1):]
	}
}
