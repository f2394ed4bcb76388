package keys

import (
	"context"
	"html/template"
	"net/http"

	"ebb"
	"ebb/feature"
	"ebb/web/ask"
	"ebb/web/door/beside"
)

// Code is what is true of the recovery code of the one behind a request.
type Code struct {
	Has     bool
	Lies    bool // in a file beside the data, whose words open the journal
	Lost    bool // it was put there and is not there any more
	Offered bool // it may be put there
}

// Look finds out.
func Look(a *ask.Ask) (c Code, err error) {
	if a.State != feature.Unlocked || a.Demo {
		return c, nil
	}
	if c.Has, err = a.House.Door.HasRecovery(a.Context(), a.Visit); err != nil {
		return c, err
	}
	words, err := beside.Words(a.Context(), a.House.Door.Host(), a.Visit.Person())
	if err != nil {
		return c, err
	}
	was, err := wasFiled(a)
	if err != nil {
		return c, err
	}
	c.Lies = words != ""
	c.Lost = was && c.Has && !c.Lies
	c.Offered, err = offered(a)
	return c, err
}

// wasFiled says whether the newest code was put beside the data.
func wasFiled(a *ask.Ask) (was bool, err error) {
	err = feature.See(a.Request, "recovery", func(x *code) error { was = x.what == filed; return nil })
	return was, err
}

// offered is no where whoever runs this does not allow it, and where somebody
// else may be at this machine.
func offered(a *ask.Ask) (bool, error) {
	if !a.House.CodeBeside {
		return false, nil
	}
	is, _, err := a.Gate()
	return is != feature.Closed, err
}

// postBeside puts a new recovery code beside the data. Nobody sees its words.
func postBeside(a *ask.Ask) (feature.Answer, error) {
	if a.State != feature.Unlocked || a.Demo {
		return feature.Answer{Goto: "/settings"}, nil
	}
	c, err := Look(a)
	switch {
	case err != nil:
		return feature.Answer{}, err
	case !c.Offered:
		return feature.Answer{}, &ebb.Problem{Status: http.StatusForbidden, Say: "keys.beside.off"}
	case c.Lies:
		return feature.Answer{Goto: "/recovery"}, nil
	}
	door := a.House.Door
	if err := door.Slots(context.WithoutCancel(a.Context()), a.Visit, beside.Keep(door.Host())); err != nil {
		return feature.Answer{}, err
	}
	door.CodeSafe(a.Visit) // one that waits to be written down opens nothing any more
	return feature.Answer{Goto: "/recovery"}, answered(a, filed)
}

// Card says on Today that a code beside the data is not there any more.
func Card(a *ask.Ask) (template.HTML, error) {
	if a.State != feature.Unlocked || a.Demo {
		return "", nil
	}
	if was, err := wasFiled(a); err != nil || !was {
		return "", err
	}
	c, err := Look(a)
	if err != nil || !c.Lost {
		return "", err
	}
	return a.House.Pages.Part("keys/lost", nil)
}
