package letter

import (
	"slices"
	"strings"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
)

// wrong is why a text is not taken, already said; "" where it is. before is how
// much of the letter there is already.
func wrong(r *feature.Request, text string, before int) string {
	n := utf8.RuneCountInString(text)
	switch {
	case n == 0:
		return r.Say("letter.bad.empty")
	case n+before > longest:
		return r.Say("letter.bad.long", "n", n+before-longest)
	}
	return ""
}

// post keeps a new letter and holds it. What cannot be kept stands on the page
// again, so that no word of it is lost.
func post(r *feature.Request) (feature.Answer, error) {
	offered, err := offers(r)
	if err != nil {
		return feature.Answer{}, err
	}
	text, hold := r.Own("text"), r.FormValue("hold")
	why := wrong(r, text, 0)
	if !slices.ContainsFunc(offered, func(o offer) bool { return o.Hold == hold }) {
		why, hold = r.Say("letter.bad.hold"), ""
	}
	if why != "" {
		return again(r, writePage{Text: text, Wrong: why}, hold)
	}
	pieces := feature.Pieces(text, oneRow)
	first := r.New(KindWritten, Written{Hold: hold, Until: end(hold, r.Now).Unix(), Text: pieces[0]})
	entries := append([]ebb.Entry{{Event: first}}, rest(r, first.ID, pieces[1:])...)
	return feature.Answer{Goto: "/keep/letters/" + first.ID.String()}, r.Journal.Record(r.Context(), entries...)
}

// rest are rows of their own for what the first does not hold.
func rest(r *feature.Request, of ebb.ID, pieces []string) (all []ebb.Entry) {
	for _, text := range pieces {
		all = append(all, ebb.Entry{Event: r.New(KindMore, More{Letter: of, Text: text})})
	}
	return all
}

// postAdd adds to a letter while it is held.
func postAdd(r *feature.Request) (feature.Answer, error) {
	l, _, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	here := feature.Answer{Goto: "/keep/letters/" + l.id.String()}
	if !l.held(r.Now) {
		return here, nil
	}
	text := r.Own("text")
	why := wrong(r, text, l.runes()+len("\n\n"))
	if why == "" && len(l.more) >= mostMore {
		why = r.Say("letter.bad.many")
	}
	if why != "" {
		a := feature.Answer{Status: 422, Template: "letter/held", Title: "letter.title", Place: "keep", Back: back(r)}
		a.Data = held(r, l, text, why)
		return a, nil
	}
	var entries []ebb.Entry
	for i, piece := range feature.Pieces(text, oneRow) {
		entries = append(entries, ebb.Entry{Event: r.New(KindMore, More{Letter: l.id, Text: piece, Added: i == 0})})
	}
	return here, r.Journal.Record(r.Context(), entries...)
}

// postKeep says that a letter stays as it is.
func postKeep(r *feature.Request) (feature.Answer, error) {
	l, _, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	all := feature.Answer{Goto: "/keep/letters"}
	if l.held(r.Now) || !l.waits(r.Now) {
		return all, nil
	}
	return all, r.Record(r.New(KindKept, Kept{l.id}))
}

// postEdit gives a letter new words once it is open, and holds it again where
// that was asked for.
func postEdit(r *feature.Request) (feature.Answer, error) {
	l, safe, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	here := feature.Answer{Goto: "/keep/letters/" + l.id.String()}
	if l.held(r.Now) || safe.AnyYes() {
		return here, nil
	}
	text, hold := r.Own("text"), r.FormValue("hold")
	why := wrong(r, text, 0)
	if hold != "" && !slices.Contains(Holds, hold) {
		why = r.Say("letter.bad.hold")
	}
	if why != "" {
		return edit(r, l, text, why)
	}
	w := Written{Hold: l.hold, Until: l.until.Unix()}
	if hold != "" {
		w.Hold, w.Until = hold, end(hold, r.Now).Unix()
	}
	entries, err := l.replace(r, w, feature.Pieces(text, oneRow))
	if err != nil {
		return feature.Answer{}, err
	}
	if hold == "" {
		entries = append(entries, ebb.Entry{Event: r.New(KindKept, Kept{l.id})})
	}
	return here, r.Journal.Record(r.Context(), entries...)
}

// replace gives every row of a letter its new text. Rows that are not needed
// any more are left empty, so that burning finds them.
func (l letter) replace(r *feature.Request, w Written, pieces []string) ([]ebb.Entry, error) {
	w.Text = pieces[0]
	pieces = pieces[1:]
	first, err := body(r, l.id, w)
	if err != nil {
		return nil, err
	}
	entries := []ebb.Entry{first}
	for _, p := range l.more {
		m := More{Letter: l.id}
		if len(pieces) > 0 {
			m.Text, pieces = pieces[0], pieces[1:]
		} else if p.size == 0 {
			continue
		}
		e, err := body(r, p.id, m)
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	return append(entries, rest(r, l.id, pieces)...), nil
}

func body(r *feature.Request, id ebb.ID, v any) (ebb.Entry, error) {
	b, err := ebb.Encode(v)
	return ebb.Entry{Event: r.New(ebb.Replaced, ebb.Replacement{ID: id, Body: b})}, err
}

// read opens the words of a letter.
func read(r *feature.Request, l letter) (string, error) {
	seqs := []uint64{l.seq}
	for _, p := range l.more {
		seqs = append(seqs, p.seq)
	}
	events, err := r.Journal.Read(r.Context(), seqs...)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, e := range events {
		if err := join(&b, e); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

func join(b *strings.Builder, e ebb.Event) error {
	if e.Kind == KindWritten {
		var w Written
		err := e.Decode(&w)
		b.WriteString(w.Text)
		return err
	}
	var m More
	err := e.Decode(&m)
	if m.Added && m.Text != "" {
		b.WriteString("\n\n")
	}
	b.WriteString(m.Text)
	return err
}

// postBurn destroys every row of a letter, and every version of each.
func postBurn(r *feature.Request) (feature.Answer, error) {
	l, _, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	r.Steps.Keep(burned, true)
	return feature.Answer{Goto: "/keep/letters"}, r.Journal.Record(r.Context(), ebb.Entry{Erase: l.rows()})
}

// burned is the step that says once that a letter is gone.
const burned = "letter.burned"
