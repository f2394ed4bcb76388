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
	"net/url"
	"strings"

	"ebb"
	"ebb/feature"
	"ebb/vault"
	"ebb/web/ask"
	"ebb/web/door/host"
	"ebb/web/door/passkey"
	"ebb/web/door/proof"
	"ebb/web/door/ways"
	"ebb/web/guard"
	"ebb/web/jar"
	"ebb/web/keys"
	"ebb/web/passkeys"
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
	kept, err := a.House.Door.Host().Kept(a.Context())
	switch {
	case err != nil:
		return feature.Answer{}, err
	case len(kept) > 0:
		return feature.Answer{Template: "web/keep-taken"}, nil
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
		err = a.House.Door.Change(a.Context(), a.Visit, ways.Passphrase(pass), passkey.Keep)
	}
	if err == nil {
		err = keys.Gone(a)
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
	Action, Next, Wrong, Name  string
	Code, Recovery, Step, Must bool
	Sealed                     bool // only a printed key opens it
	Passkey                    bool // one may open it here
	Named, Somebody, WithDraft bool // asks for a name; the browser is somebody's among several; it has a draft
}

// unlockPage shows the same to a browser that is nobody's, whoever is kept.
func unlockPage(a *ask.Ask, wrong string) (unlocking, error) {
	u := unlocking{
		Action: "/unlock", Next: guard.Local(a.FormValue("next"), "/today"), Wrong: wrong, Name: a.PostFormValue("name"),
		Code: a.FormValue("with") == "code" || a.PostForm.Has("code"), WithDraft: a.State == feature.Draft, Recovery: true,
	}
	kept, err := a.House.Door.Host().Kept(a.Context())
	if err != nil {
		return u, err
	}
	u.Named = len(kept) > 1 && a.State != feature.Locked
	u.Somebody = len(kept) > 1 && a.State == feature.Locked
	if a.State == feature.Locked {
		u.Recovery, err = a.House.Door.HasRecovery(a.Context(), a.Visit)
		u.Sealed = sealed(a)
		u.Code = u.Code || u.Sealed
	}
	if err == nil && !u.Sealed {
		u.Passkey, err = passkeys.Offered(a)
	}
	return u, err
}

// sealed reports whether only a printed key opens the journal of the one behind
// the request.
func sealed(a *ask.Ask) bool {
	p, err := a.House.Door.Host().Person(a.Context(), a.Visit.Person())
	return err == nil && p != nil && ways.IsSealed(*p)
}

func showUnlock(a *ask.Ask) (feature.Answer, error) {
	if a.State == feature.Unlocked || a.Visit.Left {
		return feature.Answer{Goto: a.After()}, nil
	}
	if kept, err := a.House.Door.Host().Kept(a.Context()); err != nil || len(kept) == 0 {
		return said("web.unlock.head", "web.unlock.nobody", "/", "web.problem.back"), err
	}
	data, err := unlockPage(a, "")
	return feature.Answer{Template: "web/unlock", Data: data, Title: "web.title.unlock"}, err
}

func postUnlock(a *ask.Ask) (feature.Answer, error) {
	if a.State == feature.Unlocked {
		return feature.Answer{Goto: a.After()}, nil
	}
	c := claim(a)
	key, err := a.Try(c.Name, func() (err error) {
		a.Visit.Key, err = a.House.Door.UnlockFrom(a.Context(), a.Visit, c, proof.Typed(a.PostFormValue("pass"), a.PostFormValue("code")), a.PostForm.Has("along"))
		return err
	})
	if several, _ := a.House.Door.Host().Several(a.Context()); key && several {
		return feature.Answer{Goto: "/name?next=" + url.QueryEscape(a.After())}, nil // asks who has none
	}
	if key {
		return feature.Answer{Goto: a.After()}, nil
	}
	return again(a, feature.Answer{Template: "web/unlock", Title: "web.title.unlock"}, err, func(wrong string) any {
		data, _ := unlockPage(a, wrong) // without a recovery code's link, where the store does not answer
		return data
	})
}

// claim is who somebody says they are. A form without a name sends the one that
// a password manager keeps for this place: nobody's.
func claim(a *ask.Ask) host.Claim {
	c := host.Claim{Name: a.PostFormValue("name")}
	if a.State == feature.Locked {
		c.Behind = a.Visit.Person()
	}
	return c
}

func stepUp(a *ask.Ask, wrong string) unlocking {
	only := sealed(a)
	return unlocking{Action: "/step-up", Next: a.After(), Wrong: wrong, Step: true, Code: only, Sealed: only}
}

func showStepUp(a *ask.Ask) (feature.Answer, error) {
	if a.State != feature.Unlocked || a.Visit.Stepped {
		return feature.Answer{Goto: a.After()}, nil
	}
	return feature.Answer{Template: "web/unlock", Title: "web.title.unlock", Data: stepUp(a, "")}, nil
}

func postStepUp(a *ask.Ask) (feature.Answer, error) {
	ok, err := a.Try("", func() error {
		return a.House.Door.StepUp(a.Context(), a.Visit, a.PostFormValue("pass"), a.PostFormValue("code"))
	})
	if ok {
		return feature.Answer{Goto: a.After()}, nil
	}
	return again(a, feature.Answer{Template: "web/unlock", Title: "web.title.unlock"}, err, func(wrong string) any { return stepUp(a, wrong) })
}

func showRecovery(a *ask.Ask) (feature.Answer, error) {
	if a.State != feature.Unlocked {
		return feature.Answer{Goto: "/keep-this"}, nil
	}
	code, err := keys.Look(a)
	return feature.Answer{Template: "web/recovery", Data: code}, err
}

func postRecovery(a *ask.Ask) (feature.Answer, error) {
	err := a.House.Door.Recovery(a.Context(), a.Visit)
	if err == nil && !a.Demo {
		err = keys.Made(a)
	}
	return feature.Answer{Goto: "/recovery/code"}, err
}

func showCode(a *ask.Ask) (feature.Answer, error) {
	code := a.House.Door.Code(a.Visit)
	if code == "" {
		return feature.Answer{Goto: "/settings"}, nil
	}
	return feature.Answer{Template: "web/recovery-code", Data: strings.Fields(code)}, nil
}

func postSafe(a *ask.Ask) (feature.Answer, error) {
	a.House.Door.CodeSafe(a.Visit)
	return feature.Answer{Goto: "/today"}, nil
}

func showSettings(a *ask.Ask) (feature.Answer, error) {
	var data struct {
		State    string
		Sessions []bool
		Code     keys.Code
		Several  bool
		Minutes  int // until it locks by itself
	}
	data.Minutes = int(a.Quiet.Idle().Minutes())
	switch a.State {
	case feature.Draft:
		data.State = "draft"
	case feature.Unlocked:
		data.State = "open"
	}
	var err, err2, err3 error
	if data.State == "open" && !a.Demo {
		data.Sessions, err = a.House.Door.Sessions(a.Context(), a.Visit)
		data.Code, err2 = keys.Look(a)
		data.Several, err3 = a.House.Door.Host().Several(a.Context())
	}
	return feature.Answer{Template: "web/settings", Data: data, Title: "web.title.settings"}, errors.Join(err, err2, err3)
}

func postEverywhere(a *ask.Ask) (feature.Answer, error) {
	a.Clear()
	return feature.Answer{Goto: "/"}, a.House.Door.LockEverywhere(a.Context(), a.Visit)
}

func postLock(a *ask.Ask) (feature.Answer, error) {
	a.Shut()
	return feature.Answer{Goto: "/"}, nil
}

// showLeave locks and shows a page that says nothing about anybody. The
// cookie is only sent by links and scripts of this site, so nobody else's
// page can make it lock. An address that the person typed in comes instead.
func showLeave(a *ask.Ask) (feature.Answer, error) {
	a.Shut()
	if site := a.Quiet.Site; site != "" {
		a.Writer().Header().Set("Location", site)
		return feature.Answer{Status: http.StatusSeeOther, Raw: &feature.Raw{Type: "text/plain; charset=utf-8"}}, nil
	}
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
