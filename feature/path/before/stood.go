package before

import (
	"slices"
	"strings"
	"time"

	"ebb"
	"ebb/tie"
)

// stood are kinds of what costs and gives, what matters, what stands open and
// what was lost; their words are opened again.
var stood = []string{tie.GoalsSet, tie.ValuesChosen, tie.DoorOpened, tie.DoorDone, tie.LossNamed, tie.LossSaid, tie.PastWritten}

// Cost is what somebody costs and gives, as last ticked, and the day of it;
// false where nothing was.
func (f *Facts) Cost() (seen tie.Seen, at time.Time, ok bool) {
	f.each(tie.SeenSoberly, func(e ebb.Event) error {
		var s tie.Seen
		if err := e.Decode(&s); err != nil {
			return err
		}
		if s.Part == "cost" {
			seen, at, ok = s, e.At, len(s.Costs)+len(s.Gives) > 0 || s.Words != ""
		}
		return nil
	})
	return seen, at, ok
}

// Values are what they said matters to them.
func (f *Facts) Values() []tie.Value { v, _ := Newest[tie.Valued](f, tie.ValuesChosen); return v.All }

// Goal is where they want to be in some years; "" where it was not said.
func (f *Facts) Goal() string { g, _ := Newest[tie.Goals](f, tie.GoalsSet); return g.Mine }

// Doors are the things that stand open and are not done, the oldest first.
func (f *Facts) Doors() (all []tie.Door) {
	var done [][16]byte
	for _, d := range All[struct {
		Door [16]byte `cbor:"1,keyasint"`
	}](f, tie.DoorDone) {
		done = append(done, d.Door)
	}
	f.each(tie.DoorOpened, func(e ebb.Event) error {
		var d tie.Door
		err := e.Decode(&d)
		if !slices.Contains(done, [16]byte(e.ID)) {
			all = append(all, d)
		}
		return err
	})
	return all
}

// Loss is what was lost or set aside, with the one thing taken back; "" while
// nothing was.
type Loss struct {
	tie.Loss
	Back string
}

// Losses are those of a sort of tie.LossSorts, as they read now.
func (f *Facts) Losses(sort string) (all []Loss) {
	var ids [][16]byte
	f.each(tie.LossNamed, func(e ebb.Event) error {
		var l Loss
		err := e.Decode(&l.Loss)
		if l.Sort == sort {
			all, ids = append(all, l), append(ids, e.ID)
		}
		return err
	})
	for _, w := range All[tie.LossWord](f, tie.LossSaid) {
		i := slices.Index(ids, w.Of)
		switch {
		case i < 0:
		case w.Way == tie.LossBack:
			all[i].Back = w.Words
		case w.Way == tie.LossWords:
			all[i].Words = w.Words
		}
	}
	return all
}

// Lift is which of our words for feelings that lift were named lately, most
// often first.
func (f *Facts) Lift() []Count {
	return slices.DeleteFunc(f.Feelings(), func(c Count) bool {
		family, known := tie.FamilyOf(c.Name)
		return !known || !family.Lifts
	})
}

// Hurt is what hurt, as it was told last under what happened, and the day of it.
func (f *Facts) Hurt() (words string, at time.Time, ok bool) {
	f.each(tie.PastWritten, func(e ebb.Event) error {
		var p struct {
			Part string `cbor:"2,keyasint"`
			Text string `cbor:"3,keyasint,omitempty"`
		}
		err := e.Decode(&p)
		if p.Part == "hurt" && p.Text != "" {
			words, at, ok = Brief(p.Text), e.At, true
		}
		return err
	})
	return words, at, ok
}

// mostBrief is how many signs of a text stand for it elsewhere.
const mostBrief = 140

// Brief is the first line of a text, cut where it is long.
func Brief(text string) string {
	line, _, more := strings.Cut(text, "\n")
	if all := []rune(line); len(all) > mostBrief {
		return strings.TrimSpace(string(all[:mostBrief-1])) + "…"
	}
	if more {
		return strings.TrimRight(line, " .") + " …"
	}
	return line
}
