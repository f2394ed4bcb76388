package unsent

import (
	"slices"

	"ebb"
	"ebb/feature"
	"ebb/feature/unsent/fact"
	"ebb/feature/unsent/kept"
	"ebb/feature/unsent/turn"
)

type storyPage struct {
	ID, Opens    string // Opens: while it is sealed
	Part, Prompt string // the part whose minutes are chosen; "" none
	Head         string
	Rows         []storyRow
	Written      bool
	Boxes        []int
	Usual        int
	Wrong        string
	Round        *turn.View
}

type storyRow struct{ Part, Head, State string }

// story is the one that stands; false where none was begun.
func story(all []fact.Item) (fact.Item, bool) {
	n := slices.IndexFunc(all, func(i fact.Item) bool { return i.Story })
	if n < 0 {
		return fact.Item{Story: true}, false
	}
	return all[n], true
}

// showStory is the four parts, or the beginning of one of them: after the look
// at brooding.
func showStory(r *feature.Request) (feature.Answer, error) {
	return storyForm(r, "")
}

func storyForm(r *feature.Request, wrong string) (feature.Answer, error) {
	all, past, err := kept.All(r)
	if err != nil {
		return feature.Answer{}, err
	}
	_, _, stands := past.Look(r.Now)
	i, begun := story(all)
	if !stands && !begun {
		return feature.Answer{Goto: kept.Base + "/check?for=story"}, nil
	}
	p := storyPage{Boxes: fact.Boxes, Usual: usual, Wrong: wrong, Written: !i.Empty()}
	if begun {
		p.ID = i.ID.String()
	}
	if i.Closed(r.Now) {
		p.Opens = r.Day(i.Opens(r.Now.Location()))
		return kept.Answer(r, "story", p, kept.Base), nil
	}
	part := r.FormValue("part")
	if !slices.Contains(fact.Parts, part) {
		for _, one := range fact.Parts {
			p.Rows = append(p.Rows, storyRow{one, r.Say("unsent.story." + one), partState(r, i, one)})
		}
		return kept.Checked(kept.Answer(r, "story", p, kept.Base), wrong), nil
	}
	if !stands {
		return feature.Answer{Goto: kept.Base + "/check?for=story"}, nil
	}
	if p.Round, err = turn.Offer(r, past); err != nil {
		return feature.Answer{}, err
	}
	p.Part, p.Head = part, r.Say("unsent.story."+part)
	p.Prompt, err = past.Part(r, part)
	return kept.Checked(kept.Answer(r, "part", p, kept.Base+"/story"), wrong), err
}

func partState(r *feature.Request, i fact.Item, part string) string {
	if s, some := i.Sat(part); some && i.Size(part) > 0 {
		return r.Say("unsent.story.written", "day", r.Day(s.At))
	}
	return r.Say("unsent.story.open")
}

// postStory begins a sitting over one part, and the story with it where there is
// none.
func postStory(r *feature.Request) (feature.Answer, error) {
	all, _, err := kept.All(r)
	if err != nil {
		return feature.Answer{}, err
	}
	i, some := story(all)
	part, minutes := r.FormValue("part"), box(r)
	switch {
	case minutes == 0 || !slices.Contains(fact.Parts, part):
		return storyForm(r, r.Say("unsent.bad.choice"))
	case i.Closed(r.Now):
		return feature.Answer{Goto: kept.Base + "/story"}, nil
	}
	var entries []ebb.Entry
	if !some {
		first := r.New(fact.KindBegan, fact.Began{Story: true})
		i.ID, entries = first.ID, append(entries, ebb.Entry{Event: first})
	}
	sat := r.New(fact.KindSat, fact.Sat{Item: i.ID, Part: part, Minutes: minutes})
	return begun(r, i.ID, part, append(entries, ebb.Entry{Event: sat})...)
}
