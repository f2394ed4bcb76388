package answers

import (
	"slices"
	"time"

	"ebb"
	"ebb/feature/boundary/fence"
	"ebb/feature/circle"
	"ebb/feature/ends"
	"ebb/feature/head/turn"
	"ebb/feature/hold/guess"
	"ebb/feature/hold/moment"
	"ebb/feature/letter"
	"ebb/feature/night"
	"ebb/feature/note"
	"ebb/feature/plan"
	"ebb/feature/reached"
	"ebb/feature/review"
	"ebb/feature/truth"
	"ebb/tie"
)

var (
	one   = ebb.ID{1}
	at    = time.Hour
	seven = 7
)

// pulled is a moment with its first tap.
func pulled(and ...ebb.Event) []ebb.Event {
	return append([]ebb.Event{with(0, moment.KindPull, moment.Pull{Moment: one, Pull: "clear"})}, and...)
}

// five are five moments, each with what and makes of it.
func five(and func(id ebb.ID, minute float64) []ebb.Event) (out []ebb.Event) {
	for i := range 5 {
		id, m := ebb.ID{byte(i + 1)}, float64(-1440*i)
		out = append(out, with(m, moment.KindPull, moment.Pull{Moment: id, Pull: "clear"}))
		out = append(out, and(id, m)...)
	}
	return out
}

// known is an event whose id others name.
func known(minute float64, kind string, body any) ebb.Event {
	e := with(minute, kind, body)
	e.ID = one
	return e
}

// theirNo asks for who allows contact.
var theirNo = with(2, tie.Answered, tie.Safety{TheirNo: tie.Yes})

// answers are everything that pages ask for.
var answers = slices.Concat(
	daysAnswers,
	onlineAnswers,
	feelAnswers,
	pastAnswers,
	soberAnswers,
	firstAnswers,
	decisionAnswers,
	waysAnswers,
	harmAnswers,
	chanceAnswers,
	talkAnswers,
	needAnswers,
	weighAnswers,
	fearAnswers,
	pathAnswers,
	habitAnswers,
	portraitAnswers,
	outlookAnswers,
	forecastAnswers,
	lookAnswers,
	backAnswers,
	startingAnswers,
	waitingAnswers,
	busyAnswers,
	laterAnswers,
	safetyAnswers,
	unsentAnswers,
	checkAnswers,
	lossAnswers,
	storyAnswers,
)

// firstAnswers are those of the first features; later ones have files of their
// own.
var firstAnswers = []answer{
	{"hold/moment.Pull.Pull", pulled(), 11 * at, "/review", "Clear something up, 21:30"},
	{"hold/moment.Rating.Value", pulled(with(0, moment.KindRating, moment.Rating{Moment: one, Value: 7}), with(12, moment.KindRating, moment.Rating{Moment: one, Value: 4})), at, "/review", "7 to 4 in 12 minutes"},
	{
		"hold/moment.Forecast.Value", pulled(with(0, moment.KindForecast, moment.Forecast{Moment: one, Value: 9}), with(0, moment.KindRating, moment.Rating{Moment: one, Value: 7}),
			with(19, moment.KindRating, moment.Rating{Moment: one, Value: 3})), at, "/review", "You expected 9 after 20 minutes. After 19 it was 3.",
	},
	{"hold/moment.Intent.Intent", five(func(id ebb.ID, m float64) []ebb.Event {
		return []ebb.Event{
			with(m, moment.KindRating, moment.Rating{Moment: id, Value: 8}), with(m+9, moment.KindRating, moment.Rating{Moment: id, Value: 3}),
			with(m+1, moment.KindIntent, moment.Intent{Moment: id, Intent: moment.Wait}),
		}
	}), at, "/patterns", "Chose to wait · 5 of 5"},
	{"hold/moment.Outcome.Outcome", pulled(with(1, moment.KindOutcome, moment.Outcome{Moment: one, Outcome: moment.Partly})), at, "/review", "partly"},
	{"hold/moment.Outcome.Mark", five(func(id ebb.ID, m float64) []ebb.Event {
		return []ebb.Event{with(m, moment.KindOutcome, moment.Outcome{Moment: id, Outcome: moment.Acted, Mark: moment.OnPurpose})}
	}), at, "/patterns", "acted, on purpose · 5 of 5"},
	{
		"hold/moment.Detail.Triggers hold/moment.Detail.Places hold/moment.Detail.Company",
		pulled(with(1, moment.KindDetail, moment.Detail{Moment: one, Triggers: []string{"song"}, Places: []string{"bed"}, Company: []string{"friends"}})),
		at, "/review", "In bed · Friends · A song",
	},
	{"hold/moment.Detail.Words", pulled(with(1, moment.KindDetail, moment.Detail{Moment: one, Words: "by the lake"})), at, "/review", "by the lake"},
	{
		"hold/moment.Looked.Needs", pulled(with(1, moment.KindOutcome, moment.Outcome{Moment: one, Outcome: moment.Acted}), with(2, moment.KindLooked, moment.Looked{Moment: one, Needs: []string{"near"}})),
		at, "/review", "To feel near",
	},
	{
		"hold/moment.Hope.Words", pulled(with(1, moment.KindOutcome, moment.Outcome{Moment: one, Outcome: moment.Acted}), with(2, moment.KindHope, moment.Hope{Moment: one, Words: "one kind line"})),
		11 * at, "/review", "one kind line",
	},
	{
		"tie.Guess.Chance tie.Guess.By tie.Guess.Feel", pulled(with(1, moment.KindOutcome, moment.Outcome{Moment: one, Outcome: moment.Acted}),
			with(700, tie.Guessed, guess.Guess{Moment: one, Guess: tie.Guess{Chance: 30, By: "2026-11-26", Feel: &seven}})), at * 20, "/now/guess", "You said 30 %, by 26 Nov.",
	},
	{
		"tie.Resolution.Answer tie.Resolution.Feel", pulled(with(1, moment.KindOutcome, moment.Outcome{Moment: one, Outcome: moment.Acted}),
			with(700, tie.Guessed, guess.Guess{Moment: one, Guess: tie.Guess{Chance: 30, By: "2026-11-24", Feel: &seven}}),
			with(3000, tie.Came, guess.Resolution{Moment: one, Resolution: tie.Resolution{Answer: true, Feel: &seven}})), 6 * 24 * at, "/review", "You said 30 %, by 24 Nov. An answer had come. You expected 7 for that day; it was 7.",
	},

	{"night.Kept.Part night.Kept.Pick", []ebb.Event{with(60, night.KindKept, night.Kept{Part: "phone", Pick: "kitchen"})}, 3 * 24 * at, "/review", "The kitchen"},
	{"night.Kept.Text", []ebb.Event{with(60, night.KindKept, night.Kept{Part: "who", Text: "Sam knows"})}, 11 * at, "/today", "Sam knows"},
	{"night.Note.Text", []ebb.Event{with(-600, night.KindNote, night.Note{Text: "you slept in the end"})}, 2 * at, "/today", "you slept in the end"},
	{"tie.Note.Text tie.Note.Feelings tie.Feeling.Name tie.Feeling.Strength", []ebb.Event{with(0, note.Written, note.Note{Text: "the lake", Feelings: []note.Feeling{{Name: "sad", Strength: &seven}}})}, at, "/note/all", "Sad 7 | the lake"},
	{"tie.Feeling.Word", []ebb.Event{with(0, note.Written, note.Note{Feelings: []note.Feeling{{Name: note.Own, Word: "hollow"}}})}, at, "/note/all", "hollow"},

	{"plan.Plan.Trigger plan.Plan.Then", []ebb.Event{with(0, plan.Made, plan.Plan{Trigger: "song", Then: "I go out."})}, at, "hard moment", "If a song comes on | I go out."},
	{"plan.Plan.Pull", []ebb.Event{with(0, plan.Made, plan.Plan{Pull: "check", Then: "I go out."})}, at, "hard moment", "If I want to check on them"},
	{"plan.Plan.When", []ebb.Event{with(0, plan.Made, plan.Plan{When: "it snows", Then: "I go out."})}, at, "/keep/plans", "it snows"},
	{"plan.Turned.Words", []ebb.Event{with(0, plan.TurnedTo, plan.Turned{Words: "the piano"})}, at, "/review", "the piano"},

	{"reached.Came.What", []ebb.Event{with(0, reached.KindCame, reached.Came{Moment: one, What: "sorry"})}, at, "/review", "They say they are sorry"},
	{"reached.Chose.Choice", []ebb.Event{with(0, reached.KindCame, reached.Came{Moment: one, What: "sorry"}), with(1, reached.KindChose, reached.Chose{Moment: one, Choice: "morning"})}, at, "/review", "Hold it until morning"},
	{"reached.Noted.Words", []ebb.Event{with(0, reached.KindCame, reached.Came{Moment: one, What: "practical"}), with(1, reached.KindNoted, reached.Noted{Moment: one, Words: "the key on Friday"})}, at, "/reached/noted", "the key on Friday"},
	{"reached.Rule.What reached.Rule.Words", []ebb.Event{with(0, reached.KindRule, reached.Rule{What: "meet", Words: "only by day"})}, at, "/keep/rules", "only by day | They want to meet"},
	{
		"reached.Weighed.Different reached.Weighed.Seen reached.Weighed.Past reached.Weighed.Step reached.Weighed.Review",
		[]ebb.Event{with(-1440, reached.KindCame, reached.Came{Moment: one, What: "back"}), with(0, reached.KindWeighed, reached.Weighed{Moment: one, Different: "aa1", Seen: "aa2", Past: "aa3", Step: "aa4", Review: "2026-11-27"})},
		at, "/reached/back", "aa1 | aa2 | aa3 | aa4 | 27",
	},

	{"head/turn.Began.About", []ebb.Event{with(0, tie.HeadBegan, turn.Began{Moment: one, About: "online"})}, at, "/review", "I saw them online"},
	{"head/turn.Rated.Value", []ebb.Event{with(0, tie.HeadBegan, turn.Began{Moment: one, About: "round"}), with(1, turn.KindRated, turn.Rated{Moment: one, Value: 8}), with(20, turn.KindRated, turn.Rated{Moment: one, Value: 5})}, at, "/review", "from 8 to 5"},
	{
		"head/turn.Wrote.Know head/turn.Wrote.Made head/turn.Wrote.Other", []ebb.Event{with(0, tie.HeadBegan, turn.Began{Moment: one, About: "round"}),
			with(1, turn.KindWrote, turn.Wrote{Moment: one, Know: "bb1", Made: "bb2", Other: "bb3"}), with(2, turn.KindParked, turn.Parked{Moment: one, At: "17:00", Question: "bb4"})},
		12 * at, "/head/parked", "bb1 | bb2 | bb3",
	},
	{"head/turn.Answered.Words", []ebb.Event{with(0, tie.HeadBegan, turn.Began{Moment: one, About: "round"}), with(1, turn.KindAnswered, turn.Answered{Moment: one, Words: "cc1"})}, at, "/review", "cc1"},
	{
		"head/turn.Parked.At head/turn.Parked.Question", []ebb.Event{with(0, tie.HeadBegan, turn.Began{Moment: one, About: "round"}), with(2, turn.KindParked, turn.Parked{Moment: one, At: "17:00", Question: "bb4"})},
		12 * at, "/head/parked", "17:00 | bb4",
	},
	{"tie.Worry.Words tie.Worry.By", []ebb.Event{with(0, tie.Worried, turn.Worried{Moment: one, Worry: tie.Worry{Words: "dd1", By: "2026-11-26"}})}, 4 * 24 * at, "/review", "dd1 | 26 November"},
	{"head/turn.Left.How", []ebb.Event{with(0, tie.HeadBegan, turn.Began{Moment: one, About: "online"}), with(1, turn.KindLeft, turn.Left{Moment: one, How: turn.Stand})}, at, "/review", "let"},
	{"head/turn.Left.Words", []ebb.Event{with(0, tie.HeadBegan, turn.Began{Moment: one, About: "online"}), with(1, turn.KindLeft, turn.Left{Moment: one, How: turn.Question, Words: "ee1"})}, at, "/review", "ee1"},
	{
		"head/turn.Closed.How head/turn.Closed.Words", []ebb.Event{with(0, tie.HeadBegan, turn.Began{Moment: one, About: "round"}), with(2, turn.KindParked, turn.Parked{Moment: one, At: "17:00", Question: "bb4"}),
			with(1300, turn.KindTaken, turn.Taken{Moment: one}), with(1310, turn.KindClosed, turn.Closed{Moment: one, How: turn.Done, Words: "ff1"})}, 3 * 24 * at, "/review", "ff1 | took it up",
	},

	{"tie.Pair.Feeling tie.Pair.Reality", []ebb.Event{with(0, truth.Written, truth.Pair{Feeling: "I miss them.", Reality: "gg1"})}, at, "hard moment", "gg1"},
	{"tie.Pair.Pulls", []ebb.Event{with(0, truth.Written, truth.Pair{Feeling: "x", Reality: "y", Pulls: []string{"see"}})}, at, "/keep/truths", "See them"},
	{"tie.Person.Name tie.Person.Number", []ebb.Event{with(0, circle.Chosen, circle.Person{Name: "Sam", Number: "030 12345"})}, at, "hard moment", "Sam | 03012345"},
	{"tie.Person.Good", []ebb.Event{with(0, circle.Chosen, circle.Person{Name: "Sam", Number: "030 12345", Good: []string{"errands"}})}, at, "/keep/people", "Errands"},
	{"circle.Sentence.Text", []ebb.Event{with(0, circle.Chosen, circle.Person{Name: "Sam", Number: "030 12345"}), with(1, circle.Worded, circle.Sentence{Text: "hh1"})}, at, "/keep/people", "hh1"},
	{"letter.Written.Hold", []ebb.Event{known(0, letter.KindWritten, letter.Written{Hold: "six", Until: day.Add(6 * at).Unix(), Text: "ii1"})}, at, "/keep/letters", "Held until Monday 23 November, 03:30"},
	{"letter.Written.Text", []ebb.Event{known(0, letter.KindWritten, letter.Written{Hold: "six", Until: day.Add(6 * at).Unix(), Text: "ii1"})}, 7 * at, "/keep/letters/" + one.String(), "ii1"},
	{
		"letter.More.Text", []ebb.Event{known(0, letter.KindWritten, letter.Written{Hold: "six", Until: day.Add(6 * at).Unix(), Text: "ii1"}), with(9, letter.KindMore, letter.More{Letter: one, Text: "ii2"})},
		7 * at, "/keep/letters/" + one.String(), "ii2",
	},
	{"letter.Timed.Hold", []ebb.Event{with(0, letter.KindTimed, letter.Timed{Hold: "three", From: day.Unix()})}, at, "/keep/letters", "New letters are held for 3 days."},

	{"boundary/fence.Rule.Ready", []ebb.Event{with(0, fence.KindSet, fence.Rule{Ready: "knock"})}, at, "/keep/boundaries", "I don’t open when they knock."},
	{"boundary/fence.Rule.Text boundary/fence.Rule.Pulls", []ebb.Event{with(0, fence.KindSet, fence.Rule{Text: "jj1", Pulls: []string{"see"}})}, at, "hard moment", "jj1 | see"},
	{
		"boundary/fence.Changed.Rule", []ebb.Event{known(0, fence.KindSet, fence.Rule{Text: "jj1"}), with(9, fence.KindChanged, fence.Changed{Boundary: one, Rule: fence.Rule{Text: "jj2"}, Due: day.Unix()})},
		at, "/keep/boundaries", "jj2",
	},
	{"boundary/fence.Cooled.Days", []ebb.Event{with(0, fence.KindCooled, fence.Cooled{Days: 3})}, at, "/keep/boundaries", "Loosening counts after 3 days."},
	{
		"boundary/fence.Opened.Channel boundary/fence.Opened.Word boundary/fence.Opened.About boundary/fence.Opened.By",
		[]ebb.Event{with(0, fence.KindOpened, fence.Opened{Channel: tie.OwnChannel, Word: "kk1", About: []string{"pet"}, By: "them"}), theirNo}, at, "/keep/boundaries/ways", "kk1 | They allow it. | the pet",
	},
	{
		"boundary/fence.Permitted.By", []ebb.Event{known(0, fence.KindOpened, fence.Opened{Channel: "call", About: []string{"pet"}}), with(1, fence.KindPermitted, fence.Permitted{Way: one, By: "court"}), theirNo},
		at, "/keep/boundaries/ways", "A court allows it.",
	},
	{"tie.Allowed.Channel tie.Allowed.About tie.Allowed.Word", []ebb.Event{with(0, tie.AllowedContact, tie.Allowed{Channel: tie.OwnChannel, Word: "kk4", About: "pet"})}, at, "/keep/boundaries/contact", "kk4 | the pet"},
	{
		"tie.Door.What tie.Door.Word tie.Door.How tie.Door.By tie.Door.Through",
		[]ebb.Event{with(0, ends.KindOpened, ends.Door{What: ends.Own, Word: "ll1", How: ends.Hand, Through: "Kim"})}, at, "/keep/doors", "ll1 | Kim",
	},
	{"tie.Standing.Stance", []ebb.Event{with(0, tie.Stands, tie.Standing{Stance: tie.LettingGo})}, at, "/today", "Letting go is a choice you make again"},
	{"tie.Standing.EndedBy", []ebb.Event{with(0, tie.Stands, tie.Standing{EndedBy: tie.ByThem})}, at, "/today", "accept a no"},
	{"tie.Standing.Since", []ebb.Event{with(0, tie.Stands, tie.Standing{Since: "2026-11-20"})}, at, "/today", "It is early."},
	{"tie.Standing.Ties", []ebb.Event{with(0, tie.Stands, tie.Standing{Ties: []string{"children"}})}, at, "/today", "the children"},

	{"review.Need.Need review.Need.Met review.Need.By", []ebb.Event{with(0, review.KindNeed, review.Need{Need: "rest", Met: "partly", By: "friend"}), with(1, review.KindEnded, review.Ended{From: "2026-11-16", Until: "2026-11-23"})}, 7 * 24 * at, "/review?card=need", "Rest: partly met, by a friend."},
	{"review.Need.Word", []ebb.Event{with(0, review.KindNeed, review.Need{Need: "own", Word: "mm1", Met: "yes"}), with(1, review.KindEnded, review.Ended{From: "2026-11-16", Until: "2026-11-23"})}, 7 * 24 * at, "/review?card=need", "mm1: met."},
	{"review.Next.Text review.Next.Who", []ebb.Event{with(0, review.KindNext, review.Next{Text: "nn1", Who: "Kim"}), with(1, review.KindEnded, review.Ended{From: "2026-11-16", Until: "2026-11-23"})}, 7 * 24 * at, "/review?card=happened", "nn1 | With Kim"},
}

// notAsked are fields that nobody fills in, each with what it is.
var notAsked = map[string]string{
	"starting.Rule.Due":          "worked out from the time that was chosen",
	"starting.Rule.Over":         "whether it was let go",
	"starting.Look.From":         "which week",
	"waiting.Away.Day":           "a line that was put away",
	"unsent/fact.Began.Story":    "whether it is the story",
	"unsent/fact.Began.Take":     "what kind of thing it takes up, from where it was chosen",
	"unsent/fact.Wrote.No":       "which row of a long text",
	"unsent/fact.Kept.Part":      "which part was put away",
	"tie.Brooding.Circles":       "counted from what was written",
	"tie.Brooding.Heads":         "counted from the nights",
	"tie.Need.ID":                "which need, from one list to the next",
	"tie.Task.From":              "which step led to it",
	"tie.Day.Before":             "which day of the year before",
	"path/before.Said.Topic":     "which topic",
	"path/before.Said.Step":      "which step",
	"path/before.Answer.Ask":     "which question",
	"tie.Back.Went":              "which walk",
	"busy/act.Fed.On":            "a setting, shown where it is set",
	"hold/moment.Intent.Until":   "the hour that ebb offers for waiting",
	"boundary/fence.Changed.Due": "worked out from the cooling time",
	"boundary/fence.Ended.Due":   "worked out from the cooling time",
	"boundary/fence.Cooled.Due":  "worked out from the cooling time",
	"boundary/fence.Opened.Due":  "worked out from the cooling time",
	"tie.Task.Day":               "which hard day, from its page",
	"decision.Night.Until":       "worked out: the next morning",
	"letter.Written.Until":       "worked out from the time that was chosen",
	"letter.Timed.From":          "worked out from the time that was chosen",
	"letter.More.Added":          "whether the words came on top",
	"review.Looked.From":         "which week",
	"review.Looked.Card":         "which card",
	"review.Looked.Left":         "a card that was left out",
	"review.Ended.From":          "which week",
	"review.Ended.Until":         "which week",
	"review.Wanted.Yes":          "a setting, shown where it is set",
	"talk/facts.Anew.About":      "which of two is put away",
	"safety.Feared.Was":          "the only thing it can say",
	"tie.Safety.Afraid":          "switches advice off, and is shown nowhere, so that nobody else can read it",
	"tie.Safety.Control":         "switches advice off, and is shown nowhere, so that nobody else can read it",
	"tie.Safety.TheirNo":         "switches contact off, and says so there",
	"tie.Safety.PutDown":         "switches advice off, and is shown nowhere, so that nobody else can read it",
	"tie.Safety.Pushed":          "switches advice off, and is shown nowhere, so that nobody else can read it",
	"tie.Safety.Hurt":            "switches advice off, and is shown nowhere, so that nobody else can read it",
	"tie.Safety.Put":             "how many questions have come up",
	"tie.Allowed.Moment":         "the id of a moment",
	"tie.Outcome.Promise":        "the id of a promise",
	"tie.ActivityEnd.Of":         "the id of an activity",
	"tie.FearCheck.Of":           "the id of a fear",
	"tie.Loss.Topic":             "which tick it came from",
	"tie.LossWord.Of":            "the id of a loss",
	"stories.Reading.Of":         "which sentence",
	"tie.Touched.What":           "read by others; past.Page has it among the answers",
	"tie.Strength.Moment":        "the id of a moment",
	"tie.Strength.Value":         "read by others; hold/moment has it among the answers",
	"tie.MomentEnd.Moment":       "the id of a moment",
	"tie.MomentEnd.Outcome":      "read by others; hold/moment has it among the answers",
	"tie.MomentEnd.Mark":         "read by others; hold/moment has it among the answers",
	"tie.ForecastResult.Of":      "the id of a forecast",
}
