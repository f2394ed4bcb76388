// Package present remembers who is here: what is known of each session beyond
// its row in the store, and which journals are in use. All of it dies with the
// process.
//
// It promises that a session sleeps after ten minutes, that a hard moment does
// not, and that a recovery code is held no longer than its session. It refuses
// to know keys.
package present

import (
	"math"
	"sync"
	"time"

	"ebb"
)

// How long people may be away.
const (
	Idle   = 10 * time.Minute // without a request, where they have not chosen
	Moment = 2 * time.Hour    // the same, in a hard moment
)

// skew is how far ahead a time may lie that another process wrote down.
const skew = time.Minute

// Away is how long ago something was. A clock may have been put back, and the
// one that only goes forward stands still while the machine sleeps: the longer
// of the two counts. A time that has not come yet was long ago: nobody stays
// signed in because the clock went back.
func Away(now, then time.Time) time.Duration {
	if d := max(now.Sub(then), now.Round(0).Sub(then.Round(0))); d >= -skew {
		return d
	}
	return math.MaxInt64
}

// List is everybody who is here.
type List struct {
	clock ebb.Clock

	mu       sync.Mutex
	sessions map[ebb.ID]*session
	journals map[ebb.ID]use       // by person
	renewed  map[ebb.ID]time.Time // when a draft got a new token, by person
	shut     map[ebb.ID]bool      // sessions that are over though their rows are still there
}

type session struct {
	person  ebb.ID
	seen    time.Time
	idle    time.Duration // how long they may be away
	row     [32]byte      // hash of the session's row as this process knows it
	stepped time.Time     // when the passphrase was typed
	moment  bool          // the last request belonged to a hard moment
	notice  string        // key of a sentence to be said once
	code    string        // a recovery code that waits to be written down
}

type use struct {
	version uint64
	at      time.Time
}

// New returns an empty list.
func New(clock ebb.Clock) *List {
	return &List{clock: clock, sessions: map[ebb.ID]*session{}, journals: map[ebb.ID]use{}, renewed: map[ebb.ID]time.Time{}, shut: map[ebb.ID]bool{}}
}

// Start is how a session began.
type Start struct {
	Notice string // key of a sentence to be said once
	Typed  bool   // its person typed the passphrase or a code, and has not only a passkey
}

// Begin notes a new session.
func (l *List) Begin(sid, person ebb.ID, start Start) {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := &session{person: person, seen: l.clock(), idle: Idle, notice: start.Notice}
	if start.Typed {
		s.stepped = s.seen
	}
	l.sessions[sid] = s
}

// Visit says whether a session is awake, and notes the visit. In a hard moment
// the time does not run out; but it is only the moment that stays open, the
// rest asks for the passphrase again. seen is what the session's row says, idle
// how long they have chosen to be away at most.
func (l *List) Visit(sid, person ebb.ID, seen time.Time, idle time.Duration, moment bool) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	s, now := l.sessions[sid], l.clock()
	if l.shut[sid] {
		return false
	}
	if s == nil {
		s = &session{person: person, seen: seen}
	}
	if seen.After(s.seen) && Away(now, seen) < idle { // another process has seen them
		s.seen = seen
	}
	s.idle = idle
	switch away := Away(now, s.seen); {
	case away < idle:
		s.seen, s.moment = now, moment
	case !moment || !s.moment || away >= Moment:
		return false
	}
	l.sessions[sid] = s
	return true
}

// Of returns when the passphrase was typed, and the sentence to be said.
func (l *List) Of(sid ebb.ID) (stepped time.Time, notice string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if s := l.sessions[sid]; s != nil {
		return s.stepped, s.notice
	}
	return time.Time{}, ""
}

// Seen returns when a session's person was last here.
func (l *List) Seen(sid ebb.ID) time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	if s := l.sessions[sid]; s != nil {
		return s.seen
	}
	return time.Time{}
}

// What is said once after unlocking in a browser that had a draft. It was paired
// with the draft, which is gone: the page that says so pairs it anew.
const (
	Brought = "web.unlock.brought"
	Dropped = "web.unlock.dropped"
)

// Moved has one of them said, where nothing else waits to be.
func (l *List) Moved(sid ebb.ID, along bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.sessions[sid]
	switch {
	case s == nil || s.notice != "":
	case along:
		s.notice = Brought
	default:
		s.notice = Dropped
	}
}

// Noticed forgets the sentence that was to be said.
func (l *List) Noticed(sid ebb.ID) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if s := l.sessions[sid]; s != nil {
		s.notice = ""
	}
}

// Hold keeps a recovery code for as long as the session lasts; "" drops it.
func (l *List) Hold(sid ebb.ID, code string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if s := l.sessions[sid]; s != nil {
		s.code = code
	}
}

// Held returns the recovery code that waits to be written down.
func (l *List) Held(sid ebb.ID) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if s := l.sessions[sid]; s != nil {
		return s.code
	}
	return ""
}

// Forget drops a session and says whose it was and how many of theirs are left;
// nobody's where it was not known.
func (l *List) Forget(sid ebb.ID) (person ebb.ID, left int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	gone := l.sessions[sid]
	if gone == nil {
		return ebb.ID{}, 0
	}
	delete(l.sessions, sid)
	for _, s := range l.sessions {
		if s.person == gone.person {
			left++
		}
	}
	return gone.person, left
}

// Wrote notes the hash of a session's row, and Row gives it: where the row has
// another, another process has seen the person since.
func (l *List) Wrote(sid ebb.ID, row [32]byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if s := l.sessions[sid]; s != nil {
		s.row = row
	}
}

// Row is what Wrote noted.
func (l *List) Row(sid ebb.ID) [32]byte {
	l.mu.Lock()
	defer l.mu.Unlock()
	if s := l.sessions[sid]; s != nil {
		return s.row
	}
	return [32]byte{}
}

// All lists the sessions that are known here, with their people.
func (l *List) All() map[ebb.ID]ebb.ID {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := map[ebb.ID]ebb.ID{}
	for sid, s := range l.sessions {
		out[sid] = s.person
	}
	return out
}

// Shut notes that a session is over though its row could not be removed, or
// that the row is gone.
func (l *List) Shut(sid ebb.ID, still bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.shut, sid)
	if still {
		l.shut[sid] = true
	}
}

// ForgetAll drops every session of a person.
func (l *List) ForgetAll(person ebb.ID) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for sid, s := range l.sessions {
		if s.person == person {
			delete(l.sessions, sid)
		}
	}
}

// Asleep lists sessions whose time is over, with their people.
func (l *List) Asleep() map[ebb.ID]ebb.ID {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := map[ebb.ID]ebb.ID{}
	for sid, s := range l.sessions {
		limit := s.idle
		if s.moment {
			limit = Moment
		}
		if Away(l.clock(), s.seen) >= limit {
			out[sid] = s.person
		}
	}
	return out
}

// Use notes that the journal of a person is in use under a version of the key
// ring, and returns the version before.
func (l *List) Use(person ebb.ID, version uint64) (before uint64, known bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	u, known := l.journals[person]
	l.journals[person] = use{version, l.clock()}
	return u.version, known
}

// Unuse forgets that.
func (l *List) Unuse(person ebb.ID) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.journals, person)
}

// Unused lists people whose journal nobody has asked for in a while.
func (l *List) Unused() []ebb.ID {
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []ebb.ID
	for p, u := range l.journals {
		if l.clock().Sub(u.at) >= Idle {
			out = append(out, p)
		}
	}
	return out
}

// Renewed notes that a draft got a new token.
func (l *List) Renewed(person ebb.ID) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for p, at := range l.renewed {
		if l.clock().Sub(at) > time.Hour {
			delete(l.renewed, p)
		}
	}
	l.renewed[person] = l.clock()
}

// RenewedLately says whether a draft got a new token a moment ago, so that an
// old one is another tab's and no sign of a lost answer.
func (l *List) RenewedLately(person ebb.ID) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	at, ok := l.renewed[person]
	return ok && l.clock().Sub(at) < time.Minute
}
