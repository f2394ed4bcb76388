package before

import (
	"ebb"
	"ebb/feature"
)

// KindSaid is the kind of one step of the path, said once. Body: Said. Every
// version stands until it is taken out.
const KindSaid = "path.said"

// Said is what was answered in a step.
type Said struct {
	Topic   string   `cbor:"1,keyasint"`
	Step    string   `cbor:"2,keyasint"`
	Answers []Answer `cbor:"3,keyasint,omitempty"`
}

// Answer is the answer to one question of a step. A question left out has none.
type Answer struct {
	Ask   string   `cbor:"1,keyasint"`
	Picks []string `cbor:"2,keyasint,omitempty"` // ticks of ours, by name
	Words []string `cbor:"3,keyasint,omitempty"` // own words: a text, rows, ticks as they read then, a time
}

// Kept is one version of a step, without its words.
type Kept struct {
	feature.Row
	Topic, Step string
}

func (s *State) say(row feature.Row, e ebb.Event) error {
	return ebb.Apply(e, func(b Said) { s.said = feature.Sorted(s.said, Kept{row, b.Topic, b.Step}) })
}

// Versions are all versions of a step, the oldest first; of all steps of a topic
// where none is named, of all topics where none is.
func (f *Facts) Versions(topic, step string) (all []Kept) {
	for _, k := range f.state.said {
		if (topic == "" || k.Topic == topic) && (step == "" || k.Step == step) {
			all = append(all, k)
		}
	}
	return all
}

// Open reads one version again; false where it is gone.
func (f *Facts) Open(k Kept) (s Said, ok bool) {
	f.read([]uint64{k.Seq}, func(e ebb.Event) error {
		ok = true
		return e.Decode(&s)
	})
	return s, ok
}

// Said is the newest version of a step of the path; false where there is none.
func (f *Facts) Said(topic, step string) (s Said, ok bool) {
	all := f.Versions(topic, step)
	if len(all) == 0 {
		return s, false
	}
	return f.Open(all[len(all)-1])
}

// Tasks are what a version set.
func (f *Facts) Tasks(said ebb.ID) []Task { return f.state.tasks[said] }

// Answer is the answer to a question; empty where it was left out.
func (s Said) Answer(ask string) Answer {
	for _, a := range s.Answers {
		if a.Ask == ask {
			return a
		}
	}
	return Answer{Ask: ask}
}
