package web

import (
	"errors"
	"net/http"

	"ebb"
	"ebb/feature"
	"ebb/vault"
	"ebb/web/guard"
	"ebb/web/jar"
)

// doors lists the pages of coming in and going out.
func doors() []entry {
	at := func(path string, f func(*ask) (feature.Answer, error)) entry {
		return entry{Page: feature.Page{Path: path}, doors: f}
	}
	reader := func(path string, stepUp bool, f func(*ask) (feature.Answer, error)) entry {
		return entry{Page: feature.Page{Path: path, Access: feature.Reader, StepUp: stepUp}, doors: f}
	}
	return []entry{
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
		{Page: feature.Page{Path: "GET /leave"}, doors: showLeave, plain: true},
		at("GET /back", showBack),
		at("POST /back", postBack),
	}
}

type newPass struct{ Action, Wrong string }

func said(head, text, href, link string) feature.Answer {
	return feature.Answer{Template: "web/said", Data: struct{ Head, Text, Href, Link string }{head, text, href, link}}
}

func showKeep(a *ask) (feature.Answer, error) {
	if a.State == feature.Unlocked {
		return said("web.keep.head", "web.keep.already", "/today", "web.keep.today"), nil
	}
	free, err := a.s.door.MayKeep(a.Context())
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
func chosen(a *ask) (string, error) {
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
func (a *ask) again(x feature.Answer, err error, data func(wrong string) any) (feature.Answer, error) {
	var p *ebb.Problem
	if !errors.As(err, &p) || p.Status >= http.StatusInternalServerError {
		return feature.Answer{}, err
	}
	x.Status, x.Data = p.Status, data(a.Say(p.Say, p.Args...))
	return x, nil
}

func postKeep(a *ask) (feature.Answer, error) {
	pass, err := chosen(a)
	if err == nil {
		err = a.s.door.Keep(a.Context(), a.visit, pass)
	}
	if err == nil {
		return feature.Answer{Goto: "/recovery"}, nil
	}
	return a.again(feature.Answer{Template: "web/keep-this"}, err, func(wrong string) any {
		return newPass{"/keep-this", wrong}
	})
}

func showChange(a *ask) (feature.Answer, error) {
	if a.State != feature.Unlocked {
		return feature.Answer{Goto: "/keep-this"}, nil
	}
	return feature.Answer{Template: "web/change", Title: "web.title.settings", Back: a.toSettings(), Data: newPass{Action: "/settings/passphrase"}}, nil
}

func (a *ask) toSettings() *feature.Link {
	return &feature.Link{Href: "/settings", Text: a.Say("web.settings")}
}

func postChange(a *ask) (feature.Answer, error) {
	pass, err := chosen(a)
	if err == nil {
		err = a.s.door.Change(a.Context(), a.visit, pass)
	}
	if err == nil {
		return feature.Answer{Goto: "/recovery"}, nil
	}
	return a.again(feature.Answer{Template: "web/change", Title: "web.title.settings", Back: a.toSettings()}, err, func(wrong string) any {
		return newPass{"/settings/passphrase", wrong}
	})
}

// unlocking is the form that asks for a passphrase or a code.
type unlocking struct {
	Action, Next, Wrong  string
	Code, Recovery, Step bool
}

func (a *ask) unlockPage(wrong string) (unlocking, error) {
	has, err := a.s.door.HasRecovery(a.Context(), a.visit)
	return unlocking{
		Action: "/unlock", Next: guard.Local(a.FormValue("next"), "/today"), Wrong: wrong, Recovery: has,
		Code: a.FormValue("with") == "code" || a.PostForm.Has("code"),
	}, err
}

func showUnlock(a *ask) (feature.Answer, error) {
	switch {
	case a.State == feature.Unlocked || a.visit.Left:
		return feature.Answer{Goto: a.after()}, nil
	case a.State != feature.Locked:
		return said("web.unlock.head", "web.unlock.nobody", "/", "web.problem.back"), nil
	}
	data, err := a.unlockPage("")
	return feature.Answer{Template: "web/unlock", Data: data, Title: "web.title.unlock"}, err
}

// after is where the person wanted to go.
func (a *ask) after() string { return guard.Local(a.FormValue("next"), "/today") }

func postUnlock(a *ask) (feature.Answer, error) {
	if a.State == feature.Unlocked {
		return feature.Answer{Goto: a.after()}, nil
	}
	key, err := a.try(func() (err error) {
		a.visit.Key, err = a.s.door.Unlock(a.Context(), a.PostFormValue("pass"), a.PostFormValue("code"))
		return err
	})
	if key {
		return feature.Answer{Goto: a.after()}, nil
	}
	return a.again(feature.Answer{Template: "web/unlock", Title: "web.title.unlock"}, err, func(wrong string) any {
		data, _ := a.unlockPage(wrong) // without a recovery code's link, where the store does not answer
		return data
	})
}

// try runs f unless there were many tries from the same address.
func (a *ask) try(f func() error) (bool, error) {
	if !a.s.tries.Allow(guard.Address(a.Request.Request), a.s.o.Clock()) {
		return false, &ebb.Problem{Status: http.StatusTooManyRequests, Say: "web.unlock.often"}
	}
	err := f()
	return err == nil, err
}

func (a *ask) stepUp(wrong string) unlocking {
	return unlocking{Action: "/step-up", Next: a.after(), Wrong: wrong, Step: true}
}

func showStepUp(a *ask) (feature.Answer, error) {
	if a.State != feature.Unlocked || a.visit.Stepped {
		return feature.Answer{Goto: a.after()}, nil
	}
	return feature.Answer{Template: "web/unlock", Title: "web.title.unlock", Data: a.stepUp("")}, nil
}

func postStepUp(a *ask) (feature.Answer, error) {
	ok, err := a.try(func() error { return a.s.door.StepUp(a.Context(), a.visit, a.PostFormValue("pass")) })
	if ok {
		return feature.Answer{Goto: a.after()}, nil
	}
	return a.again(feature.Answer{Template: "web/unlock", Title: "web.title.unlock"}, err, func(wrong string) any { return a.stepUp(wrong) })
}

func showRecovery(a *ask) (feature.Answer, error) {
	if a.State != feature.Unlocked {
		return feature.Answer{Goto: "/keep-this"}, nil
	}
	has, err := a.s.door.HasRecovery(a.Context(), a.visit)
	return feature.Answer{Template: "web/recovery", Data: has}, err
}

func postRecovery(a *ask) (feature.Answer, error) {
	return feature.Answer{Goto: "/recovery/code"}, a.s.door.Recovery(a.Context(), a.visit)
}

func showCode(a *ask) (feature.Answer, error) {
	code := a.s.door.Code(a.visit)
	if code == "" {
		return feature.Answer{Goto: "/settings"}, nil
	}
	return feature.Answer{Template: "web/recovery-code", Data: code}, nil
}

func postSafe(a *ask) (feature.Answer, error) {
	a.s.door.CodeSafe(a.visit)
	return feature.Answer{Goto: "/today"}, nil
}

func showSettings(a *ask) (feature.Answer, error) {
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
		data.Sessions, err = a.s.door.Sessions(a.Context(), a.visit)
		data.Recovery, err2 = a.s.door.HasRecovery(a.Context(), a.visit)
	}
	return feature.Answer{Template: "web/settings", Data: data, Title: "web.title.settings"}, errors.Join(err, err2)
}

func postEverywhere(a *ask) (feature.Answer, error) {
	a.steps.Clear()
	return feature.Answer{Goto: "/"}, a.s.door.LockEverywhere(a.Context(), a.visit)
}

// shut locks, or where there is nothing to lock with marks that the person
// has left. Whatever the store says, the browser has lost its key and this
// process takes the session for ended.
func (a *ask) shut() {
	a.steps.Clear()
	a.left = a.State == feature.Draft
	if a.State == feature.Unlocked {
		a.setCookie(jar.Key, "", 0)
	}
	if err := a.s.door.Lock(a.Context(), a.visit); err != nil {
		a.s.o.Log.Warn("a session could not be ended", "error", err)
	}
}

func postLock(a *ask) (feature.Answer, error) {
	a.shut()
	return feature.Answer{Goto: "/"}, nil
}

// showLeave locks and shows a page that says nothing about anybody. The
// cookie is only sent by links and scripts of this site, so nobody else's
// page can make it lock.
func showLeave(a *ask) (feature.Answer, error) {
	a.shut()
	return feature.Answer{Template: "web/leave"}, nil
}

func showBack(a *ask) (feature.Answer, error) {
	if !a.visit.Left {
		return feature.Answer{Goto: a.after()}, nil
	}
	return feature.Answer{Template: "web/back", Data: a.after()}, nil
}

func postBack(a *ask) (feature.Answer, error) {
	if !a.visit.Left {
		return feature.Answer{Goto: a.after()}, nil
	}
	to, open := a.after(), a.s.door.Return
	if a.PostFormValue("choice") == "empty" {
		to, open = "/", a.s.door.StartEmpty
	}
	if err := open(a.Context(), a.visit); err != nil {
		return feature.Answer{}, err
	}
	a.setCookie(jar.Left, "", 0)
	return feature.Answer{Goto: to}, nil
}
