package backup

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"strings"
	"testing"

	agetest "c2sp.org/CCTV/age"
	"filippo.io/age"

	"ebb/store"
)

// vector is one of the public test vectors of age.
type vector struct {
	expect, payload string
	armored         bool
	with            []age.Identity
	file            []byte
}

func readVector(t *testing.T, file []byte) (v vector) {
	t.Helper()
	for packed := false; ; {
		line, rest, more := bytes.Cut(file, []byte("\n"))
		if file = rest; !more {
			t.Fatal("a vector without a file")
		}
		name, value, _ := strings.Cut(string(line), ": ")
		switch name {
		case "expect":
			v.expect = value
		case "payload":
			v.payload = value
		case "armored":
			v.armored = true
		case "compressed":
			packed = true
		case "identity", "passphrase":
			v.with = append(v.with, identity(t, name, value))
		case "":
			if v.file = rest; packed {
				r, err := zlib.NewReader(bytes.NewReader(rest))
				must(t, err)
				v.file, err = io.ReadAll(r)
				must(t, err)
			}
			return v
		}
	}
}

func identity(t *testing.T, what, text string) (id age.Identity) {
	t.Helper()
	var err error
	if what == "passphrase" {
		id, err = age.NewScryptIdentity(text)
	} else if id, err = age.ParseX25519Identity(text); err != nil {
		id, err = age.ParseHybridIdentity(text)
	}
	must(t, err)
	return id
}

// TestTheVectorsOfAge: what opens a backup opens what age says opens, to the
// byte, and refuses everything else; and no file of these is ever restored
// (check 25). An armored file is none of ours and is refused.
func TestTheVectorsOfAge(t *testing.T) {
	files, err := fs.Glob(agetest.Vectors, "*")
	must(t, err)
	if len(files) < 143 {
		t.Fatalf("%d vectors", len(files))
	}
	opened := 0
	for _, name := range files {
		raw, err := fs.ReadFile(agetest.Vectors, name)
		must(t, err)
		v := readVector(t, raw)
		v.refused(t, name)
		plain, err := age.Decrypt(bytes.NewReader(v.file), v.with...)
		var got []byte
		if err == nil {
			got, err = io.ReadAll(plain)
		}
		if good := v.expect == "success" && !v.armored; good != (err == nil) {
			t.Errorf("%s: %s, and it gave %v", name, v.expect, err)
		} else if good {
			opened++
			if sum := sha256.Sum256(got); hex.EncodeToString(sum[:]) != v.payload {
				t.Errorf("%s: %d bytes that are not the right ones", name, len(got))
			}
		}
	}
	t.Logf("%d vectors, %d opened", len(files), opened)
}

// refused holds that none of them is restored, and that a key which does not fit
// is told from damage.
func (v vector) refused(t *testing.T, name string) {
	t.Helper()
	_, err := Read(t.Context(), bytes.NewReader(v.file), Place{Open: func(store.ID) (store.Store, error) {
		t.Errorf("%s: a store was opened", name)
		return nil, errors.ErrUnsupported
	}}, v.with...)
	var other *age.NoIdentityMatchError
	if err == nil || (v.expect == "no match" && !v.armored) != errors.As(err, &other) {
		t.Errorf("%s: %s, and restoring it gave %v", name, v.expect, err)
	}
}
