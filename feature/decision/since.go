package decision

import (
	"slices"
	"strings"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

const (
	mostDays  = 28
	mostNeeds = 5 // lines about needs
)

// since is what has changed between a decision and now, in facts the person
// gave elsewhere.
func since(r *feature.Request, then time.Time) ([]string, error) {
	var lines []string
	var old, now entry
	err := see(r, func(s *State) error {
		old, now = at(s.needs, then), at(s.needs, r.Now)
		lines = s.counted(r, then)
		return nil
	})
	if err != nil || now.seq == 0 {
		return lines, err
	}
	a, err := reread[tie.NeedList](r, old.seq)
	if err != nil {
		return nil, err
	}
	b, err := reread[tie.NeedList](r, now.seq)
	return append(lines, compare(r, a.Needs, b.Needs, old.seq > 0)...), err
}

// counted is what can be said without words: where they stood, hard moments,
// promises.
func (s *State) counted(r *feature.Request, then time.Time) (lines []string) {
	if a, b := at(s.standings, then).stance, at(s.standings, r.Now).stance; a != b && a != "" && b != "" {
		lines = append(lines, r.Say("decision.since.stance", "then", string(a), "now", string(b)))
	}
	days := min(mostDays, int(r.Now.Sub(then).Hours()/24))
	before, lately := between(s.hard, then.AddDate(0, 0, -days), then), between(s.hard, r.Now.AddDate(0, 0, -days), r.Now)
	if days > 0 && before+lately > 0 {
		lines = append(lines, r.Say("decision.since.hard", "before", before, "since", lately, "days", days))
	}
	if n := s.promises(then); len(n) > 0 {
		lines = append(lines, r.Say("decision.since.promises", "kept", n[string(tie.KeptWhole)], "part", n[string(tie.KeptPart)], "not", n[string(tie.KeptNot)]))
	}
	return lines
}

// promises is how those went of which something was said since then; of each
// the latest counts.
func (s *State) promises(then time.Time) map[string]int {
	came, n := map[ebb.ID]string{}, map[string]int{}
	for _, k := range s.kept {
		if k.at.After(then) {
			came[k.of] = k.how
		}
	}
	for _, how := range came {
		n[how]++
	}
	return n
}

func between(some []time.Time, from, until time.Time) (n int) {
	for _, t := range some {
		if t.After(from) && !t.After(until) {
			n++
		}
	}
	return n
}

// compare is two lists of needs, line by line: what is met otherwise, what is
// new, what is gone.
func compare(r *feature.Request, then, now []tie.Need, had bool) (lines []string) {
	if !had {
		return []string{r.Say("decision.since.needs.first", "n", len(now))}
	}
	var fresh, gone []string
	for _, b := range now {
		a, ok := find(then, b)
		switch {
		case !ok:
			fresh = append(fresh, name(r, b))
		case a.Met != nil && b.Met != nil && *a.Met != *b.Met:
			lines = append(lines, r.Say("decision.since.met", "need", name(r, b), "then", *a.Met, "now", *b.Met))
		}
	}
	for _, a := range then {
		if _, ok := find(now, a); !ok {
			gone = append(gone, name(r, a))
		}
	}
	lines = lines[:min(len(lines), mostNeeds)]
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
	line := strings.Join(all[:min(len(all), mostNeeds)], ", ")
	if more := len(all) - mostNeeds; more > 0 {
		return r.Say("decision.since.more", "list", line, "n", more)
	}
	return line
}

func name(r *feature.Request, n tie.Need) string {
	if n.Own != "" {
		return n.Own
	}
	return r.Say("decision.need", "need", n.Subject)
}

// before is what was said in other steps and may be of use as reasons: needs of
// seven or more, and the lines that weigh most, both sides alike.
func before(r *feature.Request) (lines []string, err error) {
	var now entry
	var weighed []entry
	err = see(r, func(s *State) error {
		now, weighed = at(s.needs, r.Now), slices.Clone(s.weighed)
		return nil
	})
	if err != nil {
		return nil, err
	}
	list, err := reread[tie.NeedList](r, now.seq)
	if err != nil {
		return nil, err
	}
	for _, n := range list.Needs {
		switch {
		case len(lines) == mostNeeds || n.Weight == nil || *n.Weight < 7:
		case n.Met == nil:
			lines = append(lines, r.Say("decision.said.need", "need", name(r, n), "weight", *n.Weight))
		default:
			lines = append(lines, r.Say("decision.said.met", "need", name(r, n), "weight", *n.Weight, "met", *n.Met))
		}
	}
	for _, which := range tie.ReasonLists {
		i := slices.IndexFunc(weighed, func(e entry) bool { return e.how == which })
		if i < 0 {
			continue
		}
		w, err := reread[tie.Reason](r, weighed[i].seq)
		if err != nil {
			return nil, err
		}
		lines = append(lines, r.Say("decision.said.line", "list", strings.Replace(which, ".", "_", 1), "words", w.Words))
	}
	return lines, nil
}
