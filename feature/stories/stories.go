// Package stories is sentences about love that one can hold for true, ebb's own
// wording of nine and the person's, each beside the person's own records: how
// waves ended, promises, needs, feelings, what came of fears and of what was
// expected, decisions, and what was done. Beside that they may write another
// reading, or leave it.
//
// It promises that it stays closed for two weeks after a parting and after the
// first thing that was kept, and says when it opens and why; that a count comes
// with its number and a share with its range; that too few are named in one
// sentence and not shown; and that every reading stays to be seen. It refuses to
// draw a conclusion, to say that a sentence is wrong, and to count promises,
// forecasts or needs where a safety question forbids it.
package stories

import (
	"embed"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
	"ebb/feature/stories/record"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "stories"

// Kinds.
const (
	Named = "stories.named" // body: Belief
	Read  = "stories.read"  // body: Reading; the newest of a belief stands
)

// Belief is one of the person's own.
type Belief struct {
	Words  string   `cbor:"1,keyasint" json:"words"`
	Beside []string `cbor:"2,keyasint,omitempty" json:"beside,omitempty"` // of the records; none: all
}

// Reading is another way to read a belief.
type Reading struct {
	Of    string `cbor:"1,keyasint" json:"of"` // one of ebb's own, or the id of a Belief
	Words string `cbor:"2,keyasint" json:"words"`
}

// story is one of ebb's own beliefs: which records may speak to it, and with
// which pulls a reading of it comes back; no pulls: with all.
type story struct {
	key    string
	beside []string
	pulls  []string
}

// ours are ebb's own. No key is ever taken out or renamed: old readings hold it.
var ours = []story{
	{"act", []string{"waves", "expected"}, nil},
	{"miss", []string{"waves", "feelings", "decision"}, []string{"reach", "see", "reply"}},
	{"hurts", []string{"feelings", "needs"}, []string{"reach", "see", "fix"}},
	{"enough", []string{"needs", "promises", "decision"}, []string{"reach", "fix", "clear"}},
	{"change", []string{"promises", "chances", "hopes", "forecasts"}, []string{"reply", "fix", "clear"}},
	{"nobody", []string{"fears", "people", "feelings"}, []string{"reach", "check", "see"}},
	{"nothing", []string{"stays", "done", "decision"}, []string{"reach", "see", "clear"}},
	{"without", []string{"done", "people", "stays"}, []string{"reach", "reply", "see"}},
	{"always", []string{"expected", "fears", "feelings"}, nil},
}

func find(key string) (story, bool) {
	i := slices.IndexFunc(ours, func(o story) bool { return o.key == key })
	if i < 0 {
		return story{}, false
	}
	return ours[i], true
}

const (
	base     = "/keep/stories"
	most     = 50  // beliefs of one's own
	longest  = 200 // signs of a belief
	longRead = 600 // signs of a reading
	bodySize = 4 << 20
)

// Feature is the stories.
func Feature() *feature.Feature {
	page := func(path string, serve func(*feature.Request) (feature.Answer, error)) feature.Page {
		return feature.Page{Path: path, Serve: serve, Access: feature.Reader, Body: bodySize}
	}
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Free,
		Kinds: []string{Named, Read},
		Fold:  func() ebb.Fold { return newState() },
		Pages: []feature.Page{
			page("GET "+base, show),
			page("GET "+base+"/new", late(showNew)),
			page("POST "+base+"/new", late(postNew)),
			page("GET "+base+"/{of}", late(showOne)),
			page("POST "+base+"/{of}", late(postOne)),
			page("POST "+base+"/{of}/out", late(postOut)),
			page("POST "+base+"/undo", late(postUndo)),
		},
		Aids:  aids,
		Week:  week,
		Shelf: shelf,
		Files: files,
	}
}

// late leads back to the first page while it is closed.
func late(serve func(*feature.Request) (feature.Answer, error)) func(*feature.Request) (feature.Answer, error) {
	return func(r *feature.Request) (feature.Answer, error) {
		open := false
		err := see(r, func(s *State) { open = s.open(r) })
		if err != nil || !open {
			return feature.Answer{Goto: base}, err
		}
		return serve(r)
	}
}

func see(r *feature.Request, f func(*State)) error {
	return feature.See(r, Name, func(s *State) error {
		f(s)
		return nil
	})
}

// gone is what is not there.
func gone() error { return &ebb.Problem{Status: http.StatusNotFound, Say: "stories.bad.gone"} }

func tooLong(r *feature.Request, words string, fit int) string {
	if over := utf8.RuneCountInString(words) - fit; over > 0 {
		return r.Say("stories.bad.long", "n", fit, "over", over)
	}
	return ""
}

// postNew keeps a belief of one's own. The same again is the same.
func postNew(r *feature.Request) (feature.Answer, error) {
	b := Belief{Words: r.OwnLine("words")}
	if chosen := strings.Join(strings.Fields(r.FormValue("offer")), " "); b.Words == "" {
		b.Words = chosen
	}
	for _, key := range record.Keys {
		if slices.Contains(r.Form["beside"], key) {
			b.Beside = append(b.Beside, key)
		}
	}
	there, err := opened(r)
	if err != nil {
		return feature.Answer{}, err
	}
	same := slices.IndexFunc(there, func(o belief) bool { return o.words == b.Words })
	wrong := tooLong(r, b.Words, longest)
	switch {
	case b.Words == "":
		wrong = r.Say("stories.bad.empty")
	case same >= 0:
		return feature.Answer{Goto: base + "/" + there[same].key}, nil
	case len(there) >= most:
		wrong = r.Say("stories.bad.full", "n", most)
	}
	if wrong != "" {
		return newPage(r, b, wrong)
	}
	e := r.New(Named, b)
	return feature.Answer{Goto: base + "/" + e.ID.String()}, r.Record(e)
}

// postOne keeps another reading. The same again changes nothing.
func postOne(r *feature.Request) (feature.Answer, error) {
	of := r.PathValue("of")
	b, err := one(r)
	if err != nil {
		return feature.Answer{}, err
	}
	now := Reading{Of: of, Words: r.Own("words")}
	wrong := tooLong(r, now.Words, longRead)
	if now.Words == "" {
		wrong = r.Say("stories.bad.reading")
	}
	if wrong != "" {
		return onePage(r, b, now.Words, wrong)
	}
	to := feature.Answer{Goto: base + "/" + of}
	if n := len(b.readings); n > 0 && b.readings[n-1].Words == now.Words {
		return to, nil
	}
	r.Steps.Forget(undo)
	return to, r.Keep(Read, now)
}

// undo names the step that holds the last taking out.
const undo = "stories.undo"

// postOut takes the newest reading out, or where there is none the belief, if it
// is the person's own.
func postOut(r *feature.Request) (feature.Answer, error) {
	b, err := one(r)
	if err != nil {
		return feature.Answer{}, err
	}
	if n := len(b.readings); n > 0 {
		return feature.Answer{Goto: base}, r.TakeOut(undo, b.readings[n-1].id)
	}
	if b.mine.Seq == 0 {
		return feature.Answer{Goto: base + "/" + b.key}, nil
	}
	return feature.Answer{Goto: base}, r.TakeOut(undo, b.mine.ID)
}

func postUndo(r *feature.Request) (feature.Answer, error) {
	return feature.Answer{Goto: base}, r.PutBack(undo)
}
