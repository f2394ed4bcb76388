// Package remind keeps when a person who asked for it wants to be reminded, and
// where the reminder goes: a calendar feed, or browsers.
//
// It promises that nothing is kept before somebody asks, that the store learns
// times and never what they are about, that a reminder is one neutral word, and
// that each goes out once or, where the process ends at that moment, twice, and
// that one which reached no browser is named. It refuses to read a journal.
package remind

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"ebb"
	"ebb/notify"
	"ebb/store"
	"ebb/vault"
	"ebb/web/door/key"
)

// Kinds of channels.
const (
	kindCalendar = "calendar"
	kindPush     = "push"
)

// secretPush names the secret of this installation under which the addresses of
// browsers are sealed, secretSign the one that signs messages to them.
const (
	secretPush = "push"
	secretSign = "sign"
)

// Words are what a reminder may say, by key.
var Words = []string{"reminder", "tide", "note", "later"}

// ErrNone: no such feed, or no such word.
var ErrNone = errors.New("remind: nothing of that kind")

// Options say where things are.
type Options struct {
	Store   store.Store
	Secrets *vault.Secrets
	Install ebb.ID
	Clock   ebb.Clock
	Log     *slog.Logger
	Client  *http.Client             // nil: notify's own
	Say     func(word string) string // a word by its key
}

// Book is one installation's reminders.
type Book struct {
	o      Options
	pusher *notify.Pusher
}

// New opens the book.
func New(o Options) (*Book, error) {
	secret, err := o.Secrets.Of(secretSign, 0)
	if err != nil {
		return nil, err
	}
	return &Book{o, notify.NewPusher(secret, o.Client)}, nil
}

// Key is what browsers subscribe to.
func (b *Book) Key() string { return b.pusher.Public() }

// Kept is what a person has asked for.
type Kept struct {
	Calendar bool
	Browsers int
	Word     string // key; "" where nothing is asked for
	Missed   Missed
}

// On reports whether anything is.
func (k Kept) On() bool { return k.Calendar || k.Browsers > 0 }

// calendar is the box of a feed: SHA-256 of its secret, then the word.
const sumBytes = sha256.Size

// reach is the box of a browser, before it is sealed.
type reach struct {
	notify.Subscription
	Word string `json:"word"`
}

// Of returns what p has asked for.
func (b *Book) Of(ctx context.Context, p ebb.ID) (Kept, error) {
	all, err := b.o.Store.Channels(ctx, store.ID(p))
	var k Kept
	for _, c := range all {
		switch c.Kind {
		case kindCalendar:
			k.Calendar = true
			if len(c.Box) > sumBytes {
				k.Word = string(c.Box[sumBytes:])
			}
		case kindPush:
			k.Browsers++
			if to, err := b.reach(p, c); err == nil {
				k.Word = to.Word
			}
		case kindMissed:
			k.Missed = missed(c.Box)
		}
	}
	return k, err
}

// Calendar starts a feed for p, in place of one that was there, and returns its
// name: the only thing that opens it, and kept nowhere.
func (b *Book) Calendar(ctx context.Context, p ebb.ID, word string) (feed string, err error) {
	if !slices.Contains(Words, word) {
		return "", ErrNone
	}
	if err := b.drop(ctx, p, kindCalendar); err != nil {
		return "", err
	}
	secret := make([]byte, 16)
	rand.Read(secret)
	sum := sha256.Sum256(secret)
	c := store.Channel{ID: store.ID(ebb.NewID()), Kind: kindCalendar, Box: append(sum[:], word...)}
	if err := b.o.Store.PutChannel(ctx, store.ID(p), c); err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(append(p[:], secret...)), nil
}

// Feed returns the calendar of a feed. ErrNone.
func (b *Book) Feed(ctx context.Context, feed string) ([]byte, error) {
	raw, err := key.Bytes(strings.TrimSuffix(feed, ".ics"))
	if err != nil || len(raw) != 32 {
		return nil, ErrNone
	}
	p, sum := store.ID(raw[:16]), sha256.Sum256(raw[16:])
	all, err := b.o.Store.Channels(ctx, p)
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		if c.Kind != kindCalendar || len(c.Box) < sumBytes || subtle.ConstantTimeCompare(c.Box[:sumBytes], sum[:]) != 1 {
			continue
		}
		times, err := b.times(ctx, p)
		return notify.Calendar(ebb.ID(c.ID).String(), b.o.Say(string(c.Box[sumBytes:])), times, b.o.Clock()), err
	}
	return nil, ErrNone
}

func (b *Book) times(ctx context.Context, p store.ID) ([]time.Time, error) {
	quarters, err := b.o.Store.DuesOf(ctx, p)
	var times []time.Time
	for _, q := range quarters {
		times = append(times, start(q))
	}
	return times, err
}

// Subscribe sends reminders of p to a browser. notify.ErrAddress where it is
// none; ErrNone for another word.
func (b *Book) Subscribe(ctx context.Context, p ebb.ID, s notify.Subscription, word string) error {
	if !slices.Contains(Words, word) {
		return ErrNone
	}
	if err := s.Check(); err != nil {
		return err
	}
	secret, err := b.o.Secrets.Of(secretPush, 0)
	if err != nil {
		return err
	}
	plain, err := json.Marshal(reach{s, word})
	if err != nil {
		return err
	}
	at := sha256.Sum256([]byte(s.Endpoint)) // the same browser again replaces itself
	id := ebb.ID(at[:16])
	err = b.o.Store.PutChannel(ctx, store.ID(p), store.Channel{
		ID: store.ID(id), Kind: kindPush, Box: vault.SealPush(b.owner(p), id, secret, plain),
	})
	if err != nil {
		return err
	}
	return b.Seen(ctx, p)
}

func (b *Book) owner(p ebb.ID) vault.Owner { return vault.Owner{Install: b.o.Install, Person: p} }

func (b *Book) reach(p ebb.ID, c store.Channel) (to reach, err error) {
	secret, err := b.o.Secrets.Of(secretPush, 0)
	if err != nil {
		return to, err
	}
	plain, err := vault.OpenPush(b.owner(p), ebb.ID(c.ID), secret, c.Box)
	if err == nil {
		err = json.Unmarshal(plain, &to)
	}
	return to, err
}

// Off forgets every channel and every time of p.
func (b *Book) Off(ctx context.Context, p ebb.ID) error {
	return errors.Join(b.drop(ctx, p, ""), b.o.Store.PutDues(ctx, store.ID(p), nil))
}

// drop removes p's channels of a kind; "" all.
func (b *Book) drop(ctx context.Context, p ebb.ID, kind string) error {
	all, err := b.o.Store.Channels(ctx, store.ID(p))
	for _, c := range all {
		if kind == "" || c.Kind == kind {
			err = errors.Join(err, b.o.Store.DropChannel(ctx, store.ID(p), c.ID))
		}
	}
	return err
}

// Set keeps the coming ones of times for p, where they have asked for reminders.
func (b *Book) Set(ctx context.Context, p ebb.ID, times []time.Time) error {
	kept, err := b.Of(ctx, p)
	if err != nil || !kept.On() {
		return err
	}
	known, err := b.o.Store.DuesOf(ctx, store.ID(p))
	if err != nil {
		return err
	}
	if quarters := b.coming(times); !slices.Equal(quarters, known) {
		return b.o.Store.PutDues(ctx, store.ID(p), quarters)
	}
	return nil
}

// coming are the quarters of times that have not begun, each once and the
// earliest first.
func (b *Book) coming(times []time.Time) []int64 {
	var quarters []int64
	for _, at := range times {
		if at.After(b.o.Clock()) {
			quarters = append(quarters, quarter(at))
		}
	}
	slices.Sort(quarters)
	quarters = slices.Compact(quarters)
	return quarters[:min(len(quarters), store.DueCount)]
}

func start(q int64) time.Time { return time.Unix(q*int64(notify.Quarter.Seconds()), 0).UTC() }

func quarter(at time.Time) int64 { return at.Unix() / int64(notify.Quarter.Seconds()) }
