package safety

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

// questions by the names of their sentences, in the order they come up.
var questions = []string{"putdown", "afraid", "pushed", "hurt", "control", "their_no"}

// theirNo is the place of the last question, counted from 1.
const theirNo = tie.SafetyQuestions

// answer is where s keeps the answer to question n.
func answer(s *tie.Safety, n int) *tie.YesNo {
	return []*tie.YesNo{&s.PutDown, &s.Afraid, &s.Pushed, &s.Hurt, &s.Control, &s.TheirNo}[n-1]
}

// path of question n.
func path(n int) string { return "/safety/" + strconv.Itoa(n) }

// next is the question that comes after n; 0 where none is left. In a round
// each comes up, after it only those without an answer.
func (s *State) next(n int) int {
	for n++; n <= len(questions); n++ {
		if !s.through() || *answer(&s.Answers, n) == "" {
			return n
		}
	}
	return 0
}

// coming is where the questions go on.
func (s *State) coming() string {
	n := 0
	if s.Answered && !s.Again && !s.through() {
		n = s.Answers.Put
	}
	if n = s.next(n); n > 0 {
		return path(n)
	}
	return "/safety/answers"
}

type screenPage struct {
	Before  bool // something was answered before
	Halfway bool
}

// showScreen takes the place to go on to out of the address at once.
func showScreen(r *feature.Request) (feature.Answer, error) {
	if keepThen(r) {
		return feature.Answer{Goto: "/safety"}, nil
	}
	s, err := read(r)
	p := screenPage{len(s.all) > 0, s.Answered && !s.Again && !s.through()}
	return feature.Answer{Template: "safety/screen", Data: p, Title: "safety.title"}, err
}

func keepThen(r *feature.Request) bool {
	next := r.FormValue("next")
	if next != "" && len(next) < 500 {
		r.Steps.Keep(Then, next)
	}
	return next != ""
}

func showNext(r *feature.Request) (feature.Answer, error) {
	s, err := read(r)
	return feature.Answer{Goto: s.coming()}, err
}

// number is the question that the path names.
func number(r *feature.Request) (int, error) {
	n, err := strconv.Atoi(r.PathValue("n"))
	if err != nil || n < 1 || n > len(questions) || path(n) != r.URL.Path {
		return 0, &ebb.Problem{Status: http.StatusNotFound, Say: "safety.bad.page"}
	}
	return n, nil
}

type questionPage struct {
	N, Of    int
	Question string
	Path     string
	Rest     bool // more come after it
}

func showQuestion(r *feature.Request) (feature.Answer, error) {
	n, err := number(r)
	if err != nil {
		return feature.Answer{}, err
	}
	s, err := read(r)
	back := "/safety"
	switch {
	case s.through():
		back = "/safety/answers"
	case n > 1:
		back = path(n - 1)
	}
	p := questionPage{n, len(questions), questions[n-1], path(n), s.next(n) > 0}
	return feature.Answer{
		Template: "safety/question", Data: p, Title: "safety.title", Back: &feature.Link{Href: back, Text: r.Say("safety.back")},
	}, err
}

// postAnswer keeps one answer over what stands: what is skipped keeps what it
// had. "rest" skips this question and all after it.
func postAnswer(r *feature.Request) (feature.Answer, error) {
	n, err := number(r)
	if err != nil {
		return feature.Answer{}, err
	}
	s, err := read(r)
	if err != nil {
		return feature.Answer{}, err
	}
	if !s.through() {
		s.Answers.Put = max(n, s.put())
	}
	said := r.FormValue("answer")
	switch said {
	case string(tie.Yes), string(tie.No):
		*answer(&s.Answers, n) = tie.YesNo(said)
	case "rest":
		s.Answers.Put = len(questions)
	case "skip":
	default:
		return feature.Answer{}, ebb.Bad("safety.bad")
	}
	since(&s.Answers, r.Now)
	if err := keep(r, &s); err != nil {
		return feature.Answer{}, err
	}
	return feature.Answer{Goto: after(r, s, n, said)}, nil
}

// put is how many questions have come up in this round.
func (s *State) put() int {
	if s.Again {
		return 0
	}
	return s.Answers.Put
}

// since keeps the day of their no as long as that no stands.
func since(a *tie.Safety, now time.Time) {
	switch {
	case a.TheirNo != tie.Yes:
		a.NoSince = ""
	case a.NoSince == "":
		a.NoSince = now.Format(time.DateOnly)
	}
}

// keep records what stands and erases everything before.
func keep(r *feature.Request, s *State) error {
	e := r.New(tie.Answered, s.Answers)
	err := r.Journal.Record(r.Context(), ebb.Entry{Event: e, Erase: s.all})
	s.Answered, s.Again, s.all, s.feared = true, false, []ebb.ID{e.ID}, nil
	return err
}

// after is where an answer leads: fear to people, their no to since when, the
// rest to the next question or on to where the person was going.
func after(r *feature.Request, s State, n int, said string) string {
	violence(r, s.Answers.Fear())
	next := s.next(n)
	switch {
	case said == string(tie.Yes) && n == theirNo:
		r.Steps.Keep(done, true)
		return "/safety/since"
	case said == string(tie.Yes):
		r.Steps.Forget(rest)
		if next > 0 {
			r.Steps.Keep(rest, path(next))
		} else {
			r.Steps.Forget(Then)
		}
		return "/help/planning"
	case said == "rest" || next == 0:
		return on(r)
	}
	return path(next)
}

// violence puts that section of help first, or no longer.
func violence(r *feature.Request, fear bool) {
	var now string
	switch {
	case fear:
		r.Steps.Keep(first, "violence")
	case r.Steps.Recall(first, &now) && now == "violence":
		r.Steps.Forget(first)
	}
}

// on is where the person was going.
func on(r *feature.Request) string {
	then := "/today"
	r.Steps.Recall(Then, &then)
	r.Steps.Forget(Then)
	r.Steps.Forget(rest)
	if !local(then) {
		return "/today"
	}
	return then
}

// local reports whether path leads nowhere but here.
func local(path string) bool {
	return strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "//") && !strings.ContainsAny(path, "\\\r\n\t")
}

type answersPage struct{ Questions []questionRow }

type questionRow struct {
	Path, Question string
	Open           bool // without an answer
}

// showAnswers lists the questions, and shows no answer to whoever else looks.
func showAnswers(r *feature.Request) (feature.Answer, error) {
	s, err := read(r)
	var p answersPage
	for i, q := range questions {
		p.Questions = append(p.Questions, questionRow{path(i + 1), q, *answer(&s.Answers, i+1) == ""})
	}
	return feature.Answer{
		Template: "safety/answers", Data: p, Title: "safety.title", Back: &feature.Link{Href: "/safety", Text: r.Say("safety.back")},
	}, err
}

// skippedPage is the first question without an answer.
type skippedPage struct{ Go string }

// showSkipped is what a page says that opens once each question has an answer.
func showSkipped(r *feature.Request) (feature.Answer, error) {
	if keepThen(r) {
		return feature.Answer{Goto: "/safety/skipped"}, nil
	}
	s, err := read(r)
	return feature.Answer{Template: "safety/skipped", Data: skippedPage{s.coming()}, Title: "safety.closed.title"}, err
}

func showClosed(*feature.Request) (feature.Answer, error) {
	return feature.Answer{Template: "safety/closed", Title: "safety.closed.title"}, nil
}

func postChanged(r *feature.Request) (feature.Answer, error) {
	err := r.Record(r.New(Changed, struct{}{}))
	return feature.Answer{Goto: "/safety"}, err
}

// postErase destroys the answers, not only their effect.
func postErase(r *feature.Request) (feature.Answer, error) {
	s, err := read(r)
	if err != nil {
		return feature.Answer{}, err
	}
	if len(s.all) > 0 {
		err = r.Journal.Record(r.Context(), ebb.Entry{Erase: slices.Clone(s.all)})
	}
	violence(r, false)
	for _, step := range []string{Then, done, rest} {
		r.Steps.Forget(step)
	}
	return feature.Answer{Goto: "/today"}, err
}
