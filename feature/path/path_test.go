package path

import (
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/feature/path/before"
	"ebb/feature/path/form"
	"ebb/feature/path/topic"
	"ebb/internal/rig"
	"ebb/tie"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func desk(t *testing.T, events ...ebb.Event) *rig.Desk {
	d := rig.New(t, noon, Feature())
	d.Journal.Events = events
	return d
}

func ago(days int) time.Time { return noon.AddDate(0, 0, -days) }

// said is everything that steps take up, once.
func lived() []ebb.Event {
	two, three, six := 2, 3, 6
	act := ebb.New(tie.ActivityPlanned, ago(5), tie.Activity{Words: "The lake", Sort: "move", Day: "2026-11-17"})
	var felt = struct {
		Of    ebb.ID `cbor:"1,keyasint"`
		After bool   `cbor:"2,keyasint,omitempty"`
		Mood  *int   `cbor:"3,keyasint,omitempty"`
	}{Of: act.ID, Mood: &three}
	after := felt
	after.After, after.Mood = true, &six
	walk := ebb.New(tie.WentMoving, ago(3), tie.Went{Before: 3})
	promise := ebb.New(tie.Promised, ago(50), tie.Promise{Words: "To call on Sundays"})
	all := []ebb.Event{
		ebb.New(tie.Stands, ago(9), tie.Standing{Stance: tie.LettingGo, EndedBy: tie.ByThem, Since: "2026-10-25", Ties: []string{"home", "money", "friends"}}),
		ebb.New(tie.Named, ago(8), tie.Feelings{Felt: []tie.Feeling{{Name: "guilty"}, {Name: "sad"}, {Name: "calm"}}}),
		ebb.New(tie.Noted, ago(7), tie.Note{Text: "x", Feelings: []tie.Feeling{{Name: "sad"}, {Name: tie.OwnFeeling, Word: "w"}}}),
		ebb.New(tie.Near, ago(9), tie.Person{Name: "Sam", Number: "1", Good: []string{"listening", "errands"}}),
		ebb.New(tie.Needs, ago(9), tie.NeedList{Needs: []tie.Need{{Subject: "honesty", Weight: &six}, {Own: "to laugh", Weight: &two}}}),
		ebb.New(tie.Decided, ago(6), tie.Decision{Words: "I let go.", Mark: tie.MarkGo}),
		ebb.New(tie.DayPlanned, ago(2), tie.Day{Kind: "handover", What: "The keys", On: "2026-11-29"}),
		ebb.New(tie.TruthWritten, ago(6), tie.Pair{Feeling: "I miss them.", Reality: "They asked twice for space."}),
		ebb.New(tie.Worried, ago(4), struct {
			Moment ebb.ID `cbor:"1,keyasint"`
			tie.Worry
		}{Worry: tie.Worry{Words: "They tell everyone."}}),
		promise, ebb.New(tie.Held, ago(20), tie.Outcome{Promise: promise.ID, Kept: tie.KeptNot}),
		act, ebb.New("busy.felt", ago(5), felt), ebb.New("busy.felt", ago(5).Add(time.Hour), after),
		walk, ebb.New(tie.BackMoving, ago(3).Add(time.Hour), tie.Back{Went: walk.ID, After: 5}),
	}
	for i := range 4 {
		all = append(all, hard(ago(i+1).Add(11*time.Hour), "reach", []string{"alone", "song"}, []string{"bed"}, []string{"nobody"})...)
	}
	return append(all, livedLater()...)
}

// livedLater is what topics of the later weeks take up.
func livedLater() []ebb.Event {
	return []ebb.Event{
		ebb.New(tie.SeenSoberly, ago(9), tie.Seen{Part: "cost", Costs: []string{"friends"}, Gives: []string{"laughter"}}),
		ebb.New("past.page", ago(9), struct {
			Part string `cbor:"2,keyasint"`
			Text string `cbor:"3,keyasint"`
		}{"hurt", "That laugh."}),
		ebb.New(tie.DoorOpened, ago(9), tie.Door{What: "keys", How: "leave"}),
		ebb.New(tie.ValuesChosen, ago(9), tie.Valued{All: []tie.Value{{Name: "rest"}}}),
		ebb.New(tie.GoalsSet, ago(9), tie.Goals{Mine: "By the sea."}),
	}
}

// hard is a hard moment as hold keeps it.
func hard(at time.Time, pull string, triggers, places, company []string) []ebb.Event {
	id := ebb.NewID()
	return []ebb.Event{
		ebb.New("hold.pull", at, struct {
			Moment ebb.ID `cbor:"1,keyasint"`
			Pull   string `cbor:"2,keyasint"`
		}{id, pull}),
		ebb.New("hold.detail", at.Add(time.Minute), struct {
			Moment   ebb.ID   `cbor:"1,keyasint"`
			Triggers []string `cbor:"2,keyasint,omitempty"`
			Places   []string `cbor:"3,keyasint,omitempty"`
			Company  []string `cbor:"4,keyasint,omitempty"`
		}{id, triggers, places, company}),
	}
}

// each calls f with every step of every topic.
func each(f func(*topic.Topic, *topic.Step)) {
	for _, t := range topics() {
		for i := range t.Steps {
			f(t, &t.Steps[i])
		}
	}
}

// answerAll fills every question of a step in.
func answerAll(d *rig.Desk, t *topic.Topic, s *topic.Step) (pairs []string) {
	f, err := facts(d.Request("GET", base, nil))
	if err != nil {
		d.T.Fatal(err)
	}
	for _, v := range form.Fields(f, t, s, before.Said{}) {
		switch v.Kind {
		case "text", "line":
			pairs = append(pairs, v.Name, "own "+v.Name)
		case "rows":
			pairs = append(pairs, v.Name+"1", "own "+v.Name+" 1", v.Name+"2", "own "+v.Name+" 2")
		case "time":
			pairs = append(pairs, v.Name, "22:30")
		default:
			if len(v.Ticks) == 0 {
				pairs = append(pairs, v.Name+".own", "own "+v.Name)
				continue
			}
			pairs = append(pairs, v.Name, v.Ticks[0].Value)
		}
	}
	return pairs
}

func TestEveryStepTakesUpAsksAtMostThreeThingsAndGivesOneBack(t *testing.T) {
	each(func(of *topic.Topic, s *topic.Step) {
		for what, d := range map[string]*rig.Desk{"nothing said": desk(t), "lived": desk(t, lived()...)} {
			at := addressOf(of, s)
			p := d.Get(at + "?on=1")
			if p.Err != nil {
				t.Fatalf("%s, %s: %v", at, what, p.Err)
			}
			if n := len(s.Asks); n == 0 || n > 3 {
				t.Errorf("%s asks %d things", at, n)
			}
			if takes := strings.Contains(p.Text, "What you said before"); takes != (what == "lived") {
				t.Errorf("%s, %s: takes something up: %v", at, what, takes)
			}
			p = d.Follow(at, answerAll(d, of, s)...)
			if p.Err != nil || p.Goto != "" || !strings.Contains(p.Text, "Kept on 22 November 2026") {
				t.Fatalf("%s, %s: %v %s", at, what, p.Err, p.Text)
			}
			if _, k, _ := newestOf(d, of, s); k == "" {
				t.Errorf("%s, %s: the line is empty", at, what)
			}
			if strings.Contains(p.Text, ": .") || strings.Contains(p.Text, "none") {
				t.Errorf("%s, %s: a hole in %s", at, what, p.Text)
			}
		}
	})
}

// newestOf is what a step gave back.
func newestOf(d *rig.Desk, of *topic.Topic, s *topic.Step) (g topic.Gift, line string, ok bool) {
	f, err := facts(d.Request("GET", base, nil))
	if err != nil {
		d.T.Fatal(err)
	}
	now, _, ok := newest(f, of, s)
	if ok {
		g = s.Gives(now)
	}
	return g, g.Line, ok
}

// One answer alone is an answer too: nothing hangs on the others.
func TestEveryQuestionAloneGivesALine(t *testing.T) {
	each(func(of *topic.Topic, s *topic.Step) {
		pairs := answerAll(desk(t), of, s)
		for i := 0; i < len(pairs); i += 2 {
			d := desk(t)
			p := d.Follow(addressOf(of, s), pairs[i], pairs[i+1])
			if _, line, _ := newestOf(d, of, s); line == "" || strings.Contains(p.Text, "none") || strings.Contains(line, ": .") {
				t.Errorf("%s, only %s: %q", addressOf(of, s), pairs[i], line)
			}
		}
	})
}
