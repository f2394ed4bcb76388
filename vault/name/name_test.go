package name

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ebb"
	"ebb/vault"
	"ebb/vault/vaulttest"
)

func TestOneNameHoweverItIsWritten(t *testing.T) {
	for _, same := range [][]string{
		{"alice", "Alice", "ALICE", "  alice\t", "Ａｌｉｃｅ"},
		{"straße", "STRASSE", "Strasse"},
		{"caf\u00e9", "Cafe\u0301", "CAFÉ"},
		{"two words", "Two   Words", "two\u00a0words"},
	} {
		for _, s := range same {
			if Clean(s) != Clean(same[0]) || Clean(s) == "" {
				t.Errorf("%q is %q, and %q is %q", s, Clean(s), same[0], Clean(same[0]))
			}
		}
	}
}

func TestWhatIsNoName(t *testing.T) {
	for _, s := range []string{"", "   ", "\u202ealice", "al\u200bice", "a\x00b", "\xff", strings.Repeat("a", 65), strings.Repeat(" ", 2000) + "a"} {
		if Check(s) == nil {
			t.Errorf("%q is taken for a name", s)
		}
	}
}

// A name that was read once reads the same again, and what is kept of it tells
// nothing to whoever has another secret or another host.
func TestNamesAreHashedForOneHost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.StringOf(rapid.Rune()).Draw(t, "typed")
		if c := Clean(typed); c != Clean(c) {
			t.Fatalf("%q, once more %q", c, Clean(c))
		}
		a, b := ebb.NewID(), ebb.NewID()
		seen := map[[32]byte]bool{}
		for _, h := range [][32]byte{
			Lookup([32]byte{1}, a, typed), Lookup([32]byte{2}, a, typed), Lookup([32]byte{1}, b, typed),
			Named([32]byte{1}, a, b),
		} {
			if seen[h] {
				t.Fatal("two of them are the same")
			}
			seen[h] = true
		}
	})
}

func TestMarks(t *testing.T) {
	here, elsewhere, alice, bob := ebb.NewID(), ebb.NewID(), ebb.NewID(), ebb.NewID()
	mark := Mark([32]byte{1}, here, alice)
	if p, ok := Marked([32]byte{1}, here, mark); !ok || p != alice {
		t.Error("a mark is not read again")
	}
	other := Mark([32]byte{1}, here, bob)
	for what, m := range map[string]string{
		"nothing": "", "half": mark[:20], "noise": strings.Repeat("A", len(mark)), "one person's sum on another": other[:21] + mark[21:],
		"another host's": Mark([32]byte{1}, elsewhere, alice), "another secret's": Mark([32]byte{2}, here, alice),
	} {
		if _, ok := Marked([32]byte{1}, here, m); ok {
			t.Errorf("%s is taken for a mark", what)
		}
	}
}

func TestNothingOpensADecoy(t *testing.T) {
	o := vault.Owner{Install: ebb.NewID()}
	pass, recovery := Decoy([32]byte{1}, o.Install, "kim", vaulttest.Cheap)
	if c, err := vault.PassCost(pass); err != nil || c != vaulttest.Cheap {
		t.Errorf("a try costs %v, %v", c, err)
	}
	for _, typed := range []string{"", "x", vaulttest.Passphrase} {
		if _, err := vault.OpenPass(t.Context(), o, 0, typed, pass); !errors.Is(err, vault.ErrWrong) {
			t.Errorf("%q: %v", typed, err)
		}
	}
	if _, err := vault.OpenRecovery(o, 0, vault.NewRecovery(), recovery); !errors.Is(err, vault.ErrWrong) || errors.Is(err, vault.ErrMistyped) {
		t.Errorf("a recovery code: %v", err)
	}
	if other, _ := Decoy([32]byte{1}, o.Install, "sam", vaulttest.Cheap); bytes.Equal(other, pass) {
		t.Error("two names have one salt")
	}
}
