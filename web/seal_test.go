package web_test

import (
	"bytes"
	"crypto/ecdh"
	"crypto/hpke"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"os"
	"os/exec"
	"testing"

	"ebb"
	"ebb/vault"
)

// seals is run in node: it seals what it is given, as a page does.
const seals = `
import { bytes, hex, hpke, seal, base64 } from "./web/ts/seal";
let given = "";
for await (const part of (globalThis as any).process.stdin) given += part;
const { pair, item, what, known } = JSON.parse(given);
const jwk = { kty: "EC", crv: "P-256", x: known.x, y: known.y };
const curve = { name: "ECDH", namedCurve: "P-256" };
const own = {
  privateKey: await crypto.subtle.importKey("jwk", { ...jwk, d: known.d }, curve, false, ["deriveBits"]),
  publicKey: await crypto.subtle.importKey("jwk", jwk, curve, true, []),
};
const many = [];
for (const w of what) many.push(await seal(pair, bytes(item), w));
console.log(JSON.stringify({ box: many, known: hex(await hpke(bytes(known.to), bytes(known.info), bytes(known.plain), own)), again: base64(bytes(item)) }));
`

// node bundles a script as the pages' scripts are, and runs it.
func node(t *testing.T, script string, given any, answer any) {
	t.Helper()
	for _, read := range []string{"ts/seal.ts", "ts/store.ts"} { // so that a change of theirs runs the test again
		if _, err := os.ReadFile(read); err != nil {
			t.Fatal(err)
		}
	}
	pack := exec.Command("go", "tool", "-modfile=tools/go.mod", "esbuild", "--bundle", "--format=esm", "--loader=ts", "--log-level=error")
	pack.Dir, pack.Stdin = "..", bytes.NewReader([]byte(script))
	bundle, err := pack.Output()
	if err != nil {
		t.Fatalf("esbuild: %v", err)
	}
	raw, err := json.Marshal(given)
	if err != nil {
		t.Fatal(err)
	}
	run := exec.Command("node", "--input-type=module", "-e", string(bundle))
	run.Stdin = bytes.NewReader(raw)
	out, err := run.Output()
	if err != nil {
		t.Fatalf("node: %v", err)
	}
	if err := json.Unmarshal(out, answer); err != nil {
		t.Fatal(err)
	}
}

var b64 = base64.RawURLEncoding.EncodeToString

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The message of RFC 9180's vectors for this suite: whoever sends it has the
// key that follows from ikmE, and gets enc.
const (
	rfcInfo = "4f6465206f6e2061204772656369616e2055726e"
	rfcIkmE = "a90d3417c3da9cb6c6ae19b4b5dd6cc9529a4cc24efb7ae0ace1f31887a8cd6c"
	rfcSkR  = "317f915db7bc629c48fe765587897e01e282d3e8445f79f27f65d031a88082b2"
	rfcEnc  = "04c06b4f6bebc7bb495cb797ab753f911aff80aefb86fd8b6fcc35525f3ab5f03e0b21bd31a86c6048af3cb2d98e0d3bf01da5cc4c39ff5370d331a4f1f7d5a4e0"
)

// A page and this server seal alike: what the page seals the vault opens, under
// the same binding, in the same sizes; and a message with the sender's key of
// the RFC is the RFC's.
func TestAPageSealsAsTheVaultDoes(t *testing.T) {
	kem := hpke.DHKEM(ecdh.P256())
	own, err := kem.DeriveKeyPair(unhex(t, rfcIkmE))
	if err != nil {
		t.Fatal(err)
	}
	scalar, err := own.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	point := own.PublicKey().Bytes()
	theirs, err := kem.NewPrivateKey(unhex(t, rfcSkR))
	if err != nil {
		t.Fatal(err)
	}
	ring, o := vault.NewRing(), vault.Owner{Install: ebb.NewID(), Person: ebb.NewID()}
	device, item := ebb.NewID(), ebb.NewID()
	what := []any{"", map[string]any{"v": 1, "words": "grün 🌊"}, string(bytes.Repeat([]byte("x"), 1018)), string(bytes.Repeat([]byte("x"), 1019)), string(bytes.Repeat([]byte("é"), 6000))}
	var got struct {
		Box   []string
		Known string
	}
	node(t, seals, map[string]any{
		"pair": map[string]any{"v": 1, "install": b64(o.Install[:]), "person": b64(o.Person[:]), "device": b64(device[:]), "public": b64(ring.Public()), "token": ""},
		"item": b64(item[:]), "what": what,
		"known": map[string]string{
			"to": b64(theirs.PublicKey().Bytes()), "info": b64(unhex(t, rfcInfo)), "plain": b64([]byte("Beauty is truth, truth beauty")),
			"d": b64(scalar), "x": b64(point[1:33]), "y": b64(point[33:]),
		},
	}, &got)
	message := unhex(t, got.Known)
	if enc := hex.EncodeToString(message[:65]); enc != rfcEnc {
		t.Errorf("the encapsulated key is %s", enc)
	}
	if plain, err := hpke.Open(theirs, hpke.HKDFSHA256(), hpke.AES256GCM(), unhex(t, rfcInfo), message); err != nil || string(plain) != "Beauty is truth, truth beauty" {
		t.Errorf("the receiver of the vectors reads %q: %v", plain, err)
	}
	for i, text := range got.Box {
		box, err := base64.RawURLEncoding.DecodeString(text)
		if err != nil {
			t.Fatal(err)
		}
		want, err := json.Marshal(what[i])
		if err != nil {
			t.Fatal(err)
		}
		plain, err := ring.Keys(o).OpenCapture(device, item, box)
		if err != nil || !bytes.Equal(plain, want) {
			t.Errorf("the vault reads %.60q of %.60q: %v", plain, want, err)
		}
		if ours, err := vault.SealCapture(ring.Public(), o, device, item, want); err != nil || len(ours) != len(box) || !bytes.Equal(ours[:17], box[:17]) {
			t.Errorf("a capture of %d bytes: the page's box has %d, the vault's %d: %v", len(want), len(box), len(ours), err)
		}
		for _, elsewhere := range []func() ([]byte, error){
			func() ([]byte, error) { return ring.Keys(o).OpenCapture(device, ebb.NewID(), box) },
			func() ([]byte, error) { return ring.Keys(o).OpenCapture(ebb.NewID(), item, box) },
			func() ([]byte, error) {
				return ring.Keys(vault.Owner{Install: o.Install, Person: ebb.NewID()}).OpenCapture(device, item, box)
			},
		} {
			if _, err := elsewhere(); err == nil {
				t.Error("a page's capture opens in another place")
			}
		}
	}
}
