package chatgen

import (
	"time"
	"unicode/utf8"
)

// Truth is what a reader must find. Where a count has two indices, the first
// is 0 before the change and 1 from then on; the last is the author.
type Truth struct {
	Messages, Text, Media, Deleted, Empty, Edited, Asks int
	ByAuthor                                            [2]int
	AsksBy                                              [2][2]int
	Runes                                               int
	RunesBy                                             [2]int
	System, Calls, Missed, CallSeconds                  int
	CallsBy                                             [2]int
	First, Last                                         time.Time // of the messages; as precise as the format
	ChangedAt                                           time.Time // the first message after the change

	Amounts   [2][2]int  // messages
	Starts    [2][2]int  // messages after Quiet or more, and the first
	Clear     [2][2]int  // of these, those of whom wrote last before, or after more than a day; not the first
	Ends      [2][2]int  // messages before Quiet or more; not the last
	FollowUps [2][2]int  // messages of whom wrote last before, after an hour and less than Quiet; none comes after 2 to 60 minutes
	Replies   [2]float64 // the second author's true median reply in seconds, before and after, but for nights

	// Of the file, as far as its writer says so.
	DateOrder string
	Lines     int
	Bytes     int64
}

// Quiet parts two conversations. No two messages are between 5 h 10 and this
// apart, so that a clock without seconds tells the same.
const Quiet = 6 * time.Hour

// tally counts items one by one.
type tally struct {
	*Truth
	period, author int // of the message before
}

func (t *tally) count(it *Item, period int) {
	switch it.Kind {
	case Notice:
		t.System++
		return
	case Call:
		t.Calls++
		t.CallsBy[it.Author]++
		t.CallSeconds += it.Seconds
		if it.Missed {
			t.Missed++
		}
		return
	case Media:
		t.Media++
	case Deleted:
		t.Deleted++
	case Empty:
		t.Empty++
	default:
		t.text(it, period)
	}
	t.place(it, period)
	t.Messages++
	t.ByAuthor[it.Author]++
	t.Amounts[period][it.Author]++
	t.Last, t.period, t.author = it.At, period, it.Author
}

func (t *tally) text(it *Item, period int) {
	t.Text++
	n := utf8.RuneCount(it.Text)
	t.Runes += n
	t.RunesBy[it.Author] += n
	if it.Text[len(it.Text)-1] == '?' {
		t.Asks++
		t.AsksBy[period][it.Author]++
	}
	if it.Edited {
		t.Edited++
	}
}

// place says where in a conversation a message stands.
func (t *tally) place(it *Item, period int) {
	if period == 1 && t.ChangedAt.IsZero() {
		t.ChangedAt = it.At
	}
	if t.Messages == 0 {
		t.First = it.At
		t.Starts[period][it.Author]++
		return
	}
	switch gap := it.At.Sub(t.Last); {
	case gap >= Quiet:
		t.Starts[period][it.Author]++
		t.Ends[t.period][t.author]++
		if it.Author == t.author || gap > 24*time.Hour {
			t.Clear[period][it.Author]++
		}
	case gap >= time.Hour && it.Author == t.author:
		t.FollowUps[period][it.Author]++
	}
}

// round makes the times as precise as a format's.
func (t *Truth) round(d time.Duration) {
	t.First, t.Last, t.ChangedAt = t.First.Truncate(d), t.Last.Truncate(d), t.ChangedAt.Truncate(d)
}
