package remind

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/store"
	"ebb/store/mem"
	"ebb/vault"
)

// FuzzFeed holds for any text in the place of a feed's name: only what was
// handed out shows a calendar.
func FuzzFeed(f *testing.F) {
	b, person := opened(f)
	feed, err := b.Calendar(f.Context(), ebb.ID(person), Words[0])
	if err != nil {
		f.Fatal(err)
	}
	for _, text := range []string{feed, feed + ".ics", feed + ".ics.ics", feed + "\n", feed[1:], ".ics", strings.Repeat("A", 43)} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		shown, err := b.Feed(t.Context(), text)
		mine := text == feed || text == feed+".ics"
		if mine != (err == nil) || mine != bytes.HasPrefix(shown, []byte("BEGIN:VCALENDAR\r\n")) || err != nil && !errors.Is(err, ErrNone) {
			t.Errorf("%q shows %q, %v", text, shown, err)
		}
	})
}

// FuzzChannel holds for any box of a channel, which whoever writes the database
// may put there: reading it stays a reading, and what nobody sealed is no
// browser's address.
func FuzzChannel(f *testing.F) {
	b, person := opened(f)
	f.Add([]byte{})
	f.Add(append(make([]byte, sumBytes), "tide"...))
	f.Add([]byte{1, 2, 3})
	f.Fuzz(func(t *testing.T, box []byte) {
		if len(box) > 2<<10 {
			return
		}
		if to, err := b.reach(ebb.ID(person), store.Channel{ID: store.ID{7}, Kind: kindPush, Box: box}); err == nil || to.Endpoint != "" {
			t.Errorf("%x leads to %q", box, to.Endpoint)
		}
		c := store.Channel{ID: store.ID{8}, Kind: kindCalendar, Box: box}
		if b.o.Store.PutChannel(t.Context(), person, c) != nil {
			return
		}
		k, err := b.Of(t.Context(), ebb.ID(person))
		if err != nil || !k.Calendar || k.Browsers != 0 || len(k.Word) > max(0, len(box)-sumBytes) {
			t.Errorf("%x is read as %+v, %v", box, k, err)
		}
	})
}

func opened(f *testing.F) (*Book, store.ID) {
	s, person := mem.New(), store.ID{1}
	err := s.Append(f.Context(), person, store.Head{}, store.Batch{New: &store.Person{Version: 1, Inbox: []byte{1}, Slots: []store.Slot{{Name: "pass", Box: []byte{1}}}}})
	if err != nil {
		f.Fatal(err)
	}
	secrets, err := vault.OpenSecrets(f.TempDir())
	if err != nil {
		f.Fatal(err)
	}
	b, err := New(Options{Store: s, Secrets: secrets, Clock: func() time.Time { return time.Unix(1795395600, 0) }, Log: slog.New(slog.DiscardHandler), Say: func(word string) string { return word }})
	if err != nil {
		f.Fatal(err)
	}
	return b, person
}
