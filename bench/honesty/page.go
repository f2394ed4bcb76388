package honesty

import (
	"math/rand/v2"

	"ebb/feature/evidence/changes"
	"ebb/tie/exchange"
)

// Told counts what the page says of one chat, where five rows of weeks are
// looked through: messages and starts of both, and the share.
type Told struct {
	False int // of any row that it changed, and nothing had
	Found int // of the share, when it had
	Band  int // with the week in its band
}

// monday is day 4 of 1970 and a Monday.
const monday = 4

// Tell asks so many chats.
func (c Case) Tell(runs int) (f Told) {
	r := rand.New(rand.NewPCG(2029, uint64(c.Before)))
	change := monday + 7*c.Before
	for range runs {
		none := changes.Find(c.chat(r, false))
		add(&f.False, none != nil && len(none.Found) > 0)
		found := changes.Find(c.chat(r, true))
		for i := 0; found != nil && i < len(found.Found); i++ {
			if x := found.Found[i]; x.What == exchange.ChangedShare {
				f.Found++
				add(&f.Band, x.From <= change && change <= x.To)
			}
		}
	}
	return f
}

// chat is a tally whose starts are the same at every gap.
func (c Case) chat(r *rand.Rand, change bool) (*exchange.Tally, []changes.Begun) {
	mine, all := c.weeks(r, change)
	t := &exchange.Tally{First: monday * 86400, Last: int64(monday+7*len(all))*86400 - 1}
	var begun []changes.Begun
	for i := range all {
		theirs := all[i] - mine[i]
		w := exchange.Week{Monday: monday + 7*i, StartsMe: mine[i], StartsThem: theirs}
		w.Me, w.Them = written(r, all[i], mine[i]), written(r, all[i], theirs)
		if w.Me+w.Them == 0 {
			continue
		}
		var b changes.Begun
		for g := range b {
			b[g] = [2]int32{int32(mine[i]), int32(theirs)}
		}
		t.Weeks, begun = append(t.Weeks, w), append(begun, b)
	}
	return t, begun
}

// written are the messages of one side in so many conversations: five more or
// less in each, and the first of those it began.
func written(r *rand.Rand, conversations, began int) int {
	n := began
	for range conversations {
		n += poisson(r, 5*r.ExpFloat64())
	}
	return n
}
