package chatgen_test

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ebb/chat/chatgen"
)

func plans(t *rapid.T) chatgen.Plan {
	return chatgen.Plan{
		Seed: rapid.Uint64().Draw(t, "seed"), Messages: rapid.IntRange(1, 3000).Draw(t, "messages"),
		Nights: rapid.Bool().Draw(t, "nights"), Turns: rapid.IntRange(1, 200).Draw(t, "turns"),
		Crossed: rapid.Float64Range(0, 1).Draw(t, "crossed"), Nudged: rapid.Float64Range(0, 1).Draw(t, "nudged"),
		Amounts: [2]float64{rapid.Float64Range(1, 5).Draw(t, "first"), rapid.Float64Range(1, 5).Draw(t, "second")},
		Change:  chatgen.Change{After: rapid.Float64Range(0, 1).Draw(t, "after"), Starts: 0.2, Slower: 3, Less: 0.5, Quieter: 2},
	}
}

// Whatever is planned, the figures of the truth fit each other and the items.
func TestTheTruthHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := plans(t)
		items, truth := chatgen.Items(p)
		var messages, other int
		var last chatgen.Item
		for it := range items {
			if it.At.Before(last.At) || it.At.Nanosecond() != 0 {
				t.Fatalf("%v after %v", it.At, last.At)
			}
			if p.Nights && it.At != p.Start && (it.At.Hour() < 7 || it.At.Format("15:04") >= "23:30") {
				t.Fatalf("somebody is up at %v", it.At)
			}
			if (it.Kind == chatgen.Text) != (len(it.Text) > 0) {
				t.Fatalf("%+v", it)
			}
			if it.Kind >= chatgen.Call {
				other++
				continue
			}
			gap := it.At.Sub(last.At)
			if messages > 0 && (gap > 5*time.Hour+10*time.Minute && gap < chatgen.Quiet+time.Minute || it.Author == last.Author && gap > 2*time.Minute && gap < time.Hour) {
				t.Fatalf("%v between two messages", gap)
			}
			messages++
			last = it
		}
		if messages != p.Messages || truth.Messages != messages || other != truth.Calls+truth.System || !truth.Last.Equal(last.At) {
			t.Fatalf("%d messages, %d others, the last at %v: %+v", messages, other, last.At, truth)
		}
		if sum(truth.Amounts) != messages || sum(truth.AsksBy) != truth.Asks || sum(truth.Starts) != sum(truth.Ends)+1 || sum(truth.Clear) >= sum(truth.Starts) {
			t.Fatalf("sums: %+v", truth)
		}
	})
}

func sum(n [2][2]int) int { return n[0][0] + n[0][1] + n[1][0] + n[1][1] }

func TestOnePlanMakesOneFile(t *testing.T) {
	var a, b bytes.Buffer
	one, _ := chatgen.WhatsApp(&a, chatgen.Plan{Seed: 5, Messages: 400})
	two, _ := chatgen.WhatsApp(&b, chatgen.Plan{Seed: 5, Messages: 400})
	if !bytes.Equal(a.Bytes(), b.Bytes()) || one != two || one.Bytes != int64(a.Len()) || one.Lines != bytes.Count(a.Bytes(), []byte("\n")) {
		t.Errorf("%+v and %+v", one, two)
	}
	items, truth := chatgen.Items(chatgen.Plan{Seed: 5, Messages: 400})
	first := len(slices.Collect(items))
	before := *truth
	if again := len(slices.Collect(items)); again != first || before != *truth {
		t.Errorf("%d and %d items", first, again)
	}
}

func TestWhatIsPlannedHappens(t *testing.T) {
	day := time.Date(2021, 1, 4, 0, 0, 0, 0, time.UTC)
	items, truth := chatgen.Items(chatgen.Plan{
		Seed: 1, Start: day.Add(8 * time.Hour), End: day.AddDate(2, 0, 0), Turns: 10, Nights: true, Amounts: [2]float64{3, 3},
		Nudged: 0.1, Change: chatgen.Change{On: day.AddDate(1, 0, 0), Starts: 0.1, Less: 0.5, Quieter: 2, Slower: 2},
	})
	for range items {
	}
	share := func(n [2]int) float64 { return float64(n[1]) / float64(n[0]+n[1]) }
	for _, c := range []struct {
		what      string
		got       float64
		low, high float64
	}{
		{"days to the change", truth.ChangedAt.Sub(day.AddDate(1, 0, 0)).Hours() / 24, 0, 5},
		{"days to the end", day.AddDate(2, 0, 0).Sub(truth.Last).Hours() / 24, 0, 5},
		{"the second's share of starts before", share(truth.Starts[0]), 0.4, 0.6},
		{"the second's share of starts after", share(truth.Starts[1]), 0, 0.3},
		{"the second's share of messages before", share(truth.Amounts[0]), 0.45, 0.55},
		{"the second's share of messages after", share(truth.Amounts[1]), 0.25, 0.4},
		{"conversations after to before", float64(truth.Starts[1][0]+truth.Starts[1][1]) / float64(truth.Starts[0][0]+truth.Starts[0][1]), 0.35, 0.75},
		{"follow-ups", float64(sum(truth.FollowUps)), 50, 1e4},
	} {
		if c.got < c.low || c.got > c.high {
			t.Errorf("%s: %.2f, not %g to %g", c.what, c.got, c.low, c.high)
		}
	}
}

func BenchmarkItems(b *testing.B) {
	for b.Loop() {
		items, _ := chatgen.Items(chatgen.Plan{Seed: 1, Messages: 1_000_000})
		for range items {
		}
	}
}
