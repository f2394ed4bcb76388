package figure

import (
	"slices"

	"ebb/feature/hold/moment"
	"ebb/stat"
)

// Share is how many of N moments had something, K of them, with its range.
type Share struct {
	List string // the words it belongs to: "trigger", "place", "company", "choice", "pull", "shape"
	Name string
	K, N int
	stat.Interval
}

func share(list, name string, k, n int) Share { return Share{list, name, k, n, stat.Wilson(k, n)} }

// TriggersOf is how often each trigger was ticked, of the moments in which any
// was, the most frequent first.
func TriggersOf(ms []moment.Moment) []Share {
	ticked := only(ms, func(m moment.Moment) bool { return slices.ContainsFunc(m.Ticks, isTrigger) })
	var out []Share
	for _, name := range moment.Triggers {
		if k := count(ticked, func(m moment.Moment) bool { return slices.Contains(m.Ticks, name) }); k > 0 {
			out = append(out, share("trigger", name, k, len(ticked)))
		}
	}
	return byCount(out)
}

func isTrigger(tick string) bool { return slices.Contains(moment.Triggers, tick) }

// PullsOf is how often each pull was named, of the moments that name one and
// the turns of the head, which are a pull of their own.
func PullsOf(ms []moment.Moment, turned int) []Share {
	n := turned + count(ms, func(m moment.Moment) bool { return m.Pull != "" })
	var out []Share
	for _, name := range moment.Pulls {
		if k := count(ms, func(m moment.Moment) bool { return m.Pull == name }); k > 0 {
			out = append(out, share("pull", name, k, n))
		}
	}
	if turned > 0 {
		out = append(out, share("pull", Head, turned, n))
	}
	return byCount(out)
}

// NeedsOf is what acting was after, of the moments that were asked about.
func NeedsOf(ms []moment.Moment) []Share {
	asked := only(ms, func(m moment.Moment) bool { return len(m.Needs) > 0 })
	var out []Share
	for _, name := range moment.Needs {
		if k := count(asked, func(m moment.Moment) bool { return slices.Contains(m.Needs, name) }); k > 0 {
			out = append(out, share("need", name, k, len(asked)))
		}
	}
	return byCount(out)
}

// Head is the name of the head's turns among the pulls.
const Head = "turned"

// Helped is how often waves were seen to halve, all of them and those with one
// thing beside them.
type Helped struct {
	All  Share
	Each []Share // with at least Least waves, the most waves first
	Few  int     // things that were there in fewer
}

// Least is how many events a figure needs that is no more than a count.
const Least = 5

// HelpedOf looks at the waves that were rated and followed, as the time to half
// does. It says what was there, not what did it.
func HelpedOf(ms []moment.Moment) Helped {
	waves := only(ms, func(m moment.Moment) bool { _, ok := m.Half(); return ok })
	h := Helped{All: halved("all", "all", waves)}
	look := func(list string, names []string, has func(moment.Moment, string) bool) {
		for _, name := range names {
			s := halved(list, name, only(waves, func(m moment.Moment) bool { return has(m, name) }))
			switch {
			case s.N >= Least:
				h.Each = append(h.Each, s)
			case s.N > 0:
				h.Few++
			}
		}
	}
	ticked := func(m moment.Moment, name string) bool { return slices.Contains(m.Ticks, name) }
	look("choice", moment.Intents, func(m moment.Moment, name string) bool { return m.Intent == name })
	look("company", moment.Company, ticked)
	look("place", moment.Places, ticked)
	look("trigger", moment.Triggers, ticked)
	slices.SortStableFunc(h.Each, func(a, b Share) int { return b.N - a.N })
	return h
}

func halved(list, name string, ms []moment.Moment) Share {
	k := count(ms, func(m moment.Moment) bool { obs, _ := m.Half(); return obs.Event })
	return share(list, name, k, len(ms))
}

// EndsOf is how moments ended, of those of which it was said. Acting on purpose
// stands by itself.
func EndsOf(ms []moment.Moment) []Share {
	said := only(ms, func(m moment.Moment) bool { return m.Outcome != "" })
	var out []Share
	for _, name := range []string{"passed", "partly", "acted", moment.OnPurpose, "reached", "allowed"} {
		if k := count(said, func(m moment.Moment) bool { return endOf(m) == name }); k > 0 {
			out = append(out, share("shape", name, k, len(said)))
		}
	}
	return out
}

func endOf(m moment.Moment) string {
	if m.Shape() == moment.ShapeActed && m.Mark == moment.OnPurpose {
		return moment.OnPurpose
	}
	return m.Shape().Key()
}

func only(ms []moment.Moment, has func(moment.Moment) bool) (out []moment.Moment) {
	for _, m := range ms {
		if has(m) {
			out = append(out, m)
		}
	}
	return out
}

func count(ms []moment.Moment, has func(moment.Moment) bool) int { return len(only(ms, has)) }

func byCount(s []Share) []Share {
	slices.SortStableFunc(s, func(a, b Share) int { return b.K - a.K })
	return s
}
