// Package night is the first night and the morning after: where a person
// sleeps, who knows, food, where the phone goes, what can wait, what tomorrow
// needs, and a note from the day to the next night. The first goal is the next
// 24 hours.
//
// It promises that everything may be left out, that each part is kept on its
// own with one tap, that it works before anything is set up and while locked,
// and that the fold holds no words: they are read again by seq. It refuses
// plans beyond tomorrow, reminders, and anything about the other person.
package night

import (
	"embed"
	"encoding/json"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "night"

// The kinds.
const (
	KindKept = "night.kept" // body: Kept
	KindNote = "night.note" // body: Note
)

// Kept is one part of a night: a ready answer, own words, or both.
type Kept struct {
	Part string `cbor:"1,keyasint" json:"part"`
	Pick string `cbor:"2,keyasint,omitempty" json:"pick,omitempty"`
	Text string `cbor:"3,keyasint,omitempty" json:"text,omitempty"`
}

// Note is what a day tells the next night.
type Note struct {
	Text string `cbor:"1,keyasint" json:"text"`
}

// Part is one question of the night and its ready answers.
type Part struct {
	Name  string
	Picks []string
}

// Parts are the questions, in the order they are offered.
var Parts = []Part{
	{"sleep", []string{"home", "friend", "family", "elsewhere"}},
	{"who", []string{"nobody", "one", "some", "tomorrow"}},
	{"food", []string{"ate", "little", "water", "later"}},
	{"phone", []string{"room", "kitchen", "off", "near"}},
	{"wait", []string{"telling", "talk", "things", "work"}},
	{"tomorrow", []string{"up", "eat", "go", "call"}},
}

const longest = 2000 // runes of own words in one part

// Feature is the night.
func Feature() *feature.Feature {
	return &feature.Feature{
		Name:    Name,
		Guard:   feature.Free,
		Kinds:   []string{KindKept, KindNote},
		Fold:    func() ebb.Fold { return &State{} },
		Capture: Capture,
		Pages: []feature.Page{
			{Path: "GET /night", Serve: show},
			{Path: "POST /night", Serve: post},
			{Path: "POST /night/note", Serve: postNote},
		},
		Card:  card,
		Week:  week,
		Files: files,
	}
}

// Capture checks a part or a note that was sealed before it joins.
func Capture(kind string, body json.RawMessage) (any, error) {
	if kind == KindNote {
		var n Note
		if err := json.Unmarshal(body, &n); err != nil {
			return nil, err
		}
		return n, n.check()
	}
	var k Kept
	if err := json.Unmarshal(body, &k); err != nil {
		return nil, err
	}
	return k, k.check()
}

func (k Kept) check() error {
	i := slices.IndexFunc(Parts, func(p Part) bool { return p.Name == k.Part })
	switch {
	case i < 0, k.Pick != "" && !slices.Contains(Parts[i].Picks, k.Pick):
		return ebb.Bad("night.bad.part")
	case k.Pick == "" && k.Text == "":
		return ebb.Bad("night.bad.empty")
	case utf8.RuneCountInString(k.Text) > longest:
		return ebb.Bad("night.bad.long", "n", longest)
	}
	return nil
}

func (n Note) check() error {
	switch {
	case n.Text == "":
		return ebb.Bad("night.bad.empty")
	case utf8.RuneCountInString(n.Text) > longest:
		return ebb.Bad("night.bad.long", "n", longest)
	}
	return nil
}

func text(r *feature.Request) string {
	return strings.TrimSpace(strings.ReplaceAll(r.FormValue("text"), "\r\n", "\n"))
}

func post(r *feature.Request) (feature.Answer, error) {
	k := Kept{Part: r.FormValue("part"), Pick: r.FormValue("pick"), Text: text(r)}
	if err := k.check(); err != nil {
		return feature.Answer{}, err
	}
	return feature.Answer{Goto: "/night"}, r.Capture(r.Context(), KindKept, r.Now, k)
}

func postNote(r *feature.Request) (feature.Answer, error) {
	n := Note{Text: text(r)}
	if err := n.check(); err != nil {
		return feature.Answer{}, err
	}
	to := "/night"
	if daytime(r.Now) {
		to = "/today"
	}
	return feature.Answer{Goto: to}, r.Capture(r.Context(), KindNote, r.Now, n)
}

// daytime is from six in the morning to six in the evening.
func daytime(now time.Time) bool { return now.Hour() >= 6 && now.Hour() < 18 }

// lastNight is from yesterday's evening to this morning.
func lastNight(now time.Time) (from, to time.Time) {
	y, m, d := now.Date()
	return time.Date(y, m, d-1, 18, 0, 0, 0, now.Location()), time.Date(y, m, d, 6, 0, 0, 0, now.Location())
}

// thisNight begins at noon: what is said in the afternoon is about tonight,
// what is said after midnight about the night that is on.
func thisNight(now time.Time) time.Time {
	y, m, d := now.Date()
	if now.Hour() < 12 {
		d--
	}
	return time.Date(y, m, d, 12, 0, 0, 0, now.Location())
}
