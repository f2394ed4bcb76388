package path_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/feature/path"
	"ebb/feature/path/before"
	"ebb/feature/path/memories"
	"ebb/feature/path/now"
	"ebb/feature/path/own"
	"ebb/feature/path/people"
	"ebb/feature/path/topic"
	"ebb/feature/path/unfinished"
	"ebb/internal/rig"
	"ebb/tie"
)

var (
	today = time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC)
	life  = []*topic.Topic{memories.Topic(), unfinished.Topic(), own.Topic(), people.Topic(), now.Topic()}
)

// desk is a person who said these things before, each a minute after the other,
// ten days ago.
func desk(t *testing.T, events ...ebb.Event) *rig.Desk {
	d := rig.New(t, today, path.Feature())
	for i, e := range events {
		e.At = today.AddDate(0, 0, -10).Add(time.Duration(i) * time.Minute)
		if err := d.Journal.Record(t.Context(), ebb.Entry{Event: e}); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func event(kind string, body any) ebb.Event { return ebb.New(kind, today, body) }

func said(topic, step string, answers ...before.Answer) ebb.Event {
	return event(before.KindSaid, before.Said{Topic: topic, Step: step, Answers: answers})
}

func words(ask string, all ...string) before.Answer { return before.Answer{Ask: ask, Words: all} }
func picks(ask string, all ...string) before.Answer { return before.Answer{Ask: ask, Picks: all} }

func moments(n int, trigger string) (all []ebb.Event) {
	for range n {
		id := ebb.NewID()
		all = append(all, event("hold.pull", struct {
			Moment ebb.ID `cbor:"1,keyasint"`
			Pull   string `cbor:"2,keyasint"`
		}{id, "reach"}), event("hold.detail", struct {
			Moment   ebb.ID   `cbor:"1,keyasint"`
			Triggers []string `cbor:"2,keyasint"`
		}{id, []string{trigger}}))
	}
	return all
}

func TestEachStepTakesUpWhatWasSaidBefore(t *testing.T) {
	promise, theirs := event(tie.Promised, tie.Promise{Mine: true, Words: "to call on Sunday"}), event(tie.Promised, tie.Promise{Words: "to come along"})
	door, done := event(tie.DoorOpened, tie.Door{What: "keys", How: "leave"}), event(tie.DoorOpened, tie.Door{What: "photos", How: "leave"})
	loss := event(tie.LossNamed, tie.Loss{Sort: "self", Words: "singing"})
	swim := event(tie.ActivityPlanned, tie.Activity{Words: "the pool", Sort: "move", Day: "2026-11-12"})
	two, five, eight := 2, 5, 8
	felt := func(after bool, mood *int) ebb.Event {
		return event("busy.felt", struct {
			Of    ebb.ID `cbor:"1,keyasint"`
			After bool   `cbor:"2,keyasint,omitempty"`
			Mood  *int   `cbor:"3,keyasint"`
		}{swim.ID, after, mood})
	}
	for _, c := range []struct {
		what, page string
		events     []ebb.Event
		want, not  string
	}{
		{"what set hard moments off", "memories/sets", slices.Concat(moments(3, "song"), moments(1, "tired")), "A song came with 3 of your 4 hard moments in the last 60 days.", "tired"},
		{"what it gave", "memories/keep", []ebb.Event{event(tie.SeenSoberly, tie.Seen{Part: "cost", Costs: []string{"sleep"}, Gives: []string{"laughter", "courage"}})}, "you ticked what it gave you: laughter, courage.", "sleep"},
		{"what hurt", "memories/hurts", []ebb.Event{event("past.page", struct {
			Part string `cbor:"2,keyasint"`
			Text string `cbor:"3,keyasint"`
		}{"hurt", "That laugh.\nAnd the door."})}, "you told what hurt: “That laugh …”", "the door"},
		{"open doors", "unfinished/open", []ebb.Event{door, done, event(tie.DoorDone, struct {
			Door [16]byte `cbor:"1,keyasint"`
		}{done.ID})}, "On your list of open doors: keys.", "photos"},
		{"own promises that are open", "unfinished/open", []ebb.Event{promise, theirs}, "You promised “to call on Sunday”, and what came of it is not said yet.", "to come along"},
		{"own promises that were not kept", "unfinished/regret", []ebb.Event{promise, event(tie.Held, tie.Outcome{Promise: promise.ID, Kept: tie.KeptNot})}, "noted that it was not kept.", ""},
		{"who ended it", "unfinished/regret", []ebb.Event{event(tie.Stands, tie.Standing{EndedBy: tie.ByMe})}, "You said that you ended it.", ""},
		{"guilt", "unfinished/regret", []ebb.Event{event(tie.Noted, tie.Note{Feelings: []tie.Feeling{{Name: "ashamed"}}}), event(tie.Named, tie.Feelings{Felt: []tie.Feeling{{Name: "guilty"}}})}, "You named shame or guilt 2 times", ""},
		{"what needs them", "unfinished/never", []ebb.Event{said("unfinished", "open", words("them", "a sorry"))}, "You wrote that this would need them: “a sorry”", ""},
		{"what they did not keep", "unfinished/never", []ebb.Event{theirs, event(tie.Held, tie.Outcome{Promise: theirs.ID, Kept: tie.KeptPart})}, "They promised “to come along”, and you noted that it was kept in part.", ""},
		{"what it cost", "own/before", []ebb.Event{event(tie.SeenSoberly, tie.Seen{Part: "cost", Costs: []string{"friends", "self"}})}, "you ticked what it cost you: friends, being yourself.", ""},
		{"what was set aside", "own/before", []ebb.Event{loss}, "a part of you that was set aside: “singing”", ""},
		{"what matters", "own/matters", []ebb.Event{event(tie.ValuesChosen, tie.Valued{All: []tie.Value{{Name: "rest"}, {Name: tie.OwnValue, Word: "the old bicycle"}}}), said("own", "before", words("loved", "radios"))}, "what matters: Rest, the old bicycle. You loved doing this before: radios.", ""},
		{"what had the least room", "own/goal", []ebb.Event{said("own", "matters", picks("least", "making"), words("seen", "paint on the table"))}, "the least room: Making things. You would see it by this: “paint on the table”", ""},
		{"goals of years", "own/goal", []ebb.Event{event(tie.GoalsSet, tie.Goals{Mine: "By the sea.", Theirs: "In town."})}, "Where you want to be, in your words: “By the sea.”", "In town"},
		{"what is good, from lines for letting go", "own/single", []ebb.Event{event(tie.Weighed, tie.Reason{List: "go-for", Words: "My own Sundays", Size: 2}), event(tie.Weighed, tie.Reason{List: "keep-for", Words: "The house", Size: 2})}, "You wrote for letting go: “My own Sundays”", "The house"},
		{"what is good, from feelings that lift", "own/single", []ebb.Event{event(tie.Noted, tie.Note{Feelings: []tie.Feeling{{Name: "calm"}, {Name: "sad"}}})}, "You named “calm” once in the last 60 days.", "sad"},
		{"what is good, from what lifted", "own/single", []ebb.Event{swim, felt(false, &two), felt(true, &five)}, "After “the pool” your mood was 3 points higher.", ""},
		{"what is good, from what was taken back", "own/single", []ebb.Event{loss, event(tie.LossSaid, tie.LossWord{Of: loss.ID, Way: tie.LossBack, Words: "the choir on Mondays"}), said("memories", "keep", words("yours", "I went in first"))}, "You took this back: “the choir on Mondays” It was you, in a good hour: “I went in first”", ""},
		{"who can be called", "people/near", []ebb.Event{event(tie.Near, tie.Person{Name: "Sam", Number: "1"})}, "You can call: Sam.", ""},
		{"who drifted off", "people/ask", []ebb.Event{said("people", "near", words("gone", "Alice"), words("near", "Kim"))}, "You wrote who drifted off: Alice.", "none"},
		{"who can be called, where nobody is on the map", "people/ask", []ebb.Event{event(tie.Near, tie.Person{Name: "Sam", Number: "1"})}, "You can call: Sam.", ""},
		{"friends who are shared, and news", "people/news", append(moments(1, "news"), event(tie.Stands, tie.Standing{Ties: []string{"friends"}})), "You said that you share friends. News of them came with 1 of your 1 hard moment", ""},
		{"needs that weigh", "now/places", []ebb.Event{event(tie.Needs, tie.NeedList{Needs: []tie.Need{{Own: "the sea", Weight: &five}, {Own: "a slow breakfast", Weight: &eight}, {Own: "never rated"}}})}, "What weighed most in your needs: a slow breakfast, the sea.", "never rated"},
		{"the decision, and what is shared", "now/word", []ebb.Event{event(tie.Decided, tie.Decision{Words: "I let go."}), event(tie.Stands, tie.Standing{Ties: []string{"children"}})}, "You decided, in your words: “I let go.” You still share: children.", ""},
		{"the word of before", "now/word", []ebb.Event{said("now", "word", picks("is", "loved"))}, "you said: “Somebody I loved”", ""},
		{"the word, when somebody asks", "now/asked", []ebb.Event{said("now", "word", words("is", "a good neighbour"))}, "Your word for it: “a good neighbour”", ""},
		{"a hard day that is near", "now/asked", []ebb.Event{event(tie.DayPlanned, tie.Day{Kind: "party", What: "Kim’s birthday", On: "2026-11-28"}), event(tie.DayPlanned, tie.Day{Kind: "party", What: "long over", On: "2026-10-28"})}, "there is a hard day on your list: Kim’s birthday.", "long over"},
	} {
		p := desk(t, c.events...).Get("/keep/path/" + c.page + "?on=1")
		if p.Err != nil || !strings.Contains(p.Text, c.want) || c.not != "" && strings.Contains(p.Text, c.not) {
			t.Errorf("%s: %v %s", c.what, p.Err, p.Text)
		}
	}
}

func TestAStepStillAsksWhereNothingWasSaid(t *testing.T) {
	d := desk(t)
	for _, topic := range life {
		for _, s := range topic.Steps {
			p := d.Get("/keep/path/" + topic.Name + "/" + s.Name + "?on=1")
			if key := "path." + topic.Name + "." + s.Name + ".none"; !d.Book.Has(key) || !strings.Contains(p.Text, d.Book.Say(key)) {
				t.Errorf("%s %s does not say what it would take up", topic.Name, s.Name)
			}
			for _, a := range s.Asks {
				if key := "path." + topic.Name + "." + s.Name + "." + a.Name; !strings.Contains(p.Text, d.Book.Say(key)) {
					t.Errorf("%s %s does not ask %q", topic.Name, s.Name, a.Name)
				}
			}
			if len(s.Asks) > 3 {
				t.Errorf("%s %s asks %d things", topic.Name, s.Name, len(s.Asks))
			}
		}
	}
}

// some answers a question in whatever way it is asked.
func some(a topic.Ask) before.Answer {
	if len(a.Ours) > 0 {
		return picks(a.Name, a.Ours[0])
	}
	return words(a.Name, "w-"+a.Name)
}

func TestWhateverIsAnsweredGivesSomethingBack(t *testing.T) {
	for _, topic := range life {
		for _, s := range topic.Steps {
			for set := 1; set < 1<<len(s.Asks); set++ {
				var answers []before.Answer
				for i, a := range s.Asks {
					if set&(1<<i) != 0 {
						answers = append(answers, some(a))
					}
				}
				p := desk(t, said(topic.Name, s.Name, answers...)).Get("/keep/path/" + topic.Name + "/" + s.Name + "/kept")
				line := between(p.HTML, `class="say kept" dir="auto">`, "</p>")
				if len(line) < 8 || strings.Contains(line, "“”") || strings.Contains(line, ": .") || strings.HasSuffix(line, ": ") {
					t.Errorf("%s %s with %v gives %q", topic.Name, s.Name, answers, line)
				}
			}
		}
	}
}

func between(text, from, to string) string {
	_, rest, _ := strings.Cut(text, from)
	found, _, _ := strings.Cut(rest, to)
	return found
}

// last is the newest task that was set.
func last(d *rig.Desk) (t tie.Task) {
	for _, e := range d.Journal.Events {
		if e.Kind == tie.Tasked {
			if err := e.Decode(&t); err != nil {
				d.T.Fatal(err)
			}
		}
	}
	return t
}

func TestWhatIsSaidBecomesAPlan(t *testing.T) {
	for page, c := range map[string]struct {
		form     []string
		if_, say string
	}{
		"memories/sets":     {[]string{"when", "that song comes on", "then", "I open the window."}, "that song comes on", "I open the window."},
		"unfinished/regret": {[]string{"did", "I lied.", "next", "I say it at once."}, "something like it comes up again, with anyone", "I say it at once."},
		"unfinished/never":  {[]string{"wait", "sorry", "without", "I tell Sam."}, "I notice that I wait for it", "I tell Sam."},
		"people/news":       {[]string{"out", "they", "out", "photos", "who.own", "Bob", "instead", "your garden."}, "Bob brings news of them", "I say: “Please leave out how they are, photos for now. Tell me about your garden.”"},
		"now/places":        {[]string{"most", "the walk home", "piece", "I call Alice."}, "I miss the walk home", "I call Alice."},
		"now/asked":         {[]string{"where", "work", "say", "It is over.", "next", "their garden."}, "somebody at work asks about them", "I say: “It is over.” Then we talk about their garden."},
	} {
		d := desk(t)
		d.Follow("/keep/path/"+page, c.form...)
		if got := last(d); got.If != c.if_ || got.Then != c.say {
			t.Errorf("%s: if %q then %q", page, got.If, got.Then)
		}
	}
}

func TestAHardMomentNeverShowsWhatHurt(t *testing.T) {
	d := desk(t, said("memories", "hurts", words("facts", "That laugh."), words("here", "My own kitchen."), words("next", "I call Kim.")))
	all, err := d.Aids(d.Request("GET", "/now", nil))
	if err != nil || len(all) != 1 || strings.Contains(strings.Join(all[0].Lines, " "), "laugh") || !strings.Contains(strings.Join(all[0].Lines, " "), "My own kitchen.") {
		t.Errorf("%v %+v", err, all)
	}
}

func TestAfterAYesNothingIsSuggestedThatCouldBeNoticed(t *testing.T) {
	open := said("unfinished", "open", words("mine", "hand over the keys"), words("them", "a sorry"))
	theirs := event(tie.Promised, tie.Promise{Words: "to change"})
	held := event(tie.Held, tie.Outcome{Promise: theirs.ID, Kept: tie.KeptNot})
	for what, safety := range map[string]tie.Safety{"fear": {Afraid: tie.Yes}, "none": {Afraid: tie.No}} {
		d := desk(t, event(tie.Answered, safety), open, theirs, held)
		kept, never := d.Get("/keep/path/unfinished/open/kept"), d.Get("/keep/path/unfinished/never?on=1")
		if quiet := what == "fear"; strings.Contains(kept.Text, "One first") == quiet || strings.Contains(kept.HTML, "/week") == quiet || strings.Contains(never.Text, "to change") == quiet {
			t.Errorf("%s: %s | %s", what, kept.Text, never.Text)
		}
	}
}

func TestAfterTheirNoItIsForPeopleBesideOne(t *testing.T) {
	no := event(tie.Answered, tie.Safety{TheirNo: tie.Yes})
	d := desk(t, no, said("people", "ask", words("whom", "Alice"), words("what", "walk on Sunday?")), said("unfinished", "open", words("them", "a sorry")))
	p := d.Get("/keep/path/people/ask/kept")
	if !strings.Contains(p.Text, "Hi Alice, do you want to walk on Sunday? I’d like to hear about you. This is for people who stand beside you, and for nobody else.") {
		t.Error(p.Text)
	}
	if p = d.Get("/keep/path/unfinished/open/kept"); !strings.Contains(p.Text, "They asked for no contact, so what needs them stays as it is.") {
		t.Error(p.Text)
	}
}

func TestLookingBackWaitsForTheShortQuestions(t *testing.T) {
	for _, name := range []string{"memories", "unfinished"} {
		page := map[string]string{"memories": "/keep/path/memories/hurts", "unfinished": "/keep/path/unfinished/regret"}[name]
		check := `href="/keep/unsent/check?for=` + name
		for what, c := range map[string]struct {
			said tie.Brooding
			days int
			want string
			not  string
		}{
			"nobody asked":            {days: -1, want: check, not: "<textarea"},
			"thoughts go round":       {said: tie.Brooding{Why: tie.Most}, want: page + "?on=1", not: "<input"},
			"they do not":             {said: tie.Brooding{Why: tie.Hardly}, want: "<form", not: check},
			"asked too long ago":      {said: tie.Brooding{Why: tie.Hardly}, days: 5, want: check, not: "<input"},
			"nothing was answered":    {want: "<form", not: check},
			"a round, and long over":  {said: tie.Brooding{Why: tie.Most}, days: 5, want: check, not: "<input"},
			"the last day of the two": {said: tie.Brooding{Why: tie.Most}, days: 3, want: page + "?on=1", not: check},
		} {
			d := desk(t, event(tie.Brooded, c.said))
			d.Now = today.AddDate(0, 0, max(0, c.days))
			if c.days < 0 {
				d = desk(t)
			}
			if p := d.Get(page); !strings.Contains(p.HTML, c.want) || strings.Contains(p.HTML, c.not) {
				t.Errorf("%s, %s: %s", name, what, p.HTML)
			}
			if p := d.Get(page + "?on=1"); !strings.Contains(p.HTML, "<form") {
				t.Errorf("%s, %s: the page stays shut", name, what)
			}
		}
	}
}

func TestThoseOnTheMapCanBeChosen(t *testing.T) {
	d := desk(t, event(tie.Near, tie.Person{Name: "Sam", Number: "1"}), said("people", "near", words("gone", "Alice"), words("easy", "Bob")))
	p := d.Get("/keep/path/people/ask")
	if a, b, s := strings.Index(p.HTML, `value="=Alice"`), strings.Index(p.HTML, `value="=Bob"`), strings.Index(p.HTML, `value="=Sam"`); a < 0 || b < a || s < b {
		t.Error(p.HTML)
	}
	if p = d.Follow("/keep/path/people/ask", "whom", "=Alice", "what", "cook on Friday", "say", "quiet"); !strings.Contains(p.Text, "Hi Alice, I was quiet for a while. Do you want to cook on Friday?") {
		t.Error(p.Text)
	}
}

func TestTheWordsOfferedFitWhereOneIs(t *testing.T) {
	for _, c := range []struct {
		what      string
		standing  tie.Standing
		safety    tie.Safety
		want, not []string
	}{
		{"children and work are shared", tie.Standing{EndedBy: tie.ByThem, Ties: []string{"children", "work"}}, tie.Safety{}, []string{"The other parent of my children", "Somebody I work with", "a friend one day"}, []string{"Somebody I am with"}},
		{"nothing is shared", tie.Standing{EndedBy: tie.ByMe}, tie.Safety{}, []string{"a friend one day", "I don’t know yet"}, []string{"parent", "work with"}},
		{"it has not ended", tie.Standing{EndedBy: tie.NotEnded}, tie.Safety{}, []string{"Somebody I am with"}, []string{"a friend one day"}},
		{"their no", tie.Standing{EndedBy: tie.ByThem}, tie.Safety{TheirNo: tie.Yes}, []string{"Somebody I loved"}, []string{"a friend one day"}},
	} {
		p := desk(t, event(tie.Stands, c.standing), event(tie.Answered, c.safety)).Get("/keep/path/now/word")
		for _, w := range c.want {
			if !strings.Contains(p.Text, w) {
				t.Errorf("%s: %q is not offered", c.what, w)
			}
		}
		for _, w := range c.not {
			if strings.Contains(p.Text, w) {
				t.Errorf("%s: %q is offered", c.what, w)
			}
		}
	}
}

func TestWhatWasLeftOpenForFourWeeksComesBack(t *testing.T) {
	d := desk(t, said("unfinished", "never", words("without", "I tell Sam."), picks("long", "weeks")))
	for days, there := range map[int]bool{0: false, 17: false, 18: true, 24: true, 25: false} {
		d.Now = today.AddDate(0, 0, days)
		c, err := d.Features[0].Card(d.Request("GET", "/today", nil))
		if err != nil || (c != nil) != there {
			t.Errorf("after %d days: %v %v", days+10, c, err)
		}
	}
}

func TestOneGoodThingJoinsTheWeek(t *testing.T) {
	d := desk(t)
	p := d.Follow("/keep/path/own/goal", "hour", "ask Kim and Bob", "sort", "people")
	_, rest, _ := strings.Cut(p.HTML, `action="/keep/path/own/goal/`)
	id, _, _ := strings.Cut(rest, "/")
	d.Follow("/keep/path/own/goal/"+id+"/week", "act", "0", "day", "1")
	var a tie.Activity
	for _, e := range d.Journal.Events {
		if e.Kind == tie.ActivityPlanned {
			if err := e.Decode(&a); err != nil {
				t.Fatal(err)
			}
		}
	}
	if a.Words != "ask Kim and Bob" || a.Sort != "people" || a.Day != "2026-11-24" {
		t.Errorf("%+v", a)
	}
}
