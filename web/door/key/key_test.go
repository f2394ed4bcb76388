package key

import (
	"testing"

	"ebb"
	"ebb/vault"
)

// FuzzParse holds for any text: what is a key is written the same.
func FuzzParse(f *testing.F) {
	for _, k := range []Key{{Token: vault.Token{1}}, {Token: vault.Token{1}, Person: ebb.ID{2}}, {Token: vault.Token{1}, Person: ebb.ID{15: 1}}} {
		f.Add(k.String())
		f.Add(k.String()[1:])
		f.Add(k.String()[:20] + "\n" + k.String()[20:])
	}
	f.Add((&Key{}).String() + "AAAAAAAAAAAAAAAAAAAAAA")
	f.Fuzz(func(t *testing.T, s string) {
		k, err := Parse(s)
		if (k == nil) == (err == nil) || k != nil && k.String() != s {
			t.Errorf("%q is %v, %v", s, k, err)
		}
	})
}
