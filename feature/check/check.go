// Package check is the one place where "am I better?" is answered: two
// published questions, seven more where they fit, and seven about worry, at the
// start and, for those who say yes to being asked, after four and twelve weeks.
//
// It promises the original wording with its notice, that each answer is kept as
// it is tapped and each can be left out, that a thought of dying leads to people
// before any number is named, that a total stands with its date and a line with
// its range, that everything can be erased at once, and that the ninth question
// is in no export unless ticked. It refuses a diagnosis, a verdict, an alarm, to
// lock anything, to tell anybody, and to call anything overdue.
package check

import (
	"embed"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/check/apart"
	"ebb/feature/check/instrument"
	"ebb/tie"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "check"

const base = "/keep/check"

// The kinds.
const (
	Filled = "check.filled" // body: Sheet
	Asked  = "check.asked"  // body: Ask
)

// Sheet is one sitting, as far as it has come. An answer is 0 where it was not
// given yet, Left where it was left out, else one more than its points.
type Sheet struct {
	Sheet ebb.ID `cbor:"1,keyasint"`
	PHQ   []int  `cbor:"2,keyasint"` // the nine, and how difficult they made things
	GAD   []int  `cbor:"3,keyasint"` // the seven
}

// Left marks a question that was left out.
const Left = -1

// Ask is whether ebb asks again.
type Ask struct {
	Yes bool `cbor:"1,keyasint"`
}

// Places of the questions among those of PHQ-9.
const (
	first     = 2 // so many come first, and are PHQ-2
	thoughts  = 8 // the ninth: of dying
	difficult = 9
	offered   = 2 // from this total of the first ones on, the others are offered
)

// Weeks after the first sheet in which ebb asks again.
var weeks = []int{4, 12}

// Feature is the check.
func Feature() *feature.Feature {
	reader := func(path string, f func(*feature.Request) (feature.Answer, error)) feature.Page {
		return feature.Page{Path: path, Serve: f, Access: feature.Reader}
	}
	proven := func(path string, f func(*feature.Request) (feature.Answer, error)) feature.Page {
		return feature.Page{Path: path, Serve: f, Access: feature.Reader, StepUp: true}
	}
	timed := func(path string, f func(*feature.Request) (feature.Answer, error)) feature.Page {
		return feature.Page{Path: path, Serve: f, Access: feature.Reader, Times: true}
	}
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Free,
		Kinds: []string{Filled, Asked},
		Fold:  func() ebb.Fold { return &State{} },
		Pages: []feature.Page{
			reader("GET "+base, show),
			reader("GET "+base+"/new", showNew),
			reader("GET "+base+"/{id}", showSheet),
			reader("GET "+base+"/{id}/{part}", showPart),
			reader("POST "+base+"/{id}/{part}", postPart),
			reader("GET "+base+"/{id}/{part}/{n}", showQuestion),
			reader("POST "+base+"/{id}/{part}/{n}", postAnswer),
			timed("POST "+base+"/{id}/erase", postErase),
			timed("POST "+base+"/erase", postEraseAll),
			timed("POST "+base+"/again", postAgain),
			proven("GET "+base+"/export", showExport),
			proven("POST "+base+"/export", postExport),
		},
		Card:  card,
		Shelf: shelf,
		Due:   dues,
		Apart: []feature.Apart{apart.Answer("nine", Filled, thoughts)},
		Files: files,
	}
}

// State is every sheet, whether ebb asks again, and since when they are apart.
type State struct {
	all   []entry // by time, then id; of a sheet the newest version stands
	asks  []ask   // by time, then id
	since []since
}

type entry struct {
	feature.Row
	Sheet
}

type ask struct {
	feature.Row
	yes bool
}

type since struct {
	feature.Row
	day string
}

// Apply takes sheets, what was said about being asked, and where the person is.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	switch e.Kind {
	case Filled:
		var f Sheet
		if err := e.Decode(&f); err != nil {
			return err
		}
		f.PHQ, f.GAD = sized(f.PHQ, difficult+1), sized(f.GAD, len(instrument.GAD7.Items))
		s.all = feature.Sorted(s.all, entry{feature.RowOf(seq, e), f})
	case Asked:
		var a Ask
		if err := e.Decode(&a); err != nil {
			return err
		}
		s.asks = feature.Sorted(s.asks, ask{feature.RowOf(seq, e), a.Yes})
	case tie.Stands:
		var at tie.Standing
		if err := e.Decode(&at); err != nil {
			return err
		}
		s.since = feature.Sorted(s.since, since{feature.RowOf(seq, e), at.Since})
	}
	return nil
}

// sized is a list of answers of the right length, each one that there is.
func sized(in []int, n int) []int {
	out := make([]int, n)
	copy(out, in)
	for i, v := range out {
		out[i] = min(max(v, Left), len(instrument.Often))
	}
	return out
}

func fold(r *feature.Request) (s State, err error) {
	err = feature.See(r, Name, func(now *State) error {
		s = State{slices.Clone(now.all), slices.Clone(now.asks), slices.Clone(now.since)}
		return nil
	})
	return s, err
}

// sheets are the newest versions, the oldest sheet first.
func (s *State) sheets() (out []entry) {
	for i, e := range s.all {
		if !slices.ContainsFunc(s.all[i+1:], func(o entry) bool { return o.Sheet.Sheet == e.Sheet.Sheet }) {
			out = append(out, e)
		}
	}
	return out
}

// done are the sheets that were gone through.
func (s *State) done() []entry {
	return slices.DeleteFunc(s.sheets(), func(e entry) bool { return !e.through() })
}

// one is the sheet with an id, and every version of it.
func (s *State) one(id ebb.ID) (e entry, versions []ebb.ID, known bool) {
	for _, o := range s.all {
		if o.Sheet.Sheet == id {
			e, known = o, true
			versions = append(versions, o.ID)
		}
	}
	return e, versions, known
}

// asked reports whether ebb asks again.
func (s *State) asked() bool { return len(s.asks) > 0 && s.asks[len(s.asks)-1].yes }

// apart is the day they have been apart since, where it was said; "" else.
func (s *State) apart() string {
	if len(s.since) == 0 {
		return ""
	}
	return s.since[len(s.since)-1].day
}

// rows are all events there are, to be erased.
func (s *State) rows() (ids []ebb.ID) {
	for _, e := range s.all {
		ids = append(ids, e.ID)
	}
	for _, a := range s.asks {
		ids = append(ids, a.ID)
	}
	return ids
}

// due are the mornings on which ebb asks again, as far as it was said.
func (s *State) due(r *feature.Request) (all []time.Time) {
	done := s.done()
	if !s.asked() || len(done) == 0 {
		return nil
	}
	begin := done[0].At.In(r.Now.Location())
	for _, w := range weeks {
		day := begin.AddDate(0, 0, 7*w)
		at := time.Date(day.Year(), day.Month(), day.Day(), 10, 0, 0, 0, day.Location())
		if !slices.ContainsFunc(done[1:], func(e entry) bool { return e.At.After(at.AddDate(0, 0, -week)) }) {
			all = append(all, at)
		}
	}
	return all
}

const week = 7 // days

func dues(r *feature.Request) ([]time.Time, error) {
	s, err := fold(r)
	return slices.DeleteFunc(s.due(r), func(at time.Time) bool { return !at.After(r.Now) }), err
}

// card is a quiet line for a week from a morning on which ebb asks again. What
// was missed is one line with what comes next, or none.
func card(r *feature.Request) (*feature.Card, error) {
	if r.Journal == nil {
		return nil, nil
	}
	s, err := fold(r)
	for _, at := range s.due(r) {
		if !at.After(r.Now) && r.Now.Before(at.AddDate(0, 0, week)) {
			return &feature.Card{Template: "check/card"}, nil
		}
	}
	return nil, err
}

func shelf(r *feature.Request) (*feature.Shelf, error) {
	s, err := fold(r)
	sh := &feature.Shelf{Href: base, Group: r.Say("check.group"), Head: r.Say("check.title"), Line: r.Say("check.shelf")}
	if done := s.done(); len(done) > 0 {
		sh.Line = r.Say("check.shelf.day", "at", done[len(done)-1].At.In(r.Now.Location()))
	}
	return sh, err
}
