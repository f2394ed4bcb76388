// Package doors is the shell's pages of coming in and going out: choosing a
// passphrase, unlocking, the recovery code, sessions, locking and leaving.
//
// It promises that what is wrong with a passphrase is said beside the form, and
// that leaving shows a page that says nothing about anybody. It refuses to know
// keys: the door does.
package doors

import (
	"errors"
	"net/http"

	"ebb"
	"ebb/feature"
	"ebb/vault"
	"ebb/web/ask"
	"ebb/web/guard"
	"ebb/web/jar"
)

// Pages lists them.
func Pages() []ask.Entry {
	at := func(path string, f func(*ask.Ask) (feature.Answer, error)) ask.Entry {
		return ask.Entry{Page: feature.Page{Path: path}, Doors: f}
	}
	reader := func(path string, stepUp bool, f func(*ask.Ask) (feature.Answer, error)) ask.Entry {
		return ask.Entry{Page: feature.Page{Path: path, Access: feature.Reader, StepUp: stepUp}, Doors: f}
	}
	return []ask.Entry{
		reader("GET /keep-this", false, showKeep),
		reader("POST /keep-this", false, postKeep),
		at("GET /unlock", showUnlock),
		at("POST /unlock", postUnlock),
		reader("GET /step-up", false, showStepUp),
		reader("POST /step-up", false, postStepUp),
		reader("GET /recovery", true, showRecovery),
		reader("POST /recovery", true, postRecovery),
		reader("GET /recovery/code", false, showCode),
		reader("POST /recovery/safe", false, postSafe),
		reader("GET /settings", false, showSettings),
		reader("GET /settings/passphrase", true, showChange),
		reader("POST /settings/passphrase", true, postChange),
		reader("POST /sign-out-everywhere", false, postEverywhere),
		at("POST /lock", postLock),
		{Page: feature.Page{Path: "GET /leave"}, Doors: showLeave, Plain: true},
		at("GET /back", showBack),
		at("POST /back", postBack),
	}
}

type newPass struct{ Action, Wrong string }

func said(head, text, href, link string) feature.Answer {
	return feature.Answer{Template: "web/said", Data: struct{ Head, Text, Href, Link string }{head, text, href, link}}
}

func showKeep(a *ask.Ask) (feature.Answer, error) {
	if a.State == feature.Unlocked {
		return said("web.keep.head", "web.keep.already", "/today", "web.keep.today"), nil
	}
	free, err := a.House.Door.MayKeep(a.Context())
	switch {
	case err != nil:
		return feature.Answer{}, err
	case !free:
		return said("web.keep.head", "web.keep.taken", "/today", "web.keep.today"), nil
	case a.State == feature.Nobody:
		return feature.Answer{Template: "web/nothing-yet"}, nil
	}
	return feature.Answer{Template: "web/keep-this", Data: newPass{Action: "/keep-this"}}, nil
}

// chosen reads a new passphrase, twice.
func chosen(a *ask.Ask) (string, error) {
	pass := a.PostFormValue("pass")
	if err := vault.CheckPassphrase(pass); err != nil {
		return "", err
	}
	if pass != a.PostFormValue("again") {
		return "", ebb.Bad("web.pass.differ")
	}
	return pass, nil
}

// again shows the form once more, with what was wrong.
func again(a *ask.Ask, x feature.Answer, err error, data func(wrong string) any) (feature.Answer, error) {
	var p *ebb.Problem
	if !errors.As(err, &p) || p.Status >= http.StatusInternalServerError {
		return feature.Answer{}, err
	}
	x.Status, x.Data = p.Status, data(a.Say(p.Say, p.Args...))
	return x, nil
}

func postKeep(a *ask.Ask) (feature.Answer, error) {
	pass, err := chosen(a)
	if err == nil {
		err = a.House.Door.Keep(a.Context(), a.Visit, pass)
	}
	if err == nil {
		return feature.Answer{Goto: "/recovery"}, nil
	}
	return again(a, feature.Answer{Template: "web/keep-this"}, err, func(wrong string) any {
		return newPass{"/keep-this", wrong}
	})
}

func showChange(a *ask.Ask) (feature.Answer, error) {
	if a.State != feature.Unlocked {
		return feature.Answer{Goto: "/keep-this"}, nil
	}
	return feature.Answer{Template: "web/change", Title: "web.title.settings", Back: toSettings(a), Data: newPass{Action: "/settings/passphrase"}}, nil
}

func toSettings(a *ask.Ask) *feature.Link {
	return &feature.Link{Href: "/settings", Text: a.Say("web.settings")}
}

func postChange(a *ask.Ask) (feature.Answer, error) {
	pass, err := chosen(a)
	if err == nil {
		err = a.House.Door.Change(a.Context(), a.Visit, pass)
	}
	if err == nil {
		return feature.Answer{Goto: "/recovery"}, nil
	}
	return again(a, feature.Answer{Template: "web/change", Title: "web.title.settings", Back: toSettings(a)}, err, func(wrong string) any {
		return newPass{"/settings/passphrase", wrong}
	})
}

// unlocking is the form that asks for a passphrase or a code.
type unlocking struct {
	Action, Next, Wrong  string
	Code, Recovery, Step bool
}

func unlockPage(a *ask.Ask, wrong string) (unlocking, error) {
	has, err := a.House.Door.HasRecovery(a.Context(), a.Visit)
	return unlocking{
		Action: "/unlock", Next: guard.Local(a.FormValue("next"), "/today"), Wrong: wrong, Recovery: has,
		Code: a.FormValue("with") == "code" || a.PostForm.Has("code"),
	}, err
}

func showUnlock(a *ask.Ask) (feature.Answer, error) {
	switch {
	case a.State == feature.Unlocked || a.Visit.Left:
		return feature.Answer{Goto: a.After()}, nil
	case a.State != feature.Locked:
		return said("web.unlock.head", "web.unlock.nobody", "/", "web.problem.back"), nil
	}
	data, err := unlockPage(a, "")
	return feature.Answer{Template: "web/unlock", Data: data, Title: "web.title.unlock"}, err
}

func postUnlock(a *ask.Ask) (feature.Answer, error) {
	if a.State == feature.Unlocked {
		return feature.Answer{Goto: a.After()}, nil
	}
	key, err := a.Try(func() (err error) {
		a.Visit.Key, err = a.House.Door.Unlock(a.Context(), a.PostFormValue("pass"), a.PostFormValue("code"))
		return err
	})
	if key {
		return feature.Answer{Goto: a.After()}, nil
	}
	return again(a, feature.Answer{Template: "web/unlock", Title: "web.title.unlock"}, err, func(wrong string) any {
		data, _ := unlockPage(a, wrong) // without a recovery code's link, where the store does not answer
		return data
	})
}

func stepUp(a *ask.Ask, wrong string) unlocking {
	return unlocking{Action: "/step-up", Next: a.After(), Wrong: wrong, Step: true}
}

func showStepUp(a *ask.Ask) (feature.Answer, error) {
	if a.State != feature.Unlocked || a.Visit.Stepped {
		return feature.Answer{Goto: a.After()}, nil
	}
	return feature.Answer{Template: "web/unlock", Title: "web.title.unlock", Data: stepUp(a, "")}, nil
}

func postStepUp(a *ask.Ask) (feature.Answer, error) {
	ok, err := a.Try(func() error { return a.House.Door.StepUp(a.Context(), a.Visit, a.PostFormValue("pass")) })
	if ok {
		return feature.Answer{Goto: a.After()}, nil
	}
	return again(a, feature.Answer{Template: "web/unlock", Title: "web.title.unlock"}, err, func(wrong string) any { return stepUp(a, wrong) })
}

func showRecovery(a *ask.Ask) (feature.Answer, error) {
	if a.State != feature.Unlocked {
		return feature.Answer{Goto: "/keep-this"}, nil
	}
	has, err := a.House.Door.HasRecovery(a.Context(), a.Visit)
	return feature.Answer{Template: "web/recovery", Data: has}, err
}

func postRecovery(a *ask.Ask) (feature.Answer, error) {
	return feature.Answer{Goto: "/recovery/code"}, a.House.Door.Recovery(a.Context(), a.Visit)
}

func showCode(a *ask.Ask) (feature.Answer, error) {
	code := a.House.Door.Code(a.Visit)
	if code == "" {
		return feature.Answer{Goto: "/settings"}, nil
	}
	return feature.Answer{Template: "web/recovery-code", Data: code}, nil
}

func postSafe(a *ask.Ask) (feature.Answer, error) {
	a.House.Door.CodeSafe(a.Visit)
	return feature.Answer{Goto: "/today"}, nil
}

func showSettings(a *ask.Ask) (feature.Answer, error) {
	var data struct {
		State    string
		Sessions []bool
		Recovery bool
	}
	switch a.State {
	case feature.Draft:
		data.State = "draft"
	case feature.Unlocked:
		data.State = "open"
	}
	var err, err2 error
	if data.State == "open" && !a.Demo {
		data.Sessions, err = a.House.Door.Sessions(a.Context(), a.Visit)
		data.Recovery, err2 = a.House.Door.HasRecovery(a.Context(), a.Visit)
	}
	return feature.Answer{Template: "web/settings", Data: data, Title: "web.title.settings"}, errors.Join(err, err2)
}

func postEverywhere(a *ask.Ask) (feature.Answer, error) {
	a.Clear()
	return feature.Answer{Goto: "/"}, a.House.Door.LockEverywhere(a.Context(), a.Visit)
}

// shut locks, or where there is nothing to lock with marks that the person
// has left. Whatever the store says, the browser has lost its key and this
// process takes the session for ended.
func shut(a *ask.Ask) {
	a.Clear()
	a.Left = a.State == feature.Draft
	if a.State == feature.Unlocked {
		a.SetCookie(jar.Key, "", 0)
	}
	if err := a.House.Door.Lock(a.Context(), a.Visit); err != nil {
		a.House.Log.Warn("a session could not be ended", "error", err)
	}
}

func postLock(a *ask.Ask) (feature.Answer, error) {
	shut(a)
	return feature.Answer{Goto: "/"}, nil
}

// showLeave locks and shows a page that says nothing about anybody. The
// cookie is only sent by links and scripts of this site, so nobody else's
// page can make it lock.
func showLeave(a *ask.Ask) (feature.Answer, error) {
	shut(a)
	return feature.Answer{Template: "web/leave"}, nil
}

func showBack(a *ask.Ask) (feature.Answer, error) {
	if !a.Visit.Left {
		return feature.Answer{Goto: a.After()}, nil
	}
	return feature.Answer{Template: "web/back", Data: a.After()}, nil
}

func postBack(a *ask.Ask) (feature.Answer, error) {
	if !a.Visit.Left {
		return feature.Answer{Goto: a.After()}, nil
	}
	to, open := a.After(), a.House.Door.Return
	if a.PostFormValue("choice") == "empty" {
		to, open = "/", a.House.Door.StartEmpty
	}
	if err := open(a.Context(), a.Visit); err != nil {
		return feature.Answer{}, err
	}
	a.SetCookie(jar.Left, "", 0)
	return feature.Answer{Goto: to}, nil
}
