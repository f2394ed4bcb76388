// Package plan is if-then plans: if this happens, then that is what I do
// instead; written on a calm day, read through once, and handed back in a hard
// moment that fits. What a person turned to instead is counted in its own
// right, with or without a plan.
//
// It promises that turning to something else can be kept in one tap and while
// locked, that its count never falls because of a slip, that plans can be
// changed and taken out, that taking out can be undone, and that the fold holds
// no words: they are read again by seq. It refuses streaks, reminders, more
// than one rehearsal, and to ask whether a plan worked.
package plan

import (
	"embed"
	"encoding/json"
	"slices"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "plan"

// The kinds.
const (
	Made      = "plan.made"      // body: Plan
	Rehearsed = "plan.rehearsed" // body: Once
	TurnedTo  = "plan.turned"    // body: Turned
)

// Plan is one "if this, then that". Trigger and Pull are at most one of them
// said; When says it in own words, beside one of them or alone.
type Plan struct {
	Trigger string `cbor:"1,keyasint,omitempty"` // of tie.Triggers
	Pull    string `cbor:"2,keyasint,omitempty"` // of tie.Pulls
	When    string `cbor:"3,keyasint,omitempty"`
	Then    string `cbor:"4,keyasint"`
	Task    ebb.ID `cbor:"5,keyasint,omitzero"` // what was set for a week, where it came from that
}

// Once says that a plan was read and pictured.
type Once struct {
	Plan ebb.ID `cbor:"1,keyasint"`
}

// Turned says that attention went somewhere else: to what a plan says, to own
// words, or unsaid where.
type Turned struct {
	Moment ebb.ID `cbor:"1,keyasint,omitzero" json:"moment,omitzero"` // the hard moment it was in
	Plan   ebb.ID `cbor:"2,keyasint,omitzero" json:"plan,omitzero"`
	Words  string `cbor:"3,keyasint,omitempty" json:"words,omitempty"`
}

const (
	most    = 30  // plans
	longest = 280 // signs of each text
)

// Feature is plans, and what was turned to.
func Feature() *feature.Feature {
	return &feature.Feature{
		Name:    Name,
		Guard:   feature.Free,
		Kinds:   []string{Made, Rehearsed, TurnedTo},
		Fold:    func() ebb.Fold { return newState() },
		Capture: capture,
		Pages: []feature.Page{
			{Path: "GET /keep/plans", Serve: show, Access: feature.Reader},
			{Path: "POST /keep/plans", Serve: post, Access: feature.Reader},
			{Path: "GET /keep/plans/{id}", Serve: showOne, Access: feature.Reader},
			{Path: "POST /keep/plans/{id}", Serve: postOne, Access: feature.Reader},
			{Path: "GET /keep/plans/{id}/once", Serve: showOnce, Access: feature.Reader},
			{Path: "POST /keep/plans/{id}/once", Serve: postOnce, Access: feature.Reader},
			{Path: "POST /keep/plans/{id}/out", Serve: postOut, Access: feature.Reader},
			{Path: "POST /keep/plans/undo", Serve: postUndo, Access: feature.Reader},
			{Path: "POST /keep/plans/task", Serve: postTask, Access: feature.Reader},
			{Path: "GET /now/turned", Serve: showTurned},
			{Path: "POST /now/turned", Serve: postTurned},
			{Path: "GET /now/turned/kept", Serve: showKept},
		},
		Card:  card,
		Aids:  aids,
		Week:  week,
		Shelf: shelf,
		Files: files,
	}
}

// capture takes what was turned to; plans are made on calm days.
func capture(kind string, body json.RawMessage) (any, error) {
	if kind != TurnedTo {
		return nil, ebb.Bad("plan.bad.body")
	}
	return ebb.Captured(body, "plan.bad.body", Turned.check)
}

func (t Turned) check() error {
	if utf8.RuneCountInString(t.Words) > longest {
		return ebb.Bad("plan.bad.turned", "n", longest)
	}
	return nil
}

// cues are what a plan can begin with, in the order shown. "Something else" is
// said in own words.
func cues() []string {
	return slices.DeleteFunc(append(slices.Clone(tie.Triggers), tie.Pulls...), func(c string) bool { return c == "other" })
}

// cue is the ready one of a plan; "" where it has none.
func (p Plan) cue() string { return p.Trigger + p.Pull }

// read takes a plan from a form.
func read(r *feature.Request) (Plan, error) {
	p := Plan{When: r.OwnLine("when"), Then: r.OwnLine("then")}
	switch cue := r.FormValue("cue"); {
	case cue == "":
	case !slices.Contains(cues(), cue):
		return p, ebb.Bad("plan.bad.cue")
	case slices.Contains(tie.Pulls, cue):
		p.Pull = cue
	default:
		p.Trigger = cue
	}
	for _, text := range []string{p.When, p.Then} {
		if n := utf8.RuneCountInString(text); n > longest {
			return p, ebb.Bad("plan.bad.long", "n", longest, "over", n-longest)
		}
	}
	if p.When == "" && p.cue() == "" {
		return p, ebb.Bad("plan.bad.if")
	}
	if p.Then == "" {
		return p, ebb.Bad("plan.bad.then")
	}
	return p, nil
}

func post(r *feature.Request) (feature.Answer, error) {
	p, err := read(r)
	if err != nil {
		return feature.Answer{}, err
	}
	err = see(r, func(s *State) error {
		if len(s.plans) >= most {
			return ebb.Bad("plan.bad.full", "n", most)
		}
		return nil
	})
	if err != nil {
		return feature.Answer{}, err
	}
	return made(r, p)
}

// made keeps a new plan, and leads to reading it once.
func made(r *feature.Request, p Plan) (feature.Answer, error) {
	r.Steps.Forget(undo)
	e := r.New(Made, p)
	to := "/keep/plans/" + e.ID.String() + "/once"
	if r.Demo { // there it was not kept
		to = "/keep/plans"
	}
	return feature.Answer{Goto: to}, r.Record(e)
}

// find returns the plan that the address names.
func find(r *feature.Request) (e entry, err error) {
	id, err := ebb.ParseID(r.PathValue("id"))
	if err == nil {
		err = see(r, func(s *State) error {
			e = s.plan(id)
			return nil
		})
	}
	if err != nil || e.seq == 0 {
		return e, &ebb.Problem{Status: 404, Say: "plan.bad.gone", Cause: err}
	}
	return e, nil
}

func postOne(r *feature.Request) (feature.Answer, error) {
	e, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p, err := read(r)
	if err != nil {
		return feature.Answer{}, err
	}
	if err := reread(r, []entry{e}, func(_ ebb.Event, was Plan) { p.Task = was.Task }); err != nil {
		return feature.Answer{}, err
	}
	return feature.Answer{Goto: "/keep/plans"}, r.Replace(e.id, p)
}

// postOnce keeps that a plan was pictured. A second tap finds nothing to do.
func postOnce(r *feature.Request) (feature.Answer, error) {
	e, err := find(r)
	if err != nil || e.pictured {
		return feature.Answer{Goto: "/keep/plans"}, err
	}
	return feature.Answer{Goto: "/keep/plans"}, r.Record(r.New(Rehearsed, Once{e.id}))
}

// undo names the step that holds the last taking out.
const undo = "plan.undo"

// taken is that taking out: its id, and whether a plan was taken out or
// something turned to.
type taken struct {
	ID   ebb.ID `json:"i"`
	Plan bool   `json:"p,omitempty"`
}

// postOut takes a plan out, or one time of turning to something else.
func postOut(r *feature.Request) (feature.Answer, error) {
	id, err := ebb.ParseID(r.PathValue("id"))
	var e, turned entry
	if err == nil {
		err = see(r, func(s *State) error {
			e, turned = s.plan(id), s.time(id)
			return nil
		})
	}
	if err != nil || e.seq+turned.seq == 0 {
		return feature.Answer{}, &ebb.Problem{Status: 404, Say: "plan.bad.gone", Cause: err}
	}
	out := r.New(ebb.Withdrawn, ebb.Withdrawal{ID: id})
	if err := r.Record(out); err != nil {
		return feature.Answer{}, err
	}
	r.Steps.Keep(undo, taken{out.ID, e.seq > 0})
	return feature.Answer{Goto: "/keep/plans"}, nil
}

// postUndo takes the taking out back. A second tap finds nothing to do.
func postUndo(r *feature.Request) (feature.Answer, error) {
	var last taken
	if !r.Steps.Recall(undo, &last) {
		return feature.Answer{Goto: "/keep/plans"}, nil
	}
	r.Steps.Forget(undo)
	return feature.Answer{Goto: "/keep/plans"}, r.Record(r.New(ebb.Withdrawn, ebb.Withdrawal{ID: last.ID}))
}
