// Package remind is the shell's pages about reminders: asking for a calendar
// feed or for messages to a browser, stopping both, and the feed itself.
//
// It promises that everything is off until asked for, that a page says before
// what others could see, and that the address of a feed is shown once and kept
// nowhere. It refuses to name anybody or anything in a reminder.
package remind

import (
	"embed"
	"errors"
	"html/template"
	"net/http"
	"strings"

	"ebb"
	"ebb/feature"
	"ebb/notify"
	"ebb/web/ask"
	"ebb/web/door/remind"
)

// Files are its templates and words.
//
//go:embed *.tmpl words
var Files embed.FS

// desk is the pages of one installation.
type desk struct{ book *remind.Book }

// Pages lists them.
func Pages(book *remind.Book) []ask.Entry {
	d := desk{book}
	reader := func(path string, stepUp bool, f func(*ask.Ask) (feature.Answer, error)) ask.Entry {
		return ask.Entry{Page: feature.Page{Path: path, Access: feature.Reader, StepUp: stepUp}, Doors: f}
	}
	return []ask.Entry{
		reader("GET /settings/reminders", false, d.show),
		reader("POST /settings/reminders/calendar", true, d.calendar),
		reader("POST /settings/reminders/browser", true, d.browser),
		reader("POST /settings/reminders/seen", false, seen),
		reader("POST /settings/reminders/missed", false, d.missed),
		reader("POST /settings/reminders/off", false, d.off),
		{Page: feature.Page{Path: "GET /calendar/{feed}"}, Doors: d.feed},
	}
}

// stepName remembers a new feed until its person has copied the address.
const stepName = "remind.feed"

type settings struct {
	Kept  remind.Kept
	Draft bool
	Words []string
	Word  string
	Key   string // what a browser subscribes to; "" where it cannot
	Feed  string // the address of a new feed, once
	Lost  *remind.Missed
}

func (d desk) show(a *ask.Ask) (feature.Answer, error) {
	s := settings{Draft: a.State != feature.Unlocked, Words: remind.Words, Word: remind.Words[0]}
	if !s.Draft && !a.Demo {
		var err error
		if s.Kept, err = d.book.Of(a.Context(), a.Visit.Person()); err != nil {
			return feature.Answer{}, err
		}
		var feed string
		if a.Steps.Recall(stepName, &feed) {
			s.Feed = origin(a) + "/calendar/" + feed + ".ics"
		}
		s.Key, s.Lost = d.book.Key(), lost(a, s.Kept)
	}
	if s.Kept.Word != "" {
		s.Word = s.Kept.Word
	}
	return feature.Answer{
		Template: "remind/settings", Title: "web.title.settings", Data: s, Scripts: []string{"remind"},
		Back: &feature.Link{Href: "/settings", Text: a.Say("web.settings")},
	}, nil
}

// origin is this server as the person's browser has named it.
func origin(a *ask.Ask) string {
	if a.House.Secure(a.Request.Request) {
		return "https://" + a.Host
	}
	return "http://" + a.Host
}

var toSettings = feature.Answer{Goto: "/settings/reminders"}

// mayAsk refuses what a draft cannot have: it lasts a week.
func mayAsk(a *ask.Ask) error {
	if a.State != feature.Unlocked {
		return ebb.Bad("remind.bad.draft")
	}
	return nil
}

func (d desk) calendar(a *ask.Ask) (feature.Answer, error) {
	if err := mayAsk(a); err != nil || a.Demo {
		return toSettings, err
	}
	feed, err := d.book.Calendar(a.Context(), a.Visit.Person(), a.PostFormValue("word"))
	if err != nil {
		return feature.Answer{}, said(err)
	}
	a.Steps.Keep(stepName, feed)
	return toSettings, Refresh(a, d.book)
}

func (d desk) browser(a *ask.Ask) (feature.Answer, error) {
	if err := mayAsk(a); err != nil || a.Demo {
		return toSettings, err
	}
	to := notify.Subscription{Endpoint: a.PostFormValue("endpoint"), P256DH: a.PostFormValue("p256dh"), Auth: a.PostFormValue("auth")}
	if err := d.book.Subscribe(a.Context(), a.Visit.Person(), to, a.PostFormValue("word")); err != nil {
		return feature.Answer{}, said(err)
	}
	return toSettings, Refresh(a, d.book)
}

// said gives what was sent a sentence.
func said(err error) error {
	switch {
	case errors.Is(err, notify.ErrAddress):
		return ebb.Bad("remind.bad.browser")
	case errors.Is(err, remind.ErrNone):
		return ebb.Bad("remind.bad.word")
	}
	return err
}

// Card says on Today that a reminder did not arrive; "" where none is missed.
func Card(a *ask.Ask, book *remind.Book) (template.HTML, error) {
	if a.State != feature.Unlocked || a.Demo {
		return "", nil
	}
	kept, err := book.Of(a.Context(), a.Visit.Person())
	if err != nil || kept.Missed.At.IsZero() {
		return "", err
	}
	return a.House.Pages.Part("remind/card", lost(a, kept))
}

// lost is what was missed, at the person's hour.
func lost(a *ask.Ask, k remind.Kept) *remind.Missed {
	if k.Missed.At.IsZero() {
		return nil
	}
	return &remind.Missed{At: k.Missed.At.In(a.Now.Location()), Gone: k.Missed.Gone}
}

// missed puts aside what was read about a reminder that did not arrive.
func (d desk) missed(a *ask.Ask) (feature.Answer, error) {
	if a.Demo || a.State != feature.Unlocked {
		return toSettings, nil
	}
	return toSettings, d.book.Seen(a.Context(), a.Visit.Person())
}

func seen(a *ask.Ask) (feature.Answer, error) {
	a.Steps.Forget(stepName)
	return toSettings, nil
}

func (d desk) off(a *ask.Ask) (feature.Answer, error) {
	a.Steps.Forget(stepName)
	if a.Demo || a.State != feature.Unlocked {
		return toSettings, nil
	}
	return toSettings, d.book.Off(a.Context(), a.Visit.Person())
}

func (d desk) feed(a *ask.Ask) (feature.Answer, error) {
	name := a.PathValue("feed")
	if !strings.HasSuffix(name, ".ics") {
		return feature.Answer{}, &ebb.Problem{Status: http.StatusNotFound, Say: "web.bad.none"}
	}
	file, err := d.book.Feed(a.Context(), name)
	if errors.Is(err, remind.ErrNone) {
		return feature.Answer{}, &ebb.Problem{Status: http.StatusNotFound, Say: "web.bad.none"}
	}
	return feature.Answer{Raw: &feature.Raw{Type: "text/calendar; charset=utf-8", Body: file}}, err
}

// Refresh writes down anew when something waits, where the person behind a has
// asked for it.
func Refresh(a *ask.Ask, book *remind.Book) error {
	if a.State != feature.Unlocked || a.Demo {
		return nil
	}
	times, err := a.Dues()
	if err != nil {
		return err
	}
	return book.Set(a.Context(), a.Visit.Person(), times)
}
