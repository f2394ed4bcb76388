package feel

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

// page is an answer of this step.
func page(r *feature.Request, template string, data any) feature.Answer {
	return feature.Answer{
		Template: "feel/" + template, Data: data, Title: "feel.title", Place: "decide",
		Back: &feature.Link{Href: "/decide", Text: r.Say("feel.decide")},
	}
}

// day is a date in words, by the person's clock.
func day(r *feature.Request, at time.Time) string {
	at = at.In(r.Now.Location())
	year := at.Year()
	if year == r.Now.Year() {
		year = 0 // it goes without saying
	}
	return r.Say("feel.day", "d", at.Day(), "m", int(at.Month()), "y", year)
}

// word is a feeling in words, with its strength where that was said.
func word(r *feature.Request, f tie.Feeling) string {
	text := f.Word
	if f.Name != tie.OwnFeeling {
		text = r.Say("feel.word." + f.Name)
	}
	if f.Strength == nil {
		return text
	}
	return r.Say("feel.felt", "word", text, "n", *f.Strength)
}

// list is several, parted by commas.
func list(r *feature.Request, all []tie.Feeling) string {
	var out []string
	for _, f := range all {
		out = append(out, word(r, f))
	}
	return strings.Join(out, ", ")
}

type wheelPage struct {
	ID, Wrong, Last string
	Families        []family
	Own             string
	OwnMax          int
	Any             bool
}

// family is one branch of the tree. Name comes first among its chips.
type family struct {
	First chip
	Finer []chip
}

type chip struct {
	Name string
	On   bool
}

func show(r *feature.Request) (feature.Answer, error) {
	return wheel(r, ebb.NewID(), nil, "", "")
}

// showAgain is the tree with what was named.
func showAgain(r *feature.Request) (feature.Answer, error) {
	n, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	var ticked, own []string
	for _, f := range n.Felt {
		if f.Name == tie.OwnFeeling {
			own = append(own, f.Word)
		} else {
			ticked = append(ticked, f.Name)
		}
	}
	return wheel(r, n.id, ticked, strings.Join(own, ", "), "")
}

// wheel is the tree of words, with what is ticked and what is wrong with it.
func wheel(r *feature.Request, id ebb.ID, ticked []string, own, wrong string) (feature.Answer, error) {
	p := wheelPage{ID: id.String(), Own: own, Wrong: wrong, OwnMax: mostOwn * (oneWord + 2)}
	for _, f := range tie.Families {
		branch := family{First: chip{f.Name, slices.Contains(ticked, f.Name)}}
		for _, name := range f.Finer {
			branch.Finer = append(branch.Finer, chip{name, slices.Contains(ticked, name)})
		}
		p.Families = append(p.Families, branch)
	}
	n, err := last(r, id)
	if err != nil {
		return feature.Answer{}, err
	}
	if p.Any = n.seq > 0; p.Any {
		p.Last = r.Say("feel.last", "day", day(r, n.at), "words", list(r, n.Felt))
	}
	a := page(r, "wheel", p)
	if wrong != "" {
		a.Status = http.StatusUnprocessableEntity
	}
	return a, nil
}

type strengthPage struct {
	ID    string
	From  int
	Asked []asked
	Scale []int
}

// asked is one feeling and where it stands among those named.
type asked struct {
	No   int
	Word string
	Now  int // -1: not said
}

// from is which feelings a page asks about.
func (n naming) from(r *feature.Request) int {
	from, _ := strconv.Atoi(r.FormValue("from"))
	return min(max(from, 0), max(len(n.Felt)-1, 0))
}

// scale is 0 to 10.
func scale() (all []int) {
	for v := range 11 {
		all = append(all, v)
	}
	return all
}

func showStrength(r *feature.Request) (feature.Answer, error) {
	n, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p := strengthPage{ID: n.id.String(), From: n.from(r), Scale: scale()}
	for i := p.From; i < min(p.From+atOnce, len(n.Felt)); i++ {
		f := n.Felt[i]
		x := asked{No: i, Now: -1}
		if f.Strength != nil {
			x.Now = *f.Strength
		}
		f.Strength = nil
		x.Word = word(r, f)
		p.Asked = append(p.Asked, x)
	}
	return page(r, "strength", p), nil
}

func postStrength(r *feature.Request) (feature.Answer, error) {
	n, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	all := slices.Clone(n.Felt)
	from := n.from(r)
	for i := from; i < min(from+atOnce, len(all)); i++ {
		text := r.FormValue("s" + strconv.Itoa(i))
		if text == "" {
			continue
		}
		v, err := rated(text)
		if err != nil {
			return feature.Answer{}, err
		}
		all[i].Strength = &v
	}
	to := feature.Answer{Goto: "/decide/feel/" + n.id.String() + "/ending"}
	if from+atOnce < len(all) {
		to.Goto = "/decide/feel/" + n.id.String() + "/strength?from=" + strconv.Itoa(from+atOnce)
	}
	return to, n.replace(r, tie.Feelings{Felt: all, Ending: n.Ending})
}

func rated(text string) (int, error) {
	v, err := strconv.Atoi(text)
	if err != nil || v < 0 || v > 10 {
		return 0, ebb.Bad("feel.bad.number")
	}
	return v, nil
}

var endings = []tie.Ending{tie.Ends, tie.EndsNot, tie.EndsAsks, ""}

func showEnding(r *feature.Request) (feature.Answer, error) {
	n, err := find(r)
	return page(r, "ending", struct{ ID, Words string }{n.id.String(), list(r, n.Felt)}), err
}

func postEnding(r *feature.Request) (feature.Answer, error) {
	n, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	said := tie.Ending(r.FormValue("ending"))
	if !slices.Contains(endings, said) {
		return feature.Answer{}, ebb.Bad("feel.bad.ending")
	}
	return feature.Answer{Goto: "/decide/feel/" + n.id.String()}, n.replace(r, tie.Feelings{Felt: n.Felt, Ending: said})
}

type beforePage struct {
	Rows         []row
	Undo         bool
	Newer, Older int // pages; 0 none
}

// row is one naming in words.
type row struct {
	ID, Day, Words, Ending string
}

func rowOf(r *feature.Request, n naming) row {
	x := row{ID: n.id.String(), Day: day(r, n.at), Words: list(r, n.Felt)}
	if n.Ending != "" {
		x.Ending = r.Say("feel.ended", "said", string(n.Ending))
	}
	return x
}

// showBefore lists namings, the newest first.
func showBefore(r *feature.Request) (feature.Answer, error) {
	var p beforePage
	var some []entry
	err := feature.See(r, Name, func(s *State) error {
		lastPage := max((len(s.all)+perPage-1)/perPage, 1)
		no, _ := strconv.Atoi(r.FormValue("page"))
		no = min(max(no, 1), lastPage)
		p.Newer = no - 1
		if no < lastPage {
			p.Older = no + 1
		}
		all := slices.Clone(s.all)
		slices.Reverse(all)
		some = all[(no-1)*perPage : min(no*perPage, len(all))]
		return nil
	})
	if err != nil {
		return feature.Answer{}, err
	}
	all, err := read(r, some...)
	for _, n := range all {
		p.Rows = append(p.Rows, rowOf(r, n))
	}
	p.Undo = r.CanPutBack(undo)
	return page(r, "before", p), err
}

// undo names the step that holds the id of the last taking back.
const undo = "feel.undo"

func postBack(r *feature.Request) (feature.Answer, error) {
	n, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	return feature.Answer{Goto: "/decide/feel/before"}, r.TakeOut(undo, n.id)
}

// postUndo takes the taking back back. A second tap finds nothing to do.
func postUndo(r *feature.Request) (feature.Answer, error) {
	var text string
	to := feature.Answer{Goto: "/decide/feel/before"}
	if !r.Steps.Recall(undo, &text) {
		return to, nil
	}
	r.Steps.Forget(undo)
	id, err := ebb.ParseID(text)
	if err != nil {
		return to, err
	}
	return to, r.Record(r.New(ebb.Withdrawn, ebb.Withdrawal{ID: id}))
}
