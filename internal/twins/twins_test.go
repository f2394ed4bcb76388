// Package twins holds two tests of several processes on one data folder. In one
// a server and the command line work on one person at the same time; in the
// other phones leave captures with two servers while their person looks in and
// locks again. Processes are killed again and again, and at the end every
// acknowledged entry is there exactly once.
package twins

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"ebb"
	"ebb/feature/all"
	"ebb/internal/program"
	"ebb/internal/walk"
	"ebb/journal"
	"ebb/store"
	"ebb/store/sqlite"
	"ebb/vault"
)

const passphrase = "two tall lamps beside a pond"

func TestMain(m *testing.M) {
	code := m.Run()
	program.Clean()
	os.Exit(code)
}

func writes() int {
	if testing.Short() {
		return 20
	}
	return 200
}

// Check 1, of the whole program.
func TestServerAndCommandLineTogether(t *testing.T) {
	data := t.TempDir()
	server := program.Serve(t, data)
	site := walk.New(server.Base)
	keep(t, site)

	acked := make(map[string]int)
	var mu sync.Mutex
	ack := func(who string) { mu.Lock(); acked[who]++; mu.Unlock() }

	var hands sync.WaitGroup
	hands.Go(func() { commandLine(t, data, ack) })
	for acked := 0; acked < writes(); {
		stop := time.AfterFunc(time.Duration(50+rand.IntN(400))*time.Millisecond, server.Kill)
		for acked < writes() && note(site, acked) {
			ack("server")
			acked++
		}
		if !stop.Stop() {
			server = program.Serve(t, data)
			site.Base = server.Base
			unlock(t, site)
		}
	}
	hands.Wait()
	unlock(t, site)
	takeIn(t, site)
	server.Stop()
	count(t, data, acked)
}

// takeIn says yes to what waits because there was so much of it at once.
func takeIn(t *testing.T, site *walk.Site) {
	t.Helper()
	for _, f := range must(t)(site.Get("/today")).Forms {
		if f.Action != "/settings/devices/waiting" {
			continue
		}
		values := url.Values{"choice": {"take"}}
		for _, field := range f.Fields {
			if field.Name == "device" {
				values.Set("device", field.Value)
			}
		}
		must(t)(site.Post(f.Action, values))
	}
}

// keep saves a first note and chooses a passphrase.
func keep(t *testing.T, site *walk.Site) {
	t.Helper()
	must(t)(site.Post("/now/pull", url.Values{"pull": {"reach"}}))
	fill(t, site, "/keep-this")
}

func unlock(t *testing.T, site *walk.Site) {
	t.Helper()
	fill(t, site, "/unlock")
	if p := must(t)(site.Get("/today")); p.Path != "/today" {
		t.Fatalf("unlocking led to %s: %.300s", p.Path, p.Body)
	}
}

func fill(t *testing.T, site *walk.Site, path string) {
	t.Helper()
	p := must(t)(site.Get(path))
	for _, f := range p.Forms {
		if strings.Contains(fmt.Sprint(f.Fields), "password") {
			must(t)(site.Submit(f, func(field walk.Field) string {
				if field.Type == "password" {
					return passphrase
				}
				return field.Value
			}))
			return
		}
	}
}

func must(t *testing.T) func(*walk.Page, error) *walk.Page {
	return func(p *walk.Page, err error) *walk.Page {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
}

// note writes one note through the server; false when the server is gone.
func note(site *walk.Site, n int) bool {
	p, err := site.Post("/note", url.Values{"text": {fmt.Sprintf("server %d", n)}})
	return err == nil && p.Status == 200 && len(p.Hops) > 0 && !strings.HasPrefix(p.Path, "/unlock")
}

// commandLine records moments with `ebb now`, each its own process, some of
// them killed; an exit of 0 is an acknowledgement.
func commandLine(t *testing.T, data string, ack func(string)) {
	for done := 0; done < writes(); {
		cmd := exec.Command(program.Build(t), "now", "--data", data, "--pull", "reply", "--outcome", "passed")
		cmd.Env = append(os.Environ(), "XDG_RUNTIME_DIR="+filepath.Join(data, "run"))
		if err := cmd.Start(); err != nil {
			t.Error(err)
			return
		}
		if rand.IntN(10) == 0 {
			time.AfterFunc(time.Duration(rand.IntN(30))*time.Millisecond, func() { cmd.Process.Kill() })
		}
		if cmd.Wait() == nil {
			ack("command line")
			done++
		}
	}
}

// count opens the journal with the passphrase and compares.
func count(t *testing.T, data string, acked map[string]int) {
	t.Helper()
	ctx := context.Background()
	st, err := sqlite.Open(ctx, filepath.Join(data, "ebb.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	install, err := st.Install(ctx)
	if err != nil {
		t.Fatal(err)
	}
	tally := &tally{kinds: map[string]int{}, ids: map[ebb.ID]int{}}
	people := 0
	err = st.People(ctx, func(_ store.ID, _ store.Person) error { people++; return nil })
	if err != nil || people != 1 {
		t.Fatalf("%d people, %v", people, err)
	}
	j := open(t, st, install, tally)
	if _, err := j.Drain(ctx); err != nil {
		t.Fatal(err)
	}
	if err := j.View(ctx, func(map[string]ebb.Fold) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if damage, err := j.Damaged(ctx); err != nil || len(damage) > 0 {
		t.Errorf("damaged: %v %v", damage, err)
	}
	for id, n := range tally.ids {
		if n != 1 {
			t.Errorf("event %v stands %d times", id, n)
		}
	}
	t.Logf("acknowledged %v, found %v", acked, tally.kinds)
	if n := tally.kinds["note.written"]; n < acked["server"] || n > acked["server"]+200 {
		t.Errorf("%d notes were acknowledged, %d are there", acked["server"], n)
	}
	if n := tally.kinds["hold.outcome"]; n < acked["command line"] {
		t.Errorf("%d outcomes were acknowledged, %d are there", acked["command line"], n)
	}
}

func open(t *testing.T, st store.Store, install ebb.ID, f ebb.Fold) *journal.Journal {
	t.Helper()
	ctx := context.Background()
	var owner vault.Owner
	var person store.Person
	err := st.People(ctx, func(id store.ID, p store.Person) error {
		owner, person = vault.Owner{Install: install, Person: id}, p
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range person.Slots {
		if s.Name != "pass" {
			continue
		}
		ring, err := vault.OpenPass(ctx, owner, person.Version, passphrase, s.Box)
		if err != nil {
			t.Fatal(err)
		}
		return journal.Open(journal.Options{
			Store: st, Keys: ring.Keys(owner), Owner: owner, Clock: time.Now,
			Folds:  func() map[string]ebb.Fold { return map[string]ebb.Fold{"tally": f} },
			Decode: decode,
		})
	}
	t.Fatal("nobody chose a passphrase")
	return nil
}

// decode makes an event of a capture as the server does: the owner of the
// kind checks the body.
func decode(raw []byte) (ebb.Event, error) {
	var c struct {
		Kind string
		At   time.Time
		Body json.RawMessage
	}
	if err := json.Unmarshal(raw, &c); err != nil {
		return ebb.Event{}, err
	}
	for _, f := range all.List() {
		if f.Capture != nil && strings.HasPrefix(c.Kind, f.Name+".") {
			body, err := f.Capture(c.Kind, c.Body)
			if err != nil {
				return ebb.Event{}, err
			}
			return ebb.New(c.Kind, c.At, body), nil
		}
	}
	return ebb.Event{}, fmt.Errorf("nobody owns %s", c.Kind)
}

// tally counts what stands in the journal.
type tally struct {
	kinds map[string]int
	ids   map[ebb.ID]int
}

func (c *tally) Apply(_ uint64, e ebb.Event) error {
	c.kinds[e.Kind]++
	c.ids[e.ID]++
	return nil
}
