package bench

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"ebb"
	"ebb/internal/tuple"
	"ebb/journal"
	"ebb/store"
	"ebb/store/sqlite"
	"ebb/vault"
)

// BenchmarkJournalFold measures goal 11: folding 10,000 and 100,000 events of
// one person from SQLite, in CPU time against reading and opening the same
// boxes and nothing else, and how the CPU time grows.
func BenchmarkJournalFold(b *testing.B) {
	var fold [2]time.Duration
	var ratio [2]float64
	for i, n := range []int{10_000, 100_000} {
		p := longJournal(b, n)
		bare, wall := time.Duration(1<<62), time.Duration(1<<62)
		fold[i] = 1 << 62
		for range 5 * b.N {
			bare = min(bare, journalCPU(b, p.bare))
			start := time.Now()
			fold[i] = min(fold[i], journalCPU(b, p.fold))
			wall = min(wall, time.Since(start))
		}
		ratio[i] = float64(fold[i]) / float64(bare)
		fmt.Printf("\n%d events: read and open %.2f µs an event, whole fold %.2f µs, %v wall\n",
			n, perEvent(bare, n), perEvent(fold[i], n), wall.Round(time.Millisecond))
	}
	growth := float64(fold[1]) / float64(fold[0])
	b.ReportMetric(ratio[1], "x-bare")
	b.ReportMetric(growth, "x-10k")
	fmt.Printf("goal 11: fold %.2f x (10k) and %.2f x (100k) bare read and open (2.5 at most); 100k costs %.1f x 10k (12 at most)\n",
		ratio[0], ratio[1], growth)
}

func perEvent(d time.Duration, n int) float64 { return float64(d.Nanoseconds()) / 1000 / float64(n) }

func journalCPU(b *testing.B, f func() error) time.Duration {
	b.Helper()
	used := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			b.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	before := used()
	if err := f(); err != nil {
		b.Fatal(err)
	}
	return used() - before
}

// moments is a fold as plain as a real one: it reads the body and keeps a
// number.
type moments struct {
	pulls []uint8
}

type moment struct {
	Pull  uint8  `cbor:"1,keyasint"`
	Words string `cbor:"2,keyasint"`
}

func (f *moments) Apply(_ uint64, e ebb.Event) error {
	var m moment
	if err := e.Decode(&m); err != nil {
		return err
	}
	f.pulls = append(f.pulls, m.Pull)
	return nil
}

// kept is one person with a long journal.
type kept struct {
	st    store.Store
	owner vault.Owner
	ring  *vault.Ring
	n     int
}

func longJournal(b *testing.B, n int) *kept {
	b.Helper()
	ctx := context.Background()
	st, err := sqlite.Open(ctx, filepath.Join(b.TempDir(), "ebb.db"), sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { st.Close() })
	install, err := st.Install(ctx)
	if err != nil {
		b.Fatal(err)
	}
	ring := vault.NewRing()
	p := &kept{st: st, owner: vault.Owner{Install: ebb.ID(install), Person: ebb.NewID()}, ring: ring, n: n}
	o := p.options()
	o.New = &store.Person{Version: 1, Inbox: ring.Public(), Lineage: store.ID(ebb.NewID())}
	j := journal.Open(o)
	at := time.Date(2016, 1, 1, 8, 0, 0, 0, time.FixedZone("Europe/Berlin", 3600))
	for done := 0; done < n; done += 500 {
		entries := make([]ebb.Entry, 500)
		for i := range entries {
			m := moment{uint8(i % 11), fmt.Sprintf("%0160d", i)}
			entries[i] = ebb.Entry{Event: ebb.New("hold.pull", at.Add(time.Duration(done+i)*time.Hour), m)}
		}
		if err := j.Record(ctx, entries...); err != nil {
			b.Fatal(err)
		}
	}
	return p
}

func (p *kept) options() journal.Options {
	return journal.Options{
		Store: p.st, Keys: p.ring.Keys(p.owner), Owner: p.owner, Clock: time.Now,
		Folds: func() map[string]ebb.Fold { return map[string]ebb.Fold{"hold": &moments{}} },
	}
}

func (p *kept) open() *journal.Journal { return journal.Open(p.options()) }

// bare reads every row and opens its box, and looks at nothing inside.
func (p *kept) bare() error {
	dk := p.ring.Epochs[1]
	salt := append(append([]byte{}, p.owner.Install[:]...), p.owner.Person[:]...)
	ek, err := hkdf.Key(sha256.New, dk[:], salt, string(tuple.Of("ebb/v1/event")), 32)
	if err != nil {
		return err
	}
	block, err := aes.NewCipher(ek)
	if err != nil {
		return err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return err
	}
	prev, buf := store.Genesis(store.ID(p.owner.Install), store.ID(p.owner.Person)), []byte(nil)
	return p.st.Since(context.Background(), store.ID(p.owner.Person), store.Head{}, func(r store.Row) error {
		aad := tuple.Of("ebb/v1/event", p.owner.Install[:], p.owner.Person[:], tuple.Uint64(r.Seq), r.Box[1:5], prev[:])
		var err error
		buf, err = aead.Open(buf[:0], nil, r.Box[5:], aad)
		prev = r.Link
		return err
	})
}

func (p *kept) fold() error {
	return p.open().View(context.Background(), func(folds map[string]ebb.Fold) error {
		if got := len(folds["hold"].(*moments).pulls); got != p.n {
			return fmt.Errorf("%d of %d events folded", got, p.n)
		}
		return nil
	})
}

// BenchmarkJournalSlots prices the ways in.
func BenchmarkJournalSlots(b *testing.B) {
	o := vault.Owner{Install: ebb.NewID(), Person: ebb.NewID()}
	ring, token := vault.NewRing(), vault.NewToken()
	var secret [32]byte
	rand.Read(secret[:])
	const pass = "seven herons over grey water"
	passBox, err := vault.SealPass(o, ring, pass, vault.DefaultCost)
	if err != nil {
		b.Fatal(err)
	}
	session, err := vault.SealSession(o, ring, token, 1, secret, time.Unix(0, 0))
	if err != nil {
		b.Fatal(err)
	}
	item := ebb.NewID()
	capture, err := vault.SealCapture(ring.Public(), o, item, item, make([]byte, 300))
	if err != nil {
		b.Fatal(err)
	}
	keys := ring.Keys(o)
	b.Run("passphrase", func(b *testing.B) {
		for b.Loop() {
			if _, err := vault.OpenPass(context.Background(), o, 1, pass, passBox); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("session", func(b *testing.B) {
		for b.Loop() {
			if _, _, err := vault.OpenSession(o, 1, token, 1, secret, session); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("seal a capture", func(b *testing.B) {
		for b.Loop() {
			if _, err := vault.SealCapture(ring.Public(), o, item, item, make([]byte, 300)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("open a capture", func(b *testing.B) {
		for b.Loop() {
			if _, err := keys.OpenCapture(item, item, capture); err != nil {
				b.Fatal(err)
			}
		}
	})
}
