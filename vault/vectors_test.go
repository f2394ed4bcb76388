package vault

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"testing"
	"testing/cryptotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"ebb"
	"ebb/internal/tuple"
)

var update = flag.Bool("update", false, "write testdata/vectors.json anew; never do that to make a test pass")

const vectorFile = "testdata/vectors.json"

// vectors holds one of each sealed object with all that opens it. Bytes are
// hexadecimal or, in boxes, base64.
type vectors struct {
	Install, Person string
	Ring            plainRing
	Genesis         string
	Rows            []vectorRow
	Erased          vectorRow // the second row without its box
	Pass            struct {
		Version    uint64
		Passphrase string
		Box        []byte
	}
	Recovery struct {
		Version uint64
		Code    string
		Box     []byte
	}
	Session struct {
		Version               uint64
		Token, Secret, ID     string
		Day, SeenMilliseconds int64
		Box                   []byte
	}
	Draft struct {
		Version               uint64
		Token, Secret, Person string
		Day                   int64
		Box                   []byte
	}
	Capture struct {
		Device, Item, Plain string
		Box                 []byte
	}
	Blob struct {
		ID, Key, SHA256 string // of the data
		Bytes           int
		Chunks          [][]byte
	}
	Passkey json.RawMessage `json:",omitempty"` // written and read by package passkey
}

type vectorRow struct {
	Seq            uint64
	Previous, Link string
	Sum            string      // SHA-256 of the box
	Box            []byte      `json:",omitempty"`
	Event          *plainEvent `json:",omitempty"`
}

type plainEvent struct {
	ID, Kind, Zone, Device, Body string
	Who, Offset                  int
	At, Recorded                 int64
}

type plainRing struct {
	Version uint64
	Current uint32
	Epochs  map[uint32]string
	Capture map[uint32]string
	Witness string
}

func hexOf(b []byte) string { return fmt.Sprintf("%x", b) }

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	var b []byte
	if _, err := fmt.Sscanf(s, "%x", &b); err != nil {
		t.Fatalf("%q is not hexadecimal", s)
	}
	return b
}

func showRing(r *Ring) plainRing {
	p := plainRing{r.Version, r.Current, map[uint32]string{}, map[uint32]string{}, hexOf(r.Witness[:])}
	for e, k := range r.Epochs {
		p.Epochs[e] = hexOf(k[:])
	}
	for e, k := range r.Capture {
		p.Capture[e] = hexOf(k)
	}
	return p
}

func showEvent(e ebb.Event) *plainEvent {
	_, offset := e.At.Zone()
	return &plainEvent{
		e.ID.String(), e.Kind, e.At.Location().String(), e.Device, hexOf(e.Body),
		e.Who, offset, e.At.UnixMilli(), e.Recorded.UnixMilli(),
	}
}

// link is the chain as format.md has it; package store's own tests hold the
// store to the same vectors.
func link(prev [32]byte, seq uint64, sum [32]byte) [32]byte {
	return sha256.Sum256(tuple.Of("ebb/v1/link", prev[:], tuple.Uint64(seq), sum[:]))
}

func genesis(o Owner) [32]byte {
	return sha256.Sum256(tuple.Of("ebb/v1/genesis", o.Install[:], o.Person[:]))
}

// pattern is the blob's data: byte i is 7i mod 256.
func pattern(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(7 * i)
	}
	return b
}

func TestUpdateVectors(t *testing.T) {
	if !*update {
		return
	}
	cryptotest.SetGlobalRandom(t, 20261122)
	o := someone()
	first := NewRing()
	r := first.Next()
	v := &vectors{Install: o.Install.String(), Person: o.Person.String(), Ring: showRing(r)}
	sealRows(t, v, o, first, r)
	sealSlots(t, v, o, r)
	sealRest(t, v, o, r)
	b, err := json.MarshalIndent(v, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(vectorFile, append(b, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}

// sealRows makes one row in each epoch, and one of the next size.
func sealRows(t *testing.T, v *vectors, o Owner, first, r *Ring) {
	berlin := time.FixedZone("Europe/Berlin", 3600)
	body := func(x any) []byte { b, _ := ebb.Encode(x); return b }
	events := []ebb.Event{
		{Kind: "hold.pull", Who: 1, At: time.Date(2026, 11, 22, 2, 10, 0, 250e6, berlin), Device: "web", Body: body(map[int]any{1: 7, 2: "wrote nothing"})},
		{Kind: "letters.written", Who: 2, At: time.Date(1969, 12, 31, 23, 59, 59, 0, time.FixedZone("America/St_Johns", -12600)), Device: "cli", Body: body(map[int]any{1: string(bytes.Repeat([]byte("möwe "), 200))})},
		{Kind: ebb.Withdrawn, Who: 1, At: time.Date(2026, 11, 22, 2, 11, 0, 0, time.UTC), Device: "locked", Body: body(ebb.Withdrawal{})},
	}
	prev := genesis(o)
	v.Genesis = hexOf(prev[:])
	for i, e := range events {
		e.ID, e.Recorded = ebb.NewID(), e.At.Add(1500*time.Millisecond)
		keys, seq := r.Keys(o), uint64(i+1)
		if i == 0 {
			keys = first.Keys(o)
		}
		box, err := keys.Seal(seq, prev, e)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(box)
		next := link(prev, seq, sum)
		v.Rows = append(v.Rows, vectorRow{seq, hexOf(prev[:]), hexOf(next[:]), hexOf(sum[:]), box, showEvent(e)})
		prev = next
	}
	v.Erased = v.Rows[1]
	v.Erased.Box, v.Erased.Event = nil, nil
}

func sealSlots(t *testing.T, v *vectors, o Owner, r *Ring) {
	var err error
	check := func(e error) {
		if e != nil {
			t.Fatal(e)
		}
	}
	v.Pass.Version, v.Pass.Passphrase = r.Version, "zwölf Möwen über grauem Wasser"
	v.Pass.Box, err = SealPass(o, r, v.Pass.Passphrase, cheap)
	check(err)
	v.Recovery.Version, v.Recovery.Code = r.Version, NewRecovery()
	v.Recovery.Box, err = SealRecovery(o, r, v.Recovery.Code)
	check(err)
	token, secret, day := NewToken(), NewToken(), int64(20779)
	sid := SessionID(o.Install, token)
	s := &v.Session
	s.Version, s.Token, s.Secret, s.ID, s.Day = r.Version, hexOf(token[:]), hexOf(secret[:]), sid.String(), day
	s.SeenMilliseconds = time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC).UnixMilli()
	s.Box, err = SealSession(o, r, token, day, secret, time.UnixMilli(s.SeenMilliseconds))
	check(err)
	token, secret = NewToken(), NewToken()
	person := DraftPerson(o.Install, token)
	d := &v.Draft
	d.Version, d.Token, d.Secret, d.Person, d.Day = r.Version, hexOf(token[:]), hexOf(secret[:]), person.String(), day
	d.Box, err = SealDraft(o, r, token, day, secret)
	check(err)
}

func sealRest(t *testing.T, v *vectors, o Owner, r *Ring) {
	device, item := ebb.NewID(), ebb.NewID()
	c := &v.Capture
	c.Device, c.Item = device.String(), item.String()
	c.Plain = `{"v":1,"kind":"hold.pull","at":"2026-11-22T02:10:00.000+01:00","zone":"Europe/Berlin","who":1,"device":"web","body":{"pull":7}}`
	var err error
	if c.Box, err = SealCapture(r.Public(), o, device, item, []byte(c.Plain)); err != nil {
		t.Fatal(err)
	}
	b := ebb.Blob{ID: ebb.NewID(), Key: NewToken(), Data: pattern(chunkSize + 100)}
	sum := sha256.Sum256(b.Data)
	v.Blob.ID, v.Blob.Key, v.Blob.SHA256, v.Blob.Bytes = b.ID.String(), hexOf(b.Key[:]), hexOf(sum[:]), len(b.Data)
	if v.Blob.Chunks, err = SealBlob(o, b); err != nil {
		t.Fatal(err)
	}
}

func readVectors(t *testing.T) (*vectors, Owner) {
	t.Helper()
	b, err := os.ReadFile(vectorFile)
	if err != nil {
		t.Fatal(err)
	}
	v := new(vectors)
	if err := json.Unmarshal(b, v); err != nil {
		t.Fatal(err)
	}
	return v, Owner{ebb.ID(unhex(t, v.Install)), ebb.ID(unhex(t, v.Person))}
}

func id(t *testing.T, s string) ebb.ID { return ebb.ID(unhex(t, s)) }

func key(t *testing.T, s string) [32]byte { return [32]byte(unhex(t, s)) }

func TestVectorsOpen(t *testing.T) {
	v, o := readVectors(t)
	ctx := context.Background()
	r, err := OpenPass(ctx, o, v.Pass.Version, v.Pass.Passphrase, v.Pass.Box)
	sameAs(t, "pass", err, showRing(r), v.Ring)
	rec, err := OpenRecovery(o, v.Recovery.Version, v.Recovery.Code, v.Recovery.Box)
	sameAs(t, "recovery", err, showRing(rec), v.Ring)
	s := v.Session
	sr, seen, err := OpenSession(o, s.Version, key(t, s.Token), s.Day, key(t, s.Secret), s.Box)
	sameAs(t, "session", err, showRing(sr), v.Ring)
	sameAs(t, "last seen", nil, seen.UnixMilli(), s.SeenMilliseconds)
	sameAs(t, "session id", nil, SessionID(o.Install, key(t, s.Token)).String(), s.ID)
	d := v.Draft
	dr, err := OpenDraft(o, d.Version, key(t, d.Token), key(t, d.Secret), d.Box)
	sameAs(t, "draft", err, showRing(dr), v.Ring)
	sameAs(t, "draft person", nil, DraftPerson(o.Install, key(t, d.Token)).String(), d.Person)

	keys, prev := r.Keys(o), genesis(o)
	sameAs(t, "genesis", nil, hexOf(prev[:]), v.Genesis)
	for _, row := range v.Rows {
		sameAs(t, "previous link", nil, hexOf(prev[:]), row.Previous)
		e, err := keys.Open(row.Seq, prev, row.Box)
		sameAs(t, "event", err, showEvent(e), row.Event)
		prev = link(prev, row.Seq, sha256.Sum256(row.Box))
		sameAs(t, "link", nil, hexOf(prev[:]), row.Link)
	}
	c := v.Capture
	plain, err := keys.OpenCapture(id(t, c.Device), id(t, c.Item), c.Box)
	sameAs(t, "capture", err, string(plain), c.Plain)
	data, err := OpenBlob(o, id(t, v.Blob.ID), key(t, v.Blob.Key), v.Blob.Chunks)
	sameAs(t, "blob", err, bytes.Equal(data, pattern(v.Blob.Bytes)), true)
}

func sameAs(t *testing.T, what string, err error, got, want any) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s:\n%s", what, d)
	}
}

// answers is what open.py prints.
type answers struct {
	Genesis                                 string
	Events                                  []plainEvent
	Links                                   []string
	Erased                                  string
	Pass, Recovery, Session, Draft, Passkey plainRing
	Seen                                    int64
	SessionID, DraftPerson                  string
	Capture                                 string
	Blob                                    string // SHA-256 of the data
	PasskeyKnown                            string // what the ring knows of it
}

// TestAStrangerCanOpenEverything runs a reader that shares nothing with this
// package but doc/format.md.
func TestAStrangerCanOpenEverything(t *testing.T) {
	v, _ := readVectors(t)
	cmd := exec.Command("/usr/bin/python3", "testdata/open.py", vectorFile)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Run(); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() == 3 {
			t.Fatalf("The second reader needs the Debian packages python3, python3-cryptography and python3-argon2: %v %s", err, said.String())
		}
		t.Fatalf("open.py: %v\n%s", err, said.String())
	}
	var got answers
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatalf("open.py printed %q: %v", out.String(), err)
	}
	want := answers{
		Genesis: v.Genesis, Erased: v.Erased.Link, Pass: v.Ring, Recovery: v.Ring, Session: v.Ring, Draft: v.Ring, Passkey: v.Ring, PasskeyKnown: "as it was sealed",
		Seen: v.Session.SeenMilliseconds, SessionID: v.Session.ID, DraftPerson: v.Draft.Person,
		Capture: v.Capture.Plain, Blob: v.Blob.SHA256,
	}
	for _, row := range v.Rows {
		want.Events = append(want.Events, *row.Event)
		want.Links = append(want.Links, row.Link)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestEveryVectorRefusesALie keeps the vectors honest in the other direction:
// each object is opened with one thing wrong.
func TestEveryVectorRefusesALie(t *testing.T) {
	v, o := readVectors(t)
	other := o
	other.Person[0] ^= 1
	if _, err := OpenRecovery(other, v.Recovery.Version, v.Recovery.Code, v.Recovery.Box); !refused(err) {
		t.Errorf("another person's recovery slot: %v", err)
	}
	day := binary.BigEndian.Uint64(v.Draft.Box[1:])
	bad := bytes.Clone(v.Draft.Box)
	binary.BigEndian.PutUint64(bad[1:], day+1)
	if _, err := OpenDraft(o, v.Draft.Version, key(t, v.Draft.Token), key(t, v.Draft.Secret), bad); !refused(err) {
		t.Errorf("a draft of another day: %v", err)
	}
	if _, err := OpenBlob(o, id(t, v.Blob.ID), key(t, v.Blob.Key), v.Blob.Chunks[:1]); !refused(err) {
		t.Errorf("half a blob: %v", err)
	}
}
