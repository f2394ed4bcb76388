package path

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ebb"
	"ebb/feature/path/before"
	"ebb/feature/path/form"
	"ebb/feature/path/topic"
	"ebb/internal/rig"
	"ebb/tie"
)

const name, eases = base + "/happening/name", base + "/happening/eases"

func topicsNamed(names []string) (all []*topic.Topic) {
	for _, t := range topics() {
		if slices.Contains(names, t.Name) {
			all = append(all, t)
		}
	}
	return all
}

func kinds(d *rig.Desk, kind string) (n int) {
	for _, e := range d.Journal.Events {
		if e.Kind == kind {
			n++
		}
	}
	return n
}

func last1(d *rig.Desk, kind string) (id string) {
	for _, e := range d.Journal.Events {
		if e.Kind == kind {
			id = e.ID.String()
		}
	}
	return id
}

func TestTheIndexSaysWhatEachTopicGaveBack(t *testing.T) {
	d := desk(t)
	p := d.Get(base)
	if n := strings.Count(p.HTML, "<li>"); n != 10 || !strings.Contains(p.Text, "For where you are now What is happening to me It begins with names for what goes on.") {
		t.Errorf("%d topics: %s", n, p.Text)
	}
	if strings.Contains(p.Text, "%") || strings.Contains(p.Text, " of 10") {
		t.Errorf("how much is done: %s", p.Text)
	}
	d.Post(name, "feel", "longing", "where", "chest")
	if p = d.Get(base); !strings.Contains(p.Text, "What is happening to me Longing, in the chest.") {
		t.Errorf("given back: %s", p.Text)
	}
	s, err := Feature().Shelf(d.Request("GET", "/keep", nil))
	if err != nil || s.Href != base || s.Line != "1 step kept" || s.Group != "Getting over it" {
		t.Errorf("%+v %v", s, err)
	}
}

func TestWhatIsSuggestedFitsWhereOneIs(t *testing.T) {
	at := func(days int) tie.Standing { return tie.Standing{Since: ago(days).Format(time.DateOnly)} }
	some := ebb.New(before.KindSaid, ago(1), before.Said{Topic: "happening", Step: "name", Answers: []before.Answer{{Ask: "wants", Words: []string{"w"}}}})
	stands := func(s tie.Standing) []ebb.Event { return []ebb.Event{some, ebb.New(tie.Stands, ago(2), s)} }
	days := func(hour int) (all []ebb.Event) {
		for i := range 3 {
			all = append(all, hard(ago(i).Add(time.Duration(hour-12)*time.Hour), "reach", nil, nil, nil)...)
		}
		return all
	}
	all := func(topics ...string) (events []ebb.Event) {
		for _, of := range topicsNamed(topics) {
			for _, s := range of.Steps {
				events = append(events, ebb.New(before.KindSaid, ago(1), before.Said{Topic: of.Name, Step: s.Name, Answers: []before.Answer{{Ask: s.Asks[0].Name, Words: []string{"w"}}}}))
			}
		}
		return events
	}
	deciding := at(100)
	deciding.Stance = tie.Deciding
	stepping := at(100)
	stepping.Stance = tie.SteppingBack
	for what, c := range map[string]struct {
		events     []ebb.Event
		topic, why string
	}{
		"nothing said":                {nil, "happening", "first"},
		"hard moments come first":     {days(15), "comfort", "hard"},
		"then nights":                 {append(days(2), all("comfort")...), "body", "night"},
		"after a yes it is people":    {[]ebb.Event{ebb.New(tie.Answered, ago(2), tie.Safety{Afraid: tie.Yes})}, "people", "careful"},
		"deciding":                    {stands(deciding), "situation", "deciding"},
		"stepping back":               {stands(stepping), "good", "stepping"},
		"the first weeks":             {stands(at(5)), "happening", "early"},
		"a day not said is early too": {stands(tie.Standing{}), "happening", "early"},
		"weeks later, what is theirs": {stands(at(30)), "own", "own"},
		"looking back comes late":     {append(stands(at(50)), all("own")...), "memories", "later"},
		"and is not pressed":          {append(stands(at(30)), all("happening", "situation", "good", "comfort", "body", "own", "people", "now")...), "", ""},
	} {
		f, err := facts(desk(t, c.events...).Request("GET", base, nil))
		if err != nil {
			t.Fatal(err)
		}
		got, _, why := next(f)
		if got == nil && c.topic != "" || got != nil && (got.Name != c.topic || why != c.why) {
			t.Errorf("%s: %+v %s, want %s %s", what, got, why, c.topic, c.why)
		}
	}
}

func TestASecondTapKeepsNothingTwiceAndAnotherAnswerIsAnotherVersion(t *testing.T) {
	d := desk(t)
	for range 2 {
		d.Post(eases, "when", "wake", "ease", "The window", "out", "Old messages")
	}
	if n, tasks := kinds(d, before.KindSaid), kinds(d, tie.Tasked); n != 1 || tasks != 2 {
		t.Errorf("%d versions, %d tasks", n, tasks)
	}
	p := d.Get(eases + "/kept")
	for _, want := range []string{"I wake up: The window", "As an if-then plan If: I wake up Then: The window", "As a boundary If: I wake up Then: I leave out: Old messages", `action="/keep/plans/task"`, `href="/keep/boundaries"`} {
		if !strings.Contains(p.Text+p.HTML, want) {
			t.Errorf("%q is missing in %s", want, p.Text)
		}
	}
	d.Now = noon.Add(time.Minute)
	p = d.Follow(eases, "when", "bed", "ease", "The radio")
	if !strings.Contains(p.Text, "What you said before that 22 November 2026 I wake up: The window") {
		t.Errorf("older: %s", p.Text)
	}
	if n := len(standing(d, tie.Tasked)); n != 1 {
		t.Errorf("%d tasks stand: what an earlier version set is offered beside the new one", n)
	}
	if p := d.Get(eases); !strings.Contains(p.HTML, `value="bed" checked`) || !strings.Contains(p.HTML, `value="The radio"`) {
		t.Errorf("said again, it is empty: %s", p.HTML)
	}
}

// standing are the events of a kind that nobody has withdrawn.
func standing(d *rig.Desk, kind string) (all []ebb.Event) {
	var seqs []uint64
	for i := range d.Journal.Events {
		seqs = append(seqs, uint64(i+1))
	}
	some, err := d.Journal.Read(d.T.Context(), seqs...)
	if err != nil {
		d.T.Fatal(err)
	}
	for _, e := range some {
		if e.Kind == kind {
			all = append(all, e)
		}
	}
	return all
}

func TestTakenOutAndPutBackWithWhatItSet(t *testing.T) {
	d := desk(t)
	d.Post(eases, "when", "wake", "ease", "The window", "out", "Old messages")
	p := d.Follow(eases + "/" + last1(d, before.KindSaid) + "/out")
	if !strings.Contains(p.Text, "It is taken out. Put it back") || strings.Contains(p.Text, "The window") || len(standing(d, tie.Tasked)) != 0 {
		t.Errorf("taken out: %s", p.Text)
	}
	for range 2 {
		d.Post(base + "/undo")
	}
	if n := len(standing(d, tie.Tasked)); n != 2 || len(standing(d, before.KindSaid)) != 1 {
		t.Errorf("put back: %d tasks", n)
	}
	if p := d.Post(eases + "/" + ebb.NewID().String() + "/out"); p.Err == nil {
		t.Error("somebody else's is taken out")
	}
}

func TestSomethingGoesIntoTheWeekOnce(t *testing.T) {
	d := desk(t)
	move := base + "/body/move"
	d.Post(move, "how", "walk", "long", "ten")
	at := move + "/" + last1(d, before.KindSaid) + "/week"
	for range 2 {
		if p := d.Follow(at, "act", "0", "day", "1"); !strings.Contains(p.Text, "It is in your week, on Monday 23 November.") {
			t.Errorf("put: %s", p.Text)
		}
	}
	if n := kinds(d, tie.ActivityPlanned); n != 1 {
		t.Errorf("%d times in the week", n)
	}
	var a tie.Activity
	if err := d.Journal.Events[len(d.Journal.Events)-1].Decode(&a); err != nil || a != (tie.Activity{Words: "Walking, 10 minutes", Sort: "move", Day: "2026-11-23"}) {
		t.Errorf("%+v %v", a, err)
	}
	for _, bad := range [][]string{{"act", "7", "day", "0"}, {"act", "-1", "day", "0"}, {"act", "0", "day", "9"}, {"act", "x"}, {}} {
		if p := d.Post(at, bad...); p.Err == nil {
			t.Errorf("%v is put", bad)
		}
	}
}

func TestWhatIsWrongIsSaidAndTheWordsStay(t *testing.T) {
	long := strings.Repeat("é", 10000)
	for what, c := range map[string]struct {
		at   string
		form []string
		says string
	}{
		"nothing":         {name, nil, "There was nothing to keep."},
		"nothing to see":  {name, []string{"wants", " \u200b "}, "There was nothing to keep."},
		"a tick made up":  {name, []string{"feel", "=made up", "where", "moon"}, "There was nothing to keep."},
		"a long line":     {name, []string{"wants", long}, "That is 9720 signs longer than the 280 that fit."},
		"a long text":     {base + "/situation/stands", []string{"now", long}, "That is 8000 signs longer than the 2000 that fit."},
		"a long row":      {base + "/good/fine", []string{"three2", long}, "That is 9720 signs longer than the 280 that fit."},
		"a long own word": {name, []string{"feel.own", long}, "That is 9720 signs longer than the 280 that fit."},
		"no time of day":  {base + "/body/rest", []string{"light", "25:99"}, "That is no time of day."},
		"a time made up":  {base + "/body/rest", []string{"light", "soon"}, "That is no time of day."},
	} {
		d := desk(t)
		p := d.Post(c.at, c.form...)
		if p.Err != nil || p.Status != 422 || !strings.Contains(p.Text, c.says) || len(d.Journal.Events) > 0 {
			t.Errorf("%s: %v %d %.300s", what, p.Err, p.Status, p.Text)
		}
		if len(c.form) > 1 && len(c.form[1]) > 1000 && !strings.Contains(p.HTML, c.form[1]) {
			t.Errorf("%s: the words are lost", what)
		}
	}
	d := desk(t)
	for _, at := range []string{base + "/nothing", base + "/happening/nothing", base + "/happening/nothing/kept"} {
		if p := d.Get(at); p.Err == nil {
			t.Errorf("%s opens", at)
		}
	}
	if p := d.Get(name + "/kept"); p.Goto != name {
		t.Errorf("never said, and it leads to %q", p.Goto)
	}
}

func TestAHardMomentHearsTheNameAndNotTheWish(t *testing.T) {
	d := desk(t)
	d.Post(name, "feel", "longing", "where", "chest", "wants", "Run to their door")
	d.Post(base+"/comfort/kind", "harsh", "I ruined it", "friend", "Come in. "+strings.Repeat("x", 1000))
	all, err := d.Aids(d.Request("GET", "/now", nil))
	if err != nil || len(all) != 2 {
		t.Fatalf("%+v %v", all, err)
	}
	said := fmt.Sprint(all)
	if !strings.Contains(said, "Longing, in the chest.") || !strings.Contains(said, "22 November 2026") || !strings.Contains(said, "Come in.") {
		t.Error(said)
	}
	for _, never := range []string{"their door", "ruined"} {
		if strings.Contains(said, never) {
			t.Errorf("a hard moment shows %q", never)
		}
	}
	if n := len([]rune(all[0].Lines[0])); n > longAid {
		t.Errorf("%d signs in a hard moment", n)
	}
}

func TestTodayAndTheWeek(t *testing.T) {
	d := desk(t)
	d.Post(base+"/body/rest", "light", "22:30", "phone", "kitchen")
	if c := d.Card(); c != "" {
		t.Errorf("at noon: %s", c)
	}
	d.Now = noon.Add(8 * time.Hour)
	if c := d.Card(); c != "For tonight Light off at 22:30. The phone sleeps here: In the kitchen. ›" {
		t.Errorf("in the evening: %s", c)
	}
	d.Now = noon.AddDate(0, 0, 8).Add(8 * time.Hour)
	if c := d.Card(); c != "" {
		t.Errorf("a week later: %s", c)
	}
	r := d.Request("GET", "/review", nil)
	for at, want := range map[int]bool{0: true, 7: false} {
		said, err := r.Week(noon.AddDate(0, 0, at-1), noon.AddDate(0, 0, at+1))
		if err != nil || len(said) > 0 != want || want && !strings.Contains(string(said[0].HTML), "Light off at 22:30.") {
			t.Errorf("%d: %v %v", at, said, err)
		}
	}
}

// What was asked comes back elsewhere: in the weekly review, as a plan, or in
// another step. What hurt is not among it.
func TestEveryAnswerComesBackElsewhere(t *testing.T) {
	each(func(of *topic.Topic, s *topic.Step) {
		if of.Back {
			return
		}
		d := desk(t)
		pairs := answerAll(d, of, s)
		d.Post(addressOf(of, s), pairs...)
		said, err := d.Request("GET", "/review", nil).Week(noon.AddDate(0, 0, -1), noon.AddDate(0, 0, 1))
		if err != nil || len(said) != 1 {
			t.Fatalf("%v %v", said, err)
		}
		back := string(said[0].HTML)
		for _, e := range standing(d, tie.Tasked) {
			var set tie.Task
			if err := e.Decode(&set); err != nil {
				t.Fatal(err)
			}
			back += set.If + set.Then
		}
		f, err := facts(d.Request("GET", base, nil))
		if err != nil {
			t.Fatal(err)
		}
		each(func(o *topic.Topic, other *topic.Step) {
			back += fmt.Sprint(other.Takes(f))
			for _, v := range form.Fields(f, o, other, before.Said{}) {
				back += fmt.Sprint(v.Ticks)
			}
		})
		for i := 1; i < len(pairs); i += 2 {
			if strings.HasPrefix(pairs[i], "own ") && !strings.Contains(back, pairs[i]) {
				t.Errorf("%s: %q never comes back: %s", addressOf(of, s), pairs[i], back)
			}
		}
	})
}

func TestAfterAYesNothingIsToBeSettled(t *testing.T) {
	d := desk(t, append(lived(), ebb.New(tie.Answered, ago(1), tie.Safety{Control: tie.Yes}))...)
	if p := d.Get(base + "/situation/waits"); strings.Contains(p.Text, "Who lives where") {
		t.Errorf("%s", p.Text)
	}
}

func TestTheOrderOfArrivalChangesNothing(t *testing.T) {
	events := lived()
	taken := func(events []ebb.Event) (all string) {
		f, err := facts(desk(t, events...).Request("GET", base, nil))
		if err != nil {
			t.Fatal(err)
		}
		each(func(_ *topic.Topic, s *topic.Step) { all += fmt.Sprintln(s.Takes(f)) })
		return all
	}
	was := taken(events)
	rapid.Check(t, func(rt *rapid.T) {
		if now := taken(rapid.Permutation(events).Draw(rt, "order")); now != was {
			rt.Fatalf("%s\n%s", was, now)
		}
	})
}

func TestRightToLeftComesBackAsItIs(t *testing.T) {
	d := desk(t)
	p := d.Follow(base+"/situation/stands", "now", "אנחנו גרים בנפרד <b>")
	if !strings.Contains(p.Text, "אנחנו גרים בנפרד <b>") || !strings.Contains(p.HTML, `dir="auto">אנחנו`) {
		t.Errorf("%s", p.HTML)
	}
}
