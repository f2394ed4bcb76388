package decision

import (
	"slices"
	"strings"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/decision/between"
	"ebb/tie"
)

// mostDays is over how many days hard moments are counted, before and since.
const mostDays = 28

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
	return append(lines, between.Needs(r, a.Needs, b.Needs, old.seq > 0)...), err
}

// counted is what can be said without words: where they stood, hard moments,
// promises.
func (s *State) counted(r *feature.Request, then time.Time) (lines []string) {
	if a, b := at(s.standings, then).stance, at(s.standings, r.Now).stance; a != b && a != "" && b != "" {
		lines = append(lines, r.Say("decision.since.stance", "then", string(a), "now", string(b)))
	}
	days := min(mostDays, int(r.Now.Sub(then).Hours()/24))
	before, lately := between.Count(s.hard, then.AddDate(0, 0, -days), then), between.Count(s.hard, r.Now.AddDate(0, 0, -days), r.Now)
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
	lines = between.Weighty(r, list.Needs)
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
