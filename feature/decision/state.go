package decision

import (
	"cmp"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

// State is every version, and what else changes meanwhile, without words.
type State struct {
	all       []entry // of the four kinds
	needs     []entry // lists of needs
	standings []entry
	kept      []entry // what came of promises
	weighed   []entry // lines for and against that weigh most
	hard      []time.Time
	theirNo   bool
}

// entry is one event. What it says depends on its kind.
type entry struct {
	seq    uint64
	id     ebb.ID
	at     time.Time
	kind   string
	of     ebb.ID    // the draft slept on, the decision looked at, the promise
	until  time.Time // of a night
	mark   tie.Mark
	review string
	how    string // of a look; how a promise went; the list of a line
	stance tie.Stance
	words  bool // there are any
}

// moments are what counts as a hard moment here. Only when it was is read.
var moments = []string{"hold.pull", tie.HeadBegan}

// heavy is the size of a line that weighs most.
const heavy = 3

// Apply takes the versions, and of the rest what is compared then and now.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	now := entry{seq: seq, id: e.ID, at: e.At, kind: e.Kind}
	if slices.Contains(moments, e.Kind) {
		s.hard = append(s.hard, e.At)
	}
	into, err := s.place(e, &now)
	if err != nil || into == nil {
		return err
	}
	*into = append(*into, now)
	slices.SortFunc(*into, func(a, b entry) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.seq, b.seq)) })
	return nil
}

// place fills an entry and says which list it joins; nil: none.
func (s *State) place(e ebb.Event, now *entry) (*[]entry, error) {
	switch e.Kind {
	case tie.Decided:
		var d tie.Decision
		err := e.Decode(&d)
		now.mark, now.review, now.words = d.Mark, d.Review, d.Words != ""
		return &s.all, err
	case Drafted:
		var d Draft
		err := e.Decode(&d)
		now.of, now.mark, now.words = d.After, d.Mark, !d.empty()
		return &s.all, err
	case Slept:
		var n Night
		err := e.Decode(&n)
		now.of, now.until = n.Draft, time.Unix(n.Until, 0)
		return &s.all, err
	case Looked:
		var l Look
		err := e.Decode(&l)
		now.of, now.how, now.review = l.Decision, l.How, l.Review
		return &s.all, err
	case tie.Needs:
		return &s.needs, nil
	case tie.Stands:
		var st tie.Standing
		err := e.Decode(&st)
		now.stance = st.Stance
		return &s.standings, err
	case tie.Held:
		var o tie.Outcome
		err := e.Decode(&o)
		now.how, now.of = string(o.Kept), o.Promise
		return &s.kept, err
	case tie.Weighed:
		var w tie.Reason
		err := e.Decode(&w)
		if now.how = w.List; w.Size < heavy {
			return nil, err
		}
		return &s.weighed, err
	case tie.Answered:
		var a tie.Safety
		err := e.Decode(&a)
		s.theirNo = a.TheirNo == tie.Yes
		return nil, err
	}
	return nil, nil
}

// standing is the newest decision; seq 0 where there is none.
func (s *State) standing() entry { return last(s.all, tie.Decided) }

func last(all []entry, kind string) (e entry) {
	for _, x := range slices.Backward(all) {
		if x.kind == kind {
			return x
		}
	}
	return e
}

// draft is what was written and not decided on yet, and until when it is slept
// on. seq 0: there is none.
func (s *State) draft() (d entry, until time.Time) {
	for _, x := range slices.Backward(s.all) {
		switch x.kind {
		case Slept:
			if until.IsZero() {
				until = x.until
			}
		case Drafted:
			return x, until
		default:
			return entry{}, time.Time{}
		}
	}
	return entry{}, time.Time{}
}

// review is the day to look at the standing decision again; "" where none is.
func (s *State) review() string {
	now := s.standing()
	day := now.review
	for _, x := range s.all {
		if x.kind == Looked && x.of == now.id {
			day = x.review
		}
	}
	return day
}

// due reports whether the day has come.
func (s *State) due(r *feature.Request) bool {
	at, ok := r.Morning(s.review())
	return ok && !r.Now.Before(at.Add(-10*time.Hour))
}

// versions are what can be read, the newest first: no nights, and no draft that
// says what the decision made of it says.
func (s *State) versions() (all []entry) {
	kept := false
	for _, x := range slices.Backward(s.all) {
		if x.kind == tie.Decided || x.kind == Looked || x.kind == Drafted && x.words && !kept {
			all = append(all, x)
		}
		kept = x.kind != Drafted && (x.kind != Slept || kept)
	}
	return all
}

// at is the newest of some up to a time; seq 0 where there is none.
func at(some []entry, when time.Time) (e entry) {
	for _, x := range some {
		if !x.at.After(when) {
			e = x
		}
	}
	return e
}

func see(r *feature.Request, f func(*State) error) error { return feature.See(r, Name, f) }

// reread opens one event again; one that was taken back meanwhile is empty.
func reread[T any](r *feature.Request, seq uint64) (body T, err error) {
	if seq == 0 {
		return body, nil
	}
	events, err := r.Journal.Read(r.Context(), seq)
	if err != nil || len(events) == 0 {
		return body, err
	}
	return body, events[0].Decode(&body)
}
