// Package vectors holds one of each thing that ebb keeps beside a database: what
// was erased, what a browser remembers, a code on paper, a backup. Every build
// opens them, and so does the independent reader (check 25).
package vectors

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/cryptotest"
	"time"

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"

	"ebb"
	"ebb/backup"
	"ebb/internal/tuple"
	"ebb/store"
	"ebb/store/ledger"
	"ebb/store/mem"
	"ebb/vault"
	"ebb/vault/code"
	"ebb/web/door/witness"
)

var update = flag.Bool("update", false, "write beside.json anew; never do that to make a test pass")

const name = "../../vault/testdata/beside.json"

// beside is what the file holds. Bytes are hexadecimal or, where they are many,
// base64.
type beside struct {
	Install, Person string
	Ring            []byte // CBOR
	Erased          proof
	Ledger          struct {
		File  []byte
		Rows  []proof
		Blobs []string
		All   bool
	}
	Seen struct {
		Secret, Cookie, Lineage string
		Heads                   []end
	}
	Code struct {
		Bytes, Words, Short, Letters string
	}
	Paper struct {
		Seq        uint64
		Link, Text string
	}
	Backup struct {
		Key   string // an age identity
		File  []byte
		Items []json.RawMessage // as reader/read.py shows them
	}
}

type end struct {
	Seq  uint64
	Link string
}

type proof struct {
	Seq                uint64
	Link, Event, Proof string
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func read(t *testing.T) *beside {
	t.Helper()
	v := new(beside)
	if err := json.Unmarshal(must[[]byte](t)(os.ReadFile(name)), v); err != nil {
		t.Fatal(err)
	}
	return v
}

func id(t *testing.T, s string) ebb.ID { t.Helper(); return must[ebb.ID](t)(ebb.ParseID(s)) }

func key(t *testing.T, s string) (k [32]byte) {
	t.Helper()
	a, b := id(t, s[:32]), id(t, s[32:])
	copy(k[copy(k[:], a[:]):], b[:])
	return k
}

func TestUpdateWhatStandsBesideADatabase(t *testing.T) {
	if !*update {
		return
	}
	cryptotest.SetGlobalRandom(t, 20261123)
	o, v := vault.Owner{Install: ebb.NewID(), Person: ebb.NewID()}, new(beside)
	ring := vault.NewRing()
	v.Install, v.Person = o.Install.String(), o.Person.String()
	v.Ring = must[[]byte](t)(ebb.Encode(ring))
	link, event := store.Link(vault.NewToken()), ebb.NewID()
	gone := ledger.Gone{Seq: 7, Link: link, Event: store.ID(event), Proof: ring.Keys(o).ProveErased(7, link, event)}
	v.Erased = shown(gone)
	v.ledger(t, gone)
	v.seen(t, o)
	c := [20]byte(append(vault.NewRing().Witness[:16], 1, 2, 3, 4))
	v.Code.Bytes, v.Code.Words = hexOf(c[:]), code.Write(c)
	for w := range strings.FieldsSeq(v.Code.Words) {
		v.Code.Short += " " + strings.ToUpper(w[:min(4, len(w))])
	}
	v.Code.Letters = letters(c)
	v.Paper.Seq, v.Paper.Link, v.Paper.Text = 10_000, hexOf(link[:]), store.Paper(store.Head{Seq: 10_000, Link: link})
	v.backup(t, o, ring)
	raw := must[[]byte](t)(json.MarshalIndent(v, "", "\t"))
	if err := os.WriteFile(name, append(raw, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}

func shown(g ledger.Gone) proof {
	return proof{g.Seq, hexOf(g.Link[:]), hexOf(g.Event[:]), hexOf(g.Proof[:])}
}

func (v *beside) ledger(t *testing.T, gone ledger.Gone) {
	dir, blob := t.TempDir(), ebb.NewID()
	all := ledger.Erased{Rows: []ledger.Gone{gone}, Blobs: []store.ID{store.ID(blob)}, All: true}
	if err := ledger.Open(dir).Add(store.ID{1}, all); err != nil {
		t.Fatal(err)
	}
	files := must[[]string](t)(filepath.Glob(filepath.Join(dir, "*", "*.erased")))
	v.Ledger.File = must[[]byte](t)(os.ReadFile(files[0]))
	v.Ledger.Rows, v.Ledger.Blobs, v.Ledger.All = []proof{shown(gone)}, []string{blob.String()}, true
}

func (v *beside) seen(t *testing.T, o vault.Owner) {
	s := &witness.Seen{Person: o.Person, Lineage: ebb.NewID()}
	secrets := vault.MemorySecrets()
	secret := vault.NewToken()
	if err := secrets.Place("seen", secret); err != nil {
		t.Fatal(err)
	}
	for _, n := range []uint64{41, 40, 32, 9} {
		h := store.Head{Seq: n, Link: store.Link(vault.NewToken())}
		s.Heads = append(s.Heads, h)
		v.Seen.Heads = append(v.Seen.Heads, end{h.Seq, hexOf(h.Link[:])})
	}
	k := witness.Keeper{Secrets: secrets, Install: o.Install}
	v.Seen.Secret, v.Seen.Lineage, v.Seen.Cookie = hexOf(secret[:]), s.Lineage.String(), must[string](t)(k.Seal(s))
}

// backup is of a store with one of everything.
func (v *beside) backup(t *testing.T, o vault.Owner, ring *vault.Ring) {
	s, ctx, p := mem.As(store.ID(o.Install)), t.Context(), store.ID(o.Person)
	slot := must[[]byte](t)(vault.SealRecovery(o, ring, v.Code.Words))
	prev, rows := store.Genesis(store.ID(o.Install), p), []store.Row{}
	for n := range uint64(2) {
		box := must[[]byte](t)(ring.Keys(o).Seal(n+1, prev, ebb.New("note.written", made, map[int]any{1: "one of two"})))
		prev = store.Next(prev, n+1, sha256.Sum256(box))
		rows = append(rows, store.Row{Seq: n + 1, Link: prev, Box: box})
	}
	b := store.Batch{
		New:  &store.Person{Version: ring.Version, Inbox: ring.Public(), Lineage: store.ID(ebb.NewID()), Slots: []store.Slot{{Name: "recovery", Box: slot}}},
		Rows: rows, Blobs: []store.Chunk{{Blob: store.ID(ebb.NewID()), Box: []byte("a chunk")}}, Erase: []uint64{1},
	}
	for _, err := range []error{
		s.Append(ctx, p, store.Head{}, b), s.Put(ctx, p, store.Item{ID: store.ID(ebb.NewID()), Box: []byte("a capture")}),
		s.PutDevice(ctx, store.Device{Token: vault.NewToken(), ID: store.ID(ebb.NewID()), Person: p, Revoked: true}),
		s.PutName(ctx, store.Name{Hash: vault.NewToken(), Person: p}), s.PutDues(ctx, p, []int64{1_990_000, 1_990_096}),
		s.PutChannel(ctx, p, store.Channel{ID: store.ID(ebb.NewID()), Kind: "calendar", Box: []byte("a channel")}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	to := must[*age.X25519Identity](t)(age.GenerateX25519Identity())
	var out bytes.Buffer
	src := backup.Source{Store: s, Secrets: map[string][32]byte{"name": vault.NewToken()}, Made: made}
	if _, err := backup.Write(ctx, &out, src, to.Recipient()); err != nil {
		t.Fatal(err)
	}
	v.Backup.Key, v.Backup.File = to.String(), out.Bytes()
	for line := range bytes.Lines(listed(t, v)) {
		v.Backup.Items = append(v.Backup.Items, bytes.Clone(bytes.TrimSpace(line)))
	}
}

var made = time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)

// listed is what the independent reader finds in the backup once age has
// decrypted it.
func listed(t *testing.T, v *beside) []byte {
	t.Helper()
	with := must[*age.X25519Identity](t)(age.ParseX25519Identity(v.Backup.Key))
	plain := must[[]byte](t)(io.ReadAll(must[io.Reader](t)(age.Decrypt(bytes.NewReader(v.Backup.File), with))))
	file := filepath.Join(t.TempDir(), "plain")
	if err := os.WriteFile(file, plain, 0o600); err != nil {
		t.Fatal(err)
	}
	return python(t, "../../reader/read.py", "--items", file)
}

func python(t *testing.T, args ...string) []byte {
	t.Helper()
	cmd := exec.Command("/usr/bin/python3", args...)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Run(); err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.ExitCode() == 3 {
			t.Fatalf("the second reader needs the Debian packages python3, python3-cryptography and python3-argon2: %s", said.String())
		}
		t.Fatalf("%v: %v\n%s", args, err, said.String())
	}
	return out.Bytes()
}

func TestWhatStandsBesideADatabaseOpens(t *testing.T) {
	v := read(t)
	o := vault.Owner{Install: id(t, v.Install), Person: id(t, v.Person)}
	ring := new(vault.Ring)
	if err := ebb.Decode(v.Ring, ring); err != nil {
		t.Fatal(err)
	}
	e := v.Erased
	p := ring.Keys(o).ProveErased(e.Seq, key(t, e.Link), id(t, e.Event))
	same(t, "a proof", hexOf(p[:]), e.Proof)

	dir := t.TempDir()
	folder := filepath.Join(dir, v.Person)
	if err := errors.Join(os.MkdirAll(folder, 0o700), os.WriteFile(filepath.Join(folder, "00.erased"), v.Ledger.File, 0o600)); err != nil {
		t.Fatal(err)
	}
	all := must[ledger.Erased](t)(ledger.Open(dir).Of(store.ID(o.Person)))
	same(t, "the ledger", []any{shown(all.Rows[0]), hexOf(all.Blobs[0][:]), all.All}, []any{v.Ledger.Rows[0], v.Ledger.Blobs[0], v.Ledger.All})

	secrets := vault.MemorySecrets()
	if err := secrets.Place("seen", key(t, v.Seen.Secret)); err != nil {
		t.Fatal(err)
	}
	s := (&witness.Keeper{Secrets: secrets, Install: o.Install}).Open(v.Seen.Cookie, o.Person)
	if s == nil || s.Lineage != id(t, v.Seen.Lineage) || len(s.Heads) != len(v.Seen.Heads) {
		t.Fatalf("what a browser remembers: %+v", s)
	}
	for i, h := range s.Heads {
		same(t, "a head", end{h.Seq, hexOf(h.Link[:])}, v.Seen.Heads[i])
	}
	for _, text := range []string{v.Code.Words, v.Code.Short, v.Code.Letters} {
		c := must[[20]byte](t)(code.Read(text))
		same(t, "a code", hexOf(c[:]), v.Code.Bytes)
	}
	same(t, "a head on paper", store.Paper(store.Head{Seq: v.Paper.Seq, Link: key(t, v.Paper.Link)}), v.Paper.Text)
	restored(t, v, o)
}

// restored puts the backup back.
func restored(t *testing.T, v *beside, o vault.Owner) {
	t.Helper()
	with := must[*age.X25519Identity](t)(age.ParseX25519Identity(v.Backup.Key))
	s := mem.As(store.ID(o.Install))
	place := backup.Place{
		Open: func(store.ID) (store.Store, error) { return s, nil }, Secret: func(string, [32]byte) error { return nil },
	}
	m := must[backup.Manifest](t)(backup.Read(t.Context(), bytes.NewReader(v.Backup.File), place, with))
	if len(m.People) != 1 || m.People[0].Seq != 2 || m.People[0].Erased != 1 || !m.Made.Equal(made) {
		t.Errorf("the manifest is %+v", m)
	}
}

// TestAStrangerReadsWhatStandsBesideADatabase: the independent reader says the
// same of each.
func TestAStrangerReadsWhatStandsBesideADatabase(t *testing.T) {
	v := read(t)
	var got, want any
	if err := json.Unmarshal(python(t, "../../vault/testdata/open.py", name), &got); err != nil {
		t.Fatal(err)
	}
	answers := map[string]any{
		"Proof": v.Erased.Proof, "Ledger": map[string]any{"Rows": v.Ledger.Rows, "Blobs": v.Ledger.Blobs, "All": v.Ledger.All},
		"Lineage": v.Seen.Lineage, "Heads": v.Seen.Heads, "Code": []string{v.Code.Bytes, v.Code.Bytes, v.Code.Bytes}, "Paper": v.Paper.Text,
	}
	if err := json.Unmarshal(must[[]byte](t)(json.Marshal(answers)), &want); err != nil {
		t.Fatal(err)
	}
	same(t, "the second reader", got, want)
	i := 0
	for line := range bytes.Lines(listed(t, v)) {
		var got, want any
		if err := errors.Join(json.Unmarshal(line, &got), json.Unmarshal(v.Backup.Items[i], &want)); err != nil {
			t.Fatal(err)
		}
		same(t, "an item of the backup", got, want)
		i++
	}
	same(t, "items of the backup", i, len(v.Backup.Items))
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s:\n%s", what, d)
	}
}

func hexOf(b []byte) string { return fmt.Sprintf("%x", b) }

// letters are a code as it was written before there were words.
func letters(c [20]byte) string {
	crockford := base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)
	sum := sha256.Sum256(tuple.Of("ebb/v1/recovery/check", c[:]))
	return crockford.EncodeToString(c[:]) + crockford.EncodeToString(sum[:])[:4]
}
