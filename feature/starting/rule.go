package starting

import (
	"slices"
	"strconv"

	"ebb/feature"
)

// meet is the part of a rule that counts at once: in every respect the tighter
// one of the rule that stands and the one that is wanted.
func meet(now, to Rule) Rule {
	out := to
	switch {
	case to.Over || now.First && !to.First:
		out.First, out.About, out.Own = now.First, now.About, now.Own
	case now.First:
		out.About = slices.DeleteFunc(slices.Clone(to.About), func(a string) bool { return !slices.Contains(now.About, a) })
		if to.Own != "" { // whether other words are tighter nobody can tell
			out.Own = now.Own
		}
	}
	if to.Over {
		out.Wait, out.From, out.Until, out.Calls, out.Over = now.Wait, now.From, now.Until, now.Calls, false
	}
	out.Wait, out.Cool = max(out.Wait, now.Wait), max(out.Cool, now.Cool)
	if !within(out, now) {
		out.From, out.Until = now.From, now.Until
	}
	if rank(now.Calls) > rank(out.Calls) {
		out.Calls = now.Calls
	}
	return out
}

// within reports whether every hour in which a answers is one of b's.
func within(a, b Rule) bool { return a.hours()&^b.hours() == 0 }

// hours are those in which it answers, a bit each.
func (r Rule) hours() (set uint32) {
	for h := r.From; h != r.Until; h = (h + 1) % 24 {
		set |= 1 << h
	}
	if set == 0 {
		set = 1<<24 - 1
	}
	return set
}

func rank(calls string) int { return max(0, slices.Index(callsOf, calls)) }

// same reports whether two rules say the same, whenever they count.
func same(a, b Rule) bool {
	return a.First == b.First && slices.Equal(a.About, b.About) && a.Own == b.Own && a.Wait == b.Wait &&
		a.From == b.From && a.Until == b.Until && a.Calls == b.Calls && a.Cool == b.Cool && a.Over == b.Over
}

// answers reports whether it says anything about answering.
func (r Rule) answers() bool { return r.Wait > 0 || r.From != r.Until || rank(r.Calls) > 0 }

// pick reads a number that is on a list.
func pick(text string, from []int, into *int) bool {
	n, err := strconv.Atoi(text)
	if err != nil || !slices.Contains(from, n) {
		return false
	}
	*into = n
	return true
}

func (r *Rule) readWait(text string) bool { return pick(text, waits, &r.Wait) }

// ready are hours that are chosen in one tap.
var ready = []struct {
	Name        string
	From, Until int
}{{"any", 0, 0}, {"day", 9, 21}, {"evening", 17, 20}}

// readHours takes the hours: ready ones, or two of one's own.
func (r *Rule) readHours(h *feature.Request) bool {
	name := h.FormValue("hours")
	for _, w := range ready {
		if w.Name == name {
			r.From, r.Until = w.From, w.Until
			return true
		}
	}
	return name == "own" && pick(h.FormValue("from"), clock(), &r.From) && pick(h.FormValue("until"), clock(), &r.Until)
}

// clock are the hours of a day.
func clock() (all []int) {
	for h := range 24 {
		all = append(all, h)
	}
	return all
}
