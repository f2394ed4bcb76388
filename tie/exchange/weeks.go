package exchange

// mostWeeks bounds what a wild date can ask for: about a hundred years.
const mostWeeks = 5200

// Silent gives weeks with those put in between in which nobody wrote. They are
// true zeros.
func Silent(weeks []Week) []Week {
	var out []Week
	for _, w := range weeks {
		for n := len(out); n > 0 && out[n-1].Monday+7 < w.Monday && n < mostWeeks; n = len(out) {
			out = append(out, Week{Monday: out[n-1].Monday + 7})
		}
		out = append(out, w)
	}
	return out
}

// Whole gives the weeks that the messages cover from Monday to Sunday, silent
// ones among them. The first and the last week of a file are seldom whole, and
// would look like somebody who wrote less.
func (t *Tally) Whole() []Week {
	all := Silent(t.Weeks)
	if len(all) == 0 {
		return nil
	}
	first, last := int(floor(t.First)), int(floor(t.Last))
	if all[0].Monday < first {
		all = all[1:]
	}
	if n := len(all); n > 0 && all[n-1].Monday+6 > last {
		all = all[:n-1]
	}
	return all
}

// Around parts weeks at a day, given in days since 1970: those that end before
// it and those that begin on it or later. The week that holds it counts on
// neither side unless it begins with it.
func Around(weeks []Week, day int) (before, after []Week) {
	for _, w := range weeks {
		switch {
		case w.Monday+7 <= day:
			before = append(before, w)
		case w.Monday >= day:
			after = append(after, w)
		}
	}
	return before, after
}

// floor is the day of a second, both since 1970.
func floor(at int64) int64 {
	d := at / 86400
	if at%86400 < 0 {
		d--
	}
	return d
}
