package path

import (
	"ebb/feature"
	"ebb/feature/path/before"
	"ebb/feature/path/topic"
)

type allPage struct {
	Next *row // suggested; nil where nothing is
	Rows []row
	Undo bool
	Any  bool
}

// showAll is the ten, each with what it gave back, and one suggested next.
func showAll(r *feature.Request) (feature.Answer, error) {
	f, err := facts(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p := allPage{Undo: canPutBack(r)}
	said := stands(f, every)
	for _, t := range topics() {
		v := row{addressOf(t, nil), r.Say("path." + t.Name + ".head"), r.Say("path." + t.Name + ".line")}
		for _, one := range said {
			if one.Topic.Name == t.Name {
				v.Line, p.Any = one.Step.Gives(one).Line, true
				break
			}
		}
		p.Rows = append(p.Rows, v)
	}
	if t, s, why := next(f); t != nil {
		p.Next = &row{addressOf(t, s), r.Say("path." + t.Name + ".head"), r.Say("path.why." + why)}
	}
	return page(r, "all", "/keep", r.Say("path.keep"), p), f.Err()
}

// open reports the first step of a topic that was never said; nil where all were.
func unsaid(f *before.Facts, t *topic.Topic) *topic.Step {
	for i := range t.Steps {
		if s := &t.Steps[i]; len(f.Versions(t.Name, s.Name)) == 0 && !off(f, s) {
			return s
		}
	}
	return nil
}
