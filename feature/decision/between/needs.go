// Package between is what two lists of needs say of the time between them: what
// is met otherwise, what is new, what is gone.
//
// It promises lines a person can check against both lists. It refuses a sum, and
// to say which of the two is better.
package between

import (
	"strings"
	"time"

	"ebb/feature"
	"ebb/tie"
)

// Most is how many lines, or names in a line, are shown.
const Most = 5

// Needs is two lists of needs, line by line: what is met otherwise, what is
// new, what is gone.
func Needs(r *feature.Request, then, now []tie.Need, had bool) (lines []string) {
	if !had {
		return []string{r.Say("decision.since.needs.first", "n", len(now))}
	}
	var fresh, gone []string
	for _, b := range now {
		a, ok := find(then, b)
		switch {
		case !ok:
			fresh = append(fresh, Name(r, b))
		case a.Met != nil && b.Met != nil && *a.Met != *b.Met:
			lines = append(lines, r.Say("decision.since.met", "need", Name(r, b), "then", *a.Met, "now", *b.Met))
		}
	}
	for _, a := range then {
		if _, ok := find(now, a); !ok {
			gone = append(gone, Name(r, a))
		}
	}
	lines = lines[:min(len(lines), Most)]
	if len(fresh) > 0 {
		lines = append(lines, r.Say("decision.since.new", "list", some(r, fresh)))
	}
	if len(gone) > 0 {
		lines = append(lines, r.Say("decision.since.gone", "list", some(r, gone)))
	}
	if len(lines) == 0 {
		lines = []string{r.Say("decision.since.same")}
	}
	return lines
}

func find(all []tie.Need, n tie.Need) (tie.Need, bool) {
	for _, x := range all {
		if x.ID == n.ID && x.ID != [16]byte{} || x.Subject == n.Subject && x.Own == n.Own {
			return x, true
		}
	}
	return tie.Need{}, false
}

// some are the first few of a list, as one line.
func some(r *feature.Request, all []string) string {
	line := strings.Join(all[:min(len(all), Most)], ", ")
	if more := len(all) - Most; more > 0 {
		return r.Say("decision.since.more", "list", line, "n", more)
	}
	return line
}

// Name is a need in words.
func Name(r *feature.Request, n tie.Need) string {
	if n.Own != "" {
		return n.Own
	}
	return r.Say("decision.need", "need", n.Subject)
}

// Weighty are the needs that matter most, as lines: seven or more.
func Weighty(r *feature.Request, all []tie.Need) (lines []string) {
	for _, n := range all {
		switch {
		case len(lines) == Most || n.Weight == nil || *n.Weight < 7:
		case n.Met == nil:
			lines = append(lines, r.Say("decision.said.need", "need", Name(r, n), "weight", *n.Weight))
		default:
			lines = append(lines, r.Say("decision.said.met", "need", Name(r, n), "weight", *n.Weight, "met", *n.Met))
		}
	}
	return lines
}

// Count is how many of some times lie after one and not after another.
func Count(some []time.Time, from, until time.Time) (n int) {
	for _, t := range some {
		if t.After(from) && !t.After(until) {
			n++
		}
	}
	return n
}
