package twins

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"ebb"
	"ebb/internal/phone"
	"ebb/internal/program"
	"ebb/internal/walk"
	"ebb/journal"
	"ebb/store"
	"ebb/store/sqlite"
)

func kills(t *testing.T) int {
	if n, err := strconv.Atoi(os.Getenv("EBB_SOAK_KILLS")); err == nil {
		return n
	}
	if testing.Short() {
		return 3
	}
	return 12
}

// Check 22: drained exactly once.
// Two servers on one folder, four phones, one person who looks in and locks
// again, and somebody who kills one server after the other while all of them
// are at work: every capture that was made is in the journal once.
// This is of checks 1 and 13.
func TestEveryCaptureArrivesOnceWhoeverIsKilled(t *testing.T) {
	f := &fleet{data: t.TempDir()}
	for i := range f.servers {
		f.servers[i] = program.Serve(t, f.data)
	}
	person := walk.New(f.base(0))
	keep(t, person)
	var queues []*queue
	for i := range 4 {
		p, a, err := phone.Here(person)
		if err != nil || a.Status != http.StatusOK {
			t.Fatalf("%s %v", a.Body, err)
		}
		q := &queue{fleet: f, phone: p, waits: map[string]phone.Item{}, kept: map[string]bool{}, said: map[string]int{}}
		q.browser = walk.New("")
		if i == 0 { // one of them is the person's own browser
			q.browser = person
		}
		queues = append(queues, q)
	}
	stop := make(chan struct{})
	var hands, looks sync.WaitGroup
	for _, q := range queues {
		hands.Go(func() { q.work(t, stop) })
	}
	over := make(chan struct{})
	looks.Go(func() { f.look(person, over) })
	for range kills(t) {
		time.Sleep(time.Duration(30+rand.IntN(300)) * time.Millisecond)
		f.kill(t, rand.IntN(len(f.servers)))
	}
	close(stop)
	hands.Wait()
	close(over)
	looks.Wait()
	for _, s := range f.servers {
		s.Stop()
	}
	f.count(t, queues)
}

// fleet is the servers of one folder.
type fleet struct {
	data string

	mu      sync.Mutex
	servers [2]*program.Server
	looked  struct{ pages, unlocks, taken int }
}

func (f *fleet) base(i int) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.servers[i].Base
}

func (f *fleet) any() string { return f.base(rand.IntN(len(f.servers))) }

func (f *fleet) kill(t *testing.T, i int) {
	t.Helper()
	f.servers[i].Kill()
	s := program.Serve(t, f.data)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.servers[i] = s
}

// queue is a phone with what it has not been told is kept.
type queue struct {
	fleet   *fleet
	phone   *phone.Phone
	browser *walk.Site
	made    int
	waits   map[string]phone.Item
	kept    map[string]bool
	said    map[string]int
}

// work makes captures and sends them until stop, and then what is left.
func (q *queue) work(t *testing.T, stop <-chan struct{}) {
	for {
		select {
		case <-stop:
			if len(q.waits) == 0 {
				return
			}
		default:
			q.add(t)
		}
		q.send()
	}
}

func (q *queue) add(t *testing.T) {
	for range rand.IntN(4) {
		if len(q.waits) >= 64 {
			return
		}
		it, err := q.phone.Capture("hold.pull", time.Now(), map[string]any{"moment": ebb.NewID(), "pull": "reach"})
		if err != nil {
			t.Error(err)
			return
		}
		q.made++
		q.waits[it.ID] = it
	}
}

// send tries once. Some answers get lost on their way, and some captures are
// sent though they are kept already.
func (q *queue) send() {
	items := slices.Collect(maps.Values(q.waits))
	items = items[:min(len(items), 1+rand.IntN(64))]
	if len(items) == 0 {
		time.Sleep(5 * time.Millisecond)
		return
	}
	p := &phone.Phone{Pair: q.phone.Pair, Site: &walk.Site{Base: q.fleet.any(), Client: q.browser.Client}}
	a, err := p.Send(items...)
	switch {
	case err != nil:
		q.said["no answer"]++
		time.Sleep(10 * time.Millisecond)
		return
	case rand.IntN(6) == 0:
		q.said["answer lost"]++
		return
	}
	q.said[strconv.Itoa(a.Status)]++
	for _, id := range a.Kept {
		q.kept[id] = true
		if rand.IntN(10) > 0 {
			delete(q.waits, id)
		}
	}
	if a.Status != http.StatusOK {
		time.Sleep(50 * time.Millisecond)
	}
}

// look is the person: Today, now and then locked, unlocked again, and a yes to
// what waits for one.
func (f *fleet) look(person *walk.Site, over <-chan struct{}) {
	for n := 0; ; n++ {
		select {
		case <-over:
			return
		case <-time.After(20 * time.Millisecond):
		}
		site := &walk.Site{Base: f.any(), Client: person.Client}
		page, err := site.Get("/today")
		if err != nil {
			continue
		}
		f.looked.pages++
		switch {
		case strings.HasPrefix(page.Path, "/unlock"):
			f.looked.unlocks++
			site.Post("/unlock", url.Values{"pass": {passphrase}})
		case n%15 == 14:
			site.Post("/lock", nil)
		}
		for _, form := range page.Forms {
			if form.Action == "/settings/devices/waiting" {
				f.looked.taken++
				site.Submit(form, func(field walk.Field) string {
					if field.Name == "choice" {
						return "take"
					}
					return field.Value
				})
			}
		}
	}
}

// count opens the journal and compares: what was made, what was acknowledged,
// what is there.
func (f *fleet) count(t *testing.T, queues []*queue) {
	t.Helper()
	ctx := context.Background()
	st, err := sqlite.Open(ctx, filepath.Join(f.data, "ebb.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	install, err := st.Install(ctx)
	if err != nil {
		t.Fatal(err)
	}
	there := &tally{kinds: map[string]int{}, ids: map[ebb.ID]int{}}
	j := open(t, st, install, there)
	left := rest(t, j, st, queues[0].phone.Owner().Person)
	if err := j.View(ctx, func(map[string]ebb.Fold) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if damage, err := j.Damaged(ctx); err != nil || len(damage) > 0 {
		t.Errorf("damaged: %v %v", damage, err)
	}
	made, kept, found, said := 0, 0, 0, map[string]int{}
	for _, q := range queues {
		made, kept = made+q.made, kept+len(q.kept)
		for what, n := range q.said {
			said[what] += n
		}
		for text := range q.kept {
			id, err := ebb.ParseID(text)
			if n := there.ids[id]; n != 1 || err != nil {
				t.Errorf("capture %s was acknowledged and stands %d times", text, n)
			} else {
				found++
			}
		}
	}
	t.Logf("%d kills: %d captures made, %d acknowledged, %d in the journal once, %d joined after the last kill, requests %s; %d pages, %d unlocked, %d times a yes",
		kills(t), made, kept, found, left, fmt.Sprint(said), f.looked.pages, f.looked.unlocks, f.looked.taken)
	if pulls := there.kinds["hold.pull"] - 1; made != kept || kept != found || pulls != found {
		t.Errorf("%d made, %d acknowledged, %d found, %d pulls in the journal", made, kept, found, pulls)
	}
}

// rest takes in what still waits and says how much it was.
func rest(t *testing.T, j *journal.Journal, st store.Store, person ebb.ID) int {
	t.Helper()
	ctx := context.Background()
	d, err := j.Drain(ctx)
	held, err2 := j.Held(ctx)
	joined := d.Joined
	for _, h := range held {
		yes, err := j.Admit(ctx, h.Device)
		if err != nil {
			t.Fatal(err)
		}
		joined += yes.Joined
	}
	left := 0
	err3 := st.Waiting(ctx, store.ID(person), func(store.Item) error { left++; return nil })
	if err != nil || err2 != nil || err3 != nil || left > 0 || d.Refused > 0 {
		t.Errorf("%d are left in the inbox, %d do not open: %v %v %v", left, d.Refused, err, err2, err3)
	}
	return joined
}
