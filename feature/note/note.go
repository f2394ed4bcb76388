// Package note is a plain note with what one feels: several feelings at once,
// each with a strength where one wants to give it. It is one tap from Today
// and feeds Patterns, together with feelings that were named one by one.
//
// It promises that a note can be changed and taken back, that taking back can
// be undone, and that the fold holds no words, own names of feelings included:
// they are read again by seq. It refuses moods out of ten, streaks of writing,
// and reading a note for anything but to show it.
package note

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
const Name = "note"

// Written is the kind of a note. Body: Note.
const Written = tie.Noted

// Note is what was written and felt.
type Note = tie.Note

// Feeling is one of Feelings, or Own with a word.
type Feeling = tie.Feeling

// Feelings are the ready names, in the order they are offered.
var Feelings = []string{"sad", "worried", "angry", "relieved", "lonely", "ashamed", "calm"}

// Own marks a feeling with a word of one's own.
const Own = tie.OwnFeeling

const (
	longest = 8000 // runes of a note; with feelings it stays far below what one row holds
	oneWord = 60   // runes of an own feeling
	perPage = 20
)

// Feature is the note.
func Feature() *feature.Feature {
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Free,
		Kinds: []string{Written},
		Fold:  func() ebb.Fold { return &State{} },
		Pages: []feature.Page{
			{Path: "GET /note", Serve: show, Access: feature.Reader},
			{Path: "POST /note", Serve: post, Access: feature.Reader},
			{Path: "GET /note/all", Serve: showAll, Access: feature.Reader},
			{Path: "GET /note/{id}", Serve: showOne, Access: feature.Reader},
			{Path: "POST /note/{id}", Serve: postOne, Access: feature.Reader},
			{Path: "POST /note/{id}/back", Serve: postBack, Access: feature.Reader},
			{Path: "POST /note/undo", Serve: postUndo, Access: feature.Reader},
		},
		Card:  card,
		Panel: panel,
		Files: files,
	}
}

// read takes a note from a form: the text, and a field per feeling that is
// "yes" or a strength.
func read(r *feature.Request) (Note, error) {
	n := Note{Text: strings.TrimSpace(strings.ReplaceAll(r.FormValue("text"), "\r\n", "\n"))}
	if utf8.RuneCountInString(n.Text) > longest {
		return n, ebb.Bad("note.bad.long", "n", longest)
	}
	word := strings.Join(strings.Fields(r.FormValue("word")), " ")
	if utf8.RuneCountInString(word) > oneWord {
		return n, ebb.Bad("note.bad.word", "n", oneWord)
	}
	for _, name := range append(slices.Clip(Feelings), Own) {
		f, said, err := feeling(name, r.FormValue(name))
		if err != nil {
			return n, err
		}
		if name == Own {
			f.Word, said = word, word != ""
		}
		if said {
			n.Feelings = append(n.Feelings, f)
		}
	}
	if n.Text == "" && len(n.Feelings) == 0 {
		return n, ebb.Bad("note.bad.empty")
	}
	return n, nil
}

func feeling(name, value string) (f Feeling, said bool, err error) {
	f.Name = name
	switch value {
	case "":
		return f, false, nil
	case "yes":
		return f, true, nil
	}
	v, err := strconv.Atoi(value)
	if err != nil || v < 0 || v > 10 {
		return f, false, ebb.Bad("note.bad.strength")
	}
	f.Strength = &v
	return f, true, nil
}

func post(r *feature.Request) (feature.Answer, error) {
	n, err := read(r)
	if err != nil {
		return feature.Answer{}, err
	}
	r.Steps.Forget(undo)
	return feature.Answer{Goto: "/note/all"}, r.Record(r.New(Written, n))
}

// find returns the entry that the address names.
func find(r *feature.Request) (e entry, err error) {
	id, err := ebb.ParseID(r.PathValue("id"))
	if err == nil {
		err = feature.See(r, Name, func(s *State) error {
			i := slices.IndexFunc(s.all, func(e entry) bool { return e.id == id })
			if i >= 0 {
				e = s.all[i]
			}
			return nil
		})
	}
	if err != nil || e.seq == 0 {
		return e, &ebb.Problem{Status: 404, Say: "note.bad.gone", Cause: err}
	}
	return e, nil
}

func postOne(r *feature.Request) (feature.Answer, error) {
	e, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	n, err := read(r)
	if err != nil {
		return feature.Answer{}, err
	}
	return feature.Answer{Goto: "/note/all"}, r.Replace(e.id, n)
}

// undo names the step that holds the id of the last taking back.
const undo = "note.undo"

func postBack(r *feature.Request) (feature.Answer, error) {
	e, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	return feature.Answer{Goto: "/note/all"}, r.TakeOut(undo, e.id)
}

// postUndo takes the taking back back. A second tap finds nothing to do.
func postUndo(r *feature.Request) (feature.Answer, error) {
	return feature.Answer{Goto: "/note/all"}, r.PutBack(undo)
}
