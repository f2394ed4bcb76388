// Package weigh is what speaks for and against letting go, and for and against
// keeping: four short lists, seen side by side, each line in the person's own
// words with one of three sizes.
//
// It promises that both choices look alike, that starters and the person's own
// records are offered with where they come from and never added by themselves,
// that a line can be changed, moved and taken out and the taking out undone, and
// that what stands in more than one list is named. Sizes are three and not
// eleven: they put lines in order as well, take one tap, and nobody adds them
// up. It refuses sums, a winner, and to keep words in its fold.
package weigh

import (
	"embed"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "weigh"

const (
	most    = 40  // lines of a list
	longest = 200 // signs of a line
	sizes   = 3
	middle  = 2 // of what is added in one tap
)

// starters are ready lines by list, each by its topic. Some topics stand in two
// lists. None is ever taken out or renamed.
var starters = map[string][]string{
	"go-for":       {"freedom", "choices", "sleep", "work", "self"},
	"go-against":   {"lonely", "habits", "familiar", "money", "friends"},
	"keep-for":     {"deeds", "safe", "familiar", "money", "friends"},
	"keep-against": {"convenience", "habits", "sleep", "work", "self", "friends"},
}

// Feature is pros and cons.
func Feature() *feature.Feature {
	page := func(path string, serve func(*feature.Request) (feature.Answer, error)) feature.Page {
		return feature.Page{Path: path, Serve: serve, Access: feature.Reader}
	}
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Free,
		Kinds: []string{tie.Weighed},
		Fold:  func() ebb.Fold { return newState() },
		Pages: []feature.Page{
			page("GET /decide/weigh", show),
			page("GET /decide/weigh/{list}", showList),
			page("POST /decide/weigh/{list}", postAdd),
			page("GET /decide/weigh/line/{id}", showLine),
			page("POST /decide/weigh/line/{id}", postLine),
			page("POST /decide/weigh/line/{id}/out", postOut),
			page("POST /decide/weigh/undo", postUndo),
		},
		Week:  week,
		Step:  step,
		Files: files,
	}
}

// form is a line as a person fills it in.
type form struct {
	ID    string // "" for a new one
	List  string
	Words string
	Size  int
	Sizes []int
	Lists []string
	Wrong string
}

func blank(list string) form { return form{List: list, Size: middle, Sizes: []int{1, 2, 3}} }

// read takes a line from a form over what it was. why says what is too long.
func read(r *feature.Request, was tie.Reason) (now tie.Reason, why string, err error) {
	now = was
	if now.Words = r.OwnLine("words"); now.Words != was.Words {
		now.Topic = ""
	}
	if list := r.PostFormValue("list"); list != "" {
		now.List = list
	}
	n, bad := strconv.Atoi(r.PostFormValue("size"))
	if r.PostFormValue("size") == "" {
		n, bad = max(was.Size, 1), nil
	}
	now.Size = n
	switch {
	case bad != nil || n < 1 || n > sizes || !slices.Contains(tie.ReasonLists, now.List):
		return now, "", ebb.Bad("weigh.bad")
	case now.Words == "":
		return now, "", ebb.Bad("weigh.bad.empty")
	}
	if n := utf8.RuneCountInString(now.Words); n > longest {
		why = r.Say("weigh.bad.long", "n", longest, "over", n-longest)
	}
	return now, why, nil
}

// postAdd adds a line in own words, a starter, or one of the offers from the
// person's records. The same line twice is one.
func postAdd(r *feature.Request) (feature.Answer, error) {
	list := r.PathValue("list")
	k, err := open(r)
	if err != nil || !slices.Contains(tie.ReasonLists, list) {
		return feature.Answer{}, gone(err)
	}
	now, err := k.offered(r, list, r.PostFormValue("topic"))
	if err != nil {
		return feature.Answer{}, err
	}
	if now.Words == "" {
		var why string
		if now, why, err = read(r, tie.Reason{List: list, Size: middle}); err != nil {
			return feature.Answer{}, err
		}
		if now.List = list; why != "" {
			f := blank(list)
			f.Words, f.Size, f.Wrong = r.OwnLine("words"), now.Size, why
			return k.listPage(r, list, f, 422)
		}
	}
	here := feature.Answer{Goto: "/decide/weigh/" + list}
	there := k.of(list)
	if slices.ContainsFunc(there, func(l line) bool { return strings.EqualFold(l.Words, now.Words) }) {
		return here, nil
	}
	if len(there) >= most {
		return here, ebb.Bad("weigh.bad.full", "n", most)
	}
	r.Steps.Forget(undo)
	return here, r.Record(r.New(tie.Weighed, now))
}

// gone is an error for what is not there, unless there is another one.
func gone(err error) error {
	if err != nil {
		return err
	}
	return &ebb.Problem{Status: 404, Say: "weigh.bad.gone"}
}

func showLine(r *feature.Request) (feature.Answer, error) {
	k, err := open(r)
	if err != nil {
		return feature.Answer{}, err
	}
	l, err := k.find(r.PathValue("id"))
	return l.page(r, l.Reason, "", 0), err
}

func (l line) page(r *feature.Request, now tie.Reason, wrong string, status int) feature.Answer {
	f := blank(now.List)
	f.ID, f.Words, f.Size, f.Wrong, f.Lists = l.id.String(), now.Words, now.Size, wrong, tie.ReasonLists
	return feature.Answer{Status: status, Template: "weigh/line", Data: f, Title: "weigh.title", Place: "decide", Back: back(r)}
}

func back(r *feature.Request) *feature.Link {
	return &feature.Link{Href: "/decide/weigh", Text: r.Say("weigh.title")}
}

func postLine(r *feature.Request) (feature.Answer, error) {
	k, err := open(r)
	if err != nil {
		return feature.Answer{}, err
	}
	l, err := k.find(r.PathValue("id"))
	if err != nil {
		return feature.Answer{}, err
	}
	now, why, err := read(r, l.Reason)
	if err != nil {
		return feature.Answer{}, err
	}
	if why != "" {
		return l.page(r, now, why, 422), nil
	}
	body, err := ebb.Encode(now)
	if err != nil || now == l.Reason {
		return feature.Answer{Goto: "/decide/weigh"}, err
	}
	return feature.Answer{Goto: "/decide/weigh"}, r.Record(r.New(ebb.Replaced, ebb.Replacement{ID: l.id, Body: body}))
}

// undo names the step that holds the id of the last taking out.
const undo = "weigh.undo"

func postOut(r *feature.Request) (feature.Answer, error) {
	k, err := open(r)
	if err != nil {
		return feature.Answer{}, err
	}
	l, err := k.find(r.PathValue("id"))
	if err != nil {
		return feature.Answer{}, err
	}
	return feature.Answer{Goto: "/decide/weigh"}, r.TakeOut(undo, l.id)
}

// postUndo takes the taking out back. A second tap finds nothing to do.
func postUndo(r *feature.Request) (feature.Answer, error) {
	return feature.Answer{Goto: "/decide/weigh"}, r.PutBack(undo)
}
