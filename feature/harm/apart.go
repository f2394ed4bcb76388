package harm

import (
	"time"

	"ebb/feature"
)

// apart returns the answers that stand, and whether a yes or their no stands.
func apart(r *feature.Request) (a Apart, closed bool, err error) {
	var e entry
	err = see(r, func(s *State) error { e, closed = s.apart, s.safety.AnyYes(); return nil })
	if err == nil {
		a, err = reread[Apart](r, e.seq)
	}
	return a, closed, err
}

func settle(r *feature.Request, a Apart, to string) (feature.Answer, error) {
	return keep(r, r.New(Settled, a), "said", to)
}

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

// showWay asks distance or friendship. After a yes or their no it is distance,
// and that is not asked.
func showWay(r *feature.Request) (feature.Answer, error) {
	a, closed, err := apart(r)
	if err != nil || closed {
		return feature.Answer{Goto: "/decide/after/needs"}, err
	}
	return inside(r, "harm/way", chips(ways, a.Way)), nil
}

func postWay(r *feature.Request) (feature.Answer, error) {
	a, closed, err := apart(r)
	if err != nil || closed {
		return feature.Answer{Goto: "/decide/after/needs"}, err
	}
	was := a.Way
	if a.Way, err = oneOf(r, "way", ways); err != nil || a.Way == was {
		return feature.Answer{Goto: "/decide/after/needs"}, err
	}
	return settle(r, a, "/decide/after/needs")
}

type needsPage struct {
	Apart
	Closed bool
	Longs  []chip
	Wrong  string
}

func showNeeds(r *feature.Request) (feature.Answer, error) {
	a, closed, err := apart(r)
	return inside(r, "harm/needs", needsPage{a, closed, chips(longs, a.Long), ""}), err
}

func postNeeds(r *feature.Request) (feature.Answer, error) {
	a, closed, err := apart(r)
	if err != nil {
		return feature.Answer{}, err
	}
	was := a
	a.Need = r.Own("need")
	if !closed {
		a.Theirs = r.Own("theirs")
	}
	if a.Long, err = oneOf(r, "long", longs); err != nil {
		return feature.Answer{}, err
	}
	if n := over(longest, a.Need, a.Theirs); n > 0 {
		x := inside(r, "harm/needs", needsPage{a, closed, chips(longs, a.Long), r.Say("harm.bad.long", "n", n, "max", longest)})
		x.Status = 422
		return x, nil
	}
	to := "/decide/after"
	if a.friends(closed) {
		to = "/decide/after/friends"
	}
	if a == was {
		return feature.Answer{Goto: to}, nil
	}
	return settle(r, a, to)
}

// friends reports whether friendship is asked about.
func (a Apart) friends(closed bool) bool { return !closed && (a.Way == "friends" || a.Way == "later") }

type friendsPage struct {
	Loves, Waits []chip
	Review       string
	Min, Max     string
	Wrong        string
}

func (a Apart) page(r *feature.Request, wrong string) feature.Answer {
	x := inside(r, "harm/friends", friendsPage{
		chips(replies, a.Love), chips(replies, a.Waiting), a.Review,
		r.Now.AddDate(0, 0, 1).Format(time.DateOnly), r.Now.AddDate(1, 0, 0).Format(time.DateOnly), wrong,
	})
	if wrong != "" {
		x.Status = 422
	}
	return x
}

func showFriends(r *feature.Request) (feature.Answer, error) {
	a, closed, err := apart(r)
	if err != nil || !a.friends(closed) {
		return feature.Answer{Goto: "/decide/after"}, err
	}
	return a.page(r, ""), nil
}

func postFriends(r *feature.Request) (feature.Answer, error) {
	a, closed, err := apart(r)
	if err != nil || !a.friends(closed) {
		return feature.Answer{Goto: "/decide/after"}, err
	}
	was := a
	if a.Love, err = oneOf(r, "love", replies); err != nil {
		return feature.Answer{}, err
	}
	if a.Waiting, err = oneOf(r, "waiting", replies); err != nil {
		return feature.Answer{}, err
	}
	if a.Review = r.FormValue("review"); a.Review != "" && a.Review != was.Review {
		at, err := time.ParseInLocation(time.DateOnly, a.Review, r.Now.Location())
		if err != nil || !at.After(r.Now) || at.After(r.Now.AddDate(1, 0, 0)) {
			return a.page(r, r.Say("harm.bad.date")), nil
		}
	}
	if a == was {
		return feature.Answer{Goto: "/decide/after"}, nil
	}
	return settle(r, a, "/decide/after")
}

// apartView is what stands about distance or friendship, in words.
type apartView struct {
	Way     string // "" not said, or closed
	Need    string
	Theirs  string
	Long    string
	Friends []string // what was said about friendship, and what that leaves open
	Review  string
}

// look is what stands as a page shows it; nil where nothing was said. After a
// yes or their no nothing about friendship shows.
func (a Apart) look(r *feature.Request, closed bool) *apartView {
	v := apartView{Way: a.Way, Need: a.Need, Long: a.Long}
	if closed {
		v.Way = ""
	} else {
		v.Theirs = a.Theirs
	}
	if a.friends(closed) {
		v.Review = date(r, a.Review)
		if a.Love != "" {
			v.Friends = append(v.Friends, r.Say("harm.love.said", "answer", a.Love))
		}
		if a.Waiting != "" {
			v.Friends = append(v.Friends, r.Say("harm.waiting.said", "answer", a.Waiting))
		}
	}
	if v.Way == "" && v.Need == "" && v.Theirs == "" && v.Long == "" {
		return nil
	}
	return &v
}
