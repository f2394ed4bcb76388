package vault

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"ebb"
)

func TestEachSlotOpensTheRingAlone(t *testing.T) {
	p := newPlace()
	opened := map[string]*Ring{}
	keep := func(name string, r *Ring, err error) {
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		opened[name] = r
	}
	box, _ := SealPass(p.o, p.ring, p.pass, cheap)
	r, err := OpenPass(context.Background(), p.o, 1, p.pass, box)
	keep("pass", r, err)
	box, _ = SealRecovery(p.o, p.ring, p.code)
	r, err = OpenRecovery(p.o, 1, p.code, box)
	keep("recovery", r, err)
	seen := time.UnixMilli(1795313400123).UTC()
	box, _ = SealSession(p.o, p.ring, p.token, p.day, p.secret, seen)
	r, was, err := OpenSession(p.o, 1, p.token, p.day, p.secret, box)
	keep("session", r, err)
	if !was.Equal(seen) {
		t.Errorf("last seen %v, want %v", was, seen)
	}
	box, _ = SealDraft(p.o, p.ring, p.token, p.day, p.secret)
	r, err = OpenDraft(p.o, 1, p.token, p.secret, box)
	keep("draft", r, err)
	if d, err := DraftDay(box); err != nil || d != p.day {
		t.Errorf("the draft's day: %d %v", d, err)
	}
	for name, r := range opened {
		if !sameRing(r, p.ring) {
			t.Errorf("%s opened another ring", name)
		}
	}
}

func TestTheSameAccentOpensWhicheverWayItIsTyped(t *testing.T) {
	o, r := someone(), NewRing()
	pass := "zwölf Möwen über dem Café"
	box, err := SealPass(o, r, norm.NFD.String(pass), cheap)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := OpenPass(context.Background(), o, 1, norm.NFC.String(pass), box); err != nil {
		t.Error(err)
	}
}

func TestPassphrases(t *testing.T) {
	for _, c := range []struct{ name, pass, say string }{
		{"a sentence", passphrase, ""},
		{"many common words are a sentence too", "the more you love the one you forget the more it hurts", ""},
		{"random digits", "830274615930274", ""},
		{"another script", "тихая вода течёт мимо", ""},
		{"the longest", strings.Repeat("x", 3) + strings.Repeat("ab cdq ", 145) + "end.!?", ""},
		{"nothing", "", "vault.pass.short"},
		{"fourteen", "seven herons ö", "vault.pass.short"},
		{"fourteen, written as more", norm.NFD.String("zwölf Möwen üb"), "vault.pass.short"},
		{"over 1,024 bytes", strings.Repeat("seven herons ", 90), "vault.pass.long"},
		{"one letter", "aaaaaaaaaaaaaaaaaaa", "vault.pass.common"},
		{"one word again", "ebb ebb ebb ebb ebb", "vault.pass.common"},
		{"one unit and a half", "paris24paris24par", "vault.pass.common"},
		{"the alphabet", "abcdefghijklmnop", "vault.pass.common"},
		{"the alphabet backwards", "ponmlkjihgfedcba", "vault.pass.common"},
		{"counting", "123456789012345", "vault.pass.common"},
		{"the keyboard", "qwertyuiopasdfgh", "vault.pass.common"},
		{"the keyboard, elsewhere", "qwertzuiopyxcvbnm", "vault.pass.common"},
		{"down the keyboard", "1qaz2wsx3edc4rfv", "vault.pass.common"},
		{"product words", "ebb hard moment"[:4] + "hold tide journal", "vault.pass.common"},
		{"a common word and a year", "PasswordPassphrase2026", "vault.pass.common"},
		{"the famous one", "correct horse battery staple", "vault.pass.common"},
		{"only signs", "!!!???!!!...???!!!", "vault.pass.common"},
		{"only blanks", "                    ", "vault.pass.common"},
	} {
		err := CheckPassphrase(c.pass)
		var p *ebb.Problem
		said := ""
		if errors.As(err, &p) {
			said = p.Say
		}
		if said != c.say {
			t.Errorf("%s: %q, want %q", c.name, said, c.say)
		}
		if c.say != "" {
			if _, err := SealPass(someone(), NewRing(), c.pass, cheap); err == nil {
				t.Errorf("%s: sealed all the same", c.name)
			}
		}
	}
}

func TestACostOutOfBoundsIsRefused(t *testing.T) {
	o, r := someone(), NewRing()
	box, err := SealPass(o, r, passphrase, cheap)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		cost Cost
	}{
		{"one pass", Cost{1, 19 << 10, 1}},
		{"18 MiB", Cost{2, 18 << 10, 1}},
		{"no thread", Cost{2, 19 << 10, 0}},
		{"eleven passes", Cost{11, 19 << 10, 1}},
		{"over 1 GiB", Cost{2, 1<<20 + 1, 1}},
		{"17 threads", Cost{2, 19 << 10, 17}},
	} {
		if _, err := SealPass(o, r, passphrase, c.cost); !errors.Is(err, ErrDamaged) {
			t.Errorf("sealing with %s: %v", c.name, err)
		}
		bad := bytes.Clone(box)
		binary.BigEndian.PutUint32(bad[17:], c.cost.Time)
		binary.BigEndian.PutUint32(bad[21:], c.cost.Memory)
		bad[25] = c.cost.Threads
		if _, err := OpenPass(context.Background(), o, 1, passphrase, bad); !errors.Is(err, ErrDamaged) {
			t.Errorf("opening with %s: %v", c.name, err)
		}
	}
	within := bytes.Clone(box)
	within[25] = 2
	if _, err := OpenPass(context.Background(), o, 1, passphrase, within); !refused(err) {
		t.Errorf("another cost within the bounds: %v", err)
	}
	if c, err := PassCost(box); err != nil || c != cheap {
		t.Errorf("the cost reads as %v %v", c, err)
	}
}

func TestDefaultCostIsWithinItsOwnBounds(t *testing.T) {
	if err := DefaultCost.check(); err != nil {
		t.Error(err)
	}
}

// Check 26: the queue.
func TestTooManyTriesAtOnceAreRefused(t *testing.T) {
	o, r := someone(), NewRing()
	box, _ := SealPass(o, r, passphrase, cheap)
	fill := func(c chan struct{}, n int) func() {
		for range n {
			c <- struct{}{}
		}
		return func() {
			for range n {
				<-c
			}
		}
	}
	free := fill(queue, 18)
	if _, err := OpenPass(context.Background(), o, 1, passphrase, box); !errors.Is(err, ErrBusy) {
		t.Errorf("the nineteenth: %v", err)
	}
	free()
	free = fill(running, 2)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := OpenPass(ctx, o, 1, passphrase, box); !errors.Is(err, context.Canceled) {
		t.Errorf("whoever stops waiting: %v", err)
	}
	free()
	if len(queue) != 0 || len(running) != 0 {
		t.Errorf("places still taken: %d, %d", len(queue), len(running))
	}
	if _, err := OpenPass(context.Background(), o, 1, passphrase, box); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

func TestAStolenDatabaseWithItsCookieOpensNothing(t *testing.T) {
	p := newPlace()
	s := MemorySecrets()
	secret, err := s.Of("session", p.day)
	if err != nil {
		t.Fatal(err)
	}
	session, _ := SealSession(p.o, p.ring, p.token, p.day, secret, time.UnixMilli(0))
	draft, _ := SealDraft(p.o, p.ring, p.token, p.day, secret)
	guesses := [][32]byte{{}, p.token, NewToken(), [32]byte(bytes.Repeat([]byte{0xff}, 32))}
	for _, guess := range guesses {
		if _, _, err := OpenSession(p.o, 1, p.token, p.day, guess, session); !errors.Is(err, ErrWrong) {
			t.Errorf("a session without its secret: %v", err)
		}
		if _, err := OpenDraft(p.o, 1, p.token, guess, draft); !errors.Is(err, ErrWrong) {
			t.Errorf("a draft without its secret: %v", err)
		}
	}
	if err := s.Expire("session", p.day+1); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Of("session", p.day); !errors.Is(err, ErrExpired) {
		t.Errorf("a secret that has gone: %v", err)
	}
}

func TestASessionIsNoDraft(t *testing.T) {
	p := newPlace()
	box, _ := SealDraft(p.o, p.ring, p.token, p.day, p.secret)
	if _, _, err := OpenSession(p.o, 1, p.token, p.day, p.secret, append([]byte{version}, box[draftHead:]...)); !refused(err) {
		t.Errorf("a draft opened as a session: %v", err)
	}
}

func TestOldSlotsOpenNothingCurrent(t *testing.T) {
	p := newPlace()
	old, _ := SealRecovery(p.o, p.ring, p.code)
	next := p.ring.Next()
	if _, err := OpenRecovery(p.o, next.Version, p.code, old); !errors.Is(err, ErrDamaged) {
		t.Errorf("a slot of the ring before: %v", err)
	}
}

func TestNamesMadeOfATokenSayNothingOfIt(t *testing.T) {
	p := newPlace()
	ids := map[ebb.ID]bool{
		SessionID(p.o.Install, p.token): true, DraftPerson(p.o.Install, p.token): true,
		SessionID(p.o.Person, p.token): true, SessionID(p.o.Install, NewToken()): true,
		ebb.ID(p.token[:16]): true, ebb.ID(p.token[16:]): true,
	}
	if len(ids) != 6 {
		t.Error("two of them are the same")
	}
	first, second := DraftPerson(p.o.Install, p.token), DraftPerson(p.o.Install, p.token)
	if first != second {
		t.Error("two first posts with one token do not meet")
	}
}
