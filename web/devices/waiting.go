package devices

import (
	"html/template"

	"ebb"
	"ebb/feature"
	"ebb/journal"
	"ebb/web/ask"
)

// waiting is what one card line says: who sent how many.
type waiting struct {
	Device ebb.ID
	Label  string
	Count  int
	Why    string // "off": from a device that may not add; "many"; "here": many, sealed by this server; "shut": unreadable
}

// Card takes in what waits, and says on Today what it did not take in. It is
// empty where everything came in.
func Card(a *ask.Ask) (template.HTML, error) {
	j, open := a.Visit.Journal.(*journal.Journal)
	if !open {
		return "", nil
	}
	drained, err := j.Drain(a.Context())
	if err != nil {
		a.House.Log.Warn("what was written while locked waits on", "error", err)
		return "", nil
	}
	if drained.Held+drained.Refused == 0 {
		return "", nil
	}
	all, err := held(a, j)
	if err != nil {
		return "", err
	}
	if drained.Refused > 0 {
		all = append(all, waiting{Count: drained.Refused, Why: "shut"})
	}
	return a.House.Pages.Part("devices/waiting", all)
}

func held(a *ask.Ask, j *journal.Journal) (all []waiting, err error) {
	from, err := j.Held(a.Context())
	if err != nil {
		return nil, err
	}
	known, err := a.House.Desk.List(a.Context(), a.Visit.Person(), j)
	if err != nil {
		return nil, err
	}
	for _, h := range from {
		w := waiting{Device: h.Device, Count: h.Items, Why: "many"}
		switch {
		case h.Unknown:
			w.Why = "off"
		case h.Device == ebb.ID{}:
			w.Why = "here"
		}
		for _, d := range known {
			if d.ID == h.Device {
				w.Label = d.Label
			}
		}
		all = append(all, w)
	}
	return all, nil
}

// postWaiting does what the person said about one line of the card.
func postWaiting(a *ask.Ask) (feature.Answer, error) {
	to := feature.Answer{Goto: "/today"}
	j, open := a.Visit.Journal.(*journal.Journal)
	if !open {
		return to, nil
	}
	if a.PostFormValue("choice") == "unread" {
		_, err := j.Discard(a.Context())
		return to, err
	}
	id, err := ebb.ParseID(a.PostFormValue("device"))
	if err != nil {
		return to, ebb.Bad("devices.none")
	}
	switch a.PostFormValue("choice") {
	case "take":
		_, err = j.Admit(a.Context(), id)
	case "drop":
		_, err = j.Reject(a.Context(), id)
	default:
		err = ebb.Bad("devices.none")
	}
	return to, err
}
