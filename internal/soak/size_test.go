package soak

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"ebb/internal/demo"
	"ebb/store"
	"ebb/vault"

	kernel "ebb"
)

// long are the kinds of which one entry may be larger than the smallest row:
// their body is a page of words, or a chat in numbers.
var long = []string{"tie.messages"}

// smallest is the box of any short entry.
const smallest = 545

// Check 23: of the invented journal, which has an entry of every feature, every
// entry has a row of the same size, but those of a few kinds that hold much.
func TestShortEntriesOfEveryKindHaveOneSize(t *testing.T) {
	ring, o := vault.NewRing(), vault.Owner{Install: kernel.NewID(), Person: kernel.NewID()}
	keys, sizes := ring.Keys(o), map[string]map[int]int{}
	events := demo.Journal(time.Date(2026, 11, 22, 21, 10, 0, 0, time.UTC))
	var head store.Head
	for i, e := range events {
		box, err := keys.Seal(uint64(i+1), head.Link, e)
		if err != nil {
			t.Fatal(err)
		}
		if sizes[e.Kind] == nil {
			sizes[e.Kind] = map[int]int{}
		}
		sizes[e.Kind][len(box)]++
	}
	short := 0
	for kind, n := range sizes {
		short += n[smallest]
		if (len(n) > 1 || n[smallest] == 0) != slices.Contains(long, kind) {
			t.Errorf("%s: boxes of %v bytes", kind, n)
		}
	}
	fmt.Printf("check 23: %d of %d entries of %d kinds have a box of %d bytes\n", short, len(events), len(sizes), smallest)
}
