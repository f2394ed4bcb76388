package passkey

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"flag"
	"os"
	"testing"
	"testing/cryptotest"

	"ebb"
	"ebb/vault"
)

var update = flag.Bool("update", false, "write the passkey of vectors.json anew; never do that to make a test pass")

const vectorFile = "../testdata/vectors.json"

// vector is the last object in vectors.json; the ring and the ids stand before
// it.
type vector struct {
	Version                                    uint64
	PRF, Salt, Credential, Slot, Proof, Public string // Proof: COSE, not looked into
	Name                                       string
	AddedMilliseconds                          int64
	Synced                                     bool
	Box                                        []byte
}

type file struct {
	Install, Person string
	Recovery        struct {
		Version uint64
		Code    string
		Box     []byte
	}
	Passkey vector
}

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// read returns the vectors with their ring.
func read(t *testing.T) (f file, o vault.Owner, r *vault.Ring, raw []byte) {
	t.Helper()
	raw, err := os.ReadFile(vectorFile)
	if err == nil {
		err = json.Unmarshal(raw, &f)
	}
	if err != nil {
		t.Fatal(err)
	}
	o = vault.Owner{Install: ebb.ID(unhex(t, f.Install)), Person: ebb.ID(unhex(t, f.Person))}
	if r, err = vault.OpenRecovery(o, f.Recovery.Version, f.Recovery.Code, f.Recovery.Box); err != nil {
		t.Fatal(err)
	}
	return f, o, r, raw
}

func TestUpdateVector(t *testing.T) {
	if !*update {
		return
	}
	_, o, r, raw := read(t)
	cryptotest.SetGlobalRandom(t, 20261123)
	secret, credential := vault.NewToken(), vault.NewToken()
	k := Passkey{Credential: credential[:], Name: "der blaue Schlüssel", Added: 1795395600000, Synced: true}
	p := Proof{Key: []byte("a COSE key"), Synced: true}
	b, err := Seal(o, r, secret, k, p)
	if err != nil {
		t.Fatal(err)
	}
	if k, err = Known(o, r, Slot(o, credential[:]), b); err != nil {
		t.Fatal(err)
	}
	salt := Salt(o.Install)
	v := vector{
		r.Version, hex.EncodeToString(secret[:]), hex.EncodeToString(salt[:]), hex.EncodeToString(credential[:]), Slot(o, credential[:]),
		hex.EncodeToString(p.Key), hex.EncodeToString(k.Public), k.Name, k.Added, k.Synced, b,
	}
	section, err := json.MarshalIndent(v, "\t", "\t")
	if err != nil {
		t.Fatal(err)
	}
	before, _, _ := bytes.Cut(raw, []byte(",\n\t\"Passkey\": "))
	before = bytes.TrimSuffix(before, []byte("\n}\n"))
	if err := os.WriteFile(vectorFile, append(append(before, ",\n\t\"Passkey\": "...), append(section, "\n}\n"...)...), 0o644); err != nil {
		t.Fatal(err)
	}
}

// check 25, for a passkey: what was sealed once opens for ever.
func TestTheVectorOpens(t *testing.T) {
	f, o, ring, _ := read(t)
	v := f.Passkey
	credential := unhex(t, v.Credential)
	if salt := Salt(o.Install); hex.EncodeToString(salt[:]) != v.Salt {
		t.Errorf("the salt is %x", salt)
	}
	if slot := Slot(o, credential); slot != v.Slot {
		t.Errorf("the slot is called %s", slot)
	}
	x, err := Open(o, [32]byte(unhex(t, v.PRF)), credential, v.Box)
	if err != nil {
		t.Fatal(err)
	}
	if hex.EncodeToString(x.Key) != v.Proof || x.Synced != v.Synced {
		t.Errorf("what checks its signature: %x", x.Key)
	}
	r, err := x.Ring(v.Version)
	if err != nil || !bytes.Equal(r.Encode(), ring.Encode()) {
		t.Errorf("the ring: %v", err)
	}
	k, err := Known(o, ring, v.Slot, v.Box)
	if err != nil || k.Name != v.Name || k.Added != v.AddedMilliseconds || hex.EncodeToString(k.Public) != v.Public || !bytes.Equal(k.Credential, credential) {
		t.Errorf("what the ring knows: %+v %v", k, err)
	}
}
