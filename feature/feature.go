// Package feature is the kit: what a feature is, what the shell hands to its
// pages and what it gets back. A feature is a folder that owns event kinds,
// one fold, pages, words and perhaps a command; adding one is a new folder and
// one entry in feature/all.
//
// The kit promises that access, gate and step-up are declared here and
// enforced by the shell, so that no page can forget them, and that a form sent
// again after a lost answer is kept once, where its events come from Request.New.
// It refuses to know
// any feature by name, and to know how events are sealed or stored.
package feature

import (
	"context"
	"encoding/json"
	"html/template"
	"io"
	"io/fs"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ebb"
	"ebb/guide"
	"ebb/internal/words"
)

// Feature is one of ebb's parts. Only Name is required.
type Feature struct {
	Name  string   // folder, event prefix, CSS scope
	Kinds []string // the event kinds it owns
	Fold  func() ebb.Fold
	// Capture checks the body of a capture of one of Kinds, sealed by a page
	// or a terminal, and returns the event body. nil: takes no captures.
	Capture func(kind string, body json.RawMessage) (any, error)
	Pages   []Page
	Card    func(*Request) (*Card, error) // on Today; nil where there is nothing to say
	// Back is what Today shows first to somebody who comes back after a long
	// silence; every card folds up behind it. nil where they were here. Exactly one
	// feature has it: later.
	Back  func(*Request) (*Card, error)
	Panel func(*Request) (*Panel, error) // on Patterns
	Aids  func(*Request) ([]Aid, error)  // in a hard moment; only while the journal is open
	// Week is what it has to say in the weekly review about the days from one
	// midnight to another; nil where there is nothing.
	Week  func(r *Request, from, until time.Time) ([]Card, error)
	Shelf func(*Request) (*Shelf, error) // its place on Keep; nil where it has none
	Step  func(*Request) (*Shelf, error) // its place on Decide; nil where it has none
	// Due is when something of it waits to be looked at, for people who asked to be
	// reminded. The store learns these times and never what they are about.
	Due     func(*Request) ([]time.Time, error)
	Gate    func(*Request) (Gate, error) // exactly one feature has it: safety
	Apart   []Apart                      // what of it no export holds unless ticked
	Guard   Guard                        // what has to be answered before its pages open; every feature says so
	Files   fs.FS                        // *.tmpl and words/en.json
	Words   []fs.FS                      // of its parts, each with a words/en.json of its own
	Command func(*Terminal) *cobra.Command
}

// Start is the path of the first page it shows; "/help" where it shows none.
func (f *Feature) Start() string {
	for _, p := range f.Pages {
		if method, path, _ := strings.Cut(p.Path, " "); method == http.MethodGet {
			return path
		}
	}
	return "/help"
}

// Page is one route.
type Page struct {
	Path   string // a ServeMux pattern with its method: "GET /now"
	Serve  func(*Request) (Answer, error)
	Access Access
	Guard  Guard // stricter than its feature's, where it says one
	StepUp bool  // asks for the passphrase again unless that was within 5 minutes
	Body   int64 // largest request body in bytes; 0 means 64 KiB
	Stream bool  // the page reads the body itself; otherwise the shell parses the form
	Times  bool  // what it keeps moves a time that waits: reminders follow at once, not with the next look at Today
}

// Access says who may see a page.
type Access int

const (
	// Anyone: also while locked, and before anybody has saved anything.
	Anyone Access = iota
	// Reader: needs an open journal. Locked: the unlock page, then back.
	// Before the first save the journal is open and empty.
	Reader
)

// Gate is what the safety questions say to pages that have a guard.
type Gate int

const (
	// Unasked: the questions come first, then back.
	Unasked Gate = iota
	// Skipped: asked, without a yes, and at least one was left out.
	Skipped
	// Open: all answered without a yes.
	Open
	// Closed: a yes.
	Closed
)

// Guard says what the safety questions have to do with a page. The shell
// enforces it before the page is served, and a house with a feature that says
// nothing does not open.
type Guard int

const (
	// Undeclared is a mistake.
	Undeclared Guard = iota
	// Free: nothing to do with them.
	Free
	// Asked: they come first, and the page opens whatever was answered. It reads
	// tie.Safety and goes gently after a yes.
	Asked
	// NoYes: they come first, and a yes closes it.
	NoYes
	// NoSkip: a question left out keeps it closed as well: odds and look-backs.
	NoSkip
)

// Shuts reports whether a page with this guard is closed for good while g stands.
func (u Guard) Shuts(g Gate) bool { return g == Closed && u >= NoYes || g == Skipped && u >= NoSkip }

// State says how much of a person there is behind a request.
type State int

const (
	// Nobody: nothing was ever saved from this browser, and nobody is kept
	// here. The journal is empty; the first Record creates the person.
	Nobody State = iota
	// Draft: something was saved and no passphrase chosen yet.
	Draft
	// Locked: somebody is kept here and this browser has no session. Only
	// Capture works.
	Locked
	// Unlocked: signed in.
	Unlocked
)

// Request is what a page gets.
type Request struct {
	*http.Request
	Now     time.Time // in the person's zone
	Words   *words.Book
	State   State
	Journal Journal   // nil while Locked
	Until   time.Time // Draft: until when it is kept
	Demo    bool      // nothing is written
	// Discreet: of the other person an initial at most, and nothing that a
	// locked device would show.
	Discreet bool
	// Capture seals one fact of a hard moment to the person and keeps it; where
	// the journal is open it has joined when Capture returns. It works in every
	// State.
	Capture func(ctx context.Context, kind string, at time.Time, body any) error
	// Aids are every feature's, in their order; none while Locked.
	Aids func() ([]Aid, error)
	// Week renders what every feature has to say about the days from one midnight
	// to another, in their order.
	Week func(from, until time.Time) ([]Said, error)
	// Missed are the places, of all features, where something had its day since a
	// time at which nothing was kept any more.
	Missed func(since time.Time) ([]Link, error)
	// Steps remembers a small value between the steps of a flow, in a cookie
	// sealed under a key that dies with the server. It works while Locked.
	Steps Steps

	sent *sending // nil: every id is a fresh one
}

// Say returns a sentence from the words files. Published figures that it names
// as {fig_<id>} are filled in from guide.
func (r *Request) Say(key string, args ...any) string { return guide.Say(r.Words, key, args...) }

// Steps is a flow's short memory.
type Steps interface {
	Keep(name string, v any)           // JSON, at most 1 KiB, for two hours
	Recall(name string, into any) bool // false where there is none
	Forget(name string)
}

// Journal is a person's open journal.
type Journal interface {
	// Record keeps all entries or none; nil means durable.
	Record(ctx context.Context, entries ...ebb.Entry) error
	// View hands f every feature's fold by name, up to date, and keeps them
	// unchanged until f returns. f must not record.
	View(ctx context.Context, f func(folds map[string]ebb.Fold) error) error
	// Read opens entries again, in the order asked for: words are not kept in
	// folds. Withdrawn and erased ones are left out.
	Read(ctx context.Context, seqs ...uint64) ([]ebb.Event, error)
	// OpenBlob returns a blob's data.
	OpenBlob(ctx context.Context, id ebb.ID, key [32]byte) ([]byte, error)
}

// See runs f with the fold of the feature name, of type *T.
func See[T any](r *Request, name string, f func(*T) error) error {
	return r.Journal.View(r.Context(), func(folds map[string]ebb.Fold) error {
		return f(any(folds[name]).(*T))
	})
}

// Morning is ten o'clock, in the person's zone, on a day written 2006-01-02;
// false for anything else.
func (r *Request) Morning(day string) (time.Time, bool) {
	d, err := time.ParseInLocation(time.DateOnly, day, r.Now.Location())
	return d.Add(10 * time.Hour), err == nil
}

// Record keeps one event without blobs.
func (r *Request) Record(e ebb.Event) error {
	return r.Journal.Record(r.Context(), ebb.Entry{Event: e})
}

// Answer is what a page gives back: a template with its data, or somewhere to
// go.
type Answer struct {
	Goto     string // 303 to this path; everything else is ignored
	Status   int    // 0 means 200
	Template string // "hold/strength"
	Data     any
	Title    string   // key of the neutral title; "" is the bare name
	Where    string   // small line in the header, already said; "" is the date
	Back     *Link    // instead of Where: a link back
	Place    string   // "today", "patterns", "decide" or "keep" marks the tab; "" none
	Night    bool     // always dark, no tabs: the hard moment
	Alone    bool     // no tabs either, but light by day
	Scripts  []string // names of bundled scripts, without ".js"
	Static   bool     // the same bytes for everybody, so that a device may keep them; Where must be said
	Raw      *Raw     // instead of a page
	// Remember keeps small choices in this browser for a year, as plain cookies
	// by name, because the person asked for it; "" forgets one. Never content.
	Remember map[string]string
}

// Link is a place to go and its words, already said.
type Link struct {
	Href string `json:"href"`
	Text string `json:"text"`
}

// Raw is an answer that is no page.
type Raw struct {
	Type string // content type
	Name string // neutral file name; "" shows it in place
	Body []byte
	// Stream writes what is too long to be held at once, instead of Body. Where it
	// fails the connection ends, so that nobody takes a part for the whole.
	Stream func(io.Writer) error
}

// Card is what a feature shows on Today.
type Card struct {
	Headline string // one true sentence for the top of Today; "" leaves that to others
	Step     string // in the weekly review, which of its cards it belongs to: "happened", "moment", "guess", "need", "next"; "" is "happened"
	Template string
	Data     any
}

// Said is a card of the weekly review, rendered.
type Said struct {
	Step string
	HTML template.HTML
}

// Aid is what a feature offers in a hard moment, in words already said: the
// person's own, from calmer days, or somewhere to go. Pages and scripts show it
// alike, so it has no template.
type Aid struct {
	Step  string   `json:"step"`            // where in the flow: "wave", "truths", "choose", "sent", "done"
	Head  string   `json:"head"`            // one line
	Lines []string `json:"lines,omitempty"` // their words
	Links []Link   `json:"links,omitempty"` // pages of ebb, or "tel:…"
	Pulls []string `json:"pulls,omitempty"` // the pulls it fits; none: all
}

// Panel is what a feature shows on Patterns.
type Panel struct {
	Template string
	Data     any
}

// Shelf is a place on Keep or on Decide: a heading, one line about what lies
// there, and where to look. Group, in words already said, is the heading it
// shares with those that follow; "" where it begins without one.
type Shelf struct{ Href, Head, Line, Group string }

// Terminal is what a command gets.
type Terminal struct {
	In       io.Reader
	Out, Err io.Writer
	Clock    ebb.Clock
	Words    *words.Book
	// Apart starts this program again in a process of its own, with little
	// memory and little time, to read a file that may harm its reader. It is told
	// on its input what to read; what it writes is given. Close waits for its end,
	// and says in an error what kept it from a good one.
	Apart func(told []byte) (io.ReadCloser, error)
}
