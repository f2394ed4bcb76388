// Package safety asks, before anything that looks at the other person's side,
// whether a person is afraid, controlled or followed, or has been asked to
// keep away. A yes closes what could raise the danger, and leads to people.
//
// It promises that each question can be skipped, that a skip is neither a yes
// nor a no, that the answers can be changed and erased at once, that only the
// newest ones are kept, and that what is closed shows no reason. It refuses to
// say that anybody is safe, to score, to stand in the way of help, and to ask
// again unless the person says that something has changed.
package safety

import (
	"embed"
	"slices"
	"strings"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "safety"

// Changed is the kind of "something has changed": the questions come again.
const Changed = "safety.changed"

// Names of the steps: where a gated page was meant to lead, what the answers just given lead to, and the section that help puts
// first.
const (
	Then  = "safety.then"
	done  = "safety.done"
	first = "help.first"
)

// Feature is the gate.
func Feature() *feature.Feature {
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Free,
		Kinds: []string{tie.Answered, Changed, tie.Feared},
		Fold:  func() ebb.Fold { return &State{} },
		// In a hard moment one tap is enough, locked or without signal too.
		Capture: Capture,
		Pages: []feature.Page{
			{Path: "GET /safety", Serve: showQuestions, Access: feature.Reader},
			{Path: "POST /safety", Serve: postAnswers, Access: feature.Reader},
			{Path: "GET /safety/done", Serve: showDone, Access: feature.Reader},
			{Path: "GET /safety/closed", Serve: showClosed, Access: feature.Reader},
			{Path: "POST /safety/changed", Serve: postChanged, Access: feature.Reader},
			{Path: "POST /safety/erase", Serve: postErase, Access: feature.Reader},
			{Path: "POST /safety/feared", Serve: postFeared},
			{Path: "GET /safety/feared", Serve: showFeared},
			{Path: "POST /safety/feared/erase", Serve: postUnfeared, Access: feature.Reader},
		},
		Gate:  gate,
		Files: files,
	}
}

// State is the answers that stand.
type State struct {
	Answers  tie.Safety
	Answered bool
	Again    bool // something has changed since
	all      []ebb.ID
	feared   []ebb.ID // those of all that were one tap in a hard moment
}

// Apply takes answers, and fear from a hard moment, which stands as a yes to
// the first question. The order of arrival counts: answers are given here and
// now, and fear that comes late from a phone is taken at its word.
func (s *State) Apply(_ uint64, e ebb.Event) error {
	switch e.Kind {
	case tie.Answered:
		var a tie.Safety
		if err := e.Decode(&a); err != nil {
			return err
		}
		s.Answers, s.Answered, s.Again = a, true, false
		s.all = append(s.all, e.ID)
	case Changed:
		s.Again = true
		s.all = append(s.all, e.ID)
	case tie.Feared:
		s.Answers.Afraid, s.Answered = tie.Yes, true
		s.all, s.feared = append(s.all, e.ID), append(s.feared, e.ID)
	}
	return nil
}

// Gate says whether gated pages are open. A yes keeps them closed, also while
// the questions are to be answered again.
func (s *State) Gate() feature.Gate {
	switch {
	case s.Answers.AnyYes():
		return feature.Closed
	case !s.Answered || s.Again:
		return feature.Unasked
	case s.Answers.Left():
		return feature.Skipped
	}
	return feature.Open
}

func gate(r *feature.Request) (g feature.Gate, err error) {
	err = feature.See(r, Name, func(s *State) error {
		g = s.Gate()
		return nil
	})
	return g, err
}

func read(r *feature.Request) (s State, err error) {
	err = feature.See(r, Name, func(now *State) error {
		s = *now
		s.all, s.feared = slices.Clone(now.all), slices.Clone(now.feared)
		return nil
	})
	return s, err
}

// Questions are the form's fields, in order.
var questions = []string{"afraid", "control", "their_no"}

type askPage struct {
	Questions []string
	Before    bool // answered before
}

// showQuestions takes the place to go on to out of the address at once.
func showQuestions(r *feature.Request) (feature.Answer, error) {
	if next := r.FormValue("next"); next != "" {
		r.Steps.Keep(Then, next)
		return feature.Answer{Goto: "/safety"}, nil
	}
	s, err := read(r)
	return feature.Answer{Template: "safety/ask", Data: askPage{questions, s.Answered}, Title: "safety.title"}, err
}

// answers reads the form over what stands: what is left out keeps its answer.
func answers(r *feature.Request, now tie.Safety) (tie.Safety, error) {
	for i, into := range []*tie.YesNo{&now.Afraid, &now.Control, &now.TheirNo} {
		switch v := r.FormValue(questions[i]); v {
		case string(tie.Yes), string(tie.No):
			*into = tie.YesNo(v)
		case "", "skip":
		default:
			return now, ebb.Bad("safety.bad")
		}
	}
	return now, nil
}

func postAnswers(r *feature.Request) (feature.Answer, error) {
	s, err := read(r)
	if err != nil {
		return feature.Answer{}, err
	}
	now, err := answers(r, s.Answers)
	if err != nil {
		return feature.Answer{}, err
	}
	entry := ebb.Entry{Event: ebb.New(tie.Answered, r.Now, now), Erase: s.all}
	if err := r.Journal.Record(r.Context(), entry); err != nil {
		return feature.Answer{}, err
	}
	return feature.Answer{Goto: after(r, now)}, nil
}

// after is where answers lead: to people after fear, to a plain sentence after
// their no, otherwise to where the person was going.
func after(r *feature.Request, a tie.Safety) string {
	then := "/today"
	r.Steps.Recall(Then, &then)
	r.Steps.Forget(Then)
	fear := a.Afraid == tie.Yes || a.Control == tie.Yes
	if fear {
		r.Steps.Keep(first, "violence")
	} else {
		r.Steps.Forget(first)
	}
	switch {
	case a.TheirNo == tie.Yes:
		r.Steps.Keep(done, true)
		return "/safety/done"
	case fear:
		return "/help"
	case local(then):
		return then
	}
	return "/today"
}

// local reports whether path leads nowhere but here.
func local(path string) bool {
	return strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "//") && !strings.ContainsAny(path, "\\\r\n\t")
}

// showDone says once what a yes means. Opened again, it shows no reason.
func showDone(r *feature.Request) (feature.Answer, error) {
	var once bool
	if !r.Steps.Recall(done, &once) {
		return feature.Answer{Goto: "/safety/closed"}, nil
	}
	r.Steps.Forget(done)
	s, err := read(r)
	fear := s.Answers.Afraid == tie.Yes || s.Answers.Control == tie.Yes
	return feature.Answer{Template: "safety/done", Data: fear, Title: "safety.title"}, err
}

func showClosed(*feature.Request) (feature.Answer, error) {
	return feature.Answer{Template: "safety/closed", Title: "safety.closed.title"}, nil
}

func postChanged(r *feature.Request) (feature.Answer, error) {
	err := r.Record(ebb.New(Changed, r.Now, struct{}{}))
	return feature.Answer{Goto: "/safety"}, err
}

// postErase destroys the answers, not only their effect.
func postErase(r *feature.Request) (feature.Answer, error) {
	s, err := read(r)
	if err != nil {
		return feature.Answer{}, err
	}
	if len(s.all) > 0 {
		err = r.Journal.Record(r.Context(), ebb.Entry{Erase: s.all})
	}
	for _, step := range []string{Then, done, first} {
		r.Steps.Forget(step)
	}
	return feature.Answer{Goto: "/today"}, err
}
