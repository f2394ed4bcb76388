package later

import (
	"time"

	"ebb/feature"
	"ebb/feature/later/said"
	"ebb/tie"
)

type chip struct {
	Value string
	On    bool
}

func chips(from []string, on string) (all []chip) {
	for _, v := range from {
		all = append(all, chip{v, v == on})
	}
	return all
}

// told is what was said at one time, in words.
type told struct {
	ID    string // "" where it was said elsewhere
	Day   string
	Lines []string
}

type friendsPage struct {
	Closed       bool
	Undo         bool
	Due          bool  // the day to look again has come
	No           bool  // no is the answer that stands
	Now, Before  *told // what stands, and what was said before it
	Gives        string
	Loves, Waits []chip
	Review       string
	Min, Max     string
	Wrong        string
}

// showFriends asks two things and a day. After a yes or their no it asks
// nothing.
func showFriends(r *feature.Request) (feature.Answer, error) {
	p, _, err := friends(r)
	return said.Inside(r, "later/friends", p), err
}

func friends(r *feature.Request) (p friendsPage, now said.Friends, err error) {
	s, err := said.See(r)
	if err != nil || s.Safety.AnyYes() {
		return friendsPage{Closed: true}, now, err
	}
	p.Undo = r.CanPutBack(said.Undo)
	p.Min, p.Max = days(r)
	stands, before, ok := said.Last(s.Friends)
	if !ok {
		p.Now, err = apart(r, s.Apart)
		p.fill(said.Friends{})
		return p, now, err
	}
	if now, err = said.Reread[said.Friends](r, stands.Row); err != nil {
		return p, now, err
	}
	p.No, p.Due = now.No, due(r, now.Review)
	if p.Gives, err = gives(r, now, s.Near); err != nil {
		return p, now, err
	}
	p.Now = toldFriends(r, now, stands.Row)
	if p.Before, err = earlier(r, s, before); err != nil {
		return p, now, err
	}
	if p.Due { // on its day the form is empty, and what was said stands beside it
		p.fill(said.Friends{})
		return p, now, nil
	}
	p.fill(now)
	return p, now, nil
}

// earlier is what was said before what stands: here, else about distance or
// friendship.
func earlier(r *feature.Request, s said.State, before said.Answer) (*told, error) {
	if before.Seq == 0 {
		return apart(r, s.Apart)
	}
	was, err := said.Reread[said.Friends](r, before.Row)
	return toldFriends(r, was, before.Row), err
}

func (p *friendsPage) fill(f said.Friends) {
	p.Loves, p.Waits, p.Review = chips(said.Replies, f.Love), chips(said.Waits, f.Wait), f.Review
}

// toldFriends is an answer in words; nil where it was taken out meanwhile.
func toldFriends(r *feature.Request, f said.Friends, row feature.Row) *told {
	t := told{ID: row.ID.String(), Day: r.Day(row.At)}
	switch {
	case f == said.Friends{}:
		return nil
	case f.No:
		t.Lines = append(t.Lines, r.Say("later.friends.no.said"))
	}
	if f.Love != "" {
		t.Lines = append(t.Lines, r.Say("later.love.said", "answer", f.Love))
	}
	if f.Wait != "" {
		t.Lines = append(t.Lines, r.Say("later.wait.said", "what", f.Wait))
	}
	if at, ok := r.Morning(f.Review); ok {
		t.Lines = append(t.Lines, r.Say("later.review.said", "at", at))
	}
	return &t
}

// gives is the one line that an answer gives back; near are people to call.
func gives(r *feature.Request, f said.Friends, near []feature.Row) (string, error) {
	switch {
	case f.No:
		return r.Say("later.friends.no.gives"), nil
	case f.Love == "no":
		return r.Say("later.love.gives"), nil
	case f.Wait == "alone" && len(near) > 0:
		who, err := said.Reread[tie.Person](r, near[0])
		return r.Say("later.wait.near", "name", who.Name), err
	case f.Wait != "":
		return r.Say("later.wait.gives", "what", f.Wait), nil
	}
	return "", nil
}

// apart is what was said under Decide about distance or friendship; nil where
// nothing was.
func apart(r *feature.Request, row feature.Row) (*told, error) {
	a, err := said.Reread[tie.Apart](r, row)
	if err != nil || a.Way == "" && a.Love == "" && a.Waiting == "" {
		return nil, err
	}
	t := told{Day: r.Day(row.At)}
	if a.Way != "" {
		t.Lines = append(t.Lines, r.Say("later.way.said", "way", a.Way))
	}
	if a.Love != "" {
		t.Lines = append(t.Lines, r.Say("later.love.said", "answer", a.Love))
	}
	if a.Waiting != "" {
		t.Lines = append(t.Lines, r.Say("later.waiting.said", "answer", a.Waiting))
	}
	return &t, nil
}

// postFriends keeps an answer. The same once more, on the same day, changes
// nothing.
func postFriends(r *feature.Request) (feature.Answer, error) {
	to := feature.Answer{Goto: base + "/friends"}
	p, was, err := friends(r)
	if err != nil || p.Closed {
		return to, err
	}
	f := said.Friends{No: r.FormValue("no") != ""}
	if !f.No {
		if f.Love, err = oneOf(r, "love", said.Replies); err != nil {
			return feature.Answer{}, err
		}
		if f.Wait, err = oneOf(r, "wait", said.Waits); err != nil {
			return feature.Answer{}, err
		}
		var ok bool
		if f.Review, ok = ahead(r, was.Review); !ok {
			p.fill(f)
			p.Wrong = r.Say("later.bad.date")
			return said.Wrong(said.Inside(r, "later/friends", p))
		}
	}
	if f == (said.Friends{}) || f == was && !p.Due {
		return to, nil
	}
	if p.Due && f.Review == was.Review {
		f.Review = "" // its day has been
	}
	r.Steps.Forget(said.Undo)
	return to, r.Keep(said.KindFriends, f)
}

// days are the first and the last day on which one can look again.
func days(r *feature.Request) (first, last string) {
	return r.Now.AddDate(0, 0, 1).Format(time.DateOnly), r.Now.AddDate(1, 0, 0).Format(time.DateOnly)
}

// due reports whether a day to look again has come.
func due(r *feature.Request, review string) bool {
	at, ok := r.Morning(review)
	return ok && !r.Now.Before(at)
}
