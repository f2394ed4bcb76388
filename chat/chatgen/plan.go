package chatgen

import (
	"cmp"
	"time"
)

// Plan says what is to be made. What is left out is chosen plainly.
type Plan struct {
	Seed     uint64
	Messages int       // where End is zero, exactly so many; else at most so many, or any number
	End      time.Time // nobody writes from then on
	Authors  [2]string // the first is the owner of the phone; "Alice" and "Bob" if empty
	Shape    string    // of WhatsApp: one of Shapes; "android-us" if empty
	Start    time.Time // its wall clock; 2015-01-05 07:00 if zero

	Turns   int           // a conversation has 2 to so many turns more; 160 if zero
	Silence time.Duration // between conversations: 6 hours, and up to twice this; 5 hours if zero
	Amounts [2]float64    // mean messages in a turn of each, at least 1; 2 if zero
	Begins  float64       // the second author's share of first messages; a half if zero
	Nights  bool          // nobody writes from 23:30 to 7:00; what would be written then is written in the morning
	Crossed float64       // of the turns, those into which the other writes one message
	Nudged  float64       // of the turns, those after which the same person writes again, one to five hours later
	Change  Change
}

// Change is what happens between the two people, on a date or after a part of
// the messages.
type Change struct {
	On      time.Time
	After   float64 // share of the messages before it, 0 to 1; 0 for no change
	Starts  float64 // the second author's share of first messages from then on
	Slower  float64 // their replies take so many times as long
	Less    float64 // their turns hold so many times as many messages, above 1 message
	Quieter float64 // silences take so many times as long
}

func (c Change) planned() bool { return c.After > 0 || !c.On.IsZero() }

func (p *Plan) settle() {
	if p.Authors == [2]string{} {
		p.Authors = [2]string{"Alice", "Bob"}
	}
	if p.Shape == "" {
		p.Shape = "android-us"
	}
	if p.Start.IsZero() {
		p.Start = time.Date(2015, 1, 5, 7, 0, 0, 0, time.UTC)
	}
	p.Start = p.Start.UTC().Truncate(time.Second)
	p.Turns = cmp.Or(p.Turns, 160)
	p.Silence = cmp.Or(p.Silence, 5*time.Hour)
	p.Begins = cmp.Or(p.Begins, 0.5)
	for i := range p.Amounts {
		p.Amounts[i] = max(1, cmp.Or(p.Amounts[i], 2))
	}
	p.Change.Slower, p.Change.Less, p.Change.Quieter = cmp.Or(p.Change.Slower, 1), cmp.Or(p.Change.Less, 1), cmp.Or(p.Change.Quieter, 1)
}

// enough says whether nobody writes any more.
func (p *Plan) enough(messages int, now time.Time) bool {
	if p.End.IsZero() {
		return messages >= p.Messages
	}
	return !now.Before(p.End) || p.Messages > 0 && messages >= p.Messages
}
