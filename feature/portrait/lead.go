package portrait

import "ebb/feature"

// to is where an answer leads.
type to string

// The places.
const (
	toPlans  to = "plan"
	toBounds to = "boundary"
	toHabits to = "habits"
)

// where each sentence leads, where it is like the person.
var where = map[string]to{
	"n.away": toPlans, "n.nothing": toHabits, "n.lean": toBounds, "n.low": toPlans,
	"l.wait": toPlans, "l.quarrel": toPlans, "l.plans": toPlans, "l.no": toBounds,
}

// half is the place from which on a sentence counts as like the person, when
// one is looked for that may need something: the middle.
const half = 3

// lead is one thing that may help, with the answer it comes from.
type lead struct {
	Sentence string // its key
	Marked   string // what was marked, in words
	Says     string // what may help
	Opens    string // how the place is called
	To       to
	If       string // what the plan begins with
	Then     string // what could not be kept
	Wrong    string
	Max      int
}

// first is the sentence of a side that is most like the person; "" where none
// is half like them.
func first(marks map[string]int, of string) (top string) {
	for _, q := range Sentences {
		if side(q) == of && marks[q] >= half && marks[q] > marks[top] {
			top = q
		}
	}
	return top
}

// leads are one for each side at most, by sentence; none from this tie after a
// yes about fear.
func (s *State) leads(r *feature.Request, one round) map[string]lead {
	all := map[string]lead{}
	if s.fear && one.about == "tie" {
		return all
	}
	marks := s.marks(one.ID)
	for _, of := range sides {
		q := first(marks, of)
		if q == "" {
			continue
		}
		l := lead{Sentence: q, Says: r.Say("portrait.lead." + q), To: where[q], Max: oneTask}
		l.Marked = r.Say("portrait.marked", "sentence", r.Say("portrait."+one.about+"."+q), "like", marks[q])
		l.Opens = r.Say("portrait.opens."+string(l.To), "known", map[bool]string{true: "yes"}[len(s.hiding) > 0])
		if l.To != toHabits {
			l.If = r.Say("portrait.if."+q, "about", one.about)
		}
		all[q] = l
	}
	return all
}
