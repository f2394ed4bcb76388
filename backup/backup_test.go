package backup

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ebb/store"
	"ebb/store/ledger"
	"ebb/store/mem"
	"ebb/store/storetest"
)

// full is a store with two people who have everything, and one draft.
func full(t *testing.T) *mem.Store {
	t.Helper()
	s := mem.New()
	for n := range 2 {
		arrive(t, s, byte(n+1), "pass", "recovery")
	}
	arrive(t, s, 9, "draft")
	return s
}

func arrive(t *testing.T, s *mem.Store, n byte, slots ...string) store.ID {
	t.Helper()
	id, ctx := store.ID{n}, t.Context()
	install, err := s.Install(ctx)
	must(t, err)
	p := store.Person{Version: 3, Inbox: []byte{n}, Lineage: store.ID{n, n}}
	for _, name := range slots {
		p.Slots = append(p.Slots, store.Slot{Name: name, Box: []byte(name)})
	}
	var texts [][]byte
	for i := range 2500 { // more than goes back at once
		texts = append(texts, fmt.Append(nil, "row ", n, i))
	}
	rows := storetest.Chain(install, id, store.Head{}, texts...)
	b := store.Batch{New: &p, Rows: rows, Erase: []uint64{2, 2400}}
	for no := range 3 {
		b.Blobs = append(b.Blobs, store.Chunk{Blob: store.ID{n, 7}, No: no, Box: bytes.Repeat([]byte{n}, 65<<10)})
	}
	must(t, s.Append(ctx, id, store.Head{}, b))
	must(t, s.Put(ctx, id, store.Item{ID: store.ID{n, 1}, Box: []byte("capture")}))
	must(t, s.PutDevice(ctx, store.Device{Token: [32]byte{n}, ID: store.ID{n}, Person: id, Revoked: n == 2}))
	must(t, s.PutName(ctx, store.Name{Hash: [32]byte{n}, Person: id}))
	must(t, s.PutDues(ctx, id, []int64{5, 6}))
	must(t, s.PutChannel(ctx, id, store.Channel{ID: store.ID{n}, Kind: "calendar", Box: []byte("x")}))
	must(t, s.PutSession(ctx, store.Session{ID: store.ID{n}, Person: id, Ring: 3, Box: []byte("session")}))
	return id
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// lock is one that seals and opens at once, without the time that age takes over
// a passphrase.
func lock(t *testing.T) *age.X25519Identity {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	must(t, err)
	return id
}

var made = time.Date(2026, 11, 3, 2, 0, 0, 0, time.UTC)

func written(t *testing.T, s store.Store, to *age.X25519Identity) ([]byte, Manifest) {
	t.Helper()
	var out bytes.Buffer
	m, err := Write(t.Context(), &out, Source{Store: s, Secrets: map[string][32]byte{"name": {1, 2}}, Made: made}, to.Recipient())
	must(t, err)
	return out.Bytes(), m
}

// read puts a backup back into a fresh store.
func read(t *testing.T, file []byte, gone Gone, with age.Identity) (*mem.Store, map[string][32]byte, Manifest, error) {
	t.Helper()
	var s *mem.Store
	secrets := map[string][32]byte{}
	m, err := Read(t.Context(), bytes.NewReader(file), Place{
		Open:   func(install store.ID) (store.Store, error) { s = mem.As(install); return s, nil },
		Secret: func(name string, key [32]byte) error { secrets[name] = key; return nil },
		Gone:   gone,
	}, with)
	return s, secrets, m, err
}

// everything is what a store has of one person, without sessions and lineage.
func everything(t *testing.T, s store.Store, id store.ID) map[string]any {
	t.Helper()
	ctx := t.Context()
	p, err := s.Person(ctx, id)
	must(t, err)
	p.Lineage = store.ID{}
	var rows []store.Row
	must(t, s.Since(ctx, id, store.Head{}, func(r store.Row) error {
		rows = append(rows, store.Row{Seq: r.Seq, Link: r.Link, Box: bytes.Clone(r.Box), Sum: bytes.Clone(r.Sum)})
		return nil
	}))
	var chunks []store.Chunk
	must(t, s.BlobsOf(ctx, id, func(c store.Chunk) error { chunks = append(chunks, c); return nil }))
	var items []store.Item
	must(t, s.Waiting(ctx, id, func(i store.Item) error { items = append(items, i); return nil }))
	devices, err := s.DevicesOf(ctx, id)
	must(t, err)
	names, err := s.NamesOf(ctx, id)
	must(t, err)
	dues, err := s.DuesOf(ctx, id)
	must(t, err)
	channels, err := s.Channels(ctx, id)
	must(t, err)
	return map[string]any{"person": p, "rows": rows, "chunks": chunks, "items": items, "devices": devices, "names": names, "dues": dues, "channels": channels}
}

// Check 11: what is put back is held against its manifest.
func TestWhatWasBackedUpIsThereAgain(t *testing.T) {
	s, key := full(t), lock(t)
	file, m := written(t, s, key)
	back, secrets, got, err := read(t, file, Gone{}, key)
	must(t, err)
	if len(got.People) != 2 || !got.Made.Equal(made) || cmp.Diff(m, got) != "" {
		t.Errorf("the manifest read is another one: %s", cmp.Diff(m, got))
	}
	if secrets["name"] != ([32]byte{1, 2}) {
		t.Error("the secret of sign-in names is lost")
	}
	for n := byte(1); n <= 2; n++ {
		if d := cmp.Diff(everything(t, s, store.ID{n}), everything(t, back, store.ID{n})); d != "" {
			t.Errorf("person %d came back otherwise: %s", n, d)
		}
		was, _ := s.Person(t.Context(), store.ID{n})
		is, _ := back.Person(t.Context(), store.ID{n})
		if was.Lineage == is.Lineage || is.Lineage == (store.ID{}) {
			t.Error("a restored journal has no lineage of its own")
		}
		if all, err := back.SessionsOf(t.Context(), store.ID{n}); err != nil || len(all) > 0 {
			t.Errorf("sessions came back: %v, %v", all, err)
		}
	}
	if _, err := back.Person(t.Context(), store.ID{9}); !errors.Is(err, store.ErrNoPerson) {
		t.Errorf("a draft came back: %v", err)
	}
	if bytes.Contains(file, []byte("row 1")) {
		t.Error("the file lies open")
	}
}

func TestARingThatChangesMeanwhileComesBackNew(t *testing.T) {
	s, key := full(t), lock(t)
	changed := false
	file, _ := written(t, turning{s, func() {
		if !changed {
			changed = true
			must(t, s.Rewrap(t.Context(), store.ID{1}, 3, store.Person{Version: 4, Inbox: []byte("new"), Slots: []store.Slot{{Name: "pass", Box: []byte("new")}}}))
		}
	}}, key)
	back, _, _, err := read(t, file, Gone{}, key)
	must(t, err)
	if p, err := back.Person(t.Context(), store.ID{1}); err != nil || p.Version != 4 || string(p.Inbox) != "new" || len(p.Slots) != 1 {
		t.Errorf("the ring came back as %+v, %v", p, err)
	}
}

// Rows of before and keys of after are a backup that nobody can read.
func TestWhatIsSealedAnewOrRemovedMeanwhileIsNoBackup(t *testing.T) {
	for says, do := range map[string]func(*mem.Store) error{
		"sealed anew": func(s *mem.Store) error {
			head, err := s.Head(t.Context(), store.ID{1})
			to := store.Person{Version: 4, Lineage: store.ID{4}, Inbox: []byte("new"), Slots: []store.Slot{{Name: "pass", Box: []byte("new")}}}
			return errors.Join(err, s.Rewrite(t.Context(), store.ID{1}, store.Rewriting{From: 3, After: head, To: to, Row: resealed(t, s)}))
		},
		"removed": func(s *mem.Store) error { return s.Forget(t.Context(), store.ID{1}) },
	} {
		s, key, done := full(t), lock(t), false
		var out bytes.Buffer
		_, err := Write(t.Context(), &out, Source{Store: turning{s, func() {
			if !done {
				done = true
				must(t, do(s))
			}
		}}, Made: made}, key.Recipient())
		if !errors.Is(err, ErrMeanwhile) {
			t.Errorf("%s: %v", says, err)
		}
		if _, _, _, err := read(t, out.Bytes(), Gone{}, key); err == nil {
			t.Errorf("%s: what was written of it is taken for a backup", says)
		}
		if file, _ := written(t, turning{s, func() {}}, key); file != nil {
			_, _, _, err := read(t, file, Gone{}, key)
			must(t, err)
		}
	}
}

// resealed gives every row another box.
func resealed(t *testing.T, s *mem.Store) func(store.Row) (store.Row, error) {
	install, err := s.Install(t.Context())
	must(t, err)
	head := store.Head{}
	return func(r store.Row) (store.Row, error) {
		if r.Seq == 1 {
			head = store.Head{Link: store.Genesis(install, store.ID{1})}
		}
		sum := r.Sum
		if r.Box != nil {
			r.Box = append([]byte("anew "), r.Box...)
			is := sha256.Sum256(r.Box)
			sum = is[:]
		}
		r.Link = store.Next(head.Link, r.Seq, [32]byte(sum))
		head = store.Head{Seq: r.Seq, Link: r.Link}
		return r, nil
	}
}

// turning does something once the rows of the first person were read.
type turning struct {
	store.Store
	do func()
}

func (t turning) Since(ctx context.Context, p store.ID, after store.Head, f func(store.Row) error) error {
	if p == (store.ID{1}) {
		defer t.do()
	}
	return t.Store.Since(ctx, p, after, f)
}

// Check 24, of the ledger.
func TestWhatWasErasedSinceStaysErased(t *testing.T) {
	s, key := full(t), lock(t)
	file, _ := written(t, s, key)
	rows := everything(t, s, store.ID{1})["rows"].([]store.Row)
	book := ledger.Memory()
	must(t, book.Add(store.ID{1}, ledger.Erased{Rows: []ledger.Gone{{Seq: 7, Link: rows[6].Link}, {Seq: 8, Link: store.Link{1}}}, Blobs: []store.ID{{1, 7}}}))
	must(t, book.Add(store.ID{2}, ledger.Erased{All: true}))
	gone, err := GoneOf(book)
	must(t, err)
	back, _, _, err := read(t, file, gone, key)
	must(t, err)
	now := everything(t, back, store.ID{1})
	if got := now["rows"].([]store.Row); got[6].Box != nil || got[7].Box == nil || got[8].Box == nil {
		t.Error("row 7 was erased after the backup, and row 8 of another past: one of them came back otherwise")
	}
	if len(now["chunks"].([]store.Chunk)) > 0 {
		t.Error("an erased import came back")
	}
	if _, err := back.Person(t.Context(), store.ID{2}); !errors.Is(err, store.ErrNoPerson) {
		t.Errorf("a person who was deleted came back: %v", err)
	}
}

// forgetful is a disk that gives back another byte than it took.
type forgetful struct{ *mem.Store }

func (s forgetful) Since(ctx context.Context, p store.ID, after store.Head, f func(store.Row) error) error {
	return s.Store.Since(ctx, p, after, func(r store.Row) error {
		if r.Seq == 9 {
			r.Box = append(bytes.Clone(r.Box), 'x')
		}
		return f(r)
	})
}

func TestARowThatIsReadOtherwiseThanItWasWrittenIsNoRestore(t *testing.T) {
	s, key := full(t), lock(t)
	file, _ := written(t, s, key)
	_, err := Read(t.Context(), bytes.NewReader(file), Place{
		Open:   func(install store.ID) (store.Store, error) { return forgetful{mem.As(install)}, nil },
		Secret: func(string, [32]byte) error { return nil },
	}, key)
	if !errors.Is(err, ErrDamaged) {
		t.Errorf("it counts as restored: %v", err)
	}
}

func TestAPlaceThatHoldsSomebodyIsNotTouched(t *testing.T) {
	s, key := full(t), lock(t)
	file, _ := written(t, s, key)
	for what, into := range map[string]store.Store{"the same place": s, "another installation": mem.New()} {
		_, err := Read(t.Context(), bytes.NewReader(file), Place{Open: func(store.ID) (store.Store, error) { return into, nil }}, key)
		if !errors.Is(err, ErrNotEmpty) && what == "the same place" || err == nil {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestAFileThatWasCutOrChangedIsRefused(t *testing.T) {
	s, key := full(t), lock(t)
	file, _ := written(t, s, key)
	for _, n := range []int{0, 1, 100, 300, len(file) / 2, len(file) - 1} {
		if _, _, _, err := read(t, file[:n], Gone{}, key); err == nil {
			t.Errorf("a file cut at %d was taken", n)
		}
	}
	rapid.Check(t, func(r *rapid.T) {
		bad := bytes.Clone(file)
		bad[rapid.IntRange(0, len(bad)-1).Draw(r, "at")] ^= 1 << rapid.IntRange(0, 7).Draw(r, "bit")
		if _, _, _, err := read(t, bad, Gone{}, key); err == nil {
			r.Error("a changed file was taken")
		}
	})
	if _, _, _, err := read(t, file, Gone{}, lock(t)); err == nil {
		t.Error("another key opened it")
	}
}

// items seals items as a file, as anybody who knows the recipient could.
func items(t testing.TB, to *age.X25519Identity, all ...item) []byte {
	var out bytes.Buffer
	sealed, err := age.Encrypt(&out, to.Recipient())
	if err != nil {
		t.Fatal(err)
	}
	w := &writer{out: sealed}
	for _, it := range all {
		if err := w.put(it); err != nil {
			t.Fatal(err)
		}
	}
	if err := sealed.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestAForgedFileIsRefused(t *testing.T) {
	key := lock(t)
	h, p := item{Head: &head{Format: 1}}, item{Person: &person{ID: store.ID{1}, Version: 1}}
	for what, all := range map[string][]item{
		"nothing":                        {},
		"no end":                         {h, p},
		"a person before the head":       {p, {End: &end{}}},
		"two heads":                      {h, h, {End: &end{}}},
		"a row of nobody":                {h, {Row: &row{Seq: 1, Box: []byte("x")}}, {End: &end{}}},
		"a row that does not follow":     {h, p, {Row: &row{Seq: 1, Box: []byte("x")}}, {End: &end{}}},
		"an empty item":                  {h, p, {}, {End: &end{}}},
		"a manifest that says more":      {h, p, {End: &end{People: []Kept{{Person: store.ID{1}, Seq: 4}}}}},
		"a manifest that says a person":  {h, {End: &end{People: []Kept{{Person: store.ID{3}, Seq: 1}}}}},
		"something after the end":        {h, {End: &end{}}, p},
		"a name that is no hash":         {h, p, {Name: []byte("x")}, {End: &end{}}},
		"a capture that is too large":    {h, p, {Capture: &capture{Box: make([]byte, 1<<20)}}, {End: &end{}}},
		"two slots of one name":          {h, {Person: &person{ID: store.ID{1}, Slots: []slot{{Name: "a"}, {Name: "a"}}}}, {End: &end{}}},
		"the same chunk twice":           {h, p, {Chunk: &chunk{Box: []byte("x")}}, {Chunk: &chunk{Box: []byte("x")}}, {End: &end{}}},
		"a person whose ring goes older": {h, {Person: &person{ID: store.ID{1}, Version: 5}}, p, {End: &end{}}},
	} {
		if _, _, _, err := read(t, items(t, key, all...), Gone{}, key); err == nil {
			t.Errorf("%s: taken", what)
		}
	}
	if _, _, _, err := read(t, items(t, key, item{Head: &head{Format: 2}}), Gone{}, key); !errors.Is(err, ErrNewer) {
		t.Errorf("a later format: %v", err)
	}
}
