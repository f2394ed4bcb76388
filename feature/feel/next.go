package feel

import (
	"slices"
	"strings"
	"time"

	"ebb/feature"
	"ebb/tie"
)

// The ways on.
const (
	write = "write"
	talk  = "talk"
	move  = "move"
	think = "think"
)

// fits is the way on that comes first for the strongest feeling, by its family.
// A word of one's own leads to writing.
var fits = map[string]string{
	"sad": talk, "ashamed": talk, "afraid": move, "angry": move, "hurt": write, "longing": write, "relieved": think,
}

// faint is the strength up to which thinking comes first.
const faint = 3

// strongest is the feeling with the highest strength; the first of those where
// several have it. One without a strength stands in the middle.
func strongest(all []tie.Feeling) (top tie.Feeling) {
	most := -1
	for _, f := range all {
		v := 5
		if f.Strength != nil {
			v = *f.Strength
		}
		if v > most {
			top, most = f, v
		}
	}
	return top
}

// fitting is the way on that comes first. Fear is for two, and at night nobody
// is sent outdoors.
func fitting(n tie.Feelings, now time.Time) string {
	top := strongest(n.Felt)
	if fearful(n.Felt) {
		return talk
	}
	if top.Strength != nil && *top.Strength <= faint && (n.Ending == tie.Ends || n.Ending == tie.EndsAsks) {
		return think
	}
	f, known := tie.FamilyOf(top.Name)
	way := write
	if known {
		way = fits[f.Name]
	}
	if night := now.Hour() >= 22 || now.Hour() < 6; way == move && night {
		return write
	}
	return way
}

// wayView is one way on.
type wayView struct {
	Way  string // the key of its words
	Href string
}

// toThem are families whose words are often meant for the other one: they go
// into a letter that is held.
var toThem = []string{"angry", "hurt", "longing"}

func hrefs(n tie.Feelings) map[string]string {
	to := map[string]string{write: "/note", talk: "/keep/people", move: "/decide/feel/move", think: "/decide/needs"}
	if f, _ := tie.FamilyOf(strongest(n.Felt).Name); slices.Contains(toThem, f.Name) {
		to[write] = "/keep/letters/new"
	}
	if n.Ending == tie.Ends || n.Ending == tie.EndsAsks {
		to[think] = "/decide/past"
	}
	return to
}

// fears and darks are words that bring one quiet line about help.
var (
	fears = []string{"afraid", "panicked", "scared"}
	darks = []string{"hopeless", "numb"}
	// stems are how an own word for fear begins.
	stems = []string{"afraid", "fear", "scared", "frighten", "terrif", "threat"}
)

func names(all []tie.Feeling, some []string) bool {
	return slices.ContainsFunc(all, func(f tie.Feeling) bool { return slices.Contains(some, f.Name) })
}

func fearful(all []tie.Feeling) bool {
	return names(all, fears) || slices.ContainsFunc(all, func(f tie.Feeling) bool {
		word := strings.ToLower(f.Word)
		return slices.ContainsFunc(stems, func(s string) bool { return strings.Contains(word, s) })
	})
}

type onePage struct {
	row
	First      wayView
	Why        string // the word that it follows from
	Others     []wayView
	Fear, Dark bool
}

// showOne gives back what was named, and leads on.
func showOne(r *feature.Request) (feature.Answer, error) {
	n, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	way, to := fitting(n.Feelings, r.Now), hrefs(n.Feelings)
	p := onePage{row: rowOf(r, n), First: wayView{way, to[way]}, Fear: fearful(n.Felt), Dark: names(n.Felt, darks)}
	for _, w := range []string{write, talk, move, think} {
		if w != way {
			p.Others = append(p.Others, wayView{w, to[w]})
		}
	}
	return page(r, "one", p), nil
}

// step is its line on Decide.
func step(r *feature.Request) (*feature.Shelf, error) {
	s := &feature.Shelf{Href: "/decide/feel", Head: r.Say("feel.step"), Line: r.Say("feel.step.none")}
	n, err := last(r, [16]byte{})
	if err == nil && n.seq > 0 {
		some := n.Felt[:min(len(n.Felt), 3)]
		s.Line = r.Say("feel.step.line", "words", list(r, some), "more", len(n.Felt)-len(some), "day", day(r, n.at))
	}
	return s, err
}
