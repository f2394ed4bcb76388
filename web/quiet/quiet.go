// Package quiet is the shell's pages about being seen: the lock, where Leave
// leads, discreet mode, and the installed app with its neutral name.
//
// It promises that every choice is kept in the browser where it was made and
// nowhere else, that to loosen one asks for the passphrase where there is one,
// and that a manifest is the same bytes for everybody. It refuses to hide what
// ebb cannot hide, and says so.
package quiet

import (
	"embed"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"ebb/feature"
	"ebb/feature/hold/moment"
	"ebb/web/ask"
	"ebb/web/jar"
)

// Files are the templates and words of these pages.
//
//go:embed *.tmpl words
var Files embed.FS

// Pages lists them.
func Pages() []ask.Entry {
	anyone := func(path string, f func(*ask.Ask) (feature.Answer, error)) ask.Entry {
		return ask.Entry{Page: feature.Page{Path: path}, Doors: f}
	}
	reader := func(path string, stepUp bool, f func(*ask.Ask) (feature.Answer, error)) ask.Entry {
		return ask.Entry{Page: feature.Page{Path: path, Access: feature.Reader, StepUp: stepUp}, Doors: f}
	}
	return []ask.Entry{
		reader("GET /settings/lock", false, showLock),
		reader("POST /settings/lock", false, postLock),
		reader("GET /settings/leave", false, showLeave),
		reader("POST /settings/leave", false, postLeave),
		anyone("GET /settings/discreet", showDiscreet),
		anyone("POST /settings/discreet", postDiscreet),
		reader("GET /settings/discreet/off", true, showOff),
		reader("POST /settings/discreet/off", true, postOff),
		anyone("GET /settings/card", showCard),
		anyone("GET /settings/erase", showErase),
		anyone("POST /settings/erase", postErase),
		anyone("GET /settings/erased", showErased),
		anyone("GET /settings/install", showInstall),
		anyone("POST /settings/install", postInstall),
		reader("POST /settings/install/never", false, postNever),
		anyone("POST /awake", awake),
	}
}

func page(a *ask.Ask, template string, data any) feature.Answer {
	return feature.Answer{
		Template: template, Data: data, Title: "web.title.settings",
		Back: &feature.Link{Href: "/settings", Text: a.Say("web.settings")},
	}
}

// awake is told of a hand that sends nothing else, so that nobody is locked out
// of what they are typing.
func awake(*ask.Ask) (feature.Answer, error) {
	return feature.Answer{Status: http.StatusNoContent, Raw: &feature.Raw{Type: "text/plain; charset=utf-8"}}, nil
}

func tell(a *ask.Ask, cookie, value string) {
	if !a.Demo {
		jar.Tell(a.Writer(), a.House.Secure(a.Request.Request), cookie, value)
	}
}

// showCard is the same for everybody but for discreet mode: what stands on the
// card is on the device alone, and never comes here.
// showErase says what is lost with what this browser keeps.
func showErase(a *ask.Ask) (feature.Answer, error) {
	x := page(a, "quiet/erase", nil)
	x.Scripts = []string{"erase"}
	return x, nil
}

// postErase has the browser forget all that its pages have written. Cookies stay:
// one of them may be the only way into what was saved without a passphrase.
func postErase(a *ask.Ask) (feature.Answer, error) {
	a.Writer().Header().Set("Clear-Site-Data", `"storage"`)
	return feature.Answer{Goto: "/settings/erased"}, nil
}

func showErased(a *ask.Ask) (feature.Answer, error) { return page(a, "quiet/erased", nil), nil }

func showCard(a *ask.Ask) (feature.Answer, error) {
	x := page(a, "quiet/card", a.Quiet.Discreet)
	x.Scripts = []string{"card"}
	return x, nil
}

type lockPage struct {
	jar.Quiet
	All []int
}

func showLock(a *ask.Ask) (feature.Answer, error) {
	return page(a, "quiet/lock", lockPage{a.Quiet, jar.Minutes}), nil
}

// postLock keeps the choice. Less of a lock than before wants the passphrase:
// whoever holds the device unlocked must not take it away.
func postLock(a *ask.Ask) (feature.Answer, error) {
	minutes, err := strconv.Atoi(a.PostFormValue("minutes"))
	if err != nil || !slices.Contains(jar.Minutes, minutes) {
		minutes = a.Quiet.Minutes
	}
	hide := a.PostFormValue("hide") != ""
	looser := minutes > a.Quiet.Minutes || a.Quiet.Hide && !hide
	if looser && a.State == feature.Unlocked && !a.Visit.Stepped && !a.Demo {
		return feature.Answer{Goto: "/step-up?next=/settings/lock"}, nil
	}
	if !a.Demo {
		jar.SetMinutes(a.Writer(), a.House.Secure(a.Request.Request), minutes)
	}
	tell(a, jar.Hide, flag(hide))
	return feature.Answer{Goto: "/settings"}, nil
}

func flag(is bool) string {
	if is {
		return "1"
	}
	return ""
}

type leavePage struct {
	Site, Wrong string
}

func showLeave(a *ask.Ask) (feature.Answer, error) {
	return page(a, "quiet/leave", leavePage{Site: a.Quiet.Site}), nil
}

func postLeave(a *ask.Ask) (feature.Answer, error) {
	site := strings.TrimSpace(a.PostFormValue("site"))
	if site != "" && !jar.IsSite(site) {
		x := page(a, "quiet/leave", leavePage{site, a.Say("quiet.leave.wrong")})
		x.Status = http.StatusBadRequest
		return x, nil
	}
	tell(a, jar.Site, url.QueryEscape(site))
	return feature.Answer{Goto: "/settings"}, nil
}

func showDiscreet(a *ask.Ask) (feature.Answer, error) {
	return page(a, "quiet/discreet", a.Quiet.Discreet), nil
}

func postDiscreet(a *ask.Ask) (feature.Answer, error) {
	tell(a, jar.Discreet, "1")
	return feature.Answer{Goto: "/settings/discreet"}, nil
}

func showOff(a *ask.Ask) (feature.Answer, error) {
	return page(a, "quiet/discreet-off", nil), nil
}

func postOff(a *ask.Ask) (feature.Answer, error) {
	tell(a, jar.Discreet, "")
	return feature.Answer{Goto: "/settings"}, nil
}

type installPage struct {
	Chosen string
	All    []string
}

func showInstall(a *ask.Ask) (feature.Answer, error) {
	return page(a, "quiet/install", installPage{App(a.Quiet), apps}), nil
}

func postInstall(a *ask.Ask) (feature.Answer, error) {
	if app := a.PostFormValue("app"); slices.Contains(apps, app) {
		a.Remember(map[string]string{jar.App: app})
	}
	return feature.Answer{Goto: "/settings/install"}, nil
}

// never is the choice of somebody who wants no offer.
const never = "ebb-offer"

func postNever(a *ask.Ask) (feature.Answer, error) {
	a.Remember(map[string]string{never: "no"})
	return feature.Answer{Goto: "/today"}, nil
}

// Offer says whether to offer the home screen on Today: after the second hard
// moment, where nobody has said no and no name is chosen yet.
func Offer(a *ask.Ask) (bool, error) {
	if a.Quiet.App != "" || a.Demo || a.Journal == nil || jar.Get(a.Request.Request, a.House.Secure(a.Request.Request), never) != "" {
		return false, nil
	}
	n := 0
	err := feature.See(a.Request, "hold", func(st *moment.State) error {
		n = len(st.Moments(moment.LongAgo))
		return nil
	})
	return n >= 2, err
}
