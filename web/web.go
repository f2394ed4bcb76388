// Package web serves ebb to browsers: it finds out who is behind a request,
// enforces what pages declare (access, gate, step-up, size) and puts each answer
// into the frame. The pages themselves belong to features.
//
// It promises the same headers on every answer, that no request changes
// anything on another site's behalf, that a page is sent whole or not at all,
// and a log without content, addresses with ids or query strings. It refuses to
// sign anybody in over a connection that others can read.
package web

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/store"
	"ebb/store/ledger"
	"ebb/store/quota"
	"ebb/vault"
	"ebb/vault/spare"
	"ebb/web/api"
	"ebb/web/ask"
	"ebb/web/asset"
	"ebb/web/devices"
	"ebb/web/door"
	"ebb/web/door/device"
	"ebb/web/door/invite"
	reminders "ebb/web/door/remind"
	"ebb/web/door/rounds"
	"ebb/web/door/witness"
	"ebb/web/jar"
	"ebb/web/keys"
	"ebb/web/opened"
	"ebb/web/out"
	"ebb/web/page"
	"ebb/web/passkeys"
	"ebb/web/plain"
	"ebb/web/quiet"
	"ebb/web/remind"
	"ebb/web/taken"
	"ebb/web/whole"
)

// Options say what to serve.
type Options struct {
	Store    store.Store
	Secrets  *vault.Secrets
	Features []*feature.Feature
	Clock    ebb.Clock    // nil: the wall clock
	Log      *slog.Logger // nil: silent
	// Origin is the address people type, where it differs from the one that is
	// served: "https://ebb.example" behind a server that speaks HTTPS.
	Origin string
	Cost   vault.Cost // of a passphrase; zero means vault.DefaultCost
	Quota  quota.Limits
	Drafts int // how many drafts may be kept at a time; 0 means 1,000
	// Invites holds who else may come; nil keeps invitations in memory.
	Invites *invite.Book
	Ledger  *ledger.Book // what was erased, outside the database; nil keeps it in memory
	// Codes are recovery codes that lie beside the data, nil keeps them in memory;
	// CodeBeside offers to put them there.
	Codes      *spare.Book
	CodeBeside bool
	Push       *http.Client // for reminders to browsers; nil: one that speaks to no private address
	// Demo shows Show to everybody, unlocked, and writes nothing at all.
	Demo bool
	Show feature.Journal
}

// Server is an http.Handler.
type Server struct {
	o       Options
	house   *ask.House
	assets  *asset.Set
	handler http.Handler
	routes  []string
	handled []string

	reminders *reminders.Book
	keys      *keys.Desk
}

// New prepares everything; it fails on a template or a words file that does
// not parse, on two features with one path, and on a store that does not open.
func New(o Options) (*Server, error) {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	o.Store = quota.Around(o.Store, o.Quota)
	for _, f := range o.Features {
		if f.Guard == feature.Undeclared {
			return nil, errors.New("web: " + f.Name + " says nothing about its guard")
		}
	}
	o.Features = append(slices.Clip(o.Features), keys.Feature())
	s := &Server{o: o, house: &ask.House{
		Features: o.Features, Clock: o.Clock, Log: o.Log, Demo: o.Demo, Show: o.Show, CodeBeside: o.CodeBeside,
	}}
	h := s.house
	var err error
	if h.Origin, err = url.Parse(o.Origin); err != nil || o.Origin != "" && h.Origin.Host == "" {
		return nil, errors.New("web: the origin is no address")
	}
	if s.assets, err = asset.New(); err != nil {
		return nil, err
	}
	if h.Pages, err = page.New(s.assets, o.Features, quiet.Files, remind.Files, devices.Files, out.Files, passkeys.Files, plain.Files, taken.Files, whole.Files, keys.Files); err != nil {
		return nil, err
	}
	folded := append(slices.Clone(o.Features), device.Feature(), taken.Feature(), opened.Feature())
	h.Door, err = door.New(context.Background(), door.Options{
		Store: o.Store, Secrets: o.Secrets, Clock: o.Clock, Log: o.Log, Cost: o.Cost, Features: folded, Drafts: o.Drafts, Invites: o.Invites, Ledger: o.Ledger, Codes: o.Codes,
	})
	if err != nil {
		return nil, err
	}
	if s.reminders, err = s.reminding(); err != nil {
		return nil, err
	}
	h.Reminders = s.reminders
	s.keys = &keys.Desk{Book: s.reminders, Opened: &opened.Book{}, Cost: cmp.Or(o.Cost, vault.DefaultCost)}
	var key [32]byte
	rand.Read(key[:])
	h.Steps = jar.NewBox(key)
	h.Passkeys.Clock = o.Clock
	h.Rounds = &rounds.Rounds{Store: o.Store, Clock: o.Clock, Log: o.Log}
	h.Store, h.Witness = o.Store, &witness.Keeper{Secrets: o.Secrets, Install: h.Door.Host().Install}
	h.Desk = &device.Desk{Store: o.Store, Install: h.Door.Host().Install, Clock: o.Clock}
	return s, s.route()
}

func (s *Server) reminding() (*reminders.Book, error) {
	install, err := s.o.Store.Install(context.Background())
	if err != nil {
		return nil, err
	}
	return reminders.New(reminders.Options{
		Store: s.o.Store, Secrets: s.o.Secrets, Install: ebb.ID(install), Clock: s.o.Clock, Log: s.o.Log, Client: s.o.Push,
		Say: func(word string) string { return s.house.Pages.Words.Say("remind.word." + word) },
	})
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Door is how commands get in beside the browser.
func (s *Server) Door() *door.Door { return s.house.Door }

// Handled lists every pattern that anything answers, as it stands on the mux.
func (s *Server) Handled() []string { return s.handled }

// Routes lists the pattern of every page.
func (s *Server) Routes() []string { return s.routes }

// Sweep tends to everything, now and once a minute until ctx is done.
func (s *Server) Sweep(ctx context.Context) {
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for {
		if err := s.Tend(ctx); err != nil && ctx.Err() == nil {
			s.o.Log.Warn("sweeping", "error", err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// Tend ends what has run out, and sends the reminders that are due.
func (s *Server) Tend(ctx context.Context) error {
	return errors.Join(s.house.Door.Sweep(ctx), s.reminders.Deliver(ctx), s.house.Rounds.Look(ctx))
}

// route puts every page on the mux. A path that a feature has wins over the
// shell's page that says what will come.
func (s *Server) route() (err error) {
	mux := http.NewServeMux()
	defer func() {
		if v := recover(); v != nil { // two pages with one pattern
			err = errors.New("web: two pages want one address")
		}
	}()
	handle := func(pattern string, h http.Handler) {
		s.handled = append(s.handled, pattern)
		mux.Handle(pattern, h)
	}
	taken := map[string]bool{}
	add := func(e ask.Entry) {
		taken[e.Path] = true
		s.routes = append(s.routes, e.Path)
		handle(e.Path, s.page(e))
	}
	for _, f := range s.o.Features {
		for _, p := range f.Pages {
			p.Guard = max(p.Guard, f.Guard)
			add(ask.Entry{Page: p, Plain: ask.IsHelp(p.Path), Gates: f.Gate != nil && strings.HasPrefix(p.Path, "POST ")})
		}
	}
	for _, e := range slices.Concat(shell(), remind.Pages(s.reminders), out.Pages(s.reminders), s.keys.Pages()) {
		if !taken[e.Path] {
			add(e)
		}
	}
	for _, r := range api.Routes(s.house) {
		if strings.Contains(r.Pattern, " ") {
			s.routes = append(s.routes, r.Pattern)
		}
		handle(r.Pattern, r)
	}
	handle("GET /asset/{version}/{name...}", s.assets)
	apps, err := quiet.Manifests(s.house.Pages.Words, s.assets.Path)
	if err != nil {
		return err
	}
	handle("GET /app/{name}", apps)
	handle("GET /worker.js", s.assets.Serve("js/worker.js"))
	handle("GET /healthz", http.HandlerFunc(s.healthz))
	handle("/", s.page(ask.Entry{Page: feature.Page{Path: "/"}, Doors: showNone, Plain: true}))
	s.handler = s.guard(mux)
	return nil
}
