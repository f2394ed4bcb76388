// Package chatgen writes WhatsApp exports that never were: two people, their
// conversations, and a change on a chosen day, with everything counted. Tests
// hold the reader against it, and measurements use it.
//
// It promises the same bytes for the same Plan and a Truth that holds exactly.
// It refuses to look real: the words are the names of colours and weather.
package chatgen

import (
	"bufio"
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"time"
	"unicode/utf8"
)

// Plan says what to write.
type Plan struct {
	Seed     uint64
	Messages int
	Authors  [2]string // the first is the owner of the phone; "Alice" and "Bob" if empty
	Shape    string    // one of Shapes; "android-us" if empty
	Start    time.Time // its wall clock; 2015-01-05 07:00 if zero
	Change   Change
}

// Change is what happens between the two people.
type Change struct {
	After  float64 // share of the messages before it, 0 to 1; 0 for no change
	Starts float64 // the second author's share of first messages from then on
	Slower float64 // their replies take so many times as long
}

// Truth is what a reader must find.
type Truth struct {
	Messages, Text, Media, Deleted, Empty, Edited, Asks int
	ByAuthor                                            [2]int
	Runes                                               int
	System, Calls, Missed, CallSeconds                  int
	First, Last                                         time.Time // as precise as the shape
	DateOrder                                           string
	Lines                                               int
	Bytes                                               int64
	ChangedAt                                           time.Time  // the first message after the change
	Starts                                              [2][2]int  // before and after the change, by author; a start follows 6 hours of silence
	Replies                                             [2]float64 // the second author's true median reply in seconds, before and after
}

const (
	quiet       = 6 * time.Hour
	medianReply = 240.0 // seconds, of both
	spread      = 1.0   // of the logarithm of a reply
	longest     = 5 * time.Hour
)

type generator struct {
	Plan
	shape
	Truth
	out   *bufio.Writer
	rnd   *rand.Rand
	now   time.Time
	turn  int // who writes
	fresh bool
	line  []byte
	err   error
}

// Write writes the export and says what is in it.
func Write(w io.Writer, p Plan) (Truth, error) {
	if p.Authors == [2]string{} {
		p.Authors = [2]string{"Alice", "Bob"}
	}
	if p.Shape == "" {
		p.Shape = "android-us"
	}
	if p.Start.IsZero() {
		p.Start = time.Date(2015, 1, 5, 7, 0, 0, 0, time.UTC)
	}
	s, ok := shapes[p.Shape]
	if !ok || p.Messages < 1 {
		return Truth{}, errors.New("chatgen: unknown shape, or nothing to write")
	}
	g := &generator{Plan: p, shape: s, out: bufio.NewWriterSize(w, 1<<16), rnd: rand.New(rand.NewPCG(p.Seed, 1)), now: p.Start.UTC()}
	g.DateOrder = s.order
	g.Replies = [2]float64{medianReply, medianReply * max(1, p.Change.Slower)}
	g.notice(s.words.secured)
	for g.Truth.Messages < p.Messages && g.err == nil {
		g.conversation()
	}
	return g.Truth, errors.Join(g.err, g.out.Flush())
}

func (g *generator) changed() bool {
	return g.Change.After > 0 && float64(g.Truth.Messages) >= g.Change.After*float64(g.Plan.Messages)
}

// conversation writes turns until both fall silent for a while.
func (g *generator) conversation() {
	g.turn = 0
	share := 0.5
	if g.changed() {
		share = g.Change.Starts
	}
	if g.rnd.Float64() < share {
		g.turn = 1
	}
	g.fresh = true
	for turns := 2 + g.rnd.IntN(160); turns > 0 && g.Truth.Messages < g.Plan.Messages; turns-- {
		g.say()
		g.turn = 1 - g.turn
		g.now = g.now.Add(g.reply())
	}
	g.now = g.now.Add(quiet + time.Minute + time.Duration(g.rnd.IntN(10*3600))*time.Second)
	if g.rnd.IntN(4) == 0 {
		g.notice(g.words.notices[g.rnd.IntN(len(g.words.notices))])
	}
}

// say writes one to three messages of one person.
func (g *generator) say() {
	for n := 1 + g.rnd.IntN(3); n > 0 && g.Truth.Messages < g.Plan.Messages; n-- {
		g.message()
		g.now = g.now.Add(time.Duration(4+g.rnd.IntN(60)) * time.Second)
		if g.rnd.IntN(300) == 0 {
			g.call()
		}
	}
}

func (g *generator) reply() time.Duration {
	median := medianReply
	if g.turn == 1 && g.changed() {
		median = g.Replies[1]
	}
	d := time.Duration(median * math.Exp(g.rnd.NormFloat64()*spread) * float64(time.Second))
	return min(d, longest)
}

func (g *generator) stamp() {
	g.line = g.shape.stamp(g.line[:0], g.now)
}

func (g *generator) put(s string) { g.line = append(g.line, s...) }

func (g *generator) end() {
	g.put(g.shape.newline)
	n, err := g.out.Write(g.line)
	g.Bytes += int64(n)
	g.Lines++
	if err != nil {
		g.err = err
	}
	g.line = g.line[:0]
}

func (g *generator) notice(text string) {
	g.stamp()
	if g.phone {
		g.put(g.Authors[1] + ": \u200e")
	}
	g.put(text)
	g.end()
	g.System++
}

func (g *generator) call() {
	c := g.words.calls[g.rnd.IntN(len(g.words.calls))]
	g.stamp()
	if g.phone {
		g.put(g.Authors[g.turn] + ": \u200e")
	} else {
		c = g.words.calls[0]
	}
	g.put(c.text)
	g.end()
	g.Calls++
	g.CallSeconds += c.seconds
	if c.missed {
		g.Missed++
	}
}

// message writes one message of one kind, most often a text.
func (g *generator) message() {
	g.note()
	g.stamp()
	g.put(g.Authors[g.turn])
	g.put(":")
	switch k := g.rnd.IntN(1000); {
	case k < 50:
		g.mark(g.words.media[g.rnd.IntN(len(g.words.media))])
		g.Media++
	case k < 54:
		g.mark(g.words.deleted)
		g.Deleted++
	case k < 56:
		if k == 54 {
			g.put(" ")
		}
		g.Empty++
	default:
		g.put(" ")
		g.text()
	}
	g.end()
}

// note counts what every message counts for.
func (g *generator) note() {
	at := g.now.Truncate(g.precision)
	if g.Truth.Messages == 0 {
		g.First = at
	}
	period := 0
	if g.changed() {
		period = 1
		if g.ChangedAt.IsZero() {
			g.ChangedAt = at
		}
	}
	if g.fresh {
		g.Starts[period][g.turn]++
		g.fresh = false
	}
	g.Last = at
	g.Truth.Messages++
	g.ByAuthor[g.turn]++
}

func (g *generator) mark(text string) {
	g.put(" ")
	if g.phone {
		g.put("\u200e")
	}
	g.put(text)
}

// text writes some words, now and then on two lines, a question, or edited.
func (g *generator) text() {
	g.Text++
	from := len(g.line)
	g.phrase()
	runes := utf8.RuneCount(g.line[from:])
	for g.rnd.IntN(7) == 0 {
		g.end()
		g.phrase()
		runes += 1 + utf8.RuneCount(g.line)
	}
	if g.rnd.IntN(12) == 0 {
		g.put("?")
		runes++
		g.Asks++
	}
	g.Runes += runes
	if g.rnd.IntN(100) == 0 {
		g.put(" ")
		if g.phone {
			g.put("\u200e")
		}
		g.put(g.words.edited)
		g.Edited++
	}
}

func (g *generator) phrase() {
	for n := 1 + g.rnd.IntN(13); n > 0; n-- {
		words := vocabulary
		if g.rnd.IntN(40) == 0 {
			words = foreign
		}
		g.put(words[g.rnd.IntN(len(words))])
		if n > 1 {
			g.put(" ")
		}
	}
}
