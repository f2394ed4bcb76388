package note

import (
	"slices"
	"strconv"
	"time"

	"ebb/feature"
)

// field is one feeling of the form.
type field struct {
	Name    string
	Word    string // Own: the word
	Choices []choice
}

type choice struct {
	Value string // "", "yes", "0" to "10"
	On    bool
}

type formPage struct {
	ID       string // "" for a new note
	Text     string
	Fields   []field
	Own      field
	Max      int
	WordMax  int
	Any      bool // there are notes to look at
	Feelings bool // some are filled in already
}

func form(n Note) formPage {
	p := formPage{Text: n.Text, Max: longest, WordMax: oneWord, Feelings: len(n.Feelings) > 0}
	for _, name := range Feelings {
		p.Fields = append(p.Fields, fill(name, n))
	}
	p.Own = fill(Own, n)
	return p
}

func fill(name string, n Note) field {
	f := field{Name: name}
	now := ""
	if i := slices.IndexFunc(n.Feelings, func(x Feeling) bool { return x.Name == name }); i >= 0 {
		now, f.Word = "yes", n.Feelings[i].Word
		if s := n.Feelings[i].Strength; s != nil {
			now = strconv.Itoa(*s)
		}
	}
	values := []string{"", "yes"}
	for v := range 11 {
		values = append(values, strconv.Itoa(v))
	}
	for _, v := range values {
		f.Choices = append(f.Choices, choice{v, v == now})
	}
	return f
}

func show(r *feature.Request) (feature.Answer, error) {
	p := form(Note{})
	err := feature.See(r, Name, func(s *State) error {
		p.Any = len(s.all) > 0
		return nil
	})
	return feature.Answer{Template: "note/show", Data: p, Title: "note.title", Place: "today"}, err
}

func showOne(r *feature.Request) (feature.Answer, error) {
	e, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	events, err := r.Journal.Read(r.Context(), e.seq)
	if err != nil {
		return feature.Answer{}, err
	}
	var n Note
	if len(events) > 0 {
		err = events[0].Decode(&n)
	}
	p := form(n)
	p.ID = e.id.String()
	return feature.Answer{Template: "note/show", Data: p, Title: "note.title", Place: "keep"}, err
}

type allPage struct {
	Notes        []noteView
	Undo         bool
	Newer, Older int // pages; 0 none
}

type noteView struct {
	ID   string
	Day  string
	Text string
	Felt []string
}

// showAll lists notes, the newest first.
func showAll(r *feature.Request) (feature.Answer, error) {
	page, err := strconv.Atoi(r.FormValue("page"))
	if err != nil || page < 1 {
		page = 1
	}
	var some []entry
	var p allPage
	err = feature.See(r, Name, func(s *State) error {
		last := max((len(s.all)+perPage-1)/perPage, 1)
		page = min(page, last)
		to := len(s.all) - (page-1)*perPage
		some = slices.Clone(s.all[max(to-perPage, 0):to])
		if page > 1 {
			p.Newer = page - 1
		}
		if page < last {
			p.Older = page + 1
		}
		return nil
	})
	if err != nil {
		return feature.Answer{}, err
	}
	slices.Reverse(some)
	if p.Notes, err = reread(r, some); err != nil {
		return feature.Answer{}, err
	}
	var id string
	p.Undo = r.Steps.Recall(undo, &id)
	return feature.Answer{Template: "note/all", Data: p, Title: "note.title", Place: "keep"}, nil
}

// reread opens the words of notes again.
func reread(r *feature.Request, some []entry) (views []noteView, err error) {
	var seqs []uint64
	for _, e := range some {
		seqs = append(seqs, e.seq)
	}
	events, err := r.Journal.Read(r.Context(), seqs...)
	if err != nil {
		return nil, err
	}
	for _, e := range events {
		var n Note
		if err := e.Decode(&n); err != nil {
			return nil, err
		}
		v := noteView{ID: e.ID.String(), Day: moment(r, e.At), Text: n.Text}
		for _, f := range n.Feelings {
			v.Felt = append(v.Felt, said(r, f))
		}
		views = append(views, v)
	}
	return views, nil
}

func said(r *feature.Request, f Feeling) string {
	word := f.Word
	if f.Name != Own {
		word = r.Say("note.feeling." + f.Name)
	}
	if f.Strength == nil {
		return word
	}
	return r.Say("note.felt", "word", word, "n", *f.Strength)
}

// moment is when it was, by the clock of the place where it was.
func moment(r *feature.Request, at time.Time) string {
	return r.Say("note.when", "d", at.Day(), "m", int(at.Month()), "y", at.Year(), "time", at.Format("15:04"))
}

func card(r *feature.Request) (*feature.Card, error) {
	if r.Journal == nil {
		return nil, nil
	}
	var n int
	err := feature.See(r, Name, func(s *State) error {
		n = len(s.all)
		return nil
	})
	return &feature.Card{Template: "note/card", Data: n}, err
}
