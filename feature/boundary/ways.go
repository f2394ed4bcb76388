package boundary

import (
	"slices"
	"strings"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
	"ebb/feature/boundary/fence"
	"ebb/tie"
)

// wayView is a way as a page shows it.
type wayView struct {
	ID, Name string
	About    []chip
	List     string // About in a row
	State    string
	By       string // who allows it, already said
	When     string // from when, where it waits
}

// ways are the ways in their words.
func ways(r *feature.Request) (all []wayView, no bool, err error) {
	var some []fence.Way
	err = feature.See(r, Name, func(s *fence.State) error {
		some, no = s.Ways(r.Now), s.TheirNo
		return nil
	})
	if err != nil {
		return nil, no, err
	}
	for _, w := range some {
		v := wayView{ID: w.ID.String(), State: w.State(r.Now, no)}
		if v.Name, err = name(r, w); err != nil {
			return nil, no, err
		}
		var list []string
		for _, a := range w.About {
			v.About = append(v.About, chip{Value: a, Text: r.Say("boundary.about." + a)})
			list = append(list, v.About[len(v.About)-1].Text)
		}
		v.List = strings.Join(list, ", ")
		if no && w.By != "" {
			v.By = r.Say("boundary.by." + w.By)
		}
		if v.State == fence.Waits {
			v.When = moment(r, w.Due)
		}
		all = append(all, v)
	}
	return all, no, nil
}

// name is what a channel is called.
func name(r *feature.Request, w fence.Way) (string, error) {
	if w.Channel != tie.OwnChannel {
		return r.Say("boundary.channel." + w.Channel), nil
	}
	full, err := openWay(r, w)
	return full.Word, err
}

// openWay reads a way again.
func openWay(r *feature.Request, w fence.Way) (full fence.Opened, err error) {
	events, err := r.Journal.Read(r.Context(), w.Seq)
	if err != nil || len(events) == 0 {
		return full, err
	}
	return full, events[0].Decode(&full)
}

type waysPage struct {
	Ways     []wayView
	No       bool
	Unnamed  bool // some of Ways have nobody who allows them
	Channels []chip
	About    []chip
	Days     int
	Slip     string
	Max      int
}

func showWays(r *feature.Request) (feature.Answer, error) {
	p := waysPage{Slip: slipOn(r), Max: oneWord}
	var err error
	if p.Ways, p.No, err = ways(r); err != nil {
		return feature.Answer{}, err
	}
	p.Unnamed = slices.ContainsFunc(p.Ways, func(w wayView) bool { return w.State == fence.Unnamed })
	for _, c := range tie.Channels {
		p.Channels = append(p.Channels, chip{Value: c, Text: r.Say("boundary.channel." + c)})
	}
	for _, a := range tie.Abouts {
		p.About = append(p.About, chip{Value: a, Text: r.Say("boundary.about." + a)})
	}
	err = feature.See(r, Name, func(s *fence.State) error {
		if s.DueWay(r.Now).After(r.Now) {
			p.Days, _, _ = s.Cool(r.Now)
		}
		return nil
	})
	return feature.Answer{Template: "boundary/ways", Data: p, Title: "boundary.title.contact", Place: "keep", Back: back(r)}, err
}

// readWay takes a way from a form.
func readWay(r *feature.Request) (fence.Opened, error) {
	w := fence.Opened{Channel: r.FormValue("channel"), Word: r.OwnLine("word"), By: r.FormValue("by")}
	for _, a := range tie.Abouts {
		if slices.Contains(r.Form["about"], a) {
			w.About = append(w.About, a)
		}
	}
	if w.Word != "" {
		w.Channel = tie.OwnChannel
	}
	switch {
	case w.By != "" && !slices.Contains(fence.Bys, w.By):
		return w, ebb.Bad("boundary.bad")
	case utf8.RuneCountInString(w.Word) > oneWord:
		return w, ebb.Bad("boundary.bad.word", "n", oneWord)
	case w.Word == "" && !slices.Contains(tie.Channels, w.Channel):
		return w, ebb.Bad("boundary.bad.channel")
	case len(w.About) == 0:
		return w, ebb.Bad("boundary.bad.about")
	}
	return w, nil
}

// postWay allows more, after the cooling time; while their no stands, only
// what they or a court allow.
func postWay(r *feature.Request) (feature.Answer, error) {
	w, err := readWay(r)
	if err != nil {
		return feature.Answer{}, err
	}
	err = feature.See(r, Name, func(s *fence.State) error {
		switch {
		case s.TheirNo && w.By == "":
			return ebb.Bad("boundary.bad.by")
		case len(s.Ways(r.Now)) >= most:
			return ebb.Bad("boundary.bad.many", "n", most)
		}
		w.Due = s.DueWay(r.Now).Unix()
		return nil
	})
	if err != nil {
		return feature.Answer{}, err
	}
	return feature.Answer{Goto: "/keep/boundaries/ways"}, r.Record(r.New(fence.KindOpened, w))
}

// findWay returns the way that a form names.
func findWay(r *feature.Request) (w fence.Way, no bool, moment string, err error) {
	id, err := ebb.ParseID(r.FormValue("way"))
	if err == nil {
		err = feature.See(r, Name, func(s *fence.State) error {
			no, moment = s.TheirNo, s.Belongs(r.Now)
			all := s.Ways(r.Now)
			if i := slices.IndexFunc(all, func(w fence.Way) bool { return w.ID == id }); i >= 0 {
				w = all[i]
			}
			return nil
		})
	}
	if err != nil || w.Seq == 0 {
		return w, no, "", &ebb.Problem{Status: 404, Say: "boundary.bad.way", Cause: err}
	}
	return w, no, moment, nil
}

// postOut takes a way out, at once. One that waits is called off by it.
func postOut(r *feature.Request) (feature.Answer, error) {
	w, _, _, err := findWay(r)
	if err != nil {
		return feature.Answer{}, err
	}
	out := r.New(fence.KindNarrowed, fence.Narrowed{Way: w.ID})
	remember(r, out.ID, "out", "/keep/boundaries/ways")
	return feature.Answer{Goto: "/keep/boundaries/ways"}, r.Record(out)
}

// postPermit says that they or a court allow a way that is there.
func postPermit(r *feature.Request) (feature.Answer, error) {
	w, no, _, err := findWay(r)
	if err != nil {
		return feature.Answer{}, err
	}
	by := r.FormValue("by")
	if !slices.Contains(fence.Bys, by) {
		return feature.Answer{}, ebb.Bad("boundary.bad")
	}
	here := feature.Answer{Goto: "/keep/boundaries/ways"}
	if !no || w.By == by {
		return here, nil
	}
	return here, r.Record(r.New(fence.KindPermitted, fence.Permitted{Way: w.ID, By: by}))
}
