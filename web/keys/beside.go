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
	known, err := noted(a)
	c.Lies = words != ""
	c.Lost = known.what == filed && c.Has && !c.Lies
	c.Offered = a.House.CodeBeside && !known.safety.Fear() // of somebody who may use the machine
	return c, err
}

// noted is what the journal knows of the code.
func noted(a *ask.Ask) (is code, err error) {
	err = feature.See(a.Request, "recovery", func(x *code) error { is = *x; return nil })
	return is, err
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
	if known, err := noted(a); err != nil || known.what != filed {
		return "", err
	}
	c, err := Look(a)
	if err != nil || !c.Lost {
		return "", err
	}
	return a.House.Pages.Part("keys/lost", nil)
}
