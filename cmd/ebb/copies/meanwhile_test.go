package copies

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"filippo.io/age"

	"ebb/backup"
	"ebb/store"
	"ebb/store/mem"
	"ebb/store/storetest"
)

// restless is a store whose journal gets another lineage some times while it is
// read.
type restless struct {
	store.Store
	times int
}

func (r *restless) Person(ctx context.Context, p store.ID) (store.Person, error) {
	was, err := r.Store.Person(ctx, p)
	was.Lineage[0] = byte(r.times)
	return was, err
}

func (r *restless) BlobsOf(ctx context.Context, p store.ID, f func(store.Chunk) error) error {
	if r.times > 0 {
		r.times--
	}
	return r.Store.BlobsOf(ctx, p, f)
}

// A journal that is sealed anew under a backup costs another try, and never a
// file that holds parts of both.
func TestABackupBeginsAgainWhereAJournalWasSealedAnew(t *testing.T) {
	s, id := mem.New(), store.ID{1}
	install, err := s.Install(t.Context())
	if err == nil {
		err = s.Append(t.Context(), id, store.Head{}, store.Batch{
			New:  &store.Person{Version: 1, Inbox: []byte{1}, Slots: []store.Slot{{Name: "pass", Box: []byte{1}}}},
			Rows: storetest.Chain(install, id, store.Head{}, []byte("one"), []byte("two")),
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	for times, works := range map[int]bool{0: true, 1: true, tries - 1: true, tries: false} {
		file := filepath.Join(t.TempDir(), "a.age")
		_, err := WriteFile(t.Context(), file, backup.Source{Store: &restless{s, times}, Made: time.Unix(1795395600, 0)}, key.Recipient())
		if !works {
			if _, there := os.Stat(file); !errors.Is(err, backup.ErrMeanwhile) || !errors.Is(there, os.ErrNotExist) {
				t.Errorf("%d times: %v, and the file: %v", times, err, there)
			}
			continue
		}
		b, there := os.ReadFile(file)
		if err = errors.Join(err, there); err != nil {
			t.Fatalf("%d times: %v", times, err)
		}
		m, err := backup.Read(t.Context(), bytes.NewReader(b), backup.Place{
			Open: func(install store.ID) (store.Store, error) { return mem.As(install), nil },
		}, key)
		if err != nil || len(m.People) != 1 || m.People[0].Seq != 2 {
			t.Errorf("%d times: %+v, %v", times, m, err)
		}
	}
}
