package invite

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// FuzzBook holds for any code that somebody brings, and for any file in the
// folder: only the code that was handed out opens, and a file that nobody wrote
// opens nothing and hides no other invitation.
func FuzzBook(f *testing.F) {
	f.Add("code", "0123456789abcdef0123456789abcdef", []byte("99999999999\n"))
	f.Add("../../etc/passwd", "..", []byte("x"))
	f.Add("", strings.Repeat("F", 32), []byte("-1"))
	f.Add("", strings.Repeat("0", 32), []byte("9223372036854775807"))
	b := Open(filepath.Join(f.TempDir(), "invites"), func() time.Time { return noon })
	code, err := b.New(time.Hour)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, brought, name string, inside []byte) {
		put := filepath.Join(b.dir, strings.Map(func(r rune) rune {
			if strings.ContainsRune("0123456789abcdefABCDEF.tmp", r) {
				return r
			}
			return -1
		}, name))
		if len(name) < 64 && filepath.Dir(put) == b.dir && filepath.Base(put) != idOf(code) {
			if os.WriteFile(put, inside, 0o600) == nil {
				defer os.Remove(put)
			}
		}
		if has, err := b.Has(brought); err != nil || has != (strings.TrimSpace(brought) == code) {
			t.Errorf("%q opens something: %v, %v", brought, has, err)
		}
		if strings.TrimSpace(brought) != code {
			if _, err := b.Take(brought); !errors.Is(err, ErrGone) {
				t.Errorf("%q is taken: %v", brought, err)
			}
		}
		all, err := b.List()
		if err != nil || len(all) == 0 || len(all) > 2 {
			t.Errorf("%d are open beside %q: %v", len(all), inside, err)
		}
		for _, i := range all {
			if len(i.ID) != 32 || !noon.Before(i.Until) {
				t.Errorf("open: %+v", i)
			}
		}
		if has, err := b.Has(code); !has || err != nil {
			t.Errorf("beside %q with %q the real one is hidden: %v", put, inside, err)
		}
	})
}
