// Package people is the shell's pages for a host with several people: coming in
// by invitation, a name to sign in by, and a browser that goes to somebody else.
//
// It promises that a page says what the host can see before anything is typed,
// and that what is wrong is said beside the form with what was typed but
// secrets. It refuses to say who else is here.
package people

import (
	"errors"
	"net/http"

	"ebb"
	"ebb/feature"
	"ebb/vault"
	"ebb/web/ask"
	"ebb/web/door"
	"ebb/web/guard"
	"ebb/web/jar"
)

// Pages lists them.
func Pages() []ask.Entry {
	at := func(path string, f func(*ask.Ask) (feature.Answer, error)) ask.Entry {
		return ask.Entry{Page: feature.Page{Path: path}, Doors: f}
	}
	mine := func(path string, f func(*ask.Ask) (feature.Answer, error)) ask.Entry {
		return ask.Entry{Page: feature.Page{Path: path, Access: feature.Reader, StepUp: true}, Doors: f}
	}
	return []ask.Entry{
		at("GET /join", showJoin),
		at("POST /join", postJoin),
		mine("GET /name", showName),
		mine("POST /name", postName),
		at("POST /somebody-else", postElse),
	}
}

// joining is the form of somebody who was invited.
type joining struct {
	Code, Name, Wrong      string
	WithDraft, Along, Must bool
}

func showJoin(a *ask.Ask) (feature.Answer, error) {
	switch {
	case a.State == feature.Unlocked:
		return feature.Answer{Template: "web/said", Data: struct{ Head, Text, Href, Link string }{
			"web.join.head", "web.join.in", "/settings", "web.settings",
		}}, nil
	case a.Visit.Left:
		return feature.Answer{Goto: "/back?next=/join"}, nil
	}
	return form(joining{WithDraft: a.State == feature.Draft, Along: true, Must: true}), nil
}

func form(j joining) feature.Answer {
	return feature.Answer{Template: "web/join", Data: j, Scripts: []string{"join"}, Alone: true}
}

func postJoin(a *ask.Ask) (feature.Answer, error) {
	in := door.Joining{
		Code: a.PostFormValue("code"), Name: a.PostFormValue("name"), Pass: a.PostFormValue("pass"), Along: a.PostForm.Has("along"),
	}
	ok, err := a.Try("", func() error {
		if err := vault.CheckPassphrase(in.Pass); err != nil {
			return err
		}
		if in.Pass != a.PostFormValue("again") {
			return ebb.Bad("web.pass.differ")
		}
		return a.House.Door.Join(a.Context(), a.Visit, in)
	})
	if ok {
		return feature.Answer{Goto: "/recovery"}, nil
	}
	j := joining{Code: in.Code, Name: in.Name, WithDraft: a.State == feature.Draft, Along: in.Along, Must: true}
	return again(a, err, func(wrong string) feature.Answer { j.Wrong = wrong; return form(j) })
}

// again shows a form once more, with what was wrong.
func again(a *ask.Ask, err error, show func(wrong string) feature.Answer) (feature.Answer, error) {
	var p *ebb.Problem
	if !errors.As(err, &p) || p.Status >= http.StatusInternalServerError {
		return feature.Answer{}, err
	}
	x := show(a.Say(p.Say, p.Args...))
	x.Status = p.Status
	return x, nil
}

// naming is the form for a name to sign in by.
type naming struct {
	Name, Wrong, Next string
	Must, Has         bool
}

// showName asks who has no name, where there are others to be told from, and
// whoever came to change theirs.
func showName(a *ask.Ask) (feature.Answer, error) {
	if a.Demo {
		return feature.Answer{Goto: a.After()}, nil
	}
	host := a.House.Door.Host()
	has, err := host.Named(a.Context(), a.Visit.Person())
	if err != nil || a.State != feature.Unlocked {
		return feature.Answer{Goto: a.After()}, err
	}
	several, err := host.Several(a.Context())
	if change := a.FormValue("change") != ""; err != nil || !change && (has || !several) {
		return feature.Answer{Goto: a.After()}, err
	}
	return name(a, naming{Next: a.After(), Must: true, Has: has}), nil
}

func name(a *ask.Ask, n naming) feature.Answer {
	n.Next = guard.Local(n.Next, "/today")
	return feature.Answer{Template: "web/name", Data: n, Title: "web.title.settings", Alone: true}
}

func postName(a *ask.Ask) (feature.Answer, error) {
	if a.State != feature.Unlocked {
		return feature.Answer{Goto: "/keep-this"}, nil
	}
	typed := a.PostFormValue("name")
	ok, err := a.Try("", func() error { return a.House.Door.Host().Rename(a.Context(), a.Visit.Person(), typed) })
	if ok {
		return feature.Answer{Goto: a.After()}, nil
	}
	return again(a, err, func(wrong string) feature.Answer {
		return name(a, naming{Name: typed, Wrong: wrong, Next: a.After(), Must: true, Has: true})
	})
}

// postElse makes the browser nobody's. Whose it was loses nothing: it is theirs
// again with the next unlocking.
func postElse(a *ask.Ask) (feature.Answer, error) {
	if a.State == feature.Locked && !a.Visit.Left {
		a.SetCookie(jar.Whose, "", 0)
	}
	return feature.Answer{Goto: "/unlock"}, nil
}
