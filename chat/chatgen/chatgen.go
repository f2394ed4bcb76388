// Package chatgen makes conversations that never were: two people, what they
// write, and a change on a chosen day, with everything counted. Items makes
// them; a writer for each format, here or in a folder below, puts them into a
// file. Tests hold the readers against it, and measurements use it.
//
// It promises the same items for the same Plan and a Truth that holds exactly.
// It refuses to look real: the words are the names of colours and weather.
package chatgen

import (
	"iter"
	"math"
	"math/rand/v2"
	"time"
)

// Kind says what an item is.
type Kind uint8

// Kinds of items. The first four are messages.
const (
	Text Kind = iota
	Media
	Deleted
	Empty // view-once media and the like; a format without them writes Media
	Call
	Notice // of the app; its author is nobody
)

// Item is one thing in a chat.
type Item struct {
	At      time.Time // whole seconds; the wall clock as if it were UTC
	Author  int       // who wrote or called: 0 or 1
	Kind    Kind
	Text    []byte // of a Text, never empty, lines parted by \n; valid until the next item
	Edited  bool
	Missed  bool   // a call that nobody took
	Seconds int    // of a call: 0 where missed, else 45, 300 or 3720
	Pick    uint32 // chance for whoever writes it: which picture, which notice
}

const (
	medianReply = 240.0 // seconds, of both
	spread      = 1.0   // of the logarithm of a reply
	longest     = 5 * time.Hour
)

type generator struct {
	Plan
	tally
	yield func(Item) bool
	rnd   *rand.Rand
	now   time.Time
	turn  int // who writes
	text  []byte
	over  bool // nobody listens any more
}

// Items makes a conversation. The Truth is whole when the items have been
// gone through to the end; each time gives the same.
func Items(p Plan) (iter.Seq[Item], *Truth) {
	p.settle()
	truth := &Truth{}
	return func(yield func(Item) bool) {
		*truth = Truth{Replies: [2]float64{medianReply, medianReply * p.Change.Slower}}
		g := &generator{Plan: p, tally: tally{Truth: truth}, yield: yield, rnd: rand.New(rand.NewPCG(p.Seed, 1)), now: p.Start}
		g.give(Item{Kind: Notice})
		for !g.done() {
			g.conversation()
		}
	}, truth
}

func (g *generator) done() bool { return g.over || g.enough(g.Truth.Messages, g.now) }

func (g *generator) changed() bool {
	c := g.Change
	return !c.On.IsZero() && !g.now.Before(c.On) || c.After > 0 && float64(g.Truth.Messages) >= c.After*float64(g.Plan.Messages)
}

// conversation makes turns until both fall silent for a while.
func (g *generator) conversation() {
	g.turn = 0
	share := g.Begins
	if g.changed() {
		share = g.Change.Starts
	}
	if g.rnd.Float64() < share {
		g.turn = 1
	}
	for turns := 2 + g.rnd.IntN(g.Turns); turns > 0 && !g.done(); turns-- {
		g.say()
		if g.chance(g.Nudged) {
			g.pass(70*time.Minute + time.Duration(g.rnd.IntN(225*60))*time.Second)
			g.message()
		}
		g.turn = 1 - g.turn
		g.pass(g.reply())
	}
	g.silence()
	if g.rnd.IntN(4) == 0 && !g.done() {
		g.give(Item{Kind: Notice})
	}
}

// chance is not drawn where it is none, so that plans without it stay what
// they were.
func (g *generator) chance(p float64) bool { return p > 0 && g.rnd.Float64() < p }

func (g *generator) silence() {
	d := float64(g.rnd.Int64N(int64(2 * g.Silence)))
	if g.changed() {
		d = d*g.Change.Quieter + float64(Quiet)*(g.Change.Quieter-1)
	}
	g.pass(Quiet + time.Minute + time.Duration(d))
}

// say makes the messages of one turn.
func (g *generator) say() {
	n := 1 + g.rnd.IntN(g.most())
	crossed := -1
	if n > 1 && g.chance(g.Crossed) {
		crossed = g.rnd.IntN(n - 1)
	}
	for i := range n {
		g.message()
		if i == crossed {
			g.pass(time.Duration(g.rnd.IntN(4)) * time.Second)
			g.turn = 1 - g.turn
			g.message()
			g.turn = 1 - g.turn
		}
		g.pass(time.Duration(4+g.rnd.IntN(60)) * time.Second)
		if g.rnd.IntN(300) == 0 && !g.done() {
			g.call()
		}
	}
}

// most is how many messages a turn may hold: its mean is half of it, and a
// half. A mean between two whole halves is met by chance.
func (g *generator) most() int {
	mean := g.Plan.Amounts[g.turn]
	if g.turn == 1 && g.changed() {
		mean = max(1, mean*g.Change.Less)
	}
	most, part := math.Modf(2*mean - 1)
	if g.chance(part) {
		most++
	}
	return int(most)
}

func (g *generator) reply() time.Duration {
	median := medianReply
	if g.turn == 1 && g.changed() {
		median = g.Replies[1]
	}
	d := time.Duration(median * math.Exp(g.rnd.NormFloat64()*spread) * float64(time.Second))
	return min(d, longest)
}

// pass lets time go by, and a night where there are nights.
func (g *generator) pass(d time.Duration) {
	g.now = g.now.Add(d.Truncate(time.Second))
	if !g.Nights {
		return
	}
	const evening, morning = 23*60 + 30, 7 * 60
	minute := g.now.Hour()*60 + g.now.Minute()
	if minute >= morning && minute < evening {
		return
	}
	day := g.now.Truncate(24 * time.Hour)
	if minute >= evening {
		day = day.AddDate(0, 0, 1)
	}
	g.now = day.Add(morning*time.Minute + time.Duration(g.rnd.IntN(150*60))*time.Second)
}

// give hands out an item and counts it.
func (g *generator) give(it Item) {
	period := 0
	if g.Change.planned() && g.changed() {
		period = 1
	}
	it.At, it.Pick = g.now, g.rnd.Uint32()
	g.count(&it, period)
	g.over = g.over || !g.yield(it)
}

func (g *generator) call() {
	seconds := []int{0, 45, 300, 3720, 0}[g.rnd.IntN(5)]
	g.give(Item{Kind: Call, Author: g.turn, Seconds: seconds, Missed: seconds == 0})
}

// message makes one message of one kind, most often a text.
func (g *generator) message() {
	if g.done() {
		return
	}
	it := Item{Author: g.turn}
	switch k := g.rnd.IntN(1000); {
	case k < 50:
		it.Kind = Media
	case k < 54:
		it.Kind = Deleted
	case k < 56:
		it.Kind = Empty
	default:
		it.Text = g.words()
		it.Edited = g.rnd.IntN(100) == 0
	}
	g.give(it)
}

// words makes a text, now and then on two lines or a question.
func (g *generator) words() []byte {
	g.text = g.text[:0]
	g.phrase()
	for g.rnd.IntN(7) == 0 {
		g.text = append(g.text, '\n')
		g.phrase()
	}
	if g.rnd.IntN(12) == 0 {
		g.text = append(g.text, '?')
	}
	return g.text
}

func (g *generator) phrase() {
	for n := 1 + g.rnd.IntN(13); n > 0; n-- {
		words := vocabulary
		if g.rnd.IntN(40) == 0 {
			words = foreign
		}
		g.text = append(g.text, words[g.rnd.IntN(len(words))]...)
		if n > 1 {
			g.text = append(g.text, ' ')
		}
	}
}
