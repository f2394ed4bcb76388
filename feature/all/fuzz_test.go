package all

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"ebb"
	"ebb/internal/demo"
)

// FuzzFolds holds for any body of any kind, which whoever has the keys may write,
// and a later version will: no fold breaks, and one that does not understand it
// is as if it were of a kind of nobody's.
func FuzzFolds(f *testing.F) {
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	var kinds []string
	folds := map[string]func() ebb.Fold{}
	for _, one := range List() {
		kinds = append(kinds, one.Kinds...)
		if one.Fold != nil {
			folds[one.Name] = one.Fold
		}
	}
	reads := map[string][]string{} // the folds that read a kind's body, by kind
	for _, kind := range kinds {
		for name, fold := range folds {
			if fold().Apply(1, ebb.Event{Kind: kind, Who: 1, At: now, Body: []byte{0x20}}) != nil {
				reads[kind] = append(reads[kind], name)
			}
		}
	}
	seen := map[string]bool{}
	for _, e := range demo.Journal(now) {
		if n := slices.Index(kinds, e.Kind); n >= 0 && !seen[e.Kind] {
			seen[e.Kind] = true
			f.Add(uint16(n), int64(0), e.Body)
		}
	}
	for n := range kinds {
		f.Add(uint16(n), int64(1)<<62, []byte{0xa0})
		f.Add(uint16(n), int64(0), []byte{0x20})
	}
	f.Fuzz(func(t *testing.T, n uint16, at int64, body []byte) {
		e := ebb.Event{ID: ebb.ID{1}, Kind: kinds[int(n)%len(kinds)], Who: 1, At: time.UnixMilli(at).UTC(), Recorded: now, Device: "web", Body: body}
		for _, name := range reads[e.Kind] {
			fold := folds[name]
			one := fold()
			err := one.Apply(1, e)
			if err == nil {
				continue
			}
			none, again := fold(), fold()
			other := e
			other.Kind = "nobody.knows"
			if err := none.Apply(1, other); err != nil {
				t.Fatalf("%s minds what is nobody's: %v", name, err)
			}
			if again.Apply(1, e) == nil || !reflect.DeepEqual(one, none) {
				t.Errorf("%s did not understand %s (%v), and it left %+v", name, e.Kind, err, one)
			}
		}
	})
}
