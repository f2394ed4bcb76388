package honesty

import (
	"math"
	"math/rand/v2"

	"ebb/stat/nextday"
)

// Logged is one kind of person who notes how heavy days are, and eight things
// that days have or not.
type Logged struct {
	Name  string
	Alike float64 // correlation of a day with the day before, of its weight and of each thing
	Peaks bool    // heavy days are noted more often
	// A cause of both: weekends are heavier and have the things more often; days
	// get lighter and the things rarer; a heavy day has the things more often.
	Weekends, Fading, Follows bool
	Rough                     float64 // how much more blurred notes are
	Pressed                   bool    // after a day with the first thing only heavy days are noted
}

// eight things are looked at.
const things = 8

const (
	middle  = 5.0 // of the weight of days, 0 to 10
	apart   = 1.8 // its standard deviation
	blurred = 0.5 // of what is noted, around it
	often   = 0.5 // a thing is there where its normal deviate is above this: on three days in ten
	noted   = 0.8 // of days, where heavy ones are noted like others
)

// Kept invents days until so many pairs stand. by is what the first thing adds
// to the day after, and to no other.
func (p Logged) Kept(r *rand.Rand, pairs int, by float64) (rows [things][]nextday.Day) {
	var had [things]float64
	for i := range had {
		had[i] = r.NormFloat64()
	}
	wave, push, before := r.NormFloat64()*apart, 0.0, false
	for day := 0; pairs > 0 && day < 3000; day++ {
		wave = p.Alike*wave + math.Sqrt(1-p.Alike*p.Alike)*apart*r.NormFloat64()
		weight := middle + wave + push + p.cause(day)*apart
		value, kept := math.NaN(), r.Float64() < p.chance(weight, day > 0 && rows[0][day-1].Had == nextday.With)
		if kept {
			value = min(10, max(0, math.Round(weight+blurred*max(1, p.Rough)*r.NormFloat64())))
		}
		if kept && before {
			pairs--
		}
		before, push = kept, 0
		for i := range had {
			had[i] = p.Alike*had[i] + math.Sqrt(1-p.Alike*p.Alike)*r.NormFloat64()
			d := nextday.Day{Value: value, Had: nextday.Without}
			if had[i]+p.cause(day)+p.follows(wave) > often {
				d.Had = nextday.With
			}
			rows[i] = append(rows[i], d)
		}
		if rows[0][day].Had == nextday.With {
			push = by
		}
	}
	return rows
}

// cause is what lies behind both on a day, in standard deviations.
func (p Logged) cause(day int) (c float64) {
	if p.Weekends && day%7 >= 5 {
		c++
	}
	if p.Fading {
		c += 3*math.Exp(-float64(day)/90) - 1
	}
	return c
}

func (p Logged) follows(wave float64) float64 {
	if !p.Follows {
		return 0
	}
	return wave / apart
}

// chance is how likely a day is noted, after a day with the first thing or
// without.
func (p Logged) chance(weight float64, after bool) float64 {
	if !p.Peaks && !(p.Pressed && after) {
		return noted
	}
	return 1 / (1 + math.Exp(middle-0.5-weight))
}

// Beside counts what nextday.Compare says.
type Beside struct {
	Runs     int // in which the first thing could be compared
	One, Any int // said, of the first thing looked at alone, and of any of eight
	Holds    int // the range of the first, looked at alone, held the truth
	Eight    int // and looked at with seven others
	Found    int // said of the first, alone, on the right side
	Among    int // and among eight
}

// Set asks so many people, each with so many pairs. by is what the first thing
// truly adds to the day after.
func (p Logged) Set(runs, pairs int, by float64) (f Beside) {
	r := rand.New(rand.NewPCG(2030, uint64(pairs)))
	for range runs {
		rows := p.Kept(r, pairs, by)
		one, eight := nextday.Compare(rows[0], 1), nextday.Compare(rows[0], things)
		said := eight.Stands()
		for _, row := range rows[1:] {
			said = said || nextday.Compare(row, things).Stands()
		}
		add(&f.Any, said)
		if one.Compared() {
			f.Runs++
			add(&f.One, one.Stands())
			add(&f.Holds, holds(one.Change, by))
			add(&f.Eight, holds(eight.Change, by))
			add(&f.Found, one.Stands() && one.Change.Low > 0)
			add(&f.Among, eight.Stands() && eight.Change.Low > 0)
		}
	}
	return f
}

// Ever counts the people of whom anything is said by mistake at any of the
// counts, from the first to the last, and those of whom it would be if nobody
// looked at the day before.
func (p Logged) Ever(runs int) (ever, alone int) {
	r := rand.New(rand.NewPCG(2031, 1))
	for range runs {
		rows := p.Kept(r, nextday.Least<<(nextday.Counts-1), 0)
		said, clear := false, false
		for n, ends := nextday.Least, ends(rows[0]); n <= len(ends); n *= 2 {
			for _, row := range rows {
				d := nextday.Compare(row[:ends[n-1]], things)
				said, clear = said || d.Stands(), clear || d.Clear()
			}
		}
		add(&ever, said)
		add(&alone, clear)
	}
	return ever, alone
}

// ends are the days up to which there are so many pairs and one more.
func ends(row []nextday.Day) (out []int) {
	for i := 1; i < len(row); i++ {
		if !math.IsNaN(row[i-1].Value) && !math.IsNaN(row[i].Value) {
			out = append(out, i+1)
		}
	}
	return out
}
