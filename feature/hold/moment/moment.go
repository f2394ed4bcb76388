package moment

import (
	"maps"
	"math"
	"slices"
	"time"

	"ebb"
	"ebb/chart"
	"ebb/stat"
	"ebb/stat/wave"
)

// Moment is one hard moment as its facts tell it.
type Moment struct {
	ID        ebb.ID
	Start     time.Time // in the zone where the person was
	Pull      string    // one of Pulls; "" where it was never said
	Ratings   []Rated   // in order of time
	Forecasts []Rated
	Intent    string // one of Intents; "" none
	IntentAt  time.Time
	Outcome   string // one of Outcomes; "" not said
	Mark      string
	EndedAt   time.Time
	Fine      bool     // acted while it had not ended, or logged as allowed: contact, and no acting
	Ticks     []string // of Triggers, Places and Company
	Needs     []string // of Needs: what acting was after
	Last      ebb.ID   // the event a person takes back first
	Locked    bool     // kept while nobody was in: anybody at the device may have done it
	Events    []ebb.ID // all that it is made of
}

// Rated is a strength at a time.
type Rated struct {
	At    time.Time
	Value int
}

func (m *record) moment(id ebb.ID, start time.Time) Moment {
	return Moment{
		ID: id, Start: start, Pull: m.pull.value,
		Ratings: inTime(m.ratings), Forecasts: inTime(m.forecasts),
		Intent: m.intent.value, IntentAt: m.intent.at,
		Outcome: m.outcome.value.Outcome, Mark: m.outcome.value.Mark, EndedAt: m.outcome.at,
		Ticks:  slices.Sorted(maps.Keys(m.ticks)),
		Needs:  m.needs.value,
		Last:   slices.MaxFunc(m.events, earlier).by,
		Locked: m.locked, Events: m.ids(),
	}
}

func (m *record) ids() []ebb.ID {
	var ids []ebb.ID
	for _, e := range slices.SortedFunc(slices.Values(m.events), earlier) {
		ids = append(ids, e.by)
	}
	return ids
}

func inTime(facts []said[int]) []Rated {
	sorted := slices.SortedFunc(slices.Values(facts), earlier[int])
	out := make([]Rated, len(sorted))
	for i, f := range sorted {
		out[i] = Rated{f.at, f.value}
	}
	return out
}

// Shape is how a moment ended, as a dot shows it.
type Shape int

// The five shapes, and contact that is none of them: planned, allowed, or
// while together.
const (
	ShapePassed Shape = iota
	ShapePartly
	ShapeActed
	ShapeReached
	ShapeUnsaid
	ShapeAllowed
	shapes // how many there are
)

// Shape is m's.
func (m Moment) Shape() Shape {
	switch {
	case m.Outcome == Passed:
		return ShapePassed
	case m.Outcome == Partly:
		return ShapePartly
	case m.Outcome == Acted && (m.Mark == Allowed || m.Fine):
		return ShapeAllowed
	case m.Outcome == Acted:
		return ShapeActed
	case m.Outcome == Reached:
		return ShapeReached
	}
	return ShapeUnsaid
}

// Mark is the form of a dot of this shape.
func (s Shape) Mark() chart.Mark {
	return [...]chart.Mark{chart.Full, chart.Half, chart.Ring, chart.Diamond, chart.Small, chart.Bar}[s]
}

// Key is the shape's words: "hold.shape." and this.
func (s Shape) Key() string {
	return [...]string{"passed", "partly", "acted", "reached", "unsaid", "allowed"}[s]
}

// Tally counts moments by shape.
type Tally [shapes]int

// Count tallies ms.
func Count(ms []Moment) Tally {
	var t Tally
	for _, m := range ms {
		t[m.Shape()]++
	}
	return t
}

// All is how many there are.
func (t Tally) All() int {
	n := 0
	for _, k := range t {
		n += k
	}
	return n
}

// sitting is how long after the last rating an outcome still tells when
// something happened; one said next morning does not.
const sitting = time.Hour

// wave is the moment's ratings in minutes from the first, without those after
// acting, and the minute of acting or leaving, NaN where neither was seen.
func (m Moment) wave() (ratings []wave.Rating, end float64) {
	end = math.NaN()
	if len(m.Ratings) == 0 {
		return nil, end
	}
	if at, ok := m.broke(); ok {
		end = m.minute(at)
	}
	for _, r := range m.Ratings {
		t := m.minute(r.At)
		if !(t > end) {
			ratings = append(ratings, wave.Rating{T: t, Value: float64(r.Value)})
		}
	}
	return ratings, end
}

// broke is when the person acted, or left with a choice as the last sign.
func (m Moment) broke() (time.Time, bool) {
	if m.Outcome == Acted {
		return m.EndedAt, m.EndedAt.Sub(m.ratedBefore(m.EndedAt)) <= sitting
	}
	last := m.Ratings[len(m.Ratings)-1].At
	left := m.Outcome == "" && m.IntentAt.After(last)
	return m.IntentAt, left && m.IntentAt.Sub(last) <= sitting
}

// ratedBefore is the last rating not after t, or the first of all.
func (m Moment) ratedBefore(t time.Time) time.Time {
	last := m.Ratings[0].At
	for _, r := range m.Ratings {
		if !r.At.After(t) {
			last = r.At
		}
	}
	return last
}

// minute is t in minutes after the first rating.
func (m Moment) minute(t time.Time) float64 { return t.Sub(m.Ratings[0].At).Minutes() }

// Half is the moment's time to half; false where it has none.
func (m Moment) Half() (stat.Obs, bool) {
	ratings, end := m.wave()
	return wave.HalfTime(ratings, end)
}

// Expected is a forecast and the rating that answered it.
type Expected struct {
	Forecast, Actual int
	After            float64 // minutes from one to the other
}

// Expected returns the moment's forecast pairs.
func (m Moment) Expected() []Expected {
	ratings, _ := m.wave()
	var out []Expected
	for _, f := range m.Forecasts {
		if len(ratings) == 0 {
			break
		}
		made := m.minute(f.At)
		if a, ok := wave.Answer(ratings, made); ok {
			out = append(out, Expected{f.Value, int(a.Value), a.T - made})
		}
	}
	return out
}
