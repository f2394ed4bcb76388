// Package out is the two ways out of ebb: an archive that only a printed key
// opens, and burning everything, now or in three days.
//
// It promises that before either it is said what will be gone and what old
// copies still hold, that nothing is sealed before the key is known to be on
// paper, that the passphrase is typed at the act itself, and that a burning in
// three days can be stopped with one tap. It refuses to guess whether the time
// has come, and to keep a printed key.
package out

import (
	"embed"
	"net/http"
	"strings"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/vault"
	"ebb/web/ask"
	"ebb/web/door/remind"
	"ebb/web/door/ways"
	"ebb/web/jar"
)

// Files are its templates and words.
//
//go:embed *.tmpl words
var Files embed.FS

type desk struct{ book *remind.Book }

// Pages lists them.
func Pages(book *remind.Book) []ask.Entry {
	d := desk{book}
	at := func(path string, stepUp bool, f func(*ask.Ask) (feature.Answer, error)) ask.Entry {
		return ask.Entry{Page: feature.Page{Path: path, Access: feature.Reader, StepUp: stepUp}, Doors: f}
	}
	return []ask.Entry{
		at("GET /out", false, show),
		at("GET /out/seal", true, showSeal),
		at("POST /out/seal", false, d.seal),
		at("GET /out/burn", true, showBurn),
		at("POST /out/burn", true, d.burn),
		at("POST /out/stay", false, stay),
		{Page: feature.Page{Path: "GET /out/sealed"}, Doors: over("out/sealed")},
		{Page: feature.Page{Path: "GET /out/burned"}, Doors: over("out/burned")},
	}
}

// Wait is how long a burning can be stopped.
const Wait = 72 * time.Hour

type page struct {
	Kept   bool // behind a passphrase, so that there is something to leave
	Sealed bool
	Burns  time.Time // zero: not marked
	Key    string
	Wrong  string
	Hours  int
}

// look is what the store knows of the person.
func look(a *ask.Ask) (p page, err error) {
	p = page{Kept: a.State == feature.Unlocked, Hours: int(Wait.Hours())}
	if !p.Kept || a.Demo {
		return p, nil
	}
	person, err := a.House.Door.Host().Person(a.Context(), a.Visit.Person())
	if person != nil {
		p.Sealed = ways.IsSealed(*person)
		if at, burns := ways.Burns(*person); burns {
			p.Burns = at.In(a.Now.Location())
		}
	}
	return p, err
}

func answer(a *ask.Ask, template string, p page) feature.Answer {
	x := feature.Answer{Template: template, Title: "out.title", Data: p}
	if template != "out/show" {
		x.Back = &feature.Link{Href: "/out", Text: a.Say("out.head")}
	}
	return x
}

func show(a *ask.Ask) (feature.Answer, error) {
	p, err := look(a)
	return answer(a, "out/show", p), err
}

// Listed is the key word by word.
func (p page) Listed() []string { return strings.Fields(p.Key) }

// showSeal makes a key, which nothing keeps: it stands on the page alone, and
// comes back with its form.
func showSeal(a *ask.Ask) (feature.Answer, error) {
	p, err := look(a)
	if err != nil || !p.Kept {
		return feature.Answer{Goto: "/out"}, err
	}
	p.Key = vault.NewRecovery()
	return answer(a, "out/seal", p), nil
}

// seal asks whether anything is needed soon and whether the key is on paper,
// and for the passphrase; then nothing but the key opens the journal.
func (d desk) seal(a *ask.Ask) (feature.Answer, error) {
	p, err := look(a)
	if err != nil || !p.Kept || a.Demo {
		return feature.Answer{Goto: "/out"}, err
	}
	p.Key = a.PostFormValue("key")
	again := func(key string) (feature.Answer, error) {
		p.Wrong = a.Say(key)
		x := answer(a, "out/seal", p)
		x.Status = http.StatusBadRequest
		return x, nil
	}
	switch {
	case a.PostFormValue("soon") == "yes":
		return feature.Answer{Template: "out/soon", Title: "out.title"}, nil
	case a.PostFormValue("soon") != "no":
		return again("out.bad.soon")
	case !endsWith(p.Key, a.PostFormValue("last")):
		return again("out.bad.last")
	}
	proved, err := a.Try("", func() error {
		return a.House.Door.StepUp(a.Context(), a.Visit, a.PostFormValue("pass"), a.PostFormValue("code"))
	})
	if !proved && refused(err) {
		return again("out.bad.pass")
	}
	if err == nil {
		err = a.House.Door.Change(a.Context(), a.Visit, ways.Sealed(p.Key))
	}
	if err != nil {
		return feature.Answer{}, err
	}
	return feature.Answer{Goto: "/out/sealed"}, d.gone(a)
}

// over is the last page of each way.
func over(template string) func(*ask.Ask) (feature.Answer, error) {
	return func(*ask.Ask) (feature.Answer, error) {
		return feature.Answer{Template: template, Title: "out.title", Alone: true}, nil
	}
}

// endsWith says whether the last word of a key was typed: that shows that it
// stands on paper.
func endsWith(key, typed string) bool {
	words := strings.Fields(key)
	return len(words) > 0 && strings.EqualFold(words[len(words)-1], strings.TrimSpace(typed))
}

func refused(err error) bool {
	p, ok := err.(*ebb.Problem)
	return ok && p.Status < http.StatusInternalServerError
}

// gone ends what the person has open here: reminders, every session, and what
// this browser remembers.
func (d desk) gone(a *ask.Ask) error {
	if err := d.book.Off(a.Context(), a.Visit.Person()); err != nil {
		return err
	}
	if err := a.House.Door.LockEverywhere(a.Context(), a.Visit); err != nil {
		return err
	}
	a.Clear()
	a.Visit.Key = nil
	a.SetCookie(jar.Key, "", 0)
	return nil
}

func showBurn(a *ask.Ask) (feature.Answer, error) {
	p, err := look(a)
	if err != nil || !p.Kept {
		return feature.Answer{Goto: "/out"}, err
	}
	return answer(a, "out/burn", p), nil
}

// burn destroys everything once the word is typed, now or in three days.
func (d desk) burn(a *ask.Ask) (feature.Answer, error) {
	p, err := look(a)
	if err != nil || !p.Kept || a.Demo {
		return feature.Answer{Goto: "/out"}, err
	}
	if !strings.EqualFold(strings.TrimSpace(a.PostFormValue("word")), a.Say("out.burn.word")) {
		p.Wrong = a.Say("out.bad.word", "word", a.Say("out.burn.word"))
		x := answer(a, "out/burn", p)
		x.Status = http.StatusBadRequest
		return x, nil
	}
	if a.PostFormValue("when") == "later" {
		return feature.Answer{Goto: "/out"}, a.House.Door.Slots(a.Context(), a.Visit, ways.BurnAt(a.Now.Add(Wait)))
	}
	person := a.Visit.Person()
	if err := d.gone(a); err != nil {
		return feature.Answer{}, err
	}
	if err := a.House.Door.Host().Remove(a.Context(), person); err != nil {
		return feature.Answer{}, err
	}
	a.SetCookie(jar.Whose, "", 0)
	a.Writer().Header().Set("Clear-Site-Data", `"storage"`) // what waits in this browser, and its way in
	return feature.Answer{Goto: "/out/burned"}, nil
}

// stay stops a burning that has not happened.
func stay(a *ask.Ask) (feature.Answer, error) {
	if a.Demo || a.State != feature.Unlocked {
		return feature.Answer{Goto: "/out"}, nil
	}
	return feature.Answer{Goto: "/out"}, a.House.Door.Slots(a.Context(), a.Visit, ways.BurnAt(time.Time{}))
}
