package store_test

import (
	"strconv"
	"strings"
	"testing"

	"ebb/store"
)

// FuzzPaper holds for whatever is copied from paper: what is read is a number
// and a code that a head may have, and however it is spaced it reads the same.
func FuzzPaper(f *testing.F) {
	f.Add("12-ABCD-EFGH-JKMN-PQRS", uint64(12), "0123456789")
	f.Add(" 7 oO0i lI1l 0000 0000\n", uint64(0), "")
	f.Add("1-áááááááá", uint64(1)<<63, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff")
	f.Fuzz(func(t *testing.T, text string, seq uint64, link string) {
		h := store.Head{Seq: seq}
		copy(h.Link[:], link)
		for _, written := range []string{store.Paper(h), strings.ToLower(store.Paper(h)), " " + strings.ReplaceAll(store.Paper(h), "-", " ")} {
			if n, code, ok := store.FromPaper(written); !ok || n != seq || code != h.Code() {
				t.Errorf("%q is read as %d %s %v", written, n, code, ok)
			}
		}
		n, code, ok := store.FromPaper(text)
		if !ok {
			return
		}
		if len(code) != 16 || strings.Trim(code, "0123456789ABCDEFGHJKMNPQRSTVWXYZ") != "" {
			t.Errorf("%q holds no code: %q", text, code)
		}
		if m, again, ok := store.FromPaper(strconv.FormatUint(n, 10) + "-" + code); !ok || m != n || again != code {
			t.Errorf("%q is %d %s, and then %d %s %v", text, n, code, m, again, ok)
		}
	})
}
